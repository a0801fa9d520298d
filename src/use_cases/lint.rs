//! What the linter says of a proposition in this installation.

use std::borrow::Cow;

use serde_json::Value;

use super::{Mutual, Reading, kept_so_far};
use crate::catalogue::{Catalogue, Document, Fault, LONGEST_LIST, Proposition};
use crate::clock::Timestamp;
use crate::lint::{Finding, Level, Surroundings, Tongue, lint};
use crate::port::Readability;

/// For how long a wording that was put to people is not put to them again under another name, in
/// seconds: 180 days.
const COOL_DOWN_S: i64 = 180 * 86_400;

/// What the linter is told of the installation beside its catalogue.
#[derive(Clone, Copy, Debug, Default)]
pub struct House<'a> {
    /// The languages of its pages (BCP 47); none where that is not known.
    pub locales: &'a [String],
    /// Which share of its promises was kept lately, where it is to be offered to more people, and
    /// enough was promised to judge.
    pub kept: Option<f64>,
}

/// What the linter says of `document`, which can be any JSON, with what is live beside it.
#[must_use]
pub fn findings(
    document: &Value,
    catalogue: &Catalogue,
    house: House<'_>,
    readability: &dyn Readability,
    now: Timestamp,
) -> Vec<Finding> {
    let (document, cut) = readable(document);
    let document = document.as_ref();
    let key = document.get("key").and_then(Value::as_str);
    let known = key.and_then(|key| catalogue.proposition(key));
    let before = catalogue
        .propositions()
        .filter(|other| Some(other.key.as_str()) != key)
        .filter_map(|other| asked_already(other, document, now))
        .next();
    let live = known
        .and_then(|known| known.newest())
        .map(|newest| &newest.document);
    let offered = |locale: &&String| live.is_some_and(|live| live.locale_for(locale).is_some());
    let required: Vec<_> = house.locales.iter().filter(offered).cloned().collect();
    let with = Surroundings {
        live,
        required_locales: &required,
        offered_locales: house.locales,
        asked_before: before,
        cool_down_over: before.is_none(),
        reading: readability,
        kept: house.kept,
        ..Surroundings::new(catalogue.registry())
    };
    let mut findings = lint(document, &with);
    let cut = cut.into_iter();
    findings.extend(cut.map(|field| Finding::too_many(field, LONGEST_LIST)));
    findings
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

/// The wording of another proposition that people were asked about lately, for the same purpose and
/// the same data.
fn asked_already<'a>(
    other: &'a Proposition,
    document: &Value,
    now: Timestamp,
) -> Option<&'a Document> {
    let newest = &other.newest()?;
    let last = other.retired_at().unwrap_or(now);
    let categories = |data: Option<&Value>| {
        let items = data.and_then(Value::as_array).into_iter().flatten();
        let names = items.filter_map(|item| item.get("category")?.as_str());
        names
            .map(str::to_owned)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let theirs = newest.document.data.iter();
    let same = document.get("purpose").and_then(Value::as_str)
        == Some(newest.document.purpose.as_str())
        && categories(document.get("data"))
            == theirs.map(|item| item.category.to_string()).collect();
    (same && last.plus_seconds(COOL_DOWN_S) > now).then_some(&newest.document)
}

impl Mutual {
    /// What the linter says of `content` in this installation, and how the promises so far were
    /// kept, where it rests on that.
    pub(super) async fn linted(
        &self,
        content: &Value,
    ) -> Result<(Vec<Finding>, Option<f64>), Reading> {
        let organisation = self.organisation().await?;
        let (catalogue, now) = (self.engine.catalogue(), self.engine.now());
        let kept = kept_so_far(self.store.as_ref(), &catalogue, content, now).await?;
        let house = House {
            locales: &organisation.locales,
            kept,
        };
        let readability = self.readability.as_ref();
        let findings = findings(content, &catalogue, house, readability, now);
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
