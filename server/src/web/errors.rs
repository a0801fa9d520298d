//! Answers that no page gives: a panic, a refused form, a path that is none.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use futures_util::FutureExt as _;
use mutual::clock::random;
use mutual::digest::hex;
use mutual::port::Organisation;
use mutual::use_cases::Mutual;
use mutual_app::Language;

use super::visit::language;
use super::{Site, assets};

/// What a request is called in the log and on error pages.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What Leptos says of a server function that failed.
static UNREAD: HeaderName = HeaderName::from_static("serverfnerror");
/// How long a browser should wait for something that is away, in seconds.
const PATIENCE: HeaderValue = HeaderValue::from_static("5");

/// The name of a request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

/// Draws error pages, also while the database is away.
pub(crate) struct Errors {
    mutual: Mutual,
    /// The organisation as it was last read.
    known: ArcSwap<Organisation>,
}

impl Errors {
    /// With what these use cases know.
    pub(crate) fn new(mutual: Mutual) -> Self {
        Self {
            mutual,
            known: ArcSwap::default(),
        }
    }

    /// The organisation, as it is or as it was last known.
    pub(crate) async fn organisation(&self) -> Arc<Organisation> {
        if let Ok(organisation) = self.mutual.organisation().await {
            self.known.store(Arc::new(organisation));
        }
        self.known.load_full()
    }
}

/// No route takes this path.
pub(crate) async fn absent() -> StatusCode {
    StatusCode::NOT_FOUND
}

/// Gives the request its name, and every bare error and panic a page that says what is true.
pub(crate) async fn explain(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let id: [u8; 10] = random(site.app.entropy.as_ref());
    let id: Arc<str> = format!("req_{}", hex(&id)).into();
    request.extensions_mut().insert(RequestId(id.clone()));
    let headers = request.headers().clone();
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| {
        // What it said may hold anything, and stands on standard error already.
        tracing::error!(request_id = &*id, "a page panicked");
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    });
    // A form whose fields cannot be what they are sent as. That is all that an action fails with by
    // itself: whatever else goes wrong it answers with a page to go on to.
    if response.headers_mut().remove(&UNREAD).is_some()
        && response.status() == StatusCode::INTERNAL_SERVER_ERROR
    {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    let status = response.status();
    if status.as_u16() >= 400 && !is_page(&response) {
        let organisation = site.errors.organisation().await;
        let known = response.extensions().get::<Language>().copied();
        // Nobody was recognised: there is only what the browser says.
        let language = known.unwrap_or_else(|| language(&headers, None, &organisation));
        let page = mutual_app::error_page(assets::linked(), &organisation, language, status, &id);
        *response.body_mut() = Body::from(page);
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::CONTENT_ENCODING);
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, html);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .entry(header::RETRY_AFTER)
            .or_insert(PATIENCE);
    }
    if let Ok(id) = HeaderValue::try_from(&*id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

fn is_page(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
