//! Something waits for a person, and a person decides it. Silence is a no (rule 14).

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{ActorRef, Customer, Route};
use crate::guard::{
    CaseAsked, CaseKind, LONGEST_WORDS, Matter, OPEN_CASES, OpenCase, Outcome, check_matter,
    is_said, two_must_agree,
};
use crate::id::{AccountId, CaseId, CustomerId};
use crate::ledger::{Body, CaseDecided, CaseOpened};

/// A case that is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseWish {
    /// What it is about.
    pub matter: Matter,
    /// Who works it.
    pub team: Slug,
    /// What is said besides.
    pub asked: CaseAsked,
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
    /// By which name or number the CRM knows the person who decided there, where a program says so.
    pub person: Option<String>,
    /// When it was decided: what counts against the deadline. A decision can be written down later
    /// than it was taken.
    pub taken_at: Timestamp,
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
    // What machines ask about her takes none of the room of what she asks herself.
    let is_hers = |matter: &Matter| matter.kind != CaseKind::Escalation;
    let mut open = 0;
    for record in records {
        let guarded = &record.state.guarded;
        if let Some(case) = guarded.case_about(&wish.matter, with.now) {
            return Ok(Decision {
                changes: Vec::new(),
                answer: Answering::CaseOpened { case },
            });
        }
        let same = guarded.cases().map(|(_, case)| is_hers(&case.matter));
        open += same.filter(|hers| *hers == is_hers(&wish.matter)).count();
    }
    if open >= OPEN_CASES {
        return Err(Refusal::TooManyCases);
    }
    if let Some((field, message)) = wish.asked.fault(wish.matter.kind) {
        return Err(Refusal::invalid(field, message));
    }
    let case = CaseId::new(with.clock, with.entropy);
    let opened = CaseOpened {
        customer: customer.id,
        case,
        matter: wish.matter.clone(),
        team: wish.team.clone(),
        due_at: wish.matter.due(world.catalogue().red_lines(), with.now),
        actor: ActorRef::from(with.actor),
        route: with.route,
    };
    let body = Body::CaseOpened(Box::new(opened));
    let asked = Box::new(wish.asked.clone());
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body)), Change::Case(case, asked)],
        answer: Answering::CaseOpened { case },
    })
}

/// Whether a yes in this matter would allow what is denied at `now`: what was turned off, or what a red
/// line denies, no person allows for the customer (rule 14). Only of an escalation can it be so.
pub(super) fn is_denied(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    (matter, outcome): (&Matter, Outcome),
    now: Timestamp,
) -> bool {
    matter.kind == CaseKind::Escalation
        && outcome == Outcome::Allow
        && check_matter(catalogue, customer, matter, now).outcome == Outcome::Deny
}

/// Decides a case for which there is still time.
///
/// A yes that is a no by now becomes one here, and is not refused: whoever wrote it down would come
/// again and again, and the case would never end.
pub(super) fn rule(
    world: &dyn World,
    customer: CustomerId,
    ruling: &Ruling,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::DecideCase)?;
    let (record, open) = found(world, customer, ruling.case)?;
    if open.is_over(ruling.taken_at) {
        return Err(Refusal::CaseOver);
    }
    let reason = sound(ruling.outcome, &ruling.reason)?;
    let mine = |by| matches!(with.actor, Actor::Staff { account, .. } if *account == by);
    if ruling.agreed_by.is_some_and(mine) {
        let message = "somebody else must agree";
        return Err(Refusal::invalid("agreed_by", message));
    }
    let whose = super::known(world, customer)?;
    let said = (&open.matter, ruling.outcome);
    // A line that asks for two people may be drawn after one of them said yes, and before that is here.
    let is_alone = ruling.outcome == Outcome::Allow
        && ruling.agreed_by.is_none()
        && two_must_agree(world.catalogue(), Some(&whose), &open.matter, with.now);
    if is_alone || is_denied(world.catalogue(), Some(&whose), said, with.now) {
        return Ok(decided(CaseDecided {
            denied_meanwhile: true,
            ..by_itself(record, ruling.case, open.matter)
        }));
    }
    Ok(decided(CaseDecided {
        customer: record,
        case: ruling.case,
        matter: open.matter,
        outcome: ruling.outcome,
        reason: reason.to_owned(),
        overrides: ruling.overrides,
        timed_out: false,
        denied_meanwhile: false,
        agreed_by: ruling.agreed_by,
        person: ruling.person.clone(),
        actor: ActorRef::from(with.actor),
        route: with.route,
    }))
}

/// The reason as it is kept, where it is one, and the outcome decides something.
pub(super) fn sound(outcome: Outcome, reason: &str) -> Result<&str, Refusal> {
    let reason = reason.trim();
    if !is_said(reason) {
        let message = format!("say why, in at most {LONGEST_WORDS} characters");
        return Err(Refusal::invalid("reason", message));
    }
    if outcome == Outcome::Escalate {
        return Err(Refusal::invalid("outcome", "decide: `allow` or `deny`"));
    }
    Ok(reason)
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
        timed_out: true,
        ..by_itself(record, case, open.matter)
    }))
}

/// A no that no person said.
fn by_itself(customer: CustomerId, case: CaseId, matter: Matter) -> CaseDecided {
    CaseDecided {
        customer,
        case,
        matter,
        outcome: Outcome::Deny,
        reason: String::new(),
        overrides: None,
        timed_out: false,
        denied_meanwhile: false,
        agreed_by: None,
        person: None,
        actor: ActorRef::from(&Actor::System),
        route: Route::System,
    }
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
