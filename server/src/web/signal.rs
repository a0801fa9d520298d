//! Global Privacy Control: a browser that asks not to sell or share.
//!
//! The wish stands in a header of every request, whatever its method (W3C Global Privacy Control,
//! "The Sec-GPC Header Field"). A visitor who is known is heeded before her page is drawn, and it is
//! remembered. That a `GET` is safe (RFC 9110, 9.2.1) forbids none of it: what is asked for here is asked
//! by the header, nothing can be turned on by it, and only a session is somebody known, so that no
//! machine which follows a link speaks for her. Of a visitor who is not known nothing is kept.

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use mutual_app::Ctx;

/// Where a site says that it follows the wish.
const SUPPORT: &str = "/.well-known/gpc.json";

/// What it says there. The day is the one on which what the wish does was last decided anew.
const STATEMENT: &str = "{\"gpc\":true,\"lastUpdate\":\"2026-11-26\"}";

/// The header.
static SEC_GPC: HeaderName = HeaderName::from_static("sec-gpc");

/// Whether a request asks not to sell or share: one of its fields is exactly `1`, whatever others
/// say.
pub(super) fn is_asked(headers: &HeaderMap) -> bool {
    headers.get_all(&SEC_GPC).iter().any(|value| value == "1")
}

/// Heeds the wish of the customer who is in. What could not be stored is not told as stored: the
/// answer is then that something is away.
pub(super) async fn heed(ctx: &Ctx) -> Result<(), StatusCode> {
    let principal = ctx.door.principal();
    let Some((principal, id)) = principal.and_then(|who| Some((who.clone(), who.customer()?)))
    else {
        return Ok(());
    };
    let heeded = ctx.mutual.heed_signal(&principal.actor, id).await;
    heeded.map_err(|error| {
        tracing::warn!(%error, "a browser's wish not to sell or share could not be stored");
        StatusCode::SERVICE_UNAVAILABLE
    })
}

/// The statement for machines that the wish is followed here.
pub(super) fn router() -> Router {
    Router::new().route(SUPPORT, get(support))
}

async fn support() -> Response {
    let mut response = STATEMENT.into_response();
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/json");
    headers.insert(header::CONTENT_TYPE, json);
    let day = HeaderValue::from_static("public, max-age=86400");
    headers.insert(header::CACHE_CONTROL, day);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_of_exactly_one_is_the_wish_and_nothing_else_is() {
        let asked = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(SEC_GPC.clone(), HeaderValue::from_static(value));
            }
            is_asked(&headers)
        };
        assert!(asked(&["1"]) && asked(&["0", "1"]) && asked(&["1", "1"]));
        for other in [
            &[][..],
            &["0"],
            &["true"],
            &["1, 1"],
            &["1;x=y"],
            &["11"],
            &[""],
        ] {
            assert!(!asked(other), "{other:?}");
        }
    }
}
