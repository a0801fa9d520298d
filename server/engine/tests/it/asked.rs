//! Who was asked, and what came of it: written in one order with the choices, whatever goes wrong.

use std::collections::BTreeMap;

use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::{Route, Switch};
use mutual::id::CustomerId;
use mutual::insight::{Ask, Recount, Reply};
use mutual::port::{Engine as _, Submission};
use mutual::use_cases::{Command, Remember};
use mutual_engine::{SystemEntropy, recount};

use crate::store::Fault;
use crate::{House, until, wish};

/// Her page puts the question of a version to her, as memory is now.
fn ask(house: &House, customer: CustomerId, version: u32) {
    let seen = house.engine.index();
    ask_as_of(house, customer, version, seen);
}

fn ask_as_of(house: &House, customer: CustomerId, version: u32, seen: u64) {
    house.engine.asked(Ask {
        customer,
        proposition: "recipe-ideas".parse().unwrap(),
        version,
        locale: "en".to_owned(),
        at: house.engine.now(),
        seen,
    });
}

/// Asked, answered and yes, whoever is gone.
fn sums(house: &House) -> [i64; 3] {
    house.store.beside().sums()
}

/// Each row has the first answer behind it, and what is counted is what the rows say.
async fn assert_right(house: &House) {
    let beside = house.store.beside();
    let entries = house.engine.entries(0, 1_000_000).await.unwrap();
    let replies: Vec<_> = entries
        .iter()
        .filter_map(|entry| Reply::of(entry))
        .collect();
    for row in beside.asked.values() {
        let first = replies.iter().find(|reply| reply.answers(row));
        assert_eq!(row.yes, first.map(|reply| reply.yes), "{row:?}");
    }
    assert_eq!(beside.told(), beside.rows());
    assert!(beside.on.values().all(|(told, gone)| {
        let within = |many: &[i64; 3]| many[0] >= many[1] && many[1] >= many[2] && many[2] >= 0;
        within(told) && within(gone)
    }));
    let mut recount = Recount::default();
    entries.iter().for_each(|entry| recount.take(entry));
    let withdrawals = recount.finish().withdrawals;
    let withdrawals: BTreeMap<_, _> = withdrawals
        .into_iter()
        .map(|row| ((row.customer, row.proposition.clone(), row.index), row))
        .collect();
    assert_eq!(beside.withdrawals, withdrawals);
}

#[tokio::test]
async fn the_first_time_counts_and_so_does_the_first_answer() {
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    // Two tabs, and a look back.
    for _ in 0..3 {
        ask(&house, ana, 1);
        ask(&house, bo, 1);
    }
    until(|| sums(&house) == [2, 0, 0]).await;
    house.choose(ana, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [2, 1, 1], "with the answer, not behind it");
    house.choose(ana, Switch::Off).await.unwrap();
    house.choose(ana, Switch::On).await.unwrap();
    house.choose(bo, Switch::Off).await.unwrap();
    house.choose(bo, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [2, 2, 1], "what she said first");
    // A question that is new is put anew.
    house
        .publish(|document| document.recipients = vec!["Dorn Analytics Ltd".to_owned()])
        .await;
    ask(&house, ana, 2);
    let command = wish(ana, 2, Switch::Off);
    house.submit(Actor::Customer(ana), command).await.unwrap();
    assert_eq!(sums(&house), [3, 3, 1]);
    assert_right(&house).await;
}

#[tokio::test]
async fn an_answer_never_overtakes_its_question() {
    let house = House::open().await;
    let mut people = Vec::new();
    for n in 0..50 {
        people.push(house.customer(&format!("crm:{n}")).await);
    }
    // Nothing waits in between: the question is not stored yet when the answer comes.
    for (n, who) in people.iter().enumerate() {
        ask(&house, *who, 1);
        house
            .choose(*who, Switch::from_on(n % 2 == 0))
            .await
            .unwrap();
    }
    assert_eq!(sums(&house), [50, 50, 25]);
    assert_right(&house).await;
}

#[tokio::test]
async fn whoever_answered_while_the_page_was_drawn_was_not_asked() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    let seen = house.engine.index();
    house.choose(ana, Switch::Off).await.unwrap();
    ask_as_of(&house, ana, 1, seen);
    house.choose(ana, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [0, 0, 0]);
}

#[tokio::test]
async fn what_was_said_elsewhere_answers_no_question() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    ask(&house, ana, 1);
    let signal = Submission {
        actor: Actor::System,
        route: Route::Signal,
        command: wish(ana, 1, Switch::Off),
        idempotency: None,
    };
    house.engine.submit(signal).await.unwrap();
    assert_eq!(sums(&house), [1, 0, 0]);
    house.choose(ana, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [1, 1, 1]);
    assert_right(&house).await;
}

#[tokio::test]
async fn what_waits_is_written_before_the_end_and_after_the_database_was_away() {
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    house.store.fail_next(Fault::BeforeCommit);
    ask(&house, ana, 1);
    until(|| sums(&house) == [1, 0, 0]).await;
    // Stored, and the answer lost: it is not counted twice.
    house.store.fail_next(Fault::AfterCommit);
    ask(&house, bo, 1);
    until(|| sums(&house) == [2, 0, 0]).await;
    ask(&house, bo, 1);
    let cy = house.customer("crm:cy").await;
    ask(&house, cy, 1);
    house.engine.stop().await;
    assert_eq!(sums(&house), [3, 0, 0], "as she was asked before the end");
    let house = house.restart().await;
    house.choose(cy, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [3, 1, 1]);
    assert_right(&house).await;
}

#[tokio::test]
async fn a_server_that_lost_the_database_writes_nothing() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    house.store.steal_lease();
    ask(&house, ana, 1);
    house.engine.stop().await;
    assert_eq!(sums(&house), [0, 0, 0]);
    // The one that took over knows nothing of it, and counts her when its own page asks.
    let house = House::over(house.store, house.clock).await;
    ask(&house, ana, 1);
    house.choose(ana, Switch::Off).await.unwrap();
    assert_eq!(sums(&house), [1, 1, 0]);
    assert_right(&house).await;
}

#[tokio::test]
async fn a_full_queue_drops_and_holds_nobody_up() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    // One thread: the writer does not come to it before all are handed over.
    for _ in 0..30_000 {
        ask(&house, ana, 1);
    }
    house.choose(ana, Switch::On).await.unwrap();
    assert_eq!(sums(&house), [1, 1, 1]);
    assert_right(&house).await;
}

#[tokio::test]
async fn who_is_erased_stays_counted_and_is_not_brought_back() {
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    for who in [ana, bo] {
        ask(&house, who, 1);
        house.choose(who, Switch::On).await.unwrap();
    }
    let seen = house.engine.index();
    let erase = Command::Erase(ana, Remember::Nothing);
    house.submit(Actor::Customer(ana), erase).await.unwrap();
    // A page that was drawn before.
    ask_as_of(&house, ana, 1, seen);
    house.choose(bo, Switch::Off).await.unwrap();
    assert_eq!(sums(&house), [2, 2, 2]);
    let beside = house.store.beside();
    assert!(!format!("{beside:?}").contains(&ana.to_string()));
    assert_eq!((beside.asked.len(), beside.withdrawals.len()), (1, 1));
    assert_right(&house).await;
    house.engine.stop().await;
    let store = house.store.as_ref();
    recount(store, &SystemEntropy).await.unwrap();
    assert_eq!(house.store.beside(), beside);
}

#[tokio::test]
async fn what_a_program_did_that_knew_nothing_of_it_is_made_good_at_the_next_start() {
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    for (who, to) in [(ana, Switch::On), (bo, Switch::Off)] {
        ask(&house, who, 1);
        house.choose(who, to).await.unwrap();
    }
    house.choose(ana, Switch::Off).await.unwrap();
    let before = house.store.beside();
    house.store.lose_counts();
    assert_ne!(house.store.beside(), before);
    let house = house.restart().await;
    assert_eq!(house.store.beside(), before);
    assert_right(&house).await;
}

/// Whatever happens in whatever order, each row has its first answer, and every count is what the
/// rows say.
#[tokio::test]
async fn any_course_of_events_is_counted_as_the_rows_and_the_ledger_tell_it() {
    let mut seed = 29_u32;
    let mut random = move |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let mut house = House::open().await;
    house
        .publish(|document| document.retention_months = Some(1))
        .await;
    let mut version = 2;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(house.customer(&format!("crm:{n}")).await);
    }
    let mut before = [0; 3];
    for step in 0..500 {
        let n = random(6) as usize;
        let who = people[n];
        let me = || Actor::Customer(who);
        match random(20) {
            0..=4 => ask(&house, who, version),
            5 => ask_as_of(&house, who, version, 1),
            6..=9 => drop(house.submit(me(), wish(who, version, Switch::On)).await),
            10..=12 => drop(house.submit(me(), wish(who, version, Switch::Off)).await),
            13 => {
                let days = i64::from(random(240));
                let later = house.clock.now().plus_seconds(days * 86_400);
                house.clock.set(later);
            }
            14 if step % 3 == 0 => {
                let name = format!("Mail company {step}");
                house
                    .publish(|document| document.recipients = vec![name])
                    .await;
                version += 1;
            }
            15 => {
                let erase = Command::Erase(who, Remember::Nothing);
                house.submit(me(), erase).await.unwrap();
                people[n] = house.customer(&format!("crm:new-{step}")).await;
            }
            16 => {
                let forget = Command::Forget(who, "recipe-ideas".parse().unwrap());
                drop(house.submit(Actor::System, forget).await);
            }
            17 if step % 5 == 0 => house = house.restart().await,
            18 if step % 5 == 0 => {
                house.store.lose_counts();
                house = house.restart().await;
            }
            _ => {
                let faults = [Fault::BeforeCommit, Fault::AfterCommit];
                house.store.fail_next(faults[random(2) as usize]);
                ask(&house, who, version);
                // Always accepted, stored or not.
                drop(house.submit(me(), wish(who, version, Switch::Off)).await);
            }
        }
        let now = sums(&house);
        let grew = now.iter().zip(before).all(|(now, before)| *now >= before);
        assert!(grew, "{before:?} {now:?}");
        before = now;
    }
    let house = house.restart().await;
    assert_right(&house).await;
    let [asked, answered, yes] = sums(&house);
    assert!(
        asked > answered && answered > yes && yes > 0,
        "{asked} {answered} {yes}"
    );
}
