//! A document in more than one language.

use serde_json::{Value, json};

use super::{base, blocked_by};
use crate::catalogue::Registry;
use crate::lint::{Level, Surroundings, lint};

/// The base with its texts in German too.
fn bilingual(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = base();
    document["translations"]["de"] = json!({
        "title": "Rezeptideen jede Woche",
        "use": "Wir sehen Ihre Bestellungen der letzten 12 Monate an und wählen drei Rezepte.",
        "benefits": [{"key": document["benefits"][0]["key"], "what": "Rezepte zum Kochen", "unit": "Rezepte"}],
        "if_off": "Wir hören in einer Stunde auf.",
        "stays": "Ihre Punkte bleiben gleich.",
        "retention": "12 Monate nach Ihrer letzten Bestellung",
        "recipients": ["Postwren Mail Ltd (verschickt die E-Mails)"],
        "ask": {"question": "Dürfen wir mit Ihren Bestellungen drei Rezepte wählen?",
                "allow": "Erlauben", "refuse": "Nicht erlauben"}
    });
    if let Some(method) = document.pointer("/worth/method").cloned() {
        document["translations"]["de"]["method"] = method;
    }
    change(&mut document["translations"]["de"]);
    document
}

fn found_in(document: &Value) -> Vec<(String, String)> {
    let registry = Registry::starter();
    let found = lint(document, &Surroundings::new(&registry)).into_iter();
    found
        .map(|finding| (finding.rule.id().to_owned(), finding.field))
        .collect()
}

#[test]
fn each_language_says_the_same() {
    let found = |change: fn(&mut Value)| found_in(&bilingual(change));
    let at = |rule: &str, field: &str| (rule.to_owned(), format!("translations.de.{field}"));
    assert_eq!(found(|_| ()), []);
    assert_eq!(
        found(|d| d["retention"] = json!("24 Monate nach Ihrer letzten Bestellung")),
        [at("L-L1", "retention")]
    );
    assert!(found(|d| d["use"] = base()["use"].clone()).contains(&at("L-L1", "use")));
    // A name is a name in each language; what is said of it is not.
    assert_eq!(
        found(|d| _ = d.as_object_mut().unwrap().remove("recipients")),
        [at("L-L1", "recipients[0]")]
    );
    // Who sees the data is as many in each language, and a company that one alone names is seen.
    assert_eq!(
        found(|d| d["recipients"] = json!(["Postwren Mail Ltd (und die Brotkorb GmbH)"])),
        [at("L-L1", "recipients[0]")]
    );
    assert_eq!(
        found(|d| d["recipients"] = json!(["Postwren Mail Ltd (sonst niemand)"])),
        [at("L-L1", "recipients[0]")]
    );
    // Every rule runs in every language, and names the text.
    assert_eq!(
        found(|d| d["title"] = json!("Nur noch heute: Rezeptideen")),
        [at("L-U1", "title")]
    );
    let shamed =
        |d: &mut Value| d["ask"]["refuse"] = json!("Nein, ich verzichte gern auf Vorteile");
    let shamed = found(shamed);
    assert!(shamed.contains(&at("L-S2", "ask.refuse")), "{shamed:?}");
    assert!(!found(|d| _ = d.as_object_mut().unwrap().remove("stays")).is_empty());
    assert!(!found(|d| d["benefits"] = json!([])).is_empty());
    assert_eq!(
        blocked_by(|d| d["title"] = json!("Recipes for {first_name}")),
        ["L-L1"]
    );
}

#[test]
fn a_yes_reads_as_a_yes_in_each_language_and_a_no_as_a_no() {
    let at = |field: &str| ("L-N1".to_owned(), format!("translations.de.ask.{field}"));
    let swapped = bilingual(|d| {
        d["ask"]["allow"] = json!("Nicht erlauben");
        d["ask"]["refuse"] = json!("Erlauben");
    });
    let found = found_in(&swapped);
    assert!(
        found.contains(&at("allow")) && found.contains(&at("refuse")),
        "{found:?}"
    );
    let arabic = |allow: &str, refuse: &str| {
        blocked_by(|d| {
            d["locale"] = json!("ar");
            d["ask"]["allow"] = json!(allow);
            d["ask"]["refuse"] = json!(refuse);
        })
        .contains(&"L-N1")
    };
    assert!(arabic("عدم السماح", "السماح") && !arabic("السماح", "عدم السماح"));
}

#[test]
fn each_language_promises_the_same_units_and_times() {
    let found = |change: fn(&mut Value)| found_in(&bilingual(change));
    let at = |field: &str| [("L-L1".to_owned(), format!("translations.de.{field}"))];
    let unit = found(|d| d["benefits"][0]["unit"] = json!("mal 1000 Euro"));
    assert!(unit.contains(&at("benefits[0].unit")[0]), "{unit:?}");
    assert_eq!(
        found(|d| d["retention"] = json!("12 Jahre nach Ihrer letzten Bestellung")),
        at("retention")
    );
    assert_eq!(
        found(|d| d["retention"] = json!("Zwölf Monate nach Ihrer letzten Bestellung")),
        []
    );
}

#[test]
fn what_runs_without_an_answer_is_there_in_every_language_of_the_pages() {
    let mut runs = bilingual(|_| ());
    runs["legal_basis"] = json!("legitimate_interest");
    let registry = Registry::starter();
    let mut with = Surroundings::new(&registry);
    let pages = ["en".to_owned(), "ar".to_owned()];
    with.offered_locales = &pages;
    let found = lint(&runs, &with);
    let missing = found.iter().find(|finding| finding.field == "translations");
    assert_eq!(missing.map(|finding| finding.level), Some(Level::Block));
}

#[test]
fn a_language_that_is_live_is_not_dropped() {
    let found = |document: &Value, required: &[String], offered: &[String]| {
        let registry = Registry::starter();
        let mut with = Surroundings::new(&registry);
        with.required_locales = required;
        with.offered_locales = offered;
        let found = lint(document, &with).into_iter();
        found
            .map(|finding| (finding.rule.id(), finding.field, finding.level))
            .collect::<Vec<_>>()
    };
    let (german, both) = (["de".to_owned()], ["de".to_owned(), "ar".to_owned()]);
    let dropped = [("L-L1", "locale".to_owned(), Level::Block)];
    assert_eq!(found(&base(), &german, &both), dropped);
    assert_eq!(found(&bilingual(|_| ()), &german, &both), []);
    // Who reads a language that it is not written in is not asked, and that is all.
    assert_eq!(found(&base(), &[], &both), []);
}
