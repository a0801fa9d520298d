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
        /// The revision that somebody looked at who pressed to publish it since, where it did not go
        /// live: each press makes a new revision, and a later one of the same page is the same again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pressed: Option<u64>,
        /// What the linter warned of then, each by its mark, which was accepted with it; `None` of one
        /// that was approved before this was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accepted: Option<BTreeSet<String>>,
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
        /// As of one that is approved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pressed: Option<u64>,
        /// As of one that is approved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accepted: Option<BTreeSet<String>>,
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

    /// The revision that was looked at where it is as it was then, but for presses to publish it.
    #[must_use]
    pub fn pressed(&self) -> Option<u64> {
        match self {
            Self::Writing | Self::InReview { .. } => None,
            Self::Approved { pressed, .. } | Self::Scheduled { pressed, .. } => *pressed,
        }
    }

    /// The same stage, once somebody who looked at revision `looked_at` pressed to publish it; `None`
    /// where its moment came by itself.
    #[must_use]
    pub fn pressed_at(mut self, looked_at: Option<u64>) -> Self {
        match &mut self {
            Self::Writing | Self::InReview { .. } => {}
            Self::Approved { pressed, .. } | Self::Scheduled { pressed, .. } => {
                *pressed = looked_at;
            }
        }
        self
    }

    /// What the linter warned of when it was approved, each by its mark, where that was kept.
    #[must_use]
    pub fn accepted(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::Writing | Self::InReview { .. } => None,
            Self::Approved { accepted, .. } | Self::Scheduled { accepted, .. } => accepted.as_ref(),
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
    /// Deletes the draft, if it is still at this revision: what was saved since stays. What was said
    /// about it stays as well: it is the proposition's history.
    async fn delete_draft(&self, key: &str, revision: u64) -> Result<(), StoreError>;
    /// Deletes the draft at this revision, and with it deals with every open comment in the name of
    /// `by`, at the moment of the line; stores the line in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it is not at this revision; nothing is stored then.
    async fn discard_draft(
        &self,
        key: &str,
        revision: u64,
        by: AccountId,
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
    /// Adds a comment, or replaces it, with the line of it where it is worth one, in one transaction.
    async fn put_comment(
        &self,
        comment: &Comment,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_pressed_is_stored_as_it_was_before_presses_were_kept() {
        let (by, at) = (AccountId::from_bytes([1; 16]), Timestamp::from_millis(7));
        let scheduled = Stage::Scheduled {
            approved_by: by,
            approved_at: at,
            over: None,
            by,
            due: at,
            pressed: None,
            accepted: None,
        };
        let text = serde_json::to_string(&scheduled).unwrap();
        assert!(text.starts_with(Stage::SCHEDULED), "{text}");
        assert!(!text.contains("pressed") && !text.contains("accepted"));
        assert_eq!(serde_json::from_str::<Stage>(&text).unwrap(), scheduled);
        let pressed = scheduled.pressed_at(Some(3));
        assert_eq!(pressed.pressed(), Some(3));
        let text = serde_json::to_string(&pressed).unwrap();
        assert!(text.starts_with(Stage::SCHEDULED), "{text}");
        assert_eq!(serde_json::from_str::<Stage>(&text).unwrap(), pressed);
        assert_eq!(Stage::Writing.pressed_at(Some(3)), Stage::Writing);
    }
}
