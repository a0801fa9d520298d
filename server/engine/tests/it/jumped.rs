//! The clock jumps ahead: nothing is told as ended, and no promise ends, before it has stood there.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::clock::{CONFIRMED_AFTER, Clock as _};
use mutual::consent::Switch;
use mutual::guard::{Code, Outcome, RedLine, Request, check};
use mutual::id::{AccountId, CustomerId};
use mutual::ledger::{EntryKind, LineChange};
use mutual::port::Engine as _;
use mutual::use_cases::{Command, NOTICE_S, RedLineEdit};

use crate::{House, until};

/// Long enough for what is due to be announced.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(200)).await;
}

#[tokio::test]
async fn no_grant_is_told_as_ended_by_a_clock_that_comes_back() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    let today = house.clock.now();
    let ends = today.plus_months(24);
    let ahead = today.plus_months(25);
    house.clock.jump(ahead);
    assert_eq!(house.engine.settled(), today);
    // What is asked meanwhile goes by the clock as it is.
    assert_eq!(house.code(ana), Code::Expired);
    // Something is written down meanwhile.
    let bo = house.customer("crm:43").await;
    house.choose(bo, Switch::On).await.unwrap();
    a_while().await;
    assert_eq!(house.engine.index(), 3);
    house.clock.jump(today);
    assert_eq!(house.engine.settled(), today);
    assert_eq!(house.engine.now(), ahead);
    house.choose(bo, Switch::Off).await.unwrap();
    a_while().await;
    assert_eq!(house.engine.index(), 4);
    // At its own second it is told.
    house.clock.set(ends.plus_seconds(-1));
    a_while().await;
    assert_eq!(house.engine.index(), 4);
    house.clock.set(ends);
    until(|| house.engine.index() == 5).await;
    let told = house.engine.entries(4, 10).await.unwrap();
    assert_eq!(told[0].body.kind(), EntryKind::Expired);
    assert_eq!(told[0].body.customer(), Some(ana));
}

#[tokio::test]
async fn a_clock_that_stays_is_believed_and_so_is_every_clock_at_a_start() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    let today = house.clock.now();
    let ahead = today.plus_months(25);
    house.clock.jump(ahead);
    assert_eq!(house.engine.settled(), today);
    let seconds = i64::try_from(CONFIRMED_AFTER.as_secs()).unwrap();
    house.clock.set(ahead.plus_seconds(seconds - 1));
    assert_eq!(house.engine.settled(), today.plus_seconds(seconds - 1));
    a_while().await;
    assert_eq!(house.engine.index(), 2);
    house.clock.set(ahead.plus_seconds(seconds));
    until(|| house.engine.index() == 3).await;
    assert_eq!(house.engine.settled(), house.clock.now());
    // What jumped while no server ran is not known to have jumped.
    house.clock.jump(ahead.plus_months(25));
    assert_eq!(house.engine.settled(), ahead.plus_seconds(seconds));
    let house = house.restart().await;
    assert_eq!(house.engine.settled(), ahead.plus_months(25));
}

fn by(account: u8) -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([account; 16]),
        role: Role::Reviewer,
    }
}

impl House {
    async fn draws(&self, change: LineChange, approved_by: Option<AccountId>) {
        let edit = RedLineEdit {
            changes: vec![change],
            reason: "We said so.".to_owned(),
            from: None,
            over: vec![],
            approved_by,
        };
        let command = Command::DrawRedLines(Box::new(edit));
        self.submit(by(1), command).await.unwrap();
    }

    /// Whether a line forbids to look at Ana's orders for a loan.
    fn forbids_loans(&self, ana: CustomerId) -> bool {
        let request = Request {
            purpose: "recommendations",
            topic: Some("loan"),
            ..Request::default()
        };
        let (catalogue, customer) = (self.engine.catalogue(), self.engine.customer(ana));
        let verdict = check(&catalogue, customer.as_deref(), &request, self.engine.now());
        verdict.outcome == Outcome::Deny && verdict.reasons[0].code == Code::RedLine
    }
}

#[tokio::test]
async fn a_red_line_holds_until_a_clock_that_jumped_is_believed() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    let line: RedLine = serde_json::from_value(serde_json::json!({
        "key": "no-loans", "says": "We never decide on loans.", "why": "It is not fair.",
        "when": {"topics": ["loan"]}, "effect": "deny"
    }))
    .unwrap();
    assert!(!house.forbids_loans(ana));
    house.draws(LineChange::Put(Box::new(line)), None).await;
    assert!(house.forbids_loans(ana));
    // It ends in thirty days, and was promised until then.
    let agreed = AccountId::from_bytes([2; 16]);
    let gone = LineChange::Remove("no-loans".parse().unwrap());
    house.draws(gone, Some(agreed)).await;
    let today = house.clock.now();
    let ahead = today.plus_seconds(NOTICE_S + 60);
    house.clock.jump(ahead);
    // Also where a check is the first to come by.
    assert!(house.forbids_loans(ana));
    assert_eq!(house.engine.settled(), today);
    assert!(house.forbids_loans(ana));
    // An entry of meanwhile keeps the present there, and ends no promise.
    house.choose(ana, Switch::Off).await.unwrap();
    house.clock.jump(today);
    assert_eq!(house.engine.settled(), today);
    assert!(house.forbids_loans(ana));
    house.clock.set(today.plus_seconds(NOTICE_S - 1));
    assert_eq!(house.engine.settled(), house.clock.now());
    assert!(house.forbids_loans(ana));
    house.clock.set(today.plus_seconds(NOTICE_S));
    assert_eq!(house.engine.settled(), house.clock.now());
    assert!(!house.forbids_loans(ana));
}
