//! The log's heads: soon, over what is stored, and each a continuation of the one before.

use std::sync::Arc;
use std::time::Duration;

use mutual::consent::Switch;
use mutual::ledger::tile::{Kind, Tile, unbundle};
use mutual::ledger::tree::{Edge, Hash, leaf_hash, verify_consistency, verify_inclusion};
use mutual::ledger::{Checkpoint, SigningKey};
use mutual::port::{Engine as _, Log, SignedHead};

use crate::House;

const SOON: Duration = Duration::from_secs(5);

pub fn key() -> SigningKey {
    SigningKey::new("shop.example.org/ledger", &[7; 32]).unwrap()
}

pub async fn signed(house: &House) -> Arc<dyn Log> {
    house.engine.sign(house.store.clone(), key()).await.unwrap()
}

/// The head that covers everything there is, with its signature checked.
pub async fn newest(house: &House, log: &dyn Log) -> Arc<SignedHead> {
    let head = log.covering(house.engine.index(), SOON).await.unwrap();
    let read = Checkpoint::verify(&head.note, &[key().public()]).unwrap();
    assert_eq!(read, head.checkpoint);
    head
}

/// The root over the log's public entries, read as everybody may read them.
async fn root_of_entries(log: &dyn Log, size: u64) -> Hash {
    let mut edge = Edge::default();
    while edge.size() < size {
        let index = edge.size() / 256;
        let kind = Kind::Entries;
        let width = Tile::width_in(kind, index, size);
        let tile = Tile { kind, index, width };
        let bytes = log.tile(tile).await.unwrap().unwrap();
        for leaf in unbundle(&bytes).unwrap() {
            edge.push(leaf_hash(leaf), |_, _, _| ());
        }
    }
    edge.root()
}

pub async fn choose_many(house: &House, count: usize) {
    let ana = house.customer("crm:ana").await;
    for n in 0..count {
        let to = if n % 2 == 0 { Switch::On } else { Switch::Off };
        house.choose(ana, to).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_stored_is_covered_soon_and_can_be_checked_by_anybody() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 600).await;
    let head = newest(&house, log.as_ref()).await;
    let size = head.checkpoint.size;
    assert_eq!(size, house.engine.index() + 1);
    assert_eq!(
        root_of_entries(log.as_ref(), size).await,
        head.checkpoint.root
    );
    for index in [0, 1, 255, 256, 511, 512, size - 1] {
        let found = log.inclusion(index, size).await.unwrap().unwrap();
        let leaf = leaf_hash(&found.leaf);
        verify_inclusion(&leaf, index, size, &found.proof, &head.checkpoint.root).unwrap();
    }
    assert_eq!(log.inclusion(size, size).await.unwrap(), None);
    assert_eq!(log.inclusion(0, size + 1).await.unwrap(), None);
    assert_eq!(log.consistency(1, size + 1).await.unwrap(), None);
    assert_eq!(log.consistency(size + 1, size).await.unwrap(), None);
    let beyond = Tile {
        kind: Kind::Nodes { level: 0 },
        index: 2,
        width: 256,
    };
    assert_eq!(log.tile(beyond).await.unwrap(), None);
}

#[tokio::test]
async fn every_head_continues_the_one_before_also_after_a_restart() {
    let mut house = House::open().await;
    let mut before: Option<Arc<SignedHead>> = None;
    for round in 0..5 {
        let log = signed(&house).await;
        choose_many(&house, 150 + round).await;
        let head = newest(&house, log.as_ref()).await;
        let (size, root) = (head.checkpoint.size, head.checkpoint.root);
        if let Some(before) = before {
            let old = &before.checkpoint;
            let proof = log.consistency(old.size, size).await.unwrap().unwrap();
            verify_consistency(old.size, &old.root, size, &root, &proof).unwrap();
        }
        before = Some(head);
        house = house.restart().await;
    }
}

#[tokio::test]
async fn a_server_that_stops_signs_what_it_stored() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 3).await;
    house.engine.stop().await;
    let head = log.head().unwrap();
    assert_eq!(head.checkpoint.size, house.engine.index() + 1);
}

#[tokio::test]
async fn while_the_database_is_away_the_last_head_stands_and_then_it_goes_on() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 3).await;
    let before = newest(&house, log.as_ref()).await;
    choose_many(&house, 1).await;
    house.store.set_away(true);
    let index = house.engine.index();
    assert!(
        log.covering(index, Duration::from_millis(1_500))
            .await
            .is_none()
    );
    assert_eq!(log.head(), Some(before));
    house.store.set_away(false);
    newest(&house, log.as_ref()).await;
}

#[tokio::test]
async fn a_tree_that_is_tampered_with_meanwhile_is_signed_no_more() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 300).await;
    let before = newest(&house, log.as_ref()).await;
    house.store.damage_tile(0, 1);
    choose_many(&house, 1).await;
    // The signer has to take the tree up again.
    house.store.set_away(true);
    tokio::time::sleep(Duration::from_millis(800)).await;
    house.store.set_away(false);
    let index = house.engine.index();
    let covered = log.covering(index, Duration::from_millis(1_800)).await;
    assert_eq!(covered, None);
    assert_eq!(log.head(), Some(before));
}

#[tokio::test]
async fn a_tree_that_was_tampered_with_is_never_signed_again() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 300).await;
    newest(&house, log.as_ref()).await;
    let house = house.restart().await;
    house.store.damage_tile(0, 1);
    let log = signed(&house).await;
    choose_many(&house, 1).await;
    let index = house.engine.index();
    let covered = log.covering(index, Duration::from_millis(1_500)).await;
    assert_eq!((covered, log.head()), (None, None));
}
