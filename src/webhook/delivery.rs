//! One entry on its way to one address.

use std::fmt;
use std::str::FromStr;

use crate::catalogue::words::vocabulary;
use crate::clock::Timestamp;
use crate::consent::Switch;
use crate::id::{CustomerId, EndpointId};
use crate::ledger::{Body, Entry, EntryKind};

/// Which entry, to which address. It is the message's id too: however often it is sent, the receiver
/// sees that it is the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct DeliveryId {
    /// The address.
    pub endpoint: EndpointId,
    /// The entry's index.
    pub index: u64,
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.endpoint.to_string();
        let ulid = endpoint.split_once('_').map_or("", |(_, ulid)| ulid);
        write!(f, "msg_{ulid}_{}", self.index)
    }
}

/// The text names no delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with `msg_`")]
pub struct NotADelivery;

impl FromStr for DeliveryId {
    type Err = NotADelivery;

    fn from_str(text: &str) -> Result<Self, NotADelivery> {
        let parts = text
            .strip_prefix("msg_")
            .and_then(|rest| rest.split_once('_'));
        let (ulid, index) = parts.ok_or(NotADelivery)?;
        let id = Self {
            endpoint: format!("{}_{ulid}", EndpointId::PREFIX)
                .parse()
                .map_err(|_| NotADelivery)?,
            index: index.parse().map_err(|_| NotADelivery)?,
        };
        // Only the one canonical spelling names it.
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(NotADelivery)
        }
    }
}

vocabulary! {
    /// How far a delivery is.
    Course {
        /// It will be sent, or sent again.
        Pending = "pending",
        /// The address took it.
        Delivered = "delivered",
        /// It was tried as often as the schedule says.
        GivenUp = "given_up",
    }
}

/// One entry on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Delivery {
    /// Which.
    pub id: DeliveryId,
    /// What sort of entry.
    pub kind: EntryKind,
    /// Whose it is, where it is somebody's.
    pub customer: Option<CustomerId>,
    /// Whether it goes before everything else.
    pub urgent: bool,
    /// How far it is.
    pub course: Course,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next; when it was over where it is.
    pub at: Timestamp,
}

impl Delivery {
    /// A delivery that begins at `now`.
    #[must_use]
    pub fn of(entry: &Entry, endpoint: EndpointId, now: Timestamp) -> Self {
        Self {
            id: DeliveryId {
                endpoint,
                index: entry.index,
            },
            kind: entry.body.kind(),
            customer: entry.body.customer(),
            urgent: is_urgent(&entry.body),
            course: Course::Pending,
            tries: 0,
            at: now,
        }
    }
}

/// Whether an entry takes something away that was allowed. It goes before everything else: what
/// comes too late there is a message to somebody who said no.
#[must_use]
pub fn is_urgent(body: &Body) -> bool {
    match body.kind() {
        EntryKind::Refused
        | EntryKind::Withdrawn
        | EntryKind::Paused
        | EntryKind::Expired
        | EntryKind::NeedsAnswer
        | EntryKind::SignalGpc
        | EntryKind::Retired
        | EntryKind::Merged
        | EntryKind::Split
        | EntryKind::RedLinesChanged
        | EntryKind::HumanOnly
        | EntryKind::Situation
        | EntryKind::InferenceRejected
        | EntryKind::Erased => true,
        EntryKind::FacetChanged => match body {
            Body::Chosen(chosen) => chosen.toggles.values().any(|to| *to == Switch::Off),
            _ => false,
        },
        EntryKind::Genesis
        | EntryKind::Granted
        | EntryKind::Resumed
        | EntryKind::Forgotten
        | EntryKind::Published
        | EntryKind::Readmitted
        | EntryKind::HumanOnlyEnded
        | EntryKind::CaseOpened
        | EntryKind::CaseDecided
        | EntryKind::DecisionsSealed
        | EntryKind::RegistryChanged => false,
    }
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Outcome {
    /// There was an answer: its status, and the beginning of what it said.
    Answered(u16, String),
    /// There was none; why, in words.
    NotSent(String),
}

impl Outcome {
    /// Whether the address took it: any status of success (Standard Webhooks).
    #[must_use]
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Answered(200..=299, _))
    }
}

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attempt {
    /// Of which delivery.
    pub id: DeliveryId,
    /// Which attempt, from 1; counted on when it is sent again by hand.
    pub number: u32,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// What came of it.
    pub outcome: Outcome,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_in_its_own_spelling_alone() {
        let id = DeliveryId {
            endpoint: EndpointId::from_bytes([7; 16]),
            index: 81_232,
        };
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert!(!text.contains('.'), "a signature parts at full stops");
        for bad in [
            "",
            "msg_",
            "msg_x_1",
            &text.replace("81232", "081232"),
            &text.to_lowercase(),
        ] {
            assert_eq!(bad.parse::<DeliveryId>(), Err(NotADelivery), "{bad}");
        }
    }
}
