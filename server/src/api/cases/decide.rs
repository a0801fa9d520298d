//! Decide a case.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::Outcome;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::{CaseBody, outcome};
use super::{CasePath, case, cases};
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// What was decided.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseRuling)]
struct RulingBody<'a> {
    /// `allow` or `deny`; of a contest, whether the decision falls: then `allow`.
    #[serde(borrow)]
    #[schema(value_type = String, example = "deny")]
    outcome: Cow<'a, str>,
    /// Why, in words that the customer reads.
    #[serde(borrow)]
    #[schema(value_type = String, min_length = 1, max_length = 4_000)]
    reason: Cow<'a, str>,
}

/// Decide a case
///
/// At once, for a person who decided it with you. A case that somebody has at the desk is decided
/// there, and so is one that two people must agree on. What the customer turned off meanwhile, or what
/// a red line denies, nobody can allow (`denied_meanwhile`): decide `deny`.
#[utoipa::path(
    post, path = "/api/v1/cases/{id}/decide", tag = "Cases",
    params(CasePath, WriteHeaders), request_body = RulingBody,
    responses(
        (status = 201, description = "It is decided.", body = CaseBody),
        (status = 404, description = "There is no such case, or its customer was erased."),
        (status = 409, description = "It was decided before, time was over, somebody has it, or it is denied by now."),
    ),
    security(("oauth" = ["cases"]), ("bearer" = ["cases"])),
)]
pub(super) async fn decide_case(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::DecideCase)?;
    let write = call.write().await?;
    let id = case(&call)?;
    let body: RulingBody<'_> = json::parse(&write.body)?;
    let Some(outcome) = outcome(&body.outcome) else {
        return Err(Problem::invalid("outcome", "use `allow` or `deny`"));
    };
    let (key, _) = write.idempotency();
    let index = if call.side().store.answers(&[key]).await?.is_empty() {
        let (actor, cases) = (&call.caller.actor, cases(&call));
        let decided = cases.decide(actor, id, outcome, &body.reason, write.idempotency());
        decided.await?.index
    } else {
        match call.replay(&write, Problem::unexpected()).await? {
            Outcome::CaseDecided { index: Some(index) } => index,
            _ => return Err(Problem::unexpected()),
        }
    };
    let seen = cases(&call).stands(&call.caller.actor, id, outcome).await?;
    let body = CaseBody::from(&seen);
    Ok(answer::plain(StatusCode::CREATED, index, &body))
}
