//! In which order an address gets what waits for it.
//!
//! What is about one customer goes in the ledger's order: the next one waits until the one before is
//! over. Different customers wait for nobody. Where several could go, one behind which something
//! urgent stands goes first, then the oldest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::clock::Timestamp;
use crate::id::CustomerId;
use crate::ledger::EntryKind;
use crate::webhook::Delivery;
use crate::webhook::schedule::{SURE, TRIES};

/// What has to stay in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// All about one customer.
    Customer(CustomerId),
    /// All that is about everybody: publications, stops, the registry.
    Everybody,
    /// One entry, of which nobody knows any more whom it is about.
    Alone(u64),
}

/// How often what is pressed is tried, before it only counts where the address takes something else.
const BEFORE_SURE: u32 = TRIES - SURE;
/// How long what failed waits at most, in seconds, where something urgent stands behind it.
const PRESSED_S: i64 = 60;

/// A delivery that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The entry's index.
    pub index: u64,
    /// Whose it is.
    pub chain: Chain,
    /// Whether it goes before everything else.
    pub urgent: bool,
    /// How often it was tried, as far as that counts.
    pub tries: u32,
    /// How many of these tries counted though it was pressed: the address took something else beside them.
    pub sure: u32,
    /// When it is tried next.
    pub at: Timestamp,
}

impl Pending {
    /// A delivery, and whom its entry is about. That somebody was erased stands behind all that is
    /// about her, though what is stored of it does not name her.
    #[must_use]
    pub fn of(delivery: &Delivery, about: Option<CustomerId>) -> Self {
        Self {
            index: delivery.id.index,
            chain: match about.or(delivery.customer) {
                Some(customer) => Chain::Customer(customer),
                None if matches!(delivery.kind, EntryKind::Erased | EntryKind::Readmitted) => {
                    Chain::Alone(delivery.id.index)
                }
                None => Chain::Everybody,
            },
            urgent: delivery.urgent,
            tries: delivery.tries,
            sure: 0,
            at: delivery.at,
        }
    }
}

/// What waits for one address.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// How many wait or are under way.
    count: usize,
    chains: HashMap<Chain, Line>,
    /// The chains whose first one may go, in the order that they go.
    ready: BTreeSet<(bool, u64, Chain)>,
    /// The chains whose first one waits for its moment.
    resting: BTreeMap<(Timestamp, u64), Chain>,
    /// Of chains that became part of another one, those whose first one was under way then, and which
    /// that other one is. It waits until they have landed.
    landing: HashMap<Chain, Chain>,
}

/// One chain.
#[derive(Clone, Debug, Default)]
struct Line {
    waiting: VecDeque<Pending>,
    urgent: usize,
    /// Whether its first one is under way.
    busy: bool,
    /// What is under way, where it was asked for once more meanwhile.
    anew: Option<Pending>,
    /// How many are under way of what became part of this chain: see [`Queue::join`].
    awaited: usize,
}

impl Line {
    /// Puts one in where the ledger has it; what is under way stays the first: it is over before the next one goes.
    fn insert(&mut self, pending: Pending) {
        let place = self
            .waiting
            .partition_point(|other| other.index < pending.index);
        let place = if self.busy { place.max(1) } else { place };
        self.urgent += usize::from(pending.urgent);
        self.waiting.insert(place, pending);
    }

    /// What is not under way: whether it is urgent, or stands before what is; where the ledger has it,
    /// from behind; and in which chain.
    fn waits(&self) -> impl Iterator<Item = (bool, Reverse<u64>, Chain)> {
        let under_way = usize::from(self.busy);
        let waiting = self.waiting.iter().skip(under_way);
        let last = waiting.clone().rposition(|one| one.urgent);
        waiting.enumerate().map(move |(place, one)| {
            let presses = last.is_some_and(|last| place <= last);
            (presses, Reverse(one.index), one.chain)
        })
    }

    /// Its place among those that may go.
    fn place(&self, chain: Chain) -> Option<(bool, u64, Chain)> {
        let first = self.waiting.front()?;
        Some((self.urgent == 0, first.index, chain))
    }
}

impl Queue {
    /// How many wait or are under way.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether nothing waits or is under way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chains.is_empty()
    }

    /// Adds one. One that is there already goes at the earlier of both moments. Something urgent wakes
    /// what stands before it in its chain: it cannot go before that, and must not wait for hours.
    pub fn add(&mut self, pending: Pending) {
        let chain = pending.chain;
        let mut line = self.chains.remove(&chain).unwrap_or_default();
        self.withdraw(&line, chain);
        let place = line
            .waiting
            .partition_point(|other| other.index < pending.index);
        let busy = line.busy && place == 0;
        let known = line.waiting.get_mut(place);
        if let Some(known) = known.filter(|known| known.index == pending.index) {
            // What is sent again by hand begins its schedule anew.
            if busy {
                // What is only read once more from where it is stored is no new wish.
                if pending.tries == 0 && pending.at > known.at {
                    line.anew = Some(pending);
                }
            } else {
                known.at = known.at.min(pending.at);
                known.tries = known.tries.min(pending.tries);
                known.sure = known.sure.min(known.tries.saturating_sub(BEFORE_SURE));
            }
        } else {
            line.insert(pending);
            self.count += 1;
            if pending.urgent
                && !line.busy
                && let Some(first) = line.waiting.front_mut()
            {
                first.at = first.at.min(pending.at);
            }
        }
        self.offer(line, chain);
    }

    /// Lets go of what there is no room for, so that at most `most` are left; how many. What comes last
    /// in the ledger goes first, but what takes something away stays for longest, with what stands before
    /// it. What is under way stays. What is left of each chain is its beginning, so that nothing is
    /// overtaken by what stands behind it, as long as what was let go is added again before anything
    /// newer of the same chain is.
    pub fn shed(&mut self, most: usize) -> usize {
        let over = self.count.saturating_sub(most);
        if over == 0 {
            return 0;
        }
        let waiting = self.chains.values().flat_map(Line::waits);
        let mut waiting: Vec<_> = waiting.collect();
        waiting.sort_unstable();
        waiting.truncate(over);
        for (.., chain) in &waiting {
            let Some(mut line) = self.chains.remove(chain) else {
                continue;
            };
            self.withdraw(&line, *chain);
            if let Some(last) = line.waiting.pop_back() {
                self.count -= 1;
                line.urgent -= usize::from(last.urgent);
            }
            self.offer(line, *chain);
        }
        waiting.len()
    }

    /// Two customers turned out to be one: what waits in the one chain goes in the other, in the
    /// ledger's order, and behind what is under way of either. What stands before something urgent by
    /// that is woken, as in [`Self::add`].
    pub fn join(&mut self, from: Chain, into: Chain) {
        if self.merge(from, into) {
            self.wake(into);
        }
    }

    /// Puts what waits in the one chain into the other; false where there is nothing to do.
    fn merge(&mut self, from: Chain, into: Chain) -> bool {
        if from == into || !self.chains.contains_key(&from) || self.landing.contains_key(&from) {
            return false;
        }
        let mut gone = self.chains.remove(&from).unwrap_or_default();
        self.withdraw(&gone, from);
        let mut line = self.chains.remove(&into).unwrap_or_default();
        self.withdraw(&line, into);
        for awaiting in self.landing.values_mut().filter(|into| **into == from) {
            *awaiting = into;
        }
        line.awaited += gone.awaited;
        if gone.busy
            && let Some(first) = gone.waiting.pop_front()
        {
            let under_way = Line {
                urgent: usize::from(first.urgent),
                waiting: VecDeque::from([first]),
                busy: true,
                anew: gone.anew.take(),
                awaited: 0,
            };
            self.chains.insert(from, under_way);
            self.landing.insert(from, into);
            line.awaited += 1;
        }
        for pending in gone.waiting {
            line.insert(Pending {
                chain: into,
                ..pending
            });
        }
        self.offer(line, into);
        true
    }

    /// Lets the first one of a chain go as soon as something urgent in it may.
    fn wake(&mut self, chain: Chain) {
        let Some(mut line) = self.chains.remove(&chain) else {
            return;
        };
        self.withdraw(&line, chain);
        let urgent = line.waiting.iter().filter(|one| one.urgent);
        let soon = urgent.map(|one| one.at).min();
        if let (false, Some(soon), Some(first)) = (line.busy, soon, line.waiting.front_mut()) {
            first.at = first.at.min(soon);
        }
        self.offer(line, chain);
    }

    /// The one of that chain that was under way has landed: where the chain is part of another one by
    /// now, what is left of it goes there.
    fn landed(&mut self, chain: Chain) {
        let Some(into) = self.landing.remove(&chain) else {
            return;
        };
        self.merge(chain, into);
        if let Some(mut line) = self.chains.remove(&into) {
            self.withdraw(&line, into);
            line.awaited = line.awaited.saturating_sub(1);
            self.offer(line, into);
        }
    }

    /// The next one that may go at `now`, or the next that is pressed by something urgent. It is under
    /// way until [`Self::over`] or [`Self::again`].
    pub fn take(&mut self, now: Timestamp, only_urgent: bool) -> Option<Pending> {
        self.wakes(now);
        if only_urgent && self.ready.first().is_some_and(|(usual, ..)| *usual) {
            return None;
        }
        let (_, _, chain) = self.ready.pop_first()?;
        self.goes(chain)
    }

    /// Of those that may go at `now` and are pressed by something urgent, or are urgent, the one whose moment
    /// came first. Where only one goes now and then, each time another one does: one that is never taken does
    /// not keep the others from showing that they are.
    pub fn probe(&mut self, now: Timestamp) -> Option<Pending> {
        self.wakes(now);
        let since = |chain: &Chain| {
            let first = self.chains.get(chain)?.waiting.front()?;
            Some(first.at)
        };
        let urgent = self.ready.iter().take_while(|(usual, ..)| !*usual);
        let place = urgent.min_by_key(|(_, index, chain)| (since(chain), *index));
        let place = place.copied()?;
        self.ready.remove(&place);
        self.goes(place.2)
    }

    /// Lets those be ready whose moment has come by `now`.
    fn wakes(&mut self, now: Timestamp) {
        while let Some((&(at, index), &chain)) = self.resting.first_key_value() {
            if now < at {
                break;
            }
            self.resting.remove(&(at, index));
            if let Some(place) = self.chains.get(&chain).and_then(|line| line.place(chain)) {
                self.ready.insert(place);
            }
        }
    }

    /// The first one of that chain is under way from now on.
    fn goes(&mut self, chain: Chain) -> Option<Pending> {
        let line = self.chains.get_mut(&chain)?;
        line.busy = true;
        line.waiting.front().copied()
    }

    /// The one of that chain that was under way is over; but once more, where it was asked for again
    /// meanwhile.
    pub fn over(&mut self, chain: Chain) {
        let Some(mut line) = self.chains.remove(&chain) else {
            return;
        };
        line.busy = false;
        match (line.anew.take(), line.waiting.front_mut()) {
            (Some(anew), Some(first)) => *first = anew,
            _ => {
                if let Some(first) = line.waiting.pop_front() {
                    self.count -= 1;
                    line.urgent -= usize::from(first.urgent);
                }
            }
        }
        self.offer(line, chain);
        self.landed(chain);
    }

    /// Whether something urgent stands behind the first one of that chain.
    #[must_use]
    pub fn is_pressed(&self, chain: Chain) -> bool {
        let behind = self.chains.get(&chain).is_some_and(|line| {
            let first = line.waiting.front().is_some_and(|first| first.urgent);
            line.urgent > usize::from(first)
        });
        // What became part of another chain while it was under way holds that one up.
        let into = self.landing.get(&chain);
        let into = into.and_then(|into| self.chains.get(into));
        behind || into.is_some_and(|line| line.urgent > 0)
    }

    /// How often the one that is under way has been tried with this attempt, as far as that counts.
    ///
    /// What is pressed is tried far more often than its schedule says, so that one that is never taken
    /// is given up soon. Where the address takes nothing else either (`is_in_doubt`), that is no fault
    /// of this one, and giving it up would let nothing through: the last few tries only count where
    /// something else was taken beside them, however often it was tried before.
    #[must_use]
    pub fn tried(&self, pending: &Pending, is_in_doubt: bool) -> u32 {
        if !self.is_pressed(pending.chain) {
            return pending.tries.saturating_add(1);
        }
        let most = BEFORE_SURE.saturating_add(pending.sure);
        let tried = pending.tries.min(most).saturating_add(1);
        if is_in_doubt { tried.min(most) } else { tried }
    }

    /// Whether the one of that chain that is under way, which was tried so often, has been tried as often as
    /// it can be without a sign that the address takes anything else. Where nothing else waits for that
    /// address there is no such sign unless somebody asks for one, and what presses would wait for days.
    #[must_use]
    pub fn needs_a_sign(&self, chain: Chain, tries: u32) -> bool {
        tries >= BEFORE_SURE && self.is_pressed(chain)
    }

    /// The one of that chain that was under way until `now` goes again at `at`. Where something urgent
    /// stands behind it, it does not keep that for hours: it is tried each minute, as far as the address
    /// is not left alone, and so is given up soon where others are taken and it never is.
    pub fn again(&mut self, chain: Chain, tries: u32, at: Timestamp, now: Timestamp) {
        self.put_back(chain, Some(tries), at, now);
    }

    /// The same of one that could not even be sent: how often it was tried is as it was, and so is how much
    /// of that is sure.
    pub fn unsent(&mut self, chain: Chain, at: Timestamp, now: Timestamp) {
        self.put_back(chain, None, at, now);
    }

    /// Puts back the one of that chain that was under way until `now`; `tries` says how often it was tried by
    /// then, where it was once more.
    fn put_back(&mut self, chain: Chain, tries: Option<u32>, at: Timestamp, now: Timestamp) {
        let pressed = self.is_pressed(chain);
        let Some(mut line) = self.chains.remove(&chain) else {
            return;
        };
        if let Some(first) = line.waiting.pop_front() {
            // An older one may have come meanwhile: what is sent again can be.
            let index = first.index;
            let soon = now.plus_seconds(PRESSED_S);
            let at = if pressed { at.min(soon) } else { at };
            let (tries, sure, at) = match (line.anew.take(), tries) {
                (Some(anew), _) => (anew.tries, anew.sure, anew.at),
                (None, Some(tries)) => (tries, tries.saturating_sub(BEFORE_SURE), at),
                (None, None) => (first.tries, first.sure, at),
            };
            let place = line.waiting.partition_point(|other| other.index < index);
            let again = Pending {
                tries,
                sure: if pressed { sure } else { 0 },
                at,
                ..first
            };
            line.waiting.insert(place, again);
        }
        line.busy = false;
        self.offer(line, chain);
        self.landed(chain);
    }

    /// When the next one may go; nothing where none waits. It lies in the past where one could have
    /// gone already.
    #[must_use]
    pub fn next_at(&self) -> Option<Timestamp> {
        if self.ready.is_empty() {
            self.resting.first_key_value().map(|((at, _), _)| *at)
        } else {
            Some(Timestamp::from_millis(0))
        }
    }

    /// Takes a chain out of the order.
    fn withdraw(&mut self, line: &Line, chain: Chain) {
        if let Some(place) = line.place(chain) {
            self.ready.remove(&place);
        }
        if let Some(first) = line.waiting.front() {
            self.resting.remove(&(first.at, first.index));
        }
    }

    /// Puts a chain where it belongs. Whether its moment has come is asked when one is taken.
    fn offer(&mut self, line: Line, chain: Chain) {
        let Some(first) = line.waiting.front() else {
            // Whatever comes waits for what it is to come behind.
            if line.awaited > 0 {
                self.chains.insert(chain, line);
            }
            return;
        };
        if !line.busy && line.awaited == 0 {
            self.resting.insert((first.at, first.index), chain);
        }
        self.chains.insert(chain, line);
    }
}

#[cfg(test)]
mod tests;
