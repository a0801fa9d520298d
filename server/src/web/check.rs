//! `POST /check`: anybody drops a receipt, as a file or as text, and reads what it proves.
//!
//! Nothing is stored. The page is drawn into the answer, as for everything that is not an action.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::receipt::payload;
use mutual_app::{Ctx, Dropped, Unfit};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use super::Site;
use super::upload::{Upload, page_of};

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
    let upload = match Upload::read(form).await {
        Ok(upload) => upload,
        Err(status) => return status.into_response(),
    };
    // Of a file where there is one, else what was pasted.
    let text = match &upload.file {
        Some((_, bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        None => upload.field("receipt").to_owned(),
    };
    let Ok(_place) = CHECKS.try_acquire() else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.dropped = Some(judge(&site, ctx, &text).await.into());
    }
    let Ok(drawn) = pages.oneshot(page_of(parts)).await;
    drawn
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
