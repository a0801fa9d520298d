//! German, as the organisation and its customers read it.

mod compare;
mod customer;
mod entry;
mod keys;
mod numbers;
mod own;
mod registry;
mod review;
mod shared;
mod studio;
mod team;
mod terms;
mod value;
mod webhooks;

use std::sync::LazyLock;

use icu_locale_core::locale;
use mutual::lint::Tongue;

use super::Text;
use super::rules::{Count, Many, Rules};

/// By CLDR: "4. Mai 2026", "14:02", "12.480".
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of(&locale!("de"), None));

fn many(count: impl Count) -> Many {
    RULES.many(count)
}

fn number(number: impl Count) -> String {
    RULES.number(number)
}

/// The table.
pub(super) static TEXT: Text = Text {
    lang: "de",
    dir: "ltr",
    own_name: "Deutsch",
    tongue: Tongue::German,
    rules: &RULES,
    hour: |hour| format!("{hour}\u{a0}Uhr"),
    moment: |day, hour| format!("{day}, {hour}"),
    // Names keep their capital: nouns have one, and so has the polite "Ihre".
    inside: str::to_owned,
    comma: ", ",
    semicolon: "; ",
    shared: &shared::SHARED,
    customer: &customer::CUSTOMER,
    own: &own::OWN,
    value: &value::VALUE,
    entry: &entry::ENTRY,
    studio: &studio::STUDIO,
    review: &review::REVIEW,
    numbers: &numbers::NUMBERS,
    compare: &compare::COMPARE,
    team: &team::TEAM,
    webhooks: &webhooks::WEBHOOKS,
    keys: &keys::KEYS,
    registry: &registry::REGISTRY,
    terms: &terms::TERMS,
};
