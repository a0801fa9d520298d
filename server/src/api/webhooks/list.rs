//! List the addresses.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::EndpointBody;
use super::webhooks;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// All addresses.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoints)]
struct EndpointsBody {
    /// The oldest first.
    items: Vec<EndpointBody>,
    /// Always null: there are 50 at most.
    next: Option<String>,
}

/// List the addresses
#[utoipa::path(
    get, path = "/api/v1/webhook-endpoints", tag = "Webhooks",
    params(ReadQuery),
    responses(
        (status = 200, description = "All of them.", body = EndpointsBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn list_webhook_endpoints(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let endpoints = webhooks(&call).endpoints(&call.caller.actor).await?;
    let body = EndpointsBody {
        items: endpoints.into_iter().map(EndpointBody::from).collect(),
        next: None,
    };
    Ok(answer::read(&call, index, answer::json(&body), None))
}
