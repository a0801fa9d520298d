//! Whether the process lives, whether it can answer truly, and what it counts.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use mutual_engine::EngineHandle;
use subtle::ConstantTimeEq as _;

use crate::observe::Observer;
use crate::open::Opened;
use crate::pressure::Pressure;
use crate::state::App;
use crate::web::headers;

/// These answers are no pages.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

#[derive(Clone)]
struct Health {
    app: App,
    live: Arc<EngineHandle>,
    test: Arc<EngineHandle>,
    observer: Arc<Observer>,
    pressure: Arc<Pressure>,
}

/// `/healthz`, `/readyz` and `/metrics`.
pub fn router(opened: &Opened, observer: Arc<Observer>, pressure: Arc<Pressure>) -> Router {
    let health = Health {
        app: opened.app.clone(),
        live: opened.live.clone(),
        test: opened.test.clone(),
        observer,
        pressure,
    };
    let config = Arc::clone(&health.app.config);
    Router::new()
        .route("/healthz", get(lives))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
        .layer(from_fn_with_state(config, headers::add))
}

async fn lives() -> Response {
    let body = format!(
        "{{\"status\":\"alive\",\"version\":\"{}\"}}",
        env!("CARGO_PKG_VERSION")
    );
    json(StatusCode::OK, body)
}

async fn ready(State(health): State<Health>) -> Response {
    let engines = health.live.is_ready() && health.test.is_ready();
    let database = health.app.live.store.ping().await.is_ok();
    let word = |good: bool| if good { "ready" } else { "away" };
    let body = format!(
        "{{\"status\":\"{}\",\"engine\":\"{}\",\"database\":\"{}\"}}",
        word(engines && database),
        word(engines),
        word(database)
    );
    let status = if engines && database {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    json(status, body)
}

fn json(status: StatusCode, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (status, headers, body).into_response()
}

/// Figures tell how busy a brand is: callers on this machine see them, others show the token.
/// Where people come over TLS there is a proxy, which may stand on this machine and name nobody:
/// then everybody shows the token.
fn may_see(health: &Health, peer: SocketAddr, headers: &HeaderMap) -> bool {
    // A proxy on this machine carries callers from anywhere.
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    let proxied = forwarded || health.app.config.is_https();
    if peer.ip().is_loopback() && !proxied {
        return true;
    }
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer "));
    match (&health.app.config.metrics_token, given) {
        (Some(token), Some(given)) => token.as_bytes().ct_eq(given.as_bytes()).into(),
        _ => false,
    }
}

async fn metrics(
    State(health): State<Health>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !may_see(&health, peer, &headers) {
        return json(StatusCode::NOT_FOUND, "{\"status\":\"absent\"}".to_owned());
    }
    let mut text = String::with_capacity(8_192);
    engine_metrics(&mut text, &[("live", &health.live), ("test", &health.test)]);
    crate::api::write_metrics(&mut text);
    health.app.carriage.write(&mut text);
    health.pressure.write(&mut text);
    health.observer.write(&mut text);
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        ),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, text).into_response()
}

/// The text format of Prometheus, version 0.0.4.
fn engine_metrics(out: &mut String, engines: &[(&str, &Arc<EngineHandle>)]) {
    use mutual::port::Engine as _;
    type Figure = fn(&EngineHandle) -> f64;
    let figures: [(&str, &str, &str, Figure); 5] = [
        (
            "mutual_commit_groups_total",
            "counter",
            "Commit groups written.",
            |e| float(e.stats().groups),
        ),
        (
            "mutual_commands_total",
            "counter",
            "Ledger entries written.",
            |e| float(e.stats().commands),
        ),
        (
            "mutual_commit_seconds_total",
            "counter",
            "Seconds spent in commits.",
            |e| float(e.stats().commit_micros) / 1e6,
        ),
        (
            "mutual_ledger_index",
            "gauge",
            "The highest ledger index.",
            |e| float(e.index()),
        ),
        (
            "mutual_ready",
            "gauge",
            "Whether checks are answered.",
            |e| f64::from(u8::from(e.is_ready())),
        ),
    ];
    for (name, kind, help, figure) in figures {
        _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (side, engine) in engines {
            _ = writeln!(out, "{name}{{engine=\"{side}\"}} {}", figure(engine));
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "Prometheus counts in floating point"
)]
fn float(count: u64) -> f64 {
    count as f64
}
