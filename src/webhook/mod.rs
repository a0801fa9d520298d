//! Webhooks: entries of the ledger, sent to addresses that asked for them.
//!
//! The ledger is the queue. What is stored beside it is up to which entry an address has been
//! served, and what became of each entry that concerned it. So nothing is lost in a crash, a message
//! has the same id however often it is sent, and what was sent can be sent again.
//!
//! Form and signatures are those of the Standard Webhooks specification.

mod address;
mod delivery;
mod endpoint;
mod heard;
mod pace;
mod queue;
mod schedule;
mod signature;

pub use address::is_public;
pub use delivery::{Attempt, Course, Delivery, DeliveryId, NotADelivery, Outcome, is_urgent};
pub use endpoint::{Endpoint, Events, Off, SECRET_OVERLAP_S, SUBSCRIBABLE, WhyOff};
pub use heard::{CONFIRMED_WITHIN_S, Heard};
pub use pace::{Pace, Room};
pub use queue::{Chain, Pending, Queue};
pub use schedule::{After, Health, OFF_AFTER_S, TRIES, WARN_AFTER_S, after};
pub use signature::{Secret, sign};
