//! What Ana is promised, what she gets, and when her data is used.

use super::house::{House, OFF, ON, by_phone, choice, marketer};
use crate::access::Actor;
use crate::catalogue::LegalBasis;
use crate::catalogue::tests::recipes;
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::CustomerId;
use crate::use_cases::Command;
use crate::value::{Amount, Delivered, LastUse, SoFar, Spells, so_far, spells};

const DAY_S: i64 = 86_400;

impl House {
    fn days_pass(&mut self, days: i64) {
        self.now = self.now.plus_seconds(days * DAY_S);
    }

    fn spells(&self, of: CustomerId) -> Spells {
        let proposition = self.catalogue.proposition("recipe-ideas").unwrap();
        let since = self.customers[&of].created_at;
        spells(proposition, &[(of, since)], &self.trail(of), self.now)
    }

    /// How many days each stretch lasted, and on which version.
    fn days_on(&self, of: CustomerId) -> Vec<(u64, u32)> {
        let parts = self.spells(of).parts.into_iter();
        parts
            .map(|part| {
                (
                    part.to.seconds_since(part.from) / DAY_S.unsigned_abs(),
                    part.version,
                )
            })
            .collect()
    }

    fn so_far(&self, of: CustomerId, got: &[Delivered], used: &[LastUse]) -> SoFar {
        let proposition = self.catalogue.proposition("recipe-ideas").unwrap();
        so_far(proposition, &self.spells(of), got, used, self.now).unwrap()
    }
}

fn used(data: &str, at: Timestamp) -> LastUse {
    LastUse {
        data: data.parse().unwrap(),
        purpose: "recommendations".parse().unwrap(),
        at,
    }
}

fn arrived(unit: &str, number: f64, times: u64, at: Timestamp) -> Delivered {
    Delivered {
        proposition: "recipe-ideas".parse().unwrap(),
        benefit: "recipes".parse().unwrap(),
        unit: unit.to_owned(),
        total: Amount::of_number(number).unwrap().into(),
        times,
        last_at: at,
    }
}

#[test]
fn it_was_on_from_each_yes_to_the_no_behind_it() {
    let (mut house, ana) = House::with_ana();
    assert_eq!(house.spells(ana), Spells::default());
    house.days_pass(1);
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(3);
    // A part of it is not the whole.
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    house.days_pass(2);
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    house.days_pass(10);
    assert_eq!(house.days_on(ana), [(5, 1)]);
    assert_eq!(house.spells(ana).on_since, None);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let again = house.now;
    house.days_pass(4);
    assert_eq!(house.days_on(ana), [(5, 1), (4, 1)]);
    assert_eq!(house.spells(ana).on_since, Some(again));
}

#[test]
fn a_pause_a_change_and_the_end_of_its_term_turn_it_off() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(2);
    let pause = Command::Pause(ana);
    let me = Actor::Customer(ana);
    house.run(&me, Route::Page, &pause).unwrap();
    house.days_pass(5);
    house
        .run(&me, Route::Page, &Command::Resume(ana, None))
        .unwrap();
    house.days_pass(3);
    house.republish(|document| document.usage = "We use it differently.".into());
    house.republish(|document| document.title = "Recipes for your week".into());
    house.days_pass(1);
    let before = house.days_on(ana);
    // More than before: off until she answers.
    house.republish(|document| document.benefits[0].amount = 1.0);
    house.days_pass(7);
    assert_eq!(house.days_on(ana), before);
    assert_eq!(house.spells(ana).on_since, None);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(900);
    let term = house.days_on(ana).pop().unwrap();
    assert!((729..=731).contains(&term.0), "24 months: {term:?}");
    assert_eq!(house.spells(ana).on_since, None);
}

#[test]
fn what_is_stopped_is_off_for_everybody_and_begins_anew() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(6);
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "A mistake.".to_owned());
    house.run(&marketer(), Route::Page, &stop).unwrap();
    house.days_pass(5);
    assert_eq!(house.days_on(ana), [(6, 1)]);
    assert_eq!(house.spells(ana).on_since, None);
    let mut again = recipes();
    again.change_note = Some("It is back.".to_owned());
    house.publish(again).unwrap();
    house.days_pass(5);
    assert_eq!(house.days_on(ana), [(6, 1)], "she has not answered");
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(2);
    assert_eq!(house.days_on(ana), [(6, 1), (2, 2)]);
}

#[test]
fn what_was_said_by_phone_counts_from_when_it_was_said() {
    let (mut house, ana) = House::with_ana();
    house.days_pass(10);
    let mut by_team = choice(1, &[("exchange", ON)]);
    by_team.evidence = Some(by_phone(house.now.plus_seconds(-4 * DAY_S)));
    let command = Command::Choose(ana, by_team);
    house.run(&Actor::System, Route::Api, &command).unwrap();
    assert_eq!(house.days_on(ana), [(4, 1)]);
}

#[test]
fn what_rests_on_a_contract_is_on_since_the_customer_came() {
    let (mut house, _) = House::with_ana();
    house.days_pass(5);
    house.republish(|document| document.legal_basis = LegalBasis::Contract);
    house.days_pass(5);
    let bo = house.put("crm:43").unwrap();
    house.days_pass(6);
    let bos = house.spells(bo);
    let created = house.customers[&bo].created_at;
    assert_eq!(bos.on_since, Some(created));
    assert_eq!(house.days_on(bo), [(6, 2)]);
    // She cannot turn it off, so nobody suggests it.
    house.days_pass(200);
    assert!(!house.so_far(bo, &[], &[]).is_idle);
}

#[test]
fn promised_and_delivered_stand_side_by_side_and_no_unit_is_mixed() {
    let (mut house, ana) = House::with_ana();
    let fresh = house.so_far(ana, &[], &[]);
    assert!(!fresh.has_anything());
    assert_eq!(fresh.lines[0].promised.unwrap().to_string(), "0");
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(20);
    let got = [
        arrived("GBP", 4.2, 1, house.now),
        arrived("recipes", 7.0, 3, house.now),
    ];
    let so_far = house.so_far(ana, &got, &[]);
    let lines: Vec<_> = so_far
        .lines
        .iter()
        .map(|line| {
            let promised = line.promised.map(|total| total.to_string());
            (
                line.unit.as_str(),
                promised,
                line.delivered.to_string(),
                line.times,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("recipes", Some("9".to_owned()), "7".to_owned(), 3),
            ("GBP", None, "4.2".to_owned(), 1)
        ]
    );
    assert!(so_far.has_anything());
    // What came of another exchange is not counted here.
    let mut other = arrived("recipes", 99.0, 9, house.now);
    other.proposition = "coupons".parse().unwrap();
    assert!(!house.so_far(ana, &[other], &[]).has_anything());
}

#[test]
fn after_ninety_days_without_use_and_only_while_on_it_is_idle() {
    let (mut house, ana) = House::with_ana();
    house.days_pass(100);
    assert!(!house.so_far(ana, &[], &[]).is_idle, "never on");
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.days_pass(89);
    assert!(!house.so_far(ana, &[], &[]).is_idle);
    house.days_pass(1);
    assert!(house.so_far(ana, &[], &[]).is_idle, "never used");
    let (long_ago, lately) = (
        house.now.plus_seconds(-90 * DAY_S),
        house.now.plus_seconds(-89 * DAY_S),
    );
    assert!(house.so_far(ana, &[], &[used("orders", long_ago)]).is_idle);
    let one = [used("orders", long_ago), used("birthday", lately)];
    let so_far = house.so_far(ana, &[], &one);
    assert!(!so_far.is_idle, "one of its data was used");
    assert_eq!(so_far.last_use().unwrap().0.as_str(), "birthday");
    // For another purpose, or of other data: not for this.
    let mut elsewhere = used("orders", lately);
    elsewhere.purpose = "offers".parse().unwrap();
    assert!(
        house
            .so_far(ana, &[], &[elsewhere, used("browsing", lately)])
            .is_idle
    );
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    assert!(!house.so_far(ana, &[], &[]).is_idle, "off");
}
