//! A store in memory that fails when told to: for what a real database does only once a year.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{CustomerId, ReceiptId};
use mutual::insight::{Count, Day, Recounted, Rows, Tally};
use mutual::ledger::Leaf;
use mutual::ledger::tree::Hash;
use mutual::port::{
    AnswerRow, CheckpointRow, ConsentStore, CustomerRow, Destruction, EntryRow, ErasureRow, Group,
    Head, Held, InsightStore, Lease, LogStore, Look, StoreError, TileRow, VersionRow,
};

use crate::beside::Beside;

/// How the next commits go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written, and the caller learns only that the database is away.
    BeforeCommit,
    /// Everything is written, and the caller learns only that the database is away.
    AfterCommit,
    /// The same, and the first question about the entries afterwards fails as well.
    AfterCommitTwice,
    /// The caller learns only that the database is away; what was sent arrives when the test says
    /// so, and is written unless it is void by then.
    Late,
}

#[derive(Clone, Default)]
struct Tables {
    entries: Vec<EntryRow>,
    customers: BTreeMap<CustomerId, CustomerRow>,
    identifiers: BTreeMap<Identifier, (CustomerId, u32)>,
    answers: BTreeMap<[u8; 32], AnswerRow>,
    versions: Vec<VersionRow>,
    erasures: Vec<ErasureRow>,
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
    checkpoint: Option<CheckpointRow>,
    holder: String,
    epoch: u64,
    late: Option<(Lease, Group)>,
    counted: Option<u64>,
    counts: Tally,
    beside: Beside,
}

/// The store.
#[derive(Default)]
pub struct MemoryStore {
    tables: Mutex<Tables>,
    fault: Mutex<Option<Fault>>,
    away: AtomicBool,
    unreadable: AtomicBool,
    /// How many commits there were.
    pub commits: AtomicU32,
}

impl MemoryStore {
    /// What is counted, and up to which entry.
    pub fn counts(&self) -> (Tally, Option<u64>) {
        let tables = self.tables.lock().unwrap();
        (tables.counts.clone(), tables.counted)
    }

    /// What stands beside the entries.
    pub fn beside(&self) -> Beside {
        self.tables.lock().unwrap().beside.clone()
    }

    /// Loses what is counted, as one does that was written before anybody counted.
    pub fn lose_counts(&self) {
        let mut tables = self.tables.lock().unwrap();
        (tables.counts, tables.counted) = (Tally::default(), None);
        tables.beside.lose();
    }

    /// The next commit goes wrong like this.
    pub fn fail_next(&self, fault: Fault) {
        *self.fault.lock().unwrap() = Some(fault);
    }

    /// From now on nothing answers, or everything again.
    pub fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// Another server takes the lease, although the first one still lives.
    pub fn steal_lease(&self) {
        let mut tables = self.tables.lock().unwrap();
        tables.epoch += 1;
        tables.holder = "a thief".to_owned();
    }

    /// What was sent and is late arrives now; whether it was written.
    pub fn arrive(&self) -> bool {
        let mut tables = self.tables.lock().unwrap();
        let (lease, group) = tables.late.take().expect("something is late");
        tables.epoch == lease.epoch && write(&mut tables, &group).is_ok()
    }

    /// A bit of a stored node is wrong from now on.
    pub fn damage_tile(&self, level: u8, index: u64) {
        let mut tables = self.tables.lock().unwrap();
        tables.tiles.get_mut(&(level, index)).unwrap()[0][0] ^= 1;
    }

    /// The last entry is no longer there.
    pub fn lose_last(&self) {
        self.tables.lock().unwrap().entries.pop();
    }

    /// How many bits there are that [`MemoryStore::flip`] knows.
    pub fn bits(&self) -> usize {
        let mut count = 0;
        each_field(&mut self.tables.lock().unwrap(), |bytes, used| {
            count += bytes.len() * used;
        });
        count
    }

    /// A copy in which one bit of what is evidence is turned over: of an entry, its side row, a
    /// customer's key or state, a publication, a tile or the signed head.
    pub fn with_flipped(&self, bit: usize) -> Self {
        let mut tables = self.tables.lock().unwrap().clone();
        let mut left = Some(bit);
        each_field(&mut tables, |bytes, used| {
            left = left.and_then(|bit| {
                let Some(byte) = bytes.get_mut(bit / used) else {
                    return Some(bit - bytes.len() * used);
                };
                *byte ^= 1 << (bit % used);
                None
            });
        });
        assert_eq!(left, None, "there is such a bit");
        Self {
            tables: Mutex::new(tables),
            ..Self::default()
        }
    }

    /// A copy in which a program stored that customer's row that knew nothing of `field`: it stands in
    /// what is kept beside her switches.
    pub fn without_guarded(&self, who: CustomerId, field: &str) -> Self {
        self.with_row(who, |state| {
            let state = state.as_object_mut().unwrap();
            let guarded = state.get_mut("d").unwrap().as_object_mut().unwrap();
            assert!(guarded.shift_remove(field).is_some(), "it was there");
            if guarded.is_empty() {
                state.shift_remove("d");
            }
        })
    }

    /// A copy in which that customer's row is stored otherwise.
    pub fn with_row(&self, who: CustomerId, change: impl FnOnce(&mut serde_json::Value)) -> Self {
        let mut tables = self.tables.lock().unwrap().clone();
        let row = tables.customers.get_mut(&who).unwrap();
        let mut state: serde_json::Value = serde_json::from_slice(&row.state).unwrap();
        change(&mut state);
        row.state = serde_json::to_vec(&state).unwrap();
        Self {
            tables: Mutex::new(tables),
            ..Self::default()
        }
    }

    /// A copy in which the personal side of an entry is gone, or said to be destroyed.
    pub fn without_side(&self, index: u64, destroyed: bool) -> Self {
        let mut tables = self.tables.lock().unwrap().clone();
        let row = tables.entries.get_mut(usize::try_from(index).unwrap());
        let row = row.unwrap();
        row.side = None;
        row.destroyed = destroyed;
        Self {
            tables: Mutex::new(tables),
            ..Self::default()
        }
    }

    /// Whether the personal side of an entry is there.
    pub fn is_kept(&self, index: u64) -> bool {
        let tables = self.tables.lock().unwrap();
        tables.entries[usize::try_from(index).unwrap()]
            .side
            .is_some()
    }

    fn there(&self) -> Result<std::sync::MutexGuard<'_, Tables>, StoreError> {
        if self.away.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("the test took it away".to_owned()));
        }
        Ok(self.tables.lock().unwrap())
    }
}

/// Gives every stored field to `see`, with how many bits of each byte are used, and takes it back.
fn each_field(tables: &mut Tables, mut see: impl FnMut(&mut [u8], usize)) {
    let number = |number: &mut u64, see: &mut dyn FnMut(&mut [u8])| {
        let mut bytes = number.to_be_bytes();
        see(&mut bytes);
        *number = u64::from_be_bytes(bytes);
    };
    let time = |at: &mut Timestamp, see: &mut dyn FnMut(&mut [u8])| {
        let mut bytes = at.as_millis().to_be_bytes();
        see(&mut bytes);
        *at = Timestamp::from_millis(i64::from_be_bytes(bytes));
    };
    let id = |id: &mut CustomerId, see: &mut dyn FnMut(&mut [u8])| {
        let mut bytes = id.to_bytes();
        see(&mut bytes);
        *id = CustomerId::from_bytes(bytes);
    };
    for row in &mut tables.entries {
        let mut whole = |bytes: &mut [u8]| see(bytes, 8);
        number(&mut row.index, &mut whole);
        time(&mut row.at, &mut whole);
        whole(&mut row.leaf);
        let mut destroyed = [u8::from(row.destroyed)];
        see(&mut destroyed, 1);
        row.destroyed = destroyed == [1];
        let Some(side) = &mut row.side else {
            continue;
        };
        let mut whole = |bytes: &mut [u8]| see(bytes, 8);
        side.customer
            .iter_mut()
            .for_each(|customer| id(customer, &mut whole));
        number(&mut side.previous, &mut whole);
        if let Some(receipt) = &mut side.receipt {
            let mut bytes = receipt.to_bytes();
            whole(&mut bytes);
            *receipt = ReceiptId::from_bytes(bytes);
        }
        whole(&mut side.nonce);
        whole(&mut side.payload);
    }
    let mut whole = |bytes: &mut [u8]| see(bytes, 8);
    for row in tables.customers.values_mut() {
        id(&mut row.id, &mut whole);
        whole(&mut row.key);
        whole(&mut row.state);
    }
    for row in &mut tables.versions {
        number(&mut row.index, &mut whole);
        time(&mut row.at, &mut whole);
        whole(&mut row.change);
    }
    for row in &mut tables.erasures {
        number(&mut row.index, &mut whole);
        id(&mut row.customer, &mut whole);
        row.suppressed.iter_mut().for_each(|digest| whole(digest));
    }
    for nodes in tables.tiles.values_mut() {
        nodes.iter_mut().for_each(|node| whole(node));
    }
    let checkpoint = tables.checkpoint.as_mut().unwrap();
    number(&mut checkpoint.size, &mut whole);
    // A text: its bytes have a bit that is never set where it is ASCII.
    let mut note = std::mem::take(&mut checkpoint.note).into_bytes();
    for byte in &mut note {
        if byte.is_ascii() {
            see(std::slice::from_mut(byte), 7);
        }
    }
    checkpoint.note = String::from_utf8(note).unwrap();
}

fn write(tables: &mut Tables, group: &Group) -> Result<(), StoreError> {
    if let Some(first) = group.entries.first()
        && first.index != tables.entries.len() as u64
    {
        return Err(StoreError::Conflict);
    }
    if group
        .answers
        .iter()
        .any(|row| tables.answers.contains_key(&row.key))
    {
        return Err(StoreError::Conflict);
    }
    tables.entries.extend(group.entries.iter().cloned());
    for row in &group.customers {
        tables.customers.insert(row.id, row.clone());
    }
    for row in &group.identifiers {
        match row.place {
            Some(place) => {
                _ = tables
                    .identifiers
                    .insert(row.identifier.clone(), (row.customer, place))
            }
            None => _ = tables.identifiers.remove(&row.identifier),
        }
    }
    tables
        .answers
        .extend(group.answers.iter().map(|row| (row.key, row.clone())));
    tables.versions.extend(group.versions.iter().cloned());
    tables.beside.write(group);
    if let Some(destruction) = &group.destruction {
        tables.beside.destroy(destruction);
        destroy(tables, destruction);
    }
    tables.counts.absorb(group.counts.clone());
    let (first, last) = (group.entries.first(), group.entries.last());
    if first.is_some_and(|first| first.index.checked_sub(1) == tables.counted) {
        tables.counted = last.map(|last| last.index);
    }
    Ok(())
}

fn destroy(tables: &mut Tables, destruction: &Destruction) {
    for row in &mut tables.entries {
        if destruction.entries.contains(&row.index) {
            row.side = None;
            row.destroyed = true;
        }
        let mut previous = destruction.previous.iter();
        if let Some((_, previous)) = previous.find(|(index, _)| *index == row.index) {
            row.side.as_mut().unwrap().previous = *previous;
        }
    }
    for erasure in &destruction.erasures {
        let id = erasure.customer;
        tables.customers.remove(&id);
        tables.identifiers.retain(|_, (holder, _)| *holder != id);
        tables.erasures.push(erasure.clone());
    }
    for row in &mut tables.erasures {
        if destruction.readmitted.contains(&row.customer) {
            row.suppressed.clear();
        }
    }
}

#[async_trait]
impl InsightStore for MemoryStore {
    async fn counted(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.there()?.counted)
    }

    async fn recount(
        &self,
        lease: Lease,
        through: u64,
        counted: &Recounted,
    ) -> Result<(), StoreError> {
        let mut tables = self.there()?;
        if tables.epoch != lease.epoch {
            return Err(StoreError::NotHolder);
        }
        let gone = tables.counts.cells().map(|(cell, count)| {
            let count = Count { told: 0, ..count };
            (cell.clone(), count)
        });
        let mut counts: Tally = gone.collect();
        counts.absorb(counted.tally.clone());
        tables.counts = counts;
        tables.counted = Some(through);
        tables.beside.recount(counted);
        Ok(())
    }

    /// The engine asks for none of it.
    async fn follow_messages(&self, _: u32) -> Result<u64, StoreError> {
        Ok(0)
    }

    /// The engine asks for none of it.
    async fn rows(&self, _: &Slug, _: &Slug, _: Day) -> Result<Rows, StoreError> {
        Ok(Rows::default())
    }
}

#[async_trait]
impl ConsentStore for MemoryStore {
    async fn take_lease(&self, holder: &str, _: u32) -> Result<Lease, StoreError> {
        let mut tables = self.there()?;
        tables.holder = holder.to_owned();
        tables.epoch += 1;
        Ok(Lease {
            epoch: tables.epoch,
        })
    }

    async fn renew_lease(&self, lease: Lease, _: u32) -> Result<(), StoreError> {
        let held = self.there()?.epoch == lease.epoch;
        if held {
            Ok(())
        } else {
            Err(StoreError::NotHolder)
        }
    }

    async fn fence(&self, holder: &str, _: u32) -> Result<Lease, StoreError> {
        let mut tables = self.there()?;
        if tables.holder != holder {
            return Err(StoreError::NotHolder);
        }
        tables.epoch += 1;
        Ok(Lease {
            epoch: tables.epoch,
        })
    }

    async fn release_lease(&self, _: Lease) -> Result<(), StoreError> {
        self.there().map(drop)
    }

    async fn head(&self) -> Result<Option<Head>, StoreError> {
        let tables = self.there()?;
        Ok(tables.entries.last().map(|row| Head {
            index: row.index,
            at: row.at,
            log: row.leaf[1..17].try_into().unwrap(),
        }))
    }

    async fn commit(&self, lease: Lease, group: &Group) -> Result<(), StoreError> {
        let mut tables = self.there()?;
        if tables.epoch != lease.epoch {
            return Err(StoreError::NotHolder);
        }
        self.commits.fetch_add(1, Ordering::SeqCst);
        let fault = self.fault.lock().unwrap().take();
        match fault {
            Some(Fault::BeforeCommit) => {}
            Some(Fault::Late) => tables.late = Some((lease, group.clone())),
            Some(Fault::AfterCommit | Fault::AfterCommitTwice) | None => {
                write(&mut tables, group)?;
            }
        }
        let twice = fault == Some(Fault::AfterCommitTwice);
        self.unreadable.store(twice, Ordering::SeqCst);
        match fault {
            Some(_) => Err(StoreError::Unavailable("the test cut the line".to_owned())),
            None => Ok(()),
        }
    }

    async fn versions(&self) -> Result<Vec<VersionRow>, StoreError> {
        Ok(self.there()?.versions.clone())
    }

    async fn erasures(&self) -> Result<Vec<ErasureRow>, StoreError> {
        Ok(self.there()?.erasures.clone())
    }

    async fn scrub(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// The engine asks for none of it.
    async fn held(&self, _: CustomerId, _: &[u64]) -> Result<Vec<Held>, StoreError> {
        Ok(Vec::new())
    }

    async fn customers(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        let tables = self.there()?;
        let rows = tables.customers.values().filter(|row| Some(row.id) > after);
        let with_identifiers = rows.map(|row| {
            let mut row = row.clone();
            let all = tables
                .identifiers
                .iter()
                .filter(|(_, (id, _))| *id == row.id);
            let mut mine: Vec<_> = all
                .map(|(text, (_, place))| (*place, text.clone()))
                .collect();
            mine.sort();
            row.identifiers = mine.into_iter().map(|(_, text)| text).collect();
            row
        });
        Ok(with_identifiers.take(limit as usize).collect())
    }

    async fn answers(&self, keys: &[[u8; 32]]) -> Result<Vec<AnswerRow>, StoreError> {
        let tables = self.there()?;
        Ok(keys
            .iter()
            .filter_map(|key| tables.answers.get(key).cloned())
            .collect())
    }

    async fn forget_answers(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut tables = self.there()?;
        let count = tables.answers.len();
        tables.answers.retain(|_, row| row.at >= before);
        Ok((count - tables.answers.len()) as u64)
    }

    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        if self.unreadable.swap(false, Ordering::SeqCst) {
            return Err(StoreError::Unavailable("no connection was free".to_owned()));
        }
        let tables = self.there()?;
        let rows = tables.entries.iter().filter(|row| row.index >= from);
        Ok(rows.take(limit as usize).cloned().collect())
    }

    async fn show_entries(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        self.entries(from, limit).await?.iter().for_each(look);
        Ok(())
    }

    async fn receipt(&self, receipt: ReceiptId) -> Result<Option<EntryRow>, StoreError> {
        let tables = self.there()?;
        let is_it = |row: &&EntryRow| {
            row.side
                .as_ref()
                .is_some_and(|side| side.receipt == Some(receipt))
        };
        Ok(tables.entries.iter().find(is_it).cloned())
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        let tables = self.there()?;
        let mut rows = Vec::new();
        let mut next = from;
        while next != 0 && rows.len() < limit as usize {
            let row = tables.entries[usize::try_from(next).unwrap()].clone();
            next = row.side.as_ref().map_or(0, |side| side.previous);
            rows.push(row);
        }
        Ok(rows)
    }
}

#[async_trait]
impl LogStore for MemoryStore {
    async fn leaves(&self, from: u64, limit: u32) -> Result<Vec<Leaf>, StoreError> {
        let tables = self.there()?;
        let rows = tables.entries.iter().filter(|row| row.index >= from);
        Ok(rows.map(|row| row.leaf).take(limit as usize).collect())
    }

    async fn tiles(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        let tables = self.there()?;
        let rows = wanted.iter().filter_map(|&(level, index)| {
            let nodes = tables.tiles.get(&(level, index))?.clone();
            Some(TileRow {
                level,
                index,
                nodes,
            })
        });
        Ok(rows.collect())
    }

    async fn checkpoint(&self) -> Result<Option<CheckpointRow>, StoreError> {
        Ok(self.there()?.checkpoint.clone())
    }

    async fn put_checkpoint(
        &self,
        lease: Lease,
        tiles: &[TileRow],
        checkpoint: &CheckpointRow,
    ) -> Result<(), StoreError> {
        let mut tables = self.there()?;
        if tables.epoch != lease.epoch {
            return Err(StoreError::NotHolder);
        }
        let before = tables.checkpoint.as_ref().map(|row| row.size);
        if before.is_some_and(|before| before >= checkpoint.size) {
            return Err(StoreError::Conflict);
        }
        for row in tiles {
            tables
                .tiles
                .insert((row.level, row.index), row.nodes.clone());
        }
        tables.checkpoint = Some(checkpoint.clone());
        Ok(())
    }
}
