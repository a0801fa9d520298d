//! What is destroyed: a customer, or the records whose time is over.

use super::house::{House, OFF, ON, by_phone, crm, staff};
use crate::access::{Actor, Denied, Role, Scope};
use crate::clock::Timestamp;
use crate::consent::{Decision, Route};
use crate::id::CustomerId;
use crate::ledger::{Body, EntryKind};
use crate::use_cases::{Command, ImportLine, PastChoice, PutCustomer, Refusal, Remember};

fn erase(house: &mut House, id: CustomerId, remember: Remember) -> Body {
    let command = Command::Erase(id, remember);
    let mut bodies = house
        .run(&Actor::Customer(id), Route::Page, &command)
        .unwrap();
    bodies.remove(0)
}

/// What the worker that looks after retention does.
fn forget(house: &mut House, id: CustomerId) -> Vec<Body> {
    let command = Command::Forget(id, "recipe-ideas".parse().unwrap());
    house.run(&Actor::System, Route::System, &command).unwrap()
}

#[test]
fn rule_17_erasure_destroys_every_entry_of_hers_and_keeps_that_it_happened() {
    let (mut house, ana) = House::with_ana();
    let bo = house.put("crm:7").unwrap();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(bo, &[("exchange", ON)]).unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let Body::Erased(erased) = erase(&mut house, ana, Remember::Nothing) else {
        panic!("an erasure");
    };
    assert_eq!((erased.customer, erased.entries), (ana, 2));
    assert!(erased.suppressed.is_empty());
    let left: Vec<_> = house.entries.iter().map(Body::about).collect();
    assert_eq!(left, [None, None, Some(bo), None, Some(ana)]);
    // She is gone for everything that could be asked or done.
    assert!(!house.customers.contains_key(&ana));
    for command in [
        Command::Pause(ana),
        Command::Erase(ana, Remember::Nothing),
        Command::TurnEverythingOff(ana),
    ] {
        let refused = house.run(&Actor::Customer(ana), Route::Page, &command);
        assert_eq!(refused, Err(Refusal::Erased), "{command:?}");
    }
    assert!(house.is_on(bo, "exchange"));
}

#[test]
fn nobody_erases_somebody_else_but_the_organisation() {
    let (mut house, ana) = House::with_ana();
    let bo = house.put("crm:7").unwrap();
    let command = Command::Erase(ana, Remember::Nothing);
    let by_bo = house.run(&Actor::Customer(bo), Route::Page, &command);
    assert_eq!(by_bo, Err(Refusal::Denied(Denied::Forbidden)));
    let by_reader = house.run(&crm(Scope::ConsentRead), Route::Api, &command);
    let missing = Denied::Scope(Scope::ConsentWrite);
    assert_eq!(by_reader, Err(Refusal::Denied(missing)));
    assert!(
        house
            .run(&crm(Scope::ConsentWrite), Route::Api, &command)
            .is_ok()
    );
}

#[test]
fn an_import_brings_back_nobody_who_is_suppressed() {
    let line = || {
        Command::Import(Box::new(ImportLine {
            customer: PutCustomer {
                identifiers: vec!["crm:42".parse().unwrap(), "email:a@b.org".parse().unwrap()],
                ..PutCustomer::default()
            },
            choices: vec![PastChoice {
                proposition: "recipe-ideas".parse().unwrap(),
                version: None,
                toggles: super::house::toggles(&[("exchange", ON)]),
                evidence: Some(by_phone(Timestamp::parse("2026-02-01T00:00:00Z").unwrap())),
            }],
        }))
    };
    for remember in [Remember::Nothing, Remember::Suppress] {
        let (mut house, ana) = House::with_ana();
        erase(&mut house, ana, remember);
        let back = house.run(&crm(Scope::Admin), Route::Import, &line());
        let put = house.put("crm:42");
        if remember == Remember::Suppress {
            assert_eq!(back, Err(Refusal::Erased));
            assert_eq!(put, Err(Refusal::Erased));
            assert!(house.put("crm:43").is_ok(), "somebody else may come");
        } else {
            // She is somebody new.
            assert_eq!(back.unwrap().len(), 1);
            assert_ne!(put.unwrap(), ana);
        }
    }
}

#[test]
fn whoever_wants_to_come_back_is_let_in_by_an_admin_who_says_how_that_is_known() {
    let (mut house, ana) = House::with_ana();
    let now = house.now;
    let readmit = |identifier: &str| {
        Command::Readmit(identifier.parse().unwrap(), by_phone(now.plus_seconds(-60)))
    };
    let asks = |house: &mut House, actor: &Actor, command: &Command| {
        house.run(actor, Route::System, command)
    };
    let not_kept_out = |refused: Result<Vec<Body>, Refusal>| matches!(refused, Err(Refusal::Invalid { field, .. }) if field == "identifier");
    let admin = staff(1, Role::Admin);
    assert!(not_kept_out(asks(&mut house, &admin, &readmit("crm:42"))));
    house.choose(ana, &[("exchange", ON)]).unwrap();
    erase(&mut house, ana, Remember::Suppress);
    for actor in [
        Actor::Customer(ana),
        staff(1, Role::Agent),
        staff(1, Role::Marketer),
        staff(1, Role::Reviewer),
        crm(Scope::Admin),
    ] {
        let refused = asks(&mut house, &actor, &readmit("crm:42"));
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{actor:?}");
    }
    // In a few words each, and not from the future.
    let mut vague = by_phone(now);
    vague.wording = " ".to_owned();
    for bad in [vague, by_phone(now.plus_seconds(3_600))] {
        let command = Command::Readmit("crm:42".parse().unwrap(), bad);
        let refused = asks(&mut house, &admin, &command);
        assert!(matches!(refused, Err(Refusal::Invalid { .. })));
    }
    assert!(not_kept_out(asks(&mut house, &admin, &readmit("crm:43"))));
    assert_eq!(house.put("crm:42"), Err(Refusal::Erased));

    let bodies = asks(&mut house, &admin, &readmit("crm:42")).unwrap();
    let [Body::Readmitted(readmitted)] = &bodies[..] else {
        panic!("{bodies:?}");
    };
    assert_eq!(readmitted.customer, ana);
    assert_eq!(bodies[0].customer(), None, "it is nobody's");
    assert!(not_kept_out(asks(&mut house, &admin, &readmit("crm:42"))));
    let back = house.put("crm:42").unwrap();
    assert_ne!(back, ana);
    assert!(
        !house.is_on(back, "exchange"),
        "nothing of the old comes back"
    );
    let pause = house.run(&Actor::Customer(ana), Route::Page, &Command::Pause(ana));
    assert_eq!(pause, Err(Refusal::Erased));
}

#[test]
fn records_go_when_their_time_is_over_and_not_a_moment_before() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.retention_months = Some(6));
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.now = house.now.plus_months(20);
    assert_eq!(forget(&mut house, ana), [], "the grant is running");
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let over = house.now.plus_months(6);
    house.now = over.plus_seconds(-1);
    assert_eq!(forget(&mut house, ana), []);
    house.now = over;
    let bodies = forget(&mut house, ana);
    let Body::Forgotten(forgotten) = &bodies[0] else {
        panic!("{bodies:?}");
    };
    assert_eq!(forgotten.entries, 2);
    let kinds: Vec<_> = house.entries.iter().map(Body::kind).collect();
    let left: Vec<_> = house.entries.iter().map(Body::about).collect();
    assert_eq!(
        kinds[2..],
        [
            EntryKind::Granted,
            EntryKind::Withdrawn,
            EntryKind::Forgotten
        ]
    );
    assert_eq!(left[2..], [None, None, Some(ana)]);
    // It is as if she had never been asked, and that is a no.
    assert!(!house.is_on(ana, "exchange"));
    assert_eq!(house.customers[&ana].state.exchanges().count(), 0);
    assert_eq!(forget(&mut house, ana), [], "once is enough");
    // What was forgotten counts when all of her goes.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let Body::Erased(erased) = erase(&mut house, ana, Remember::Nothing) else {
        panic!("an erasure");
    };
    assert_eq!(erased.entries, 4, "a yes, a no, their end, and another yes");
}

#[test]
fn a_grant_that_ran_out_is_forgotten_after_its_end_and_what_was_promised_counts() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.retention_months = Some(6));
    house.choose(ana, &[("exchange", ON)]).unwrap();
    // A later version promises more; she answered the earlier one.
    house.republish(|document| document.retention_months = Some(12));
    house.now = house.now.plus_months(24 + 5);
    assert_eq!(forget(&mut house, ana), []);
    house.now = house.now.plus_months(1);
    assert_eq!(forget(&mut house, ana).len(), 1);
}

#[test]
fn a_no_is_remembered_for_180_days_however_soon_records_were_to_go() {
    const DAY_S: i64 = 86_400;
    for takes_back in [false, true] {
        let (mut house, ana) = House::with_ana();
        house.republish(|document| document.retention_months = Some(1));
        if takes_back {
            house.choose(ana, &[("exchange", ON)]).unwrap();
        }
        house.choose(ana, &[("exchange", OFF)]).unwrap();
        let said = house.now;
        for since in [31 * DAY_S, 179 * DAY_S, 180 * DAY_S - 1] {
            house.now = said.plus_seconds(since);
            assert_eq!(forget(&mut house, ana), [], "{since} s later");
            // She has answered, so that her page does not ask.
            assert_eq!(house.phase(ana, "exchange").0, Decision::Denied);
        }
        house.now = said.plus_seconds(180 * DAY_S);
        assert_eq!(forget(&mut house, ana).len(), 1);
        assert_eq!(house.phase(ana, "exchange").0, Decision::None);
    }
}

#[test]
fn what_ran_out_by_itself_goes_as_soon_as_was_promised() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.retention_months = Some(1));
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let over = house.now.plus_months(24 + 1);
    house.now = over.plus_seconds(-1);
    assert_eq!(forget(&mut house, ana), []);
    house.now = over;
    assert_eq!(forget(&mut house, ana).len(), 1);
}

#[test]
fn without_a_period_records_stay() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.now = house.now.plus_months(600);
    assert_eq!(forget(&mut house, ana), []);
    assert!(
        house
            .run(
                &Actor::Customer(ana),
                Route::Page,
                &Command::Forget(ana, "recipe-ideas".parse().unwrap())
            )
            .is_err(),
        "only the installation itself does this"
    );
}
