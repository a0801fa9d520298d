//! What is not there: each field answers a question, and the rule that asks it speaks up.

use serde_json::Value;

use crate::catalogue::{AiUse, Channel, DecidedBy, LegalBasis, is_locale, is_region};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::says::{Instead, Says};

use Level::{Block, Warn};

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    if !page.json.is_object() {
        found.whole(
            Rule::Explained,
            Block,
            "",
            Says::NoFields,
            Instead::WriteObject,
        );
    }
    for missing in &page.missing {
        let rule = question(missing.role);
        let message = if missing.other {
            Says::NoText(missing.role)
        } else {
            Says::Missing(missing.role)
        };
        found.whole(rule, Block, &missing.name, message, None);
    }
    names(page, with, found);
    for (name, least, rule, level, message) in LISTS {
        match page.json.get(name) {
            Some(Value::Array(items)) if items.len() >= *least => {}
            Some(Value::Array(_)) => found.whole(*rule, *level, name, message.clone(), None),
            _ => found.whole(*rule, *level, name, message.clone(), Instead::WriteList),
        }
    }
    words(page, found);
    term(page, found);
}

/// Which rule asks for a text.
fn question(role: Role) -> Rule {
    match role {
        Role::Title => Rule::Translated,
        Role::Use => Rule::Explained,
        Role::What | Role::Unit => Rule::Countable,
        Role::Method | Role::IfOff | Role::Stays => Rule::NoDetriment,
        Role::Recipient | Role::Retention => Rule::Named,
        Role::Question => Rule::Straight,
        Role::Allow | Role::Refuse => Rule::PlainNo,
        Role::Note => Rule::ChangeTold,
    }
}

/// Lists that have to be there: the fewest items, the rule that asks, and what it says.
const LISTS: &[(&str, usize, Rule, Level, Says)] = &[
    ("data", 1, Rule::Explained, Block, Says::NoData),
    ("benefits", 1, Rule::Countable, Block, Says::NoBenefits),
    ("recipients", 0, Rule::Named, Block, Says::NoRecipients),
    ("channels", 0, Rule::Explained, Warn, Says::NoChannels),
    ("ai_uses", 0, Rule::Explained, Warn, Says::NoAiUses),
    ("regions", 1, Rule::Translated, Warn, Says::NoRegions),
];

fn names(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    match page.word("purpose") {
        Some(purpose) if with.registry.purpose(purpose).is_some() => {}
        Some(purpose) if !purpose.trim().is_empty() => {
            found.whole(
                Rule::Explained,
                Warn,
                "purpose",
                Says::UnknownPurpose(purpose.to_owned()),
                Instead::PickOrAdd,
            );
        }
        _ => found.whole(
            Rule::Explained,
            Block,
            "purpose",
            Says::NoPurpose,
            Instead::PickPurpose,
        ),
    }
    if page.word("key").is_none_or(|key| key.trim().is_empty()) {
        found.whole(
            Rule::ChangeTold,
            Warn,
            "key",
            Says::NoKey,
            Instead::ShortName,
        );
    }
    if !page.word("locale").is_some_and(is_locale) {
        found.whole(
            Rule::Translated,
            Block,
            "locale",
            Says::NoLocale,
            Instead::LanguageTag,
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
    let messages = [Says::NoBasis, Says::NoDecider];
    for ((name, rule, known), message) in choices.into_iter().zip(messages) {
        if !known {
            found.whole(rule, Block, name, message, None);
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
                    Says::UnknownWord,
                    None,
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
                .and_then(|months| usize::try_from(months).ok())
                .is_some_and(|months| (1..=longest).contains(&months))
        };
        if value.is_some_and(|value| !good(value)) {
            found.whole(Rule::Named, Block, name, Says::Months(longest), None);
        }
    }
}
