//! One address and all that waits for it.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use mutual::clock::{Entropy, Timestamp, random};
use mutual::id::CustomerId;
use mutual::ledger::Body;
use mutual::port::{Carried, StoreError, Waiting};
use mutual::use_cases::ENDPOINTS;
use mutual::webhook::{
    After, Attempt, Chain, Delivery, DeliveryId, Endpoint, Health, Pace, Pending, Queue, Room,
    after,
};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::carriage::Held;
use super::late::Late;
use super::letters::{Told, tell};
use super::lost::Lost;
use super::message::{Sent, send};
use crate::state::{App, Side};

/// The most entries that become deliveries at once.
const PAGE: u32 = 500;
/// How many entries that concern nobody here may pass before that is stored.
const UNSTORED: u64 = 5_000;
/// How long it waits where the database is away.
const AWAY: Duration = Duration::from_millis(500);
/// When it is tried again to read what could not be read, in seconds.
const UNREAD_S: i64 = 30;
/// How long it waits where nothing happens.
const IDLE: Duration = Duration::from_secs(60);
/// What an address of the test side may hold at least.
const LEAST: usize = 10;
/// The most deliveries that are read at once.
const READ: u32 = 2_000;
/// When it is tried again to tell people of an address that fails, in seconds, where no mail went out.
const TELL_AGAIN_S: i64 = 3_600;

/// Whoever carries to one address.
pub(super) struct Carrier {
    app: App,
    side: Side,
    /// Whether it hears of test customers.
    is_test: bool,
    told: watch::Receiver<Endpoint>,
    news: watch::Receiver<u64>,
    endpoint: Endpoint,
    /// The index up to which entries were looked at; stored now and then.
    seen: u64,
    /// What waits, as far as there is room: the rest stays in the store. Of each chain it is the
    /// beginning, so that nothing is overtaken.
    queue: Queue,
    /// Whom entries are about that wait, or waited until there was no room, where what is stored of them
    /// does not say so: read again, each goes where it was put.
    gone: BTreeMap<u64, CustomerId>,
    /// Whether all that waits in the store is in the queue.
    whole: bool,
    /// Whether entries that are yet to be looked at may have been sent already, because somebody asked
    /// for a range again.
    ahead: bool,
    /// How many of them are counted as held.
    held: Held,
    under_way: JoinSet<(Pending, u64, Sent)>,
    health: Health,
    /// Whoever tells people that it fails; at which revision, and whether a mail went out.
    telling: JoinSet<(u64, bool)>,
    /// Before that, nobody is told once more.
    tell_at: Timestamp,
    /// What takes something away and was given up.
    lost: Lost,
    /// What takes something away and waits for too long.
    late: Late,
    /// How much of it goes, and when.
    pace: Pace,
    /// Whether a message waits that is given up only where the address is known to take others, or in answer to
    /// which it asked to be left alone, which may be about that message alone.
    doubts: bool,
    /// Whoever asks the address whether it takes anything; at which revision, and what came of it.
    asking: JoinSet<(u64, Result<Carried, StoreError>)>,
}

impl Carrier {
    pub(super) fn new(app: App, side: Side, told: watch::Receiver<Endpoint>) -> Self {
        let endpoint = told.borrow().clone();
        let is_test = app.is_test(&side);
        Self {
            is_test,
            news: app.carriage.news(),
            held: app.carriage.holding(is_test),
            app,
            side,
            told,
            seen: endpoint.through,
            health: endpoint.health(),
            endpoint,
            queue: Queue::default(),
            gone: BTreeMap::new(),
            whole: false,
            ahead: true,
            under_way: JoinSet::new(),
            telling: JoinSet::new(),
            tell_at: Timestamp::from_millis(0),
            lost: Lost::default(),
            late: Late::default(),
            pace: Pace::default(),
            doubts: false,
            asking: JoinSet::new(),
        }
    }

    /// Sends, until the address is off, is gone, or somebody drops this.
    pub(super) async fn run(mut self) {
        while let Err(error) = self.begin().await {
            tracing::warn!(%error, "what waits for a webhook could not be read");
            tokio::time::sleep(AWAY).await;
        }
        while self.health.off.is_none() && self.side.engine.is_current() {
            // Nobody is there to be refused who would come again: what is only tried out waits.
            if self.is_test && self.app.pressure.puts_tests_off() {
                tokio::time::sleep(AWAY).await;
                continue;
            }
            // While it waited, people may have said that nothing more goes where it went so far.
            if matches!(self.told.has_changed(), Ok(true)) {
                self.change().await;
            }
            let mut idle = IDLE;
            if let Err(error) = self.fill().await {
                tracing::warn!(%error, "entries did not become deliveries yet");
                tokio::time::sleep(AWAY).await;
                // It is tried again soon, also where nothing happens that would wake this.
                idle = AWAY;
            }
            self.held.are(self.queue.len());
            // Where the address asked to be left alone, what asks goes in the place of what tries.
            self.ask();
            self.start();
            let now = self.now();
            self.lost.tell(&self.app, &self.side, &self.endpoint, now);
            let (app, side, health) = (&self.app, &self.side, self.health);
            self.late.look(app, side, &self.endpoint, health, now);
            self.next(idle).await;
        }
    }

    /// Waits until there is something to do, for as long as `idle` at most, and does what only waits for that.
    async fn next(&mut self, idle: Duration) {
        let now = self.now();
        let has_room = self.pace.has_room(self.under_way.len());
        let next = self.queue.next_at().filter(|_| has_room);
        let wait = next.map_or(idle, |next| {
            let millis = next.max(self.pace.opens(now)).as_millis() - now.as_millis();
            Duration::from_millis(u64::try_from(millis).unwrap_or(0)).min(idle)
        });
        let (engine, next) = (&self.side.engine, self.seen.saturating_add(1));
        tokio::select! {
            Some(landed) = self.under_way.join_next() => match landed {
                Ok((pending, revision, sent)) => self.landed(pending, revision, sent).await,
                Err(error) => tracing::error!(%error, "a webhook was cut off"),
            },
            Some(asked) = self.asking.join_next() => if let Ok((revision, answered)) = asked {
                self.answered(revision, answered);
            },
            Some(told) = self.telling.join_next() => if let Ok((revision, true)) = told {
                self.people_know(revision, now).await;
            },
            Some(()) = self.lost.is_told() => {}
            Some(()) = self.late.is_looked_at() => {}
            _ = engine.wait_for(next, IDLE) => {}
            changed = self.told.changed() => if changed.is_ok() {
                self.change().await;
            },
            _ = self.news.changed() => if let Err(error) = self.load().await {
                tracing::warn!(%error, "what is to be sent again could not be read");
            },
            () = tokio::time::sleep(wait) => {}
        }
    }

    /// Goes on as people changed the address. What was looked at so far is stored first: what it asks
    /// for now was not asked for then.
    async fn change(&mut self) {
        let store = &self.side.store;
        if let Err(error) = store.add_deliveries(self.endpoint.id, self.seen, &[]).await {
            tracing::warn!(%error, "how far a webhook is could not be stored");
        }
        self.endpoint = self.told.borrow_and_update().clone();
        self.health = self.endpoint.health();
        self.pace = Pace::default();
    }

    /// The most deliveries that are held. All addresses of the test side together hold no more than a single
    /// one of the live side may: what is tried out is not to fill the memory.
    fn most(&self) -> usize {
        let most = usize::try_from(self.app.config.webhook_waiting).unwrap_or(usize::MAX);
        if self.is_test {
            (most / ENDPOINTS).max(LEAST)
        } else {
            most
        }
    }

    /// Reads where it stands. People may not know yet of what was given up before this began.
    async fn begin(&mut self) -> Result<(), StoreError> {
        let counts = self.side.store.delivery_counts(self.endpoint.id).await?;
        if let Some(at) = counts.lost_at {
            self.lost.add(at);
        }
        self.load().await
    }

    /// Reads what waits: what takes something away, with what stands before it, then the oldest; as far
    /// as there is room. What there is none for is read once half of this is over.
    async fn load(&mut self) -> Result<(), StoreError> {
        // Where this breaks off, it is read once more.
        (self.ahead, self.whole) = (true, false);
        let (mut after, mut read) = (0, 0);
        while read < self.most() {
            let urgent = self.waiting(Waiting::Urgent, after, READ).await?;
            let Some(last) = urgent.last() else { break };
            after = last.id.index;
            let about: Vec<_> = urgent.iter().map(|one| one.customer).collect();
            read += self.press(&about).await?;
        }
        (after, read) = (0, 0);
        loop {
            let page = self.waiting(Waiting::All, after, READ).await?;
            for delivery in &page {
                self.wait(delivery, delivery.customer);
            }
            read += page.len();
            match page.last() {
                Some(last) if page.len() == READ as usize => after = last.id.index,
                _ => {
                    self.whole = self.queue.shed(self.most()) == 0;
                    return Ok(());
                }
            }
            if read >= self.most() {
                self.queue.shed(self.most());
                self.whole = false;
                return Ok(());
            }
        }
    }

    /// Reads all that waits about these customers (nobody is one of them): what takes something away
    /// goes behind what stands before it, and before everybody else's. What there is no room for then
    /// is let go of. Returns how many there were.
    async fn press(&mut self, about: &[Option<CustomerId>]) -> Result<usize, StoreError> {
        let nobody = about.contains(&None);
        let mut customers = BTreeSet::new();
        for id in about.iter().flatten() {
            match self.side.engine.customer(*id) {
                Some(customer) => customers.extend(customer.ids()),
                None => customers.extend([*id]),
            }
        }
        let customers: Vec<_> = customers.into_iter().collect();
        let most = u32::try_from(self.most()).unwrap_or(u32::MAX);
        let mut waiting = Vec::new();
        if !customers.is_empty() {
            let about = Waiting::About(&customers);
            waiting = self.waiting(about, 0, most).await?;
        }
        if nobody {
            waiting.extend(self.waiting(Waiting::AboutNobody, 0, most).await?);
        }
        for delivery in &waiting {
            self.wait(delivery, delivery.customer);
        }
        if self.queue.shed(self.most()) > 0 {
            self.whole = false;
        }
        Ok(waiting.len())
    }

    /// Up to `limit` of what waits in the store behind the index `after`.
    async fn waiting(
        &self,
        which: Waiting<'_>,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let store = &self.side.store;
        store.pending(self.endpoint.id, which, after, limit).await
    }

    /// Makes deliveries of the entries that came, some at a time, so that what is there already is sent
    /// meanwhile; and reads on in what waits. Where there is no room for them they wait in the store,
    /// but what takes something away, and what stands before that, waits here.
    async fn fill(&mut self) -> Result<(), StoreError> {
        if !self.whole && self.queue.len() <= self.most() / 2 {
            self.load().await?;
        }
        if self.seen < self.side.engine.index() {
            let entries = self.side.engine.entries(self.seen, PAGE).await?;
            let Some(last) = entries.last().map(|entry| entry.index) else {
                return Ok(());
            };
            let (id, now) = (self.endpoint.id, self.now());
            let asked_for = entries
                .iter()
                .filter(|entry| !matches!(entry.body, Body::Destroyed(_)))
                .filter(|entry| self.endpoint.events.have(entry.body.kind()));
            let page: Vec<_> = asked_for
                .clone()
                .map(|entry| Delivery::of(entry, id, now))
                .collect();
            let about: Vec<_> = asked_for.map(|entry| entry.body.about()).collect();
            if !page.is_empty() || last >= self.endpoint.through.saturating_add(UNSTORED) {
                self.side.store.add_deliveries(id, last, &page).await?;
                self.endpoint.through = last;
            }
            let merged = entries.iter().filter_map(|entry| match &entry.body {
                Body::Merged(merged) => Some((merged.from, merged.customer)),
                _ => None,
            });
            let merged: Vec<_> = merged.collect();
            self.whole &= self.queue.len() + page.len() <= self.most();
            if self.whole {
                self.join(&merged);
                self.take(&page, &about).await?;
            } else {
                let urgent = page.iter().filter(|delivery| delivery.urgent);
                let urgent = urgent.map(|delivery| delivery.customer);
                // Of two who became one, what waits in the store may belong between what waits here.
                let both = merged.iter().map(|(_, into)| Some(*into));
                let pressed: Vec<_> = urgent.chain(both).collect();
                self.press(&pressed).await?;
                self.join(&merged);
            }
            self.seen = last;
        }
        self.ahead &= self.seen < self.side.engine.index();
        Ok(())
    }

    /// What is about records that became another one's goes with what is about that.
    fn join(&mut self, merged: &[(CustomerId, CustomerId)]) {
        for (from, into) in merged {
            let customer = self.side.engine.customer(*into);
            let into = customer.map_or(*into, |customer| customer.id);
            self.queue
                .join(Chain::Customer(*from), Chain::Customer(into));
        }
    }

    /// Lets these wait, whose entries are about those records, as far as they were not sent already.
    async fn take(
        &mut self,
        page: &[Delivery],
        about: &[Option<CustomerId>],
    ) -> Result<(), StoreError> {
        let read = match page {
            [] => return Ok(()),
            [.., last] if self.ahead => {
                let reach = last.id.index.saturating_sub(self.seen);
                let most = u32::try_from(reach).unwrap_or(u32::MAX);
                Some(self.waiting(Waiting::All, self.seen, most).await?)
            }
            _ => None,
        };
        let waiting = read.as_deref().unwrap_or(page);
        for (delivery, about) in page.iter().zip(about) {
            let index = delivery.id.index;
            let place = waiting.binary_search_by_key(&index, |one| one.id.index);
            if let Some(delivery) = place.ok().and_then(|place| waiting.get(place)) {
                self.wait(delivery, *about);
            }
        }
        Ok(())
    }

    /// Lets a delivery wait, whose entry is about that record, behind everything else about the same
    /// customer: whatever record of hers that stands under.
    fn wait(&mut self, delivery: &Delivery, about: Option<CustomerId>) {
        let index = delivery.id.index;
        if let Some(id) = about.filter(|_| delivery.customer.is_none()) {
            self.gone.insert(index, id);
        }
        let about = about.or_else(|| self.gone.get(&index).copied());
        let customer = about.and_then(|id| self.side.engine.customer(id));
        let about = about.map(|id| {
            let into = customer.map_or(id, |customer| customer.id);
            self.queue.join(Chain::Customer(id), Chain::Customer(into));
            into
        });
        self.queue.add(Pending::of(delivery, about));
    }

    /// Sends what may go now.
    fn start(&mut self) {
        let now = self.now();
        loop {
            let pending = match self.pace.room(now, self.under_way.len()) {
                Room::Nothing => None,
                Room::Probe => self.queue.probe(now),
                Room::Urgent => self.queue.take(now, true),
                Room::Any => self.queue.take(now, false),
            };
            let Some(pending) = pending else { return };
            self.pace.sent(pending.index, now);
            let (app, side) = (self.app.clone(), self.side.clone());
            let endpoint = self.endpoint.clone();
            self.under_way.spawn(async move {
                let sending = send(&app, &side, &endpoint, pending.index);
                // Whatever happens to one message, others about the same customer go on.
                let sent = AssertUnwindSafe(sending).catch_unwind().await;
                let sent = sent.unwrap_or_else(|_| Sent::Unread("sending it panicked".to_owned()));
                (pending, endpoint.revision, sent)
            });
        }
    }

    /// What comes of an attempt.
    async fn landed(&mut self, pending: Pending, revision: u64, sent: Sent) {
        let id = DeliveryId {
            endpoint: self.endpoint.id,
            index: pending.index,
        };
        let (attempt, rest_s) = match sent {
            Sent::Tried(attempt, rest_s) => {
                let number = self.counted(&pending);
                (Attempt { number, ..attempt }, rest_s)
            }
            // Whom it was about was erased, and nothing is left to say of her.
            Sent::Gone => {
                if let Err(error) = self.side.store.drop_delivery(id).await {
                    tracing::warn!(%error, "a delivery of what was destroyed is still there");
                }
                self.pace.unsent(pending.index);
                self.over(&pending);
                return;
            }
            Sent::Unread(why) => {
                tracing::warn!(why, "an entry could not be read to be sent");
                let now = self.now();
                let later = now.plus_seconds(UNREAD_S);
                self.pace.unsent(pending.index);
                self.queue.unsent(pending.chain, later, now);
                return;
            }
        };
        let now = self.now();
        let rest_s = self.pace.heeds(pending.index, rest_s);
        let next = comes_of(&attempt, now, rest_s, self.app.entropy.as_ref());
        let before = self.health;
        // What an address answered that was changed meanwhile says nothing of the one that it is now.
        if self.told.borrow().revision == revision {
            self.health = before.after(&attempt.outcome, now);
            let is_good = attempt.outcome.is_good();
            self.pace.landed(pending.index, is_good, now, rest_s);
        }
        self.record(&attempt, next, revision).await;
        match next.course {
            mutual::webhook::Course::Pending => {
                let tries = attempt.number;
                self.doubts |= self.queue.needs_a_sign(pending.chain, tries)
                    || (rest_s.is_some() && self.queue.is_pressed(pending.chain));
                self.queue.again(pending.chain, tries, next.at, now);
            }
            mutual::webhook::Course::GivenUp if pending.urgent => {
                self.lost.add(next.at);
                self.over(&pending);
            }
            _ => self.over(&pending),
        }
        if self.health.off != before.off {
            // Nobody here waits for it: this is about to end.
            tokio::spawn(self.tell(Told::Off));
        } else if self.health.is_to_be_told(now) && self.telling.is_empty() && self.tell_at <= now {
            self.tell_at = now.plus_seconds(TELL_AGAIN_S);
            let revision = self.endpoint.revision;
            let telling = self.tell(Told::Failing);
            self.telling.spawn(async move { (revision, telling.await) });
        }
    }

    /// How often a message has been tried with the attempt that is over just now, as far as that counts.
    fn counted(&mut self, pending: &Pending) -> u32 {
        let now = self.now();
        let takes_others = self.pace.took() || self.health.is_lost(now);
        let needs_a_sign = self.queue.needs_a_sign(pending.chain, pending.tries);
        let is_sure = takes_others || (needs_a_sign && self.pace.uses_sign(now));
        self.queue.tried(pending, !is_sure)
    }

    /// Asks the address whether it takes anything, where a message is not taken behind which something urgent
    /// waits, and nothing else goes there that would show it. Otherwise one message that is never taken keeps
    /// a withdrawal for days from an address that takes all others; and where it is answered with the wish to
    /// be left alone, it keeps everybody's.
    fn ask(&mut self) {
        let now = self.now();
        self.doubts &= !self.pace.took();
        let is_idle = self.under_way.is_empty() && self.asking.is_empty();
        if !self.doubts || !is_idle || !self.pace.may_ask(now) {
            return;
        }
        self.doubts = false;
        self.pace.asked(now);
        let (app, side) = (self.app.clone(), self.side.clone());
        let endpoint = self.endpoint.clone();
        self.asking.spawn(async move {
            let answered = app.webhooks(&side).ask(&endpoint).await;
            (endpoint.revision, answered)
        });
    }

    /// What came of asking. What an address answered that was changed meanwhile says nothing of the one that
    /// it is now.
    fn answered(&mut self, revision: u64, answered: Result<Carried, StoreError>) {
        match answered {
            Ok(carried) if self.told.borrow().revision == revision => {
                let (is_good, now) = (carried.outcome.is_good(), self.now());
                self.pace.answered(is_good, now, carried.rest_s);
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "an address could not be asked"),
        }
    }

    /// Tells people; whether a mail went out.
    fn tell(&self, what: Told) -> impl Future<Output = bool> + Send + use<> {
        let (app, side) = (self.app.clone(), self.side.clone());
        tell(app, side, self.endpoint.clone(), what)
    }

    /// Nothing more is to be done for this one.
    fn over(&mut self, pending: &Pending) {
        self.gone.remove(&pending.index);
        self.pace.over(pending.index);
        self.queue.over(pending.chain);
    }

    /// Remembers that people know. Before that, it is not switched off.
    async fn people_know(&mut self, revision: u64, now: Timestamp) {
        if revision != self.told.borrow().revision || self.health.failing_since.is_none() {
            return;
        }
        self.health.warned_at = Some(now);
        let (id, store) = (self.endpoint.id, &self.side.store);
        // The next attempt stores it as well.
        if let Err(error) = store.set_warned(id, now, revision).await {
            tracing::warn!(%error, "that people were told of a webhook is not stored yet");
        }
    }

    /// Stores what came of an attempt. Until that is stored, nothing more about the same customer is
    /// sent: it could overtake this one after a crash.
    async fn record(&self, attempt: &Attempt, next: After, revision: u64) {
        let store = &self.side.store;
        while let Err(error) = store
            .record_attempt(attempt, next, &self.health, revision)
            .await
        {
            tracing::warn!(%error, "what came of a webhook is not stored yet");
            if !self.side.engine.is_current() {
                return;
            }
            tokio::time::sleep(AWAY).await;
        }
    }

    /// What is tried later, and that an address is given up, comes by itself: a clock that jumped gives up
    /// nobody, and what was put off meanwhile does not wait until that moment comes.
    fn now(&self) -> Timestamp {
        self.side.engine.settled()
    }
}

/// What an attempt that ended at `now` means for its delivery. When it goes again is left to chance a
/// little, and is no sooner than the address asked.
fn comes_of(
    attempt: &Attempt,
    now: Timestamp,
    rest_s: Option<u32>,
    entropy: &dyn Entropy,
) -> After {
    let chance = f64::from(u32::from_be_bytes(random(entropy))) / f64::from(u32::MAX);
    after(&attempt.outcome, attempt.number, now, rest_s, chance)
}

#[cfg(test)]
mod tests;
