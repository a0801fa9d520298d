//! Every exchange of a customer with its toggles and the four parts of their state.

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::consent::{Customer, ExchangeView, view};
use mutual::guard::{Situation, minor_until};
use mutual::id::CustomerId;
use mutual::use_cases::{NotKnown, as_it_was};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::query::invalid;
use crate::api::wire::{ExchangeBody, Moment as At, SituationWord};

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
    /// Since when a person decides about her, and no machine alone (GDPR, article 22); null where she
    /// did not say so.
    human_only: Option<At>,
    /// What she is going through, as far as a red line asks. Whether she is a `minor` follows from the
    /// year that she was born in; and she has an `open_complaint` while a decision that she contested
    /// here waits for a person, too.
    situations: Vec<SituationBody>,
    /// Every live exchange that is open to her, answered or not.
    exchanges: Vec<ExchangeBody<'a>>,
    /// The ledger index that this reflects.
    index: u64,
}

/// A situation that she is in.
#[derive(Serialize, ToSchema)]
#[schema(as = CustomerSituation)]
pub(crate) struct SituationBody {
    situation: SituationWord,
    /// When it ends by itself; null: when somebody says so.
    until: Option<At>,
}

impl SituationBody {
    /// What tells it from another one.
    fn plain(&self) -> (Situation, Option<Timestamp>) {
        (self.situation.0, self.until.map(|at| at.0))
    }

    /// Those that she is in at `now`.
    pub(crate) fn all(customer: &Customer, now: Timestamp) -> Vec<Self> {
        let minor = minor_until(customer.birth_year, now);
        let minor = minor.map(|until| (Situation::Minor, Some(until)));
        let all = minor
            .into_iter()
            .chain(customer.state.guarded.going_through(now));
        let body = |(situation, until): (Situation, Option<Timestamp>)| Self {
            situation: SituationWord(situation),
            until: until.map(At),
        };
        all.map(body).collect()
    }
}

/// When.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `read_consents` reads")]
struct Moment {
    /// Her state as it was at this moment, on the versions that were live then. `index` is then
    /// her newest entry of that time, 0 where there was none.
    #[param(required = false, format = DateTime, example = "2026-11-23T10:00:00Z")]
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
        let body = ConsentsBody::of(&then.customer, &then.exchanges, index, at);
        return Ok(answer::read(&call, index, answer::json(&body), None));
    }
    let customer = engine.customer(id).ok_or_else(|| call.nobody())?;
    let now = engine.now();
    let exchanges = view(&engine.catalogue(), &customer, now);
    let paused = customer.state.paused_since.is_some();
    let situations = SituationBody::all(&customer, now);
    let situations: Vec<_> = situations.iter().map(SituationBody::plain).collect();
    let human_only = customer.state.guarded.human_only;
    let gpc = customer.state.gpc.is_some();
    // Whatever `ConsentsBody` tells has to be part of this.
    let state = (
        customer.id,
        (paused, human_only, gpc),
        situations,
        &exchanges,
    );
    Ok(answer::read_state(&call, index, &state, || {
        answer::json(&ConsentsBody::of(&customer, &exchanges, index, now))
    }))
}

impl<'a> ConsentsBody<'a> {
    /// The state of a customer at `now`, who stands to these exchanges.
    pub(crate) fn of(
        customer: &'a Customer,
        exchanges: &'a [ExchangeView],
        index: u64,
        now: Timestamp,
    ) -> Self {
        Self {
            customer: customer.id,
            paused: customer.state.paused_since.is_some(),
            signals: customer.state.gpc.map(|_| "gpc").into_iter().collect(),
            human_only: customer.state.guarded.human_only.map(At),
            situations: SituationBody::all(customer, now),
            exchanges: exchanges.iter().map(ExchangeBody::from).collect(),
            index,
        }
    }
}
