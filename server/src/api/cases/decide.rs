//! Decide a case.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{Outcome, Reported};
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
    /// The name or number by which you know the person who decided. Not the customer herself.
    #[serde(borrow)]
    #[schema(value_type = String, min_length = 1, max_length = 80, example = "agent 0042")]
    by: Cow<'a, str>,
}

/// Decide a case
///
/// At once, for a person who decided it with you: `by` says who, and is not the customer herself (422). Use
/// a key of its own where people decide: one that asked `POST /check` to give this case to a person cannot
/// decide it, nor can one that has the scope `decisions:write` (403). A case that somebody has at the desk
/// is decided there, and so is one that two people must agree on. What a person decided and the customer
/// contests (`contested_case`) somebody else decides: 403 for `by` of that case, and for the address of whoever
/// decided it at the desk. A yes that falls lets no decision in any more, and a no that falls lets none in: ask
/// again with `open_case`. Ready words of the team are edited first.
/// What the customer turned off meanwhile, or what a red line denies, nobody can allow (`denied_meanwhile`):
/// decide `deny`.
#[utoipa::path(
    post, path = "/api/v1/cases/{id}/decide", tag = "Cases",
    params(CasePath, WriteHeaders), request_body = RulingBody,
    responses(
        (status = 201, description = "It is decided.", body = CaseBody),
        (status = 403, description = "The bearer lacks the scope, or is that of a machine here; two people must agree; this person decided what is contested; or these are ready words."),
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
        let said = Reported {
            outcome,
            reason: &body.reason,
            person: &body.by,
        };
        // A token that was asked for with less is still that of a machine's key.
        let (actor, cases) = (call.caller.whole(), cases(&call));
        let decided = cases.decide(&actor, id, said, write.idempotency());
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
