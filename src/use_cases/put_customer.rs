//! Create a customer, add to what is known of her, or take an identifier away.

use std::sync::Arc;

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::{is_locale, is_region};
use crate::clock::random;
use crate::consent::{ConsentState, Customer, Identifier};
use crate::id::CustomerId;
use crate::insight::Lately;

/// The most identifiers of one customer.
pub(super) const MOST_IDENTIFIERS: usize = 32;

/// What is to be known of a customer. Facts left out stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutCustomer {
    /// The customer, where she is named by her id.
    pub id: Option<CustomerId>,
    /// Identifiers to add. Without an id the first one names her.
    pub identifiers: Vec<Identifier>,
    /// The language that she reads (BCP 47).
    pub locale: Option<String>,
    /// Where she lives (ISO 3166).
    pub region: Option<String>,
    /// The year she was born in.
    pub birth_year: Option<u16>,
}

pub(super) fn decide(
    world: &dyn World,
    put: &PutCustomer,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::WriteCustomers)?;
    let (customer, created) = merge(world, put, with)?;
    let answer = Answering::Customer {
        customer: customer.id,
        created,
    };
    Ok(Decision {
        changes: vec![Change::Customer(Box::new(customer))],
        answer,
    })
}

/// The customer as asked for, and whether she is new.
pub(super) fn merge(
    world: &dyn World,
    put: &PutCustomer,
    with: Circumstances<'_>,
) -> Result<(Customer, bool), Refusal> {
    check(put, with)?;
    let known = match put.id {
        Some(id) => Some(super::known(world, id)?),
        None => {
            // The first one alone: a wrong e-mail beside it must not make her somebody else.
            let holder = put
                .identifiers
                .first()
                .and_then(|named| world.holder(named));
            holder.and_then(|id| world.customer(id))
        }
    };
    if put
        .identifiers
        .iter()
        .any(|id| world.kept_out(id).is_some())
    {
        return Err(Refusal::Erased);
    }
    let created = known.is_none();
    let mut customer = known.map_or_else(
        || Customer {
            id: CustomerId::new(with.clock, with.entropy),
            key: random(with.entropy),
            identifiers: Vec::new(),
            locale: None,
            region: None,
            birth_year: None,
            created_at: with.now,
            state: ConsentState::default(),
            lately: Lately::default(),
        },
        Arc::unwrap_or_clone,
    );
    for identifier in &put.identifiers {
        match world.holder(identifier) {
            Some(holder) if holder != customer.id => {
                return Err(Refusal::IdentifierTaken(identifier.clone()));
            }
            _ if customer.identifiers.contains(identifier) => {}
            _ => customer.identifiers.push(identifier.clone()),
        }
    }
    if customer.identifiers.len() > MOST_IDENTIFIERS {
        let message = format!("a customer has at most {MOST_IDENTIFIERS}");
        return Err(Refusal::invalid("identifiers", message));
    }
    customer.locale = put.locale.clone().or(customer.locale);
    customer.region = put.region.clone().or(customer.region);
    customer.birth_year = put.birth_year.or(customer.birth_year);
    Ok((customer, created))
}

fn check(put: &PutCustomer, with: Circumstances<'_>) -> Result<(), Refusal> {
    if put.id.is_none() && put.identifiers.is_empty() {
        return Err(Refusal::invalid(
            "identifiers",
            "name at least one identifier",
        ));
    }
    if put
        .locale
        .as_deref()
        .is_some_and(|locale| !is_locale(locale))
    {
        return Err(Refusal::invalid("locale", "name a language, such as `en`"));
    }
    if put
        .region
        .as_deref()
        .is_some_and(|region| !is_region(region))
    {
        return Err(Refusal::invalid("region", "use a code such as DE or US-CA"));
    }
    let this_year = with.now.zoned().year();
    if put
        .birth_year
        .is_some_and(|year| year < 1880 || i32::from(year) > i32::from(this_year))
    {
        return Err(Refusal::invalid(
            "birth_year",
            "use a year from 1880 to now",
        ));
    }
    Ok(())
}

pub(super) fn remove_identifier(
    world: &dyn World,
    id: CustomerId,
    identifier: &Identifier,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::WriteCustomers)?;
    let customer = super::known(world, id)?;
    let mut customer = Arc::unwrap_or_clone(customer);
    let before = customer.identifiers.len();
    customer.identifiers.retain(|kept| kept != identifier);
    if customer.identifiers.len() == before {
        return Err(Refusal::invalid(
            "identifier",
            "this customer has no such identifier",
        ));
    }
    let answer = Answering::Customer {
        customer: customer.id,
        created: false,
    };
    Ok(Decision {
        changes: vec![Change::Customer(Box::new(customer))],
        answer,
    })
}
