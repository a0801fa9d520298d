//! Webhooks: what was answered to a write is stored with it, both or neither.

use mutual::port::{AnswerRow, Store, StoreError};
use mutual::webhook::Endpoint;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::answer;
use crate::webhooks::{addresses, count, delivery, endpoint, endpoint_id};

fn kept(number: u32) -> AnswerRow {
    AnswerRow {
        customer: None,
        ..answer(number, 5)
    }
}

async fn is_kept(store: &dyn Store, number: u32) -> bool {
    let rows = store.answers(&[kept(number).key]).await.unwrap();
    assert!(rows.is_empty() || rows == [kept(number)]);
    !rows.is_empty()
}

/// Each write keeps its answer, and one whose key has an answer already writes nothing at all.
pub async fn an_answer_is_stored_with_its_write(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let store = store.as_ref();
    let changed = |revision| Endpoint {
        description: format!("{revision}"),
        revision,
        ..endpoint(1)
    };
    let sent = |index| [delivery(1, index, None)];
    let conflict = Err(StoreError::Conflict);

    let made = store
        .add_endpoint(&endpoint(1), &line(1), Some(&kept(1)))
        .await;
    made.unwrap();
    let change = store
        .change_endpoint(&changed(2), 1, &line(2), Some(&kept(2)))
        .await;
    change.unwrap();
    let again = store.resend(endpoint_id(1), &sent(8), Some(&kept(3))).await;
    again.unwrap();
    // Nothing is written of what is said under a key that was used.
    for used in 1..=3 {
        let used = kept(used);
        let made = store
            .add_endpoint(&endpoint(2), &line(9), Some(&used))
            .await;
        assert_eq!(made, conflict);
        let change = store
            .change_endpoint(&changed(3), 2, &line(9), Some(&used))
            .await;
        assert_eq!(change, conflict);
        let again = store.resend(endpoint_id(1), &sent(9), Some(&used)).await;
        assert_eq!(again, conflict);
        let removed = store
            .remove_endpoint(endpoint_id(1), &line(9), Some(&used))
            .await;
        assert_eq!(removed, Err(StoreError::Conflict));
    }
    assert_eq!(store.endpoints().await, Ok(vec![changed(2)]));
    assert_eq!(count(store, 1).await, [1, 0, 0]);
    let lines = store.audit(None, None, 10).await.unwrap();
    assert_eq!(lines, [2, 1].map(line));

    // Nor is an answer kept of what was not done.
    let change = store
        .change_endpoint(&changed(9), 7, &line(9), Some(&kept(4)))
        .await;
    assert_eq!(change, conflict);
    let made = store
        .add_endpoint(&endpoint(1), &line(9), Some(&kept(4)))
        .await;
    assert_eq!(made, conflict);
    let again = store
        .resend(endpoint_id(7), &[delivery(7, 8, None)], Some(&kept(4)))
        .await;
    assert_eq!(again, Ok(()));
    let removed = store
        .remove_endpoint(endpoint_id(7), &line(9), Some(&kept(4)))
        .await;
    assert_eq!(removed, Ok(false));
    assert!(!is_kept(store, 4).await);
    let removed = store
        .remove_endpoint(endpoint_id(1), &line(3), Some(&kept(4)))
        .await;
    assert_eq!(removed, Ok(true));
    for number in 1..=4 {
        assert!(is_kept(store, number).await, "{number}");
    }
    // The writer is free for the next one.
    addresses(store, [5]).await;
}
