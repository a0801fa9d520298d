//! What two records are left with that were merged by mistake, beside their answers.

use super::house::{House, ON, by_phone, crm};
use crate::access::{Actor, Scope};
use crate::catalogue::LegalBasis;
use crate::clock::Timestamp;
use crate::consent::{ConsentState, Facts, Identifier, People, RejectedGuess, Rejection, Route};
use crate::guard::Code;
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::use_cases::{Command, PutCustomer, Refusal, Remember, World as _};

impl House {
    fn told(&mut self, id: CustomerId, facts: &Facts) {
        let put = PutCustomer {
            id: Some(id),
            identifiers: Vec::new(),
            locale: facts.locale.clone(),
            region: facts.region.clone(),
            birth_year: facts.birth_year,
            evidence: None,
        };
        let by = crm(Scope::ConsentWrite);
        self.run(&by, Route::Api, &Command::PutCustomer(put))
            .unwrap();
    }

    fn facts(&self, id: CustomerId) -> Facts {
        self.customers[&id].facts()
    }

    fn says(&mut self, id: CustomerId, command: fn(CustomerId) -> Command) {
        self.run(&Actor::Customer(id), Route::Page, &command(id))
            .unwrap();
    }

    /// The call centre says that she wants to go on, and when she said so.
    fn goes_on(&mut self, id: CustomerId, said: Timestamp) -> Result<Vec<Body>, Refusal> {
        let resume = Command::Resume(id, Some(by_phone(said)));
        self.run(&crm(Scope::ConsentWrite), Route::Api, &resume)
    }

    /// What she said then does not end her pause.
    fn is_paused_since(&mut self, id: CustomerId, said: Timestamp) {
        let refused = self.goes_on(id, said);
        let is_older =
            matches!(&refused, Err(Refusal::Invalid { field, .. }) if field == "evidence.at");
        assert!(is_older, "{id}: {refused:?}");
        assert_eq!(self.code(id), Code::Paused);
    }
}

fn facts(locale: &str, region: &str, birth_year: u16) -> Facts {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Facts {
        locale: text(locale),
        region: text(region),
        birth_year: (birth_year > 0).then_some(birth_year),
    }
}

#[test]
fn what_is_asked_of_a_name_is_done_to_nobody_to_whom_it_was_given_since() {
    let (mut house, ana, visitor) = House::with_visitor();
    let name = house.customers[&visitor].identifiers[0].clone();
    let by = crm(Scope::ConsentWrite);
    let named = |id| Command::Named(vec![(name.clone(), id)], Box::new(Command::Pause(id)));
    let asks = |house: &mut House, id| house.run(&by, Route::Api, &named(id));
    // While both are one it is hers, whichever of the two ids it was found by.
    house.merge(ana, visitor).unwrap();
    asks(&mut house, ana).unwrap();
    asks(&mut house, visitor).unwrap();
    house.split(ana, visitor).unwrap();
    let before = house.entries.len();
    assert_eq!(asks(&mut house, ana), Err(Refusal::NameMoved));
    assert_eq!(house.entries.len(), before, "nothing is done");
    asks(&mut house, visitor).unwrap();
    // It is as urgent as what is asked, and about the same customer.
    let erase = Command::Erase(ana, Remember::Nothing);
    let erase = Command::Named(vec![(name.clone(), ana)], Box::new(erase));
    assert_eq!((erase.destroys(), erase.customer()), (Some(ana), Some(ana)));
    assert_eq!(named(ana).rank(), Command::Pause(ana).rank());
    // Whoever may not do it does not do it by a name either.
    let stranger = crm(Scope::Check);
    let refused = house.run(&stranger, Route::Api, &named(visitor));
    assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
}

#[test]
fn what_was_filled_in_from_the_other_goes_back_with_it() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.told(ana, &facts("de", "", 0));
    house.told(visitor, &facts("en", "GB", 1987));
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.facts(ana), facts("de", "GB", 1987));
    house.split(ana, visitor).unwrap();
    assert_eq!(house.facts(ana), facts("de", "", 0));
    assert_eq!(house.facts(visitor), facts("en", "GB", 1987));
}

#[test]
fn nobody_is_used_more_because_of_where_somebody_else_lives() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.republish(|document| {
        document.legal_basis = LegalBasis::LegitimateInterest;
        document.regions = vec!["GB".to_owned()];
    });
    house.told(visitor, &facts("", "GB", 0));
    let before = house.code(ana);
    assert_ne!(before, Code::LegalBasis, "nobody knows where she lives");
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.code(ana), Code::LegalBasis);
    house.split(ana, visitor).unwrap();
    assert_eq!(house.code(ana), before);
    assert_eq!(house.code(visitor), Code::LegalBasis);
}

#[test]
fn what_was_told_meanwhile_is_known_of_neither() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.told(ana, &facts("de", "GB", 1987));
    house.told(visitor, &facts("en", "FR", 0));
    house.merge(ana, visitor).unwrap();
    // The same again is nothing new; where she lives is.
    house.told(visitor, &facts("de", "US", 1987));
    house.split(ana, visitor).unwrap();
    assert_eq!(house.facts(ana), facts("de", "", 1987));
    assert_eq!(house.facts(visitor), facts("en", "", 0));
    // Told of one of them, it is known again.
    house.told(ana, &facts("", "US", 0));
    assert_eq!(house.facts(ana), facts("de", "US", 1987));
}

#[test]
fn what_is_not_known_of_her_is_taken_from_those_who_stay_hers() {
    let (mut house, ana, visitor) = House::with_visitor();
    let (bo, cy) = (house.put("crm:bo").unwrap(), house.put("crm:cy").unwrap());
    house.told(visitor, &facts("", "GB", 1987));
    house.told(bo, &facts("", "FR", 0));
    house.told(cy, &facts("ar", "", 0));
    house.merge(bo, cy).unwrap();
    house.merge(ana, visitor).unwrap();
    house.merge(ana, bo).unwrap();
    assert_eq!(house.facts(ana), facts("ar", "GB", 1987));
    house.split(ana, visitor).unwrap();
    assert_eq!(house.facts(ana), facts("ar", "FR", 0));
    house.split(ana, bo).unwrap();
    assert_eq!(house.facts(ana), facts("", "", 0));
    assert_eq!(house.facts(bo), facts("ar", "FR", 0));
    house.split(bo, cy).unwrap();
    assert_eq!(house.facts(bo), facts("", "FR", 0));
    assert_eq!(house.facts(cy), facts("ar", "", 0));
}

#[test]
fn a_pause_of_meanwhile_lasts_for_both_though_somebody_went_on() {
    let (mut house, ana, visitor) = House::with_visitor();
    let bo = house.put("crm:bo").unwrap();
    for who in [ana, visitor, bo] {
        house.choose(who, &[("exchange", ON)]).unwrap();
    }
    house.merge(ana, visitor).unwrap();
    house.says(ana, Command::Pause);
    house.says(ana, |id| Command::Resume(id, None));
    assert_eq!(house.code(ana), Code::Granted);
    // Who became one with them later had no part in it.
    house.merge(ana, bo).unwrap();
    house.split(ana, bo).unwrap();
    assert_eq!(house.code(bo), Code::Granted);
    house.split(ana, visitor).unwrap();
    for who in [ana, visitor] {
        assert_eq!(house.code(who), Code::Paused, "nobody knows who went on");
        house.says(who, |id| Command::Resume(id, None));
        assert_eq!(house.code(who), Code::Granted);
    }
}

#[test]
fn what_was_said_between_two_pauses_ends_neither() {
    let (mut house, ana, visitor) = House::with_visitor();
    for who in [ana, visitor] {
        house.choose(who, &[("exchange", ON)]).unwrap();
    }
    let pauses_twice = |house: &mut House| {
        let first = house.now;
        house.says(ana, Command::Pause);
        house.now = first.plus_seconds(20);
        house.says(ana, Command::Pause);
        (first, first.plus_seconds(10))
    };
    let (first, between) = pauses_twice(&mut house);
    house.is_paused_since(ana, between);
    // Since when, she reads of the first.
    assert_eq!(house.customers[&ana].state.paused_since, Some(first));
    for (stays, goes) in [(ana, visitor), (visitor, ana)] {
        house.merge(stays, goes).unwrap();
        house.is_paused_since(stays, between);
        house.split(stays, goes).unwrap();
        house.is_paused_since(ana, between);
        house.is_its_own_fold();
    }
    let said = house.now;
    house.goes_on(ana, said).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    // Of two who are one it holds of both.
    house.merge(ana, visitor).unwrap();
    house.now = said.plus_seconds(60);
    let (_, between) = pauses_twice(&mut house);
    house.is_paused_since(ana, between);
    house.split(ana, visitor).unwrap();
    let said = house.now;
    for who in [ana, visitor] {
        house.is_paused_since(who, between);
        house.goes_on(who, said).unwrap();
        assert_eq!(house.code(who), Code::Granted);
    }
    // A pause that begins anew is ended by what was said since it began.
    house.says(ana, Command::Pause);
    house.goes_on(ana, said).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    house.is_its_own_fold();
}

#[test]
fn a_pause_of_three_lasts_for_the_one_who_was_one_with_another_before() {
    let (mut house, ana, visitor) = House::with_visitor();
    let bo = house.put("crm:bo").unwrap();
    house.choose(bo, &[("exchange", ON)]).unwrap();
    house.says(visitor, Command::Pause);
    house.merge(visitor, bo).unwrap();
    house.merge(ana, visitor).unwrap();
    house.says(ana, Command::Pause);
    house.split(ana, visitor).unwrap();
    house.split(visitor, bo).unwrap();
    assert_eq!(house.code(bo), Code::Paused);
}

#[test]
fn of_three_a_pause_stays_with_those_who_were_one_when_it_was_said() {
    let three = || {
        let (mut house, ana, visitor) = House::with_visitor();
        let bo = house.put("crm:bo").unwrap();
        for who in [ana, visitor, bo] {
            house.choose(who, &[("exchange", ON)]).unwrap();
        }
        house.merge(ana, visitor).unwrap();
        (house, ana, visitor, bo)
    };
    // Who became one with them later goes as she came, whoever goes first.
    for goes_first in [false, true] {
        let (mut house, ana, visitor, bo) = three();
        house.says(ana, Command::Pause);
        house.merge(ana, bo).unwrap();
        let (first, second) = if goes_first {
            (bo, visitor)
        } else {
            (visitor, bo)
        };
        for who in [first, second] {
            house.split(ana, who).unwrap();
            assert_eq!(house.code(ana), Code::Paused);
        }
        assert_eq!(house.code(visitor), Code::Paused);
        assert_eq!(house.code(bo), Code::Granted, "{goes_first}");
    }
    // Of what was said of all three nobody knows who ended it, the second time no more than the first.
    let (mut house, ana, visitor, bo) = three();
    house.merge(ana, bo).unwrap();
    house.says(ana, Command::Pause);
    for (goes, stay) in [(visitor, vec![ana, visitor]), (bo, vec![ana, bo])] {
        house.says(ana, |id| Command::Resume(id, None));
        assert_eq!(house.code(ana), Code::Granted);
        house.split(ana, goes).unwrap();
        for who in stay {
            assert_eq!(house.code(who), Code::Paused, "{who}");
        }
    }
}

#[test]
fn a_pause_that_is_over_makes_no_other_one_later() {
    let (mut house, ana, visitor) = House::with_visitor();
    for who in [ana, visitor] {
        house.choose(who, &[("exchange", ON)]).unwrap();
    }
    let first = house.now;
    let between = first.plus_seconds(10);
    house.says(visitor, Command::Pause);
    house.now = first.plus_seconds(20);
    house.says(ana, Command::Pause);
    house.says(ana, |id| Command::Resume(id, None));
    let paused_at = |house: &House| house.customers[&ana].state.paused_at();
    assert_eq!(paused_at(&house), None);
    // The visitor's alone lasts for both: what was said since ends it, also before Ana's own.
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.code(ana), Code::Paused);
    assert_eq!(paused_at(&house), Some(first));
    house.goes_on(ana, between).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    // What ended one is older than the next.
    house.now = first.plus_seconds(40);
    house.says(ana, Command::Pause);
    house.is_paused_since(ana, between);
    let now = house.now;
    house.goes_on(ana, now).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
}

#[test]
fn a_split_that_says_since_when_and_not_when_last_pauses_all_that_go_with_it() {
    let (mut house, ana, visitor) = House::with_visitor();
    let bo = house.put("crm:bo").unwrap();
    house.merge(visitor, bo).unwrap();
    house.merge(ana, visitor).unwrap();
    let paused = house.now;
    house.says(ana, Command::Pause);
    house.now = paused.plus_seconds(60);
    house.split(ana, visitor).unwrap();
    // As a program wrote it down that did not keep when it was said last.
    let mut people = People::default();
    for mut entry in house.all() {
        if let Body::Split(split) = &mut entry.body {
            split.pause_said = None;
        }
        people.apply(&entry);
    }
    let state = people.state(visitor);
    assert_eq!(state.paused_at(), Some(paused));
    assert!(!state.lacks(), "the entries say no more of it");
    assert_eq!(state, &house.customers[&visitor].state);
    let left = state.left_with(&state.merged[0], people.state(bo));
    assert_eq!(left.paused_since, Some(paused));
    assert_eq!(left.pause_said, Some(paused));
}

#[test]
fn what_no_entry_says_any_more_of_before_a_merge_is_made_whole_all_the_same() {
    let (mut house, ana, visitor) = House::with_visitor();
    let key = "has-dog".parse().unwrap();
    let dont_guess = Rejection::DontGuess;
    for said in [
        Command::Pause(ana),
        Command::SayHumanOnly(ana, true, None),
        Command::RejectInference(ana, key, dont_guess, RejectedGuess::default()),
    ] {
        house
            .run(&Actor::Customer(ana), Route::Page, &said)
            .unwrap();
    }
    house.merge(ana, visitor).unwrap();
    let whole = house.customers[&ana].state.clone();
    let mut stored = serde_json::to_value(&whole).unwrap();
    for (part, fields) in [("/l", &["q"][..]), ("/l/d", &["p", "w"][..])] {
        let part = stored.pointer_mut(part).unwrap();
        let part = part.as_object_mut().unwrap();
        for field in fields {
            part.remove(*field).unwrap();
        }
    }
    let mut kept: ConsentState = serde_json::from_value(stored).unwrap();
    assert!(kept.lacks());
    kept.complete(&ConsentState::default());
    assert!(!kept.lacks());
    assert_eq!(kept, whole);
}

#[test]
fn who_was_called_what_stands_in_no_entry_and_goes_back_all_the_same() {
    let (mut house, ana, visitor) = House::with_visitor();
    let bo = house.put("crm:bo").unwrap();
    house.merge(visitor, bo).unwrap();
    house.merge(ana, visitor).unwrap();
    for body in &house.entries {
        let text = serde_json::to_string(body).unwrap();
        for name in ["crm:42", "visitor:7", "crm:bo"] {
            assert!(!text.contains(name), "{text}");
        }
    }
    // What came with the third record is recognised with that one's key: it says nothing of it once she
    // is erased, though the entry is another's.
    let Some(Body::Merged(last)) = house.entries.last() else {
        panic!("a merge")
    };
    let name: Identifier = "crm:bo".parse().unwrap();
    let by = |id| house.customers[&id].recognises(&name);
    assert!(last.called.contains(&by(bo)) && !last.called.contains(&by(visitor)));
    house.split(ana, visitor).unwrap();
    house.split(visitor, bo).unwrap();
    for (name, id) in [("crm:42", ana), ("visitor:7", visitor), ("crm:bo", bo)] {
        assert_eq!(house.holder(&name.parse().unwrap()), Some(id), "{name}");
    }
}
