//! What a customer has of each exchange so far.

use std::collections::BTreeSet;

use super::as_it_was::whole_trail;
use super::{Deed, Mutual, NotKnown, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::Catalogue;
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::id::CustomerId;
use crate::ledger::Entry;
use crate::port::{Engine, ValueStore};
use crate::value::{Delivered, LastUse, SoFar, so_far, spells};

/// What a customer has of everything so far.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueSoFar {
    /// The ledger index that this reflects at least.
    pub index: u64,
    /// The moment that this reflects.
    pub now: Timestamp,
    /// Every exchange that is open to her, and every other that she answered or got something of;
    /// in the fixed order.
    pub exchanges: Vec<SoFar>,
}

/// What was promised to a customer and what arrived, of each exchange, in the units promised.
///
/// # Errors
///
/// [`NotKnown`].
pub async fn value_so_far(
    engine: &dyn Engine,
    value: &dyn ValueStore,
    actor: &Actor,
    id: CustomerId,
) -> Result<ValueSoFar, NotKnown> {
    authorise(actor, Deed::ReadConsent(id))?;
    let index = engine.index();
    let customer = engine.customer(id).ok_or(NotKnown::Absent)?;
    let catalogue = engine.catalogue();
    let now = engine.now();
    let mut trail = whole_trail(engine, customer.state.last_index).await?;
    trail.reverse();
    let delivered = value.delivered(id).await?;
    let versions = catalogue
        .propositions()
        .filter_map(|known| known.versions().last());
    let pairs = versions.flat_map(|version| {
        let purpose = &version.document.purpose;
        let data = version.document.data.iter();
        data.map(move |item| (item.category.clone(), purpose.clone()))
    });
    let pairs: Vec<_> = pairs.collect::<BTreeSet<_>>().into_iter().collect();
    let used = value.last_uses(id, &pairs).await?;
    Ok(ValueSoFar {
        index,
        now,
        exchanges: folded(&catalogue, &customer, &trail, &delivered, &used, now),
    })
}

fn folded(
    catalogue: &Catalogue,
    customer: &Customer,
    trail: &[Entry],
    delivered: &[Delivered],
    used: &[LastUse],
    now: Timestamp,
) -> Vec<SoFar> {
    let concerns = catalogue.propositions().filter(|proposition| {
        let open = proposition.live().is_some_and(|live| {
            let region = customer.region.as_deref();
            live.document.is_open_to(region)
        });
        let mut arrived = delivered.iter();
        let mut answered = customer.state.exchanges();
        open || answered.any(|key| *key == proposition.key)
            || arrived.any(|arrived| arrived.proposition == proposition.key)
    });
    let told = concerns.filter_map(|proposition| {
        let on = spells(proposition, trail, customer.created_at, now);
        so_far(proposition, &on, delivered, used, now)
    });
    told.collect()
}

impl Mutual {
    /// What a customer has of each exchange so far.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn so_far(&self, actor: &Actor, id: CustomerId) -> Result<ValueSoFar, Reading> {
        self.is_current()?;
        Ok(value_so_far(self.engine.as_ref(), self.value.as_ref(), actor, id).await?)
    }
}
