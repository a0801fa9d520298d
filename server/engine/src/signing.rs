//! The public log: a tree over what is committed, and its signed head, which is never further
//! behind than half a second or a thousand entries.
//!
//! The tree is kept as tiles. What is signed is read back from the store, leaf by leaf, so that
//! the head covers what is stored and not what memory believes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use mutual::ledger::tile::WIDTH;
use mutual::ledger::tree::{Edge, Hash, leaf_hash};
use mutual::ledger::{Checkpoint, SigningKey};
use mutual::port::{CheckpointRow, LogStore, SignedHead, StoreError, TileRow};
use tokio::sync::watch;

use crate::handle::Shared;
use crate::log::{Heads, from_tiles};

/// How long an entry waits for its head, where not many come.
const DELAY: Duration = Duration::from_millis(500);
/// As many entries get a head at once.
const MANY: u64 = 1_000;
/// The most leaves that one head adds: a bound on what is held in memory.
const MOST: u64 = 65_536;
/// How many leaves are read at once.
const PAGE: u32 = 4_096;
/// How long after a failure it is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// Signs the heads of one log.
pub(crate) struct Signer {
    shared: Arc<Shared>,
    store: Arc<dyn LogStore>,
    key: SigningKey,
    heads: watch::Sender<Option<Arc<SignedHead>>>,
    tree: Tree,
    /// Whether the tree has to be taken up again from what is stored, because something failed.
    stale: bool,
}

/// The tree as far as it is signed.
#[derive(Default)]
struct Tree {
    edge: Edge,
    /// The last tile of each level, unless it is full.
    open: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl Tree {
    /// Adds a leaf; every tile that it changes stands in `open` afterwards.
    fn push(&mut self, leaf: Hash) {
        let open = &mut self.open;
        self.edge.push(leaf, |level, index, hash| {
            if level % 8 == 0 {
                let tile = (level / 8, index / u64::from(WIDTH));
                open.entry(tile).or_default().push(*hash);
            }
        });
    }

    /// Forgets the tiles that will not change any more.
    fn close(&mut self) {
        self.open
            .retain(|_, nodes| nodes.len() < usize::from(WIDTH));
    }
}

impl Signer {
    /// Goes on behind the stored head.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where the stored tiles do not lead to the stored head: what is
    /// signed would no longer be what was signed before.
    pub(crate) async fn open(
        shared: Arc<Shared>,
        store: Arc<dyn LogStore>,
        key: SigningKey,
    ) -> Result<Self, StoreError> {
        let mut signer = Self {
            shared,
            store,
            key,
            heads: watch::Sender::new(None),
            tree: Tree::default(),
            stale: false,
        };
        signer.load().await?;
        Ok(signer)
    }

    /// Where its heads are told.
    pub(crate) fn heads(&self) -> Heads {
        self.heads.subscribe()
    }

    /// Signs until told to stop, and then once more.
    pub(crate) async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut index = self.shared.memory.watch();
        loop {
            let signed = self.tree.edge.size();
            let entries = async {
                // The index of an entry is the size of the tree before it.
                _ = index.wait_for(|index| *index >= signed).await;
                let many = index.wait_for(|index| *index + 1 >= signed + MANY);
                _ = tokio::time::timeout(DELAY, many).await;
            };
            let stopping = tokio::select! {
                () = entries => false,
                _ = stop.wait_for(|stop| *stop) => true,
            };
            match self.sign().await {
                Ok(()) => {}
                // After a fence the lease is another one, and still ours.
                Err(StoreError::NotHolder) if self.shared.holding.is_lost() => return,
                Err(StoreError::Corrupt(why)) => {
                    tracing::error!(%why, "the ledger is no longer signed: run `mutual ledger verify`");
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "the log could not be signed yet");
                    self.stale = true;
                    if !stopping {
                        tokio::time::sleep(PAUSE).await;
                    }
                }
            }
            if stopping {
                return;
            }
        }
    }

    /// Signs a head over what memory reflects, and stores it.
    async fn sign(&mut self) -> Result<(), StoreError> {
        if self.stale {
            self.load().await?;
            self.stale = false;
        }
        let before = self.tree.edge.size();
        let size = (self.shared.memory.index() + 1).min(before + MOST);
        if size <= before {
            return Ok(());
        }
        while self.tree.edge.size() < size {
            let from = self.tree.edge.size();
            let limit = u32::try_from(size - from).unwrap_or(PAGE).min(PAGE);
            let leaves = self.store.leaves(from, limit).await?;
            if leaves.is_empty() {
                return Err(StoreError::Corrupt(format!("there is no entry {from}")));
            }
            for leaf in leaves {
                self.tree.push(leaf_hash(&leaf));
            }
        }
        let checkpoint = Checkpoint {
            origin: self.key.public().name().to_owned(),
            size,
            root: self.tree.edge.root(),
        };
        let row = CheckpointRow {
            size,
            note: checkpoint.sign(&self.key),
            at: self.shared.now(),
        };
        let tiles = self
            .tree
            .open
            .iter()
            .map(|(&(level, index), nodes)| TileRow {
                level,
                index,
                nodes: nodes.clone(),
            });
        let tiles: Vec<_> = tiles.collect();
        let lease = self.shared.holding.lease();
        self.store.put_checkpoint(lease, &tiles, &row).await?;
        self.tree.close();
        self.tell(checkpoint, row);
        Ok(())
    }

    /// Takes up the stored head and its tree.
    async fn load(&mut self) -> Result<(), StoreError> {
        self.tree = Tree::default();
        let Some(row) = self.store.checkpoint().await? else {
            return Ok(());
        };
        let text = row.note.split_inclusive("\n\n").next().unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or_default();
        let checkpoint: Checkpoint = text
            .parse()
            .map_err(|_| StoreError::Corrupt("the stored checkpoint is none".to_owned()))?;
        let size = checkpoint.size;
        let edge = from_tiles(self.store.as_ref(), size, |nodes| Edge::of(nodes, size)).await?;
        let damaged = || StoreError::Corrupt("the tiles do not lead to the signed head".to_owned());
        if size != row.size || edge.root() != checkpoint.root {
            return Err(damaged());
        }
        self.tree.edge = edge;
        let last: Vec<_> = (0..8_u8)
            .map(|level| (level, size >> (8 * level)))
            .filter(|(_, nodes)| nodes % u64::from(WIDTH) != 0)
            .map(|(level, nodes)| (level, nodes / u64::from(WIDTH)))
            .collect();
        for tile in self.store.tiles(&last).await? {
            self.tree.open.insert((tile.level, tile.index), tile.nodes);
        }
        let complete = last.iter().all(|&(level, index)| {
            let nodes = (size >> (8 * level)) - index * u64::from(WIDTH);
            let held = self.tree.open.get(&(level, index)).map(Vec::len);
            held.and_then(|held| u64::try_from(held).ok()) == Some(nodes)
        });
        if !complete {
            return Err(damaged());
        }
        self.tell(checkpoint, row);
        Ok(())
    }

    fn tell(&self, checkpoint: Checkpoint, row: CheckpointRow) {
        let signed = SignedHead {
            checkpoint,
            note: row.note,
            at: row.at,
        };
        self.heads.send_replace(Some(Arc::new(signed)));
    }
}
