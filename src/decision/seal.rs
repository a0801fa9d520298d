//! How decisions are sealed into the ledger.
//!
//! A decision is no entry, so an entry vouches for many of them at once: it holds the root of the
//! Merkle tree (RFC 6962, 2.1) over their leaves, in the order of their ids. Whoever has a decision as it
//! was recorded, its salt and the proof of its place can tell by the log alone that it stood so then.

use std::collections::HashMap;

use crate::id::DecisionId;
use crate::ledger::tree::{Edge, Hash, Nodes, leaf_hash, prove_inclusion};

/// The most that one entry seals, so that a proof never has to read more than that.
pub const SEALED_AT_ONCE: u32 = 8_192;

/// 16 random bytes of each decision. They keep the leaf, which stays when she is erased, from telling
/// whoever guesses what stood there that the guess is right.
pub type Salt = [u8; 16];

/// The leaf of a decision: of its salt, the 16 bytes of its id, and the bytes of its body as stored.
#[must_use]
pub fn leaf(salt: &Salt, id: DecisionId, body: &[u8]) -> Hash {
    let mut bytes = Vec::with_capacity(32 + body.len());
    bytes.extend(salt);
    bytes.extend(id.to_bytes());
    bytes.extend(body);
    leaf_hash(&bytes)
}

/// The tree over decisions that one entry seals.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    edge: Edge,
    nodes: HashMap<(u8, u64), Hash>,
}

impl Batch {
    /// Over these leaves, in the order of their decisions' ids.
    #[must_use]
    pub fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut batch = Self::default();
        let nodes = &mut batch.nodes;
        for leaf in leaves {
            batch.edge.push(leaf, |level, index, hash| {
                nodes.insert((level, index), *hash);
            });
        }
        batch
    }

    /// How many there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The root over all of them.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.edge.root()
    }

    /// The proof that the leaf at that place, from 0, is among them; none where there is none.
    #[must_use]
    pub fn prove(&self, place: u64) -> Option<Vec<Hash>> {
        prove_inclusion(self, place, self.size())
    }
}

impl Nodes for Batch {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.nodes.get(&(level, index)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tree::{ProofError, verify_inclusion};

    fn id(number: u8) -> DecisionId {
        DecisionId::from_bytes([number; 16])
    }

    #[test]
    fn each_of_a_batch_is_proved_and_nothing_else() {
        for size in 1..=20_u8 {
            let leaves: Vec<_> = (0..size).map(|n| leaf(&[n; 16], id(n), b"{}")).collect();
            let batch = Batch::of(leaves.iter().copied());
            assert_eq!(batch.size(), u64::from(size));
            for (place, own) in (0..).zip(&leaves) {
                let proof = batch.prove(place).unwrap();
                let root = batch.root();
                let verify =
                    |leaf: &Hash| verify_inclusion(leaf, place, batch.size(), &proof, &root);
                assert_eq!(verify(own), Ok(()));
                let n = u8::try_from(place).unwrap();
                for other in [
                    leaf(&[n; 16], id(n), b"{ }"),
                    leaf(&[n; 16], id(n + 1), b"{}"),
                    leaf(&[n + 1; 16], id(n), b"{}"),
                ] {
                    assert_eq!(verify(&other), Err(ProofError::Root));
                }
            }
            assert_eq!(batch.prove(u64::from(size)), None);
        }
    }
}
