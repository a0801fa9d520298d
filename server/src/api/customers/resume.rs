//! End a pause.

use axum::response::Response;
use mutual::use_cases::Command;

use super::pause::{PausedBody, set_paused};
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;

/// End a customer's pause
///
/// What was on before the pause is on again.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/resume", tag = "Consent",
    params(CustomerPath, WriteHeaders),
    responses(
        (status = 201, description = "Nothing is paused any more.", body = PausedBody),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn resume_customer(call: Call) -> Result<Response, Problem> {
    set_paused(call, Command::Resume).await
}
