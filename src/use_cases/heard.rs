//! How far the organisation's systems have heard of what a customer chose.

use super::{ENDPOINTS, Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::id::{CustomerId, EndpointId};
use crate::port::DeliveryFilter;
use crate::webhook::{Course, DeliveryId, Heard};

impl Mutual {
    /// How far the systems have heard of the entry at `index`; nothing where it is not about this customer.
    /// Which systems these are is not told: that is the organisation's own affair.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn heard(
        &self,
        actor: &Actor,
        id: CustomerId,
        index: u64,
    ) -> Result<Option<Heard>, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.is_current()?;
        let Some(entry) = self.entry_about(id, index).await? else {
            return Ok(None);
        };
        // First, for what becomes a delivery meanwhile is found among those then.
        let endpoints = self.webhooks.endpoints().await?;
        if endpoints.is_empty() {
            return Ok(Some(Heard::of(&entry, &[], &[])));
        }
        // Those of this entry are the first of all that are no newer, and one for each address at most.
        let newest = DeliveryId {
            endpoint: EndpointId::from_bytes([0xff; 16]),
            index,
        };
        let most = u32::try_from(ENDPOINTS).unwrap_or(u32::MAX);
        let filter = DeliveryFilter::default();
        let mut deliveries = self.webhooks.deliveries(filter, Some(newest), most).await?;
        deliveries.retain(|delivery| delivery.id.index == index);
        let taken = self.webhooks.taken(index).await?;
        for delivery in &mut deliveries {
            // What is sent once more was confirmed before, and stays so, since then.
            let mut taken = taken.iter();
            let first = taken.find(|(endpoint, _)| *endpoint == delivery.id.endpoint);
            if let Some((_, at)) = first {
                (delivery.course, delivery.at) = (Course::Delivered, entry.at.max(*at));
            }
        }
        Ok(Some(Heard::of(&entry, &endpoints, &deliveries)))
    }
}
