//! What the linter says of a proposition in this installation.

use std::borrow::Cow;

use serde::Deserialize as _;
use serde_json::Value;

use super::forget::ASKED_ONCE_S;
use super::{Mutual, Reading, kept_so_far};
use crate::catalogue::{Catalogue, Document, Fault, LONGEST_LIST, LegalBasis, Proposition};
use crate::clock::Timestamp;
use crate::lint::{Asked, Finding, Level, Surroundings, Tongue, blocks, lint};
use crate::port::{Readability, StoreError};

/// What the linter is told of the installation beside its catalogue.
#[derive(Clone, Copy, Debug, Default)]
pub struct House<'a> {
    /// The languages of its pages (BCP 47); none where that is not known.
    pub locales: &'a [String],
    /// Which share of its promises was kept lately at most, where it is to be offered to more people, and
    /// enough was promised to judge.
    pub kept: Option<f64>,
}

/// What the linter says of `content`, which can be any JSON, with what is live beside it.
#[must_use]
pub fn findings(
    content: &Value,
    catalogue: &Catalogue,
    house: House<'_>,
    readability: &dyn Readability,
    now: Timestamp,
) -> Vec<Finding> {
    let live = newest(content, catalogue);
    found_over(content, live, catalogue, house, readability, now)
}

/// The newest version of what `content` is to be the next version of.
fn newest<'a>(content: &Value, catalogue: &'a Catalogue) -> Option<&'a Document> {
    let key = content.get("key").and_then(Value::as_str);
    let known = key.and_then(|key| catalogue.proposition(key));
    let newest = known.and_then(|known| known.newest());
    newest.map(|newest| &newest.document)
}

/// The same, were `live` the version that it replaces.
fn found_over(
    content: &Value,
    live: Option<&Document>,
    catalogue: &Catalogue,
    house: House<'_>,
    readability: &dyn Readability,
    now: Timestamp,
) -> Vec<Finding> {
    let (document, cut) = judged(content);
    let document = document.as_ref();
    let key = document.get("key").and_then(Value::as_str);
    let others = catalogue
        .propositions()
        .filter(|other| Some(other.key.as_str()) != key);
    let asked: Vec<_> = others.flat_map(|other| asked(other, now)).collect();
    let known = key.and_then(|key| catalogue.proposition(key));
    let runs = known.is_some_and(|known| known.live().is_some());
    let offered = |locale: &&String| live.is_some_and(|live| live.locale_for(locale).is_some());
    let required: Vec<_> = house.locales.iter().filter(offered).cloned().collect();
    // What a line denies for now, until it is gone, nobody is asked for.
    let lines = catalogue.red_lines().at(now);
    let lines: Vec<_> = lines.map(|stands| &*stands.line).collect();
    let with = Surroundings {
        live,
        running: live.filter(|_| runs),
        required_locales: &required,
        offered_locales: house.locales,
        asked_before: &asked,
        reading: readability,
        kept: house.kept,
        red_lines: &lines,
        ..Surroundings::new(catalogue.registry())
    };
    let mut findings = lint(document, &with);
    let cut = cut.into_iter();
    findings.extend(cut.map(|field| Finding::too_many(field, LONGEST_LIST)));
    findings
}

/// What is judged of `content`, and the fields that were cut.
///
/// What can be read as a document is judged as it would be published: whether it says 10 or 10.0, and null
/// or nothing at all, it is the same. So pages and programs, which have what was typed, are told of a draft
/// what the one writer finds, which has the document.
fn judged(content: &Value) -> (Cow<'_, Value>, Vec<String>) {
    let (content, cut) = readable(content);
    let document = Document::deserialize(&*content);
    let published = document.and_then(serde_json::to_value);
    (published.map_or(content, Cow::Owned), cut)
}

/// The document with no list longer than one can be published with, and the fields that were cut:
/// whoever sends a list without end is told so, and holds nobody else up.
fn readable(document: &Value) -> (Cow<'_, Value>, Vec<String>) {
    let too_long = |value: &Value| {
        value
            .as_array()
            .is_some_and(|list| list.len() > LONGEST_LIST)
    };
    let fields = document.as_object().into_iter().flatten();
    let cut: Vec<_> = fields
        .filter(|(_, value)| too_long(value))
        .map(|(field, _)| field.clone())
        .collect();
    if cut.is_empty() {
        return (Cow::Borrowed(document), cut);
    }
    let mut document = document.clone();
    for field in &cut {
        if let Some(list) = document.get_mut(field).and_then(Value::as_array_mut) {
            list.truncate(LONGEST_LIST);
        }
    }
    (Cow::Owned(document), cut)
}

/// The wordings of another proposition that people can or could say no to.
fn asked(other: &Proposition, now: Timestamp) -> impl Iterator<Item = Asked<'_>> {
    let retired = other.retired_at();
    let versions = other.versions();
    // Each is put to people until the next one is, and the last one until it is stopped.
    let ends = versions.iter().skip(1).map(|next| Some(next.published_at));
    let ends = ends.chain([retired]);
    let refusable = |document: &Document| {
        matches!(
            document.legal_basis,
            LegalBasis::Consent | LegalBasis::LegitimateInterest
        )
    };
    let asked = versions.iter().zip(ends).map(move |(version, end)| Asked {
        document: &version.document,
        lately: end.unwrap_or(now).plus_seconds(ASKED_ONCE_S) > now,
    });
    let mut asked = asked
        .filter(move |asked| refusable(asked.document))
        .peekable();
    // Of versions that put the same to people the last one stands for all: there may be very many.
    std::iter::from_fn(move || {
        loop {
            let one = asked.next()?;
            let next = asked.peek();
            if !next.is_some_and(|next| puts_the_same(one.document, next.document)) {
                return Some(one);
            }
        }
    })
}

/// Whether two versions put the same words to people, of the same data for the same.
fn puts_the_same(one: &Document, two: &Document) -> bool {
    one.locale == two.locale
        && one.purpose == two.purpose
        && one.title == two.title
        && one.usage == two.usage
        && one.ask == two.ask
        && one.benefits == two.benefits
        && one.data == two.data
        && one.translations == two.translations
}

impl Mutual {
    /// What the linter says of `content` in this installation, and how the promises so far were
    /// kept, where it rests on that.
    pub(super) async fn linted(
        &self,
        content: &Value,
    ) -> Result<(Vec<Finding>, Option<f64>), Reading> {
        let catalogue = self.engine.catalogue();
        let live = newest(content, &catalogue);
        self.linted_over(content, live, &catalogue).await
    }

    /// Whether the linter blocks nothing of a version that was live, as it would be judged here today. It
    /// stands beside itself: what it changed then has a note of its own or needs none.
    pub(super) async fn passes(&self, version: &Document) -> Result<bool, Reading> {
        let content = serde_json::to_value(version);
        let content = content.map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let catalogue = self.engine.catalogue();
        let linted = self.linted_over(&content, Some(version), &catalogue);
        Ok(!blocks(&linted.await?.0))
    }

    async fn linted_over(
        &self,
        content: &Value,
        live: Option<&Document>,
        catalogue: &Catalogue,
    ) -> Result<(Vec<Finding>, Option<f64>), Reading> {
        let organisation = self.organisation().await?;
        let now = self.engine.now();
        let (store, engine) = (self.store.as_ref(), self.engine.as_ref());
        let kept = kept_so_far(store, engine, content, now).await?;
        let house = House {
            locales: &organisation.locales,
            kept,
        };
        let readability = self.readability.as_ref();
        let findings = found_over(content, live, catalogue, house, readability, now);
        Ok((findings, kept))
    }
}

/// What of the findings stands in the way of publishing, as faults of the fields. Faults are told to
/// programs, so they are in English; pages draw the findings themselves.
pub(super) fn blocking(findings: &[Finding]) -> impl Iterator<Item = Fault> {
    let blocking = findings
        .iter()
        .filter(|finding| finding.level == Level::Block);
    blocking.map(|finding| Fault {
        field: finding.field.clone(),
        message: finding
            .message(Tongue::English)
            .trim_end_matches('.')
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ChangeClass;
    use crate::catalogue::tests::{catalogue, recipes};
    use crate::port::Ungraded;

    /// Whether a version that was live is clean, as [`Mutual::passes`] looks at it.
    fn is_clean(version: &Document, catalogue: &Catalogue) -> bool {
        let content = serde_json::to_value(version).unwrap();
        let (house, now) = (House::default(), Timestamp::from_millis(9_000));
        let found = found_over(&content, Some(version), catalogue, house, &Ungraded, now);
        !blocks(&found)
    }

    #[test]
    fn a_version_that_was_live_is_judged_beside_itself() {
        let first = recipes();
        let mut all = catalogue(std::slice::from_ref(&first));
        let mut second = recipes();
        second.title = "Recipes that you can cook".to_owned();
        second.change_note = Some("It has a clearer title.".to_owned());
        let at = Timestamp::from_millis(2_000);
        all.publish(second.clone(), ChangeClass::Clearer, at, 20);
        // The first needs no note of what it changed, and the second has one.
        assert!(is_clean(&first, &all) && is_clean(&second, &all));
        // What says nothing that anybody can count is not clean, whenever it was live.
        let mut vague = recipes();
        vague.benefits[0].what = "A better experience".to_owned();
        assert!(!is_clean(&vague, &all));
        let mut urgent = recipes();
        urgent.title = "Only today: recipe ideas".to_owned();
        assert!(!is_clean(&urgent, &all));
        // Nor is what people are asked under another name by now.
        let mut renamed = recipes();
        renamed.key = "dinner-ideas".parse().unwrap();
        all.publish(renamed, ChangeClass::Material, at, 30);
        assert!(!is_clean(&first, &all));
    }
}
