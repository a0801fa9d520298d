//! Webhooks: how addresses, deliveries and attempts end, whoever else writes at the same moment.

use std::sync::Arc;
use std::time::Duration;

use mutual::id::CustomerId;
use mutual::port::{Destruction, ErasureRow, Group, Held, Store, StoreError};
use mutual::webhook::{Attempt, Course, Delivery, Endpoint, Health, Outcome};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{Writer, ana, at, bo, customer, customer_id, entry, entry_of};
use crate::webhooks::{
    AGAIN, add, addresses, after, attempt, count, delivery, endpoint, endpoint_id, id,
};

/// With an address goes all that was on its way to it, and nothing of another one.
pub async fn a_removed_address_leaves_nothing(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    for number in [1, 2] {
        add(store.as_ref(), number, [8, 9]).await;
        let tried = attempt(id(number, 8), 1);
        let health = Health::default();
        let record = store.record_attempt(&tried, after(AGAIN, 500), &health, 1);
        record.await.unwrap();
    }
    let removed = store.remove_endpoint(endpoint_id(1), &line(3), None).await;
    assert_eq!(removed, Ok(true));
    let removed = store.remove_endpoint(endpoint_id(1), &line(4), None).await;
    assert_eq!(removed, Ok(false));
    let lines = store.audit(None, None, 10).await.unwrap();
    assert_eq!(lines, [3, 2, 1].map(line));
    assert_eq!(store.endpoints().await, Ok(vec![endpoint(2)]));
    assert_eq!(count(store.as_ref(), 1).await, [0, 0, 0]);
    assert_eq!(store.attempts(id(1, 8)).await, Ok(vec![]));
    assert_eq!(count(store.as_ref(), 2).await, [2, 0, 0]);
    let kept = vec![attempt(id(2, 8), 1)];
    assert_eq!(store.attempts(id(2, 8)).await, Ok(kept));
}

/// Of many who change the same revision at once one does, whatever is sent meanwhile.
pub async fn of_many_who_change_an_address_at_once_one_does(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1]).await;
    add(store.as_ref(), 1, 10..34).await;
    let mut changes = JoinSet::new();
    for n in 0..8_u8 {
        let store = Arc::clone(&store);
        changes.spawn(async move {
            let changed = Endpoint {
                description: n.to_string(),
                revision: 2,
                ..endpoint(1)
            };
            let change = store
                .change_endpoint(&changed, 1, &line(10 + n), None)
                .await;
            change.map(|()| changed.description)
        });
    }
    let mut attempts = JoinSet::new();
    for index in 10..34 {
        let store = Arc::clone(&store);
        attempts.spawn(async move {
            let tried = attempt(id(1, index), 1);
            let over = after(Course::Delivered, 500);
            store
                .record_attempt(&tried, over, &Health::default(), 1)
                .await
        });
    }
    let attempts = attempts.join_all().await;
    assert!(attempts.iter().all(Result::is_ok), "{attempts:?}");
    let changes = changes.join_all().await;
    let won: Vec<_> = changes.iter().filter_map(|won| won.as_ref().ok()).collect();
    let lost = changes.iter().filter_map(|lost| lost.as_ref().err());
    assert!(lost.clone().all(|error| *error == StoreError::Conflict));
    assert_eq!((won.len(), lost.count()), (1, 7), "{changes:?}");
    let stands = store.endpoint(endpoint_id(1)).await.unwrap().unwrap();
    assert_eq!((&stands.description, stands.revision), (won[0], 2));
    let lines = store.audit(None, None, 100).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(count(store.as_ref(), 1).await, [0, 24, 0]);
}

/// Writes on and on what a server writes that serves an address.
fn serve(store: Arc<dyn Store>, index: u64, about: Option<CustomerId>) -> JoinSet<()> {
    let mut work = JoinSet::new();
    for lane in 0..3_u32 {
        let store = Arc::clone(&store);
        work.spawn(async move {
            for round in 0..6 {
                let told = [delivery(1, index, about)];
                match lane {
                    0 => store.add_deliveries(endpoint_id(1), index, &told).await,
                    1 => store.resend(endpoint_id(1), &told, None).await,
                    _ => {
                        let tried = attempt(id(1, index), round + 1);
                        let health = Health::default();
                        store
                            .record_attempt(&tried, after(AGAIN, 5), &health, 1)
                            .await
                    }
                }
                .unwrap();
            }
        });
    }
    work
}

/// An address that is removed while it is served is gone, with all that was written by then.
pub async fn an_address_that_is_removed_while_it_is_served_leaves_nothing(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for n in 0..8_u8 {
        let made = store.add_endpoint(&endpoint(1), &line(n), None).await;
        assert_eq!(made, Ok(()));
        let served = serve(Arc::clone(&store), 8, None);
        tokio::time::sleep(Duration::from_micros(u64::from(n) * 1_000)).await;
        let mut removals = JoinSet::new();
        for m in 0..3 {
            let store = Arc::clone(&store);
            let line = line(100 + 3 * n + m);
            removals.spawn(async move { store.remove_endpoint(endpoint_id(1), &line, None).await });
        }
        let removals = removals.join_all().await;
        let did = removals.iter().filter(|removed| **removed == Ok(true));
        assert_eq!(did.count(), 1, "{removals:?}");
        assert!(removals.iter().all(Result::is_ok), "{removals:?}");
        served.join_all().await;
        assert_eq!(store.delivery(id(1, 8)).await, Ok(None));
        assert_eq!(store.attempts(id(1, 8)).await, Ok(vec![]));
        assert_eq!(store.endpoints().await, Ok(vec![]));
    }
}

/// Erases a customer whose only entry is the one at `hers`, by the entry at `index`.
fn erasure(customer: CustomerId, hers: u64, index: u64) -> Group {
    Group {
        entries: vec![entry(index)],
        destruction: Some(Destruction {
            entries: vec![hers],
            erasures: vec![ErasureRow {
                index,
                customer,
                suppressed: Vec::new(),
            }],
            ..Destruction::default()
        }),
        ..Group::default()
    }
}

/// What a table holds, with its columns in the order of their names, as JSON.
fn rows(held: &[Held], table: &str) -> Vec<String> {
    let held = held.iter().find(|held| held.table == table).unwrap();
    let rows = held.rows.iter().map(|row| {
        let mut cells: Vec<_> = row
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        cells.sort();
        cells.join(" ")
    });
    rows.collect()
}

/// She reads what was sent about her, where to and what came of it; with her it goes.
pub async fn an_erasure_takes_what_was_sent_about_her(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        entries: vec![entry_of(ana(), 1, 0), entry_of(bo(), 2, 0), entry(3)],
        customers: vec![customer(ana()), customer(bo())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let store = writer.store.as_ref();
    addresses(store, [1, 2]).await;
    for number in [1, 2] {
        let about = [(1, Some(ana())), (2, Some(bo())), (3, None)];
        let told = about.map(|(index, about)| delivery(number, index, about));
        let added = store.add_deliveries(endpoint_id(number), 3, &told).await;
        added.unwrap();
        for index in [1, 2, 3] {
            let tried = attempt(id(number, index), 1);
            let health = Health::default();
            let record = store.record_attempt(&tried, after(AGAIN, 300), &health, 1);
            record.await.unwrap();
        }
    }
    let silence = Attempt {
        outcome: Outcome::NotSent("nobody was there".to_owned()),
        ..attempt(id(2, 1), 2)
    };
    let over = after(Course::GivenUp, 400);
    let health = Health::default();
    store
        .record_attempt(&silence, over, &health, 1)
        .await
        .unwrap();
    let held = store.held(ana(), &[1]).await.unwrap();
    let moment = |seconds: Option<i64>| match seconds {
        Some(seconds) => format!("\"{}\"", at(seconds)),
        None => "null".to_owned(),
    };
    let sent = |number: u8, goes: Option<i64>, given_up: Option<i64>| {
        let (url, goes, given_up) = (endpoint(number).url, moment(goes), moment(given_up));
        format!(
            "address=\"{url}\" delivered_at=null given_up_at={given_up} goes_at={goes} \
             type=\"consent.withdrawn\""
        )
    };
    assert_eq!(
        rows(&held, "webhook_delivery"),
        [sent(1, Some(300), None), sent(2, None, Some(400))]
    );
    let tried = |number: u8, seconds: i64, what: &str| {
        let (url, tried) = (endpoint(number).url, at(seconds));
        format!("address=\"{url}\" {what} tried_at=\"{tried}\" type=\"consent.withdrawn\"")
    };
    assert_eq!(
        rows(&held, "webhook_attempt"),
        [
            tried(1, 101, "answered=true status=503"),
            tried(2, 101, "answered=true status=503"),
            tried(2, 102, "answered=false status=null"),
        ]
    );
    writer.commit(&erasure(ana(), 1, 4)).await.unwrap();
    assert_eq!(store.scrub().await, Ok(()));
    for number in [1, 2] {
        assert_eq!(store.delivery(id(number, 1)).await, Ok(None));
        assert_eq!(store.attempts(id(number, 1)).await, Ok(vec![]));
        assert_eq!(count(store, number).await, [2, 0, 0]);
        for index in [2, 3] {
            let kept = vec![attempt(id(number, index), 1)];
            assert_eq!(store.attempts(id(number, index)).await, Ok(kept));
        }
    }
    for held in store.held(ana(), &[1]).await.unwrap() {
        assert_eq!(held.rows, [], "{}", held.table);
    }
    // Whoever read her entry before it was destroyed brings nothing of it back.
    let late = [delivery(1, 1, Some(ana())), delivery(1, 4, None)];
    store
        .add_deliveries(endpoint_id(1), 4, &late)
        .await
        .unwrap();
    store.resend(endpoint_id(2), &late, None).await.unwrap();
    for number in [1, 2] {
        assert_eq!(store.delivery(id(number, 1)).await, Ok(None));
        assert!(store.delivery(id(number, 4)).await.unwrap().is_some());
    }
}

/// Who is erased while something is sent about her is gone, with all that was written of it.
pub async fn an_erasure_while_she_is_written_about_leaves_nothing(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let ids: Vec<_> = (1..=16).zip((10..26).map(customer_id)).collect();
    let group = Group {
        entries: ids
            .iter()
            .map(|(index, id)| entry_of(*id, *index, 0))
            .collect(),
        customers: ids.iter().map(|(_, id)| customer(*id)).collect(),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let store = writer.store.as_ref();
    addresses(store, [1]).await;
    for (index, customer) in ids {
        // She has deliveries for certain, whoever is faster afterwards.
        let told = [delivery(1, index, Some(customer))];
        store
            .add_deliveries(endpoint_id(1), index, &told)
            .await
            .unwrap();
        let served = serve(Arc::clone(&writer.store), index, Some(customer));
        tokio::time::sleep(Duration::from_micros(index * 500)).await;
        let erased = writer.commit(&erasure(customer, index, 16 + index)).await;
        assert_eq!(erased, Ok(()));
        served.join_all().await;
        assert_eq!(store.delivery(id(1, index)).await, Ok(None));
        assert_eq!(store.attempts(id(1, index)).await, Ok(vec![]));
        for held in store.held(customer, &[index]).await.unwrap() {
            assert_eq!(held.rows, [], "{}", held.table);
        }
    }
    assert_eq!(count(store, 1).await, [0, 0, 0]);
}

/// What was over before a moment is forgotten with its attempts; what was over then, or waits for
/// however long, stays.
pub async fn what_is_long_over_is_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    add(store.as_ref(), 1, [8, 9, 10, 11]).await;
    add(store.as_ref(), 2, [8]).await;
    for (delivery, course, seconds) in [
        (id(1, 8), Course::Delivered, 599),
        (id(1, 9), Course::Delivered, 600),
        (id(1, 10), AGAIN, 10),
        (id(2, 8), Course::GivenUp, 20),
    ] {
        for number in [1, 2] {
            let tried = attempt(delivery, number);
            let health = Health::default();
            let record = store.record_attempt(&tried, after(course, seconds), &health, 1);
            record.await.unwrap();
        }
    }
    assert_eq!(store.forget_deliveries(at(20)).await, Ok(0));
    assert_eq!(store.forget_deliveries(at(600)).await, Ok(2));
    assert_eq!(store.forget_deliveries(at(600)).await, Ok(0));
    for gone in [id(1, 8), id(2, 8)] {
        assert_eq!(store.delivery(gone).await, Ok(None));
        assert_eq!(store.attempts(gone).await, Ok(vec![]));
    }
    assert_eq!(count(store.as_ref(), 1).await, [2, 1, 0]);
    assert_eq!(count(store.as_ref(), 2).await, [0, 0, 0]);
    for kept in [id(1, 9), id(1, 10)] {
        assert_eq!(store.attempts(kept).await.unwrap().len(), 2);
    }
    let through = store
        .endpoint(endpoint_id(2))
        .await
        .unwrap()
        .unwrap()
        .through;
    assert_eq!(through, 7, "what was forgotten is not sent again");
}

/// However many are over, all of them are forgotten, and each is counted.
pub async fn thousands_of_deliveries_are_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1]).await;
    let over: Vec<_> = (1..=2_100)
        .map(|index| Delivery {
            course: Course::Delivered,
            at: at(10),
            ..delivery(1, index, None)
        })
        .collect();
    for part in over.chunks(1_000) {
        store.resend(endpoint_id(1), part, None).await.unwrap();
    }
    add(store.as_ref(), 1, [9_999]).await;
    assert_eq!(store.forget_deliveries(at(25)).await, Ok(2_100));
    assert_eq!(count(store.as_ref(), 1).await, [1, 0, 0]);
}
