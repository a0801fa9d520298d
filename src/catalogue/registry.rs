//! The registry: purposes and data categories are picked, never typed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{DataCategory, Purpose, Slug, Term, TermKey};
use crate::ledger::TermChange;

/// All purposes and data categories of an installation.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    purposes: BTreeMap<Slug, Purpose>,
    categories: BTreeMap<Slug, DataCategory>,
    /// Of each term that an entry changed, the ledger index of the last one.
    revisions: BTreeMap<TermKey, u64>,
}

/// Terms as they stand in a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermList {
    /// The purposes.
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// The data categories.
    #[serde(default)]
    pub data_categories: Vec<DataCategory>,
}

impl Registry {
    /// What every installation starts with.
    #[must_use]
    pub fn starter() -> Self {
        let parsed: Result<TermList, _> = serde_json::from_str(include_str!("starter.json"));
        // A test reads the shipped file, so that a broken one never leaves the house.
        parsed.map_or_else(
            |_| Self::default(),
            |list| {
                let purposes = list.purposes.into_iter();
                let categories = list.data_categories.into_iter();
                Self {
                    purposes: purposes.map(|p| (p.id.clone(), p)).collect(),
                    categories: categories.map(|c| (c.id.clone(), c)).collect(),
                    revisions: BTreeMap::new(),
                }
            },
        )
    }

    /// The purpose with this id.
    #[must_use]
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.get(id)
    }

    /// The data category with this id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&DataCategory> {
        self.categories.get(id)
    }

    /// All purposes, by id.
    pub fn purposes(&self) -> impl Iterator<Item = &Purpose> {
        self.purposes.values()
    }

    /// All data categories, by id.
    pub fn categories(&self) -> impl Iterator<Item = &DataCategory> {
        self.categories.values()
    }

    /// The term with this key.
    #[must_use]
    pub fn term(&self, key: &TermKey) -> Option<Term> {
        match key {
            TermKey::Purpose(id) => self.purposes.get(id).cloned().map(Term::Purpose),
            TermKey::Data(id) => self.categories.get(id).cloned().map(Term::Data),
        }
    }

    /// All terms: the purposes, then the data categories.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        let purposes = self.purposes.values().cloned().map(Term::Purpose);
        purposes.chain(self.categories.values().cloned().map(Term::Data))
    }

    /// How many terms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.purposes.len() + self.categories.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which state of the term this is: the ledger index of the entry that changed it last, 0 for
    /// one as it was shipped; `None` where there is no such term.
    #[must_use]
    pub fn revision(&self, key: &TermKey) -> Option<u64> {
        let known = match key {
            TermKey::Purpose(id) => self.purposes.contains_key(id),
            TermKey::Data(id) => self.categories.contains_key(id),
        };
        known.then(|| self.revisions.get(key).copied().unwrap_or(0))
    }

    /// Whether the term was changed, or taken out, after the ledger had come to `index`.
    #[must_use]
    pub fn moved_since(&self, key: &TermKey, index: u64) -> bool {
        let revision = self.revisions.get(key);
        revision.is_some_and(|revision| *revision > index)
    }

    /// Applies one change of the entry at `index`.
    pub(crate) fn apply(&mut self, change: &TermChange, index: u64) {
        self.revisions.insert(change.key(), index);
        match change {
            TermChange::Put(Term::Purpose(purpose)) => {
                _ = self.purposes.insert(purpose.id.clone(), purpose.clone());
            }
            TermChange::Put(Term::Data(category)) => {
                _ = self
                    .categories
                    .insert(category.id.clone(), category.clone());
            }
            TermChange::Remove(TermKey::Purpose(id)) => _ = self.purposes.remove(id),
            TermChange::Remove(TermKey::Data(id)) => _ = self.categories.remove(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Origin, Sensitivity};

    #[test]
    fn the_starter_registry_is_whole() {
        let registry = Registry::starter();
        assert_eq!(registry.purposes().count(), 7);
        assert_eq!(registry.categories().count(), 20);
        let special = registry
            .categories()
            .filter(|c| c.sensitivity == Sensitivity::Special);
        assert_eq!(special.count(), 3);
        let guessed = registry
            .categories()
            .filter(|c| c.origin == Origin::Inferred);
        assert_eq!(guessed.count(), 3);
    }

    #[test]
    fn everything_shipped_has_words_for_people_and_a_term_for_machines() {
        let registry = Registry::starter();
        for term in registry.terms() {
            let key = term.key();
            assert_eq!(term.faults(), [], "{key}");
            assert!(!term.label().contains('_'), "{key}");
            assert!(term.dpv().starts_with("https://w3id.org/dpv#"), "{key}");
            let languages: Vec<_> = term.labels().keys().map(String::as_str).collect();
            assert_eq!(languages, ["ar", "de"], "{key}");
        }
    }
}
