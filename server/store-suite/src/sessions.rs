//! Sessions: they end when they should, and not before.

use std::sync::Arc;

use mutual::port::{SESSIONS, SessionRow};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::samples::{STRANGE, at, digest};

/// A session lives until its end, and is gone at it.
pub async fn a_session_lives_until_its_end(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let row = session(1, "cus_ana", 60);
    assert_eq!(store.add_session(&row).await, Ok(true));
    assert_eq!(store.session(row.id, at(59)).await, Ok(Some(row.clone())));
    assert_eq!(store.session(row.id, at(60)).await, Ok(None));
    assert_eq!(store.session(digest(2), at(0)).await, Ok(None));
    store.end_session(row.id).await.unwrap();
    assert_eq!(store.session(row.id, at(0)).await, Ok(None));
    store.end_session(row.id).await.unwrap();
}

/// An id is given once; a session is changed while it is there, and never brought back by that.
pub async fn an_id_is_given_once_and_only_what_is_there_can_be_changed(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let first = session(1, "", 60);
    assert_eq!(store.add_session(&first).await, Ok(true));
    let mut second = session(1, STRANGE, 90);
    second.data = STRANGE.as_bytes().repeat(200);
    assert_eq!(store.add_session(&second).await, Ok(false));
    assert_eq!(store.session(first.id, at(0)).await, Ok(Some(first)));
    assert_eq!(store.change_session(&second).await, Ok(true));
    assert_eq!(
        store.session(second.id, at(80)).await,
        Ok(Some(second.clone()))
    );
    store.end_session(second.id).await.unwrap();
    assert_eq!(store.change_session(&second).await, Ok(false));
    assert_eq!(store.session(second.id, at(0)).await, Ok(None));
}

/// All sessions of one owner end, but the one that is kept; nobody else's.
pub async fn all_sessions_of_an_owner_end_but_one(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for number in 1..=4 {
        store
            .add_session(&session(number, "acc_ana", 60))
            .await
            .unwrap();
    }
    store.add_session(&session(5, "acc_bo", 60)).await.unwrap();
    assert_eq!(
        store.end_sessions_of("acc_ana", Some(digest(2))).await,
        Ok(3)
    );
    assert!(store.session(digest(2), at(0)).await.unwrap().is_some());
    assert_eq!(
        store.end_sessions_of("acc_ana", Some(digest(5))).await,
        Ok(1)
    );
    assert_eq!(store.end_sessions_of("acc_ana", None).await, Ok(0));
    assert!(store.session(digest(5), at(0)).await.unwrap().is_some());
    assert_eq!(store.end_sessions_of("acc_bo", None).await, Ok(1));
}

/// What has ended is forgotten, and nothing else.
pub async fn ended_sessions_are_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for (number, end) in [(1, 10), (2, 20), (3, 30)] {
        store
            .add_session(&session(number, "cus_ana", end))
            .await
            .unwrap();
    }
    assert_eq!(store.forget_sessions(at(25)).await, Ok(2));
    assert_eq!(store.session(digest(1), at(0)).await, Ok(None));
    assert!(store.session(digest(3), at(0)).await.unwrap().is_some());
}

/// However many ended, they go in steps, and all of them go.
pub async fn thousands_of_sessions_are_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut work = JoinSet::new();
    for lane in 0..32 {
        let store = Arc::clone(&store);
        work.spawn(async move {
            for number in (0..2_100).skip(lane).step_by(32) {
                store.add_session(&session(number, "", 10)).await.unwrap();
            }
        });
    }
    work.join_all().await;
    store.add_session(&session(9_999, "", 30)).await.unwrap();
    assert_eq!(store.forget_sessions(at(25)).await, Ok(2_100));
    assert!(store.session(digest(9_999), at(0)).await.unwrap().is_some());
}

/// Of one owner's sessions the one that would end first makes room; those of nobody stay.
pub async fn an_owner_has_at_most_fifty(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let lives = async |number| {
        store
            .session(digest(number), at(0))
            .await
            .unwrap()
            .is_some()
    };
    for number in 0..SESSIONS {
        let end = 100 + i64::from(number);
        store
            .add_session(&session(number, "cus_ana", end))
            .await
            .unwrap();
        store
            .add_session(&session(1_000 + number, "", 60))
            .await
            .unwrap();
    }
    store
        .add_session(&session(900, "cus_bo", 60))
        .await
        .unwrap();
    assert!(lives(0).await);
    for number in SESSIONS..SESSIONS + 2 {
        let end = 100 + i64::from(number);
        assert_eq!(
            store.add_session(&session(number, "cus_ana", end)).await,
            Ok(true)
        );
    }
    assert!(!lives(0).await && !lives(1).await && lives(2).await && lives(SESSIONS + 1).await);
    store.add_session(&session(2_000, "", 60)).await.unwrap();
    assert!(lives(900).await && lives(1_000).await);
    // An id that is taken makes nobody leave.
    assert_eq!(
        store.add_session(&session(900, "cus_ana", 999)).await,
        Ok(false)
    );
    assert_eq!(
        store.end_sessions_of("cus_ana", None).await,
        Ok(SESSIONS.into())
    );
}

fn session(number: u32, owner: &str, end: i64) -> SessionRow {
    SessionRow {
        id: digest(number),
        owner: owner.to_owned(),
        data: vec![0, 255, 1],
        expires_at: at(end),
    }
}
