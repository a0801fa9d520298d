//! One entry on its way to one address.

use std::fmt;
use std::str::FromStr;

use crate::catalogue::ChangeClass;
use crate::catalogue::words::vocabulary;
use crate::clock::Timestamp;
use crate::consent::Switch;
use crate::id::{CustomerId, EndpointId};
use crate::ledger::{Body, Entry, EntryKind, Published};

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
        // A yes may turn off a part that was on.
        EntryKind::Granted | EntryKind::FacetChanged => match body {
            Body::Chosen(chosen) => chosen.toggles.values().any(|to| *to == Switch::Off),
            _ => false,
        },
        EntryKind::Published => match body {
            Body::Published(published) => narrows(published),
            _ => false,
        },
        EntryKind::Genesis
        | EntryKind::Resumed
        | EntryKind::Forgotten
        | EntryKind::Readmitted
        | EntryKind::HumanOnlyEnded
        | EntryKind::CaseOpened
        | EntryKind::CaseDecided
        | EntryKind::DecisionsSealed
        | EntryKind::RegistryChanged => false,
    }
}

/// Whether less counts with a version than before: it asks everybody anew, or uses less. Of the first one
/// there is no before.
fn narrows(published: &Published) -> bool {
    let less = match published.class {
        ChangeClass::Narrower | ChangeClass::Material => true,
        ChangeClass::Cosmetic | ChangeClass::Clearer => false,
    };
    less && published.version > 1
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
    use crate::catalogue::tests::recipes;
    use crate::consent::{ActorKind, ActorRef, Route, Source, Toggle, Toggles};
    use crate::id::ReceiptId;
    use crate::ledger::Chosen;

    fn herself() -> ActorRef {
        ActorRef {
            kind: ActorKind::Customer,
            id: None,
        }
    }

    fn chosen(kind: EntryKind, toggles: &[(&str, Switch)]) -> Body {
        let toggles = toggles.iter().map(|(toggle, to)| {
            let toggle: Toggle = toggle.parse().unwrap();
            (toggle, *to)
        });
        Body::Chosen(Chosen {
            kind,
            customer: CustomerId::from_bytes([1; 16]),
            proposition: recipes().key,
            version: 1,
            shown: String::new(),
            toggles: toggles.collect(),
            previous: Toggles::new(),
            expires_at: Timestamp::from_millis(0),
            source: Source::Explicit,
            receipt: ReceiptId::from_bytes([2; 16]),
            actor: herself(),
            route: Route::Page,
            locale: None,
            evidence: None,
        })
    }

    fn published(version: u32, class: ChangeClass) -> Body {
        Body::Published(Box::new(Published {
            version,
            class,
            document: recipes(),
            actor: herself(),
            approved_by: None,
        }))
    }

    #[test]
    fn what_takes_something_away_goes_before_everything_else() {
        let urgent = [
            "consent.refused",
            "consent.withdrawn",
            "consent.paused",
            "consent.expired",
            "consent.needs_answer",
            "signal.gpc",
            "proposition.retired",
            "customer.erased",
            "customer.merged",
            "customer.split",
            "red_line.changed",
            "human_only.on",
            "customer.situation",
            "inference.rejected",
        ];
        for kind in EntryKind::ALL {
            let is = is_urgent(&Body::Destroyed(*kind));
            assert_eq!(is, urgent.contains(&kind.word()), "{kind}");
        }
    }

    #[test]
    fn a_part_that_is_turned_off_goes_first_also_within_a_yes() {
        let (on, off) = (Switch::On, Switch::Off);
        for kind in [EntryKind::Granted, EntryKind::FacetChanged] {
            let only_on = chosen(kind, &[("exchange", on), ("channel:email", on)]);
            assert!(!is_urgent(&only_on), "{kind}");
            let part_off = chosen(kind, &[("exchange", on), ("channel:email", off)]);
            assert!(is_urgent(&part_off), "{kind}");
        }
    }

    #[test]
    fn a_version_under_which_less_counts_goes_first() {
        for (class, is) in [
            (ChangeClass::Cosmetic, false),
            (ChangeClass::Clearer, false),
            (ChangeClass::Narrower, true),
            (ChangeClass::Material, true),
        ] {
            assert_eq!(is_urgent(&published(2, class)), is, "{class}");
            // Nothing was allowed before the first one.
            assert!(!is_urgent(&published(1, class)), "{class}");
        }
    }

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
