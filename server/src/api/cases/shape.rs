//! A case on the wire.

use mutual::guard::{Outcome, Proposal};
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::use_cases::Seen;
use mutual::value::Total;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{ActorKindWord, AiUseWord, CaseKindWord, ChannelWord, Moment, VerdictWord};

/// A case.
#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
pub(super) struct CaseBody<'a> {
    #[schema(value_type = String, example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    id: CaseId,
    /// Whose; a merge since then makes it the id that stays.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// Her identifiers.
    #[schema(value_type = Vec<String>)]
    identifiers: Vec<&'a str>,
    kind: CaseKindWord,
    /// `open`, or `decided`.
    #[schema(value_type = String, example = "open")]
    state: &'static str,
    /// Who works it.
    #[schema(value_type = String, example = "front_desk")]
    team: &'a str,
    /// Whether somebody at the desk has it, or has just decided it.
    held: bool,
    /// Why data would be used.
    #[schema(value_type = Option<String>, example = "recommendations")]
    purpose: Option<&'a str>,
    /// Which data would be used.
    #[schema(value_type = Vec<String>)]
    data: Vec<&'a str>,
    /// The guesses about her that it would rest on, by their keys.
    #[schema(value_type = Vec<String>, example = json!(["has-dog"]))]
    inferences: Vec<&'a str>,
    channel: Option<ChannelWord>,
    ai: Option<AiUseWord>,
    /// What it is about.
    #[schema(value_type = Option<String>, example = "credit")]
    topic: Option<&'a str>,
    /// About how much money.
    #[schema(value_type = Option<f64>, example = 250.0)]
    amount: Option<f64>,
    /// The currency of `amount`.
    #[schema(value_type = Option<String>, example = "GBP")]
    currency: Option<&'a str>,
    /// The decision that she contests.
    #[schema(value_type = Option<String>, example = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    decision: Option<DecisionId>,
    /// The case in which a person decided what she contests: whoever decided it there does not decide this
    /// one. With no `decision` it is the outcome of that case that she contests.
    #[schema(value_type = Option<String>, example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    contested_case: Option<CaseId>,
    /// The red lines because of which a person decides.
    #[schema(value_type = Vec<String>)]
    red_lines: Vec<&'a str>,
    /// The model that a person decides instead of because too few of its decisions are explained: what
    /// she allows is done by a decision of this model that names the case.
    #[schema(value_type = Option<String>, example = "ranker")]
    below_bar: Option<&'a str>,
    /// Whether two people must agree: then it is decided at the desk, and by no program.
    four_eyes: bool,
    /// Her own words, where she asked.
    #[schema(value_type = Option<String>)]
    said: Option<&'a str>,
    /// The exchange that she turned off as she asked: it is off already.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    turned_off: Option<&'a str>,
    /// What a machine proposed; null until a person decided.
    proposal: Option<ProposalBody<'a>>,
    opened_at: Moment,
    /// The moment at which it is too late. Of an escalation the answer is no then; a customer who
    /// asked is answered however late it is.
    due_at: Moment,
    /// The ledger index of its newest entry.
    index: u64,
    /// `allow` or `deny`; null while it is open. An answer to a question is `deny`: it allows nothing.
    outcome: Option<VerdictWord>,
    /// Why, in words; null while it is open, and where no person said what counts.
    #[schema(value_type = Option<String>)]
    reason: Option<&'a str>,
    /// Whether nobody decided in time, so that the answer is no.
    timed_out: bool,
    /// Whether a person said yes, and what was asked was denied before that was written down: the
    /// answer is no.
    denied_meanwhile: bool,
    /// Whether it was decided otherwise than the machine proposed; null where it proposed nothing.
    overrides: Option<bool>,
    /// When it was decided.
    decided_at: Option<Moment>,
    /// What sort of actor decided.
    decided_by: Option<ActorKindWord>,
    /// The name or number of the person who decided, as the program that says so knows her; null where
    /// nobody decided, and where somebody decided at the desk.
    #[schema(value_type = Option<String>, example = "agent 0042")]
    by: Option<&'a str>,
}

/// What a machine proposed.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseProposalTold)]
pub(super) struct ProposalBody<'a> {
    outcome: VerdictWord,
    /// Which model.
    #[schema(value_type = String, example = "risk-2")]
    model: &'a str,
    /// Why, in its words.
    #[schema(value_type = String)]
    why: &'a str,
}

impl<'a> From<&'a Proposal> for ProposalBody<'a> {
    fn from(proposal: &'a Proposal) -> Self {
        Self {
            outcome: VerdictWord(proposal.outcome),
            model: &proposal.model,
            why: &proposal.why,
        }
    }
}

impl<'a> From<&'a Seen> for CaseBody<'a> {
    fn from(seen: &'a Seen) -> Self {
        let row = &seen.row;
        let matter = &row.opened.matter;
        let customer = seen.customer.as_deref();
        let identifiers = customer.into_iter().flat_map(|she| &she.identifiers);
        let end = row.end.as_ref();
        let decided = end.map(|end| &end.decided);
        let desk = &row.desk;
        let is_held = desk.holder.is_some() || desk.first.is_some() || desk.taken.is_some();
        let amount = matter.amount.as_ref();
        Self {
            id: row.id(),
            customer: customer.map_or(row.customer(), |she| she.id),
            identifiers: identifiers.map(|id| id.as_str()).collect(),
            kind: CaseKindWord(row.kind()),
            state: if end.is_some() { "decided" } else { "open" },
            team: &row.opened.team,
            held: end.is_none() && is_held,
            purpose: matter.purpose.as_deref(),
            data: matter.data.iter().map(|id| id.as_str()).collect(),
            inferences: matter.inferences.keys().map(|key| key.as_str()).collect(),
            channel: matter.channel.map(ChannelWord),
            ai: matter.ai.map(AiUseWord),
            topic: matter.topic.as_deref(),
            amount: amount.map(|money| Total::from(money.amount).as_f64()),
            currency: amount.map(|money| money.currency.as_str()),
            decision: matter.decision,
            contested_case: matter.case,
            red_lines: matter.red_lines.iter().map(|key| key.as_str()).collect(),
            below_bar: matter.model.as_deref(),
            four_eyes: seen.four_eyes,
            said: row.asked.said.as_deref(),
            turned_off: row.asked.turned_off.as_deref(),
            proposal: row
                .asked
                .proposal
                .as_ref()
                .filter(|_| end.is_some())
                .map(ProposalBody::from),
            opened_at: Moment(row.opened_at),
            due_at: Moment(row.opened.due_at),
            index: end.map_or(row.index, |end| end.index),
            outcome: decided.map(|decided| VerdictWord(decided.outcome)),
            reason: decided
                .filter(|decided| !decided.timed_out && !decided.denied_meanwhile)
                .map(|decided| decided.reason.as_str()),
            timed_out: decided.is_some_and(|decided| decided.timed_out),
            denied_meanwhile: decided.is_some_and(|decided| decided.denied_meanwhile),
            overrides: decided.and_then(|decided| decided.overrides),
            decided_at: end.map(|end| Moment(end.at)),
            decided_by: decided.map(|decided| ActorKindWord(decided.actor.kind)),
            by: decided.and_then(|decided| decided.person.as_deref()),
        }
    }
}

/// `allow` or `deny`.
pub(super) fn outcome(word: &str) -> Option<Outcome> {
    let outcome: Outcome = word.parse().ok()?;
    (outcome != Outcome::Escalate).then_some(outcome)
}
