//! A store that is slower than those who write decisions and reports.

use std::sync::Arc;

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::decision::{AiModel, DecidedOn};
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::ledger::tree::Hash;
use mutual::port::{
    AuditLine, DecisionRow, DecisionStore, Recording, Sealing, Store, StoreError, Unanswered,
    UsedOn, ValueStore, Written,
};
use mutual::value::{
    Delivered, LastUse, Standing, UsageEvent, UsageReport, ValueEvent, ValueReport,
};
use tokio::sync::{Notify, watch};

use crate::common::Server;

/// What becomes of what is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// It waits.
    Closed,
    /// It is written.
    Open,
    /// That becomes of the next one, and then the gate is closed.
    Once(Fate),
}

/// What becomes of one that is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is written.
    Written,
    /// Another process has just used one of its keys.
    Conflicts,
    /// The database is away.
    Breaks,
}

/// The store of the live side, into which nothing is written before the test says so.
pub struct Held {
    store: Arc<dyn Store>,
    gate: watch::Sender<Gate>,
    /// Rung when something stands before it.
    pub came: Notify,
}

impl Held {
    /// In front of the store of the live side.
    pub fn of(server: &Server) -> Arc<Self> {
        Arc::new(Self {
            store: server.app().live.store.clone(),
            gate: watch::Sender::new(Gate::Closed),
            came: Notify::new(),
        })
    }

    /// Everything is written from now on.
    pub fn open(&self) {
        self.gate.send_replace(Gate::Open);
    }

    /// What stands before it is written, and nothing behind that.
    pub fn lets_one_in(&self) {
        self.gate.send_replace(Gate::Once(Fate::Written));
    }

    /// What stands before it is not written: another process used one of its keys.
    pub fn conflicts(&self) {
        self.gate.send_replace(Gate::Once(Fate::Conflicts));
    }

    /// What stands before it is not written: the database is away.
    pub fn breaks(&self) {
        self.gate.send_replace(Gate::Once(Fate::Breaks));
    }

    async fn pass(&self) -> Result<(), StoreError> {
        self.came.notify_one();
        let mut gate = self.gate.subscribe();
        let opened = gate.wait_for(|gate| *gate != Gate::Closed).await.is_ok();
        assert!(opened, "its gate is here");
        let mut fate = Fate::Written;
        self.gate.send_if_modified(|gate| {
            let Gate::Once(once) = *gate else {
                return false;
            };
            fate = once;
            *gate = Gate::Closed;
            true
        });
        match fate {
            Fate::Written => Ok(()),
            Fate::Conflicts => Err(StoreError::Conflict),
            Fate::Breaks => Err(StoreError::Unavailable("the test says so".to_owned())),
        }
    }
}

#[async_trait]
impl DecisionStore for Held {
    async fn record(
        &self,
        recordings: &[Recording],
        now: Timestamp,
    ) -> Result<Vec<Written>, StoreError> {
        self.pass().await?;
        self.store.record(recordings, now).await
    }

    async fn used_cases(&self, cases: &[CaseId]) -> Result<Vec<CaseId>, StoreError> {
        self.store.used_cases(cases).await
    }

    async fn decision(&self, id: DecisionId) -> Result<Option<DecisionRow>, StoreError> {
        self.store.decision(id).await
    }

    async fn decisions_of(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        self.store.decisions_of(customer, until, limit).await
    }

    async fn violations(
        &self,
        model: Option<&Slug>,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        self.store.violations(model, before, limit).await
    }

    async fn differing(
        &self,
        model: &Slug,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        self.store.differing(model, before, limit).await
    }

    async fn decided_on(&self, models: &[Slug], from: Day) -> Result<Vec<DecidedOn>, StoreError> {
        self.store.decided_on(models, from).await
    }

    async fn contested(&self, id: DecisionId, overturned: bool) -> Result<(), StoreError> {
        self.store.contested(id, overturned).await
    }

    async fn turned_down(&self, case: CaseId, model: &Slug, day: Day) -> Result<(), StoreError> {
        self.store.turned_down(case, model, day).await
    }

    async fn unsealed(&self, limit: u32) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        self.store.unsealed(limit).await
    }

    async fn wait_to_be_sealed(&self, many: u32) -> Result<bool, StoreError> {
        self.store.wait_to_be_sealed(many).await
    }

    async fn mark_sealed(&self, ids: &[DecisionId], index: u64) -> Result<bool, StoreError> {
        self.store.mark_sealed(ids, index).await
    }

    async fn sealed_by(&self, index: u64) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        self.store.sealed_by(index).await
    }

    async fn unanswered(&self, id: DecisionId, now: Timestamp) -> Result<(), StoreError> {
        self.store.unanswered(id, now).await
    }

    async fn all_unanswered(&self, limit: u32) -> Result<Vec<Unanswered>, StoreError> {
        self.store.all_unanswered(limit).await
    }

    async fn models(&self, keys: &[Slug]) -> Result<Vec<AiModel>, StoreError> {
        self.store.models(keys).await
    }

    async fn put_model(
        &self,
        model: &AiModel,
        before: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        self.store.put_model(model, before, line).await
    }

    async fn contests_followed(&self) -> Result<u64, StoreError> {
        self.store.contests_followed().await
    }

    async fn follow_contests(&self, through: u64) -> Result<(), StoreError> {
        self.store.follow_contests(through).await
    }
}

#[async_trait]
impl ValueStore for Held {
    async fn report_value(
        &self,
        reports: &[ValueReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        self.pass().await?;
        self.store.report_value(reports, now, seal).await
    }

    async fn report_usage(
        &self,
        reports: &[UsageReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        self.pass().await?;
        self.store.report_usage(reports, now, seal).await
    }

    async fn value_known(&self, events: &[ValueEvent]) -> Result<Vec<ValueEvent>, StoreError> {
        self.store.value_known(events).await
    }

    async fn usage_known(&self, events: &[UsageEvent]) -> Result<Vec<UsageEvent>, StoreError> {
        self.store.usage_known(events).await
    }

    async fn delivered(&self, customer: CustomerId) -> Result<Vec<Delivered>, StoreError> {
        self.store.delivered(customer).await
    }

    async fn last_uses(
        &self,
        customer: CustomerId,
        pairs: &[(Slug, Slug)],
    ) -> Result<Vec<LastUse>, StoreError> {
        self.store.last_uses(customer, pairs).await
    }

    async fn value_events(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ValueEvent>, StoreError> {
        self.store.value_events(customer, until, limit).await
    }

    async fn newest_use(
        &self,
        customer: CustomerId,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.store.newest_use(customer, until).await
    }

    async fn used_on(
        &self,
        customer: CustomerId,
        stretches: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<UsedOn>, StoreError> {
        self.store.used_on(customer, stretches).await
    }
}
