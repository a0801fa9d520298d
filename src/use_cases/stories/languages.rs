//! A proposition in more than one language: what is asked of whom, and what is remembered of it.

use super::house::{House, OFF, ON, choice};
use crate::access::Actor;
use crate::catalogue::Translation;
use crate::consent::{Route, Switch, Toggle};
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::use_cases::read::my_exchange;
use crate::use_cases::{Command, MyExchange, Refusal};

fn german() -> Translation {
    serde_json::from_value(serde_json::json!({
        "title": "Rezeptideen per E-Mail", "use": "Wir suchen in Ihren Bestellungen.",
        "benefits": [{"key": "recipes", "what": "Rezepte zum Kochen", "unit": "Rezepte"}],
        "if_off": "Wir hören auf.", "stays": "Ihre Punkte bleiben.",
        "retention": "12 Monate", "change_note": "Jetzt auch auf Deutsch",
        "ask": {"question": "Dürfen wir?", "allow": "Erlauben", "refuse": "Nicht erlauben"}
    }))
    .unwrap()
}

/// The house with its recipes in English and German.
fn bilingual() -> (House, CustomerId) {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| {
        document.translations.insert("de".to_owned(), german());
        document.change_note = Some("Now in German too".to_owned());
    });
    (house, ana)
}

fn met(house: &House, ana: CustomerId, locale: &str) -> MyExchange {
    let known = house.catalogue.proposition("recipe-ideas").unwrap();
    let live = known.live().unwrap();
    my_exchange(known, live, &house.customers[&ana], locale, house.now)
}

/// What the entry remembers of the language in which Ana was asked.
fn shown_in(
    house: &mut House,
    ana: CustomerId,
    locale: &str,
    to: Switch,
) -> Result<Option<String>, Refusal> {
    let mut wish = choice(2, &[("exchange", to)]);
    wish.locale = Some(locale.to_owned());
    let command = Command::Choose(ana, wish);
    match &house.run(&Actor::Customer(ana), Route::Page, &command)?[..] {
        [Body::Chosen(chosen)] => Ok(chosen.locale.clone()),
        other => panic!("one choice, not {other:?}"),
    }
}

#[test]
fn everybody_reads_it_in_her_own_language_or_is_not_asked() {
    let (house, ana) = bilingual();
    let german = met(&house, ana, "de-AT");
    assert!(german.speaks);
    assert_eq!(german.wording.title, "Rezeptideen per E-Mail");
    assert_eq!(german.wording.locale, "de");
    assert_eq!(met(&house, ana, "en-GB").wording.locale, "en");
    let arabic = met(&house, ana, "ar");
    assert!(!arabic.speaks && arabic.is_unasked());
    // What is told of it all the same is told in its own language.
    assert_eq!(arabic.wording.locale, "en");
}

#[test]
fn a_choice_remembers_the_language_in_which_it_was_asked() {
    let (mut house, ana) = bilingual();
    let mut asked = |locale: &str, to| shown_in(&mut house, ana, locale, to);
    assert_eq!(asked("de", ON), Ok(Some("de".to_owned())));
    // Its own language needs no word.
    assert_eq!(asked("en", ON), Ok(None));
    // Nobody agrees to what is nowhere to be read, and everybody may say no.
    let unread = asked("ar", ON).unwrap_err();
    assert!(
        matches!(unread, Refusal::Invalid { ref field, .. } if field == "locale"),
        "{unread:?}"
    );
    assert_eq!(asked("ar", OFF), Ok(None));
    assert!(!met(&house, ana, "de").view.is_on(&Toggle::Exchange));
}

#[test]
fn what_is_not_written_in_her_language_is_turned_on_by_no_page() {
    let (mut house, ana) = bilingual();
    let mut press = |set: &[(&str, Switch)], reads: &str, locale: Option<&str>| {
        let mut wish = choice(2, set);
        wish.reads = Some(reads.to_owned());
        wish.locale = locale.map(str::to_owned);
        let command = Command::Choose(ana, wish);
        house
            .run(&Actor::Customer(ana), Route::Page, &command)
            .map(|bodies| match &bodies[..] {
                [Body::Chosen(chosen)] => chosen.locale.clone(),
                other => panic!("one choice, not {other:?}"),
            })
    };
    // Whatever the form claims: her page asks in no language that she does not read.
    for claimed in [None, Some("en"), Some("de"), Some("ar")] {
        let pressed = press(&[("exchange", ON)], "ar", claimed);
        assert_eq!(pressed, Err(Refusal::NotWritten), "{claimed:?}");
    }
    // In hers it is, and what the form leaves out is what she reads.
    let german = Some("de".to_owned());
    assert_eq!(press(&[("exchange", ON)], "de-AT", None), Ok(german));
    assert_eq!(
        press(&[("data:birthday", ON)], "ar", Some("de")),
        Err(Refusal::NotWritten),
        "nor any part of it"
    );
    assert_eq!(press(&[("exchange", OFF)], "ar", Some("ar")), Ok(None));
}

#[test]
fn another_language_asks_nobody_anew() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.republish(|document| {
        document.translations.insert("de".to_owned(), german());
        document.change_note = Some("Now in German too".to_owned());
    });
    assert!(met(&house, ana, "de").is_on());
}
