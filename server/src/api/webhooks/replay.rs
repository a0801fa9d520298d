//! Send a range of entries again.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{EndpointPath, endpoint, webhooks};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;
use crate::api::query::invalid;

/// Which range.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `replay_webhooks` reads")]
struct Range {
    /// The index behind which the range begins; 0 for all of it.
    #[param(minimum = 0, example = 81_200)]
    after: u64,
    /// The last index of the range; all that became deliveries where this is left out.
    #[param(required = false, minimum = 0)]
    through: u64,
    /// Whether to count alone.
    #[param(required = false, default = false)]
    dry_run: bool,
}

/// What is sent again.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookReplay)]
struct ReplayBody {
    /// How many entries of the range the address asked for.
    deliveries: u64,
    /// Whether they were only counted.
    dry_run: bool,
}

/// Send a range again
///
/// Each message has the id that it had, so that what you have seen can be told. Count first, with
/// `dry_run`.
#[utoipa::path(
    post, path = "/api/v1/webhook-endpoints/{endpoint}/replay", tag = "Webhooks",
    params(EndpointPath, Range, WriteHeaders),
    responses(
        (status = 202, description = "How many are on their way, or would be.", body = ReplayBody),
        (status = 404, description = "There is no such address."),
        (status = 409, description = "The address is switched off."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn replay_webhooks(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let id = endpoint(&call)?;
    let under = call.write_without_body().await?.idempotency();
    let query = call.query(&["after", "through", "dry_run"])?;
    let after = query.number("after", 0..=i64::MAX as u64)?;
    let after = after.ok_or_else(|| invalid("after", "say behind which index to begin"))?;
    let through = query.number("through", 0..=i64::MAX as u64)?;
    let dry_run = match query.get("dry_run") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(invalid("dry_run", "use `true` or `false`")),
    };
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let _turn = call.api.one_at_a_time(under.0).await;
    let sent = webhooks.replay(actor, id, (after, through), dry_run, Some(under));
    let deliveries = sent.await?;
    let body = ReplayBody {
        deliveries,
        dry_run,
    };
    let index = call.engine().index();
    Ok(answer::plain(StatusCode::ACCEPTED, index, &body))
}
