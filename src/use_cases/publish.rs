//! Put a version live.

use std::collections::BTreeSet;

use super::lint::blocking;
use super::studio::hindrances;
use super::{Answering, Change, Circumstances, Decision, House, Refusal, World, allowed, findings};
use crate::access::{Actor, Deed};
use crate::catalogue::{ChangeClass, Document, compare};
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::id::AccountId;
use crate::ledger::{Body, Published};
use crate::lint::{Finding, Level};

/// A version to publish.
#[derive(Clone, Debug, PartialEq)]
pub struct Publish {
    /// Word for word.
    pub document: Document,
    /// The live version that the author looked at; `None` for a first one.
    pub over: Option<u32>,
    /// A class raised by hand. A lower one than the computed class changes nothing.
    pub class: Option<ChangeClass>,
    /// Who wrote any of it, and who approved it; staff publish nothing without.
    pub approval: Option<Approval>,
}

/// That somebody who wrote nothing of a version looked at it and takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Who wrote any of it.
    pub writers: BTreeSet<AccountId>,
    /// Who approved it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Which share of its promises was kept lately at most, where more people are to be asked, and enough
    /// was promised to judge.
    pub kept: Option<f64>,
    /// What the linter warned of then, each by its mark, which was accepted with it; `None` where nobody
    /// noted it.
    pub accepted: Option<BTreeSet<String>>,
}

pub(super) fn decide(
    world: &dyn World,
    publish: &Publish,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Publish)?;
    let approval = publish.approval.as_ref();
    let approved_by = approval
        .filter(|approval| !approval.writers.is_empty() && !approval.writers.contains(&approval.by))
        .map(|approval| approval.by);
    // The installation itself publishes what it ships with.
    if approved_by.is_none() && (*with.actor != Actor::System || approval.is_some()) {
        return Err(Refusal::NotApproved);
    }
    let catalogue = world.catalogue();
    let document = &publish.document;
    let known = catalogue.proposition(&document.key);
    let live = known.and_then(|known| known.live());
    let newest = known.and_then(|known| known.newest());
    if live.map(|version| version.number) != publish.over {
        let live = live.map_or(0, |version| version.number);
        return Err(Refusal::PublishedMeanwhile { live });
    }
    // Whoever approved it read what the registry said then.
    if approval.is_some_and(|approval| catalogue.terms_moved(document, approval.at)) {
        return Err(Refusal::TermsMoved);
    }
    let mut faults = hindrances(document, known.map(std::convert::AsRef::as_ref), catalogue);
    let mut unaccepted = false;
    // What the installation ships with is linted by its tests, and what the test side copies was
    // judged when it went live.
    if let Some(approval) = approval {
        let content = serde_json::to_value(document).unwrap_or_default();
        let house = House {
            kept: approval.kept,
            ..House::default()
        };
        let readability = world.readability();
        let findings = findings(&content, catalogue, house, readability, with.now);
        faults.extend(blocking(&findings));
        unaccepted = goes_beyond(&findings, approval.accepted.as_ref());
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    // What went live in between may be what it is warned of now.
    if unaccepted {
        return Err(Refusal::Unaccepted);
    }
    let (computed, _) = compare(live.map(|version| &version.document), document);
    let class = publish
        .class
        .map_or(computed, |raised| raised.max(computed));
    let version = newest.map_or(1, |version| version.number + 1);
    let body = Published {
        version,
        class,
        document: document.clone(),
        actor: ActorRef::from(with.actor),
        approved_by,
    };
    Ok(Decision {
        changes: vec![Change::Append(Box::new(Body::Published(Box::new(body))))],
        answer: Answering::Published { version, class },
    })
}

/// Whether these warn of something that is not among what was accepted, where that is known.
pub(super) fn goes_beyond(findings: &[Finding], accepted: Option<&BTreeSet<String>>) -> bool {
    let mut warnings = findings
        .iter()
        .filter(|finding| finding.level == Level::Warn);
    accepted.is_some_and(|accepted| warnings.any(|warning| !accepted.contains(&warning.mark())))
}
