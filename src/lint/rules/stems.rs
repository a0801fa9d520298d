//! Words and their stems, to tell whether two texts speak of the same thing: which words carry content, which
//! are of one list, and which are forms of one another.

use crate::lint::page::Language;

/// English words that carry no content of their own.
const EMPTY: &[&str] = &[
    "the", "a", "an", "and", "or", "of", "to", "in", "on", "at", "for", "from", "with", "by",
    "you", "your", "yours", "we", "us", "our", "it", "its", "this", "that", "these", "those", "is",
    "are", "was", "be", "been", "will", "can", "each", "every", "one", "two", "three", "all",
    "any", "as", "if", "when", "what", "which", "who", "how", "not", "no", "more", "do", "does",
    "have", "has", "get", "up", "out", "off", "so", "they", "them", "their", "new", "free", "per",
    "than", "about", "once", "week", "month", "day", "year", "days", "weeks", "months", "years",
];

/// The stem of an English word: without the endings of plurals and of verbs.
pub(super) fn stem(word: &str) -> &str {
    let word = word.split('\'').next().unwrap_or_default();
    for end in ["ings", "ies", "ing", "ers", "ed", "es", "er", "s", "y"] {
        if let Some(stem) = word
            .strip_suffix(end)
            .filter(|stem| stem.chars().count() >= 3)
        {
            return stem
                .strip_suffix('e')
                .filter(|stem| stem.len() >= 4)
                .unwrap_or(stem);
        }
    }
    word.strip_suffix('e')
        .filter(|stem| stem.chars().count() >= 3)
        .unwrap_or(word)
}

/// The stem of a word of a language.
pub(super) fn stem_in(language: Language, word: &str) -> &str {
    match language {
        Language::German => german(word),
        Language::Arabic => arabic(word),
        Language::English | Language::Other => stem(word),
    }
}

/// The stems that a word can have. The first letter of an Arabic one can be its own and no "and": وصفات are recipes.
pub(super) fn stems_in(language: Language, word: &str) -> impl Iterator<Item = &str> {
    let own = word
        .strip_prefix('و')
        .filter(|rest| language == Language::Arabic && !rest.starts_with("ال"))
        .map(|_| bare(word));
    std::iter::once(stem_in(language, word)).chain(own)
}

/// Whether a word is one that is known; a star stands for the rest of those that begin so.
pub(super) fn is_word(word: &str, known: &str) -> bool {
    match known.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => known == word,
    }
}

/// Whether a word is one of a list with lines between, of which some begin or end with a star for any letters.
pub(super) fn is_one(word: &str, list: &str) -> bool {
    list.split('|').any(|known| match known.strip_prefix('*') {
        Some(end) => word.ends_with(end),
        None => is_word(word, known),
    })
}

/// Whether two stems of a language are of one word. An Arabic plural has other vowels within: فحص, فحوص.
pub(super) fn is_same(language: Language, a: &str, b: &str) -> bool {
    a == b || (language == Language::Arabic && bones(a).eq(bones(b)) && bones(a).nth(2).is_some())
}

/// The letters of an Arabic word that no form of it changes.
fn bones(word: &str) -> impl Iterator<Item = char> + Clone {
    word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي'))
}

/// Whether a word can be short for another one: in German, a compound is called by its last part, "der Gutschein" for
/// a "Buchgutschein".
pub(super) fn is_short_for(language: Language, short: &str, long: &str) -> bool {
    /// Shorter parts end too many others.
    const LEAST: usize = 5;
    language == Language::German && short.chars().count() >= LEAST && long.ends_with(short)
}

/// Whether a noun is the doing of a verb that a text has: "die Zählung" where it says "wir zählen", الحجز where it
/// says نحجز.
pub(super) fn is_doing(language: Language, noun: &str, verb: &str) -> bool {
    match language {
        Language::German => noun
            .strip_suffix("ungen")
            .or_else(|| noun.strip_suffix("ung"))
            .is_some_and(|root| root.chars().count() >= 4 && verb.starts_with(root)),
        Language::Arabic => {
            let noun = root(arabic(noun));
            noun.clone().nth(2).is_some() && noun.eq(root(verb))
        }
        Language::English | Language::Other => false,
    }
}

/// The letters of an Arabic word that are of its root.
fn root(word: &str) -> impl Iterator<Item = char> + Clone {
    let bones = bones(word);
    let first = bones.clone().next();
    let begun = matches!(first, Some('ن' | 'ت' | 'م')) && bones.clone().nth(3).is_some();
    bones.skip(usize::from(begun))
}

/// A German word without the endings of cases and plurals.
fn german(word: &str) -> &str {
    ["ern", "en", "er", "em", "es", "e", "n", "s"]
        .iter()
        .filter_map(|end| word.strip_suffix(end))
        .find(|stem| stem.chars().count() >= 4)
        .unwrap_or(word)
}

/// An Arabic word without what is written onto it: "and", "for", the article, and whose it is.
fn arabic(word: &str) -> &str {
    let mut stem = word;
    for start in ["و", "ف", "ب", "ك", "ل"] {
        if let Some(rest) = stem
            .strip_prefix(start)
            .filter(|rest| rest.starts_with("ال") || rest.chars().count() >= 4)
        {
            stem = rest;
            break;
        }
    }
    for start in ["ال", "ل"] {
        if let Some(rest) = stem.strip_prefix(start).filter(is_long) {
            stem = rest;
            break;
        }
    }
    bare(stem)
}

/// Shorter roots are other words.
fn is_long(stem: &&str) -> bool {
    stem.chars().count() >= 3
}

/// An Arabic word without whose it is, and without the endings of plurals.
fn bare(stem: &str) -> &str {
    for end in [
        "كما", "كم", "هم", "ها", "نا", "تك", "ته", "ات", "ين", "ون", "ان", "ك", "ه", "ت",
    ] {
        if let Some(rest) = stem.strip_suffix(end).filter(is_long) {
            return rest;
        }
    }
    stem
}

/// Whether a word carries content.
pub(super) fn is_content(word: &str) -> bool {
    word.chars().count() > 2
        && !EMPTY.contains(&word)
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for words in [
            ["order", "orders"],
            ["delivery", "deliveries"],
            ["price", "prices"],
            ["save", "saving"],
            ["charge", "charges"],
        ] {
            assert_eq!(stem(words[0]), stem(words[1]), "{words:?}");
        }
    }

    #[test]
    fn an_arabic_word_can_begin_with_a_letter_of_its_own() {
        let recipes: Vec<_> = stems_in(Language::Arabic, "وصفات").collect();
        assert!(recipes.contains(&arabic("الوصفات")), "{recipes:?}");
        let pages: Vec<_> = stems_in(Language::Arabic, "والصفحات").collect();
        assert_eq!(pages, [arabic("الصفحات")]);
    }
}
