//! What a standing wish from outside does to a customer's answers: Global Privacy Control.
//!
//! It counts as her own no to all that sells or shares, of whatever comes later too (California
//! Consumer Privacy Act Regulations, 11 CCR 7025(c)(1) and (3)). Only a yes that she gives after it,
//! when she was told that the two do not fit together, outweighs it, and only for what she said yes
//! to.

use super::{ConsentState, Standing, Toggle};
use crate::catalogue::{Proposition, Version};

/// Whether the wish keeps `toggle` of the live version off, whatever was answered before.
#[must_use]
pub fn holds_back(
    proposition: &Proposition,
    live: &Version,
    state: &ConsentState,
    toggle: &Toggle,
) -> bool {
    let Some(signal) = state.gpc else {
        return false;
    };
    // Whoever turns the exchange on in spite of the wish has it with all that it cannot do without;
    // an optional part that shares needs a yes of its own.
    let decided_by = if live.shares(&Toggle::Exchange) {
        &Toggle::Exchange
    } else if live.shares(toggle) {
        toggle
    } else {
        return false;
    };
    let stands_against = |toggle: &Toggle| match state.standing(&proposition.key, toggle) {
        Standing::Granted { answer, .. } => {
            let shown = proposition.version(answer.version);
            answer.index > signal.index && shown.is_some_and(|shown| shown.shares(toggle))
        }
        Standing::Unasked | Standing::Refused(_) | Standing::Withdrawn(_) => false,
    };
    let own = live.shares(toggle) && decided_by != toggle && !live.required().contains(toggle);
    !stands_against(decided_by) || (own && !stands_against(toggle))
}

/// Whether turning `toggle` of the live version on needs her word that she wants it in spite of the
/// wish.
#[must_use]
pub fn needs_word(live: &Version, state: &ConsentState, toggle: &Toggle) -> bool {
    state.gpc.is_some() && live.shares(toggle)
}
