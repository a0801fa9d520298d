//! A person decides about me: from here on no machine decides alone (GDPR, article 22).

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::ActorRef;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, Whole};

pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    on: bool,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let receipt = ReceiptId::new(with.clock, with.entropy);
    let whole = Whole {
        customer: super::known(world, customer)?.id,
        receipt,
        actor: ActorRef::from(with.actor),
        route: with.route,
    };
    let body = if on {
        Body::HumanOnly(whole)
    } else {
        Body::HumanOnlyEnded(whole)
    };
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::HumanOnly { receipt, on },
    })
}
