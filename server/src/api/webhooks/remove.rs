//! Remove an address.

use axum::response::Response;
use mutual::access::Deed;

use super::{EndpointPath, endpoint, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;

/// Remove an address
///
/// Nothing more is sent to it, and what is known of what was sent is deleted.
#[utoipa::path(
    delete, path = "/api/v1/webhook-endpoints/{endpoint}", tag = "Webhooks",
    params(EndpointPath, WriteHeaders),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such address, or not any more."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn remove_webhook_endpoint(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = endpoint(&call)?;
    let under = call.write_without_body().await?.idempotency();
    let _turn = call.api.one_at_a_time(under.0).await;
    webhooks(&call)
        .remove_endpoint(&call.caller.actor, id, Some(under))
        .await?;
    Ok(answer::done(call.engine().index()))
}
