//! Two records turn out to be one customer's, and sometimes two people's after all.

use super::house::{House, OFF, ON, choice, crm};
use crate::access::{Actor, Denied, Scope};
use crate::catalogue::LegalBasis;
use crate::consent::{Conflict, Decision, People, Phase, Route, Which};
use crate::guard::{Code, Outcome};
use crate::id::CustomerId;
use crate::ledger::{Body, EntryKind, Merged};
use crate::use_cases::{Command, Refusal, Remember, World as _};

impl House {
    pub(super) fn merge(&mut self, stays: CustomerId, goes: CustomerId) -> Result<Merged, Refusal> {
        let command = Command::Merge(stays, goes);
        let bodies = self.run(&crm(Scope::ConsentWrite), Route::Api, &command)?;
        match &bodies[..] {
            [Body::Merged(merged)] => Ok(Merged::clone(merged)),
            other => panic!("a merge is one entry: {other:?}"),
        }
    }

    pub(super) fn split(&mut self, from: CustomerId, part: CustomerId) -> Result<(), Refusal> {
        let command = Command::Split(from, part);
        let bodies = self.run(&crm(Scope::ConsentWrite), Route::Api, &command)?;
        let about: Vec<_> = bodies
            .iter()
            .map(|body| (body.kind(), body.customer()))
            .collect();
        assert_eq!(
            about,
            [
                (EntryKind::Split, Some(from)),
                (EntryKind::Split, Some(part))
            ]
        );
        self.is_its_own_fold();
        Ok(())
    }

    /// What is kept of everybody is what the entries say.
    pub(super) fn is_its_own_fold(&self) {
        let mut people = People::default();
        for entry in self.all() {
            people.apply(&entry);
        }
        for (id, record) in &self.customers {
            let mut state = people.state(*id).clone();
            if state.merged_into.is_some() {
                // Its newest entry may be destroyed since, and this house does not look for another.
                state.last_index = record.state.last_index;
            }
            assert_eq!(state, record.state, "{id}");
        }
    }

    /// An anonymous visitor beside Ana.
    pub(super) fn with_visitor() -> (Self, CustomerId, CustomerId) {
        let (mut house, ana) = Self::with_ana();
        let visitor = house.put("visitor:7").unwrap();
        (house, ana, visitor)
    }

    pub(super) fn sees(&self, id: CustomerId, toggle: &str) -> (Decision, Phase) {
        let id = self.customer(id).unwrap().id;
        let (decision, _, phase) = self.phase(id, toggle);
        (decision, phase)
    }
}

fn conflict(toggle: &str, on: Which) -> Conflict {
    Conflict {
        proposition: "recipe-ideas".parse().unwrap(),
        toggle: toggle.parse().unwrap(),
        on,
    }
}

#[test]
fn a_visitor_who_was_never_asked_takes_nothing_back_that_ana_chose() {
    for is_visitor_the_one_who_stays in [false, true] {
        let (mut house, ana, visitor) = House::with_visitor();
        house
            .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
            .unwrap();
        let merged = if is_visitor_the_one_who_stays {
            house.merge(visitor, ana).unwrap()
        } else {
            house.merge(ana, visitor).unwrap()
        };
        assert_eq!(merged.conflicts, []);
        for id in [ana, visitor] {
            assert_eq!(house.code(id), Code::Granted);
            assert_eq!(
                house.sees(id, "channel:sms"),
                (Decision::Granted, Phase::Active)
            );
        }
        // Whoever follows the record that stays learns what came on for it.
        let changed: Vec<_> = merged
            .changes
            .iter()
            .flat_map(|change| &change.toggles)
            .collect();
        assert_eq!(
            changed.is_empty(),
            !is_visitor_the_one_who_stays,
            "{changed:?}"
        );
        house.is_its_own_fold();
    }
}

#[test]
fn a_no_in_either_record_wins_however_old_it_is() {
    for (first, second, on) in [(OFF, ON, Which::Goes), (ON, OFF, Which::Stays)] {
        let (mut house, ana, visitor) = House::with_visitor();
        house.choose(ana, &[("exchange", first)]).unwrap();
        house.now = house.now.plus_months(1);
        house.choose(visitor, &[("exchange", second)]).unwrap();
        let merged = house.merge(ana, visitor).unwrap();
        assert_eq!(merged.conflicts, [conflict("exchange", on)]);
        assert_eq!(house.sees(ana, "exchange").0, Decision::Denied);
        assert_eq!(house.code(visitor), house.code(ana));
        assert_ne!(
            house.ask(ana, &["orders"], Some("email"), None).outcome,
            Outcome::Allow
        );
        // No part is left on without its exchange.
        assert_ne!(house.sees(ana, "data:orders").0, Decision::Granted);
        // She can say yes again, whenever she likes.
        house.choose(ana, &[("exchange", ON)]).unwrap();
        assert_eq!(house.code(visitor), Code::Granted);
    }
}

#[test]
fn a_part_is_on_only_where_each_who_answered_the_exchange_has_it_on() {
    let (mut house, ana, visitor) = House::with_visitor();
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    house
        .choose(visitor, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    house.choose(visitor, &[("ai:infer", OFF)]).unwrap();
    house.choose(ana, &[("ai:infer", ON)]).unwrap();
    let merged = house.merge(ana, visitor).unwrap();
    assert_eq!(
        merged.conflicts,
        [
            conflict("data:birthday", Which::Stays),
            conflict("channel:sms", Which::Goes),
            conflict("ai:infer", Which::Stays),
        ]
    );
    for (toggle, on) in [
        ("exchange", true),
        ("data:orders", true),
        ("data:birthday", false),
        ("channel:sms", false),
        ("ai:infer", false),
    ] {
        assert_eq!(house.is_on(ana, toggle), on, "{toggle}");
    }
    // What she never answered in either is still to be asked.
    assert_eq!(
        house.sees(ana, "ai:personalise"),
        (Decision::None, Phase::Pending)
    );
}

#[test]
fn of_two_yeses_the_one_that_ends_first_counts() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let runs_out = house.now.plus_months(24);
    house.now = house.now.plus_months(6);
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    let merged = house.merge(visitor, ana).unwrap();
    assert_eq!(merged.conflicts, [], "both said yes");
    house.now = runs_out.plus_seconds(-1);
    assert_eq!(house.code(ana), Code::Granted);
    house.now = runs_out;
    assert_eq!(house.code(ana), Code::Expired);
}

#[test]
fn a_yes_to_an_older_wording_needs_a_new_answer_beside_a_newer_one() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.republish(|document| document.recipients = vec!["Dorn Analytics Ltd".into()]);
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    assert_eq!(house.code(visitor), Code::Granted);
    house.merge(visitor, ana).unwrap();
    assert_eq!(house.code(visitor), Code::NeedsAnswer);
}

#[test]
fn a_pause_in_either_pauses_both() {
    for pauses_first in [true, false] {
        let (mut house, ana, visitor) = House::with_visitor();
        house.choose(ana, &[("exchange", ON)]).unwrap();
        let who = if pauses_first { ana } else { visitor };
        let pause = Command::Pause(who);
        house
            .run(&Actor::Customer(who), Route::Page, &pause)
            .unwrap();
        let merged = house.merge(ana, visitor).unwrap();
        let which = if pauses_first {
            Which::Stays
        } else {
            Which::Goes
        };
        assert_eq!(merged.paused, Some(which));
        assert_eq!(house.code(ana), Code::Paused);
    }
}

#[test]
fn an_objection_in_either_counts_for_both() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.republish(|document| document.legal_basis = LegalBasis::LegitimateInterest);
    assert!(house.is_on(ana, "exchange"), "nobody is asked");
    house.choose(visitor, &[("exchange", OFF)]).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.code(ana), Code::Objected);
}

#[test]
fn nobody_is_reached_as_two() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    assert_eq!(house.merge(ana, ana), Err(Refusal::SameCustomer));
    house.merge(ana, visitor).unwrap();
    // The other way round, and again: they are one.
    assert_eq!(house.merge(visitor, ana), Err(Refusal::SameCustomer));
    assert_eq!(house.merge(ana, visitor), Err(Refusal::SameCustomer));
    assert_eq!(house.holder(&"visitor:7".parse().unwrap()), Some(ana));
    assert_eq!(house.customer(visitor).unwrap().id, ana);
    assert_eq!(house.customer(ana).unwrap().identifiers.len(), 2);
    assert_eq!(house.put("visitor:7"), Ok(ana));
    // Whatever she does by the old id is done by her.
    let body = house.choose(visitor, &[("exchange", OFF)]).unwrap();
    assert_eq!(body.customer(), Some(ana));
    let pause = Command::Pause(visitor);
    let bodies = house
        .run(&Actor::Customer(visitor), Route::Page, &pause)
        .unwrap();
    assert_eq!(bodies[0].customer(), Some(ana));
    house.is_its_own_fold();
}

#[test]
fn only_who_writes_customers_merges_and_nobody_merges_whom_nobody_knows() {
    let (mut house, ana, visitor) = House::with_visitor();
    for actor in [Actor::Customer(ana), crm(Scope::ConsentRead)] {
        for command in [Command::Merge(ana, visitor), Command::Split(ana, visitor)] {
            let refused = house.run(&actor, Route::Api, &command);
            let denied = matches!(
                refused,
                Err(Refusal::Denied(Denied::Forbidden | Denied::Scope(_)))
            );
            assert!(denied, "{refused:?}");
        }
    }
    let stranger = CustomerId::from_bytes([9; 16]);
    assert_eq!(house.merge(ana, stranger), Err(Refusal::UnknownCustomer));
    let erase = Command::Erase(visitor, Remember::Nothing);
    house.run(&Actor::System, Route::System, &erase).unwrap();
    assert_eq!(house.merge(ana, visitor), Err(Refusal::Erased));
    assert_eq!(house.merge(visitor, ana), Err(Refusal::Erased));
}

#[test]
fn a_page_drawn_before_the_merge_does_not_turn_on_what_the_other_record_refused() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(visitor, &[("exchange", OFF)]).unwrap();
    let seen = house.index();
    house.merge(ana, visitor).unwrap();
    let mut late = choice(1, &[("exchange", ON)]);
    late.seen_index = Some(seen);
    let command = Command::Choose(ana, late.clone());
    let refused = house.run(&Actor::Customer(ana), Route::Page, &command);
    assert_eq!(refused, Err(Refusal::ChangedMeanwhile));
    late.seen_index = Some(house.index());
    let command = Command::Choose(ana, late);
    house
        .run(&Actor::Customer(ana), Route::Page, &command)
        .unwrap();
    assert_eq!(house.code(ana), Code::Granted);
}

#[test]
fn a_merge_comes_behind_what_arrived_with_it() {
    let (_, ana, visitor) = House::with_visitor();
    let yes = Command::Choose(visitor, choice(1, &[("exchange", ON)]));
    assert!(yes.rank() < Command::Merge(ana, visitor).rank());
}

#[test]
fn whoever_leaves_after_a_merge_leaves_with_all_her_records() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    house.choose(visitor, &[("exchange", OFF)]).unwrap();
    house.merge(ana, visitor).unwrap();
    let erase = Command::Erase(visitor, Remember::Suppress);
    let bodies = house.run(&Actor::System, Route::Api, &erase).unwrap();
    let ends: Vec<_> = bodies
        .iter()
        .map(|body| match body {
            Body::Erased(erased) => (erased.customer, erased.entries, erased.suppressed.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ends, [(ana, 2, 2), (visitor, 2, 0)]);
    assert_eq!(house.customers.len(), 0);
    let left: Vec<_> = house.entries.iter().filter_map(Body::customer).collect();
    assert_eq!(left, [], "nothing names her but that she is gone");
}

#[test]
fn what_is_forgotten_is_forgotten_in_every_record() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.republish(|document| document.retention_months = Some(6));
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.choose(visitor, &[("exchange", OFF)]).unwrap();
    house.merge(ana, visitor).unwrap();
    house.now = house.now.plus_months(6);
    let forget = Command::Forget(ana, "recipe-ideas".parse().unwrap());
    let bodies = house.run(&Actor::System, Route::System, &forget).unwrap();
    assert!(
        matches!(&bodies[..], [Body::Forgotten(gone)] if gone.entries == 2),
        "{bodies:?}"
    );
    for record in house.customers.values() {
        assert_eq!(record.state.exchanges().count(), 0);
    }
    house.is_its_own_fold();
    house.split(ana, visitor).unwrap();
    assert_eq!(
        house.sees(visitor, "exchange"),
        (Decision::None, Phase::Pending)
    );
}

#[test]
fn set_apart_each_has_what_it_had_said() {
    let (mut house, ana, visitor) = House::with_visitor();
    house
        .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    house.choose(visitor, &[("exchange", OFF)]).unwrap();
    house.merge(ana, visitor).unwrap();
    assert!(!house.is_on(ana, "exchange"));
    house.split(ana, visitor).unwrap();
    for toggle in ["exchange", "data:orders", "channel:sms"] {
        assert!(house.is_on(ana, toggle), "{toggle}");
    }
    assert_eq!(house.sees(visitor, "exchange").0, Decision::Denied);
    assert_eq!(house.holder(&"crm:42".parse().unwrap()), Some(ana));
    assert_eq!(house.holder(&"visitor:7".parse().unwrap()), Some(visitor));
    // Each goes its own way from here on, and they can be merged anew.
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    assert!(house.is_on(visitor, "exchange"));
    house.merge(visitor, ana).unwrap();
    assert_eq!(house.sees(visitor, "exchange").0, Decision::Denied);
    house.is_its_own_fold();
}

#[test]
fn a_no_of_meanwhile_counts_for_both_and_a_yes_for_neither() {
    let (mut house, ana, visitor) = House::with_visitor();
    house
        .choose(ana, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    house
        .choose(visitor, &[("exchange", ON), ("channel:sms", ON)])
        .unwrap();
    house.merge(ana, visitor).unwrap();
    house
        .choose(ana, &[("channel:sms", OFF), ("data:birthday", ON)])
        .unwrap();
    assert!(house.is_on(ana, "data:birthday"));
    house.split(ana, visitor).unwrap();
    for id in [ana, visitor] {
        assert!(house.is_on(id, "exchange"));
        assert!(!house.is_on(id, "channel:sms"), "off is off for both");
        assert!(
            !house.is_on(id, "data:birthday"),
            "nobody knows who said yes"
        );
    }
}

#[test]
fn off_and_on_again_meanwhile_is_off_for_both_as_is_a_pause_that_is_not_over() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.choose(visitor, &[("exchange", ON)]).unwrap();
    let bo = house.put("crm:bo").unwrap();
    house.merge(ana, visitor).unwrap();
    house.merge(ana, bo).unwrap();
    house.choose(bo, &[("exchange", OFF)]).unwrap();
    house.choose(bo, &[("exchange", ON)]).unwrap();
    house
        .run(&Actor::Customer(ana), Route::Page, &Command::Pause(ana))
        .unwrap();
    assert_eq!(house.code(ana), Code::Paused);
    house.split(ana, visitor).unwrap();
    for id in [ana, visitor, bo] {
        let record = house.customer(id).unwrap();
        assert!(record.state.paused_since.is_some(), "{id}");
        assert_eq!(house.sees(id, "exchange").0, Decision::Denied);
    }
    assert_eq!(
        house.customer(bo).unwrap().id,
        ana,
        "the third is still hers"
    );
    house.split(ana, bo).unwrap();
    assert_eq!(house.customer(bo).unwrap().id, bo);
}

#[test]
fn what_was_merged_before_goes_with_what_it_was_merged_into() {
    let (mut house, ana, visitor) = House::with_visitor();
    let bo = house.put("crm:bo").unwrap();
    house.choose(bo, &[("exchange", OFF)]).unwrap();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.merge(visitor, bo).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(
        house.split(ana, bo),
        Err(Refusal::NotMerged),
        "it went into another"
    );
    assert_eq!(house.split(ana, ana), Err(Refusal::NotMerged));
    let stranger = CustomerId::from_bytes([9; 16]);
    assert_eq!(house.split(ana, stranger), Err(Refusal::UnknownCustomer));
    house.split(ana, visitor).unwrap();
    assert!(house.is_on(ana, "exchange"));
    assert_eq!(house.customer(bo).unwrap().id, visitor);
    assert_eq!(house.holder(&"crm:bo".parse().unwrap()), Some(visitor));
    house.split(visitor, bo).unwrap();
    assert_eq!(house.holder(&"crm:bo".parse().unwrap()), Some(bo));
    assert_eq!(house.sees(bo, "exchange").0, Decision::Denied);
    assert_eq!(
        house.sees(visitor, "exchange"),
        (Decision::None, Phase::Pending)
    );
}
