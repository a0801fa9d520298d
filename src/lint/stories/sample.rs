//! A sample: read as what people get, by those rules that ask how words are put, and by those that ask what
//! no text may say.

use serde_json::{Value, json};

use super::{base, judge};
use crate::catalogue::Registry;
use crate::lint::{Finding, Level, Surroundings, lint};

fn rye(text: &str, value: &str) -> Value {
    json!({"text": text, "people": [{"orders": "on 3 Mondays in May"}, {"orders": value}]})
}

const TEXT: &str = "Rye bread again? You bought it {orders}. Here are 3 recipes with rye.";

fn of(sample: Value) -> Vec<(String, String)> {
    let found = judge(|document| document["sample"] = sample);
    told(&found)
}

fn told(found: &[Finding]) -> Vec<(String, String)> {
    let blocks = found.iter().filter(|finding| finding.level == Level::Block);
    blocks
        .map(|finding| (finding.rule.id().to_owned(), finding.field.clone()))
        .collect()
}

fn at(rule: &str, field: &str) -> Vec<(String, String)> {
    vec![(rule.to_owned(), field.to_owned())]
}

#[test]
fn an_honest_sample_is_clean() {
    let found = judge(|document| document["sample"] = rye(TEXT, "twice last week"));
    assert_eq!(found, []);
}

#[test]
fn it_presses_nobody_also_where_a_value_ends_what_the_text_begins() {
    assert_eq!(
        of(rye(&format!("Only today! {TEXT}"), "twice last week")),
        at("L-U1", "sample.text")
    );
    assert_eq!(
        of(rye(TEXT, "twice. Only today!")),
        at("L-U1", "sample.text"),
        "what one of the people says is read too"
    );
    let broken = rye(&format!("{TEXT} Only {{orders}}!"), "today");
    assert_eq!(of(broken), at("L-U1", "sample.text"));
    // It is no place in the text of the document.
    let found = judge(|document| document["sample"] = rye(TEXT, "twice. Only today!"));
    assert!(
        found.iter().all(|finding| finding.span.is_none()),
        "{found:?}"
    );
}

#[test]
fn it_is_plain_and_all_of_it_is_filled_in() {
    assert_eq!(of(rye(TEXT, "tw\u{202e}ice")), at("L-R1", "sample.text"));
    let slot = json!({"text": TEXT, "people": [{"orders": "twice"}, {}]});
    assert_eq!(of(slot), at("L-L1", "sample.text"));
    let nobody = json!({"text": TEXT, "people": []});
    assert_eq!(of(nobody), at("L-L1", "sample.text"));
    for absent in [
        json!({}),
        json!({"text": " "}),
        json!({"text": 3}),
        json!("x"),
    ] {
        assert_eq!(of(absent), at("L-L1", "sample.text"));
    }
    assert_eq!(of(Value::Null), []);
}

#[test]
fn it_says_nothing_that_no_text_may_say() {
    for (rule, text, value) in [
        (
            "L-D2",
            "We guess from {orders} that you are pregnant.",
            "twice last week",
        ),
        ("L-D2", "We guess {orders}.", "that you are pregnant"),
        (
            "L-E1",
            "You bought it {orders}. Rye recipes, or you lose your points.",
            "twice last week",
        ),
        (
            "L-V1",
            "You save up to £500. You bought rye {orders}.",
            "twice last week",
        ),
    ] {
        let found = of(rye(text, value));
        let wanted = (rule.to_owned(), "sample.text".to_owned());
        assert!(found.contains(&wanted), "{text}: {found:?}");
    }
    let german = json!({
        "text": "Wir vermuten aus {orders}, dass Sie schwanger sind.",
        "people": [{"orders": "an 3 Montagen im Mai"}, {"orders": "zweimal letzte Woche"}]
    });
    let place = "translations.de.sample.text".to_owned();
    let found = bilingual(Some(german));
    assert!(found.contains(&("L-D2".to_owned(), place)), "{found:?}");
}

/// Whether a reviewer is told that it shows more than is given.
fn shows_more(text: &str, value: &str) -> bool {
    let found = judge(|document| document["sample"] = rye(text, value));
    found
        .iter()
        .any(|finding| finding.rule.id() == "L-V1" && finding.field == "sample.text")
}

#[test]
fn it_shows_no_more_than_the_benefits_give() {
    for text in [
        "You bought it {orders}. Here are 50 recipes with rye.",
        "You bought it {orders}. Here are five recipes with rye.",
        "You bought it {orders}. We send 4 recipes a week.",
        "You bought it {orders}. You save £500 a year.",
        "You bought it {orders}. Rye halves your bills for good.",
        "You bought it {orders}. The lowest price, guaranteed.",
    ] {
        assert!(shows_more(text, "twice last week"), "{text}");
    }
    for text in [TEXT, "You bought it {orders}. We send 3 recipes a week."] {
        assert!(!shows_more(text, "twice last week"), "{text}");
    }
}

#[test]
fn what_an_invented_person_did_is_not_given() {
    for value in [
        "with 9 recipes in May",
        "for £40 in May",
        "for up to £20 a week",
    ] {
        assert!(!shows_more(TEXT, value), "{value}");
    }
    // What the text says itself is not known of anybody, though she has the same number.
    let text = format!("You save up to £500. {TEXT}");
    for value in ["for up to 500 points", "for up to £500"] {
        assert!(shows_more(&text, value), "{value}");
    }
    // What begins a sentence of its own is told, wherever it was typed.
    assert!(shows_more(TEXT, "twice. Here are 50 recipes"));
    assert!(shows_more(TEXT, "twice. You save up to £500"));
}

/// What is explained, how the two columns weigh and how hard the card reads follows from its own words:
/// a sample neither mends it nor harms it.
#[test]
fn it_changes_nothing_of_what_is_said_of_the_card() {
    let changes: [fn(&mut Value); 4] = [
        // Data whose use no text tells.
        |d| d["use"] = "We pick three recipes.".into(),
        |d| {
            d["use"] = "We look at your last 12 months of orders. "
                .repeat(12)
                .into()
        },
        |d| d["benefits"][0]["what"] = "Recipes".into(),
        |d| {
            d["data"] = json!([{"category": "orders", "required": true},
                               {"category": "birthday", "required": false}])
        },
    ];
    for change in changes {
        let without = judge(change);
        let with = judge(|document| {
            change(document);
            let long = "Your birthday is near, and we know your past orders. ".repeat(3);
            let text = format!("{TEXT} {long}");
            document["sample"] = rye(&text, "twice last week");
        });
        assert_eq!(with, without);
    }
}

fn bilingual(german: Option<Value>) -> Vec<(String, String)> {
    let mut document = base();
    document["sample"] = rye(TEXT, "twice last week");
    document["translations"]["de"] = json!({
        "title": "Rezeptideen jede Woche",
        "use": "Wir sehen Ihre Bestellungen der letzten 12 Monate an und wählen drei Rezepte.",
        "benefits": [{"key": "recipes", "what": "Rezepte zum Kochen", "unit": "Rezepte"}],
        "if_off": "Wir hören in einer Stunde auf.",
        "stays": "Ihre Punkte bleiben gleich.",
        "retention": "12 Monate nach Ihrer letzten Bestellung",
        "recipients": ["Postwren Mail Ltd (verschickt die E-Mails)"],
        "ask": {"question": "Dürfen wir mit Ihren Bestellungen drei Rezepte wählen?",
                "allow": "Erlauben", "refuse": "Nicht erlauben"}
    });
    if let Some(german) = german {
        document["translations"]["de"]["sample"] = german;
    }
    let registry = Registry::starter();
    told(&lint(&document, &Surroundings::new(&registry)))
}

#[test]
fn each_language_has_it_and_says_the_same_numbers() {
    let roggen = |first: &str| {
        json!({
            "text": "Wieder Roggenbrot? Sie haben es {orders} gekauft. Hier sind 3 Rezepte mit Roggen.",
            "people": [{ "orders": first }, {"orders": "zweimal letzte Woche"}]
        })
    };
    let place = "translations.de.sample.text";
    assert_eq!(bilingual(Some(roggen("an 3 Montagen im Mai"))), []);
    assert_eq!(bilingual(None), at("L-L1", place), "it lacks it");
    assert_eq!(
        bilingual(Some(roggen("an 5 Montagen im Mai"))),
        at("L-L1", place)
    );
    assert_eq!(
        bilingual(Some(rye(TEXT, "twice last week"))),
        at("L-L1", place),
        "it was left in English"
    );
    assert_eq!(
        bilingual(Some(roggen("an 3 Montagen im Mai. Nur noch heute"))),
        at("L-U1", place)
    );
}
