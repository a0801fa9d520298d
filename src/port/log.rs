//! How the ledger's tree and its signed head are kept.

use async_trait::async_trait;

use super::{Lease, StoreError};
use crate::clock::Timestamp;
use crate::ledger::Leaf;
use crate::ledger::tree::Hash;

/// The nodes of one tile, as many as there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileRow {
    /// The tile's level, 0 to 7.
    pub level: u8,
    /// Its place in the level.
    pub index: u64,
    /// 1 to 256 nodes.
    pub nodes: Vec<Hash>,
}

/// A signed head of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// How many leaves it covers.
    pub size: u64,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub at: Timestamp,
}

/// The tree over the ledger's leaves.
#[async_trait]
pub trait LogStore: Send + Sync {
    /// Up to `limit` leaves from index `from` on, in order, without a gap.
    async fn leaves(&self, from: u64, limit: u32) -> Result<Vec<Leaf>, StoreError>;

    /// The nodes of the tiles with these levels and indices; tiles that are not there are left
    /// out.
    async fn tiles(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError>;

    /// The newest signed head; `None` before the first.
    async fn checkpoint(&self) -> Result<Option<CheckpointRow>, StoreError>;

    /// Stores a signed head and the tiles that its tree has beyond the one before, all of it or
    /// nothing. A tile replaces the shorter one that was there.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] where `lease` is not the newest one; [`StoreError::Conflict`]
    /// where the stored head covers as much already.
    async fn put_checkpoint(
        &self,
        lease: Lease,
        tiles: &[TileRow],
        checkpoint: &CheckpointRow,
    ) -> Result<(), StoreError>;
}
