//! Read one delivery.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{AttemptBody, DeliveryBody};
use super::{DeliveryPath, ID, absent, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::problem::Problem;

/// A delivery and its attempts.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDeliveryInFull)]
struct InFull {
    #[serde(flatten)]
    delivery: DeliveryBody,
    /// The oldest first.
    attempts: Vec<AttemptBody>,
}

/// Read one delivery
#[utoipa::path(
    get, path = "/api/v1/webhook-deliveries/{delivery}", tag = "Webhooks",
    params(DeliveryPath),
    responses(
        (status = 200, description = "What was sent, and what came back.", body = InFull),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such message, or not any more."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn find_webhook_delivery(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    call.query(&[])?;
    let id = call.segment(ID)?.parse().map_err(|_| absent())?;
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let (delivery, attempts) = webhooks.delivery(actor, id).await?;
    let body = InFull {
        delivery: DeliveryBody::from(&delivery),
        attempts: attempts.into_iter().map(AttemptBody::from).collect(),
    };
    let index = call.engine().index();
    Ok(answer::read(&call, index, answer::json(&body), None))
}
