//! What arrived and what was used: each once, and about nobody who is not there.

use std::sync::Arc;

use mutual::clock::Timestamp;
use mutual::id::CustomerId;
use mutual::port::{AnswerRow, Destruction, Group, Store, StoreError, UsedOn};
use mutual::value::{
    Amount, Book, Delivered, LastUse, Standing, Total, UsageEvent, ValueEvent, ValueReport,
};

use crate::Fixture;
use crate::samples::{Writer, ana, answer, at, bo, customer, customer_id, entry, erases};

/// What people and machines put into a line of text.
const STRANGE: &str = "'; DROP TABLE x; -- \"x\" \\ %_ $1 \u{fdd0}0 \u{202e}\u{1f980} =1+1 [1,2] ü";

/// So many of a benefit of Ana's, under that proof, so many seconds after the stories begin.
fn event(proof: &str, amount: f64, seconds: i64) -> ValueEvent {
    ValueEvent {
        customer: ana(),
        proposition: "recipe-ideas".parse().unwrap(),
        benefit: "recipes".parse().unwrap(),
        proof_ref: proof.to_owned(),
        amount: Amount::of_number(amount).unwrap(),
        unit: "recipes".to_owned(),
        at: at(seconds),
    }
}

fn first(event: ValueEvent) -> ValueReport {
    ValueReport {
        event,
        corrects: false,
    }
}

fn corrected(event: ValueEvent) -> ValueReport {
    ValueReport {
        event,
        corrects: true,
    }
}

fn usage(data: &str, purpose: &str, seconds: i64, context: &str) -> UsageEvent {
    UsageEvent {
        customer: ana(),
        data: data.parse().unwrap(),
        purpose: purpose.parse().unwrap(),
        at: at(seconds),
        context: context.to_owned(),
    }
}

async fn report(store: &dyn Store, reports: &[ValueReport]) -> Vec<Standing> {
    let unsealed = |_: &[Standing]| Ok(None);
    store.report_value(reports, at(0), &unsealed).await.unwrap()
}

async fn used(store: &dyn Store, events: &[UsageEvent]) -> Vec<Standing> {
    let unsealed = |_: &[Standing]| Ok(None);
    let events: Vec<_> = events.iter().cloned().map(Into::into).collect();
    store.report_usage(&events, at(0), &unsealed).await.unwrap()
}

async fn all(store: &dyn Store, of: CustomerId) -> Vec<ValueEvent> {
    store.value_events(of, at(1_000_000), 1_000).await.unwrap()
}

/// A database with these people in it.
async fn people(fixture: &impl Fixture, ids: impl IntoIterator<Item = CustomerId>) -> Writer {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: ids.into_iter().map(customer).collect(),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    writer
}

/// A proof counts once, whatever comes again; only a correction changes it.
pub async fn a_proof_counts_once_and_is_corrected(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let (mail, other) = (event("mail-1", 3.0, 10), event("mail-1", 2.5, 9));
    let bos = ValueEvent {
        customer: bo(),
        ..mail.clone()
    };
    let told = [
        first(mail.clone()),
        first(mail.clone()),
        first(other.clone()),
        first(bos.clone()),
    ];
    use Standing::{Correction, Differs, New, Same};
    assert_eq!(report(store, &told).await, [New, Same, Differs, New]);
    assert_eq!(report(store, &told).await, [Same, Same, Differs, Same]);
    assert_eq!(all(store, ana()).await, std::slice::from_ref(&mail));
    let later = [corrected(other.clone()), corrected(other.clone())];
    assert_eq!(report(store, &later).await, [Correction, Same]);
    assert_eq!(report(store, &[first(mail.clone())]).await, [Differs]);
    assert_eq!(all(store, ana()).await, std::slice::from_ref(&other));
    assert_eq!(all(store, bo()).await, [bos]);
    // It did not arrive after all.
    let nothing = ValueEvent {
        amount: Amount::default(),
        ..other
    };
    assert_eq!(report(store, &[corrected(nothing)]).await, [Correction]);
    assert_eq!(all(store, ana()).await, []);
    assert_eq!(store.delivered(ana()).await, Ok(vec![]));
    // A correction that comes first stays, whatever it was to correct.
    let early = [
        corrected(event("mail-2", 1.0, 5)),
        first(event("mail-2", 3.0, 5)),
    ];
    assert_eq!(report(store, &early).await, [New, Differs]);
    assert_eq!(all(store, ana()).await, [event("mail-2", 1.0, 5)]);
}

/// What is stored is what the rules say, in whatever order and portions it comes.
pub async fn the_store_agrees_with_the_rules(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let mut book = Book::default();
    let mut seed = 7_u32;
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    for portion in 0..40 {
        let reports: Vec<_> = (0..=random(30))
            .map(|_| {
                let mut event = event(
                    &format!("p{}", random(12)),
                    f64::from(random(3)) / 4.0,
                    i64::from(random(3)),
                );
                if random(2) == 0 {
                    event.customer = bo();
                }
                if random(4) == 0 {
                    event.unit = "GBP".to_owned();
                }
                ValueReport {
                    event,
                    corrects: random(3) == 0,
                }
            })
            .collect();
        let expected: Vec<_> = reports.iter().map(|report| book.take(report)).collect();
        assert_eq!(report(store, &reports).await, expected, "portion {portion}");
    }
    for person in [ana(), bo()] {
        let told = book.delivered().into_iter();
        let told = told.filter(|((of, ..), total)| *of == person && !total.is_zero());
        let told: Vec<_> = told.map(|((_, _, _, unit), total)| (unit, total)).collect();
        let stored = store.delivered(person).await.unwrap();
        let stored: Vec<_> = stored.into_iter().map(|d| (d.unit, d.total)).collect();
        assert_eq!(stored, told);
    }
}

/// Sums are exact, however many and large; and units are never mixed.
pub async fn sums_are_exact_and_never_mix_units(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    for thousand in 0..10 {
        let reports = (0..1_000).map(|n| {
            let proof = format!("{}", thousand * 1_000 + n);
            first(event(&proof, 999_999_999.999_999, 60))
        });
        let standings = report(store, &reports.collect::<Vec<_>>()).await;
        assert!(standings.iter().all(|standing| *standing == Standing::New));
    }
    let pounds = ValueEvent {
        unit: "GBP".to_owned(),
        ..event("voucher", 4.2, 70)
    };
    report(store, &[first(pounds)]).await;
    let line = |unit: &str, total, times, last| Delivered {
        proposition: "recipe-ideas".parse().unwrap(),
        benefit: "recipes".parse().unwrap(),
        unit: unit.to_owned(),
        total,
        times,
        last_at: at(last),
    };
    let expected = vec![
        line("GBP", Total::of_parts(4, 200_000), 1, 70),
        line(
            "recipes",
            Total::of_parts(9_999_999_999_999, 990_000),
            10_000,
            60,
        ),
    ];
    assert_eq!(store.delivered(ana()).await, Ok(expected));
}

/// Events come newest first, by when they arrived and not by when they were told.
pub async fn late_events_stand_where_they_belong(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    for (proof, seconds) in [("b", 20), ("c", 10), ("a", 20), (STRANGE, 15)] {
        report(store, &[first(event(proof, 1.0, seconds))]).await;
    }
    let order = |events: Vec<ValueEvent>| -> Vec<_> {
        events.into_iter().map(|event| event.proof_ref).collect()
    };
    assert_eq!(order(all(store, ana()).await), ["a", "b", STRANGE, "c"]);
    let some = store.value_events(ana(), at(19), 1).await.unwrap();
    assert_eq!(order(some), [STRANGE]);
    assert_eq!(store.value_events(ana(), at(9), 10).await, Ok(vec![]));
}

/// Uses are counted once, by stretch of time, data and purpose; the last one of each is found.
pub async fn uses_are_counted_once_and_the_last_is_found(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let events = [
        usage("orders", "offers", 100, "mail"),
        usage("orders", "offers", 100, "mail"),
        usage("orders", "offers", 100, STRANGE),
        usage("orders", "recommendations", 150, "mail"),
        usage("orders", "offers", 199, "mail"),
        usage("birthday", "offers", 200, "mail"),
    ];
    use Standing::{New, Same};
    assert_eq!(used(store, &events).await, [New, Same, New, New, New, New]);
    assert_eq!(used(store, &events[2..4]).await, [Same, Same]);
    let slug = |text: &str| text.parse().unwrap();
    let pairs = [
        ("orders", "offers"),
        ("birthday", "research"),
        ("birthday", "offers"),
    ];
    let pairs = pairs.map(|(data, purpose)| (slug(data), slug(purpose)));
    let last = |data: &str, seconds| LastUse {
        data: slug(data),
        purpose: slug("offers"),
        at: at(seconds),
    };
    let lasts = vec![last("birthday", 200), last("orders", 199)];
    assert_eq!(store.last_uses(ana(), &pairs).await, Ok(lasts));
    assert_eq!(store.last_uses(bo(), &pairs).await, Ok(vec![]));
    assert_eq!(store.last_uses(ana(), &[]).await, Ok(vec![]));
    assert_eq!(store.newest_use(ana(), at(1_000)).await, Ok(Some(at(200))));
    assert_eq!(store.newest_use(ana(), at(198)).await, Ok(Some(at(150))));
    assert_eq!(store.newest_use(ana(), at(99)).await, Ok(None));
    let stretches = [
        (at(200), at(300)),
        (at(150), at(200)),
        (at(100), at(150)),
        (at(0), at(100)),
    ];
    let on = |stretch, data: &str, purpose: &str, times, seconds| UsedOn {
        stretch,
        data: slug(data),
        purpose: slug(purpose),
        times,
        last_at: at(seconds),
    };
    let expected = vec![
        on(0, "birthday", "offers", 1, 200),
        on(1, "orders", "offers", 1, 199),
        on(1, "orders", "recommendations", 1, 150),
        on(2, "orders", "offers", 2, 100),
    ];
    assert_eq!(store.used_on(ana(), &stretches).await, Ok(expected));
    assert_eq!(store.used_on(bo(), &stretches).await, Ok(vec![]));
}

/// The answer is written with what was reported: both or neither.
pub async fn an_answer_is_stored_with_what_was_reported(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    let kept = AnswerRow {
        customer: None,
        ..answer(1, 5)
    };
    let seal = |standings: &[Standing]| {
        assert_eq!(standings, [Standing::New]);
        Ok(Some(kept.clone()))
    };
    let one = [first(event("mail-1", 3.0, 10))];
    store.report_value(&one, at(0), &seal).await.unwrap();
    assert_eq!(store.answers(&[kept.key]).await, Ok(vec![kept.clone()]));
    let two = [first(event("mail-2", 3.0, 10))];
    let again = store.report_value(&two, at(0), &seal).await;
    assert_eq!(again, Err(StoreError::Conflict));
    let use_ = [usage("orders", "offers", 100, "mail").into()];
    let again = store.report_usage(&use_, at(0), &seal).await;
    assert_eq!(again, Err(StoreError::Conflict));
    let broken = |_: &[Standing]| Err(StoreError::Corrupt("no answer".to_owned()));
    let corrupt = Err(StoreError::Corrupt("no answer".to_owned()));
    assert_eq!(store.report_value(&two, at(0), &broken).await, corrupt);
    assert_eq!(store.report_usage(&use_, at(0), &broken).await, corrupt);
    assert_eq!(all(store, ana()).await, [event("mail-1", 3.0, 10)]);
    assert_eq!(store.newest_use(ana(), at(1_000)).await, Ok(None));
    // The writer is free for the next one.
    assert_eq!(report(store, &two).await, [Standing::New]);
}

/// What two say at once under one proof counts once.
pub async fn of_many_who_report_one_proof_at_once_one_is_new(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    for round in 0..5 {
        let mut reports = tokio::task::JoinSet::new();
        for n in 0..8_u8 {
            let store = Arc::clone(&writer.store);
            // Each in another order, so that none waits for another in a circle.
            reports.spawn(async move {
                let mut told: Vec<_> = (0..20)
                    .map(|p| first(event(&format!("{round}-{p}"), f64::from(n % 2), 10)))
                    .collect();
                told.rotate_left(usize::from(n) * 2);
                report(store.as_ref(), &told).await
            });
        }
        let all = reports.join_all().await.into_iter().flatten();
        let new = all.filter(|standing| *standing == Standing::New);
        assert_eq!(new.count(), 20);
    }
}

/// Nothing is written about anybody who is not there, and the rest is.
pub async fn nobody_is_brought_back(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    let stranger = ValueEvent {
        customer: bo(),
        ..event("mail-1", 3.0, 10)
    };
    let told = [first(stranger), first(event("mail-1", 3.0, 10))];
    use Standing::{Gone, New};
    assert_eq!(report(store, &told).await, [Gone, New]);
    let strange = UsageEvent {
        customer: bo(),
        ..usage("orders", "offers", 100, "mail")
    };
    assert_eq!(used(store, &[strange]).await, [Gone]);
    for held in store.held(bo(), &[]).await.unwrap() {
        assert_eq!(held.rows, [], "{}", held.table);
    }
    assert_eq!(all(store, bo()).await, []);
}

/// Who is erased while somebody reports about her is gone, with all that was reported.
pub async fn an_erasure_at_the_same_moment_leaves_nothing(fixture: &impl Fixture) {
    let ids: Vec<_> = (10..40).map(customer_id).collect();
    let writer = people(fixture, ids.iter().copied()).await;
    for (index, id) in (1..).zip(&ids) {
        let store = Arc::clone(&writer.store);
        let of = *id;
        let telling = tokio::spawn(async move {
            let mut standings = Vec::new();
            for round in 0..10 {
                let told: Vec<_> = (0..20)
                    .map(|n| {
                        let event = event(&format!("{round}-{n}"), 1.0, 10);
                        first(ValueEvent {
                            customer: of,
                            ..event
                        })
                    })
                    .collect();
                standings.extend(report(store.as_ref(), &told).await);
                let event = usage("orders", "offers", round, "mail");
                let event = UsageEvent {
                    customer: of,
                    ..event
                };
                standings.extend(used(store.as_ref(), &[event]).await);
            }
            standings
        });
        tokio::time::sleep(std::time::Duration::from_micros(index * 300)).await;
        writer.commit(&erases(index, *id)).await.unwrap();
        let standings = telling.await.unwrap();
        let mut since = standings
            .iter()
            .skip_while(|standing| **standing == Standing::New);
        assert!(since.all(|standing| *standing == Standing::Gone));
        let until = Timestamp::from_millis(i64::MAX);
        assert_eq!(writer.store.value_events(*id, until, 10).await, Ok(vec![]));
        assert_eq!(writer.store.newest_use(*id, until).await, Ok(None));
        for held in writer.store.held(*id, &[]).await.unwrap() {
            assert_eq!(held.rows, [], "{}", held.table);
        }
    }
}

/// What arrived of an exchange goes with the records of it; of another, and of another customer,
/// it stays.
pub async fn what_arrived_goes_with_the_records_of_its_exchange(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let other = ValueEvent {
        proposition: "coupons".parse().unwrap(),
        ..event("mail-2", 1.0, 10)
    };
    let bos = ValueEvent {
        customer: bo(),
        ..event("mail-3", 1.0, 10)
    };
    let told = [event("mail-1", 3.0, 10), other.clone(), bos.clone()];
    // Each is known under its own customer's proof, however it is told again.
    assert_eq!(store.value_known(&told).await, Ok(vec![]));
    report(store, &told.clone().map(first)).await;
    let again = [event("mail-1", 9.0, 99), event("mail-3", 1.0, 10)];
    let known = store.value_known(&again).await;
    assert_eq!(known, Ok(vec![told[0].clone()]));
    let group = Group {
        entries: vec![entry(1)],
        destruction: Some(Destruction {
            arrived: vec![(ana(), "recipe-ideas".parse().unwrap())],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(all(store, ana()).await, [other]);
    assert_eq!(all(store, bo()).await, [bos]);
}

/// A customer reads what is held of it, with its amounts as they are.
pub async fn what_is_held_of_it_can_be_read(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    report(store, &[first(event(STRANGE, 4.25, 10))]).await;
    let use_of_it = usage("orders", "offers", 100, STRANGE);
    used(store, std::slice::from_ref(&use_of_it)).await;
    let other = usage("orders", "offers", 101, STRANGE);
    let known = store.usage_known(&[other, use_of_it.clone()]).await;
    assert_eq!(known, Ok(vec![use_of_it]));
    let held = store.held(ana(), &[]).await.unwrap();
    let row = |table: &str| {
        let held = held.iter().find(|held| held.table == table).unwrap();
        held.rows[0].clone()
    };
    let value = row("value_event");
    assert_eq!(value["amount"].as_f64(), Some(4.25));
    assert_eq!(value["unit"], "recipes");
    assert_eq!(value["exchange"], "recipe-ideas");
    assert_eq!(value["arrived_at"], at(10).to_string());
    let usage = row("usage_event");
    assert_eq!(usage["used_at"], at(100).to_string());
    assert_eq!(usage["data"], "orders");
    // One dialect writes U+FDD0 in two characters.
    let context = usage["context"].as_str().unwrap();
    assert!(context.contains("DROP TABLE"), "{context}");
    assert_eq!(value["proof"], usage["context"]);
}
