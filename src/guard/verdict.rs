//! The answer to "may I?", with the reasons that decided it.

use std::collections::BTreeSet;

use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::consent::Toggle;
use crate::id::ReceiptId;

vocabulary! {
    /// The answer itself.
    Outcome {
        /// Go ahead.
        Allow = "allow",
        /// Do not.
        Deny = "deny",
        /// A person must decide.
        Escalate = "escalate",
    }
}

vocabulary! {
    /// Why. Stable: clients branch on it.
    Code {
        /// A live, active grant covers all of it.
        Granted = "granted",
        /// Another legal basis than consent covers it.
        LegalBasis = "legal_basis",
        /// The customer never said yes.
        NoGrant = "no_grant",
        /// The customer took the yes back.
        Withdrawn = "withdrawn",
        /// The customer paused everything.
        Paused = "paused",
        /// The grant ran out.
        Expired = "expired",
        /// The exchange changed and waits for a new answer.
        NeedsAnswer = "needs_answer",
        /// The exchange is on, this facet is off.
        FacetOff = "facet_off",
        /// The customer objected.
        Objected = "objected",
        /// The customer's browser asks not to sell or share (Global Privacy Control).
        SignalGpc = "signal_gpc",
        /// No live exchange for this purpose uses this data.
        DataNotCovered = "data_not_covered",
        /// No live exchange for this purpose uses this channel.
        ChannelNotCovered = "channel_not_covered",
        /// No live exchange for this purpose has this AI use.
        AiNotCovered = "ai_not_covered",
        /// No such guess about the customer counts for this purpose: nobody told one, or she took away
        /// what it rests on, or does not want it made.
        InferenceNotCovered = "inference_not_covered",
        /// Nobody is known by this reference.
        UnknownCustomer = "unknown_customer",
        /// The customer was erased.
        Erased = "erased",
        /// The registry has no such purpose.
        UnknownPurpose = "unknown_purpose",
        /// The registry has no such data category.
        UnknownData = "unknown_data",
        /// A red line stops it, or gives it to a person.
        RedLine = "red_line",
        /// The customer said that a person decides about her.
        HumanOnly = "human_only",
        /// Nobody registered the model that would decide, or this version of it.
        UnknownModel = "unknown_model",
        /// Too few decisions of the model are explained: it decides no more, or a person does.
        BelowBar = "below_bar",
    }
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// Why.
    pub code: Code,
    /// The toggle that it is about.
    pub toggle: Option<Toggle>,
    /// The exchange that it is about.
    pub proposition: Option<Slug>,
    /// The red line that it is about.
    pub red_line: Option<Slug>,
    /// The guess that it is about, by its key.
    pub inference: Option<Slug>,
    /// Since when.
    pub since: Option<Timestamp>,
}

vocabulary! {
    /// What sort of rule decided.
    DecidedByKind {
        /// The customer's consent state.
        Consent = "consent",
        /// Another legal basis.
        LegalBasis = "legal_basis",
        /// Nothing allows it: silence is a no.
        Default = "default",
        /// A red line, which beats consent.
        RedLine = "red_line",
        /// The customer's wish that a person decides about her.
        HumanOnly = "human_only",
        /// How the model does that would decide.
        Model = "model",
    }
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DecidedBy {
    /// What sort of rule.
    pub kind: DecidedByKind,
    /// The exchange, where one decided.
    pub proposition: Option<Slug>,
    /// Its live version.
    pub version: Option<u32>,
    /// The red line, where one decided.
    pub red_line: Option<Slug>,
}

impl DecidedBy {
    /// That sort of rule, and no more is known of it.
    #[must_use]
    pub fn of(kind: DecidedByKind) -> Self {
        Self {
            kind,
            proposition: None,
            version: None,
            red_line: None,
        }
    }
}

/// Who has to decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Escalation {
    /// Which team.
    pub team: Slug,
    /// The red lines because of which.
    pub red_lines: BTreeSet<Slug>,
}

/// The grant that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    /// The version that was granted.
    pub version: u32,
    /// When.
    pub granted_at: Timestamp,
    /// When it runs out.
    pub expires_at: Timestamp,
    /// What the customer has of it.
    pub receipt: ReceiptId,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// The answer itself.
    pub outcome: Outcome,
    /// Why; the first reason is the one that decided.
    pub reasons: Vec<Reason>,
    /// What decided.
    pub decided_by: DecidedBy,
    /// The grant, where one allows.
    pub grant: Option<Grant>,
    /// Who has to decide, where a person has to.
    pub escalation: Option<Escalation>,
    /// For how many seconds a caller may reuse the answer at most.
    pub max_age_s: u32,
}
