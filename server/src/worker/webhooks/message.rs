//! An entry as a message.

use std::sync::Arc;

use mutual::ledger::{Body, Entry};
use mutual::port::StoreError;
use mutual::webhook::{Attempt, DeliveryId, Endpoint};
use serde::Serialize;

use crate::api::json_bytes;
use crate::api::wire::{ChangeBody, Moment};
use crate::state::{App, Side};

/// An entry as the receiver reads it (Standard Webhooks, "payload structure").
#[derive(Serialize)]
struct Payload<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: Moment,
    data: ChangeBody<'a>,
}

/// What came of sending.
pub(super) enum Sent {
    /// It was tried; with the seconds for which the address asked to be left alone.
    Tried(Attempt, Option<u32>),
    /// The entry was destroyed.
    Gone,
    /// The entry, or the secret that signs it, could not be read.
    Unread(StoreError),
}

/// Sends an entry to an address.
pub(super) async fn send(app: &App, side: &Side, endpoint: &Endpoint, index: u64) -> Sent {
    let entry = match entry(side, index).await {
        Ok(Some(entry)) => entry,
        Ok(None) => return Sent::Gone,
        Err(error) => return Sent::Unread(error),
    };
    let id = DeliveryId {
        endpoint: endpoint.id,
        index,
    };
    let payload = Payload {
        kind: entry.body.kind().word(),
        timestamp: Moment(entry.at),
        data: ChangeBody::of(side.engine.as_ref(), &entry),
    };
    let (webhooks, body) = (app.webhooks(side), json_bytes(&payload));
    let at = app.clock.now();
    match webhooks.send(endpoint, id.to_string(), body).await {
        Ok(carried) => {
            let attempt = Attempt {
                id,
                number: 1,
                at,
                took_ms: carried.took_ms,
                outcome: carried.outcome,
            };
            Sent::Tried(attempt, carried.rest_s)
        }
        Err(error) => Sent::Unread(error),
    }
}

/// The entry at that index; nothing where it was destroyed.
async fn entry(side: &Side, index: u64) -> Result<Option<Arc<Entry>>, StoreError> {
    let before = index.saturating_sub(1);
    let entries = side.engine.entries(before, 1).await?;
    let entry = entries.into_iter().find(|entry| entry.index == index);
    Ok(entry.filter(|entry| !matches!(entry.body, Body::Destroyed(_))))
}
