//! What a customer had on, at a moment in the past.

use super::{Deed, authorise};
use crate::access::{Actor, Denied};
use crate::clock::Timestamp;
use crate::consent::{ConsentState, Customer, ExchangeView, view};
use crate::id::CustomerId;
use crate::ledger::Entry;
use crate::port::{Engine, StoreError};

/// How many entries are read at once.
const PAGE: u32 = 1_000;

/// A customer as she stood at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct AsItWas {
    /// Her consent state then, and what is known of her now: facts are no entries.
    pub customer: Customer,
    /// Every exchange that was live then.
    pub exchanges: Vec<ExchangeView>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKnown {
    /// The actor may not see it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such customer.
    #[error("nobody is known by this reference")]
    Absent,
    /// The moment is yet to come.
    #[error("this is yet to come")]
    Future,
    /// The database is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The consent state of a customer at `at`: the fold of her entries up to then, on the versions
/// that were live then. No copy of it is kept anywhere.
///
/// # Errors
///
/// [`NotKnown`].
pub async fn as_it_was(
    engine: &dyn Engine,
    actor: &Actor,
    id: CustomerId,
    at: Timestamp,
) -> Result<AsItWas, NotKnown> {
    authorise(actor, Deed::ReadConsent(id))?;
    if at > engine.now() {
        return Err(NotKnown::Future);
    }
    let customer = engine.customer(id).ok_or(NotKnown::Absent)?;
    let mut trail = whole_trail(engine, customer.state.last_index).await?;
    trail.retain(|entry| entry.at <= at);
    let mut state = ConsentState::default();
    for entry in trail.iter().rev() {
        state.apply(entry.index, entry.at, &entry.body);
    }
    let customer = Customer {
        state,
        ..Customer::clone(&customer)
    };
    let exchanges = view(&engine.catalogue().as_of(at), &customer, at);
    Ok(AsItWas {
        customer,
        exchanges,
    })
}

/// All entries of a customer from the one at `last` on, newest first.
pub(super) async fn whole_trail(engine: &dyn Engine, last: u64) -> Result<Vec<Entry>, StoreError> {
    let mut trail = engine.trail(last, PAGE).await?;
    let mut came = trail.len();
    while came == PAGE as usize
        && let Some(oldest) = trail.pop()
    {
        // The oldest is read again: it leads to those before it.
        let more = engine.trail(oldest.index, PAGE).await?;
        came = more.len();
        trail.extend(more);
    }
    Ok(trail)
}
