//! The consent state in memory: written by the sequencer alone, read by everybody.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use arc_swap::ArcSwap;
use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::{Customer, Identifier};
use mutual::id::CustomerId;
use mutual::ledger::{Body, Entry};
use mutual::port::{ErasureRow, Head};
use tokio::sync::watch;

use crate::crowds::Crowds;
use crate::directory::Directory;
use crate::erasures::Erasures;
use crate::known::{Known, Place};

/// How many of the newest entries are kept for those who follow closely.
const TAIL: usize = 16_384;

/// What every check is answered from.
pub(crate) struct Memory {
    catalogue: ArcSwap<Catalogue>,
    customers: papaya::HashMap<CustomerId, Arc<Customer>>,
    holders: papaya::HashMap<Identifier, CustomerId>,
    pub(crate) erasures: Erasures,
    /// Since when how many are known.
    pub(crate) known: Known,
    /// How many stand to each exchange in which way.
    pub(crate) crowds: Crowds,
    /// Who changed what she is called or where she lives.
    pub(crate) directory: Directory,
    /// The ids of all customers, for reading everybody in a stable order; none of a record that is
    /// merged into another one.
    order: RwLock<BTreeSet<CustomerId>>,
    tail: RwLock<VecDeque<Arc<Entry>>>,
    /// Held by the writer while a group is put in, and by whoever needs many things at one index.
    /// A look at one thing needs no lock.
    moving: RwLock<()>,
    index: watch::Sender<u64>,
    /// The moment of the newest entry, in milliseconds.
    at: AtomicI64,
}

impl Memory {
    /// Nobody yet, reflecting the ledger up to `head`; `epoch` tells this process from others.
    pub(crate) fn new(
        catalogue: Catalogue,
        head: Option<Head>,
        erasures: Erasures,
        epoch: u64,
    ) -> Self {
        let index = head.map_or(0, |head| head.index);
        let at = head.map_or(0, |head| head.at.as_millis());
        Self {
            catalogue: ArcSwap::from_pointee(catalogue),
            customers: papaya::HashMap::new(),
            holders: papaya::HashMap::new(),
            erasures,
            known: Known::default(),
            crowds: Crowds::default(),
            directory: Directory::new(epoch),
            order: RwLock::default(),
            tail: RwLock::default(),
            moving: RwLock::default(),
            index: watch::Sender::new(index),
            at: AtomicI64::new(at),
        }
    }

    /// Nothing is put in as long as this lives.
    pub(crate) fn hold_still(&self) -> RwLockReadGuard<'_, ()> {
        self.moving.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody looks at many things at once as long as this lives. The sequencer's alone.
    pub(crate) fn move_on(&self) -> RwLockWriteGuard<'_, ()> {
        self.moving.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }

    /// The customer: where the record of that id is merged into another one, that one.
    pub(crate) fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.whose(id, self.record(id)?)
    }

    /// The customer whose `record` that was, by the id that it was found by.
    pub(crate) fn whose(&self, id: CustomerId, record: Arc<Customer>) -> Option<Arc<Customer>> {
        let customer = self.follow(record)?;
        if customer.ids().any(|of_hers| of_hers == id) {
            return Some(customer);
        }
        // The two were set apart between the looks: what is said of her now is not said of this one.
        let _still = self.hold_still();
        self.follow(self.record(id)?)
    }

    /// The customer who is called that.
    pub(crate) fn named(&self, identifier: &str) -> Option<Arc<Customer>> {
        self.who_was_named(identifier, self.holder(identifier)?)
    }

    /// The customer who is called that, where `holder` was found to be.
    pub(crate) fn who_was_named(
        &self,
        identifier: &str,
        holder: CustomerId,
    ) -> Option<Arc<Customer>> {
        let is_called = |customer: &Arc<Customer>| {
            let mut names = customer.identifiers.iter();
            names.any(|name| name.as_str() == identifier)
        };
        if let Some(customer) = self.customer(holder).filter(is_called) {
            return Some(customer);
        }
        // It went to somebody else between the looks.
        let _still = self.hold_still();
        self.follow(self.record(self.holder(identifier)?)?)
    }

    fn follow(&self, mut record: Arc<Customer>) -> Option<Arc<Customer>> {
        // A record is merged into one that is not merged itself by then, so that this ends.
        while let Some(into) = record.state.merged_into {
            record = self.record(into)?;
        }
        Some(record)
    }

    /// The record of that id, merged into another one or not.
    pub(crate) fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.customers.pin().get(&id).cloned()
    }

    pub(crate) fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.holders.pin().get(identifier).copied()
    }

    pub(crate) fn index(&self) -> u64 {
        *self.index.borrow()
    }

    /// The moment of the newest entry.
    pub(crate) fn at(&self) -> Timestamp {
        Timestamp::from_millis(self.at.load(Ordering::Acquire))
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.index.subscribe()
    }

    /// Up to `limit` customers behind `after`, in the order of their ids.
    pub(crate) fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        use std::ops::Bound::{Excluded, Unbounded};
        let mut from = after.map_or(Unbounded, Excluded);
        loop {
            let order = self.order.read().unwrap_or_else(PoisonError::into_inner);
            let range = order.range((from, Unbounded));
            let ids: Vec<_> = range.take(limit).copied().collect();
            drop(order);
            let Some(last) = ids.last() else {
                return Vec::new();
            };
            from = Excluded(*last);
            // One that was merged into another one meanwhile is told where that one is.
            let records = ids.iter().filter_map(|id| self.record(*id));
            let whole = records.filter(|record| record.state.merged_into.is_none());
            let found: Vec<_> = whole.collect();
            if !found.is_empty() {
                return found;
            }
        }
    }

    /// Whether anybody has an answer of one of these versions: a look at everybody, which only the
    /// end of a term needs that an older version names.
    pub(crate) fn answered(&self, proposition: &str, versions: &BTreeSet<u32>) -> bool {
        let customers = self.customers.pin();
        let mut all = customers.values();
        all.any(|customer| customer.state.rests_on(proposition, versions))
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
        let (id, is_whole) = (customer.id, customer.state.merged_into.is_none());
        let customers = self.customers.pin();
        let before = customers.insert(id, Arc::clone(&customer));
        let moved = before.is_none_or(|before| {
            before.identifiers != customer.identifiers
                || before.region != customer.region
                || before.birth_year != customer.birth_year
        });
        if moved {
            self.directory.add(id);
        }
        self.crowds
            .moved(before.map(|before| &**before), Some(&customer));
        let was = before.and_then(|before| Place::of(before));
        self.known.moved(was, Place::of(&customer));
        let was_whole = before.map(|before| before.state.merged_into.is_none());
        if was_whole != Some(is_whole) {
            let mut order = self.order.write().unwrap_or_else(PoisonError::into_inner);
            if is_whole {
                order.insert(id);
            } else {
                order.remove(&id);
            }
        }
    }

    /// Takes a customer out who was erased. The sequencer's alone.
    pub(crate) fn erase(&self, row: &ErasureRow) {
        self.erasures.add(row);
        self.order
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&row.customer);
        let gone = self.customers.pin().remove(&row.customer).cloned();
        self.crowds.moved(gone.as_deref(), None);
        let was = gone.as_deref().and_then(Place::of);
        self.known.moved(was, None);
        for identifier in gone.iter().flat_map(|customer| &customer.identifiers) {
            let holders = self.holders.pin();
            _ = holders.remove_if(identifier, |_, holder| *holder == row.customer);
        }
    }

    /// Forgets what those entries said. The sequencer's alone.
    pub(crate) fn destroy(&self, entries: &[u64]) {
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        let Some(first) = tail.front().map(|entry| entry.index) else {
            return;
        };
        for index in entries {
            let place = index.checked_sub(first).map(usize::try_from);
            if let Some(Ok(place)) = place
                && let Some(entry) = tail.get_mut(place)
            {
                *entry = Arc::new(Entry {
                    body: Body::Destroyed(entry.body.kind()),
                    ..Entry::clone(entry)
                });
            }
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
        let Some((last, at)) = entries.last().map(|entry| (entry.index, entry.at)) else {
            return;
        };
        self.at.store(at.as_millis(), Ordering::Release);
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        tail.extend(entries);
        let excess = tail.len().saturating_sub(TAIL);
        tail.drain(..excess);
        drop(tail);
        self.index.send_replace(last);
    }
}
