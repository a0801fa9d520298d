//! L-V1: what the customer gets has a number, a frequency and an event that proves it.

use std::cell::LazyCell;

use serde_json::Value;

use super::every;
use super::measured::Measured;
use super::shown::Shown;
use super::stems::{is_content, is_one, stem};
use crate::catalogue::{BenefitKind, Every};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role, benefit};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::says::{Instead, Says};
use crate::lint::words::en_value::{HOLLOW, NO_UNIT, UNCOUNTABLE, UP_TO};
use crate::lint::words::shaky::shaky;
use crate::lint::words::value;

/// What to write where a benefit is not counted. What comes with each order, visit or trip comes as
/// often as these do: nobody can say how often that is.
pub(super) fn count(page: &Page<'_>, field: &str) -> Instead {
    let benefits = page.list("benefits");
    let every = benefit(field).and_then(|place| benefits.get(place)?.get("every")?.as_str());
    match every.and_then(|every| every.parse::<Every>().ok()) {
        Some(every) if every.per_year().is_none() => Instead::HowManyEach,
        _ => Instead::HowMany,
    }
}

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let told = LazyCell::new(|| every::Every::read(page));
    for (n, benefit) in page.list("benefits").iter().enumerate() {
        let at = |field: &str| format!("benefits[{n}].{field}");
        let word = |field: &str| benefit.get(field).and_then(Value::as_str);
        if !benefit
            .get("amount")
            .and_then(Value::as_f64)
            .is_some_and(|amount| amount > 0.0 && amount <= 1e9)
        {
            found.whole(
                Rule::Countable,
                Level::Block,
                &at("amount"),
                Says::NoAmount,
                count(page, &at("amount")),
            );
        }
        if word("every").is_none_or(|word| word.parse::<Every>().is_err()) {
            let level = match told.is_told(word("every"), n) {
                true => Level::Warn,
                false => Level::Block,
            };
            found.whole(
                Rule::Countable,
                level,
                &at("every"),
                Says::NoEvery,
                Instead::Everys,
            );
        }
        if !word("proof_event").is_some_and(is_event) {
            found.whole(
                Rule::Countable,
                Level::Block,
                &at("proof_event"),
                Says::NoEvent,
                Instead::EventName,
            );
        }
        // A switch that is turned on proves that somebody agreed, and a guest who comes that she came.
        if let Some(event) = word("proof_event").filter(|event| is_own_act(event)) {
            found.whole(
                Rule::Countable,
                Level::Warn,
                &at("proof_event"),
                Says::ProvesNothing(event.to_owned()),
                Instead::Provable,
            );
        }
        if word("kind").is_none_or(|kind| kind.parse::<BenefitKind>().is_err()) {
            found.whole(
                Rule::Countable,
                Level::Warn,
                &at("kind"),
                Says::NoKind,
                Instead::Kinds,
            );
        }
    }
    let (uncountable, up_to, no_unit) = match (page.language, value(page.language)) {
        (Language::English, _) => (&UNCOUNTABLE, &UP_TO, &NO_UNIT),
        (_, Some(tables)) => (tables.uncountable, tables.up_to, tables.no_unit),
        (_, None) => return,
    };
    // Beside what it is worth on average, a ceiling of money is no promise of the most; a rate has no average.
    let averaged = page
        .json
        .pointer("/worth/amount")
        .is_some_and(|amount| amount.as_str().is_some_and(|text| !text.trim().is_empty()));
    for field in page.with(Role::What) {
        // With a number beside it, a vague word is only bad style.
        let counted = field.text.tokens.iter().any(|token| token.number);
        let instead = count(page, &field.name);
        let level = if counted { Level::Warn } else { Level::Block };
        let measured = LazyCell::new(|| Measured::read(page, field));
        for run in uncountable.find(&field.text) {
            if found.is_full(Rule::Countable, level, field) {
                break;
            }
            // What has a measure, of things that are counted elsewhere, can be checked.
            let level = if measured.is_counted(field, run) || is_of_a_thing(page, field, run) {
                Level::Warn
            } else {
                level
            };
            found.run(
                Rule::Countable,
                level,
                field,
                run,
                Says::Uncountable,
                instead,
            );
        }
        if page.language == Language::English && !counted && is_hollow(field) {
            found.run(
                Rule::Countable,
                level,
                field,
                (0, field.text.words()),
                Says::Hollow,
                instead,
            );
        }
        next_to_nothing(page, field, (up_to, averaged), None, found);
    }
    let shown = Shown::read(page);
    for field in &page.samples {
        next_to_nothing(page, field, (up_to, averaged), Some(&shown), found);
    }
    for field in page.with(Role::Unit) {
        for run in no_unit.find(&field.text) {
            // "One thing done before you arrive": what is done with it says what it is, or nearly.
            let level = if is_done(page, field, run) {
                Level::Warn
            } else {
                Level::Block
            };
            found.run(
                Rule::Countable,
                level,
                field,
                run,
                Says::NothingToCount,
                Instead::CountThings,
            );
        }
    }
}

/// An amount that can be nothing at all.
fn next_to_nothing(
    page: &Page<'_>,
    field: &Field<'_>,
    (up_to, averaged): (&Lexicon, bool),
    shown: Option<&Shown>,
    found: &mut Findings,
) {
    let instead = count(page, &field.name);
    for run in up_to.find(&field.text) {
        let sum = field.text.tokens.get(run.0..run.1.saturating_add(1));
        let sum = sum
            .or_else(|| field.text.tokens.get(run.0..))
            .unwrap_or_default();
        let money = |word: &str| matches!(word, "euro" | "pounds");
        let share = |word: &str| matches!(word, "prozent" | "percent");
        let rate = sum.iter().any(|token| token.percent || share(&token.word));
        let level =
            if rate || (!averaged && sum.iter().any(|token| token.money || money(&token.word))) {
                Level::Block
            } else {
                Level::Warn
            };
        // An invented person can do something up to so often; money and shares are what is given.
        if shown.is_some_and(|shown| level == Level::Warn || shown.is_known(field, run)) {
            continue;
        }
        found.run(
            Rule::Countable,
            level,
            field,
            run,
            Says::NextToNothing,
            instead,
        );
    }
}

/// Whether it is a thing that is compared, and no feeling: "warmer socks".
fn is_of_a_thing(page: &Page<'_>, field: &Field<'_>, run: (usize, usize)) -> bool {
    /// What a thing can be by the touch or the eye.
    const FELT: &[&str] = &[
        "warmer", "softer", "lighter", "sweeter", "leaner", "brighter", "gentler", "calmer",
    ];
    let last = field.text.word(run.1.saturating_sub(1));
    run.1.saturating_sub(run.0) == 2
        && FELT.contains(&field.text.word(run.0))
        && is_content(last)
        && shaky(page.language)
            .is_some_and(|with| !is_one(last, with.abstracts) && !is_one(last, with.mood))
}

/// Whether a benefit is made of words for what is good, and of nothing else.
fn is_hollow(field: &Field<'_>) -> bool {
    let mut words = field
        .text
        .tokens
        .iter()
        .map(|token| token.word.as_str())
        .filter(|word| is_content(word))
        .peekable();
    words.peek().is_some() && words.all(|word| HOLLOW.contains(&word))
}

/// Whether an event is what the reader does, and not what she gets: `exchange.turned_on`.
fn is_own_act(event: &str) -> bool {
    const OWN: &[&str] = &[
        "turned_on",
        "switched_on",
        "toggled",
        "toggle",
        "enabled",
        "opted_in",
        "consented",
        "consent",
        "agreed",
        "accepted",
        "granted",
        "signed_up",
        "registered",
        "subscribed",
        "logged_in",
        "checked_in",
    ];
    const WHO: &[&str] = &["guest", "customer", "user", "member", "visitor", "patient"];
    const COMES: &[&str] = &["arrived", "came", "entered", "visited", "left", "joined"];
    const PLACES: &[&str] = &["app", "site", "website", "page", "shop", "store", "home"];
    const VISITS: &[&str] = &["opened", "visited", "entered", "started", "loaded"];
    let mut parts = event.split('.');
    let (what, deed) = (parts.next().unwrap_or_default(), parts.next_back());
    deed.is_some_and(|deed| {
        (PLACES.contains(&what) && VISITS.contains(&deed))
            || matches!((what, deed), ("consent", "given"))
            || OWN.contains(&deed)
            || (WHO.contains(&what) && COMES.contains(&deed))
    })
}

/// Whether a text can name an event: it says something, and not that there is none.
fn is_event(text: &str) -> bool {
    const NONE: &[&str] = &[
        "none",
        "n/a",
        "na",
        "tbd",
        "tbc",
        "unknown",
        "todo",
        "null",
        "no",
        "-",
        "?",
        "nothing",
        "later",
        "undefined",
        "not applicable",
    ];
    let text = text.trim().to_lowercase();
    text.chars().any(char::is_alphanumeric) && !NONE.contains(&text.as_str())
}

/// Whether a benefit has a number of the unit and says behind it what is done with each.
fn is_done(page: &Page<'_>, unit: &Field<'_>, run: Run) -> bool {
    const DONE: &[&str] = &["done", "made", "put", "kept", "set", "sent", "brought"];
    let name = stem(unit.text.word(run.0));
    page.with(Role::What).any(|what| {
        let done = |word: &str| DONE.contains(&word) || (word.len() > 4 && word.ends_with("ed"));
        let mut tokens = what.text.tokens.windows(3).take(200);
        tokens.any(|tokens| {
            matches!(tokens, [number, thing, deed]
                if number.number && stem(&thing.word) == name && done(&deed.word))
        })
    })
}
