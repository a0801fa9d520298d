//! What a machine may cite of Ana, at each moment.

use super::house::{House, OFF, ON};
use crate::access::Actor;
use crate::catalogue::{AiUse, Slug};
use crate::consent::{RejectedGuess, Rejection, Route};
use crate::decision::{AiDecision, DecisionClaim, Forbidden, Point, judge};
use crate::guard::{Code, Confidence, Guess, Model, Outcome, RedLine, RedLines, Verdict};
use crate::id::{CustomerId, DecisionId};
use crate::ledger::LineChange;
use crate::use_cases::{Command, RedLineEdit};

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// A decision of a machine that picked by these kinds of data.
fn decision(house: &House, ana: CustomerId, data: &[&str], guesses: &[&str]) -> AiDecision {
    let point = |category: &&str| Point {
        category: (*category).to_owned(),
        item: "Something".to_owned(),
        number: 1.0,
        direction: Some("for".to_owned()),
    };
    let claim = DecisionClaim {
        purpose: "recommendations".to_owned(),
        channel: Some("email".to_owned()),
        ai: Some("personalise".to_owned()),
        model: "ranker".to_owned(),
        model_version: "1".to_owned(),
        outcome: "Three recipes.".to_owned(),
        data: data.iter().map(point).collect(),
        inferences: guesses.iter().map(|key| (*key).to_owned()).collect(),
        ..DecisionClaim::default()
    };
    let id = DecisionId::from_bytes([1; 16]);
    claim.read(id, ana, house.now).unwrap()
}

fn judged(house: &House, decision: &AiDecision) -> Result<Verdict, Vec<Forbidden>> {
    judged_with(house, decision, &[])
}

/// The same where these guesses about her counted.
fn judged_with(
    house: &House,
    decision: &AiDecision,
    guesses: &[Guess],
) -> Result<Verdict, Vec<Forbidden>> {
    let ana = &house.customers[&decision.customer];
    let judged = judge(&house.catalogue, ana, decision, guesses, house.now);
    judged.map_err(|violation| violation.forbidden)
}

/// A guess of that key that was made from these kinds of data.
pub(super) fn guess(key: &str, data: &[&str]) -> Guess {
    Guess {
        key: slug(key),
        label: "Taste".to_owned(),
        value: "fennel".to_owned(),
        derived_from: data.iter().map(|id| slug(id)).collect(),
        model: Model {
            name: "tastes".to_owned(),
            version: "4.1".to_owned(),
        },
        confidence: Confidence::of_share(0.8).unwrap(),
        purposes: vec![slug("recommendations")],
        evidence: Vec::new(),
    }
}

fn draw(house: &mut House, line: RedLine) {
    let edit = RedLineEdit {
        changes: vec![LineChange::Put(Box::new(line))],
        reason: "We promised it.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    let command = Command::DrawRedLines(Box::new(edit));
    house.run(&Actor::System, Route::System, &command).unwrap();
}

/// What was not covered, as its code and toggle.
fn named(forbidden: &[Forbidden]) -> Vec<(Code, String)> {
    let name = |forbidden: &Forbidden| match forbidden {
        Forbidden::Uncovered { code, toggle, .. } => {
            let toggle = toggle.as_ref().map(ToString::to_string);
            (*code, toggle.unwrap_or_default())
        }
        Forbidden::Guess { key } => (Code::FacetOff, key.to_string()),
    };
    forbidden.iter().map(name).collect()
}

#[test]
fn everything_that_is_not_covered_is_named_and_nothing_else() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("ai:personalise", ON)])
        .unwrap();
    let good = decision(&house, ana, &["orders"], &[]);
    let verdict = judged(&house, &good).unwrap();
    assert_eq!(verdict.outcome, Outcome::Allow);
    assert_eq!(verdict.decided_by.proposition, Some(slug("recipe-ideas")));
    let greedy = decision(
        &house,
        ana,
        &["orders", "birthday", "religion", "dreams"],
        &[],
    );
    let mut found = named(&judged(&house, &greedy).unwrap_err());
    found.sort();
    // What is unknown is unknown before anything else is asked.
    assert!(
        found.contains(&(Code::UnknownData, "data:dreams".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&(Code::FacetOff, "data:birthday".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&(Code::DataNotCovered, "data:religion".to_owned())),
        "{found:?}"
    );
    assert_eq!(found.len(), 3, "{found:?}");
    house.choose(ana, &[("ai:personalise", OFF)]).unwrap();
    let found = named(&judged(&house, &good).unwrap_err());
    assert_eq!(found, [(Code::FacetOff, "ai:personalise".to_owned())]);
}

#[test]
fn a_guess_needs_that_guessing_is_on_and_that_she_lets_it_stand() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("ai:personalise", ON)])
        .unwrap();
    let guessed = decision(&house, ana, &["orders"], &["likes-fennel"]);
    let told = [guess("likes-fennel", &["orders"])];
    let judged = |house: &House, decision: &AiDecision| judged_with(house, decision, &told);
    let found = named(&judged(&house, &guessed).unwrap_err());
    assert_eq!(found, [(Code::FacetOff, "ai:infer".to_owned())]);
    // It is one grant that covers both: what a machine does, and that it guesses.
    house
        .choose(ana, &[("ai:infer", ON), ("ai:personalise", OFF)])
        .unwrap();
    let found = named(&judged(&house, &guessed).unwrap_err());
    assert_eq!(found, [(Code::FacetOff, "ai:personalise".to_owned())]);
    house.choose(ana, &[("ai:personalise", ON)]).unwrap();
    assert!(judged(&house, &guessed).is_ok());
    // Once she rejects it, it counts no longer; and what nobody told never did.
    let reject = Command::RejectInference(
        ana,
        slug("likes-fennel"),
        Rejection::Wrong,
        RejectedGuess::default(),
    );
    house
        .run(&Actor::Customer(ana), Route::Page, &reject)
        .unwrap();
    for key in ["likes-fennel", "likes-saffron"] {
        let cites = decision(&house, ana, &["orders"], &[key]);
        let found = judged_with(&house, &cites, &[]).unwrap_err();
        assert_eq!(found, [Forbidden::Guess { key: slug(key) }]);
    }
}

#[test]
fn what_a_guess_was_made_from_is_used_with_it() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:personalise", ON), ("ai:infer", ON)],
        )
        .unwrap();
    let cites = decision(&house, ana, &["orders"], &["feels-old"]);
    let told = [guess("feels-old", &["birthday"])];
    let found = named(&judged_with(&house, &cites, &told).unwrap_err());
    assert_eq!(found, [(Code::FacetOff, "data:birthday".to_owned())]);
    // One that is told and not cited is none of its reasons.
    let plain = decision(&house, ana, &["orders"], &[]);
    assert!(judged_with(&house, &plain, &told).is_ok());
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    assert!(judged_with(&house, &cites, &told).is_ok());
}

#[test]
fn a_line_about_what_was_guessed_holds_of_a_decision_that_cites_a_guess() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:personalise", ON), ("ai:infer", ON)],
        )
        .unwrap();
    let told = [guess("likes-fennel", &["orders"])];
    let priced = AiDecision {
        topic: Some("price".to_owned()),
        ..decision(&house, ana, &["orders"], &["likes-fennel"])
    };
    let plain = AiDecision {
        inferences: [].into(),
        ..priced.clone()
    };
    assert!(judged_with(&house, &priced, &told).is_ok());
    let shipped = RedLines::starter().into_iter();
    let mut shipped = shipped.filter(|line| line.key.as_str() == "no-price-from-weakness");
    let line = shipped.next().unwrap();
    draw(&mut house, line.clone());
    let found = judged_with(&house, &priced, &told).unwrap_err();
    let names = |forbidden: &Forbidden| match forbidden {
        Forbidden::Uncovered { red_line, .. } => red_line.clone(),
        Forbidden::Guess { .. } => None,
    };
    let lines: Vec<_> = found.iter().filter_map(names).collect();
    assert_eq!(lines, [slug("no-price-from-weakness")]);
    // Without the guess it is a price like any other, and with it no price at all is fine.
    assert!(judged_with(&house, &plain, &told).is_ok());
    let other = AiDecision {
        topic: Some("fennel".to_owned()),
        ..priced.clone()
    };
    assert!(judged_with(&house, &other, &told).is_ok());
    // A line that asks for a person does too.
    let asks = RedLine {
        effect: crate::guard::Effect::Escalate {
            team: slug("front_desk"),
            four_eyes: false,
            within_hours: None,
        },
        ..line.clone()
    };
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:personalise", ON), ("ai:infer", ON)],
        )
        .unwrap();
    draw(&mut house, asks.clone());
    let priced = AiDecision {
        customer: ana,
        ..priced
    };
    let verdict = judged_with(&house, &priced, &told).unwrap();
    assert_eq!(verdict.outcome, Outcome::Escalate);
    assert_eq!(
        verdict.escalation.unwrap().red_lines,
        [slug("no-price-from-weakness")].into()
    );
    // One about guesses from special data does not hold of a guess from orders.
    let mut special = asks;
    special.key = slug("special-guesses");
    special.effect = crate::guard::Effect::Deny;
    special.when.sensitivities = [crate::catalogue::Sensitivity::Special].into();
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:personalise", ON), ("ai:infer", ON)],
        )
        .unwrap();
    draw(&mut house, special);
    let priced = AiDecision {
        customer: ana,
        ..priced
    };
    assert!(judged_with(&house, &priced, &told).is_ok());
}

#[test]
fn who_wants_a_person_is_decided_about_by_no_machine_alone() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| {
        document.ai_uses = vec![AiUse::DecideAuto];
    });
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let alone = AiDecision {
        ai: AiUse::DecideAuto,
        ..decision(&house, ana, &["orders"], &[])
    };
    assert_eq!(judged(&house, &alone).unwrap().outcome, Outcome::Allow);
    let wish = Command::SayHumanOnly(ana, true, None);
    house
        .run(&Actor::Customer(ana), Route::Page, &wish)
        .unwrap();
    assert_eq!(judged(&house, &alone).unwrap().outcome, Outcome::Escalate);
}
