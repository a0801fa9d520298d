//! Past consents that a CRM brings: they may always narrow, and never widen beyond what is known.

use super::house::{House, OFF, ON, by_phone, choice, crm, toggles};
use crate::access::{Actor, Scope};
use crate::catalogue::Channel;
use crate::clock::Timestamp;
use crate::consent::{Choice, Evidence, Phase, Route, Switch};
use crate::guard::Code;
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::use_cases::{Command, ImportLine, PastChoice, PutCustomer};

fn past(set: &[(&str, Switch)], evidence: Option<Evidence>) -> PastChoice {
    PastChoice {
        proposition: "recipe-ideas".parse().unwrap(),
        version: None,
        toggles: toggles(set),
        evidence,
    }
}

/// Imports one line about Ana; how many entries it made.
fn import(house: &mut House, choices: Vec<PastChoice>) -> usize {
    let customer = PutCustomer {
        identifiers: vec!["crm:42".parse().unwrap()],
        ..PutCustomer::default()
    };
    let command = Command::Import(Box::new(ImportLine { customer, choices }));
    house
        .run(&Actor::System, Route::Import, &command)
        .unwrap()
        .len()
}

/// Some years before the house's present.
fn years_ago(house: &House, years: i64) -> Timestamp {
    house.now.plus_seconds(-years * 365 * 86_400)
}

/// Imports one line that tells the year in which Ana was born; what it wrote down.
fn import_year(house: &mut House, year: u16, evidence: Option<Evidence>) -> Vec<Body> {
    let customer = PutCustomer {
        identifiers: vec!["crm:42".parse().unwrap()],
        birth_year: Some(year),
        evidence,
        ..PutCustomer::default()
    };
    let choices = Vec::new();
    let command = Command::Import(Box::new(ImportLine { customer, choices }));
    house.run(&Actor::System, Route::Import, &command).unwrap()
}

#[test]
fn a_minor_is_of_age_no_sooner_by_a_line_that_does_not_show_it() {
    let (mut house, ana) = House::with_ana();
    let year = |house: &House| house.customers[&ana].birth_year;
    let good = by_phone(house.now);
    let blank = Evidence {
        how: " ".into(),
        ..good.clone()
    };
    let ahead = by_phone(house.now.plus_seconds(3_600));
    // She is 17 this year.
    assert_eq!(import_year(&mut house, 2009, None), []);
    assert_eq!(year(&house), Some(2009));
    for evidence in [None, Some(blank), Some(ahead)] {
        // Of age today, or sooner than it is known, though not today.
        for sooner in [2000, 2008] {
            assert_eq!(import_year(&mut house, sooner, evidence.clone()), []);
            assert_eq!(year(&house), Some(2009), "{sooner}: {evidence:?}");
        }
    }
    // By a later year she is a minor for longer, which needs nothing.
    assert_eq!(import_year(&mut house, 2010, None), []);
    assert_eq!(year(&house), Some(2010));
    assert_eq!(import_year(&mut house, 2008, Some(good.clone())), []);
    assert_eq!(year(&house), Some(2008), "shown, and a minor still");
    let said = import_year(&mut house, 2000, Some(good));
    assert_eq!(year(&house), Some(2000));
    let is_over = |body: &Body| matches!(body, Body::Situation(said) if said.is_over);
    assert!(said.len() == 1 && is_over(&said[0]), "{said:?}");
    // Of a grown-up no year protects more than another one.
    assert_eq!(import_year(&mut house, 1990, None), []);
    assert_eq!(year(&house), Some(1990));
}

#[test]
fn an_old_no_does_not_open_the_way_for_an_old_yes() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let (two, one) = (years_ago(&house, 2), years_ago(&house, 1));
    let line = vec![
        past(&[("exchange", OFF)], Some(by_phone(two))),
        past(&[("exchange", ON)], Some(by_phone(one))),
    ];
    assert_eq!(import(&mut house, line), 1, "the no alone");
    assert_eq!(house.code(ana), Code::Withdrawn);
}

#[test]
fn a_needed_part_that_was_turned_off_later_keeps_the_exchange_off() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(ana, &[("data:orders", OFF)]).unwrap();
    let evidence = Some(by_phone(years_ago(&house, 1)));
    assert_eq!(
        import(&mut house, vec![past(&[("exchange", ON)], evidence)]),
        0
    );
    assert_eq!(house.code(ana), Code::Withdrawn);
}

#[test]
fn what_narrows_is_taken_over_though_what_widens_is_not() {
    let set = [("exchange", ON), ("channel:sms", OFF)];
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    let old = by_phone(years_ago(&house, 1));
    for evidence in [None, Some(old)] {
        house.choose(ana, &[("channel:sms", ON)]).unwrap();
        assert_eq!(import(&mut house, vec![past(&set, evidence)]), 1);
        assert!(house.is_on(ana, "exchange"));
        assert!(!house.is_on(ana, "channel:sms"));
    }
}

#[test]
fn a_no_needs_neither_good_evidence_nor_a_known_version() {
    let blank = |house: &House| Evidence {
        how: String::new(),
        ..by_phone(house.now)
    };
    let ahead = |house: &House| by_phone(house.now.plus_seconds(3_600));
    for evidence in [blank, ahead] {
        let (mut house, ana) = House::with_ana();
        house.choose(ana, &[("exchange", ON)]).unwrap();
        let mut no = past(&[("exchange", OFF)], Some(evidence(&house)));
        no.version = Some(77);
        assert_eq!(import(&mut house, vec![no]), 1);
        assert_eq!(house.code(ana), Code::Withdrawn);

        house.choose(ana, &[("exchange", ON)]).unwrap();
        let wish = Choice {
            evidence: Some(evidence(&house)),
            ..choice(1, &[("exchange", OFF)])
        };
        let command = Command::Choose(ana, wish);
        house
            .run(&crm(Scope::ConsentWrite), Route::Api, &command)
            .unwrap();
        assert_eq!(house.code(ana), Code::Withdrawn);
    }
}

#[test]
fn a_yes_is_to_the_wording_that_was_live_then() {
    let (mut house, ana) = House::with_ana();
    let said = by_phone(house.now.plus_seconds(60));
    house.now = house.now.plus_months(1);
    house.republish(|document| document.retention = "for ever".into());
    assert_eq!(
        import(&mut house, vec![past(&[("exchange", ON)], Some(said))]),
        1
    );
    assert_eq!(phase(&house, ana), Phase::NeedsAnswer);
    // What was said before anything was published is to the first wording.
    let (mut house, ana) = House::with_ana();
    let said = by_phone(years_ago(&house, 1));
    assert_eq!(
        import(&mut house, vec![past(&[("exchange", ON)], Some(said))]),
        1
    );
    assert_eq!(phase(&house, ana), Phase::Active);
}

fn phase(house: &House, ana: CustomerId) -> Phase {
    house.phase(ana, "exchange").2
}

#[test]
fn nobody_gets_what_is_not_offered_where_she_lives() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.republish(|document| document.regions = vec!["DE".into()]);
    let said = Some(by_phone(house.now));
    house.now = house.now.plus_seconds(60);
    assert_eq!(import(&mut house, vec![past(&[("exchange", ON)], said)]), 0);
    assert_eq!(
        import(&mut house, vec![past(&[("exchange", OFF)], None)]),
        1
    );
}

#[test]
fn a_yes_of_before_everybody_was_asked_anew_is_to_no_version_since() {
    let evidence = |at| Some(by_phone(at));
    let names = |version, at| PastChoice {
        version: Some(version),
        ..past(&[("exchange", ON)], evidence(at))
    };
    let (mut house, ana) = House::with_ana();
    let paper = years_ago(&house, 1);
    house.now = house.now.plus_months(1);
    house.republish(|document| document.retention = "for ever".into());
    let anew = house.now;
    house.now = house.now.plus_months(1);
    house.republish(|document| document.title = "Ideas for recipes".into());
    // Neither to the one that asked, nor to the same in other words.
    let older = Timestamp::from_millis(anew.as_millis() - 1);
    for version in [2, 3] {
        for at in [paper, older] {
            assert_eq!(import(&mut house, vec![names(version, at)]), 0);
        }
    }
    assert_eq!(house.code(ana), Code::NoGrant);
    assert_eq!(import(&mut house, vec![names(1, paper)]), 1);
    assert_eq!(phase(&house, ana), Phase::NeedsAnswer);
    // What else the line turns off is off all the same.
    let set = [("exchange", ON), ("channel:sms", OFF)];
    let both = PastChoice {
        version: Some(3),
        ..past(&set, evidence(older))
    };
    assert_eq!(import(&mut house, vec![both]), 1);
    assert_eq!(phase(&house, ana), Phase::NeedsAnswer);
    assert_eq!(import(&mut house, vec![names(3, anew)]), 1);
    assert_eq!(phase(&house, ana), Phase::Active);
}

#[test]
fn a_yes_of_before_a_part_was_offered_turns_that_part_on_for_nobody() {
    let (mut house, ana) = House::with_ana();
    let paper = years_ago(&house, 1);
    house.now = house.now.plus_months(1);
    house.republish(|document| document.channels.push(Channel::Phone));
    let offered = house.now;
    let older = Timestamp::from_millis(offered.as_millis() - 1);
    house.now = house.now.plus_months(1);
    let says = |version, set: &[(&str, Switch)], at| PastChoice {
        version,
        ..past(set, Some(by_phone(at)))
    };
    // Neither by the moment, nor by the wording that she was shown, whichever of the two the line names.
    let both = [("exchange", ON), ("channel:phone", ON)];
    for (version, at) in [
        (Some(2), paper),
        (Some(2), older),
        (Some(1), older),
        (Some(1), offered),
        (None, older),
    ] {
        assert_eq!(import(&mut house, vec![says(version, &both, at)]), 0);
    }
    assert_eq!(house.code(ana), Code::NoGrant);
    // A yes to the whole is one to what was offered by then.
    let whole = says(Some(2), &[("exchange", ON)], older);
    assert_eq!(import(&mut house, vec![whole]), 1);
    assert!(house.is_on(ana, "exchange") && !house.is_on(ana, "channel:phone"));
    // What else the line turns off is off all the same.
    let set = [("channel:phone", ON), ("channel:sms", OFF)];
    assert_eq!(import(&mut house, vec![says(Some(2), &set, older)]), 1);
    assert!(!house.is_on(ana, "channel:phone"));
    assert_eq!(import(&mut house, vec![says(Some(2), &both, offered)]), 1);
    assert!(house.is_on(ana, "channel:phone"));
}
