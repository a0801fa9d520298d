//! A verdict on the wire.

use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::guard::{DecidedBy, Grant, Reason, Request, Verdict, check, erased};
use mutual::id::ReceiptId;
use mutual::port::Engine;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{DecidedByWord, Moment, ReasonWord, ToggleName, VerdictWord};
use crate::api::{count, reference};

/// Answers one question from memory, as of this moment.
pub(crate) fn judge(
    engine: &dyn Engine,
    catalogue: &Catalogue,
    now: Timestamp,
    customer: &str,
    request: &Request<'_>,
) -> Verdict {
    let known = reference::known(engine, customer);
    let verdict = if known.is_none() && reference::is_erased(engine, customer) {
        erased()
    } else {
        check(catalogue, known.as_deref(), request, now)
    };
    count::verdict(verdict.outcome);
    verdict
}

/// The answer to one question.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(super) struct VerdictBody<'a> {
    verdict: VerdictWord,
    /// Why; the first reason is the one that decided.
    reasons: Vec<ReasonBody<'a>>,
    decided_by: DecidedByBody<'a>,
    /// The grant, where one allows.
    grant: Option<GrantBody>,
    /// The case that a person decides, where there is one.
    case: Option<String>,
    /// The ledger index that this reflects.
    index: u64,
    /// For how many seconds you may reuse the answer at most.
    #[schema(maximum = 60)]
    max_age_s: u32,
}

/// One reason.
#[derive(Serialize, ToSchema)]
#[schema(as = Reason)]
struct ReasonBody<'a> {
    code: ReasonWord,
    /// The toggle that it is about.
    toggle: Option<ToggleName<'a>>,
    /// The exchange that it is about.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    proposition: Option<&'a str>,
    /// Since when.
    since: Option<Moment>,
}

/// What decided.
#[derive(Serialize, ToSchema)]
#[schema(as = DecidedBy)]
struct DecidedByBody<'a> {
    kind: DecidedByWord,
    /// The exchange, where one decided.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    proposition: Option<&'a str>,
    /// Its live version.
    version: Option<u32>,
}

/// The grant that an answer rests on.
#[derive(Serialize, ToSchema)]
#[schema(as = Grant)]
struct GrantBody {
    /// The version that was granted.
    version: u32,
    granted_at: Moment,
    expires_at: Moment,
    /// What the customer has of it.
    #[schema(value_type = String, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: ReceiptId,
}

impl<'a> VerdictBody<'a> {
    /// The verdict, reflecting `index`.
    pub(super) fn of(verdict: &'a Verdict, index: u64) -> Self {
        Self {
            verdict: VerdictWord(verdict.outcome),
            reasons: verdict.reasons.iter().map(ReasonBody::from).collect(),
            decided_by: DecidedByBody::from(&verdict.decided_by),
            grant: verdict.grant.as_ref().map(GrantBody::from),
            case: None,
            index,
            max_age_s: verdict.max_age_s,
        }
    }
}

impl<'a> From<&'a Reason> for ReasonBody<'a> {
    fn from(reason: &'a Reason) -> Self {
        Self {
            code: ReasonWord(reason.code),
            toggle: reason.toggle.as_ref().map(ToggleName),
            proposition: reason.proposition.as_deref(),
            since: reason.since.map(Moment),
        }
    }
}

impl<'a> From<&'a DecidedBy> for DecidedByBody<'a> {
    fn from(by: &'a DecidedBy) -> Self {
        Self {
            kind: DecidedByWord(by.kind),
            proposition: by.proposition.as_deref(),
            version: by.version,
        }
    }
}

impl From<&Grant> for GrantBody {
    fn from(grant: &Grant) -> Self {
        Self {
            version: grant.version,
            granted_at: Moment(grant.granted_at),
            expires_at: Moment(grant.expires_at),
            receipt: grant.receipt,
        }
    }
}
