//! Tries are counted one by one, and a ticket is good until it has run out.

use std::sync::Arc;

use mutual::port::{Store, StoreError, Ticket, TicketKind, Tries};
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
        .map(|tries| tries.unwrap().count)
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=64).collect::<Vec<_>>());
}

/// A window lasts from its first try, whatever comes in between; then a new one begins.
pub async fn a_window_lasts_from_its_first_try(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let count = |bucket, seconds| store.count_try(digest(bucket), 60, at(seconds));
    let tries = |count, end| {
        Ok(Tries {
            count,
            until: at(end),
        })
    };
    assert_eq!(count(1, 0).await, tries(1, 60));
    assert_eq!(count(1, 30).await, tries(2, 60));
    assert_eq!(count(1, 59).await, tries(3, 60));
    assert_eq!(count(2, 59).await, tries(1, 119));
    assert_eq!(count(1, 60).await, tries(1, 120));
    assert_eq!(count(1, 119).await, tries(2, 120));
    assert_eq!(count(1, 120).await, tries(1, 180));
}

/// A success empties the bucket; windows that ended are forgotten, but no running one.
pub async fn tries_are_cleared_and_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for _ in 0..5 {
        store.count_try(digest(1), 60, at(0)).await.unwrap();
    }
    store.clear_tries(digest(1)).await.unwrap();
    let again = store.count_try(digest(1), 60, at(1)).await.unwrap();
    assert_eq!(again.count, 1);
    store.count_try(digest(2), 600, at(1)).await.unwrap();
    assert_eq!(store.forget_tries(at(100)).await, Ok(1));
    assert_eq!(counted(store.as_ref(), 2, 100).await, 2);
    store.close().await;
    let again = fixture.open().await.unwrap();
    assert_eq!(counted(again.as_ref(), 2, 100).await, 3);
}

/// However many ran out, they go in steps, and all of them go.
pub async fn thousands_of_tries_and_tickets_are_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut work = JoinSet::new();
    for lane in 0..32 {
        let store = Arc::clone(&store);
        work.spawn(async move {
            for number in (0..2_100).skip(lane).step_by(32) {
                store.count_try(digest(number), 60, at(0)).await.unwrap();
                store.add_ticket(&ticket(number)).await.unwrap();
            }
        });
    }
    work.join_all().await;
    assert_eq!(store.forget_tries(at(61)).await, Ok(2_100));
    assert_eq!(store.forget_tickets(at(61)).await, Ok(2_100));
    assert_eq!(store.forget_tries(at(61)).await, Ok(0));
}

/// One try in a window of ten minutes; how many it has seen then.
async fn counted(store: &dyn Store, bucket: u32, seconds: i64) -> u32 {
    let tries = store.count_try(digest(bucket), 600, at(seconds)).await;
    tries.unwrap().count
}

/// A ticket is read without using it, until it has run out.
pub async fn a_ticket_is_good_until_it_ran_out(fixture: &impl Fixture) {
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
    assert_eq!(store.ticket(digest(1), at(0)).await, Ok(Some(ticket(1))));
    assert_eq!(store.ticket(digest(9), at(0)).await, Ok(None));
    assert_eq!(forget(store.as_ref()).await, [0, 3, 0]);
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
