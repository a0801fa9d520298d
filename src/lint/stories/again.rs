//! What is asked for already, under another name: what people said no to is put to them once.

use serde_json::{Value, json};

use super::{base, document};
use crate::catalogue::{Document, Registry};
use crate::lint::{Asked, Level, Rule, Surroundings, lint};

type Change = fn(&mut Value);

/// What L-A1 and L-B1 say of a document where people are, or were, asked for `before`.
fn beside(before: &Document, lately: bool, change: impl FnOnce(&mut Value)) -> Vec<(Rule, Level)> {
    told((before, lately), None, change)
}

/// The same of what is to replace `live` while people are asked for `before`.
fn after(
    live: &Document,
    before: &Document,
    change: impl FnOnce(&mut Value),
) -> Vec<(Rule, Level)> {
    told((before, true), Some((live, true)), change)
}

/// The same with what it is to replace, and whether that is not stopped.
fn told(
    (before, lately): (&Document, bool),
    live: Option<(&Document, bool)>,
    change: impl FnOnce(&mut Value),
) -> Vec<(Rule, Level)> {
    let registry = Registry::starter();
    let asked = [Asked {
        document: before,
        lately,
    }];
    let mut with = Surroundings::new(&registry);
    with.asked_before = &asked;
    with.live = live.map(|(live, _)| live);
    with.running = live.filter(|(_, runs)| *runs).map(|(live, _)| live);
    let mut document = base();
    change(&mut document);
    let found = lint(&document, &with).into_iter();
    let ours = found.filter(|found| [Rule::AskedOnce, Rule::Basis].contains(&found.rule));
    ours.map(|found| (found.rule, found.level)).collect()
}

const AGAIN: [(Rule, Level); 1] = [(Rule::AskedOnce, Level::Block)];
const PERHAPS: [(Rule, Level); 1] = [(Rule::AskedOnce, Level::Warn)];

/// Not a word of it is the same, and all else is.
fn in_other_words(d: &mut Value) {
    d["title"] = json!("Dinner, planned");
    d["use"] = json!("Our chef reads what you bought this winter and writes to you.");
    d["ask"]["question"] = json!("Shall our chef read what you bought?");
    d["benefits"][0]["what"] = json!("Dishes for your table");
}

/// It is written in German too, in these words.
fn german(d: &mut Value, title: &str, words: [&str; 3]) {
    let [usage, question, what] = words;
    d["translations"] = json!({"de": {
        "title": title, "use": usage,
        "benefits": [{"key": "recipes", "what": what, "unit": "Rezepte"}],
        "if_off": "Wir hören innerhalb einer Stunde auf. Keine Rezepte mehr.",
        "stays": "Ihre Bestellungen und Punkte bleiben gleich.",
        "recipients": ["Postwren Mail Ltd (verschickt die E-Mails)"],
        "retention": "12 Monate nach Ihrer letzten Bestellung",
        "ask": {"question": question, "allow": "Erlauben", "refuse": "Nicht erlauben"}
    }});
}

/// It takes one more kind of data, for whoever wants.
fn adds(d: &mut Value, category: &str) {
    let data = d["data"].as_array_mut().unwrap();
    data.push(json!({"category": category, "required": false}));
}

#[test]
fn nobody_is_asked_again_for_the_same_under_another_name() {
    let before = document(|d| d["title"] = json!("Recipe ideas each week"));
    let others: [(&str, Change); 6] = [
        ("nearly the same words", |_| ()),
        ("for another purpose", |d| d["purpose"] = json!("offers")),
        ("with more data", |d| {
            d["data"]
                .as_array_mut()
                .unwrap()
                .push(json!({"category": "browsing", "required": false}));
            let more = format!(
                "{} The pages you open help too.",
                d["use"].as_str().unwrap()
            );
            d["use"] = json!(more);
        }),
        ("with more of it", |d| d["benefits"][0]["amount"] = json!(9)),
        ("in other words, for as much", in_other_words),
        ("in other words, with more data, for as much", |d| {
            in_other_words(d);
            adds(d, "browsing");
        }),
    ];
    for (how, change) in others {
        assert_eq!(beside(&before, true, change), AGAIN, "{how}");
        assert_eq!(
            beside(&before, false, change),
            [],
            "{how}, half a year later"
        );
    }
    let more = document(|d| {
        d["data"]
            .as_array_mut()
            .unwrap()
            .push(json!({"category": "birthday", "required": false}));
        let use_ = d["use"].as_str().unwrap();
        d["use"] = json!(format!("{use_} On your birthday we pick a cake."));
        let cake = json!({"key": "cake", "what": "A cake recipe", "kind": "service", "amount": 1,
            "unit": "recipe", "every": "year", "proof_event": "email.sent"});
        d["benefits"].as_array_mut().unwrap().push(cake);
    });
    assert_eq!(beside(&more, true, |_| ()), AGAIN, "with less data");
    let more = document(|d| adds(d, "birthday"));
    assert_eq!(
        beside(&more, true, in_other_words),
        AGAIN,
        "in other words, with less data, for as much"
    );
}

#[test]
fn something_else_from_the_same_data_is_for_a_reviewer_to_tell_apart() {
    let wine = |d: &mut Value| {
        d["title"] = json!("A wine list");
        d["use"] = json!("Our cellar reads what you bought this winter and writes to you.");
        d["ask"]["question"] = json!("Shall our cellar read what you bought?");
        d["benefits"][0]["what"] = json!("Bottles we would open");
        d["benefits"][0]["unit"] = json!("bottles");
    };
    let before = document(|_| ());
    let more = document(|d| adds(d, "birthday"));
    assert_eq!(beside(&before, true, wine), PERHAPS);
    assert_eq!(beside(&more, true, wine), PERHAPS, "from a part of it");
    let with_more = |d: &mut Value| {
        wine(d);
        adds(d, "browsing");
    };
    assert_eq!(beside(&before, true, with_more), PERHAPS, "from more");
    assert_eq!(beside(&more, true, with_more), [], "each has its own");
    let elsewhere = |d: &mut Value| {
        wine(d);
        d["purpose"] = json!("research");
    };
    assert_eq!(beside(&before, true, elsewhere), []);
}

#[test]
fn another_purpose_is_free_where_the_data_or_what_people_get_is_another() {
    let before = document(|_| ());
    let renamed = |d: &mut Value| {
        in_other_words(d);
        d["purpose"] = json!("research");
    };
    assert_eq!(
        beside(&before, true, renamed),
        PERHAPS,
        "the same by another name"
    );
    assert_eq!(beside(&before, false, renamed), [], "half a year later");
    let others: [Change; 2] = [
        |d| adds(d, "browsing"),
        |d| d["benefits"][0]["amount"] = json!(9),
    ];
    for other in others {
        let change = |d: &mut Value| {
            renamed(d);
            other(d);
        };
        assert_eq!(beside(&before, true, change), []);
    }
}

#[test]
fn who_said_no_is_not_told_that_it_is_on_anyway_under_another_name() {
    let before = document(|d| d["purpose"] = json!("service_messages"));
    for basis in ["contract", "legal_obligation", "legitimate_interest"] {
        let change = |d: &mut Value| {
            d["purpose"] = json!("service_messages");
            d["ai_uses"] = json!([]);
            d["regions"] = json!(["DE"]);
            d["legal_basis"] = json!(basis);
        };
        // A no has no end there, for nobody would be asked.
        for lately in [true, false] {
            assert_eq!(
                beside(&before, lately, change),
                [(Rule::Basis, Level::Block)],
                "{basis}"
            );
        }
    }
}

#[test]
fn a_translation_is_no_other_name_for_what_people_said_no_to() {
    let before = document(|d| d["purpose"] = json!("service_messages"));
    let change = |d: &mut Value| {
        let english = json!({
            "title": d["title"], "use": d["use"], "if_off": d["if_off"], "stays": d["stays"],
            "recipients": d["recipients"], "retention": d["retention"], "ask": d["ask"],
            "benefits": [{"key": "recipes", "what": d["benefits"][0]["what"],
                "unit": d["benefits"][0]["unit"]}],
        });
        d["purpose"] = json!("service_messages");
        d["ai_uses"] = json!([]);
        d["regions"] = json!(["DE"]);
        d["legal_basis"] = json!("contract");
        d["locale"] = json!("de");
        d["title"] = json!("Was Sie kochen können");
        d["use"] = json!("Wir sehen uns Ihre Bestellungen der letzten 12 Monate an.");
        d["ask"]["question"] = json!("Dürfen wir uns Ihre Bestellungen ansehen?");
        d["benefits"][0]["what"] = json!("Gerichte, die Sie kochen können");
        d["benefits"][0]["unit"] = json!("Gerichte");
        d["translations"] = json!({"en": english});
    };
    assert_eq!(
        beside(&before, false, change),
        [(Rule::Basis, Level::Block)]
    );
}

/// It is a part of what people buy already, so that nobody is asked.
fn by_contract(d: &mut Value) {
    d["purpose"] = json!("service_messages");
    d["ai_uses"] = json!([]);
    d["regions"] = json!(["DE"]);
    d["legal_basis"] = json!("contract");
}

const NOT_ANYWAY: [(Rule, Level); 1] = [(Rule::Basis, Level::Block)];
const ON_ALREADY: [(Rule, Level); 1] = [(Rule::Basis, Level::Warn)];

#[test]
fn what_is_on_already_keeps_a_next_version_beside_what_people_can_refuse() {
    let before = document(|d| d["purpose"] = json!("service_messages"));
    let clearer = |d: &mut Value| {
        in_clearer_words(d);
        by_contract(d);
    };
    let live = document(|d| {
        in_other_words(d);
        by_contract(d);
    });
    assert_eq!(beside(&before, true, clearer), NOT_ANYWAY, "a new one");
    assert_eq!(after(&live, &before, clearer), ON_ALREADY);
    let wider = document(|d| {
        in_other_words(d);
        by_contract(d);
        adds(d, "browsing");
    });
    assert_eq!(after(&wider, &before, clearer), ON_ALREADY, "narrower");
    let with_a_no = |d: &mut Value| {
        clearer(d);
        d["legal_basis"] = json!("legitimate_interest");
    };
    assert_eq!(after(&live, &before, with_a_no), ON_ALREADY);
    // Two that people can object to, each under its own name.
    let objected = document(|d| {
        d["title"] = json!("Recipe ideas each week");
        by_contract(d);
        d["legal_basis"] = json!("legitimate_interest");
    });
    let interest = document(|d| {
        in_other_words(d);
        by_contract(d);
        adds(d, "browsing");
        d["legal_basis"] = json!("legitimate_interest");
    });
    assert_eq!(after(&interest, &objected, with_a_no), ON_ALREADY);
}

#[test]
fn what_would_be_on_for_more_than_it_is_stays_what_people_refused() {
    let before = document(|d| d["purpose"] = json!("service_messages"));
    let live = document(|d| {
        in_other_words(d);
        by_contract(d);
    });
    let more: [(&str, Change); 3] = [
        ("data", |d| adds(d, "browsing")),
        ("a channel", |d| d["channels"] = json!(["email", "sms"])),
        ("people elsewhere", |d| d["regions"] = json!(["DE", "AT"])),
    ];
    for (what, change) in more {
        let change = |d: &mut Value| {
            in_clearer_words(d);
            by_contract(d);
            change(d);
        };
        assert_eq!(after(&live, &before, change), NOT_ANYWAY, "{what}");
    }
    let clearer = |d: &mut Value| {
        in_clearer_words(d);
        by_contract(d);
    };
    let stopped = told((&before, true), Some((&live, false)), clearer);
    assert_eq!(stopped, NOT_ANYWAY, "after a stop");
    let asked = document(|d| {
        in_clearer_words(d);
        by_contract(d);
        d["legal_basis"] = json!("consent");
    });
    assert_eq!(after(&asked, &before, clearer), NOT_ANYWAY, "after a yes");
    // The words that people said no to are on for nobody, whatever is live.
    let same = document(by_contract);
    assert_eq!(after(&same, &before, by_contract), NOT_ANYWAY);
}

#[test]
fn a_translation_into_the_words_of_a_no_is_blocked_beside_what_is_on_already() {
    let theirs = [
        "Wir suchen aus Ihren Bestellungen der letzten 12 Monate drei Rezepte aus.",
        "Dürfen wir mit Ihren Bestellungen drei Rezepte die Woche aussuchen?",
        "Rezepte zum Kochen",
    ];
    let ours = [
        "Unsere Köchin liest, was Sie im Winter gekauft haben, und schreibt Ihnen.",
        "Soll unsere Köchin lesen, was Sie gekauft haben?",
        "Gerichte auf Ihren Tisch",
    ];
    let before = document(|d| {
        d["purpose"] = json!("service_messages");
        german(d, "Rezeptideen jede Woche", theirs);
    });
    let on = |d: &mut Value| {
        in_other_words(d);
        by_contract(d);
        german(d, "Abendessen nach Plan", ours);
    };
    let live = document(on);
    assert_eq!(after(&live, &before, on), ON_ALREADY);
    let into_theirs = |d: &mut Value| {
        on(d);
        german(d, "Rezeptideen jede Woche", theirs);
    };
    let both = [ON_ALREADY, NOT_ANYWAY].concat();
    assert_eq!(after(&live, &before, into_theirs), both);
}

/// In other words still: a version that says it better.
fn in_clearer_words(d: &mut Value) {
    in_other_words(d);
    d["title"] = json!("Your dinner, planned");
}

#[test]
fn two_that_are_live_stand_in_the_way_of_no_version_that_asks_for_no_more() {
    let before = document(|_| ());
    let live = document(in_other_words);
    assert_eq!(beside(&before, true, in_clearer_words), AGAIN, "a new one");
    assert_eq!(after(&live, &before, in_clearer_words), PERHAPS);
    let wider = document(|d| {
        in_other_words(d);
        adds(d, "browsing");
    });
    assert_eq!(after(&wider, &before, in_other_words), PERHAPS, "narrower");
    // Each of the two can be mended.
    assert_eq!(after(&before, &live, |_| ()), PERHAPS);
    let fewer = |d: &mut Value| {
        in_other_words(d);
        d["regions"] = json!(["DE"]);
    };
    assert_eq!(after(&live, &before, fewer), PERHAPS, "for fewer people");
}

#[test]
fn a_version_that_puts_more_to_people_than_the_live_one_is_the_same_asked_again() {
    let before = document(|_| ());
    let live = document(|d| {
        in_other_words(d);
        d["regions"] = json!(["DE"]);
    });
    let more: [(&str, Change); 5] = [
        ("data for whoever wants", |d| adds(d, "browsing")),
        ("data that it needs", |d| {
            let data = d["data"].as_array_mut().unwrap();
            data.push(json!({"category": "browsing", "required": true}));
        }),
        ("a channel", |d| d["channels"] = json!(["email", "sms"])),
        ("an AI use", |d| {
            d["ai_uses"] = json!(["personalise", "generate"]);
        }),
        ("people elsewhere", |d| d["regions"] = json!(["DE", "AT"])),
    ];
    for (what, change) in more {
        let change = |d: &mut Value| {
            in_clearer_words(d);
            d["regions"] = json!(["DE"]);
            change(d);
        };
        assert_eq!(after(&live, &before, change), AGAIN, "{what}");
    }
    // While it rested on an interest, nobody was asked.
    let unasked = document(|d| {
        in_other_words(d);
        d["legal_basis"] = json!("legitimate_interest");
    });
    assert_eq!(after(&unasked, &before, in_clearer_words), AGAIN);
}

#[test]
fn whoever_reads_another_language_is_asked_for_the_first_time() {
    let before = document(|d| {
        let usage = "Wir suchen aus Ihren Bestellungen der letzten 12 Monate drei Rezepte aus.";
        let question = "Dürfen wir mit Ihren Bestellungen drei Rezepte die Woche aussuchen?";
        german(
            d,
            "Rezeptideen jede Woche",
            [usage, question, "Rezepte zum Kochen"],
        );
    });
    let in_both = |d: &mut Value| {
        in_other_words(d);
        let usage = "Unsere Köchin liest, was Sie im Winter gekauft haben, und schreibt Ihnen.";
        let question = "Soll unsere Köchin lesen, was Sie gekauft haben?";
        german(
            d,
            "Abendessen nach Plan",
            [usage, question, "Gerichte auf Ihren Tisch"],
        );
    };
    let english = document(in_other_words);
    assert_eq!(after(&english, &before, in_both), [PERHAPS, AGAIN].concat());
    assert_eq!(after(&document(in_both), &before, in_both), PERHAPS);
}

#[test]
fn what_was_stopped_asks_everybody_anew_when_it_comes_back() {
    let (before, live) = (document(|_| ()), document(in_other_words));
    let told = told((&before, true), Some((&live, false)), in_clearer_words);
    assert_eq!(told, AGAIN);
}

#[test]
fn what_is_live_makes_room_for_nothing_that_it_was_not() {
    let before = document(|_| ());
    let something_else = document(|d| {
        in_other_words(d);
        d["benefits"][0]["unit"] = json!("bottles");
    });
    let into_the_same = after(&something_else, &before, in_other_words);
    assert_eq!(into_the_same, AGAIN);
    // The words that people said no to are put to nobody, whatever is live.
    for live in [document(in_other_words), document(|_| ())] {
        assert_eq!(after(&live, &before, |_| ()), AGAIN);
    }
}
