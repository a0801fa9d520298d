//! What protects somebody is lost by no merge, no split and no change of the registry.

use super::house::{House, ON, by_phone, crm, staff};
use crate::access::{Actor, Role, Scope};
use crate::catalogue::{AiUse, DataCategory, Origin, Sensitivity, Term, TermKey};
use crate::consent::{Evidence, Route};
use crate::guard::{CaseAsked, Code, Condition, Effect, Matter, Outcome, RedLine, Situation};
use crate::id::{CaseId, CustomerId, DecisionId};
use crate::ledger::{Body, LineChange};
use crate::use_cases::{
    CaseWish, Command, Fate, PutCustomer, RedLineEdit, Refusal, RegistryEdit, Ruling,
    SituationWish, TermLine, TermPlan, TermRead, World as _,
};

impl House {
    fn born(&mut self, who: CustomerId, year: u16) {
        let put = PutCustomer {
            id: Some(who),
            birth_year: Some(year),
            evidence: Some(by_phone(self.now)),
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
        let command = Command::SayHumanOnly(ana, on, None);
        house
            .run(&Actor::Customer(ana), Route::Page, &command)
            .unwrap();
    };
    let is_in = |house: &mut House, wish| {
        let evidence = Some(by_phone(house.now));
        let command = Command::SaySituation(ana, Situation::Hardship, wish, evidence);
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

impl House {
    /// She asks a person something; with a decision she says that it is wrong.
    fn asks_a_person(&mut self, who: CustomerId, matter: Matter) -> CaseId {
        let asked = CaseAsked {
            said: Some("Please look at it.".to_owned()),
            ..CaseAsked::default()
        };
        let team = "front_desk".parse().unwrap();
        let wish = CaseWish {
            matter,
            team,
            asked,
        };
        let command = Command::OpenCase(who, Box::new(wish));
        let bodies = self
            .run(&Actor::Customer(who), Route::Page, &command)
            .unwrap();
        match &bodies[..] {
            [Body::CaseOpened(opened)] => opened.case,
            other => panic!("one case: {other:?}"),
        }
    }

    fn answers(&mut self, who: CustomerId, case: CaseId) {
        let ruling = Ruling {
            case,
            outcome: Outcome::Deny,
            reason: "We looked again.".to_owned(),
            overrides: None,
            agreed_by: None,
            person: None,
            taken_at: self.now,
        };
        let command = Command::DecideCase(who, Box::new(ruling));
        self.run(&staff(3, Role::Agent), Route::Page, &command)
            .unwrap();
    }

    fn complains(&self, who: CustomerId) -> bool {
        let guarded = &self.customer(who).unwrap().state.guarded;
        let told = guarded.going_through(self.now);
        let told = told.contains_key(&Situation::OpenComplaint);
        let verdict = self.ask(who, &["orders"], Some("email"), None);
        let stopped = verdict.reasons[0].code == Code::RedLine;
        assert_eq!(told, stopped, "what is told of her is what checks know");
        told
    }

    /// Nobody writes an e-mail to whoever complained.
    fn is_careful_about_complaints(&mut self) {
        self.draws(Condition {
            channels: [crate::catalogue::Channel::Email].into(),
            situations: [Situation::OpenComplaint].into(),
            ..Condition::default()
        });
    }
}

fn wrong(decision: u8) -> Matter {
    Matter::asked(Some(DecisionId::from_bytes([decision; 16])))
}

#[test]
fn whoever_says_that_a_decision_is_wrong_has_a_complaint_until_somebody_answers() {
    let (mut house, ana) = House::with_ana();
    house.is_careful_about_complaints();
    house
        .choose(ana, &[("exchange", ON), ("channel:email", ON)])
        .unwrap();
    // To ask is not to complain, be it about a decision.
    house.asks_a_person(ana, Matter::asked(None));
    let about = DecisionId::from_bytes([1; 16]);
    house.asks_a_person(ana, Matter::asked_about(about));
    assert!(!house.complains(ana));
    let (first, second) = (
        house.asks_a_person(ana, wrong(1)),
        house.asks_a_person(ana, wrong(2)),
    );
    assert!(house.complains(ana));
    // It is a complaint however long nobody answers.
    house.now = house.now.plus_seconds(90 * 86_400);
    assert!(house.complains(ana));
    house.answers(ana, first);
    assert!(house.complains(ana), "the other one waits");
    house.answers(ana, second);
    assert!(!house.complains(ana));
    house.is_its_own_fold();
}

#[test]
fn what_a_program_says_of_a_complaint_stays_its_own() {
    let (mut house, ana) = House::with_ana();
    house.is_careful_about_complaints();
    house
        .choose(ana, &[("exchange", ON), ("channel:email", ON)])
        .unwrap();
    let says = |house: &mut House, wish| {
        let evidence = Some(by_phone(house.now));
        let command = Command::SaySituation(ana, Situation::OpenComplaint, wish, evidence);
        let crm = crm(Scope::ConsentWrite);
        house.run(&crm, Route::Api, &command).unwrap();
    };
    let soon = house.now.plus_seconds(86_400);
    says(&mut house, SituationWish::Enter(Some(soon)));
    let case = house.asks_a_person(ana, wrong(1));
    let until = |house: &House| {
        let guarded = &house.customer(ana).unwrap().state.guarded;
        guarded
            .going_through(house.now)
            .get(&Situation::OpenComplaint)
            .copied()
    };
    assert_eq!(until(&house), Some(None), "it ends when somebody answers");
    says(&mut house, SituationWish::Leave);
    assert!(house.complains(ana), "hers waits, whatever a program says");
    says(&mut house, SituationWish::Enter(Some(soon)));
    house.answers(ana, case);
    assert_eq!(until(&house), Some(Some(soon)), "as the program said it");
    house.now = soon;
    assert!(!house.complains(ana));
}

#[test]
fn a_complaint_of_another_record_of_hers_is_hers_until_somebody_answers_it() {
    for is_answered_before in [true, false] {
        let (mut house, ana, visitor) = House::with_visitor();
        house.is_careful_about_complaints();
        for who in [ana, visitor] {
            house
                .choose(who, &[("exchange", ON), ("channel:email", ON)])
                .unwrap();
        }
        let case = house.asks_a_person(visitor, wrong(1));
        assert!(house.complains(visitor) && !house.complains(ana));
        house.merge(ana, visitor).unwrap();
        assert!(house.complains(ana));
        if is_answered_before {
            house.answers(ana, case);
            assert!(!house.complains(ana));
            house.split(ana, visitor).unwrap();
            assert!(!house.complains(ana) && !house.complains(visitor));
        } else {
            house.split(ana, visitor).unwrap();
            assert!(!house.complains(ana), "it was the other one's");
            assert!(house.complains(visitor));
            house.answers(visitor, case);
            assert!(!house.complains(visitor));
        }
        house.is_its_own_fold();
    }
}

#[test]
fn the_registry_weakens_no_line() {
    weakens_no_line(Condition {
        sensitivities: [Sensitivity::Special].into(),
        ai_uses: [AiUse::Infer].into(),
        ..Condition::default()
    });
}

#[test]
fn the_registry_weakens_no_line_about_guesses() {
    // What was told is no guess, so that the line holds of nothing that is listed; what is guessed from it
    // crosses the line as long as it is special.
    weakens_no_line(Condition {
        origins: [Origin::Inferred].into(),
        sensitivities: [Sensitivity::Special].into(),
        ..Condition::default()
    });
}

/// What becomes of a file that has this one kind of data in it.
fn becomes(house: &House, category: &DataCategory) -> Fate {
    let line = TermLine {
        from: category.id.to_string(),
        read: TermRead::Term {
            term: Box::new(Term::Data(category.clone())),
            exact: true,
            notes: vec![],
        },
    };
    let plan = TermPlan::of(&house.catalogue, house.index(), house.now, vec![line]);
    plan.lines.into_iter().next().unwrap().fate
}

/// One reviewer makes no special kind of data ordinary, and takes none out, while that line stands. Of a file
/// that would do it she is told so before she says that it is to be stored.
fn weakens_no_line(when: Condition) {
    let (mut house, _) = House::with_ana();
    let mut known = house.catalogue.registry().categories();
    let special = known.find(|known| known.sensitivity == Sensitivity::Special);
    let special = special.unwrap().clone();
    drop(known);
    let key = TermKey::Data(special.id.clone());
    let over = house.catalogue.registry().revision(&key).unwrap();
    let mut harmless = special.clone();
    harmless.sensitivity = Sensitivity::Ordinary;
    assert!(matches!(becomes(&house, &harmless), Fate::Changed(_)));
    house.draws(when);
    let Fate::Refused(faults) = becomes(&house, &harmless) else {
        panic!("{:?}", becomes(&house, &harmless));
    };
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].message.contains("`no-harm`"), "{faults:?}");
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
        let is_told = match &edit {
            RegistryEdit::Remove { .. } => matches!(refused, Err(Refusal::TermRuled { .. })),
            _ => matches!(refused, Err(Refusal::Faults(_))),
        };
        assert!(is_told, "{edit:?}: {refused:?}");
    }
    // Its spelling can be mended all the same.
    let mut spelt = special;
    spelt.name = "Another name".to_owned();
    assert!(matches!(becomes(&house, &spelt), Fate::Changed(_)));
    let edit = RegistryEdit::Change {
        term: Term::Data(spelt),
        over,
    };
    house
        .run(&rex, Route::Page, &Command::EditRegistry(Box::new(edit)))
        .unwrap();
}

#[test]
fn what_was_said_before_she_asked_to_be_left_alone_does_not_end_that() {
    let (mut house, ana, visitor) = House::with_visitor();
    let quiet = |wish, evidence| Command::SaySituation(ana, Situation::QuietPeriod, wish, evidence);
    let by_program = |house: &mut House, wish, at| {
        let command = quiet(wish, Some(by_phone(at)));
        house.run(&crm(Scope::ConsentWrite), Route::Api, &command)
    };
    let is_refused = |house: &mut House, wish, at| {
        let refused = by_program(house, wish, at);
        let is_named =
            matches!(&refused, Err(Refusal::Invalid { field, .. }) if field == "evidence.at");
        assert!(is_named, "{wish:?}: {refused:?}");
    };
    let before = house.now;
    // What a program noted, it ends by whatever she said.
    by_program(&mut house, SituationWish::Enter(None), before).unwrap();
    house.now = house.now.plus_seconds(60);
    by_program(&mut house, SituationWish::Leave, before).unwrap();
    let asked = house.now;
    let hers = quiet(SituationWish::Enter(None), None);
    house
        .run(&Actor::Customer(ana), Route::Page, &hers)
        .unwrap();
    house.now = house.now.plus_seconds(60);
    let soon = SituationWish::Enter(Some(house.now.plus_seconds(3_600)));
    let later = SituationWish::Enter(Some(house.now.plus_seconds(7_200)));
    is_refused(&mut house, SituationWish::Leave, before);
    is_refused(&mut house, soon, before);
    // What she said since counts, and that a program gave it another end makes it no program's.
    by_program(&mut house, soon, asked).unwrap();
    by_program(&mut house, later, before).unwrap();
    is_refused(&mut house, SituationWish::Leave, before);
    // Nor does it get older by a merge, or by its end.
    house.merge(visitor, ana).unwrap();
    is_refused(&mut house, SituationWish::Leave, before);
    house.split(visitor, ana).unwrap();
    is_refused(&mut house, SituationWish::Leave, before);
    by_program(&mut house, SituationWish::Leave, asked).unwrap();
    house.is_its_own_fold();
}

#[test]
fn of_two_records_that_asked_each_what_was_said_before_the_later_one_ends_neither() {
    for ana_is_first in [true, false] {
        let (mut house, ana, visitor) = House::with_visitor();
        let mut in_order = [ana, visitor];
        if !ana_is_first {
            in_order.reverse();
        }
        let mut said = Vec::new();
        for who in in_order {
            let quiet = SituationWish::Enter(None);
            let quiet = Command::SaySituation(who, Situation::QuietPeriod, quiet, None);
            for hers in [quiet, Command::SayHumanOnly(who, true, None)] {
                let me = Actor::Customer(who);
                house.run(&me, Route::Page, &hers).unwrap();
            }
            said.push(by_phone(house.now));
            house.now = house.now.plus_seconds(60);
        }
        let ends = |house: &mut House, who, evidence: &Evidence| {
            let evidence = || Some(evidence.clone());
            let over = SituationWish::Leave;
            let over = Command::SaySituation(who, Situation::QuietPeriod, over, evidence());
            let by_machine = Command::SayHumanOnly(who, false, evidence());
            let program = crm(Scope::ConsentWrite);
            [over, by_machine].map(|command| house.run(&program, Route::Api, &command))
        };
        // Behind the first of the two, and before the second: whichever of them stays, and whichever is
        // set apart again, it was not said against both.
        let [first, last] = &said[..] else {
            panic!("{said:?}")
        };
        let is_refused = |house: &mut House, who| {
            for refused in ends(house, who, first) {
                let Err(Refusal::Invalid { field, .. }) = &refused else {
                    panic!("{ana_is_first}: {refused:?}")
                };
                assert_eq!(field, "evidence.at");
            }
        };
        house.merge(ana, visitor).unwrap();
        is_refused(&mut house, ana);
        house.split(ana, visitor).unwrap();
        for who in [ana, visitor] {
            is_refused(&mut house, who);
            for ended in ends(&mut house, who, last) {
                assert!(ended.is_ok(), "{ana_is_first}: {ended:?}");
            }
        }
        house.is_its_own_fold();
    }
}

#[test]
fn of_ends_that_arrive_at_once_none_comes_before_one_that_is_left_open() {
    let (house, ana) = House::with_ana();
    let rank = |wish| Command::SaySituation(ana, Situation::QuietPeriod, wish, None).rank();
    let ends = rank(SituationWish::Enter(Some(house.now.plus_seconds(60))));
    assert!(ends < rank(SituationWish::Enter(None)));
    assert!(rank(SituationWish::Leave) < ends);
}

#[test]
fn a_complaint_of_while_two_were_one_is_known_of_both() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.is_careful_about_complaints();
    for who in [ana, visitor] {
        house
            .choose(who, &[("exchange", ON), ("channel:email", ON)])
            .unwrap();
    }
    // What one of them had waiting before is nobody else's.
    let before = house.asks_a_person(ana, wrong(1));
    house.merge(ana, visitor).unwrap();
    house.split(ana, visitor).unwrap();
    assert!(house.complains(ana) && !house.complains(visitor));
    house.answers(ana, before);
    // Nor is what was answered while they were one.
    house.merge(ana, visitor).unwrap();
    let meanwhile = house.asks_a_person(ana, wrong(2));
    house.answers(ana, meanwhile);
    house.split(ana, visitor).unwrap();
    assert!(!house.complains(ana) && !house.complains(visitor));
    house.merge(ana, visitor).unwrap();
    let meanwhile = house.asks_a_person(ana, wrong(3));
    house.split(ana, visitor).unwrap();
    assert!(house.complains(ana) && house.complains(visitor));
    house.answers(ana, meanwhile);
    assert!(!house.complains(ana));
    assert!(house.complains(visitor), "it may have been the visitor's");
    let over = Some(by_phone(house.now));
    let wish = SituationWish::Leave;
    let over = Command::SaySituation(visitor, Situation::OpenComplaint, wish, over);
    house
        .run(&crm(Scope::ConsentWrite), Route::Api, &over)
        .unwrap();
    assert!(!house.complains(visitor));
    house.is_its_own_fold();
}

#[test]
fn a_pause_of_either_record_is_ended_by_no_word_of_before_it() {
    for does_ana_stay in [false, true] {
        let (mut house, ana, visitor) = House::with_visitor();
        let pauses = |house: &mut House, who| {
            let pause = Command::Pause(who);
            house
                .run(&Actor::Customer(who), Route::Page, &pause)
                .unwrap();
        };
        pauses(&mut house, visitor);
        let between = by_phone(house.now.plus_seconds(10));
        house.now = house.now.plus_seconds(20);
        pauses(&mut house, ana);
        let (stays, goes) = if does_ana_stay {
            (ana, visitor)
        } else {
            (visitor, ana)
        };
        house.merge(stays, goes).unwrap();
        let ends = |house: &mut House, evidence| {
            let resume = Command::Resume(stays, evidence);
            house.run(&crm(Scope::ConsentWrite), Route::Api, &resume)
        };
        for (evidence, field) in [(None, "evidence"), (Some(between), "evidence.at")] {
            let refused = ends(&mut house, evidence);
            let is_named =
                matches!(&refused, Err(Refusal::Invalid { field: named, .. }) if named == field);
            assert!(is_named, "{refused:?}");
        }
        let said = by_phone(house.now);
        let bodies = ends(&mut house, Some(said.clone())).unwrap();
        let [Body::Resumed(whole)] = &bodies[..] else {
            panic!("{bodies:?}");
        };
        assert_eq!(whole.evidence.as_ref(), Some(&said));
        house.is_its_own_fold();
    }
}
