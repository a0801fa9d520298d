//! Stop all use and keep the answers; and go on.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::ActorRef;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, Whole};

pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    paused: bool,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?.id;
    let receipt = ReceiptId::new(with.clock, with.entropy);
    let actor = ActorRef::from(with.actor);
    let whole = Whole {
        customer,
        receipt,
        actor,
        route: with.route,
    };
    let body = if paused {
        Body::Paused(whole)
    } else {
        Body::Resumed(whole)
    };
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Paused { receipt, paused },
    })
}
