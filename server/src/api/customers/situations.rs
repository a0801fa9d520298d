//! What a customer is going through, as far as a red line asks.

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::guard::Situation;
use mutual::use_cases::{Command, Outcome, SituationWish};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::call::{Call, Write};
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::{answer, json, reference};

/// Where `{situation}` stands in `/api/v1/customers/{ref}/situations/{situation}`.
const SITUATION: usize = 6;

/// Until when.
#[derive(Deserialize, ToSchema)]
#[schema(as = SituationWish)]
struct UntilBody {
    /// When it ends by itself, within five years; null or left out: when you say so.
    #[schema(value_type = Option<String>, format = "date-time", required = false,
        example = "2027-02-01T00:00:00Z")]
    until: Option<String>,
}

/// Say that a customer is in a situation
///
/// Something that calls for care and that red lines ask for: `quiet_period`, `bereavement`,
/// `open_complaint` or `hardship`. Said once more, the newer end counts. Whether she is a `minor`
/// follows from the year that she was born in.
#[utoipa::path(
    put, path = "/api/v1/customers/{ref}/situations/{situation}", tag = "Consent",
    params(
        CustomerPath, WriteHeaders,
        ("situation" = String, Path, description = "Which situation.", example = "bereavement"),
    ),
    request_body = UntilBody,
    responses(
        (status = 204, description = "She is in it; `Mutual-Index` is the entry that says so."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn enter_situation(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write().await?;
    let body: UntilBody = json::parse(&write.body)?;
    let until = body.until.as_deref().map(|text| {
        let wrong = || Problem::invalid("until", "use a time such as 2027-02-01T00:00:00Z");
        Timestamp::parse(text).ok_or_else(wrong)
    });
    say(call, write, SituationWish::Enter(until.transpose()?)).await
}

/// Say that a customer came out of a situation
#[utoipa::path(
    delete, path = "/api/v1/customers/{ref}/situations/{situation}", tag = "Consent",
    params(
        CustomerPath, WriteHeaders,
        ("situation" = String, Path, description = "Which situation.", example = "bereavement"),
    ),
    responses(
        (status = 204, description = "She is not in it; `Mutual-Index` is the entry that says so."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn leave_situation(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write_without_body().await?;
    say(call, write, SituationWish::Leave).await
}

async fn say(call: Call, write: Write, wish: SituationWish) -> Result<Response, Problem> {
    let situation: Situation = call.segment(SITUATION)?.parse().map_err(|()| {
        let said = Situation::ALL.iter().filter(|one| one.is_said());
        let words: Vec<_> = said.map(|one| one.word()).collect();
        Problem::invalid("situation", format!("use one of {}", words.join(", ")))
    })?;
    let outcome = match reference::find(call.engine(), &call.reference()?) {
        Some(id) => {
            let command = Command::SaySituation(id, situation, wish);
            call.submit(&write, command).await?
        }
        None => call.replay(&write, call.nobody()).await?,
    };
    let Outcome::Situation { index } = outcome else {
        return Err(Problem::unexpected());
    };
    Ok(answer::done(index))
}
