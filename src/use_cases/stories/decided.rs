//! What a machine may cite of Ana, at each moment.

use super::house::{House, OFF, ON};
use crate::access::Actor;
use crate::catalogue::{AiUse, Slug};
use crate::consent::{Rejection, Route};
use crate::decision::{AiDecision, DecisionClaim, Forbidden, Point, judge};
use crate::guard::{Code, Outcome, Verdict};
use crate::id::{CustomerId, DecisionId};
use crate::use_cases::Command;

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
    let ana = &house.customers[&decision.customer];
    let judged = judge(&house.catalogue, ana, decision, house.now);
    judged.map_err(|violation| violation.forbidden)
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
    let reject = Command::RejectInference(ana, slug("likes-fennel"), Rejection::Wrong);
    house
        .run(&Actor::Customer(ana), Route::Page, &reject)
        .unwrap();
    let found = judged(&house, &guessed).unwrap_err();
    assert_eq!(
        found,
        [Forbidden::Guess {
            key: slug("likes-fennel")
        }]
    );
    let other = decision(&house, ana, &["orders"], &["likes-saffron"]);
    assert!(judged(&house, &other).is_ok());
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
    let wish = Command::SayHumanOnly(ana, true);
    house
        .run(&Actor::Customer(ana), Route::Page, &wish)
        .unwrap();
    assert_eq!(judged(&house, &alone).unwrap().outcome, Outcome::Escalate);
}
