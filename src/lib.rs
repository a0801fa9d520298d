//! What consent *is*: the rules of Mutual, without input or output.
//!
//! # Map
//!
//! * [`id`], [`clock`]: typed ids in time order; time and randomness as parameters.
//! * [`catalogue`]: purposes, data categories, channels, AI uses, and propositions with their versions.
//! * [`consent`]: toggles, choices, and the state that a customer's choices fold into.
//! * [`decision`]: what machines decide about customers, and whether they say why.
//! * [`digest`]: keyed digests, for what must be recognised but not kept.
//! * [`envelope`]: what becomes unreadable with the key of the customer that it is about.
//! * [`insight`]: what marketers may see of what people choose: counts.
//! * [`ledger`]: the entries that change consent or its meaning, and their canonical bytes.
//! * [`guard`]: the question "may I?" and its verdict.
//! * [`access`]: who may do what, in one table.
//! * [`lint`]: what in a proposition misleads or presses people.
//! * [`port`]: what this package needs from outside.
//! * [`receipt`]: a receipt in the forms that others read.
//! * [`value`]: what was promised, what arrived, and when data was last used.
//! * [`webhook`]: entries of the ledger, sent to addresses that asked for them.
//! * [`use_cases`]: a file per verb; each authorises first, then decides.
//!
//! # Invariants
//!
//! 1. Nothing here does I/O, reads a clock or draws a random number.
//! 2. Every change of consent or of its meaning is a ledger entry; state is only ever
//!    `fold(entries, now)`.
//! 3. Acknowledged means durable.
//! 4. A ledger entry is never updated or deleted. Erasure destroys its personal side and the key.
//! 5. A handler decides nothing: it parses, calls one use case, renders.
//! 6. The wire types of the API live at the API; these types are free to move.

pub mod access;
pub mod catalogue;
pub mod clock;
pub mod consent;
pub mod decision;
pub mod digest;
pub mod envelope;
pub mod guard;
pub mod id;
pub mod insight;
pub mod ledger;
pub mod lint;
pub mod port;
pub mod receipt;
mod text;
pub mod use_cases;
pub mod value;
pub mod webhook;
