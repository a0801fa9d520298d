//! Webhooks on the wire.

use mutual::id::EndpointId;
use mutual::use_cases::{EndpointWish, Watched};
use mutual::webhook::{Attempt, Delivery, Endpoint, Events, Outcome, SUBSCRIBABLE, Secret};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{CourseWord, EntryTypeWord, Moment, WhyOffWord};

/// An address to be made or changed.
#[derive(Deserialize, ToSchema)]
pub(super) struct WebhookEndpointWish {
    /// The address: https, and not one inside of a network.
    #[schema(format = "uri", example = "https://crm.example.com/hooks/mutual")]
    pub(super) url: Option<String>,
    /// What you call it; at most 200 characters.
    #[schema(max_length = 200, example = "The CRM")]
    pub(super) description: Option<String>,
    /// The types of entries that it gets, as the feed names them; `["*"]`, or nothing when it is
    /// made, for all.
    #[schema(example = json!(["consent.withdrawn", "consent.granted", "customer.erased"]))]
    pub(super) events: Option<Vec<String>>,
    /// Whether anything is sent. Switched on again, it goes on where it stopped.
    pub(super) enabled: Option<bool>,
}

impl From<WebhookEndpointWish> for EndpointWish {
    fn from(wish: WebhookEndpointWish) -> Self {
        Self {
            url: wish.url,
            description: wish.description,
            events: wish.events,
            on: wish.enabled,
        }
    }
}

/// An address.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
pub(super) struct EndpointBody {
    /// Its id.
    #[schema(value_type = String, example = "whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    id: EndpointId,
    /// The address.
    #[schema(format = "uri")]
    url: String,
    description: String,
    /// The types of entries that it gets.
    events: Vec<EntryTypeWord>,
    /// Whether it gets types that do not exist yet too.
    all_events: bool,
    enabled: bool,
    /// Why nothing is sent; null where it is.
    disabled_because: Option<WhyOffWord>,
    disabled_at: Option<Moment>,
    /// Since when every attempt failed; null where the last one did not.
    failing_since: Option<Moment>,
    /// Until when the secret before signs as well.
    older_secret_until: Option<Moment>,
    /// The index up to which entries became deliveries.
    through: u64,
    created_at: Moment,
    /// Grows with each change.
    revision: u64,
    /// The secret that signs (Standard Webhooks). Shown when it is made, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: Option<String>,
    /// How many deliveries are how far; left out where it was just made or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    deliveries: Option<CountsBody>,
}

/// How many deliveries are how far.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDeliveryCounts)]
struct CountsBody {
    /// Will be sent, or sent again.
    pending: u64,
    /// Were taken.
    delivered: u64,
    /// Were tried as often as the schedule says.
    given_up: u64,
}

impl EndpointBody {
    /// An address that was made or changed; with its secret where that is new.
    pub(super) fn of(endpoint: Endpoint, secret: Option<&Secret>) -> Self {
        let kinds = SUBSCRIBABLE.iter().copied();
        Self {
            id: endpoint.id,
            events: kinds
                .filter(|kind| endpoint.events.have(*kind))
                .map(EntryTypeWord)
                .collect(),
            all_events: endpoint.events == Events::All,
            url: endpoint.url,
            description: endpoint.description,
            enabled: endpoint.off.is_none(),
            disabled_because: endpoint.off.map(|off| WhyOffWord(off.why)),
            disabled_at: endpoint.off.map(|off| Moment(off.at)),
            failing_since: endpoint.failing_since.map(Moment),
            older_secret_until: endpoint.older.map(|(_, until)| Moment(until)),
            through: endpoint.through,
            created_at: Moment(endpoint.created_at),
            revision: endpoint.revision,
            secret: secret.map(Secret::reveal),
            deliveries: None,
        }
    }
}

impl From<Watched> for EndpointBody {
    fn from(watched: Watched) -> Self {
        let counts = watched.counts;
        Self {
            deliveries: Some(CountsBody {
                pending: counts.pending,
                delivered: counts.delivered,
                given_up: counts.given_up,
            }),
            ..Self::of(watched.endpoint, None)
        }
    }
}

/// One entry on its way to one address.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
pub(super) struct DeliveryBody {
    /// The `webhook-id` of the message, however often it is sent.
    #[schema(example = "msg_01KB3Y6V9Q8T5W2R7N4M1H0J3K_81232")]
    id: String,
    /// The address.
    #[schema(value_type = String, example = "whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    endpoint: EndpointId,
    /// The entry's index.
    index: u64,
    #[serde(rename = "type")]
    kind: EntryTypeWord,
    status: CourseWord,
    /// How often it was tried since it was asked for.
    tries: u32,
    /// When it is tried next; null where it is over.
    next_attempt_at: Option<Moment>,
    /// When it was over; null where it is not.
    ended_at: Option<Moment>,
}

impl From<&Delivery> for DeliveryBody {
    fn from(delivery: &Delivery) -> Self {
        let waits = delivery.course == mutual::webhook::Course::Pending;
        Self {
            id: delivery.id.to_string(),
            endpoint: delivery.id.endpoint,
            index: delivery.id.index,
            kind: EntryTypeWord(delivery.kind),
            status: CourseWord(delivery.course),
            tries: delivery.tries,
            next_attempt_at: waits.then_some(Moment(delivery.at)),
            ended_at: (!waits).then_some(Moment(delivery.at)),
        }
    }
}

/// One attempt.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookAttempt)]
pub(super) struct AttemptBody {
    /// Which one, from 1.
    number: u32,
    at: Moment,
    took_ms: u32,
    /// The status of the answer; null where there was none.
    #[schema(minimum = 100, maximum = 599)]
    status: Option<u16>,
    /// The beginning of the answer; null where there was none.
    answer: Option<String>,
    /// Why there was no answer; null where there was one.
    error: Option<String>,
}

impl From<Attempt> for AttemptBody {
    fn from(attempt: Attempt) -> Self {
        let (status, answer, error) = match attempt.outcome {
            Outcome::Answered(status, answer) => (Some(status), Some(answer), None),
            Outcome::NotSent(why) => (None, None, Some(why)),
        };
        Self {
            number: attempt.number,
            at: Moment(attempt.at),
            took_ms: attempt.took_ms,
            status,
            answer,
            error,
        }
    }
}
