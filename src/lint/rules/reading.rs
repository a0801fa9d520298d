//! L-R1: anybody can read it.

use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::says::{Instead, Says, whole};
use crate::lint::text::Text;
use crate::port::Readability;

/// The grade above which a page blocks, and the one above which it warns.
const HARD: f64 = 8.0;
const MIDDLING: f64 = 6.0;

/// From how many words on a grade can be trusted: the same 42 words scored two and a half grades apart in two
/// engines.
const ENOUGH: usize = 100;

/// Below that, only what is far above blocks.
const FAR: f64 = 12.0;

/// A single text that is so hard by itself blocks whatever stands around it, the harder the shorter it is.
const ALONE: f64 = 14.0;
const SHORT_ALONE: f64 = 18.0;

/// The longest sentence, in words.
const LONGEST: usize = 25;

/// The longest text of one field that can be published, in characters.
const LONGEST_TEXT: usize = 600;

/// The longest text that is graded; a card is never so long, and an engine may not be linear.
const MOST: usize = 4_000;

/// Abbreviations that everybody knows.
const KNOWN: &[&str] = &[
    "uk", "eu", "us", "usa", "sms", "pin", "id", "tv", "gps", "pdf", "vat", "ai", "ok", "cd",
    "dvd", "usb", "atm", "bbc", "pc", "pm", "am", "faq", "diy", "nhs", "url", "csv", "qr", "wifi",
    "co2", "dna", "suv", "ev", "led", "hd", "nfc", "eur", "gbp", "usd", "ltd", "plc", "gmbh",
    "inc", "llc", "llp", "ag", "bv", "sa", "se", "ab", "json", "bmi", "dj", "uv", "iban", "rsvp",
    "asap", "mot", "ceo", "kb", "mb", "gb", "tb", "kw", "kwh", "kg", "km", "cm", "mm", "ml", "mph",
    "mbit", "gbit", "mbps", "hz",
];

/// Words of contracts and of data protection that a customer never needs.
static JARGON: crate::lint::phrase::Lexicon = crate::lint::phrase::Lexicon::new(
    &[
        "hereby|herein|thereof|therein|thereto|aforementioned|pursuant|notwithstanding|whereas|hereinafter|forthwith|utilisation|utilization|facilitate|facilitates|facilitating|transactional|behavioural|behavioral|demographic|psychographic|granular|omnichannel|touchpoint|touchpoints|segmentation|monetise|monetize|interoperable|ecosystem|aggregated|anonymised|pseudonymised|algorithmic|algorithmically|processing|processed|controller|processor|inference|inferences|inferred|profiling|metadata|telemetry|cohort|cohorts|attribution|opt ?in|out",
        "data subject",
        "personal data",
        "third country",
    ],
    &[],
);

const SHORTEN: Instead = Instead::Shorten;

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let prose: Vec<&Field<'_>> = page
        .fields
        .iter()
        .filter(|field| {
            matches!(
                field.role,
                Role::Title
                    | Role::Use
                    | Role::What
                    | Role::IfOff
                    | Role::Stays
                    | Role::Retention
                    | Role::Question
            )
        })
        .collect();
    for field in page.read_by_people() {
        let length = field.raw.chars().count();
        if length > LONGEST_TEXT {
            let message = Says::TooLong {
                length,
                most: LONGEST_TEXT,
            };
            found.whole(Rule::Readable, Level::Block, &field.name, message, SHORTEN);
        }
    }
    joined(page, with, &prose, found);
    // A sample is read by itself: how hard the card is, and how long, is the same with it and without.
    for field in prose.into_iter().chain(&page.samples) {
        alone(page, with, field, found);
        sentences(field, found);
        if page.language == Language::English {
            acronyms(field, found);
            for run in JARGON.find(&field.text) {
                found.run(
                    Rule::Readable,
                    Level::Warn,
                    field,
                    run,
                    Says::Specialists,
                    Instead::ForAChild,
                );
            }
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MOST).collect()
}

/// Several texts as one.
fn together<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.trim();
        text.push_str(&cut(part));
        // A title is a sentence to the engine.
        text.push_str(if part.ends_with(['.', '!', '?', '…']) {
            " "
        } else {
            ". "
        });
    }
    cut(&text)
}

/// The grade of sentences that stand together, where a card of the same words were warned of.
pub(in crate::lint) fn hard(
    sentences: &[&str],
    locale: &str,
    reading: &dyn Readability,
) -> Option<usize> {
    let text = together(sentences.iter().copied());
    let limit = match Text::read(&text).words() {
        0..6 => return None,
        6..15 => SHORT_ALONE,
        _ => HARD,
    };
    let grade = reading.grade(&text, locale)?;
    (grade.is_finite() && grade > limit).then(|| whole(grade))
}

fn joined(page: &Page<'_>, with: &Surroundings<'_>, prose: &[&Field<'_>], found: &mut Findings) {
    let text = together(prose.iter().map(|field| &*field.raw));
    let words = Text::read(&text).words();
    let Some(grade) = with
        .reading
        .grade(&text, page.locale)
        .filter(|grade| grade.is_finite())
    else {
        return;
    };
    let limit = if words >= ENOUGH { HARD } else { FAR };
    let level = if grade > limit {
        Level::Block
    } else if grade > MIDDLING && words >= ENOUGH || grade > HARD {
        Level::Warn
    } else {
        return;
    };
    let message = Says::TogetherHard(whole(grade));
    found.whole(Rule::Readable, level, "use", message, SHORTEN);
}

fn alone(page: &Page<'_>, with: &Surroundings<'_>, field: &Field<'_>, found: &mut Findings) {
    let words = field.text.words();
    let (limit, level) = match words {
        0..6 => return,
        // In a language of compounds and endings, a handful of everyday words can all be long: there a formula
        // of shares says nothing of so few.
        6..15 if page.language != Language::English => (SHORT_ALONE, Level::Warn),
        6..15 => (SHORT_ALONE, Level::Block),
        _ => (ALONE, Level::Block),
    };
    let grade = with
        .reading
        .grade(&cut(&field.raw), page.locale)
        .unwrap_or_default();
    if grade > limit {
        let message = Says::Hard(whole(grade));
        found.whole(Rule::Readable, level, &field.name, message, SHORTEN);
    }
}

fn sentences(field: &Field<'_>, found: &mut Findings) {
    for run in field.text.sentences() {
        let words = run.1.saturating_sub(run.0);
        if words > LONGEST {
            let message = |_| Says::LongSentence {
                words,
                most: LONGEST,
            };
            found.run(
                Rule::Readable,
                Level::Warn,
                field,
                run,
                message,
                Instead::TwoSentences,
            );
        }
    }
}

fn acronyms(field: &Field<'_>, found: &mut Findings) {
    for (at, token) in field.text.tokens.iter().enumerate() {
        let length = token.word.chars().count();
        let ordinary = KNOWN.contains(&token.word.as_str()) || !(2..=6).contains(&length);
        // "Body mass index (BMI)" defines it.
        let near = |at: Option<usize>| {
            at.and_then(|at| field.text.get(at))
                .is_some_and(|token| token.caps)
        };
        let shouted = near(at.checked_sub(1)) || near(at.checked_add(1));
        let explained = token.bracket;
        if token.caps && !ordinary && !shouted && !explained {
            found.run(
                Rule::Readable,
                Level::Warn,
                field,
                (at, at.saturating_add(1)),
                Says::Abbreviation,
                Instead::WriteOut,
            );
        }
    }
}
