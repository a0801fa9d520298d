//! Propositions, as CRMs read them.

use std::collections::BTreeMap;

use mutual::catalogue::{
    Ask, Benefit, DataItem, Document, Proposition, Sample, Translation, Version, Worth,
};
use mutual::digest::hex;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AiUseWord, ChannelWord, ClassWord, LegalBasisWord, Moment, ToggleName};

/// A proposition: what it is for, what it uses, what the customer gets.
#[derive(Serialize, ToSchema)]
#[schema(as = Proposition)]
pub(crate) struct PropositionBody<'a> {
    /// Its stable key.
    #[schema(value_type = String, example = "recipe-ideas")]
    key: &'a str,
    /// The version that customers are shown.
    version: u32,
    /// `live`, or `retired` where nobody is asked any more.
    #[schema(value_type = String, example = "live")]
    status: &'static str,
    /// What it does for the customer.
    #[schema(value_type = String, example = "Recipe ideas by email")]
    title: &'a str,
    /// Why the data is used; an id of the registry.
    #[schema(value_type = String, example = "recommendations")]
    purpose: &'a str,
    legal_basis: LegalBasisWord,
    /// The data it uses.
    data: Vec<DataBody<'a>>,
    /// The channels it uses.
    channels: Vec<ChannelWord>,
    /// What AI does in it.
    ai_uses: Vec<AiUseWord>,
    /// Every toggle that goes with the exchange; all others start off.
    #[schema(value_type = Vec<ToggleName<'_>>)]
    required: Vec<ToggleName<'a>>,
    /// What the customer gets.
    benefits: Vec<BenefitBody<'a>>,
    /// How long a grant lasts, in months.
    term_months: u32,
    /// Where it is offered: region codes, or `*` for everywhere.
    #[schema(value_type = Vec<String>)]
    regions: &'a [String],
    /// The languages of its texts.
    #[schema(value_type = Vec<String>)]
    locales: Vec<&'a str>,
}

impl<'a> PropositionBody<'a> {
    /// The proposition as its newest version has it; none before the first one.
    pub(crate) fn of(proposition: &'a Proposition) -> Option<Self> {
        let version = proposition.versions().last()?;
        let document = &version.document;
        Some(Self {
            key: &proposition.key,
            version: version.number,
            status: status(proposition, version),
            title: &document.title,
            purpose: &document.purpose,
            legal_basis: LegalBasisWord(document.legal_basis),
            data: document.data.iter().map(DataBody::from).collect(),
            channels: document.channels.iter().copied().map(ChannelWord).collect(),
            ai_uses: document.ai_uses.iter().copied().map(AiUseWord).collect(),
            required: version.required().iter().map(ToggleName).collect(),
            benefits: document.benefits.iter().map(BenefitBody::from).collect(),
            term_months: document.term_months,
            regions: &document.regions,
            locales: document.locales().collect(),
        })
    }
}

fn status(proposition: &Proposition, version: &Version) -> &'static str {
    let newest = proposition.versions().last();
    let is_newest = newest.is_some_and(|newest| newest.number == version.number);
    match (proposition.live(), is_newest) {
        (Some(_), true) => "live",
        (None, true) => "retired",
        (_, false) => "superseded",
    }
}

/// One kind of data that a proposition uses.
#[derive(Serialize, ToSchema)]
#[schema(as = DataUse)]
struct DataBody<'a> {
    /// An id of the registry.
    #[schema(value_type = String, example = "orders")]
    category: &'a str,
    /// Whether the exchange cannot work without it.
    required: bool,
}

impl<'a> From<&'a DataItem> for DataBody<'a> {
    fn from(item: &'a DataItem) -> Self {
        Self {
            category: &item.category,
            required: item.required,
        }
    }
}

/// One thing that the customer gets.
#[derive(Serialize, ToSchema)]
#[schema(as = Benefit)]
struct BenefitBody<'a> {
    /// Its key within the proposition.
    #[schema(value_type = String, example = "recipes")]
    key: &'a str,
    /// What it is, as the customer reads it.
    #[schema(value_type = String)]
    what: &'a str,
    /// What sort of value.
    #[schema(value_type = String, example = "service")]
    kind: &'static str,
    /// How many each time.
    amount: f64,
    /// Of what.
    #[schema(value_type = String, example = "recipes")]
    unit: &'a str,
    /// How often.
    #[schema(value_type = String, example = "week")]
    every: &'static str,
    /// The event that shows it arrived.
    #[schema(value_type = String, example = "email.sent")]
    proof_event: &'a str,
}

impl<'a> From<&'a Benefit> for BenefitBody<'a> {
    fn from(benefit: &'a Benefit) -> Self {
        Self {
            key: &benefit.key,
            what: &benefit.what,
            kind: benefit.kind.word(),
            amount: benefit.amount,
            unit: &benefit.unit,
            every: benefit.every.word(),
            proof_event: &benefit.proof_event,
        }
    }
}

/// One immutable version of a proposition, word for word.
#[derive(Serialize, ToSchema)]
#[schema(as = Version)]
pub(crate) struct VersionBody<'a> {
    /// The proposition's key.
    #[schema(value_type = String, example = "recipe-ideas")]
    key: &'a str,
    /// The number of the version.
    version: u32,
    /// `live`, `superseded` or `retired`.
    #[schema(value_type = String, example = "superseded")]
    status: &'static str,
    change_class: ClassWord,
    /// When it went live.
    published_at: Moment,
    /// The ledger index of its publication.
    #[serde(rename = "published_index")]
    index: u64,
    /// SHA-256 of the document's canonical JSON, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
    /// Every toggle that goes with the exchange.
    #[schema(value_type = Vec<ToggleName<'_>>)]
    required: Vec<ToggleName<'a>>,
    /// What was published, word for word.
    document: DocumentBody<'a>,
}

impl<'a> VersionBody<'a> {
    /// One version of a proposition.
    pub(crate) fn of(proposition: &'a Proposition, version: &'a Version) -> Self {
        Self {
            key: &proposition.key,
            version: version.number,
            status: status(proposition, version),
            change_class: ClassWord(version.class),
            published_at: Moment(version.published_at),
            index: version.index,
            hash: hex(&version.hash),
            required: version.required().iter().map(ToggleName).collect(),
            document: DocumentBody::from(&version.document),
        }
    }
}

/// A proposition as a document.
#[derive(Serialize, ToSchema)]
#[schema(as = Document)]
struct DocumentBody<'a> {
    #[schema(value_type = String)]
    key: &'a str,
    #[schema(value_type = String)]
    locale: &'a str,
    #[schema(value_type = String)]
    title: &'a str,
    #[schema(value_type = String)]
    purpose: &'a str,
    legal_basis: LegalBasisWord,
    data: Vec<DataBody<'a>>,
    /// How the data is used.
    #[serde(rename = "use")]
    #[schema(value_type = String)]
    usage: &'a str,
    /// `computer`, `person` or `both`.
    #[schema(value_type = String)]
    decided_by: &'static str,
    benefits: Vec<BenefitBody<'a>>,
    /// What somebody would get, shown with invented people; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<SampleBody<'a>>,
    /// What the data is worth to the organisation, as far as it says so.
    worth: Option<WorthBody<'a>>,
    /// What stops when it is turned off.
    #[schema(value_type = String)]
    if_off: &'a str,
    /// What stays as it is.
    #[schema(value_type = String)]
    stays: &'a str,
    /// Who else sees the data.
    #[schema(value_type = Vec<String>)]
    recipients: &'a [String],
    /// How long the data is kept.
    #[schema(value_type = String)]
    retention: &'a str,
    term_months: u32,
    /// How many months after an answer stopped counting its records are kept; those of a no for 180 days
    /// at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    retention_months: Option<u32>,
    channels: Vec<ChannelWord>,
    ai_uses: Vec<AiUseWord>,
    /// Facets that were listed as required, beside the data that say so themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<ToggleName<'_>>, required = false)]
    required: Vec<ToggleName<'a>>,
    #[schema(value_type = Vec<String>)]
    regions: &'a [String],
    ask: AskBody<'a>,
    /// What changed since the version before.
    #[schema(value_type = Option<String>)]
    change_note: Option<&'a str>,
    /// The same texts in other languages, by their tags (BCP 47).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    translations: BTreeMap<&'a str, TranslationBody<'a>>,
}

/// The texts of a document in one more language.
#[derive(Serialize, ToSchema)]
#[schema(as = Translation)]
struct TranslationBody<'a> {
    #[schema(value_type = String)]
    title: &'a str,
    /// How the data is used.
    #[serde(rename = "use")]
    #[schema(value_type = String)]
    usage: &'a str,
    /// The document's benefits in their order.
    benefits: Vec<BenefitTextBody<'a>>,
    /// The document's sample in this language, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<SampleBody<'a>>,
    /// How the worth was worked out, where the document has no word for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    method: Option<&'a str>,
    #[schema(value_type = String)]
    if_off: &'a str,
    #[schema(value_type = String)]
    stays: &'a str,
    /// The document's recipients in their order; left out where they are names alone.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schema(value_type = Vec<String>, required = false)]
    recipients: &'a [String],
    #[schema(value_type = String)]
    retention: &'a str,
    ask: AskBody<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    change_note: Option<&'a str>,
}

/// What somebody would get, shown with invented people. It promises nothing.
#[derive(Serialize, ToSchema)]
#[schema(as = Sample)]
struct SampleBody<'a> {
    /// The text; each slot names data of the document in braces.
    #[schema(value_type = String, example = "Rye bread again? You bought it {orders}.")]
    text: &'a str,
    /// Each invented person's value for each slot, by the data that it names.
    #[schema(value_type = Vec<BTreeMap<String, String>>)]
    people: &'a [BTreeMap<String, String>],
}

impl<'a> From<&'a Sample> for SampleBody<'a> {
    fn from(sample: &'a Sample) -> Self {
        Self {
            text: &sample.text,
            people: &sample.people,
        }
    }
}

/// The texts of one benefit in one more language.
#[derive(Serialize, ToSchema)]
#[schema(as = BenefitText)]
struct BenefitTextBody<'a> {
    #[schema(value_type = String)]
    key: &'a str,
    #[schema(value_type = String)]
    what: &'a str,
    #[schema(value_type = String)]
    unit: &'a str,
}

/// The first question and its two answers.
#[derive(Serialize, ToSchema)]
#[schema(as = Ask)]
struct AskBody<'a> {
    #[schema(value_type = String)]
    question: &'a str,
    #[schema(value_type = String)]
    allow: &'a str,
    #[schema(value_type = String)]
    refuse: &'a str,
}

/// What the data is worth to the organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Worth)]
struct WorthBody<'a> {
    /// A decimal number in the currency's main unit.
    #[schema(value_type = String, example = "6.00")]
    amount: &'a str,
    /// ISO 4217 code.
    #[schema(value_type = String, example = "GBP")]
    currency: &'a str,
    /// The period that the amount is for.
    #[schema(value_type = String, example = "year")]
    per: &'static str,
    /// How it was worked out: `marginal_value`, `average_value`, `aggregate_value`, `revenue`,
    /// `data_expenses`, `incentive_expenses` or `profit` (11 CCR § 7081), or another way in words.
    #[schema(value_type = String)]
    method: &'a str,
}

impl<'a> From<&'a Worth> for WorthBody<'a> {
    fn from(worth: &'a Worth) -> Self {
        Self {
            amount: &worth.amount,
            currency: &worth.currency,
            per: worth.per.word(),
            method: &worth.method,
        }
    }
}

impl<'a> From<&'a Document> for DocumentBody<'a> {
    fn from(document: &'a Document) -> Self {
        Self {
            key: &document.key,
            locale: &document.locale,
            title: &document.title,
            purpose: &document.purpose,
            legal_basis: LegalBasisWord(document.legal_basis),
            data: document.data.iter().map(DataBody::from).collect(),
            usage: &document.usage,
            decided_by: document.decided_by.word(),
            benefits: document.benefits.iter().map(BenefitBody::from).collect(),
            sample: document.sample.as_ref().map(SampleBody::from),
            worth: document.worth.as_ref().map(WorthBody::from),
            if_off: &document.if_off,
            stays: &document.stays,
            recipients: &document.recipients,
            retention: &document.retention,
            term_months: document.term_months,
            retention_months: document.retention_months,
            channels: document.channels.iter().copied().map(ChannelWord).collect(),
            ai_uses: document.ai_uses.iter().copied().map(AiUseWord).collect(),
            required: document.required.iter().map(ToggleName).collect(),
            regions: &document.regions,
            ask: AskBody::from(&document.ask),
            change_note: document.change_note.as_deref(),
            translations: document
                .translations
                .iter()
                .map(|(locale, texts)| (locale.as_str(), TranslationBody::from(texts)))
                .collect(),
        }
    }
}

impl<'a> From<&'a Ask> for AskBody<'a> {
    fn from(ask: &'a Ask) -> Self {
        Self {
            question: &ask.question,
            allow: &ask.allow,
            refuse: &ask.refuse,
        }
    }
}

impl<'a> From<&'a Translation> for TranslationBody<'a> {
    fn from(texts: &'a Translation) -> Self {
        let benefits = texts.benefits.iter().map(|text| BenefitTextBody {
            key: &text.key,
            what: &text.what,
            unit: &text.unit,
        });
        Self {
            title: &texts.title,
            usage: &texts.usage,
            benefits: benefits.collect(),
            sample: texts.sample.as_ref().map(SampleBody::from),
            method: texts.method.as_deref(),
            if_off: &texts.if_off,
            stays: &texts.stays,
            recipients: &texts.recipients,
            retention: &texts.retention,
            ask: AskBody::from(&texts.ask),
            change_note: texts.change_note.as_deref(),
        }
    }
}
