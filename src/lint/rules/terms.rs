//! What the registry calls data and purposes: a card prints these words, so they are held to the rules for
//! texts of how data is used. They are judged where they are stored and with every document that uses
//! them, so that whoever reviews the document reads them too.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use crate::lint::Surroundings;
use crate::lint::finding::Finding;
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::text::Text;

/// What is wrong with words that name something, as findings of `field`.
pub(in crate::lint) fn label(field: &str, words: &str, locale: &str) -> Vec<Finding> {
    // It stands alone as a title does, and says as much as a text of use.
    let read = |role| Field {
        name: field.to_owned(),
        role,
        raw: Cow::Borrowed(words),
        text: Text::read(words),
        is_made: false,
    };
    let page = Page {
        json: &Value::Null,
        locale,
        language: Language::of(locale),
        fields: vec![read(Role::Title), read(Role::Use)],
        samples: Vec::new(),
        missing: Vec::new(),
    };
    let mut found = Findings::default();
    super::hidden::judge(&page, &mut found);
    super::phrases(&page, &mut found);
    found.in_order()
}

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let translations = page.json.get("translations").and_then(Value::as_object);
    let others = translations.into_iter().flat_map(|all| all.keys());
    let locales: Vec<&str> = std::iter::once(page.locale)
        .chain(others.map(String::as_str))
        .take(crate::catalogue::LONGEST_LIST)
        .collect();
    let mut judge = |field: &str, called: &dyn Fn(&str) -> Option<String>| {
        let mut read: Vec<String> = Vec::new();
        for locale in &locales {
            let Some(words) = called(locale).filter(|words| !read.contains(words)) else {
                continue;
            };
            for finding in label(field, &words, locale) {
                // Where it stands in the words says nothing of where it stands in the document.
                let Finding {
                    rule,
                    level,
                    says,
                    instead,
                    ..
                } = finding;
                found.whole(rule, level, field, says, instead);
            }
            read.push(words);
        }
    };
    let mut seen = BTreeSet::new();
    for (n, item) in page.list("data").iter().enumerate() {
        let id = item.get("category").and_then(Value::as_str);
        // What is listed twice is a finding of its own, and called the same.
        let id = id.filter(|id| seen.insert(*id));
        if let Some(category) = id.and_then(|id| with.registry.category(id)) {
            let field = format!("data[{n}].category");
            judge(&field, &|locale| {
                category.label_in(locale).map(str::to_owned)
            });
        }
    }
    let purpose = page.word("purpose");
    if let Some(purpose) = purpose.and_then(|id| with.registry.purpose(id)) {
        judge("purpose", &|locale| {
            purpose.label_in(locale).map(str::to_owned)
        });
    }
}
