//! Counts: written with what they count, the same when they are made again, and nobody's.

use mutual::catalogue::Slug;
use mutual::insight::{Cell, Count, Day, Measure, Recounted, Rows, Seen, Tally};
use mutual::port::{Destruction, ErasureRow, Group, Store, StoreError};
use mutual::value::{Amount, Total, UsageEvent, ValueEvent, ValueReport};

use crate::Fixture;
use crate::samples::{Writer, ana, at, bo, customer, entry, entry_of};

const STRANGE: &str = "'; DROP TABLE tally; -- \"x\" \\ %_ $1 \u{fdd0}0 \u{202e}\u{1f980} [1,2] ü";

fn recipes() -> Slug {
    "recipe-ideas".parse().unwrap()
}

fn cell(measure: Measure, day: i64, version: u32, part: &str) -> Cell {
    Cell {
        proposition: recipes(),
        measure,
        day: Day(day),
        version,
        part: part.to_owned(),
    }
}

fn tally(cells: &[(Cell, i64, i64)]) -> Tally {
    let cells = cells.iter().cloned();
    let cells = cells.map(|(cell, told, gone)| (cell, Count { told, gone }));
    cells.collect()
}

fn seen(measure: Measure, day: i64, version: u32, part: &str, many: i64) -> Seen {
    Seen {
        measure,
        day: Day(day),
        version,
        part: part.to_owned(),
        many,
    }
}

async fn rows(store: &dyn Store, from: i64) -> Rows {
    let purpose = "recommendations".parse().unwrap();
    let mut rows = store.rows(&recipes(), &purpose, Day(from)).await.unwrap();
    rows.counts
        .sort_by_key(|seen| (seen.measure, seen.day, seen.version, seen.part.clone()));
    rows.arrived
        .sort_by_key(|(benefit, unit, day, _)| (benefit.clone(), unit.clone(), *day));
    rows.used.sort();
    rows
}

/// What entries add is added with them, and up to which entry is known.
pub async fn counts_are_written_with_their_entries(fixture: &impl Fixture) {
    let empty = fixture.open().await.unwrap();
    assert_eq!(empty.counted().await, Ok(None));
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    assert_eq!(store.counted().await, Ok(Some(0)));
    let yes = cell(Measure::Yes, 20_000, 1, "page");
    let group = Group {
        entries: vec![entry(1), entry(2)],
        counts: tally(&[
            (yes.clone(), 2, 0),
            (cell(Measure::On, 20_000, 1, ""), 2, 0),
            (cell(Measure::Yes, 20_001, 2, STRANGE), 1, 0),
            (cell(Measure::Heard, 20_000, 0, "yes"), 2, 0),
            (cell(Measure::Reached, 20_000, 1, "email"), 2, 0),
        ]),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let next = Group {
        entries: vec![entry(3)],
        counts: tally(&[
            (yes, 1, 4),
            (cell(Measure::On, 20_002, 2, ""), -1, 0),
            (cell(Measure::Reached, 20_000, 1, "email"), 1, 2),
        ]),
        ..Group::default()
    };
    // What is refused counts nothing.
    assert_eq!(writer.commit(&group).await, Err(StoreError::Conflict));
    writer.commit(&next).await.unwrap();
    assert_eq!(store.counted().await, Ok(Some(3)));
    let all = rows(store, 20_000).await.counts;
    assert_eq!(
        all,
        [
            seen(Measure::Yes, 20_000, 1, "page", 7),
            seen(Measure::Yes, 20_001, 2, STRANGE, 1),
            seen(Measure::On, 20_000, 1, "", 2),
            seen(Measure::On, 20_002, 2, "", -1),
            seen(Measure::Heard, 20_000, 0, "yes", 2),
            seen(Measure::Reached, 20_000, 1, "email", 5),
        ]
    );
    // What is older stands in one sum on the day before.
    let late = rows(store, 20_002).await.counts;
    assert_eq!(late[0], seen(Measure::Yes, 20_001, 1, "page", 7));
    assert_eq!(late[5], seen(Measure::Reached, 20_001, 1, "email", 5));
    assert_eq!(late.len(), 6);
    // Facts alone count nothing and leave no gap.
    let facts = Group {
        customers: vec![customer(ana())],
        ..Group::default()
    };
    writer.commit(&facts).await.unwrap();
    assert_eq!(store.counted().await, Ok(Some(3)));
}

/// Whoever counts again puts the new counts in the place of the old, and leaves those of people who
/// are gone.
pub async fn counting_again_keeps_who_is_gone(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let (yes, no) = (
        cell(Measure::Yes, 20_000, 1, "page"),
        cell(Measure::No, 20_000, 1, "page"),
    );
    let group = Group {
        entries: vec![entry(1)],
        counts: tally(&[
            (yes.clone(), 5, 3),
            (no, 2, 0),
            (cell(Measure::Heard, 20_000, 0, "no"), 2, 0),
            (cell(Measure::Reached, 20_000, 1, "sms"), 4, 1),
        ]),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let again = Recounted {
        tally: tally(&[
            (yes, 4, 0),
            (cell(Measure::Back, 20_000, 1, "api"), 1, 0),
            (cell(Measure::Reached, 20_000, 1, "sms"), 3, 0),
        ]),
        ..Recounted::default()
    };
    let old = writer.lease;
    let newer = mutual::port::Lease {
        epoch: old.epoch + 1,
    };
    let refused = store.recount(newer, 1, &again).await;
    assert_eq!(refused, Err(StoreError::NotHolder));
    let moved = store.recount(old, 0, &again).await;
    assert_eq!(moved, Err(StoreError::Conflict));
    for _ in 0..2 {
        assert_eq!(store.recount(old, 1, &again).await, Ok(()));
        let all = rows(store, 0).await.counts;
        assert_eq!(
            all,
            [
                seen(Measure::Yes, 20_000, 1, "page", 7),
                seen(Measure::Back, 20_000, 1, "api", 1),
                seen(Measure::Reached, 20_000, 1, "sms", 4),
            ]
        );
    }
    assert_eq!(store.counted().await, Ok(Some(1)));
}

fn event(of: mutual::id::CustomerId, proof: u32, millionths: i64, day: i64) -> ValueEvent {
    ValueEvent {
        customer: of,
        proposition: recipes(),
        benefit: "recipes".parse().unwrap(),
        proof_ref: format!("mail-{proof}"),
        amount: Amount::of_millionths(millionths).unwrap(),
        unit: STRANGE.to_owned(),
        at: Day(day).begin().plus_seconds(60),
    }
}

async fn report(store: &dyn Store, event: ValueEvent, corrects: bool) {
    let unsealed = |_: &[mutual::value::Standing]| Ok(None);
    let report = ValueReport { event, corrects };
    // Twice in one list and once more after it: it counts once.
    let twice = [report.clone(), report];
    store.report_value(&twice, at(0), &unsealed).await.unwrap();
    let again = &twice[..1];
    store.report_value(again, at(0), &unsealed).await.unwrap();
}

async fn used(store: &dyn Store, of: mutual::id::CustomerId, data: &str, day: i64) {
    let unsealed = |_: &[mutual::value::Standing]| Ok(None);
    let event = UsageEvent {
        customer: of,
        data: data.parse().unwrap(),
        purpose: "recommendations".parse().unwrap(),
        at: Day(day).begin(),
        context: "mail".to_owned(),
    };
    let twice = [event.clone().into(), event.into()];
    store.report_usage(&twice, at(0), &unsealed).await.unwrap();
}

fn arrived(rows: &Rows) -> Vec<(i64, String)> {
    let rows = rows.arrived.iter();
    rows.filter(|(.., total)| *total != Total::default())
        .map(|(_, _, day, total)| (day.0, total.to_string()))
        .collect()
}

/// What arrived counts once; a correction moves it; and who goes leaves the count as it is.
pub async fn what_arrives_is_counted_by_day(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let group = Group {
        entries: vec![entry_of(ana(), 1, 0)],
        customers: vec![customer(ana()), customer(bo())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    report(store, event(ana(), 1, 3_000_000, 18_000), false).await;
    report(store, event(bo(), 1, 500_000, 18_000), false).await;
    report(store, event(bo(), 2, 700_000, 18_001), false).await;
    used(store, ana(), "orders", 18_003).await;
    used(store, bo(), "orders", 18_001).await;
    let day = |rows: &Rows| arrived(rows);
    let both = [(18_000, "3.5".to_owned()), (18_001, "0.7".to_owned())];
    assert_eq!(day(&rows(store, 0).await), both);
    // What is older stands in one sum, so that nobody has to know all days to know the whole.
    let older = [(18_001, "4.2".to_owned())];
    assert_eq!(day(&rows(store, 18_002).await), older);
    assert_eq!(rows(store, 0).await.arrived[0].1, STRANGE);
    // Another amount on another day: the first is no longer counted.
    report(store, event(bo(), 2, 1_400_000, 18_002), true).await;
    let moved = [(18_000, "3.5".to_owned()), (18_002, "1.4".to_owned())];
    assert_eq!(day(&rows(store, 0).await), moved);
    // What differs and is no correction changes nothing.
    report(store, event(bo(), 2, 9_000_000, 18_002), false).await;
    assert_eq!(day(&rows(store, 0).await), moved);
    assert_eq!(
        rows(store, 0).await.used,
        [("orders".parse().unwrap(), Day(18_003))]
    );
    let before = rows(store, 0).await;
    assert_eq!(
        store.recount(writer.lease, 1, &Recounted::default()).await,
        Ok(())
    );
    assert_eq!(arrived(&rows(store, 0).await), arrived(&before));
    let erase = Group {
        entries: vec![entry(2)],
        destruction: Some(Destruction {
            entries: vec![1],
            erasures: vec![ErasureRow {
                index: 2,
                customer: ana(),
                suppressed: Vec::new(),
            }],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&erase).await.unwrap();
    for _ in 0..2 {
        let after = rows(store, 0).await;
        assert_eq!(arrived(&after), moved, "what arrived stays counted");
        assert_eq!(after.used, before.used);
        assert_eq!(
            store.recount(writer.lease, 2, &Recounted::default()).await,
            Ok(())
        );
    }
}

/// What arrived of one exchange goes with the records of it, and stays counted.
pub async fn what_is_forgotten_stays_counted(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let group = Group {
        entries: vec![entry_of(ana(), 1, 0)],
        customers: vec![customer(ana())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    report(store, event(ana(), 1, 3_000_000, 18_000), false).await;
    let forget = Group {
        entries: vec![entry_of(ana(), 2, 0)],
        customers: vec![customer(ana())],
        destruction: Some(Destruction {
            entries: vec![1],
            arrived: vec![(ana(), recipes())],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&forget).await.unwrap();
    for _ in 0..2 {
        let counted = arrived(&rows(store, 0).await);
        assert_eq!(counted, [(18_000, "3".to_owned())]);
        assert_eq!(
            store.recount(writer.lease, 2, &Recounted::default()).await,
            Ok(())
        );
    }
}

/// Lists that come at the same moment are all counted.
pub async fn of_many_who_report_at_once_all_are_counted(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: vec![customer(ana()), customer(bo())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let reports = (0..24_u32).map(|n| {
        let store = writer.store.clone();
        tokio::spawn(async move {
            let who = if n % 2 == 0 { ana() } else { bo() };
            let day = 18_000 + i64::from(n % 3);
            report(store.as_ref(), event(who, n, 1_000_000, day), false).await;
        })
    });
    for report in reports.collect::<Vec<_>>() {
        report.await.unwrap();
    }
    let counted = arrived(&rows(writer.store.as_ref(), 0).await);
    let eight = |day| (day, "8".to_owned());
    assert_eq!(counted, [eight(18_000), eight(18_001), eight(18_002)]);
}
