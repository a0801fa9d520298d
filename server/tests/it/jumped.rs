//! The clock of the machine jumps ahead: what acts by itself waits until it has stood there for a while.

use mutual::access::{Actor, Scopes};
use mutual::clock::{CONFIRMED_AFTER, Clock as _, Timestamp};
use mutual::guard::{CaseAsked, ESCALATION_S, Matter, Outcome as Verdict, Request};
use mutual::id::{CaseId, ClientId};
use mutual::port::Engine as _;
use mutual::use_cases::{CaseWish, Command, Outcome, PutCustomer, Reported};
use mutual_server::open::Opened;

use crate::cases::submit;
use crate::common::{Database, config};
use crate::on_both;
use crate::past::Hand;
use crate::review::KEY;
use crate::scheduled::{scheduled, this_second};

on_both!(
    what_is_scheduled_goes_not_live_by_a_clock_that_comes_back,
    what_is_scheduled_goes_live_by_a_clock_that_stays,
    silence_is_no_sooner_a_no_because_a_clock_jumped,
);

const DAY_S: i64 = 86_400;

fn is_live(opened: &Opened) -> bool {
    let catalogue = opened.live.catalogue();
    let known = catalogue.proposition(KEY);
    known.is_some_and(|known| known.live().is_some())
}

async fn what_is_scheduled_goes_not_live_by_a_clock_that_comes_back(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Hand::at(this_second());
    let today = clock.now();
    let due = today.plus_seconds(DAY_S);
    let opened = Opened::open_by(config(database, &folder), true, clock.clone());
    let opened = opened.await.unwrap();
    scheduled(&opened, due).await;
    let mutual = opened.app.mutual.clone();
    clock.jump(today.plus_seconds(2 * DAY_S));
    assert_eq!(mutual.publish_due().await, Ok(Some(due)));
    // Something is written down meanwhile.
    case(&opened, "rent").await;
    clock.set(today.plus_seconds(2 * DAY_S + 60));
    assert_eq!(mutual.publish_due().await, Ok(Some(due)));
    // A minute later it is right again. What was written stays the newest moment that the ledger has.
    clock.jump(today.plus_seconds(60));
    assert!(due < opened.live.now());
    for later in [60, 3_600, DAY_S - 1] {
        clock.set(today.plus_seconds(later));
        assert_eq!(mutual.publish_due().await, Ok(Some(due)), "{later} s later");
        assert!(!is_live(&opened), "{later} s later");
    }
    clock.set(due);
    assert_eq!(mutual.publish_due().await, Ok(None));
    assert!(is_live(&opened));
    opened.close().await;
}

async fn what_is_scheduled_goes_live_by_a_clock_that_stays(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Hand::at(this_second());
    let due = clock.now().plus_seconds(DAY_S);
    let opened = Opened::open_by(config(database, &folder), true, clock.clone());
    let opened = opened.await.unwrap();
    scheduled(&opened, due).await;
    let mutual = opened.app.mutual.clone();
    let there = clock.now().plus_seconds(2 * DAY_S);
    let confirmed = i64::try_from(CONFIRMED_AFTER.as_secs()).unwrap();
    clock.jump(there);
    for seconds in [0, 60, confirmed - 1] {
        clock.set(there.plus_seconds(seconds));
        assert_eq!(mutual.publish_due().await, Ok(Some(due)), "{seconds} s");
        assert!(!is_live(&opened), "{seconds} s");
    }
    clock.set(there.plus_seconds(confirmed));
    assert_eq!(mutual.publish_due().await, Ok(None));
    assert!(is_live(&opened));
    opened.close().await;
}

/// Somebody has to decide about Ana; which case.
async fn case(opened: &Opened, topic: &str) -> CaseId {
    let engine = opened.live.as_ref();
    let put = PutCustomer {
        identifiers: vec!["crm:42".parse().unwrap()],
        ..PutCustomer::default()
    };
    submit(engine, Command::PutCustomer(put)).await;
    let customer = opened.live.holder("crm:42").unwrap();
    let request = Request {
        purpose: "recommendations",
        topic: Some(topic),
        ..Request::default()
    };
    let wish = CaseWish {
        matter: Matter::escalated(&request, [].into()),
        team: "front_desk".parse().unwrap(),
        asked: CaseAsked::default(),
    };
    match submit(engine, Command::OpenCase(customer, Box::new(wish))).await {
        Outcome::CaseOpened { case, .. } => case,
        other => panic!("no case: {other:?}"),
    }
}

/// How the case ended, once it has, and whether that was silence.
async fn end(opened: &Opened, case: CaseId) -> Option<(Verdict, bool)> {
    let row = opened.app.live.store.case(case).await.unwrap().unwrap();
    let end = row.end.map(|end| end.decided);
    end.map(|decided| (decided.outcome, decided.timed_out))
}

async fn silence_is_no_sooner_a_no_because_a_clock_jumped(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Hand::at(this_second());
    let today = clock.now();
    let opened = Opened::open_by(config(database, &folder), true, clock.clone());
    let opened = opened.await.unwrap();
    let [silent, answered] = [case(&opened, "credit").await, case(&opened, "loan").await];
    let cases = opened.app.cases(&opened.app.live);
    let look = async |at: Timestamp| {
        clock.set(at);
        assert!(cases.end_due().await.unwrap().is_empty());
    };
    let ahead = today.plus_seconds(3 * DAY_S);
    clock.jump(ahead);
    look(ahead).await;
    case(&opened, "rent").await;
    look(ahead.plus_seconds(60)).await;
    clock.jump(today.plus_seconds(60));
    look(today.plus_seconds(60)).await;
    assert_eq!(end(&opened, silent).await, None);
    // There is time to decide as there was before.
    let desk = Actor::Client {
        client: ClientId::from_bytes([4; 16]),
        scopes: Scopes::parse("cases").unwrap(),
    };
    let said = Reported {
        outcome: Verdict::Deny,
        reason: "We know too little.",
        person: "agent 7",
    };
    let decided = cases.decide(&desk, answered, said, ([1; 32], [2; 32]));
    decided.await.unwrap();
    assert_eq!(end(&opened, answered).await, Some((Verdict::Deny, false)));
    look(today.plus_seconds(ESCALATION_S - 1)).await;
    assert_eq!(end(&opened, silent).await, None);
    look(today.plus_seconds(ESCALATION_S)).await;
    assert_eq!(end(&opened, silent).await, Some((Verdict::Deny, true)));
    opened.close().await;
}
