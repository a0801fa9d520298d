//! Send one message again.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;

use super::shape::DeliveryBody;
use super::{DeliveryPath, ID, absent, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;

/// Send a message again
///
/// At once, and by the whole schedule where it fails. Its id stays what it was.
#[utoipa::path(
    post, path = "/api/v1/webhook-deliveries/{delivery}/redeliver", tag = "Webhooks",
    params(DeliveryPath, WriteHeaders),
    responses(
        (status = 202, description = "It is on its way.", body = DeliveryBody),
        (status = 404, description = "There is no such message, or not any more."),
        (status = 409, description = "The address is switched off."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn redeliver_webhook(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = call.segment(ID)?.parse().map_err(|_| absent())?;
    let under = call.write_without_body().await?.idempotency();
    let _turn = call.api.one_at_a_time(under.0).await;
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let delivery = webhooks.redeliver(actor, id, Some(under)).await?;
    let body = DeliveryBody::from(&delivery);
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::ACCEPTED, index, &body))
}
