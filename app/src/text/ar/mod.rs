//! Arabic, as the organisation and its customers read it.

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

/// By CLDR: "4 مايو 2026", "2:02 م". That holds for the digits as well: CLDR's default for Arabic where
/// no country is known are the Western ones, which every reader of Arabic knows, so that numbers of
/// the text, of receipts and of form fields are written alike. Sentences of this folder that hold a
/// number do the same.
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of(&locale!("ar"), None));

fn many(count: impl Count) -> Many {
    RULES.many(count)
}

fn number(number: impl Count) -> String {
    RULES.number(number)
}

/// A number with what is counted. The words are for one, for two, from three to ten, from eleven to
/// ninety-nine, and for whole hundreds; the first two stand without the number.
fn counted(count: impl Count + Copy, words: [&str; 5]) -> String {
    let [one, two, few, many_of, hundred] = words;
    match many(count) {
        Many::One => one.to_owned(),
        Many::Two => two.to_owned(),
        Many::Few => format!("{} {few}", number(count)),
        Many::Many => format!("{} {many_of}", number(count)),
        Many::Zero | Many::Other => format!("{} {hundred}", number(count)),
    }
}

/// The table.
pub(super) static TEXT: Text = Text {
    lang: "ar",
    dir: "rtl",
    own_name: "العربية",
    tongue: Tongue::Arabic,
    rules: &RULES,
    hour: str::to_owned,
    moment: |day, hour| format!("{day}، {hour}"),
    // There are no capitals.
    inside: str::to_owned,
    fault_in: |fault| Some(fault.ar),
    region_in: |region| region.ar,
    comma: "، ",
    semicolon: "؛ ",
    shared: &shared::SHARED,
    customer: &customer::CUSTOMER,
    own: &own::OWN,
    value: &value::VALUE,
    guesses: &guesses::GUESSES,
    entry: &entry::ENTRY,
    studio: &studio::STUDIO,
    review: &review::REVIEW,
    versions: &versions::VERSIONS,
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
    registry: &registry::REGISTRY,
    terms: &terms::TERMS,
};
