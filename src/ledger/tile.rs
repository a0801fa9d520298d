//! The tree as files (C2SP tlog-tiles): 256 nodes in a row are a tile, at every eighth level.
//!
//! A full tile never changes. The last one of a level is partial, and grows with the log.

use std::fmt;
use std::str::FromStr;

use super::tree::{Hash, Nodes, node_hash};

/// How many nodes a full tile has.
pub const WIDTH: u16 = 256;
/// How many levels of the tree a tile stands for.
const HEIGHT: u8 = 8;
/// The highest level that a tile of a tree with fewer than 2^64 leaves can have.
const HIGHEST: u8 = 7;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The nodes of the tree at `8 · level`.
    Nodes {
        /// 0 for the leaves' hashes, 1 for the roots of full tiles of level 0, and so on.
        level: u8,
    },
    /// The leaves themselves.
    Entries,
}

/// The name of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub kind: Kind,
    /// Its place among the tiles of its level.
    pub index: u64,
    /// How many nodes or leaves it has: 1 to 256, fewer than 256 for a partial tile.
    pub width: u16,
}

impl Tile {
    /// How many nodes the tile at this place has in the tree of `size` leaves: 0 where there is no
    /// such tile, 256 where it is full.
    #[must_use]
    pub fn width_in(kind: Kind, index: u64, size: u64) -> u16 {
        let level = match kind {
            Kind::Nodes { level } => level,
            Kind::Entries => 0,
        };
        if level > HIGHEST {
            return 0;
        }
        let nodes = size >> (HEIGHT * level);
        let before = index.saturating_mul(u64::from(WIDTH));
        let width = nodes.saturating_sub(before).min(u64::from(WIDTH));
        u16::try_from(width).unwrap_or(WIDTH)
    }

    /// Whether it never changes.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Nodes { level } => write!(f, "{level}/")?,
            Kind::Entries => f.write_str("entries/")?,
        }
        let digits = format!("{:03}", self.index);
        // In groups of three from the right; the first group may be shorter, and is filled up.
        let padded = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        let groups = padded.len() / 3;
        for (n, digit) in padded.chars().enumerate() {
            match (n % 3, n / 3 + 1 < groups) {
                (0, true) if n == 0 => f.write_str("x")?,
                (0, true) => f.write_str("/x")?,
                (0, false) if n > 0 => f.write_str("/")?,
                _ => {}
            }
            write!(f, "{digit}")?;
        }
        if self.is_full() {
            Ok(())
        } else {
            write!(f, ".p/{}", self.width)
        }
    }
}

/// The path names no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct NotATile;

impl FromStr for Tile {
    type Err = NotATile;

    /// Reads what stands behind `tile/` in a path. There is one spelling of each tile.
    fn from_str(path: &str) -> Result<Self, NotATile> {
        let (kind, rest) = path.split_once('/').ok_or(NotATile)?;
        let kind = match kind {
            "entries" => Kind::Entries,
            level => Kind::Nodes {
                level: level.parse().map_err(|_| NotATile)?,
            },
        };
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, width.parse().map_err(|_| NotATile)?),
            None => (rest, WIDTH),
        };
        let mut index = 0_u64;
        for group in place.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            let number: u64 = digits.parse().map_err(|_| NotATile)?;
            let next = index
                .checked_mul(1_000)
                .and_then(|index| index.checked_add(number));
            index = next.ok_or(NotATile)?;
        }
        let tile = Self { kind, index, width };
        // Whatever else it may be, it is the name that this tile writes itself with.
        if (1..=WIDTH).contains(&width) && tile.to_string() == path {
            Ok(tile)
        } else {
            Err(NotATile)
        }
    }
}

/// The tree as its tiles tell it.
pub struct Tiles<F>(
    /// The nodes of the tile at this level and index, as many as there are.
    pub F,
);

impl<F: Fn(u8, u64) -> Option<Vec<Hash>>> Nodes for Tiles<F> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let inner = level % HEIGHT;
        let first = index.checked_shl(inner.into())?;
        let row = (self.0)(level / HEIGHT, first / u64::from(WIDTH))?;
        let from = usize::try_from(first % u64::from(WIDTH)).ok()?;
        let mut nodes = row.get(from..from + (1 << inner))?.to_vec();
        while nodes.len() > 1 {
            nodes = nodes
                .chunks_exact(2)
                .filter_map(|pair| match pair {
                    [left, right] => Some(node_hash(left, right)),
                    _ => None,
                })
                .collect();
        }
        nodes.first().copied()
    }
}

/// The leaves of an entry bundle, each behind its length in two bytes, big endian.
#[must_use]
pub fn bundle<'a>(leaves: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        // A leaf of ours has 98 bytes.
        let length = u16::try_from(leaf.len()).unwrap_or(u16::MAX);
        bytes.extend(length.to_be_bytes());
        bytes.extend_from_slice(leaf);
    }
    bytes
}

/// The leaves in an entry bundle; `None` where it is cut or has more than 256.
#[must_use]
pub fn unbundle(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        leaves.push(leaf);
        bytes = rest;
    }
    (bytes.is_empty() && leaves.len() <= WIDTH.into()).then_some(leaves)
}
