//! The one writer: takes what has arrived, decides, commits, updates memory, answers.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use mutual::insight::Ask;
use mutual::ledger::Body;
use mutual::port::{AnswerRow, Group, Head, StoreError, Submission, SubmitError};
use mutual::use_cases::{Outcome, Trace};
use tokio::runtime::RuntimeFlavor;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use crate::asks::Asks;
use crate::deciding::{self, Along, Decided, Key, Recent};
use crate::dues::Dues;
use crate::effects::Effects;
use crate::handle::{Options, Shared};
use crate::trail::{Trail, connected};

/// How many announcements go along with one group.
const ANNOUNCEMENTS: usize = 256;
/// How many commands take long enough to decide, a millisecond, that what waits for the same thread is
/// handed to another one.
const MANY: usize = 64;
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

impl Waiting {
    fn key(&self) -> Option<Key> {
        self.submission.idempotency.map(|(key, _)| key)
    }
}

/// The one writer.
pub(crate) struct Sequencer {
    shared: Arc<Shared>,
    inbox: mpsc::Receiver<Order>,
    asks: Asks,
    head: Head,
    options: Options,
    dues: Dues,
    recent: Recent,
    stopping: bool,
}

impl Sequencer {
    pub(crate) fn new(
        shared: Arc<Shared>,
        inbox: mpsc::Receiver<Order>,
        asks: Asks,
        head: Head,
        options: Options,
    ) -> Self {
        let dues = Dues::of(&shared.memory);
        Self {
            shared,
            inbox,
            asks,
            head,
            options,
            dues,
            recent: Recent::default(),
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
                    () = self.asks.come_due() => {}
                    _ = every.tick() => self.dues.expire(self.shared.settled()),
                }
            }
            while waiting.len() < self.options.group && !self.stopping {
                match self.inbox.try_recv() {
                    Ok(order) => self.take(Some(order), &mut waiting),
                    Err(_) => break,
                }
            }
            let dues = self.dues.take(ANNOUNCEMENTS);
            let destroys = |waiting: &Waiting| waiting.submission.command.destroys().is_some();
            let (destroying, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(destroys);
            if !waiting.is_empty() || !dues.is_empty() || self.asks.is_due() {
                let asks = self.take_asks();
                self.run_group(waiting, Along { dues, asks }).await;
            }
            // One by one: each begins with a look at what there is to destroy.
            for waiting in destroying {
                let asks = self.take_asks();
                let along = Along {
                    asks,
                    ..Along::default()
                };
                self.run_group(vec![waiting], along).await;
            }
        }
        // Whoever was asked before the end is counted.
        let asks = self.take_asks();
        let along = Along {
            asks,
            ..Along::default()
        };
        if !along.is_empty() {
            self.run_group(Vec::new(), along).await;
        }
    }

    fn take_asks(&mut self) -> Vec<Ask> {
        let lost = self.shared.asking.lost();
        if lost > 0 {
            tracing::warn!(
                lost,
                "too many pages asked at once: some are not counted as asked"
            );
        }
        self.asks.take()
    }

    /// What could not go along goes with the next group.
    fn put_back(&mut self, along: Along) {
        self.dues.put_back(along.dues);
        let lost = self.asks.put_back(along.asks);
        if lost > 0 {
            tracing::warn!(
                lost,
                "the database is away: some pages are not counted as asked"
            );
        }
    }

    fn take(&mut self, order: Option<Order>, waiting: &mut Vec<Waiting>) {
        match order {
            Some(Order::Submit(submission, answer)) => waiting.push(Waiting { submission, answer }),
            Some(Order::Stop) | None => self.stopping = true,
        }
    }

    /// Decides, commits and answers one group.
    async fn run_group(&mut self, mut waiting: Vec<Waiting>, along: Along) {
        if !self.shared.holding.is_held() {
            // Without the lease nothing may be decided from memory.
            let gone = if self.shared.holding.is_lost() {
                StoreError::NotHolder
            } else {
                StoreError::Unavailable("the lease could not be renewed".to_owned())
            };
            self.put_back(along);
            refuse(waiting, &gone);
            // Do not spin on what is due while the database is away.
            tokio::time::sleep(Duration::from_millis(100)).await;
            return;
        }
        waiting.sort_by_key(|waiting| waiting.submission.command.rank());
        let (decided, stored) = match self.decide_and_commit(&waiting, &along).await {
            Ok(done) => done,
            Err(error) => {
                self.put_back(along);
                return refuse(waiting, &error);
            }
        };
        let Decided {
            group,
            effects,
            replies,
        } = decided;
        let answers = waiting.into_iter().map(|waiting| waiting.answer);
        let replies: Vec<_> = answers.zip(replies).collect();
        match stored {
            Ok(()) => {
                self.recent.add(group.answers.iter().map(|row| row.key));
                self.apply(effects);
                for (answer, reply) in replies {
                    // Whoever went away meanwhile does not need the answer.
                    _ = answer.send(reply);
                }
            }
            Err(StoreError::Unavailable(why)) => {
                self.in_doubt(group, effects, along, replies, why).await;
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

    /// Decides the group and commits it; an error where nothing was tried.
    ///
    /// Hardly a key was ever used before. So the stored answers are looked up only where there is
    /// a sign of one: a key that was seen lately, a refusal, which the earlier answer would
    /// replace, or a commit that a stored key stops.
    async fn decide_and_commit(
        &mut self,
        waiting: &[Waiting],
        along: &Along,
    ) -> Result<(Decided, Result<(), StoreError>), StoreError> {
        let trail = self.trail(waiting).await?;
        let keys: Vec<_> = waiting.iter().filter_map(Waiting::key).collect();
        if !keys.iter().any(|key| self.recent.has(key)) {
            let decided = self.decide(waiting, along, HashMap::new(), &trail)?;
            let mut replies = waiting.iter().zip(&decided.replies);
            if !replies.any(|(waiting, reply)| waiting.key().is_some() && reply.is_err()) {
                let stored = self.commit(&decided).await;
                if stored != Err(StoreError::Conflict) || keys.is_empty() {
                    return Ok((decided, stored));
                }
            }
        }
        let rows = self.shared.store.answers(&keys).await?;
        self.recent.add(rows.iter().map(|row| row.key));
        let known = rows.into_iter().map(|row| (row.key, row)).collect();
        let decided = self.decide(waiting, along, known, &trail)?;
        let stored = self.commit(&decided).await;
        Ok((decided, stored))
    }

    fn decide(
        &self,
        waiting: &[Waiting],
        along: &Along,
        known: HashMap<Key, AnswerRow>,
        trail: &Trail,
    ) -> Result<Decided, StoreError> {
        let submissions = waiting.iter().map(|waiting| waiting.submission.as_ref());
        aside(waiting.len() + along.dues.len(), || {
            deciding::decide(&self.shared, self.head, submissions, along, known, trail)
        })
    }

    /// The entries of the customer of whom something is to be destroyed.
    async fn trail(&self, waiting: &[Waiting]) -> Result<Trail, StoreError> {
        let destroying = waiting
            .iter()
            .find_map(|waiting| waiting.submission.command.destroys());
        let customer = destroying.and_then(|id| self.shared.memory.customer(id));
        let Some(customer) = customer else {
            return Ok(Trail::default());
        };
        let hers: Vec<_> = customer.ids().collect();
        let shared = &self.shared;
        let all = connected(shared.store.as_ref(), &shared.memory, hers.clone()).await?;
        let (mut traces, mut entries) = (Vec::new(), Vec::new());
        for (id, entry) in all {
            if hers.contains(&id) {
                let stays = matches!(entry.body, Body::Forgotten(_));
                let proposition = entry.body.proposition().filter(|_| !stays).cloned();
                traces.push(Trace {
                    index: entry.index,
                    customer: id,
                    proposition,
                });
            }
            entries.push(entry);
        }
        Ok(Trail { traces, entries })
    }

    async fn commit(&self, decided: &Decided) -> Result<(), StoreError> {
        if decided.is_empty() {
            return Ok(());
        }
        let began = Instant::now();
        let lease = self.shared.holding.lease();
        let stored = self.shared.store.commit(lease, &decided.group).await;
        let counters = &self.shared.counters;
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let entries = decided.effects.entries.len() as u64;
        counters.groups.fetch_add(1, Ordering::Relaxed);
        counters.commands.fetch_add(entries, Ordering::Relaxed);
        counters.commit_micros.fetch_add(micros, Ordering::Relaxed);
        stored
    }

    fn apply(&mut self, effects: Effects) {
        self.head = effects.head;
        let entries = effects.entries.clone();
        aside(entries.len(), || {
            effects.apply(&self.shared.memory);
            for entry in entries {
                self.dues.note(&self.shared.memory, &entry);
            }
        });
    }

    /// A commit whose fate is unknown: nothing else is decided before it is known. Its callers
    /// are told after a while; those who come meanwhile at once.
    async fn in_doubt(
        &mut self,
        group: Group,
        effects: Effects,
        along: Along,
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
                    self.put_back(along);
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
        let next = store.entries(self.head.index + 1, 1).await?;
        let ours = next.first().is_some_and(|next| next.leaf == first.leaf);
        Ok(if ours { Fate::Stored } else { Fate::Foreign })
    }

    /// Facts alone leave no trace in the ledger. Their answers do; and without one, they are
    /// written again, which changes nothing where they stand already.
    async fn facts_again(&self, group: &Group) -> Result<Fate, StoreError> {
        let store = &self.shared.store;
        let keys: Vec<_> = group.answers.iter().map(|row| row.key).collect();
        let rows = store.answers(&keys).await?;
        let ours = |row: &AnswerRow| group.answers.contains(row);
        if !keys.is_empty() && rows.len() == keys.len() && rows.iter().all(ours) {
            return Ok(Fate::Stored);
        }
        match store.commit(self.shared.holding.lease(), group).await {
            Ok(()) => Ok(Fate::Stored),
            // A key has the answer of an earlier write, so that this one never was stored.
            Err(StoreError::Conflict) if !rows.is_empty() => Ok(Fate::Lost),
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

/// Does what so many commands ask for. While it is done for many, a check that waits for this thread
/// would wait as long: it goes to another one.
fn aside<T>(commands: usize, work: impl FnOnce() -> T) -> T {
    let handle = tokio::runtime::Handle::current();
    if commands >= MANY && handle.runtime_flavor() == RuntimeFlavor::MultiThread {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
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
