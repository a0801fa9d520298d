//! Checking a whole log: every leaf, commitment, tag, fold and node, from the first entry on.

use std::collections::HashMap;

use super::encoding::{FORMAT, Leaf, commitment, subject_tag};
use super::tree::{Edge, Hash, leaf_hash};
use super::{Body, Published, unseal};
use crate::clock::Timestamp;
use crate::consent::ConsentState;
use crate::id::CustomerId;
use crate::port::EntryRow;

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
}

/// A log as far as it has been checked. Nothing that is stored is believed: all of it is made again
/// from the entries.
#[derive(Debug, Default)]
pub struct Audit {
    log: Option<[u8; 16]>,
    at: Option<Timestamp>,
    edge: Edge,
    states: HashMap<CustomerId, ConsentState>,
    published: Vec<(u64, Timestamp, Box<Published>)>,
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
        self.states.get(&customer)
    }

    /// Everybody with an entry.
    pub fn customers(&self) -> impl Iterator<Item = CustomerId> {
        self.states.keys().copied()
    }

    /// The publications so far: index, moment, and what was published.
    #[must_use]
    pub fn published(&self) -> &[(u64, Timestamp, Box<Published>)] {
        &self.published
    }

    /// Checks the next entry and takes it in. `key` gives a customer's key, and `complete` is told
    /// of each node of the tree that the entry completes.
    ///
    /// # Errors
    ///
    /// What is [`Wrong`]; nothing was taken in then.
    pub fn entry(
        &mut self,
        row: &EntryRow,
        key: impl FnOnce(CustomerId) -> Option<[u8; 32]>,
        complete: impl FnMut(u8, u64, &Hash),
    ) -> Result<(), Wrong> {
        let index = self.size();
        if row.index != index {
            return Err(Wrong::Place(row.index, index));
        }
        let public = Public::of(&row.leaf);
        if public.format != FORMAT {
            return Err(Wrong::Leaf("format"));
        }
        if public.index != index {
            return Err(Wrong::Leaf("index"));
        }
        if public.millis != row.at.as_millis() {
            return Err(Wrong::Leaf("time"));
        }
        if self.at.is_some_and(|before| row.at < before) {
            return Err(Wrong::Time);
        }
        let side = row.side.as_ref().ok_or(Wrong::Gone)?;
        if public.commitment != commitment(&side.nonce, &side.payload) {
            return Err(Wrong::Commitment);
        }
        let entry =
            unseal(index, row.at, &side.payload).map_err(|error| Wrong::Unreadable(error.why))?;
        if public.kind != entry.body.kind().code() {
            return Err(Wrong::Leaf("kind"));
        }
        let log = match (self.log, &entry.body) {
            // The first entry names the log, and no other does.
            (None, Body::Genesis(genesis)) if hex(&public.log) == genesis.log => public.log,
            (Some(log), body) if public.log == log && !matches!(body, Body::Genesis(_)) => log,
            _ => return Err(Wrong::Leaf("log")),
        };
        let customer = entry.body.customer();
        if customer != side.customer {
            return Err(Wrong::Subject);
        }
        if entry.body.receipt() != side.receipt {
            return Err(Wrong::Receipt);
        }
        let tag = match customer {
            Some(customer) => subject_tag(&key(customer).ok_or(Wrong::Subject)?, index),
            None => [0; 32],
        };
        if public.tag != tag {
            return Err(Wrong::Subject);
        }
        let before = customer.and_then(|customer| self.states.get(&customer));
        if side.previous != before.map_or(0, |state| state.last_index) {
            return Err(Wrong::Trail);
        }
        if let Some(customer) = customer {
            let state = self.states.entry(customer).or_default();
            state.apply(index, row.at, &entry.body);
        }
        if let Body::Published(published) = entry.body {
            self.published.push((index, row.at, published));
        }
        self.log = Some(log);
        self.at = Some(row.at);
        self.edge.push(leaf_hash(&row.leaf), complete);
        Ok(())
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
