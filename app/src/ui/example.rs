//! What an invented person would get, with the data in it underlined.

use leptos::prelude::*;
use mutual::catalogue::{Document, Piece, Slug};

use super::exchange::{Drawing, data_name};

/// The example of a document, closed; open where one of its people, counted from 0, was asked for. None
/// where the document has none. That the person is invented stands before anything of her.
pub(crate) fn example(
    document: &Document,
    drawing: &Drawing,
    person: Option<usize>,
) -> Option<impl IntoView + use<>> {
    let sample = document.sample.as_ref()?;
    let words = drawing.text.customer;
    let called = |data: &str| {
        let known: Option<Slug> = data.parse().ok();
        known.map_or_else(
            || data.to_owned(),
            |id| data_name(&id, &drawing.registry, drawing.text),
        )
    };
    let told = sample.told(person.unwrap_or_default()).into_iter();
    let told = told.map(|piece| match piece {
        Piece::Words(words) => words.to_owned().into_any(),
        Piece::Slot { data, value } => {
            let (title, value) = (called(data), value.to_owned());
            view! { <bdi class="example-data" title=title>{value}</bdi> }.into_any()
        }
    });
    let told = told.collect_view();
    // Who cannot point at a word reads here what it is made of.
    let data: Vec<_> = sample
        .slots()
        .into_iter()
        .map(|data| (drawing.text.inside)(&called(data)))
        .collect();
    let data = (!data.is_empty()).then(|| {
        let line = (words.example_data)(&data.join(drawing.text.comma));
        view! { <p class="quiet small">{line}</p> }
    });
    let foreign = !drawing.text.speaks(&document.locale);
    let lang = foreign.then(|| document.locale.clone());
    Some(view! {
        <details class="details example" open=person.is_some()>
            <summary>{words.example}</summary>
            <div class="details-body">
                <p>{words.example_invented}</p>
                <p class="example-text" dir="auto" lang=lang>{told}</p>
                {data}
            </div>
        </details>
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mutual::catalogue::Registry;
    use mutual::clock::Timestamp;
    use serde_json::{Value, json};

    use super::*;
    use crate::text::{Dates, Text};

    fn recipes(sample: &Value) -> Document {
        serde_json::from_value(json!({
            "key": "recipe-ideas", "locale": "en", "title": "Recipe ideas by email",
            "purpose": "recommendations", "legal_basis": "consent",
            "data": [{"category": "orders", "required": true}],
            "use": "We look for patterns in your last 12 months of orders.", "decided_by": "computer",
            "benefits": [{"key": "recipes", "what": "Recipes you can cook", "kind": "service",
                "amount": 3, "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
            "sample": sample,
            "worth": null, "if_off": "No more recipe emails.", "stays": "Your orders stay.",
            "recipients": [], "retention": "12 months after your last order", "term_months": 24,
            "channels": ["email"], "ai_uses": [], "regions": ["*"],
            "ask": {"question": "May we?", "allow": "Allow", "refuse": "Don't allow"},
            "change_note": null
        }))
        .unwrap()
    }

    fn drawn(sample: &Value, lang: &str, person: Option<usize>) -> Option<String> {
        let text = Text::of([lang]);
        let drawing = Drawing {
            text,
            dates: Dates::new(text, "UTC"),
            registry: Arc::new(Registry::starter()),
            index: 0,
            now: Timestamp::from_millis(0),
            from: "/".to_owned(),
            blank: None,
        };
        let html = Owner::new().with(|| {
            let example = example(&recipes(sample), &drawing, person)?;
            Some(example.to_html())
        });
        html.map(|html| html.replace("<!>", ""))
    }

    fn rye() -> Value {
        json!({"text": "Rye bread again? You bought it {orders}.",
               "people": [{"orders": "on 3 Mondays in May"}, {"orders": "<b>twice</b>"}]})
    }

    #[test]
    fn that_the_person_is_invented_stands_before_anything_of_her() {
        let html = drawn(&rye(), "en", None).unwrap();
        let invented = html.find("not from your data").unwrap();
        assert!(invented < html.find("Rye bread").unwrap(), "{html}");
        assert!(html.contains(">on 3 Mondays in May</bdi>"), "{html}");
        assert!(html.contains("title=\"Your past orders\""), "{html}");
        assert!(!html.contains("twice"), "{html}");
        assert!(!html.contains(" open"), "{html}");
        assert_eq!(drawn(&Value::Null, "en", None), None);
    }

    #[test]
    fn whoever_is_asked_for_is_shown_and_her_words_are_words() {
        let html = drawn(&rye(), "en", Some(1)).unwrap();
        assert!(html.contains("&lt;b&gt;twice&lt;/b&gt;"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        assert!(html.contains(" open"), "{html}");
    }

    #[test]
    fn on_a_page_in_another_language_only_its_own_words_are_marked() {
        let html = drawn(&rye(), "ar", None).unwrap();
        assert_eq!(html.matches("lang=\"en\"").count(), 1, "{html}");
        assert!(html.contains("عرض مثال"), "{html}");
    }
}
