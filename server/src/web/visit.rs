//! Who is in, and the one value that every page and action reaches.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use mutual_app::Ctx;
use tower_sessions::Session;

use super::Site;
use super::caller::Caller;
use super::errors::RequestId;
use crate::auth::RequestDoor;

/// Recognises the visitor and gives the request its context.
pub(crate) async fn recognise(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let session = parts.extensions.get::<Session>().cloned();
    let id = parts.extensions.get::<RequestId>().cloned();
    let (Some(session), Some(RequestId(request_id))) = (session, id) else {
        tracing::error!("a page stands outside of the layers that it needs");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(visitor) = site.auth.visitor(&session).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let caller = Caller::of(&parts, &site.app.config.trusted_proxy);
    let door = RequestDoor::new(site.auth.clone(), session, visitor, caller.ip);
    parts.extensions.insert(Ctx {
        mutual: site.app.mutual.clone(),
        door: Arc::new(door),
        organisation: site.errors.organisation().await,
        link_problem: None,
        site: public_url(&site, &caller).into(),
        dropped: None,
        request_id,
    });
    next.run(Request::from_parts(parts, body)).await
}

/// The address that people type, without a slash at its end.
fn public_url(site: &Site, caller: &Caller) -> String {
    match &site.app.config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => {
            let scheme = if caller.https { "https" } else { "http" };
            let host = caller.host.as_deref().unwrap_or(&site.app.config.addr);
            format!("{scheme}://{host}")
        }
    }
}
