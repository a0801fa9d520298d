//! One story for each rule: an honest document, one thing changed, and what the linter says of it.

mod again;
mod basis;
mod drawn;
mod everywhere;
mod languages;
mod sample;
mod shopped;

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Finding, Level, Rule, Surroundings, Tongue, lint};
use crate::catalogue::{Document, Registry};
use crate::port::Readability;

/// An honest document; tests change what they are about.
pub(crate) fn base() -> Value {
    json!({
        "key": "recipe-ideas", "locale": "en", "title": "Weekly recipe ideas",
        "purpose": "recommendations", "legal_basis": "consent",
        "data": [{"category": "orders", "required": true}],
        "use": "We look at your last 12 months of orders to pick three recipes.",
        "decided_by": "computer",
        "benefits": [{"key": "recipes", "what": "Recipes you can cook", "kind": "service",
            "amount": 3, "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
        "worth": null, "if_off": "We stop within an hour. No more recipe emails.",
        "stays": "Your orders and points stay the same.",
        "recipients": ["Postwren Mail Ltd (sends the emails)"],
        "retention": "12 months after your last order", "term_months": 24,
        "channels": ["email"], "ai_uses": ["personalise"], "regions": ["*"],
        "ask": {"question": "May we use your past orders to pick three recipes a week?",
                "allow": "Allow", "refuse": "Don't allow"},
        "change_note": null
    })
}

/// A plain Flesch-Kincaid grade, good enough for stories.
pub(crate) struct Plain;

impl Readability for Plain {
    fn grade(&self, text: &str, locale: &str) -> Option<f64> {
        if !locale.starts_with("en") {
            return None;
        }
        let sentences = text
            .split(['.', '!', '?'])
            .filter(|s| s.split_whitespace().next().is_some())
            .count();
        let words: Vec<_> = text.split_whitespace().collect();
        let syllables: usize = words.iter().map(|word| syllables(word)).sum();
        let (words, sentences) = (words.len(), sentences.max(1));
        #[expect(clippy::cast_precision_loss, reason = "texts are short")]
        let grade = |words: usize, sentences: usize, syllables: usize| {
            0.39 * (words as f64 / sentences as f64) + 11.8 * (syllables as f64 / words as f64)
                - 15.59
        };
        (words > 0).then(|| grade(words, sentences, syllables))
    }
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let groups = letters
        .windows(2)
        .filter(|pair| !vowel(&pair[0]) && vowel(&pair[1]))
        .count()
        + usize::from(letters.first().is_some_and(vowel));
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

fn judge(change: impl FnOnce(&mut Value)) -> Vec<Finding> {
    let registry = Registry::starter();
    let mut document = base();
    change(&mut document);
    let mut with = Surroundings::new(&registry);
    with.reading = &Plain;
    lint(&document, &with)
}

/// The rules that block, in order and once each.
fn blocked_by(change: impl FnOnce(&mut Value)) -> Vec<&'static str> {
    let mut rules: Vec<_> = judge(change)
        .iter()
        .filter(|f| f.level == Level::Block)
        .map(|f| f.rule.id())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn document(change: impl FnOnce(&mut Value)) -> Document {
    let mut json = base();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::starter);

fn rules_with<'a>(
    change: impl FnOnce(&mut Value),
    with: impl FnOnce(&mut Surroundings<'a>),
) -> Vec<&'static str> {
    let mut surroundings = Surroundings::new(&REGISTRY);
    with(&mut surroundings);
    let mut json = base();
    change(&mut json);
    let findings = lint(&json, &surroundings);
    let blocks = findings.iter().filter(|f| f.level == Level::Block);
    blocks.map(|f| f.rule.id()).collect()
}

#[test]
fn an_honest_document_is_clean() {
    assert_eq!(judge(|_| ()), []);
}

#[test]
fn a_benefit_is_counted_and_proved() {
    for (field, value) in [
        ("amount", json!(null)),
        ("amount", json!(0)),
        ("every", json!("often")),
        ("proof_event", json!(" ")),
        ("unit", json!("experience")),
    ] {
        assert_eq!(
            blocked_by(|d| d["benefits"][0][field] = value),
            ["L-V1"],
            "{field}"
        );
    }
    assert_eq!(
        blocked_by(|d| d["benefits"][0]["what"] = json!("A smoother shopping experience")),
        ["L-V1"]
    );
    assert_eq!(
        blocked_by(|d| d["benefits"][0]["what"] = json!("Work experience days for you")),
        [""; 0]
    );
}

#[test]
fn nobody_is_asked_how_often_something_comes_that_comes_with_an_order() {
    let instead = |every: &str| {
        let found = judge(|d| {
            d["benefits"][0]["every"] = json!(every);
            d["benefits"][0]["what"] = json!("A smoother shopping experience");
        });
        let what = |f: &&Finding| f.rule.id() == "L-V1" && f.field == "benefits[0].what";
        let found = found.iter().find(what).unwrap();
        found.suggestion(Tongue::English)
    };
    assert!(instead("week").contains("how often"));
    for every in ["order", "visit", "trip", "once"] {
        let instead = instead(every);
        assert!(instead.starts_with("Say how many:"), "{every}: {instead}");
        assert!(!instead.contains("how often"), "{every}: {instead}");
    }
}

#[test]
fn vague_words_block_in_the_use_and_warn_elsewhere() {
    assert_eq!(
        blocked_by(|d| d["use"] = json!("We might look at your orders to pick recipes.")),
        ["L-V2"]
    );
    let findings = judge(|d| d["stays"] = json!("Your orders might stay the same."));
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].rule, findings[0].level),
        (Rule::Vague, Level::Warn)
    );
    assert_eq!(
        blocked_by(|d| d["use"] = json!("We look at your orders since 3 May to pick recipes.")),
        [""; 0]
    );
}

#[test]
fn each_kind_of_data_has_its_use_and_each_use_its_data() {
    assert_eq!(
        blocked_by(
            |d| d["data"] = json!([{"category": "orders", "required": true}, {"category": "device", "required": false}])
        ),
        ["L-D1"]
    );
    assert_eq!(
        blocked_by(|d| d["use"] =
            json!("We look at your orders and at your exact location to pick recipes.")),
        ["L-D1"]
    );
    assert_eq!(
        blocked_by(|d| d["use"] =
            json!("We look at your orders, and never at your location, to pick recipes.")),
        [""; 0]
    );
    assert_eq!(
        blocked_by(|d| d["use"] = json!("We use your orders and your location to pick recipes.")),
        ["L-D1"]
    );
}

#[test]
fn sensitive_data_stand_alone_and_are_not_guessed() {
    let health = json!([{"category": "orders", "required": true}, {"category": "health_conditions", "required": true}]);
    assert!(blocked_by(|d| d["data"] = health).contains(&"L-D2"));
    assert!(
        blocked_by(|d| d["use"] = json!("We predict from your orders whether you are pregnant."))
            .contains(&"L-D2")
    );
    assert_eq!(
        blocked_by(|d| d["use"] =
            json!("We look at your orders to pick recipes. We never guess your health.")),
        [""; 0]
    );
}

#[test]
fn what_is_got_is_as_long_and_as_calm_as_what_is_shared() {
    let long = "Recipes you can cook from what you buy, with a list of all that you need, a plan of who cooks when, and a note for each";
    for what in [
        long,
        "Recipes you can cook 🎉",
        "Recipes you can cook!",
        "FREE recipes you cook",
    ] {
        assert_eq!(
            blocked_by(|d| d["benefits"][0]["what"] = json!(what)),
            ["L-S1"],
            "{what}"
        );
    }
}

#[test]
fn a_no_is_as_plain_as_a_yes() {
    for refuse in [
        "No, I hate saving",
        "I'd rather pay full price",
        "Stay hungry",
        "Ask me later",
        "No, do not use my past orders to pick three recipes a week",
    ] {
        assert!(
            blocked_by(|d| d["ask"]["refuse"] = json!(refuse)).contains(&"L-S2"),
            "{refuse}"
        );
    }
    for refuse in ["No thanks", "Don't use my orders", "No, keep it off"] {
        assert_eq!(
            blocked_by(|d| d["ask"]["refuse"] = json!(refuse)),
            [""; 0],
            "{refuse}"
        );
    }
}

#[test]
fn nobody_is_pressed() {
    for title in [
        "Recipes, today only",
        "Last chance for recipes",
        "Nine in ten people say yes",
        "Only 3 places left",
        "Recipes: offer ends tonight",
    ] {
        assert_eq!(
            blocked_by(|d| d["title"] = json!(title)),
            ["L-U1"],
            "{title}"
        );
    }
    assert_eq!(
        blocked_by(|d| d["if_off"] =
            json!("No hurry: it stays on until you turn it off. We stop within an hour.")),
        [""; 0]
    );
}

#[test]
fn a_question_is_straight() {
    for question in [
        "Don't you want recipes?",
        "Should we stop using your orders?",
        "May we use your orders unless you object?",
    ] {
        assert!(
            blocked_by(|d| d["ask"]["question"] = json!(question)).contains(&"L-N1"),
            "{question}"
        );
    }
    assert!(blocked_by(|d| d["ask"]["allow"] = json!("Don't stop")).contains(&"L-N1"));
}

#[test]
fn a_no_is_not_asked_about_every_week() {
    assert_eq!(
        blocked_by(
            |d| d["if_off"] = json!("We stop within an hour. We will ask you again every week.")
        ),
        ["L-A1"]
    );
}

#[test]
fn nothing_else_gets_worse() {
    for if_off in [
        "Your account is closed.",
        "Delivery costs £2 more.",
        "You can no longer return orders.",
        "To stop, call our hotline.",
        "You lose the points you earned.",
    ] {
        assert_eq!(
            blocked_by(|d| d["if_off"] = json!(if_off)),
            ["L-E1"],
            "{if_off}"
        );
    }
    assert_eq!(
        blocked_by(|d| d["if_off"] =
            json!("The recipes stop. You do not lose points, and prices do not rise.")),
        [""; 0]
    );
    assert_eq!(
        blocked_by(|d| d["benefits"][0]["kind"] = json!("money")),
        ["L-E1"],
        "no worth"
    );
    let german = |d: &mut Value| {
        d["benefits"][0]["kind"] = json!("money");
        d["regions"] = json!(["DE"]);
    };
    assert_eq!(blocked_by(german), [""; 0]);
}

#[test]
fn promises_are_kept_before_more_are_made() {
    assert_eq!(rules_with(|_| (), |w| w.kept = Some(0.89)), ["L-F1"]);
    assert_eq!(rules_with(|_| (), |w| w.kept = Some(0.9)), [""; 0]);
}

#[test]
fn hard_prose_blocks() {
    let hard = "By enabling enhanced personalisation, you consent to the utilisation of your transactional orders to facilitate algorithmically determined culinary communications.";
    assert!(blocked_by(|d| d["use"] = json!(hard)).contains(&"L-R1"));
    let long = "We look at your last 12 months of orders, and then we look at them once more, and then we pick three of them for you and your home and your friends.";
    let findings = judge(|d| d["use"] = json!(long));
    assert!(findings.iter().any(|f| f.rule == Rule::Readable
        && f.level == Level::Warn
        && f.message(Tongue::English).contains("words")));
    let findings = judge(|d| d["use"] = json!("We look at your orders by KPX code."));
    assert!(
        findings
            .iter()
            .any(|f| f.rule == Rule::Readable && f.span == Some((26, 29)))
    );
}

#[test]
fn a_text_that_nobody_would_read_to_its_end_blocks() {
    let hidden = format!("{} Hurry", "We look at your orders. ".repeat(30));
    assert_eq!(blocked_by(|d| d["use"] = json!(hidden)), ["L-R1", "L-U1"]);
    let endless = "We look at your orders. ".repeat(50_000);
    assert_eq!(blocked_by(|d| d["use"] = json!(endless)), ["L-R1"]);
}

#[test]
fn who_sees_the_data_and_how_long_it_is_kept_is_said() {
    for recipients in [
        json!(null),
        json!(["Our partners"]),
        json!(["Selected third parties"]),
        json!(["Postwren Mail Ltd and other companies"]),
    ] {
        assert!(
            blocked_by(|d| d["recipients"] = recipients.clone()).contains(&"L-T1"),
            "{recipients}"
        );
    }
    // "The recipients, if any": an empty list says that nobody outside sees it, and is untrue where a text tells
    // of somebody, or where a vendor's model is shared with.
    let nobody = |d: &mut Value| {
        d["recipients"] = json!([]);
        d["channels"] = json!(["web"]);
    };
    assert_eq!(blocked_by(nobody), [""; 0]);
    assert!(
        blocked_by(|d| {
            nobody(d);
            d["use"] = json!("We look at your orders. A call centre rings you with three recipes.");
        })
        .contains(&"L-T1")
    );
    assert!(
        blocked_by(|d| {
            nobody(d);
            d["ai_uses"] = json!(["share_model"]);
        })
        .contains(&"L-T1")
    );
    for retention in [
        json!(null),
        json!(""),
        json!("As long as necessary"),
        json!("For a reasonable period"),
        json!("In line with our policy"),
    ] {
        assert_eq!(
            blocked_by(|d| d["retention"] = retention.clone()),
            ["L-T1"],
            "{retention}"
        );
    }
    for retention in [
        "Until you turn it off",
        "30 days",
        "Until your trip is over",
        "Nothing is kept",
    ] {
        assert_eq!(
            blocked_by(|d| d["retention"] = json!(retention)),
            [""; 0],
            "{retention}"
        );
    }
}

#[test]
fn what_changed_is_told() {
    let live = document(|d| d["title"] = json!("Recipe ideas"));
    assert_eq!(rules_with(|_| (), |w| w.live = Some(&live)), ["L-C1"]);
    let noted = |d: &mut Value| d["change_note"] = json!("The title is longer.");
    assert_eq!(rules_with(noted, |w| w.live = Some(&live)), [""; 0]);
    assert_eq!(
        blocked_by(|d| d["change_note"] = json!("Various improvements")),
        ["L-C1"]
    );
}

#[test]
fn german_and_arabic_have_words_of_their_own_and_english_is_found_in_others() {
    let with = |locale: &str, title: &str| {
        blocked_by(|d| {
            d["locale"] = json!(locale);
            d["title"] = json!(title);
        })
        .contains(&"L-U1")
    };
    assert!(with("de-AT", "Nur noch heute: Rezepte"));
    assert!(with("ar", "العرض ينتهي اليوم"));
    // English is English under every tag.
    assert!(with("eng", "Today only") && with("fr", "Today only"));
    assert!(!with("fr", "Chaque semaine"));
}

#[test]
fn a_missing_field_is_a_finding_and_names_itself() {
    for field in [
        "title",
        "purpose",
        "legal_basis",
        "data",
        "use",
        "decided_by",
        "benefits",
        "if_off",
        "stays",
        "recipients",
        "retention",
        "ask",
    ] {
        for value in [json!(null), json!(""), json!([]), json!(7)] {
            // Text messages are carried by somebody, so that no recipient at all is one that is missing.
            let findings = judge(|d| {
                d["channels"] = json!(["sms"]);
                d[field] = value.clone();
            });
            assert!(
                findings.iter().any(|f| f.field.starts_with(field)),
                "{field} {value}"
            );
        }
    }
}

#[test]
fn findings_come_in_the_order_of_the_card_with_their_place() {
    let findings = judge(|d| {
        d["title"] = json!("Hurry, last chance");
        d["ask"]["question"] = json!("Don't you want recipes?");
        d["if_off"] = json!("Your account is closed.");
    });
    let fields: Vec<_> = findings.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields[..3], ["title", "title", "if_off"]);
    assert_eq!(findings[0].span, Some((0, 5)));
    assert_eq!(findings[1].span, Some((7, 18)));
    assert!(findings[1].message(Tongue::English).contains("last chance"));
}
