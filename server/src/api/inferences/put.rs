//! Tell a guess.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::guard::{GuessClaim, SeenClaim};
use mutual::use_cases::infer;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{InferenceBody, ModelBody, key};
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// A guess about a customer. She reads its texts on her page.
#[derive(Deserialize, ToSchema)]
#[schema(as = PutInference)]
struct PutBody {
    /// What is guessed, in words for her.
    #[schema(min_length = 1, max_length = 80, example = "Pets")]
    label: String,
    /// The guess, in words for her.
    #[schema(min_length = 1, max_length = 200, example = "a dog")]
    value: String,
    /// The data categories that it was made from: all of them.
    #[schema(min_items = 1, max_items = 64, example = json!(["orders"]))]
    derived_from: Vec<String>,
    /// What made it: a registered model, by its key, and one of its versions.
    model: ModelBody,
    /// How sure the model is, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.8)]
    confidence: f64,
    /// What it is for. It must be allowed for each of them.
    #[schema(min_items = 1, max_items = 64, example = json!(["recommendations"]))]
    purposes: Vec<String>,
    /// What was seen that it rests on. She reads it under the guess.
    #[serde(default)]
    #[schema(max_items = 20, required = false)]
    evidence: Vec<PutSeenBody>,
}

/// Something that was seen of her.
#[derive(Deserialize, ToSchema)]
#[schema(as = PutInferenceEvidence)]
struct PutSeenBody {
    /// In which data category: one of `derived_from`.
    #[schema(example = "orders")]
    data: String,
    /// What it was, in words for her.
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "oat milk on 3 of 4 orders"
    )]
    seen: String,
    /// When it was, where it was at one time; null or left out: over some time.
    #[schema(value_type = Option<String>, format = "date-time", required = false,
        example = "2026-11-02T08:15:00Z")]
    at: Option<String>,
}

impl PutSeenBody {
    fn read((place, body): (usize, Self)) -> Result<SeenClaim, Problem> {
        let at = body.at.as_deref().map(|text| {
            let field = format!("evidence[{place}].at");
            let wrong = || Problem::invalid(field, "use a time such as 2026-11-02T08:15:00Z");
            Timestamp::parse(text).ok_or_else(wrong)
        });
        Ok(SeenClaim {
            data: body.data,
            seen: body.seen,
            at: at.transpose()?,
        })
    }
}

/// Tell a guess about a customer
///
/// Taken over only where her consent state covers `infer` for all of `derived_from`, for each purpose,
/// and no red line stands against it; else 409 `inference_forbidden`. A line about a topic stands against a
/// guess whose key or label is that topic. What she marked as wrong or not
/// to be guessed is refused for good, under whatever key: 409 `inference_rejected`. Wrong is its label
/// with its value, and not to be guessed its label with any value; capitals, spaces and punctuation make
/// no difference. When she turns off what it was made from, it is gone, and does not come back when she
/// turns that on again. The same key replaces it: a decision that rested on what it said before can still
/// be recorded. The model has to be registered, with that version, and in use: else 422 `unknown_model` or
/// `model_retired`.
#[utoipa::path(
    put, path = "/api/v1/customers/{ref}/inferences/{key}", tag = "Inferences",
    params(
        CustomerPath, WriteHeaders,
        ("key" = String, Path, description = "Your name for this guess: small letters, digits, `-` and `_`, up to 64.", example = "has-dog"),
    ),
    request_body = PutBody,
    responses(
        (status = 200, description = "It counts.", body = InferenceBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 409, description = "She does not want this guess, it may not be made, or there are too many."),
        (status = 410, description = "The customer was erased."),
    ),
    security(("oauth" = ["decisions:write"]), ("bearer" = ["decisions:write"])),
)]
pub(super) async fn put_inference(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::Infer)?;
    let write = call.write().await?;
    let body: PutBody = json::parse(&write.body)?;
    let evidence = body.evidence.into_iter().enumerate();
    let evidence: Result<_, _> = evidence.map(PutSeenBody::read).collect();
    let claim = GuessClaim {
        key: key(&call)?,
        label: body.label,
        value: body.value,
        derived_from: body.derived_from,
        model: body.model.name,
        model_version: body.model.version,
        confidence: body.confidence,
        purposes: body.purposes,
        evidence: evidence?,
    };
    let whom = call.whom()?;
    let actor = &call.caller.actor;
    let told = infer(call.inferring(), actor, write.idempotency(), &whom, &claim).await?;
    let index = call.engine().index();
    Ok(answer::plain(
        StatusCode::OK,
        index,
        &InferenceBody::from(told),
    ))
}
