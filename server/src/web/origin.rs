//! Nothing changes on another site's behalf.
//!
//! A request that may change something must say that it comes from this site: by `Origin`, by
//! `Sec-Fetch-Site`, and by both where both are there. Every browser sends one of them with every
//! form; a request with neither is not from a browser, and such callers have the API. The layer
//! lies around every page and every action; server functions have no check of their own. One kind of
//! request is let through: what a signed link turns off, which programs of mail send, and which looks
//! at no cookie.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::{Site, unsubscribe};

/// Refuses what would change something and does not come from this site.
pub(crate) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) || unsubscribe::is_one_click(&request)
    {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let config = &site.app.config;
    let caller = Caller::of(&parts, &config.trusted_proxy);
    let public = config.public_url.as_deref();
    let secure = config.is_https() || caller.https;
    if !is_ours(&parts.headers, caller.host.as_deref(), public, secure) {
        tracing::warn!("a request from another site was refused");
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

fn is_ours(headers: &HeaderMap, host: Option<&str>, public: Option<&str>, secure: bool) -> bool {
    let mut said = false;
    let fetched: Vec<_> = headers.get_all("sec-fetch-site").iter().collect();
    if !fetched.is_empty() {
        // `none` is the browser's own doing: a page that is reloaded.
        if fetched
            .iter()
            .any(|site| !matches!(site.as_bytes(), b"same-origin" | b"none"))
        {
            return false;
        }
        said = true;
    }
    let origins: Vec<_> = headers.get_all(header::ORIGIN).iter().collect();
    if let [origin] = origins.as_slice() {
        let ours = origin
            .to_str()
            .is_ok_and(|origin| is_own(origin, host, public, secure));
        if !ours {
            return false;
        }
        said = true;
    }
    said && origins.len() <= 1
}

/// Whether the origin is the host that was asked for, or the public address. Over TLS, a page
/// that came without it is another site.
fn is_own(origin: &str, host: Option<&str>, public: Option<&str>, secure: bool) -> bool {
    let Some(origin) = Origin::parse(origin) else {
        return false;
    };
    let of_host = host.is_some_and(|host| {
        (origin.https || !secure) && Origin::new(origin.https, host) == Some(origin.clone())
    });
    of_host || public.and_then(Origin::parse) == Some(origin)
}

/// Scheme, host and port, with the scheme's own port where none is named.
#[derive(Clone, PartialEq, Eq)]
struct Origin {
    https: bool,
    host: String,
    port: u16,
}

impl Origin {
    fn parse(text: &str) -> Option<Self> {
        let (https, rest) = match text.split_once("://")? {
            ("https", rest) => (true, rest),
            ("http", rest) => (false, rest),
            _ => return None,
        };
        Self::new(https, rest.split('/').next()?)
    }

    fn new(https: bool, authority: &str) -> Option<Self> {
        let authority: axum::http::uri::Authority = authority.parse().ok()?;
        if authority.as_str().contains('@') {
            return None;
        }
        let port = authority.port_u16().unwrap_or(if https { 443 } else { 80 });
        Some(Self {
            https,
            host: authority.host().to_ascii_lowercase(),
            port,
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ours(origin: Option<&str>, fetched: Option<&str>, secure: bool) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        if let Some(fetched) = fetched {
            headers.insert("sec-fetch-site", HeaderValue::from_str(fetched).unwrap());
        }
        is_ours(
            &headers,
            Some("localhost:3000"),
            Some("https://choices.example.org/"),
            secure,
        )
    }

    #[test]
    fn a_form_of_ours_says_so_in_one_way_or_both() {
        assert!(ours(Some("http://localhost:3000"), None, false));
        assert!(ours(
            Some("http://LOCALHOST:3000"),
            Some("same-origin"),
            false
        ));
        assert!(ours(
            Some("https://choices.example.org"),
            Some("same-origin"),
            true
        ));
        assert!(ours(Some("https://choices.example.org:443"), None, true));
        assert!(ours(None, Some("same-origin"), false));
        assert!(ours(None, Some("none"), false));
    }

    #[test]
    fn everything_else_is_another_site() {
        assert!(!ours(None, None, false));
        for origin in [
            "null",
            "",
            "http://evil.example",
            "http://localhost:3001",
            "http://localhost",
            "http://localhost:3000.evil.example",
            "http://evil.example@localhost:3000",
            "file://localhost:3000",
            "http://choices.example.org",
        ] {
            assert!(!ours(Some(origin), None, false), "{origin}");
            assert!(!ours(Some(origin), Some("same-origin"), false), "{origin}");
        }
        assert!(
            !ours(Some("http://localhost:3000"), None, true),
            "without TLS to a site with it"
        );
        for fetched in ["cross-site", "same-site", "", "same-origin, cross-site"] {
            assert!(
                !ours(Some("http://localhost:3000"), Some(fetched), false),
                "{fetched}"
            );
            assert!(!ours(None, Some(fetched), false), "{fetched}");
        }
    }
}
