//! A document in the languages that it is written in.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::document::Faults;
use super::{Ask, Document, Registry, Sample, Slug, WorthMethod, is_locale};

/// The texts of a document in one more language. What is no text (amounts, data, channels) stands in
/// the document alone, so that no language can say another thing than the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The title.
    pub title: String,
    /// How the data is used.
    #[serde(rename = "use")]
    pub usage: String,
    /// What the customer gets: the document's benefits in their order.
    pub benefits: Vec<BenefitText>,
    /// The document's sample: with the same slots, and as many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// How the worth was worked out, where the document says a worth. What has a name
    /// ([`super::WorthMethod`]) has it in each language, and needs no words here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What stops when it is turned off.
    pub if_off: String,
    /// What stays as it is.
    pub stays: String,
    /// Who else sees the data: the document's recipients in their order, with the same names. None:
    /// they are names alone, and the same in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// How long the data is kept.
    pub retention: String,
    /// The first question.
    pub ask: Ask,
    /// What changed since the version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_note: Option<String>,
}

/// The texts of one benefit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitText {
    /// The benefit's key.
    pub key: Slug,
    /// What it is.
    pub what: String,
    /// Of what it is so many.
    pub unit: String,
}

/// How well a text in the language `there` serves who reads `wanted`: 0 not at all.
fn serves(there: &str, wanted: &str) -> u8 {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    match () {
        () if there == wanted => 3,
        // `en` serves `en-GB` better than `en-US` does.
        () if wanted
            .strip_prefix(there)
            .is_some_and(|rest| rest.starts_with('-')) =>
        {
            2
        }
        () if language(there) == language(wanted) => 1,
        () => 0,
    }
}

impl Document {
    /// The languages that it is written in, the one of its own fields first.
    pub fn locales(&self) -> impl Iterator<Item = &str> {
        let others = self.translations.keys();
        std::iter::once(self.locale.as_str()).chain(others.map(String::as_str))
    }

    /// The language of it that serves who reads `wanted` (a BCP 47 tag), where there is one.
    #[must_use]
    pub fn locale_for(&self, wanted: &str) -> Option<&str> {
        // Of several that serve alike, the first.
        let all: Vec<_> = self.locales().collect();
        let best = all
            .into_iter()
            .rev()
            .max_by_key(|there| serves(there, wanted))?;
        (serves(best, wanted) > 0).then_some(best)
    }

    /// The document as it reads in one of its languages: with the texts of that language in its own
    /// fields, and no others. `None` where it is not written in `locale`.
    #[must_use]
    pub fn in_locale(&self, locale: &str) -> Option<Cow<'_, Self>> {
        if locale == self.locale {
            if self.translations.is_empty() {
                return Some(Cow::Borrowed(self));
            }
            let mut alone = self.clone();
            alone.translations.clear();
            return Some(Cow::Owned(alone));
        }
        let texts = self.translations.get(locale)?;
        let mut other = self.clone();
        other.translations.clear();
        locale.clone_into(&mut other.locale);
        other.title.clone_from(&texts.title);
        other.usage.clone_from(&texts.usage);
        for (benefit, text) in other.benefits.iter_mut().zip(&texts.benefits) {
            benefit.what.clone_from(&text.what);
            benefit.unit.clone_from(&text.unit);
        }
        other.sample.clone_from(&texts.sample);
        if let (Some(worth), Some(method)) = (&mut other.worth, &texts.method)
            && !WorthMethod::is_name(&worth.method)
        {
            worth.method.clone_from(method);
        }
        other.if_off.clone_from(&texts.if_off);
        other.stays.clone_from(&texts.stays);
        if !texts.recipients.is_empty() {
            other.recipients.clone_from(&texts.recipients);
        }
        other.retention.clone_from(&texts.retention);
        other.ask.clone_from(&texts.ask);
        other.change_note.clone_from(&texts.change_note);
        Some(Cow::Owned(other))
    }

    /// What is missing or wrong in the other languages: each has to say all that the document says.
    pub(super) fn check_translations(&self, registry: &Registry, faults: &mut Faults) {
        self.check_labels(registry, faults);
        faults.list("translations", self.translations.len(), 0);
        for (locale, texts) in &self.translations {
            let field = |name: &str| format!("translations.{locale}.{name}");
            if !is_locale(locale) {
                let message = "name a language, such as `de`".to_owned();
                faults.add(format!("translations.{locale}"), message);
            } else if *locale == self.locale {
                let message = "this is the language of the document itself".to_owned();
                faults.add(format!("translations.{locale}"), message);
            }
            for (name, text) in [
                ("title", &texts.title),
                ("use", &texts.usage),
                ("if_off", &texts.if_off),
                ("stays", &texts.stays),
                ("retention", &texts.retention),
                ("ask.question", &texts.ask.question),
                ("ask.allow", &texts.ask.allow),
                ("ask.refuse", &texts.ask.refuse),
            ] {
                faults.text(field(name), text);
            }
            let keys = self.benefits.iter().map(|benefit| &benefit.key);
            if keys.eq(texts.benefits.iter().map(|text| &text.key)) {
                for (n, text) in texts.benefits.iter().enumerate() {
                    faults.text(field(&format!("benefits[{n}].what")), &text.what);
                    faults.text(field(&format!("benefits[{n}].unit")), &text.unit);
                }
            } else {
                let message = "name the benefits of the document, in their order".to_owned();
                faults.add(field("benefits"), message);
            }
            self.check_sample_in(locale, texts, faults);
            self.check_recipients(locale, texts, faults);
            match (&self.worth, &texts.method) {
                (None, None) => {}
                (Some(worth), None) if WorthMethod::is_name(&worth.method) => {}
                (Some(_), method) => {
                    let method = method.as_deref().unwrap_or_default();
                    faults.text(field("method"), method);
                }
                (None, Some(_)) => {
                    faults.add(field("method"), "say the worth first".to_owned());
                }
            }
            match (&self.change_note, &texts.change_note) {
                (Some(_), note) => {
                    faults.text(field("change_note"), note.as_deref().unwrap_or_default());
                }
                (None, Some(_)) => {
                    let message = "say it in the document's own language too".to_owned();
                    faults.add(field("change_note"), message);
                }
                (None, None) => {}
            }
        }
    }
}

impl Document {
    /// What the data is called is a part of what customers read: it has words in each language.
    fn check_labels(&self, registry: &Registry, faults: &mut Faults) {
        for (n, item) in self.data.iter().enumerate() {
            let Some(data) = registry.category(&item.category) else {
                continue;
            };
            let mut locales = self.locales().filter(|locale| is_locale(locale));
            if let Some(locale) = locales.find(|locale| data.label_in(locale).is_none()) {
                let message = format!("the registry has no words for `{}` in `{locale}`", data.id);
                faults.add(format!("data[{n}].category"), message);
            }
        }
    }

    /// Who sees the data is the same in each language, whatever is said of what they do with it.
    fn check_recipients(&self, locale: &str, texts: &Translation, faults: &mut Faults) {
        if texts.recipients.is_empty() {
            return;
        }
        let field = |n: usize| format!("translations.{locale}.recipients[{n}]");
        if texts.recipients.len() != self.recipients.len() {
            let message = "name the recipients of the document, in their order".to_owned();
            faults.add(format!("translations.{locale}.recipients"), message);
        }
        let pairs = self.recipients.iter().zip(&texts.recipients);
        for (n, (own, other)) in pairs.enumerate() {
            faults.text(field(n), other);
            let name = |text: &str| text.split('(').next().unwrap_or_default().trim().to_owned();
            if name(own) != name(other) {
                let message = format!("begin with the name, `{}`", name(own));
                faults.add(field(n), message);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::recipes;
    use super::*;

    /// The texts of the recipes in German.
    pub(crate) fn german() -> Translation {
        serde_json::from_value(serde_json::json!({
            "title": "Rezeptideen per E-Mail",
            "use": "Wir suchen in Ihren Bestellungen der letzten 12 Monate nach Mustern.",
            "benefits": [{"key": "recipes", "what": "Drei Rezepte aus dem, was Sie kaufen", "unit": "Rezepte"}],
            "method": "Durchschnittlicher Wert",
            "if_off": "Wir hören innerhalb einer Stunde auf.",
            "stays": "Ihre Bestellungen und Punkte bleiben, wie sie sind.",
            "retention": "12 Monate nach Ihrer letzten Bestellung",
            "ask": {"question": "Dürfen wir mit Ihren Bestellungen Rezepte aussuchen?",
                    "allow": "Erlauben", "refuse": "Nicht erlauben"}
        }))
        .unwrap()
    }

    fn both() -> Document {
        let mut document = recipes();
        let mut german = german();
        german.benefits[0].key = document.benefits[0].key.clone();
        if document.worth.is_none() {
            german.method = None;
        }
        document.translations.insert("de".to_owned(), german);
        document
    }

    fn faults(change: impl FnOnce(&mut Translation)) -> Vec<String> {
        let mut document = both();
        change(document.translations.get_mut("de").unwrap());
        let faults = document.faults(&Registry::starter()).into_iter();
        faults.map(|fault| fault.field).collect()
    }

    #[test]
    fn who_reads_one_of_its_languages_is_served_in_it_and_nobody_else_is() {
        let document = both();
        assert_eq!(document.locales().collect::<Vec<_>>(), ["en", "de"]);
        assert_eq!(document.locale_for("de-AT"), Some("de"));
        assert_eq!(document.locale_for("en-GB"), Some("en"));
        assert_eq!(document.locale_for("ar"), None);
        let mut british = document.clone();
        british.locale = "en-GB".to_owned();
        assert_eq!(british.locale_for("en"), Some("en-GB"));
        let american = british.translations["de"].clone();
        british.translations.insert("en-US".to_owned(), american);
        assert_eq!(british.locale_for("en-US"), Some("en-US"));
        assert_eq!(british.locale_for("en-AU"), Some("en-GB"));
    }

    #[test]
    fn in_each_language_it_says_all_and_nothing_of_the_others() {
        let document = both();
        let german = document.in_locale("de").unwrap();
        assert_eq!(german.locale, "de");
        assert_eq!(german.title, "Rezeptideen per E-Mail");
        assert_eq!(german.benefits[0].unit, "Rezepte");
        assert_eq!(german.benefits[0].amount, document.benefits[0].amount);
        assert!(german.translations.is_empty());
        assert_eq!(*document.in_locale("en").unwrap(), recipes());
        assert_eq!(document.in_locale("de-AT"), None);
    }

    #[test]
    fn a_language_that_lacks_a_text_is_a_fault_that_names_it() {
        assert_eq!(faults(|_| ()), [""; 0]);
        assert_eq!(faults(|t| t.stays.clear()), ["translations.de.stays"]);
        assert_eq!(
            faults(|t| t.benefits[0].unit = "\u{202e}".to_owned() + "x"),
            ["translations.de.benefits[0].unit"]
        );
        assert_eq!(faults(|t| t.benefits.clear()), ["translations.de.benefits"]);
        assert_eq!(
            faults(|t| t.change_note = Some("Neu".to_owned())),
            ["translations.de.change_note"]
        );
        let recipients = |texts: &[&str]| {
            let mut document = both();
            document.recipients = vec!["Halden Mail Ltd (sends the emails)".to_owned()];
            let german = document.translations.get_mut("de").unwrap();
            german.recipients = texts.iter().map(|text| (*text).to_owned()).collect();
            let faults = document.faults(&Registry::starter()).into_iter();
            faults.map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert_eq!(recipients(&[]), [""; 0]);
        assert_eq!(
            recipients(&["Halden Mail Ltd (verschickt die E-Mails)"]),
            [""; 0]
        );
        assert_eq!(
            recipients(&["Andere GmbH (verschickt die E-Mails)"]),
            ["translations.de.recipients[0]"]
        );
        let mut alone = both();
        alone.recipients = vec!["Halden Mail Ltd".to_owned()];
        let german = alone.translations.get_mut("de").unwrap();
        german.recipients = vec!["Andere GmbH".to_owned()];
        let faults = alone.faults(&Registry::starter());
        assert_eq!(faults[0].field, "translations.de.recipients[0]");
        assert_eq!(
            recipients(&["Halden Mail Ltd (verschickt die E-Mails)", "Andere GmbH"]),
            ["translations.de.recipients"]
        );
        let mut french = both();
        let texts = french.translations["de"].clone();
        french.translations.insert("fr".to_owned(), texts);
        let named = french.faults(&Registry::starter()).into_iter();
        let named: Vec<_> = named.map(|fault| fault.field).collect();
        let data = (0..french.data.len()).map(|n| format!("data[{n}].category"));
        assert_eq!(named, data.collect::<Vec<_>>(), "no words for it in French");
        let mut twice = both();
        let german = twice.translations["de"].clone();
        twice.translations.insert("en".to_owned(), german.clone());
        twice.translations.insert("Deutsch".to_owned(), german);
        let named: Vec<_> = twice.faults(&Registry::starter());
        let named: Vec<_> = named.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(named, ["translations.Deutsch", "translations.en"]);
    }

    #[test]
    fn a_document_in_one_language_hashes_as_it_always_did() {
        let json = serde_json::to_string(&recipes()).unwrap();
        assert!(!json.contains("translations"), "{json}");
        assert_ne!(both().hash(), recipes().hash());
    }
}
