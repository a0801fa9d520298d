//! A customer says that a guess is wrong, or not to be made (rule 16).

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::Slug;
use crate::consent::{ActorRef, Rejection, TOMBSTONES};
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, InferenceRejected};

pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    key: &Slug,
    rejection: Rejection,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    let guarded = &customer.state.guarded;
    if guarded.rejected().count() >= TOMBSTONES && !guarded.is_rejected(key.as_str()) {
        let message = format!("a customer forbids at most {TOMBSTONES} guesses");
        return Err(Refusal::invalid("key", message));
    }
    let receipt = ReceiptId::new(with.clock, with.entropy);
    let body = Body::InferenceRejected(InferenceRejected {
        customer: customer.id,
        key: key.clone(),
        rejection,
        receipt,
        actor: ActorRef::from(with.actor),
        route: with.route,
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Rejected { receipt },
    })
}
