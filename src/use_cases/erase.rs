//! Erase a customer: nothing of her stays but that she was erased (rule 17).
//!
//! Source: Regulation (EU) 2016/679 (GDPR), article 17.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::ActorRef;
use crate::digest::hex;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, Erased};

/// What is remembered of her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remember {
    /// That her id was erased, and nothing else.
    Nothing,
    /// Keyed digests of her identifiers too, so that no import brings her back.
    Suppress,
}

/// An entry of a customer, as the writer finds it before it destroys it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The entry's place.
    pub index: u64,
    /// The record that it stands under.
    pub customer: CustomerId,
    /// The exchange that it is about, unless it must stay as long as she does.
    pub proposition: Option<crate::catalogue::Slug>,
}

pub(super) fn decide(
    world: &dyn World,
    id: CustomerId,
    remember: Remember,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Erase(id))?;
    let customer = super::known(world, id)?;
    let entries: Vec<_> = world.traces(id).iter().map(|trace| trace.index).collect();
    let suppressed = match remember {
        Remember::Nothing => Vec::new(),
        Remember::Suppress => {
            let identifiers = customer.identifiers.iter();
            identifiers
                .map(|identifier| hex(&world.suppression(identifier)))
                .collect()
        }
    };
    let receipt = ReceiptId::new(with.clock, with.entropy);
    let mut bodies = Vec::new();
    // Each record of hers ends, and whoever knew her by it learns so.
    for id in customer.ids() {
        let of_it = world.traces(id).iter().filter(|trace| trace.customer == id);
        let forgotten = world.record(id).map_or(0, |record| record.state.forgotten);
        let own = id == customer.id;
        bodies.push(Body::Erased(Erased {
            customer: id,
            entries: of_it.count() as u64 + forgotten,
            suppressed: if own { suppressed.clone() } else { Vec::new() },
            receipt: if own {
                receipt
            } else {
                ReceiptId::new(with.clock, with.entropy)
            },
            actor: ActorRef::from(with.actor),
            route: with.route,
        }));
    }
    Ok(Decision {
        changes: vec![Change::Destroy { bodies, entries }],
        answer: Answering::Erased { receipt },
    })
}
