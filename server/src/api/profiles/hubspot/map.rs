//! HubSpot's words for the state. Pure.

use mutual::catalogue::{Channel, LegalBasis};
use mutual::consent::{Decision, Toggle, ToggleView};

use crate::api::profiles::stance::Told;

/// The only channel that the vendor's statuses know.
pub(super) const CHANNEL: &str = "EMAIL";
/// The toggle behind it.
pub(super) const TOGGLE: Toggle = Toggle::Channel(Channel::Email);

/// The vendor's word for a state: subscribed is what is on and what a check allows, and nothing else;
/// what was never answered is not specified; every other answer, also one that does not count now, is
/// unsubscribed.
pub(super) fn status(told: Told<'_>) -> &'static str {
    if told.is_yes() {
        "SUBSCRIBED"
    } else if told.view.decision == Decision::None {
        "NOT_SPECIFIED"
    } else {
        "UNSUBSCRIBED"
    }
}

/// The vendor's word for the legal basis; none where nothing was decided, and for an obligation by
/// law, for which it has no word.
pub(super) fn legal_basis(view: &ToggleView) -> Option<&'static str> {
    match (view.decision, view.legal_basis) {
        (Decision::None, _) | (_, LegalBasis::LegalObligation) => None,
        (_, LegalBasis::Consent) => Some("CONSENT_WITH_NOTICE"),
        (_, LegalBasis::Contract) => Some("PERFORMANCE_OF_CONTRACT"),
        (_, LegalBasis::LegitimateInterest) => Some("LEGITIMATE_INTEREST_OTHER"),
    }
}

/// The state in our own words, in the one field that takes a text: so nothing of it is lost. Of what is
/// on and denied all the same, why.
pub(super) fn explanation(told: Told<'_>) -> String {
    let view = told.view;
    let denied = told.denied;
    let denied = denied.map_or_else(String::new, |why| format!(", denied by {why}"));
    let version = view.version;
    let version = version.map_or_else(String::new, |number| format!(", version {number}"));
    format!(
        "{}, {}, {}, {}{version}{denied}",
        view.decision.word(),
        view.source.word(),
        view.phase.word(),
        view.legal_basis.word(),
    )
}

#[cfg(test)]
mod tests {
    use mutual::consent::{Phase, Source};

    use super::*;
    use crate::api::profiles::stance::every;

    #[test]
    fn subscribed_is_what_is_on_whatever_the_state_and_what_is_denied_never() {
        for view in &every::state() {
            let told = every::told(view);
            assert_eq!(status(told) == "SUBSCRIBED", view.is_on(), "{view:?}");
            let denied = Some("red_line no-offers");
            let told = Told { view, denied };
            assert_ne!(status(told), "SUBSCRIBED", "{view:?}");
            assert!(explanation(told).ends_with(", denied by red_line no-offers"));
        }
    }

    #[test]
    fn each_state_has_its_word() {
        use Decision::{Denied, Granted, None};
        for (decision, source, phase, word) in [
            (None, Source::Default, Phase::Pending, "NOT_SPECIFIED"),
            (Granted, Source::Explicit, Phase::Active, "SUBSCRIBED"),
            (Granted, Source::Explicit, Phase::Paused, "UNSUBSCRIBED"),
            (
                Granted,
                Source::Explicit,
                Phase::NeedsAnswer,
                "UNSUBSCRIBED",
            ),
            (Granted, Source::Explicit, Phase::Expired, "UNSUBSCRIBED"),
            (Denied, Source::Explicit, Phase::Active, "UNSUBSCRIBED"),
            (Denied, Source::Signal, Phase::Withdrawn, "UNSUBSCRIBED"),
        ] {
            let view = every::of(decision, source, phase);
            assert_eq!(status(every::told(&view)), word);
        }
    }

    #[test]
    fn the_four_words_stand_in_the_explanation_and_tell_every_state_apart() {
        let all = every::state();
        let told: std::collections::BTreeSet<_> = all
            .iter()
            .map(|view| explanation(every::told(view)))
            .collect();
        assert_eq!(told.len(), all.len());
        let view = every::of(Decision::Granted, Source::Import, Phase::Active);
        assert_eq!(
            explanation(every::told(&view)),
            "granted, import, active, consent, version 1"
        );
    }

    #[test]
    fn a_basis_is_told_where_something_was_decided() {
        for view in every::state() {
            let told = legal_basis(&view).is_some();
            let can = view.legal_basis != LegalBasis::LegalObligation;
            assert_eq!(told, can && view.decision != Decision::None, "{view:?}");
        }
    }
}
