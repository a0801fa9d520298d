//! The state in four words, at one moment, against the live version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConsentState, Customer, Source, Standing, Toggle, holds_back};
use crate::catalogue::{Catalogue, LegalBasis, Proposition, Slug, Version, words::vocabulary};
use crate::clock::Timestamp;

vocabulary! {
    /// What was decided.
    Decision {
        /// Yes.
        Granted = "granted",
        /// No.
        Denied = "denied",
        /// Nothing.
        None = "none",
    }
}

vocabulary! {
    /// Whether the decision counts now.
    Phase {
        /// No decision yet.
        Pending = "pending",
        /// It counts.
        Active = "active",
        /// Kept, but not used while everything is paused.
        Paused = "paused",
        /// The exchange changed; it counts as off until answered.
        NeedsAnswer = "needs_answer",
        /// It ran out.
        Expired = "expired",
        /// A grant that was taken back.
        Withdrawn = "withdrawn",
    }
}

/// One toggle's state: decision × source × phase × legal basis.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ToggleView {
    /// What was decided.
    pub decision: Decision,
    /// What it rests on.
    pub source: Source,
    /// Whether it counts now.
    pub phase: Phase,
    /// Why the processing is lawful.
    pub legal_basis: LegalBasis,
    /// When the decision was made.
    pub since: Option<Timestamp>,
    /// On which version.
    pub version: Option<u32>,
    /// When the grant runs out.
    pub expires_at: Option<Timestamp>,
}

impl ToggleView {
    /// Whether the data may be used as this toggle says.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.decision == Decision::Granted && self.phase == Phase::Active
    }

    /// Whether a yes must be said anew: it counts as off until it is.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.decision == Decision::Granted && self.phase == Phase::NeedsAnswer
    }
}

/// One exchange as one customer stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ExchangeView {
    /// Its key.
    pub proposition: Slug,
    /// The live version.
    pub version: u32,
    /// Every toggle of the live version.
    pub toggles: BTreeMap<Toggle, ToggleView>,
}

impl ExchangeView {
    /// Whether that toggle is on.
    #[must_use]
    pub fn is_on(&self, toggle: &Toggle) -> bool {
        self.toggles.get(toggle).is_some_and(ToggleView::is_on)
    }
}

/// Every live exchange that is open to the customer, answered or not, in the fixed order.
#[must_use]
pub fn view(catalogue: &Catalogue, customer: &Customer, now: Timestamp) -> Vec<ExchangeView> {
    catalogue
        .live()
        .filter(|(_, version)| version.document.is_open_to(customer.region.as_deref()))
        .map(|(proposition, version)| view_exchange(proposition, version, &customer.state, now))
        .collect()
}

/// One exchange, whether or not it is open to the customer.
#[must_use]
pub fn view_exchange(
    proposition: &Proposition,
    live: &Version,
    state: &ConsentState,
    now: Timestamp,
) -> ExchangeView {
    let toggles = std::iter::once(&Toggle::Exchange)
        .chain(live.facets())
        .map(|toggle| {
            (
                toggle.clone(),
                view_toggle(proposition, live, state, toggle, now),
            )
        })
        .collect();
    ExchangeView {
        proposition: proposition.key.clone(),
        version: live.number,
        toggles,
    }
}

/// One toggle of the live version.
#[must_use]
pub fn view_toggle(
    proposition: &Proposition,
    live: &Version,
    state: &ConsentState,
    toggle: &Toggle,
    now: Timestamp,
) -> ToggleView {
    let legal_basis = live.document.legal_basis;
    let standing = state.standing(&proposition.key, toggle);
    let offered_since = live.offered_since(toggle);
    let whole = state.standing(&proposition.key, &Toggle::Exchange);
    // A yes from before the facet was last taken out says nothing about it; a no stays a no.
    let standing = match standing {
        Standing::Granted { answer, .. }
            if offered_since.is_none_or(|since| answer.version < since) =>
        {
            &Standing::Unasked
        }
        _ => standing,
    };
    let seen = match legal_basis {
        LegalBasis::Consent => {
            // A facet never outlives the exchange that it belongs to.
            let limit = match whole {
                Standing::Granted { expires_at, .. } => Some(*expires_at),
                _ => None,
            };
            by_consent(standing, proposition.material_since(), limit, state, now)
        }
        // Whoever objects to the exchange objects to every part of it.
        LegalBasis::LegitimateInterest if is_no(whole) => by_interest(whole, live, state),
        LegalBasis::LegitimateInterest => by_interest(standing, live, state),
        LegalBasis::Contract | LegalBasis::LegalObligation => ToggleView {
            decision: Decision::Granted,
            source: Source::Law,
            phase: Phase::Active,
            legal_basis,
            since: Some(live.published_at),
            version: Some(live.number),
            expires_at: None,
        },
    };
    // A signal keeps off what is on, and of what was never answered the toggle that shares itself.
    let reached = match seen.decision {
        Decision::Granted => seen.source != Source::Law,
        Decision::None => live.shares(toggle),
        Decision::Denied => false,
    };
    match state.gpc {
        Some(signal) if reached && holds_back(proposition, live, state, toggle) => ToggleView {
            phase: if seen.decision == Decision::Granted {
                Phase::Withdrawn
            } else {
                Phase::Active
            },
            decision: Decision::Denied,
            source: Source::Signal,
            since: Some(signal.at),
            expires_at: None,
            ..seen
        },
        _ => seen,
    }
}

fn by_consent(
    standing: &Standing,
    material_since: u32,
    limit: Option<Timestamp>,
    state: &ConsentState,
    now: Timestamp,
) -> ToggleView {
    let (decision, phase, expires_at) = match standing {
        Standing::Unasked => (Decision::None, Phase::Pending, None),
        Standing::Refused(_) => (Decision::Denied, Phase::Active, None),
        Standing::Withdrawn(_) => (Decision::Denied, Phase::Withdrawn, None),
        Standing::Granted { answer, expires_at } => {
            let expires_at = limit.map_or(*expires_at, |limit| limit.min(*expires_at));
            let phase = if now >= expires_at {
                Phase::Expired
            } else if answer.version < material_since {
                Phase::NeedsAnswer
            } else if state.paused_since.is_some() {
                Phase::Paused
            } else {
                Phase::Active
            };
            (Decision::Granted, phase, Some(expires_at))
        }
    };
    let answer = standing.answer();
    ToggleView {
        decision,
        source: answer.map_or(Source::Default, |answer| answer.source),
        phase,
        legal_basis: LegalBasis::Consent,
        since: answer.map(|answer| answer.at),
        version: answer.map(|answer| answer.version),
        expires_at,
    }
}

fn is_no(standing: &Standing) -> bool {
    matches!(standing, Standing::Refused(_) | Standing::Withdrawn(_))
}

/// On by default, until the customer objects (GDPR, article 21).
fn by_interest(standing: &Standing, live: &Version, state: &ConsentState) -> ToggleView {
    let answer = standing.answer();
    let objected = is_no(standing);
    ToggleView {
        decision: if objected {
            Decision::Denied
        } else {
            Decision::Granted
        },
        source: answer.map_or(Source::Default, |answer| answer.source),
        phase: if objected {
            Phase::Withdrawn
        } else if state.paused_since.is_some() {
            Phase::Paused
        } else {
            Phase::Active
        },
        legal_basis: LegalBasis::LegitimateInterest,
        since: Some(answer.map_or(live.published_at, |answer| answer.at)),
        version: Some(answer.map_or(live.number, |answer| answer.version)),
        expires_at: None,
    }
}

/// The next moment after `now` at which the customer's state changes by itself.
#[must_use]
pub fn next_change(state: &ConsentState, now: Timestamp) -> Option<Timestamp> {
    state
        .exchanges()
        .flat_map(|key| state.answered(key))
        .filter_map(|(_, standing)| match standing {
            Standing::Granted { expires_at, .. } if *expires_at > now => Some(*expires_at),
            _ => None,
        })
        .min()
}
