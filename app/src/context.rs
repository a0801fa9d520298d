//! What the server gives the pages, fresh for every request.

use std::sync::{Arc, OnceLock};

use leptos::prelude::use_context;
use mutual::access::{Actor, Scope};
use mutual::catalogue::{AiUse, Channel, Fault, Slug};
use mutual::clock::random;
use mutual::consent::Route;
use mutual::digest::hex;
use mutual::id::CustomerId;
use mutual::ledger::Unproven;
use mutual::port::{Door, Organisation, Principal, StrongEnough};
use mutual::receipt::BadJws;
use mutual::use_cases::{Checked, Decided, Mutual, OfPeople, TermPlan};

use crate::{
    language::Language,
    text::{Dates, Text},
};

/// What an address or a form calls the side of test customers.
pub(crate) const TEST_SIDE: &str = "test";

/// Everything that a page and an action reach: one value, provided by the server.
#[derive(Clone)]
pub struct Ctx {
    /// The use cases: those over the test side where a test customer is in.
    pub mutual: Mutual,
    /// The use cases over the test side, for those of the team who look after it.
    pub test_mutual: Mutual,
    /// Whether this is about test customers: every such page says so.
    pub is_test: bool,
    /// Who is in, and how people come in and leave, for this request.
    pub door: Arc<dyn Door>,
    /// The organisation, as every page shows it.
    pub organisation: Arc<Organisation>,
    /// The language of its pages.
    pub language: Language,
    /// Why the signed link that led here did not open its page; only on `/in`.
    pub link_problem: Option<LinkProblem>,
    /// What came of a link that turns one thing off; only on `/unsubscribe`.
    pub unsubscribe: Option<Unsubscribe>,
    /// What was decided, and why; only on `/why/…`.
    pub why: Option<WhyPage>,
    /// The address of the site, without a slash at its end.
    pub site: Arc<str>,
    /// What somebody dropped to have it checked; only on `/check`.
    pub dropped: Option<Arc<Dropped>>,
    /// What somebody uploaded for the registry; only on `/studio/registry/import`.
    pub uploaded: Option<Arc<Uploaded>>,
    /// The operations of the API that a key can be used for.
    pub operations: &'static [ApiOperation],
    /// Whether the browser asks with this request not to sell or share.
    pub signal: bool,
    /// The number of this request, as the log knows it.
    pub request_id: Arc<str>,
    /// What arrived with this request and was sent by nobody who is in; for the page that is drawn into
    /// its answer, and as long as that takes.
    pub unsent: Arc<OnceLock<Unsent>>,
}

/// Words that arrived once their author's session had ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Whom their form was drawn for, as [`Ctx::writer`] has it. Nobody proves it: it keeps them from
    /// whoever else comes in.
    pub writer: String,
    /// What the page of the form takes to show them again.
    pub note: String,
    /// The words themselves, to be read and copied.
    pub words: String,
}

/// What a form calls whoever it is drawn for: somebody of the team by her account, a customer by her own
/// id, by whichever way she came in.
pub(crate) fn writer(principal: &Principal) -> String {
    match (&principal.actor, principal.account) {
        (Actor::Customer(id), _) => id.to_string(),
        (_, Some(account)) => account.to_string(),
        (_, None) => String::new(),
    }
}

/// An operation of the API, as its description has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOperation {
    /// Its name, under which calls are counted.
    pub id: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// What it does, in one line of English.
    pub summary: String,
    /// The scope that it needs; none where the key itself is enough.
    pub scope: Option<Scope>,
}

/// Why a signed link does not open a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was good once.
    Expired,
    /// It never was, or a part of it changed.
    Bad,
    /// It is good, and somebody else is in: she says first whether she wants to leave.
    SomebodyElse,
}

/// What a link that turns one thing off leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsubscribe {
    /// It asks whether this shall be turned off: what it is called, by which channel where it is
    /// about one, and the address that the button sends to.
    Asks {
        /// What the exchange is called.
        title: String,
        /// The channel.
        channel: Option<Channel>,
        /// The address of the button.
        action: String,
    },
    /// It is off.
    Off {
        /// What the exchange is called.
        title: String,
        /// The channel.
        channel: Option<Channel>,
    },
    /// The link is not from us, or whatever it names is not there any more.
    Bad,
    /// It could not be stored. The same link does it later.
    Away,
}

/// What a link to a decision leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum WhyPage {
    /// Its record.
    Is {
        /// What was decided.
        decided: Box<Decided>,
        /// What can be turned off; none where nothing can.
        stop: Option<StopKind>,
        /// Whether it was stored, where it was just pressed.
        stopped: Option<bool>,
        /// Whether nothing can because records were set apart since.
        is_apart: bool,
        /// What people did about it.
        people: Box<OfPeople>,
        /// Whether a person can be asked about it here.
        here: Box<AskHere>,
    },
    /// It was recorded, and went with all that was known of the customer.
    Erased,
    /// Nobody recorded anything.
    Nothing,
    /// The link is not from us, or a part of it changed; or the decision is not hers who is in.
    Bad,
    /// It cannot be read now.
    Away,
}

/// Who reads what was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyReader {
    /// She who it is about.
    Herself,
    /// Whoever has its link.
    Link,
    /// Somebody who answers for it.
    Staff,
}

/// Whether a person can be asked about a decision on its own page, and what came of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskHere {
    /// Who reads it.
    pub reader: WhyReader,
    /// Whether a person can be asked.
    pub can: bool,
    /// Why nobody was, where somebody just tried.
    pub not_asked: Option<NotAsked>,
    /// What was typed then.
    pub typed: String,
}

impl AskHere {
    /// Nobody can, until somebody says so.
    #[must_use]
    pub fn new(reader: WhyReader) -> Self {
        Self {
            reader,
            can: false,
            not_asked: None,
            typed: String::new(),
        }
    }
}

/// Why a question was not given to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// It says nothing, or too much.
    Words,
    /// Too many were asked.
    Many,
    /// It could not be stored.
    Away,
}

/// What stops this kind of decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopKind {
    /// The AI use that is turned off; the exchange itself where it cannot do without.
    pub ai: Option<AiUse>,
    /// The exchange.
    pub exchange: Slug,
    /// What it is called.
    pub title: String,
    /// Whether it is off already.
    pub is_off: bool,
}

/// What was dropped, and what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Dropped {
    /// Nothing.
    Nothing,
    /// Something that proves nothing, and why.
    Bad(Unfit),
    /// A good receipt, and whether it was also signed by the organisation.
    Good(Box<Checked>, bool),
}

/// Why what was dropped proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no receipt, or does not prove what it says.
    Proof(Unproven),
    /// The signature around it is not good.
    Seal(BadJws),
}

/// What was uploaded for the registry.
#[derive(Clone, Debug, PartialEq)]
pub enum Uploaded {
    /// Nothing.
    Nothing,
    /// Something that is no file of terms.
    Unreadable {
        /// Why not.
        why: String,
        /// What was pasted, which comes back; empty where it was a file.
        pasted: String,
    },
    /// A file, and what would become of it.
    Planned(Box<TermFile>),
}

/// A file of terms, and what would become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TermFile {
    /// Its name, whose ending tells what it is.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// What would become of each line.
    pub plan: TermPlan,
    /// Why it is not stored, where it was to be.
    pub not_stored: Option<NotStored>,
}

/// Why a file of terms was not stored, though it could be when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum NotStored {
    /// Somebody changed one of its terms in the meantime.
    Moved,
    /// Something stands against it that its plan did not know: somebody has an answer of an older version that
    /// names one of its terms, a red line was drawn in the meantime, or the registry is full by now.
    Refused(Vec<Fault>),
    /// The database is away.
    Away,
}

impl Ctx {
    /// Whoever a form is drawn for; empty where nobody is in.
    pub(crate) fn writer(&self) -> String {
        self.door
            .principal()
            .as_ref()
            .map(writer)
            .unwrap_or_default()
    }

    /// Whether the form that `of` names was drawn for somebody else than whoever is in by now. One that says
    /// nothing is of whoever sends it, and where nobody is in there is nobody else.
    #[must_use]
    pub fn is_of_another(&self, of: &str) -> bool {
        let Some(principal) = self.door.principal().filter(|_| !of.is_empty()) else {
            return false;
        };
        if writer(&principal) == of {
            return false;
        }
        // Two records of hers may have become one since.
        let whole = |id: CustomerId| {
            self.mutual
                .engine()
                .customer(id)
                .map(|customer| customer.id)
        };
        let then = of.parse::<CustomerId>().ok().and_then(whole);
        let now = principal.customer().and_then(whole);
        then.is_none() || then != now
    }

    /// The same, over the side that an address or a form names: [`TEST_SIDE`], and anything else is the side
    /// that it is about anyway. Whoever asks may do there what she may do here: the use cases ask.
    pub(crate) fn of_side(self, side: &str) -> Self {
        if side != TEST_SIDE {
            return self;
        }
        Self {
            mutual: self.test_mutual.clone(),
            is_test: true,
            ..self
        }
    }

    /// The context of this request; none while the server only lists the routes.
    pub(crate) fn current() -> Option<Self> {
        use_context()
    }

    /// A key that a form has of its own: sent twice, it does once what it does.
    pub(crate) fn form_key(&self) -> String {
        hex(&random::<16>(self.mutual.clients().entropy))
    }

    /// The words of the pages.
    pub(crate) fn text(&self) -> &'static Text {
        self.language.text()
    }

    /// How days and hours are written.
    pub(crate) fn dates(&self) -> Dates {
        Dates::new(self.text(), &self.organisation.time_zone)
    }
}

/// A customer who is in.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    /// Who.
    pub id: CustomerId,
    /// As the use cases know her.
    pub actor: Actor,
    /// By which way she came.
    pub route: Route,
}

impl Customer {
    /// The customer, where the one who is in is one.
    pub(crate) fn of(principal: &Principal) -> Option<Self> {
        let route = match principal.by {
            StrongEnough::Link => Route::Link,
            StrongEnough::Password => Route::Page,
        };
        Some(Self {
            id: principal.customer()?,
            actor: principal.actor.clone(),
            route,
        })
    }
}
