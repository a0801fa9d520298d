//! A customer comes into a situation that calls for care, or out of it.

use super::human_only::{said_since, shown};
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::clock::Timestamp;
use crate::consent::{ActorRef, Customer, Evidence};
use crate::guard::Situation;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, SituationSaid};

/// The longest time that somebody can say beforehand: five years, in seconds.
const LONGEST_S: i64 = 5 * 366 * 86_400;

/// What is said of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SituationWish {
    /// She is in it, until that moment, or until somebody says that it is over.
    Enter(Option<Timestamp>),
    /// It is over.
    Leave,
}

pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    (situation, wish): (Situation, SituationWish),
    evidence: Option<&Evidence>,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    if !situation.is_said() {
        let message = "this follows from the year of birth: set that";
        return Err(Refusal::invalid("situation", message));
    }
    let until = match wish {
        SituationWish::Enter(until) => until,
        SituationWish::Leave => None,
    };
    let latest = with.now.plus_seconds(LONGEST_S);
    if until.is_some_and(|until| until <= with.now || latest < until) {
        let message = "use a moment to come, at most five years from now";
        return Err(Refusal::invalid("until", message));
    }
    let evidence = if ends_sooner(&customer, situation, wish) {
        let asked = customer.state.guarded.asked_at(situation);
        said_since(evidence, asked, "she asked for it later than that")?;
        shown(evidence, "saying that it is over needs evidence", with)?
    } else {
        super::choose::usable(evidence.cloned(), with.now)
    };
    // What she says herself is a choice of hers, of which she keeps something. What others know of her
    // is none.
    let is_hers = matches!(with.actor, Actor::Customer(_));
    let receipt = is_hers.then(|| ReceiptId::new(with.clock, with.entropy));
    let body = Body::Situation(SituationSaid {
        customer: customer.id,
        situation,
        is_over: wish == SituationWish::Leave,
        until,
        actor: ActorRef::from(with.actor),
        route: with.route,
        evidence,
        receipt,
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Situation,
    })
}

/// Whether it ends sooner than was said: what protects her is taken away, whatever that is called.
fn ends_sooner(customer: &Customer, situation: Situation, wish: SituationWish) -> bool {
    let mut said = customer.state.guarded.situations.iter();
    let said = said.find(|(known, _)| *known == situation);
    match (wish, said) {
        (SituationWish::Leave, _) => true,
        (SituationWish::Enter(Some(until)), Some((_, ends))) => {
            ends.is_none_or(|ends| until < ends)
        }
        (SituationWish::Enter(_), _) => false,
    }
}
