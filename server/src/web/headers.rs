//! What every answer carries.
//!
//! A page with Leptos' inline data scripts sets its own policy with its own nonce; whatever has
//! none gets the same policy without a nonce.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::caller::Caller;
use crate::config::Config;

/// The policy of a page, around what its scripts may be.
macro_rules! policy {
    ($($scripts:literal)?) => {
        concat!(
            "default-src 'none'; script-src 'self' ", $($scripts,)? "'wasm-unsafe-eval'; ",
            "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; ",
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

/// The policy of an answer without inline scripts.
const POLICY: &str = policy!();

/// What every answer carries unless it says otherwise.
const FIXED: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer` browsers send forms with `Origin: null`, and they would be refused.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    // For browsers that do not know `frame-ancestors`.
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
];
/// A year.
pub(crate) const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The policy of a page whose inline scripts carry `nonce`.
pub(crate) fn policy(nonce: &str) -> String {
    format!(policy!("'nonce-{nonce}' "), nonce = nonce)
}

/// Adds what is missing to every answer.
pub(crate) async fn add(
    State(config): State<Arc<Config>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let secure = config.is_https() || Caller::of(&parts, &config.trusted_proxy).https;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}
