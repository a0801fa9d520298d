//! Propositions that are being written, what is said about them, and who did what.

use std::collections::BTreeSet;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::catalogue::{ChangeClass, Slug};
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::id::{AccountId, AuditId, CommentId};

/// A proposition that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its key.
    pub key: Slug,
    /// What was written so far: JSON of the document's fields, not all of them valid.
    pub content: String,
    /// Grows with every save and every step; each names the one that it began from. A draft begins
    /// at the millisecond of its first save, so that no later draft of the same key ever has a
    /// revision that somebody looked at before.
    pub revision: u64,
    /// When that was.
    pub updated_at: Timestamp,
    /// Who did it.
    pub updated_by: AccountId,
    /// Everybody who wrote any of it: none of them approves it.
    pub writers: BTreeSet<AccountId>,
    /// How far it is.
    pub stage: Stage,
    /// A class of change that a reviewer raised it to.
    pub class: Option<ChangeClass>,
}

impl Draft {
    /// Everybody who wrote any of it, of those who are known: whoever saved a draft from before
    /// writers were counted wrote some of it.
    #[must_use]
    pub fn writers_or(
        mut writers: BTreeSet<AccountId>,
        updated_by: AccountId,
    ) -> BTreeSet<AccountId> {
        if writers.is_empty() {
            writers.insert(updated_by);
        }
        writers
    }
}

/// How far a draft is on its way to the customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// It is being written.
    Writing,
    /// It waits for somebody who wrote nothing of it.
    InReview {
        /// Who asked.
        by: AccountId,
        /// When.
        at: Timestamp,
    },
    /// It may be published.
    Approved {
        /// Who approved it.
        by: AccountId,
        /// When.
        at: Timestamp,
        /// Over which live version.
        over: Option<u32>,
    },
    /// It will go live by itself.
    Scheduled {
        /// Who approved it.
        approved_by: AccountId,
        /// When.
        approved_at: Timestamp,
        /// Over which live version.
        over: Option<u32>,
        /// Who set the moment.
        by: AccountId,
        /// The moment.
        due: Timestamp,
    },
}

impl Stage {
    /// What the text begins with that a scheduled draft's stage is stored as.
    pub const SCHEDULED: &'static str = r#"{"is":"scheduled""#;

    /// Who approved it and when, where somebody has.
    #[must_use]
    pub fn approved(&self) -> Option<(AccountId, Timestamp)> {
        match self {
            Self::Writing | Self::InReview { .. } => None,
            Self::Approved { by, at, .. } => Some((*by, *at)),
            Self::Scheduled {
                approved_by,
                approved_at,
                ..
            } => Some((*approved_by, *approved_at)),
        }
    }

    /// The live version that it was approved over.
    #[must_use]
    pub fn over(&self) -> Option<u32> {
        match self {
            Self::Writing | Self::InReview { .. } => None,
            Self::Approved { over, .. } | Self::Scheduled { over, .. } => *over,
        }
    }
}

/// What somebody of the team said about a field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id, later in order than earlier ones.
    pub id: CommentId,
    /// The proposition's key.
    pub key: Slug,
    /// The field, as `benefits[0].what`; empty where it is about all of it.
    pub field: String,
    /// What was said.
    pub text: String,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Who said that it is dealt with, and when.
    pub resolved: Option<(AccountId, Timestamp)>,
}

/// One line of the list of who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its id, later in order than earlier ones.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: ActorRef,
    /// What: a short stable word, as `draft.approved`.
    pub what: String,
    /// About what: a proposition's key, or an account's address.
    pub about: String,
    /// Why, in the person's own words.
    pub reason: String,
}

/// Drafts, comments, and the list of who did what.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// All drafts, by key.
    async fn drafts(&self) -> Result<Vec<Draft>, StoreError>;
    /// Those that go live by themselves, by key: asked for every second, and not to be held up by a
    /// draft that is none of them and cannot be read.
    async fn scheduled_drafts(&self) -> Result<Vec<Draft>, StoreError>;
    /// The draft with this key.
    async fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError>;
    /// Saves a draft in the place of the one at revision `over` (`None`: where there is none), and
    /// what was done in the same transaction, where it is worth a line.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where somebody saved in between; nothing is stored then.
    async fn put_draft(
        &self,
        draft: &Draft,
        over: Option<u64>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
    /// Deletes the draft, if it is still at this revision (what was saved since stays), and stores
    /// what was done in any case. What was said about it stays: it is the proposition's history.
    async fn delete_draft(
        &self,
        key: &str,
        revision: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// Up to `limit` comments on the drafts of a proposition before `before`, the newest first.
    async fn comments(
        &self,
        key: &str,
        before: Option<CommentId>,
        limit: u32,
    ) -> Result<Vec<Comment>, StoreError>;
    /// How many comments on the drafts of a proposition nobody has dealt with.
    async fn open_comments(&self, key: &str) -> Result<u64, StoreError>;
    /// One comment on a draft.
    async fn comment(&self, key: &str, id: CommentId) -> Result<Option<Comment>, StoreError>;
    /// Adds a comment, or replaces it.
    async fn put_comment(&self, comment: &Comment) -> Result<(), StoreError>;
    /// Adds a line.
    async fn add_audit(&self, line: &AuditLine) -> Result<(), StoreError>;
    /// Up to `limit` lines before `before`, the newest first; with `about`, those about it.
    async fn audit(
        &self,
        about: Option<&str>,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError>;
}
