//! Read one address.

use axum::response::Response;
use mutual::access::Deed;

use super::shape::EndpointBody;
use super::{EndpointPath, endpoint, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Read an address
#[utoipa::path(
    get, path = "/api/v1/webhook-endpoints/{endpoint}", tag = "Webhooks",
    params(EndpointPath, ReadQuery),
    responses(
        (status = 200, description = "The address, and how it does.", body = EndpointBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such address."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn find_webhook_endpoint(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let query = call.query(&["min_index"])?;
    let id = endpoint(&call)?;
    let index = call.index(&query).await?;
    let watched = webhooks(&call).endpoint(&call.caller.actor, id).await?;
    let body = answer::json(&EndpointBody::from(watched));
    Ok(answer::read(&call, index, body, None))
}
