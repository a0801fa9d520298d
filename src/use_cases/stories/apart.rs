//! What two records are left with that were merged by mistake, beside their answers.

use super::house::{House, ON, crm};
use crate::access::{Actor, Scope};
use crate::catalogue::LegalBasis;
use crate::consent::{Facts, Identifier, Route};
use crate::guard::Code;
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::use_cases::{Command, PutCustomer, World as _};

impl House {
    fn told(&mut self, id: CustomerId, facts: &Facts) {
        let put = PutCustomer {
            id: Some(id),
            identifiers: Vec::new(),
            locale: facts.locale.clone(),
            region: facts.region.clone(),
            birth_year: facts.birth_year,
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
    house.says(ana, Command::Resume);
    assert_eq!(house.code(ana), Code::Granted);
    // Who became one with them later had no part in it.
    house.merge(ana, bo).unwrap();
    house.split(ana, bo).unwrap();
    assert_eq!(house.code(bo), Code::Granted);
    house.split(ana, visitor).unwrap();
    for who in [ana, visitor] {
        assert_eq!(house.code(who), Code::Paused, "nobody knows who went on");
        house.says(who, Command::Resume);
        assert_eq!(house.code(who), Code::Granted);
    }
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
