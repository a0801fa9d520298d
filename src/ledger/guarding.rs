//! What entries say about machines, and about what people decide.

use serde::{Deserialize, Serialize};

use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::{ActorKind, ActorRef, Evidence, Likeness, Rejection, Route};
use crate::guard::{Matter, Model, Outcome, RedLine, Situation};
use crate::id::{AccountId, CaseId, CustomerId, ReceiptId};

/// Red lines that were drawn, changed or taken away: all of it at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedLinesChanged {
    /// In order.
    pub lines: Vec<LineChange>,
    /// From when it holds: at once, or once customers have known of it for long enough.
    pub from: Timestamp,
    /// Why, in words.
    pub reason: String,
    /// Who did it.
    pub actor: ActorRef,
    /// Who else agreed, where something was weakened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<AccountId>,
}

/// A change of one red line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// It is new, or takes the place of the one with its key.
    Put(Box<RedLine>),
    /// It is gone.
    Remove(Slug),
}

impl LineChange {
    /// Which line.
    #[must_use]
    pub fn key(&self) -> &Slug {
        match self {
            Self::Put(line) => &line.key,
            Self::Remove(key) => key,
        }
    }
}

/// A customer's situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationSaid {
    /// Whose.
    pub customer: CustomerId,
    /// Which.
    pub situation: Situation,
    /// Whether she came out of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_over: bool,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Who said so.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
    /// How it is known, where somebody else says that she came out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// What the customer keeps of it, where she said it herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptId>,
}

/// A guess that a customer does not want: it is gone, and nobody may make it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferenceRejected {
    /// Whose.
    pub customer: CustomerId,
    /// Which guess.
    pub key: Slug,
    /// What she says of it.
    pub rejection: Rejection,
    /// By what it is known again under another key. None where nobody knew what it said, and in entries of
    /// programs that did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<Likeness>,
    /// What made it, as far as that is known: it counts against them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Model>,
    /// What she keeps of it.
    pub receipt: ReceiptId,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOpened {
    /// Whose.
    pub customer: CustomerId,
    /// Its id.
    pub case: CaseId,
    /// What it is about.
    pub matter: Matter,
    /// Who works it.
    pub team: Slug,
    /// The moment at which it is too late.
    pub due_at: Timestamp,
    /// Who asked.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDecided {
    /// Whose.
    pub customer: CustomerId,
    /// Which case.
    pub case: CaseId,
    /// What sort of work it was, and about what.
    pub matter: Matter,
    /// Allow or deny; of a contest, whether the decision falls: then allow.
    pub outcome: Outcome,
    /// Why, in words that the customer reads. Empty where no person said what counts.
    pub reason: String,
    /// Whether it is otherwise than the machine proposed, where it proposed something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrides: Option<bool>,
    /// Whether nobody decided in time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub timed_out: bool,
    /// Whether a person said yes, and what was asked had become a no before that was written down:
    /// then no counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied_meanwhile: bool,
    /// The second person, where two had to agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<AccountId>,
    /// By which name or number the CRM knows the person who decided there, where a program says that one
    /// did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Who decided.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

impl CaseDecided {
    /// Whether a program says that a person decided: nobody here saw it.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.actor.kind == ActorKind::Client
    }
}

/// Decisions of machines that were sealed: from here on nobody can change one of them, add one or take
/// one out unnoticed. It says nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionsSealed {
    /// How many.
    pub count: u64,
    /// The root over their leaves (RFC 6962, 2.1), in hexadecimal; see [`crate::decision::Batch`].
    pub root: String,
}
