//! Stop all use and keep the answers.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::id::ReceiptId;
use mutual::use_cases::{Command, Outcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;

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
pub(super) async fn pause_customer(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write_without_body().await?;
    told(&call.submit_to(&write, Command::Pause).await?)
}

pub(super) fn told(outcome: &Outcome) -> Result<Response, Problem> {
    let Outcome::Paused {
        index,
        receipt,
        paused,
    } = *outcome
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
