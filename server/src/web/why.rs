//! `/why/{…}`: why did I get this?
//!
//! Behind the slash stands the token of a short signed link, which shows its one decision to whoever has
//! it, or the id of a decision, which shows it to the customer who is in and whose it is, and to those who
//! answer for it. `GET` changes nothing of hers; `POST` turns off what the decision was allowed by, in one
//! press, for whoever has the link and for herself.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::access::Actor;
use mutual::consent::{Customer, Toggle};
use mutual::id::DecisionId;
use mutual::use_cases::{Decided, DecidedWhat, MayStop, Reading, Why, may_stop, why};
use mutual_app::{Ctx, StopKind, Unsubscribe, WhyPage};
use tower::ServiceExt as _;

use super::Site;
use super::caller::Caller;
use super::unsubscribe::{Wish, with};
use super::upload::page_of;
use super::visit::language;
use crate::auth::throttle::{BAD_LINK, Refused, network};
use crate::auth::why::read;
use crate::state::Side;

/// What stands before the token.
const PATH: &str = "/why/";

/// The route that turns it off; `pages` draw the page.
pub(crate) fn router(site: Site, pages: Router) -> Router {
    Router::new()
        .route("/why/{token}", post(stop))
        .with_state((site, pages))
}

/// Shows why, if the request is for that.
pub(crate) async fn look(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !request.uri().path().starts_with(PATH) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match explain(&site, &mut parts, false).await {
        Ok(status) => with(status, next.run(Request::from_parts(parts, body)).await),
        Err(status) => status.into_response(),
    }
}

/// Turns it off, and shows why it was on.
async fn stop(State((site, pages)): State<(Site, Router)>, request: Request) -> Response {
    // The body says nothing that the address does not say.
    let (mut parts, _) = request.into_parts();
    match explain(&site, &mut parts, true).await {
        Ok(status) => {
            let Ok(drawn) = pages.oneshot(page_of(parts)).await;
            with(status, drawn)
        }
        Err(status) => status.into_response(),
    }
}

/// Finds the decision, does what was pressed, and gives the page what to say; the status that goes with
/// it.
async fn explain(site: &Site, parts: &mut Parts, stops: bool) -> Result<StatusCode, StatusCode> {
    let token = parts.uri.path().strip_prefix(PATH).unwrap_or_default();
    let (found, is_test, reader) = match token.parse() {
        Ok(id) => match of_hers(parts, id).await {
            // The page asks who she is.
            None => return Ok(StatusCode::OK),
            Some((found, is_test, reader)) => (found, is_test, Some(reader)),
        },
        Err(_) => {
            let (found, is_test) = of_link(site, parts, token).await?;
            (found, is_test, None)
        }
    };
    let app = &site.app;
    let engine = site.auth.engine_of(is_test);
    let customer = match &found {
        Found::Is(decided) => engine.customer(decided.customer),
        _ => None,
    };
    let page = match found {
        Found::Is(decided) => {
            let may = may_stop(engine.as_ref(), reader.as_ref(), &decided).await;
            match may {
                Ok(MayStop::NotHers) if stops => return Err(StatusCode::FORBIDDEN),
                Ok(may) => {
                    let presses = (may, stops);
                    shown(site, *decided, customer.as_ref(), is_test, presses).await
                }
                Err(error) => {
                    tracing::warn!(%error, "what became of a customer cannot be read now");
                    WhyPage::Away
                }
            }
        }
        Found::Said(page) => page,
    };
    let status = match &page {
        WhyPage::Is { is_apart: true, .. } if stops => StatusCode::CONFLICT,
        WhyPage::Is { .. } => StatusCode::OK,
        WhyPage::Erased => StatusCode::GONE,
        WhyPage::Nothing | WhyPage::Bad => StatusCode::NOT_FOUND,
        WhyPage::Away => StatusCode::SERVICE_UNAVAILABLE,
    };
    let hers = customer.as_ref().and_then(|she| she.locale.clone());
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.language = language(&parts.headers, hers.as_deref(), &ctx.organisation);
        ctx.is_test = is_test;
        let mutual = if is_test {
            &app.test_mutual
        } else {
            &app.mutual
        };
        ctx.mutual = mutual.clone();
        ctx.why = Some(page);
    }
    Ok(status)
}

/// What an address leads to.
enum Found {
    Is(Box<Decided>),
    Said(WhyPage),
}

/// What a signed link leads to.
async fn of_link(site: &Site, parts: &Parts, token: &str) -> Result<(Found, bool), StatusCode> {
    let Some((id, is_test)) = read(&site.auth.link_keys, token) else {
        let peer = network(Caller::of(parts, &site.app.config.trusted_proxy).ip);
        return match site.auth.throttle.admit(BAD_LINK, &peer).await {
            Ok(()) => Ok((Found::Said(WhyPage::Bad), false)),
            Err(Refused::TooMany(_)) => Err(StatusCode::TOO_MANY_REQUESTS),
            Err(Refused::Away) => Err(StatusCode::SERVICE_UNAVAILABLE),
        };
    };
    let side: &Side = if is_test {
        &site.app.test
    } else {
        &site.app.live
    };
    let found = why(side.engine.as_ref(), side.store.as_ref(), id).await;
    let found = match found {
        Ok(Why::Is(decided)) => Found::Is(decided),
        Ok(Why::Erased) => Found::Said(WhyPage::Erased),
        Ok(Why::Nothing) => Found::Said(WhyPage::Nothing),
        Err(error) => {
            tracing::warn!(%error, "a decision cannot be read now");
            Found::Said(WhyPage::Away)
        }
    };
    Ok((found, is_test))
}

/// What whoever is in may read of the decision with that id; none where nobody is in.
async fn of_hers(parts: &Parts, id: DecisionId) -> Option<(Found, bool, Actor)> {
    let ctx = parts.extensions.get::<Ctx>()?;
    let principal = ctx.door.principal()?;
    let decided = ctx.mutual.decided(&principal.actor, id).await;
    let found = match decided {
        Ok(decided) => Found::Is(Box::new(decided)),
        Err(Reading::Store(_)) => Found::Said(WhyPage::Away),
        Err(_) => Found::Said(WhyPage::Bad),
    };
    Some((found, ctx.is_test, principal.actor.clone()))
}

/// The page of a decision, after what was pressed.
async fn shown(
    site: &Site,
    decided: Decided,
    customer: Option<&Arc<Customer>>,
    is_test: bool,
    (may, stops): (MayStop, bool),
) -> WhyPage {
    let engine = site.auth.engine_of(is_test);
    let wish = match (&decided.what, customer) {
        (DecidedWhat::Kept(decision), Some(customer)) if may == MayStop::Yes => {
            let facet = Toggle::Ai(decision.ai);
            let basis = decision.basis.proposition.as_ref();
            let customer = customer.as_ref().clone();
            basis.and_then(|key| Wish::of(Arc::clone(engine), key, Some(facet), customer))
        }
        _ => None,
    };
    let mut stopped = None;
    if let Some(wish) = wish.as_ref().filter(|_| stops) {
        stopped = Some(matches!(wish.turn_off(site).await, Unsubscribe::Off { .. }));
    }
    let stop = wish.map(|wish| StopKind {
        ai: match wish.toggle {
            Toggle::Ai(ai) => Some(ai),
            _ => None,
        },
        exchange: wish.version.document.key.clone(),
        is_off: wish.is_off || stopped == Some(true),
        title: wish.title,
    });
    WhyPage::Is {
        decided: Box::new(decided),
        stop,
        stopped,
        is_apart: may == MayStop::Apart,
    }
}
