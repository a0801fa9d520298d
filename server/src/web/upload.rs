//! A form with a file in it, read from either encoding that a browser knows.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{StatusCode, header};

use super::form::LARGEST;

/// What came.
#[derive(Default)]
pub(crate) struct Upload {
    /// The file with its name, where somebody picked one that is not empty.
    pub(crate) file: Option<(String, Bytes)>,
    fields: Vec<(String, String)>,
}

impl Upload {
    /// Reads the form.
    ///
    /// # Errors
    ///
    /// 400 where it is no form; 413 where the file, or a text that stands for one, is longer than a file
    /// may be.
    pub(crate) async fn read(request: Request) -> Result<Self, StatusCode> {
        let upload = Self::of(request)
            .await
            .map_err(|()| StatusCode::BAD_REQUEST)?;
        let file = upload.file.iter().map(|(_, bytes)| &bytes[..]);
        let texts = upload.fields.iter().map(|(_, text)| text.as_bytes());
        if file.chain(texts).any(|bytes| length(bytes) > LARGEST) {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        Ok(upload)
    }

    async fn of(request: Request) -> Result<Self, ()> {
        if !is_multipart(&request) {
            let bytes = to_bytes(request.into_body(), usize::MAX).await;
            let bytes = bytes.map_err(drop)?;
            return Ok(Self {
                file: None,
                fields: form_urlencoded::parse(&bytes).into_owned().collect(),
            });
        }
        let mut form = Multipart::from_request(request, &()).await.map_err(drop)?;
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(drop)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(drop)?;
            if name != "file" {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                upload.fields.push((name, text));
            } else if !bytes.trim_ascii().is_empty() {
                upload.file = Some((file_name, bytes));
            }
        }
        Ok(upload)
    }

    /// What stands in a field; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        let field = fields.find(|(known, _)| known == name);
        field.map_or("", |(_, text)| text)
    }
}

/// How long a text is, in bytes: a line end counts once, however the browser wrote it.
fn length(text: &[u8]) -> usize {
    let ends = text.windows(2).filter(|end| *end == b"\r\n");
    text.len() - ends.count()
}

/// Whether a form comes in the encoding that can hold a file.
pub(crate) fn is_multipart<B>(request: &axum::http::Request<B>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.to_ascii_lowercase().starts_with("multipart/form-data")
}

/// The request for the page that answers an upload: the same visitor's, and nothing of the form.
pub(crate) fn page_of(mut parts: axum::http::request::Parts) -> Request {
    parts.method = axum::http::Method::GET;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Request::from_parts(parts, axum::body::Body::empty())
}
