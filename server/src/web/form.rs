//! Forms that can be read: bounded, whole, and text.
//!
//! A form that is cut off, too big or no UTF-8 is refused here with a page, before anything looks
//! at it, so that nothing is stored of half a form.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::upload::is_multipart;
use super::{Site, check, terms, unsubscribe};

/// The most bytes of a form, and of a file.
pub(super) const LARGEST: usize = 256 * 1024;
/// The most bytes of a form that carries a file back as text: a browser writes each of its line ends
/// as two characters.
const LARGEST_WITH_FILE: usize = 2 * LARGEST + 16 * 1024;
/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whom a form was drawn for, as it says itself.
#[derive(Clone, Debug)]
pub(super) struct Writer(pub(super) String);

/// Reads the whole form, and refuses what cannot be one.
pub(crate) async fn read(State(_): State<Site>, request: Request, next: Next) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    // A file, for the pages that take one. What is in it is not looked at here.
    let takes_file =
        [check::PATH, terms::PATH].contains(&request.uri().path()) && is_multipart(&request);
    // Programs of mail send forms of both kinds, and nothing in theirs is looked at.
    let takes_file = takes_file || unsubscribe::is_one_click(&request);
    let (mut parts, body) = request.into_parts();
    match whole(&parts.headers, body, takes_file).await {
        Ok(form) => {
            if !takes_file && let Some(writer) = writer(&form) {
                parts.extensions.insert(writer);
            }
            next.run(Request::from_parts(parts, Body::from(form))).await
        }
        Err(status) => status.into_response(),
    }
}

async fn whole(headers: &HeaderMap, body: Body, takes_file: bool) -> Result<Bytes, StatusCode> {
    let most = if takes_file {
        LARGEST_WITH_FILE
    } else {
        LARGEST
    };
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    if declared
        .and_then(|length| length.parse().ok())
        .is_some_and(|length: u64| length > most as u64)
    {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    if !takes_file && !is_form(headers) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let read = tokio::time::timeout(PATIENCE, to_bytes(body, most)).await;
    let bytes = match read.map_err(|_| StatusCode::REQUEST_TIMEOUT)? {
        Ok(bytes) => bytes,
        // It ran over its bound, or it ended before its end.
        Err(error) if is_too_big(&error) => return Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return Err(StatusCode::BAD_REQUEST),
    };
    if takes_file || is_text(&bytes) {
        Ok(bytes)
    } else {
        Err(StatusCode::BAD_REQUEST)
    }
}

fn writer(form: &[u8]) -> Option<Writer> {
    let mut fields = form_urlencoded::parse(form);
    let (_, writer) = fields.find(|(name, _)| name == "writer")?;
    Some(Writer(writer.into_owned()))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn is_too_big(error: &axum::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        source = error.source();
    }
    false
}

/// Whether the form is encoded well, and its text is UTF-8 without NUL, which no database of
/// ours keeps in a text.
fn is_text(form: &[u8]) -> bool {
    let mut text = Vec::with_capacity(form.len());
    let mut rest = form.iter();
    while let Some(byte) = rest.next() {
        let decoded = match byte {
            b'%' => {
                let digit = |digit: Option<&u8>| char::from(*digit?).to_digit(16);
                let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
                    return false;
                };
                u8::try_from(high * 16 + low).unwrap_or(0)
            }
            other => *other,
        };
        if decoded == 0 {
            return false;
        }
        text.push(decoded);
    }
    std::str::from_utf8(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_text_is_a_form() {
        for good in ["", "a=b&c=d", "name=%C3%A4+%F0%9F%8D%90", "a=%25"] {
            assert!(is_text(good.as_bytes()), "{good}");
        }
        for bad in [
            "a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=%C3", "a=%C3%28",
        ] {
            assert!(!is_text(bad.as_bytes()), "{bad}");
        }
        assert!(!is_text(b"a=\xff"));
    }
}
