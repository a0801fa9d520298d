//! How counts are read, and made again.

use async_trait::async_trait;

use super::{Lease, StoreError};
use crate::catalogue::Slug;
use crate::insight::{Day, Recounted, Rows};

/// Counts of what people choose, of what arrived and of what was used.
///
/// Choices are counted in the transaction of their entries (see [`super::Group::counts`]), what
/// arrived and was used in that of its events: a count is never ahead of what it counts or behind it.
#[async_trait]
pub trait InsightStore: Send + Sync {
    /// The index up to which entries are counted without a gap; `None` before the first.
    ///
    /// Where it is not the ledger's head, something wrote that does not count, such as a program
    /// from before: then [`Self::recount`].
    async fn counted(&self) -> Result<Option<u64>, StoreError>;

    /// Puts what was counted in the place of what readable entries said so far, and makes the counts
    /// of what arrived, was used, was asked and was sent again from their rows, to which it adds what
    /// is missing. What is counted of people who are gone stays.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] where `lease` is not the newest one; [`StoreError::Conflict`]
    /// where the ledger does not end at `through`.
    async fn recount(
        &self,
        lease: Lease,
        through: u64,
        counted: &Recounted,
    ) -> Result<(), StoreError>;

    /// Finds the message that each withdrawal follows which was written, or is followed by a message
    /// that was reported, since the last time: of at most `limit` customers; of how many.
    ///
    /// Whoever reports a message and whoever withdraws wait for nobody, so neither may see the other.
    /// This does: it takes each customer about whom nobody is writing at the moment, and leaves the
    /// others for the next time.
    async fn follow_messages(&self, limit: u32) -> Result<u64, StoreError>;

    /// The counts of one exchange and its purpose since `from`; see [`Rows`].
    async fn rows(&self, proposition: &Slug, purpose: &Slug, from: Day)
    -> Result<Rows, StoreError>;
}
