//! Put a version live.

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::{ChangeClass, Document, Fault, compare};
use crate::consent::ActorRef;
use crate::ledger::{Body, Published};

/// A version to publish.
#[derive(Clone, Debug, PartialEq)]
pub struct Publish {
    /// Word for word.
    pub document: Document,
    /// The live version that the author looked at; `None` for a first one.
    pub over: Option<u32>,
    /// A class raised by hand. A lower one than the computed class changes nothing.
    pub class: Option<ChangeClass>,
}

pub(super) fn decide(
    world: &dyn World,
    publish: &Publish,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Publish)?;
    let catalogue = world.catalogue();
    let document = &publish.document;
    let mut faults = document.faults(catalogue.registry());
    let live = catalogue.proposition(&document.key).and_then(|p| p.live());
    if live.map(|version| version.number) != publish.over {
        let live = live.map_or(0, |version| version.number);
        return Err(Refusal::PublishedMeanwhile { live });
    }
    if live.is_some()
        && document
            .change_note
            .as_deref()
            .unwrap_or_default()
            .trim()
            .is_empty()
    {
        let message = "say in a sentence what changed".to_owned();
        faults.push(Fault {
            field: "change_note".to_owned(),
            message,
        });
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    let (computed, _) = compare(live.map(|version| &version.document), document);
    let class = publish
        .class
        .map_or(computed, |raised| raised.max(computed));
    let version = live.map_or(1, |version| version.number + 1);
    let body = Published {
        version,
        class,
        document: document.clone(),
        actor: ActorRef::from(with.actor),
    };
    Ok(Decision {
        changes: vec![Change::Append(Box::new(Body::Published(Box::new(body))))],
        answer: Answering::Published { version, class },
    })
}
