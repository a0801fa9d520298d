//! A copy of the database, and the way back from it.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use mutual::port::{ConsentStore as _, Group, Store as _, StoreError};
use mutual_store_postgres::PostgresStore;
use mutual_store_suite::samples::{ana, answer, customer, entry, entry_of, given, group};

use crate::fresh_database;

#[tokio::test]
async fn a_copy_restores_into_an_empty_database() {
    let url = fresh_database().await;
    let store = PostgresStore::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    let group = Group {
        customers: vec![customer(ana())],
        identifiers: vec![given(ana(), "email:ana@example.org", 0)],
        answers: vec![answer(1, 0)],
        ..group([entry(0), entry_of(ana(), 1, 0)])
    };
    store.commit(lease, &group).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mutual.dump");
    store.backup(&file).await.unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // A file that is there already is never touched.
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(
        store.backup(&file).await,
        Err(StoreError::Unavailable(_))
    ));
    assert_eq!(std::fs::read(&file).unwrap(), before);

    let other = fresh_database().await;
    let restore = Command::new("pg_restore")
        .arg("--dbname")
        .arg(&other)
        .arg(&file)
        .output();
    let restore = restore.unwrap();
    assert!(
        restore.status.success(),
        "{}",
        String::from_utf8_lossy(&restore.stderr)
    );
    let restored = PostgresStore::open(&other).await.unwrap();
    restored.migrate().await.unwrap();
    assert_eq!(restored.entries(1, 10).await, store.entries(1, 10).await);
    assert_eq!(
        restored.customers(None, 10).await,
        store.customers(None, 10).await
    );
    assert_eq!(restored.head().await, store.head().await);
}

#[tokio::test]
async fn a_backup_that_fails_leaves_nothing() {
    let store = PostgresStore::open(&fresh_database().await).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere/mutual.dump");
    assert!(matches!(
        store.backup(&nowhere).await,
        Err(StoreError::Unavailable(_))
    ));
    assert!(!nowhere.exists());
}
