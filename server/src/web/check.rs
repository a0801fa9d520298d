//! `POST /check`: anybody drops a receipt, as a file or as text, and reads what it proves.
//!
//! Nothing is stored. The page is drawn into the answer, as for everything that is not an action.

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::receipt::payload;
use mutual_app::{Ctx, Dropped, Unfit};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use super::Site;

/// How many receipts are checked at once: strangers come here, and each takes some reading.
static CHECKS: Semaphore = Semaphore::const_new(8);

/// The page.
pub(crate) const PATH: &str = "/check";

/// The route; `pages` draw the page.
pub(crate) fn router(site: Site, pages: Router) -> Router {
    Router::new()
        .route(PATH, post(answer))
        .with_state((site, pages))
}

/// Checks what was dropped.
async fn answer(State((site, pages)): State<(Site, Router)>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let Ok(text) = read(form).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Ok(_place) = CHECKS.try_acquire() else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.dropped = Some(judge(&site, ctx, &text).await.into());
    }
    parts.method = Method::GET;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    let Ok(drawn) = pages
        .oneshot(Request::from_parts(parts, Body::empty()))
        .await;
    drawn
}

/// The text of a receipt: of a file where there is one, else what was pasted.
async fn read(request: Request) -> Result<String, ()> {
    if is_multipart(&request) {
        let mut form = Multipart::from_request(request, &()).await.map_err(drop)?;
        let mut pasted = String::new();
        while let Some(field) = form.next_field().await.map_err(drop)? {
            let is_file = field.name() == Some("file");
            let text = field.bytes().await.map_err(drop)?;
            let text = String::from_utf8_lossy(&text).into_owned();
            if is_file && !text.trim().is_empty() {
                return Ok(text);
            }
            if !is_file {
                pasted = text;
            }
        }
        return Ok(pasted);
    }
    let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await;
    let bytes = bytes.map_err(drop)?;
    let mut fields = form_urlencoded::parse(&bytes);
    let text = fields.find(|(name, _)| name == "receipt");
    Ok(text.map_or_else(String::new, |(_, text)| text.into_owned()))
}

pub(crate) fn is_multipart<B>(request: &axum::http::Request<B>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.to_ascii_lowercase().starts_with("multipart/form-data")
}

async fn judge(site: &Site, ctx: &Ctx, text: &str) -> Dropped {
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() {
        return Dropped::Nothing;
    }
    let key = &site.app.keys.receipt;
    // A signed one carries the same receipt; both have to be good.
    let (receipt, signed) = if text.starts_with('{') {
        (text.to_owned(), false)
    } else {
        match key.verify(text) {
            Ok(bytes) => (String::from_utf8_lossy(&bytes).into_owned(), true),
            Err(error) if payload(text).is_ok() => return Dropped::Bad(Unfit::Seal(error)),
            Err(_) => (text.to_owned(), false),
        }
    };
    match ctx.mutual.check_receipt(&receipt).await {
        Ok(checked) => Dropped::Good(Box::new(checked), signed),
        Err(error) => Dropped::Bad(Unfit::Proof(error)),
    }
}
