//! What comes alone or in a list.

use mutual::port::Backlog;
use mutual::use_cases::Coming;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Write;
use super::problem::Problem;
use super::{answer, json};

/// What was claimed: one thing, or a list, of which each could be read or not.
pub(super) struct Claims<C> {
    /// Whether it is one by itself.
    pub(super) alone: bool,
    /// What could be read, in the order of the list.
    pub(super) read: Vec<C>,
    /// For each, why it could not be read.
    pub(super) unread: Vec<Option<Problem>>,
}

impl<C> Claims<C> {
    /// One by itself.
    pub(super) fn one(claim: C) -> Self {
        Self {
            alone: true,
            read: vec![claim],
            unread: vec![None],
        }
    }

    /// A list of bodies, each with what it claims. One that cannot be read does not stop the rest.
    pub(super) fn many<B: DeserializeOwned>(
        list: &[Value],
        claim: impl Fn(B) -> Result<C, Problem>,
    ) -> Self {
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        for body in list {
            let body = json::parse::<B>(&answer::json(body));
            unread.push(match body.and_then(&claim) {
                Ok(claim) => {
                    read.push(claim);
                    None
                }
                Err(problem) => Some(problem),
            });
        }
        Self {
            alone: false,
            read,
            unread,
        }
    }

    /// As what they are to be done.
    pub(super) fn coming(&self, write: &Write) -> Coming {
        Coming {
            idempotency: Some(write.idempotency()),
            alone: self.alone,
            cost: Backlog::cost(self.unread.len(), write.body.len()),
        }
    }
}
