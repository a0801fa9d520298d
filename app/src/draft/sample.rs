//! The sample of a draft, as somebody typed it: its text, and the invented people with a box for each
//! kind of data.
//!
//! Text and people stand side by side in the form, for its names reach only so many levels deep.

use std::collections::BTreeMap;

use mutual::catalogue::{MOST_PEOPLE, Registry, slots};
use serde_json::{Map, Value, json};

use super::{DraftForm, OPTIONAL, REQUIRED, array, as_text, line};

/// Each invented person's value for each data category.
pub(super) type People = Vec<BTreeMap<String, String>>;

/// Text and people of what is stored.
pub(super) fn read(sample: Option<&Value>) -> (String, People) {
    let part = |name: &str| sample.and_then(|sample| sample.get(name));
    let people = array(part("people")).iter().map(|person| {
        let values = person.as_object().into_iter().flatten();
        let values = values.map(|(data, value)| (data.clone(), as_text(Some(value))));
        values.collect()
    });
    (as_text(part("text")), people.collect())
}

/// What is stored of a text and of the people in these rows: a value for each slot, and what was typed
/// beside them, so that nothing is lost.
pub(super) fn content(text: &str, people: &[BTreeMap<String, String>], rows: &[usize]) -> Value {
    let text = line(text);
    let slots = slots(&text);
    let people = rows.iter().map(|row| {
        let typed = people.get(*row);
        let value = |data: &str| {
            let typed = typed.and_then(|typed| typed.get(data));
            line(typed.map_or("", String::as_str))
        };
        let mut person: Map<String, Value> = slots
            .iter()
            .map(|slot| ((*slot).to_owned(), json!(value(slot))))
            .collect();
        for data in typed.into_iter().flat_map(BTreeMap::keys) {
            if !value(data).is_empty() {
                person.insert(data.clone(), json!(value(data)));
            }
        }
        Value::Object(person)
    });
    json!({"text": text, "people": people.collect::<Vec<_>>()})
}

/// Whether nothing was typed for somebody.
pub(super) fn is_nobody(person: &BTreeMap<String, String>) -> bool {
    person.values().all(|value| value.trim().is_empty())
}

impl DraftForm {
    /// The rows of the people who count; none where there is no sample.
    pub(crate) fn people_kept(&self) -> Option<Vec<usize>> {
        let people = self.people.iter().enumerate();
        let people = people.filter(|(_, person)| !is_nobody(person));
        let rows: Vec<_> = people.map(|(row, _)| row).collect();
        (!rows.is_empty() || !self.sample.trim().is_empty()).then_some(rows)
    }

    /// The people of the form, and room for one more.
    pub(crate) fn people_with_room(&self) -> People {
        let people = self.people.iter().filter(|person| !is_nobody(person));
        let mut people: People = people.cloned().collect();
        if people.len() < MOST_PEOPLE {
            people.push(BTreeMap::new());
        }
        people
    }

    /// The data that a sample of this draft can name, in the order of the registry: what is picked, and
    /// what its text names already.
    pub(crate) fn data_for_samples<'r>(&self, registry: &'r Registry) -> Vec<&'r str> {
        let named = slots(&self.sample);
        let ids = registry.categories().map(|category| category.id.as_str());
        let ids = ids.filter(|id| {
            let state = self.data.get(*id).map_or("", String::as_str);
            matches!(state, REQUIRED | OPTIONAL) || named.contains(id)
        });
        ids.collect()
    }
}
