//! What the list of who did what says of a command: written with its entry, or not at all.

use super::review::with_note;
use super::{Answering, Change, Command, Decision, Mutual, Outcome};
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::consent::{ActorRef, Route};
use crate::id::AuditId;
use crate::port::{AuditLine, SubmitError};

/// A line of the list of who did what, before the one writer gives it the moment of its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Who; not always whoever the entry names, as where somebody agrees to what another one proposed.
    pub actor: ActorRef,
    /// What: a short stable word, as `proposition.retired`.
    pub what: String,
    /// About what.
    pub about: String,
    /// Why, in the person's own words. Of a publication its version stands before that.
    pub reason: String,
}

impl Listing {
    /// What somebody does about something.
    #[must_use]
    pub fn new(actor: &Actor, what: &str, about: &str, reason: &str) -> Self {
        Self {
            actor: ActorRef::from(actor),
            what: what.to_owned(),
            about: about.to_owned(),
            reason: reason.to_owned(),
        }
    }

    /// The line, of the moment of its entry.
    #[must_use]
    pub fn line(self, id: AuditId, at: Timestamp) -> AuditLine {
        let Self {
            actor,
            what,
            about,
            reason,
        } = self;
        AuditLine {
            id,
            at,
            actor,
            what,
            about,
            reason,
        }
    }
}

/// The decision with its line, where it has an entry: what changes nothing has no line either.
pub(super) fn listed(listing: &Listing, mut decision: Decision) -> Decision {
    let mut changes = decision.changes.iter();
    if changes.any(|change| matches!(change, Change::Append(_) | Change::Destroy { .. })) {
        let mut listing = listing.clone();
        // Which version it is nobody knows before the one writer.
        if let Answering::Published { version, .. } = &decision.answer {
            listing.reason = with_note(&version.to_string(), &listing.reason);
        }
        decision.changes.push(Change::List(Box::new(listing)));
    }
    decision
}

impl Mutual {
    /// Submits a command with its line in the list of who did what, which stands in the same database as
    /// the entry: both are stored, or neither. Pressed again under the same key it is the same again,
    /// whatever its line would say.
    pub(super) async fn submit_listed(
        &self,
        actor: &Actor,
        route: Route,
        command: Command,
        listing: Listing,
        key: Option<&str>,
    ) -> Result<Outcome, SubmitError> {
        let said = format!("{command:?}");
        let key = key.map(|key| (key, said.as_str()));
        let command = Command::Listed(Box::new(listing), Box::new(command));
        self.submit_said(actor, route, command, key).await
    }
}
