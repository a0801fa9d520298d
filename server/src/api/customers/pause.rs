//! Stop all use and keep the answers.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::id::{CustomerId, ReceiptId};
use mutual::use_cases::{Command, Outcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::{answer, reference};

/// Whether everything is paused.
#[derive(Serialize, ToSchema)]
#[schema(as = Paused)]
pub(super) struct PausedBody {
    /// Its ledger index.
    index: u64,
    /// What the customer keeps of it.
    #[schema(value_type = String, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: ReceiptId,
    /// Whether everything is paused now.
    paused: bool,
}

/// Pause everything for a customer
///
/// Nothing that she can turn off is used any more, and her answers are kept.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/pause", tag = "Consent",
    params(CustomerPath, WriteHeaders),
    responses(
        (status = 201, description = "Everything is paused.", body = PausedBody),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn pause_customer(call: Call) -> Result<Response, Problem> {
    set_paused(call, Command::Pause).await
}

pub(super) async fn set_paused(
    mut call: Call,
    command: fn(CustomerId) -> Command,
) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write_without_body().await?;
    let outcome = match reference::find(call.engine(), &call.reference()?) {
        Some(id) => call.submit(&write, command(id)).await?,
        None => call.replay(&write, call.nobody()).await?,
    };
    let Outcome::Paused {
        index,
        receipt,
        paused,
    } = outcome
    else {
        return Err(Problem::unexpected());
    };
    Ok(answer::plain(
        StatusCode::CREATED,
        index,
        &PausedBody {
            index,
            receipt,
            paused,
        },
    ))
}
