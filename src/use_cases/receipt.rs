//! What a customer keeps of one choice.

use super::as_it_was::whole_trail;
use super::{Deed, NotKnown, authorise};
use crate::access::Actor;
use crate::catalogue::{LegalBasis, Proposition};
use crate::consent::{ConsentState, Decision, People, Phase, Toggle, view_exchange};
use crate::id::ReceiptId;
use crate::ledger::{Body, Entry, Issuer, Receipt, unseal};
use crate::port::{ConsentStore, Engine, Log, StoreError};
use crate::receipt::Reached;

/// One ledger: its state in memory, its entries, and its public log.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    /// The state.
    pub engine: &'a dyn Engine,
    /// The entries.
    pub store: &'a dyn ConsentStore,
    /// The public log.
    pub log: &'a dyn Log,
}

/// The receipt of that name, with the proof from the newest head that covers its entry.
/// `issuer.withdraw_at` is the address of the customer's first page; in the receipt it is that of
/// the exchange.
///
/// # Errors
///
/// [`NotKnown::Absent`] where there is no such receipt, or what it was of was erased.
pub async fn receipt(
    of: Kept<'_>,
    actor: &Actor,
    id: ReceiptId,
    mut issuer: Issuer,
) -> Result<Receipt, NotKnown> {
    let row = of.store.receipt(id).await?.ok_or(NotKnown::Absent)?;
    let side = row.side.as_ref().ok_or(NotKnown::Absent)?;
    let entry = unseal(row.index, row.at, &side.payload)
        .map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let customer = entry.body.about().ok_or(NotKnown::Absent)?;
    // What one of her records was given is hers, whichever she comes by.
    let owner = of.engine.customer(customer);
    let customer = owner.map_or(customer, |owner| owner.id);
    authorise(actor, Deed::ReadConsent(customer))?;
    let mut wording = None;
    if let Body::Chosen(chosen) = &entry.body {
        let catalogue = of.engine.catalogue();
        let shown = catalogue
            .proposition(&chosen.proposition)
            .and_then(|known| known.version(chosen.version));
        wording = shown.map(|version| version.document.clone());
        issuer.withdraw_at = format!("{}/x/{}", issuer.withdraw_at, chosen.proposition);
    }
    let covers = |size: u64| row.index < size;
    let head = of.log.head().filter(|head| covers(head.checkpoint.size));
    let inclusion = match &head {
        Some(head) => of.log.inclusion(row.index, head.checkpoint.size).await?,
        None => None,
    };
    let proof = head.as_deref().zip(inclusion.as_ref());
    Receipt::of(&row, wording, issuer, proof).ok_or(NotKnown::Absent)
}

/// The consents that a pause stopped, or that went on when it ended: what was on at that entry, in
/// the fixed order. Empty for a receipt of anything else.
///
/// # Errors
///
/// [`NotKnown`].
pub async fn reached(
    engine: &dyn Engine,
    actor: &Actor,
    receipt: &Receipt,
) -> Result<Vec<Reached>, NotKnown> {
    let (Body::Paused(whole) | Body::Resumed(whole)) = &receipt.entry else {
        return Ok(Vec::new());
    };
    let owner = engine.customer(whole.customer);
    let customer = owner.map_or(whole.customer, |owner| owner.id);
    authorise(actor, Deed::ReadConsent(customer))?;
    let trail = whole_trail(engine, receipt.index).await?;
    let mut people = People::default();
    for entry in trail.iter().rev() {
        people.apply(entry);
    }
    let state = people.state(whole.customer);
    let catalogue = engine.catalogue();
    let then = catalogue.propositions();
    let then = then.filter_map(|known| known.up_to(receipt.index));
    Ok(then
        .filter_map(|proposition| runs(&proposition, state, &trail, receipt))
        .collect())
}

/// The exchange with what of it is on, apart from a pause; `None` where it is off, or rests on no
/// consent.
fn runs(
    proposition: &Proposition,
    state: &ConsentState,
    trail: &[Entry],
    receipt: &Receipt,
) -> Option<Reached> {
    let live = proposition.live()?;
    if live.document.legal_basis != LegalBasis::Consent {
        return None;
    }
    let view = view_exchange(proposition, live, state, receipt.at);
    let mut on = view.toggles.into_iter().filter(|(_, view)| {
        view.decision == Decision::Granted && matches!(view.phase, Phase::Active | Phase::Paused)
    });
    // The exchange itself comes first among its toggles, and no part is on without it.
    let (_, whole) = on
        .next()
        .filter(|(toggle, _)| *toggle == Toggle::Exchange)?;
    let answer = state
        .standing(&proposition.key, &Toggle::Exchange)
        .answer()?;
    let chosen = trail.iter().find_map(|entry| match &entry.body {
        Body::Chosen(chosen) if entry.index == answer.index => Some(chosen.clone()),
        _ => None,
    })?;
    let document = &proposition.version(chosen.version)?.document;
    let locale = chosen.locale.as_ref().unwrap_or(&document.locale);
    Some(Reached {
        since: answer.at,
        expires_at: whole.expires_at?,
        wording: document.in_locale(locale)?.into_owned(),
        on: on.map(|(toggle, _)| toggle).collect(),
        chosen,
    })
}
