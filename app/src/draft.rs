//! A draft as a form: every field as somebody typed it, valid or not, so that nothing is ever lost.
//!
//! What is stored has the shape of a document. A number that is none stays the text that it is, and the
//! document then says so.

mod benefit;
mod parts;
mod sample;
mod translation;

use std::collections::BTreeMap;

use mutual::catalogue::{AiUse, Channel, Document, Registry, WorthMethod};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{text::Text, ui::field::box_of};

#[cfg(test)]
pub(crate) use translation::BenefitTextForm;
pub use translation::TranslationForm;

/// The most benefits that the form has room for.
const MOST_BENEFITS: usize = 12;

/// The editor's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    /// The proposition's key. It never changes.
    pub key: String,
    /// What it does, as a noun.
    pub title: String,
    /// The language of the texts.
    pub locale: String,
    /// An id of the registry.
    pub purpose: String,
    /// A legal basis.
    pub legal_basis: String,
    /// For each data category: `required`, `optional`, anything else for not used.
    pub data: BTreeMap<String, String>,
    /// The order of the data categories, by commas; those that are new come behind.
    pub order: String,
    /// How the data is used.
    #[serde(rename = "use")]
    pub usage: String,
    /// Who decides.
    pub decided_by: String,
    /// For each AI use: as with data.
    pub ai: BTreeMap<String, String>,
    /// For each channel: as with data.
    pub channels: BTreeMap<String, String>,
    /// What the customer gets; empty ones count as not there.
    pub benefits: Vec<BenefitForm>,
    /// The text of the sample, with its slots.
    pub sample: String,
    /// Each invented person's value for each data category; empty people count as not there.
    pub people: sample::People,
    /// What the data is worth.
    pub worth: WorthForm,
    /// What stops.
    pub if_off: String,
    /// What stays.
    pub stays: String,
    /// Who else sees it, a name a line.
    pub recipients: String,
    /// How long it is kept.
    pub retention: String,
    /// How many months a yes lasts.
    pub term_months: String,
    pub retention_months: String,
    /// Region codes, with commas.
    pub regions: String,
    /// The first question.
    pub ask: AskForm,
    /// What changed.
    pub change_note: String,
    /// The same texts in other languages, by their tags; empty ones count as not there.
    pub translations: BTreeMap<String, TranslationForm>,
}

/// One benefit of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitForm {
    /// Its key; made when it is first saved.
    pub key: String,
    /// What it is.
    pub what: String,
    /// What sort of value.
    pub kind: String,
    /// How many each time.
    pub amount: String,
    /// Of what.
    pub unit: String,
    /// How often.
    pub every: String,
    /// The event that proves it.
    pub proof_event: String,
}

/// The worth of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorthForm {
    /// A number.
    pub amount: String,
    /// A currency.
    pub currency: String,
    /// The period.
    pub per: String,
    /// By which way it was worked out.
    pub method: String,
    /// How, where that way has no name.
    pub how: String,
}

/// The question of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The question.
    pub question: String,
    /// The words for yes.
    pub allow: String,
    /// The words for no.
    pub refuse: String,
}

/// What a facet of the form is.
const REQUIRED: &str = "required";
const OPTIONAL: &str = "optional";

impl DraftForm {
    /// A new draft, with what most propositions have.
    pub(crate) fn begin(key: &str, title: &str, locale: &str) -> Self {
        Self {
            key: key.to_owned(),
            title: line(title),
            locale: locale.to_owned(),
            legal_basis: "consent".to_owned(),
            decided_by: "computer".to_owned(),
            term_months: "24".to_owned(),
            retention_months: String::new(),
            regions: "*".to_owned(),
            ..Self::default()
        }
    }

    /// Reads what is stored, or a published document. Whatever is not there is empty.
    pub(crate) fn read(content: &Value) -> Self {
        let text = |name: &str| as_text(content.get(name));
        let mut form = Self {
            key: text("key"),
            title: text("title"),
            locale: text("locale"),
            purpose: text("purpose"),
            legal_basis: text("legal_basis"),
            usage: text("use"),
            decided_by: text("decided_by"),
            if_off: text("if_off"),
            stays: text("stays"),
            recipients: as_list(content.get("recipients")).join("\n"),
            retention: text("retention"),
            term_months: text("term_months"),
            retention_months: text("retention_months"),
            regions: as_list(content.get("regions")).join(", "),
            change_note: text("change_note"),
            worth: WorthForm::read(content.get("worth")),
            ask: read_part(content.get("ask")),
            ..Self::default()
        };
        let data = array(content.get("data"));
        let category = |item: &Value| as_text(item.get("category"));
        form.order = data.iter().map(category).collect::<Vec<_>>().join(",");
        for item in data {
            let required = item.get("required").and_then(Value::as_bool) == Some(true);
            form.data.insert(category(item), facet(required));
        }
        let required = as_list(content.get("required"));
        let channels = as_list(content.get("channels"));
        let uses = as_list(content.get("ai_uses"));
        let (sole_channel, sole_use) = (channels.len() == 1, uses.len() == 1);
        for channel in channels {
            let needed = sole_channel || required.contains(&format!("channel:{channel}"));
            form.channels.insert(channel, facet(needed));
        }
        for ai in uses {
            let needed = sole_use || required.contains(&format!("ai:{ai}"));
            form.ai.insert(ai, facet(needed));
        }
        form.benefits = array(content.get("benefits"))
            .iter()
            .map(|b| read_part(Some(b)))
            .collect();
        (form.sample, form.people) = sample::read(content.get("sample"));
        let languages = content.get("translations").and_then(Value::as_object);
        let languages = languages.into_iter().flatten();
        form.translations = languages
            .map(|(locale, texts)| (locale.clone(), TranslationForm::read(texts)))
            .collect();
        form
    }

    /// What is stored: the shape of a document, and nothing lost that cannot be one.
    pub(crate) fn content(&self, registry: &Registry) -> Value {
        let mut required = Vec::new();
        let channels = picked(
            Channel::ALL.iter().map(|c| c.word()),
            &self.channels,
            "channel",
            &mut required,
        );
        let uses = picked(
            AiUse::ALL.iter().map(|ai| ai.word()),
            &self.ai,
            "ai",
            &mut required,
        );
        let data = self.data(registry);
        let (rows, benefits): (Vec<_>, Vec<_>) = self.benefits().into_iter().unzip();
        let mut content = Map::new();
        let mut put = |name: &str, value: Value| _ = content.insert(name.to_owned(), value);
        put("key", json!(self.key));
        put("locale", json!(line(&self.locale)));
        put("title", json!(line(&self.title)));
        put("purpose", json!(self.purpose));
        put("legal_basis", json!(self.legal_basis));
        put("data", json!(data));
        put("use", json!(line(&self.usage)));
        put("decided_by", json!(self.decided_by));
        put("benefits", json!(benefits));
        let people = self.people_kept();
        if let Some(rows) = &people {
            put("sample", sample::content(&self.sample, &self.people, rows));
        }
        put("worth", self.worth.content());
        put("if_off", json!(line(&self.if_off)));
        put("stays", json!(line(&self.stays)));
        put("recipients", json!(lines(&self.recipients)));
        put("retention", json!(line(&self.retention)));
        put("term_months", number(&self.term_months));
        if !self.retention_months.trim().is_empty() {
            put("retention_months", number(&self.retention_months));
        }
        put("channels", json!(channels));
        put("ai_uses", json!(uses));
        if !required.is_empty() {
            put("required", json!(required));
        }
        let regions = self
            .regions
            .split([',', ' '])
            .map(str::trim)
            .filter(|code| !code.is_empty());
        put("regions", json!(regions.collect::<Vec<_>>()));
        let ask = &self.ask;
        let (question, allow, refuse) = (line(&ask.question), line(&ask.allow), line(&ask.refuse));
        put(
            "ask",
            json!({"question": question, "allow": allow, "refuse": refuse}),
        );
        let note = line(&self.change_note);
        put(
            "change_note",
            if note.is_empty() {
                Value::Null
            } else {
                json!(note)
            },
        );
        let written = self.translations.iter();
        let written = written.filter(|(_, texts)| !texts.is_empty());
        let tells_method = !self.worth.is_empty() && !WorthMethod::is_name(&self.worth.method);
        let written: Map<_, _> = written
            .map(|(locale, texts)| {
                let content = texts.content(&rows, people.as_deref(), tells_method);
                (locale.clone(), content)
            })
            .collect();
        if !written.is_empty() {
            put("translations", Value::Object(written));
        }
        Value::Object(content)
    }

    /// What no document can hold: fields where nothing was chosen, and numbers that are none.
    ///
    /// `empty` and `not_a_number` are the sentences for the two.
    fn faults(&self, empty: &str, not_a_number: &str) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        let mut unless = |good: bool, field: &str, message: &str| {
            if !good {
                faults.push((field.to_owned(), message.to_owned()));
            }
        };
        unless(!self.purpose.is_empty(), "purpose", empty);
        unless(!self.legal_basis.is_empty(), "legal_basis", empty);
        unless(!self.decided_by.is_empty(), "decided_by", empty);
        unless(
            number(&self.term_months).is_u64(),
            "term_months",
            not_a_number,
        );
        let records = self.retention_months.trim();
        unless(
            records.is_empty() || number(records).is_u64(),
            "retention_months",
            not_a_number,
        );
        for (n, benefit) in self.benefits.iter().filter(|b| !b.is_empty()).enumerate() {
            let amount = number(&benefit.amount);
            unless(
                amount.is_number(),
                &format!("benefits[{n}].amount"),
                not_a_number,
            );
            unless(
                !benefit.every.is_empty(),
                &format!("benefits[{n}].every"),
                empty,
            );
            unless(
                !benefit.kind.is_empty(),
                &format!("benefits[{n}].kind"),
                empty,
            );
        }
        let worth = &self.worth;
        unless(
            worth.is_empty() || !worth.per.is_empty(),
            "worth.per",
            empty,
        );
        faults
    }

    /// Everything that must be mended before this can be published, the sentences as above.
    ///
    /// A document that cannot be read says nothing of its other faults, so what no document can hold
    /// is stood in for, and only the rest of what the document then says is kept.
    pub(crate) fn all_faults(&self, registry: &Registry, text: &Text) -> Vec<(String, String)> {
        let words = text.studio;
        let mut faults = self.faults(words.fill_in, words.form.not_a_number);
        let content = self.stand_in(&faults).content(registry);
        match serde_json::from_value::<Document>(content) {
            Ok(document) => {
                let others = document.faults(registry).into_iter();
                let others: Vec<_> = others
                    .filter(|fault| faults.iter().all(|(field, _)| *field != fault.field))
                    .map(|fault| (box_of(&fault.field), text.fault(&fault.message)))
                    .collect();
                faults.extend(others);
            }
            Err(error) if faults.is_empty() => faults.push(("draft".to_owned(), error.to_string())),
            Err(_) => {}
        }
        faults
    }

    /// The draft as a document, with something that a document can hold where it is not filled in.
    pub(crate) fn sketch(&self, registry: &Registry) -> Option<Document> {
        let content = self.stand_in(&self.faults("", "")).content(registry);
        serde_json::from_value(content).ok()
    }

    /// This form with something a document can hold in each of those fields.
    fn stand_in(&self, faults: &[(String, String)]) -> Self {
        let mut form = self.clone();
        for texts in form.translations.values_mut() {
            let rows = std::mem::take(&mut texts.benefits).into_iter();
            let kept = rows.zip(self.benefits.iter());
            let kept = kept.filter(|(_, benefit)| !benefit.is_empty());
            texts.benefits = kept.map(|(texts, _)| texts).collect();
        }
        form.benefits.retain(|benefit| !benefit.is_empty());
        for (field, _) in faults {
            match field.as_str() {
                "purpose" => "unknown".clone_into(&mut form.purpose),
                "legal_basis" => "consent".clone_into(&mut form.legal_basis),
                "decided_by" => "computer".clone_into(&mut form.decided_by),
                "term_months" => "24".clone_into(&mut form.term_months),
                "retention_months" => form.retention_months.clear(),
                "worth.per" => "year".clone_into(&mut form.worth.per),
                _ => {}
            }
        }
        for benefit in &mut form.benefits {
            if !number(&benefit.amount).is_number() {
                "1".clone_into(&mut benefit.amount);
            }
            if benefit.every.is_empty() {
                "week".clone_into(&mut benefit.every);
            }
            if benefit.kind.is_empty() {
                "service".clone_into(&mut benefit.kind);
            }
        }
        form
    }

    /// The data items: what was there in its order, and what is new behind it.
    fn data(&self, registry: &Registry) -> Vec<Value> {
        let place = |id: &str| {
            let mut order = self.order.split(',');
            order.position(|known| known == id).unwrap_or(usize::MAX)
        };
        let mut ids: Vec<_> = registry
            .categories()
            .map(|category| category.id.as_str())
            .collect();
        ids.sort_by_key(|id| place(id));
        let items = ids.into_iter().filter_map(|id| {
            let state = self.data.get(id)?.as_str();
            matches!(state, REQUIRED | OPTIONAL)
                .then(|| json!({"category": id, "required": state == REQUIRED}))
        });
        items.collect()
    }

    /// The benefits that count, each with its row and its key.
    fn benefits(&self) -> Vec<((usize, String), Value)> {
        let mut keys: Vec<String> = self.benefits.iter().map(|b| b.key.clone()).collect();
        let kept = self
            .benefits
            .iter()
            .enumerate()
            .filter(|(_, benefit)| !benefit.is_empty())
            .take(MOST_BENEFITS);
        kept.map(|(row, benefit)| {
            let key = if benefit.key.is_empty() {
                benefit.new_key(&keys)
            } else {
                benefit.key.clone()
            };
            keys.push(key.clone());
            let content = json!({
                "key": key, "what": line(&benefit.what), "kind": benefit.kind,
                "amount": number(&benefit.amount), "unit": line(&benefit.unit),
                "every": benefit.every, "proof_event": line(&benefit.proof_event),
            });
            ((row, key), content)
        })
        .collect()
    }
}

impl WorthForm {
    /// Reads what is stored, where a way without a name is its words alone.
    fn read(content: Option<&Value>) -> Self {
        let read: Self = read_part(content);
        if read.method.is_empty() || read.method.parse::<WorthMethod>().is_ok() {
            return read;
        }
        Self {
            how: read.method,
            method: WorthMethod::Other.word().to_owned(),
            ..read
        }
    }

    fn is_empty(&self) -> bool {
        [&self.amount, &self.currency, &self.method, &self.how]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    fn content(&self) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        let (amount, currency) = (line(&self.amount), line(&self.currency));
        json!({"amount": amount, "currency": currency, "per": self.per, "method": self.told()})
    }

    /// How it was worked out, as it is stored and read.
    pub(crate) fn told(&self) -> String {
        let (method, how) = (line(&self.method), line(&self.how));
        let named = WorthMethod::is_name(&method);
        // Words beside a name are of a way that was picked before.
        if named || how.is_empty() { method } else { how }
    }
}

/// The words of `all` that the form uses, in their order; those that are needed go into `required`.
fn picked<'a>(
    all: impl Iterator<Item = &'a str>,
    form: &BTreeMap<String, String>,
    kind: &str,
    required: &mut Vec<String>,
) -> Vec<&'a str> {
    let state = |word: &str| form.get(word).map_or("", String::as_str);
    let used: Vec<_> = all
        .filter(|word| matches!(state(word), REQUIRED | OPTIONAL))
        .collect();
    // A sole one is needed anyway; listing it would only look like a change.
    if used.len() > 1 {
        let needed = used.iter().filter(|word| state(word) == REQUIRED);
        required.extend(needed.map(|word| format!("{kind}:{word}")));
    }
    used
}

fn facet(required: bool) -> String {
    if required { REQUIRED } else { OPTIONAL }.to_owned()
}

/// One line of plain text: texts of a proposition have no line breaks.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The number that was typed, or the text as it is.
fn number(text: &str) -> Value {
    let text = text.trim();
    if let Ok(whole) = text.parse::<u64>() {
        return json!(whole);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => json!(number),
        _ => json!(text),
    }
}

fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn as_text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        // 3.0 was typed as 3.
        Some(Value::Number(number)) => {
            let text = number.to_string();
            text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
        }
        _ => String::new(),
    }
}

fn as_list(value: Option<&Value>) -> Vec<String> {
    array(value)
        .iter()
        .map(|item| as_text(Some(item)))
        .collect()
}

/// A part of the form whose fields are all texts.
fn read_part<T: for<'de> Deserialize<'de> + Default>(value: Option<&Value>) -> T {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    let texts: Map<_, _> = fields
        .map(|(name, value)| (name.clone(), Value::String(as_text(Some(value)))))
        .collect();
    serde_json::from_value(Value::Object(texts)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
