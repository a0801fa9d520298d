//! A proposition as a document: what marketers write, and what is published word for word.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    AiUse, BenefitKind, Channel, DecidedBy, Every, LegalBasis, Registry, Sample, Sensitivity, Slug,
    TermKey, Translation, WorthMethod,
};
use crate::consent::Toggle;

/// The months a grant lasts where the document does not say.
const DEFAULT_TERM_MONTHS: u32 = 24;
/// The longest term, in months.
const LONGEST_TERM_MONTHS: u32 = 120;
/// The longest time that records are kept for, in months.
const LONGEST_RETENTION_MONTHS: u32 = 240;
/// The least of one benefit: less would read as nothing, which is no promise.
const LEAST_AMOUNT: f64 = 0.01;
/// The longest text of one field, in characters.
const LONGEST_TEXT: usize = 600;
/// The most items in one list.
pub(crate) const LONGEST_LIST: usize = 20;

/// A value proposition as a document. Unknown fields are an error that names them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its stable key.
    pub key: Slug,
    /// The language of its texts (BCP 47).
    pub locale: String,
    /// What it does for the customer, as a noun.
    pub title: String,
    /// Why the data is used; an id of the registry.
    pub purpose: Slug,
    /// Why that is lawful.
    pub legal_basis: LegalBasis,
    /// The data it needs.
    pub data: Vec<DataItem>,
    /// How the data is used, in one or two sentences.
    #[serde(rename = "use")]
    pub usage: String,
    /// Who decides.
    pub decided_by: DecidedBy,
    /// What the customer gets.
    pub benefits: Vec<Benefit>,
    /// What somebody would get, shown with invented people. A document without one is written as it
    /// was before there were any, so that its hash stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// What the data is worth to the organisation, as far as it says so.
    pub worth: Option<Worth>,
    /// What stops when it is turned off, and when.
    pub if_off: String,
    /// What stays as it is.
    pub stays: String,
    /// Who else sees the data, by name.
    pub recipients: Vec<String>,
    /// How long the data is kept.
    pub retention: String,
    /// How long a grant lasts, in months.
    #[serde(default = "default_term")]
    pub term_months: u32,
    /// How many months after the last answer stopped counting (it was a no, was taken back, or ran
    /// out) the records of it are destroyed, those of a no 180 days after it at the soonest; none: they
    /// are kept until the customer is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_months: Option<u32>,
    /// The channels it uses.
    pub channels: Vec<Channel>,
    /// What AI does in it.
    pub ai_uses: Vec<AiUse>,
    /// Facets that go with the exchange, beside the data that say so themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<Toggle>,
    /// Where it is offered: region codes, or `*` for everywhere.
    pub regions: Vec<String>,
    /// The first question.
    pub ask: Ask,
    /// What changed since the version before, in words.
    pub change_note: Option<String>,
    /// The same texts in other languages, by their tags (BCP 47).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, Translation>,
}

/// One kind of data that a proposition uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataItem {
    /// An id of the registry.
    pub category: Slug,
    /// Whether the exchange cannot work without it.
    pub required: bool,
}

/// One thing that the customer gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benefit {
    /// Its key within the proposition.
    pub key: Slug,
    /// What it is, as the customer reads it.
    pub what: String,
    /// What sort of value.
    pub kind: BenefitKind,
    /// How many each time.
    pub amount: f64,
    /// Of what.
    pub unit: String,
    /// How often.
    pub every: Every,
    /// The event that shows it arrived.
    pub proof_event: String,
}

/// What the data is worth to the organisation (11 CCR § 7081).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// A decimal number in the currency's main unit.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The period that the amount is for.
    pub per: Every,
    /// How it was worked out: the word of a [`WorthMethod`], or in words of its own. Documents from
    /// before there were names have words alone.
    pub method: String,
}

impl Worth {
    /// How it was worked out; whatever is no name is another way.
    #[must_use]
    pub fn way(&self) -> WorthMethod {
        self.method.trim().parse().unwrap_or(WorthMethod::Other)
    }
}

/// The first question and its two answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The words for yes.
    pub allow: String,
    /// The words for no.
    pub refuse: String,
}

/// What is wrong with one field of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as `benefits[0].what`.
    pub field: String,
    /// What to do, as a sentence without its final stop.
    pub message: String,
}

fn default_term() -> u32 {
    DEFAULT_TERM_MONTHS
}

impl Document {
    /// Every facet, once each.
    pub fn facets(&self) -> impl Iterator<Item = Toggle> {
        let data = self
            .data
            .iter()
            .map(|item| Toggle::Data(item.category.clone()));
        let channels = self.channels.iter().copied().map(Toggle::Channel);
        data.chain(channels)
            .chain(self.ai_uses.iter().copied().map(Toggle::Ai))
    }

    /// Whether it names that term of the registry.
    #[must_use]
    pub fn names(&self, key: &TermKey) -> bool {
        match key {
            TermKey::Purpose(id) => self.purpose == *id,
            TermKey::Data(id) => self.data.iter().any(|item| item.category == *id),
        }
    }

    /// The facets that turning the exchange on turns on too: data that say so, a sole channel,
    /// a sole AI use, and what `required` lists.
    #[must_use]
    pub fn required_toggles(&self) -> BTreeSet<Toggle> {
        let mut required: BTreeSet<_> = self.required.iter().cloned().collect();
        let data = self.data.iter().filter(|item| item.required);
        required.extend(data.map(|item| Toggle::Data(item.category.clone())));
        if let [channel] = self.channels[..] {
            required.insert(Toggle::Channel(channel));
        }
        if let [ai] = self.ai_uses[..] {
            required.insert(Toggle::Ai(ai));
        }
        required
    }

    /// Whether it is offered in `region`. Without a known region only `*` is.
    #[must_use]
    pub fn is_open_to(&self, region: Option<&str>) -> bool {
        self.regions
            .iter()
            .any(|open| open == "*" || region.is_some_and(|region| covers_region(open, region)))
    }

    /// SHA-256 of its canonical JSON: fields in the order of this type, no spaces.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        // The type has no map with foreign keys and no failing serialiser.
        Sha256::digest(serde_json::to_vec(self).unwrap_or_default()).into()
    }

    /// What must be mended before this can be published. Empty: nothing.
    #[must_use]
    pub fn faults(&self, registry: &Registry) -> Vec<Fault> {
        let mut faults = Faults::default();
        for (field, text) in [
            ("title", &self.title),
            ("use", &self.usage),
            ("if_off", &self.if_off),
            ("stays", &self.stays),
            ("retention", &self.retention),
            ("ask.question", &self.ask.question),
            ("ask.allow", &self.ask.allow),
            ("ask.refuse", &self.ask.refuse),
        ] {
            faults.text(field, text);
        }
        if let Some(note) = &self.change_note
            && note.chars().count() > LONGEST_TEXT
        {
            faults.add(
                "change_note",
                format!("use at most {LONGEST_TEXT} characters"),
            );
        }
        if !is_locale(&self.locale) {
            faults.add("locale", "name a language, such as `en`".to_owned());
        }
        if registry.purpose(&self.purpose).is_none() {
            faults.add(
                "purpose",
                format!("`{}` is not in the registry", self.purpose),
            );
        }
        if !(1..=LONGEST_TERM_MONTHS).contains(&self.term_months) {
            faults.add("term_months", format!("use 1 to {LONGEST_TERM_MONTHS}"));
        }
        if let Some(months) = self.retention_months
            && !(1..=LONGEST_RETENTION_MONTHS).contains(&months)
        {
            let message = format!("use 1 to {LONGEST_RETENTION_MONTHS}, or leave it out");
            faults.add("retention_months", message);
        }
        self.check_data(registry, &mut faults);
        self.check_benefits(&mut faults);
        self.check_sample(&mut faults);
        self.check_facets(&mut faults);
        self.check_others(&mut faults);
        self.check_translations(registry, &mut faults);
        faults.0
    }

    fn check_data(&self, registry: &Registry, faults: &mut Faults) {
        faults.list("data", self.data.len(), 1);
        let mut sensitivities = BTreeSet::new();
        for (n, item) in self.data.iter().enumerate() {
            match registry.category(&item.category) {
                Some(category) => _ = sensitivities.insert(category.sensitivity),
                None => faults.add(
                    format!("data[{n}].category"),
                    format!("`{}` is not in the registry", item.category),
                ),
            }
        }
        if sensitivities.len() > 1 {
            let special = Sensitivity::Special;
            let which = self
                .data
                .iter()
                .filter_map(|item| registry.category(&item.category));
            let names: Vec<_> = which
                .filter(|c| c.sensitivity == special)
                .map(|c| c.name.as_str())
                .collect();
            faults.add(
                "data",
                format!("give {} an exchange of its own", names.join(" and ")),
            );
        }
        if self.data.iter().all(|item| !item.required) && !self.data.is_empty() {
            faults.add(
                "data",
                "mark at least one kind of data as needed".to_owned(),
            );
        }
    }

    fn check_benefits(&self, faults: &mut Faults) {
        faults.list("benefits", self.benefits.len(), 1);
        let mut keys = BTreeSet::new();
        for (n, benefit) in self.benefits.iter().enumerate() {
            faults.text(format!("benefits[{n}].what"), &benefit.what);
            faults.text(format!("benefits[{n}].unit"), &benefit.unit);
            faults.text(format!("benefits[{n}].proof_event"), &benefit.proof_event);
            if !(LEAST_AMOUNT..=1e9).contains(&benefit.amount) {
                faults.add(format!("benefits[{n}].amount"), "say how many".to_owned());
            }
            if !keys.insert(&benefit.key) {
                faults.add(format!("benefits[{n}].key"), "use each key once".to_owned());
            }
        }
        if let Some(worth) = &self.worth {
            faults.text("worth.method", &worth.method);
            if !is_amount(&worth.amount) {
                faults.add("worth.amount", "use a number such as 6.00".to_owned());
            }
            if worth.currency.len() != 3 || !worth.currency.bytes().all(|c| c.is_ascii_uppercase())
            {
                faults.add(
                    "worth.currency",
                    "use three capital letters such as EUR".to_owned(),
                );
            }
        }
    }

    fn check_facets(&self, faults: &mut Faults) {
        faults.list("channels", self.channels.len(), 0);
        faults.list("ai_uses", self.ai_uses.len(), 0);
        let mut seen = BTreeMap::<Toggle, usize>::new();
        for facet in self.facets() {
            *seen.entry(facet).or_default() += 1;
        }
        for (facet, _) in seen.iter().filter(|(_, count)| **count > 1) {
            let field = match facet {
                Toggle::Channel(_) => "channels",
                Toggle::Ai(_) => "ai_uses",
                Toggle::Data(_) | Toggle::Exchange => "data",
            };
            faults.add(field, format!("name `{facet}` once"));
        }
        for (n, facet) in self.required.iter().enumerate() {
            if !seen.contains_key(facet) {
                faults.add(
                    format!("required[{n}]"),
                    format!("`{facet}` is not part of this"),
                );
            }
        }
    }

    fn check_others(&self, faults: &mut Faults) {
        faults.list("recipients", self.recipients.len(), 0);
        for (n, recipient) in self.recipients.iter().enumerate() {
            faults.text(format!("recipients[{n}]"), recipient);
        }
        faults.list("regions", self.regions.len(), 1);
        for (n, region) in self.regions.iter().enumerate() {
            if region != "*" && !is_region(region) {
                faults.add(
                    format!("regions[{n}]"),
                    "use `*` or a code such as DE or US-CA".to_owned(),
                );
            }
        }
    }
}

#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, field: impl Into<String>, message: String) {
        self.0.push(Fault {
            field: field.into(),
            message,
        });
    }

    pub(super) fn text(&mut self, field: impl Into<String>, text: &str) {
        if text.trim().is_empty() {
            self.add(field, "fill this in".to_owned());
        } else if text.chars().count() > LONGEST_TEXT {
            self.add(field, format!("use at most {LONGEST_TEXT} characters"));
        } else if text.chars().any(|c| c.is_control()) {
            self.add(field, "use one line of plain text".to_owned());
        } else if text.chars().any(turns) {
            let message = "take out the invisible marks that turn the direction".to_owned();
            self.add(field, message);
        }
    }

    pub(super) fn list(&mut self, field: &str, len: usize, least: usize) {
        if len < least {
            self.add(field, "add at least one".to_owned());
        } else if len > LONGEST_LIST {
            self.add(field, format!("use at most {LONGEST_LIST}"));
        }
    }
}

/// Whether a character turns the direction of what follows (Unicode's embeddings, overrides and
/// isolates): with them a text reads otherwise than it is written, to people and not to rules.
fn turns(c: char) -> bool {
    matches!(u32::from(c), 0x202A..=0x202E | 0x2066..=0x2069)
}

/// Whether `code` is an ISO 3166 code: a country, or a country and its part.
#[must_use]
pub(crate) fn is_region(code: &str) -> bool {
    let (country, part) = code
        .split_once('-')
        .map_or((code, None), |(c, p)| (c, Some(p)));
    country.len() == 2
        && country.bytes().all(|c| c.is_ascii_uppercase())
        && part.is_none_or(|part| {
            (1..=3).contains(&part.len())
                && part
                    .bytes()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
}

/// Whether `tag` looks like a language tag (BCP 47), such as `en` or `pt-BR`.
#[must_use]
pub(crate) fn is_locale(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|c| c.is_ascii_lowercase())
        && tag.len() <= 35
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric())
        })
}

/// `US` covers `US-CA`; nothing else covers but equality.
fn covers_region(open: &str, region: &str) -> bool {
    region == open
        || region
            .strip_prefix(open)
            .is_some_and(|rest| rest.starts_with('-'))
}

fn is_amount(text: &str) -> bool {
    let (whole, cents) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit())
    };
    digits(whole, 12) && digits(cents, 3)
}

#[cfg(test)]
mod tests {
    use super::super::tests::recipes;
    use super::*;

    fn faults(change: impl FnOnce(&mut Document)) -> Vec<String> {
        let mut document = recipes();
        change(&mut document);
        document
            .faults(&Registry::starter())
            .into_iter()
            .map(|fault| fault.field)
            .collect()
    }

    #[test]
    fn an_honest_document_has_no_fault() {
        assert_eq!(faults(|_| ()), [""; 0]);
    }

    #[test]
    fn each_fault_names_its_field() {
        assert_eq!(faults(|d| d.title = " ".into()), ["title"]);
        assert_eq!(faults(|d| d.title = "two\nlines".into()), ["title"]);
        assert_eq!(
            faults(|d| d.purpose = "world_peace".parse().unwrap()),
            ["purpose"]
        );
        assert_eq!(
            faults(|d| d.benefits[0].amount = f64::NAN),
            ["benefits[0].amount"]
        );
        assert_eq!(
            faults(|d| d.benefits[0].amount = 0.001),
            ["benefits[0].amount"],
            "it would read as 0"
        );
        assert_eq!(faults(|d| d.channels.push(Channel::Email)), ["channels"]);
        assert_eq!(
            faults(|d| d.required.push("ai:train".parse().unwrap())),
            ["required[1]"]
        );
        assert_eq!(faults(|d| d.term_months = 0), ["term_months"]);
        assert_eq!(
            faults(|d| d.regions = vec!["Europe".into()]),
            ["regions[0]"]
        );
    }

    #[test]
    fn sensitive_data_stand_in_an_exchange_of_their_own() {
        let health = DataItem {
            category: "health_conditions".parse().unwrap(),
            required: true,
        };
        assert_eq!(faults(|d| d.data.push(health.clone())), ["data"]);
        assert_eq!(faults(|d| d.data = vec![health]), [""; 0]);
    }

    #[test]
    fn a_sole_channel_and_a_sole_ai_use_go_with_the_exchange() {
        let names = |d: &Document| {
            d.required_toggles()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut document = recipes();
        assert_eq!(names(&document), "data:orders channel:email");
        document.required.clear();
        document.channels = vec![Channel::Post];
        document.ai_uses = vec![AiUse::Generate];
        assert_eq!(names(&document), "data:orders channel:post ai:generate");
    }

    #[test]
    fn a_country_covers_its_parts() {
        let mut document = recipes();
        assert!(document.is_open_to(None));
        document.regions = vec!["US".into(), "DE".into()];
        assert!(document.is_open_to(Some("US-CA")) && document.is_open_to(Some("DE")));
        assert!(!document.is_open_to(Some("D")) && !document.is_open_to(None));
    }

    #[test]
    fn unknown_fields_are_named() {
        let mut json = serde_json::to_value(recipes()).unwrap();
        json["colour"] = "red".into();
        let error = serde_json::from_value::<Document>(json)
            .unwrap_err()
            .to_string();
        assert!(error.contains("colour"), "{error}");
    }
}
