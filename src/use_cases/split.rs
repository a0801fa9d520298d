//! Two records that were merged are two people's after all. What each is left with
//! [`crate::consent::join()`] says.
//!
//! The identifiers that came with the record go back to it, those of them that the customer still has;
//! its facts are what it said itself, and what was filled in from it stays with her. What was reported
//! while the two were one stays where it was reported.

use std::sync::Arc;

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::{ActorRef, Guarded, Identifier, Which};
use crate::id::CustomerId;
use crate::ledger::{Body, Split};

pub(super) fn decide(
    world: &dyn World,
    from: CustomerId,
    part: CustomerId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::WriteCustomers)?;
    let customer = super::known(world, from)?;
    let mut record = match world.record(part) {
        Some(record) => Arc::unwrap_or_clone(record),
        None => {
            return Err(super::known(world, part)
                .err()
                .unwrap_or(Refusal::NotMerged));
        }
    };
    let merged = &customer.state.merged;
    let known = merged
        .iter()
        .find(|known| known.customer == part && !known.within);
    let known = known.ok_or(Refusal::NotMerged)?.clone();
    let (answers, paused_since, gpc) = customer.state.left_with(&known, &record.state);
    let guarded = customer.state.guarded.left();
    let inner = record.state.merged.iter().map(|part| part.customer);
    let gone: Vec<_> = std::iter::once(part).chain(inner).collect();
    let mut customer = Arc::unwrap_or_clone(customer);
    let came_with = |id: &Identifier| known.identifiers.iter().any(|known| known == id.as_str());
    let (back, stay) = customer.identifiers.into_iter().partition(came_with);
    (record.identifiers, customer.identifiers) = (back, stay);
    let (id, actor, route) = (customer.id, ActorRef::from(with.actor), with.route);
    let first = Split {
        customer: id,
        other: part,
        which: Which::Stays,
        gone,
        answers: Vec::new(),
        paused_since: None,
        gpc: None,
        guarded: Guarded::NONE,
        actor: actor.clone(),
        route,
    };
    let second = Split {
        customer: part,
        other: id,
        which: Which::Goes,
        gone: Vec::new(),
        answers,
        paused_since,
        gpc,
        guarded,
        actor,
        route,
    };
    Ok(Decision {
        changes: vec![
            // First she lets go of what is the other's.
            Change::Customer(Box::new(customer)),
            Change::Customer(Box::new(record)),
            Change::Append(Box::new(Body::Split(Box::new(first)))),
            Change::Append(Box::new(Body::Split(Box::new(second)))),
        ],
        answer: Answering::Split {
            customer: id,
            from: part,
        },
    })
}
