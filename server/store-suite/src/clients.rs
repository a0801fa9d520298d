//! API clients: replaced as a whole, and every change is seen by its number.

use mutual::access::{Scope, Scopes};
use mutual::id::ClientId;
use mutual::port::{ClientRecord, Secret};

use crate::Fixture;
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
