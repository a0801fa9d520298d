//! How counts are read, and made again.

use async_trait::async_trait;

use super::{Lease, StoreError};
use crate::catalogue::Slug;
use crate::insight::{Day, Rows, Tally};

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

    /// Puts `tally` in the place of what readable entries said so far, and makes the counts of what
    /// arrived and was used again from the events. What is counted of people who are gone stays.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] where `lease` is not the newest one; [`StoreError::Conflict`]
    /// where the ledger does not end at `through`.
    async fn recount(&self, lease: Lease, through: u64, tally: &Tally) -> Result<(), StoreError>;

    /// The counts of one exchange and its purpose since `from`; see [`Rows`].
    async fn rows(&self, proposition: &Slug, purpose: &Slug, from: Day)
    -> Result<Rows, StoreError>;
}
