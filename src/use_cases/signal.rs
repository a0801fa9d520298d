//! Heed a customer's browser that asks not to sell or share: Global Privacy Control.
//!
//! The wish is an entry of its own, once. What sells or shares and is on goes off with it, each
//! exchange by an entry like any other, so that whoever follows withdrawals hears of it. Whatever is
//! not on yet stays off by the wish alone ([`crate::consent::holds_back`]).

use super::choose::chosen;
use super::{Answering, Change, Circumstances, Command, Decision, Mutual, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::catalogue::{Catalogue, LegalBasis, Proposition, Version};
use crate::consent::{
    Choice, ConsentState, Route, Standing, Switch, Toggle, Toggles, holds_back, needs_word,
};
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::port::SubmitError;

pub(super) fn decide(
    world: &dyn World,
    id: CustomerId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(id))?;
    let customer = super::known(world, id)?;
    let mut changes = Vec::new();
    if !customer.state.knows_signal() {
        // Not of the one that was asked for: that may be merged into hers meanwhile.
        let whole = with.whole(customer.id, None);
        changes.push(Change::Append(Box::new(Body::Signalled(whole))));
    }
    for (proposition, live) in world.catalogue().live() {
        let Some(toggle) = to_end(proposition, live, &customer.state) else {
            continue;
        };
        let choice = Choice {
            proposition: proposition.key.clone(),
            version: live.number,
            toggles: Toggles::from([(toggle, Switch::Off)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        let body = chosen(proposition, live, &customer, &choice, with.now, with)?;
        changes.push(Change::Append(Box::new(Body::Chosen(body))));
    }
    Ok(Decision {
        changes,
        answer: Answering::Signalled,
    })
}

/// The toggle that the wish turns off, where one is on that it reaches.
fn to_end(proposition: &Proposition, live: &Version, state: &ConsentState) -> Option<Toggle> {
    let toggle = live.ends_sharing()?;
    let standing = |toggle: &Toggle| state.standing(&proposition.key, toggle);
    let refused = |toggle: &Toggle| {
        matches!(
            standing(toggle),
            Standing::Refused(_) | Standing::Withdrawn(_)
        )
    };
    let is_on = match live.document.legal_basis {
        LegalBasis::Consent => standing(&toggle).is_granted(),
        LegalBasis::LegitimateInterest => !refused(&toggle) && !refused(&Toggle::Exchange),
        // A contract that sells is what she bought; the wish takes nothing of that away.
        LegalBasis::Contract | LegalBasis::LegalObligation => false,
    };
    let is_new = !state.knows_signal() || holds_back(proposition, live, state, &toggle);
    (is_on && is_new).then_some(toggle)
}

/// Whether heeding the wish would change anything.
pub(super) fn has_effect(catalogue: &Catalogue, state: &ConsentState) -> bool {
    let mut live = catalogue.live();
    !state.knows_signal()
        || live.any(|(proposition, live)| to_end(proposition, live, state).is_some())
}

/// Whether these toggles turn something on against the wish.
pub(super) fn is_against(live: &Version, state: &ConsentState, toggles: &Toggles) -> bool {
    let mut on = toggles.iter().filter(|(_, to)| **to == Switch::On);
    on.any(|(toggle, _)| needs_word(live, state, toggle))
}

impl Mutual {
    /// Heeds the wish not to sell or share that came with a customer's request. Where nothing of it
    /// is new, which is so for nearly every request, nothing is written.
    ///
    /// # Errors
    ///
    /// [`SubmitError`] where it could not be stored. Somebody who is not there any more has nothing
    /// to be sold.
    pub async fn heed_signal(&self, actor: &Actor, id: CustomerId) -> Result<(), SubmitError> {
        let Some(customer) = self.engine.customer(id) else {
            return Ok(());
        };
        if !has_effect(&self.engine.catalogue(), &customer.state) {
            return Ok(());
        }
        let command = Command::HeedSignal(id);
        match self.submit(actor, Route::Signal, command, None).await {
            Ok(_) | Err(SubmitError::Refused(Refusal::Erased | Refusal::UnknownCustomer)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
