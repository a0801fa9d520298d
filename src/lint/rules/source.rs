//! L-D1, what is used of what a text names: the object of a verb of using, and not the clause that tells which thing is
//! spoken of. And how a use says that it guesses.

use super::data::{Item, is_of_kind, names};
use super::stems::{is_content, is_one};
use crate::catalogue::{Origin, Registry};
use crate::lint::page::{Field, Language};
use crate::lint::phrase::Lexicon;
use crate::lint::words::unused::unused;
use crate::lint::words::{Data, DataKind};

/// Whether a run tells which thing is spoken of, as a clause behind it does: "the box you bought", "die Kiste, die Sie
/// gekauft haben". What is used is the thing; whether its purchase is used as well, a reviewer sees.
pub(super) fn is_of_a_thing(field: &Field<'_>, run: (usize, usize)) -> bool {
    /// What stands for any thing, and so for the deed: "the things you bought" are the purchases.
    const ANY: &[&str] = &[
        "things",
        "items",
        "products",
        "goods",
        "everything",
        "anything",
        "all",
        "stuff",
        "and",
        "or",
        "that",
        "which",
        "when",
        "where",
        "how",
        "what",
        "who",
        "if",
    ];
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let before = run.0.checked_sub(1);
    let you = matches!(field.text.word(run.0), "you");
    let noun = before.is_some_and(|at| {
        clause(at) == clause(run.0)
            && is_content(field.text.word(at))
            && !ANY.contains(&field.text.word(at))
    });
    // One thing has a "the" or "this" right before it; many are a history.
    let one = before.is_some_and(|at| {
        !field.text.word(at).ends_with('s')
            && at.checked_sub(1).is_some_and(|at| {
                (at.saturating_sub(1)..=at).any(|at| {
                    matches!(
                        field.text.word(at),
                        "the" | "this" | "that" | "a" | "an" | "each"
                    )
                })
            })
    });
    you && noun && one
}

/// Whether the verb or preposition by which data is used stands in the sentence, before a run.
pub(super) fn is_sourced(field: &Field<'_>, run: (usize, usize)) -> bool {
    /// How far before it they can stand.
    const REACH: usize = 12;
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let wide = field
        .text
        .tokens
        .get(run.0.saturating_sub(REACH)..run.1)
        .unwrap_or_default();
    wide.iter()
        .any(|token| Some(token.sentence) == sentence && is_in(SOURCE, &token.word))
}

/// Whether a verb of reading stands in the sentence of a run, in another language than English.
pub(super) fn is_read_in(language: Language, field: &Field<'_>, run: (usize, usize)) -> bool {
    /// How far on each side of it a verb can stand.
    const REACH: usize = 12;
    let Some(tables) = unused(language) else {
        return true;
    };
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
        .filter_map(|at| field.text.get(at))
        .any(|token| {
            // An Arabic "and" is written with its verb.
            let word = token.word.strip_prefix('و').unwrap_or(&token.word);
            Some(token.sentence) == sentence && (is_one(word, tables.reads) || is_one(word, HEARS))
        })
}

/// Verbs of hearing, copying and taking, beside those of reading.
const HEARS: &str = "hor*|lausch*|kopier*|nimmt|nehmen|speicher*|ubertrag*|film*|von|aus|يستمع|تستمع|نستمع|يسمع|نسمع|يسجل|نسجل|ننسخ|ينسخ|من|في|وفي|ناخذ|نجمع";

/// Whether a word is in a list of verbs, in either number.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
        || word
            .strip_suffix('s')
            .is_some_and(|verb| list.contains(&verb))
        || word
            .strip_suffix("es")
            .is_some_and(|verb| list.contains(&verb))
}

/// Verbs by which data is used, and the "from" before it.
pub(super) const SOURCE: &[&str] = &[
    "from", "use", "read", "look", "check", "track", "note", "log", "see", "compare", "match",
    "combine", "collect", "record", "follow", "study", "guess", "listen", "scan", "analyse",
    "analyze", "share", "know", "learn", "count", "store", "watch", "join", "link", "access",
    "save", "give", "pass", "hand", "sell", "forward", "work", "infer", "estimate", "predict",
    "take", "pull", "fetch", "need", "process", "open", "depend", "monitor", "examine", "inspect",
    "search", "through", "copy", "copies", "upload", "import", "sync", "grab",
];

/// Whether a run stands in a clause that tells which thing is spoken of: "die Kiste, die Sie gekauft haben".
pub(super) fn is_behind_its_thing(field: &Field<'_>, run: (usize, usize)) -> bool {
    /// Begins such a clause, in it or right before the run.
    const WHICH: &[&str] = &[
        "die", "der", "das", "den", "dem", "deren", "dessen", "الذي", "التي",
    ];
    let first = field.text.clause_begins(run.0);
    let begins = |at: usize| WHICH.contains(&field.text.word(at));
    let arabic = run
        .0
        .checked_sub(1)
        .is_some_and(|at| matches!(field.text.word(at), "الذي" | "التي"));
    // A sentence begins with an article as well; a clause behind a comma has a thing before it.
    arabic
        || (first > 0
            && begins(first)
            && field.text.get(first).map(|token| token.sentence)
                == first
                    .checked_sub(1)
                    .and_then(|at| field.text.get(at))
                    .map(|token| token.sentence))
}

/// Whether what a German run ends with is made of the data right before it: "aus Ihren Bestellungen Rezepte". What is
/// hers are the orders; a noun behind them, without a preposition, is what comes of them.
pub(super) fn is_made_of_it(
    items: &[Item<'_>],
    field: &Field<'_>,
    run: (usize, usize),
    with: &Data,
) -> bool {
    let hers = field.text.word(run.0);
    let at = run.1.saturating_sub(2);
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    (hers.starts_with("ihr") || hers.starts_with("dein"))
        && at > run.0
        && clause(at) == clause(run.1.saturating_sub(1))
        && field.text.get(at).is_some_and(|token| {
            let listed = |kind: &&DataKind| items.iter().any(|item| names(item.id, kind.ids));
            let mut kinds = with.kinds.iter().filter(listed);
            token.capital && kinds.any(|kind| is_of_kind(kind, &token.word))
        })
}

/// Says that something is guessed.
static GUESSED: Lexicon = Lexicon::new(
    &[
        "guess|guesses|guessed|guessing|infer*|estimat*|predict*|deduc*|conclud*|suspect*|reckon|reckons",
        "work|works|figure|figures out",
        "vermut*|schatz*|errat*|ahn*|folger*|ableit*|abgeleitet|schliessen|schliesst|prognos*|annahme*",
        "nehmen|nimmt ~4 an",
        "نخمن*|يخمن*|تخمن*|تخمين*|بتخمين*|نقدر*|يقدر*|تقدر*|تقدير*|نستنتج*|يستنتج*|تستنتج*|نستدل|نتوقع*|يتوقع*|تتوقع*",
    ],
    &[],
);

/// Whether a kind of data is a guess of the house.
pub(super) fn is_a_guess(registry: &Registry, id: &str) -> bool {
    registry
        .category(id)
        .is_some_and(|category| category.origin == Origin::Inferred)
}

/// Whether a text says that something is guessed.
pub(super) fn says_guess(field: &Field<'_>) -> bool {
    GUESSED.is_in(&field.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        assert_eq!(misspelled(&GUESSED), [""; 0]);
    }
}
