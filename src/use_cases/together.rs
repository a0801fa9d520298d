//! What arrived for a customer and what was used of hers, over all records that are hers.
//!
//! What was reported about a record stays under it when that turns out to be somebody else's as well:
//! it is read together, and nothing has to be moved while more of it arrives.

use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::id::CustomerId;
use crate::port::{StoreError, UsedOn, ValueStore};
use crate::value::{Delivered, LastUse, ValueEvent};

/// The records of one customer.
pub(super) struct Together<'a> {
    store: &'a dyn ValueStore,
    ids: Vec<CustomerId>,
}

impl<'a> Together<'a> {
    pub(super) fn of(store: &'a dyn ValueStore, customer: &Customer) -> Self {
        Self {
            store,
            ids: customer.ids().collect(),
        }
    }

    /// What arrived, by exchange, benefit and unit.
    pub(super) async fn delivered(&self) -> Result<Vec<Delivered>, StoreError> {
        let mut all: Vec<Delivered> = Vec::new();
        for id in &self.ids {
            for more in self.store.delivered(*id).await? {
                let is_same = |known: &&mut Delivered| {
                    known.proposition == more.proposition
                        && known.benefit == more.benefit
                        && known.unit == more.unit
                };
                match all.iter_mut().find(is_same) {
                    Some(known) => {
                        known.total += more.total;
                        known.times += more.times;
                        known.last_at = known.last_at.max(more.last_at);
                    }
                    None => all.push(more),
                }
            }
        }
        Ok(all)
    }

    /// When data was last used, for each of these pairs of data and purpose.
    pub(super) async fn last_uses(
        &self,
        pairs: &[(Slug, Slug)],
    ) -> Result<Vec<LastUse>, StoreError> {
        let mut all: Vec<LastUse> = Vec::new();
        for id in &self.ids {
            for more in self.store.last_uses(*id, pairs).await? {
                let is_same =
                    |known: &&mut LastUse| known.data == more.data && known.purpose == more.purpose;
                match all.iter_mut().find(is_same) {
                    Some(known) => known.at = known.at.max(more.at),
                    None => all.push(more),
                }
            }
        }
        Ok(all)
    }

    /// Up to `limit` events that arrived no later than `until`, newest first, in the order of
    /// [`ValueStore::value_events`].
    pub(super) async fn value_events(
        &self,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ValueEvent>, StoreError> {
        let mut all = Vec::new();
        for id in &self.ids {
            all.extend(self.store.value_events(*id, until, limit).await?);
        }
        if self.ids.len() > 1 {
            all.sort_by(|a, b| {
                let place = |event: &ValueEvent| {
                    let of = (event.proposition.clone(), event.benefit.clone());
                    (std::cmp::Reverse(event.at), of, event.proof_ref.clone())
                };
                place(a).cmp(&place(b))
            });
            all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        Ok(all)
    }

    /// When any data was last used, no later than `until`.
    pub(super) async fn newest_use(
        &self,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut newest = None;
        for id in &self.ids {
            newest = newest.max(self.store.newest_use(*id, until).await?);
        }
        Ok(newest)
    }

    /// The uses within these stretches of time, by stretch, data and purpose.
    pub(super) async fn used_on(
        &self,
        stretches: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<UsedOn>, StoreError> {
        let mut all: Vec<UsedOn> = Vec::new();
        for id in &self.ids {
            for more in self.store.used_on(*id, stretches).await? {
                let is_same = |known: &&mut UsedOn| {
                    known.stretch == more.stretch
                        && known.data == more.data
                        && known.purpose == more.purpose
                };
                match all.iter_mut().find(is_same) {
                    Some(known) => {
                        known.times += more.times;
                        known.last_at = known.last_at.max(more.last_at);
                    }
                    None => all.push(more),
                }
            }
        }
        all.sort_by(|a, b| {
            let place = |used: &UsedOn| (used.stretch, used.data.clone(), used.purpose.clone());
            place(a).cmp(&place(b))
        });
        Ok(all)
    }
}
