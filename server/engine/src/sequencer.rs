//! The one writer: takes what has arrived, decides, commits, updates memory, answers.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::{AnswerRow, Group, Head, StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Due, Outcome};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use crate::dues::Dues;
use crate::handle::{Options, Shared};
use crate::pending::{Effects, Pending};

/// How many announcements go along with one group.
const ANNOUNCEMENTS: usize = 256;
/// How long callers wait to learn whether a commit of unknown fate was stored.
const PATIENCE: Duration = Duration::from_secs(3);

type Answer = oneshot::Sender<Result<Outcome, SubmitError>>;

/// What reaches the sequencer.
pub(crate) enum Order {
    /// Do this and say what came of it.
    Submit(Box<Submission>, Answer),
    /// Finish what came before, and stop.
    Stop,
}

/// One waiting command.
struct Waiting {
    submission: Box<Submission>,
    answer: Answer,
}

/// The one writer.
pub(crate) struct Sequencer {
    shared: Arc<Shared>,
    inbox: mpsc::Receiver<Order>,
    head: Head,
    options: Options,
    dues: Dues,
    stopping: bool,
}

impl Sequencer {
    pub(crate) fn new(
        shared: Arc<Shared>,
        inbox: mpsc::Receiver<Order>,
        head: Head,
        options: Options,
    ) -> Self {
        let dues = Dues::of(&shared.memory);
        Self {
            shared,
            inbox,
            head,
            options,
            dues,
            stopping: false,
        }
    }

    /// Runs until told to stop.
    pub(crate) async fn run(mut self) {
        let mut every = tokio::time::interval(self.options.announce_every);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !self.stopping {
            let mut waiting = Vec::new();
            if self.dues.is_empty() {
                tokio::select! {
                    order = self.inbox.recv() => self.take(order, &mut waiting),
                    _ = every.tick() => self.dues.expire(self.shared.now()),
                }
            }
            while waiting.len() < self.options.group && !self.stopping {
                match self.inbox.try_recv() {
                    Ok(order) => self.take(Some(order), &mut waiting),
                    Err(_) => break,
                }
            }
            let dues = self.dues.take(ANNOUNCEMENTS);
            if !waiting.is_empty() || !dues.is_empty() {
                self.run_group(waiting, dues).await;
            }
        }
    }

    fn take(&mut self, order: Option<Order>, waiting: &mut Vec<Waiting>) {
        match order {
            Some(Order::Submit(submission, answer)) => waiting.push(Waiting { submission, answer }),
            Some(Order::Stop) | None => self.stopping = true,
        }
    }

    /// Decides, commits and answers one group.
    async fn run_group(&mut self, mut waiting: Vec<Waiting>, dues: Vec<Due>) {
        if !self.shared.holding.is_held() {
            // Without the lease nothing may be decided from memory.
            let gone = if self.shared.holding.is_lost() {
                StoreError::NotHolder
            } else {
                StoreError::Unavailable("the lease could not be renewed".to_owned())
            };
            self.dues.put_back(dues);
            refuse(waiting, &gone);
            // Do not spin on what is due while the database is away.
            tokio::time::sleep(Duration::from_millis(100)).await;
            return;
        }
        waiting.sort_by_key(|waiting| waiting.submission.command.rank());
        let known = match self.known_answers(&waiting).await {
            Ok(known) => known,
            Err(error) => {
                self.dues.put_back(dues);
                return refuse(waiting, &error);
            }
        };
        let shared = Arc::clone(&self.shared);
        let now = shared.now();
        let mut pending = Pending::new(&shared.memory, self.head, now);
        let mut replies = Vec::with_capacity(waiting.len());
        let mut given: HashMap<[u8; 32], AnswerRow> = known;
        let mut fresh = Vec::new();
        for Waiting { submission, answer } in waiting {
            let reply = decide_one(&shared, &mut pending, &submission, &mut given, &mut fresh);
            replies.push((answer, reply));
        }
        for due in &dues {
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
        let (mut group, effects) = match pending.finish() {
            Ok(finished) => finished,
            Err(error) => return fail(replies, &error),
        };
        group.answers = fresh;
        let empty =
            group.entries.is_empty() && group.customers.is_empty() && group.answers.is_empty();
        let stored = if empty {
            Ok(())
        } else {
            self.commit(&group, &effects).await
        };
        match stored {
            Ok(()) => {
                self.apply(effects);
                for (answer, reply) in replies {
                    // Whoever went away meanwhile does not need the answer.
                    _ = answer.send(reply);
                }
            }
            Err(StoreError::Unavailable(why)) => {
                self.in_doubt(group, effects, dues, replies, why).await;
            }
            Err(error) => {
                if matches!(error, StoreError::NotHolder | StoreError::Conflict) {
                    tracing::error!(%error, "another server wrote to this database; this one stops");
                    self.shared.holding.give_up();
                }
                fail(replies, &error);
            }
        }
    }

    async fn known_answers(
        &self,
        waiting: &[Waiting],
    ) -> Result<HashMap<[u8; 32], AnswerRow>, StoreError> {
        let keys: Vec<_> = waiting
            .iter()
            .filter_map(|waiting| waiting.submission.idempotency.map(|(key, _)| key))
            .collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = self.shared.store.answers(&keys).await?;
        Ok(rows.into_iter().map(|row| (row.key, row)).collect())
    }

    async fn commit(&self, group: &Group, effects: &Effects) -> Result<(), StoreError> {
        let began = Instant::now();
        let lease = self.shared.holding.lease();
        let stored = self.shared.store.commit(lease, group).await;
        let counters = &self.shared.counters;
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        counters.groups.fetch_add(1, Ordering::Relaxed);
        counters
            .commands
            .fetch_add(effects.entries.len() as u64, Ordering::Relaxed);
        counters.commit_micros.fetch_add(micros, Ordering::Relaxed);
        stored
    }

    fn apply(&mut self, effects: Effects) {
        self.head = effects.head;
        let entries = effects.entries.clone();
        effects.apply(&self.shared.memory);
        for entry in entries {
            self.dues.note(&self.shared.memory, &entry);
        }
    }

    /// A commit whose fate is unknown: nothing else is decided before it is known. Its callers
    /// are told after a while; those who come meanwhile at once.
    async fn in_doubt(
        &mut self,
        group: Group,
        effects: Effects,
        dues: Vec<Due>,
        replies: Vec<(Answer, Result<Outcome, SubmitError>)>,
        why: String,
    ) {
        tracing::warn!(%why, "a commit may or may not be stored; asking the database");
        let unknown = StoreError::Unavailable(why);
        let deadline = Instant::now() + PATIENCE;
        let mut replies = Some(replies);
        loop {
            match self.fate(&group).await {
                Ok(Fate::Stored) => {
                    self.apply(effects);
                    for (answer, reply) in replies.into_iter().flatten() {
                        _ = answer.send(reply);
                    }
                    return;
                }
                Ok(Fate::Lost) => {
                    self.dues.put_back(dues);
                    return fail(replies.unwrap_or_default(), &unknown);
                }
                Ok(Fate::Foreign) => {
                    tracing::error!("another server wrote to this database; this one stops");
                    self.shared.holding.give_up();
                    return fail(replies.unwrap_or_default(), &StoreError::NotHolder);
                }
                Err(_) if Instant::now() < deadline => {}
                Err(_) => {
                    for (answer, _) in replies.take().into_iter().flatten() {
                        _ = answer.send(Err(SubmitError::InDoubt));
                    }
                }
            }
            while let Ok(order) = self.inbox.try_recv() {
                let mut waiting = Vec::new();
                self.take(Some(order), &mut waiting);
                refuse(waiting, &unknown);
            }
            if self.stopping && replies.is_none() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// What became of the group; an error where the database does not tell yet.
    async fn fate(&self, group: &Group) -> Result<Fate, StoreError> {
        let store = self.shared.store.as_ref();
        // What is still on its way is written now or never.
        match self.shared.holding.fence(store).await {
            Ok(()) => {}
            Err(StoreError::NotHolder) => return Ok(Fate::Foreign),
            Err(other) => return Err(other),
        }
        let moved = store.head().await?.map(|head| head.index) != Some(self.head.index);
        let Some(first) = group.entries.first() else {
            return if moved {
                Ok(Fate::Foreign)
            } else {
                self.facts_again(group).await
            };
        };
        if !moved {
            return Ok(Fate::Lost);
        }
        let next = store.entries(self.head.index, 1).await?;
        let ours = next.first().is_some_and(|next| next.leaf == first.leaf);
        Ok(if ours { Fate::Stored } else { Fate::Foreign })
    }

    /// Facts alone leave no trace in the ledger. Their answers do; and without one, they are
    /// written again, which changes nothing where they stand already.
    async fn facts_again(&self, group: &Group) -> Result<Fate, StoreError> {
        let store = &self.shared.store;
        let keys: Vec<_> = group.answers.iter().map(|row| row.key).collect();
        if !keys.is_empty() && !store.answers(&keys).await?.is_empty() {
            return Ok(Fate::Stored);
        }
        match store.commit(self.shared.holding.lease(), group).await {
            Ok(()) => Ok(Fate::Stored),
            Err(StoreError::NotHolder | StoreError::Conflict) => Ok(Fate::Foreign),
            Err(other) => Err(other),
        }
    }
}

/// What became of a commit whose answer was lost.
enum Fate {
    /// It is stored.
    Stored,
    /// Nothing of it is stored.
    Lost,
    /// Something else stands in its place.
    Foreign,
}

/// One command's reply, and the answer row that will give it again.
fn decide_one(
    shared: &Shared,
    pending: &mut Pending<'_>,
    submission: &Submission,
    given: &mut HashMap<[u8; 32], AnswerRow>,
    fresh: &mut Vec<AnswerRow>,
) -> Result<Outcome, SubmitError> {
    if let Some((key, request)) = submission.idempotency
        && let Some(before) = given.get(&key)
    {
        if before.request != request {
            return Err(SubmitError::KeyReused);
        }
        return serde_json::from_slice(&before.answer)
            .map_err(|error| SubmitError::Store(StoreError::Corrupt(error.to_string())));
    }
    let outcome = pending.decide(submission, &*shared.clock, &*shared.entropy)?;
    if let Some((key, request)) = submission.idempotency {
        let customer = match &outcome {
            Outcome::Customer { customer, .. } | Outcome::Imported { customer, .. } => {
                Some(*customer)
            }
            _ => submission.command.customer(),
        };
        let answer = serde_json::to_vec(&outcome)
            .map_err(|error| SubmitError::Store(StoreError::Corrupt(error.to_string())))?;
        let row = AnswerRow {
            key,
            request,
            customer,
            answer,
            at: pending.at(),
        };
        given.insert(key, row.clone());
        fresh.push(row);
    }
    Ok(outcome)
}

fn refuse(waiting: Vec<Waiting>, error: &StoreError) {
    for waiting in waiting {
        _ = waiting.answer.send(Err(SubmitError::Store(error.clone())));
    }
}

/// Every reply of a group that was not stored rests on what was not stored: none is given.
fn fail(replies: Vec<(Answer, Result<Outcome, SubmitError>)>, error: &StoreError) {
    for (answer, _) in replies {
        _ = answer.send(Err(SubmitError::Store(error.clone())));
    }
}
