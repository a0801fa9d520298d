#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod change;
mod check;
mod client;
mod directory;
mod error;
mod follow;
mod mirror;
mod moment;
mod red_line;
mod retry;
mod sse;
mod verdict;
mod webhook;
mod write;

pub use change::{Actor, CaseSaid, Change, Terms};
pub use check::Question;
pub use client::{Builder, Client, Credentials};
pub use error::{Error, FieldError, Problem};
pub use follow::Follower;
pub use mirror::{Mirror, MirrorBuilder, MirrorStatus};
pub use moment::{Moment, NotAMoment};
pub use red_line::{Amount, DataTerms, LineCondition, LineTerms, Money, SituationSaid};
pub use verdict::{
    DecidedBy, DecidedByKind, Grant, NotAllowed, Outcome, Permit, Reason, ReasonCode, Verdict,
};
pub use webhook::{Message, WebhookError, WebhookEvent, Webhooks};
pub use write::{
    Choice, Chosen, Consents, Customer, Evidence, Exchange, Facts, Reported, Switch, ToggleState,
    UsageEvent, ValueEvent,
};
