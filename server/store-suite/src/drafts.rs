//! Drafts: whoever saves names the revision that the work began from.

use std::sync::Arc;

use mutual::port::{Draft, StoreError};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::samples::{STRANGE, account_id, at};

/// A draft grows by one revision with each save, and comes back as saved.
pub async fn a_draft_is_saved_revision_by_revision(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for revision in 1..=3 {
        let saved = draft("order-news", revision);
        store.put_draft(&saved).await.unwrap();
        assert_eq!(store.draft("order-news").await, Ok(Some(saved)));
    }
    store.put_draft(&draft("a_first", 1)).await.unwrap();
    store.put_draft(&draft("a-second", 1)).await.unwrap();
    let keys: Vec<_> = store
        .drafts()
        .await
        .unwrap()
        .into_iter()
        .map(|d| d.key)
        .collect();
    let keys: Vec<_> = keys.iter().map(|key| key.as_str()).collect();
    assert_eq!(keys, ["a-second", "a_first", "order-news"]);
    assert_eq!(store.draft("order_news").await, Ok(None));
}

/// A save that did not see the last one is refused and changes nothing.
pub async fn a_save_from_an_old_revision_is_refused(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for wrong in [0, 2, u32::MAX] {
        assert_eq!(
            store.put_draft(&draft("offer", wrong)).await,
            Err(StoreError::Conflict)
        );
    }
    store.put_draft(&draft("offer", 1)).await.unwrap();
    store.put_draft(&draft("offer", 2)).await.unwrap();
    for wrong in [0, 1, 2, 4] {
        let mut late = draft("offer", wrong);
        late.content = "late".to_owned();
        assert_eq!(store.put_draft(&late).await, Err(StoreError::Conflict));
    }
    assert_eq!(store.draft("offer").await, Ok(Some(draft("offer", 2))));
    assert_eq!(store.draft("unknown").await, Ok(None));
}

/// Of eight who save the same revision at once, one does.
pub async fn of_eight_who_save_at_once_one_does(fixture: &impl Fixture) {
    let stores = [fixture.open().await.unwrap(), fixture.open().await.unwrap()];
    for revision in 1..=3 {
        let mut saves = JoinSet::new();
        for n in 0..8 {
            let store = Arc::clone(&stores[n % 2]);
            saves.spawn(async move { store.put_draft(&draft("offer", revision)).await });
        }
        let results = saves.join_all().await;
        let count = |wanted| results.iter().filter(|result| **result == wanted).count();
        assert_eq!(
            (count(Ok(())), count(Err(StoreError::Conflict))),
            (1, 7),
            "{results:?}"
        );
    }
}

/// Deleted, a draft can begin anew; one that was saved meanwhile stays.
pub async fn a_deleted_draft_begins_anew(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    store.put_draft(&draft("offer", 1)).await.unwrap();
    store.put_draft(&draft("offer", 2)).await.unwrap();
    store.delete_draft("offer", 1).await.unwrap();
    assert_eq!(store.draft("offer").await, Ok(Some(draft("offer", 2))));
    for _ in 0..2 {
        store.delete_draft("offer", 2).await.unwrap();
        assert_eq!(store.draft("offer").await, Ok(None));
    }
    assert_eq!(
        store.put_draft(&draft("offer", 2)).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(store.put_draft(&draft("offer", 1)).await, Ok(()));
}

fn draft(key: &str, revision: u32) -> Draft {
    Draft {
        key: key.parse().unwrap(),
        content: format!("{revision}{}", STRANGE.repeat(100)),
        revision,
        updated_at: at(i64::from(revision)),
        updated_by: account_id(1),
    }
}
