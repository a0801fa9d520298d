//! A person decides about me: from here on no machine decides alone (GDPR, article 22).

use super::choose::{check_evidence, usable};
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::clock::Timestamp;
use crate::consent::{Evidence, Route};
use crate::id::CustomerId;
use crate::ledger::Body;

/// To let a machine decide again is to give something away: whoever says so for her shows how it is
/// known that she wants it, as where something of hers is turned on.
pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    on: bool,
    evidence: Option<&Evidence>,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    let evidence = if on {
        usable(evidence.cloned(), with.now)
    } else {
        let since = customer.state.guarded.person_asked_at();
        said_since(evidence, since, "she asked for a person later than that")?;
        shown(
            evidence,
            "letting a machine decide again needs evidence",
            with,
        )?
    };
    let whole = with.whole(customer.id, evidence);
    let receipt = whole.receipt;
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

/// What she said before she asked for something, at `asked`, was not said against that.
pub(super) fn said_since(
    evidence: Option<&Evidence>,
    asked: Option<Timestamp>,
    message: &str,
) -> Result<(), Refusal> {
    match (evidence, asked) {
        (Some(evidence), Some(asked)) if evidence.at < asked => {
            Err(Refusal::invalid("evidence.at", message))
        }
        _ => Ok(()),
    }
}

/// The evidence of what takes protection away from a customer: a program needs some, and so does a file,
/// whoever brings it; and whatever comes along must say something.
pub(super) fn shown(
    evidence: Option<&Evidence>,
    message: &str,
    with: Circumstances<'_>,
) -> Result<Option<Evidence>, Refusal> {
    match evidence {
        Some(evidence) => check_evidence(evidence, with.now)?,
        None if matches!(with.actor, Actor::Client { .. }) || with.route == Route::Import => {
            return Err(Refusal::invalid("evidence", message));
        }
        None => {}
    }
    Ok(evidence.cloned())
}
