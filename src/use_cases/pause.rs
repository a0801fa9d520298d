//! Stop all use and keep the answers; and go on.

use super::human_only::{said_since, shown};
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::{Customer, Evidence};
use crate::id::CustomerId;
use crate::ledger::Body;

pub(super) fn pause(
    world: &dyn World,
    customer: CustomerId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    Ok(decided(&customer, true, None, with))
}

/// With the end of a pause everything is allowed again that was on: whoever says so for her shows how it
/// is known that she wants it, as where something of hers is turned on.
pub(super) fn resume(
    world: &dyn World,
    customer: CustomerId,
    evidence: Option<&Evidence>,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    said_since(
        evidence,
        customer.state.paused_at(),
        "everything was paused later than that",
    )?;
    let evidence = shown(evidence, "ending a pause needs evidence", with)?;
    Ok(decided(&customer, false, evidence, with))
}

fn decided(
    customer: &Customer,
    paused: bool,
    evidence: Option<Evidence>,
    with: Circumstances<'_>,
) -> Decision {
    let whole = with.whole(customer.id, evidence);
    let receipt = whole.receipt;
    let body = if paused {
        Body::Paused(whole)
    } else {
        Body::Resumed(whole)
    };
    Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Paused { receipt, paused },
    }
}
