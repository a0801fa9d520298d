//! Drafts, told as what marketers do to them.

use mutual::use_cases::COMMENTED;

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
        "sample": {"text": "Rye bread again? You bought it {orders}.",
            "people": [{"orders": "on 3 Mondays in May"}, {"orders": "twice last week"}]},
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

#[test]
fn every_field_that_is_spoken_of_has_a_name() {
    for language in ["en", "de", "ar"] {
        let form = &Text::of([language]).studio.form;
        for field in COMMENTED {
            assert!(
                form.name(field).is_some_and(|name| !name.is_empty()),
                "{field}"
            );
        }
    }
}

#[test]
fn every_field_but_the_key_is_chosen_in_some_part() {
    let registry = Registry::starter();
    let text = Text::of(["en"]);
    let yours = DraftForm::read(&recipes());
    let mut theirs = recipes();
    for (name, value) in theirs.as_object_mut().unwrap() {
        match (name.as_str(), value) {
            ("key", _) => {}
            ("legal_basis", value) => *value = json!("contract"),
            ("decided_by", value) => *value = json!("person"),
            ("data", value) => *value = json!([{"category": "email", "required": true}]),
            ("benefits", value) => value[0]["unit"] = json!("ideas"),
            ("sample", value) => value["people"][1]["orders"] = json!("once"),
            ("worth", value) => value["amount"] = json!("7.00"),
            ("recipients" | "regions", value) => *value = json!(["Somebody"]),
            ("channels", value) => *value = json!(["post", "sms"]),
            ("ai_uses", value) => *value = json!(["infer"]),
            ("required", value) => *value = json!(["channel:post"]),
            ("ask", value) => value["question"] = json!("Shall we?"),
            (_, value) if value.is_number() => *value = json!(9),
            (_, value) => *value = json!("other"),
        }
    }
    theirs["translations"] = json!({"de": {"title": "Rezepte"}});
    let theirs = DraftForm::read(&theirs);
    let parts = yours.differing(&theirs, &registry);
    let names: Vec<_> = parts.iter().map(|part| part.name).collect();
    assert_eq!(names.len(), parts::PARTS.len(), "{names:?}");
    let taken = yours.clone().with_parts(&theirs, names);
    assert_eq!(taken, theirs);
    // Each has a name and is told in words, and one alone is taken alone.
    for part in parts {
        assert!(text.studio.form.name(part.name).is_some(), "{}", part.name);
        let read = |form: &DraftForm| (part.read)(form, &registry, text);
        assert_ne!(read(&yours), read(&theirs), "{}", part.name);
        let one = yours.clone().with_parts(&theirs, [part.name]);
        let left = one.differing(&yours, &registry);
        let left: Vec<_> = left.iter().map(|part| part.name).collect();
        assert_eq!(left, [part.name]);
    }
    assert!(yours.differing(&yours, &registry).is_empty());
}

#[test]
fn invented_people_keep_what_was_typed_of_them_in_every_language() {
    let registry = Registry::starter();
    let mut form = DraftForm::read(&recipes());
    let person = |data: &str, value: &str| BTreeMap::from([(data.to_owned(), value.to_owned())]);
    let german = TranslationForm {
        title: "Rezepte".to_owned(),
        sample: "Wieder Roggenbrot? Sie haben es {orders}\r\n gekauft.".to_owned(),
        people: ["an 3 Montagen", "zweimal", "nie"]
            .map(|value| person("orders", value))
            .to_vec(),
        ..TranslationForm::default()
    };
    form.translations.insert("de".to_owned(), german);
    // The first person is taken out: so she is in each language, and the others stay who they are.
    form.people.push(person("orders", "in June"));
    form.people[0] = person("orders", " ");
    let stored = form.content(&registry);
    assert_eq!(
        stored["sample"]["people"],
        json!([{"orders": "twice last week"}, {"orders": "in June"}])
    );
    assert_eq!(
        stored["translations"]["de"]["sample"],
        json!({"text": "Wieder Roggenbrot? Sie haben es {orders} gekauft.",
               "people": [{"orders": "zweimal"}, {"orders": "nie"}]})
    );
    let again = DraftForm::read(&stored);
    assert_eq!(again.content(&registry), stored);
    assert_eq!(again.people_with_room().len(), 3);
    // A box for all data that is picked, and for what the text names.
    assert_eq!(again.data_for_samples(&registry), ["birthday", "orders"]);
    // What has no slot is kept where it was typed, and a slot without a value is told of there.
    form.people[1] = person("birthday", "4 May");
    let stored = form.content(&registry);
    assert_eq!(
        stored["sample"]["people"][0],
        json!({"orders": "", "birthday": "4 May"})
    );
    let faults = form.all_faults(&registry, Text::of(["en"]));
    let fields: Vec<_> = faults.iter().map(|(field, _)| field.as_str()).collect();
    assert!(fields.contains(&"people[0].orders"), "{fields:?}");
    assert!(fields.contains(&"people[0]"), "{fields:?}");
    // Nothing typed is no sample, in no language.
    form.sample.clear();
    form.people.clear();
    form.translations.clear();
    assert_eq!(form.content(&registry).get("sample"), None);
    // And what is typed in another language alone is told of there.
    let german = TranslationForm {
        sample: "Sie haben es {orders} gekauft.".to_owned(),
        ..TranslationForm::default()
    };
    form.translations.insert("de".to_owned(), german);
    let faults = form.all_faults(&registry, Text::of(["en"]));
    assert!(
        faults
            .iter()
            .any(|(field, message)| field == "translations.de.sample"
                && message.contains("own language")),
        "{faults:?}"
    );
}
