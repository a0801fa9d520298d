//! What the commands of the pages are about: something that this installation really offers.

use mutual::catalogue::{Catalogue, LegalBasis};

/// A live proposition, as far as the commands name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Example {
    /// Its key.
    pub(super) key: String,
    /// Its live version.
    pub(super) version: u32,
    /// Its purpose.
    pub(super) purpose: String,
    /// Data that it cannot do without.
    pub(super) data: String,
    /// The question that is put to customers.
    pub(super) question: String,
    /// The first thing that the customer gets.
    pub(super) benefit: String,
}

impl Example {
    /// The first live proposition that rests on consent; an imagined one before any is published.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let found = catalogue.live().find_map(|(proposition, version)| {
            let document = &version.document;
            let everywhere = document.is_open_to(None);
            let item = document.data.iter().find(|item| item.required)?;
            let benefit = document.benefits.first()?;
            (document.legal_basis == LegalBasis::Consent && everywhere).then(|| Self {
                key: proposition.key.to_string(),
                version: version.number,
                purpose: document.purpose.to_string(),
                data: item.category.to_string(),
                question: document.ask.question.clone(),
                benefit: benefit.key.to_string(),
            })
        });
        found.unwrap_or_else(|| Self {
            key: "recipe-ideas".to_owned(),
            version: 1,
            purpose: "recommendations".to_owned(),
            data: "orders".to_owned(),
            question: "May we use your orders to pick recipes for you?".to_owned(),
            benefit: "recipes".to_owned(),
        })
    }

    /// The question as JSON within single quotes of the shell, where a quote is written like this.
    pub(super) fn wording(&self) -> String {
        let wording = serde_json::to_string(&self.question).unwrap_or_default();
        wording.replace('\'', "'\\''")
    }
}
