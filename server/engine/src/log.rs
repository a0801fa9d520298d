//! The public log as readers see it: the signed head, the tiles, and proofs made of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mutual::ledger::VerifyingKey;
use mutual::ledger::tile::{Kind, Tile, Tiles, bundle};
use mutual::ledger::tree::{Hash, Nodes, prove_consistency, prove_inclusion};
use mutual::port::{Inclusion, Log, LogStore, SignedHead, StoreError};
use tokio::sync::watch;

/// The newest head, as it is told to whoever waits for it.
pub(crate) type Heads = watch::Receiver<Option<Arc<SignedHead>>>;

/// More rounds of reading tiles than any proof takes: one shows which tiles it needs, the next has
/// them, and a tree has eight levels of tiles.
const ROUNDS: usize = 10;

/// The log of one database.
pub(crate) struct PublicLog {
    pub(crate) store: Arc<dyn LogStore>,
    pub(crate) heads: Heads,
    pub(crate) keys: Vec<VerifyingKey>,
}

impl PublicLog {
    /// Whether the newest head covers the first `size` leaves.
    fn covers(&self, size: u64) -> bool {
        self.head().is_some_and(|head| size <= head.checkpoint.size)
    }
}

#[async_trait]
impl Log for PublicLog {
    fn head(&self) -> Option<Arc<SignedHead>> {
        self.heads.borrow().clone()
    }

    async fn covering(&self, index: u64, timeout: Duration) -> Option<Arc<SignedHead>> {
        let mut heads = self.heads.clone();
        let covers = |head: &Option<Arc<SignedHead>>| {
            head.as_ref()
                .is_some_and(|head| head.checkpoint.size > index)
        };
        let reached = tokio::time::timeout(timeout, heads.wait_for(covers)).await;
        reached.ok()?.ok()?.clone()
    }

    fn keys(&self) -> Vec<VerifyingKey> {
        self.keys.clone()
    }

    async fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let size = self.head().map_or(0, |head| head.checkpoint.size);
        if tile.width > Tile::width_in(tile.kind, tile.index, size) {
            return Ok(None);
        }
        let width = usize::from(tile.width);
        let missing = || StoreError::Corrupt(format!("tile {tile} is missing"));
        match tile.kind {
            Kind::Nodes { level } => {
                let rows = self.store.tiles(&[(level, tile.index)]).await?;
                // A tile that has grown since begins with what it was.
                let nodes = rows.first().and_then(|row| row.nodes.get(..width));
                Ok(Some(nodes.ok_or_else(missing)?.concat()))
            }
            Kind::Entries => {
                let from = tile.index * u64::from(mutual::ledger::tile::WIDTH);
                let leaves = self.store.leaves(from, tile.width.into()).await?;
                if leaves.len() != width {
                    return Err(missing());
                }
                Ok(Some(bundle(leaves.iter().map(|leaf| leaf.as_slice()))))
            }
        }
    }

    async fn inclusion(&self, index: u64, size: u64) -> Result<Option<Inclusion>, StoreError> {
        if !self.covers(size) || index >= size {
            return Ok(None);
        }
        let leaves = self.store.leaves(index, 1).await?;
        let store = self.store.as_ref();
        let proof = from_tiles(store, size, |nodes| prove_inclusion(nodes, index, size)).await?;
        Ok(leaves.first().map(|&leaf| Inclusion { leaf, proof }))
    }

    async fn consistency(&self, old: u64, size: u64) -> Result<Option<Vec<Hash>>, StoreError> {
        if !self.covers(size) || old > size {
            return Ok(None);
        }
        let store = self.store.as_ref();
        let proof = from_tiles(store, size, |nodes| prove_consistency(nodes, old, size)).await?;
        Ok(Some(proof))
    }
}

/// What `make` makes of the tree of the first `size` leaves. It is asked with the tiles that are
/// read so far, and the ones that it missed are read for the next time.
pub(crate) async fn from_tiles<T>(
    store: &dyn LogStore,
    size: u64,
    make: impl Fn(&dyn Nodes) -> Option<T>,
) -> Result<T, StoreError> {
    let mut read = Read::new();
    for _ in 0..ROUNDS {
        let wanted = match attempt(&read, &make) {
            Ok(made) => return Ok(made),
            Err(wanted) => wanted,
        };
        let rows = store.tiles(&wanted).await?;
        if rows.is_empty() {
            break;
        }
        let rows = rows.into_iter();
        read.extend(rows.map(|row| ((row.level, row.index), row.nodes)));
    }
    Err(StoreError::Corrupt(format!(
        "the tree of {size} leaves has not all of its tiles"
    )))
}

/// The tiles that are read so far, by level and index.
type Read = BTreeMap<(u8, u64), Vec<Hash>>;

/// What `make` makes of these tiles, or which others it asked for.
fn attempt<T>(read: &Read, make: impl Fn(&dyn Nodes) -> Option<T>) -> Result<T, Vec<(u8, u64)>> {
    let wanted = RefCell::new(BTreeSet::new());
    let tiles = Tiles(|level, index| {
        let found = read.get(&(level, index));
        if found.is_none() {
            wanted.borrow_mut().insert((level, index));
        }
        found.cloned()
    });
    let made = make(&tiles);
    made.ok_or_else(|| wanted.into_inner().into_iter().collect())
}
