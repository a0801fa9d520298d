//! What stands before every endpoint: who calls, how often, and how errors are written out.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use futures_util::FutureExt as _;
use mutual::clock::random;
use mutual::digest::hex;
use tower::{Layer, Service};

use super::Api;
use super::clients::Caller;
use super::limit::Taken;
use super::problem::{Code, Problem};
use super::profiles::telling::Telling;
use super::usage;

/// The layer around a router of the API.
#[derive(Clone)]
pub(crate) struct Gate {
    api: Arc<Api>,
    open: bool,
    telling: Telling,
}

impl Gate {
    /// For endpoints that need a bearer.
    pub(crate) fn closed(api: Arc<Api>) -> Self {
        Self {
            api,
            open: false,
            telling: Telling::Problem,
        }
    }

    /// For endpoints that everybody may call.
    pub(crate) fn open(api: Arc<Api>) -> Self {
        Self {
            api,
            open: true,
            telling: Telling::Problem,
        }
    }

    /// The same gate, which tells errors like this.
    pub(crate) fn telling(self, telling: Telling) -> Self {
        Self { telling, ..self }
    }
}

impl<S> Layer<S> for Gate {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Gated<S> {
        Gated {
            gate: self.clone(),
            inner,
        }
    }
}

/// An endpoint behind the gate.
#[derive(Clone)]
pub(crate) struct Gated<S> {
    gate: Gate,
    inner: S,
}

type Answering = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

impl<S> Service<Request> for Gated<S>
where
    S: Service<Request, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Answering {
        // The service that was made ready answers; its clone takes the next request.
        let next = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, next);
        let Gate { api, open, telling } = self.gate.clone();
        Box::pin(async move {
            let mut taken = Taken::Free;
            let admitted = if open {
                Ok(())
            } else {
                admit(&api, &mut request, &mut taken).await
            };
            let mut response = match admitted {
                Ok(()) => {
                    let answered = AssertUnwindSafe(inner.call(request)).catch_unwind().await;
                    match answered {
                        Ok(Ok(response)) => response,
                        Err(_) => telling
                            .tell(&Problem::internal("a handler panicked"), &api.request_id()),
                    }
                }
                Err(problem) => telling.tell(&problem, &api.request_id()),
            };
            if response.status().as_u16() >= 400 {
                response = explain(&api, telling, response);
            }
            api.clients.limit().tell(taken, response.headers_mut());
            secure(&api, response.headers_mut());
            Ok(response)
        })
    }
}

/// Lets a request with a good bearer in, as long as its client does not send too many.
async fn admit(api: &Api, request: &mut Request, taken: &mut Taken) -> Result<(), Problem> {
    let bearer = bearer(request.headers())?;
    let now = api.clock.now();
    let found = api.clients.caller(bearer, now).await?;
    let caller: Arc<Caller> = found.ok_or_else(|| {
        let detail = "the token is unknown, has ended or was revoked";
        Problem::new(Code::TokenInvalid, detail).challenge("Bearer error=\"invalid_token\"")
    })?;
    *taken = api
        .clients
        .limit()
        .take(&caller.client.use_now.requests, api.clients.second());
    if *taken == Taken::Over {
        let detail = "this client sends more requests a second than it may";
        return Err(Problem::new(Code::TooManyRequests, detail).retry_after(1));
    }
    caller.note(now);
    let path = request.extensions().get::<MatchedPath>();
    if let Some(place) = path.and_then(|path| usage::place(request.method(), path.as_str())) {
        caller.client.use_now.tally.count(place, now);
    }
    request.extensions_mut().insert(caller);
    Ok(())
}

/// The bearer of a request (RFC 6750, 2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let missing = || {
        let detail = "send `Authorization: Bearer` with a token or a client secret";
        Problem::new(Code::TokenMissing, detail).challenge("Bearer")
    };
    let value = headers.get(header::AUTHORIZATION).ok_or_else(missing)?;
    let (scheme, bearer) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or_else(missing)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(bearer.trim())
    } else {
        Err(missing())
    }
}

/// Writes a problem out, also one that the router found itself.
fn explain(api: &Api, telling: Telling, mut response: Response<Body>) -> Response<Body> {
    let problem = match (
        response.extensions_mut().remove::<Problem>(),
        response.status(),
    ) {
        (Some(problem), _) => problem,
        (None, StatusCode::METHOD_NOT_ALLOWED) => Problem::new(
            Code::MethodNotAllowed,
            "this path does not take this method",
        ),
        (None, _) => return response,
    };
    let request_id = api.request_id();
    if let Some(why) = problem.why() {
        tracing::error!(
            request_id,
            code = problem.code().word(),
            why,
            "a request failed"
        );
    }
    let mut explained = telling.tell(&problem, &request_id);
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        explained.headers_mut().insert(header::ALLOW, allow);
    }
    explained
}

/// The headers of every answer, where the endpoint did not set its own.
fn secure(api: &Api, headers: &mut HeaderMap) {
    const FIXED: [(HeaderName, HeaderValue); 4] = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    for (name, value) in FIXED {
        headers.entry(name).or_insert(value);
    }
    if let Some(hsts) = &api.hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, hsts.clone());
    }
}

impl Api {
    /// A new name for a request in the log.
    fn request_id(&self) -> String {
        let bytes: [u8; 12] = random(self.entropy.as_ref());
        format!("req_{}", hex(&bytes))
    }
}
