//! What a change is, by example.

use super::super::tests::recipes;
use super::super::{AiUse, Channel, DataItem, Every, LegalBasis};
use super::*;

fn class(change: impl FnOnce(&mut Document)) -> ChangeClass {
    let mut new = recipes();
    change(&mut new);
    compare(Some(&recipes()), &new).0
}

#[test]
fn another_language_asks_nobody_unless_it_says_that_data_is_kept_longer() {
    let mut old = recipes();
    let german = super::super::wording::tests::german();
    old.translations.insert("de".to_owned(), german);
    let class = |change: fn(&mut super::super::Translation)| {
        let mut new = old.clone();
        change(new.translations.get_mut("de").unwrap());
        compare(Some(&old), &new).0
    };
    assert_eq!(compare(Some(&recipes()), &old).0, ChangeClass::Clearer);
    assert_eq!(class(|t| t.stays.push('!')), ChangeClass::Cosmetic);
    assert_eq!(class(|t| t.title = "Rezepte".into()), ChangeClass::Clearer);
    let keep = |months: &str| format!("{months} Monate nach Ihrer letzten Bestellung");
    assert_eq!(
        class(|t| t.benefits[0].unit = "Rezepte in zehn Jahren".into()),
        ChangeClass::Material
    );
    assert_eq!(
        class(|t| t.recipients = vec!["Adresshandel AG (kauft sie)".into()]),
        ChangeClass::Material
    );
    assert_eq!(german_retention(&old, &keep("6")), ChangeClass::Narrower);
    assert_eq!(german_retention(&old, &keep("18")), ChangeClass::Material);
    assert_eq!(german_retention(&old, "Immer"), ChangeClass::Material);
}

fn german_retention(old: &Document, text: &str) -> ChangeClass {
    let mut new = old.clone();
    text.clone_into(&mut new.translations.get_mut("de").unwrap().retention);
    compare(Some(old), &new).0
}

fn item(category: &str, required: bool) -> DataItem {
    DataItem {
        category: category.parse().unwrap(),
        required,
    }
}

#[test]
fn more_use_or_less_value_is_material() {
    use ChangeClass::Material;
    assert_eq!(compare(None, &recipes()).0, Material);
    assert_eq!(class(|d| d.data.push(item("browsing", true))), Material);
    assert_eq!(class(|d| d.data[1].required = true), Material);
    assert_eq!(class(|d| d.purpose = "offers".parse().unwrap()), Material);
    assert_eq!(
        class(|d| d.legal_basis = LegalBasis::LegitimateInterest),
        Material
    );
    assert_eq!(class(|d| d.recipients.push("Other Ltd".into())), Material);
    assert_eq!(class(|d| d.recipients[0] = "Other Ltd".into()), Material);
    assert_eq!(
        class(|d| d.required.push(Toggle::Ai(AiUse::Infer))),
        Material
    );
    assert_eq!(
        class(|d| d.retention = "13 months after your last order".into()),
        Material
    );
    assert_eq!(class(|d| d.retention = "for ever".into()), Material);
    assert_eq!(class(|d| d.benefits[0].amount = 2.0), Material);
    assert_eq!(class(|d| d.benefits[0].every = Every::Month), Material);
    assert_eq!(class(|d| d.benefits.clear()), Material);
}

#[test]
fn a_computer_in_place_of_a_person_is_material() {
    let mut by_person = recipes();
    by_person.decided_by = DecidedBy::Person;
    assert_eq!(
        compare(Some(&by_person), &recipes()).0,
        ChangeClass::Material
    );
    assert_eq!(
        compare(Some(&recipes()), &by_person).0,
        ChangeClass::Clearer
    );
}

#[test]
fn less_use_is_narrower_and_asks_nobody() {
    use ChangeClass::Narrower;
    assert_eq!(class(|d| _ = d.data.pop()), Narrower);
    assert_eq!(class(|d| d.recipients.clear()), Narrower);
    assert_eq!(
        class(|d| d.retention = "6 months after your last order".into()),
        Narrower
    );
    assert_eq!(
        class(|d| d.retention = "1 year after your last order".into()),
        ChangeClass::Material
    );
}

#[test]
fn records_that_are_kept_longer_are_material() {
    let keep = |months| {
        let mut document = recipes();
        document.retention_months = months;
        document
    };
    for (before, after, class) in [
        (Some(6), Some(12), ChangeClass::Material),
        (Some(6), None, ChangeClass::Material),
        (Some(12), Some(6), ChangeClass::Narrower),
        (None, Some(6), ChangeClass::Narrower),
    ] {
        assert_eq!(compare(Some(&keep(before)), &keep(after)).0, class);
    }
}

#[test]
fn a_sole_channel_left_over_becomes_required_only_where_it_was_not() {
    // E-mail was required already, so taking the text message away asks nobody.
    assert_eq!(
        class(|d| d.channels = vec![Channel::Email]),
        ChangeClass::Narrower
    );
    // The text message was optional and now stands alone: grants never covered it.
    let sms = |d: &mut Document| {
        d.required.clear();
        d.channels = vec![Channel::Sms];
    };
    assert_eq!(class(sms), ChangeClass::Material);
}

#[test]
fn a_new_optional_facet_asks_nobody() {
    assert_eq!(
        class(|d| d.data.push(item("browsing", false))),
        ChangeClass::Clearer
    );
    assert_eq!(
        class(|d| d.channels.push(Channel::Push)),
        ChangeClass::Clearer
    );
}

#[test]
fn what_is_new_is_material_where_nobody_is_asked() {
    let bases = LegalBasis::ALL.iter().copied();
    for basis in bases.filter(|basis| *basis != LegalBasis::Consent) {
        let mut old = recipes();
        old.legal_basis = basis;
        let change = |change: fn(&mut Document)| {
            let mut new = old.clone();
            change(&mut new);
            compare(Some(&old), &new)
        };
        let data = Toggle::Data("browsing".parse().unwrap());
        assert_eq!(
            change(|d| d.data.push(item("browsing", false))),
            (ChangeClass::Material, vec![Difference::NewUnasked(data)])
        );
        assert_eq!(
            change(|d| d.channels.push(Channel::Push)).0,
            ChangeClass::Material
        );
        assert_eq!(
            change(|d| d.ai_uses.push(AiUse::Generate)).0,
            ChangeClass::Material
        );
        // What is only less, or other words, is what it is elsewhere.
        assert_eq!(change(|d| _ = d.data.pop()).0, ChangeClass::Narrower);
        assert_eq!(
            change(|d| d.title = "Three recipes by email".into()).0,
            ChangeClass::Clearer
        );
    }
}

#[test]
fn words_are_clearer_and_spelling_is_cosmetic() {
    assert_eq!(class(|_| ()), ChangeClass::Cosmetic);
    assert_eq!(
        class(|d| d.title = "Recipe ideas, by e-mail".into()),
        ChangeClass::Cosmetic
    );
    assert_eq!(
        class(|d| d.title = "Three recipes by email".into()),
        ChangeClass::Clearer
    );
    assert_eq!(class(|d| d.benefits[0].amount = 4.0), ChangeClass::Clearer);
}

#[test]
fn other_words_for_what_is_done_or_ends_are_material_unless_they_show_that_they_are_not() {
    use ChangeClass::{Clearer, Cosmetic, Material, Narrower};
    const USE: &str = "We pick from food in your last 12 months of orders.";
    let by_use = |text: &str| {
        let (mut old, mut new) = (recipes(), recipes());
        (old.usage, new.usage) = (USE.into(), text.into());
        compare(Some(&old), &new)
    };
    for (text, class) in [
        (
            "We pick from food in your last 12 months of orders!",
            Cosmetic,
        ),
        (
            "We pick from the food in your last 12 months of orders.",
            Clearer,
        ),
        (
            "We pick from food in your last 3 months of orders.",
            Narrower,
        ),
        (
            "We pick from food in your last 15 months of orders.",
            Material,
        ),
        (
            "We choose from food in your last 12 months of orders.",
            Material,
        ),
    ] {
        assert_eq!(by_use(text).0, class, "{text}");
    }
    let income = "We pick from all food in your last 20 years of orders, and what it says about \
                  your income.";
    assert_eq!(
        by_use(income),
        (Material, vec![Difference::MayMeanMore("use")])
    );
    assert_eq!(
        class(|d| d.if_off = "We stop when we can.".into()),
        Material
    );
    assert_eq!(
        class(|d| d.ask.question = "May we guess your income?".into()),
        Material
    );
    let mut old = recipes();
    let german = super::super::wording::tests::german();
    old.translations.insert("de".to_owned(), german);
    let mut new = old.clone();
    let texts = new.translations.get_mut("de").unwrap();
    texts.usage = "Wir sehen uns alles an.".to_owned();
    assert_eq!(
        compare(Some(&old), &new).0,
        Material,
        "whoever reads German agreed to German"
    );
}

#[test]
fn a_point_in_a_number_is_no_spelling() {
    let keep = |text: &str| {
        let mut document = recipes();
        document.retention = text.into();
        document
    };
    for (before, after) in [
        (
            "1.5 years after your last order",
            "15 years after your last order",
        ),
        (
            "1-2 years after your last order",
            "12 years after your last order",
        ),
        ("1 0 days", "10 days"),
    ] {
        let (class, _) = compare(Some(&keep(before)), &keep(after));
        assert_eq!(class, ChangeClass::Material, "{before} to {after}");
    }
    let respelled = (keep("12 months, after your last order"), recipes());
    assert_eq!(
        compare(Some(&respelled.1), &respelled.0).0,
        ChangeClass::Cosmetic
    );
    for (title, class) in [
        ("Save 10", ChangeClass::Clearer),
        ("Save £10", ChangeClass::Clearer),
        ("Save 1.0%", ChangeClass::Material),
    ] {
        let mut old = recipes();
        old.title = "Save 10%".into();
        let mut new = recipes();
        new.title = title.into();
        assert_eq!(compare(Some(&old), &new).0, class, "{title}");
    }
}

#[test]
fn another_sample_asks_nobody_unless_it_shows_less_or_another_guess() {
    use super::super::sample::tests::{roggen, rye};
    let mut with = recipes();
    with.sample = Some(rye());
    let to = |change: fn(&mut super::super::Sample)| {
        let mut new = with.clone();
        change(new.sample.as_mut().unwrap());
        compare(Some(&with), &new)
    };
    assert_eq!(compare(Some(&recipes()), &with).0, ChangeClass::Clearer);
    assert_eq!(compare(Some(&with), &recipes()).0, ChangeClass::Clearer);
    assert_eq!(compare(Some(&with), &with), (ChangeClass::Cosmetic, vec![]));
    let (class, differences) = to(|sample| sample.text.push('!'));
    assert_eq!(class, ChangeClass::Cosmetic);
    assert_eq!(differences, [Difference::Respelled("sample")]);
    // Fewer recipes than were shown are less, more are told, and more Mondays are no wider use.
    let (class, differences) = to(|sample| sample.text = sample.text.replace('3', "2"));
    assert_eq!(class, ChangeClass::Material);
    assert_eq!(differences, [Difference::MayMeanMore("sample")]);
    let (class, differences) = to(|sample| sample.text = sample.text.replace('3', "4"));
    assert_eq!(class, ChangeClass::Clearer);
    assert_eq!(differences, [Difference::Reworded("sample")]);
    let (class, differences) = to(|sample| {
        sample.people[0].insert("orders".to_owned(), "on 9 Mondays".to_owned());
    });
    assert_eq!(class, ChangeClass::Clearer);
    assert_eq!(differences, [Difference::Reworded("sample")]);
    // The same words made of other data.
    assert_eq!(
        to(|sample| {
            sample.text = sample.text.replace("orders", "birthday");
            for person in &mut sample.people {
                let value = person.remove("orders").unwrap();
                person.insert("birthday".to_owned(), value);
            }
        })
        .0,
        ChangeClass::Clearer
    );
    let (class, differences) = to(|sample| sample.text = "We guess from {orders}.".to_owned());
    assert_eq!(class, ChangeClass::Material);
    assert_eq!(differences, [Difference::MayMeanMore("sample")]);
    // What is guessed can change without a word for guessing that comes or goes, and in a value too.
    let mut guessing = with.clone();
    let own = guessing.sample.as_mut().unwrap();
    own.text = "We guess {orders}. Here are 3 recipes.".to_owned();
    for (change, class) in [
        ("that you are ill", ChangeClass::Material),
        ("twice last week", ChangeClass::Cosmetic),
    ] {
        let mut new = guessing.clone();
        let people = &mut new.sample.as_mut().unwrap().people;
        people[1].insert("orders".to_owned(), change.to_owned());
        assert_eq!(compare(Some(&guessing), &new).0, class, "{change}");
    }
    // Whoever reads another language is shown that one.
    let mut old = with.clone();
    let mut german = super::super::wording::tests::german();
    german.sample = Some(roggen());
    old.translations.insert("de".to_owned(), german);
    let in_german = |change: fn(&mut super::super::Sample)| {
        let mut new = old.clone();
        let texts = new.translations.get_mut("de").unwrap();
        change(texts.sample.as_mut().unwrap());
        compare(Some(&old), &new).0
    };
    assert_eq!(
        in_german(|sample| sample.text.push_str(" Guten Appetit.")),
        ChangeClass::Clearer
    );
    assert_eq!(
        in_german(|sample| sample.text.push_str(" Wir vermuten mehr.")),
        ChangeClass::Material
    );
}
