//! Nos, pauses and wishes in records that are merged, set apart again, and merged before.

use super::house::{House, OFF, ON, by_phone, choice, crm};
use super::signal::{MODEL, needs_the_model, with_a_model};
use crate::access::{Actor, Scope};
use crate::catalogue::AiUse;
use crate::consent::{Decision, Route, Toggle};
use crate::guard::Code;
use crate::id::CustomerId;
use crate::ledger::EntryKind;
use crate::use_cases::{Command, Refusal, World as _};

impl House {
    fn everything_off(&mut self, who: CustomerId) -> usize {
        let command = Command::TurnEverythingOff(who);
        let said = self.run(&Actor::Customer(who), Route::Page, &command);
        said.unwrap().len()
    }
}

#[test]
fn a_yes_that_knew_of_no_wish_does_not_outweigh_the_visitors() {
    for is_visitor_the_one_who_stays in [false, true] {
        let (mut house, ana) = with_a_model();
        let visitor = house.put("visitor:7").unwrap();
        house.signal(visitor);
        house.choose(ana, &[("exchange", ON), (MODEL, ON)]).unwrap();
        assert_eq!(house.code_of_model(ana), Code::Granted);
        let (stays, goes) = if is_visitor_the_one_who_stays {
            (visitor, ana)
        } else {
            (ana, visitor)
        };
        house.merge(stays, goes).unwrap();
        for id in [ana, visitor] {
            assert_eq!(house.code_of_model(id), Code::SignalGpc);
        }
        // Told of it, she can say so once more.
        house.in_spite(stays, MODEL).unwrap();
        assert_eq!(house.code_of_model(stays), Code::Granted);
        house.is_its_own_fold();
    }
}

#[test]
fn a_yes_in_spite_of_her_wish_stays_where_a_visitor_without_one_is_hers() {
    let (mut house, ana) = with_a_model();
    let visitor = house.put("visitor:7").unwrap();
    house.signal(ana);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.in_spite(ana, MODEL).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.code_of_model(visitor), Code::Granted);
    house.is_its_own_fold();
}

#[test]
fn what_is_said_of_three_counts_for_each_of_them_alone() {
    let (mut house, ana) = House::with_ana();
    let (bo, cy) = (house.put("crm:43").unwrap(), house.put("crm:44").unwrap());
    for who in [bo, cy] {
        house.choose(who, &[("exchange", ON)]).unwrap();
    }
    house.merge(bo, cy).unwrap();
    house.merge(ana, bo).unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.signal(ana);
    let pause = Command::Pause(ana);
    house
        .run(&Actor::Customer(ana), Route::Page, &pause)
        .unwrap();
    house.split(ana, bo).unwrap();
    house.split(bo, cy).unwrap();
    for who in [ana, bo, cy] {
        assert_ne!(house.sees(who, "exchange").0, Decision::Granted, "{who}");
        let state = &house.customers[&who].state;
        assert!(state.paused_since.is_some() && state.gpc.is_some(), "{who}");
    }
    house.is_its_own_fold();
}

#[test]
fn a_wish_that_comes_by_the_old_id_is_hers() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.merge(ana, visitor).unwrap();
    // Her browser named the record that she was before it was merged.
    let command = Command::HeedSignal(visitor);
    let me = Actor::Customer(visitor);
    let said = house.run(&me, Route::Signal, &command).unwrap();
    let of: Vec<_> = said
        .iter()
        .map(|body| (body.kind(), body.customer()))
        .collect();
    assert_eq!(of, [(EntryKind::SignalGpc, Some(ana))]);
    house.is_its_own_fold();
}

#[test]
fn a_wish_of_meanwhile_counts_for_both_though_one_had_it_before() {
    let (mut house, ana) = with_a_model();
    let bo = house.put("crm:43").unwrap();
    house.signal(ana);
    house.choose(bo, &[("exchange", ON), (MODEL, ON)]).unwrap();
    house.merge(ana, bo).unwrap();
    assert!(
        !house.signal(ana).is_empty(),
        "it may be the browser of either"
    );
    assert_eq!(house.signal(ana), [], "and that is told once");
    house.split(ana, bo).unwrap();
    assert!(house.customers[&bo].state.gpc.is_some());
    assert_eq!(house.code_of_model(bo), Code::SignalGpc);
}

#[test]
fn a_yes_in_spite_of_one_wish_was_not_said_in_spite_of_another() {
    let (mut house, ana) = with_a_model();
    let bo = house.put("crm:43").unwrap();
    house.signal(bo);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.signal(ana);
    house.in_spite(ana, MODEL).unwrap();
    assert_eq!(house.code_of_model(ana), Code::Granted);
    house.merge(bo, ana).unwrap();
    // His is the older one, and she knew nothing of it.
    assert_eq!(house.code_of_model(bo), Code::SignalGpc);
    house.in_spite(bo, MODEL).unwrap();
    assert_eq!(house.code_of_model(bo), Code::Granted);
    house.is_its_own_fold();
}

#[test]
fn a_wish_that_was_known_when_another_became_one_with_them_may_be_hers() {
    // It was told while two others were one, so that it is not told again; it may be hers all the same.
    let (mut house, ana, visitor) = House::with_visitor();
    let (bo, cy) = (house.put("crm:bo").unwrap(), house.put("crm:cy").unwrap());
    house.signal(visitor);
    house.merge(cy, bo).unwrap();
    house.signal(cy);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.merge(visitor, ana).unwrap();
    house.merge(cy, visitor).unwrap();
    assert_eq!(house.signal(ana), [], "it is known");
    house.split(cy, visitor).unwrap();
    house.split(visitor, ana).unwrap();
    for who in [ana, visitor, bo, cy] {
        assert!(house.customer(who).unwrap().state.gpc.is_some(), "{who}");
    }
    house.is_its_own_fold();
}

#[test]
fn everything_off_lasts_longer_than_what_kept_it_off() {
    // The no of the other record, which goes away with that.
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.everything_off(ana), 1);
    house.split(ana, visitor).unwrap();
    assert_eq!(house.sees(visitor, "exchange").0, Decision::Denied);
    // A wish, which reaches what is offered no longer.
    let (mut house, ana) = House::with_ana();
    let visitor = house.put("visitor:7").unwrap();
    house.republish(needs_the_model);
    house.signal(visitor);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.code(ana), Code::SignalGpc);
    assert_eq!(house.everything_off(ana), 1);
    house.republish(|document| {
        document.ai_uses.retain(|ai| *ai != AiUse::ShareModel);
        document
            .required
            .retain(|one| *one != Toggle::Ai(AiUse::ShareModel));
    });
    assert_eq!(house.code(ana), Code::Withdrawn);
}

#[test]
fn what_she_said_before_her_browser_did_was_not_said_in_spite_of_it() {
    let (mut house, ana) = with_a_model();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.now = house.now.plus_months(2);
    house.signal(ana);
    let mut record = choice(2, &[(MODEL, ON)]);
    record.evidence = Some(by_phone(house.now.plus_seconds(-86_400)));
    let older = Command::ChooseInSpite(ana, record.clone());
    let by = crm(Scope::ConsentWrite);
    let refused = house.run(&by, Route::Api, &older);
    assert_eq!(refused, Err(Refusal::AgainstSignal));
    record.evidence = Some(by_phone(house.now));
    let newer = Command::ChooseInSpite(ana, record);
    house.run(&by, Route::Api, &newer).unwrap();
    assert_eq!(house.code_of_model(ana), Code::Granted);
}
