//! One case.

use axum::response::Response;
use mutual::access::Deed;

use super::shape::CaseBody;
use super::{CasePath, case, cases};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Find a case
///
/// Open, or decided: then what the outcome is, why, when, and who decided.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}", tag = "Cases",
    params(CasePath, ReadQuery),
    responses(
        (status = 200, description = "The case.", body = CaseBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such case, or its customer was erased."),
    ),
    security(("oauth" = ["cases"]), ("bearer" = ["cases"])),
)]
pub(super) async fn find_case(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCases)?;
    let id = case(&call)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let seen = cases(&call).one(&call.caller.actor, id).await;
    let seen = seen.map_err(mutual::use_cases::NoCase::from)?;
    let body = answer::json(&CaseBody::from(&seen));
    Ok(answer::read(&call, index, body, None))
}
