//! Stop a proposition.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::Slug;
use crate::consent::ActorRef;
use crate::ledger::{Body, Retired};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 600;

/// One entry, which counts as soon as it is acknowledged: checks deny from then on. Whatever is
/// published under the same key later asks everybody anew.
pub(super) fn decide(
    world: &dyn World,
    key: &Slug,
    reason: &str,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Retire)?;
    let reason = reason.trim();
    // Whoever it is: `go_live` asks the writer by a stop without a reason, which must stay refused.
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let message = format!("say why, in at most {LONGEST_REASON} characters");
        return Err(Refusal::invalid("reason", message));
    }
    let known = world.catalogue().proposition(key);
    let live = known
        .and_then(|known| known.live())
        .ok_or_else(|| Refusal::UnknownProposition(key.to_string()))?;
    let body = Body::Retired(Retired {
        proposition: key.clone(),
        version: live.number,
        reason: reason.to_owned(),
        actor: ActorRef::from(with.actor),
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Retired,
    })
}
