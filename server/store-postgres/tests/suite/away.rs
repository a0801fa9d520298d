//! A database that stops, hangs, cuts its connections, and comes back.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use mutual::clock::Timestamp;
use mutual::port::{
    ConsentStore as _, InferenceStore as _, Lease, SessionStore as _, Store as _, StoreError,
};
use mutual_store_postgres::PostgresStore;
use mutual_store_suite::cluster::Cluster;
use mutual_store_suite::samples::{digest, entry, group};
use mutual_store_suite::wire::Wire;
use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::fresh_database;

/// Longer than the two seconds for a connection and the two for an answer; a machine that runs
/// many tests at once is slow.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_cut_off_is_away_and_then_works_again() {
    let (mut wire, store, lease) = connected().await;
    wire.cut().await;
    away(store.commit(lease, &group([entry(1)]))).await;
    away(store.head()).await;
    away(async { PostgresStore::open(&wire.url).await.map(|_| ()) }).await;
    wire.mend().await;
    assert_eq!(back(&store).await, 0);
    assert_eq!(store.commit(lease, &group([entry(1)])).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_hangs_is_away_and_then_works_again() {
    let (wire, store, lease) = connected().await;
    wire.freeze(true);
    away(store.commit(lease, &group([entry(1)]))).await;
    away(store.renew_lease(lease, 60)).await;
    wire.freeze(false);
    back(&store).await;
    // The group may be on its way still: behind a fence it has arrived or never will, and the head tells.
    let lease = store.fence("the server", 60).await.unwrap();
    let head = back(&store).await;
    assert!(head <= 1);
    assert_eq!(store.commit(lease, &group([entry(head + 1)])).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fence_waits_for_the_commit_that_is_under_way() {
    let url = fresh_database().await;
    let (store, _) = begin(&url).await;
    // A commit holds the lease's row until all of it is on the disk.
    let mut slow = PgConnection::connect(&url).await.unwrap();
    slow.execute("BEGIN; SELECT epoch FROM lease FOR UPDATE")
        .await
        .unwrap();
    let mut fencing = std::pin::pin!(store.fence("the server", 60));
    let early = tokio::time::timeout(Duration::from_millis(300), fencing.as_mut()).await;
    assert!(early.is_err(), "{early:?}");
    slow.execute("COMMIT").await.unwrap();
    let fenced = fencing.await.unwrap();
    assert_eq!(store.commit(fenced, &group([entry(1)])).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_stops_is_away_at_once() {
    let (cluster, url) = tokio::task::spawn_blocking(|| {
        let cluster = Cluster::start().unwrap();
        let url = cluster.fresh_database().unwrap();
        (cluster, url)
    })
    .await
    .unwrap();
    let (store, lease) = begin(&url).await;
    tokio::task::spawn_blocking(move || drop(cluster))
        .await
        .unwrap();
    away(store.commit(lease, &group([entry(1)]))).await;
    away(store.head()).await;
}

#[tokio::test]
async fn a_database_that_is_not_there_or_lets_nobody_in_is_away() {
    let url = fresh_database().await;
    for wrong in [
        url.replace("/test_", "/no_such_"),
        url.replace("postgres://mutual@", "postgres://nobody@"),
        "postgres://mutual@127.0.0.1:1/x".to_owned(),
        "postgres://mutual@localhost/x?host=/no/such/folder".to_owned(),
        "not a url with a s3cret".to_owned(),
    ] {
        let why = away(async { PostgresStore::open(&wrong).await.map(|_| ()) }).await;
        assert!(!why.contains("s3cret") && !why.contains("no_such"), "{why}");
    }
}

/// Fails unless `call` reports soon that the database is away; why it is.
async fn away<T: Debug>(call: impl Future<Output = Result<T, StoreError>>) -> String {
    let began = Instant::now();
    let result = call.await;
    assert!(
        began.elapsed() < SOON,
        "{result:?} after {:?}",
        began.elapsed()
    );
    match result {
        Err(StoreError::Unavailable(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// Waits until the database answers again; the head's index.
async fn back(store: &PostgresStore) -> u64 {
    let began = Instant::now();
    loop {
        match store.head().await {
            Ok(head) => return head.unwrap().index,
            Err(error) => assert!(began.elapsed() < Duration::from_secs(30), "{error}"),
        }
    }
}

/// A store with a genesis entry, and its lease.
async fn begin(url: &str) -> (PostgresStore, Lease) {
    let store = PostgresStore::open(url).await.unwrap();
    store.migrate().await.unwrap();
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    (store, lease)
}

async fn connected() -> (Wire, PostgresStore, Lease) {
    let wire = Wire::to(&fresh_database().await).await;
    let (store, lease) = begin(&wire.url).await;
    (wire, store, lease)
}

/// Everything that surrounds consent hangs on a lock; a commit and the lease go on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_and_the_lease_wait_behind_nobody_else() {
    let url = fresh_database().await;
    let (store, lease) = begin(&url).await;
    let store = std::sync::Arc::new(store);
    let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
    let lock = "BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE";
    other.execute(lock).await.unwrap();
    let waiting: Vec<_> = (0..40)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.end_session(digest(number)).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = Instant::now();
    assert_eq!(store.commit(lease, &group([entry(1)])).await, Ok(()));
    assert_eq!(store.renew_lease(lease, 60).await, Ok(()));
    let took = before.elapsed();
    assert!(took < Duration::from_millis(1_200), "{took:?}");
    other.execute("ROLLBACK").await.unwrap();
    for ended in waiting {
        _ = ended.await.unwrap();
    }
}

/// An erasure takes what is left of her guesses in an order of its own: neither waits for the other then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_of_guesses_is_forgotten_without_waiting_for_an_erasure() {
    let url = fresh_database().await;
    let (store, _) = begin(&url).await;
    let mut other = PgConnection::connect(&url).await.unwrap();
    let two = "
        INSERT INTO guess_gone (customer_id, key, until_at, derived_from, purposes, idx, at, first_idx,
                                first_at)
        SELECT decode(repeat(id, 16), 'hex'), 'dog', 5, '[]', '[]', 1, 1, 1, 1
        FROM unnest(ARRAY['0a', '0b']) AS id";
    other.execute(two).await.unwrap();
    let erases =
        "BEGIN; DELETE FROM guess_gone WHERE customer_id = decode(repeat('0a', 16), 'hex')";
    other.execute(erases).await.unwrap();
    let old = Timestamp::from_millis(6);
    let forgotten = tokio::time::timeout(SOON, store.forget_gone(old)).await;
    assert_eq!(forgotten, Ok(Ok(1)));
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.forget_gone(old).await, Ok(1));
}
