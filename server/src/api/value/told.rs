//! Reports as they come, one or a list, and what is answered to each.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::catalogue::Channel;
use mutual::clock::Timestamp;
use mutual::id::CustomerId;
use mutual::value::{LONGEST_REFERENCE, Reported, Unreported, is_reference};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::call::{Call, Write};
use crate::api::claims::Claims;
use crate::api::problem::{Code, FieldError, Problem};
use crate::api::{answer, json, reference};

/// The most events in one list.
const MOST: usize = 1_000;

/// What came of one event.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportStatus)]
pub(super) enum StatusWord {
    /// It is new, and counts.
    Accepted,
    /// It was reported before, and counts once.
    Duplicate,
    /// It replaces what was reported under the same proof before.
    Corrected,
    /// It was not taken over.
    Refused,
}

/// What came of an event.
#[derive(Serialize, ToSchema)]
#[schema(as = Reported)]
pub(super) struct ReportedBody {
    /// Whether it counts.
    status: StatusWord,
}

/// What came of a list of events.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedEvents)]
pub(super) struct ReportedListBody {
    /// What came of each, in the order of the list.
    results: Vec<ResultBody>,
    /// How many are new.
    accepted: usize,
    /// How many were reported before.
    duplicates: usize,
    /// How many replaced another.
    corrected: usize,
    /// How many were not taken over.
    refused: usize,
}

/// What came of one event of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportResult)]
struct ResultBody {
    /// Whether it counts.
    status: StatusWord,
    /// Why it was not taken over; null where it was.
    code: Option<Code>,
    /// The same in words.
    detail: Option<String>,
    /// The fields that are wrong, where fields are.
    errors: Vec<FieldError>,
}

/// What came of an event, or of a list of them.
#[derive(ToSchema)]
#[schema(as = ReportedOneOrMany)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Told::answer` answers")]
pub(super) enum AnswerBody {
    /// Of one.
    One(ReportedBody),
    /// Of a list.
    Many(ReportedListBody),
}

/// One event as it comes.
pub(super) trait EventBody: DeserializeOwned {
    /// What it claims, once it could be read.
    type Claim;

    /// Reads it.
    fn claim(self, call: &Call) -> Result<Self::Claim, Problem>;

    /// Why a claim was not taken over.
    fn problem(claim: &Self::Claim, why: &Unreported) -> Problem;
}

/// What was told: one event, or a list.
pub(super) struct Told<B: EventBody> {
    pub(super) claims: Claims<B::Claim>,
}

/// Whether a body is a list.
#[derive(Deserialize)]
struct Peek {
    events: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct List {
    events: Vec<Value>,
}

impl<B: EventBody> Told<B> {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// [`Problem`] with one event that cannot be read, and with what is no list of events at all.
    /// Within a list, one that cannot be read does not stop the rest.
    pub(super) fn read(call: &Call, write: &Write) -> Result<Self, Problem> {
        let peek: Result<Peek, _> = serde_json::from_slice(&write.body);
        if peek.is_ok_and(|peek| peek.events.is_none()) {
            let claim = json::parse::<B>(&write.body)?.claim(call)?;
            let claims = Claims::one(claim);
            return Ok(Self { claims });
        }
        let list: List = json::parse(&write.body)?;
        if list.events.len() > MOST {
            let message = format!("report at most {MOST} at once");
            return Err(Problem::invalid("events", message));
        }
        let claims = Claims::many(&list.events, |event: B| event.claim(call));
        Ok(Self { claims })
    }

    /// The answer, from what came of each claim.
    pub(super) fn answer(self, call: &Call, reported: Vec<Reported>) -> Result<Response, Problem> {
        let mut came = self.claims.read.iter().zip(reported);
        let mut results = self.claims.unread.into_iter().map(|unread| {
            if let Some(problem) = unread {
                return Err(problem);
            }
            // The answer to a list that is given again has as many as the list.
            let (claim, reported) = came.next().ok_or_else(Problem::unexpected)?;
            match reported {
                Reported::Accepted => Ok(StatusWord::Accepted),
                Reported::Duplicate => Ok(StatusWord::Duplicate),
                Reported::Corrected => Ok(StatusWord::Corrected),
                Reported::Refused(why) => Err(B::problem(claim, &why)),
            }
        });
        let index = call.engine().index();
        if self.claims.alone {
            let status = results
                .next()
                .unwrap_or_else(|| Err(Problem::unexpected()))?;
            let code = match status {
                StatusWord::Accepted => StatusCode::CREATED,
                _ => StatusCode::OK,
            };
            return Ok(answer::plain(code, index, &ReportedBody { status }));
        }
        let results: Vec<_> = results.map(ResultBody::of).collect();
        let count = |status| {
            let same = results.iter().filter(|result| result.status == status);
            same.count()
        };
        let body = ReportedListBody {
            accepted: count(StatusWord::Accepted),
            duplicates: count(StatusWord::Duplicate),
            corrected: count(StatusWord::Corrected),
            refused: count(StatusWord::Refused),
            results,
        };
        Ok(answer::plain(StatusCode::OK, index, &body))
    }
}

impl ResultBody {
    fn of(result: Result<StatusWord, Problem>) -> Self {
        match result {
            Ok(status) => Self {
                status,
                code: None,
                detail: None,
                errors: Vec::new(),
            },
            Err(problem) => Self {
                status: StatusWord::Refused,
                code: Some(problem.code()),
                detail: Some(problem.detail().into_owned()),
                errors: problem.errors().to_vec(),
            },
        }
    }
}

/// The customer that a field names.
pub(super) fn customer(call: &Call, text: &str) -> Result<Result<CustomerId, Unreported>, Problem> {
    if let Err(problem) = reference::read(text) {
        return Err(Problem::invalid("customer", problem.detail().into_owned()));
    }
    let engine = call.engine();
    Ok(match reference::find(engine, text) {
        Some(id) => Ok(id),
        None if reference::is_erased(engine, text) => Err(Unreported::Erased),
        None => Err(Unreported::UnknownCustomer),
    })
}

/// The moment that a field names.
pub(super) fn moment(text: &str) -> Result<Timestamp, Problem> {
    let wrong = || Problem::invalid("at", "use a time such as 2026-11-23T10:00:00Z");
    Timestamp::parse(text).ok_or_else(wrong)
}

/// The channel that a field names.
pub(super) fn channel(text: &str) -> Result<Channel, Problem> {
    let known = Channel::ALL.iter().map(|channel| channel.word());
    let known = known.collect::<Vec<_>>().join(", ");
    let wrong = |()| Problem::invalid("channel", format!("use one of {known}"));
    text.parse().map_err(wrong)
}

/// A text of one line.
pub(super) fn line(field: &'static str, text: String) -> Result<String, Problem> {
    if is_reference(&text) {
        return Ok(text);
    }
    let message = format!("use one line of 1 to {LONGEST_REFERENCE} characters");
    Err(Problem::invalid(field, message))
}

/// Why an event was not taken over, where that has nothing to do with its kind.
pub(super) fn problem(why: &Unreported) -> Problem {
    let detail = why.to_string();
    let about = |code, field: &str| Problem::new(code, detail.clone()).field(field, detail.clone());
    match why {
        Unreported::UnknownCustomer => Problem::unknown_customer(),
        Unreported::Erased => Problem::erased(),
        Unreported::UnknownProposition => about(Code::UnknownProposition, "proposition"),
        Unreported::UnknownBenefit => about(Code::UnknownBenefit, "benefit"),
        Unreported::UnitMismatch { .. } => about(Code::UnitMismatch, "unit"),
        Unreported::Differs => about(Code::ProofTaken, "proof_ref"),
        Unreported::Future | Unreported::TooOld => about(Code::InvalidField, "at"),
        Unreported::UnknownData => about(Code::InvalidField, "data"),
        Unreported::UnknownPurpose => about(Code::InvalidField, "purpose"),
    }
}
