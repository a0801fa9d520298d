//! What a customer had on, at a moment in the past.

use std::collections::BTreeSet;

use super::{Deed, authorise};
use crate::access::{Actor, Denied};
use crate::clock::Timestamp;
use crate::consent::{Customer, ExchangeView, People, view};
use crate::id::CustomerId;
use crate::ledger::{Body, Entry};
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
    let mut people = People::default();
    for entry in trail.iter().rev() {
        people.apply(entry);
    }
    let customer = Customer {
        state: people.state(customer.id).clone(),
        ..Customer::clone(&customer)
    };
    let exchanges = view(&engine.catalogue().as_of(at), &customer, at);
    Ok(AsItWas {
        customer,
        exchanges,
    })
}

/// All entries of a customer from the one at `last` on, newest first: with those of the records that
/// were merged into hers by then.
pub(super) async fn whole_trail(engine: &dyn Engine, last: u64) -> Result<Vec<Entry>, StoreError> {
    let mut trail = trail_of_record(engine, last).await?;
    // Two that were set apart may be merged again, the other way round.
    let own = trail.first().and_then(|entry| entry.body.customer());
    let mut seen: BTreeSet<_> = own.into_iter().collect();
    let mut looked_at = 0;
    while let Some(entry) = trail.get(looked_at) {
        looked_at += 1;
        if let Body::Merged(merged) = &entry.body
            && let Some(record) = engine.record(merged.from)
            && seen.insert(merged.from)
        {
            trail.extend(trail_of_record(engine, record.state.last_index).await?);
        }
    }
    if seen.len() > 1 {
        trail.sort_by_key(|entry| std::cmp::Reverse(entry.index));
    }
    Ok(trail)
}

/// The entries of one record from the one at `last` on, newest first.
async fn trail_of_record(engine: &dyn Engine, last: u64) -> Result<Vec<Entry>, StoreError> {
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
