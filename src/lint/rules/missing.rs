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
        let instead = Instead::Write(missing.role);
        found.whole(rule, Block, &missing.name, message, instead);
    }
    names(page, with, found);
    for list in LISTS {
        let instead = match page.json.get(list.name) {
            Some(Value::Array(items)) if items.len() >= list.fewest => continue,
            Some(Value::Array(_)) => list.instead,
            _ => Instead::WriteList,
        };
        found.whole(list.rule, list.level, list.name, list.says.clone(), instead);
    }
    words(page, found);
    term(page, found);
}

/// Which rule asks for a text.
fn question(role: Role) -> Rule {
    match role {
        Role::Title | Role::Sample => Rule::Translated,
        Role::Use => Rule::Explained,
        Role::What | Role::Unit => Rule::Countable,
        Role::Method | Role::IfOff | Role::Stays => Rule::NoDetriment,
        Role::Recipient | Role::Retention => Rule::Named,
        Role::Question => Rule::Straight,
        Role::Allow | Role::Refuse => Rule::PlainNo,
        Role::Note => Rule::ChangeTold,
    }
}

/// A list that has to be there.
struct List {
    /// The field that it is.
    name: &'static str,
    /// The fewest items.
    fewest: usize,
    /// The rule that asks for it.
    rule: Rule,
    /// What it is to that rule that there are fewer.
    level: Level,
    /// What the rule says.
    says: Says,
    /// What to write where there are fewer; where there is no list, that is one.
    instead: Instead,
}

const LISTS: &[List] = &[
    List {
        name: "data",
        fewest: 1,
        rule: Rule::Explained,
        level: Block,
        says: Says::NoData,
        instead: Instead::PickTerm,
    },
    List {
        name: "benefits",
        fewest: 1,
        rule: Rule::Countable,
        level: Block,
        says: Says::NoBenefits,
        instead: Instead::HowMany,
    },
    List {
        name: "recipients",
        fewest: 0,
        rule: Rule::Named,
        level: Block,
        says: Says::NoRecipients,
        instead: Instead::WriteList,
    },
    List {
        name: "channels",
        fewest: 0,
        rule: Rule::Explained,
        level: Warn,
        says: Says::NoChannels,
        instead: Instead::WriteList,
    },
    List {
        name: "ai_uses",
        fewest: 0,
        rule: Rule::Explained,
        level: Warn,
        says: Says::NoAiUses,
        instead: Instead::WriteList,
    },
    List {
        name: "regions",
        fewest: 1,
        rule: Rule::Translated,
        level: Warn,
        says: Says::NoRegions,
        instead: Instead::Everywhere,
    },
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
    let messages = [
        (Says::NoBasis, Instead::PickBasis),
        (Says::NoDecider, Instead::PickDecider),
    ];
    for ((name, rule, known), (message, instead)) in choices.into_iter().zip(messages) {
        if !known {
            found.whole(rule, Block, name, message, instead);
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
                    Instead::PickWord,
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
            let says = Says::Months(longest);
            found.whole(Rule::Named, Block, name, says, Instead::WholeMonths);
        }
    }
}
