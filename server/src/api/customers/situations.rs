//! What a customer is going through, as far as a red line asks.

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::consent::Evidence;
use mutual::guard::Situation;
use mutual::use_cases::{Command, Outcome, SituationWish};
use serde::Deserialize;
use utoipa::ToSchema;

use super::EvidenceBody;
use crate::api::call::{Call, Write};
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::{answer, json};

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
    /// How you know: needed where it then ends sooner than was said before.
    evidence: Option<EvidenceBody>,
}

/// How it is known that it is over.
#[derive(Deserialize, ToSchema)]
#[schema(as = SituationEnd)]
struct OverBody {
    /// What she said herself, and where.
    #[schema(required = true, nullable = false)]
    evidence: Option<EvidenceBody>,
}

/// Say that a customer is in a situation
///
/// Something that calls for care and that red lines ask for: `quiet_period`, `bereavement`,
/// `open_complaint` or `hardship`. Said once more, the newer end counts. Whether she is a `minor`
/// follows from the year that she was born in. While a decision that she contested here waits for a
/// person, she has an `open_complaint` whatever is said of it.
#[utoipa::path(
    put, path = "/api/v1/customers/{ref}/situations/{situation}", tag = "Consent",
    params(
        CustomerPath, WriteHeaders,
        (
            "situation" = String, Path, description = "Which situation.", example = "bereavement",
            pattern = "^(quiet_period|bereavement|open_complaint|hardship)$",
        ),
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
    let wish = SituationWish::Enter(until.transpose()?);
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    say(call, write, wish, evidence).await
}

/// Say that a customer came out of a situation
///
/// Lines that care for her hold no longer, so that it needs evidence of what she said herself. Where it
/// ends by itself, nobody has to say so.
#[utoipa::path(
    delete, path = "/api/v1/customers/{ref}/situations/{situation}", tag = "Consent",
    params(
        CustomerPath, WriteHeaders,
        (
            "situation" = String, Path, description = "Which situation.", example = "bereavement",
            pattern = "^(quiet_period|bereavement|open_complaint|hardship)$",
        ),
    ),
    request_body = OverBody,
    responses(
        (status = 204, description = "She is not in it; `Mutual-Index` is the entry that says so."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn leave_situation(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write_with_or_without_body().await?;
    let body: OverBody = json::parse(&write.body)?;
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    say(call, write, SituationWish::Leave, evidence).await
}

async fn say(
    call: Call,
    write: Write,
    wish: SituationWish,
    evidence: Option<Evidence>,
) -> Result<Response, Problem> {
    let situation: Situation = call.segment(SITUATION)?.parse().map_err(|()| {
        let said = Situation::ALL.iter().filter(|one| one.is_said());
        let words: Vec<_> = said.map(|one| one.word()).collect();
        Problem::invalid("situation", format!("use one of {}", words.join(", ")))
    })?;
    let command = |id| Command::SaySituation(id, situation, wish, evidence.clone());
    let outcome = call.submit_to(&write, command).await?;
    let Outcome::Situation { index } = outcome else {
        return Err(Problem::unexpected());
    };
    Ok(answer::done(index))
}
