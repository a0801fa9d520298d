//! Change an address.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::EndpointWish;

use super::shape::{EndpointBody, WebhookEndpointWish};
use super::{EndpointPath, endpoint, webhooks};
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// Change an address
///
/// What you leave out stays as it is. One that is switched on again goes on where it stopped.
#[utoipa::path(
    patch, path = "/api/v1/webhook-endpoints/{endpoint}", tag = "Webhooks",
    params(EndpointPath, WriteHeaders), request_body = WebhookEndpointWish,
    responses(
        (status = 200, description = "The address as it is now.", body = EndpointBody),
        (status = 404, description = "There is no such address."),
        (status = 409, description = "Somebody else changed it in the same moment."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn change_webhook_endpoint(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = endpoint(&call)?;
    let write = call.write().await?;
    let wish: EndpointWish = json::parse::<WebhookEndpointWish>(&write.body)?.into();
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let under = write.idempotency();
    let _turn = call.api.one_at_a_time(under.0).await;
    let changed = webhooks.change_endpoint(actor, id, None, wish, Some(under));
    let endpoint = changed.await?;
    let body = EndpointBody::of(endpoint, None);
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::OK, index, &body))
}
