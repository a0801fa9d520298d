//! Nobody is asked for what a red line denies whatever happens.

use serde_json::{Value, json};

use super::{REGISTRY, base};
use crate::catalogue::{AiUse, Channel, Labels, Origin, Sensitivity};
use crate::guard::{Condition, Effect, RedLine, RedLines, Situation};
use crate::lint::{Finding, Level, Surroundings, Tongue, lint};

fn line(when: Condition, effect: Effect) -> RedLine {
    RedLine {
        key: "no-harm".parse().unwrap(),
        says: "We never do that.".to_owned(),
        labels: [("de".to_owned(), "Das tun wir nie.".to_owned())].into(),
        why: "It could do harm.".to_owned(),
        whys: Labels::new(),
        when,
        effect,
    }
}

/// What the linter says where these lines stand.
fn judged(document: &Value, lines: &[RedLine]) -> Vec<Finding> {
    let lines: Vec<_> = lines.iter().collect();
    let with = Surroundings {
        red_lines: &lines,
        ..Surroundings::new(&REGISTRY)
    };
    lint(document, &with)
}

/// Where a document hits one of the lines, each place with what is said there.
fn hits(document: &Value, lines: &[RedLine]) -> Vec<(String, String)> {
    let without = judged(document, &[]);
    let hits = judged(document, lines).into_iter();
    let hits = hits.filter(|found| !without.contains(found));
    let hits = hits.map(|found| {
        assert_eq!((found.rule.id(), found.level), ("L-D2", Level::Block));
        (found.field.clone(), found.message(Tongue::English))
    });
    hits.collect()
}

fn places(document: &Value, when: Condition) -> Vec<String> {
    let hits = hits(document, &[line(when, Effect::Deny)]);
    hits.into_iter().map(|(field, _)| field).collect()
}

fn special() -> Condition {
    Condition {
        sensitivities: [Sensitivity::Special].into(),
        ai_uses: [AiUse::Infer].into(),
        ..Condition::default()
    }
}

/// A document that has guesses made of health.
fn of_health() -> Value {
    let mut document = base();
    document["data"] = json!([{"category": "health_conditions", "required": true}]);
    document["ai_uses"] = json!(["personalise", "infer"]);
    document
}

#[test]
fn whoever_offers_what_a_line_denies_reads_which_line() {
    let drawn = [line(special(), Effect::Deny)];
    let told = hits(&of_health(), &drawn);
    let message = "“We never do that.” says the red line `no-harm`: a yes to this could never \
                   take effect.";
    assert_eq!(told, [("ai_uses[1]".to_owned(), message.to_owned())]);
    let found = judged(&of_health(), &drawn);
    let mut found = found.iter().filter(|found| found.field == "ai_uses[1]");
    let german = found.next().unwrap().message(Tongue::German);
    assert!(german.contains("Das tun wir nie."), "{german}");
    // Whoever takes either half out is in nobody's way.
    let mut picks = of_health();
    picks["ai_uses"] = json!(["personalise"]);
    assert_eq!(hits(&picks, &drawn), []);
    let mut ordinary = base();
    ordinary["ai_uses"] = json!(["infer"]);
    assert_eq!(hits(&ordinary, &drawn), []);
}

#[test]
fn it_is_told_where_the_line_asks_for_it() {
    let document = of_health();
    let data = Condition {
        data: ["health_conditions".parse().unwrap()].into(),
        ..Condition::default()
    };
    assert_eq!(places(&document, data), ["data[0].category"]);
    let channel = |channel| Condition {
        channels: [channel].into(),
        ..Condition::default()
    };
    assert_eq!(places(&document, channel(Channel::Email)), ["channels[0]"]);
    assert_eq!(places(&document, channel(Channel::Phone)), [""; 0]);
    let purpose = |id: &str| Condition {
        purposes: [id.parse().unwrap()].into(),
        ..Condition::default()
    };
    assert_eq!(places(&document, purpose("recommendations")), ["purpose"]);
    assert_eq!(places(&document, purpose("offers")), [""; 0]);
    // All that a line asks for must be offered.
    let elsewhere = Condition {
        channels: [Channel::Phone].into(),
        ..special()
    };
    assert_eq!(places(&document, elsewhere), [""; 0]);
    let other = Condition {
        purposes: ["offers".parse().unwrap()].into(),
        ..special()
    };
    assert_eq!(places(&document, other), [""; 0]);
}

#[test]
fn what_is_guessed_from_the_data_is_offered_too() {
    let guessed = Condition {
        origins: [Origin::Inferred].into(),
        sensitivities: [Sensitivity::Special].into(),
        ..Condition::default()
    };
    assert_eq!(places(&of_health(), guessed.clone()), ["ai_uses[1]"]);
    let mut picks = of_health();
    picks["ai_uses"] = json!(["personalise"]);
    assert_eq!(places(&picks, guessed.clone()), [""; 0]);
    let mut ordinary = base();
    ordinary["ai_uses"] = json!(["infer"]);
    assert_eq!(places(&ordinary, guessed), [""; 0]);
}

#[test]
fn a_line_that_only_the_moment_crosses_is_in_no_way() {
    let document = of_health();
    let topic = Condition {
        topics: ["price".to_owned()].into(),
        ..special()
    };
    let situation = Condition {
        situations: [Situation::Minor].into(),
        ..special()
    };
    for when in [topic, situation] {
        assert_eq!(places(&document, when), [""; 0]);
    }
    // A person may say yes.
    let person = Effect::Escalate {
        team: "front_desk".parse().unwrap(),
        four_eyes: false,
        within_hours: None,
    };
    assert_eq!(hits(&document, &[line(special(), person)]), []);
    // Of the starter set one line denies this, and none anything of what is ordinary.
    let starter = RedLines::starter();
    let told = hits(&document, &starter);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].1.contains("`no-guess-from-special-data`"),
        "{told:?}"
    );
    let mut ordinary = base();
    ordinary["ai_uses"] = json!(["personalise", "infer", "decide_auto", "train"]);
    assert_eq!(hits(&ordinary, &starter), []);
}
