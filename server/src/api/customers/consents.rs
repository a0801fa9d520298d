//! Every exchange of a customer with its toggles and the four parts of their state.

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::consent::{Customer, ExchangeView, view};
use mutual::id::CustomerId;
use mutual::use_cases::{NotKnown, as_it_was};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::query::invalid;
use crate::api::wire::ExchangeBody;

/// A customer's consent state.
#[derive(Serialize, ToSchema)]
#[schema(as = Consents)]
pub(crate) struct ConsentsBody<'a> {
    /// Her id.
    #[schema(value_type = String)]
    customer: CustomerId,
    /// Whether she paused everything: her answers are kept, and nothing is used.
    paused: bool,
    /// Standing wishes from outside that hold for her: `gpc`, her browser asks not to sell or
    /// share (Global Privacy Control).
    #[schema(value_type = Vec<String>, example = json!(["gpc"]))]
    signals: Vec<&'static str>,
    /// Every live exchange that is open to her, answered or not.
    exchanges: Vec<ExchangeBody<'a>>,
    /// The ledger index that this reflects.
    index: u64,
}

/// When.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `read_consents` reads")]
struct Moment {
    /// Her state as it was at this moment, on the versions that were live then. `index` is then
    /// her newest entry of that time, 0 where there was none.
    #[param(required = false, example = "2026-11-23T10:00:00Z")]
    at: String,
}

impl From<NotKnown> for Problem {
    fn from(not_known: NotKnown) -> Self {
        match not_known {
            NotKnown::Denied(denied) => denied.into(),
            NotKnown::Absent => Problem::unknown_customer(),
            NotKnown::Future => invalid("at", "this is yet to come"),
            NotKnown::Store(error) => error.into(),
        }
    }
}

/// Read a customer's consent state
///
/// Every live exchange that is open to her, answered or not, with each toggle's decision,
/// source, phase and legal basis.
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/consents", tag = "Consent",
    params(CustomerPath, Moment, ReadQuery),
    responses(
        (status = 200, description = "Her state.", body = ConsentsBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn read_consents(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["at", "min_index"])?;
    let at = query.get("at").map(|text| {
        let wrong = || invalid("at", "use a time such as 2026-11-23T10:00:00Z");
        Timestamp::parse(text).ok_or_else(wrong)
    });
    let at = at.transpose()?;
    let index = call.index(&query).await?;
    let id = call.customer()?;
    call.may(Deed::ReadConsent(id))?;
    let engine = call.engine();
    if let Some(at) = at {
        let then = as_it_was(engine, &call.caller.actor, id, at).await?;
        let index = then.customer.state.last_index;
        let body = ConsentsBody::of(&then.customer, &then.exchanges, index);
        return Ok(answer::read(&call, index, answer::json(&body), None));
    }
    let customer = engine.customer(id).ok_or_else(|| call.nobody())?;
    let exchanges = view(&engine.catalogue(), &customer, engine.now());
    let body = ConsentsBody::of(&customer, &exchanges, index);
    Ok(answer::read(
        &call,
        index,
        answer::json(&body),
        Some("index"),
    ))
}

impl<'a> ConsentsBody<'a> {
    /// The state of a customer, who stands to these exchanges.
    pub(crate) fn of(customer: &'a Customer, exchanges: &'a [ExchangeView], index: u64) -> Self {
        Self {
            customer: customer.id,
            paused: customer.state.paused_since.is_some(),
            signals: customer.state.gpc.map(|_| "gpc").into_iter().collect(),
            exchanges: exchanges.iter().map(ExchangeBody::from).collect(),
            index,
        }
    }
}
