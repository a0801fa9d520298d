//! A document in its other languages: each is judged as if it were the document's own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::finding::{Finding, Level, Rule};
use super::gather::Findings;
use super::says::{Instead, Says};
use super::{Surroundings, page, rules};
use crate::catalogue::{LONGEST_LIST, WorthMethod};

/// The texts of a document that each language has for itself, beside those of benefits, the question
/// and the worth.
const TEXTS: &[&str] = &[
    "title",
    "use",
    "if_off",
    "stays",
    "retention",
    "change_note",
];

/// What is to be mended in the other languages of `document`; `own` was found in its own.
pub(super) fn judge(document: &Value, with: &Surroundings<'_>, own: &[Finding]) -> Vec<Finding> {
    let Some(translations) = document.get("translations").and_then(Value::as_object) else {
        return Vec::new();
    };
    let base = document.get("locale").and_then(Value::as_str);
    let base = base.unwrap_or("en");
    let mut found = Findings::default();
    if translations.len() > LONGEST_LIST {
        found.whole(
            Rule::Readable,
            Level::Block,
            "translations",
            Says::TooMany(LONGEST_LIST),
            Instead::Fewer,
        );
    }
    let mut all = found.in_order();
    let mut told: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for finding in own {
        let place = (finding.rule, finding.field.as_str());
        told.entry(place)
            .or_default()
            .push((finding.level, &finding.says));
    }
    for (locale, texts) in translations.iter().take(LONGEST_LIST) {
        let localised = localised(document, locale, texts);
        let written = [(base.to_owned(), document)];
        let live = with.live.and_then(|live| live.in_locale(locale));
        let with = Surroundings {
            live: live.as_deref(),
            kept: None,
            required_locales: &[],
            offered_locales: &[],
            written: &written,
            ..*with
        };
        let page = page::Page::read(&localised);
        let mut found = Findings::default();
        rules::judge(&page, &with, &mut found);
        let found = found.in_order().into_iter();
        // What follows from more than the texts was told of the document itself.
        let new = found.filter(|finding| {
            let place = (finding.rule, finding.field.as_str());
            !told.get(&place).is_some_and(|told| {
                told.iter()
                    .any(|(level, says)| *level <= finding.level && **says == finding.says)
            })
        });
        all.extend(new.filter_map(|finding| placed(finding, locale)));
    }
    all
}

/// The finding at the text that it is about; none where it is about no text.
fn placed(mut finding: Finding, locale: &str) -> Option<Finding> {
    // What a translation makes the same as something else, the whole proposition is.
    if finding.rule == Rule::Basis {
        return Some(finding);
    }
    let field = finding.field.as_str();
    let is_text = TEXTS.contains(&field)
        || field.starts_with("ask.")
        || field == "sample.text"
        || field == "benefits"
        || field.starts_with("recipients[")
        || (field.starts_with("benefits[")
            && (field.ends_with("].what") || field.ends_with("].unit")));
    let name = match field {
        "worth.method" => "method",
        // Which kind of data a text leaves out stands in the text.
        _ if finding.rule == Rule::Explained && field.starts_with("data[") => "use",
        _ if is_text => field,
        _ => return None,
    };
    finding.field = format!("translations.{locale}.{name}");
    Some(finding)
}

/// The document with the texts of a translation in the place of its own. A text that the translation
/// lacks is missing in it.
fn localised(document: &Value, locale: &str, texts: &Value) -> Value {
    let mut other = document.clone();
    let Some(fields) = other.as_object_mut() else {
        return other;
    };
    fields.remove("translations");
    fields.insert("locale".to_owned(), json!(locale));
    let text = |name: &str| texts.get(name).cloned().unwrap_or_default();
    for name in TEXTS {
        fields.insert((*name).to_owned(), text(name));
    }
    fields.insert("ask".to_owned(), text("ask"));
    let theirs = texts.get("benefits").and_then(Value::as_array);
    let benefits = fields.get_mut("benefits").and_then(Value::as_array_mut);
    for (n, benefit) in benefits.into_iter().flatten().enumerate() {
        let theirs = theirs.and_then(|theirs| theirs.get(n));
        if let Some(benefit) = benefit.as_object_mut() {
            for name in ["what", "unit"] {
                let text = theirs.and_then(|theirs| theirs.get(name)).cloned();
                benefit.insert(name.to_owned(), text.unwrap_or_default());
            }
        }
    }
    // Where the document has a sample, each language has: one that lacks it lacks its text.
    if fields.get("sample").is_some_and(|own| !own.is_null()) {
        let theirs = texts.get("sample").filter(|theirs| !theirs.is_null());
        let theirs = theirs.cloned().unwrap_or_else(|| json!({}));
        fields.insert("sample".to_owned(), theirs);
    }
    // Names are the same in each language, and need not be said again.
    if let Some(recipients) = texts.get("recipients") {
        fields.insert("recipients".to_owned(), recipients.clone());
    }
    if let Some(worth) = fields.get_mut("worth").and_then(Value::as_object_mut) {
        // What has a name is called by it in each language.
        let method = worth.get("method").and_then(Value::as_str);
        let named = method.is_some_and(WorthMethod::is_name);
        if !named {
            worth.insert("method".to_owned(), text("method"));
        }
    }
    other
}
