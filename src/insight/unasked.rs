//! For whom a version runs that asks nobody.
//!
//! What decides it is the same of very many people: where they live, whether they paused everything,
//! whether a browser of theirs asks not to sell or share, and what they said of the exchange. So
//! people are counted by that, and no page has to look at each of them. It is what
//! [`crate::consent::view_toggle`] says of the exchange, and holds for a version that is live, that was,
//! or that is yet to be.

use std::collections::BTreeMap;

use super::Day;
use crate::catalogue::{LegalBasis, Proposition, Version};
use crate::consent::{ConsentState, Standing, Toggle};

/// Of each version that asks nobody, by its number: when those became known for whom it runs, and how
/// many on each day. A version that waits for a yes is not in it.
pub type RunsFor = BTreeMap<u32, BTreeMap<Day, u64>>;

/// What somebody said of an exchange, as far as it counts where nobody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// Nothing, or a yes that changes nothing.
    Nothing,
    /// No.
    No,
    /// Yes, after the wish not to sell or share.
    InSpite {
        /// To which version.
        version: u32,
    },
}

impl Said {
    /// What the customer with this state said of the exchange `key`.
    #[must_use]
    pub fn of(state: &ConsentState, key: &str) -> Self {
        match state.standing(key, &Toggle::Exchange) {
            Standing::Refused(_) | Standing::Withdrawn(_) => Self::No,
            Standing::Granted { answer, .. }
                if state.gpc.is_some_and(|wish| answer.index > wish.index) =>
            {
                let version = answer.version;
                Self::InSpite { version }
            }
            Standing::Granted { .. } | Standing::Unasked => Self::Nothing,
        }
    }
}

/// What people have in common for all of whom a version runs, or for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike<'a> {
    /// Where they live (ISO 3166).
    pub region: Option<&'a str>,
    /// Whether they paused everything.
    pub is_paused: bool,
    /// Whether they wish that nothing is sold or shared.
    pub is_signalled: bool,
    /// What they said of the exchange.
    pub said: Said,
}

/// Whether `version` of `proposition` runs for these people without their having been asked. Nobody
/// can object to what a contract or the law asks for, and nothing that waits for a yes runs so.
#[must_use]
pub fn runs_unasked(proposition: &Proposition, version: &Version, who: Alike<'_>) -> bool {
    let takes = match version.document.legal_basis {
        LegalBasis::Consent => false,
        LegalBasis::Contract | LegalBasis::LegalObligation => true,
        LegalBasis::LegitimateInterest => {
            let stands_against = match who.said {
                Said::InSpite { version } => proposition
                    .version(version)
                    .is_some_and(|shown| shown.shares(&Toggle::Exchange)),
                Said::Nothing | Said::No => false,
            };
            let shares = version.shares(&Toggle::Exchange);
            let held_back = who.is_signalled && shares && !stands_against;
            who.said != Said::No && !who.is_paused && !held_back
        }
    };
    takes && version.document.is_open_to(who.region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::recipes;
    use crate::catalogue::{AiUse, Catalogue, ChangeClass};
    use crate::clock::Timestamp;

    /// Recipes for Germany on that basis: the first version shares nothing, the second does.
    fn house(basis: LegalBasis) -> Catalogue {
        let mut first = recipes();
        first.legal_basis = basis;
        first.regions = vec!["DE".to_owned()];
        first.ai_uses.retain(|ai| *ai != AiUse::ShareModel);
        first
            .required
            .retain(|toggle| *toggle != Toggle::Ai(AiUse::ShareModel));
        let mut second = first.clone();
        second.ai_uses.push(AiUse::ShareModel);
        second.required.push(Toggle::Ai(AiUse::ShareModel));
        let mut catalogue = Catalogue::default();
        for (document, index) in [(first, 1), (second, 2)] {
            catalogue.publish(document, ChangeClass::Material, Timestamp::default(), index);
        }
        catalogue
    }

    #[test]
    fn who_objected_paused_or_lives_elsewhere_is_left_out_once() {
        let somebody = Alike {
            region: Some("DE"),
            is_paused: false,
            is_signalled: false,
            said: Said::Nothing,
        };
        let runs = |basis: LegalBasis, number: u32, who: Alike<'_>| {
            let catalogue = house(basis);
            let proposition = catalogue.proposition("recipe-ideas").unwrap();
            runs_unasked(proposition, proposition.version(number).unwrap(), who)
        };
        let elsewhere = Alike {
            region: Some("FR"),
            ..somebody
        };
        let paused = Alike {
            is_paused: true,
            ..somebody
        };
        let objects = Alike {
            said: Said::No,
            ..somebody
        };
        let wishes = Alike {
            is_signalled: true,
            ..somebody
        };
        let in_spite_of = |version: u32| Alike {
            said: Said::InSpite { version },
            ..wishes
        };
        let interest = |number, who| runs(LegalBasis::LegitimateInterest, number, who);
        for number in [1, 2] {
            assert!(interest(number, somebody));
            for out in [elsewhere, paused, objects] {
                assert!(!interest(number, out), "{out:?}");
            }
            // Nobody objects to a contract; and where it is not offered it is none of hers.
            for who in [somebody, paused, objects, wishes] {
                assert!(runs(LegalBasis::Contract, number, who), "{who:?}");
                assert!(runs(LegalBasis::LegalObligation, number, who), "{who:?}");
                assert!(!runs(LegalBasis::Consent, number, who), "{who:?}");
            }
            assert!(!runs(LegalBasis::Contract, number, elsewhere));
        }
        // The wish reaches what shares, but for whom it was wanted in spite of it.
        assert!(interest(1, wishes));
        assert!(!interest(2, wishes));
        assert!(interest(2, in_spite_of(2)));
        assert!(!interest(2, in_spite_of(1)), "she was shown nothing of it");
    }
}
