//! A writer that is slower than those who write: what happens while something is on its way to it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::{Crowd, Customer};
use mutual::id::CustomerId;
use mutual::insight::{Alike, Ask, Day};
use mutual::ledger::Entry;
use mutual::port::{DirectoryCursor, Engine, StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Mutual, Outcome, Ports};
use mutual_server::readability::Library;
use mutual_server::turns::OneByOne;
use tokio::sync::Notify;

use crate::common::Server;

/// The one writer, to whom what the test waits for comes no sooner than it says so.
pub struct Slow {
    engine: Arc<dyn Engine>,
    /// What it waits for.
    holds: fn(&Command) -> bool,
    /// Rung when that is on its way.
    pub came: Notify,
    /// Lets it through.
    pub goes_on: Notify,
}

impl Slow {
    /// Before the writer of the live side.
    pub fn of(server: &Server, holds: fn(&Command) -> bool) -> Arc<Self> {
        Arc::new(Self {
            engine: server.app().live.engine.clone(),
            holds,
            came: Notify::new(),
            goes_on: Notify::new(),
        })
    }
}

#[async_trait]
impl Engine for Slow {
    fn catalogue(&self) -> Arc<Catalogue> {
        self.engine.catalogue()
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.customer(id)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.record(id)
    }

    fn named(&self, identifier: &str) -> Option<Arc<Customer>> {
        self.engine.named(identifier)
    }

    fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.engine.holder(identifier)
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.engine.is_erased(id)
    }

    fn kept_out(&self, identifier: &str) -> Option<CustomerId> {
        self.engine.kept_out(identifier)
    }

    fn is_current(&self) -> bool {
        self.engine.is_current()
    }

    fn is_full(&self) -> bool {
        self.engine.is_full()
    }

    fn index(&self) -> u64 {
        self.engine.index()
    }

    fn still(&self, look: &mut dyn FnMut(u64, Timestamp)) {
        self.engine.still(look);
    }

    async fn wait_for(&self, index: u64, timeout: Duration) -> bool {
        self.engine.wait_for(index, timeout).await
    }

    fn directory(&self) -> DirectoryCursor {
        self.engine.directory()
    }

    fn directory_since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)> {
        self.engine.directory_since(after, limit)
    }

    async fn wait_for_news(
        &self,
        index: u64,
        directory: DirectoryCursor,
        timeout: Duration,
    ) -> bool {
        self.engine.wait_for_news(index, directory, timeout).await
    }

    fn erased(&self) -> Vec<CustomerId> {
        self.engine.erased()
    }

    async fn submit(&self, submission: Submission) -> Result<Outcome, SubmitError> {
        if (self.holds)(&submission.command) {
            self.came.notify_one();
            self.goes_on.notified().await;
        }
        self.engine.submit(submission).await
    }

    fn asked(&self, ask: Ask) {
        self.engine.asked(ask);
    }

    async fn entries(&self, after: u64, limit: u32) -> Result<Vec<Arc<Entry>>, StoreError> {
        self.engine.entries(after, limit).await
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        self.engine.trail(from, limit).await
    }

    fn now(&self) -> Timestamp {
        self.engine.now()
    }

    fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        self.engine.customers(after, limit)
    }

    fn known(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> BTreeMap<Day, u64> {
        self.engine.known(key, takes)
    }

    fn crowds(&self, key: &str) -> Vec<Crowd> {
        self.engine.crowds(key)
    }
}

/// The use cases of the live side over that writer.
pub fn over(engine: Arc<dyn Engine>, server: &Server) -> Mutual {
    let app = server.app();
    let store = &app.live.store;
    let ports = Ports {
        engine,
        office: store.clone(),
        audit: store.clone(),
        store: store.clone(),
        cases: store.clone(),
        value: store.clone(),
        decisions: store.clone(),
        hindsight: store.clone(),
        inferences: store.clone(),
        log: app.live.log.clone(),
        imports: app.live.imports.clone(),
        readability: Arc::new(Library),
        turns: Arc::new(OneByOne::default()),
        webhooks: store.clone(),
        courier: app.carriage.clone(),
        webhook_key: app.keys.webhook,
        clock: app.clock.clone(),
        entropy: app.entropy.clone(),
    };
    Mutual::new(ports, app.keys.digest.clone())
}
