//! What a wish "do not sell or share" reaches: what goes to others for their own ends.
//!
//! A firm that works for the organisation, such as one that sends its mail, is a recipient and no
//! third party (California Civil Code, 1798.140 (ag) and (ai)), so that recipients alone say nothing.
//! Two things do, and both are picked from lists: a purpose that is selling or advertising by what
//! somebody does elsewhere, and data that train a model of somebody else.

use std::collections::BTreeSet;

use super::words::{AiUse, Slug};
use super::{Purpose, Registry};
use crate::consent::Toggle;

/// Purposes of the Data Privacy Vocabulary that are selling ("sell", 1798.140 (ad)) or may be
/// advertising across parties ("share", (ah); W3C Global Privacy Control, "cross-party ad
/// targeting"). The vocabulary does not tell whose data an advertisement is aimed by, so all aimed
/// advertising counts.
const SELLING: &[&str] = &[
    "https://w3id.org/dpv#PersonalisedAdvertising",
    "https://w3id.org/dpv#RecruitmentTargetedAdvertising",
    "https://w3id.org/dpv#SellDataToThirdParties",
    "https://w3id.org/dpv#SellInsightsFromData",
    "https://w3id.org/dpv#TargetedAdvertising",
];

/// The facet that hands data to the model of somebody else.
const MODEL: Toggle = Toggle::Ai(AiUse::ShareModel);

/// Which toggles of one version sell or share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sharing {
    whole: bool,
    model: bool,
}

impl Sharing {
    /// What a version with this purpose, these facets and these required toggles sells or shares.
    pub(super) fn of(
        purpose: &Slug,
        registry: &Registry,
        has_model: bool,
        required: &BTreeSet<Toggle>,
    ) -> Self {
        let sells = registry.purpose(purpose).is_some_and(Purpose::is_selling);
        Self {
            // What cannot be on without it goes with it (rule 4).
            whole: sells || required.contains(&MODEL),
            model: has_model,
        }
    }

    /// Whether turning this toggle on is selling or sharing.
    pub(super) fn has(self, toggle: &Toggle) -> bool {
        match toggle {
            Toggle::Exchange => self.whole,
            other => self.model && *other == MODEL,
        }
    }

    /// The toggle that ends all of it, where there is any.
    pub(super) fn root(self) -> Option<Toggle> {
        if self.whole {
            Some(Toggle::Exchange)
        } else {
            self.model.then_some(MODEL)
        }
    }
}

impl Purpose {
    /// Whether it is selling, or advertising that may be aimed by what somebody does elsewhere.
    #[must_use]
    pub fn is_selling(&self) -> bool {
        SELLING.contains(&self.dpv.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_that_sell_are_terms_and_stand_in_order() {
        assert!(SELLING.is_sorted());
        assert!(SELLING.iter().all(|term| super::super::is_dpv(term)));
    }

    #[test]
    fn nothing_that_ships_is_selling() {
        let registry = Registry::starter();
        for purpose in registry.purposes() {
            assert!(!purpose.is_selling(), "{}", purpose.id);
        }
    }
}
