//! The benefits of a draft, as somebody typed them.

use super::{BenefitForm, DraftForm, MOST_BENEFITS};

impl DraftForm {
    /// The benefits of the form, and room for one more.
    pub(crate) fn benefits_with_room(&self) -> Vec<BenefitForm> {
        let mut benefits: Vec<_> = self
            .benefits
            .iter()
            .filter(|b| !b.is_empty())
            .cloned()
            .collect();
        if benefits.len() < MOST_BENEFITS {
            benefits.push(BenefitForm::default());
        }
        benefits
    }
}

impl BenefitForm {
    /// Whether nothing was typed: then there is no such benefit.
    pub(super) fn is_empty(&self) -> bool {
        [&self.what, &self.amount, &self.unit, &self.proof_event]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// A short key of its unit that none of `taken` is.
    pub(super) fn new_key(&self, taken: &[String]) -> String {
        let letters = self.unit.to_lowercase();
        let letters: String = letters
            .chars()
            .filter(char::is_ascii_lowercase)
            .take(24)
            .collect();
        let stem = if letters.is_empty() {
            "benefit"
        } else {
            &letters
        };
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        let mut names = std::iter::once(stem.to_owned()).chain(numbered);
        names.find(|name| !taken.contains(name)).unwrap_or_default()
    }
}
