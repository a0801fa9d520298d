//! Where cases are found: beside the ledger, written with its entries.

use async_trait::async_trait;

use super::{AuditLine, StoreError};
use crate::access::Actor;
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::guard::{CaseAsked, CaseKind, Desk};
use crate::id::{AccountId, CaseId, CustomerId};
use crate::ledger::{CaseDecided, CaseOpened};

/// A case: what its entries say, and what stands beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The ledger index of the entry that opened it.
    pub index: u64,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What that entry says: which case, whose, about what, by when.
    pub opened: CaseOpened,
    /// What was said besides.
    pub asked: CaseAsked,
    /// How it ended.
    pub end: Option<CaseEnd>,
    /// What people do about it.
    pub desk: Desk,
    /// When something is to be done about it by itself; see [`CaseRow::acts_at`].
    pub acts_at: Option<Timestamp>,
    /// Grows with every change of what stands beside the entries.
    pub revision: u64,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEnd {
    /// The ledger index of the entry that says so.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// What that entry says.
    pub decided: CaseDecided,
}

impl CaseRow {
    /// A case that was just opened.
    #[must_use]
    pub fn new(index: u64, opened_at: Timestamp, opened: CaseOpened) -> Self {
        let mut row = Self {
            index,
            opened_at,
            opened,
            asked: CaseAsked::default(),
            end: None,
            desk: Desk::default(),
            acts_at: None,
            revision: 1,
        };
        row.acts_at = row.acts_at();
        row
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> CaseId {
        self.opened.case
    }

    /// The record that it was opened for.
    #[must_use]
    pub fn customer(&self) -> CustomerId {
        self.opened.customer
    }

    /// What sort of work it is.
    #[must_use]
    pub fn kind(&self) -> CaseKind {
        self.opened.matter.kind
    }

    /// Whether whoever acts asked for it: opened it, or asked the same while it waited.
    #[must_use]
    pub fn is_asked_by(&self, actor: &Actor) -> bool {
        let joined = &self.asked.joined;
        let has_joined = matches!(actor, Actor::Client { client, .. } if joined.contains(client));
        has_joined || self.opened.actor == ActorRef::from(actor)
    }

    /// When something is to be done about it by itself, as long as it is open: a decision goes into
    /// the ledger, or time is over. A customer who asked is answered however late it is.
    #[must_use]
    pub fn acts_at(&self) -> Option<Timestamp> {
        match (&self.desk.taken, self.kind()) {
            (Some(taken), _) => Some(taken.goes_at),
            (None, CaseKind::Escalation) => Some(self.opened.due_at),
            (None, CaseKind::Contest | CaseKind::Question) => None,
        }
    }

    /// The same case, decided: its customer is still to be told where she asked.
    #[must_use]
    pub fn ended(mut self, end: CaseEnd) -> Self {
        self.acts_at = end.tells_at();
        self.end = Some(end);
        self
    }
}

impl CaseEnd {
    /// When its customer is to be told: at once where she asked, or where nobody decided what a program had
    /// asked; what people decided of that stands on her page.
    #[must_use]
    pub fn tells_at(&self) -> Option<Timestamp> {
        let is_hers = self.decided.matter.kind != CaseKind::Escalation;
        (is_hers || self.decided.timed_out).then_some(self.at)
    }
}

/// Who has a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeldBy {
    /// Whoever.
    #[default]
    Anybody,
    /// Nobody yet.
    Nobody,
    /// This account.
    Account(AccountId),
}

/// Which cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Whether they are decided: the newest first then. Those that are open come by their deadline.
    pub decided: bool,
    /// Of that team.
    pub team: Option<Slug>,
    /// Of these records.
    pub of: Option<Vec<CustomerId>>,
    /// Whom they are with.
    pub held_by: HeldBy,
}

/// Cases.
#[async_trait]
pub trait CaseStore: Send + Sync {
    /// The case with this id.
    async fn case(&self, id: CaseId) -> Result<Option<CaseRow>, StoreError>;

    /// Up to `limit` cases behind `after`: a moment (that of the deadline, or of the decision) and
    /// the id that parts those of one moment.
    async fn cases(
        &self,
        filter: &CaseFilter,
        after: Option<(Timestamp, CaseId)>,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError>;

    /// Up to `limit` open cases about which something was to be done by `now`, the longest waiting
    /// first.
    async fn cases_due(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError>;

    /// Up to `limit` decided cases whose customers were to be told by `now`, the longest waiting first.
    async fn cases_to_tell(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError>;

    /// Stores what people do about an open case, and what was asked of it besides, with the line of it,
    /// in one transaction. The row has the revision that it was read with; it is one more then.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it has another revision by now, is decided or gone.
    async fn put_desk(&self, row: &CaseRow, line: Option<&AuditLine>) -> Result<(), StoreError>;

    /// Says when something is to be done about a decided case again, or nothing any more.
    async fn put_acts_at(&self, id: CaseId, at: Option<Timestamp>) -> Result<(), StoreError>;

    /// Up to `limit` cases that were decided since then, the newest first.
    async fn cases_decided(&self, since: Timestamp, limit: u32)
    -> Result<Vec<CaseRow>, StoreError>;
}
