//! An entry as a message.

use mutual::catalogue::Catalogue;
use mutual::ledger::{Entry, EntryKind};
use mutual::port::Engine;
use mutual::webhook::{Attempt, DeliveryId, Endpoint, Outcome};
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

impl<'a> Payload<'a> {
    fn of(entry: &'a Entry, data: ChangeBody<'a>) -> Self {
        Self {
            kind: entry.body.kind().word(),
            timestamp: Moment(entry.at),
            data,
        }
    }
}

/// An entry as JSON.
pub(super) fn body(engine: &dyn Engine, entry: &Entry) -> Vec<u8> {
    json_bytes(&Payload::of(entry, ChangeBody::of(engine, entry)))
}

/// The same in lines, for people, of a customer who is called that.
pub(crate) fn pretty_message(
    catalogue: &Catalogue,
    entry: &Entry,
    identifiers: Vec<String>,
) -> String {
    let payload = Payload::of(entry, ChangeBody::named(catalogue, entry, identifiers));
    serde_json::to_string_pretty(&payload).unwrap_or_default()
}

/// What came of sending.
pub(super) enum Sent {
    /// It was tried; with the seconds for which the address asked to be left alone.
    Tried(Attempt, Option<u32>),
    /// The entry was destroyed.
    Gone,
    /// The entry, or the secret that signs it, could not be read; why.
    Unread(String),
}

/// Sends an entry to an address.
pub(super) async fn send(app: &App, side: &Side, endpoint: &Endpoint, index: u64) -> Sent {
    let webhooks = app.webhooks(side);
    let (kind, body) = match webhooks.body(index).await {
        Ok(Some(message)) => message,
        Ok(None) => return Sent::Gone,
        Err(error) => return Sent::Unread(error.to_string()),
    };
    let id = DeliveryId {
        endpoint: endpoint.id,
        index,
    };
    let at = app.clock.now();
    match webhooks.send(endpoint, id.to_string(), body).await {
        Ok(carried) => {
            let outcome = match carried.outcome {
                // Of somebody who is gone nothing is kept, not even what others say of her.
                Outcome::Answered(status, _) if kind == EntryKind::Erased => {
                    Outcome::Answered(status, String::new())
                }
                outcome => outcome,
            };
            let attempt = Attempt {
                id,
                number: 1,
                at,
                took_ms: carried.took_ms,
                outcome,
            };
            Sent::Tried(attempt, carried.rest_s)
        }
        Err(error) => Sent::Unread(error.to_string()),
    }
}
