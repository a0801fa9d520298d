//! How what machines decided is kept, beside the ledger; and which machines there are.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{AnswerRow, AuditLine, Backlog, Place, StoreError};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::decision::{AiModel, Counts, DecidedOn, Salt, Sort};
use crate::id::{CaseId, CustomerId, DecisionId};
use crate::insight::Day;
use crate::ledger::tree::Hash;

/// A decision, or one that was refused for what it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its id.
    pub id: DecisionId,
    /// About whom; nobody once she was erased.
    pub customer: Option<CustomerId>,
    /// When it was made.
    pub at: Timestamp,
    /// Which model.
    pub model: Slug,
    /// Which version of it.
    pub version: String,
    /// What became of it.
    pub sort: Sort,
    /// Whether a person decided otherwise than the machine.
    pub overridden: bool,
    /// Whether the customer contested it.
    pub contested: bool,
    /// [`crate::decision::AiDecision`] as JSON, or [`crate::decision::Violation`] where it was
    /// refused; empty once she was erased.
    pub body: Vec<u8>,
    /// How it is sealed.
    pub seal: SealRow,
}

/// How a decision is sealed; nothing of one that was recorded before there were seals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SealRow {
    /// What goes into its leaf; nothing once she was erased.
    pub salt: Option<Salt>,
    /// Its leaf ([`crate::decision::leaf`]). It stays when she is erased.
    pub leaf: Option<Hash>,
    /// The ledger index of the entry that seals it. Nothing when it is recorded.
    pub sealed: Option<u64>,
}

/// What is written for one request: all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The decisions. One that is refused for its model's bar is counted and not kept.
    pub rows: Vec<DecisionRow>,
    /// The answer to keep.
    pub answer: Option<AnswerRow>,
    /// The cases in which a person allowed one of them, each good for one.
    pub uses: Vec<CaseUse>,
}

/// That what a person allowed in a case was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseUse {
    /// In which case.
    pub case: CaseId,
    /// By which decision.
    pub decision: DecisionId,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is stored.
    Done,
    /// Nothing is: these customers are not there any more.
    Gone(Vec<CustomerId>),
    /// Nothing is: the answer's key has an answer already.
    KeyTaken,
    /// Nothing is: what was allowed in these cases was done before.
    Used(Vec<CaseId>),
}

/// That somebody asked why, and nothing was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The decision that her link names.
    pub id: DecisionId,
    /// When she asked first.
    pub first_at: Timestamp,
    /// When she asked last.
    pub last_at: Timestamp,
    /// How often she asked.
    pub times: u64,
}

/// Decisions. Any number of processes write them: nothing rests on the order.
#[async_trait]
pub trait DecisionStore: Send + Sync {
    /// Writes recordings with what they add to the counts, in one durable transaction; what came of
    /// each, in their order. One of them that is not written never stops the rest.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where another process used one of the keys or of the cases at the same
    /// moment: nothing is written.
    async fn record(
        &self,
        recordings: &[Recording],
        now: Timestamp,
    ) -> Result<Vec<Written>, StoreError>;

    /// Those of these cases of which a decision was recorded that a person allowed in them.
    async fn used_cases(&self, cases: &[CaseId]) -> Result<Vec<CaseId>, StoreError>;

    /// The decision of that id.
    async fn decision(&self, id: DecisionId) -> Result<Option<DecisionRow>, StoreError>;

    /// Up to `limit` decisions about a customer that were made no later than `until`, newest first;
    /// without those that were refused.
    async fn decisions_of(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError>;

    /// Up to `limit` decisions that were refused for what they cite, of one model or of all, the
    /// newest first, behind `before`.
    async fn violations(
        &self,
        model: Option<&Slug>,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError>;

    /// Up to `limit` decisions of that model whose reasons are not those of the model, newest first, behind
    /// `before`. Those of whoever was erased are not among them.
    async fn differing(
        &self,
        model: &Slug,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError>;

    /// The counts of these models from that day on, by model, version and day; of all where none is
    /// named.
    async fn decided_on(&self, models: &[Slug], from: Day) -> Result<Vec<DecidedOn>, StoreError>;

    /// Takes note, once, that a customer contested a decision, and that a person overturned it; what
    /// is not there is left out.
    async fn contested(&self, id: DecisionId, overturned: bool) -> Result<(), StoreError>;
    /// Counts that a person said no in a case to what that model had said yes to. Each case counts once,
    /// however often this is said.
    async fn turned_down(&self, case: CaseId, model: &Slug, day: Day) -> Result<(), StoreError>;

    /// Up to `limit` decisions that no entry seals, with their leaves, by id.
    async fn unsealed(&self, limit: u32) -> Result<Vec<(DecisionId, Hash)>, StoreError>;

    /// Whether at least `many` decisions wait to be sealed; `many` is 1 or more.
    async fn wait_to_be_sealed(&self, many: u32) -> Result<bool, StoreError>;

    /// Says that the entry at `index` seals these decisions and no others. False, and none is marked,
    /// where one of them is sealed already or not there: a root over some of them proves none.
    async fn mark_sealed(&self, ids: &[DecisionId], index: u64) -> Result<bool, StoreError>;

    /// The decisions that the entry at `index` seals, with their leaves, by id.
    async fn sealed_by(&self, index: u64) -> Result<Vec<(DecisionId, Hash)>, StoreError>;

    /// Takes note that somebody asked why, and nothing was recorded.
    async fn unanswered(&self, id: DecisionId, now: Timestamp) -> Result<(), StoreError>;

    /// Up to `limit` of those for which nothing was recorded, asked last first.
    async fn all_unanswered(&self, limit: u32) -> Result<Vec<Unanswered>, StoreError>;

    /// The models with these keys; all of them where none is named. By key.
    async fn models(&self, keys: &[Slug]) -> Result<Vec<AiModel>, StoreError>;

    /// Stores a model over that revision, 0 where it is new, with the line that says who did what, in one
    /// transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it has another revision by now.
    async fn put_model(
        &self,
        model: &AiModel,
        before: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError>;

    /// The ledger index up to which contests were followed.
    async fn contests_followed(&self) -> Result<u64, StoreError>;

    /// Says up to which ledger index contests were followed; it only grows.
    async fn follow_contests(&self, through: u64) -> Result<(), StoreError>;
}

/// Who writes what comes at the same moment together: many requests share one sync to disk.
#[async_trait]
pub trait Recorder: Send + Sync {
    /// What is on its way, and how much may be.
    fn backlog(&self) -> &Backlog;

    /// Writes one recording, durably. `place` is one of [`Self::backlog`], and stays taken until that is
    /// done, also where nobody waits for it any more.
    ///
    /// # Errors
    ///
    /// [`StoreError`]. After [`StoreError::Unavailable`] it may be stored; the same request again
    /// tells.
    async fn record(&self, recording: Recording, place: &Place) -> Result<Written, StoreError>;
}

/// What these rows add to the counts, in the order of their keys.
#[must_use]
pub fn recorded_on<'a>(rows: impl Iterator<Item = &'a DecisionRow>) -> Vec<DecidedOn> {
    let mut cells = BTreeMap::<(Slug, String, Day), Counts>::new();
    for row in rows {
        let key = (row.model.clone(), row.version.clone(), Day::of(row.at));
        let counts = cells.entry(key).or_default();
        *counts += Counts::one(row.sort);
        counts.overridden += u64::from(row.overridden);
    }
    let cells = cells.into_iter();
    let cells = cells.map(|((model, version, day), counts)| DecidedOn {
        model,
        version,
        day,
        counts,
    });
    cells.collect()
}
