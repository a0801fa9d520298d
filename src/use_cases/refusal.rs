//! Why a command is refused.

use crate::access::Denied;
use crate::catalogue::{Fault, Slug};
use crate::consent::Identifier;

/// Why the rules say no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The actor may not do that.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody is known by this reference.
    #[error("nobody is known by this reference")]
    UnknownCustomer,
    /// The customer was erased, or must not come back.
    #[error("this customer was erased")]
    Erased,
    /// The name by which somebody was found leads to another customer, or to nobody, by now.
    #[error("the name leads to somebody else by now")]
    NameMoved,
    /// There is no such live exchange that is open to the customer.
    #[error("there is no exchange `{0}` for this customer")]
    UnknownProposition(String),
    /// To turn something on, the live version must be the one shown (rule 2).
    #[error("version {shown} was shown, but version {live} is live")]
    StaleVersion {
        /// The version that was shown.
        shown: u32,
        /// The version that is live.
        live: u32,
    },
    /// Somebody turned it off after the page was drawn (rule 3).
    #[error("this was turned off after the page was drawn")]
    ChangedMeanwhile,
    /// Her browser asks not to sell or share, this would, and nobody says that she wants it all the
    /// same (11 CCR 7025(c)(3)).
    #[error("the customer's browser asks not to sell or share, and this would")]
    AgainstSignal,
    /// To turn something on, it must be written in the language that she reads.
    #[error("this is not written in the language that she reads")]
    NotWritten,
    /// The choice contradicts itself, or what can be chosen.
    #[error("{message}")]
    Invalid {
        /// Where, as `toggles.channel:sms`.
        field: String,
        /// What is wrong, as a sentence without its final stop.
        message: String,
    },
    /// Another customer has this identifier.
    #[error("another customer has the identifier `{0}`")]
    IdentifierTaken(Identifier),
    /// Both references lead to one customer.
    #[error("these are one customer already")]
    SameCustomer,
    /// The record is not merged into the customer, or is part of another one that is.
    #[error("this was not merged into the customer, or together with something else")]
    NotMerged,
    /// Nobody approved it who wrote nothing of it.
    #[error("somebody who wrote nothing of it must approve it first")]
    NotApproved,
    /// The document has faults.
    #[error("the proposition has faults")]
    Faults(Vec<Fault>),
    /// Somebody published in between: this draft began from another version.
    #[error("what is live changed in between: version {live} is, or none where it is 0")]
    PublishedMeanwhile {
        /// The version that is live.
        live: u32,
    },
    /// The registry says something else of what the document names than when it was approved.
    #[error("the registry changed after this was approved: somebody must look at it again")]
    TermsMoved,
    /// The linter warns of something that nobody accepted when it was approved.
    #[error("the linter warns of something that nobody has accepted")]
    Unaccepted,
    /// Somebody changed the term, or took it out, after it was looked at.
    #[error("somebody changed this in the meantime")]
    TermMoved,
    /// There is no such case, or it was decided.
    #[error("there is no such case that waits to be decided")]
    NoCase,
    /// Time was over for the case: the answer is no.
    #[error("time was over for this case, so that the answer is no")]
    CaseOver,
    /// So many cases of this customer wait that no more are opened.
    #[error(
        "{} such cases of this customer are open: decide them first",
        crate::guard::OPEN_CASES
    )]
    TooManyCases,
    /// Somebody changed a red line after it was looked at.
    #[error("somebody changed this red line in the meantime")]
    LinesMoved,
    /// This takes something away from a red line, or says it in a language for the first time, and nobody
    /// else agreed.
    #[error(
        "this weakens a red line: somebody else must agree, and customers read it 30 days before"
    )]
    NotAgreed,
    /// The term is in use.
    #[error("this is used by {}", list(by))]
    TermUsed {
        /// The propositions that use it.
        by: Vec<Slug>,
    },
    /// A red line holds of the term, and would hold of it no more.
    #[error("the red line `{by}` holds of this: change it first")]
    TermRuled {
        /// The line.
        by: Slug,
    },
}

fn list(keys: &[Slug]) -> String {
    let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

impl Refusal {
    /// An [`Refusal::Invalid`].
    #[must_use]
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid {
            field: field.into(),
            message: message.into(),
        }
    }
}
