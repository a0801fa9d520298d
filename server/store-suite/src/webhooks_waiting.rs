//! What waits for an address, as whoever carries it there reads it.

use mutual::port::{Store, Waiting};
use mutual::webhook::{Course, Health};

use crate::Fixture;
use crate::samples::{ana, bo};
use crate::webhooks::{add, addresses, after, attempt, delivery, endpoint_id, id};

/// The entries whose deliveries wait for the first address.
async fn pending(store: &dyn Store, which: Waiting<'_>, behind: u64, limit: u32) -> Vec<u64> {
    let waits = store.pending(endpoint_id(1), which, behind, limit);
    let waits = waits.await.unwrap();
    waits.iter().map(|one| one.id.index).collect()
}

/// What waits is read in order, part by part, and of one address alone.
pub async fn what_waits_is_read_in_order(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    add(store.as_ref(), 1, [30, 10, 20, 40]).await;
    add(store.as_ref(), 2, [15]).await;
    let over = after(Course::Delivered, 200);
    let tried = attempt(id(1, 20), 1);
    let health = Health::default();
    store
        .record_attempt(&tried, over, &health, 1)
        .await
        .unwrap();
    let all = async |behind, limit| pending(store.as_ref(), Waiting::All, behind, limit).await;
    assert_eq!(all(0, 10).await, [10, 30, 40]);
    assert_eq!(all(0, 2).await, [10, 30]);
    assert_eq!(all(10, 1).await, [30]);
    assert_eq!(all(30, 10).await, [40]);
    assert_eq!(all(40, 10).await, Vec::<u64>::new());
    assert_eq!(all(u64::MAX, 10).await, Vec::<u64>::new());
    assert_eq!(all(0, 0).await, Vec::<u64>::new());
}

/// What takes something away is found, and with it all that is about the same customers.
pub async fn what_takes_something_away_is_found_with_what_stands_before_it(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    let (ana, bo) = (ana(), bo());
    let whose = [
        Some(ana),
        Some(bo),
        Some(ana),
        None,
        Some(bo),
        Some(ana),
        None,
    ];
    for number in [1, 2] {
        let whose = (1..).zip(whose);
        let all: Vec<_> = whose
            .map(|(index, whose)| delivery(number, index, whose))
            .collect();
        let added = store.add_deliveries(endpoint_id(number), 7, &all);
        added.await.unwrap();
    }
    let store = store.as_ref();
    assert_eq!(pending(store, Waiting::Urgent, 0, 10).await, [2, 4, 6]);
    assert_eq!(pending(store, Waiting::Urgent, 2, 1).await, [4]);
    assert_eq!(
        pending(store, Waiting::About(&[ana]), 0, 10).await,
        [1, 3, 6]
    );
    assert_eq!(
        pending(store, Waiting::About(&[bo, ana]), 1, 3).await,
        [2, 3, 5]
    );
    assert_eq!(
        pending(store, Waiting::About(&[]), 0, 10).await,
        Vec::<u64>::new()
    );
    assert_eq!(pending(store, Waiting::AboutNobody, 0, 10).await, [4, 7]);
    // What was taken waits no more.
    let health = Health::default();
    for index in [3, 4, 6] {
        let over = after(Course::Delivered, 200);
        let taken = attempt(id(1, index), 1);
        let record = store.record_attempt(&taken, over, &health, 1);
        record.await.unwrap();
    }
    assert_eq!(pending(store, Waiting::Urgent, 0, 10).await, [2]);
    assert_eq!(pending(store, Waiting::About(&[ana]), 0, 10).await, [1]);
    assert_eq!(pending(store, Waiting::AboutNobody, 0, 10).await, [7]);
}
