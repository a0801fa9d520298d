//! What machines decided.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::record_decisions as record;

use super::answer::{AnswerBody, RecordedBody, Told};
use super::body::RecordBody;
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;

/// Record decisions, with their reasons
///
/// One, or a list of up to 1,000: then each has a result of its own, and one that is refused never
/// stops the rest. Each is held against what its customer allowed at the moment in `at`: what cites
/// data or guesses that were not covered is refused, and stands as a violation for the reviewer. Put
/// the link in `why` into your message: there she reads the reasons, strongest first.
#[utoipa::path(
    post, path = "/api/v1/decisions", tag = "Decisions",
    params(WriteHeaders), request_body = RecordBody,
    responses(
        (status = 201, description = "It is recorded.", body = RecordedBody),
        (status = 200, description = "What came of each of a list.", body = AnswerBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "The customer was erased."),
        (status = 422, description = "A field cannot be used, or it cites what she did not allow."),
    ),
    security(("oauth" = ["decisions:write"]), ("bearer" = ["decisions:write"])),
)]
pub(super) async fn record_decisions(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::RecordDecisions)?;
    let write = call.write().await?;
    let told = Told::read(&call, &write)?;
    let coming = told.claims.coming(&write);
    let actor = &call.caller.actor;
    let recorded = record(call.recording(), actor, coming, &told.claims.read).await?;
    told.answer(&call, recorded)
}
