//! The parts of an exchange: what happens to them alone, and with the exchange.

use super::house::{House, OFF, ON, by_phone, choice, crm, toggles};
use crate::access::{Actor, Scope};
use crate::catalogue::{Channel, Document, LegalBasis};
use crate::clock::Timestamp;
use crate::consent::{Decision, Phase, Route, Source, Switch, Toggle, Toggles, view};
use crate::guard::{Code, Outcome};
use crate::id::CustomerId;
use crate::ledger::{Body, Chosen, EntryKind};
use crate::use_cases::{Command, Due, HistoryItem, ImportLine, PastChoice, PutCustomer, Refusal};

fn chosen(body: Body) -> Chosen {
    match body {
        Body::Chosen(chosen) => chosen,
        other => panic!("a choice, not {other:?}"),
    }
}

/// What Undo beside this choice would set.
fn undo(body: Body) -> Toggles {
    let chosen = chosen(body);
    let item = HistoryItem {
        conflicts: Vec::new(),
        index: 1,
        at: chosen.expires_at,
        kind: chosen.kind,
        version: Some(chosen.version),
        toggles: chosen.toggles,
        previous: chosen.previous,
        by: None,
        route: None,
        receipt: None,
        proposition: Some(chosen.proposition),
        case: None,
        situation: None,
        until: None,
    };
    item.undo()
}

#[test]
fn undo_restores_exactly_what_a_choice_changed() {
    let (mut house, ana) = House::with_ana();
    let on = house.choose(ana, &[("exchange", ON)]).unwrap();
    assert_eq!(undo(on), toggles(&[("exchange", OFF)]));
    let part = house.choose(ana, &[("channel:sms", ON)]).unwrap();
    assert_eq!(undo(part), toggles(&[("channel:sms", OFF)]));
    let part = house.choose(ana, &[("channel:sms", OFF)]).unwrap();
    assert_eq!(undo(part), toggles(&[("channel:sms", ON)]));
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    let off = house.choose(ana, &[("exchange", OFF)]).unwrap();
    let before = toggles(&[
        ("exchange", ON),
        ("data:orders", ON),
        ("data:birthday", ON),
        ("channel:email", ON),
    ]);
    assert_eq!(undo(off), before);
    let again = house.choose(ana, &[("exchange", OFF)]).unwrap();
    assert_eq!(undo(again), Toggles::new(), "it changed nothing");
}

#[test]
fn a_no_counts_whatever_version_it_names() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose_on(ana, 0, &[("exchange", OFF)]).unwrap();
    assert_eq!(
        house.phase(ana, "exchange"),
        (Decision::Denied, Source::Explicit, Phase::Withdrawn)
    );
    // A no to a part that was taken out and brought back since is still a no.
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    house.choose(ana, &[("data:birthday", OFF)]).unwrap();
    let birthday = house.catalogue.proposition("recipe-ideas").unwrap();
    let birthday = birthday.live().unwrap().document.data[1].clone();
    house.republish(|document| _ = document.data.pop());
    house.republish(|document| document.data.push(birthday));
    assert_eq!(house.phase(ana, "data:birthday").0, Decision::Denied);
}

/// How a part stands, and until when.
fn part(house: &House, ana: CustomerId, toggle: &str) -> (Phase, String) {
    let views = view(&house.catalogue, &house.customers[&ana], house.now);
    let view = &views[0].toggles[&toggle.parse::<Toggle>().unwrap()];
    let end = view.expires_at.map(|at| at.to_string());
    (view.phase, end.unwrap_or_default())
}

#[test]
fn a_part_never_outlives_its_exchange_and_does_not_come_back_with_it() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    // The term becomes shorter, and she renews the exchange alone.
    house.republish(|document| document.term_months = 6);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let (phase, end) = part(&house, ana, "channel:sms");
    assert_eq!((phase, &end[..10]), (Phase::Active, "2026-09-01"));
    house.now = house.now.plus_months(7);
    assert_eq!(part(&house, ana, "channel:sms").0, Phase::Expired);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert!(house.is_on(ana, "exchange"));
    assert!(!house.is_on(ana, "channel:sms"), "she did not turn it on");
}

impl House {
    /// The call centre says what she said then.
    fn is_told(
        &mut self,
        ana: CustomerId,
        version: u32,
        set: &[(&str, Switch)],
        at: Timestamp,
    ) -> Result<Vec<Body>, Refusal> {
        let mut wish = choice(version, set);
        wish.evidence = Some(by_phone(at));
        let command = Command::Choose(ana, wish);
        self.run(&crm(Scope::ConsentWrite), Route::Api, &command)
    }
}

#[test]
fn a_yes_of_before_a_part_was_offered_is_none_to_that_part() {
    let (mut house, ana) = House::with_ana();
    let phone = [("channel:phone", ON)];
    let not_yet = || {
        let message = "what it names was not published by then";
        Refusal::invalid("toggles.channel:phone", message)
    };
    let before = |at: Timestamp| Timestamp::from_millis(at.as_millis() - 1);
    // What she signed in the shop before anything was published here is to all that was offered first.
    let paper = house.now.plus_seconds(-365 * 86_400);
    let set = [("exchange", ON), ("channel:sms", ON)];
    house.is_told(ana, 1, &set, paper).unwrap();
    house.now = house.now.plus_months(1);
    house.republish(|document| document.channels.push(Channel::Phone));
    let offered = house.now;
    house.now = house.now.plus_months(1);
    assert!(house.is_on(ana, "channel:sms"), "nobody is asked anew");
    for set in [&phone[..], &[("exchange", ON), ("channel:phone", ON)]] {
        for at in [paper, before(offered)] {
            let refused = house.is_told(ana, 2, set, at);
            assert_eq!(refused.unwrap_err(), not_yet());
        }
    }
    assert_eq!(house.phase(ana, "channel:phone").0, Decision::None);
    // The same yes is one to all that was there by then.
    let set = [("exchange", ON), ("channel:sms", ON)];
    house.is_told(ana, 2, &set, before(offered)).unwrap();
    assert!(house.is_on(ana, "channel:sms"));
    assert!(!house.is_on(ana, "channel:phone"));
    house.is_told(ana, 2, &phone, offered).unwrap();
    assert!(house.is_on(ana, "channel:phone"));
    // What was taken out and is brought back is offered anew.
    house.republish(|document| _ = document.channels.pop());
    house.republish(|document| document.channels.push(Channel::Phone));
    let refused = house.is_told(ana, 4, &phone, before(house.now));
    assert_eq!(refused.unwrap_err(), not_yet());
    house.is_told(ana, 4, &phone, house.now).unwrap();
    assert!(house.is_on(ana, "channel:phone"));
    // A no is taken whenever it was said.
    house
        .is_told(ana, 4, &[("channel:phone", OFF)], paper)
        .unwrap();
    assert!(!house.is_on(ana, "channel:phone"));
}

#[test]
fn a_part_that_runs_out_alone_is_told_in_the_feed_once() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    house.now = house.now.plus_months(12);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.now = house.now.plus_months(12);
    assert!(house.is_on(ana, "exchange"));
    let verdict = house.ask(ana, &["orders"], Some("sms"), None);
    assert_eq!(verdict.outcome, Outcome::Deny);
    let due = Due {
        customer: ana,
        proposition: "recipe-ideas".parse().unwrap(),
    };
    let mut announce = || {
        let command = Command::Announce(due.clone());
        house.run(&Actor::System, Route::System, &command).unwrap()
    };
    let said = announce();
    let Some(Body::Announced(said)) = said.first() else {
        panic!("{said:?}");
    };
    assert_eq!(said.kind, EntryKind::Expired);
    assert_eq!(said.toggles, toggles(&[("channel:sms", OFF)]));
    assert_eq!(announce(), [], "once");
}

fn by_interest() -> (House, CustomerId) {
    let (mut house, ana) = House::with_ana();
    house.republish(|document: &mut Document| {
        document.legal_basis = LegalBasis::LegitimateInterest;
    });
    (house, ana)
}

#[test]
fn whoever_objects_objects_to_every_part_and_the_feed_says_so() {
    let (mut house, ana) = by_interest();
    assert_eq!(house.code(ana), Code::LegalBasis);
    assert!(house.is_on(ana, "channel:sms"));
    let objected = chosen(house.choose_on(ana, 0, &[("exchange", OFF)]).unwrap());
    assert_eq!(objected.kind, EntryKind::Withdrawn);
    let parts = [
        "exchange",
        "data:orders",
        "data:birthday",
        "channel:email",
        "channel:sms",
        "ai:personalise",
        "ai:infer",
    ];
    for toggle in parts {
        let state = house.phase(ana, toggle);
        assert_eq!((state.0, state.2), (Decision::Denied, Phase::Withdrawn));
        let told = toggle.parse().unwrap();
        assert_eq!(objected.toggles.get(&told), Some(&OFF), "{toggle}");
        assert_eq!(objected.previous.get(&told), Some(&ON), "{toggle}");
    }
    assert_eq!(house.code(ana), Code::Objected);
}

#[test]
fn a_pause_stops_what_rests_on_interest_too() {
    let (mut house, ana) = by_interest();
    let me = Actor::Customer(ana);
    house.run(&me, Route::Page, &Command::Pause(ana)).unwrap();
    assert_eq!(house.code(ana), Code::Paused);
    assert!(!house.is_on(ana, "channel:email"));
    house
        .run(&me, Route::Page, &Command::Resume(ana, None))
        .unwrap();
    assert_eq!(house.code(ana), Code::LegalBasis);
}

#[test]
fn within_a_group_everything_that_only_narrows_comes_last() {
    let ana = CustomerId::from_bytes([1; 16]);
    let past = |to| PastChoice {
        proposition: "recipe-ideas".parse().unwrap(),
        version: None,
        toggles: toggles(&[("exchange", to)]),
        evidence: None,
    };
    let import = |choices| {
        Command::Import(Box::new(ImportLine {
            customer: PutCustomer::default(),
            choices,
        }))
    };
    let narrowing = [
        Command::Choose(ana, choice(1, &[("exchange", OFF)])),
        Command::Pause(ana),
        Command::TurnEverythingOff(ana),
        import(vec![past(OFF)]),
    ];
    let widening = [
        Command::Choose(ana, choice(1, &[("exchange", ON)])),
        Command::Choose(ana, choice(1, &[("exchange", ON), ("channel:sms", OFF)])),
        Command::Resume(ana, None),
        import(vec![past(ON)]),
        import(vec![past(OFF), past(ON)]),
        import(vec![]),
    ];
    for last in &narrowing {
        for first in &widening {
            assert!(first.rank() < last.rank(), "{first:?} before {last:?}");
        }
    }
    // A choice that does both comes behind one that only turns on.
    assert!(widening[0].rank() < widening[1].rank());
}

#[test]
fn evidence_says_how_where_and_in_which_words() {
    let (mut house, ana) = House::with_ana();
    for blank in ["how", "where", "wording"] {
        let mut evidence = by_phone(house.now);
        let field = match blank {
            "how" => &mut evidence.how,
            "where" => &mut evidence.place,
            _ => &mut evidence.wording,
        };
        *field = " ".to_owned();
        let mut wish = choice(1, &[("exchange", ON)]);
        wish.evidence = Some(evidence);
        let command = Command::Choose(ana, wish);
        let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
        assert!(refused.is_err(), "{blank}");
        assert!(!house.is_on(ana, "exchange"));
    }
}

#[test]
fn of_several_exchanges_the_reason_nearest_to_a_yes_comes_first() {
    let (mut house, ana) = House::with_ana();
    let mut other = crate::catalogue::tests::recipes();
    other.key = "dinner-helper".parse().unwrap();
    house.publish(other).unwrap();
    // One was turned off; of the other, only the channel is off.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let mut wish = choice(1, &[("exchange", ON)]);
    wish.proposition = "dinner-helper".parse().unwrap();
    let command = Command::Choose(ana, wish);
    house
        .run(&Actor::Customer(ana), Route::Page, &command)
        .unwrap();
    let verdict = house.ask(ana, &["orders"], Some("sms"), None);
    let codes: Vec<_> = verdict.reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(codes, [Code::FacetOff, Code::Withdrawn]);
    let by = verdict.decided_by.proposition.map(|key| key.to_string());
    assert_eq!(by.as_deref(), Some("dinner-helper"));
}

#[test]
fn a_term_that_is_not_named_is_two_years() {
    let mut document = serde_json::to_value(crate::catalogue::tests::recipes()).unwrap();
    document.as_object_mut().unwrap().remove("term_months");
    let document: Document = serde_json::from_value(document).unwrap();
    assert_eq!(document.term_months, 24);
}
