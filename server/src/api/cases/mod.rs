//! Cases: what waits for a person, and what people decided.

mod decide;
mod find;
mod list;
mod shape;

use std::sync::Arc;

use mutual::id::CaseId;
use mutual::use_cases::{Cases, NoCase};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::call::Call;
use super::problem::{Code, Problem};

/// Where `{id}` stands in `/api/v1/cases/{id}/…`.
const ID: usize = 4;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(list::list_cases))
        .routes(routes!(find::find_case))
        .routes(routes!(decide::decide_case))
}

/// The case in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `case` reads")]
struct CasePath {
    /// `case_…`
    #[param(example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    id: String,
}

/// The use cases over the caller's side.
fn cases(call: &Call) -> Cases<'_> {
    call.api.app.cases(call.side())
}

/// The case that the path names.
fn case(call: &Call) -> Result<CaseId, Problem> {
    call.segment(ID)?.parse().map_err(|_| absent())
}

fn absent() -> Problem {
    Problem::new(Code::NotFound, "there is no such case")
}

impl From<NoCase> for Problem {
    fn from(why: NoCase) -> Self {
        let detail = why.to_string();
        match why {
            NoCase::Reading(mutual::use_cases::Reading::Absent) => absent(),
            NoCase::Reading(reading) => reading.into(),
            NoCase::Submit(error) => error.into(),
            NoCase::Moved => Self::new(Code::ChangedMeanwhile, detail),
            NoCase::Taken | NoCase::TooLate => Self::new(Code::CaseDecided, detail),
            NoCase::Held(_) | NoCase::NotYours => Self::new(Code::CaseHeld, detail),
            NoCase::DeniedMeanwhile => Self::new(Code::DeniedMeanwhile, detail),
            // What people do, and no program.
            NoCase::OwnQuestion
            | NoCase::OwnDecision
            | NoCase::FourEyes
            | NoCase::SamePerson
            | NoCase::Unseen
            | NoCase::Unedited => Self::new(Code::Forbidden, detail),
        }
    }
}
