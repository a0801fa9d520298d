//! Whatever comes in, the linter answers.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::stories::{Plain, base};
use super::{Surroundings, Tongue, lint};
use crate::catalogue::Registry;

fn judge(document: &Value) {
    let registry = Registry::starter();
    let mut with = Surroundings::new(&registry);
    with.reading = &Plain;
    for finding in lint(document, &with) {
        for tongue in Tongue::ALL {
            assert!(finding.message(tongue).ends_with('.'), "{finding:?}");
        }
        if let Some((start, end)) = finding.span {
            let text = text_of(document, &finding.field);
            assert!(start < end && end <= text.chars().count(), "{finding:?}");
        }
    }
}

fn text_of(document: &Value, field: &str) -> String {
    let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
    document
        .pointer(&pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[ \u{200e}\u{200f}\u{202e}\u{301}a-zא-תا-ي!?.0-9'’%£-]{0,80}",
        proptest::sample::select(
            &[
                "only", "today", "not", "no", "3", "left", "don't", "unless", "you", "%", "of",
                "people", "lose", "account", "!", "🎉", "FREE", "ß", "ﷺ", "İ", "ǆ"
            ][..]
        )
        .prop_flat_map(
            |word| proptest::collection::vec(Just(word), 0..30).prop_map(|words| words.join(" "))
        ),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    let names = proptest::sample::select(
        &[
            "title",
            "data",
            "category",
            "use",
            "benefits",
            "what",
            "amount",
            "unit",
            "every",
            "proof_event",
            "worth",
            "method",
            "if_off",
            "stays",
            "recipients",
            "retention",
            "ask",
            "question",
            "allow",
            "refuse",
            "locale",
            "channels",
            "ai_uses",
            "regions",
            "change_note",
            "kind",
            "sample",
            "text",
            "people",
            "purpose",
            "term_months",
            "translations",
            "de",
        ][..],
    );
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(names.clone(), inner, 0..12).prop_map(|fields| fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_json_is_judged(document in any_json()) {
        judge(&document);
    }

    #[test]
    fn a_document_with_any_texts_is_judged(texts in proptest::collection::vec(any_text(), 9), locale in proptest::sample::select(&["en", "de", "ar", "fr", "", "x"][..])) {
        let mut document = base();
        document["locale"] = json!(locale);
        for (name, text) in ["title", "use", "if_off", "stays", "retention", "change_note"].into_iter().zip(&texts) {
            document[name] = json!(text);
        }
        document["benefits"][0]["what"] = json!(texts[6]);
        document["ask"]["question"] = json!(texts[7]);
        document["ask"]["refuse"] = json!(texts[8]);
        document["sample"] = json!({"text": texts[0], "people": [{"orders": texts[1]}, {}]});
        document["translations"]["ar"] = json!({
            "sample": {"text": texts[2], "people": [{"orders": texts[3]}]},
            "title": texts[8], "use": texts[7], "benefits": [{"what": texts[6], "unit": texts[0]}],
            "if_off": texts[5], "method": texts[4], "ask": {"question": texts[3], "allow": texts[2]}
        });
        judge(&document);
    }
}

/// Letters that are hard to take apart, in a text that is longer than what is judged. How the time grows
/// with more of them is measured by `make bench`.
#[test]
fn a_long_text_is_judged() {
    for (locale, part) in [
        ("en", "🎉! "),
        ("en", "1,"),
        ("en", "Hu\u{200b}\u{202e}r\u{440}y "),
        ("ar", "ﷺ"),
    ] {
        let mut document = base();
        document["locale"] = json!(locale);
        document["use"] = json!(part.repeat((1 << 16) / part.len()));
        judge(&document);
    }
}

#[test]
fn many_items_are_judged() {
    let mut document = base();
    document["benefits"] = json!(vec![json!({"what": "x"}); 300]);
    document["data"] = json!(vec![json!({"category": "orders"}); 300]);
    document["recipients"] = json!(vec!["partners"; 300]);
    judge(&document);
}
