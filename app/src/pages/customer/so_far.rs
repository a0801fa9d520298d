//! What the customer has of each exchange so far, as far as that can be told.

use std::collections::BTreeMap;

use mutual::catalogue::Slug;
use mutual::use_cases::Reading;
use mutual::value::SoFar;

use crate::{context::Customer, pages::Asked};

/// What the customer has of each exchange; nothing where the database is away: a switch is not to
/// wait for what stands beside it.
pub(super) async fn so_far(
    asked: &Asked,
    customer: &Customer,
) -> Result<BTreeMap<Slug, SoFar>, Reading> {
    let told = asked.ctx.mutual.so_far(&customer.actor, customer.id).await;
    match told {
        Ok(told) => {
            let all = told.exchanges.into_iter();
            Ok(all.map(|one| (one.proposition.clone(), one)).collect())
        }
        Err(Reading::Store(_)) => Ok(BTreeMap::new()),
        Err(other) => Err(other),
    }
}
