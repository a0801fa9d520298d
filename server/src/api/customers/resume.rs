//! End a pause.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use super::EvidenceBody;
use super::pause::{PausedBody, told};
use crate::api::call::Call;
use crate::api::json;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;

/// How it is known that she wants to go on.
#[derive(Deserialize, ToSchema)]
#[schema(as = PauseEnd)]
struct GoOnBody {
    /// What she said herself, and where; since everything was paused.
    #[schema(required = true, nullable = false)]
    evidence: Option<EvidenceBody>,
}

/// End a customer's pause
///
/// What was on before the pause is on again, so that it needs evidence of her own wish (else 422
/// `evidence_missing`), and what she said before everything was paused is none (422 `invalid_field` of
/// `evidence.at`). A customer has the same button on her own page.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/resume", tag = "Consent",
    params(CustomerPath, WriteHeaders), request_body = GoOnBody,
    responses(
        (status = 201, description = "Nothing is paused any more.", body = PausedBody),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn resume_customer(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write_with_or_without_body().await?;
    let body: GoOnBody = json::parse(&write.body)?;
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    let command = |id| Command::Resume(id, evidence.clone());
    told(&call.submit_to(&write, command).await?)
}
