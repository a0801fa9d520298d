//! The consent state in memory: written by the sequencer alone, read by everybody.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};

use arc_swap::ArcSwap;
use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::{Customer, Decision, Identifier, Phase, Toggle, view_exchange};
use mutual::id::CustomerId;
use mutual::ledger::Entry;
use tokio::sync::watch;

/// How many of the newest entries are kept for those who follow closely.
const TAIL: usize = 16_384;

/// What every check is answered from.
pub(crate) struct Memory {
    catalogue: ArcSwap<Catalogue>,
    customers: papaya::HashMap<CustomerId, Arc<Customer>>,
    holders: papaya::HashMap<Identifier, CustomerId>,
    /// The ids of all customers, for reading everybody in a stable order.
    order: RwLock<BTreeSet<CustomerId>>,
    tail: RwLock<VecDeque<Arc<Entry>>>,
    index: watch::Sender<u64>,
}

impl Memory {
    pub(crate) fn new(catalogue: Catalogue, index: u64) -> Self {
        Self {
            catalogue: ArcSwap::from_pointee(catalogue),
            customers: papaya::HashMap::new(),
            holders: papaya::HashMap::new(),
            order: RwLock::default(),
            tail: RwLock::default(),
            index: watch::Sender::new(index),
        }
    }

    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }

    pub(crate) fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.customers.pin().get(&id).cloned()
    }

    pub(crate) fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.holders.pin().get(identifier).copied()
    }

    pub(crate) fn index(&self) -> u64 {
        *self.index.borrow()
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.index.subscribe()
    }

    /// Up to `limit` customers behind `after`, in the order of their ids.
    pub(crate) fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        use std::ops::Bound::{Excluded, Unbounded};
        let order = self.order.read().unwrap_or_else(PoisonError::into_inner);
        let from = after.map_or(Unbounded, Excluded);
        let ids: Vec<_> = order
            .range((from, Unbounded))
            .take(limit)
            .copied()
            .collect();
        drop(order);
        ids.into_iter().filter_map(|id| self.customer(id)).collect()
    }

    /// How many customers have the exchange on now, and how many wait for a new answer.
    pub(crate) fn count_on(&self, proposition: &str, now: Timestamp) -> (u64, u64) {
        let catalogue = self.catalogue();
        let Some(proposition) = catalogue.proposition(proposition) else {
            return (0, 0);
        };
        let Some(live) = proposition.live() else {
            return (0, 0);
        };
        let (mut on, mut waiting) = (0, 0);
        for customer in self.customers.pin().values() {
            let view = view_exchange(proposition, live, &customer.state, now);
            match view.toggles.get(&Toggle::Exchange) {
                Some(toggle) if toggle.is_on() => on += 1,
                Some(toggle) if toggle.decision == Decision::Granted => {
                    waiting += u64::from(toggle.phase == Phase::NeedsAnswer);
                }
                _ => {}
            }
        }
        (on, waiting)
    }

    /// The newest entries above `after`, if memory still has them without a gap.
    pub(crate) fn tail(&self, after: u64, limit: usize) -> Option<Vec<Arc<Entry>>> {
        if after >= self.index() {
            return Some(Vec::new());
        }
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        let first = tail.front()?.index;
        let skip = usize::try_from((after + 1).checked_sub(first)?).ok()?;
        Some(tail.iter().skip(skip).take(limit).cloned().collect())
    }

    /// Puts a customer in. The sequencer's alone.
    pub(crate) fn put_customer(&self, customer: Arc<Customer>) {
        let new = self
            .customers
            .pin()
            .insert(customer.id, Arc::clone(&customer))
            .is_none();
        if new {
            self.order
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(customer.id);
        }
    }

    /// Gives an identifier to a customer, or takes it away. The sequencer's alone.
    pub(crate) fn put_holder(&self, identifier: Identifier, holder: Option<CustomerId>) {
        match holder {
            Some(holder) => _ = self.holders.pin().insert(identifier, holder),
            None => _ = self.holders.pin().remove(&identifier),
        }
    }

    /// Puts a new catalogue in. The sequencer's alone.
    pub(crate) fn put_catalogue(&self, catalogue: Arc<Catalogue>) {
        self.catalogue.store(catalogue);
    }

    /// Shows entries to those who follow, after everything that they change was put in.
    pub(crate) fn append(&self, entries: Vec<Arc<Entry>>) {
        let Some(last) = entries.last().map(|entry| entry.index) else {
            return;
        };
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        tail.extend(entries);
        let excess = tail.len().saturating_sub(TAIL);
        tail.drain(..excess);
        drop(tail);
        self.index.send_replace(last);
    }
}
