//! A database that stops, hangs, cuts its connections, and comes back.

use std::fmt::Debug;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use mutual::port::{ConsentStore as _, Lease, Store as _, StoreError};
use mutual_store_postgres::PostgresStore;
use mutual_store_suite::cluster::Cluster;
use mutual_store_suite::samples::{entry, group};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

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
    // The group may have arrived late, or never: the head tells.
    let head = back(&store).await;
    assert!(head <= 1);
    assert_eq!(store.commit(lease, &group([entry(head + 1)])).await, Ok(()));
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

/// The wire to a database: it can be cut, and its ends can be left without a word.
struct Wire {
    url: String,
    address: String,
    socket: PathBuf,
    frozen: watch::Sender<bool>,
    carrier: Option<JoinHandle<()>>,
}

impl Wire {
    /// Lays a wire to the database whose URL names a folder with a socket.
    async fn to(database: &str) -> Self {
        let (start, folder) = database.split_once("?host=").unwrap();
        let name = start.rsplit('/').next().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut wire = Self {
            url: format!("postgres://mutual@{address}/{name}?sslmode=disable"),
            address,
            socket: PathBuf::from(folder).join(".s.PGSQL.5432"),
            frozen: watch::Sender::new(false),
            carrier: None,
        };
        wire.carry(listener);
        wire
    }

    fn carry(&mut self, listener: TcpListener) {
        let (socket, frozen) = (self.socket.clone(), self.frozen.subscribe());
        self.carrier = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let database = UnixStream::connect(&socket).await.unwrap();
                connections.spawn(connect(client, database, frozen.clone()));
            }
        }));
    }

    /// Ends every connection and takes no new one.
    async fn cut(&mut self) {
        let carrier = self.carrier.take().unwrap();
        carrier.abort();
        // It ends with the error of a task that was aborted.
        let _ = carrier.await;
    }

    /// Takes connections again, at the same place.
    async fn mend(&mut self) {
        let listener = TcpListener::bind(&self.address).await.unwrap();
        self.carry(listener);
    }

    /// Carries no byte while frozen.
    fn freeze(&self, frozen: bool) {
        self.frozen.send_replace(frozen);
    }
}

async fn connect(client: TcpStream, database: UnixStream, frozen: watch::Receiver<bool>) {
    let (from_client, to_client) = client.into_split();
    let (from_database, to_database) = database.into_split();
    tokio::select! {
        () = pass(from_client, to_database, frozen.clone()) => {}
        () = pass(from_database, to_client, frozen) => {}
    }
}

async fn pass(
    mut from: impl tokio::io::AsyncRead + Unpin,
    mut to: impl tokio::io::AsyncWrite + Unpin,
    mut frozen: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if frozen.wait_for(|frozen| !frozen).await.is_err() {
            return;
        }
        let Some(bytes) = buffer.get(..length) else {
            return;
        };
        if to.write_all(bytes).await.is_err() {
            return;
        }
    }
}
