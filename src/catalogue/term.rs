//! The terms of the registry: a purpose, a data category, and what is to be mended in them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::document::{Fault, Faults, LONGEST_LIST, is_locale};
use super::{Slug, words::vocabulary};

/// The longest name and the longest label, in characters: a label stands beside a switch.
const LONGEST_LABEL: usize = 80;
/// The longest IRI, in bytes.
const LONGEST_IRI: usize = 200;
/// Where the vocabulary lives.
const DPV: &str = "https://w3id.org/dpv";

vocabulary! {
    /// Where data comes from.
    Origin {
        /// The customer told the organisation.
        Told = "told",
        /// The customer did it with the organisation.
        Observed = "observed",
        /// The organisation guessed it.
        Inferred = "inferred",
        /// Somebody else gave it.
        Obtained = "obtained",
    }
}

vocabulary! {
    /// How much harm the data can do.
    Sensitivity {
        /// Everything else.
        Ordinary = "ordinary",
        /// A special category (GDPR, article 9).
        Special = "special",
    }
}

/// Labels in further languages, by their tags (BCP 47).
pub type Labels = BTreeMap<String, String>;

/// Why data is processed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Its id.
    pub id: Slug,
    /// The field's term.
    pub name: String,
    /// What a customer reads, in English.
    pub label: String,
    /// What she reads in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// The term of the W3C Data Privacy Vocabulary, as an IRI.
    pub dpv: String,
}

impl Purpose {
    /// What a customer reads in the language `locale` (BCP 47), where there are words in it.
    #[must_use]
    pub fn label_in(&self, locale: &str) -> Option<&str> {
        label_in(&self.label, &self.labels, locale)
    }

    /// What it is called in the language `locale` (BCP 47): in the customer's words, else by the
    /// field's term.
    #[must_use]
    pub fn called_in(&self, locale: &str) -> &str {
        self.label_in(locale).unwrap_or(&self.name)
    }
}

/// A kind of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCategory {
    /// Its id.
    pub id: Slug,
    /// The field's term.
    pub name: String,
    /// What a customer reads, as "Your past orders", in English.
    pub label: String,
    /// What she reads in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Where it comes from.
    pub origin: Origin,
    /// How much harm it can do.
    pub sensitivity: Sensitivity,
    /// The term of the W3C Data Privacy Vocabulary, as an IRI.
    pub dpv: String,
}

impl DataCategory {
    /// What a customer reads in the language `locale` (BCP 47), where there are words in it.
    #[must_use]
    pub fn label_in(&self, locale: &str) -> Option<&str> {
        label_in(&self.label, &self.labels, locale)
    }

    /// What it is called in the language `locale` (BCP 47): in the customer's words, else by the
    /// field's term.
    #[must_use]
    pub fn called_in(&self, locale: &str) -> &str {
        self.label_in(locale).unwrap_or(&self.name)
    }
}

/// The words of exactly that tag, else of its language; the label itself is English.
fn label_in<'a>(label: &'a str, labels: &'a Labels, locale: &str) -> Option<&'a str> {
    let words = |tag: &str| {
        let mut all = labels.iter();
        let found = all.find(|(known, _)| known.eq_ignore_ascii_case(tag));
        found.map(|(_, words)| words.as_str())
    };
    let language = locale.split('-').next().unwrap_or_default();
    words(locale)
        .or_else(|| words(language))
        .or_else(|| language.eq_ignore_ascii_case("en").then_some(label))
}

/// A purpose or a data category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A purpose.
    Purpose(Purpose),
    /// A data category.
    Data(DataCategory),
}

impl Term {
    /// What names it.
    #[must_use]
    pub fn key(&self) -> TermKey {
        match self {
            Self::Purpose(purpose) => TermKey::Purpose(purpose.id.clone()),
            Self::Data(category) => TermKey::Data(category.id.clone()),
        }
    }

    /// The field's term.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Purpose(purpose) => &purpose.name,
            Self::Data(category) => &category.name,
        }
    }

    /// What a customer reads, in English.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Purpose(purpose) => &purpose.label,
            Self::Data(category) => &category.label,
        }
    }

    /// What a customer reads in the language `locale` (BCP 47), where there are words in it.
    #[must_use]
    pub fn label_in(&self, locale: &str) -> Option<&str> {
        label_in(self.label(), self.labels(), locale)
    }

    /// What she reads in other languages.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        match self {
            Self::Purpose(purpose) => &purpose.labels,
            Self::Data(category) => &category.labels,
        }
    }

    /// The term of the W3C Data Privacy Vocabulary, as an IRI.
    #[must_use]
    pub fn dpv(&self) -> &str {
        match self {
            Self::Purpose(purpose) => &purpose.dpv,
            Self::Data(category) => &category.dpv,
        }
    }

    /// What must be mended before the registry takes it. Empty: nothing.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        line("name", self.name(), &mut faults);
        line("label", self.label(), &mut faults);
        let labels = self.labels();
        if labels.len() > LONGEST_LIST {
            faults.add("labels", format!("use at most {LONGEST_LIST} languages"));
        }
        let mut seen: Vec<&str> = Vec::new();
        for (tag, words) in labels.iter().take(LONGEST_LIST) {
            let field = label_field(tag);
            line(&field, words, &mut faults);
            if !is_locale(tag) {
                faults.add(field, "name a language, such as `de`".to_owned());
            } else if tag == "en" {
                faults.add(field, "the label itself is English".to_owned());
            } else if seen.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
                faults.add(field, "name each language once".to_owned());
            }
            seen.push(tag);
        }
        if !is_dpv(self.dpv()) {
            let message = "give the full address of a term of the Data Privacy Vocabulary";
            faults.add("dpv", message.to_owned());
        }
        faults.0
    }
}

/// Where the label of that language stands among the fields.
#[must_use]
pub fn label_field(tag: &str) -> String {
    format!("labels[{tag}]")
}

/// One short line of plain text.
fn line(field: &str, text: &str, faults: &mut Faults) {
    if text.chars().count() > LONGEST_LABEL {
        faults.add(field, format!("use at most {LONGEST_LABEL} characters"));
    } else {
        faults.text(field, text);
    }
}

/// Whether `iri` is written like a term of the vocabulary or of one of its extensions.
#[must_use]
pub fn is_dpv(iri: &str) -> bool {
    let Some((place, term)) = iri.strip_prefix(DPV).and_then(|rest| rest.split_once('#')) else {
        return false;
    };
    let part = |part: &str| {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-.".contains(&c);
        !part.is_empty() && part.bytes().all(plain)
    };
    let place = place.is_empty()
        || place
            .strip_prefix('/')
            .is_some_and(|p| p.split('/').all(part));
    let word = |c: u8| c.is_ascii_alphanumeric() || b"-_".contains(&c);
    let term = term.starts_with(|c: char| c.is_ascii_alphabetic()) && term.bytes().all(word);
    place && term && iri.len() <= LONGEST_IRI
}

/// What names a term. A purpose and a data category may have the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKey {
    /// A purpose.
    Purpose(Slug),
    /// A data category.
    Data(Slug),
}

impl TermKey {
    /// What it is: `purpose` or `data`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Purpose(_) => "purpose",
            Self::Data(_) => "data",
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &Slug {
        match self {
            Self::Purpose(id) | Self::Data(id) => id,
        }
    }
}

impl fmt::Display for TermKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.id())
    }
}

impl FromStr for TermKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        let id = id.parse().map_err(|_| ())?;
        match kind {
            "purpose" => Ok(Self::Purpose(id)),
            "data" => Ok(Self::Data(id)),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Registry;

    fn orders() -> DataCategory {
        Registry::starter().category("orders").unwrap().clone()
    }

    fn faults(change: impl FnOnce(&mut DataCategory)) -> Vec<String> {
        let mut category = orders();
        change(&mut category);
        let faults = Term::Data(category).faults().into_iter();
        faults.map(|fault| fault.field).collect()
    }

    #[test]
    fn each_fault_of_a_term_names_its_field() {
        assert_eq!(faults(|_| ()), [""; 0]);
        assert_eq!(faults(|c| c.name = " ".into()), ["name"]);
        assert_eq!(faults(|c| c.label = "two\nlines".into()), ["label"]);
        assert_eq!(faults(|c| c.label = "\u{202e}turned".into()), ["label"]);
        assert_eq!(faults(|c| c.label = "x".repeat(81)), ["label"]);
        for bad in ["deutsch", "en", "FR"] {
            let change = |c: &mut DataCategory| _ = c.labels.insert(bad.into(), "Wort".into());
            assert_eq!(faults(change), [format!("labels[{bad}]")], "{bad}");
        }
        let twice = |c: &mut DataCategory| {
            c.labels.insert("pt-BR".into(), "a".into());
            c.labels.insert("pt-br".into(), "b".into());
        };
        assert_eq!(faults(twice), ["labels[pt-br]"]);
    }

    #[test]
    fn a_term_of_the_vocabulary_is_known_by_how_it_is_written() {
        for good in [
            "https://w3id.org/dpv#DirectMarketing",
            "https://w3id.org/dpv/pd#EmailAddress",
            "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a",
        ] {
            assert!(is_dpv(good), "{good}");
        }
        for bad in [
            "",
            "https://w3id.org/dpv",
            "https://w3id.org/dpv#",
            "https://w3id.org/dpvx#Term",
            "http://w3id.org/dpv#DirectMarketing",
            "https://w3id.org/dpv/../x#Term ",
            "https://w3id.org/dpv//#Term",
            "https://w3id.org/dpv#1",
            "https://w3id.org/dpv#\"><script>",
            "javascript:alert(1)//https://w3id.org/dpv#A",
        ] {
            assert_eq!(faults(|c| c.dpv = bad.into()), ["dpv"], "{bad}");
        }
    }

    #[test]
    fn a_label_is_found_by_its_tag_then_by_its_language() {
        let mut category = orders();
        category
            .labels
            .insert("de-AT".into(), "Ihre Einkäufe".into());
        assert_eq!(category.label_in("de-AT"), Some("Ihre Einkäufe"));
        assert_eq!(category.label_in("de-at"), Some("Ihre Einkäufe"));
        assert_eq!(
            category.label_in("de-CH"),
            Some("Ihre bisherigen Bestellungen")
        );
        assert_eq!(category.label_in("en-GB"), Some("Your past orders"));
        assert_eq!(category.label_in("fr"), None);
        let registry = Registry::starter();
        let offers = registry.purpose("offers").unwrap();
        assert_eq!(offers.label_in("de"), Some("Angebote und Rabatte"));
    }

    #[test]
    fn a_key_reads_back() {
        for key in ["purpose:offers", "data:orders"] {
            let read: TermKey = key.parse().unwrap();
            assert_eq!(read.to_string(), key);
        }
        for bad in ["", "offers", "data:", "channel:email", "data:Ö"] {
            assert_eq!(bad.parse::<TermKey>(), Err(()), "{bad}");
        }
    }
}
