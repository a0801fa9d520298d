//! Something waits for a person, and a person decides it. Silence is a no (rule 14).

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::catalogue::Slug;
use crate::consent::ActorRef;
use crate::guard::{Matter, OPEN_CASES, OpenCase, Outcome};
use crate::id::{AccountId, CaseId, CustomerId};
use crate::ledger::{Body, CaseDecided, CaseOpened};

/// The longest answer, in characters.
const LONGEST_REASON: usize = 4_000;

/// A case that is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseWish {
    /// What it is about.
    pub matter: Matter,
    /// Who works it.
    pub team: Slug,
}

/// What a person decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// Which case.
    pub case: CaseId,
    /// Allow or deny.
    pub outcome: Outcome,
    /// Why, in words that the customer reads.
    pub reason: String,
    /// Whether it is otherwise than the machine proposed, where it proposed something.
    pub overrides: Option<bool>,
    /// The second person, where two had to agree.
    pub agreed_by: Option<AccountId>,
}

/// Opens a case, or joins the one about the same that is open.
pub(super) fn open(
    world: &dyn World,
    customer: CustomerId,
    wish: &CaseWish,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::OpenCase(customer))?;
    let customer = super::known(world, customer)?;
    let records = customer.ids().filter_map(|id| world.record(id));
    let mut open = 0;
    for record in records {
        let guarded = &record.state.guarded;
        if let Some(case) = guarded.case_about(&wish.matter, with.now) {
            return Ok(Decision {
                changes: Vec::new(),
                answer: Answering::CaseOpened { case },
            });
        }
        open += guarded.cases().count();
    }
    if open >= OPEN_CASES {
        let message = format!("{OPEN_CASES} cases of this customer are open: decide them first");
        return Err(Refusal::invalid("case", message));
    }
    let case = CaseId::new(with.clock, with.entropy);
    let opened = CaseOpened {
        customer: customer.id,
        case,
        matter: wish.matter.clone(),
        team: wish.team.clone(),
        due_at: wish.matter.due(with.now),
        actor: ActorRef::from(with.actor),
        route: with.route,
    };
    Ok(Decision {
        changes: vec![Change::Append(Box::new(Body::CaseOpened(Box::new(opened))))],
        answer: Answering::CaseOpened { case },
    })
}

/// Decides a case for which there is still time.
pub(super) fn rule(
    world: &dyn World,
    customer: CustomerId,
    ruling: &Ruling,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::DecideCase)?;
    let (record, open) = found(world, customer, ruling.case)?;
    if open.is_over(with.now) {
        return Err(Refusal::CaseOver);
    }
    let reason = ruling.reason.trim();
    let bad = |c: char| c.is_control() && c != '\n';
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON || reason.chars().any(bad) {
        let message = format!("say why, in at most {LONGEST_REASON} characters");
        return Err(Refusal::invalid("reason", message));
    }
    if ruling.outcome == Outcome::Escalate {
        return Err(Refusal::invalid("outcome", "decide: `allow` or `deny`"));
    }
    let mine = |by| matches!(with.actor, Actor::Staff { account, .. } if *account == by);
    if ruling.agreed_by.is_some_and(mine) {
        let message = "somebody else must agree";
        return Err(Refusal::invalid("agreed_by", message));
    }
    Ok(decided(CaseDecided {
        customer: record,
        case: ruling.case,
        matter: open.matter,
        outcome: ruling.outcome,
        reason: reason.to_owned(),
        overrides: ruling.overrides,
        timed_out: false,
        agreed_by: ruling.agreed_by,
        actor: ActorRef::from(with.actor),
        route: with.route,
    }))
}

/// Says that time was over for a case; nothing where somebody decided it meanwhile.
pub(super) fn time_out(
    world: &dyn World,
    customer: CustomerId,
    case: CaseId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Announce)?;
    let (record, open) = match found(world, customer, case) {
        Ok(found) if found.1.is_over(with.now) => found,
        Ok(_) | Err(Refusal::NoCase | Refusal::Erased | Refusal::UnknownCustomer) => {
            return Ok(Decision {
                changes: Vec::new(),
                answer: Answering::CaseDecided,
            });
        }
        Err(refusal) => return Err(refusal),
    };
    Ok(decided(CaseDecided {
        customer: record,
        case,
        matter: open.matter,
        outcome: Outcome::Deny,
        reason: String::new(),
        overrides: None,
        timed_out: true,
        agreed_by: None,
        actor: ActorRef::from(with.actor),
        route: with.route,
    }))
}

fn decided(decided: CaseDecided) -> Decision {
    let body = Body::CaseDecided(Box::new(decided));
    Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::CaseDecided,
    }
}

/// The open case of that id, and the record that it was opened for.
fn found(
    world: &dyn World,
    customer: CustomerId,
    case: CaseId,
) -> Result<(CustomerId, OpenCase), Refusal> {
    let customer = super::known(world, customer)?;
    let mut records = customer.ids().filter_map(|id| world.record(id));
    let found = records.find_map(|record| {
        let open = record.state.guarded.case(case)?.clone();
        Some((record.id, open))
    });
    found.ok_or(Refusal::NoCase)
}
