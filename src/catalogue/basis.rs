//! What nobody may do without a yes, whatever the document calls its legal basis.
//!
//! A contract carries what it cannot be kept without, seen from the customer (GDPR, article 6(1)(b);
//! EDPB Guidelines 2/2019), a law what it orders, and an interest of the organisation gives way to
//! hers (article 6(1)(f)). An organisation may well find a lawyer who argues that one of them carries
//! an advertisement or a guess. In this product nothing is on unless the customer turned it on, so
//! that what is done to her for somebody else's good waits for her yes. Purposes are told apart by
//! their terms of the Data Privacy Vocabulary, which a reviewer picks, and not by their names.

use super::Purpose;
use super::words::AiUse;

/// Where the terms live.
const DPV: &str = "https://w3id.org/dpv#";

/// Marketing and all that the vocabulary puts under it, and picks that are made for somebody: an
/// objection to direct marketing always counts (GDPR, article 21(2)), messages with it need consent
/// (Directive 2002/58/EC, article 13(1)), and no contract needs personalised content (CJEU, C-252/21,
/// 102 and 117).
const MARKETING: &[&str] = &[
    "Advertising",
    "DirectMarketing",
    "Marketing",
    "Personalisation",
    "PersonalisedAdvertising",
    "PersonalisedBenefits",
    "PoliticalCampaign",
    "ProvideEventRecommendations",
    "ProvidePersonalisedRecommendations",
    "ProvideProductRecommendations",
    "PublicRelations",
    "RecruitmentAdvertising",
    "RecruitmentTargetedAdvertising",
    "SellProducts",
    "SellProductsToDataSubject",
    "SocialMediaMarketing",
    "TargetedAdvertising",
];

/// New uses of old data, among them teaching computers: no customer expects them (GDPR, article 5(1)(b)).
const RESEARCH: &[&str] = &["CommercialResearch", "ResearchAndDevelopment"];

/// Keeping thieves out: the one end for which people may be guessed at without being asked, for
/// nobody would say yes to being caught (GDPR, recitals 47 and 49).
const SECURITY: &[&str] = &[
    "CounterMoneyLaundering",
    "EnforceAccessControl",
    "EnforceSecurity",
    "FraudPreventionAndDetection",
    "IdentityAuthentication",
    "IdentityVerification",
    "MaintainFraudDatabase",
    "MisusePreventionAndDetection",
];

impl Purpose {
    /// Whether it is advertising, or picking what somebody is to be offered.
    #[must_use]
    pub fn is_marketing(&self) -> bool {
        self.is_among(MARKETING)
    }

    /// Whether it is finding out something new, or teaching computers.
    #[must_use]
    pub fn is_research(&self) -> bool {
        self.is_among(RESEARCH)
    }

    /// Whether it keeps thieves out.
    #[must_use]
    pub fn is_security(&self) -> bool {
        self.is_among(SECURITY)
    }

    /// Whether it needs a yes by itself, whatever data it takes.
    #[must_use]
    pub fn needs_consent(&self) -> bool {
        self.is_selling() || self.is_marketing() || self.is_research()
    }

    fn is_among(&self, terms: &[&str]) -> bool {
        let term = self.dpv.strip_prefix(DPV);
        term.is_some_and(|term| terms.contains(&term))
    }
}

impl AiUse {
    /// Whether it teaches a computer with the data, or hands the data to somebody else's.
    #[must_use]
    pub fn is_teaching(self) -> bool {
        matches!(self, Self::Train | Self::ShareModel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Registry;

    #[test]
    fn lists_stand_in_order_and_name_terms() {
        for list in [MARKETING, RESEARCH, SECURITY] {
            assert!(list.is_sorted());
            let all = list.iter().map(|term| format!("{DPV}{term}"));
            assert!(all.into_iter().all(|term| super::super::is_dpv(&term)));
        }
    }

    #[test]
    fn what_ships_is_told_apart() {
        let registry = Registry::starter();
        let needs: Vec<_> = registry
            .purposes()
            .filter(|purpose| purpose.needs_consent())
            .map(|purpose| purpose.id.as_str())
            .collect();
        assert_eq!(
            needs,
            ["ai_training", "offers", "recommendations", "research"]
        );
        let secure: Vec<_> = registry
            .purposes()
            .filter(|purpose| purpose.is_security())
            .map(|purpose| purpose.id.as_str())
            .collect();
        assert_eq!(secure, ["fraud_prevention"]);
    }
}
