//! Send a test message.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;

use super::shape::AttemptBody;
use super::{EndpointPath, endpoint, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;

/// Send a test message
///
/// One message of the type `webhook.test`, signed like all others, at once and never again, also to an
/// address that is switched off. The answer says what came back.
#[utoipa::path(
    post, path = "/api/v1/webhook-endpoints/{endpoint}/test", tag = "Webhooks",
    params(EndpointPath, WriteHeaders),
    responses(
        (status = 200, description = "What came of it.", body = AttemptBody),
        (status = 404, description = "There is no such address."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn test_webhook_endpoint(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = endpoint(&call)?;
    let under = call.write_without_body().await?.idempotency();
    let _turn = call.api.one_at_a_time(under.0).await;
    let attempt = webhooks(&call)
        .send_test(&call.caller.actor, id, Some(under))
        .await?;
    let body = AttemptBody::from(attempt);
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::OK, index, &body))
}
