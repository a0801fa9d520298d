//! Test customers who always behave in a known way, so that a program meets each kind of answer
//! before a real customer gives it.
//!
//! What one of them does next follows from her consent state, the catalogue and the moment alone.
//! So nothing has to be remembered: whoever asks again, also after a restart, is told what is left
//! to do. She does it as any customer does, through the one writer, and it stands in the ledger.
//!
//! Whether there are such customers at all is decided by who asks: on the live side nobody does,
//! and an identifier of this namespace is a name like any other there.

use super::signal::has_effect;
use super::{Command, ImportLine, PastChoice, Publish, PutCustomer};
use crate::access::Actor;
use crate::catalogue::{Catalogue, ChangeClass, LegalBasis, Proposition, Slug, Version};
use crate::clock::Timestamp;
use crate::consent::{Choice, Customer, Evidence, Route, Standing, Switch, Toggle, Toggles};

/// The namespace of the identifiers that they are made by.
pub const NAMESPACE: &str = "test";
/// How long a yes of [`Behaviour::WithdrawsAfterAMinute`] lasts, in seconds.
pub const WITHDRAWS_AFTER_S: i64 = 60;
/// The proposition that is made where no other one has a wording that asks anew.
const STAND_IN: &str = "test-needs-an-answer";

/// How a test customer behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// She says no to everything that is offered, and takes back at once what is turned on for her.
    AlwaysRefuses,
    /// She turns on everything that is offered, and takes each yes back a minute after it.
    WithdrawsAfterAMinute,
    /// She said yes to a wording that has changed since, and has not answered the new one.
    NeedsAnAnswer,
    /// Her browser asks not to sell or share (Global Privacy Control). She answers nothing herself.
    SendsGpc,
}

impl Behaviour {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::AlwaysRefuses,
        Self::WithdrawsAfterAMinute,
        Self::NeedsAnAnswer,
        Self::SendsGpc,
    ];

    /// What names it behind `test:`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AlwaysRefuses => "always-refuses",
            Self::WithdrawsAfterAMinute => "withdraws-after-a-minute",
            Self::NeedsAnAnswer => "needs-an-answer",
            Self::SendsGpc => "sends-gpc",
        }
    }

    /// How this customer behaves, if she is one of them: by the identifier that she was made by, as
    /// in `test:always-refuses` or `test:always-refuses/7`. What stands behind the slash tells
    /// several apart.
    #[must_use]
    pub fn of(customer: &Customer) -> Option<Self> {
        let first = customer.identifiers.first()?;
        if first.namespace() != NAMESPACE {
            return None;
        }
        let name = first.value().split('/').next()?;
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// What is left to do for a test customer.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// This, now.
    Now(Box<Command>, Actor, Route),
    /// Something, at that moment.
    At(Timestamp),
    /// Nothing, until something about her or the catalogue changes.
    Nothing,
}

/// What this test customer does next.
#[must_use]
pub fn next_step(
    behaviour: Behaviour,
    customer: &Customer,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Step {
    match behaviour {
        Behaviour::AlwaysRefuses => refuse(customer, catalogue),
        Behaviour::WithdrawsAfterAMinute => withdraw(customer, catalogue, now),
        Behaviour::NeedsAnAnswer => need(customer, catalogue, now),
        Behaviour::SendsGpc => signal(customer, catalogue),
    }
}

/// The exchanges that are open to her and rest on one of these legal bases.
fn open<'a>(
    customer: &'a Customer,
    catalogue: &'a Catalogue,
    bases: &'static [LegalBasis],
) -> impl Iterator<Item = (&'a Proposition, &'a Version, &'a Standing)> {
    catalogue.live().filter_map(move |(proposition, live)| {
        let document = &live.document;
        let offered = bases.contains(&document.legal_basis)
            && document.is_open_to(customer.region.as_deref());
        let standing = customer.state.standing(&proposition.key, &Toggle::Exchange);
        offered.then_some((proposition.as_ref(), live.as_ref(), standing))
    })
}

fn signal(customer: &Customer, catalogue: &Catalogue) -> Step {
    if !has_effect(catalogue, &customer.state) {
        return Step::Nothing;
    }
    let command = Command::HeedSignal(customer.id);
    Step::Now(
        Box::new(command),
        Actor::Customer(customer.id),
        Route::Signal,
    )
}

fn refuse(customer: &Customer, catalogue: &Catalogue) -> Step {
    let bases = &[LegalBasis::Consent, LegalBasis::LegitimateInterest];
    let said_no =
        |standing: &Standing| matches!(standing, Standing::Refused(_) | Standing::Withdrawn(_));
    let mut left = open(customer, catalogue, bases).filter(|(.., standing)| !said_no(standing));
    left.next().map_or(Step::Nothing, |(proposition, live, _)| {
        choose(customer, proposition, live, Switch::Off)
    })
}

fn withdraw(customer: &Customer, catalogue: &Catalogue, now: Timestamp) -> Step {
    let mut next: Option<Timestamp> = None;
    for (proposition, live, standing) in open(customer, catalogue, &[LegalBasis::Consent]) {
        match standing {
            Standing::Unasked => return choose(customer, proposition, live, Switch::On),
            Standing::Granted { answer, .. } => {
                let over = answer.at.plus_seconds(WITHDRAWS_AFTER_S);
                if over <= now {
                    return choose(customer, proposition, live, Switch::Off);
                }
                next = Some(next.map_or(over, |next| next.min(over)));
            }
            Standing::Refused(_) | Standing::Withdrawn(_) => {}
        }
    }
    next.map_or(Step::Nothing, Step::At)
}

fn need(customer: &Customer, catalogue: &Catalogue, now: Timestamp) -> Step {
    let mut answered = false;
    for (proposition, _, standing) in open(customer, catalogue, &[LegalBasis::Consent]) {
        answered |= !matches!(standing, Standing::Unasked);
        let since = proposition.material_since();
        let older = proposition.versions().iter().rfind(|v| v.number < since);
        if let (Standing::Unasked, Some(older)) = (standing, older) {
            return say_yes_to(customer, proposition, older, now);
        }
    }
    if answered {
        return Step::Nothing;
    }
    let Some((_, model, _)) = open(customer, catalogue, &[LegalBasis::Consent]).next() else {
        return Step::Nothing;
    };
    stand_in(catalogue, model).map_or(Step::Nothing, |publish| {
        let publish = Command::Publish(Box::new(publish));
        Step::Now(Box::new(publish), Actor::System, Route::System)
    })
}

/// She presses the switch on her page.
fn choose(customer: &Customer, proposition: &Proposition, live: &Version, to: Switch) -> Step {
    let choice = Choice {
        proposition: proposition.key.clone(),
        version: live.number,
        toggles: Toggles::from([(Toggle::Exchange, to)]),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    };
    let command = Command::Choose(customer.id, choice);
    Step::Now(Box::new(command), Actor::Customer(customer.id), Route::Page)
}

/// Her yes to an earlier wording is taken over, as an import takes one over.
fn say_yes_to(
    customer: &Customer,
    proposition: &Proposition,
    older: &Version,
    now: Timestamp,
) -> Step {
    let evidence = Evidence {
        how: "test".to_owned(),
        place: "test mode".to_owned(),
        at: now,
        wording: older.document.ask.question.clone(),
    };
    let past = PastChoice {
        proposition: proposition.key.clone(),
        version: Some(older.number),
        toggles: Toggles::from([(Toggle::Exchange, Switch::On)]),
        evidence: Some(evidence),
    };
    let line = ImportLine {
        customer: PutCustomer {
            id: Some(customer.id),
            ..PutCustomer::default()
        },
        choices: vec![past],
    };
    let command = Command::Import(Box::new(line));
    Step::Now(Box::new(command), Actor::System, Route::Import)
}

/// The next version of a proposition like that one whose second wording asks anew.
fn stand_in(catalogue: &Catalogue, model: &Version) -> Option<Publish> {
    let key: Slug = STAND_IN.parse().ok()?;
    let over = match catalogue.proposition(&key) {
        None => None,
        Some(known) if known.live()?.number == 1 => Some(1),
        // It has all that it needs.
        Some(_) => return None,
    };
    let mut document = model.document.clone();
    document.key = key;
    document.change_note = over.map(|_| "Asks anew, for tests.".to_owned());
    Some(Publish {
        document,
        over,
        class: over.map(|_| ChangeClass::Material),
        approval: None,
    })
}
