//! What models guess about customers.

mod put;
mod read;
mod remove;

use std::sync::Arc;

use mutual::catalogue::{Fault, Slug};
use mutual::guard::Seen;
use mutual::use_cases::{NotInUse, NotInferred, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::call::Call;
use super::problem::{Code, FieldError, Problem};
use super::wire::Moment;

/// Where `{key}` stands in `/api/v1/customers/{ref}/inferences/{key}`.
const KEY: usize = 6;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(read::read_inferences))
        .routes(routes!(put::put_inference, remove::remove_inference))
}

/// What made a guess.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = InferenceModel)]
struct ModelBody {
    /// The key under which it is registered; of guesses from before that was asked, what it was called.
    #[schema(max_length = 80, example = "tastes")]
    name: String,
    /// Which version of it.
    #[schema(max_length = 80, example = "4.1")]
    version: String,
}

/// A guess that counts.
#[derive(Serialize, ToSchema)]
#[schema(as = Inference)]
struct InferenceBody {
    /// Names it among the guesses about her.
    #[schema(value_type = String, example = "has-dog")]
    key: Slug,
    /// What is guessed, as she reads it.
    #[schema(example = "Pets")]
    label: String,
    /// The guess, as she reads it.
    #[schema(example = "a dog")]
    value: String,
    /// The data categories that it was made from.
    #[schema(value_type = Vec<String>, example = json!(["orders"]))]
    derived_from: Vec<Slug>,
    model: ModelBody,
    /// How sure the model is, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.8)]
    confidence: f64,
    /// The purposes for which it counts now: those of what you told that are still allowed.
    #[schema(value_type = Vec<String>, example = json!(["recommendations"]))]
    purposes: Vec<Slug>,
    /// What was seen that it rests on, as you told it.
    evidence: Vec<SeenBody>,
    /// When it was taken over.
    decided_at: Moment,
    /// The ledger index of the state that allowed it.
    decided_index: u64,
    /// When she said first that it is right, where she did: of this label and this value. Another guess
    /// under the key takes it away. It allows nobody anything. `PUT` does not answer it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    confirmed_at: Option<Moment>,
}

/// Something that was seen of her.
#[derive(Serialize, ToSchema)]
#[schema(as = InferenceEvidence)]
struct SeenBody {
    /// In which data category.
    #[schema(value_type = String, example = "orders")]
    data: Slug,
    /// What it was, as she reads it.
    #[schema(example = "oat milk on 3 of 4 orders")]
    seen: String,
    /// When it was; null: over some time.
    at: Option<Moment>,
}

impl From<Seen> for SeenBody {
    fn from(seen: Seen) -> Self {
        Self {
            data: seen.data,
            seen: seen.seen,
            at: seen.at.map(Moment),
        }
    }
}

impl From<Told> for InferenceBody {
    fn from(told: Told) -> Self {
        let guess = told.guess;
        Self {
            key: guess.key,
            label: guess.label,
            value: guess.value,
            derived_from: guess.derived_from,
            model: ModelBody {
                name: guess.model.name,
                version: guess.model.version,
            },
            confidence: guess.confidence.share(),
            purposes: told.purposes,
            evidence: guess.evidence.into_iter().map(SeenBody::from).collect(),
            decided_at: Moment(told.at),
            decided_index: told.index,
            confirmed_at: told.confirmed_at.map(Moment),
        }
    }
}

impl From<NotInferred> for Problem {
    fn from(not: NotInferred) -> Self {
        let message = not.to_string();
        match not {
            NotInferred::Not(error) => error.into(),
            NotInferred::Faults(faults) => {
                let errors = faults.into_iter();
                let errors = errors.map(|Fault { field, message }| FieldError { field, message });
                Self::new(Code::InvalidField, message).fields(errors)
            }
            NotInferred::Model(not) => {
                let (code, field) = match not {
                    NotInUse::Model(_) => (Code::UnknownModel, "model.name"),
                    NotInUse::Version(_) => (Code::UnknownModel, "model.version"),
                    NotInUse::Retired(_) => (Code::ModelRetired, "model.name"),
                };
                Self::new(code, message.clone()).field(field, message)
            }
            NotInferred::Rejected => Self::new(Code::InferenceRejected, message),
            NotInferred::Forbidden { verdict, .. } => {
                let problem = Self::new(Code::InferenceForbidden, message);
                verdict.reasons.iter().fold(problem, |problem, reason| {
                    let toggle = reason.toggle.as_ref().map(ToString::to_string);
                    let line = reason
                        .red_line
                        .as_ref()
                        .map(|line| format!("red line {line}"));
                    let about = toggle.or(line).unwrap_or_else(|| "purposes".to_owned());
                    problem.field(about, reason.code.word())
                })
            }
            NotInferred::Full => Self::new(Code::TooManyInferences, message),
        }
    }
}

/// The key in the path.
fn key(call: &Call) -> Result<String, Problem> {
    Ok(call.segment(KEY)?.into_owned())
}
