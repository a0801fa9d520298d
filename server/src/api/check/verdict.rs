//! A verdict on the wire.

use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::Customer;
use mutual::guard::{
    CaseAsked, Code, DecidedBy, Grant, Matter, Named, Reason, Request, Verdict, check_guessing,
    erased, resting_on,
};
use mutual::id::{CaseId, CustomerId, ReceiptId};
use mutual::port::Engine;
use mutual::use_cases::{CaseWish, Cited};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{DecidedByWord, Moment, ReasonWord, ToggleName, VerdictWord};
use crate::api::{count, reference};
use crate::state::Side;

/// Answers one question from memory, as of this moment.
pub(crate) fn judge(
    side: &Side,
    catalogue: &Catalogue,
    now: Timestamp,
    customer: &str,
    request: &Request<'_>,
) -> Verdict {
    judge_whom(side, catalogue, now, customer, request, None).verdict
}

/// The guesses that a question names, by their keys, and where they were looked up.
#[derive(Clone, Copy)]
pub(super) struct Guessing<'a> {
    /// The rows about those whom the call names.
    pub(super) cited: &'a Cited,
    /// The keys, in the caller's words.
    pub(super) keys: &'a [&'a str],
}

impl<'a> Guessing<'a> {
    /// Each of them, with the guess where it counts.
    pub(super) fn named(
        self,
        engine: &dyn Engine,
        catalogue: &Catalogue,
        customer: Option<&Customer>,
        purpose: &str,
        now: Timestamp,
    ) -> Vec<Named<'a>> {
        self.cited
            .named(engine, catalogue, customer, purpose, self.keys, now)
    }
}

/// A verdict, whom it is about, and the guesses that were asked about.
pub(super) struct Judged<'a> {
    pub(super) whom: Option<CustomerId>,
    pub(super) verdict: Verdict,
    pub(super) named: Vec<Named<'a>>,
}

/// As [`judge`], with the customer whom the verdict is about. A name is looked up once: whoever looked
/// again could find somebody else, to whom it was given meanwhile.
pub(super) fn judge_whom<'a>(
    side: &Side,
    catalogue: &Catalogue,
    now: Timestamp,
    customer: &str,
    request: &Request<'_>,
    guessing: Option<Guessing<'a>>,
) -> Judged<'a> {
    let engine = side.engine.as_ref();
    let known = reference::known(engine, customer);
    let gone = known.is_none() && reference::is_erased(engine, customer);
    let named = guessing.map_or_else(Vec::new, |guessing| {
        guessing.named(engine, catalogue, known.as_deref(), request.purpose, now)
    });
    let verdict = answered(catalogue, known.as_deref(), gone, (request, &named), now);
    count::verdict(verdict.outcome);
    if named.is_empty() {
        side.shapes.count(request, known.as_deref(), &verdict, now);
    } else {
        let whole = resting_on(request, &named, catalogue.registry());
        side.shapes.count(&whole, known.as_deref(), &verdict, now);
    }
    Judged {
        whom: known.map(|customer| customer.id),
        verdict,
        named,
    }
}

/// The verdict about a customer; `gone` where she was erased.
pub(super) fn answered(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    gone: bool,
    (request, named): (&Request<'_>, &[Named<'_>]),
    now: Timestamp,
) -> Verdict {
    if gone {
        erased()
    } else {
        check_guessing(catalogue, customer, request, named, now)
    }
}

/// What a person decides, where a person has to.
pub(super) fn escalated(
    request: &Request<'_>,
    named: &[Named<'_>],
    model: Option<&str>,
    verdict: &Verdict,
) -> Option<CaseWish> {
    let escalation = verdict.escalation.as_ref()?;
    let matter = Matter::escalated(request, escalation.red_lines.clone());
    let is_below = verdict
        .reasons
        .iter()
        .any(|reason| reason.code == Code::BelowBar);
    Some(CaseWish {
        matter: matter
            .resting_on(named)
            .below_bar(model.filter(|_| is_below)),
        team: escalation.team.clone(),
        asked: CaseAsked::default(),
    })
}

/// The case about that which waits already.
pub(super) fn waiting(
    engine: &dyn Engine,
    now: Timestamp,
    customer: CustomerId,
    wish: &CaseWish,
) -> Option<CaseId> {
    let customer = engine.customer(customer)?;
    let mut records = customer.ids().filter_map(|id| engine.record(id));
    records.find_map(|record| record.state.guarded.case_about(&wish.matter, now))
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
    /// The case that a person decides: where you asked for one to be opened, or one about the same
    /// waits already.
    #[schema(value_type = Option<String>, example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    case: Option<CaseId>,
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
    /// The red line that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "no-emotion-recognition")]
    red_line: Option<&'a str>,
    /// The guess that it is about, by its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "has-dog")]
    inference: Option<&'a str>,
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
    /// The red line, where one decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "no-emotion-recognition")]
    red_line: Option<&'a str>,
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
    pub(super) fn of(verdict: &'a Verdict, case: Option<CaseId>, index: u64) -> Self {
        Self {
            verdict: VerdictWord(verdict.outcome),
            reasons: verdict.reasons.iter().map(ReasonBody::from).collect(),
            decided_by: DecidedByBody::from(&verdict.decided_by),
            grant: verdict.grant.as_ref().map(GrantBody::from),
            case,
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
            red_line: reason.red_line.as_deref(),
            inference: reason.inference.as_deref(),
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
            red_line: by.red_line.as_deref(),
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
