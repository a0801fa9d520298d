//! What reached a customer: a use of her data that names the channel.

use super::UsageEvent;
use crate::catalogue::{Channel, Slug};
use crate::clock::Timestamp;
use crate::id::CustomerId;

/// Something that was sent to a customer. All of it together names it: what used several kinds of
/// data is one message, not several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// To whom.
    pub customer: CustomerId,
    /// What for.
    pub purpose: Slug,
    /// When.
    pub at: Timestamp,
    /// By which channel.
    pub channel: Channel,
    /// Which one, in the CRM's own words.
    pub context: String,
}

/// A use as somebody reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageReport {
    /// What was used.
    pub event: UsageEvent,
    /// The channel by which it reached her; none where the use was no message. It is no part of
    /// the use's name: said later, it is added.
    pub channel: Option<Channel>,
}

impl UsageReport {
    /// The message in which it was, where it was one.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        let UsageEvent {
            customer,
            purpose,
            at,
            context,
            ..
        } = &self.event;
        Some(Message {
            customer: *customer,
            purpose: purpose.clone(),
            at: *at,
            channel: self.channel?,
            context: context.clone(),
        })
    }
}

impl From<UsageEvent> for UsageReport {
    fn from(event: UsageEvent) -> Self {
        Self {
            event,
            channel: None,
        }
    }
}
