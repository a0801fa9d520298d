//! The texts of a draft in one more language, as somebody typed them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{AskForm, array, as_list, as_text, line, lines, read_part, sample};

/// The texts of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TranslationForm {
    /// The title.
    pub title: String,
    /// How the data is used.
    #[serde(rename = "use")]
    pub usage: String,
    /// What the customer gets, in the rows of the form's benefits.
    pub benefits: Vec<BenefitTextForm>,
    /// The text of the sample.
    pub sample: String,
    /// The values of the form's invented people, in its rows.
    pub people: sample::People,
    /// How the worth was worked out.
    pub method: String,
    /// What stops.
    pub if_off: String,
    /// What stays.
    pub stays: String,
    /// Who else sees it, a line each; nothing where they are names alone.
    pub recipients: String,
    /// How long it is kept.
    pub retention: String,
    /// The first question.
    pub ask: AskForm,
    /// What changed.
    pub change_note: String,
}

/// The texts of one benefit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitTextForm {
    /// What it is.
    pub what: String,
    /// Of what.
    pub unit: String,
}

impl TranslationForm {
    /// Reads what is stored.
    pub(super) fn read(texts: &Value) -> Self {
        let text = |name: &str| as_text(texts.get(name));
        let benefits = array(texts.get("benefits")).iter();
        let (sample, people) = sample::read(texts.get("sample"));
        Self {
            title: text("title"),
            usage: text("use"),
            benefits: benefits.map(|texts| read_part(Some(texts))).collect(),
            sample,
            people,
            method: text("method"),
            if_off: text("if_off"),
            stays: text("stays"),
            recipients: as_list(texts.get("recipients")).join("\n"),
            retention: text("retention"),
            ask: read_part(texts.get("ask")),
            change_note: text("change_note"),
        }
    }

    /// Whether nothing was typed: then there is no such language yet.
    pub(super) fn is_empty(&self) -> bool {
        let texts = [
            &self.title,
            &self.usage,
            &self.sample,
            &self.method,
            &self.if_off,
            &self.stays,
            &self.recipients,
            &self.retention,
            &self.ask.question,
            &self.ask.allow,
            &self.ask.refuse,
            &self.change_note,
        ];
        let benefits = self.benefits.iter();
        let benefits = benefits.flat_map(|texts| [&texts.what, &texts.unit]);
        texts
            .into_iter()
            .chain(benefits)
            .all(|text| text.trim().is_empty())
            && self.people.iter().all(sample::is_nobody)
    }

    /// What is stored: `rows` are the form's benefits that count, by row and key; `people`, the rows of
    /// its invented people who do, where it has a sample; `tells_method`, whether the draft says in
    /// words of its own how a worth was worked out.
    pub(super) fn content(
        &self,
        rows: &[(usize, String)],
        people: Option<&[usize]>,
        tells_method: bool,
    ) -> Value {
        let benefits = rows.iter().map(|(row, key)| {
            let texts = self.benefits.get(*row).cloned().unwrap_or_default();
            json!({"key": key, "what": line(&texts.what), "unit": line(&texts.unit)})
        });
        let ask = &self.ask;
        let (question, allow, refuse) = (line(&ask.question), line(&ask.allow), line(&ask.refuse));
        let mut content = Map::new();
        let mut put = |name: &str, value: Value| _ = content.insert(name.to_owned(), value);
        put("title", json!(line(&self.title)));
        put("use", json!(line(&self.usage)));
        put("benefits", json!(benefits.collect::<Vec<_>>()));
        let all: Vec<_> = (0..self.people.len()).collect();
        let typed = !self.sample.trim().is_empty() || !self.people.iter().all(sample::is_nobody);
        if let Some(rows) = people.or(typed.then_some(all.as_slice())) {
            put("sample", sample::content(&self.sample, &self.people, rows));
        }
        if tells_method || !self.method.trim().is_empty() {
            put("method", json!(line(&self.method)));
        }
        put("if_off", json!(line(&self.if_off)));
        put("stays", json!(line(&self.stays)));
        let recipients = lines(&self.recipients);
        if !recipients.is_empty() {
            put("recipients", json!(recipients));
        }
        put("retention", json!(line(&self.retention)));
        put(
            "ask",
            json!({"question": question, "allow": allow, "refuse": refuse}),
        );
        let note = line(&self.change_note);
        if !note.is_empty() {
            put("change_note", json!(note));
        }
        Value::Object(content)
    }
}
