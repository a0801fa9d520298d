//! What the linter says of a proposition in this installation.

use std::borrow::Cow;

use serde_json::Value;

use crate::catalogue::{Catalogue, Document, Fault, LONGEST_LIST, Proposition};
use crate::clock::Timestamp;
use crate::lint::{Finding, Level, Rule, Surroundings, lint};
use crate::port::Readability;

/// For how long a wording that was put to people is not put to them again under another name, in
/// seconds: 180 days.
const COOL_DOWN_S: i64 = 180 * 86_400;

/// What the linter says of `document`, which can be any JSON, with what is live beside it. `kept` is
/// the share of its promises that was kept lately, where it is to be offered to more people.
#[must_use]
pub fn findings(
    document: &Value,
    catalogue: &Catalogue,
    readability: &dyn Readability,
    now: Timestamp,
    kept: Option<f64>,
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
    let with = Surroundings {
        live: known
            .and_then(|known| known.newest())
            .map(|newest| &newest.document),
        asked_before: before,
        cool_down_over: before.is_none(),
        reading: readability,
        kept,
        ..Surroundings::new(catalogue.registry())
    };
    let mut findings = lint(document, &with);
    findings.extend(cut.into_iter().map(|field| Finding {
        rule: Rule::Readable,
        level: Level::Block,
        message: format!("Use at most {LONGEST_LIST} of these; the rest was not looked at."),
        suggestion: None,
        span: None,
        source: Rule::Readable.source(),
        field,
    }));
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

/// What of the findings stands in the way of publishing, as faults of the fields.
pub(super) fn blocking(findings: &[Finding]) -> impl Iterator<Item = Fault> {
    let blocking = findings
        .iter()
        .filter(|finding| finding.level == Level::Block);
    blocking.map(|finding| Fault {
        field: finding.field.clone(),
        message: finding.message.trim_end_matches('.').to_owned(),
    })
}
