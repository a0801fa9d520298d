//! `GET /in?…`: somebody follows a signed link.
//!
//! A good link starts a session and shows its page. It changes nothing else: machines follow
//! links too. Where somebody else is in, it ends nobody's visit: a page asks first. A link that is
//! not good goes on to the page that says so.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use mutual::id::CustomerId;
use mutual_app::{Ctx, LinkProblem};
use tower_sessions::Session;

use super::Site;
use super::caller::Caller;
use crate::auth::link::{Followed, Purpose, follow_either};
use crate::auth::session::Who;
use crate::auth::throttle::{BAD_LINK, Refused, network};

/// Follows a link, if the request is one.
pub(crate) async fn follow(State(site): State<Site>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    // Without a seal it is the page alone: a mail is on its way.
    let is_link = form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "s");
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if request.uri().path() != "/in" || !is_link || !reads {
        return next.run(request).await;
    }
    let keys = &site.auth.link_keys;
    let (followed, is_test) = follow_either(Purpose::Visit, keys, query, site.app.clock.now());
    let (mut parts, body) = request.into_parts();
    let (problem, status) = match followed {
        Followed::Good(link) => match site.auth.customer(is_test, &link.reference) {
            Some(customer) if is_free(&parts, customer.id) => {
                let who = Who::of_link(customer.id, is_test);
                return enter(&site, &parts, who, &link.page).await;
            }
            Some(_) => (LinkProblem::SomebodyElse, StatusCode::OK),
            None => (LinkProblem::Bad, StatusCode::FORBIDDEN),
        },
        Followed::Expired(_) => (LinkProblem::Expired, StatusCode::GONE),
        Followed::Bad => (LinkProblem::Bad, StatusCode::FORBIDDEN),
    };
    if problem == LinkProblem::Bad {
        let peer = network(Caller::of(&parts, &site.app.config.trusted_proxy).ip);
        match site.auth.throttle.admit(BAD_LINK, &peer).await {
            Ok(()) => {}
            Err(Refused::TooMany(seconds)) => return too_many(seconds),
            Err(Refused::Away) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.link_problem = Some(problem);
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// Whether nobody else is in.
fn is_free(parts: &Parts, customer: CustomerId) -> bool {
    let ctx = parts.extensions.get::<Ctx>();
    let principal = ctx.and_then(|ctx| ctx.door.principal());
    principal.is_none_or(|principal| principal.customer() == Some(customer))
}

/// Starts a session where nobody is in, and shows the page.
async fn enter(site: &Site, parts: &Parts, who: Who, page: &str) -> Response {
    let extensions = &parts.extensions;
    let (Some(session), Some(ctx)) = (extensions.get::<Session>(), extensions.get::<Ctx>()) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // Whoever is in already, perhaps by password, stays in as she is.
    let is_in = ctx.door.principal().is_some();
    if !is_in && parts.method == Method::GET && site.auth.come_in(session, who).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(page) = HeaderValue::from_str(page) {
        response.headers_mut().insert(header::LOCATION, page);
    }
    response
}

fn too_many(seconds: u32) -> Response {
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
