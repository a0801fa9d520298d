//! Add an address.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;

use super::shape::{EndpointBody, WebhookEndpointWish};
use super::webhooks;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// Add an address
///
/// From now on each entry of the types that you name is sent there, signed as Standard Webhooks says,
/// with `type`, `timestamp` and, as `data`, the entry as the feed has it. Any answer of success takes
/// it; everything else is tried again for three days. What is about one customer comes in order, and
/// withdrawals come before everything else. The secret is shown this once.
#[utoipa::path(
    post, path = "/api/v1/webhook-endpoints", tag = "Webhooks",
    params(WriteHeaders), request_body = WebhookEndpointWish,
    responses(
        (status = 201, description = "The address, and its secret.", body = EndpointBody),
        (status = 409, description = "There are 50 addresses already."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn add_webhook_endpoint(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let write = call.write().await?;
    let wish: WebhookEndpointWish = json::parse(&write.body)?;
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let made_by = write.idempotency();
    let _turn = call.api.one_at_a_time(made_by.0).await;
    let (endpoint, secret) = webhooks.add_endpoint(actor, wish.into(), made_by).await?;
    let body = EndpointBody::of(endpoint, Some(&secret));
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::CREATED, index, &body))
}
