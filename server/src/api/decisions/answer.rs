//! Decisions as they come, one or a list, and what is answered to each.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::decision::{Checked, Violation};
use mutual::id::DecisionId;
use mutual::use_cases::{Claimed, NotRecorded, Recorded};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::DecisionBody;
use super::shape::{CheckedWord, DifferenceBody, differences, named};
use super::why_url;
use crate::api::call::{Call, Write};
use crate::api::claims::Claims;
use crate::api::problem::{Code, FieldError, Problem};
use crate::api::{answer, json};

/// The most decisions in one list.
const MOST: usize = 1_000;

/// A decision that is recorded.
#[derive(Serialize, ToSchema)]
#[schema(as = RecordedDecision)]
pub(super) struct RecordedBody {
    /// Its id.
    #[schema(value_type = String, example = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    decision: DecisionId,
    /// Where the customer reads why: put it into the message.
    #[schema(format = "uri")]
    why: String,
    /// Whether it counts as explained: it has reasons, says what would have changed it, and nothing of
    /// it is known to be untrue.
    explained: bool,
    check: CheckedWord,
    /// Where its reasons are not those of the model.
    differences: Vec<DifferenceBody>,
}

/// What came of a list of decisions.
#[derive(Serialize, ToSchema)]
#[schema(as = RecordedDecisions)]
pub(super) struct RecordedListBody {
    /// What came of each, in the order of the list.
    results: Vec<ResultBody>,
    /// How many are recorded.
    recorded: usize,
    /// How many cited what their customer did not allow.
    violations: usize,
    /// How many were refused for another reason.
    refused: usize,
}

/// What became of one of them.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RecordStatus)]
enum StatusWord {
    /// It is recorded.
    Recorded,
    /// It was refused for what it cites, and stands as a violation.
    Violation,
    /// It was refused.
    Refused,
}

/// What came of one decision of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = RecordResult)]
struct ResultBody {
    /// What became of it.
    status: StatusWord,
    /// What is recorded; null where nothing is.
    recorded: Option<RecordedBody>,
    /// Why it was refused; null where it was not.
    code: Option<Code>,
    /// The same in words.
    detail: Option<String>,
    /// The fields that are wrong, where fields are.
    errors: Vec<FieldError>,
}

/// What came of a decision, or of a list of them.
#[derive(ToSchema)]
#[schema(as = RecordedOneOrMany)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Told::answer` answers")]
pub(super) enum AnswerBody {
    /// Of one.
    One(RecordedBody),
    /// Of a list.
    Many(RecordedListBody),
}

/// Whether a body is a list.
#[derive(Deserialize)]
struct Peek {
    decisions: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct List {
    decisions: Vec<Value>,
}

/// What was told: one decision, or a list.
pub(super) struct Told {
    pub(super) claims: Claims<Claimed>,
}

impl Told {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// [`Problem`] with one decision that cannot be read, and with what is no list of them at all.
    /// Within a list, one that cannot be read does not stop the rest.
    pub(super) fn read(call: &Call, write: &Write) -> Result<Self, Problem> {
        let peek: Result<Peek, _> = serde_json::from_slice(&write.body);
        if peek.is_ok_and(|peek| peek.decisions.is_none()) {
            let claim = json::parse::<DecisionBody>(&write.body)?.claim(call)?;
            let claims = Claims::one(claim);
            return Ok(Self { claims });
        }
        let list: List = json::parse(&write.body)?;
        if list.decisions.len() > MOST {
            let message = format!("record at most {MOST} at once");
            return Err(Problem::invalid("decisions", message));
        }
        let claims = Claims::many(&list.decisions, |body: DecisionBody| body.claim(call));
        Ok(Self { claims })
    }

    /// The answer, from what came of each claim.
    pub(super) fn answer(self, call: &Call, recorded: Vec<Recorded>) -> Result<Response, Problem> {
        let mut came = recorded.into_iter();
        let results = self.claims.unread.into_iter().map(|unread| match unread {
            Some(problem) => Err((StatusWord::Refused, Box::new(problem))),
            // The answer to a list that is given again has as many as the list.
            None => match came.next() {
                Some(recorded) => told(call, recorded),
                None => Err((StatusWord::Refused, Box::new(Problem::unexpected()))),
            },
        });
        let index = call.engine().index();
        let mut results: Vec<_> = results.collect();
        if self.claims.alone {
            let one = results.pop();
            let one =
                one.unwrap_or_else(|| Err((StatusWord::Refused, Box::new(Problem::unexpected()))));
            let body = one.map_err(|(_, problem)| *problem)?;
            return Ok(answer::plain(StatusCode::CREATED, index, &body));
        }
        let results: Vec<_> = results.into_iter().map(ResultBody::of).collect();
        let count = |status| {
            let same = results.iter().filter(|result| result.status == status);
            same.count()
        };
        let body = RecordedListBody {
            recorded: count(StatusWord::Recorded),
            violations: count(StatusWord::Violation),
            refused: count(StatusWord::Refused),
            results,
        };
        Ok(answer::plain(StatusCode::OK, index, &body))
    }
}

impl ResultBody {
    fn of(result: Result<RecordedBody, (StatusWord, Box<Problem>)>) -> Self {
        match result {
            Ok(recorded) => Self {
                status: StatusWord::Recorded,
                recorded: Some(recorded),
                code: None,
                detail: None,
                errors: Vec::new(),
            },
            Err((status, problem)) => Self {
                status,
                recorded: None,
                code: Some(problem.code()),
                detail: Some(problem.detail().into_owned()),
                errors: problem.errors().to_vec(),
            },
        }
    }
}

fn told(call: &Call, recorded: Recorded) -> Result<RecordedBody, (StatusWord, Box<Problem>)> {
    match recorded {
        Recorded::Kept {
            decision,
            complete,
            checked,
        } => Ok(RecordedBody {
            decision,
            why: why_url(call, decision),
            explained: complete && !matches!(checked, Checked::Differs(_)),
            check: CheckedWord::of(&checked),
            differences: differences(&checked),
        }),
        Recorded::Violation {
            decision,
            violation,
        } => Err((
            StatusWord::Violation,
            Box::new(violated(decision, &violation)),
        )),
        Recorded::Refused(why) => Err((StatusWord::Refused, Box::new(refused(&why)))),
    }
}

fn violated(id: DecisionId, violation: &Violation) -> Problem {
    let (code, why) = if violation.needs_person {
        let why = "a person has to decide this: open a case, and record the decision with it";
        (Code::PersonNeeded, why)
    } else {
        let why = "it cites what the customer did not allow at that moment";
        (Code::CitesForbiddenData, why)
    };
    let problem = Problem::new(code, format!("{why}; recorded as the violation `{id}`"));
    problem.fields(violation.forbidden.iter().map(named))
}

fn refused(why: &NotRecorded) -> Problem {
    let detail = why.to_string();
    match why {
        NotRecorded::UnknownCustomer => Problem::unknown_customer(),
        NotRecorded::Erased => Problem::erased(),
        NotRecorded::Invalid(faults) => {
            let errors = faults.iter().map(|(field, message)| FieldError {
                field: field.clone(),
                message: message.clone(),
            });
            Problem::new(Code::InvalidField, detail).fields(errors)
        }
        NotRecorded::UnknownModel { what, .. } => {
            let field = if what == "the model" {
                "model"
            } else {
                "model_version"
            };
            Problem::new(Code::UnknownModel, detail.clone()).field(field, detail)
        }
        NotRecorded::RetiredModel(_) => {
            Problem::new(Code::ModelRetired, detail.clone()).field("model", detail)
        }
        NotRecorded::BelowBar { person, .. } => {
            let message = if *person {
                "let a person decide: ask `/check` with `model`, `model_version` and `open_case`, and name the `case`"
            } else {
                "use another model, or another version of this one"
            };
            Problem::new(Code::ModelBelowBar, detail).field("model_version", message)
        }
    }
}
