//! Give an address a new secret.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;

use super::shape::EndpointBody;
use super::{EndpointPath, endpoint, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;

/// Give an address a new secret
///
/// For a day both secrets sign, so that nothing is refused while you change over. The new one is
/// shown this once.
#[utoipa::path(
    post, path = "/api/v1/webhook-endpoints/{endpoint}/rotate-secret", tag = "Webhooks",
    params(EndpointPath, WriteHeaders),
    responses(
        (status = 201, description = "The address, and its new secret.", body = EndpointBody),
        (status = 404, description = "There is no such address."),
        (status = 409, description = "Somebody else changed it in the same moment."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn rotate_webhook_secret(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = endpoint(&call)?;
    let under = call.write_without_body().await?.idempotency();
    let _turn = call.api.one_at_a_time(under.0).await;
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let (endpoint, secret) = webhooks.rotate_secret(actor, id, under).await?;
    let body = EndpointBody::of(endpoint, Some(&secret));
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::CREATED, index, &body))
}
