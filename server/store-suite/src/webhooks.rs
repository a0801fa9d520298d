//! Webhooks: addresses, what is on its way to them, and what came of it.

use std::collections::BTreeSet;

use mutual::id::{CustomerId, EndpointId};
use mutual::ledger::EntryKind;
use mutual::port::{DeliveryCounts, DeliveryFilter, Store, StoreError, Waiting};
use mutual::webhook::{
    After, Attempt, Course, Delivery, DeliveryId, Endpoint, Events, Health, Off, Outcome, WhyOff,
};

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{STRANGE, ana, at, bo, digest};

/// The address with this number; higher numbers come later in order.
#[must_use]
pub fn endpoint_id(number: u8) -> EndpointId {
    EndpointId::from_bytes([number; 16])
}

/// The address with this number, as it is made.
#[must_use]
pub fn endpoint(number: u8) -> Endpoint {
    Endpoint {
        id: endpoint_id(number),
        url: format!("https://crm.example.org/hooks/{number}"),
        description: STRANGE.to_owned(),
        events: Events::All,
        secret: vec![number; 60],
        older: None,
        off: None,
        failing_since: None,
        warned_at: None,
        through: 7,
        created_at: at(i64::from(number)),
        revision: 1,
        created: (digest(number.into()), digest(1_000)),
        rotated: None,
    }
}

/// The delivery of the entry at `index`, about `customer`, that waits.
#[must_use]
pub fn delivery(endpoint: u8, index: u64, customer: Option<CustomerId>) -> Delivery {
    Delivery {
        id: id(endpoint, index),
        kind: EntryKind::Withdrawn,
        customer,
        urgent: index.is_multiple_of(2),
        course: Course::Pending,
        tries: 0,
        at: at(i64::try_from(index).unwrap_or(0)),
    }
}

pub(crate) fn id(endpoint: u8, index: u64) -> DeliveryId {
    DeliveryId {
        endpoint: endpoint_id(endpoint),
        index,
    }
}

/// An attempt that failed with words.
#[must_use]
pub fn attempt(id: DeliveryId, number: u32) -> Attempt {
    Attempt {
        id,
        number,
        at: at(100 + i64::from(number)),
        took_ms: 1_234,
        outcome: Outcome::Answered(503, STRANGE.to_owned()),
    }
}

/// It goes again.
pub(crate) const AGAIN: Course = Course::Pending;

pub(crate) fn after(course: Course, seconds: i64) -> After {
    After {
        course,
        at: at(seconds),
    }
}

async fn deeds(store: &dyn Store) -> usize {
    store.audit(None, None, 100).await.unwrap().len()
}

/// Makes addresses with these numbers.
pub(crate) async fn addresses(store: &dyn Store, numbers: impl IntoIterator<Item = u8>) {
    for number in numbers {
        let made = store
            .add_endpoint(&endpoint(number), &line(number), None)
            .await;
        made.unwrap();
    }
}

/// Adds deliveries of an address that are about nobody.
pub(crate) async fn add(store: &dyn Store, endpoint: u8, indices: impl IntoIterator<Item = u64>) {
    let deliveries = indices.into_iter();
    let deliveries: Vec<_> = deliveries
        .map(|index| delivery(endpoint, index, None))
        .collect();
    let added = store.add_deliveries(endpoint_id(endpoint), 7, &deliveries);
    added.await.unwrap();
}

pub(crate) async fn count(store: &dyn Store, endpoint: u8) -> [u64; 3] {
    let counts = store.delivery_counts(endpoint_id(endpoint)).await.unwrap();
    let DeliveryCounts {
        pending,
        delivered,
        given_up,
        ..
    } = counts;
    [pending, delivered, given_up]
}

/// An address comes back as it was made, by id, and one write makes one.
pub async fn an_address_is_made_once(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.endpoints().await, Ok(vec![]));
    assert_eq!(store.endpoint(endpoint_id(1)).await, Ok(None));
    let plain = endpoint(2);
    let full = Endpoint {
        url: format!("https://crm.example.org/{STRANGE}"),
        description: String::new(),
        events: Events::read(["customer.erased", "consent.withdrawn"]).unwrap(),
        older: Some((vec![3; 60], at(86_400))),
        off: Some(Off {
            why: WhyOff::Gone,
            at: at(5),
        }),
        failing_since: Some(at(3)),
        warned_at: Some(at(4)),
        revision: 9,
        rotated: Some(digest(77)),
        ..endpoint(1)
    };
    store.add_endpoint(&plain, &line(1), None).await.unwrap();
    store.add_endpoint(&full, &line(2), None).await.unwrap();
    // The write that was sent twice, and an id that is taken: neither leaves a line.
    let twice = Endpoint {
        id: endpoint_id(3),
        ..endpoint(2)
    };
    let taken = Endpoint {
        created: (digest(99), digest(1_000)),
        ..endpoint(2)
    };
    for again in [twice, taken] {
        let made = store.add_endpoint(&again, &line(3), None).await;
        assert_eq!(made, Err(StoreError::Conflict));
    }
    assert_eq!(
        store.endpoint(endpoint_id(2)).await,
        Ok(Some(plain.clone()))
    );
    assert_eq!(store.endpoints().await, Ok(vec![full, plain]));
    assert_eq!(deeds(store.as_ref()).await, 2);
}

/// Who changes an address names the revision that the change began from; what is the worker's own
/// stays.
pub async fn an_address_changes_revision_by_revision(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1]).await;
    add(store.as_ref(), 1, [8]).await;
    let changed = Endpoint {
        url: "https://other.example.org/".to_owned(),
        description: "the other one".to_owned(),
        events: Events::read(["consent.granted"]).unwrap(),
        secret: vec![8; 61],
        older: Some((vec![1; 60], at(86_400))),
        revision: 2,
        rotated: Some(digest(8)),
        ..endpoint(1)
    };
    let stale = Endpoint {
        through: 0,
        created_at: at(999),
        created: (digest(500), digest(501)),
        ..changed.clone()
    };
    for wrong in [0, 2, u64::MAX] {
        let change = store.change_endpoint(&stale, wrong, &line(2), None).await;
        assert_eq!(change, Err(StoreError::Conflict), "{wrong}");
    }
    let nobody = Endpoint {
        id: endpoint_id(2),
        ..stale.clone()
    };
    let change = store.change_endpoint(&nobody, 1, &line(2), None).await;
    assert_eq!(change, Err(StoreError::Conflict));
    assert_eq!(deeds(store.as_ref()).await, 1);
    let change = store.change_endpoint(&stale, 1, &line(2), None).await;
    assert_eq!(change, Ok(()));
    assert_eq!(store.endpoint(endpoint_id(1)).await, Ok(Some(changed)));
    assert_eq!(deeds(store.as_ref()).await, 2);
}

/// Deliveries are added once, up to a thousand at a time, and up to where they go only grows.
pub async fn a_delivery_is_added_once(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    let kinds = EntryKind::ALL.iter().cycle();
    let many: Vec<_> = (1..=1_000_u64)
        .zip(kinds)
        .map(|(index, kind)| Delivery {
            kind: *kind,
            ..delivery(
                1,
                index,
                [None, Some(ana()), Some(bo())][(index % 3) as usize],
            )
        })
        .collect();
    let one = endpoint_id(1);
    store.add_deliveries(one, 1_000, &many).await.unwrap();
    assert_eq!(
        store.pending(one, Waiting::All, 0, 2_000).await,
        Ok(many.clone())
    );
    assert_eq!(
        store.delivery(id(1, 501)).await,
        Ok(Some(many[500].clone()))
    );
    assert_eq!(store.delivery(id(2, 501)).await, Ok(None));
    // Sent again after a crash, beside new ones; and from further back.
    let over = after(Course::Delivered, 2_000);
    let first = attempt(id(1, 1), 1);
    store
        .record_attempt(&first, over, &Health::default(), 1)
        .await
        .unwrap();
    let mut again = many[..2].to_vec();
    again.extend([delivery(1, 1_001, None), delivery(1, 1_001, None)]);
    store.add_deliveries(one, 900, &again).await.unwrap();
    let first = store.delivery(id(1, 1)).await.unwrap().unwrap();
    assert_eq!((first.course, first.tries), (Course::Delivered, 1));
    assert_eq!(count(store.as_ref(), 1).await, [1_000, 1, 0]);
    let through = async || store.endpoint(one).await.unwrap().unwrap().through;
    assert_eq!(through().await, 1_000);
    store.add_deliveries(one, 1_234, &[]).await.unwrap();
    assert_eq!(through().await, 1_234);
    // Nothing for an address that is not there.
    let (nowhere, told) = (endpoint_id(3), [delivery(3, 5, None)]);
    assert_eq!(store.add_deliveries(nowhere, 5, &told).await, Ok(()));
    assert_eq!(store.resend(nowhere, &told, None).await, Ok(()));
    assert_eq!(store.delivery(id(3, 5)).await, Ok(None));
    assert_eq!(store.endpoint(endpoint_id(2)).await, Ok(Some(endpoint(2))));
}

/// People read the newest first, page by page, narrowed as they like.
pub async fn deliveries_are_read_page_by_page(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2, 3]).await;
    for number in [1, 2, 3] {
        add(store.as_ref(), number, 1..=9).await;
    }
    let health = Health::default();
    for (number, index, course) in [
        (1, 4, Course::Delivered),
        (2, 4, Course::Delivered),
        (2, 9, Course::Delivered),
        (2, 6, Course::GivenUp),
        (3, 1, Course::GivenUp),
    ] {
        let tried = attempt(id(number, index), 1);
        let over = after(course, 300);
        store
            .record_attempt(&tried, over, &health, 1)
            .await
            .unwrap();
    }
    // Of what is given up, what takes something away is counted too.
    for (number, lost) in [
        (1, (0, 0, None)),
        (2, (1, 1, Some(at(300)))),
        (3, (1, 0, None)),
    ] {
        let counts = store.delivery_counts(endpoint_id(number)).await.unwrap();
        assert_eq!((counts.given_up, counts.lost, counts.lost_at), lost);
    }
    let all = async |filter: DeliveryFilter, limit: u32| {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let page = store.deliveries(filter, before, limit).await.unwrap();
            assert!(page.len() <= limit as usize);
            let Some(last) = page.last() else { break all };
            before = Some(last.id);
            let fits = |one: &Delivery| {
                filter.endpoint.is_none_or(|only| only == one.id.endpoint)
                    && filter.course.is_none_or(|only| only == one.course)
            };
            assert!(page.iter().all(fits));
            all.extend(page.iter().map(|one| (one.id.index, one.id.endpoint)));
        }
    };
    let mut numbers = Vec::new();
    for limit in [1, 4, 100] {
        for endpoint in [None, Some(endpoint_id(2)), Some(endpoint_id(9))] {
            for course in [None]
                .into_iter()
                .chain(Course::ALL.iter().copied().map(Some))
            {
                let found = all(DeliveryFilter { endpoint, course }, limit).await;
                let sorted: BTreeSet<_> = found.iter().copied().collect();
                assert!(found.iter().eq(sorted.iter().rev()), "{found:?}");
                numbers.push(found.len());
            }
        }
    }
    let once = [27, 22, 3, 2, 9, 6, 2, 1, 0, 0, 0, 0];
    assert_eq!(numbers, [once, once, once].concat());
    // A cursor need not name one that is there.
    let filter = DeliveryFilter::default();
    let page = store.deliveries(filter, Some(id(9, 2)), 2).await.unwrap();
    let page: Vec<_> = page.iter().map(|one| one.id).collect();
    assert_eq!(page, [id(3, 2), id(2, 2)]);
}

/// Whoever asks for a delivery once more while an attempt is under way gets it once more, whatever
/// comes of that attempt.
pub async fn what_is_asked_for_while_it_is_under_way_goes_again(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1]).await;
    add(store.as_ref(), 1, [8, 9]).await;
    let good = Health::default();
    // The first attempt of the one, and the second of the other, began before somebody asked.
    let failed = attempt(id(1, 9), 1);
    let record = store.record_attempt(&failed, after(AGAIN, 500), &good, 1);
    record.await.unwrap();
    let anew = [8, 9].map(|index| Delivery {
        at: at(700),
        ..delivery(1, index, None)
    });
    store.resend(endpoint_id(1), &anew, None).await.unwrap();
    for (index, number) in [(8, 1), (9, 2)] {
        let under_way = Attempt {
            at: at(600),
            ..attempt(id(1, index), number)
        };
        let over = after(Course::Delivered, 800);
        let record = store.record_attempt(&under_way, over, &good, 1);
        record.await.unwrap();
        let tried = store.attempts(id(1, index)).await.unwrap();
        assert_eq!(tried.last().unwrap().number, number);
    }
    let waits = store.pending(endpoint_id(1), Waiting::All, 0, 10).await;
    assert_eq!(waits, Ok(anew.to_vec()));
    // The attempt that was asked for ends it.
    for index in [8, 9] {
        let asked_for = Attempt {
            at: at(700),
            ..attempt(id(1, index), 1)
        };
        let over = after(Course::Delivered, 900);
        let record = store.record_attempt(&asked_for, over, &good, 1);
        record.await.unwrap();
    }
    assert_eq!(
        store.pending(endpoint_id(1), Waiting::All, 0, 10).await,
        Ok(vec![])
    );
}

/// That people were told is stored of an address that fails, as it was when they were.
pub async fn that_people_were_told_is_stored_of_what_fails(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    add(store.as_ref(), 1, [8]).await;
    let failing = Health {
        failing_since: Some(at(101)),
        ..Health::default()
    };
    let first = attempt(id(1, 8), 1);
    let record = store.record_attempt(&first, after(AGAIN, 500), &failing, 1);
    record.await.unwrap();
    let told = async |number| {
        let address = store.endpoint(endpoint_id(number)).await.unwrap();
        address.unwrap().warned_at
    };
    // Of another revision, of one that does not fail, and of one that is not there: nothing.
    for (number, revision) in [(1, 2), (2, 1), (3, 1)] {
        let warned = store.set_warned(endpoint_id(number), at(200), revision);
        assert_eq!(warned.await, Ok(()));
    }
    assert_eq!((told(1).await, told(2).await), (None, None));
    store.set_warned(endpoint_id(1), at(200), 1).await.unwrap();
    assert_eq!(told(1).await, Some(at(200)));
}

/// An attempt is stored with what it means for its delivery and for its address.
pub async fn an_attempt_is_stored_with_what_it_means(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1, 2]).await;
    add(store.as_ref(), 1, [8, 9]).await;
    let failing = Health {
        failing_since: Some(at(101)),
        ..Health::default()
    };
    let first = attempt(id(1, 8), 1);
    store
        .record_attempt(&first, after(AGAIN, 500), &failing, 1)
        .await
        .unwrap();
    let second = Attempt {
        took_ms: 0,
        outcome: Outcome::NotSent(STRANGE.to_owned()),
        ..attempt(id(1, 8), 2)
    };
    let off = Some(Off {
        why: WhyOff::Failing,
        at: at(102),
    });
    let given_up = Health {
        failing_since: Some(at(101)),
        warned_at: Some(at(102)),
        off,
    };
    let over = after(Course::GivenUp, 102);
    store
        .record_attempt(&second, over, &given_up, 1)
        .await
        .unwrap();
    let expected = Delivery {
        course: Course::GivenUp,
        tries: 2,
        at: at(102),
        ..delivery(1, 8, None)
    };
    assert_eq!(store.delivery(id(1, 8)).await, Ok(Some(expected)));
    let both = vec![first, second.clone()];
    assert_eq!(store.attempts(id(1, 8)).await, Ok(both.clone()));
    let address = Endpoint {
        failing_since: Some(at(101)),
        warned_at: Some(at(102)),
        off,
        ..endpoint(1)
    };
    assert_eq!(
        store.endpoint(endpoint_id(1)).await,
        Ok(Some(address.clone()))
    );
    // One of a delivery that is not there is no attempt, and says nothing about its address.
    for nowhere in [id(1, 7), id(2, 8), id(3, 8), id(1, u64::MAX)] {
        let nothing = attempt(nowhere, 1);
        let done = store.record_attempt(&nothing, after(AGAIN, 9), &given_up, 1);
        assert_eq!(done.await, Ok(()));
        assert_eq!(store.attempts(nowhere).await, Ok(vec![]));
    }
    assert_eq!(store.endpoint(endpoint_id(2)).await, Ok(Some(endpoint(2))));
    // Sent again by hand, the delivery waits anew and its attempts stay.
    let anew = Delivery {
        at: at(700),
        ..delivery(1, 8, None)
    };
    let new = Delivery {
        at: at(700),
        ..delivery(1, 5, Some(ana()))
    };
    let asked = [anew.clone(), new.clone(), anew.clone()];
    store.resend(endpoint_id(1), &asked, None).await.unwrap();
    let waits = store.pending(endpoint_id(1), Waiting::All, 0, 10).await;
    assert_eq!(waits, Ok(vec![new, anew, delivery(1, 9, None)]));
    assert_eq!(store.attempts(id(1, 8)).await, Ok(both));
    // It is the first one since, and the third in all.
    let third = Attempt {
        at: at(750),
        ..attempt(id(1, 8), 1)
    };
    let over = after(Course::Delivered, 800);
    let good = Health::default();
    store.record_attempt(&third, over, &good, 1).await.unwrap();
    let tries = store.delivery(id(1, 8)).await.unwrap().unwrap().tries;
    assert_eq!(tries, 1, "since it was sent again");
    let numbers = store.attempts(id(1, 8)).await.unwrap();
    let numbers: Vec<_> = numbers.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(store.endpoint(endpoint_id(1)).await, Ok(Some(endpoint(1))));
    assert_eq!(count(store.as_ref(), 1).await, [2, 1, 0]);
    // A delivery that cannot be read goes with what was tried.
    for _ in 0..2 {
        assert_eq!(store.drop_delivery(id(1, 8)).await, Ok(()));
        assert_eq!(store.delivery(id(1, 8)).await, Ok(None));
        assert_eq!(store.attempts(id(1, 8)).await, Ok(vec![]));
    }
    assert_eq!(count(store.as_ref(), 1).await, [2, 0, 0]);
}

/// What somebody switched off by hand no attempt switches on again; and what nobody did may be.
pub async fn off_by_hand_stays(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    addresses(store.as_ref(), [1]).await;
    add(store.as_ref(), 1, [8, 9, 10, 11]).await;
    let read = async || store.endpoint(endpoint_id(1)).await.unwrap().unwrap();
    let failing = Health {
        failing_since: Some(at(101)),
        warned_at: Some(at(103)),
        off: None,
    };
    let tried = attempt(id(1, 8), 1);
    let record = store.record_attempt(&tried, after(AGAIN, 500), &failing, 1);
    record.await.unwrap();
    let by_hand = Some(Off {
        why: WhyOff::ByHand,
        at: at(104),
    });
    // Whoever switches it off saw it before it failed: how it answers is not theirs to say.
    let switched = Endpoint {
        off: by_hand,
        revision: 2,
        ..endpoint(1)
    };
    store
        .change_endpoint(&switched, 1, &line(2), None)
        .await
        .unwrap();
    let expected = Endpoint {
        failing_since: failing.failing_since,
        warned_at: failing.warned_at,
        ..switched.clone()
    };
    assert_eq!(read().await, expected);
    // An attempt that was under way, good or bad, leaves it off, since then and for that reason.
    let gone = Health {
        off: Some(Off {
            why: WhyOff::Gone,
            at: at(105),
        }),
        ..failing
    };
    for (index, health) in [(9, gone), (10, Health::default())] {
        let tried = attempt(id(1, index), 1);
        let over = after(Course::Delivered, 105);
        store
            .record_attempt(&tried, over, &health, 2)
            .await
            .unwrap();
        let now = read().await;
        assert_eq!(now.off, by_hand);
        assert_eq!(now.failing_since, health.failing_since);
    }
    // Switched on again, its health begins anew; then what attempts say counts.
    let on = Endpoint {
        revision: 3,
        ..endpoint(1)
    };
    store.change_endpoint(&on, 2, &line(3), None).await.unwrap();
    assert_eq!(read().await, on);
    let tried = attempt(id(1, 11), 1);
    // An attempt at what the address was before says nothing of it.
    let old = store.record_attempt(&tried, after(AGAIN, 900), &gone, 2);
    old.await.unwrap();
    assert_eq!(read().await.off, None);
    let record = store.record_attempt(&tried, after(AGAIN, 900), &gone, 3);
    record.await.unwrap();
    assert_eq!(read().await.off, gone.off);
}
