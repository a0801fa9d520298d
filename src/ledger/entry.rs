//! What an entry says. A closed, versioned format: fields are added with defaults, never changed.

use serde::{Deserialize, Serialize};

use super::EntryKind;
use super::guarding::{
    CaseDecided, CaseOpened, DecisionsSealed, InferenceRejected, RedLinesChanged, SituationSaid,
};
use crate::catalogue::{ChangeClass, Document, Slug, Term, TermKey};
use crate::clock::Timestamp;
use crate::consent::{
    ActorRef, Changed, Conflict, Evidence, Facts, Guarded, Kept, Route, Signal, Source, Toggles,
    Which,
};
use crate::id::{AccountId, CustomerId, ReceiptId};

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place; dense, from 0.
    pub index: u64,
    /// When it was appended. Never earlier than the entry before.
    pub at: Timestamp,
    /// What it says.
    pub body: Body,
}

/// What an entry says. Written with its tag first, on which [`super::unseal`] relies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "body", rename_all = "snake_case")]
pub enum Body {
    /// Names the log.
    Genesis(Genesis),
    /// A choice.
    Chosen(Chosen),
    /// A customer paused everything.
    Paused(Whole),
    /// A customer ended the pause.
    Resumed(Whole),
    /// A customer's browser asked not to sell or share. What follows from it for an exchange that
    /// was on is a choice of its own behind it, with the route `signal`.
    Signalled(Whole),
    /// Says what the fold says already.
    Announced(Announced),
    /// The records of an exchange were destroyed.
    Forgotten(Forgotten),
    /// A version went live.
    Published(Box<Published>),
    /// A proposition was stopped.
    Retired(Retired),
    /// A customer was erased.
    Erased(Erased),
    /// A customer who was erased may come back.
    Readmitted(Readmitted),
    /// Two records turned out to be one customer's.
    Merged(Box<Merged>),
    /// Two records that had been merged were set apart again.
    Split(Box<Split>),
    /// The registry changed.
    Registry(Box<RegistryChanged>),
    /// The red lines changed.
    RedLines(Box<RedLinesChanged>),
    /// A person decides about her.
    HumanOnly(Whole),
    /// No longer.
    HumanOnlyEnded(Whole),
    /// A customer came into a situation, or out of it.
    Situation(SituationSaid),
    /// A guess is wrong, or not to be made.
    InferenceRejected(InferenceRejected),
    /// Something waits for a person.
    CaseOpened(Box<CaseOpened>),
    /// It was decided.
    CaseDecided(Box<CaseDecided>),
    /// What machines decided was sealed.
    DecisionsSealed(DecisionsSealed),
    /// What stood here was destroyed, and only its kind is known. Never written.
    #[serde(skip)]
    Destroyed(EntryKind),
}

/// Leaf 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// 16 random bytes, in hexadecimal: which log this is.
    pub log: String,
}

/// A choice, with its effects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Granted, refused, withdrawn or a facet changed.
    pub kind: EntryKind,
    /// Whose.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: Slug,
    /// The version that was shown.
    pub version: u32,
    /// SHA-256 of that version's document, in hexadecimal.
    pub shown: String,
    /// What was asked for and what follows from it.
    pub toggles: Toggles,
    /// Where those toggles stood before.
    pub previous: Toggles,
    /// When what is on here runs out.
    #[serde(rename = "expires_at")]
    pub expires_at: Timestamp,
    /// What the decision rests on.
    pub source: Source,
    /// What the customer keeps of it.
    pub receipt: ReceiptId,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
    /// The language that it was shown in (BCP 47), where that is not the proposition's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// How the wish is known, where the customer did not press the switch herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// Something about all of a customer's exchanges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// Whose.
    pub customer: CustomerId,
    /// What the customer keeps of it.
    pub receipt: ReceiptId,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
    /// How the wish is known, where the customer did not say so herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// What time or a publication did to a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Expired or needs a new answer.
    pub kind: EntryKind,
    /// Whose.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: Slug,
    /// The version that was granted.
    pub version: u32,
    /// The toggles that no longer count.
    pub toggles: Toggles,
    /// Where they stood before.
    pub previous: Toggles,
}

/// The records of an exchange whose time was over (see
/// [`crate::catalogue::Document::retention_months`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// Whose.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: Slug,
    /// How many entries were destroyed.
    pub entries: u64,
}

/// The end of a customer: what stays of her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Her id, which is random, so that whoever knew her by it learns that she is gone.
    pub customer: CustomerId,
    /// How many of her entries are destroyed, those counted that were forgotten before.
    pub entries: u64,
    /// Keyed digests of her identifiers, in hexadecimal, where she is not to come back.
    pub suppressed: Vec<String>,
    /// What she keeps of it.
    pub receipt: ReceiptId,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// The end of a suppression: whoever was erased may come back, by each of the names by which she was
/// to be refused. Nothing of what was destroyed comes back with her, and she is somebody new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readmitted {
    /// Her id of then.
    pub customer: CustomerId,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// Two records that turned out to be one customer's. It stands among the entries of the one that
/// stays; see [`crate::consent::join`] for what counts from here on.
///
/// The entries of the other record stay what they are, under its own id and key: nothing that was
/// said before is written anew, and what was whose can be told apart as long as she is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// Her id from here on.
    pub customer: CustomerId,
    /// The id of the record that goes; it leads to her from here on.
    pub from: CustomerId,
    /// What leads to her from here on that led to the record that goes: digests of its identifiers, each
    /// with the key of the record that it came with ([`Customer::recognises`]). By them they go back when
    /// the two are set apart; and once that record is erased, nothing here tells what it was called.
    ///
    /// [`Customer::recognises`]: crate::consent::Customer::recognises
    pub called: Vec<String>,
    /// What was known of her beside her answers, before anything of another record's was taken for hers.
    /// None where something is already: then an earlier merge says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// What is on or off otherwise than it was for the record that stays, by exchange.
    pub changes: Vec<Changed>,
    /// What was on in one record and off in the other, and so is off.
    pub conflicts: Vec<Conflict>,
    /// In which of the two everything was paused, where it was in one alone: everything is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Which>,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// Two records that had been merged, and were set apart again: they are two people's.
///
/// It is said twice, once among the entries of each, for each must stay whole when the other one is
/// erased: what follows for this record follows from its own entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Whose record this is about.
    pub customer: CustomerId,
    /// The other one.
    pub other: CustomerId,
    /// Whether this one had stayed, or had gone into the other.
    pub which: Which,
    /// The records that are set apart: the other one, and what had been merged into that before. None
    /// where this is the one that had gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<CustomerId>,
    /// For the record that had gone: what stands otherwise than it had said by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Kept>,
    /// For the record that had gone: since when everything is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<Timestamp>,
    /// For the record that had gone: when that was said last. None in an entry of an older program, and
    /// then it is `paused_since`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause_said: Option<Timestamp>,
    /// For the record that had gone: whether that was said while the two were one, so that it counts for
    /// the records that are merged into this one as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused_meanwhile: bool,
    /// For the record that had gone: the browser's wish not to sell or share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpc: Option<Signal>,
    /// What was said beside the switches of the two together: of what protects, each keeps all.
    #[serde(default, skip_serializing_if = "Guarded::is_empty")]
    pub guarded: Guarded,
    /// As `paused_meanwhile`, of that wish.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signalled_meanwhile: bool,
    /// Who did it.
    pub actor: ActorRef,
    /// By which way.
    pub route: Route,
}

/// A version that went live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Its number.
    pub version: u32,
    /// How it differs from the version before.
    pub class: ChangeClass,
    /// Word for word.
    pub document: Document,
    /// Who published it.
    pub actor: ActorRef,
    /// Who approved it, where somebody had to; never one of those who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<AccountId>,
}

/// The end of a proposition: from here on it is asked of nobody and allows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// Which.
    pub proposition: Slug,
    /// The version that was live.
    pub version: u32,
    /// Why, in words.
    pub reason: String,
    /// Who stopped it.
    pub actor: ActorRef,
}

/// Purposes and data categories that were added, changed or removed: all of it at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryChanged {
    /// In order.
    pub changes: Vec<TermChange>,
    /// Who did it.
    pub actor: ActorRef,
}

/// A change of one term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermChange {
    /// It is new, or takes the place of the one with its key.
    Put(Term),
    /// It is gone.
    Remove(TermKey),
}

impl TermChange {
    /// Which term.
    #[must_use]
    pub fn key(&self) -> TermKey {
        match self {
            Self::Put(term) => term.key(),
            Self::Remove(key) => key.clone(),
        }
    }
}

/// What changes the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CatalogueChange {
    /// A version went live.
    Published(Box<Published>),
    /// A proposition was stopped.
    Retired(Retired),
    /// The registry changed.
    Registry(Box<RegistryChanged>),
    /// The red lines changed.
    RedLines(Box<RedLinesChanged>),
}

impl CatalogueChange {
    /// What the entry says about the catalogue, where it says something.
    #[must_use]
    pub fn of(body: &Body) -> Option<Self> {
        match body {
            Body::Published(published) => Some(Self::Published(published.clone())),
            Body::Retired(retired) => Some(Self::Retired(retired.clone())),
            Body::Registry(changed) => Some(Self::Registry(changed.clone())),
            Body::RedLines(changed) => Some(Self::RedLines(changed.clone())),
            _ => None,
        }
    }
}

/// The stored bytes are no entry that this program knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} cannot be read: {why}")]
pub struct Undecodable {
    /// The entry's place.
    pub index: u64,
    /// What is wrong.
    pub why: String,
}

impl Body {
    /// Its type.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Genesis(_) => EntryKind::Genesis,
            Self::Chosen(chosen) => chosen.kind,
            Self::Paused(_) => EntryKind::Paused,
            Self::Resumed(_) => EntryKind::Resumed,
            Self::Signalled(_) => EntryKind::SignalGpc,
            Self::Announced(announced) => announced.kind,
            Self::Forgotten(_) => EntryKind::Forgotten,
            Self::Published(_) => EntryKind::Published,
            Self::Retired(_) => EntryKind::Retired,
            Self::Registry(_) => EntryKind::RegistryChanged,
            Self::RedLines(_) => EntryKind::RedLinesChanged,
            Self::HumanOnly(_) => EntryKind::HumanOnly,
            Self::HumanOnlyEnded(_) => EntryKind::HumanOnlyEnded,
            Self::Situation(_) => EntryKind::Situation,
            Self::InferenceRejected(_) => EntryKind::InferenceRejected,
            Self::CaseOpened(_) => EntryKind::CaseOpened,
            Self::CaseDecided(_) => EntryKind::CaseDecided,
            Self::DecisionsSealed(_) => EntryKind::DecisionsSealed,
            Self::Merged(_) => EntryKind::Merged,
            Self::Split(_) => EntryKind::Split,
            Self::Erased(_) => EntryKind::Erased,
            Self::Readmitted(_) => EntryKind::Readmitted,
            Self::Destroyed(kind) => *kind,
        }
    }

    /// Whose entry it is, where it is somebody's. One about an erasure is nobody's any more; see
    /// [`Self::about`].
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Genesis(_)
            | Self::Published(_)
            | Self::Retired(_)
            | Self::Registry(_)
            | Self::RedLines(_)
            | Self::DecisionsSealed(_)
            | Self::Erased(_)
            | Self::Readmitted(_)
            | Self::Destroyed(_) => None,
            Self::Forgotten(forgotten) => Some(forgotten.customer),
            Self::Chosen(chosen) => Some(chosen.customer),
            Self::Paused(whole)
            | Self::Resumed(whole)
            | Self::Signalled(whole)
            | Self::HumanOnly(whole)
            | Self::HumanOnlyEnded(whole) => Some(whole.customer),
            Self::Situation(said) => Some(said.customer),
            Self::InferenceRejected(rejected) => Some(rejected.customer),
            Self::CaseOpened(opened) => Some(opened.customer),
            Self::CaseDecided(decided) => Some(decided.customer),
            Self::Announced(announced) => Some(announced.customer),
            Self::Merged(merged) => Some(merged.customer),
            Self::Split(split) => Some(split.customer),
        }
    }

    /// Which customer it names, erased or not.
    #[must_use]
    pub fn about(&self) -> Option<CustomerId> {
        match self {
            Self::Erased(erased) => Some(erased.customer),
            Self::Readmitted(readmitted) => Some(readmitted.customer),
            other => other.customer(),
        }
    }

    /// What the customer keeps of it, where she keeps something.
    #[must_use]
    pub fn receipt(&self) -> Option<ReceiptId> {
        match self {
            Self::Chosen(chosen) => Some(chosen.receipt),
            Self::Paused(whole)
            | Self::Resumed(whole)
            | Self::Signalled(whole)
            | Self::HumanOnly(whole)
            | Self::HumanOnlyEnded(whole) => Some(whole.receipt),
            Self::InferenceRejected(rejected) => Some(rejected.receipt),
            Self::Situation(said) => said.receipt,
            Self::Erased(erased) => Some(erased.receipt),
            Self::Genesis(_)
            | Self::RedLines(_)
            | Self::DecisionsSealed(_)
            | Self::CaseOpened(_)
            | Self::CaseDecided(_)
            | Self::Announced(_)
            | Self::Forgotten(_)
            | Self::Published(_)
            | Self::Retired(_)
            | Self::Registry(_)
            | Self::Readmitted(_)
            | Self::Merged(_)
            | Self::Split(_)
            | Self::Destroyed(_) => None,
        }
    }

    /// Which proposition it is about, where it is about one.
    #[must_use]
    pub fn proposition(&self) -> Option<&Slug> {
        match self {
            Self::Genesis(_)
            | Self::Paused(_)
            | Self::Resumed(_)
            | Self::Signalled(_)
            | Self::Registry(_)
            | Self::RedLines(_)
            | Self::DecisionsSealed(_)
            | Self::HumanOnly(_)
            | Self::HumanOnlyEnded(_)
            | Self::Situation(_)
            | Self::InferenceRejected(_)
            | Self::CaseOpened(_)
            | Self::CaseDecided(_)
            | Self::Erased(_)
            | Self::Readmitted(_)
            | Self::Merged(_)
            | Self::Split(_)
            | Self::Destroyed(_) => None,
            Self::Forgotten(forgotten) => Some(&forgotten.proposition),
            Self::Chosen(chosen) => Some(&chosen.proposition),
            Self::Announced(announced) => Some(&announced.proposition),
            Self::Published(published) => Some(&published.document.key),
            Self::Retired(retired) => Some(&retired.proposition),
        }
    }
}
