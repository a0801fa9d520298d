//! A guess that stands there no more, or in other words: what is still known of it, so that a decision which
//! rested on it can be judged when it is reported late.

use super::{Confidence, Guess, GuessSince, Inference, Model};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::id::CustomerId;

/// How often a guess may be told in other words before what stood there longest ago is not known any more: more
/// than once in every hour in which a decision may still be reported.
pub const EARLIER_TELLINGS: u32 = 100;

/// What is left of a guess that was deleted, or in whose place something else was told: that it stood there,
/// from what and for what, and nothing of what it said or of what said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneGuess {
    /// About which record it was.
    pub customer: CustomerId,
    /// See [`Guess::key`].
    pub key: Slug,
    /// See [`Guess::derived_from`].
    pub derived_from: Vec<Slug>,
    /// See [`Guess::purposes`].
    pub purposes: Vec<Slug>,
    /// The ledger index of the state that allowed it last.
    pub index: u64,
    /// When that was.
    pub at: Timestamp,
    /// Since when it stood there.
    pub since: GuessSince,
    /// From when on it did not: at that very moment it was gone.
    pub until: Timestamp,
}

impl GoneGuess {
    /// The row as it stood there, with no words.
    #[must_use]
    pub fn wordless(&self) -> Inference {
        Inference {
            customer: self.customer,
            guess: Guess {
                key: self.key.clone(),
                label: String::new(),
                value: String::new(),
                derived_from: self.derived_from.clone(),
                model: Model {
                    name: String::new(),
                    version: String::new(),
                },
                confidence: Confidence::default(),
                purposes: self.purposes.clone(),
                evidence: Vec::new(),
            },
            index: self.index,
            at: self.at,
            since: self.since,
            confirmed_at: None,
        }
    }
}
