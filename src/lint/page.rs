//! A document as the rules read it: whatever can be read of it, field by field.

use std::borrow::Cow;

use serde_json::Value;

use super::text::Text;
use crate::catalogue::{MOST_PEOPLE, Sample};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Role {
    Title,
    Use,
    What,
    Unit,
    Sample,
    Method,
    IfOff,
    Stays,
    Recipient,
    Retention,
    Question,
    Allow,
    Refuse,
    Note,
}

/// A set of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Roles(u16);

impl Roles {
    /// No role.
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut rest = roles;
        while let Some((role, others)) = rest.split_first() {
            bits |= 1 << (*role as u16);
            rest = others;
        }
        Self(bits)
    }

    pub(super) fn has(self, role: Role) -> bool {
        self.0 & (1 << (role as u16)) != 0
    }
}

/// The languages that there are words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
    Arabic,
    Other,
}

impl Language {
    /// The language of a tag such as `de-AT`.
    pub(super) fn of(locale: &str) -> Self {
        match locale.split(['-', '_']).next().unwrap_or_default() {
            // The tags of ISO 639-2 name the same languages.
            "en" | "EN" | "eng" => Self::English,
            "de" | "DE" | "deu" | "ger" => Self::German,
            "ar" | "AR" | "ara" => Self::Arabic,
            _ => Self::Other,
        }
    }
}

/// A text of the document that is there.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) raw: Cow<'a, str>,
    pub(super) text: Text,
    /// Whether it was put together for the rules: then no place in it is a place in the document.
    pub(super) is_made: bool,
}

/// A text that is not there, or is no text.
#[derive(Debug)]
pub(super) struct Missing {
    pub(super) name: String,
    pub(super) role: Role,
    /// Whether something else than text stands there.
    pub(super) other: bool,
}

/// All that can be read of a document.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) json: &'a Value,
    pub(super) locale: &'a str,
    pub(super) language: Language,
    pub(super) fields: Vec<Field<'a>>,
    /// The sample as people read it, once for each invented person. It is no field beside the others:
    /// what data is used for, what is shared and got, what a no ends and how long data is kept is said
    /// by the document, and an invented person's words neither say it nor take it back. So no rule
    /// reads it that asks whether something is said. Those read it that ask how words are put (what no
    /// eye sees, phrases that press or blur, how hard it reads, whether each language says the same)
    /// and those that ask what no text may say: a guess at what is sensitive, a loss after a no, more
    /// than is given. They read it as what people get, which it shows.
    pub(super) samples: Vec<Field<'a>>,
    pub(super) missing: Vec<Missing>,
}

/// The texts of a document that stand at its top, by their place.
const TOP: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("use", Role::Use),
    ("if_off", Role::IfOff),
    ("stays", Role::Stays),
    ("retention", Role::Retention),
];

const ASK: &[(&str, Role)] = &[
    ("question", Role::Question),
    ("allow", Role::Allow),
    ("refuse", Role::Refuse),
];

/// How many characters of a text are judged. One that is longer is a finding by itself, and can be read by
/// nobody.
pub(super) const JUDGED: usize = 10_000;

/// The order in which a card shows its fields.
const ORDER: &[&str] = &[
    "key",
    "locale",
    "title",
    "purpose",
    "legal_basis",
    "data",
    "use",
    "decided_by",
    "benefits",
    "sample",
    "worth",
    "if_off",
    "stays",
    "recipients",
    "retention",
    "term_months",
    "retention_months",
    "channels",
    "ai_uses",
    "required",
    "regions",
    "ask",
    "change_note",
];

/// The order within one benefit, within the question and within the worth.
const WITHIN: &[&str] = &[
    "key",
    "category",
    "what",
    "kind",
    "amount",
    "unit",
    "every",
    "proof_event",
    "currency",
    "per",
    "method",
    "question",
    "allow",
    "refuse",
];

/// Where a field stands on the card, to sort by.
pub(super) fn place(field: &str) -> (usize, usize, usize) {
    let head = field.split(['.', '[']).next().unwrap_or_default();
    let index = field
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .and_then(|(index, _)| index.parse::<usize>().ok())
        .map_or(0, |index| index.saturating_add(1));
    let tail = field.rsplit_once('.').map_or("", |(_, tail)| tail);
    let of = |list: &[&str], name: &str| {
        list.iter()
            .position(|known| *known == name)
            .unwrap_or(list.len())
    };
    let within = if tail.is_empty() {
        0
    } else {
        of(WITHIN, tail).saturating_add(1)
    };
    (of(ORDER, head), index, within)
}

/// The place in the list of the benefit that a field is of.
pub(super) fn benefit(field: &str) -> Option<usize> {
    let (place, _) = field.strip_prefix("benefits[")?.split_once(']')?;
    place.parse().ok()
}

/// Where the text of a sample stands.
const SAMPLE: &str = "sample.text";

/// A sample as it reads for each of its invented people, as far as it can be read; the text alone where
/// there is nobody.
pub(super) fn filled(sample: &Value) -> Vec<String> {
    let text = sample.get("text").and_then(Value::as_str);
    let Some(text) = text else {
        return Vec::new();
    };
    let people = sample.get("people").and_then(Value::as_array);
    let people = people.into_iter().flatten().take(MOST_PEOPLE);
    let people = people.map(|person| {
        let values = person.as_object().into_iter().flatten();
        let values = values.filter_map(|(data, value)| Some((data, value.as_str()?)));
        values
            .map(|(data, value)| (data.clone(), value.chars().take(JUDGED).collect()))
            .collect()
    });
    let told = Sample {
        text: text.chars().take(JUDGED).collect(),
        people: people.collect(),
    };
    match told.filled() {
        filled if filled.is_empty() => vec![told.text],
        filled => filled,
    }
}

impl<'a> Page<'a> {
    pub(super) fn read(json: &'a Value) -> Self {
        let locale = json.get("locale").and_then(Value::as_str).unwrap_or("en");
        let mut page = Self {
            json,
            locale,
            language: Language::of(locale),
            fields: Vec::new(),
            samples: Vec::new(),
            missing: Vec::new(),
        };
        for (name, role) in TOP {
            page.text((*name).to_owned(), *role, json.get(name));
        }
        for (n, benefit) in page.list("benefits").iter().enumerate() {
            page.text(
                format!("benefits[{n}].what"),
                Role::What,
                benefit.get("what"),
            );
            page.text(
                format!("benefits[{n}].unit"),
                Role::Unit,
                benefit.get("unit"),
            );
        }
        if let Some(worth) = json.get("worth").filter(|worth| worth.is_object()) {
            page.text("worth.method".to_owned(), Role::Method, worth.get("method"));
        }
        for (n, recipient) in page.list("recipients").iter().enumerate() {
            page.text(format!("recipients[{n}]"), Role::Recipient, Some(recipient));
        }
        for (name, role) in ASK {
            let ask = json.get("ask").and_then(|ask| ask.get(name));
            page.text(format!("ask.{name}"), *role, ask);
        }
        if let Some(note) = json.get("change_note").filter(|note| !note.is_null()) {
            page.text("change_note".to_owned(), Role::Note, Some(note));
        }
        if let Some(sample) = json.get("sample").filter(|sample| !sample.is_null()) {
            page.sample(sample);
        }
        page.fields.sort_by_key(|field| place(&field.name));
        page
    }

    fn text(&mut self, name: String, role: Role, value: Option<&'a Value>) {
        let raw = value.and_then(Value::as_str);
        let start = raw.map(|raw| {
            raw.char_indices()
                .nth(JUDGED)
                .map_or(raw, |(end, _)| raw.get(..end).unwrap_or(raw))
        });
        let text = start.map(Text::read).unwrap_or_default();
        match raw {
            Some(raw) if raw.chars().any(char::is_alphanumeric) => self.fields.push(Field {
                name,
                role,
                raw: Cow::Borrowed(raw),
                text,
                is_made: false,
            }),
            _ => self.missing.push(Missing {
                name,
                role,
                other: value.is_some_and(|value| !value.is_null() && !value.is_string()),
            }),
        }
    }

    fn sample(&mut self, sample: &Value) {
        let text = sample.get("text");
        let is_there = |text: &str| text.chars().any(char::is_alphanumeric);
        if !text.and_then(Value::as_str).is_some_and(is_there) {
            self.missing.push(Missing {
                name: SAMPLE.to_owned(),
                role: Role::Sample,
                other: text.is_some_and(|text| !text.is_null() && !text.is_string()),
            });
            return;
        }
        let samples = filled(sample).into_iter().map(|told| {
            let told: String = told.chars().take(JUDGED).collect();
            Field {
                name: SAMPLE.to_owned(),
                role: Role::What,
                text: Text::read(&told),
                raw: Cow::Owned(told),
                is_made: true,
            }
        });
        self.samples = samples.collect();
    }

    /// All that people read: the fields of the document, and its sample.
    pub(super) fn read_by_people(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().chain(&self.samples)
    }

    /// The items of a list; none where there is no list.
    pub(super) fn list(&self, name: &str) -> &'a [Value] {
        self.json
            .get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The texts with this role.
    pub(super) fn with(&self, role: Role) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(move |field| field.role == role)
    }

    /// The first text with this role.
    pub(super) fn one(&self, role: Role) -> Option<&Field<'a>> {
        self.with(role).next()
    }

    /// A word of the document that stands at its top.
    pub(super) fn word(&self, name: &str) -> Option<&'a str> {
        self.json.get(name).and_then(Value::as_str)
    }
}

impl Field<'_> {
    /// The words of a run, as they were written, and not too many.
    pub(super) fn quote(&self, from: usize, to: usize) -> String {
        const LONGEST: usize = 60;
        let (start, end) = self.text.span(from, to).unwrap_or_default();
        let length = end.saturating_sub(start);
        let cut: String = self
            .raw
            .chars()
            .skip(start)
            .take(length.min(LONGEST))
            .collect();
        if length > LONGEST {
            format!("{cut}…")
        } else {
            cut
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::use_cases::COMMENTED;

    #[test]
    fn what_a_reviewer_speaks_of_comes_in_the_order_of_the_card() {
        // No field of the editor's form has the key or what is required, and its languages stand elsewhere.
        let is_in_both =
            |name: &&str| !["key", "required", "locale", "translations"].contains(name);
        let spoken_of = COMMENTED.iter().filter_map(|field| field.split('.').next());
        let mut spoken_of: Vec<_> = spoken_of.filter(is_in_both).collect();
        // The question is spoken of in its parts.
        spoken_of.dedup();
        let card: Vec<_> = ORDER.iter().copied().filter(is_in_both).collect();
        assert_eq!(spoken_of, card);
    }

    #[test]
    fn fields_come_in_the_order_of_the_card() {
        let mut names = [
            "ask.refuse",
            "benefits[1].what",
            "title",
            "benefits[0].unit",
            "ask.question",
            "benefits",
            "data",
        ];
        names.sort_by_key(|name| place(name));
        assert_eq!(
            names,
            [
                "title",
                "data",
                "benefits",
                "benefits[0].unit",
                "benefits[1].what",
                "ask.question",
                "ask.refuse"
            ]
        );
    }

    #[test]
    fn what_is_no_text_is_missing() {
        let json = serde_json::json!({"title": 3, "use": " ", "ask": [], "benefits": [null]});
        let page = Page::read(&json);
        assert!(page.fields.is_empty());
        let title = page
            .missing
            .iter()
            .find(|missing| missing.role == Role::Title);
        assert!(title.unwrap().other);
    }
}
