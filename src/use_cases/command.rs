//! What can be asked of the one writer.

use std::sync::Arc;

use super::{
    CaseWish, Due, ImportLine, Listing, Publish, PutCustomer, RedLineEdit, RegistryEdit, Remember,
    Ruling, SituationWish,
};
use crate::catalogue::Slug;
use crate::consent::{Choice, Evidence, Identifier, RejectedGuess, Rejection, Switch, Toggles};
use crate::guard::{Guess, RedLines, Situation};
use crate::id::{CaseId, CustomerId};
use crate::ledger::tree::Hash;

/// Something that changes consent, its meaning, or whom it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Set toggles of one exchange for one customer.
    Choose(CustomerId, Choice),
    /// As [`Self::Choose`], of a customer who was told that her browser asks not to sell or share
    /// and that this does, and who wants it all the same.
    ChooseInSpite(CustomerId, Choice),
    /// Heed a customer's browser that asks not to sell or share.
    HeedSignal(CustomerId),
    /// Turn off every exchange of one customer that is on.
    TurnEverythingOff(CustomerId),
    /// Stop all use and keep the answers.
    Pause(CustomerId),
    /// End the pause.
    /// What takes it back on somebody's word says how it is known.
    Resume(CustomerId, Option<Evidence>),
    /// Create a customer, or add to what is known of her.
    PutCustomer(PutCustomer),
    /// Take an identifier away from a customer.
    RemoveIdentifier(CustomerId, Identifier),
    /// Publish a version.
    Publish(Box<Publish>),
    /// Stop a proposition, for a reason.
    Retire(Slug, String),
    /// Change the registry of purposes and data categories.
    EditRegistry(Box<RegistryEdit>),
    /// Take over one line of an import.
    Import(Box<ImportLine>),
    /// A person decides about one customer, or no longer has to.
    /// What takes that back on somebody's word says how it is known.
    SayHumanOnly(CustomerId, bool, Option<Evidence>),
    /// A customer comes into a situation, or out of it.
    /// What takes that back on somebody's word says how it is known.
    SaySituation(CustomerId, Situation, SituationWish, Option<Evidence>),
    /// A customer does not want the guess with that key, of which that is known.
    RejectInference(CustomerId, Slug, Rejection, RejectedGuess),
    /// Reject the keys of these guesses about a customer, as far as she rejected what they say.
    RejectAlike(CustomerId, Vec<Guess>),
    /// Open a case, or join the one about the same.
    OpenCase(CustomerId, Box<CaseWish>),
    /// Decide a case.
    DecideCase(CustomerId, Box<Ruling>),
    /// Say that time was over for a case.
    TimeOutCase(CustomerId, CaseId),
    /// Draw, change or take away red lines.
    DrawRedLines(Box<RedLineEdit>),
    /// Make the red lines be those: as they are on the live side.
    MirrorRedLines(Arc<RedLines>),
    /// Announce what the fold already says.
    Announce(Due),
    /// Say that so many decisions of machines are sealed under this root.
    SealDecisions(u64, Hash),
    /// Two records are one customer's: the first stays, the second is merged into it.
    Merge(CustomerId, CustomerId),
    /// They are two people's after all: the second is set apart from the first again.
    Split(CustomerId, CustomerId),
    /// Erase a customer.
    Erase(CustomerId, Remember),
    /// Let somebody come back who was erased, and known by this identifier; with how her wish is
    /// known.
    Readmit(Identifier, Evidence),
    /// Destroy a customer's records of an exchange, where their time is over.
    Forget(CustomerId, Slug),
    /// Do that, if each of these names leads to that customer still: whoever looked for somebody by a
    /// name must not reach another one, to whom it was given meanwhile.
    Named(Vec<(Identifier, CustomerId)>, Box<Command>),
    /// Do that, and where it has an entry, say so in the list of who did what: in the same transaction, so
    /// that no crash comes between the two.
    Listed(Box<Listing>, Box<Command>),
}

impl Command {
    /// The customer that it is about, where one is named by her id.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Choose(id, _)
            | Self::ChooseInSpite(id, _)
            | Self::HeedSignal(id)
            | Self::TurnEverythingOff(id)
            | Self::Pause(id)
            | Self::Resume(id, _)
            | Self::RemoveIdentifier(id, _)
            | Self::Merge(id, _)
            | Self::Split(id, _)
            | Self::SayHumanOnly(id, ..)
            | Self::SaySituation(id, ..)
            | Self::RejectInference(id, ..)
            | Self::RejectAlike(id, _)
            | Self::OpenCase(id, _)
            | Self::DecideCase(id, _)
            | Self::TimeOutCase(id, _)
            | Self::Erase(id, _)
            | Self::Forget(id, _) => Some(*id),
            Self::Announce(due) => Some(due.customer),
            Self::Named(_, command) | Self::Listed(_, command) => command.customer(),
            Self::PutCustomer(_)
            | Self::Publish(_)
            | Self::Retire(..)
            | Self::EditRegistry(_)
            | Self::DrawRedLines(_)
            | Self::MirrorRedLines(_)
            | Self::SealDecisions(..)
            | Self::Readmit(..)
            | Self::Import(_) => None,
        }
    }

    /// Its place within one commit group: *off* comes last, so that it wins over an *on* that
    /// arrived at the same time (rule 3).
    #[must_use]
    pub fn rank(&self) -> u8 {
        let has = |toggles: &Toggles, to| toggles.values().any(|switch| *switch == to);
        match self {
            Self::TurnEverythingOff(_)
            | Self::HeedSignal(_)
            | Self::Pause(_)
            | Self::SayHumanOnly(_, true, _)
            | Self::SaySituation(_, _, SituationWish::Enter(None), _)
            | Self::RejectInference(..)
            | Self::RejectAlike(..)
            | Self::Retire(..) => 3,
            // What arrived with it was meant for one of the two; then the stricter of both counts.
            Self::Merge(..) => 3,
            Self::Choose(_, choice) | Self::ChooseInSpite(_, choice)
                if !has(&choice.toggles, Switch::On) =>
            {
                3
            }
            Self::Import(line) if line.narrows() => 3,
            // It may end sooner than what arrived with it says that has no end.
            Self::SaySituation(_, _, SituationWish::Enter(Some(_)), _) => 2,
            // On for one thing and off for another: behind what is only on.
            Self::Choose(_, choice) | Self::ChooseInSpite(_, choice)
                if has(&choice.toggles, Switch::Off) =>
            {
                2
            }
            Self::Choose(..) | Self::ChooseInSpite(..) | Self::Resume(..) => 1,
            Self::PutCustomer(_)
            | Self::RemoveIdentifier(..)
            | Self::Publish(_)
            | Self::EditRegistry(_)
            | Self::DrawRedLines(_)
            | Self::MirrorRedLines(_)
            | Self::SayHumanOnly(_, false, _)
            | Self::SaySituation(_, _, SituationWish::Leave, _)
            | Self::OpenCase(..)
            | Self::DecideCase(..)
            | Self::TimeOutCase(..)
            | Self::Import(_)
            | Self::Announce(_)
            | Self::SealDecisions(..)
            | Self::Erase(..)
            | Self::Split(..)
            | Self::Readmit(..)
            | Self::Forget(..) => 0,
            Self::Named(_, command) | Self::Listed(_, command) => command.rank(),
        }
    }

    /// Whether it destroys entries. The writer does such a command alone, once it knows where the
    /// customer's entries are.
    #[must_use]
    pub fn destroys(&self) -> Option<CustomerId> {
        match self {
            Self::Erase(id, _) | Self::Forget(id, _) => Some(*id),
            Self::Named(_, command) | Self::Listed(_, command) => command.destroys(),
            _ => None,
        }
    }
}
