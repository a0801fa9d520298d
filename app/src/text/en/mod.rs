//! English, as the organisation and its customers read it.

mod compare;
mod customer;
mod entry;
mod keys;
mod numbers;
mod own;
mod red_lines;
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
use super::shared::lower_first;

/// Days and hours are British: "4 May 2026", "14:02". Between thousands stands a thin gap that never
/// breaks a line, which nobody takes for a decimal mark.
static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::of(&locale!("en-GB"), Some((',', '\u{202f}'))));

fn many(count: impl Count) -> Many {
    RULES.many(count)
}

fn number(number: impl Count) -> String {
    RULES.number(number)
}

/// The table.
pub(super) static TEXT: Text = Text {
    lang: "en",
    dir: "ltr",
    own_name: "English",
    tongue: Tongue::English,
    rules: &RULES,
    hour: str::to_owned,
    moment: |day, hour| format!("{day}, {hour}"),
    inside: lower_first,
    fault_in: |_| None,
    comma: ", ",
    semicolon: "; ",
    shared: &shared::SHARED,
    customer: &customer::CUSTOMER,
    own: &own::OWN,
    value: &value::VALUE,
    entry: &entry::ENTRY,
    studio: &studio::STUDIO,
    review: &review::REVIEW,
    registry: &registry::REGISTRY,
    terms: &terms::TERMS,
    numbers: &numbers::NUMBERS,
    compare: &compare::COMPARE,
    team: &team::TEAM,
    webhooks: &webhooks::WEBHOOKS,
    keys: &keys::KEYS,
    red_lines: &red_lines::RED_LINES,
};
