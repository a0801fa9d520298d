//! The allowed part of what a caller would like to use.

use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::guard::{self, Request, Verdict, Wanted};
use mutual::port::Engine;
use serde::Serialize;
use utoipa::ToSchema;

use super::verdict::{Guessing, answered};
use crate::api::{count, reference};

/// The most channels, and the most AI uses, of one question: more than there are.
pub(super) const MOST_NAMES: usize = 16;
/// The most questions of one call that ask for the allowed part: each takes many looks.
pub(super) const MOST_PROJECTIONS: usize = 100;

/// The part that may be used together: all of the data and of the guesses, by any one of the channels,
/// for any one of the AI uses.
#[derive(Serialize, ToSchema)]
#[schema(as = Allowed)]
pub(super) struct AllowedBody<'a> {
    /// The data categories, in your order.
    #[schema(value_type = Vec<String>, example = json!(["orders"]))]
    data: Vec<&'a str>,
    /// The guesses, by their keys, in your order.
    #[schema(value_type = Vec<String>, example = json!(["has-dog"]))]
    inferences: Vec<&'a str>,
    /// The channels, in your order.
    #[schema(value_type = Vec<String>, example = json!(["email"]))]
    channels: Vec<&'a str>,
    /// The AI uses, in your order.
    #[schema(value_type = Vec<String>, example = json!(["personalise"]))]
    ai: Vec<&'a str>,
}

impl<'a> From<&Wanted<'a>> for AllowedBody<'a> {
    fn from(may: &Wanted<'a>) -> Self {
        Self {
            data: may.data.clone(),
            inferences: may.inferences.clone(),
            channels: may.channels.clone(),
            ai: may.ai_uses.clone(),
        }
    }
}

/// The part of `wanted` that may be used, and the verdict on all of it.
pub(super) fn project<'a>(
    engine: &dyn Engine,
    catalogue: &Catalogue,
    now: Timestamp,
    customer: &str,
    (base, guessing): (&Request<'a>, Option<Guessing<'a>>),
    wanted: &Wanted<'a>,
) -> (Wanted<'a>, Verdict) {
    let known = reference::find(engine, customer).and_then(|id| engine.customer(id));
    let gone = known.is_none() && reference::is_erased(engine, customer);
    let named = guessing.map_or_else(Vec::new, |guessing| {
        guessing.named(engine, catalogue, known.as_deref(), base.purpose, now)
    });
    let check = |request: &Request<'a>, keys: &[&'a str]| {
        let named = named.iter().filter(|named| keys.contains(&named.key));
        let named: Vec<_> = named.copied().collect();
        answered(catalogue, known.as_deref(), gone, (request, &named), now)
    };
    let (may, verdict) = guard::project(base, wanted, check);
    count::verdict(verdict.outcome);
    (may, verdict)
}
