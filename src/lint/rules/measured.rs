//! A comparative that can be checked (L-V1): "cheaper swaps", where the title counts swaps and the unit is a swap.

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

/// Whether a run compares things of which the document says how many, in the same words.
pub(super) fn is_counted(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    let words = || (run.0..run.1).map(|at| field.text.word(at));
    let measured = words().any(|word| MEASURES.iter().any(|begin| word.starts_with(begin)));
    let empty = (run.0..run.1.saturating_add(1)).any(|at| EMPTY.contains(&field.text.word(at)));
    if !measured || empty {
        return false;
    }
    let n = place(&field.name).1.saturating_sub(1);
    let unit = page
        .list("benefits")
        .get(n)
        .and_then(|benefit| benefit.get("unit")?.as_str())
        .map(Text::read);
    let Some(unit) = unit else { return false };
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
    let counts = page
        .fields
        .iter()
        .filter(|other| matches!(other.role, Role::Title | Role::Question))
        .filter(|other| other.text.tokens.iter().any(|token| token.number))
        .filter(|other| {
            // It compares them in the same words.
            let compares = |word: &str| other.text.tokens.iter().any(|token| token.word == word);
            words().any(|word| MEASURES.contains(&word) && compares(word))
        })
        .any(names);
    counts || names(field)
}
