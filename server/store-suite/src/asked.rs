//! Who was asked, and what came of it: counted once, and kept without a name when its people are gone.

use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{AskedOn, AskedRow, Day, Recounted, Reply, Rows};
use mutual::port::{Destruction, ErasureRow, Group, Store, StoreError};
use mutual::value::Standing;

use crate::Fixture;
use crate::messages::{HOUR, message, send, sent_on, withdrawal};
use crate::samples::{STRANGE, Writer, ana, bo, customer, customer_id, entry, entry_of};

pub(crate) fn recipes() -> Slug {
    "recipe-ideas".parse().unwrap()
}

pub(crate) fn purpose() -> Slug {
    "recommendations".parse().unwrap()
}

fn asked(customer: CustomerId, version: u32, day: i64, behind: u64) -> AskedRow {
    AskedRow {
        customer,
        proposition: recipes(),
        version,
        day: Day(day),
        locale: "en".to_owned(),
        behind,
        yes: None,
    }
}

fn reply(customer: CustomerId, version: u32, index: u64, yes: bool) -> Reply {
    Reply {
        customer,
        proposition: recipes(),
        version,
        index,
        yes,
    }
}

pub(crate) async fn rows(store: &dyn Store) -> Rows {
    rows_since(store, Day(0)).await
}

pub(crate) async fn rows_since(store: &dyn Store, from: Day) -> Rows {
    let mut rows = store.rows(&recipes(), &purpose(), from).await.unwrap();
    rows.asked.sort_by_key(|on| (on.version, on.day));
    rows.sent.retain(|on| (on.sent, on.followed) != (0, 0));
    rows
}

fn on(version: u32, day: i64, asked: i64, answered: i64, yes: i64) -> AskedOn {
    AskedOn {
        version,
        day: Day(day),
        asked,
        answered,
        yes,
    }
}

pub(crate) async fn recount(writer: &Writer, through: u64) {
    let nothing = Recounted::default();
    let done = writer.store.recount(writer.lease, through, &nothing).await;
    assert_eq!(done, Ok(()));
}

/// The first time is a row and counts; the first answer is written on it and counts too.
pub async fn the_first_time_and_the_first_answer_are_counted(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let strange = AskedRow {
        locale: STRANGE.to_owned(),
        ..asked(bo(), 1, 20_001, 0)
    };
    let answered = AskedRow {
        yes: Some(true),
        ..asked(customer_id(3), 2, 20_001, 0)
    };
    let people = Group {
        customers: vec![customer(ana()), customer(bo()), customer(customer_id(3))],
        asked: vec![asked(ana(), 1, 20_000, 0), strange, answered.clone()],
        ..Group::default()
    };
    // Facts alone may come twice: it is written once.
    for _ in 0..2 {
        writer.commit(&people).await.unwrap();
        let all = [
            on(1, 20_000, 1, 0, 0),
            on(1, 20_001, 1, 0, 0),
            on(2, 20_001, 1, 1, 1),
        ];
        assert_eq!(rows(store).await.asked, all);
    }
    let later = Group {
        entries: vec![entry(1)],
        asked: vec![asked(ana(), 1, 20_009, 0), asked(ana(), 2, 20_002, 0)],
        replies: vec![
            reply(ana(), 1, 1, false),
            reply(bo(), 2, 1, true),
            reply(customer_id(3), 2, 1, false),
        ],
        ..Group::default()
    };
    let early = Group {
        entries: vec![entry(4)],
        ..later.clone()
    };
    assert_eq!(writer.commit(&early).await, Err(StoreError::Conflict));
    writer.commit(&later).await.unwrap();
    let all = [
        on(1, 20_000, 1, 1, 0),
        on(1, 20_001, 1, 0, 0),
        on(2, 20_001, 1, 1, 1),
        on(2, 20_002, 1, 0, 0),
    ];
    assert_eq!(rows(store).await.asked, all);
    let again = Group {
        entries: vec![entry(2)],
        replies: vec![reply(ana(), 1, 2, true), reply(bo(), 1, 2, true)],
        ..Group::default()
    };
    writer.commit(&again).await.unwrap();
    let since = rows_since(store, Day(20_001)).await.asked;
    let expected = [
        on(1, 20_000, 1, 1, 0),
        on(1, 20_001, 1, 1, 1),
        on(2, 20_001, 1, 1, 1),
        on(2, 20_002, 1, 0, 0),
    ];
    assert_eq!(since, expected);
    // What is older stands on the day before, in one sum: people are told in tens, and which tenth
    // completes one does not depend on how far back one looks.
    let later = rows_since(store, Day(20_010)).await.asked;
    assert_eq!(later, [on(1, 20_009, 2, 2, 1), on(2, 20_009, 2, 1, 1)]);
    let before = rows(store).await.asked;
    recount(&writer, 2).await;
    assert_eq!(rows(store).await.asked, before);
    let mine = store.held(ana(), &[]).await.unwrap();
    let mine = mine.iter().find(|held| held.table == "asked").unwrap();
    let told = |n: usize, name: &str| mine.rows[n].get(name).unwrap().clone();
    assert_eq!(told(0, "asked_on"), "2024-10-04");
    assert_eq!(told(0, "said_yes"), false);
    assert!(told(1, "said_yes").is_null());
}

/// What a program wrote that knew nothing of it is added when everything is counted again: each row
/// takes the first answer behind it.
pub async fn what_is_missing_is_added_when_counting_again(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let group = Group {
        entries: (1..=6).map(entry).collect(),
        customers: vec![customer(ana()), customer(bo())],
        asked: vec![asked(ana(), 1, 20_000, 2), asked(bo(), 1, 20_000, 6)],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    send(store, &[message(ana(), "orders", "mail-1", 10 * HOUR)]).await;
    let counted = Recounted {
        replies: vec![
            reply(ana(), 1, 2, false),
            reply(ana(), 1, 3, true),
            reply(ana(), 1, 4, false),
            reply(bo(), 1, 5, true),
        ],
        withdrawals: vec![withdrawal(ana(), 4, 12 * HOUR)],
        ..Recounted::default()
    };
    for _ in 0..2 {
        let done = store.recount(writer.lease, 6, &counted).await;
        assert_eq!(done, Ok(()));
        let rows = rows(store).await;
        assert_eq!(rows.asked, [on(1, 20_000, 2, 1, 1)]);
        assert_eq!(rows.sent, [sent_on(10 * HOUR, 1, 1)]);
    }
}

fn erase(customer: CustomerId, index: u64, entries: Vec<u64>) -> Group {
    Group {
        entries: vec![entry(index)],
        destruction: Some(Destruction {
            readmitted: Vec::new(),
            entries,
            previous: Vec::new(),
            arrived: Vec::new(),
            erasures: vec![ErasureRow {
                index,
                customer,
                suppressed: Vec::new(),
            }],
        }),
        ..Group::default()
    }
}

/// Who is erased, and an exchange that is forgotten, stay counted and leave no row, even where it was
/// not looked up yet what a withdrawal follows.
pub async fn who_is_gone_stays_counted_without_a_row(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let group = Group {
        entries: vec![entry_of(ana(), 1, 0), entry_of(bo(), 2, 0)],
        customers: vec![customer(ana()), customer(bo())],
        asked: vec![
            AskedRow {
                yes: Some(true),
                ..asked(ana(), 1, 20_000, 0)
            },
            AskedRow {
                yes: Some(false),
                ..asked(bo(), 1, 20_000, 0)
            },
        ],
        withdrawals: vec![
            withdrawal(ana(), 1, 2 * HOUR),
            withdrawal(bo(), 2, 2 * HOUR),
        ],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let both = [ana(), bo()].map(|who| message(who, "orders", "mail", HOUR));
    send(store, &both).await;
    writer.commit(&erase(ana(), 3, vec![1])).await.unwrap();
    let forget = Group {
        entries: vec![entry_of(bo(), 4, 0)],
        customers: vec![customer(bo())],
        destruction: Some(Destruction {
            readmitted: Vec::new(),
            entries: vec![2],
            previous: Vec::new(),
            arrived: vec![(bo(), recipes())],
            erasures: Vec::new(),
        }),
        ..Group::default()
    };
    writer.commit(&forget).await.unwrap();
    let expected_asked = [on(1, 20_000, 2, 2, 1)];
    let expected_sent = [sent_on(HOUR, 2, 2)];
    for _ in 0..2 {
        let rows = rows(store).await;
        assert_eq!(rows.asked, expected_asked);
        assert_eq!(rows.sent, expected_sent);
        recount(&writer, 4).await;
    }
    for who in [ana(), bo()] {
        for held in store.held(who, &[]).await.unwrap() {
            let gone = ["asked", "withdrawal"].contains(&held.table.as_str());
            assert!(!gone || held.rows.is_empty(), "{held:?}");
            let erased = who == ana();
            assert!(!erased || held.rows.is_empty(), "{held:?}");
        }
    }
    // What comes late about her is refused, and she is asked as if for the first time about what was
    // forgotten.
    let late = message(ana(), "orders", "late", HOUR);
    assert_eq!(send(store, &[late]).await, [Standing::Gone]);
    let anew = Group {
        asked: vec![asked(bo(), 1, 20_050, 4)],
        ..Group::default()
    };
    writer.commit(&anew).await.unwrap();
    let all = [on(1, 20_000, 2, 2, 1), on(1, 20_050, 1, 0, 0)];
    assert_eq!(rows(store).await.asked, all);
}
