//! The Merkle tree over the leaves (RFC 6962, section 2.1; verification as in RFC 9162, 2.1.3 and
//! 2.1.4).
//!
//! A node has a level and an index: the node at level `l` and index `n` is the root over the leaves
//! from `n · 2^l` up to, and without, `(n + 1) · 2^l`. Only nodes whose leaves are all there exist;
//! they never change, and every root and proof is made of them.

use sha2::{Digest as _, Sha256};

/// A node or root of the tree: SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf's bytes.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(leaf)
        .finalize()
        .into()
}

/// The hash of a node over two others.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The root of the tree without leaves.
fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Where complete nodes are found.
pub trait Nodes {
    /// The node at this level and index; `None` where it is not known.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// The root over the first `size` leaves; `None` where a node that it needs is not known.
#[must_use]
pub fn root<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Option<Hash> {
    match size {
        0 => Some(empty_root()),
        _ => range(nodes, 0, size),
    }
}

/// The proof that leaf `index` is in the tree of the first `size` leaves, from the leaf's side up.
///
/// `None` where there is no such leaf, or a node that it needs is not known.
#[must_use]
pub fn prove_inclusion<N: Nodes + ?Sized>(nodes: &N, index: u64, size: u64) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to) = (0, size);
    let mut proof = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range(nodes, middle, to)?);
            to = middle;
        } else {
            proof.push(range(nodes, from, middle)?);
            from = middle;
        }
    }
    proof.reverse();
    Some(proof)
}

/// The proof that the tree of the first `old` leaves is a beginning of the tree of `size` leaves.
///
/// `None` where `old` is the larger one, or a node that it needs is not known.
#[must_use]
pub fn prove_consistency<N: Nodes + ?Sized>(nodes: &N, old: u64, size: u64) -> Option<Vec<Hash>> {
    if old > size {
        return None;
    }
    if old == 0 {
        return Some(Vec::new());
    }
    let (mut from, mut to) = (0, size);
    let mut proof = Vec::new();
    while to != old {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(range(nodes, middle, to)?);
            to = middle;
        } else {
            proof.push(range(nodes, from, middle)?);
            from = middle;
        }
    }
    // The old root itself is known to whoever asks.
    if from != 0 {
        proof.push(range(nodes, from, to)?);
    }
    proof.reverse();
    Some(proof)
}

/// What is wrong with a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such leaf, or the newer tree is the smaller one.
    #[error("the proof is about leaves that the tree does not have")]
    Beyond,
    /// It has more or fewer hashes than such a proof has.
    #[error("the proof has a wrong length")]
    Length,
    /// It leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Checks that the leaf with this hash stands at `index` in the tree with this size and root.
///
/// # Errors
///
/// [`ProofError`].
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Beyond);
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for step in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(step, &hash);
            (place, last) = past_even(place, last);
        } else {
            hash = node_hash(&hash, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        Err(ProofError::Length)
    } else if hash != *root {
        Err(ProofError::Root)
    } else {
        Ok(())
    }
}

/// Checks that the tree of `old` leaves with `old_root` is a beginning of the tree of `size` leaves
/// with `root`.
///
/// # Errors
///
/// [`ProofError`].
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > size {
        return Err(ProofError::Beyond);
    }
    if old == 0 || old == size {
        let expected = if old == 0 { &empty_root() } else { root };
        return match (proof.is_empty(), old_root == expected) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::Root),
            (true, true) => Ok(()),
        };
    }
    let (mut place, mut last) = (old - 1, size - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let mut steps = proof.iter();
    // Where the old tree is one complete node, it is not repeated in the proof.
    let first = if old.is_power_of_two() {
        old_root
    } else {
        steps.next().ok_or(ProofError::Length)?
    };
    let (mut old_hash, mut hash) = (*first, *first);
    for step in steps {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(step, &old_hash);
            hash = node_hash(step, &hash);
            (place, last) = past_even(place, last);
        } else {
            hash = node_hash(&hash, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        Err(ProofError::Length)
    } else if old_hash != *old_root || hash != *root {
        Err(ProofError::Root)
    } else {
        Ok(())
    }
}

/// Climbs past the levels at which a last node has no neighbour.
fn past_even(mut place: u64, mut last: u64) -> (u64, u64) {
    while place & 1 == 0 && place != 0 {
        (place, last) = (place >> 1, last >> 1);
    }
    (place, last)
}

/// The largest power of two below `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The root over the leaves from `from` up to `to`, which stand as RFC 6962 splits a tree.
fn range<N: Nodes + ?Sized>(nodes: &N, from: u64, to: u64) -> Option<Hash> {
    let count = to - from;
    if count.is_power_of_two() {
        let level = u8::try_from(count.trailing_zeros()).ok()?;
        return nodes.node(level, from >> level);
    }
    let middle = from + split(count);
    let (left, right) = (range(nodes, from, middle)?, range(nodes, middle, to)?);
    Some(node_hash(&left, &right))
}

/// A tree that grows: its size, and the complete nodes at its right edge, which are all that the
/// next leaf and the root need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// One for each bit that is set in the size, the largest node first.
    peaks: Vec<Hash>,
}

impl Edge {
    /// The edge of the tree of the first `size` leaves; `None` where a node of it is not known.
    #[must_use]
    pub fn of<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Option<Self> {
        let mut peaks = Vec::new();
        let mut from = 0_u64;
        for level in (0..64_u8).rev() {
            if size >> level & 1 == 1 {
                peaks.push(nodes.node(level, from >> level)?);
                from += 1 << level;
            }
        }
        Some(Self { size, peaks })
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash, and tells `complete` of each node that it completes: its level, its
    /// index and its hash, from the leaf itself upwards.
    pub fn push(&mut self, leaf: Hash, mut complete: impl FnMut(u8, u64, &Hash)) {
        let mut hash = leaf;
        let mut level = 0;
        complete(level, self.size, &hash);
        while self.size >> level & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(&left, &hash);
            level += 1;
            complete(level, self.size >> level, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return empty_root();
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}
