//! Checking a whole log: every leaf, commitment, tag, fold and node, from the first entry on.

mod records;

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};

use super::encoding::{FORMAT, Leaf, commitment, subject_tag};
use super::quick::{self, Words};
use super::tree::{Edge, Hash, leaf_hash};
use super::{Body, CatalogueChange, EntryKind, Erased, Split, unseal};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::{ConsentState, Said, Source, Switch, Toggle, Which};
use crate::digest::hex;
use crate::id::{CustomerId, ReceiptId};
use crate::port::{EntryRow, Side};

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// An index is missing, or comes twice.
    #[error("the entry {0} stands where entry {1} belongs")]
    Place(u64, u64),
    /// The leaf and the columns beside it, or the leaf and the log, do not agree.
    #[error("the public part of the entry disagrees: its {0}")]
    Leaf(&'static str),
    /// The entry is older than the one before.
    #[error("the entry is older than the one before it")]
    Time,
    /// There is no personal side, although nobody erased it.
    #[error("the personal side of the entry is gone, and nothing says that it was erased")]
    Gone,
    /// The personal side is not what was committed to.
    #[error("the personal side of the entry is not what was committed to")]
    Commitment,
    /// The payload is nothing that this program can read.
    #[error("the entry cannot be read: {0}")]
    Unreadable(String),
    /// The side row names somebody else than the entry, or nobody knows whom.
    #[error("the entry is not about the customer that it stands under")]
    Subject,
    /// The side row names another receipt than the entry.
    #[error("the entry's receipt is not the one that it stands under")]
    Receipt,
    /// The side row does not lead to the customer's entry before.
    #[error("the entry does not lead to the customer's entry before it")]
    Trail,
    /// The personal side is there, and is said to be destroyed.
    #[error("the personal side of the entry is there, although it is said to be erased")]
    NotGone,
    /// More was erased than is gone.
    #[error("the entry says that more was erased than is gone")]
    Erasure,
    /// A merge says something else than follows from the two records.
    #[error("the entry merges two records, and says what does not follow from them")]
    Merge,
    /// A record says something that is merged into another one.
    #[error("the entry is about a record that is merged into another one")]
    Merged,
    /// Somebody is let back in who was not kept out.
    #[error("the entry lets somebody back in who was not kept out")]
    Readmission,
}

/// A log as far as it has been checked. Nothing that is stored is believed: all of it is made again
/// from the entries.
#[derive(Debug, Default)]
pub struct Audit {
    log: Option<[u8; 16]>,
    at: Option<Timestamp>,
    edge: Edge,
    people: HashMap<CustomerId, Person>,
    catalogue: Vec<(u64, Timestamp, CatalogueChange)>,
    erased: Vec<(u64, Erased)>,
    gone: Gone,
}

/// A customer, as far as her entries have been read.
#[derive(Debug, Default)]
struct Person {
    state: ConsentState,
    /// How many of her entries are there, and how many that are gone were told of.
    known: u64,
    /// How many entries about each exchange are there.
    about: BTreeMap<Slug, u64>,
    /// The entry that leads past some of hers that were there when they were read, and are destroyed
    /// since: one behind it must tell of that.
    untold: Option<u64>,
    /// Whether what was said of her rests on a record that was set apart since and is erased.
    unsure: bool,
}

impl Person {
    /// One more entry about `proposition` is there.
    fn tell_about(&mut self, proposition: &Slug) {
        match self.about.get_mut(proposition) {
            Some(about) => *about += 1,
            None => _ = self.about.insert(proposition.clone(), 1),
        }
    }
}

/// The sides that are gone, and those that entries say were destroyed.
#[derive(Debug, Default)]
struct Gone {
    found: u64,
    told: u64,
    /// The first one that no later entry can have told of yet.
    untold: Option<u64>,
}

impl Gone {
    fn find(&mut self, index: u64) {
        self.found += 1;
        self.untold = self.untold.or(Some(index));
    }

    /// An entry tells of so many.
    fn tell(&mut self, entries: u64) -> Result<(), Wrong> {
        let told = self.told.checked_add(entries);
        self.told = told
            .filter(|told| *told <= self.found)
            .ok_or(Wrong::Erasure)?;
        self.untold = None;
        Ok(())
    }
}

impl Audit {
    /// How many entries were good so far: the index of the next one.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The root over them.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.edge.root()
    }

    /// The fold of a customer's entries so far; `None` where there were none.
    #[must_use]
    pub fn state(&self, customer: CustomerId) -> Option<&ConsentState> {
        self.people.get(&customer).map(|person| &person.state)
    }

    /// Everybody with an entry.
    pub fn customers(&self) -> impl Iterator<Item = CustomerId> {
        self.people.keys().copied()
    }

    /// What changed the catalogue so far: index, moment, and how.
    #[must_use]
    pub fn catalogue(&self) -> &[(u64, Timestamp, CatalogueChange)] {
        &self.catalogue
    }

    /// The erasures so far: index, and what stayed; without the digests of who was let back in.
    #[must_use]
    pub fn erased(&self) -> &[(u64, Erased)] {
        &self.erased
    }

    /// Whether every personal side that is gone was erased, as far as can be told: which entries
    /// an erasure destroyed nobody can say any more, only how many.
    ///
    /// # Errors
    ///
    /// [`Wrong::Gone`], with the first entry that it is sure of where there is one.
    pub fn all_gone_were_erased(&self) -> Result<(), (Option<u64>, Wrong)> {
        if self.gone.found == self.gone.told {
            Ok(())
        } else {
            Err((self.gone.untold, Wrong::Gone))
        }
    }

    /// The customer's newest entry so far, past which `entry` leads: it is right where that one was
    /// destroyed since it was read.
    #[must_use]
    pub fn leads_past(&self, entry: &Sound) -> Option<u64> {
        let (read, previous) = entry.side.as_ref()?;
        let customer = match read {
            Read::Choice(choice) => choice.customer,
            Read::Whole(body) => body.customer()?,
        };
        let last = self.people.get(&customer)?.state.last_index;
        (*previous < last).then_some(last)
    }

    /// Believes that what the next entry leads past was destroyed since it was read: an entry that
    /// tells of it must come, see [`Self::all_were_told_of`].
    pub fn lead_past(&mut self, entry: &mut Sound) {
        let (index, last) = (entry.index, self.leads_past(entry));
        let Some((read, previous)) = entry.side.as_mut() else {
            return;
        };
        let customer = match read {
            Read::Choice(choice) => Some(choice.customer),
            Read::Whole(body) => body.customer(),
        };
        let person = customer.and_then(|customer| self.people.get_mut(&customer));
        if let (Some(person), Some(last)) = (person, last) {
            person.untold = person.untold.or(Some(index));
            *previous = last;
        }
    }

    /// Whether all that was destroyed since it was read was told of.
    ///
    /// # Errors
    ///
    /// [`Wrong::Trail`], with the first entry that leads past something without a word.
    pub fn all_were_told_of(&self) -> Result<(), (u64, Wrong)> {
        let untold = self.people.values().filter_map(|person| person.untold);
        untold
            .min()
            .map_or(Ok(()), |index| Err((index, Wrong::Trail)))
    }

    /// Takes the next entry in, after the entries before it. `complete` is told of each node of the
    /// tree that it completes.
    ///
    /// # Errors
    ///
    /// What is [`Wrong`]; nothing was taken in then.
    pub fn entry(
        &mut self,
        entry: Sound,
        complete: impl FnMut(u8, u64, &Hash),
    ) -> Result<(), Wrong> {
        let index = self.size();
        if entry.index != index {
            return Err(Wrong::Place(entry.index, index));
        }
        if self.at.is_some_and(|before| entry.at < before) {
            return Err(Wrong::Time);
        }
        let named = match &entry.side {
            Some((Read::Whole(body), _)) => match &**body {
                Body::Genesis(genesis) => Some(genesis.log == hex(&entry.log)),
                _ => None,
            },
            _ => None,
        };
        // The first entry names the log, and no other does.
        let right = match (self.log, named) {
            (None, Some(right)) => right,
            (Some(log), None) => log == entry.log,
            _ => false,
        };
        if !right {
            return Err(Wrong::Leaf("log"));
        }
        match entry.side {
            Some((Read::Choice(choice), previous)) => {
                self.chosen(index, entry.at, &choice, previous)?;
            }
            Some((Read::Whole(body), previous)) => self.there(index, entry.at, *body, previous)?,
            None => self.gone.find(index),
        }
        self.log = Some(entry.log);
        self.at = Some(entry.at);
        self.edge.push(entry.leaf, complete);
        Ok(())
    }

    /// Takes in what an entry says.
    fn there(&mut self, index: u64, at: Timestamp, body: Body, previous: u64) -> Result<(), Wrong> {
        if let Some(customer) = body.customer() {
            return self.hers(customer, index, at, &body, previous);
        }
        if previous != 0 {
            return Err(Wrong::Trail);
        }
        if let Body::Erased(erased) = &body {
            let before = self.people.get(&erased.customer);
            let known = before.map_or(0, |person| person.known);
            let told = erased.entries.checked_sub(known).ok_or(Wrong::Erasure)?;
            self.gone.tell(told)?;
        }
        if let Body::Readmitted(readmitted) = &body {
            let mut ends = self.erased.iter_mut().rev();
            let end = ends.find(|(_, erased)| erased.customer == readmitted.customer);
            let kept_out = end.filter(|(_, erased)| !erased.suppressed.is_empty());
            let (_, erased) = kept_out.ok_or(Wrong::Readmission)?;
            erased.suppressed.clear();
        }
        if let Some(change) = CatalogueChange::of(&body) {
            self.catalogue.push((index, at, change));
        }
        if let Body::Erased(erased) = body {
            self.people.remove(&erased.customer);
            self.erased.push((index, erased));
        }
        Ok(())
    }

    /// Takes in a choice.
    fn chosen(
        &mut self,
        index: u64,
        at: Timestamp,
        choice: &Choice,
        previous: u64,
    ) -> Result<(), Wrong> {
        let person = person(&mut self.people, choice.customer, previous)?;
        if person.state.merged_into.is_some() {
            return Err(Wrong::Merged);
        }
        person.tell_about(&choice.proposition);
        let toggles = choice.toggles.iter();
        let toggles = toggles.map(|(toggle, switch)| (toggle, *switch));
        let said = Said {
            proposition: &choice.proposition,
            version: choice.version,
            expires_at: choice.expires_at,
            source: choice.source,
            receipt: choice.receipt,
            evidence_at: None,
        };
        person.state.apply_choice(index, at, &said, toggles);
        person.known += 1;
        Ok(())
    }

    /// Takes in what an entry says about a customer.
    fn hers(
        &mut self,
        customer: CustomerId,
        index: u64,
        at: Timestamp,
        body: &Body,
        previous: u64,
    ) -> Result<(), Wrong> {
        let her = person(&mut self.people, customer, previous)?;
        let parts_from = |split: &&Split| split.which == Which::Goes;
        let split = match body {
            Body::Split(split) => Some(split.as_ref()),
            _ => None,
        };
        // Nothing is said of a record that is merged into another one, but that it is set apart, and that
        // a case is over that was opened for it before.
        let may_follow =
            split.is_some_and(|split| parts_from(&split)) || matches!(body, Body::CaseDecided(_));
        if her.state.merged_into.is_some() && !may_follow {
            return Err(Wrong::Merged);
        }
        if let Body::Merged(merged) = body {
            return self.merged(index, merged);
        }
        if let Some(split) = split.filter(|split| !parts_from(split)) {
            let mut state = std::mem::take(&mut her.state);
            let record = |id| self.people.get(&id).map(|person| person.state.clone());
            state.split(index, split, record);
            let her = self.people.entry(customer).or_default();
            her.unsure &= !state.merged.is_empty();
            her.state = state;
            her.known += 1;
            return Ok(());
        }
        let mut told = 0;
        if let Body::Forgotten(forgotten) = body {
            told = self.forgotten(customer, forgotten)?;
        }
        let her = person(&mut self.people, customer, previous)?;
        if let Some(proposition) = body.proposition()
            && !matches!(body, Body::Forgotten(_))
        {
            her.tell_about(proposition);
        }
        her.state.apply(index, at, body);
        her.known += 1 + told;
        if let Body::CaseDecided(decided) = body {
            let mut into = her.state.merged_into;
            while let Some(whole) = into.and_then(|id| self.people.get_mut(&id)) {
                whole.state.case_ended_elsewhere(decided.case);
                into = whole.state.merged_into;
            }
        }
        Ok(())
    }
}

/// The customer, where her newest entry so far is `previous`.
fn person(
    people: &mut HashMap<CustomerId, Person>,
    customer: CustomerId,
    previous: u64,
) -> Result<&mut Person, Wrong> {
    let person = match people.entry(customer) {
        Slot::Occupied(person) => person.into_mut(),
        Slot::Vacant(_) if previous != 0 => return Err(Wrong::Trail),
        Slot::Vacant(person) => person.insert(Person::default()),
    };
    if previous == person.state.last_index {
        Ok(person)
    } else {
        Err(Wrong::Trail)
    }
}

/// What an entry says, as far as checking a log needs it.
#[derive(Debug)]
enum Read {
    /// A choice without evidence, which nearly every entry is. Only what the fold takes of it is
    /// kept: whole choices would cost more to hand on than to check.
    Choice(Choice),
    /// Anything else.
    Whole(Box<Body>),
}

/// What the fold takes of a choice.
#[derive(Debug)]
struct Choice {
    customer: CustomerId,
    proposition: Slug,
    version: u32,
    toggles: Vec<(Toggle, Switch)>,
    expires_at: Timestamp,
    source: Source,
    receipt: ReceiptId,
}

/// An entry that is right in itself: its leaf, its personal side and the columns beside them agree.
/// Whether it is right where it stands, [`Audit::entry`] tells.
#[derive(Debug)]
pub struct Sound {
    index: u64,
    at: Timestamp,
    log: [u8; 16],
    /// The hash of the leaf.
    leaf: Hash,
    /// What it says, and the customer's entry before it; `None` where that was destroyed.
    side: Option<(Read, u64)>,
}

impl Sound {
    /// Examines one entry by itself. `key` gives a customer's key; `words` remembers names from one
    /// entry to the next.
    ///
    /// # Errors
    ///
    /// What is [`Wrong`].
    pub fn of(
        row: &EntryRow,
        words: &mut Words,
        key: impl FnOnce(CustomerId) -> Option<[u8; 32]>,
    ) -> Result<Self, Wrong> {
        let public = Public::of(&row.leaf);
        if public.format != FORMAT {
            return Err(Wrong::Leaf("format"));
        }
        if public.index != row.index {
            return Err(Wrong::Leaf("index"));
        }
        if public.millis != row.at.as_millis() {
            return Err(Wrong::Leaf("time"));
        }
        let side = match &row.side {
            Some(_) if row.destroyed => return Err(Wrong::NotGone),
            Some(side) => Some((opened(row, side, &public, words, key)?, side.previous)),
            None if row.destroyed => {
                // What is nobody's is never erased.
                let kind = EntryKind::of_code(public.kind).ok_or(Wrong::Leaf("kind"))?;
                let nobodys = [
                    EntryKind::Genesis,
                    EntryKind::Published,
                    EntryKind::Retired,
                    EntryKind::RegistryChanged,
                    EntryKind::RedLinesChanged,
                    EntryKind::DecisionsSealed,
                    EntryKind::Erased,
                    EntryKind::Readmitted,
                ];
                if nobodys.contains(&kind) {
                    return Err(Wrong::Gone);
                }
                None
            }
            None => return Err(Wrong::Gone),
        };
        Ok(Self {
            index: row.index,
            at: row.at,
            log: public.log,
            leaf: leaf_hash(&row.leaf),
            side,
        })
    }
}

/// What an entry says, where its leaf was made of it.
fn opened(
    row: &EntryRow,
    side: &Side,
    public: &Public,
    words: &mut Words,
    key: impl FnOnce(CustomerId) -> Option<[u8; 32]>,
) -> Result<Read, Wrong> {
    if public.commitment != commitment(&side.nonce, &side.payload) {
        return Err(Wrong::Commitment);
    }
    let (read, kind, customer, receipt) = match quick::choice(&side.payload, words, |_, _| ()) {
        Some(choice) => {
            let (kind, customer) = (choice.kind, choice.customer);
            let receipt = choice.receipt;
            let choice = Choice {
                customer,
                proposition: choice.proposition,
                version: choice.version,
                toggles: choice.toggles,
                expires_at: choice.expires_at,
                source: choice.source,
                receipt,
            };
            (Read::Choice(choice), kind, Some(customer), Some(receipt))
        }
        None => {
            let entry = unseal(row.index, row.at, &side.payload);
            let body = entry.map_err(|error| Wrong::Unreadable(error.why))?.body;
            let (kind, customer, receipt) = (body.kind(), body.customer(), body.receipt());
            (Read::Whole(Box::new(body)), kind, customer, receipt)
        }
    };
    if public.kind != kind.code() {
        return Err(Wrong::Leaf("kind"));
    }
    if customer != side.customer {
        return Err(Wrong::Subject);
    }
    if receipt != side.receipt {
        return Err(Wrong::Receipt);
    }
    let tag = match customer {
        Some(customer) => subject_tag(&key(customer).ok_or(Wrong::Subject)?, row.index),
        None => [0; 32],
    };
    if public.tag == tag {
        Ok(read)
    } else {
        Err(Wrong::Subject)
    }
}

/// A leaf, taken apart.
pub(super) struct Public {
    pub(super) format: u8,
    log: [u8; 16],
    pub(super) index: u64,
    pub(super) millis: i64,
    pub(super) kind: u8,
    tag: Hash,
    pub(super) commitment: Hash,
}

impl Public {
    pub(super) fn of(leaf: &Leaf) -> Self {
        let mut rest = leaf.as_slice();
        // The fields are read in the order in which they stand here.
        Self {
            format: u8::from_be_bytes(take(&mut rest)),
            log: take(&mut rest),
            index: u64::from_be_bytes(take(&mut rest)),
            millis: i64::from_be_bytes(take(&mut rest)),
            kind: u8::from_be_bytes(take(&mut rest)),
            tag: take(&mut rest),
            commitment: take(&mut rest),
        }
    }
}

/// The next bytes. A leaf has as many as its parts together.
fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    match rest.split_first_chunk() {
        Some((first, after)) => {
            *rest = after;
            *first
        }
        None => [0; N],
    }
}
