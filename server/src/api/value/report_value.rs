//! What arrived.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{ValueClaim, report_value};
use mutual::value::{Amount, Unreported};
use serde::Deserialize;
use utoipa::ToSchema;

use super::told::{self, AnswerBody, EventBody, ReportedBody, Told};
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::{Code, Problem};

/// A benefit that arrived.
#[derive(Deserialize, ToSchema)]
#[schema(as = ValueEvent)]
struct ValueEventBody {
    /// `cus_…`, or one of her identifiers.
    #[schema(example = "crm:42")]
    customer: String,
    /// The key of the proposition.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The key of the benefit.
    #[schema(example = "recipes")]
    benefit: String,
    /// How many, of at most 6 digits behind the point: as promised where you leave it out. 0 in a
    /// correction says that it did not arrive after all.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 3)]
    amount: Option<f64>,
    /// Of what: as promised where you leave it out; else one in which the benefit was promised by
    /// that time.
    #[schema(example = "recipes")]
    unit: Option<String>,
    /// When it arrived. A late report counts when it arrived, not when it was reported.
    #[schema(format = DateTime, example = "2026-11-23T10:00:00Z")]
    at: String,
    /// What shows it, in your own words: it names the event within customer, proposition and
    /// benefit, so that the same again counts once.
    #[schema(min_length = 1, max_length = 200, example = "email-7731")]
    proof_ref: String,
    /// Whether this replaces what was reported under the same `proof_ref` before.
    corrects: Option<bool>,
}

/// Benefits that arrived.
#[derive(ToSchema)]
#[schema(as = ValueEvents)]
#[expect(dead_code, reason = "describes what `Told::read` reads")]
struct ValueEventListBody {
    /// Up to 1,000 of them.
    #[schema(max_items = 1_000)]
    events: Vec<ValueEventBody>,
}

/// A benefit that arrived, or a list of them.
#[derive(ToSchema)]
#[schema(as = ValueReport)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Told::read` reads")]
enum ValueReportBody {
    /// One.
    One(ValueEventBody),
    /// A list.
    Many(ValueEventListBody),
}

impl EventBody for ValueEventBody {
    type Claim = ValueClaim;

    fn claim(self, call: &Call) -> Result<ValueClaim, Problem> {
        let amount = self.amount.map(Amount::of_number).transpose();
        Ok(ValueClaim {
            customer: told::customer(call, &self.customer)?,
            proposition: self.proposition,
            benefit: self.benefit,
            amount: amount.map_err(|why| Problem::invalid("amount", why.to_string()))?,
            unit: self.unit,
            at: told::moment(&self.at)?,
            proof_ref: told::line("proof_ref", self.proof_ref)?,
            corrects: self.corrects.unwrap_or(false),
        })
    }

    fn problem(claim: &ValueClaim, why: &Unreported) -> Problem {
        match (why, &claim.unit) {
            (Unreported::UnitMismatch { .. }, Some(unit)) => {
                let detail = format!("{why}, not in `{unit}`");
                Problem::new(Code::UnitMismatch, detail.clone()).field("unit", detail)
            }
            _ => told::problem(why),
        }
    }
}

/// Report benefits that arrived
///
/// One, or a list of up to 1,000: then each has a result of its own, and one that is refused never
/// stops the rest. The customer reads on her pages what was promised and what arrived. The same
/// event reported again counts once; another one under the same `proof_ref` is refused, unless it
/// `corrects`.
#[utoipa::path(
    post, path = "/api/v1/value-events", tag = "Value",
    params(WriteHeaders), request_body = ValueReportBody,
    responses(
        (status = 201, description = "It is new, and counts.", body = ReportedBody),
        (status = 200, description = "It was known or is corrected; or what came of each of a list.", body = AnswerBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 409, description = "The proof was reported with another amount, unit or time."),
        (status = 410, description = "The customer was erased."),
    ),
    security(("oauth" = ["value:write"]), ("bearer" = ["value:write"])),
)]
pub(super) async fn report_value_events(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReportValue)?;
    let write = call.write().await?;
    let told = Told::<ValueEventBody>::read(&call, &write)?;
    let coming = told.claims.coming(&write);
    let actor = &call.caller.actor;
    let reported = report_value(call.reporting(), actor, coming, &told.claims.read).await?;
    told.answer(&call, reported)
}
