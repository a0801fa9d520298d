//! German, as the organisation and its customers read it.

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

/// By CLDR: "4. Mai 2026", "14:02", "12.480".
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of(&locale!("de"), None));

fn many(count: impl Count) -> Many {
    RULES.many(count)
}

fn number(number: impl Count) -> String {
    RULES.number(number)
}

/// A name as it stands within a sentence: "die Bewertungen, die Sie geschrieben haben". Nouns keep
/// their capital, and so does the polite "Ihre"; these small words have one only at a beginning.
fn inside(name: &str) -> String {
    const SMALL: [&str; 32] = [
        "Als", "Am", "An", "Auf", "Aus", "Bei", "Das", "Dass", "Dem", "Den", "Der", "Des", "Die",
        "Ein", "Eine", "Einem", "Einen", "Für", "Im", "In", "Mit", "Nach", "Per", "Über", "Um",
        "Unser", "Unsere", "Von", "Was", "Wie", "Wo", "Zu",
    ];
    let first = name.split_whitespace().next().unwrap_or_default();
    if SMALL.contains(&first) {
        lower_first(name)
    } else {
        name.to_owned()
    }
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
    inside,
    fault_in: |fault| Some(fault.de),
    region_in: |region| region.de,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_sentence_only_small_words_lose_their_capital() {
        let all = [
            "Die Bewertungen, die Sie geschrieben haben",
            "Per E-Mail",
            "Ihre bisherigen Bestellungen",
            "Freiwillig",
            "",
        ];
        assert_eq!(
            all.map(inside),
            [
                "die Bewertungen, die Sie geschrieben haben",
                "per E-Mail",
                "Ihre bisherigen Bestellungen",
                "Freiwillig",
                "",
            ]
        );
    }
}
