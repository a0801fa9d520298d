//! What a customer has of each exchange so far.

use axum::response::Response;
use mutual::access::Deed;
use mutual::id::CustomerId;
use mutual::use_cases::value_so_far;
use mutual::value::{Line, SoFar, Total};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::wire::Moment;

/// What a customer has so far.
#[derive(Serialize, ToSchema)]
#[schema(as = ValueSoFar)]
struct ValueBody<'a> {
    /// Her id.
    #[schema(value_type = String)]
    customer: CustomerId,
    /// Every exchange that is open to her, and every other that she answered or got something of.
    exchanges: Vec<ExchangeValueBody<'a>>,
    /// The ledger index that this reflects.
    index: u64,
}

/// What a customer has of one exchange so far.
#[derive(Serialize, ToSchema)]
#[schema(as = ExchangeValue)]
struct ExchangeValueBody<'a> {
    /// The key of the proposition.
    #[schema(value_type = String, example = "recipe-ideas")]
    proposition: &'a str,
    /// Since when it has been on without a break; null where it is off.
    on_since: Option<Moment>,
    /// Whether it has been on for 90 days without any use of its data: the customer is then
    /// reminded that she can turn it off.
    unused: bool,
    /// What was promised and what arrived, by benefit and unit: units are never mixed.
    benefits: Vec<BenefitValueBody<'a>>,
    /// When its data was last used.
    data: Vec<DataUseBody<'a>>,
}

/// What was promised and what arrived, of one benefit in one unit.
#[derive(Serialize, ToSchema)]
#[schema(as = BenefitValue)]
struct BenefitValueBody<'a> {
    /// The key of the benefit.
    #[schema(value_type = String, example = "recipes")]
    benefit: &'a str,
    /// In which unit.
    #[schema(value_type = String, example = "recipes")]
    unit: &'a str,
    /// How often it comes; null where it was never promised in this unit.
    #[schema(value_type = Option<String>, example = "week")]
    every: Option<&'static str>,
    /// How much was promised in the periods in which the exchange was on, counted from when it was
    /// first turned on, the present one included; null where the calendar does not say (once, at
    /// each visit, with each order, on each trip).
    #[schema(value_type = Option<f64>, example = 24)]
    promised: Option<Total>,
    /// How much arrived.
    #[schema(value_type = f64, example = 21)]
    delivered: Total,
    /// In how many events.
    events: u64,
    /// When the newest arrived; null where none did.
    last_at: Option<Moment>,
}

/// When one kind of data was last used for an exchange.
#[derive(Serialize, ToSchema)]
#[schema(as = LastUse)]
struct DataUseBody<'a> {
    /// The data category.
    #[schema(value_type = String, example = "orders")]
    data: &'a str,
    /// The purpose.
    #[schema(value_type = String, example = "recommendations")]
    purpose: &'a str,
    /// When it was last used for this. A report names a purpose alone, which several exchanges may
    /// have: it counts for those that the customer had turned on by then, and for all of them where
    /// there are none. Null where no such use was reported.
    last_used_at: Option<Moment>,
}

/// Read what a customer has so far
///
/// Promised against delivered, by exchange, benefit and unit; and when her data was last used.
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/value", tag = "Value",
    params(CustomerPath, ReadQuery),
    responses(
        (status = 200, description = "What she has so far.", body = ValueBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "She was erased."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn read_value(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let id = call.customer()?;
    let store = call.side().store.as_ref();
    let so_far = value_so_far(call.engine(), store, &call.caller.actor, id).await?;
    let body = ValueBody {
        customer: id,
        exchanges: so_far.exchanges.iter().map(ExchangeValueBody::of).collect(),
        index,
    };
    let body = answer::json(&body);
    Ok(answer::read(&call, index, body, Some("index")))
}

impl<'a> ExchangeValueBody<'a> {
    fn of(so_far: &'a SoFar) -> Self {
        let uses = so_far.uses.iter().map(|used| DataUseBody {
            data: &used.data,
            purpose: &so_far.purpose,
            last_used_at: used.at.map(Moment),
        });
        Self {
            proposition: &so_far.proposition,
            on_since: so_far.on_since.map(Moment),
            unused: so_far.is_idle,
            benefits: so_far.lines.iter().map(BenefitValueBody::of).collect(),
            data: uses.collect(),
        }
    }
}

impl<'a> BenefitValueBody<'a> {
    fn of(line: &'a Line) -> Self {
        Self {
            benefit: &line.benefit,
            unit: &line.unit,
            every: line.every.map(mutual::catalogue::Every::word),
            promised: line.promised,
            delivered: line.delivered,
            events: line.times,
            last_at: line.last_at.map(Moment),
        }
    }
}
