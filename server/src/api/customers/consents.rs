//! Every exchange of a customer with its toggles and the four parts of their state.

use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::{Customer, ExchangeView, view};
use mutual::id::CustomerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
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
    /// Standing wishes from outside that hold for her.
    #[schema(value_type = Vec<String>)]
    signals: [&'static str; 0],
    /// Every live exchange that is open to her, answered or not.
    exchanges: Vec<ExchangeBody<'a>>,
    /// The ledger index that this reflects.
    index: u64,
}

/// Read a customer's consent state
///
/// Every live exchange that is open to her, answered or not, with each toggle's decision,
/// source, phase and legal basis.
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/consents", tag = "Consent",
    params(CustomerPath, ReadQuery),
    responses(
        (status = 200, description = "Her state.", body = ConsentsBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn read_consents(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let id = call.customer()?;
    call.may(Deed::ReadConsent(id))?;
    let engine = call.engine();
    let customer = engine.customer(id).ok_or_else(Problem::unknown_customer)?;
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
            signals: [],
            exchanges: exchanges.iter().map(ExchangeBody::from).collect(),
            index,
        }
    }
}
