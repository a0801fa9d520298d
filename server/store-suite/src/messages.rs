//! What was sent and what was withdrawn after it: counted once, in whatever order it comes.

use std::collections::BTreeMap;

use mutual::catalogue::{Channel, Slug};
use mutual::id::CustomerId;
use mutual::insight::{Day, Rows, SentOn, Withdrawal};
use mutual::port::{Group, Store};
use mutual::value::{Standing, UsageEvent, UsageReport};

use crate::Fixture;
use crate::asked::{purpose, recipes, recount, rows, rows_since};
use crate::samples::{STRANGE, Writer, ana, at, bo, customer, customer_id, entry, entry_of};

pub(crate) const HOUR: i64 = 3_600;

pub(crate) fn message(
    customer: CustomerId,
    data: &str,
    context: &str,
    seconds: i64,
) -> UsageReport {
    UsageReport {
        event: UsageEvent {
            customer,
            data: data.parse().unwrap(),
            purpose: purpose(),
            at: at(seconds),
            context: context.to_owned(),
        },
        channel: Some(Channel::Email),
    }
}

pub(crate) async fn send(store: &dyn Store, reports: &[UsageReport]) -> Vec<Standing> {
    let unsealed = |_: &[Standing]| Ok(None);
    store.report_usage(reports, at(0), &unsealed).await.unwrap()
}

/// Turned off at `seconds`, with all of 48 hours before.
pub(crate) fn withdrawal(customer: CustomerId, index: u64, seconds: i64) -> Withdrawal {
    Withdrawal {
        customer,
        proposition: recipes(),
        index,
        purpose: purpose(),
        since: at(seconds - 48 * HOUR),
        at: at(seconds),
    }
}

pub(crate) fn sent_on(seconds: i64, sent: i64, followed: i64) -> SentOn {
    SentOn {
        day: Day::of(at(seconds)),
        sent,
        followed,
    }
}

/// Looks up what is to be looked up, all of it.
async fn look_up(store: &dyn Store) {
    while store.follow_messages(2).await.unwrap() > 0 {}
}

/// One message is one, however many kinds of data it used and however often it is reported.
pub async fn a_message_is_counted_once(fixture: &impl Fixture) {
    use Standing::{Correction, Gone, New, Same};
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let group = Group {
        customers: vec![customer(ana()), customer(bo())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let first = message(ana(), "orders", "mail-1", 0);
    let unsaid = UsageReport::from(first.event.clone());
    assert_eq!(send(store, std::slice::from_ref(&unsaid)).await, [New]);
    assert_eq!(rows(store).await.sent, [], "nothing says that it was sent");
    let list = [
        first.clone(),
        first.clone(),
        unsaid,
        message(ana(), "birthday", "mail-1", 0),
        message(bo(), "orders", STRANGE, 0),
        message(customer_id(9), "orders", "mail-1", 0),
    ];
    let standings = send(store, &list).await;
    assert_eq!(standings, [Correction, Same, Same, New, New, Gone]);
    assert_eq!(
        send(store, &list).await,
        [Same, Same, Same, Same, Same, Gone]
    );
    assert_eq!(rows(store).await.sent, [sent_on(0, 2, 0)]);
    // By another channel it is another message.
    let sms = UsageReport {
        channel: Some(Channel::Sms),
        ..first
    };
    assert_eq!(send(store, &[sms]).await, [Correction]);
    assert_eq!(rows(store).await.sent, [sent_on(0, 3, 0)]);
    recount(&writer, 0).await;
    assert_eq!(rows(store).await.sent, [sent_on(0, 3, 0)]);
    let held = store.held(bo(), &[]).await.unwrap();
    let held = held.iter().find(|held| held.table == "message").unwrap();
    assert_eq!(held.rows[0].get("context").unwrap(), STRANGE);
    assert_eq!(held.rows[0].get("channel").unwrap(), "email");
}

/// A withdrawal follows the newest message of the 48 hours before it, and no other.
pub async fn a_withdrawal_follows_the_newest_message_before_it(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let short = Withdrawal {
        since: at(99 * HOUR),
        ..withdrawal(bo(), 3, 100 * HOUR)
    };
    let group = Group {
        entries: (1..=3).map(entry).collect(),
        customers: vec![customer(ana()), customer(bo())],
        withdrawals: vec![
            withdrawal(ana(), 1, 100 * HOUR),
            withdrawal(ana(), 2, 200 * HOUR),
            short,
        ],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let early = [
        // Exactly 48 hours before is too early, and so is what came before the yes.
        message(ana(), "orders", "a", 52 * HOUR),
        message(bo(), "orders", "a", 98 * HOUR),
        message(bo(), "orders", "b", 101 * HOUR),
    ];
    send(store, &early).await;
    look_up(store).await;
    let followed = |rows: &Rows| -> BTreeMap<Day, i64> {
        let rows = rows.sent.iter().map(|on| (on.day, on.followed));
        rows.filter(|(_, followed)| *followed != 0).collect()
    };
    assert_eq!(followed(&rows(store).await), BTreeMap::new());
    let day = |hours: i64| Day::of(at(hours * HOUR));
    for (hour, last) in [(53, 53), (100, 100), (76, 100)] {
        send(store, &[message(ana(), "orders", "b", hour * HOUR)]).await;
        look_up(store).await;
        assert_eq!(
            followed(&rows(store).await),
            BTreeMap::from([(day(last), 1)])
        );
    }
    let of_the_last = BTreeMap::from([(day(100), 1)]);
    // About something else.
    let mut other = message(ana(), "orders", "c", 190 * HOUR);
    other.event.purpose = "offers".parse().unwrap();
    send(store, &[other]).await;
    look_up(store).await;
    assert_eq!(followed(&rows(store).await), of_the_last);
    recount(&writer, 3).await;
    let all = rows(store).await;
    assert_eq!(followed(&all), of_the_last);
    // What is older stands in one sum.
    let later = rows_since(store, day(100).plus(9)).await;
    let sum = |count: fn(&SentOn) -> i64| all.sent.iter().map(count).sum();
    let older = SentOn {
        day: day(100).plus(8),
        sent: sum(|on| on.sent),
        followed: sum(|on| on.followed),
    };
    assert!(older.sent > 1);
    assert_eq!(later.sent, [older]);
}

/// One story's numbers, the same at each run.
fn dice(mut seed: u32) -> impl FnMut(u32) -> u32 {
    move |below| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    }
}

/// What happens, in the order in which the store learns of it.
#[derive(Clone)]
enum Event {
    Sent(UsageReport),
    Withdrawn(Withdrawal),
}

/// What is to be counted of them, by a rule that looks at all pairs.
fn by_all_pairs(events: &[Event]) -> BTreeMap<Day, (i64, i64)> {
    let messages = events.iter().filter_map(|event| match event {
        Event::Sent(report) => report.message(),
        Event::Withdrawn(_) => None,
    });
    let messages: std::collections::BTreeSet<_> = messages.collect();
    let mut counts: BTreeMap<Day, (i64, i64)> = BTreeMap::new();
    for message in &messages {
        counts.entry(Day::of(message.at)).or_default().0 += 1;
    }
    for event in events {
        let Event::Withdrawn(row) = event else {
            continue;
        };
        let before = messages.iter().filter(|message| {
            message.customer == row.customer
                && message.purpose == row.purpose
                && row.since < message.at
                && message.at <= row.at
        });
        if let Some(last) = before.map(|message| message.at).max() {
            counts.entry(Day::of(last)).or_default().1 += 1;
        }
    }
    counts
}

/// Early, late, twice, corrected, in one list or one by one: the counts are the same.
pub async fn messages_and_withdrawals_count_the_same_in_any_order(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let store = writer.store.as_ref();
    let mut random = dice(5);
    let mut index = 0;
    let mut totals = Vec::new();
    for round in 0..8_u32 {
        let mut people = dice(77);
        let (key, purpose): (Slug, Slug) = (
            format!("exchange-{round}").parse().unwrap(),
            format!("purpose-{round}").parse().unwrap(),
        );
        let mut events = Vec::new();
        for _ in 0..60 {
            let who = customer_id(1 + people(4));
            let seconds = i64::from(people(240)) * HOUR;
            if people(3) > 0 {
                let data = if people(2) == 0 { "orders" } else { "birthday" };
                let context = format!("mail-{}", people(3));
                let mut report = message(who, data, &context, seconds);
                report.event.purpose = purpose.clone();
                // Twice, and first without a word of the channel.
                events.push(Event::Sent(report.clone()));
                if people(3) == 0 {
                    events.push(Event::Sent(report.event.clone().into()));
                    events.push(Event::Sent(report));
                }
            } else {
                let row = Withdrawal {
                    proposition: key.clone(),
                    purpose: purpose.clone(),
                    since: at(seconds - i64::from(1 + people(48)) * HOUR),
                    ..withdrawal(who, 0, seconds)
                };
                events.push(Event::Withdrawn(row));
            }
        }
        for n in (1..events.len()).rev() {
            events.swap(n, random(n as u32 + 1) as usize);
        }
        let expected = by_all_pairs(&events);
        let everybody = Group {
            customers: (1..=4).map(|n| customer(customer_id(n))).collect(),
            ..Group::default()
        };
        writer.commit(&everybody).await.unwrap();
        let mut list = Vec::new();
        for event in events {
            match event {
                Event::Sent(report) => list.push(report),
                Event::Withdrawn(row) => {
                    index += 1;
                    let row = Withdrawal { index, ..row };
                    let group = Group {
                        entries: vec![entry(index)],
                        withdrawals: vec![row],
                        ..Group::default()
                    };
                    writer.commit(&group).await.unwrap();
                }
            }
            if random(3) == 0 {
                send(store, &std::mem::take(&mut list)).await;
            }
            if random(5) == 0 {
                store.follow_messages(1 + random(3)).await.unwrap();
            }
            if random(25) == 0 {
                recount(&writer, index).await;
            }
        }
        send(store, &list).await;
        look_up(store).await;
        for _ in 0..2 {
            let rows = store.rows(&key, &purpose, Day(0)).await.unwrap();
            let counted: BTreeMap<_, _> = rows
                .sent
                .iter()
                .map(|on| (on.day, (on.sent, on.followed)))
                .filter(|(_, counts)| *counts != (0, 0))
                .collect();
            assert_eq!(counted, expected, "round {round}");
            recount(&writer, index).await;
        }
        totals.push(expected);
    }
    assert!(totals.iter().all(|total| *total == totals[0]));
    assert!(totals[0].values().any(|(_, followed)| *followed > 0));
}

/// Whoever reports and whoever withdraws at the same moment do not see one another; what looks it up
/// sees both.
pub async fn of_a_message_and_a_withdrawal_at_once_none_is_missed(fixture: &impl Fixture) {
    const MANY: u32 = 40;
    let writer = Writer::begin(fixture).await;
    let people = Group {
        customers: (1..=MANY).map(|n| customer(customer_id(n))).collect(),
        ..Group::default()
    };
    writer.commit(&people).await.unwrap();
    let reports = (1..=MANY).map(|n| {
        let store = writer.store.clone();
        tokio::spawn(async move {
            let who = customer_id(n);
            send(store.as_ref(), &[message(who, "orders", "mail", HOUR)]).await;
        })
    });
    let reports: Vec<_> = reports.collect();
    let store = writer.store.clone();
    let (over, is_over) = tokio::sync::watch::channel(false);
    // Not cut off in the middle: what a transaction holds is free a moment after it was dropped.
    let looking = tokio::spawn(async move {
        while !*is_over.borrow() {
            store.follow_messages(3).await.unwrap();
        }
    });
    for n in 1..=MANY {
        let group = Group {
            entries: vec![entry_of(customer_id(n), u64::from(n), 0)],
            customers: vec![customer(customer_id(n))],
            withdrawals: vec![withdrawal(customer_id(n), u64::from(n), 2 * HOUR)],
            ..Group::default()
        };
        writer.commit(&group).await.unwrap();
    }
    for report in reports {
        report.await.unwrap();
    }
    over.send_replace(true);
    looking.await.unwrap();
    look_up(writer.store.as_ref()).await;
    let all = rows(writer.store.as_ref()).await.sent;
    assert_eq!(all, [sent_on(HOUR, MANY.into(), MANY.into())]);
}
