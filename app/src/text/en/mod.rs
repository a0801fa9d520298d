//! English, as the organisation and its customers read it.

mod compare;
mod customer;
mod desk;
mod entry;
mod guesses;
mod keys;
mod models;
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
mod versions;
mod webhooks;
mod why;

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
    region_in: |region| region.en,
    comma: ", ",
    semicolon: "; ",
    shared: &shared::SHARED,
    customer: &customer::CUSTOMER,
    own: &own::OWN,
    value: &value::VALUE,
    guesses: &guesses::GUESSES,
    entry: &entry::ENTRY,
    studio: &studio::STUDIO,
    review: &review::REVIEW,
    versions: &versions::VERSIONS,
    registry: &registry::REGISTRY,
    terms: &terms::TERMS,
    numbers: &numbers::NUMBERS,
    compare: &compare::COMPARE,
    team: &team::TEAM,
    webhooks: &webhooks::WEBHOOKS,
    keys: &keys::KEYS,
    models: &models::MODELS,
    why: &why::WHY,
    desk: &desk::DESK,
    ask: &desk::ASK,
    red_lines: &red_lines::RED_LINES,
};
