//! Salesforce's actions and words for the state. Pure.
//!
//! | their action | our toggle |
//! |---|---|
//! | `email`, `phone`, `mail`, `web` | `channel:email`, `channel:phone`, `channel:post`, `channel:web` |
//! | `process` | the exchange itself |
//! | `solicit` | the exchange itself, where its purpose is `offers` |
//! | `profile` | `ai:infer` |
//! | `track`, `geotrack` | `data:browsing`, `data:precise_location` |
//! | `fax`, `social`, `portability`, `storepiielsewhere` | nothing: never proceeds |
//! | `shouldforget` | proceeds for who was erased |

use mutual::catalogue::{AiUse, Channel};
use mutual::consent::{Decision, Phase, Source, Toggle, ToggleView};

use crate::api::profiles::stance::Stance;

/// The purpose that soliciting is.
const SOLICITING: &str = "offers";

macro_rules! actions {
    ($($name:ident = $word:literal, $result:literal;)+) => {
        /// What a caller wants to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Action {
            $(#[doc = concat!("`", $word, "`.")] $name),+
        }

        impl Action {
            /// All of them.
            pub(super) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name.
            pub(super) fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// The name of its result. The vendor's are not all made the same way.
            pub(super) fn result(self) -> &'static str {
                match self { $(Self::$name => $result),+ }
            }
        }
    };
}

actions! {
    Email = "email", "emailResult";
    Fax = "fax", "faxResult";
    Geotrack = "geotrack", "geotrackResult";
    Mail = "mail", "mailingResult";
    Phone = "phone", "phoneResult";
    Portability = "portability", "portabilityResult";
    Process = "process", "processResult";
    Profile = "profile", "profileResult";
    ShouldForget = "shouldforget", "shouldForgetResult";
    Social = "social", "socialResult";
    Solicit = "solicit", "solicitResult";
    StorePiiElsewhere = "storepiielsewhere", "storePIIElsewhereResult";
    Track = "track", "trackResult";
    Web = "web", "webResult";
}

impl Action {
    /// Reads a name, in whatever letters: the vendor spells `shouldForget` both ways.
    pub(super) fn read(text: &str) -> Option<Self> {
        let same = |action: &&Self| action.word().eq_ignore_ascii_case(text);
        Self::ALL.iter().find(same).copied()
    }

    /// The toggle that it needs; none where we have nothing that could allow it.
    pub(super) fn toggle(self) -> Option<Toggle> {
        match self {
            Self::Email => Some(Toggle::Channel(Channel::Email)),
            Self::Phone => Some(Toggle::Channel(Channel::Phone)),
            Self::Mail => Some(Toggle::Channel(Channel::Post)),
            Self::Web => Some(Toggle::Channel(Channel::Web)),
            Self::Process | Self::Solicit => Some(Toggle::Exchange),
            Self::Profile => Some(Toggle::Ai(AiUse::Infer)),
            Self::Track => "browsing".parse().map(Toggle::Data).ok(),
            Self::Geotrack => "precise_location".parse().map(Toggle::Data).ok(),
            Self::Fax
            | Self::Social
            | Self::Portability
            | Self::ShouldForget
            | Self::StorePiiElsewhere => None,
        }
    }

    /// The vendor's object and field where it keeps such a consent.
    pub(super) fn kept_in(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Email | Self::Phone | Self::Mail | Self::Web | Self::Social => {
                ("ContactPointTypeConsent", None)
            }
            Self::Fax => ("Contact", Some("HasOptedOutOfFax")),
            Self::Process => ("Individual", Some("HasOptedOutProcessing")),
            Self::Solicit => ("Individual", Some("HasOptedOutSolicit")),
            Self::Profile => ("Individual", Some("HasOptedOutProfiling")),
            Self::Track => ("Individual", Some("HasOptedOutTracking")),
            Self::Geotrack => ("Individual", Some("HasOptedOutGeoTracking")),
            Self::Portability => ("Individual", Some("SendIndividualData")),
            Self::ShouldForget => ("Individual", Some("ShouldForget")),
            Self::StorePiiElsewhere => ("Individual", Some("CanStorePiiElsewhere")),
        }
    }
}

/// One exchange that has a say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Consulted<'a> {
    /// The exchange.
    pub(super) stance: &'a Stance,
    /// What decides there.
    pub(super) view: &'a ToggleView,
}

/// The exchanges that have a say about an action, for one purpose or for all.
pub(super) fn consulted<'a>(
    action: Action,
    purpose: Option<&str>,
    stances: &'a [Stance],
) -> Vec<Consulted<'a>> {
    let Some(toggle) = action.toggle() else {
        return Vec::new();
    };
    let asked = |stance: &&Stance| {
        purpose.is_none_or(|purpose| stance.purpose() == purpose)
            && (action != Action::Solicit || stance.purpose() == SOLICITING)
    };
    let of = |stance: &'a Stance| {
        let view = stance.deciding(&toggle)?;
        Some(Consulted { stance, view })
    };
    stances.iter().filter(asked).filter_map(of).collect()
}

/// Whether an action may proceed. For a purpose one exchange that covers it is enough, as in a check;
/// without one the least permissive answer counts, as the vendor has it. Nothing consulted is a no.
pub(super) fn proceeds(
    consulted: &[Consulted<'_>],
    purpose: Option<&str>,
    explicitly: bool,
) -> bool {
    let on = |one: &Consulted<'_>| one.view.is_on() && (!explicitly || is_explicit(one.view));
    match purpose {
        Some(_) => consulted.iter().any(on),
        None => !consulted.is_empty() && consulted.iter().all(on),
    }
}

/// Whether somebody said so, rather than that nobody was asked.
pub(super) fn is_explicit(view: &ToggleView) -> bool {
    view.decision != Decision::None && matches!(view.source, Source::Explicit | Source::Import)
}

/// The vendor's word for a state (`PrivacyConsentStatus`). `opt_in` is what is on, and nothing else.
pub(super) fn status(view: &ToggleView) -> &'static str {
    match (view.decision, view.phase) {
        (Decision::Granted, Phase::Active) => "opt_in",
        // Asked, and no answer that counts now.
        (Decision::Granted, Phase::NeedsAnswer | Phase::Expired) => "seen",
        (Decision::Granted | Decision::Denied, _) => "opt_out",
        (Decision::None, _) => "not_seen",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::profiles::stance::every;

    #[test]
    fn opt_in_is_what_is_on_whatever_the_state() {
        for view in every::state() {
            assert_eq!(status(&view) == "opt_in", view.is_on(), "{view:?}");
        }
    }

    #[test]
    fn each_state_has_its_word() {
        use Decision::{Denied, Granted, None};
        for (decision, source, phase, word) in [
            (None, Source::Default, Phase::Pending, "not_seen"),
            (Granted, Source::Explicit, Phase::Active, "opt_in"),
            (Granted, Source::Import, Phase::Active, "opt_in"),
            (Granted, Source::Explicit, Phase::Paused, "opt_out"),
            (Granted, Source::Explicit, Phase::NeedsAnswer, "seen"),
            (Granted, Source::Explicit, Phase::Expired, "seen"),
            (Denied, Source::Explicit, Phase::Active, "opt_out"),
            (Denied, Source::Signal, Phase::Active, "opt_out"),
            (Denied, Source::Explicit, Phase::Withdrawn, "opt_out"),
        ] {
            let view = every::of(decision, source, phase);
            assert_eq!(status(&view), word, "{view:?}");
        }
    }

    #[test]
    fn actions_are_read_in_whatever_letters_and_no_other_is() {
        assert_eq!(Action::read("shouldForget"), Some(Action::ShouldForget));
        for action in Action::ALL {
            assert_eq!(Action::read(action.word()), Some(*action));
        }
        for text in ["", "e-mail", "sms", "emails"] {
            assert_eq!(Action::read(text), None, "{text}");
        }
    }

    #[test]
    fn silence_lets_nothing_proceed() {
        for action in Action::ALL {
            let none = consulted(*action, None, &[]);
            assert!(!proceeds(&none, None, false), "{action:?}");
            assert!(!proceeds(&none, Some("offers"), false), "{action:?}");
        }
    }

    #[test]
    fn law_and_default_are_nothing_that_somebody_said() {
        for view in every::state() {
            let said = matches!(view.source, Source::Explicit | Source::Import);
            assert_eq!(
                is_explicit(&view),
                said && view.decision != Decision::None,
                "{view:?}"
            );
        }
    }
}
