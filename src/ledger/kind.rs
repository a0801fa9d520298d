//! The types of entries.

use crate::catalogue::words::vocabulary;

vocabulary! {
    /// The type of an entry, as the change feed names it.
    EntryKind {
        /// Leaf 0: names the log.
        Genesis = "log.genesis",
        /// An exchange was turned on.
        Granted = "consent.granted",
        /// An exchange was refused without having been on.
        Refused = "consent.refused",
        /// An exchange that was on was turned off.
        Withdrawn = "consent.withdrawn",
        /// Facets were turned on or off.
        FacetChanged = "consent.facet_changed",
        /// Everything was paused.
        Paused = "consent.paused",
        /// The pause ended.
        Resumed = "consent.resumed",
        /// A grant ran out.
        Expired = "consent.expired",
        /// A grant needs a new answer.
        NeedsAnswer = "consent.needs_answer",
        /// The records of an exchange were destroyed, because their time was over.
        Forgotten = "consent.forgotten",
        /// A browser asked not to sell or share (Global Privacy Control).
        SignalGpc = "signal.gpc",
        /// A version went live.
        Published = "proposition.published",
        /// A proposition was stopped.
        Retired = "proposition.retired",
        /// A customer was erased.
        Erased = "customer.erased",
        /// A customer who was erased may come back.
        Readmitted = "customer.readmitted",
        /// Two records turned out to be one customer's.
        Merged = "customer.merged",
        /// Two records that had been merged were set apart again.
        Split = "customer.split",
        /// Purposes or data categories were added, changed or removed.
        RegistryChanged = "registry.changed",
        /// Red lines were drawn, changed or taken away.
        RedLinesChanged = "red_line.changed",
        /// A customer said that a person decides about her.
        HumanOnly = "human_only.on",
        /// She no longer says so.
        HumanOnlyEnded = "human_only.off",
        /// A customer came into a situation that calls for care, or out of it.
        Situation = "customer.situation",
        /// A customer said that a guess is wrong, or not to be made.
        InferenceRejected = "inference.rejected",
        /// Something waits for a person to decide it.
        CaseOpened = "case.opened",
        /// A person decided it, or time was over.
        CaseDecided = "case.decided",
        /// What machines decided was sealed: the root over many decisions.
        DecisionsSealed = "decisions.sealed",
    }
}

impl EntryKind {
    /// Its byte in the leaf. Never reused.
    #[must_use]
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Genesis => 0,
            Self::Granted => 1,
            Self::Refused => 2,
            Self::Withdrawn => 3,
            Self::FacetChanged => 4,
            Self::Paused => 5,
            Self::Resumed => 6,
            Self::Expired => 7,
            Self::NeedsAnswer => 8,
            Self::Forgotten => 9,
            Self::Published => 16,
            Self::Erased => 17,
            Self::Retired => 18,
            Self::RegistryChanged => 19,
            Self::Readmitted => 20,
            Self::Merged => 21,
            Self::Split => 22,
            Self::RedLinesChanged => 23,
            Self::HumanOnly => 24,
            Self::HumanOnlyEnded => 25,
            Self::Situation => 26,
            Self::InferenceRejected => 27,
            Self::CaseOpened => 28,
            Self::CaseDecided => 29,
            Self::DecisionsSealed => 30,
            Self::SignalGpc => 32,
        }
    }

    /// The kind with that byte in the leaf.
    #[must_use]
    pub(crate) fn of_code(code: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}
