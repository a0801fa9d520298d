//! Everything that is held about a customer (GDPR, article 15).

use super::as_it_was::whole_trail;
use super::{Deed, NotKnown, authorise};
use crate::access::Actor;
use crate::id::CustomerId;
use crate::port::{ConsentStore, Engine, Held};

/// Everything that is stored about a customer, table by table: the same tables that an erasure
/// empties of her.
///
/// # Errors
///
/// [`NotKnown`].
pub async fn held(
    engine: &dyn Engine,
    store: &dyn ConsentStore,
    actor: &Actor,
    id: CustomerId,
) -> Result<Vec<Held>, NotKnown> {
    authorise(actor, Deed::ReadConsent(id))?;
    let customer = engine.customer(id).ok_or(NotKnown::Absent)?;
    let trail = whole_trail(engine, customer.state.last_index).await?;
    let places: Vec<_> = trail.iter().map(|entry| entry.index).collect();
    let mut all = store.held(customer.id, &places).await?;
    // Whatever stands under a record that turned out to be hers is hers.
    for id in customer.ids().skip(1) {
        for more in store.held(id, &places).await? {
            match all.iter_mut().find(|held| held.table == more.table) {
                Some(held) => held.rows.extend(more.rows),
                None => all.push(more),
            }
        }
    }
    Ok(all)
}
