//! What a new version changes, and whether grants survive it.

use std::collections::BTreeSet;

use super::rewording::{Tells, Weight, weigh as weigh_words};
use super::{Benefit, DecidedBy, Document, LegalBasis, Sample, words::vocabulary};
use crate::consent::Toggle;

vocabulary! {
    /// How much a new version changes. Later in this list wins.
    ChangeClass {
        /// Spelling and layout: nobody is asked.
        Cosmetic = "cosmetic",
        /// Other words for the same thing: nobody is asked.
        Clearer = "clearer",
        /// Less is used: applies at once.
        Narrower = "narrower",
        /// More is used or less is given: every grant needs a new answer. Where nobody is asked there
        /// is none; it is told to everybody whom it concerns, and whoever may object can do so.
        Material = "material",
    }
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The first version of all.
    First,
    /// Another purpose.
    Purpose,
    /// Another legal basis.
    LegalBasis,
    /// A facet that the exchange now cannot do without.
    NewlyRequired(Toggle),
    /// A facet that customers can add; it starts off.
    NewOptional(Toggle),
    /// A facet that the exchange can do without, where nobody is asked: it is used at once.
    NewUnasked(Toggle),
    /// A facet that is gone.
    Gone(Toggle),
    /// A facet that the exchange now can do without.
    NoLongerRequired(Toggle),
    /// Somebody else sees the data.
    NewRecipient(String),
    /// Somebody no longer sees the data.
    RecipientGone(String),
    /// The data is kept longer, or the words do not show that it is not.
    RetentionLonger,
    /// The data is kept for a shorter time.
    RetentionShorter,
    /// A computer decides where a person did, or decides more.
    MoreAutomatic,
    /// A person decides where a computer did, or decides more.
    LessAutomatic,
    /// A benefit is gone, smaller, rarer or of another kind.
    LessValue(String),
    /// A benefit is new, larger or more frequent.
    MoreValue(String),
    /// This text reads differently, and nothing shows that it says no more (see [`super::rewording`]).
    MayMeanMore(&'static str),
    /// This text says less is used.
    MeansLess(&'static str),
    /// This text reads differently, of the same facts.
    Reworded(&'static str),
    /// This text differs in case, spaces or punctuation alone.
    Respelled(&'static str),
    /// It is offered elsewhere, lasts otherwise, or says its worth otherwise.
    Terms(&'static str),
}

impl Difference {
    /// The class that this difference alone would make.
    #[must_use]
    pub fn class(&self) -> ChangeClass {
        match self {
            Self::First
            | Self::Purpose
            | Self::LegalBasis
            | Self::NewlyRequired(_)
            | Self::NewUnasked(_)
            | Self::NewRecipient(_)
            | Self::RetentionLonger
            | Self::MoreAutomatic
            | Self::LessValue(_)
            | Self::MayMeanMore(_) => ChangeClass::Material,
            Self::Gone(_)
            | Self::RecipientGone(_)
            | Self::RetentionShorter
            | Self::MeansLess(_) => ChangeClass::Narrower,
            Self::NewOptional(_)
            | Self::NoLongerRequired(_)
            | Self::LessAutomatic
            | Self::MoreValue(_)
            | Self::Reworded(_)
            | Self::Terms(_) => ChangeClass::Clearer,
            Self::Respelled(_) => ChangeClass::Cosmetic,
        }
    }
}

/// The class of publishing `new` after `old`, and every difference that makes it.
///
/// Where words cannot show that a change is harmless, it counts as material.
#[must_use]
pub fn compare(old: Option<&Document>, new: &Document) -> (ChangeClass, Vec<Difference>) {
    let Some(old) = old else {
        return (ChangeClass::Material, vec![Difference::First]);
    };
    let mut found = Vec::new();
    if old.purpose != new.purpose {
        found.push(Difference::Purpose);
    }
    if old.legal_basis != new.legal_basis {
        found.push(Difference::LegalBasis);
    }
    compare_facets(old, new, &mut found);
    compare_recipients(old, new, &mut found);
    if old.retention != new.retention {
        found.push(compare_retention(&old.retention, &new.retention));
    }
    // Kept for ever is the longest.
    let records = |document: &Document| document.retention_months.unwrap_or(u32::MAX);
    match records(new).cmp(&records(old)) {
        std::cmp::Ordering::Greater => found.push(Difference::RetentionLonger),
        std::cmp::Ordering::Less => found.push(Difference::RetentionShorter),
        std::cmp::Ordering::Equal => {}
    }
    match automation(new.decided_by).cmp(&automation(old.decided_by)) {
        std::cmp::Ordering::Greater => found.push(Difference::MoreAutomatic),
        std::cmp::Ordering::Less => found.push(Difference::LessAutomatic),
        std::cmp::Ordering::Equal => {}
    }
    compare_benefits(old, new, &mut found);
    compare_samples(old.sample.as_ref(), new.sample.as_ref(), |difference| {
        found.push(difference);
    });
    compare_words(old, new, &mut found);
    compare_translations(old, new, &mut found);
    let class = found
        .iter()
        .map(Difference::class)
        .max()
        .unwrap_or(ChangeClass::Cosmetic);
    (class, found)
}

fn compare_facets(old: &Document, new: &Document, found: &mut Vec<Difference>) {
    let (had, has): (BTreeSet<_>, BTreeSet<_>) = (old.facets().collect(), new.facets().collect());
    let (needed, needs) = (old.required_toggles(), new.required_toggles());
    found.extend(
        needs
            .difference(&needed)
            .cloned()
            .map(Difference::NewlyRequired),
    );
    let added = has.difference(&had).filter(|facet| !needs.contains(*facet));
    // What waits for a yes starts off. Where nothing does, what is new is used at once.
    let is_new = match new.legal_basis {
        LegalBasis::Consent => Difference::NewOptional,
        LegalBasis::LegitimateInterest | LegalBasis::Contract | LegalBasis::LegalObligation => {
            Difference::NewUnasked
        }
    };
    found.extend(added.cloned().map(is_new));
    found.extend(had.difference(&has).cloned().map(Difference::Gone));
    let freed = needed
        .difference(&needs)
        .filter(|facet| has.contains(*facet));
    found.extend(freed.cloned().map(Difference::NoLongerRequired));
}

fn compare_recipients(old: &Document, new: &Document, found: &mut Vec<Difference>) {
    let names = |document: &Document| -> BTreeSet<String> {
        document
            .recipients
            .iter()
            .map(|name| name.trim().to_owned())
            .collect()
    };
    let (had, has) = (names(old), names(new));
    found.extend(has.difference(&had).cloned().map(Difference::NewRecipient));
    found.extend(had.difference(&has).cloned().map(Difference::RecipientGone));
}

/// Days in the first number and unit of a retention text, and the words around them.
fn retention_days(text: &str) -> Option<(u32, String)> {
    let words: Vec<_> = text.split_whitespace().collect();
    let at = words.iter().position(|word| word.parse::<u32>().is_ok())?;
    let count: u32 = words.get(at)?.parse().ok()?;
    let unit = words
        .get(at + 1)?
        .trim_end_matches(|c: char| !c.is_alphabetic());
    let days = match unit.trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        "Tag" | "Tage" | "Tagen" => 1,
        "Woche" | "Wochen" => 7,
        "Monat" | "Monate" | "Monaten" => 30,
        "Jahr" | "Jahre" | "Jahren" => 365,
        _ => return None,
    };
    let around = words.iter().take(at).chain(words.iter().skip(at + 2));
    let around: Vec<_> = around.copied().collect();
    Some((count.checked_mul(days)?, around.join(" ").to_lowercase()))
}

fn compare_retention(old: &str, new: &str) -> Difference {
    if letters(old) == letters(new) {
        return Difference::Respelled("retention");
    }
    match (retention_days(old), retention_days(new)) {
        (Some((had, around)), Some((has, beside))) if around == beside && has < had => {
            Difference::RetentionShorter
        }
        (Some((had, around)), Some((has, beside))) if around == beside && has == had => {
            Difference::Reworded("retention")
        }
        _ => Difference::RetentionLonger,
    }
}

fn automation(decided_by: DecidedBy) -> u8 {
    match decided_by {
        DecidedBy::Person => 0,
        DecidedBy::Both => 1,
        DecidedBy::Computer => 2,
    }
}

/// Whether `new` gives at least what `old` gave, and whether it gives more.
fn weigh(old: &Benefit, new: &Benefit) -> (bool, bool) {
    if (old.kind, &old.unit) != (new.kind, &new.unit) {
        return (false, false);
    }
    let rate = |benefit: &Benefit| benefit.every.per_year().map(|times| times * benefit.amount);
    let (had, has) = match (rate(old), rate(new)) {
        (Some(had), Some(has)) => (had, has),
        _ if old.every == new.every => (old.amount, new.amount),
        _ => return (false, false),
    };
    (has >= had, has > had)
}

fn compare_benefits(old: &Document, new: &Document, found: &mut Vec<Difference>) {
    for before in &old.benefits {
        let after = new.benefits.iter().find(|after| after.key == before.key);
        match after.map(|after| weigh(before, after)) {
            None | Some((false, _)) => found.push(Difference::LessValue(before.what.clone())),
            Some((true, true)) => found.push(Difference::MoreValue(before.what.clone())),
            Some((true, false)) => {}
        }
        if after.is_some_and(|after| after.proof_event != before.proof_event) {
            found.push(Difference::Terms("benefits"));
        }
        if let Some(after) = after
            && after.what != before.what
        {
            found.push(reworded("benefits", &before.what, &after.what));
        }
    }
    let added = new
        .benefits
        .iter()
        .filter(|b| old.benefits.iter().all(|o| o.key != b.key));
    found.extend(added.map(|benefit| Difference::MoreValue(benefit.what.clone())));
}

/// What is left of a text without case, spaces and punctuation. A mark that makes a number another
/// one stays: between two digits, or a sign such as `%` or `£`.
pub(crate) fn letters(text: &str) -> String {
    const MARKS: &str = ".,;:!?'\"‘’“”()[]-–—…·";
    let all: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        let found = at.and_then(|at| all.get(at));
        found.is_some_and(char::is_ascii_digit)
    };
    let kept = all.iter().enumerate().filter(|(at, c)| {
        let within = is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1));
        c.is_alphanumeric() || within || !(c.is_whitespace() || MARKS.contains(**c))
    });
    kept.flat_map(|(_, c)| c.to_lowercase()).collect()
}

impl Tells {
    /// What the text in that field tells. What no other is, grants rest on.
    fn of(field: &str) -> Self {
        match field {
            "title" | "benefits" => Self::Value,
            "stays" => Self::Rest,
            "ask.question" => Self::Question,
            "ask.allow" | "ask.refuse" => Self::Label,
            _ => Self::Terms,
        }
    }
}

fn reworded(field: &'static str, old: &str, new: &str) -> Difference {
    weighed(field, weigh_words(old, new, Tells::of(field)))
}

fn weighed(field: &'static str, weight: Weight) -> Difference {
    match weight {
        Weight::Spelling => Difference::Respelled(field),
        Weight::Same => Difference::Reworded(field),
        Weight::Less => Difference::MeansLess(field),
        Weight::More => Difference::MayMeanMore(field),
    }
}

fn compare_words(old: &Document, new: &Document, found: &mut Vec<Difference>) {
    for (field, before, after) in [
        ("title", &old.title, &new.title),
        ("use", &old.usage, &new.usage),
        ("if_off", &old.if_off, &new.if_off),
        ("stays", &old.stays, &new.stays),
        ("ask.question", &old.ask.question, &new.ask.question),
        ("ask.allow", &old.ask.allow, &new.ask.allow),
        ("ask.refuse", &old.ask.refuse, &new.ask.refuse),
    ] {
        if before != after {
            found.push(reworded(field, before, after));
        }
    }
    let same = [
        ("locale", old.locale == new.locale),
        ("regions", old.regions == new.regions),
        ("term_months", old.term_months == new.term_months),
        ("worth", old.worth == new.worth),
    ];
    found.extend(
        same.into_iter()
            .filter(|(_, same)| !same)
            .map(|(f, _)| Difference::Terms(f)),
    );
}

/// A sample that is new, gone or another one. Its slots name only data that the document names, and what
/// is given and done with them the document says elsewhere: so one that comes or goes, and other words
/// and numbers of an invented person, are at most clearer. But who saw one chose by what its own words
/// show, so that these weigh as a benefit's: less than was shown asks her anew. And so does a guess that
/// was not shown, or was shown in other words: it may be another use than the one that was agreed to, and
/// words cannot show that it is not.
fn compare_samples(old: Option<&Sample>, new: Option<&Sample>, mut add: impl FnMut(Difference)) {
    if old == new {
        return;
    }
    let said = |sample: Option<&Sample>| sample.map_or_else(String::new, Sample::whole);
    let mut weight = weigh_words(&said(old), &said(new), Tells::Example);
    if let (Some(old), Some(new)) = (old, new) {
        weight = weight.max(weigh_words(&old.words(), &new.words(), Tells::Value));
    }
    add(weighed("sample", weight));
}

/// The other languages: whoever reads one of them agreed to its words, so these weigh as the
/// document's own do. What the fields say that no language has for itself stands there.
fn compare_translations(old: &Document, new: &Document, found: &mut Vec<Difference>) {
    let mut add = |difference: Difference| {
        if !found.contains(&difference) {
            found.push(difference);
        }
    };
    if !old.translations.keys().eq(new.translations.keys()) {
        add(Difference::Terms("translations"));
    }
    for (locale, after) in &new.translations {
        let Some(before) = old.translations.get(locale) else {
            continue;
        };
        // Of names that stand in the document alone, nothing is said here.
        let had = |text: &&String| {
            before
                .recipients
                .iter()
                .any(|had| letters(had) == letters(text))
        };
        for text in after.recipients.iter().filter(|text| !had(text)) {
            add(Difference::NewRecipient(text.clone()));
        }
        if before.recipients != after.recipients {
            add(Difference::Respelled("recipients"));
        }
        if before.retention != after.retention {
            add(compare_retention(&before.retention, &after.retention));
        }
        for (field, before, after) in [
            ("title", &before.title, &after.title),
            ("use", &before.usage, &after.usage),
            ("if_off", &before.if_off, &after.if_off),
            ("stays", &before.stays, &after.stays),
            ("ask.question", &before.ask.question, &after.ask.question),
            ("ask.allow", &before.ask.allow, &after.ask.allow),
            ("ask.refuse", &before.ask.refuse, &after.ask.refuse),
        ] {
            if before != after {
                add(reworded(field, before, after));
            }
        }
        for had in &before.benefits {
            let Some(has) = after.benefits.iter().find(|has| has.key == had.key) else {
                continue;
            };
            // In another unit it is another thing, here as in the document's own words.
            if letters(&had.unit) != letters(&has.unit) {
                add(Difference::LessValue(had.what.clone()));
            }
            if (&had.what, &had.unit) != (&has.what, &has.unit) {
                add(reworded("benefits", &had.what, &has.what));
            }
        }
        compare_samples(before.sample.as_ref(), after.sample.as_ref(), &mut add);
        if before.method != after.method {
            add(Difference::Terms("worth"));
        }
    }
}

#[cfg(test)]
mod tests;
