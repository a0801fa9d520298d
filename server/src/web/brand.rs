//! `/brand.css`: the organisation's colour. Asked for again with each page and answered in a few
//! bytes, so that a new colour shows at once.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use mutual::digest::{hex, sha256};

use super::Site;

/// Answers with the sheet, or says that the browser has it.
pub(crate) async fn serve(State(site): State<Site>, request: HeaderMap) -> Response<Body> {
    let sheet = mutual_app::brand::stylesheet(site.errors.organisation().await.hue);
    let [a, b, c, d, e, f, g, h, ..] = sha256(sheet.as_bytes());
    let tag = format!("\"{}\"", hex(&[a, b, c, d, e, f, g, h]));
    let known = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(Body::empty());
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = Body::from(sheet);
        let css = HeaderValue::from_static("text/css; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, css);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
