//! What waits for an address, as whoever carries it there reads it.

use mutual::port::{Store, Waiting};
use mutual::webhook::{Attempt, Course, Delivery, Health, Outcome};

use crate::Fixture;
use crate::samples::{ana, at, bo};
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

/// Who took an entry is known, and when each first did, however it was sent again since.
pub async fn what_was_taken_once_is_known_since_then(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2, 3]).await;
    for number in [1, 2, 3] {
        add(store.as_ref(), number, [8, 9]).await;
    }
    let health = Health::default();
    let tries = [
        (id(1, 8), 1, 503, Course::Pending, 101),
        (id(1, 8), 2, 200, Course::Delivered, 102),
        (id(1, 9), 1, 200, Course::Delivered, 103),
        (id(3, 8), 1, 299, Course::Delivered, 104),
        (id(2, 8), 1, 300, Course::Pending, 105),
    ];
    for (id, number, status, course, seconds) in tries {
        let tried = Attempt {
            at: at(seconds),
            outcome: Outcome::Answered(status, String::new()),
            ..attempt(id, number)
        };
        let record = store.record_attempt(&tried, after(course, seconds), &health, 1);
        record.await.unwrap();
    }
    let both = vec![(endpoint_id(1), at(102)), (endpoint_id(3), at(104))];
    assert_eq!(store.taken(8).await, Ok(both.clone()));
    assert_eq!(store.taken(7).await, Ok(vec![]));
    // It is sent once more, in vain and then not.
    let again = [Delivery {
        at: at(200),
        ..delivery(1, 8, None)
    }];
    let resent = store.resend(endpoint_id(1), &again, None);
    resent.await.unwrap();
    assert_eq!(store.taken(8).await, Ok(both.clone()));
    for (status, course, seconds) in [(503, Course::Pending, 201), (200, Course::Delivered, 202)] {
        let tried = Attempt {
            at: at(seconds),
            outcome: Outcome::Answered(status, String::new()),
            ..attempt(id(1, 8), 3)
        };
        let record = store.record_attempt(&tried, after(course, seconds), &health, 1);
        record.await.unwrap();
    }
    assert_eq!(store.taken(8).await, Ok(both));
}
