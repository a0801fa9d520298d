//! Create a customer, add to what is known of her, or take an identifier away.

use std::sync::Arc;

use super::human_only::shown;
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::{is_locale, is_region};
use crate::clock::random;
use crate::consent::{ActorRef, ConsentState, Customer, Evidence, Identifier};
use crate::guard::{Situation, is_minor};
use crate::id::CustomerId;
use crate::insight::Lately;
use crate::ledger::{Body, SituationSaid};

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
    /// How that year is known: needed where she is a minor by the known year, and of age sooner by this.
    pub evidence: Option<Evidence>,
}

pub(super) fn decide(
    world: &dyn World,
    put: &PutCustomer,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::WriteCustomers)?;
    let (mut customer, created) = merge(world, put, with)?;
    let of_age = set_birth_year(&mut customer, put, with)?;
    let answer = Answering::Customer {
        customer: customer.id,
        created,
    };
    let mut changes = vec![Change::Customer(Box::new(customer))];
    changes.extend(of_age.map(|body| Change::Append(Box::new(body))));
    Ok(Decision { changes, answer })
}

/// Sets the year that she was born in, where one is told. One by which a minor is of age sooner takes away
/// from what protects her as such: whoever brings it shows how it is known. Where it is over by that, the
/// ledger says so, as of any other situation.
pub(super) fn set_birth_year(
    customer: &mut Customer,
    put: &PutCustomer,
    with: Circumstances<'_>,
) -> Result<Option<Body>, Refusal> {
    let Some(year) = put.birth_year else {
        return Ok(None);
    };
    let is_sooner = is_minor(customer.birth_year, with.now)
        && customer.birth_year.is_some_and(|known| year < known);
    let evidence = if is_sooner {
        let message = "by this year a minor is of age sooner, which needs evidence";
        shown(put.evidence.as_ref(), message, with)?
    } else {
        None
    };
    let of_age = if is_sooner && !is_minor(Some(year), with.now) {
        Some(Body::Situation(SituationSaid {
            customer: customer.id,
            situation: Situation::Minor,
            is_over: true,
            until: None,
            actor: ActorRef::from(with.actor),
            route: with.route,
            evidence,
            receipt: None,
        }))
    } else {
        None
    };
    customer.birth_year = Some(year);
    Ok(of_age)
}

/// The customer as asked for, but for the [year that she was born in](set_birth_year), and whether she is
/// new.
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
