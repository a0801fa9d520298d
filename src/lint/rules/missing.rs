//! What is not there: each field answers a question, and the rule that asks it speaks up.

use serde_json::Value;

use crate::catalogue::{AiUse, Channel, DecidedBy, LegalBasis, is_locale, is_region};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};

use Level::{Block, Warn};

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    if !page.json.is_object() {
        found.whole(
            Rule::Explained,
            Block,
            "",
            "This is no proposition: there are no fields to read.",
            "Write one JSON object with the fields of a proposition.",
        );
    }
    for missing in &page.missing {
        let (rule, what) = question(missing.role);
        let message = if missing.other {
            format!("This is no text. Say {what}.")
        } else {
            format!("This is missing. Say {what}.")
        };
        found.whole(rule, Block, &missing.name, message, "");
    }
    names(page, with, found);
    for (name, least, rule, level, message) in LISTS {
        match page.json.get(name) {
            Some(Value::Array(items)) if items.len() >= *least => {}
            Some(Value::Array(_)) => found.whole(*rule, *level, name, *message, ""),
            _ => found.whole(
                *rule,
                *level,
                name,
                *message,
                "Write a list; an empty one says that there is none.",
            ),
        }
    }
    words(page, found);
    term(page, found);
}

/// Which rule asks for a text, and for what.
fn question(role: Role) -> (Rule, &'static str) {
    match role {
        Role::Title => (
            Rule::Translated,
            "what it does for people, as a noun: “Recipe ideas by email”",
        ),
        Role::Use => (
            Rule::Explained,
            "how each kind of data is used, in one or two sentences",
        ),
        Role::What => (Rule::Countable, "what people get: “Recipes you can cook”"),
        Role::Unit => (Rule::Countable, "what is counted: “recipes”"),
        Role::Method => (Rule::NoDetriment, "how the worth was worked out"),
        Role::IfOff => (
            Rule::NoDetriment,
            "what stops when it is turned off, and how soon",
        ),
        Role::Stays => (
            Rule::NoDetriment,
            "what stays as it is when it is turned off",
        ),
        Role::Recipient => (Rule::Named, "the name of who sees the data"),
        Role::Retention => (
            Rule::Named,
            "how long the data is kept: “12 months after your last order”",
        ),
        Role::Question => (Rule::Straight, "the question, so that yes turns it on"),
        Role::Allow => (Rule::PlainNo, "the words for yes: “Allow”"),
        Role::Refuse => (Rule::PlainNo, "the words for no: “Don't allow”"),
        Role::Note => (Rule::ChangeTold, "what changed since the version before"),
    }
}

/// Lists that have to be there: the fewest items, the rule that asks, and what it says.
const LISTS: &[(&str, usize, Rule, Level, &str)] = &[
    (
        "data",
        1,
        Rule::Explained,
        Block,
        "Name at least one kind of data that is used.",
    ),
    (
        "benefits",
        1,
        Rule::Countable,
        Block,
        "Say at least one thing that people get: what, how many, how often, and the event that proves it.",
    ),
    (
        "recipients",
        0,
        Rule::Named,
        Block,
        "Say who else sees the data, by name.",
    ),
    (
        "channels",
        0,
        Rule::Explained,
        Warn,
        "Say how people are reached.",
    ),
    (
        "ai_uses",
        0,
        Rule::Explained,
        Warn,
        "Say what an AI does with the data; an empty list says nothing.",
    ),
    (
        "regions",
        1,
        Rule::Translated,
        Warn,
        "Say where it is offered: region codes, or `*` for everywhere.",
    ),
];

fn names(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    match page.word("purpose") {
        Some(purpose) if with.registry.purpose(purpose).is_some() => {}
        Some(purpose) if !purpose.trim().is_empty() => {
            found.whole(
                Rule::Explained,
                Warn,
                "purpose",
                format!(
                    "The registry does not know the purpose `{purpose}`; it cannot be published."
                ),
                "Pick one from the registry, or have it added.",
            );
        }
        _ => found.whole(
            Rule::Explained,
            Block,
            "purpose",
            "Say why the data is used.",
            "Pick a purpose from the registry.",
        ),
    }
    if page.word("key").is_none_or(|key| key.trim().is_empty()) {
        found.whole(
            Rule::ChangeTold,
            Warn,
            "key",
            "Without a key nobody can tell its versions apart.",
            "Give it a short name such as `recipe-ideas`.",
        );
    }
    if !page.word("locale").is_some_and(is_locale) {
        found.whole(
            Rule::Translated,
            Block,
            "locale",
            "Say which language this is written in.",
            "Use a language tag such as `en`.",
        );
    }
    let choices: [(&str, Rule, bool); 2] = [
        (
            "legal_basis",
            Rule::Explained,
            page.word("legal_basis")
                .is_some_and(|word| word.parse::<LegalBasis>().is_ok()),
        ),
        (
            "decided_by",
            Rule::Explained,
            page.word("decided_by")
                .is_some_and(|word| word.parse::<DecidedBy>().is_ok()),
        ),
    ];
    let messages = [
        "Say why the use is lawful: consent, contract, legal_obligation or legitimate_interest.",
        "Say who decides: computer, person or both.",
    ];
    for ((name, rule, known), message) in choices.into_iter().zip(messages) {
        if !known {
            found.whole(rule, Block, name, message, "");
        }
    }
}

fn words(page: &Page<'_>, found: &mut Findings) {
    type Known = fn(&str) -> bool;
    let lists: [(&str, Known); 3] = [
        ("channels", |word| word.parse::<Channel>().is_ok()),
        ("ai_uses", |word| word.parse::<AiUse>().is_ok()),
        ("regions", |word| word == "*" || is_region(word)),
    ];
    for (name, known) in lists {
        for (n, item) in page.list(name).iter().enumerate() {
            if !item.as_str().is_some_and(known) {
                found.whole(
                    Rule::Explained,
                    Warn,
                    &format!("{name}[{n}]"),
                    "This word is not known here; it cannot be published.",
                    "",
                );
            }
        }
    }
}

fn term(page: &Page<'_>, found: &mut Findings) {
    for (name, longest) in [("term_months", 120), ("retention_months", 240)] {
        let value = page.json.get(name).filter(|value| !value.is_null());
        let good = |value: &Value| {
            value
                .as_u64()
                .is_some_and(|months| (1..=longest).contains(&months))
        };
        if value.is_some_and(|value| !good(value)) {
            found.whole(
                Rule::Named,
                Block,
                name,
                format!("Say a number of months, from 1 to {longest}."),
                "",
            );
        }
    }
}
