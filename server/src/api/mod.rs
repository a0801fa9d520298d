//! The API for CRMs: a file per endpoint, with what it reads, what it answers and its
//! documentation.
//!
//! * [`gate`]: before every endpoint: who calls, how often, how errors are written out.
//! * [`call`]: one authenticated request, as handlers take it; idempotency, `min_index`.
//! * [`answer`], [`problem`]: what goes back.
//! * [`json`], [`query`], [`reference`]: what comes in, read strictly; [`claims`]: alone or in a list.
//! * [`wire`]: the shapes that several endpoints share.
//! * [`profiles`]: the same state in the CRMs' own words.
//! * [`openapi`], [`docs`]: the description, from the handlers themselves.
//!
//! A handler decides nothing: it parses, asks one use case, and renders.

pub mod clients;

mod answer;
mod bearer;
mod bulk;
mod call;
mod cases;
mod catalogue;
mod changes;
mod check;
mod claims;
mod count;
mod customers;
mod decisions;
mod docs;
mod gate;
pub(crate) mod import_columns;
pub(crate) mod import_line;
mod inferences;
mod json;
mod ledger;
mod limit;
mod models;
mod openapi;
mod params;
mod problem;
mod profiles;
mod query;
mod receipts;
mod reference;
mod shapes;
mod token;
mod turns;
mod usage;
mod value;
mod webhooks;
pub(crate) mod wire;

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum::routing::any;
use mutual::id::CustomerId;
use mutual::port::Engine;
use tokio::sync::{Semaphore, watch};
use utoipa_axum::router::OpenApiRouter;

use crate::auth::throttle::Throttle;
use crate::state::App;
use gate::Gate;
use problem::{Code, Problem};
use profiles::telling::Telling;
use turns::{Turn, Turns};

pub(crate) use answer::json as json_bytes;
pub use bulk::export;
pub use count::write_metrics;
pub use openapi::json_text as openapi_json;
pub(crate) use problem::listed;
pub use shapes::{Shapes, write_shapes};
pub(crate) use shapes::{forget_shapes, keep_shapes};
pub(crate) use usage::operations;

/// The most exports at once, of each side: no test keeps a real one waiting.
const EXPORTS: usize = 4;

/// Everything that endpoints share.
pub(crate) struct Api {
    pub(crate) app: App,
    /// How often secrets may be tried.
    pub(crate) throttle: Throttle,
    /// A place for each export of real customers that may run.
    pub(crate) exports: Arc<Semaphore>,
    /// A place for each export of test customers that may run.
    pub(crate) test_exports: Arc<Semaphore>,
    /// Tells browsers to come over TLS alone, where the installation is reached so.
    hsts: Option<HeaderValue>,
    /// Who does something under which idempotency key.
    turns: Turns,
    stopping: watch::Receiver<bool>,
}

impl Deref for Api {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Api {
    /// Returns once the server stops.
    pub(crate) async fn stopping(&self) {
        // Without a sender nobody will ever say so.
        if self
            .stopping
            .clone()
            .wait_for(|stopping| *stopping)
            .await
            .is_err()
        {
            std::future::pending().await
        }
    }

    /// Waits until nothing else is done under that idempotency key.
    pub(crate) async fn one_at_a_time(&self, key: [u8; 32]) -> Turn {
        self.turns.take(key).await
    }

    /// The address that people type, without a slash at its end.
    pub(crate) fn public_url(&self, headers: &HeaderMap) -> String {
        match &self.config.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => {
                let host = headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok());
                format!("http://{}", host.unwrap_or(&self.config.addr))
            }
        }
    }
}

/// The endpoints that need a bearer.
fn closed() -> OpenApiRouter<Arc<Api>> {
    check::router()
        .merge(customers::router())
        .merge(changes::router())
        .merge(bulk::router())
        .merge(catalogue::router())
        .merge(receipts::router())
        .merge(value::router())
        .merge(decisions::router())
        .merge(models::router())
        .merge(inferences::router())
        .merge(cases::router())
        .merge(webhooks::router())
}

/// The endpoints that everybody may call.
fn open_to_all() -> OpenApiRouter<Arc<Api>> {
    token::router()
        .merge(ledger::router())
        .merge(openapi::router())
}

/// All routes below `/api`, `/ledger` and `/oauth`, and `/docs`. `stopping` says true when the server
/// begins to stop: whoever waits for changes is then answered at once.
pub fn router(app: App, stopping: watch::Receiver<bool>) -> Router {
    let hsts = crate::web::headers::HSTS;
    let throttle = Throttle::new(
        Arc::clone(&app.live.store),
        app.keys.digest.clone(),
        Arc::clone(&app.clock),
    );
    let api = Arc::new(Api {
        throttle,
        exports: Arc::new(Semaphore::new(EXPORTS)),
        test_exports: Arc::new(Semaphore::new(EXPORTS)),
        hsts: app.config.is_https().then_some(hsts),
        turns: Turns::default(),
        stopping,
        app,
    });
    let (closed, _) = closed().split_for_parts();
    let (open, _) = open_to_all().split_for_parts();
    let open = open
        .merge(docs::router())
        .route("/api", any(nothing))
        .route("/api/", any(nothing))
        .route("/api/{*rest}", any(nothing))
        .route("/ledger", any(nothing))
        .route("/ledger/{*rest}", any(nothing))
        .route("/oauth", any(nothing))
        .route("/oauth/", any(nothing))
        .route("/oauth/{*rest}", any(nothing));
    closed
        .layer(Gate::closed(Arc::clone(&api)))
        .merge(profiles::router(&api))
        .merge(open.layer(Gate::open(Arc::clone(&api))))
        .with_state(api)
}

async fn nothing(State(_): State<Arc<Api>>) -> Result<Response, Problem> {
    let detail = "there is no such path; the documentation at /docs lists them";
    Err(Problem::new(Code::NotFound, detail))
}

/// The answer where too much is waiting, told as everything at that route is.
pub(crate) fn overloaded(route: &str, request_id: &str) -> Response {
    let detail = "more is asked than can be answered soon; try again";
    Telling::at(route).tell(&Problem::new(Code::Overloaded, detail), request_id)
}

/// The one spelling of a customer reference (`cus_…` or `namespace:value`), if it is one.
#[must_use]
pub fn parse_reference(text: &str) -> Option<String> {
    match reference::read(text).ok()? {
        reference::Reference::Id(id) => Some(id.to_string()),
        reference::Reference::Identifier(identifier) => Some(identifier.to_string()),
    }
}

/// The customer that a reference (`cus_…` or `namespace:value`) names, if there is one.
#[must_use]
pub fn find_customer(engine: &dyn Engine, text: &str) -> Option<CustomerId> {
    reference::find(engine, text)
}
