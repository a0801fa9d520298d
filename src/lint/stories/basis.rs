//! On which legal basis, what money for data needs, and what terms are called.

use serde_json::{Value, json};

use super::{REGISTRY, base, blocked_by, judge};
use crate::catalogue::{
    DataCategory, Document, LegalBasis, Origin, Purpose, Registry, Sensitivity, Term,
};
use crate::ledger::TermChange;
use crate::lint::{Finding, Level, Rule, Surroundings, Tongue, lint, lint_label};

type Change = fn(&mut Value);

const OTHERS: [&str; 3] = ["contract", "legal_obligation", "legitimate_interest"];

/// A service that a contract can carry: nothing is picked, guessed or given for the data.
fn service(d: &mut Value) {
    d["purpose"] = json!("service_messages");
    d["ai_uses"] = json!([]);
    d["regions"] = json!(["DE"]);
}

/// What L-B1 says.
fn basis(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let found = judge(change).into_iter();
    let ours = found.filter(|found| found.rule == Rule::Basis);
    ours.map(|found| {
        assert_eq!((found.level, &*found.field), (Level::Block, "legal_basis"));
        found.message(Tongue::English)
    })
    .collect()
}

#[test]
fn what_needs_a_yes_runs_on_nothing_else() {
    let uses: [(&str, Change); 9] = [
        ("Sensitive data may be used by a yes alone", |d| {
            d["data"] = json!([{"category": "health_conditions", "required": true}]);
        }),
        ("Sensitive data may be used by a yes alone", |d| {
            d["data"] = json!([{"category": "mental_health_notes", "required": true}]);
        }),
        ("Offers, advertising", |d| d["purpose"] = json!("offers")),
        ("Offers, advertising", |d| {
            d["purpose"] = json!("recommendations")
        }),
        ("Offers, advertising", |d| {
            d["purpose"] = json!("newsletter_promotions")
        }),
        ("Research, and teaching", |d| {
            d["purpose"] = json!("ai_training")
        }),
        ("Research, and teaching", |d| {
            d["ai_uses"] = json!(["share_model"])
        }),
        ("Guesses about people", |d| d["ai_uses"] = json!(["infer"])),
        ("Guesses about people", |d| {
            d["data"] = json!([{"category": "household_income", "required": true}]);
        }),
    ];
    for (says, change) in uses {
        for other in OTHERS {
            let found = basis(|d| {
                service(d);
                change(d);
                d["legal_basis"] = json!(other);
            });
            assert_eq!(found.len(), 1, "{says} by {other}: {found:?}");
            assert!(found[0].starts_with(says), "{says} by {other}: {found:?}");
        }
        let by_consent = basis(|d| {
            service(d);
            change(d);
        });
        assert_eq!(by_consent, [""; 0], "{says}");
    }
}

#[test]
fn what_a_contract_a_law_or_an_interest_carries_may_run() {
    for other in OTHERS {
        let found = basis(|d| {
            service(d);
            d["legal_basis"] = json!(other);
        });
        assert_eq!(found, [""; 0], "{other}");
        let guarded = basis(|d| {
            service(d);
            d["purpose"] = json!("fraud_prevention");
            d["ai_uses"] = json!(["infer"]);
            d["legal_basis"] = json!(other);
        });
        assert_eq!(guarded, [""; 0], "a thief is not asked, by {other}");
    }
}

#[test]
fn a_computer_decides_alone_by_a_yes_a_contract_or_a_law() {
    for (other, findings) in [
        ("contract", 0),
        ("legal_obligation", 0),
        ("legitimate_interest", 1),
    ] {
        let found = basis(|d| {
            service(d);
            d["ai_uses"] = json!(["decide_auto"]);
            d["legal_basis"] = json!(other);
        });
        assert_eq!(found.len(), findings, "{other}: {found:?}");
    }
}

#[test]
fn a_reward_for_data_needs_a_yes_in_california() {
    let rewarded = |region: &'static str| {
        basis(|d| {
            service(d);
            d["regions"] = json!([region]);
            d["benefits"][0]["kind"] = json!("points");
            d["legal_basis"] = json!("contract");
        })
    };
    assert_eq!(rewarded("US-CA").len(), 1);
    assert_eq!(rewarded("*").len(), 1);
    assert_eq!(rewarded("DE"), [""; 0]);
}

#[test]
fn a_purpose_is_judged_by_its_term_and_not_by_its_name() {
    let term = Purpose {
        id: "care".parse().unwrap(),
        name: "Care".to_owned(),
        label: "Taking care of you".to_owned(),
        labels: std::collections::BTreeMap::new(),
        dpv: "https://w3id.org/dpv#DirectMarketing".to_owned(),
    };
    let registry = with_term(Term::Purpose(term));
    let mut document = base();
    service(&mut document);
    document["purpose"] = json!("care");
    document["legal_basis"] = json!("contract");
    let found = lint(&document, &Surroundings::new(&registry));
    assert!(
        found.iter().any(|found| found.rule == Rule::Basis),
        "{found:?}"
    );
}

#[test]
fn a_basis_never_becomes_one_that_asks_for_less() {
    use LegalBasis::{Consent, Contract, LegalObligation, LegitimateInterest};
    let bases = [Consent, Contract, LegalObligation, LegitimateInterest];
    for before in bases {
        for after in bases {
            let of = |basis: LegalBasis| {
                let mut document = base();
                service(&mut document);
                document["legal_basis"] = json!(basis.word());
                document["change_note"] = json!("We rest this on something else.");
                document
            };
            let live: Document = serde_json::from_value(of(before)).unwrap();
            let mut with = Surroundings::new(&REGISTRY);
            with.live = Some(&live);
            let found = lint(&of(after), &with);
            let blocked = found.iter().any(|found| found.rule == Rule::Basis);
            let takes_a_no = match (before, after) {
                (Consent, after) => after != Consent,
                (LegitimateInterest, after) => matches!(after, Contract | LegalObligation),
                (Contract | LegalObligation, _) => false,
            };
            assert_eq!(blocked, takes_a_no, "{before} to {after}");
        }
    }
}

/// The registry that ships, and one term more.
fn with_term(term: Term) -> Registry {
    let mut registry = Registry::starter();
    registry.apply(&TermChange::Put(term), 1);
    registry
}

#[test]
fn what_is_like_money_says_what_the_data_is_worth() {
    let paid: [(&str, Change); 11] = [
        ("money", |d| d["benefits"][0]["kind"] = json!("money")),
        ("points", |d| d["benefits"][0]["kind"] = json!("points")),
        ("a coupon", |d| {
            d["benefits"][0]["what"] = json!("A coupon for 5 dollars off your shop");
        }),
        ("money off", |d| {
            d["benefits"][0]["what"] = json!("£5 off each tenth basket")
        }),
        ("per cent off", |d| {
            d["benefits"][0]["what"] = json!("10% off your bread")
        }),
        ("credit", |d| {
            d["benefits"][0]["what"] = json!("Store credit on your card")
        }),
        ("a currency", |d| d["benefits"][0]["unit"] = json!("euros")),
        ("a sign", |d| d["benefits"][0]["unit"] = json!("€")),
        ("miles", |d| d["benefits"][0]["unit"] = json!("miles")),
        ("German", |d| {
            d["locale"] = json!("de");
            d["benefits"][0]["what"] = json!("Ein Einkaufsgutschein zum Geburtstag");
        }),
        ("Arabic", |d| {
            d["locale"] = json!("ar");
            d["benefits"][0]["what"] = json!("قسيمة خصم لكل طلب");
        }),
    ];
    let unsaid = |change: &dyn Fn(&mut Value)| {
        let found = judge(|d| {
            d["benefits"][0]["kind"] = json!("convenience");
            change(d);
        });
        found
            .into_iter()
            .find(|found| found.field == "worth")
            .map(|found| found.level)
    };
    for (name, change) in paid {
        for (region, level) in [
            ("US-CA", Level::Block),
            ("*", Level::Block),
            ("DE", Level::Warn),
        ] {
            let level_here = unsaid(&|d| {
                change(d);
                d["regions"] = json!([region]);
            });
            assert_eq!(level_here, Some(level), "{name} in {region}");
        }
    }
    for what in [
        "Recipes you can cook",
        "A list of due parts each May, with prices",
        "One email 60 days before points end",
        "A map with a new point each minute",
    ] {
        assert_eq!(
            unsaid(&|d| d["benefits"][0]["what"] = json!(what)),
            None,
            "{what}"
        );
    }
}

#[test]
fn how_the_worth_was_worked_out_has_a_name_or_says_what_was_reckoned() {
    let judged = |method: &str, locale: &str, kind: &str| -> Option<Level> {
        let found = judge(|d| {
            d["locale"] = json!(locale);
            d["benefits"][0]["kind"] = json!(kind);
            d["worth"] =
                json!({"amount": "6.00", "currency": "GBP", "per": "year", "method": method});
        });
        let about = found
            .into_iter()
            .find(|found| found.field == "worth.method" && found.rule == Rule::NoDetriment);
        about.map(|found| found.level)
    };
    for named in [
        "marginal_value",
        "average_value",
        "aggregate_value",
        "revenue",
        "data_expenses",
        "incentive_expenses",
        "profit",
        "What we sell with it in a year, divided by our customers",
        "Sales to people who have it on, less sales to those who do not",
    ] {
        assert_eq!(judged(named, "en", "money"), None, "{named}");
    }
    assert_eq!(
        judged("Umsatz im Jahr, geteilt durch alle Kunden", "de", "money"),
        None
    );
    assert_eq!(
        judged("المبيعات في السنة مقسومة على عدد العملاء", "ar", "money"),
        None
    );
    for (unnamed, locale) in [
        ("A hunch of ours", "en"),
        ("other", "en"),
        ("Our best guess of the average", "en"),
        ("We made it up", "en"),
        ("Aus dem Bauchgefühl", "de"),
        ("تخمين منا", "ar"),
    ] {
        assert_eq!(
            judged(unnamed, locale, "money"),
            Some(Level::Block),
            "{unnamed}"
        );
        assert_eq!(
            judged(unnamed, locale, "service"),
            Some(Level::Warn),
            "{unnamed}"
        );
    }
}

#[test]
fn a_way_with_a_name_needs_no_words_in_another_language() {
    let mut document = base();
    document["worth"] =
        json!({"amount": "6.00", "currency": "GBP", "per": "year", "method": "revenue"});
    document["translations"] = json!({"de": {
        "title": "Rezeptideen jede Woche",
        "use": "Wir sehen uns Ihre Bestellungen der letzten 12 Monate an und suchen drei Rezepte aus.",
        "benefits": [{"key": "recipes", "what": "Rezepte zum Kochen", "unit": "Rezepte"}],
        "if_off": "Wir hören innerhalb einer Stunde auf. Keine Rezepte mehr.",
        "stays": "Ihre Bestellungen und Punkte bleiben gleich.",
        "recipients": ["Postwren Mail Ltd (verschickt die E-Mails)"],
        "retention": "12 Monate nach Ihrer letzten Bestellung",
        "ask": {"question": "Dürfen wir mit Ihren Bestellungen drei Rezepte die Woche aussuchen?",
            "allow": "Erlauben", "refuse": "Nicht erlauben"}
    }});
    let about = |document: &Value| -> Vec<String> {
        let found = lint(document, &Surroundings::new(&REGISTRY)).into_iter();
        found
            .filter(|found| found.field.ends_with("method"))
            .map(|found| found.field)
            .collect()
    };
    assert_eq!(about(&document), [""; 0]);
    document["worth"]["method"] = json!("What we sell with it, divided by our customers");
    assert_eq!(about(&document), ["translations.de.method"]);
}

#[test]
fn what_a_card_calls_its_data_is_judged_with_it() {
    let category = |label: &str, german: &str| {
        Term::Data(DataCategory {
            id: "everything".parse().unwrap(),
            name: "Everything".to_owned(),
            label: label.to_owned(),
            labels: [("de".to_owned(), german.to_owned())].into(),
            origin: Origin::Told,
            sensitivity: Sensitivity::Ordinary,
            dpv: "https://w3id.org/dpv#ProvidedPersonalData".to_owned(),
        })
    };
    let found = |term: Term, german: bool| -> Vec<Finding> {
        let registry = with_term(term);
        let mut document = base();
        document["data"] = json!([{"category": "everything", "required": true}]);
        if german {
            document["translations"] = json!({"de": {"title": "Rezepte"}});
        }
        let found = lint(&document, &Surroundings::new(&registry)).into_iter();
        let ours = found.filter(|found| found.field == "data[0].category");
        ours.filter(|found| found.level == Level::Block).collect()
    };
    let pressing = "Hardly anything: 9 of 10 customers share it, only today";
    assert_eq!(found(category("Your garden", "Ihr Garten"), true), []);
    let pressed = found(category(pressing, "Ihr Garten"), false);
    let rules: Vec<_> = pressed.iter().map(|found| found.rule).collect();
    assert_eq!(rules, [Rule::Vague, Rule::Pressure], "{pressed:?}");
    let german = category("Your garden", "Nur heute: Ihr Garten");
    assert_eq!(
        found(german.clone(), false),
        [],
        "nobody reads German there"
    );
    assert_eq!(found(german, true).len(), 1);
    assert!(
        !found(
            category("Various data, such as your garden", "Ihr Garten"),
            false
        )
        .is_empty()
    );
}

#[test]
fn whatever_ships_is_called_plainly() {
    for term in Registry::starter().terms() {
        let english = ("en".to_owned(), term.label().to_owned());
        let others = term
            .labels()
            .iter()
            .map(|(tag, label)| (tag.clone(), label.clone()));
        for (tag, label) in others.chain([english]) {
            assert_eq!(lint_label(&label, &tag), [], "{label}");
        }
    }
}

#[test]
fn a_named_rule_says_why_and_where_from() {
    assert_eq!(Rule::Basis.id(), "L-B1");
    let unblocked = blocked_by(|d| d["legal_basis"] = json!("consent"));
    assert_eq!(unblocked, [""; 0]);
}
