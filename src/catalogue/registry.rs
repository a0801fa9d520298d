//! The registry: purposes and data categories are picked, never typed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Slug, words::vocabulary};

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

/// Why data is processed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Its id.
    pub id: Slug,
    /// The field's term.
    pub name: String,
    /// What a customer reads.
    pub label: String,
    /// The term of the W3C Data Privacy Vocabulary, as an IRI.
    pub dpv: String,
}

/// A kind of data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCategory {
    /// Its id.
    pub id: Slug,
    /// The field's term.
    pub name: String,
    /// What a customer reads, as "Your past orders".
    pub label: String,
    /// Where it comes from.
    pub origin: Origin,
    /// How much harm it can do.
    pub sensitivity: Sensitivity,
    /// The term of the W3C Data Privacy Vocabulary, as an IRI.
    pub dpv: String,
}

/// All purposes and data categories of an installation.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    purposes: BTreeMap<Slug, Purpose>,
    categories: BTreeMap<Slug, DataCategory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starter {
    purposes: Vec<Purpose>,
    data_categories: Vec<DataCategory>,
}

impl Registry {
    /// What every installation starts with.
    #[must_use]
    pub fn starter() -> Self {
        let parsed: Result<Starter, _> = serde_json::from_str(include_str!("starter.json"));
        // A test reads the shipped file, so that a broken one never leaves the house.
        parsed.map_or_else(
            |_| Self::default(),
            |starter| Self {
                purposes: starter
                    .purposes
                    .into_iter()
                    .map(|p| (p.id.clone(), p))
                    .collect(),
                categories: starter
                    .data_categories
                    .into_iter()
                    .map(|c| (c.id.clone(), c))
                    .collect(),
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let purposes = registry.purposes().map(|p| (&p.id, &p.label, &p.dpv));
        let categories = registry.categories().map(|c| (&c.id, &c.label, &c.dpv));
        for (id, label, dpv) in purposes.chain(categories) {
            assert!(!label.is_empty() && !label.contains('_'), "{id}: {label}");
            assert!(dpv.starts_with("https://w3id.org/dpv#"), "{id}: {dpv}");
        }
    }
}
