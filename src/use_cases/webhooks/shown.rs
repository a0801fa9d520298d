//! What people look at: a secret in the moment that it is made, and a message as it is sent.

use super::Webhooks;
use crate::access::{Actor, Deed, authorise};
use crate::id::EndpointId;
use crate::ledger::{Body, EntryKind};
use crate::port::StoreError;
use crate::use_cases::Reading;
use crate::webhook::{DeliveryId, Secret};

/// A message as it is sent, but for its moment and its signature: each attempt has its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The headers, in the order in which they are sent.
    pub headers: Vec<(String, String)>,
    /// JSON.
    pub body: String,
}

impl Webhooks<'_> {
    /// The present secret of an address, where it was made by the write whose idempotency key has
    /// that digest; nothing where another write made it. So a page shows it after it was made
    /// without anybody having kept it until then.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn secret_made_by(
        &self,
        actor: &Actor,
        id: EndpointId,
        key: [u8; 32],
    ) -> Result<Option<Secret>, Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let endpoint = self.store.endpoint(id).await?.ok_or(Reading::Absent)?;
        if endpoint.rotated.unwrap_or(endpoint.created.0) != key {
            return Ok(None);
        }
        Ok(Some(self.secret(&endpoint.secret)?))
    }

    /// What is said of the entry at that index; nothing where it was destroyed.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn body(&self, index: u64) -> Result<Option<(EntryKind, Vec<u8>)>, StoreError> {
        let before = index.saturating_sub(1);
        let entries = self.engine.entries(before, 1).await?;
        let entry = entries.into_iter().find(|entry| entry.index == index);
        let entry = entry.filter(|entry| !matches!(entry.body, Body::Destroyed(_)));
        Ok(entry.map(|entry| (entry.body.kind(), self.courier.body(self.engine, &entry))))
    }

    /// A message as it would be sent now; nothing where whom it was about was erased.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn request(&self, actor: &Actor, id: DeliveryId) -> Result<Option<Request>, Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let body = self.body(id.index).await?;
        Ok(body.map(|(_, body)| Request {
            headers: self.courier.headers(&id.to_string()),
            body: String::from_utf8_lossy(&body).into_owned(),
        }))
    }
}
