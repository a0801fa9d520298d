//! A file per verb. Each authorises first, then decides from the state alone; the one writer
//! runs them in ledger order, so that a decision never rests on a state that has moved.

mod announce;
mod answer;
mod as_it_was;
mod asked;
mod choose;
mod clients;
mod comparison;
mod edit_registry;
mod erase;
mod forget;
mod held;
mod impact;
mod import;
mod leave;
mod lint;
mod merge;
mod numbers;
mod own;
mod pause;
mod ports;
mod publish;
mod put_customer;
mod read;
mod readmit;
mod receipt;
mod refusal;
mod registry;
mod report;
mod retire;
mod review;
mod sample;
mod signal;
mod so_far;
mod split;
#[cfg(test)]
mod stories;
mod studio;
mod take_terms;
mod team;
pub mod test_customers;
mod timeline;
mod together;
mod webhooks;
mod world;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use announce::Due;
pub use as_it_was::{AsItWas, NotKnown, as_it_was};
pub use clients::{
    ApiClients, CLIENTS, ClientWish, DAY_S, KnownClient, NoClient, SECRETS, client_secret,
    present_mark,
};
pub use comparison::{Compared, NoComparison};
pub use edit_registry::RegistryEdit;
pub use erase::{Remember, Trace};
pub use forget::over_at;
pub use held::held;
pub use impact::Impact;
pub use import::{ImportLine, PastChoice, Remark};
pub use leave::{Holding, erase};
pub use lint::{House, findings};
pub use numbers::{Counted, kept_so_far};
pub use own::{Checked, InLog};
pub use ports::Ports;
pub use publish::{Approval, Publish};
pub use put_customer::PutCustomer;
pub use read::{HistoryItem, Mutual, MyExchange, MyExchanges, Reading, Said};
pub use receipt::{Kept, reached, receipt};
pub use refusal::Refusal;
pub use registry::{Listed, Usage};
pub use report::{Coming, Reporting, UsageClaim, ValueClaim, report_usage, report_value};
pub use review::NoStep;
pub use sample::{Stand, sample};
pub use so_far::{ValueSoFar, value_so_far};
pub use studio::{Preview, RESERVED_KEYS, StudioItem, Talk};
pub use take_terms::{Fate, TermDifference, TermFate, TermLine, TermPlan, TermRead};
pub use timeline::{Cursor, Happening, Show, TimelineItem, TimelinePage};
pub use webhooks::{DELIVERIES, ENDPOINTS, EndpointWish, NoWebhook, Request, Watched, Webhooks};
pub use world::World;

use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{ChangeClass, Slug};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::{
    Choice, Conflict, Customer, Evidence, ExchangeView, Identifier, Route, Which,
};
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::Body;

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
    Resume(CustomerId),
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
    /// Announce what the fold already says.
    Announce(Due),
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
            | Self::Resume(id)
            | Self::RemoveIdentifier(id, _)
            | Self::Merge(id, _)
            | Self::Split(id, _)
            | Self::Erase(id, _)
            | Self::Forget(id, _) => Some(*id),
            Self::Announce(due) => Some(due.customer),
            Self::PutCustomer(_)
            | Self::Publish(_)
            | Self::Retire(..)
            | Self::EditRegistry(_)
            | Self::Readmit(..)
            | Self::Import(_) => None,
        }
    }

    /// Its place within one commit group: *off* comes last, so that it wins over an *on* that
    /// arrived at the same time (rule 3).
    #[must_use]
    pub fn rank(&self) -> u8 {
        use crate::consent::{Switch, Toggles};

        let has = |toggles: &Toggles, to| toggles.values().any(|switch| *switch == to);
        match self {
            Self::TurnEverythingOff(_)
            | Self::HeedSignal(_)
            | Self::Pause(_)
            | Self::Retire(..) => 3,
            // What arrived with it was meant for one of the two; then the stricter of both counts.
            Self::Merge(..) => 3,
            Self::Choose(_, choice) | Self::ChooseInSpite(_, choice)
                if !has(&choice.toggles, Switch::On) =>
            {
                3
            }
            Self::Import(line) if line.narrows() => 3,
            // On for one thing and off for another: behind what is only on.
            Self::Choose(_, choice) | Self::ChooseInSpite(_, choice)
                if has(&choice.toggles, Switch::Off) =>
            {
                2
            }
            Self::Choose(..) | Self::ChooseInSpite(..) | Self::Resume(_) => 1,
            Self::PutCustomer(_)
            | Self::RemoveIdentifier(..)
            | Self::Publish(_)
            | Self::EditRegistry(_)
            | Self::Import(_)
            | Self::Announce(_)
            | Self::Erase(..)
            | Self::Split(..)
            | Self::Readmit(..)
            | Self::Forget(..) => 0,
        }
    }

    /// Whether it destroys entries. The writer does such a command alone, once it knows where the
    /// customer's entries are.
    #[must_use]
    pub fn destroys(&self) -> Option<CustomerId> {
        match self {
            Self::Erase(id, _) | Self::Forget(id, _) => Some(*id),
            _ => None,
        }
    }
}

/// What came of a command. Also the stored form of an answer that is given again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A choice was stored.
    Chosen {
        /// Its ledger index.
        index: u64,
        /// What the customer keeps of it.
        receipt: ReceiptId,
        /// The exchange after it.
        exchange: ExchangeView,
    },
    /// Every exchange that was on is off.
    EverythingOff {
        /// The ledger indices; none where nothing was on.
        indices: Vec<u64>,
    },
    /// Her browser's wish is heeded.
    Signalled {
        /// The ledger indices; none where nothing of it was new.
        indices: Vec<u64>,
    },
    /// Everything is paused, or no longer.
    Paused {
        /// The ledger index.
        index: u64,
        /// What the customer keeps of it.
        receipt: ReceiptId,
        /// Whether it is paused now.
        paused: bool,
    },
    /// A customer is known as asked.
    Customer {
        /// Her id.
        customer: CustomerId,
        /// Whether she is new.
        created: bool,
        /// All her identifiers.
        identifiers: Vec<Identifier>,
        /// The language that she reads.
        locale: Option<String>,
        /// Where she lives.
        region: Option<String>,
        /// The year she was born in.
        birth_year: Option<u16>,
    },
    /// Two records are one customer's.
    Merged {
        /// The ledger index.
        index: u64,
        /// Her id.
        customer: CustomerId,
        /// The record that went into hers.
        from: CustomerId,
        /// All her identifiers.
        identifiers: Vec<Identifier>,
        /// Where the two differed.
        conflicts: Vec<Conflict>,
        /// In which of the two everything was paused, where it was in one alone.
        paused: Option<Which>,
    },
    /// Two records are two people's.
    Split {
        /// The ledger index of the entry about the first.
        index: u64,
        /// Whom they were set apart from.
        customer: CustomerId,
        /// Her identifiers.
        identifiers: Vec<Identifier>,
        /// Who was set apart.
        from: CustomerId,
        /// That one's identifiers.
        given: Vec<Identifier>,
    },
    /// A version is live.
    Published {
        /// The ledger index.
        index: u64,
        /// Its number.
        version: u32,
        /// How it differs from the version before.
        class: ChangeClass,
    },
    /// A proposition was stopped.
    Retired {
        /// The ledger index.
        index: u64,
    },
    /// The registry is as asked.
    RegistryChanged {
        /// The ledger index; none where it was so already.
        index: Option<u64>,
    },
    /// A line of an import was taken over.
    Imported {
        /// Who it was about.
        customer: CustomerId,
        /// Whether she is new.
        created: bool,
        /// The ledger indices of her choices.
        indices: Vec<u64>,
        /// What was not taken over, and why.
        remarks: Vec<Remark>,
    },
    /// It was announced.
    Announced {
        /// The ledger index; none where there was nothing to announce any more.
        index: Option<u64>,
    },
    /// A customer is erased.
    Erased {
        /// The ledger index.
        index: u64,
        /// What she keeps of it.
        receipt: ReceiptId,
    },
    /// Somebody who was erased may come back.
    Readmitted {
        /// The ledger index.
        index: u64,
        /// Her id of then.
        customer: CustomerId,
    },
    /// The records of an exchange are destroyed, where their time was over.
    Forgotten {
        /// The ledger index; none where there was nothing to destroy.
        index: Option<u64>,
    },
}

/// One change that a decision makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Append an entry, and fold it.
    Append(Box<Body>),
    /// Store these facts and identifiers of a customer; her consent state stays as it is.
    Customer(Box<Customer>),
    /// Append entries, destroy the personal sides of others, and whatever follows from it.
    Destroy {
        /// Say what is destroyed: one entry, or one for each record of a customer who is erased, her
        /// own first.
        bodies: Vec<Body>,
        /// The places of the entries.
        entries: Vec<u64>,
    },
}

/// What a command does: its changes, and how to tell what came of it once they have indices.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// In order.
    pub changes: Vec<Change>,
    /// What to answer.
    pub answer: Answering,
}

/// What to answer, before indices are known.
#[derive(Clone, Debug, PartialEq)]
pub enum Answering {
    /// [`Outcome::Chosen`].
    Chosen {
        /// Whose.
        customer: CustomerId,
        /// Which exchange.
        proposition: Slug,
        /// What the customer keeps of it.
        receipt: ReceiptId,
    },
    /// [`Outcome::EverythingOff`].
    EverythingOff,
    /// [`Outcome::Signalled`].
    Signalled,
    /// [`Outcome::Paused`].
    Paused {
        /// What the customer keeps of it.
        receipt: ReceiptId,
        /// Whether it is paused then.
        paused: bool,
    },
    /// [`Outcome::Customer`].
    Customer {
        /// Her id.
        customer: CustomerId,
        /// Whether she is new.
        created: bool,
    },
    /// [`Outcome::Merged`].
    Merged {
        /// Her id.
        customer: CustomerId,
        /// The record that went into hers.
        from: CustomerId,
        /// Where the two differed.
        conflicts: Vec<Conflict>,
        /// In which of the two everything was paused, where it was in one alone.
        paused: Option<Which>,
    },
    /// [`Outcome::Split`].
    Split {
        /// Whom they were set apart from.
        customer: CustomerId,
        /// Who was set apart.
        from: CustomerId,
    },
    /// [`Outcome::Published`].
    Published {
        /// Its number.
        version: u32,
        /// How it differs from the version before.
        class: ChangeClass,
    },
    /// [`Outcome::Retired`].
    Retired,
    /// [`Outcome::RegistryChanged`].
    RegistryChanged,
    /// [`Outcome::Imported`].
    Imported {
        /// Who it was about.
        customer: CustomerId,
        /// Whether she is new.
        created: bool,
        /// What was not taken over.
        remarks: Vec<Remark>,
    },
    /// [`Outcome::Announced`].
    Announced,
    /// [`Outcome::Erased`].
    Erased {
        /// What she keeps of it.
        receipt: ReceiptId,
    },
    /// [`Outcome::Readmitted`].
    Readmitted {
        /// Her id of then.
        customer: CustomerId,
    },
    /// [`Outcome::Forgotten`].
    Forgotten,
}

/// What a decision needs beside the state.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// By which way.
    pub route: Route,
    /// The present: the moment that new entries get.
    pub now: Timestamp,
    /// For new ids.
    pub clock: &'a dyn Clock,
    /// For new ids and keys.
    pub entropy: &'a dyn Entropy,
}

/// Authorises and decides one command.
///
/// # Errors
///
/// [`Refusal`] says why nothing is to be done.
pub fn decide(
    world: &dyn World,
    command: &Command,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    match command {
        Command::Choose(customer, choice) => choose::decide(world, *customer, choice, false, with),
        Command::ChooseInSpite(customer, choice) => {
            choose::decide(world, *customer, choice, true, with)
        }
        Command::HeedSignal(customer) => signal::decide(world, *customer, with),
        Command::TurnEverythingOff(customer) => choose::everything_off(world, *customer, with),
        Command::Pause(customer) => pause::decide(world, *customer, true, with),
        Command::Resume(customer) => pause::decide(world, *customer, false, with),
        Command::PutCustomer(put) => put_customer::decide(world, put, with),
        Command::RemoveIdentifier(customer, identifier) => {
            put_customer::remove_identifier(world, *customer, identifier, with)
        }
        Command::Publish(publish) => publish::decide(world, publish, with),
        Command::Retire(key, reason) => retire::decide(world, key, reason, with),
        Command::EditRegistry(edit) => edit_registry::decide(world, edit, with),
        Command::Import(line) => import::decide(world, line, with),
        Command::Announce(due) => announce::decide(world, due, with),
        Command::Merge(customer, from) => merge::decide(world, *customer, *from, with),
        Command::Split(customer, from) => split::decide(world, *customer, *from, with),
        Command::Erase(customer, remember) => erase::decide(world, *customer, *remember, with),
        Command::Readmit(identifier, evidence) => {
            readmit::decide(world, identifier, evidence, with)
        }
        Command::Forget(customer, proposition) => {
            forget::decide(world, *customer, proposition, with)
        }
    }
}

/// The customer of that id.
fn known(world: &dyn World, id: CustomerId) -> Result<Arc<Customer>, Refusal> {
    world.customer(id).ok_or_else(|| {
        if world.is_erased(id) {
            Refusal::Erased
        } else {
            Refusal::UnknownCustomer
        }
    })
}

fn allowed(with: Circumstances<'_>, deed: crate::access::Deed) -> Result<(), Refusal> {
    authorise(with.actor, deed).map_err(Refusal::Denied)
}
