//! Say in the feed what time or a publication did: nothing changes, the fold said it already.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::Slug;
use crate::consent::{Phase, Standing, Switch, Toggle, Toggles, view_toggle};
use crate::id::CustomerId;
use crate::ledger::{Announced, Body, EntryKind};

/// A grant that may have something to announce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whose.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: Slug,
}

pub(super) fn decide(
    world: &dyn World,
    due: &Due,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Announce)?;
    let changes =
        announcement(world, due, with).map(|body| Change::Append(Box::new(Body::Announced(body))));
    Ok(Decision {
        changes: changes.into_iter().collect(),
        answer: Answering::Announced,
    })
}

fn announcement(world: &dyn World, due: &Due, with: Circumstances<'_>) -> Option<Announced> {
    let customer = world.customer(due.customer)?;
    let proposition = world.catalogue().proposition(&due.proposition)?;
    let live = proposition.live()?;
    let state = &customer.state;
    if state.is_announced(&due.proposition) {
        return None;
    }
    let view = view_toggle(proposition, live, state, &Toggle::Exchange, with.now);
    let kind = match view.phase {
        Phase::Expired => EntryKind::Expired,
        Phase::NeedsAnswer => EntryKind::NeedsAnswer,
        Phase::Pending | Phase::Active | Phase::Paused | Phase::Withdrawn => return None,
    };
    let Standing::Granted { answer, .. } = state.standing(&due.proposition, &Toggle::Exchange)
    else {
        return None;
    };
    let granted = state
        .answered(&due.proposition)
        .filter(|(_, standing)| standing.is_granted());
    let toggles: Toggles = granted
        .map(|(toggle, _)| (toggle.clone(), Switch::Off))
        .collect();
    let previous = toggles
        .keys()
        .map(|toggle| (toggle.clone(), Switch::On))
        .collect();
    Some(Announced {
        kind,
        customer: due.customer,
        proposition: due.proposition.clone(),
        version: answer.version,
        toggles,
        previous,
    })
}
