//! What a customer has of each exchange so far.

use std::collections::BTreeSet;

use super::as_it_was::whole_trail;
use super::{Deed, Mutual, NotKnown, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::{Catalogue, Proposition};
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::id::CustomerId;
use crate::ledger::Entry;
use crate::port::{Engine, ValueStore};
use crate::value::{Delivered, LastUse, SoFar, Spells, so_far, spells};

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
    let all: Vec<_> = concerns
        .map(|proposition| {
            let on = spells(proposition, trail, customer.created_at, now);
            (&**proposition, on)
        })
        .collect();
    let told = all.iter().filter_map(|(proposition, on)| {
        let mine: Vec<_> = used
            .iter()
            .filter(|used| is_for(proposition, on, used, &all))
            .cloned()
            .collect();
        so_far(proposition, on, delivered, &mine, now)
    });
    told.collect()
}

/// Whether data was used for this exchange, as far as can be told: a report names the purpose alone,
/// which several may have. It was for those that she had turned on by then. Where there is none, it
/// is told at each that has this purpose: nobody may hide a use that no yes covers.
fn is_for(
    proposition: &Proposition,
    on: &Spells,
    used: &LastUse,
    all: &[(&Proposition, Spells)],
) -> bool {
    let was_on = |on: &Spells| on.parts.iter().any(|spell| spell.from <= used.at);
    let asks = |proposition: &Proposition| {
        let newest = proposition.versions().last();
        newest.is_some_and(|version| {
            let mut data = version.document.data.iter();
            version.document.purpose == used.purpose && data.any(|item| item.category == used.data)
        })
    };
    was_on(on)
        || !all
            .iter()
            .any(|(other, on)| other.key != proposition.key && asks(other) && was_on(on))
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
