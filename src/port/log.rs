//! How the ledger's tree and its signed head are kept.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{Lease, StoreError};
use crate::clock::Timestamp;
use crate::ledger::tile::Tile;
use crate::ledger::tree::Hash;
use crate::ledger::{Checkpoint, Leaf, VerifyingKey};

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

/// A signed head, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub at: Timestamp,
}

/// The public log, as everybody may read it. Nothing in it says who anything is about.
#[async_trait]
pub trait Log: Send + Sync {
    /// The newest signed head; `None` before the first.
    fn head(&self) -> Option<Arc<SignedHead>>;

    /// A head that covers the entry at `index`, once there is one; `None` where `timeout` ran out
    /// first.
    async fn covering(&self, index: u64, timeout: Duration) -> Option<Arc<SignedHead>>;

    /// The keys that heads are signed with, or were once: the newest first.
    fn keys(&self) -> Vec<VerifyingKey>;

    /// The bytes of a tile or an entry bundle; `None` where the newest head does not cover it.
    async fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, StoreError>;

    /// The leaf at `index`, and the proof that it is in the tree of the first `size` leaves.
    /// `None` where the newest head does not cover so many, or the tree has no such leaf.
    async fn inclusion(&self, index: u64, size: u64) -> Result<Option<Inclusion>, StoreError>;

    /// The proof that the tree of the first `old` leaves is a beginning of that of `size` leaves.
    /// `None` where the newest head does not cover so many, or `old` is the larger one.
    async fn consistency(&self, old: u64, size: u64) -> Result<Option<Vec<Hash>>, StoreError>;
}

/// That a leaf is in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// The leaf.
    pub leaf: Leaf,
    /// From the leaf's side up.
    pub proof: Vec<Hash>,
}
