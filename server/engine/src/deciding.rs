//! What a group of waiting commands comes to, before anything of it is written.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use mutual::access::Actor;
use mutual::consent::{Customer, Route};
use mutual::id::CustomerId;
use mutual::insight::Ask;
use mutual::port::{AnswerRow, Group, Head, StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Due, Outcome, World as _};

use crate::effects::Effects;
use crate::handle::Shared;
use crate::pending::Pending;
use crate::trail::Trail;

/// How many of the newest keys are kept in mind.
const RECENT: usize = 16_384;

/// What an answer is stored under.
pub(crate) type Key = [u8; 32];

/// What a group comes to.
pub(crate) struct Decided {
    /// What is to be written.
    pub(crate) group: Group,
    /// What memory becomes once it is.
    pub(crate) effects: Effects,
    /// What each caller is told once it is, in the order of the commands.
    pub(crate) replies: Vec<Result<Outcome, SubmitError>>,
}

impl Decided {
    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        let Group {
            entries,
            customers,
            answers,
            asked,
            ..
        } = &self.group;
        entries.is_empty() && customers.is_empty() && answers.is_empty() && asked.is_empty()
    }
}

/// What goes along with a group of commands, whoever sent them.
#[derive(Default)]
pub(crate) struct Along {
    /// What is to be announced.
    pub(crate) dues: Vec<Due>,
    /// Who was asked before.
    pub(crate) asks: Vec<Ask>,
}

impl Along {
    /// Whether nothing goes along.
    pub(crate) fn is_empty(&self) -> bool {
        self.dues.is_empty() && self.asks.is_empty()
    }
}

/// Decides each of `submissions` in order, then announces what is due. `known` are stored answers,
/// which are given again; `trail` has the entries of the customer of whom something is destroyed.
///
/// # Errors
///
/// [`StoreError::Corrupt`] where what was decided cannot be written down.
pub(crate) fn decide<'a>(
    shared: &Shared,
    head: Head,
    submissions: impl Iterator<Item = &'a Submission>,
    along: &Along,
    known: HashMap<Key, AnswerRow>,
    trail: &Trail,
) -> Result<Decided, StoreError> {
    let mut pending = Pending::new(shared, head, trail);
    let mut given = known;
    let mut fresh = Vec::new();
    let replies = submissions
        .map(|submission| decide_one(shared, &mut pending, submission, &mut given, &mut fresh))
        .collect();
    for due in &along.dues {
        let submission = Submission {
            actor: Actor::System,
            route: Route::System,
            command: Command::Announce(due.clone()),
            idempotency: None,
        };
        if let Err(error) = pending.decide(&submission, &*shared.clock, &*shared.entropy) {
            tracing::warn!(%error, "an announcement was refused");
        }
    }
    pending.ask(&along.asks);
    let (mut group, effects) = pending.finish()?;
    group.answers = fresh;
    Ok(Decided {
        group,
        effects,
        replies,
    })
}

/// One command's reply, and the answer row that will give it again.
fn decide_one(
    shared: &Shared,
    pending: &mut Pending<'_>,
    submission: &Submission,
    given: &mut HashMap<Key, AnswerRow>,
    fresh: &mut Vec<AnswerRow>,
) -> Result<Outcome, SubmitError> {
    if let Some((key, request)) = submission.idempotency
        && let Some(before) = given.get(&key)
    {
        if before.request != request {
            return Err(SubmitError::KeyReused);
        }
        return before.read(|id| pending.record(id).map(|record| record.key));
    }
    let outcome = pending.decide(submission, &*shared.clock, &*shared.entropy)?;
    if let Some(idempotency) = submission.idempotency {
        let customer = match &outcome {
            Outcome::Customer { customer, .. } | Outcome::Imported { customer, .. } => {
                Some(*customer)
            }
            _ => submission.command.customer(),
        };
        // Of somebody who was just erased there is nobody left.
        let customer = customer.and_then(|id| pending.customer(id));
        let others = others(pending, &outcome, customer.as_deref());
        let entropy = shared.entropy.as_ref();
        let (customer, at) = (customer.as_deref(), pending.at());
        let row = AnswerRow::of(&outcome, idempotency, customer, &others, at, entropy)?;
        given.insert(row.key, row.clone());
        fresh.push(row);
    }
    Ok(outcome)
}

/// The other records that an answer tells the names of, with their keys.
fn others(
    pending: &Pending<'_>,
    outcome: &Outcome,
    customer: Option<&Customer>,
) -> BTreeMap<CustomerId, [u8; 32]> {
    let told = match outcome {
        Outcome::Customer { customer, .. } => [Some(*customer), None],
        Outcome::Merged { customer, from, .. } | Outcome::Split { customer, from, .. } => {
            [Some(*customer), Some(*from)]
        }
        _ => [None, None],
    };
    let people = told.into_iter().flatten();
    let people: Vec<_> = people.filter_map(|id| pending.customer(id)).collect();
    let records = people.iter().flat_map(|person| person.ids());
    let records = records.filter(|id| customer.is_none_or(|customer| customer.id != *id));
    let records = records.filter_map(|id| pending.record(id));
    records.map(|record| (record.id, record.key)).collect()
}

/// The newest keys that were used: who tries again does so soon.
#[derive(Default)]
pub(crate) struct Recent {
    keys: HashSet<Key>,
    order: VecDeque<Key>,
}

impl Recent {
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.keys.contains(key)
    }

    pub(crate) fn add(&mut self, keys: impl Iterator<Item = Key>) {
        for key in keys {
            if self.keys.insert(key) {
                self.order.push_back(key);
            }
        }
        while self.order.len() > RECENT
            && let Some(oldest) = self.order.pop_front()
        {
            self.keys.remove(&oldest);
        }
    }
}
