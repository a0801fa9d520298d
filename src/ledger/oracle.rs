//! The tree, its tiles and its checkpoints against implementations that are not ours, over
//! generated logs.

use std::collections::HashMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::{Note, StandardVerifier, VerifierList};

use super::tile::{Kind, Tile, Tiles, WIDTH, bundle, unbundle};
use super::tree::{
    Edge, Hash, Nodes, ProofError, leaf_hash, prove_consistency, prove_inclusion, root,
    verify_consistency, verify_inclusion,
};
use super::{Checkpoint, NoteError, SigningKey, VerifyingKey};

/// Every complete node of a tree.
#[derive(Default)]
struct All(HashMap<(u8, u64), Hash>);

impl Nodes for All {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.get(&(level, index)).copied()
    }
}

/// A log in three forms: ours, and two that others wrote.
struct Log {
    leaves: Vec<Vec<u8>>,
    nodes: All,
    edge: Edge,
    ct: MemoryBackedTree<Sha256, Vec<u8>>,
    stored: Vec<tlog_tiles::Hash>,
}

struct Stored<'a>(&'a [tlog_tiles::Hash]);

impl tlog_tiles::HashReader for Stored<'_> {
    fn read_hashes(
        &self,
        indexes: &[u64],
    ) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::tlog::Error> {
        Ok(indexes
            .iter()
            .map(|index| self.0[usize::try_from(*index).unwrap()])
            .collect())
    }
}

impl Log {
    fn of(size: u64) -> Self {
        let mut log = Self {
            leaves: Vec::new(),
            nodes: All::default(),
            edge: Edge::default(),
            ct: MemoryBackedTree::new(),
            stored: Vec::new(),
        };
        for n in 0..size {
            let leaf = format!("leaf {n}").into_bytes();
            log.edge.push(leaf_hash(&leaf), |level, index, hash| {
                let twice = log.nodes.0.insert((level, index), *hash);
                assert_eq!(twice, None, "a node is completed once");
            });
            let more = tlog_tiles::stored_hashes(n, &leaf, &Stored(&log.stored)).unwrap();
            log.stored.extend(more);
            log.ct.push(leaf.clone());
            log.leaves.push(leaf);
        }
        log
    }

    fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// The nodes of one tile, as the log of this size has it.
    fn row(&self, level: u8, index: u64) -> Option<Vec<Hash>> {
        let width = Tile::width_in(Kind::Nodes { level }, index, self.size());
        let first = index * u64::from(WIDTH);
        (0..u64::from(width))
            .map(|n| self.nodes.node(level * 8, first + n))
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn roots_and_proofs_are_those_of_others(size in 1_u64..700, pick in any::<u64>(), cut in any::<u64>()) {
        let log = Log::of(size);
        let ours = root(&log.nodes, size).unwrap();
        prop_assert_eq!(ours, log.edge.root());
        prop_assert_eq!(ours.to_vec(), log.ct.root().as_bytes().to_vec());
        prop_assert_eq!(ours, tlog_tiles::tree_hash(size, &Stored(&log.stored)).unwrap().0);
        prop_assert_eq!(Edge::of(&log.nodes, size), Some(log.edge.clone()));

        let index = pick % size;
        let place = usize::try_from(index).unwrap();
        let proof = prove_inclusion(&log.nodes, index, size).unwrap();
        let theirs = tlog_tiles::prove_record(size, index, &Stored(&log.stored)).unwrap();
        prop_assert_eq!(&proof, &theirs.iter().map(|hash| hash.0).collect::<Vec<_>>());
        let theirs = log.ct.prove_inclusion(place);
        prop_assert_eq!(proof.concat(), theirs.as_bytes().to_vec());
        let given = InclusionProof::<Sha256>::from_bytes(proof.concat());
        prop_assert!(log.ct.root().verify_inclusion(&log.leaves[place], index, &given).is_ok());
        let leaf = leaf_hash(&log.leaves[place]);
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &ours), Ok(()));

        let old = 1 + cut % size;
        let old_root = root(&log.nodes, old).unwrap();
        let proof = prove_consistency(&log.nodes, old, size).unwrap();
        let additions = usize::try_from(size - old).unwrap();
        if additions > 0 {
            let theirs = log.ct.prove_consistency(additions);
            prop_assert_eq!(proof.concat(), theirs.as_bytes().to_vec());
            let given = ConsistencyProof::<Sha256>::try_from_bytes(proof.concat()).unwrap();
            let before = ct_merkle::RootHash::new(old_root.into(), old);
            prop_assert!(log.ct.root().verify_consistency(&before, &given).is_ok());
        }
        prop_assert_eq!(verify_consistency(old, &old_root, size, &ours, &proof), Ok(()));
    }

    #[test]
    fn a_wrong_bit_or_a_wrong_place_is_never_good(
        size in 2_u64..300, pick in any::<u64>(), bit in any::<usize>(), other in any::<u64>(),
    ) {
        let log = Log::of(size);
        let tree = log.edge.root();
        let index = pick % size;
        let leaf = leaf_hash(&log.leaves[usize::try_from(index).unwrap()]);
        let mut proof = prove_inclusion(&log.nodes, index, size).unwrap();
        for cut in 0..proof.len() {
            prop_assert!(verify_inclusion(&leaf, index, size, &proof[..cut], &tree).is_err());
        }
        let elsewhere = other % size;
        if elsewhere != index {
            prop_assert!(verify_inclusion(&leaf, elsewhere, size, &proof, &tree).is_err());
        }
        prop_assert_eq!(verify_inclusion(&leaf, size, size, &proof, &tree), Err(ProofError::Beyond));
        let at = bit % (proof.len() * 256);
        proof[at / 256][at % 256 / 8] ^= 1 << (at % 8);
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &tree), Err(ProofError::Root));

        let old = 1 + other % (size - 1);
        let old_root = root(&log.nodes, old).unwrap();
        let mut proof = prove_consistency(&log.nodes, old, size).unwrap();
        for cut in 0..proof.len() {
            prop_assert!(verify_consistency(old, &old_root, size, &tree, &proof[..cut]).is_err());
        }
        prop_assert!(verify_consistency(old, &tree, size, &old_root, &proof).is_err());
        let at = bit % (proof.len() * 256);
        proof[at / 256][at % 256 / 8] ^= 1 << (at % 8);
        prop_assert!(verify_consistency(old, &old_root, size, &tree, &proof).is_err());
        proof.push([0; 32]);
        prop_assert!(verify_consistency(old, &old_root, size, &tree, &proof).is_err());
    }

    #[test]
    fn tiles_have_the_names_that_others_give_them(
        level in 0_u8..8, index in any::<u64>(), width in 1_u16..=256, entries in any::<bool>(),
    ) {
        // Their index is bounded by what a tree can have.
        let index = index >> 8;
        let theirs = tlog_tiles::Tile::new(8, if entries { 0 } else { level }, index, width.into(), entries);
        let kind = if entries { Kind::Entries } else { Kind::Nodes { level } };
        let ours = Tile { kind, index, width };
        let path = format!("tile/{ours}");
        prop_assert_eq!(&path, &theirs.path().replace("tile/8/", "tile/").replace("tile/data/", "tile/entries/"));
        prop_assert_eq!(path["tile/".len()..].parse(), Ok(ours));
    }
}

#[test]
fn tiles_alone_give_every_root_and_proof() {
    let log = Log::of(70_000);
    let tiles = Tiles(|level, index| log.row(level, index));
    // The example of the specification: a tree of 70,000.
    let widths = [
        (0, 272, 256),
        (0, 273, 112),
        (0, 274, 0),
        (1, 0, 256),
        (1, 1, 17),
        (2, 0, 1),
        (3, 0, 0),
    ];
    for (level, index, width) in widths {
        let kind = Kind::Nodes { level };
        assert_eq!(
            Tile::width_in(kind, index, 70_000),
            width,
            "{level}/{index}"
        );
    }
    for size in [1, 255, 256, 257, 65_536, 65_537, 69_999, 70_000] {
        assert_eq!(root(&tiles, size), root(&log.nodes, size), "{size}");
        let index = size * 2 / 3;
        assert_eq!(
            prove_inclusion(&tiles, index, size),
            prove_inclusion(&log.nodes, index, size)
        );
        assert_eq!(
            prove_consistency(&tiles, index, size),
            prove_consistency(&log.nodes, index, size)
        );
    }
    assert_eq!(Edge::of(&tiles, 70_000), Some(log.edge.clone()));
    assert_eq!(
        root(&tiles, 70_257),
        None,
        "what is not there is not guessed"
    );
}

#[test]
fn paths_have_one_spelling() {
    for good in [
        "0/x001/x234/067",
        "entries/000",
        "7/000.p/1",
        "1/999",
        "0/x001/000.p/255",
    ] {
        let tile: Tile = good.parse().unwrap();
        assert_eq!(tile.to_string(), good);
    }
    let bad = [
        "",
        "0",
        "0/",
        "0/0",
        "0/00",
        "0/0000",
        "0/001/000",
        "0/x001",
        "00/000",
        "-1/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/",
        "0/000.p/01",
        "0/x000/000",
        "0/000/",
        "entries",
        "data/000",
        "0/+01",
        "0/x999/x999/x999/x999/x999/x999/x999/999",
        "0/000.p/1.p/1",
    ];
    for bad in bad {
        assert!(bad.parse::<Tile>().is_err(), "{bad}");
    }
}

#[test]
fn a_bundle_reads_back_and_a_cut_one_does_not() {
    let leaves: Vec<Vec<u8>> = (0..3_u8).map(|n| vec![n; usize::from(n) * 40]).collect();
    let bytes = bundle(leaves.iter().map(Vec::as_slice));
    assert_eq!(unbundle(&bytes).unwrap(), leaves);
    assert!(unbundle(&bytes[..bytes.len() - 1]).is_none());
    assert!(unbundle(&bytes[..1]).is_none());
    assert!(unbundle(&bundle(std::iter::repeat_n(&[1_u8][..], 257))).is_none());
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "example.org/ledger".to_owned(),
        size: 70_000,
        root: [7; 32],
    }
}

#[test]
fn a_checkpoint_is_good_for_others_and_theirs_for_us() {
    let key = SigningKey::new("example.org/ledger", &[9; 32]).unwrap();
    let note = checkpoint().sign(&key);
    let vkey = key.public().to_string();
    let verifier = StandardVerifier::new(&vkey).unwrap();
    let theirs = Note::from_bytes(note.as_bytes()).unwrap();
    let (good, unknown) = theirs
        .verify(&VerifierList::new(vec![Box::new(verifier)]))
        .unwrap();
    assert_eq!((good.len(), unknown.len()), (1, 0));
    let read = tlog_tiles::Checkpoint::from_bytes(theirs.text()).unwrap();
    assert_eq!(
        (read.origin(), read.size(), read.hash().0),
        ("example.org/ledger", 70_000, [7; 32])
    );
    assert_eq!(
        Checkpoint::verify(&note, &[vkey.parse().unwrap()]),
        Ok(checkpoint())
    );
}

#[test]
fn a_checkpoint_that_is_not_the_logs_own_is_refused() {
    let key = SigningKey::new("example.org/ledger", &[9; 32]).unwrap();
    let (other, stranger) = (
        SigningKey::new("example.org/ledger", &[8; 32]).unwrap(),
        SigningKey::new("example.org/other", &[9; 32]).unwrap(),
    );
    let keys = [key.public()];
    let note = checkpoint().sign(&key);
    assert_eq!(
        Checkpoint::verify(&note, &[other.public()]),
        Err(NoteError::Unsigned)
    );
    assert_eq!(
        Checkpoint::verify(&checkpoint().sign(&stranger), &[stranger.public()]),
        Err(NoteError::Origin)
    );
    // Every single bit of it counts.
    for at in 0..note.len() * 8 {
        let mut bytes = note.clone().into_bytes();
        bytes[at / 8] ^= 1 << (at % 8);
        if let Ok(changed) = String::from_utf8(bytes) {
            assert!(
                Checkpoint::verify(&changed, &keys).is_err(),
                "bit {at}: {changed}"
            );
        }
    }
    for cut in 0..note.len() {
        if note.is_char_boundary(cut) {
            assert!(
                Checkpoint::verify(&note[..cut], &keys).is_err(),
                "cut at {cut}"
            );
        }
    }
    // A signature of somebody whom nobody knows is passed over: witnesses may add theirs.
    let by_other = checkpoint().sign(&other);
    let line = by_other.split("\n\n").nth(1).unwrap();
    assert_eq!(
        Checkpoint::verify(&format!("{note}{line}"), &keys),
        Ok(checkpoint())
    );
    assert!(Checkpoint::verify(&checkpoint().text(), &keys).is_err());
}

#[test]
fn a_public_key_reads_back_and_its_id_is_checked() {
    let key = SigningKey::new("example.org/ledger", &[9; 32])
        .unwrap()
        .public();
    let text = key.to_string();
    assert_eq!(text.parse(), Ok(key));
    let (start, end) = text.rsplit_once('+').unwrap();
    let (name, _) = start.split_once('+').unwrap();
    for bad in [
        format!("{name}+00000000+{end}"),
        end.to_owned(),
        String::new(),
        format!("a b{}", &text[3..]),
    ] {
        assert!(bad.parse::<VerifyingKey>().is_err(), "{bad}");
    }
    assert!(SigningKey::new("two words", &[9; 32]).is_err());
}
