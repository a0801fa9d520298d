//! `/embed.js`: the element's script, for pages of other sites.

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::digest::{hex, sha256};
use sha2::{Digest as _, Sha384};

use crate::web::assets::compressed;

/// Where it is.
pub(super) const PATH: &str = "/embed.js";
/// The script.
const SCRIPT: &str = include_str!("element.js");

/// Changes with its content.
static TAG: LazyLock<String> = LazyLock::new(|| {
    let digest = sha256(SCRIPT.as_bytes());
    hex(digest.first_chunk::<8>().unwrap_or(&[0; 8]))
});

/// The path and query of this very script, which a browser may keep for ever.
pub(crate) fn path() -> String {
    format!("{PATH}?v={}", *TAG)
}

/// What a page may say to take this very script and no other (Subresource Integrity).
pub(crate) fn integrity() -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(SCRIPT)))
}

/// Answers with the script, or says that the browser has it.
pub(super) async fn serve(request: Request) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let tag = format!("\"{}\"", *TAG);
    if is_known(request.headers(), &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else if let Some((coding, form)) = compressed("embed.js", SCRIPT, request.headers()) {
        *response.body_mut() = Body::from(form);
        let coding = HeaderValue::from_static(coding);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, coding);
    } else {
        *response.body_mut() = Body::from(SCRIPT);
    }
    let named = request.uri().query() == Some(&*format!("v={}", *TAG));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::VARY, "Accept-Encoding"),
        // Whoever checks its digest has to read it (Subresource Integrity, 3.5).
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            header::CACHE_CONTROL,
            if named {
                "public, max-age=31536000, immutable"
            } else {
                "public, max-age=3600"
            },
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag)
}
