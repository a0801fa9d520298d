//! A file per verb. Each authorises first, then decides from the state alone; the one writer
//! runs them in ledger order, so that a decision never rests on a state that has moved.

mod announce;
mod answer;
mod as_it_was;
mod asked;
mod case;
mod cases;
mod choose;
mod cited;
mod clients;
mod command;
mod comment;
mod comparison;
mod decided;
mod edit_registry;
mod erase;
mod forget;
mod go_live;
mod heard;
mod held;
mod history;
mod human_only;
mod impact;
mod import;
mod infer;
mod leave;
mod lines;
mod lint;
mod listing;
mod merge;
mod met;
mod models;
mod numbers;
mod own;
mod pause;
mod ports;
mod publish;
mod put_customer;
mod read;
mod readmit;
mod receipt;
mod record;
mod red_lines;
mod refusal;
mod registry;
mod reject;
mod report;
mod retire;
mod review;
mod seal_decisions;
mod signal;
mod simulate;
mod situation;
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
mod versions;
mod webhooks;
mod world;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use announce::Due;
pub use as_it_was::{AsItWas, NotKnown, as_it_was};
pub use case::{CaseWish, Ruling};
pub use cases::{
    Again, CaseFile, CaseRuled, Cases, Contested, Figures, MOST_CASES, Mine, ModelFigures, NoCase,
    OfPeople, QUEUE, Question, Reported, Ruled, Seen,
};
pub use cited::Cited;
pub use clients::{
    ApiClients, CLIENTS, ClientWish, DAY_S, KnownClient, NoClient, SECRETS, client_secret,
    present_mark,
};
pub use command::Command;
pub use comment::COMMENTED;
pub use comparison::{Compared, NoComparison};
pub use decided::{Decided, DecidedWhat, Differing, MayStop, Refused, Why, decided, may_stop, why};
pub use edit_registry::RegistryEdit;
pub use erase::{Remember, Trace};
pub use forget::over_at;
pub use go_live::Publishing;
pub use held::held;
pub use history::{HistoryItem, Said, set_by};
pub use impact::{Impact, Sorts};
pub use import::{ImportLine, PastChoice, Remark};
pub use infer::{
    Guesses, Inferring, NotInferred, Told, Whom, guesses, infer, sweep_guesses, sweep_guesses_of,
    take_back_guess,
};
pub use leave::{Holding, erase};
pub use lines::{Drawn, LineWish, Looked, missing as missing_starter_lines};
pub use lint::{House, findings};
pub use listing::Listing;
pub use met::{Invented, Stand, met, met_so_far};
pub use models::{
    NoModel, NotInUse, Registering, Standings, model_scores, model_standings, put_model,
};
pub use numbers::{Counted, kept_so_far};
pub use own::{Checked, InLog};
pub use ports::Ports;
pub use publish::{Approval, Publish};
pub use put_customer::PutCustomer;
pub use read::{Mutual, MyExchange, MyExchanges, Reading};
pub use receipt::{Kept, reached, receipt};
pub use record::{Claimed, NotRecorded, Recorded, Recording, record_decisions};
pub use red_lines::{NOTICE_S, RedLineEdit, needed};
pub use refusal::Refusal;
pub use registry::{Listed, Usage};
pub use report::{Coming, Reporting, UsageClaim, ValueClaim, report_usage, report_value};
pub use review::{Approving, NoStep};
pub use seal_decisions::{SealProof, Sealing, decided_and_sealed, seal_decisions};
pub use simulate::{
    ByWhat, HINDSIGHT_DAYS, MOST_DECISIONS, Otherwise, SHAPES_KEPT_DAYS, Simulated,
};
pub use situation::SituationWish;
pub use so_far::{ValueSoFar, value_so_far};
pub use studio::{Preview, RESERVED_KEYS, StudioItem, Talk};
pub use take_terms::{Fate, TermDifference, TermFate, TermLine, TermPlan, TermRead};
pub use timeline::{Cursor, Happening, Show, TimelineItem, TimelinePage};
pub use versions::{ToldVersion, VersionFate, Versions};
pub use webhooks::{DELIVERIES, ENDPOINTS, EndpointWish, NoWebhook, Request, Watched, Webhooks};
pub use world::World;

use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{ChangeClass, Slug};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::{
    ActorRef, Conflict, Customer, Evidence, ExchangeView, Identifier, Route, Which,
};
use crate::guard::CaseAsked;
use crate::id::{CaseId, CustomerId, ReceiptId};
use crate::ledger::{Body, Whole};

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
    /// A person decides about her, or no longer has to.
    HumanOnly {
        /// The ledger index.
        index: u64,
        /// What the customer keeps of it.
        receipt: ReceiptId,
        /// Whether a person has to decide now.
        on: bool,
    },
    /// A customer's situation is as said.
    Situation {
        /// The ledger index.
        index: u64,
    },
    /// A guess will not be made again.
    Rejected {
        /// The ledger index.
        index: u64,
        /// What the customer keeps of it.
        receipt: ReceiptId,
    },
    /// The keys of guesses are rejected whose words were.
    RejectedAlike {
        /// The ledger indices; none where there was nothing to say any more.
        indices: Vec<u64>,
    },
    /// A case is open.
    CaseOpened {
        /// The ledger index; none where it was open already.
        index: Option<u64>,
        /// Which.
        case: CaseId,
    },
    /// A case is decided.
    CaseDecided {
        /// The ledger index; none where there was nothing to say any more.
        index: Option<u64>,
    },
    /// The red lines are, or will be, as asked.
    RedLines {
        /// The ledger index; none where it was so already.
        index: Option<u64>,
        /// From when.
        from: Timestamp,
    },
    /// It was announced.
    Announced {
        /// The ledger index; none where there was nothing to announce any more.
        index: Option<u64>,
    },
    /// Decisions of machines are sealed.
    DecisionsSealed {
        /// The ledger index; none where there was nothing to seal.
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
    /// Write this line into the list of who did what, with the entries.
    List(Box<Listing>),
    /// Keep beside the case that an entry of this decision opens what was said then.
    Case(CaseId, Box<CaseAsked>),
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
    /// [`Outcome::HumanOnly`].
    HumanOnly {
        /// What the customer keeps of it.
        receipt: ReceiptId,
        /// Whether a person has to decide then.
        on: bool,
    },
    /// [`Outcome::Situation`].
    Situation,
    /// [`Outcome::Rejected`].
    Rejected {
        /// What the customer keeps of it.
        receipt: ReceiptId,
    },
    /// [`Outcome::RejectedAlike`].
    RejectedAlike,
    /// [`Outcome::CaseOpened`].
    CaseOpened {
        /// Which.
        case: CaseId,
    },
    /// [`Outcome::CaseDecided`].
    CaseDecided,
    /// [`Outcome::RedLines`].
    RedLines {
        /// From when.
        from: Timestamp,
    },
    /// [`Outcome::Announced`].
    Announced,
    /// [`Outcome::DecisionsSealed`].
    DecisionsSealed,
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

impl Circumstances<'_> {
    /// What is said here about all of a customer's exchanges.
    fn whole(self, customer: CustomerId, evidence: Option<Evidence>) -> Whole {
        Whole {
            customer,
            receipt: ReceiptId::new(self.clock, self.entropy),
            actor: ActorRef::from(self.actor),
            route: self.route,
            evidence,
        }
    }
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
        Command::Pause(customer) => pause::pause(world, *customer, with),
        Command::Resume(customer, evidence) => {
            pause::resume(world, *customer, evidence.as_ref(), with)
        }
        Command::PutCustomer(put) => put_customer::decide(world, put, with),
        Command::RemoveIdentifier(customer, identifier) => {
            put_customer::remove_identifier(world, *customer, identifier, with)
        }
        Command::Publish(publish) => publish::decide(world, publish, with),
        Command::Retire(key, reason) => retire::decide(world, key, reason, with),
        Command::EditRegistry(edit) => edit_registry::decide(world, edit, with),
        Command::Import(line) => import::decide(world, line, with),
        Command::SayHumanOnly(customer, on, evidence) => {
            human_only::decide(world, *customer, *on, evidence.as_ref(), with)
        }
        Command::SaySituation(customer, situation, wish, evidence) => situation::decide(
            world,
            *customer,
            (*situation, *wish),
            evidence.as_ref(),
            with,
        ),
        Command::RejectInference(customer, key, rejection, known) => {
            reject::decide(world, *customer, key, (*rejection, known), with)
        }
        Command::RejectAlike(customer, guesses) => reject::alike(world, *customer, guesses, with),
        Command::OpenCase(customer, wish) => case::open(world, *customer, wish, with),
        Command::DecideCase(customer, ruling) => case::rule(world, *customer, ruling, with),
        Command::TimeOutCase(customer, case) => case::time_out(world, *customer, *case, with),
        Command::DrawRedLines(edit) => red_lines::decide(world, edit, with),
        Command::MirrorRedLines(live) => red_lines::mirror(world, live, with),
        Command::Announce(due) => announce::decide(world, due, with),
        Command::SealDecisions(count, root) => seal_decisions::decide(*count, root, with),
        Command::Merge(customer, from) => merge::decide(world, *customer, *from, with),
        Command::Split(customer, from) => split::decide(world, *customer, *from, with),
        Command::Erase(customer, remember) => erase::decide(world, *customer, *remember, with),
        Command::Readmit(identifier, evidence) => {
            readmit::decide(world, identifier, evidence, with)
        }
        Command::Forget(customer, proposition) => {
            forget::decide(world, *customer, proposition, with)
        }
        Command::Named(names, command) => {
            // What was found for these names may be somebody else's by now: nobody is told of whom.
            let moved = names
                .iter()
                .any(|(name, meant)| leads_elsewhere(world, name, *meant));
            if moved {
                return Err(Refusal::NameMoved);
            }
            decide(world, command, with)
        }
        Command::Listed(listing, command) => {
            Ok(listing::listed(listing, decide(world, command, with)?))
        }
    }
}

/// Whether a name leads to another customer than the one who was found by it. Who was erased is nobody
/// else: what is asked of her says so itself.
fn leads_elsewhere(world: &dyn World, name: &Identifier, meant: CustomerId) -> bool {
    let Some(meant) = world.customer(meant) else {
        return false;
    };
    let holder = world.holder(name).and_then(|id| world.customer(id));
    holder.is_none_or(|holder| holder.id != meant.id)
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
