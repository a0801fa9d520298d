//! Two records turn out to be one customer's (rule 7). What counts from then on [`join`] says.
//!
//! The record that stays keeps its id, its facts and its account; what the other one was called leads
//! to it from here on, and so does its id. What the other one was told of, agreed to and given stays
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
    let called = std::mem::take(&mut from.identifiers);
    let identifiers = called.iter().map(Identifier::to_string).collect();
    customer.identifiers.extend(called);
    if customer.identifiers.len() > MOST_IDENTIFIERS {
        let message =
            format!("a customer has at most {MOST_IDENTIFIERS} identifiers: remove some first");
        return Err(Refusal::invalid("from", message));
    }
    fill(&mut customer, &from);
    let body = Body::Merged(Box::new(Merged {
        customer: customer.id,
        from: from.id,
        identifiers,
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

/// What is not known of the customer is taken from the record that goes. Where both say something,
/// nobody asked her which of it is right, and hers stays.
fn fill(customer: &mut Customer, from: &Customer) {
    customer.locale = customer.locale.take().or_else(|| from.locale.clone());
    customer.region = customer.region.take().or_else(|| from.region.clone());
    customer.birth_year = customer.birth_year.or(from.birth_year);
}
