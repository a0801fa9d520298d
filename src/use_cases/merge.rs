//! Two records turn out to be one customer's (rule 7). What counts from then on [`join`] says.
//!
//! The record that stays keeps its id, its facts and its account, and what is not known of it is taken
//! from the other: where both say something, nobody asked her which of it is right. What the other one
//! was called leads to it from here on, and so does its id. What the other one was told of, agreed to and given stays
//! under that record, where it can be told apart, and is read together with hers.

use std::sync::Arc;

use super::put_customer::MOST_IDENTIFIERS;
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::{ActorRef, Customer, Identifier, join};
use crate::id::CustomerId;
use crate::ledger::{Body, Merged};

pub(super) fn decide(
    world: &dyn World,
    stays: CustomerId,
    goes: CustomerId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::WriteCustomers)?;
    let stays = super::known(world, stays)?;
    let goes = super::known(world, goes)?;
    if stays.id == goes.id {
        return Err(Refusal::SameCustomer);
    }
    let joined = join(&stays.state, &goes.state);
    let mut customer = Arc::unwrap_or_clone(stays);
    let mut from = Arc::unwrap_or_clone(goes);
    let names = std::mem::take(&mut from.identifiers);
    let called = names.iter().map(|name| recognised(world, &from, name));
    let called = called.collect();
    customer.identifiers.extend(names);
    if customer.identifiers.len() > MOST_IDENTIFIERS {
        let message =
            format!("a customer has at most {MOST_IDENTIFIERS} identifiers: remove some first");
        return Err(Refusal::invalid("from", message));
    }
    let is_first = customer.state.merged.is_empty();
    let facts = customer.facts();
    customer.set_facts(facts.clone().or(&from.facts()));
    let body = Body::Merged(Box::new(Merged {
        customer: customer.id,
        from: from.id,
        called,
        facts: is_first.then_some(facts),
        changes: joined.changes,
        conflicts: joined.conflicts.clone(),
        paused: joined.paused,
        actor: ActorRef::from(with.actor),
        route: with.route,
    }));
    let answer = Answering::Merged {
        customer: customer.id,
        from: from.id,
        conflicts: joined.conflicts,
        paused: joined.paused,
    };
    Ok(Decision {
        changes: vec![
            // First it lets go of what it was called, so that the other one can have it.
            Change::Customer(Box::new(from)),
            Change::Customer(Box::new(customer)),
            Change::Append(Box::new(body)),
        ],
        answer,
    })
}

/// By what an identifier of the record `from` is recognised later: with the key of the record that it
/// came with, which may have been merged into that one before. So nothing tells what somebody was called
/// once she is erased, whoever she was one with.
fn recognised(world: &dyn World, from: &Customer, name: &Identifier) -> String {
    let came = |digest: &String| {
        let mut parts = from.state.merged.iter();
        parts.any(|part| part.called.contains(digest))
    };
    let inner = from.state.merged.iter();
    let inner = inner.filter_map(|part| world.record(part.customer));
    let mut digests = inner.map(|record| record.recognises(name));
    digests.find(came).unwrap_or_else(|| from.recognises(name))
}
