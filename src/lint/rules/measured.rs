//! A comparative that can be checked (L-V1): "cheaper swaps", where the title counts swaps and the unit is a swap.

use std::collections::BTreeSet;

use super::stems::{is_content, is_same, stem_in};
use crate::lint::page::{Field, Page, Role, place};
use crate::lint::phrase::Run;
use crate::lint::text::Text;

/// Comparatives of what has a measure, as they begin, and words for a choice of goods.
const MEASURES: &[&str] = &[
    "cheaper",
    "faster",
    "quicker",
    "shorter",
    "longer",
    "lighter",
    "warmer",
    "cooler",
    "quieter",
    "smaller",
    "bigger",
    "larger",
    "earlier",
    "later",
    "nearer",
    "closer",
    "lower",
    "wider",
    "easier",
    "simpler",
    "cleaner",
    "fresher",
    "safer",
    "more",
    "fewer",
    "less",
    "choice",
    "lowest",
    "cheapest",
    "best",
    "gunstiger",
    "billiger",
    "schneller",
    "kurzer",
    "langer",
    "leichter",
    "warmer",
    "leiser",
    "kleiner",
    "grosser",
    "fruher",
    "naher",
    "einfacher",
    "frischer",
    "ارخص",
    "اقل",
    "اسرع",
    "اقصر",
    "اقرب",
    "اطول",
    "اهدا",
];

/// What nobody can count even where it is cheaper or more.
const EMPTY: &[&str] = &[
    "experience",
    "experiences",
    "service",
    "services",
    "life",
    "living",
    "shopping",
    "everything",
    "things",
    "day",
    "days",
    "way",
    "ways",
    "world",
    "offers",
    "deals",
    "journey",
    "care",
    "support",
    "value",
    "fun",
    "control",
    "convenience",
    "comfort",
    "joy",
    "choices",
    "benefits",
    "perks",
    "rewards",
    "happiness",
    "freedom",
    "moments",
    "content",
    "ads",
    "communication",
    "relationship",
    "health",
    "sleep",
    "wellbeing",
    "relevant",
    "personal",
    "meaningful",
    "savings",
    "future",
    "home",
    "eating",
    "checkout",
    "erlebnis",
    "service",
    "leben",
    "angebote",
    "vorteile",
    "einkaufen",
    "alltag",
    "تجربه",
    "خدمه",
    "حياه",
    "عروض",
];

/// What the document says of how many there are of what a benefit compares.
pub(super) struct Measured<'a> {
    /// The comparatives of the texts that count them.
    compared: BTreeSet<&'a str>,
    /// Whether the benefit itself names what is counted.
    is_named: bool,
}

impl<'a> Measured<'a> {
    pub(super) fn read(page: &'a Page<'_>, field: &Field<'_>) -> Self {
        let n = place(&field.name).1.saturating_sub(1);
        let unit = page
            .list("benefits")
            .get(n)
            .and_then(|benefit| benefit.get("unit")?.as_str())
            .map(Text::read)
            .unwrap_or_default();
        let units: Vec<&str> = unit
            .tokens
            .iter()
            .map(|token| token.word.as_str())
            .filter(|word| is_content(word) && !EMPTY.contains(word))
            .map(|word| stem_in(page.language, word))
            .collect();
        // The title or the question counts them, or the benefit itself names what is counted.
        let names = |field: &Field<'_>| {
            field.text.tokens.iter().take(60).any(|token| {
                let stem = stem_in(page.language, &token.word);
                units.iter().any(|unit| is_same(page.language, unit, stem))
            })
        };
        let counting = page
            .fields
            .iter()
            .filter(|other| matches!(other.role, Role::Title | Role::Question))
            .filter(|other| other.text.tokens.iter().any(|token| token.number))
            .filter(|other| names(other));
        let compared = counting
            .flat_map(|other| other.text.tokens.iter())
            .map(|token| token.word.as_str())
            .filter(|word| MEASURES.contains(word))
            .collect();
        Self {
            compared,
            is_named: names(field),
        }
    }

    /// Whether a run compares things of which the document says how many, in the same words.
    pub(super) fn is_counted(&self, field: &Field<'_>, run: Run) -> bool {
        let words = || (run.0..run.1).map(|at| field.text.word(at));
        let measured = words().any(|word| MEASURES.iter().any(|begin| word.starts_with(begin)));
        let empty = (run.0..run.1.saturating_add(1)).any(|at| EMPTY.contains(&field.text.word(at)));
        measured && !empty && (self.is_named || words().any(|word| self.compared.contains(word)))
    }
}
