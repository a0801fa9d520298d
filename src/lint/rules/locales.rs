//! L-L1: each language is there, is written in itself, and says the same numbers.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role, filled};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says, Stretch};
use crate::lint::text::{Text, number_word};
use crate::lint::words::recipients::NOBODY;

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
    for field in page.read_by_people() {
        slots(field, found);
        language(page, field, found);
    }
    let translations = page.json.get("translations").and_then(Value::as_object);
    let others = || {
        translations
            .into_iter()
            .flatten()
            .map(|(locale, _)| locale.as_str())
    };
    let is_there = |wanted: &str| {
        let mut all = std::iter::once(page.locale).chain(others());
        all.any(|there| same_language(wanted, there))
    };
    for locale in with
        .required_locales
        .iter()
        .filter(|wanted| !is_there(wanted))
    {
        found.whole(
            Rule::Translated,
            Level::Block,
            "locale",
            Says::LiveIn(locale.clone()),
            Instead::InEveryLive,
        );
    }
    let required = |wanted: &&String| with.required_locales.contains(wanted);
    let offered = with.offered_locales.iter();
    // What runs without an answer is shown to everybody, so everybody has to be able to read it.
    let asks = page
        .word("legal_basis")
        .is_none_or(|basis| basis == "consent");
    let unread = |wanted: &&String| !asks && !is_there(wanted) && !required(wanted);
    for locale in offered.filter(unread) {
        found.whole(
            Rule::Translated,
            Level::Block,
            "translations",
            Says::ShownIn(locale.clone()),
            Instead::InEveryOffered,
        );
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
    const FILL: Instead = Instead::FillIn;
    if field.role == Role::Recipient {
        return;
    }
    for run in SLOT.find(&field.text) {
        found.run(
            Rule::Translated,
            Level::Block,
            field,
            run,
            Says::Placeholder,
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
        found.sign(Rule::Translated, Level::Block, field, at, Says::Slot, FILL);
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
            Says::NotWrittenIn(page.locale.to_owned()),
            Instead::Translate,
        );
    }
}

/// The text of a field in another version of the same document; none where there is no such text.
fn other_text<'a>(other: &'a Value, name: &str) -> Option<&'a str> {
    let pointer = format!("/{}", name.replace(['.', '['], "/").replace(']', ""));
    other.pointer(&pointer).and_then(Value::as_str)
}

fn compare(page: &Page<'_>, locale: &str, other: &Value, found: &mut Findings) {
    for field in &page.fields {
        let Some(text) = other_text(other, &field.name) else {
            continue;
        };
        compare_texts(page, field, text, locale, found);
    }
    // A sample is held against the other one as people read both: person by person.
    let theirs = other.get("sample").map(filled).unwrap_or_default();
    for (field, text) in page.samples.iter().zip(&theirs) {
        compare_texts(page, field, text, locale, found);
    }
}

/// Whether a field and the same one in another language, `text`, are two wordings of the same.
fn compare_texts(
    page: &Page<'_>,
    field: &Field<'_>,
    text: &str,
    locale: &str,
    found: &mut Findings,
) {
    if field.role == Role::Recipient && names_differ(&field.text, &Text::read(text)) {
        found.whole(
            Rule::Translated,
            Level::Warn,
            &field.name,
            Says::OtherNames(locale.to_owned()),
            Instead::NameEach,
        );
        return;
    }
    // Names are names in every language; what is said of them is not.
    if field.role == Role::Recipient && !field.raw.contains('(') {
        return;
    }
    let theirs = Text::read(text);
    if text.trim().is_empty() {
        // It is missing there, and was told of there.
        return;
    }
    if field.text.words() >= 3
        && text.trim() == field.raw.trim()
        && !related(page.locale, locale)
        // A unit may be one word in two languages.
        && !matches!(field.role, Role::Unit | Role::Method)
    {
        found.whole(
            Rule::Translated,
            Level::Block,
            &field.name,
            Says::SameAs(locale.to_owned()),
            Instead::Translate,
        );
    } else if let Some(message) = numbers_differ(&field.text, &theirs, locale)
        .or_else(|| times_differ(page, field, &theirs, locale))
    {
        found.whole(
            Rule::Translated,
            Level::Block,
            &field.name,
            message,
            Instead::SameNumbers,
        );
    }
}

/// Whether one language names a company more than the other, or says alone that nobody else sees the data.
fn names_differ(ours: &Text, theirs: &Text) -> bool {
    // "Co" and "as" are words as well; those that stand for nothing else are counted.
    const FORMS: &[&str] = &[
        "ltd", "limited", "inc", "llc", "llp", "plc", "gmbh", "ag", "kg", "eg", "ev", "corp", "ug",
    ];
    let tokens = |text: &Text, is: fn(&str) -> bool| {
        let all = text.tokens.iter().take(200);
        all.filter(|token| is(&token.word)).count()
    };
    let forms = |text: &Text| tokens(text, |word| FORMS.contains(&word));
    let closed = |text: &Text| tokens(text, |word| NOBODY.contains(&word)) > 0;
    // Arabic writes the names of companies without their forms, or in its own letters.
    let latin = |text: &Text| {
        text.tokens
            .iter()
            .take(200)
            .all(|token| token.word.is_ascii())
    };
    closed(ours) != closed(theirs) || (latin(ours) && latin(theirs) && forms(ours) != forms(theirs))
}

/// The words for stretches of time, from hours to years, as their tokens begin.
const TIMES: [(Stretch, &[&str]); 5] = [
    (Stretch::Hours, &["hour", "stunde", "ساع"]),
    (Stretch::Days, &["day", "tag", "يوم", "ايام"]),
    (Stretch::Weeks, &["week", "woche", "اسبوع", "اسابيع"]),
    (Stretch::Months, &["month", "monat", "شهر", "اشهر", "شهور"]),
    (
        Stretch::Years,
        &["year", "jahr", "سنه", "سنوات", "سنتين", "عام", "اعوام"],
    ),
];

/// How long data is kept is said in the same stretches of time, and as many of them.
fn times_differ(page: &Page<'_>, field: &Field<'_>, theirs: &Text, locale: &str) -> Option<Says> {
    let (ours, other) = (page.language, Language::of(locale));
    let known = |language| language != Language::Other;
    if field.role != Role::Retention || !known(ours) || !known(other) {
        return None;
    }
    let times = |text: &Text| -> Vec<Stretch> {
        let tokens = || text.tokens.iter().take(200);
        let is = |stems: &[&str]| {
            tokens().any(|token| stems.iter().any(|stem| token.word.starts_with(stem)))
        };
        let found = TIMES.iter().filter(|(_, stems)| is(stems));
        found.map(|(name, _)| *name).collect()
    };
    let (here, there) = (times(&field.text), times(theirs));
    if here != there {
        let locale = locale.to_owned();
        return Some(Says::Times {
            locale,
            here,
            there,
        });
    }
    let counted = |language| matches!(language, Language::English | Language::German);
    let all = |text: &Text| {
        let (digits, words) = numbers(text);
        digits.into_iter().chain(words).collect::<BTreeSet<_>>()
    };
    let differ = counted(ours) && counted(other) && all(&field.text) != all(theirs);
    differ.then(|| Says::OtherNumber(locale.to_owned()))
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
fn numbers_differ(ours: &Text, theirs: &Text, locale: &str) -> Option<Says> {
    let (our_digits, our_words) = numbers(ours);
    let (their_digits, their_words) = numbers(theirs);
    let known = matches!(Language::of(locale), Language::English | Language::German);
    let missing = |digits: &[String], in_digits: &[String], in_words: &[String]| {
        let there: BTreeSet<_> = in_digits.iter().chain(in_words).collect();
        let mut digits = digits.iter();
        digits.find(|number| !there.contains(number)).cloned()
    };
    let here = missing(&their_digits, &our_digits, &our_words);
    let there = missing(&our_digits, &their_digits, &their_words);
    let differ = match (&there, &here) {
        (Some(_), None) => known,
        (there, here) => there.is_some() || here.is_some(),
    };
    differ.then(|| Says::Numbers {
        locale: locale.to_owned(),
        here: there,
        there: here,
    })
}
