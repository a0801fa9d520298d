//! A developer whose test client sees the real catalogue.

use std::time::Duration;

use mutual::port::Engine as _;
use mutual_server::open::{Opened, keep_mirrored};

use crate::common::{Database, config, demo, publish};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_before_anybody_looks_is_mirrored_too() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Opened::open(config(Database::Sqlite, &folder), true)
        .await
        .unwrap();
    let document = demo().remove(0);
    let key = document.key.clone();
    publish(opened.live.as_ref(), document, None).await;
    let mirroring = tokio::spawn(keep_mirrored(opened.live.clone(), opened.test.clone()));
    let index = opened.test.index() + 1;
    opened.test.wait_for(index, Duration::from_secs(10)).await;
    let there = opened.test.catalogue();
    assert!(there.proposition(&key).is_some());
    mirroring.abort();
    opened.close().await;
}
