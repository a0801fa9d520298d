//! The tree over the leaves, and its signed head.

use mutual::port::{CheckpointRow, StoreError, TileRow};

use crate::Fixture;
use crate::samples::{STRANGE, Writer, at, digest, entry, group};

/// Leaves come in order, from where one asks.
pub async fn leaves_come_in_order(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    writer
        .commit(&group([entry(1), entry(2), entry(3)]))
        .await
        .unwrap();
    let leaves = |from, limit| writer.store.leaves(from, limit);
    let all: Vec<_> = [0, 1, 2, 3].map(entry).map(|row| row.leaf).to_vec();
    assert_eq!(leaves(0, 10).await.unwrap(), all);
    assert_eq!(leaves(1, 2).await.unwrap(), all[1..3]);
    assert_eq!(leaves(4, 10).await.unwrap(), [[0; 98]; 0]);
    assert_eq!(leaves(u64::MAX, 10).await.unwrap(), [[0; 98]; 0]);
}

/// A head is stored with its tiles; a longer tile replaces a shorter one, and a head only grows.
pub async fn a_head_is_stored_with_its_tiles_and_only_grows(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = &writer.store;
    assert_eq!(store.checkpoint().await, Ok(None));
    let first = head(3);
    let short = tile(0, 0, 3);
    store
        .put_checkpoint(writer.lease, std::slice::from_ref(&short), &first)
        .await
        .unwrap();
    assert_eq!(store.checkpoint().await, Ok(Some(first.clone())));
    assert_eq!(
        store.tiles(&[(0, 0), (1, 0)]).await,
        Ok(vec![short.clone()])
    );
    for late in [head(2), first.clone()] {
        let refused = store
            .put_checkpoint(writer.lease, &[tile(0, 0, 1)], &late)
            .await;
        assert_eq!(refused, Err(StoreError::Conflict));
    }
    assert_eq!(store.tiles(&[(0, 0)]).await, Ok(vec![short]));
    let rows = [tile(0, 0, 256), tile(0, 1, 2), tile(1, 0, 1)];
    let second = head(258);
    store
        .put_checkpoint(writer.lease, &rows, &second)
        .await
        .unwrap();
    let mut found = store
        .tiles(&[(0, 0), (0, 1), (1, 0), (2, 0), (0, u64::MAX)])
        .await
        .unwrap();
    found.sort_by_key(|row| (row.level, row.index));
    assert_eq!(found, rows);
    // Another process sees the same.
    let other = fixture.open().await.unwrap();
    assert_eq!(other.checkpoint().await, Ok(Some(second)));
}

/// A head that is signed under a lease that was lost is not stored.
pub async fn a_late_head_is_not_stored(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    writer.store.fence("the server", 60).await.unwrap();
    let late = writer
        .store
        .put_checkpoint(writer.lease, &[tile(0, 0, 1)], &head(1))
        .await;
    assert_eq!(late, Err(StoreError::NotHolder));
    assert_eq!(writer.store.checkpoint().await, Ok(None));
    assert_eq!(writer.store.tiles(&[(0, 0)]).await, Ok(vec![]));
}

fn head(size: u64) -> CheckpointRow {
    CheckpointRow {
        size,
        note: format!("{size}{STRANGE}"),
        at: at(60),
    }
}

fn tile(level: u8, index: u64, width: u32) -> TileRow {
    TileRow {
        level,
        index,
        nodes: (0..width).map(digest).collect(),
    }
}
