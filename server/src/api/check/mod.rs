//! May I? Answered from memory.

mod many;
mod models;
mod one;
mod project;
mod verdict;

use std::sync::Arc;

use mutual::guard::Money;
use mutual::use_cases::Cited;
use mutual::value::Amount;
use tokio::sync::Semaphore;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::call::Call;
use super::problem::Problem;
use super::{Api, reference};

pub(crate) use verdict::judge;

/// The most data categories of one question: more than any exchange uses.
const MOST_DATA: usize = 64;

/// How many look up guesses at once: checks are many, and others need the database too.
static LOOKING: Semaphore = Semaphore::const_new(4);

/// Looks up the guesses about those whom these references name: for questions that name some alone.
async fn look_up(call: &Call, references: impl Iterator<Item = &str>) -> Result<Cited, Problem> {
    let (engine, store) = (call.engine(), call.side().store.as_ref());
    let customers: Vec<_> = references
        .filter_map(|customer| reference::find(engine, customer))
        .collect();
    // It is never closed.
    let _turn = LOOKING.acquire().await;
    let cited = Cited::look_up(engine, store, &call.caller.actor, customers);
    Ok(cited.await?)
}

/// An amount of money as a caller names it; the field that is wrong, and what is.
pub(super) fn money(
    amount: Option<f64>,
    currency: Option<&str>,
) -> Result<Option<Money>, (&'static str, &'static str)> {
    let (amount, currency) = match (amount, currency) {
        (None, None) => return Ok(None),
        (Some(amount), Some(currency)) => (amount, currency),
        (Some(_), None) => return Err(("currency", "name the currency of the amount")),
        (None, Some(_)) => return Err(("amount", "name the amount in this currency")),
    };
    let amount = Amount::of_number(amount).map_err(|_| {
        (
            "amount",
            "use 0 to 1000000000, with at most 6 digits behind the point",
        )
    })?;
    let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    if !is_code {
        return Err(("currency", "use a code of ISO 4217, such as `GBP`"));
    }
    Ok(Some(Money {
        amount,
        currency: currency.to_owned(),
    }))
}

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(one::check_customer))
        .routes(routes!(many::check_customers))
}
