//! Checking a stored log against itself: entries, fold, publications, tiles and signed head.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use mutual::consent::ConsentState;
use mutual::digest::hex;
use mutual::id::CustomerId;
use mutual::ledger::tile::WIDTH;
use mutual::ledger::tree::Hash;
use mutual::ledger::{Audit, Checkpoint, Erased, Sound, VerifyingKey, Words, Wrong};
use mutual::port::{CustomerRow, EntryRow, ErasureRow, StoreError};

use crate::kept::Kept;

/// How many rows are read at once.
const PAGE: u32 = 8_192;
/// How many pages are read ahead at most, of some 2 MB each.
const MOST_AHEAD: usize = 24;

/// What was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries.
    pub entries: u64,
    /// How many customers, whose state is the fold of their entries.
    pub customers: u64,
    /// The signed head; `None` where nothing is signed yet.
    pub head: Option<Checkpoint>,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The first index that it concerns, where it concerns one.
    pub index: Option<u64>,
    /// What it is, in words.
    pub what: String,
}

/// Why there is no verdict, or a bad one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotVerified {
    /// It is not what it should be.
    Flawed(Flaw),
    /// The database is away.
    Unable(StoreError),
}

impl Flaw {
    fn at(index: u64, what: impl ToString) -> NotVerified {
        NotVerified::Flawed(Self {
            index: Some(index),
            what: what.to_string(),
        })
    }

    fn beside(what: impl Into<String>) -> NotVerified {
        NotVerified::Flawed(Self {
            index: None,
            what: what.into(),
        })
    }
}

/// Checks everything that `store` holds of its log, also while others write to it and people leave:
/// what is destroyed between two reads is told of by an entry behind it. Heads count that
/// one of `keys` has signed. `step` is told how many entries are checked so far.
///
/// # Errors
///
/// [`NotVerified::Flawed`] with the first entry that is wrong, else with what stands beside the
/// entries and does not follow from them.
pub async fn verify<S: Kept + ?Sized>(
    store: &S,
    keys: &[VerifyingKey],
    mut step: impl FnMut(u64),
) -> Result<Verified, NotVerified> {
    // The head first: whatever is written later comes behind it.
    let note = reading(store.signed().await, || {
        Flaw::beside("the signed head cannot be read")
    })?;
    let head = match &note {
        Some(row) => {
            let head = Checkpoint::verify(&row.note, keys)
                .map_err(|error| Flaw::beside(format!("the signed head: {error}")))?;
            if head.size != row.size {
                return Err(Flaw::beside("the signed head is not for its own size"));
            }
            Some(head)
        }
        None => None,
    };
    let mut all = Checker {
        store,
        audit: Audit::default(),
        keys: Arc::default(),
        tiles: Tiles::default(),
        head,
    };
    all.read_keys().await?;
    all.entries(&mut step).await?;
    if let Some(head) = &all.head
        && all.audit.size() < head.size
    {
        let what = format!("the signed head covers {} entries", head.size);
        return Err(Flaw::at(
            all.audit.size(),
            format!("there is no entry, although {what}"),
        ));
    }
    all.accounted()?;
    all.publications().await?;
    all.erasures(&mut step).await?;
    let customers = all.states(&mut step).await?;
    // More was read since.
    all.accounted()?;
    all.stored_tiles().await?;
    Ok(Verified {
        entries: all.audit.size(),
        customers,
        head: all.head,
    })
}

/// What was read; a flaw where what is stored is damaged.
fn reading<T>(
    read: Result<T, StoreError>,
    flaw: impl FnOnce() -> NotVerified,
) -> Result<T, NotVerified> {
    read.map_err(|error| match error {
        StoreError::Corrupt(_) => flaw(),
        other => NotVerified::Unable(other),
    })
}

/// The keys of the customers.
type Keys = HashMap<CustomerId, [u8; 32]>;

/// What was found of a page of entries, each by itself.
type Page = Vec<Result<Sound, Wrong>>;

/// Examines the entries from `from` on, where they are read, up to the first one that cannot be
/// read, which is an error where it is the first one of all.
async fn examined<S: Kept + ?Sized>(
    store: &S,
    from: u64,
    keys: Arc<Keys>,
) -> Result<Page, NotVerified> {
    match shown(store, from, PAGE, &keys).await {
        Err(StoreError::Corrupt(_)) => {}
        other => return other.map_err(NotVerified::Unable),
    }
    let mut good = Vec::new();
    for index in from..from.saturating_add(PAGE.into()) {
        match shown(store, index, 1, &keys).await {
            Ok(entry) => good.extend(entry),
            Err(StoreError::Corrupt(why)) if good.is_empty() => return Err(Flaw::at(index, why)),
            Err(StoreError::Corrupt(_)) => break,
            Err(other) => return Err(NotVerified::Unable(other)),
        }
    }
    Ok(good)
}

/// Examines up to `limit` entries. What was read is dropped where it was read: only what the fold
/// takes of it is handed on.
async fn shown<S: Kept + ?Sized>(
    store: &S,
    from: u64,
    limit: u32,
    keys: &Arc<Keys>,
) -> Result<Page, StoreError> {
    let page = Arc::new(Mutex::new(Page::new()));
    let (keys, seen, mut words) = (Arc::clone(keys), Arc::clone(&page), Words::default());
    let look = move |row: &EntryRow| {
        let sound = Sound::of(row, &mut words, |customer| keys.get(&customer).copied());
        lock(&seen).push(sound);
    };
    store.show(from, limit, Box::new(look)).await?;
    Ok(std::mem::take(&mut *lock(&page)))
}

fn lock(page: &Mutex<Page>) -> MutexGuard<'_, Page> {
    page.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The nodes that the checked entries lead to, of the levels that tiles are made of, from the first
/// one on.
#[derive(Default)]
struct Tiles(Vec<Vec<Hash>>);

impl Tiles {
    /// Adds the next node of a level.
    fn add(&mut self, level: u8, hash: &Hash) {
        if level.is_multiple_of(8) {
            let level = usize::from(level / 8);
            if self.0.len() <= level {
                self.0.resize_with(level + 1, Vec::new);
            }
            if let Some(nodes) = self.0.get_mut(level) {
                nodes.push(*hash);
            }
        }
    }

    /// Every tile: its level, its index and its nodes.
    fn all(&self) -> Vec<((u8, u64), &[Hash])> {
        let levels = (0_u8..).zip(&self.0);
        let tiles = levels.flat_map(|(level, nodes)| {
            let tiles = (0_u64..).zip(nodes.chunks(WIDTH as usize));
            tiles.map(move |(index, nodes)| ((level, index), nodes))
        });
        tiles.collect()
    }
}

/// An erasure that stands otherwise beside the ledger than in it.
#[derive(PartialEq)]
struct OtherErasure {
    index: u64,
    what: &'static str,
    row: Option<ErasureRow>,
    erased: Option<Erased>,
}

struct Checker<'a, S: ?Sized> {
    store: &'a S,
    audit: Audit,
    keys: Arc<Keys>,
    tiles: Tiles,
    head: Option<Checkpoint>,
}

impl<S: Kept + ?Sized> Checker<'_, S> {
    /// Checks the entries that are there and not checked yet. While one page is taken in, those
    /// after it are read and examined.
    async fn entries(&mut self, step: &mut impl FnMut(u64)) -> Result<(), NotVerified> {
        let store = self.store;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        // Enough that neither those who read nor the one who takes in ever waits for the other, and
        // not more than fits into memory where there are many cores.
        let ahead = (3 * cores).min(MOST_AHEAD);
        loop {
            let mut next = self.audit.size();
            let mut pages = FuturesOrdered::new();
            // What is destroyed while a page is taken in is told of behind it: the end is the end
            // where it is read after that.
            let mut is_fresh = true;
            loop {
                while pages.len() < ahead {
                    pages.push_back(examined(store, next, Arc::clone(&self.keys)));
                    next = next.saturating_add(PAGE.into());
                }
                // What comes before a flaw is taken in first.
                let Some(page) = pages.next().await.transpose()? else {
                    break;
                };
                let rows = page.len();
                self.take(page).await?;
                step(self.audit.size());
                if rows == 0 && is_fresh {
                    return Ok(());
                }
                is_fresh = false;
                // The next page begins where this one ended.
                if rows < PAGE as usize {
                    break;
                }
            }
        }
    }

    /// Takes examined entries in.
    async fn take(&mut self, page: Page) -> Result<(), NotVerified> {
        for sound in page {
            if self.entry(sound).is_err() {
                self.look_again().await?;
            }
            let size = self.audit.size();
            if let Some(head) = self.head.as_ref().filter(|head| head.size == size)
                && head.root != self.audit.root()
            {
                let what = format!("the first {size} entries do not lead to the signed root");
                return Err(Flaw::beside(what));
            }
        }
        Ok(())
    }

    /// Takes the next entry in, which seemed to be wrong: it may have been destroyed since it was
    /// read, as may have been the customer's entry before it, and its customer may have come since
    /// the keys were read.
    async fn look_again(&mut self) -> Result<(), NotVerified> {
        let index = self.audit.size();
        let mut row = self.row(index).await?;
        let customer = row.side.as_ref().and_then(|side| side.customer);
        if customer.is_some_and(|customer| !self.keys.contains_key(&customer)) {
            self.read_keys().await?;
            // She may have left between the two.
            row = self.row(index).await?;
        }
        let key = |customer| self.keys.get(&customer).copied();
        let sound = Sound::of(&row, &mut Words::default(), key);
        let mut sound = sound.map_err(|wrong| Flaw::at(index, wrong))?;
        if let Some(last) = self.audit.leads_past(&sound)
            && self.row(last).await?.destroyed
        {
            self.audit.lead_past(&mut sound);
        }
        self.entry(Ok(sound))
            .map_err(|wrong| Flaw::at(index, wrong))
    }

    /// One entry as it is now.
    async fn row(&self, index: u64) -> Result<EntryRow, NotVerified> {
        let rows = self.store.rows(index, 1).await;
        let rows = rows.map_err(|error| match error {
            StoreError::Corrupt(why) => Flaw::at(index, why),
            other => NotVerified::Unable(other),
        })?;
        let row = rows.into_iter().next();
        row.ok_or_else(|| Flaw::at(index, "there is no such entry any more"))
    }

    fn entry(&mut self, sound: Result<Sound, Wrong>) -> Result<(), Wrong> {
        let index = self.audit.size();
        let tiles = &mut self.tiles;
        // What comes behind the head has no stored nodes yet.
        let is_covered = self.head.as_ref().is_some_and(|head| index < head.size);
        self.audit.entry(sound?, |level, _, hash| {
            if is_covered {
                tiles.add(level, hash);
            }
        })
    }

    async fn read_keys(&mut self) -> Result<(), NotVerified> {
        let mut after = None;
        loop {
            let rows = self.store.people(after, PAGE).await;
            let rows = reading(rows, || Flaw::beside("a customer's row cannot be read"))?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = Some(last.id);
            let keys = Arc::make_mut(&mut self.keys);
            keys.extend(rows.iter().map(|row| (row.id, row.key)));
        }
    }

    /// Checks that all that was destroyed was told of, as far as the entries were read.
    fn accounted(&self) -> Result<(), NotVerified> {
        if let Err((index, wrong)) = self.audit.all_gone_were_erased() {
            let what = wrong.to_string();
            return Err(NotVerified::Flawed(Flaw { index, what }));
        }
        let told = self.audit.all_were_told_of();
        told.map_err(|(index, wrong)| Flaw::at(index, wrong))
    }

    /// Checks that each publication stands beside the ledger as it stands in it.
    async fn publications(&self) -> Result<(), NotVerified> {
        let rows = self.store.publications().await;
        let rows = reading(rows, || Flaw::beside("a published version cannot be read"))?;
        let Some(rows) = rows else {
            return Ok(());
        };
        let in_ledger = self.audit.catalogue();
        for (row, (index, at, change)) in rows.iter().zip(in_ledger) {
            let same = serde_json::to_vec(change).is_ok_and(|bytes| bytes == row.change);
            if row.index != *index || row.at != *at || !same {
                return Err(Flaw::at(
                    *index,
                    "the version beside the entry is another one",
                ));
            }
        }
        // Newer ones may have come since the entries were read.
        match in_ledger.get(rows.len()) {
            Some((index, ..)) => Err(Flaw::at(*index, "the version beside the entry is missing")),
            None => Ok(()),
        }
    }

    /// Checks that each erasure stands beside the ledger as it stands in it.
    async fn erasures(&mut self, step: &mut impl FnMut(u64)) -> Result<(), NotVerified> {
        let mut suspect = None;
        loop {
            let rows = self.store.ends().await;
            let rows = reading(rows, || Flaw::beside("an erasure cannot be read"))?;
            let Some(other) = rows.and_then(|rows| self.other_erasure(&rows)) else {
                return Ok(());
            };
            if suspect.as_ref() == Some(&other) {
                return Err(Flaw::at(other.index, other.what));
            }
            // Whoever was let back in since the entries were read has no digests left: the entry
            // that says so is behind them.
            self.entries(step).await?;
            suspect = Some(other);
        }
    }

    /// The first erasure that stands otherwise beside the ledger than in it.
    fn other_erasure(&self, rows: &[ErasureRow]) -> Option<OtherErasure> {
        let in_ledger = self.audit.erased();
        let other = |index, what, row: Option<&ErasureRow>, erased: Option<&Erased>| {
            Some(OtherErasure {
                index,
                what,
                row: row.cloned(),
                erased: erased.cloned(),
            })
        };
        for (row, (index, erased)) in rows.iter().zip(in_ledger) {
            let suppressed = row.suppressed.iter().map(|digest| hex(digest));
            let same = row.index == *index
                && row.customer == erased.customer
                && suppressed.eq(erased.suppressed.iter().cloned());
            if !same {
                let what = "the erasure beside the entry is another one";
                return other(*index, what, Some(row), Some(erased));
            }
        }
        if let Some((index, erased)) = in_ledger.get(rows.len()) {
            let what = "the erasure beside the entry is missing";
            return other(*index, what, None, Some(erased));
        }
        // Newer ones may have come since the entries were read.
        let row = rows.get(in_ledger.len());
        let row = row.filter(|row| row.index < self.audit.size())?;
        let what = "there is no such erasure in the ledger";
        other(row.index, what, Some(row), None)
    }

    /// Checks that each customer's state is the fold of her entries; how many there are.
    async fn states(&mut self, step: &mut impl FnMut(u64)) -> Result<u64, NotVerified> {
        let (mut after, mut seen) = (None, HashSet::new());
        loop {
            let rows = self.store.people(after, PAGE).await;
            let rows = reading(rows, || Flaw::beside("a customer's row cannot be read"))?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            // What was written before the rows were read is in them.
            self.entries(step).await?;
            for row in rows {
                seen.insert(row.id);
                self.state(row, step).await?;
            }
        }
        // Who has entries has a row, unless she was erased since.
        self.entries(step).await?;
        let unseen = self.audit.customers().filter(|id| !seen.contains(id));
        for id in unseen.collect::<Vec<_>>() {
            let row = self.store.people(before(id), 1).await;
            let row = reading(row, || Flaw::beside("a customer's row cannot be read"))?;
            self.entries(step).await?;
            let is_there = row.iter().any(|row| row.id == id);
            if !is_there && self.audit.state(id).is_some() {
                return Err(Flaw::beside("somebody has entries and no row"));
            }
        }
        Ok(seen.len() as u64)
    }

    /// Checks one customer's state.
    async fn state(
        &mut self,
        mut row: CustomerRow,
        step: &mut impl FnMut(u64),
    ) -> Result<(), NotVerified> {
        // She may press on while we look: then both are read again, until they agree, or nothing
        // moved and they still do not.
        loop {
            let none = ConsentState::default();
            let folded = self.audit.state(row.id);
            if is_fold(&row.state, folded.unwrap_or(&none)) {
                return Ok(());
            }
            let folded = folded.cloned();
            let before = before(row.id);
            let again = self.store.people(before, 1).await;
            let again = reading(again, || Flaw::beside("a customer's row cannot be read"))?;
            self.entries(step).await?;
            match again.into_iter().find(|again| again.id == row.id) {
                Some(again) if again == row && folded.as_ref() == self.audit.state(row.id) => {
                    break;
                }
                Some(again) => row = again,
                // She was erased in between.
                None if self.audit.state(row.id).is_none() => return Ok(()),
                None => break,
            }
        }
        let last = self.audit.state(row.id).map(|state| state.last_index);
        Err(NotVerified::Flawed(Flaw {
            index: last,
            what: format!("the state of {} is not the fold of her entries", row.id),
        }))
    }

    /// Checks that the stored tiles are those of the tree.
    async fn stored_tiles(&self) -> Result<(), NotVerified> {
        for tiles in self.tiles.all().chunks(256) {
            let wanted: Vec<_> = tiles.iter().map(|(place, _)| *place).collect();
            let rows = self.store.nodes(&wanted).await;
            let rows = reading(rows, || Flaw::beside("a tile cannot be read"))?;
            let stored: BTreeMap<_, _> = rows
                .into_iter()
                .map(|row| ((row.level, row.index), row.nodes))
                .collect();
            for (place, made) in tiles {
                // One that has grown since begins with what it was.
                if !stored.get(place).is_some_and(|kept| kept.starts_with(made)) {
                    let (level, index) = place;
                    let first = (index * u64::from(WIDTH)) << (8 * u32::from(*level));
                    let what = format!("the tile {level}/{index} is not the tree's");
                    return Err(Flaw::at(first, what));
                }
            }
        }
        Ok(())
    }
}

/// Whether a stored state is this fold.
///
/// A program of before stored less of it. What that left out is made again at the next start and written
/// down, so that here it is missed, but for what says nothing of her ([`ConsentState::kept_like`]).
///
/// Where the newest entry of a record is that is merged into another one can be earlier than it was
/// when the entries were read: those may have been destroyed since, and the entry that tells so stands
/// under the other record.
fn is_fold(stored: &[u8], folded: &ConsentState) -> bool {
    let is = |state: &ConsentState| serde_json::to_vec(state).is_ok_and(|bytes| bytes == stored);
    if is(folded) {
        return true;
    }
    let Ok(kept) = serde_json::from_slice::<ConsentState>(stored) else {
        return false;
    };
    let mut folded = folded.clone().kept_like(&kept);
    if folded.merged_into.is_some() {
        folded.last_index = folded.last_index.min(kept.last_index);
    }
    is(&folded)
}

/// The id right before this one; `None` before the first.
fn before(id: CustomerId) -> Option<CustomerId> {
    let number = u128::from_be_bytes(id.to_bytes());
    number
        .checked_sub(1)
        .map(|number| CustomerId::from_bytes(number.to_be_bytes()))
}
