//! What is SQLite's own: the files, the lock, the log, a full disk.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mutual::port::{
    ConsentStore as _, Group, SessionRow, SessionStore as _, Store as _, StoreError,
};
use mutual_store_sqlite::SqliteStore;
use mutual_store_suite::samples::{
    ana, answer, at, customer, customer_id, digest, entry, entry_of, given, group,
};
use tempfile::TempDir;

struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("new/data/mutual.db")
    }

    fn beside(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("{}{ending}", self.file().display()))
    }

    async fn open(&self) -> SqliteStore {
        open(&self.file()).await
    }
}

async fn open(file: &Path) -> SqliteStore {
    let store = SqliteStore::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    store
}

#[tokio::test]
async fn nobody_else_reads_the_folder_or_the_files() {
    let home = Home::new();
    let store = home.open().await;
    let lease = store.take_lease("the server", 60).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.folder.path().join("new")), 0o700);
    assert_eq!(mode(&home.folder.path().join("new/data")), 0o700);
    for ending in ["", "-wal", "-shm", ".lock"] {
        assert_eq!(mode(&home.beside(ending)), 0o600, "{ending}");
    }
}

#[tokio::test]
async fn a_server_that_was_killed_does_not_make_the_next_one_wait() {
    let home = Home::new();
    let killed = home.open().await;
    let old = killed.take_lease("killed", 3_600).await.unwrap();
    killed.renew_lease(old, 3_600).await.unwrap();
    // What a killed process leaves behind: its lease as it was, and no lock any more.
    drop(killed);
    let next = home.open().await;
    let lease = next.take_lease("next", 3_600).await.unwrap();
    assert!(lease.epoch > old.epoch);
    let late = home.open().await;
    assert_eq!(
        late.commit(old, &group([entry(0)])).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(
        late.take_lease("late", 3_600).await,
        Err(StoreError::NotHolder)
    );
}

#[tokio::test]
async fn a_copy_made_while_others_write_is_whole_and_of_one_moment() {
    let home = Home::new();
    let store = Arc::new(home.open().await);
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    let writer = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            for index in 1..=200 {
                let number = u32::try_from(index).unwrap();
                let group = Group {
                    customers: vec![customer(customer_id(number))],
                    identifiers: vec![given(customer_id(number), &format!("crm:{number}"), 0)],
                    answers: vec![answer(number, 0)],
                    ..group([entry_of(customer_id(number), index, 0)])
                };
                store.commit(lease, &group).await.unwrap();
            }
        }
    });
    let copy = home.beside("-copy");
    store.backup(&copy).await.unwrap();
    writer.await.unwrap();
    assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let restored = open(&copy).await;
    let head = restored.head().await.unwrap().unwrap().index;
    let all = |length: usize| assert_eq!(length, usize::try_from(head).unwrap());
    all(restored.entries(1, 1_000).await.unwrap().len());
    all(restored.customers(None, 1_000).await.unwrap().len());
    assert_eq!(store.head().await.unwrap().unwrap().index, 200);
    // A file that is there already is never touched.
    let refused = store.backup(&copy).await;
    assert!(
        matches!(refused, Err(StoreError::Unavailable(_))),
        "{refused:?}"
    );
    assert_eq!(restored.head().await.unwrap().unwrap().index, head);
}

#[tokio::test]
async fn a_backup_into_no_folder_leaves_nothing() {
    let home = Home::new();
    let store = home.open().await;
    let nowhere = home.folder.path().join("nowhere/copy.db");
    assert!(matches!(
        store.backup(&nowhere).await,
        Err(StoreError::Unavailable(_))
    ));
    assert!(!nowhere.exists());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mutual.db");
    std::fs::write(&file, "this is a letter, and not a database. ".repeat(200)).unwrap();
    let opened = SqliteStore::open(&format!("sqlite:{}", file.display())).await;
    assert!(matches!(opened.err(), Some(StoreError::Corrupt(_))));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_repeating_it() {
    for url in [
        "sqlite:x.db?secret=1",
        "sqlite:/proc/no/such/place.db",
        "sqlite:/",
    ] {
        match SqliteStore::open(url).await.err() {
            Some(StoreError::Unavailable(why)) => assert!(!why.contains("secret"), "{why}"),
            other => panic!("{url}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_database_in_memory_is_private_and_goes_with_its_store() {
    let one = SqliteStore::open("sqlite::memory:").await.unwrap();
    let other = SqliteStore::open("sqlite::memory:").await.unwrap();
    one.migrate().await.unwrap();
    other.migrate().await.unwrap();
    let lease = one.take_lease("the server", 60).await.unwrap();
    one.commit(lease, &group([entry(0)])).await.unwrap();
    assert_eq!(other.head().await, Ok(None));
    assert!(other.take_lease("another", 60).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_stays_bounded_while_writing_and_vanishes_in_a_pause() {
    let home = Home::new();
    let store = home.open().await;
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    let mut written = 0;
    let mut longest = 0;
    for index in 1..=600 {
        let mut entry = entry_of(ana(), index, index - 1);
        entry.side.as_mut().unwrap().payload = vec![7; 512 * 1024];
        written += 512 * 1024;
        store.commit(lease, &group([entry])).await.unwrap();
        longest = longest.max(home.beside("-wal").metadata().unwrap().len());
    }
    assert!(longest < written * 3 / 4, "{longest} of {written} bytes");
    let began = Instant::now();
    while home.beside("-wal").metadata().unwrap().len() > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "the log is never cut"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(store.head().await.unwrap().unwrap().index, 600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_goes_away_leaves_no_half_of_a_group() {
    let home = Home::new();
    let store = home.open().await;
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    for round in 0..200 {
        let head = store.head().await.unwrap().unwrap().index;
        let next = Group {
            answers: vec![answer(round, 0)],
            ..group([entry(head + 1)])
        };
        let patience = Duration::from_micros(u64::from(round) * 5);
        let result = tokio::time::timeout(patience, store.commit(lease, &next)).await;
        // What the next one finds is all of it or nothing, and it is never kept from writing.
        let other = store.add_session(&session(round)).await;
        assert_eq!(other, Ok(true), "round {round}");
        let after = store.head().await.unwrap().unwrap().index;
        let answers = store.answers(&[answer(round, 0).key]).await.unwrap().len();
        assert_eq!(
            u64::try_from(answers).unwrap(),
            after - head,
            "round {round}"
        );
        if result.is_ok() {
            assert_eq!(after, head + 1);
        }
    }
}

fn session(number: u32) -> SessionRow {
    let owner = "cus_ana".to_owned();
    SessionRow {
        id: digest(number),
        owner,
        data: Vec::new(),
        expires_at: at(60),
    }
}

#[tokio::test]
async fn where_the_lease_is_gone_nothing_is_written() {
    use sqlx::{Connection as _, Executor as _};
    let home = Home::new();
    let store = home.open().await;
    let lease = store.take_lease("the server", 60).await.unwrap();
    store.commit(lease, &group([entry(0)])).await.unwrap();
    let url = format!("sqlite://{}", home.beside("").display());
    let mut hand = sqlx::SqliteConnection::connect(&url).await.unwrap();
    hand.execute("DELETE FROM lease").await.unwrap();
    let refused = store.commit(lease, &group([entry(1)])).await;
    assert_eq!(refused, Err(StoreError::NotHolder));
    assert_eq!(store.head().await.unwrap().unwrap().index, 0);
}
