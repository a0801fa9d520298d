//! Read one decision.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{Reading, decided_and_sealed};
use utoipa::IntoParams;

use super::shape::KeptBody;
use super::why_url;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};

/// Where `{decision}` stands in `/api/v1/decisions/{decision}`.
const ID: usize = 4;

/// The decision in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `find_decision` reads")]
struct DecisionPath {
    /// `dec_…`
    #[param(example = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    decision: String,
}

/// Read a decision
///
/// As it was recorded, with what became of it; or what it was refused for. Within a minute it is sealed
/// into the log: `sealed` then has all that it takes to check that nobody changed it.
#[utoipa::path(
    get, path = "/api/v1/decisions/{decision}", tag = "Decisions",
    params(DecisionPath, ReadQuery),
    responses(
        (status = 200, description = "The decision.", body = KeptBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such decision, or its customer was erased."),
    ),
    security(("oauth" = ["decisions:write"]), ("bearer" = ["decisions:write"])),
)]
pub(super) async fn find_decision(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadDecision)?;
    let query = call.query(&["min_index"])?;
    let absent = || Problem::new(Code::NotFound, "there is no such decision");
    let id = call.segment(ID)?.parse().map_err(|_| absent())?;
    let index = call.index(&query).await?;
    let (engine, store) = (call.engine(), call.side().store.as_ref());
    let found = decided_and_sealed(engine, store, &call.caller.actor, id).await;
    let (found, proof) = found.map_err(|why| match why {
        Reading::Absent => absent(),
        other => other.into(),
    })?;
    let body = answer::json(&KeptBody::of(&found, proof.as_ref(), why_url(&call, id)));
    Ok(answer::read(&call, index, body, None))
}
