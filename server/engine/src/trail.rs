//! The entries of a customer of whom something is to be destroyed, or of whom more is to be known than
//! her state says.

use std::collections::{BTreeSet, HashMap};

use mutual::id::CustomerId;
use mutual::ledger::{Body, Entry};
use mutual::port::{ConsentStore, StoreError};
use mutual::use_cases::Trace;

use crate::handle::decode;
use crate::memory::Memory;

/// The entries of a customer of whom something is destroyed.
#[derive(Default)]
pub(crate) struct Trail {
    /// Where they are, the newest of each of her records first.
    pub(crate) traces: Vec<Trace>,
    /// What they say, and what the entries say of all records that ever were one with hers: what these
    /// were counted as rests on one another.
    pub(crate) entries: Vec<Entry>,
}

impl Trail {
    /// The newest entry of a record that stays when `gone` go, 0 where none does; and each that stays
    /// and led to one that goes, with the one that it leads to from then on, 0 for none.
    pub(crate) fn without(&self, record: CustomerId, gone: &[u64]) -> (u64, Vec<(u64, u64)>) {
        let hers = self.traces.iter().filter(|trace| trace.customer == record);
        let all: Vec<_> = hers.map(|trace| trace.index).collect();
        let stay = all.iter().filter(|index| !gone.contains(index));
        let stay: Vec<_> = stay.copied().collect();
        let led: HashMap<_, _> = pairs(&all).collect();
        let moved = pairs(&stay).filter(|(index, before)| led.get(index) != Some(before));
        (stay.first().copied().unwrap_or(0), moved.collect())
    }
}

/// The entries of these records and of all that ever were one with one of them, as far as they can be
/// read: each with the record that it stands under, the newest of each record first.
pub(crate) async fn connected(
    store: &dyn ConsentStore,
    memory: &Memory,
    records: Vec<CustomerId>,
) -> Result<Vec<(CustomerId, Entry)>, StoreError> {
    let (mut entries, mut left) = (Vec::new(), records);
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        let record = memory.record(id);
        let last = record.map_or(0, |record| record.state.last_index);
        if !seen.insert(id) || last == 0 {
            continue;
        }
        for row in store.trail(last, u32::MAX).await? {
            let entry: Entry = decode(row)?;
            match &entry.body {
                Body::Merged(merged) => left.push(merged.from),
                Body::Split(split) => left.push(split.other),
                _ => {}
            }
            entries.push((id, entry));
        }
    }
    Ok(entries)
}

/// Each of these with the next one; the last with 0.
fn pairs(indices: &[u64]) -> impl Iterator<Item = (u64, u64)> + '_ {
    let next = indices.iter().skip(1).copied().chain([0]);
    indices.iter().copied().zip(next)
}
