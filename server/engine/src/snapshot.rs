//! The state as it was when it was read: for a look at a database that another process may be
//! writing to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mutual::catalogue::Catalogue;
use mutual::clock::{Clock, Timestamp};
use mutual::consent::{Crowd, Customer};
use mutual::digest::DigestKey;
use mutual::id::CustomerId;
use mutual::insight::{Alike, Ask, Day};
use mutual::ledger::Entry;
use mutual::port::{ConsentStore, DirectoryCursor, Engine, StoreError, Submission, SubmitError};
use mutual::use_cases::Outcome;

use crate::handle::decode;
use crate::memory::Memory;

/// What stays as it is has no changes to be followed.
const NOBODY_FOLLOWS: u64 = 0;

struct Snapshot {
    store: Arc<dyn ConsentStore>,
    clock: Arc<dyn Clock>,
    memory: Memory,
}

/// Reads the stored state of `store`, whose schema is up to date, without taking the lease. What
/// others write afterwards is not seen, so no check may be answered from it.
///
/// # Errors
///
/// [`StoreError`] where it cannot be read.
pub async fn read(
    store: Arc<dyn ConsentStore>,
    clock: Arc<dyn Clock>,
    secret: DigestKey,
) -> Result<Arc<dyn Engine>, StoreError> {
    // The head first: what is read after it reflects at least that much.
    let head = store.head().await?;
    let (memory, _) = crate::load::read(store.as_ref(), head, secret, NOBODY_FOLLOWS).await?;
    Ok(Arc::new(Snapshot {
        store,
        clock,
        memory,
    }))
}

#[async_trait]
impl Engine for Snapshot {
    fn catalogue(&self) -> Arc<Catalogue> {
        self.memory.catalogue()
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.memory.customer(id)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.memory.record(id)
    }

    fn named(&self, identifier: &str) -> Option<Arc<Customer>> {
        self.memory.named(identifier)
    }

    fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.memory.holder(identifier)
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.memory.erasures.has(id)
    }

    fn kept_out(&self, identifier: &str) -> Option<CustomerId> {
        self.memory.erasures.kept_out(identifier)
    }

    fn is_current(&self) -> bool {
        false
    }

    fn is_full(&self) -> bool {
        false
    }

    fn index(&self) -> u64 {
        self.memory.index()
    }

    fn still(&self, look: &mut dyn FnMut(u64, Timestamp)) {
        // It never moves.
        look(self.index(), self.now());
    }

    async fn wait_for(&self, index: u64, _timeout: Duration) -> bool {
        self.index() >= index
    }

    fn directory(&self) -> DirectoryCursor {
        self.memory.directory.cursor()
    }

    fn directory_since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)> {
        self.memory.directory.since(after, limit)
    }

    async fn wait_for_news(
        &self,
        index: u64,
        directory: DirectoryCursor,
        _timeout: Duration,
    ) -> bool {
        self.index() >= index || self.directory() != directory
    }

    fn erased(&self) -> Vec<CustomerId> {
        self.memory.erasures.all()
    }

    async fn submit(&self, _submission: Submission) -> Result<Outcome, SubmitError> {
        Err(SubmitError::Store(StoreError::NotHolder))
    }

    /// Nobody is asked by what only reads.
    fn asked(&self, _: Ask) {}

    async fn entries(&self, after: u64, limit: u32) -> Result<Vec<Arc<Entry>>, StoreError> {
        let known = self.index().saturating_sub(after);
        let limit = limit.min(u32::try_from(known).unwrap_or(u32::MAX));
        let rows = self.store.entries(after.saturating_add(1), limit).await?;
        rows.into_iter()
            .map(|row| decode(row).map(Arc::new))
            .collect()
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        if from == 0 {
            return Ok(Vec::new());
        }
        let rows = self.store.trail(from, limit).await?;
        rows.into_iter().map(decode).collect()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        self.memory.customers(after, limit)
    }

    fn known(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> BTreeMap<Day, u64> {
        self.memory.known.days(key, takes)
    }

    fn crowds(&self, key: &str) -> Vec<Crowd> {
        self.memory.crowds.of(key, self.now())
    }
}
