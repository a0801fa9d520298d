//! API clients: replaced as a whole, and every change is seen by its number.

use mutual::access::{Scope, Scopes};
use mutual::id::ClientId;
use mutual::port::{Calls, ClientRecord, LastUse, Secret, SecretUse, StoreError};

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{STRANGE, at, digest};

/// A client comes back with its scopes and its secrets in order.
pub async fn clients_come_back_as_written(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut all = client(2);
    all.scopes = Scope::ALL.into_iter().collect();
    all.test = true;
    all.revoked_at = Some(at(9));
    all.secrets = vec![secret(3, None), secret(1, Some(0)), secret(2, Some(60))];
    let bare = client(1);
    store.put_client(&all).await.unwrap();
    store.put_client(&bare).await.unwrap();
    assert_eq!(store.clients().await, Ok(vec![bare, all]));
}

/// Put again, a client has what was put last: no secret of before works on.
pub async fn a_client_is_replaced_with_its_secrets(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut record = client(1);
    record.secrets = vec![secret(1, None), secret(2, Some(60))];
    store.put_client(&record).await.unwrap();
    record.name = "Another name".to_owned();
    record.scopes = Scopes::default();
    record.secrets = vec![secret(3, None)];
    store.put_client(&record).await.unwrap();
    assert_eq!(store.clients().await, Ok(vec![record]));
}

/// The revision grows with every change, also for those who look from elsewhere.
pub async fn the_revision_grows_with_every_change(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let other = fixture.open().await.unwrap();
    let before = store.clients_revision().await.unwrap();
    store.put_client(&client(1)).await.unwrap();
    let after = other.clients_revision().await.unwrap();
    assert!(after > before);
    assert_eq!(store.clients_revision().await, Ok(after));
    other.put_client(&client(1)).await.unwrap();
    assert!(store.clients_revision().await.unwrap() > after);
}

/// A change is stored with its line, from the present revision alone.
pub async fn a_client_changes_from_the_present_revision(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut record = client(1);
    record.secrets = vec![secret(1, None), secret(2, Some(60))];
    let before = store.clients_revision().await.unwrap();
    store
        .change_client(&record, before, &line(1))
        .await
        .unwrap();
    assert_eq!(store.clients().await, Ok(vec![record.clone()]));
    let changed = ClientRecord {
        revoked_at: Some(at(3)),
        secrets: vec![secret(3, None)],
        ..record.clone()
    };
    let late = store.change_client(&changed, before, &line(2)).await;
    assert_eq!(late, Err(StoreError::Conflict));
    assert_eq!(store.clients().await, Ok(vec![record]));
    assert_eq!(store.audit(None, None, 10).await.unwrap(), [line(1)]);
    let now = store.clients_revision().await.unwrap();
    store.change_client(&changed, now, &line(2)).await.unwrap();
    assert_eq!(store.clients().await, Ok(vec![changed]));
    assert_eq!(
        store.audit(None, None, 10).await.unwrap(),
        [line(2), line(1)]
    );
}

/// Of many who change clients from one revision, one does.
pub async fn of_many_who_change_clients_at_once_one_does(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let revision = store.clients_revision().await.unwrap();
    let all = (1..=8).map(|n| {
        let store = store.clone();
        tokio::spawn(async move { store.change_client(&client(n), revision, &line(n)).await })
    });
    let all: Vec<_> = all.collect();
    let mut stored = 0;
    for one in all {
        match one.await.unwrap() {
            Ok(()) => stored += 1,
            Err(error) => assert_eq!(error, StoreError::Conflict),
        }
    }
    assert_eq!(stored, 1);
    assert_eq!(store.clients().await.unwrap().len(), 1);
    assert_eq!(store.audit(None, None, 10).await.unwrap().len(), 1);
}

/// When a secret was used is noted; of two notes the later one stays.
pub async fn when_a_secret_was_used_is_noted(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let used = |secret, seconds| SecretUse {
        digest: [secret; 32],
        at: at(seconds),
    };
    assert_eq!(store.secret_uses().await, Ok(vec![]));
    let first = [used(2, 5), used(1, 9)];
    store.note_secrets(&first).await.unwrap();
    let second = [used(1, 8), used(2, 6), used(3, 1)];
    store.note_secrets(&second).await.unwrap();
    store.note_secrets(&[]).await.unwrap();
    let all = vec![used(1, 9), used(2, 6), used(3, 1)];
    assert_eq!(store.secret_uses().await, Ok(all));
}

/// Calls add up by client, hour and operation; of two last calls the later one stays.
pub async fn calls_add_up_and_are_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let calls = |client, operation: &str, hour, count| Calls {
        client: ClientId::from_bytes([client; 16]),
        operation: operation.to_owned(),
        hour,
        count,
    };
    let last = |client, operation: &str, seconds| LastUse {
        client: ClientId::from_bytes([client; 16]),
        operation: operation.to_owned(),
        at: at(seconds),
    };
    let first = [calls(2, "check", 7, 3), calls(1, "a'b\"", 8, 1)];
    store
        .add_calls(&first, &[last(1, "check", 9), last(2, "check", 5)])
        .await
        .unwrap();
    let more = [calls(2, "check", 7, 4), calls(2, "check", 9, 1)];
    // A note that was under way for long changes nothing.
    store
        .add_calls(&more, &[last(1, "old", 8), last(2, "put", 6)])
        .await
        .unwrap();
    store.add_calls(&[], &[]).await.unwrap();
    let [odd, seventh, ninth] = [
        calls(1, "a'b\"", 8, 1),
        calls(2, "check", 7, 7),
        calls(2, "check", 9, 1),
    ];
    let all = [odd.clone(), seventh, ninth.clone()];
    assert_eq!(store.calls_since(0).await.unwrap(), all);
    assert_eq!(
        store.calls_since(8).await.unwrap(),
        [odd.clone(), ninth.clone()]
    );
    let used = [last(1, "check", 9), last(2, "put", 6)];
    assert_eq!(store.last_calls().await.unwrap(), used);
    assert_eq!(store.forget_calls(8).await, Ok(1));
    assert_eq!(store.calls_since(0).await.unwrap(), [odd, ninth]);
    assert_eq!(store.last_calls().await.unwrap(), used);
}

fn client(number: u8) -> ClientRecord {
    ClientRecord {
        id: ClientId::from_bytes([number; 16]),
        name: STRANGE.to_owned(),
        test: false,
        scopes: Scopes::default().with(Scope::Check).with(Scope::Feed),
        secrets: Vec::new(),
        created_at: at(i64::from(number)),
        revoked_at: None,
    }
}

fn secret(number: u32, until: Option<i64>) -> Secret {
    Secret {
        digest: digest(number),
        last4: "é\u{0}'x".to_owned(),
        until: until.map(at),
    }
}
