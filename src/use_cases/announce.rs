//! Say in the feed what time or a publication did: nothing changes, the fold said it already.

use std::collections::BTreeMap;

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::Slug;
use crate::consent::{Phase, Switch, Toggle, Toggles, view_toggle};
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
    let ended = |toggle: &Toggle| {
        let phase = view_toggle(proposition, live, state, toggle, with.now).phase;
        matches!(phase, Phase::Expired | Phase::NeedsAnswer).then_some(phase)
    };
    let granted = state
        .answered(&due.proposition)
        .filter(|(toggle, standing)| {
            standing.is_granted() && !state.is_announced(&due.proposition, toggle)
        })
        .map(|(toggle, _)| toggle);
    let phases: BTreeMap<_, _> = granted
        .filter_map(|toggle| Some((toggle, ended(toggle)?)))
        .collect();
    // Where the exchange itself ended, that is what is told; else a part of it did.
    let (first, phase) = phases.first_key_value()?;
    let kind = if *phase == Phase::NeedsAnswer {
        EntryKind::NeedsAnswer
    } else {
        EntryKind::Expired
    };
    let version = state
        .standing(&due.proposition, first)
        .answer()
        .map(|answer| answer.version)?;
    let toggles: Toggles = phases
        .keys()
        .map(|toggle| ((*toggle).clone(), Switch::Off))
        .collect();
    let previous = toggles
        .keys()
        .map(|toggle| (toggle.clone(), Switch::On))
        .collect();
    Some(Announced {
        kind,
        customer: customer.id,
        proposition: due.proposition.clone(),
        version,
        toggles,
        previous,
    })
}
