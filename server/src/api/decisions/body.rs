//! A decision as it comes.

use mutual::decision::{DecisionClaim, Point};
use mutual::id::CaseId;
use mutual::use_cases::{Claimed, NotRecorded};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::check::money;
use crate::api::problem::Problem;
use crate::api::reference;

/// A decision about a customer.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewDecision)]
pub(super) struct DecisionBody {
    /// `cus_…`, or one of her identifiers.
    #[schema(example = "crm:42")]
    customer: String,
    /// Why her data was used.
    #[schema(example = "recommendations")]
    purpose: String,
    /// By which channel she was reached, where she was.
    #[schema(example = "email")]
    channel: Option<String>,
    /// What the machine did: `decide_auto`, which is to decide alone, where you leave it out. Where it
    /// helped a person to decide, `decide_assist`.
    #[schema(example = "personalise")]
    ai: Option<String>,
    /// What it is about: red lines may ask.
    #[schema(max_length = 60, example = "running shoes")]
    topic: Option<String>,
    /// About how much money, in the main unit of `currency`.
    #[schema(example = 250.0)]
    amount: Option<f64>,
    /// The currency of `amount` (ISO 4217).
    #[schema(example = "GBP")]
    currency: Option<String>,
    /// The key of a registered model. Not an object with its name and version, as guesses have it.
    #[schema(example = "recipe-ranker")]
    model: String,
    /// Which version of it: one that is registered as in use. Guesses have it within `model`.
    #[schema(max_length = 100, example = "2026-10")]
    model_version: String,
    /// When it was made: at most 72 hours ago. Now, where you leave it out. Where her records were
    /// joined or set apart since, nobody can tell any more what counted then, and it is refused.
    #[schema(format = DateTime, example = "2026-11-23T10:00:00Z")]
    at: Option<String>,
    /// What came of it, in words that she understands.
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "We sent you three recipes with fennel."
    )]
    outcome: String,
    /// What would have changed it, in words that she understands.
    #[schema(
        max_length = 500,
        example = "Without the order of 3 May you would have got others."
    )]
    counterfactual: Option<String>,
    /// What counted.
    #[schema(max_items = 200)]
    data: Option<Vec<DataPointBody>>,
    /// The keys of the guesses about her that were used, as you told them. Each must have counted for
    /// `purpose` at the moment in `at`, and you must have told it by then. What it was made from counts as
    /// used, too. Told again word for word, it counts since you told it first. One that you took back or told
    /// in other words since, or that she took away, counted until then, as you had told it; at that very moment
    /// it does not. Where you told it in other words more than 100 times within three days, the newest of that
    /// is known. Where nobody can tell any more whether it counted then, the decision is refused
    /// (`invalid_field`), and is no violation.
    #[schema(max_items = 50, example = json!(["likes-fennel"]))]
    inferences: Option<Vec<String>>,
    /// The kinds of data that were left out. One that a feature names, whatever it added, is a difference.
    #[schema(max_items = 50, example = json!(["precise_location"]))]
    not_used: Option<Vec<String>>,
    /// What went into the model: then the reasons in `data` are held against it. Each of them is cited,
    /// whatever it added, 0 too: the model had it.
    #[schema(max_items = 1_000)]
    features: Option<Vec<FeatureBody>>,
    /// The case in which a person allowed it, where a person had to. Each is good for one decision,
    /// within seven days.
    #[schema(example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    case: Option<String>,
}

/// Something that counted.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewDataPoint)]
struct DataPointBody {
    /// The kind of data.
    #[schema(example = "orders")]
    category: String,
    /// What of it, in words that she understands.
    #[schema(min_length = 1, max_length = 200, example = "Fennel, 3 May")]
    item: String,
    /// How much it counted beside the others: in any unit, for what counts is its share of the sum.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 0.6)]
    weight: f64,
    /// `for` the outcome, or `against` it.
    #[schema(example = "for")]
    direction: String,
}

/// An input of the model.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewFeature)]
struct FeatureBody {
    /// The kind of data.
    #[schema(example = "orders")]
    category: String,
    /// What of it, as `data` names it.
    #[schema(min_length = 1, max_length = 200, example = "Fennel, 3 May")]
    item: String,
    /// What it added to the outcome; below 0 where it pulled away from it.
    #[schema(minimum = -1_000_000_000, maximum = 1_000_000_000, example = 0.6)]
    contribution: f64,
}

/// Decisions.
#[derive(ToSchema)]
#[schema(as = NewDecisions)]
#[expect(dead_code, reason = "describes what `Told::read` reads")]
pub(super) struct DecisionListBody {
    /// Up to 1,000 of them.
    #[schema(max_items = 1_000)]
    decisions: Vec<DecisionBody>,
}

/// A decision, or a list of them.
#[derive(ToSchema)]
#[schema(as = DecisionRecord)]
#[serde(untagged)]
#[expect(
    dead_code,
    clippy::large_enum_variant,
    reason = "describes what `Told::read` reads"
)]
pub(super) enum RecordBody {
    /// One.
    One(DecisionBody),
    /// A list.
    Many(DecisionListBody),
}

impl DecisionBody {
    /// What it claims, once it could be read.
    pub(super) fn claim(self, call: &Call) -> Result<Claimed, Problem> {
        let customer = customer(call, &self.customer)?;
        let amount = money(self.amount, self.currency.as_deref());
        let amount = amount.map_err(|(field, message)| Problem::invalid(field, message))?;
        let at = self.at.map(|at| {
            let wrong = || Problem::invalid("at", "use a time such as 2026-11-23T10:00:00Z");
            mutual::clock::Timestamp::parse(&at).ok_or_else(wrong)
        });
        let case = self.case.map(|case| {
            let wrong = |_| Problem::invalid("case", "use the id of a case, such as `case_…`");
            case.parse::<CaseId>().map_err(wrong)
        });
        let data = self.data.into_iter().flatten().map(|point| Point {
            category: point.category,
            item: point.item,
            number: point.weight,
            direction: Some(point.direction),
        });
        let features = self.features.into_iter().flatten().map(|feature| Point {
            category: feature.category,
            item: feature.item,
            number: feature.contribution,
            direction: None,
        });
        let claim = DecisionClaim {
            purpose: self.purpose,
            channel: self.channel,
            ai: self.ai,
            topic: self.topic,
            amount,
            model: self.model,
            model_version: self.model_version,
            at: at.transpose()?,
            outcome: self.outcome,
            counterfactual: self.counterfactual,
            data: data.collect(),
            inferences: self.inferences.unwrap_or_default(),
            not_used: self.not_used.unwrap_or_default(),
            features: features.collect(),
            case: case.transpose()?,
        };
        Ok((customer, claim))
    }
}

/// The customer that a field names.
fn customer(
    call: &Call,
    text: &str,
) -> Result<Result<mutual::id::CustomerId, NotRecorded>, Problem> {
    if let Err(problem) = reference::read(text) {
        return Err(Problem::invalid("customer", problem.detail().into_owned()));
    }
    let engine = call.engine();
    Ok(match reference::find(engine, text) {
        Some(id) => Ok(id),
        None if reference::is_erased(engine, text) => Err(NotRecorded::Erased),
        None => Err(NotRecorded::UnknownCustomer),
    })
}
