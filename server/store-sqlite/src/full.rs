//! What happens on a full disk.

use mutual::port::{ConsentStore as _, Group, SessionStore as _, Store as _, StoreError};
use mutual_store_suite::samples::{at, customer, customer_id, entry, group};

use crate::SqliteStore;
use crate::place::Place;

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("mutual.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    store.close().await;

    let limited = Place::prepare(&url).unwrap().with_room_for(150);
    let store = SqliteStore::at(limited).await.unwrap();
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    let full = Err(StoreError::Unavailable("the disk is full".to_owned()));
    let mut stored = 0;
    while store.commit(lease, &large(stored)).await == Ok(()) {
        stored += 1;
        assert!(stored < 1_000, "it never becomes full");
    }
    // It says so each time, it keeps what it has, and what needs no room still works.
    for _ in 0..3 {
        assert_eq!(store.commit(lease, &large(stored)).await, full);
        assert_eq!(store.head().await.unwrap().unwrap().index, stored - 1);
        let customers = store.customers(None, 1_000).await.unwrap();
        assert_eq!(u64::try_from(customers.len()), Ok(stored));
        assert_eq!(store.forget_sessions(at(0)).await, Ok(0));
        assert_eq!(store.renew_lease(lease, 3_600).await, Ok(()));
    }
    store.close().await;

    // With room again, it goes on where it was.
    let store = SqliteStore::open(&url).await.unwrap();
    assert_eq!(store.commit(lease, &large(stored)).await, Ok(()));
}

/// A group that needs several pages.
fn large(index: u64) -> Group {
    let mut row = customer(customer_id(u32::try_from(index).unwrap()));
    row.state = vec![b'x'; 20_000];
    Group {
        customers: vec![row],
        ..group([entry(index)])
    }
}
