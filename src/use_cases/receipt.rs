//! What a customer keeps of one choice.

use super::{Deed, NotKnown, authorise};
use crate::access::Actor;
use crate::id::ReceiptId;
use crate::ledger::{Body, Issuer, Receipt, unseal};
use crate::port::{ConsentStore, Engine, Log, StoreError};

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
