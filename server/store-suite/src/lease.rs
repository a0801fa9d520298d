//! The lease: one writer at a time, and a late one writes nothing.

use std::time::{Duration, Instant};

use mutual::port::{Lease, Store, StoreError};

use crate::Fixture;
use crate::samples::{Writer, entry, group};

/// While a lease runs, nobody else gets it, in this process or in another one.
pub async fn one_holder_at_a_time(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let other = fixture.open().await.unwrap();
    assert_eq!(
        other.take_lease("another", 60).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(
        writer.store.take_lease("another", 60).await,
        Err(StoreError::NotHolder)
    );
    writer.commit(&group([entry(1)])).await.unwrap();
    // The holder itself may take it anew, for example when it does not know how its last try
    // ended; then the older one is void.
    let anew = writer.store.take_lease("the server", 60).await.unwrap();
    assert!(anew.epoch > writer.lease.epoch);
    assert_eq!(
        writer.commit(&group([entry(2)])).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(writer.store.commit(anew, &group([entry(2)])).await, Ok(()));
}

/// Who does not know what became of a commit fences it off: from then on the older lease is void,
/// and nobody else came in between.
pub async fn a_fence_makes_void_what_was_sent_before(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let fenced = writer.store.fence("the server", 60).await.unwrap();
    assert!(fenced.epoch > writer.lease.epoch);
    assert_eq!(
        writer.commit(&group([entry(1)])).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(
        writer.store.commit(fenced, &group([entry(1)])).await,
        Ok(())
    );
    assert_eq!(writer.store.renew_lease(fenced, 60).await, Ok(()));
    assert_eq!(
        writer.store.fence("another", 60).await,
        Err(StoreError::NotHolder)
    );
    // A lease that was given back is nobody's to fence, even where nobody has taken it since.
    writer.store.release_lease(fenced).await.unwrap();
    assert_eq!(
        writer.store.fence("the server", 60).await,
        Err(StoreError::NotHolder)
    );
}

/// Of many who try at once, exactly one gets it.
pub async fn of_many_who_try_at_once_one_gets_it(fixture: &impl Fixture) {
    let mut tries = tokio::task::JoinSet::new();
    for n in 0..8 {
        let store = fixture.open().await.unwrap();
        tries.spawn(async move {
            let result = store.take_lease(&format!("server {n}"), 60).await;
            // A server that ends would free what it took.
            (result, store)
        });
    }
    let results = tries.join_all().await;
    let count = |wanted: fn(&Result<Lease, StoreError>) -> bool| {
        results.iter().filter(|(result, _)| wanted(result)).count()
    };
    assert_eq!(count(Result::is_ok), 1);
    assert_eq!(count(|result| *result == Err(StoreError::NotHolder)), 7);
}

/// A server that hangs loses its lease, and does not know it until it writes.
pub async fn a_lease_that_ran_out_can_be_taken_and_fences_its_holder(fixture: &impl Fixture) {
    let old = Writer::begin(fixture).await;
    old.store.renew_lease(old.lease, 1).await.unwrap();
    let next = fixture.open().await.unwrap();
    let lease = take_when_free(next.as_ref()).await;
    assert!(lease.epoch > old.lease.epoch);
    assert_eq!(
        old.commit(&group([entry(1)])).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(
        old.store.renew_lease(old.lease, 60).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(old.store.head().await.unwrap().unwrap().index, 0);
    // Giving back what it lost takes nothing from the new holder.
    old.store.release_lease(old.lease).await.unwrap();
    assert_eq!(next.commit(lease, &group([entry(1)])).await, Ok(()));
    assert_eq!(next.renew_lease(lease, 60).await, Ok(()));
    assert_eq!(
        old.store.take_lease("the server", 60).await,
        Err(StoreError::NotHolder)
    );
}

/// Given back, it is free at once; and nobody writes with it any more.
pub async fn a_lease_given_back_is_free_at_once_and_writes_no_more(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    writer.store.release_lease(writer.lease).await.unwrap();
    assert_eq!(
        writer.commit(&group([entry(1)])).await,
        Err(StoreError::NotHolder)
    );
    let next = Writer::take(fixture, "another").await;
    assert_eq!(next.commit(&group([entry(1)])).await, Ok(()));
}

/// Renewed in time, a short lease holds for longer than its first term.
pub async fn a_renewed_lease_goes_on(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    writer.store.renew_lease(writer.lease, 1).await.unwrap();
    writer.store.renew_lease(writer.lease, 3_600).await.unwrap();
    let other = fixture.open().await.unwrap();
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(1_200) {
        assert_eq!(
            other.take_lease("another", 60).await,
            Err(StoreError::NotHolder)
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(writer.commit(&group([entry(1)])).await, Ok(()));
}

/// Tries until the running lease has run out.
async fn take_when_free(store: &dyn Store) -> Lease {
    let began = Instant::now();
    loop {
        match store.take_lease("another", 60).await {
            Ok(lease) => return lease,
            Err(StoreError::NotHolder) if began.elapsed() < Duration::from_secs(30) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}
