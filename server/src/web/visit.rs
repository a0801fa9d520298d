//! Who is in, and the one value that every page and action reaches.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use mutual::port::Organisation;
use mutual_app::{Ctx, Language, Reader};
use tower_sessions::Session;
use tower_sessions::cookie::Cookie;

use super::Site;
use super::caller::Caller;
use super::errors::RequestId;
use super::signal;
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
    let is_test = visitor
        .as_ref()
        .is_some_and(|visitor| visitor.entrance.who.is_test());
    let mutual = if is_test {
        &site.app.test_mutual
    } else {
        &site.app.mutual
    };
    let caller = Caller::of(&parts, &site.app.config.trusted_proxy);
    let organisation = site.errors.organisation().await;
    let customer = visitor.as_ref().and_then(|visitor| {
        let customer = visitor.principal.customer()?;
        site.auth.engine_of(is_test).customer(customer)
    });
    let hers = customer.as_ref().and_then(|she| she.locale.as_deref());
    let language = language(&parts.headers, hers, &organisation);
    let door = RequestDoor::new(site.auth.clone(), session, visitor, caller.ip, language);
    let ctx = Ctx {
        mutual: mutual.clone(),
        test_mutual: site.app.test_mutual.clone(),
        is_test,
        door: Arc::new(door),
        organisation,
        language,
        link_problem: None,
        unsubscribe: None,
        why: None,
        site: public_url(&site, &caller).into(),
        dropped: None,
        uploaded: None,
        operations: crate::api::operations(),
        signal: signal::is_asked(&parts.headers),
        request_id,
        unsent: Arc::default(),
    };
    if ctx.signal
        && let Err(away) = signal::heed(&ctx).await
    {
        let mut away = away.into_response();
        away.extensions_mut().insert(language);
        return away;
    }
    parts.extensions.insert(ctx);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // Whoever draws a page in place of a bare error draws it in the same language.
    response.extensions_mut().insert(language);
    response
}

/// The language of whoever sent these headers; `hers` is what is known of her.
pub(super) fn language(
    headers: &HeaderMap,
    hers: Option<&str>,
    organisation: &Organisation,
) -> Language {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let chosen = lines
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == Language::COOKIE);
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let reader = Reader {
        chosen: chosen.as_ref().map(Cookie::value),
        hers,
        accepted: accepted.and_then(|accepted| accepted.to_str().ok()),
    };
    Language::of(organisation, reader)
}

/// The address that people type, without a slash at its end.
pub(super) fn public_url(site: &Site, caller: &Caller) -> String {
    match &site.app.config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => {
            let scheme = if caller.https { "https" } else { "http" };
            let host = caller.host.as_deref().unwrap_or(&site.app.config.addr);
            format!("{scheme}://{host}")
        }
    }
}
