//! Turn things on and off for one customer.

use std::sync::Arc;

use super::human_only::said_since;
use super::signal::is_against;
use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::catalogue::{LegalBasis, Proposition, Version};
use crate::clock::Timestamp;
use crate::consent::{
    ActorRef, Choice, ConsentState, Customer, Evidence, Phase, Route, Signal, Source, Standing,
    Switch, Toggle, Toggles, view_exchange, view_toggle,
};
use crate::digest::hex;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, Chosen, EntryKind};

/// `in_spite` says that she knows of her browser's wish not to sell or share, and wants this all the
/// same.
pub(super) fn decide(
    world: &dyn World,
    id: CustomerId,
    choice: &Choice,
    in_spite: bool,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(id))?;
    let customer = super::known(world, id)?;
    let (proposition, live) = find(world, &customer, choice)?;
    let turns_on = choice.toggles.values().any(|switch| *switch == Switch::On);
    if turns_on {
        if choice.version != live.number {
            return Err(Refusal::StaleVersion {
                shown: choice.version,
                live: live.number,
            });
        }
        // Of what shares she cannot do without, turning the exchange on is sharing.
        let wish = customer.state.gpc;
        let wish = wish.filter(|_| is_against(&live, &customer.state, &choice.toggles));
        // What she said before her browser did was not said in spite of it.
        let older = |wish: Signal| {
            choice
                .evidence
                .as_ref()
                .is_some_and(|said| said.at < wish.at)
        };
        if wish.is_some_and(|wish| !in_spite || older(wish)) {
            return Err(Refusal::AgainstSignal);
        }
        refuse_if_changed(&customer, &proposition, choice)?;
        let is_unread = |reads: &str| live.wording_for(reads).is_none();
        if choice.reads.as_deref().is_some_and(is_unread) {
            return Err(Refusal::NotWritten);
        }
    }
    let mut choice = choice.clone();
    if !turns_on {
        choice.evidence = usable(choice.evidence, with.now);
    } else if let Some(evidence) = &choice.evidence {
        check_evidence(evidence, with.now)?;
    } else if matches!(with.actor, Actor::Client { .. }) {
        return Err(Refusal::invalid("evidence", "turning on needs evidence"));
    }
    let stated_at = choice
        .evidence
        .as_ref()
        .map_or(with.now, |evidence| evidence.at);
    let body = chosen(&proposition, &live, &customer, &choice, stated_at, with)?;
    // Whatever brings a yes by a program, it may be one of before she said no.
    if matches!(with.actor, Actor::Client { .. }) {
        let no = refused_at(&customer.state, &body);
        let message = "the customer turned this off later than that";
        said_since(choice.evidence.as_ref(), no, message)?;
        if turns_on {
            agreed_to(&choice, &proposition)?;
        }
    }
    let receipt = body.receipt;
    Ok(Decision {
        changes: vec![Change::Append(Box::new(Body::Chosen(body)))],
        answer: Answering::Chosen {
            customer: customer.id,
            proposition: proposition.key.clone(),
            receipt,
        },
    })
}

pub(super) fn everything_off(
    world: &dyn World,
    id: CustomerId,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(id))?;
    let customer = super::known(world, id)?;
    let mut changes = Vec::new();
    for (proposition, live) in world.catalogue().live() {
        let switchable = matches!(
            live.document.legal_basis,
            LegalBasis::Consent | LegalBasis::LegitimateInterest
        );
        let view = view_exchange(proposition, live, &customer.state, with.now);
        // What is paused, expired or waiting for an answer was granted all the same.
        let granted = view
            .toggles
            .get(&Toggle::Exchange)
            .is_some_and(|toggle| toggle.decision == crate::consent::Decision::Granted);
        // What a wish holds back, or the no of another record that is merged into hers, is off only as
        // long as that lasts.
        let standing = customer.state.standing(&proposition.key, &Toggle::Exchange);
        let may_return = standing.is_granted()
            || (!customer.state.merged.is_empty() && *standing != Standing::Unasked);
        if !switchable || !(granted || may_return) {
            continue;
        }
        let choice = Choice {
            proposition: proposition.key.clone(),
            version: live.number,
            toggles: Toggles::from([(Toggle::Exchange, Switch::Off)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        let body = chosen(proposition, live, &customer, &choice, with.now, with)?;
        changes.push(Change::Append(Box::new(Body::Chosen(body))));
    }
    Ok(Decision {
        changes,
        answer: Answering::EverythingOff,
    })
}

/// The exchange that the choice is about. Off reaches one that is no longer open to the customer;
/// on does not.
fn find(
    world: &dyn World,
    customer: &Customer,
    choice: &Choice,
) -> Result<(Arc<Proposition>, Arc<Version>), Refusal> {
    let unknown = || Refusal::UnknownProposition(choice.proposition.to_string());
    let proposition = world
        .catalogue()
        .proposition(&choice.proposition)
        .ok_or_else(unknown)?;
    let live = proposition.live().ok_or_else(unknown)?;
    let answered = customer
        .state
        .answered(&choice.proposition)
        .next()
        .is_some();
    let turns_on = choice.toggles.values().any(|switch| *switch == Switch::On);
    let open = live.document.is_open_to(customer.region.as_deref());
    if open || (answered && !turns_on) {
        Ok((Arc::clone(proposition), Arc::clone(live)))
    } else {
        Err(unknown())
    }
}

/// A page's *on* loses against an *off* that came after the page was drawn.
fn refuse_if_changed(
    customer: &Customer,
    proposition: &Proposition,
    choice: &Choice,
) -> Result<(), Refusal> {
    let Some(seen) = choice.seen_index else {
        return Ok(());
    };
    let on = choice
        .toggles
        .iter()
        .filter(|(_, switch)| **switch == Switch::On);
    let overtaken = on
        .map(|(toggle, _)| toggle)
        .chain([&Toggle::Exchange])
        .map(|toggle| customer.state.standing(&proposition.key, toggle))
        .any(|standing| match standing {
            // A no that came with a record that turned out to be hers is older, and new to this one.
            Standing::Refused(answer) | Standing::Withdrawn(answer) => {
                answer.index.max(customer.state.merged_at()) > seen
            }
            Standing::Unasked | Standing::Granted { .. } => false,
        });
    if overtaken {
        Err(Refusal::ChangedMeanwhile)
    } else {
        Ok(())
    }
}

/// When the customer said no last to something that the choice turns on; `None` where she did to nothing
/// of it. What is needed goes on with the exchange, so it counts whether or not it was named.
pub(super) fn refused_at(state: &ConsentState, choice: &Chosen) -> Option<Timestamp> {
    let on = choice.toggles.iter().filter(|(_, to)| **to == Switch::On);
    let noes = on.filter_map(
        |(toggle, _)| match state.standing(&choice.proposition, toggle) {
            Standing::Refused(no) | Standing::Withdrawn(no) => Some(no.at),
            Standing::Unasked | Standing::Granted { .. } => None,
        },
    );
    noes.max()
}

/// Nobody agrees to what is yet to be written: a yes of before everybody was asked anew is to what was
/// live then, whatever version it names. Nor is a yes one to a part that came later than it, or than the
/// wording that it is to: nobody was asked anew about that part, and she was shown no switch for it.
pub(super) fn agreed_to(choice: &Choice, proposition: &Proposition) -> Result<(), Refusal> {
    let message = "what it names was not published by then";
    let evidence = choice.evidence.as_ref();
    let anew = proposition.asked_anew_at(choice.version);
    said_since(evidence, anew, message)?;
    let came_later = |toggle: &Toggle| {
        let with = proposition.came_with(toggle);
        with.is_some_and(|with| {
            let older = evidence.is_some_and(|said| said.at < with.published_at);
            older || choice.version < with.number
        })
    };
    let mut on = choice.toggles.iter().filter(|(_, to)| **to == Switch::On);
    match on.find(|(toggle, _)| came_later(toggle)) {
        Some((toggle, _)) => Err(Refusal::invalid(format!("toggles.{toggle}"), message)),
        None => Ok(()),
    }
}

/// What can be kept of the evidence of an *off*, which counts with any and without.
pub(super) fn usable(evidence: Option<Evidence>, now: Timestamp) -> Option<Evidence> {
    let evidence = evidence.filter(|evidence| evidence.fault().is_none())?;
    let at = evidence.at.min(now);
    Some(Evidence { at, ..evidence })
}

pub(super) fn check_evidence(evidence: &Evidence, now: Timestamp) -> Result<(), Refusal> {
    if let Some(field) = evidence.fault() {
        return Err(Refusal::invalid(field, "say this in a few words"));
    }
    // Clocks differ by a little between machines.
    if evidence.at > now.plus_seconds(300) {
        return Err(Refusal::invalid("evidence.at", "this is in the future"));
    }
    Ok(())
}

/// The entry that a choice makes: what was asked for, and what follows from it.
pub(super) fn chosen(
    proposition: &Proposition,
    live: &Version,
    customer: &Customer,
    choice: &Choice,
    stated_at: Timestamp,
    with: Circumstances<'_>,
) -> Result<Chosen, Refusal> {
    let document = &live.document;
    if matches!(
        document.legal_basis,
        LegalBasis::Contract | LegalBasis::LegalObligation
    ) {
        return Err(Refusal::invalid(
            "proposition",
            "this does not rest on a choice",
        ));
    }
    if choice.toggles.is_empty() {
        return Err(Refusal::invalid("toggles", "name at least one toggle"));
    }
    let state = &customer.state;
    for toggle in choice.toggles.keys() {
        let known = live.has(toggle)
            || (choice.toggles.get(toggle) == Some(&Switch::Off)
                && state.standing(&proposition.key, toggle).answer().is_some());
        if !known {
            let field = format!("toggles.{toggle}");
            return Err(Refusal::invalid(field, "this exchange has no such toggle"));
        }
    }
    let toggles = effects(proposition, live, state, choice, with.now)?;
    let was_on = |toggle: &Toggle| {
        let view = view_toggle(proposition, live, state, toggle, with.now);
        Switch::from_on(
            view.decision == crate::consent::Decision::Granted && is_running(view.phase),
        )
    };
    let previous: Toggles = toggles.keys().map(|t| (t.clone(), was_on(t))).collect();
    let renews = toggles.get(&Toggle::Exchange) == Some(&Switch::On);
    let expires_at = match state.standing(&proposition.key, &Toggle::Exchange) {
        // A facet never outlives the exchange that it belongs to.
        Standing::Granted { expires_at, .. } if !renews => *expires_at,
        _ => stated_at.min(with.now).plus_months(document.term_months),
    };
    let kind = match toggles.get(&Toggle::Exchange) {
        Some(Switch::On) => EntryKind::Granted,
        Some(Switch::Off) => match state.standing(&proposition.key, &Toggle::Exchange) {
            Standing::Granted { .. } | Standing::Withdrawn(_) => EntryKind::Withdrawn,
            Standing::Unasked | Standing::Refused(_)
                if document.legal_basis == LegalBasis::LegitimateInterest =>
            {
                EntryKind::Withdrawn
            }
            Standing::Unasked | Standing::Refused(_) => EntryKind::Refused,
        },
        None => EntryKind::FacetChanged,
    };
    let locale = shown_in(proposition, live, choice)?;
    let source = match with.route {
        Route::Import => Source::Import,
        Route::Signal => Source::Signal,
        Route::Page | Route::Link | Route::Api | Route::System => Source::Explicit,
    };
    Ok(Chosen {
        kind,
        customer: customer.id,
        proposition: proposition.key.clone(),
        version: choice.version,
        shown: shown(proposition, choice.version),
        toggles,
        previous,
        expires_at,
        source,
        receipt: ReceiptId::new(with.clock, with.entropy),
        actor: ActorRef::from(with.actor),
        route: with.route,
        locale,
        evidence: choice.evidence.clone(),
    })
}

/// The language that the choice says it was shown in, where that is not the version's own. On needs
/// one that the version is written in: nobody agrees to what is nowhere to be read.
fn shown_in(
    proposition: &Proposition,
    live: &Version,
    choice: &Choice,
) -> Result<Option<String>, Refusal> {
    let shown = proposition
        .version(choice.version)
        .map_or(live, |seen| seen);
    let reads = choice.reads.as_deref();
    let read = reads.and_then(|reads| shown.document.locale_for(reads));
    let Some(locale) = choice.locale.as_deref().or(read) else {
        return Ok(None);
    };
    if !shown.document.locales().any(|there| there == locale) {
        let turns_on = choice.toggles.values().any(|to| *to == Switch::On);
        return if turns_on {
            Err(Refusal::invalid(
                "locale",
                "this is not written in that language",
            ))
        } else {
            Ok(None)
        };
    }
    Ok(Some(locale.to_owned()).filter(|locale| *locale != shown.document.locale))
}

/// A paused grant was on when the customer looked at it; one that ran out was not.
fn is_running(phase: Phase) -> bool {
    matches!(phase, Phase::Active | Phase::Paused)
}

/// What was asked for and what follows: required facets go with the exchange both ways, and an
/// exchange that goes off takes every facet with it.
fn effects(
    proposition: &Proposition,
    live: &Version,
    state: &ConsentState,
    choice: &Choice,
    now: Timestamp,
) -> Result<Toggles, Refusal> {
    let mut toggles = choice.toggles.clone();
    let exchange = toggles.get(&Toggle::Exchange).copied();
    let required_off = toggles
        .iter()
        .find(|(toggle, switch)| **switch == Switch::Off && live.required().contains(toggle))
        .map(|(toggle, _)| toggle.clone());
    match (exchange, required_off) {
        (Some(Switch::On), Some(toggle)) => {
            let field = format!("toggles.{toggle}");
            return Err(Refusal::invalid(
                field,
                "the exchange cannot be on without this",
            ));
        }
        (Some(Switch::On), None) => {
            for required in live.required() {
                toggles.insert(required.clone(), Switch::On);
            }
            // A part ended with the exchange, and does not come back with it by itself.
            let whole = view_toggle(proposition, live, state, &Toggle::Exchange, now);
            if whole.phase == Phase::Expired {
                for (toggle, standing) in state.answered(&proposition.key) {
                    if matches!(standing, Standing::Granted { expires_at, .. } if *expires_at > now)
                    {
                        toggles.entry(toggle.clone()).or_insert(Switch::Off);
                    }
                }
            }
        }
        (Some(Switch::Off), _) | (None, Some(_)) => {
            if let Some((toggle, _)) = toggles
                .iter()
                .find(|(toggle, switch)| **toggle != Toggle::Exchange && **switch == Switch::On)
            {
                let field = format!("toggles.{toggle}");
                return Err(Refusal::invalid(
                    field,
                    "this cannot be on while the exchange is off",
                ));
            }
            toggles.insert(Toggle::Exchange, Switch::Off);
            // Where nobody was asked, parts are on that nobody ever answered.
            if live.document.legal_basis == LegalBasis::LegitimateInterest {
                let facets = live.facets().map(|facet| (facet.clone(), Switch::Off));
                toggles.extend(facets);
            }
            for (toggle, standing) in state.answered(&proposition.key) {
                if standing.is_granted() {
                    toggles.insert(toggle.clone(), Switch::Off);
                }
            }
        }
        (None, None) => {
            let view = view_toggle(proposition, live, state, &Toggle::Exchange, now);
            let on = view.decision == crate::consent::Decision::Granted && is_running(view.phase);
            let turned_on = toggles.iter().find(|(_, switch)| **switch == Switch::On);
            if let Some((toggle, _)) = turned_on.filter(|_| !on) {
                let field = format!("toggles.{toggle}");
                return Err(Refusal::invalid(field, "turn the exchange on first"));
            }
        }
    }
    Ok(toggles)
}

/// The hash of the version that was shown, in hexadecimal; empty where there never was one.
fn shown(proposition: &Proposition, version: u32) -> String {
    let hash = proposition.version(version).map(|version| version.hash);
    hash.map_or_else(String::new, |hash| hex(&hash))
}
