//! Destroy the records of an exchange whose time is over.
//!
//! Source: Regulation (EU) 2016/679 (GDPR), article 5(1)(e): no longer than is necessary.
//! And no shorter: who is forgotten can be asked anew, so a no is remembered for as long as nobody is
//! asked again ([`ASKED_ONCE_S`]).

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed, known};
use crate::access::Deed;
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{Customer, Standing};
use crate::id::CustomerId;
use crate::ledger::{Body, Forgotten};

/// For how long nobody who said no is asked for the same again, under whatever name, in seconds: 180
/// days.
///
/// Source: Regulation (EU) 2022/2065 (DSA), article 25(3): whoever has chosen is not asked for the same
/// choice again and again. How long that is the law leaves open: the French authority (CNIL) takes six
/// months for good practice.
pub(super) const ASKED_ONCE_S: i64 = 180 * 86_400;

pub(super) fn decide(
    world: &dyn World,
    id: CustomerId,
    proposition: &Slug,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Forget)?;
    let customer = known(world, id)?;
    let over = over_at(world.catalogue(), &customer, proposition);
    let of_it = |trace: &&super::Trace| trace.proposition.as_ref() == Some(proposition);
    let traces = world.traces(id).iter().filter(of_it);
    let entries: Vec<_> = traces.map(|trace| trace.index).collect();
    let answer = Answering::Forgotten;
    if entries.is_empty() || over.is_none_or(|over| over > with.now) {
        return Ok(Decision {
            changes: Vec::new(),
            answer,
        });
    }
    let body = Body::Forgotten(Forgotten {
        customer: customer.id,
        proposition: proposition.clone(),
        entries: entries.len() as u64,
    });
    Ok(Decision {
        changes: vec![Change::Destroy {
            bodies: vec![body],
            entries,
        }],
        answer,
    })
}

/// When the time of a customer's records of an exchange is over; `None` where they are kept, or
/// there are none. What was promised is the period of the version that she answered last, and it
/// runs from the moment at which her last answer no longer counts. A no is kept for 180 days at least,
/// whatever was promised.
#[must_use]
pub fn over_at(
    catalogue: &Catalogue,
    customer: &Customer,
    proposition: &Slug,
) -> Option<Timestamp> {
    let answered = || customer.state.answered(proposition);
    let last = answered().filter_map(|(_, standing)| standing.answer());
    let last = last.max_by_key(|answer| answer.index)?;
    let shown = catalogue.proposition(proposition)?.version(last.version)?;
    let months = shown.document.retention_months?;
    let ends = answered().filter_map(|(_, standing)| match standing {
        Standing::Unasked => None,
        Standing::Refused(answer) | Standing::Withdrawn(answer) => {
            let asked_again = answer.at.plus_seconds(ASKED_ONCE_S);
            Some(answer.at.plus_months(months).max(asked_again))
        }
        Standing::Granted { expires_at, .. } => Some(expires_at.plus_months(months)),
    });
    ends.max()
}
