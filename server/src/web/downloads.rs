//! What a customer takes with her: everything that is held about her, and her receipts.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use mutual::id::ReceiptId;
use mutual::receipt::About;
use mutual::use_cases::Reading;
use mutual_app::Ctx;
use serde_json::{Map, Value, json};

use super::Site;
use crate::forms::Form;

/// The routes.
pub(crate) fn router(site: Site) -> Router {
    Router::new()
        .route("/data/everything.json", get(everything))
        .route("/receipts/{receipt}/{form}", get(receipt))
        .with_state(site)
}

/// Everything that is held about the customer who is in.
async fn everything(Extension(ctx): Extension<Ctx>) -> Response<Body> {
    let Some((principal, id)) = customer(&ctx) else {
        return Redirect::to("/sign-in?next=/data").into_response();
    };
    let held = match ctx.mutual.held(&principal.actor, id).await {
        Ok(held) => held,
        Err(error) => return failed(&error),
    };
    let tables: Map<String, Value> = held
        .into_iter()
        .map(|held| {
            (
                held.table,
                held.rows.into_iter().map(Value::Object).collect(),
            )
        })
        .collect();
    let everything = json!({"customer": id.to_string(), "tables": tables});
    let text = serde_json::to_vec_pretty(&everything).unwrap_or_default();
    file("application/json", "my-data.json", text)
}

/// One of her receipts, in one of its forms.
async fn receipt(
    State(site): State<Site>,
    Extension(ctx): Extension<Ctx>,
    Path((receipt, form)): Path<(String, String)>,
) -> Response<Body> {
    let form = Form::ALL
        .into_iter()
        .find(|known| known.extension() == form);
    let (Ok(id), Some(form)) = (receipt.parse::<ReceiptId>(), form) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some((principal, _)) = customer(&ctx) else {
        return Redirect::to(&format!("/sign-in?next=/receipts/{id}")).into_response();
    };
    let receipt = match ctx.mutual.receipt(&principal.actor, id, &ctx.site).await {
        Ok(receipt) => receipt,
        Err(error) => return failed(&error),
    };
    // What data and purposes were called when it was chosen.
    let registry = ctx.mutual.catalogue().registry_up_to(receipt.index);
    let reached = match ctx.mutual.reached(&principal.actor, &receipt).await {
        Ok(reached) => reached,
        Err(error) => return failed(&error),
    };
    let about = About {
        receipt: &receipt,
        organisation: &ctx.organisation,
        registry: &registry,
        reached: &reached,
    };
    match form.write(about, &site.app.keys.receipt) {
        Some(bytes) => file(
            form.media_type(),
            &format!("{id}.{}", form.extension()),
            bytes,
        ),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The customer who is in.
pub(super) fn customer(ctx: &Ctx) -> Option<(mutual::port::Principal, mutual::id::CustomerId)> {
    let principal = ctx.door.principal()?;
    let id = principal.customer()?;
    Some((principal, id))
}

/// Whose receipt it is nobody else learns.
pub(super) fn failed(error: &Reading) -> Response<Body> {
    match error {
        Reading::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
        Reading::Denied(_) | Reading::Absent | Reading::Faults(_) => StatusCode::NOT_FOUND,
    }
    .into_response()
}

/// A file to be kept.
pub(super) fn file(media: &'static str, name: &str, content: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(content.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
