//! L-L1: each language is there, is written in itself, and says the same numbers.

use serde_json::Value;

use crate::catalogue::Document;
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::text::{Text, number_word};

/// What was left for somebody to fill in.
static SLOT: Lexicon = Lexicon::new(
    &[
        "lorem ipsum",
        "todo|tbd|tbc|xxx|xxxx|placeholder|fixme",
        "insert ~2 here|name|text|brand",
        "your ~1 brand|company|text name|here",
        "to ~1 be ~1 translated",
        "translation|translate ~2 missing|needed|pending|me|here|todo",
        "untranslated",
        "text ~1 goes here",
    ],
    &[],
);

/// Words that only one of two languages has, to tell a text that was left untranslated.
const ENGLISH: &[&str] = &[
    "the", "your", "you", "and", "we", "of", "with", "from", "this", "what", "our", "for", "may",
    "to", "stay", "after",
];
const GERMAN: &[&str] = &[
    "der", "die", "das", "und", "wir", "ihre", "ihr", "ihnen", "sie", "mit", "von", "nicht", "fur",
    "den", "dem", "ein", "eine", "auf", "ist", "durfen", "nach", "bleiben",
];

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    for field in &page.fields {
        slots(field, found);
        language(page, field, found);
    }
    for locale in with.required_locales {
        let here = same_language(locale, page.locale)
            || with
                .written
                .iter()
                .any(|(written, _)| same_language(locale, written));
        if !here {
            found.whole(
                Rule::Translated,
                Level::Block,
                "locale",
                format!("The locale `{locale}` is missing."),
                "Write it in every language that your customers are offered.",
            );
        }
    }
    for (locale, other) in with.written {
        if locale != page.locale {
            compare(page, locale, other, found);
        }
    }
}

/// Whether a text in one locale serves another: `en` serves `en-GB`.
fn same_language(wanted: &str, there: &str) -> bool {
    wanted == there
        || wanted
            .strip_prefix(there)
            .is_some_and(|rest| rest.starts_with('-'))
}

fn slots(field: &Field<'_>, found: &mut Findings) {
    const FILL: &str = "Fill it in, in the language of this text.";
    if field.role == Role::Recipient {
        return;
    }
    for run in SLOT.find(&field.text) {
        found.run(
            Rule::Translated,
            Level::Block,
            field,
            run,
            "{} was left to be filled in.",
            FILL,
        );
    }
    let open = ["{{", "${", "{", "[[", "%s", "%d", "<%"]
        .iter()
        .find_map(|mark| field.raw.find(mark));
    let closed = ["}", "]]", "%s", "%d", "%>"]
        .iter()
        .any(|mark| field.raw.contains(mark));
    if let (Some(at), true) = (open, closed) {
        let at = field
            .raw
            .get(..at)
            .map_or(0, |before| before.chars().count());
        found.sign(
            Rule::Translated,
            Level::Block,
            field,
            at,
            "A slot is left open.",
            FILL,
        );
    }
}

fn count(text: &Text, words: &[&str]) -> usize {
    text.tokens
        .iter()
        .take(200)
        .filter(|token| words.contains(&token.word.as_str()))
        .count()
}

fn language(page: &Page<'_>, field: &Field<'_>, found: &mut Findings) {
    if field.text.words() < 4 || field.role == Role::Recipient {
        return;
    }
    let (english, german) = (count(&field.text, ENGLISH), count(&field.text, GERMAN));
    let foreign = match page.language {
        Language::English => german >= 2 && english == 0,
        Language::German => english >= 2 && german == 0,
        Language::Arabic => !field
            .raw
            .chars()
            .any(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
        // English left in another language shows by many of its words.
        Language::Other => english >= 3 && english.saturating_mul(3) >= field.text.words().min(200),
    };
    if foreign {
        found.whole(
            Rule::Translated,
            Level::Block,
            &field.name,
            format!("This is not written in the language `{}`.", page.locale),
            "Translate it.",
        );
    }
}

/// The text of a field in another version of the same document.
fn other_text<'a>(other: &'a Document, name: &str) -> Option<&'a str> {
    let index = || {
        name.split_once('[')?
            .1
            .split_once(']')?
            .0
            .parse::<usize>()
            .ok()
    };
    Some(match name {
        "title" => &other.title,
        "use" => &other.usage,
        "if_off" => &other.if_off,
        "stays" => &other.stays,
        "retention" => &other.retention,
        "ask.question" => &other.ask.question,
        "ask.allow" => &other.ask.allow,
        "ask.refuse" => &other.ask.refuse,
        _ if name.ends_with("].what") => &other.benefits.get(index()?)?.what,
        _ => return None,
    })
}

fn compare(page: &Page<'_>, locale: &str, other: &Document, found: &mut Findings) {
    for field in &page.fields {
        let Some(text) = other_text(other, &field.name) else {
            continue;
        };
        let theirs = Text::read(text);
        if text.trim().is_empty() {
            found.whole(
                Rule::Translated,
                Level::Block,
                &field.name,
                format!("In `{locale}` this is empty."),
                "Translate it.",
            );
        } else if field.text.words() >= 3
            && text.trim() == field.raw.trim()
            && !related(page.locale, locale)
        {
            found.whole(
                Rule::Translated,
                Level::Block,
                &field.name,
                format!("In `{locale}` this reads the same: it was not translated."),
                "Translate it.",
            );
        } else if let Some(message) = numbers_differ(&field.text, &theirs, locale) {
            found.whole(
                Rule::Translated,
                Level::Block,
                &field.name,
                message,
                "Say the same numbers in each language.",
            );
        }
    }
    terms(page, locale, other, found);
}

/// Whether two locales are of one language, such as `en-GB` and `en-US`.
fn related(a: &str, b: &str) -> bool {
    a.split('-').next() == b.split('-').next()
}

/// The numbers of a text, those in digits and those in words, without their separators.
fn numbers(text: &Text) -> (Vec<String>, Vec<String>) {
    let mut digits = Vec::new();
    let mut words = Vec::new();
    for token in text.tokens.iter().take(2_000) {
        if token.is_digits() {
            digits.push(token.word.chars().filter(char::is_ascii_digit).collect());
        } else if let Some(number) = number_word(&token.word).filter(|number| *number > 1) {
            words.push(number.to_string());
        }
    }
    (digits, words)
}

/// A number in digits has to stand in the other text too, in digits or as a word; a language whose number
/// words are not known may have it as a word.
fn numbers_differ(ours: &Text, theirs: &Text, locale: &str) -> Option<String> {
    let (our_digits, our_words) = numbers(ours);
    let (their_digits, their_words) = numbers(theirs);
    let known = matches!(Language::of(locale), Language::English | Language::German);
    let missing = |digits: &[String], in_digits: &[String], in_words: &[String]| {
        digits
            .iter()
            .find(|number| !in_digits.contains(number) && !in_words.contains(number))
            .cloned()
    };
    let here = missing(&their_digits, &our_digits, &our_words);
    let there = missing(&our_digits, &their_digits, &their_words);
    match (there, here) {
        (Some(number), Some(other)) => {
            Some(format!("Here it says {number}, in `{locale}` {other}."))
        }
        (Some(number), None) if known => Some(format!("Here it says {number}, in `{locale}` not.")),
        (None, Some(number)) => Some(format!("In `{locale}` it says {number}, here not.")),
        _ => None,
    }
}

/// Numbers that are fields of their own.
fn terms(page: &Page<'_>, locale: &str, other: &Document, found: &mut Findings) {
    for (n, benefit) in page.list("benefits").iter().enumerate() {
        let Some(theirs) = other.benefits.get(n) else {
            continue;
        };
        let amount = benefit.get("amount").and_then(Value::as_f64);
        let every = benefit.get("every").and_then(Value::as_str);
        let same = amount.is_none_or(|amount| (amount - theirs.amount).abs() < 1e-9)
            && every.is_none_or(|every| every == theirs.every.word());
        if !same {
            found.whole(
                Rule::Translated,
                Level::Block,
                &format!("benefits[{n}].amount"),
                format!("In `{locale}` people get another amount, or get it at other times."),
                "Say the same numbers in each language.",
            );
        }
    }
    if page.list("benefits").len() != other.benefits.len() {
        found.whole(
            Rule::Translated,
            Level::Block,
            "benefits",
            format!("In `{locale}` people get another number of things."),
            "Say the same in each language.",
        );
    }
    let term = page.json.get("term_months").and_then(Value::as_u64);
    if term.is_some_and(|term| term != u64::from(other.term_months)) {
        found.whole(
            Rule::Translated,
            Level::Block,
            "term_months",
            format!("In `{locale}` it is {} months.", other.term_months),
            "Say the same numbers in each language.",
        );
    }
}
