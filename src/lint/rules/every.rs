//! L-V1, how often something comes, where it is told in other words than those of the list.

use std::collections::BTreeSet;

use crate::lint::page::{Field, Page, Role, benefit};
use crate::lint::phrase::Lexicon;

/// Says with which event something comes, or that it comes once.
static TOLD: Lexicon = Lexicon::new(
    &[
        "each|every time ~1 you|your|the|a",
        "each|every|per|with|after|before ~1 each|every|your ~1 ride|stay|booking|call|lesson|delivery|session|appointment|purchase|flight|match|game|class|rental|repair|course|season|event|journey|drive|shop|concert|test|exam|loan|bill|invoice|payment|meal|visit|order|trip",
        "once|one off|time",
        "whenever you",
        "jedes mal",
        "bei|vor|nach|zu|mit|pro|je ~1 jeder|jedem|jede|ihrer|ihrem|deiner|deinem ~1 _",
        "einmal|einmalig",
        "مع|قبل|بعد|عند|في كل _",
        "كلما",
        "مره ~1 واحده",
    ],
    &["once|einmal ~1 a|an|you|im|pro"],
);

/// Where it is told all the same how often a benefit comes.
pub(super) struct Every {
    /// Of all of them.
    all: bool,
    /// Of some, by their place in the list.
    some: BTreeSet<usize>,
}

impl Every {
    pub(super) fn read(page: &Page<'_>) -> Self {
        let told = |field: &&Field<'_>| TOLD.is_in(&field.text);
        let fields = page.fields.iter();
        let of = fields.filter(|field| matches!(field.role, Role::What | Role::Unit));
        let some = of.filter(told).filter_map(|field| benefit(&field.name));
        Self {
            all: page.with(Role::Question).any(|field| told(&field)),
            some: some.collect(),
        }
    }

    /// Whether what is missing in `every` is told all the same: it is an event by another name than the list has
    /// ("ride"), or the text says with which event it comes, or that it comes once. Nobody publishes it so, but the
    /// customer is not kept in the dark.
    pub(super) fn is_told(&self, every: Option<&str>, n: usize) -> bool {
        /// What people do, as words that stand in `every`.
        const EVENTS: &str = "ride|stay|booking|call|lesson|delivery|session|appointment|purchase|flight|match|game|class|rental|repair|course|season|event|shift|journey|drive|shop|concert|test|exam|loan|reading|bill|invoice|payment|wash|meal|night|weekend|term|semester|harvest|birthday";
        let event = every.is_some_and(|every| {
            let every = every.trim();
            EVENTS
                .split('|')
                .any(|event| event.eq_ignore_ascii_case(every))
        });
        let empty = every.is_none_or(|every| every.trim().is_empty());
        event || (empty && (self.all || self.some.contains(&n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        assert_eq!(misspelled(&TOLD), [""; 0]);
    }
}
