//! Tries are counted one by one, and a ticket is used by exactly one.

use std::sync::Arc;

use mutual::port::{Store, StoreError, Ticket, TicketKind};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::samples::{STRANGE, at, digest};

/// 64 tries at once count as 64: every number from 1 to 64 is given once.
pub async fn every_one_of_64_tries_at_once_is_counted(fixture: &impl Fixture) {
    let stores = [fixture.open().await.unwrap(), fixture.open().await.unwrap()];
    let mut tries = JoinSet::new();
    for n in 0..64 {
        let store = Arc::clone(&stores[n % 2]);
        tries.spawn(async move { store.count_try(digest(1), 60, at(0)).await });
    }
    let mut counts: Vec<u32> = tries
        .join_all()
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=64).collect::<Vec<_>>());
}

/// A window lasts from its first try, whatever comes in between; then a new one begins.
pub async fn a_window_lasts_from_its_first_try(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let count = |bucket, seconds| store.count_try(digest(bucket), 60, at(seconds));
    assert_eq!(count(1, 0).await, Ok(1));
    assert_eq!(count(1, 30).await, Ok(2));
    assert_eq!(count(1, 59).await, Ok(3));
    assert_eq!(count(2, 59).await, Ok(1));
    assert_eq!(count(1, 60).await, Ok(1));
    assert_eq!(count(1, 119).await, Ok(2));
    assert_eq!(count(1, 120).await, Ok(1));
}

/// A success empties the bucket; windows that ended are forgotten, but no running one.
pub async fn tries_are_cleared_and_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for _ in 0..5 {
        store.count_try(digest(1), 60, at(0)).await.unwrap();
    }
    store.clear_tries(digest(1)).await.unwrap();
    assert_eq!(store.count_try(digest(1), 60, at(1)).await, Ok(1));
    store.count_try(digest(2), 600, at(1)).await.unwrap();
    assert_eq!(store.forget_tries(at(100)).await, Ok(1));
    assert_eq!(store.count_try(digest(2), 600, at(100)).await, Ok(2));
    store.close().await;
    let again = fixture.open().await.unwrap();
    assert_eq!(again.count_try(digest(2), 600, at(100)).await, Ok(3));
}

/// 16 who use one ticket at once: one gets it.
pub async fn of_16_who_use_a_ticket_one_gets_it(fixture: &impl Fixture) {
    let stores = [fixture.open().await.unwrap(), fixture.open().await.unwrap()];
    stores[0].add_ticket(&ticket(1)).await.unwrap();
    let mut uses = JoinSet::new();
    for n in 0..16 {
        let store = Arc::clone(&stores[n % 2]);
        uses.spawn(async move { store.use_ticket(digest(1), at(0)).await });
    }
    let used: Vec<_> = uses
        .join_all()
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(used.iter().flatten().collect::<Vec<_>>(), [&ticket(1)]);
    assert_eq!(stores[1].ticket(digest(1), at(0)).await, Ok(None));
}

/// A ticket is read without using it, until it is used or has run out.
pub async fn a_ticket_is_good_until_used_or_run_out(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for number in 1..=3 {
        store.add_ticket(&ticket(number)).await.unwrap();
    }
    assert_eq!(
        store.add_ticket(&ticket(1)).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(store.ticket(digest(1), at(59)).await, Ok(Some(ticket(1))));
    assert_eq!(store.ticket(digest(1), at(60)).await, Ok(None));
    assert_eq!(store.use_ticket(digest(1), at(60)).await, Ok(None));
    assert_eq!(
        store.use_ticket(digest(1), at(59)).await,
        Ok(Some(ticket(1)))
    );
    assert_eq!(store.ticket(digest(1), at(0)).await, Ok(None));
    assert_eq!(store.use_ticket(digest(9), at(0)).await, Ok(None));
    assert_eq!(forget(store.as_ref()).await, [0, 2, 0]);
}

async fn forget(store: &dyn Store) -> [u64; 3] {
    let mut forgotten = [0; 3];
    for (count, seconds) in forgotten.iter_mut().zip([60, 61, 62]) {
        *count = store.forget_tickets(at(seconds)).await.unwrap();
    }
    forgotten
}

fn ticket(number: u32) -> Ticket {
    let kind = if number % 2 == 1 {
        TicketKind::SignIn
    } else {
        TicketKind::PasswordReset
    };
    Ticket {
        digest: digest(number),
        kind,
        owner: STRANGE.to_owned(),
        expires_at: at(60),
    }
}
