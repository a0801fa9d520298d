//! The database as a whole: its schema.

use tokio::task::JoinSet;

use crate::Fixture;
use crate::samples::{Writer, entry, group};

/// The schema can be brought up to date from many sides at once, and again at any time.
pub async fn migrating_again_changes_nothing(fixture: &impl Fixture) {
    migrate_from_many_sides(fixture).await;
    let writer = Writer::begin(fixture).await;
    migrate_from_many_sides(fixture).await;
    assert_eq!(writer.store.head().await.unwrap().unwrap().index, 0);
    assert_eq!(writer.commit(&group([entry(1)])).await, Ok(()));
}

async fn migrate_from_many_sides(fixture: &impl Fixture) {
    let mut runs = JoinSet::new();
    for _ in 0..4 {
        let store = fixture.open().await.unwrap();
        runs.spawn(async move { store.migrate().await });
    }
    assert_eq!(runs.join_all().await, [Ok(()), Ok(()), Ok(()), Ok(())]);
}

/// Before the schema is there, what is asked is refused; nothing panics, nothing is made up.
pub async fn without_a_schema_it_says_so(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert!(store.head().await.is_err());
    assert!(store.take_lease("the server", 60).await.is_err());
    assert!(store.clients().await.is_err());
    assert_eq!(store.migrate().await, Ok(()));
    assert_eq!(store.head().await, Ok(None));
}
