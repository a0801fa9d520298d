//! How the use cases reach the one writer and the state in memory.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{DirectoryCursor, StoreError};
use crate::access::Actor;
use crate::catalogue::Catalogue;
use crate::clock::Timestamp;
use crate::consent::{Crowd, Customer, Route};
use crate::id::CustomerId;
use crate::insight::{Alike, Ask, Day};
use crate::ledger::Entry;
use crate::use_cases::{Command, Outcome, Refusal};

/// Something that somebody wants done.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Who.
    pub actor: Actor,
    /// By which way.
    pub route: Route,
    /// What.
    pub command: Command,
    /// Digests of the idempotency key and of the request, both keyed. The same pair gives the
    /// same answer again.
    pub idempotency: Option<([u8; 32], [u8; 32])>,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SubmitError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The idempotency key was used for another request.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// It could not be stored. Nothing was done.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database went away in the middle: it may be stored, or not. The same key tells later.
    #[error("the database went away before it said whether that is stored")]
    InDoubt,
    /// More is waiting than can be done soon. Nothing was done; try again later.
    #[error("too much is waiting")]
    Overloaded,
}

/// The one writer of a database and the state in its memory.
#[async_trait]
pub trait Engine: Send + Sync {
    /// The catalogue now.
    fn catalogue(&self) -> Arc<Catalogue>;

    /// The customer now, with the fold of all acknowledged entries about her.
    ///
    /// Where two records turned out to be one customer's, the id of either leads to the one that
    /// stays.
    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>>;

    /// The record of that id, also where it is merged into another one: for its key, and for the
    /// place of its own newest entry. What counts is told by [`Self::customer`] alone.
    fn record(&self, id: CustomerId) -> Option<Arc<Customer>>;

    /// The customer who is called that (in its canonical spelling), at one moment: a check that looked
    /// for the holder first and for her state then could answer from the state of somebody else, where
    /// two are set apart in between.
    fn named(&self, identifier: &str) -> Option<Arc<Customer>>;

    /// Who has that identifier (in its canonical spelling).
    fn holder(&self, identifier: &str) -> Option<CustomerId>;

    /// Whether that customer was erased.
    fn is_erased(&self, id: CustomerId) -> bool;

    /// The erased customer because of whom nobody may come by that identifier (in its canonical
    /// spelling), where there is one.
    fn kept_out(&self, identifier: &str) -> Option<CustomerId>;

    /// Whether memory may be trusted: this process holds the lease, so that nobody else can have
    /// acknowledged what is not in it. A check MUST NOT be answered while this is false.
    fn is_current(&self) -> bool;

    /// Whether so much waits for the one writer that nothing more is taken at present.
    fn is_full(&self) -> bool;

    /// The ledger index that memory reflects.
    fn index(&self) -> u64;

    /// Looks at memory while it stands still: `look` gets the one index and the one moment that all
    /// it sees belongs to. Nothing is shown to anybody meanwhile, so it MUST be short, and it MUST
    /// NOT wait.
    fn still(&self, look: &mut dyn FnMut(u64, Timestamp));

    /// Waits until [`Self::index`] is at least `index`; false where `timeout` ran out first.
    async fn wait_for(&self, index: u64, timeout: Duration) -> bool;

    /// Where the directory is.
    fn directory(&self) -> DirectoryCursor;

    /// Whose identifiers or region changed behind `after`, at most `limit` of them, oldest first,
    /// and what to go on with; nothing where that is not known any more. Who is new has changed;
    /// who was erased may be among them.
    fn directory_since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)>;

    /// Waits until [`Self::index`] is at least `index`, or the directory is not at `directory` any
    /// more; false where `timeout` ran out first.
    async fn wait_for_news(
        &self,
        index: u64,
        directory: DirectoryCursor,
        timeout: Duration,
    ) -> bool;

    /// Everybody who was erased.
    fn erased(&self) -> Vec<CustomerId>;

    /// Does it, durably, and answers when it is stored and seen by every check.
    async fn submit(&self, submission: Submission) -> Result<Outcome, SubmitError>;

    /// Takes note that a page put a question to a customer. It waits for nothing and cannot fail: it
    /// is written a moment later, at the latest with what she answers, and lost where the process
    /// dies before or where too many are waiting.
    fn asked(&self, ask: Ask);

    /// Up to `limit` entries above `after`, in order, without a gap, up to [`Self::index`].
    async fn entries(&self, after: u64, limit: u32) -> Result<Vec<Arc<Entry>>, StoreError>;

    /// Up to `limit` entries about one customer, newest first, from the entry at `from` on.
    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError>;

    /// The present.
    fn now(&self) -> Timestamp;

    /// The moment by which what acts by itself goes: the present, but for a clock that jumped ahead and has
    /// not stood there long enough to be believed, and for entries that were written meanwhile. It may go
    /// back. Whoever acts on nothing by herself needs no other than the present.
    fn settled(&self) -> Timestamp {
        self.now()
    }

    /// The customers in a stable order, behind `after`: at most `limit`.
    fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>>;

    /// On which days customers became known, and how many on each: of those whom `takes` takes by what
    /// they have in common, and by what they said of the exchange `key`. Costs regions times days on
    /// which somebody became known, and looks at no customer.
    fn known(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> BTreeMap<Day, u64>;

    /// All customers, by how they stand to the exchange `key` now. Costs the ways to stand to it, and looks
    /// at no customer.
    fn crowds(&self, key: &str) -> Vec<Crowd>;

    /// Of all customers: how many have this exchange on, and how many wait for a new answer.
    fn count_on(&self, key: &str) -> (u64, u64) {
        let catalogue = self.catalogue();
        let known = catalogue.proposition(key);
        // What is not live is on for nobody, and asks nobody anew.
        let Some((known, live)) = known.and_then(|known| Some((known, known.live()?))) else {
            return (0, 0);
        };
        let (mut on, mut waiting) = (0, 0);
        for crowd in self.crowds(key) {
            match crowd.has(known, live) {
                Some(has) if has.waits => waiting += crowd.many,
                Some(_) => on += crowd.many,
                None => {}
            }
        }
        (on, waiting)
    }
}
