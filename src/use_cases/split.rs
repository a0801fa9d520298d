//! Two records that were merged are two people's after all. What each is left with
//! [`crate::consent::join()`] says.
//!
//! The identifiers that came with the record go back to it, those of them that the customer still has;
//! each has the facts that it said itself. What was reported while the two were one stays where it was
//! reported.

use std::sync::Arc;

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::consent::{ActorRef, Customer, Facts, Identifier, LeftWith, Which};
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
    let LeftWith {
        answers,
        paused_since,
        pause_said,
        paused_meanwhile,
        gpc,
        signalled_meanwhile,
    } = customer.state.left_with(&known, &record.state);
    let (hers, its) = facts_apart(world, &customer, &record);
    let guarded = customer.state.guarded.left_since(known.index);
    let inner = record.state.merged.iter().map(|part| part.customer);
    let gone: Vec<_> = std::iter::once(part).chain(inner).collect();
    let mut customer = Arc::unwrap_or_clone(customer);
    customer.set_facts(hers);
    record.set_facts(its);
    let of_it: Vec<_> = record.ids().filter_map(|id| world.record(id)).collect();
    let came_with = |name: &Identifier| {
        let mut records = of_it.iter();
        records.any(|record| known.called.contains(&record.recognises(name)))
    };
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
        pause_said: None,
        paused_meanwhile: false,
        gpc: None,
        guarded: customer.state.guarded.left(),
        signalled_meanwhile: false,
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
        pause_said,
        paused_meanwhile,
        gpc,
        guarded,
        signalled_meanwhile,
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

/// What is known of the customer and of the record `part` beside their answers, once the two are apart.
fn facts_apart(world: &dyn World, customer: &Customer, part: &Customer) -> (Facts, Facts) {
    let own = customer.state.facts_alone().cloned().unwrap_or_default();
    let (mut together, mut without) = (own.clone(), own);
    let direct = customer.state.merged.iter().filter(|known| !known.within);
    for record in direct.filter_map(|known| world.record(known.customer)) {
        let facts = record.facts();
        together = together.or(&facts);
        if record.id != part.id {
            without = without.or(&facts);
        }
    }
    let (now, its) = (customer.facts(), part.facts());
    let locale = apart(now.locale, together.locale, without.locale, its.locale);
    let region = apart(now.region, together.region, without.region, its.region);
    let year = if now.birth_year == together.birth_year {
        (without.birth_year, its.birth_year)
    } else {
        // Nobody knows of which of them it was told: the younger counts for each.
        let told = now.birth_year;
        (told.max(without.birth_year), told.max(its.birth_year))
    };
    let facts = |locale, region, birth_year| Facts {
        locale,
        region,
        birth_year,
    };
    (
        facts(locale.0, region.0, year.0),
        facts(locale.1, region.1, year.1),
    )
}

/// One fact of each of two who are set apart, of which `now` is known of the two: they said `together`,
/// the one who stays said `without` the other, and that one said `its`. What was told meanwhile, nobody
/// knows of which of them.
fn apart<T: PartialEq>(
    now: Option<T>,
    together: Option<T>,
    without: Option<T>,
    its: Option<T>,
) -> (Option<T>, Option<T>) {
    if now == together {
        (without, its)
    } else if now.is_none() {
        (None, its)
    } else {
        (None, None)
    }
}
