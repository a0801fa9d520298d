//! Where what would weaken a red line waits for a second person.

use async_trait::async_trait;

use super::{AuditLine, StoreError};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::guard::RedLine;
use crate::id::{AccountId, ProposalId};

/// A change of a red line that somebody proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProposal {
    /// Its id.
    pub id: ProposalId,
    /// Which line.
    pub key: Slug,
    /// The line as it would be; none: gone.
    pub line: Option<RedLine>,
    /// Why, in words that customers read.
    pub reason: String,
    /// From when it is to hold, where that is later than it must be.
    pub from: Option<Timestamp>,
    /// The ledger index of the newest entry about the line that was looked at.
    pub seen: u64,
    /// Who proposed it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Proposals.
#[async_trait]
pub trait LineProposalStore: Send + Sync {
    /// All of them, by key.
    async fn line_proposals(&self) -> Result<Vec<LineProposal>, StoreError>;
    /// Stores one, in the place of the one about the same line, and in the same transaction the line
    /// of who did it.
    async fn put_line_proposal(
        &self,
        proposal: &LineProposal,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// Takes one away, and stores in the same transaction who did that, where no entry has its line.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it is not there any more; nothing is stored then.
    async fn remove_line_proposal(
        &self,
        id: ProposalId,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
}
