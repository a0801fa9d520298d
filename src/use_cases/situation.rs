//! A customer comes into a situation that calls for care, or out of it.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::guard::Situation;
use crate::id::CustomerId;
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
    situation: Situation,
    wish: SituationWish,
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
    let body = Body::Situation(SituationSaid {
        customer: customer.id,
        situation,
        is_over: wish == SituationWish::Leave,
        until,
        actor: ActorRef::from(with.actor),
        route: with.route,
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Situation,
    })
}
