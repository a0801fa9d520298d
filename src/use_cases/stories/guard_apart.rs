//! What protects somebody is lost by no merge, no split and no change of the registry.

use super::house::{House, ON, crm, staff};
use crate::access::{Actor, Role, Scope};
use crate::catalogue::{AiUse, Sensitivity, Term, TermKey};
use crate::consent::Route;
use crate::guard::{Code, Condition, Effect, Outcome, RedLine, Situation};
use crate::id::CustomerId;
use crate::ledger::LineChange;
use crate::use_cases::{
    Command, PutCustomer, RedLineEdit, Refusal, RegistryEdit, SituationWish, World as _,
};

impl House {
    fn born(&mut self, who: CustomerId, year: u16) {
        let put = PutCustomer {
            id: Some(who),
            birth_year: Some(year),
            ..PutCustomer::default()
        };
        self.run(
            &crm(Scope::ConsentWrite),
            Route::Api,
            &Command::PutCustomer(put),
        )
        .unwrap();
    }

    fn draws(&mut self, when: Condition) {
        let line = RedLine {
            when,
            effect: Effect::Deny,
            ..crate::guard::naive::plain("no-harm")
        };
        let edit = RedLineEdit {
            changes: vec![LineChange::Put(Box::new(line))],
            reason: "We said so.".to_owned(),
            from: None,
            over: vec![],
            approved_by: None,
        };
        let rex = staff(1, Role::Reviewer);
        self.run(&rex, Route::Page, &Command::DrawRedLines(Box::new(edit)))
            .unwrap();
    }

    fn personalises(&self, who: CustomerId) -> Code {
        self.ask(who, &["orders"], None, Some("personalise"))
            .reasons[0]
            .code
    }
}

fn of_minors() -> Condition {
    Condition {
        ai_uses: [AiUse::Personalise].into(),
        situations: [Situation::Minor].into(),
        ..Condition::default()
    }
}

#[test]
fn a_child_stays_a_child_whatever_her_record_is_merged_with() {
    for does_she_stay in [false, true] {
        let (mut house, ana, child) = House::with_visitor();
        house.draws(of_minors());
        house.born(ana, 1980);
        house.born(child, 2014);
        for who in [ana, child] {
            house
                .choose(who, &[("exchange", ON), ("ai:personalise", ON)])
                .unwrap();
        }
        assert_eq!(house.personalises(child), Code::RedLine);
        assert_eq!(house.personalises(ana), Code::Granted);
        let (stays, goes) = if does_she_stay {
            (child, ana)
        } else {
            (ana, child)
        };
        house.merge(stays, goes).unwrap();
        for who in [ana, child] {
            assert_eq!(house.personalises(who), Code::RedLine, "both lead to one");
        }
        house.split(stays, goes).unwrap();
        assert_eq!(house.personalises(child), Code::RedLine);
        assert_eq!(
            house.personalises(ana),
            Code::Granted,
            "each has her own year"
        );
    }
}

#[test]
fn a_year_that_was_told_while_two_were_one_makes_nobody_older() {
    let (mut house, ana, child) = House::with_visitor();
    house.draws(of_minors());
    house.born(child, 2014);
    for who in [ana, child] {
        house
            .choose(who, &[("exchange", ON), ("ai:personalise", ON)])
            .unwrap();
    }
    house.merge(ana, child).unwrap();
    house.born(ana, 1980);
    house.split(ana, child).unwrap();
    assert_eq!(house.personalises(child), Code::RedLine);
    assert_eq!(house.customer(ana).unwrap().birth_year, Some(1980));
}

#[test]
fn whoever_is_taken_for_her_ends_nothing_that_protects_her() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.republish(|document| document.ai_uses.push(AiUse::DecideAuto));
    house
        .choose(ana, &[("exchange", ON), ("ai:decide_auto", ON)])
        .unwrap();
    let says = |house: &mut House, on| {
        let command = Command::SayHumanOnly(ana, on);
        house
            .run(&Actor::Customer(ana), Route::Page, &command)
            .unwrap();
    };
    let is_in = |house: &mut House, wish| {
        let command = Command::SaySituation(ana, Situation::Hardship, wish);
        let crm = crm(Scope::ConsentWrite);
        house.run(&crm, Route::Api, &command).unwrap();
    };
    says(&mut house, true);
    is_in(&mut house, SituationWish::Enter(None));
    house.merge(ana, visitor).unwrap();
    // The visitor, who sees Ana's page now.
    says(&mut house, false);
    is_in(&mut house, SituationWish::Leave);
    let decides = |house: &House| {
        house
            .ask(ana, &["orders"], None, Some("decide_auto"))
            .outcome
    };
    assert_eq!(decides(&house), Outcome::Allow);
    house.split(ana, visitor).unwrap();
    assert_eq!(decides(&house), Outcome::Escalate);
    let guarded = house.customer(ana).unwrap().state.guarded.clone();
    assert!(!guarded.situations.is_empty(), "nor is her hardship over");
    house.is_its_own_fold();
}

#[test]
fn the_registry_weakens_no_line() {
    let (mut house, _) = House::with_ana();
    house.draws(Condition {
        sensitivities: [Sensitivity::Special].into(),
        ai_uses: [AiUse::Infer].into(),
        ..Condition::default()
    });
    let mut known = house.catalogue.registry().categories();
    let special = known.find(|known| known.sensitivity == Sensitivity::Special);
    let special = special.unwrap().clone();
    drop(known);
    let key = TermKey::Data(special.id.clone());
    let over = house.catalogue.registry().revision(&key).unwrap();
    let mut harmless = special.clone();
    harmless.sensitivity = Sensitivity::Ordinary;
    let rex = staff(1, Role::Reviewer);
    let seen = house.index();
    for edit in [
        RegistryEdit::Change {
            term: Term::Data(harmless.clone()),
            over,
        },
        RegistryEdit::Remove {
            key: key.clone(),
            over,
        },
        RegistryEdit::Import {
            terms: vec![Term::Data(harmless)],
            seen,
        },
    ] {
        let refused = house.run(
            &rex,
            Route::Page,
            &Command::EditRegistry(Box::new(edit.clone())),
        );
        assert!(matches!(refused, Err(Refusal::Faults(_))), "{edit:?}");
    }
    // Its spelling can be mended all the same.
    let mut spelt = special;
    spelt.name = "Another name".to_owned();
    let edit = RegistryEdit::Change {
        term: Term::Data(spelt),
        over,
    };
    house
        .run(&rex, Route::Page, &Command::EditRegistry(Box::new(edit)))
        .unwrap();
}
