//! Drafts, told as what marketers do to them.

use super::*;

fn recipes() -> Value {
    json!({
        "key": "recipe-ideas", "locale": "en", "title": "Recipe ideas by email",
        "purpose": "recommendations", "legal_basis": "consent",
        "data": [{"category": "orders", "required": true},
                 {"category": "birthday", "required": false}],
        "use": "We look for patterns in your last 12 months of orders.",
        "decided_by": "computer",
        "benefits": [{"key": "recipes", "what": "Recipes you can cook", "kind": "service",
            "amount": 3.0, "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
        "worth": {"amount": "6.00", "currency": "GBP", "per": "year", "method": "average_value"},
        "if_off": "No more recipe emails.", "stays": "Your orders stay.",
        "recipients": ["Halden Mail Ltd", "Post, Print and Co"],
        "retention": "12 months after your last order", "term_months": 24, "retention_months": 6,
        "channels": ["email", "sms"], "ai_uses": ["personalise"],
        "required": ["channel:email"], "regions": ["DE", "US-CA"],
        "ask": {"question": "May we?", "allow": "Allow", "refuse": "Don't allow"},
        "change_note": null
    })
}

#[test]
fn a_published_document_goes_through_the_form_unchanged() {
    let document: Document = serde_json::from_value(recipes()).unwrap();
    let form = DraftForm::read(&serde_json::to_value(&document).unwrap());
    assert_eq!(form.faults("empty", "no number"), []);
    let content = form.content(&Registry::starter());
    assert_eq!(
        serde_json::from_value::<Document>(content).unwrap(),
        document
    );
}

#[test]
fn nothing_that_was_typed_is_lost_and_what_no_document_holds_is_named() {
    let mut form = DraftForm::read(&recipes());
    form.term_months = "two years".to_owned();
    form.purpose.clear();
    form.benefits[0].amount = "many".to_owned();
    let stored = form.content(&Registry::starter());
    let again = DraftForm::read(&stored);
    assert_eq!(again, form);
    let fields: Vec<_> = again
        .faults("empty", "no number")
        .into_iter()
        .map(|(f, _)| f)
        .collect();
    assert_eq!(fields, ["purpose", "term_months", "benefits[0].amount"]);
}

#[test]
fn each_language_keeps_its_texts_beside_the_benefit_that_they_are_of() {
    let mut form = DraftForm::read(&recipes());
    let german = TranslationForm {
        title: "Rezepte per E-Mail".to_owned(),
        benefits: ["Rezepte", "Kuchen"]
            .map(|what| BenefitTextForm {
                what: what.to_owned(),
                unit: "Stück".to_owned(),
            })
            .to_vec(),
        ..TranslationForm::default()
    };
    form.translations.insert("de".to_owned(), german);
    form.translations
        .insert("ar".to_owned(), TranslationForm::default());
    let cake = BenefitForm {
        what: "A cake".to_owned(),
        unit: "cakes".to_owned(),
        ..form.benefits[0].clone()
    };
    form.benefits.push(BenefitForm {
        key: String::new(),
        ..cake
    });
    // The first benefit is taken out: its texts go, and those of the second stay with it.
    form.benefits[0] = BenefitForm::default();
    let stored = form.content(&Registry::starter());
    let written = &stored["translations"];
    assert_eq!(written.as_object().unwrap().len(), 1);
    assert_eq!(
        written["de"]["benefits"],
        json!([{"key": stored["benefits"][0]["key"], "what": "Kuchen", "unit": "Stück"}])
    );
    // A language that is only begun is told of what it lacks, and is no reason to say nothing else.
    let faults = form.all_faults(&Registry::starter(), Text::of(["en"]));
    let fields: Vec<_> = faults.iter().map(|(field, _)| field.as_str()).collect();
    assert!(fields.contains(&"translations.de.stays"), "{fields:?}");
    assert!(
        !fields.iter().any(|field| field.contains(".ar.")),
        "{fields:?}"
    );
    let again = DraftForm::read(&stored);
    assert_eq!(again.content(&Registry::starter()), stored);
}

#[test]
fn an_empty_draft_is_told_of_every_gap_at_once() {
    let form = DraftForm::begin("half", "Half a thought", "en");
    let faults = form.all_faults(&Registry::starter(), Text::of(["en"]));
    let fields: Vec<_> = faults.iter().map(|(field, _)| field.as_str()).collect();
    for field in [
        "purpose",
        "use",
        "data",
        "benefits",
        "retention",
        "ask.question",
    ] {
        assert_eq!(
            fields.iter().filter(|f| **f == field).count(),
            1,
            "{field} of {fields:?}"
        );
    }
}

#[test]
fn a_new_benefit_gets_a_key_of_its_own() {
    let mut form = DraftForm::read(&recipes());
    let new = BenefitForm {
        what: "More".to_owned(),
        unit: "Recipes!".to_owned(),
        ..Default::default()
    };
    form.benefits.push(BenefitForm::default());
    form.benefits.push(new);
    let stored = form.content(&Registry::starter());
    let keys = as_list(Some(&json!([
        stored["benefits"][0]["key"],
        stored["benefits"][1]["key"]
    ])));
    assert_eq!(keys, ["recipes", "recipes-2"]);
    assert_eq!(DraftForm::read(&stored).benefits_with_room().len(), 3);
}

#[test]
fn texts_are_one_line_and_lists_are_lines() {
    let mut form = DraftForm::begin("offers", " Two\r\noffers ", "en");
    form.recipients = "A Ltd\r\n\r\n B  Ltd\r\n".to_owned();
    let content = form.content(&Registry::starter());
    assert_eq!(content["title"], "Two offers");
    assert_eq!(content["recipients"], json!(["A Ltd", "B Ltd"]));
    assert_eq!(content["regions"], json!(["*"]));
}
