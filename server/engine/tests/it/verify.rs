//! A log is good, or the first thing that is wrong with it is named.

use mutual::consent::Switch;
use mutual::ledger::VerifyingKey;
use mutual::port::Engine as _;
use mutual_engine::{NotVerified, Verified, verify};

use crate::House;
use crate::signing::{choose_many, key, newest, signed};

fn keys() -> [VerifyingKey; 1] {
    [key().public()]
}

async fn verified(house: &House) -> Result<Verified, NotVerified> {
    verify(house.store.as_ref(), &keys(), |_| ()).await
}

/// The index that is named, where one is.
fn flaw(of: Result<Verified, NotVerified>) -> Option<u64> {
    match of {
        Err(NotVerified::Flawed(flaw)) => flaw.index,
        other => panic!("no flaw: {other:?}"),
    }
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_good() {
    let house = House::open().await;
    assert_eq!(verified(&house).await.unwrap().head, None, "not signed yet");
    let log = signed(&house).await;
    choose_many(&house, 300).await;
    house
        .publish(|document| document.retention = "24 months".to_owned())
        .await;
    house.customer("crm:nobody").await;
    let head = newest(&house, log.as_ref()).await;
    let good = verified(&house).await.unwrap();
    assert_eq!(good.entries, house.engine.index() + 1);
    assert_eq!(good.customers, 2);
    assert_eq!(good.head.as_ref(), Some(&head.checkpoint));
    // What comes behind the head is checked as well.
    house.engine.stop().await;
    let house = house.restart().await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::Off).await.unwrap();
    let good = verified(&house).await.unwrap();
    assert_eq!(good.entries, house.engine.index() + 1);
}

#[tokio::test]
async fn every_single_wrong_bit_is_found() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 2).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    verified(&house).await.unwrap();
    for bit in 0..house.store.bits() {
        let store = house.store.with_flipped(bit);
        let found = verify(&store, &keys(), |_| ()).await;
        assert!(
            matches!(found, Err(NotVerified::Flawed(_))),
            "bit {bit} of {}: {found:?}",
            house.store.bits()
        );
    }
}

#[tokio::test]
async fn a_wrong_bit_of_a_large_log_is_found_and_its_entry_named() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 700).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    let bits = house.store.bits();
    // Spread over all of it, and others at each run.
    let start = usize::from(std::process::id() as u16);
    for n in 0..60 {
        let bit = (start + n * (bits / 60)) % bits;
        let store = house.store.with_flipped(bit);
        flaw(verify(&store, &keys(), |_| ()).await);
    }
    house.store.damage_tile(0, 1);
    assert_eq!(flaw(verified(&house).await), Some(256));
    house.store.damage_tile(0, 1);
    house.store.damage_tile(1, 0);
    assert_eq!(flaw(verified(&house).await), Some(0));
}

#[tokio::test]
async fn an_entry_that_is_gone_is_missed() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 5).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    house.store.lose_last();
    assert_eq!(flaw(verified(&house).await), Some(house.engine.index()));
}
