//! In which order an address gets what waits for it.
//!
//! What is about one customer goes in the ledger's order: the next one waits until the one before is
//! over. Different customers wait for nobody. Where several could go, one behind which something
//! urgent stands goes first, then the oldest.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::clock::Timestamp;
use crate::id::CustomerId;
use crate::ledger::EntryKind;
use crate::webhook::Delivery;

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
    /// How often it was tried.
    pub tries: u32,
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
            at: delivery.at,
        }
    }
}

/// What waits for one address.
#[derive(Clone, Debug, Default)]
pub struct Queue {
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
    /// Puts one in where the ledger has it; what is under way stays the first.
    fn insert(&mut self, pending: Pending) {
        let place = self
            .waiting
            .partition_point(|other| other.index < pending.index);
        let place = if self.busy { place.max(1) } else { place };
        self.urgent += usize::from(pending.urgent);
        self.waiting.insert(place, pending);
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
        self.chains.values().map(|line| line.waiting.len()).sum()
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
            }
        } else {
            // What is under way stays the first: it is over before the next one goes.
            let place = if line.busy { place.max(1) } else { place };
            line.waiting.insert(place, pending);
            line.urgent += usize::from(pending.urgent);
            if pending.urgent
                && !line.busy
                && let Some(first) = line.waiting.front_mut()
            {
                first.at = first.at.min(pending.at);
            }
        }
        self.offer(line, chain);
    }

    /// Two customers turned out to be one: what waits in the one chain goes in the other, in the
    /// ledger's order, and behind what is under way of either.
    pub fn join(&mut self, from: Chain, into: Chain) {
        if from == into || !self.chains.contains_key(&from) || self.landing.contains_key(&from) {
            return;
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
    }

    /// The one of that chain that was under way has landed: where the chain is part of another one by
    /// now, what is left of it goes there.
    fn landed(&mut self, chain: Chain) {
        let Some(into) = self.landing.remove(&chain) else {
            return;
        };
        self.join(chain, into);
        if let Some(mut line) = self.chains.remove(&into) {
            self.withdraw(&line, into);
            line.awaited = line.awaited.saturating_sub(1);
            self.offer(line, into);
        }
    }

    /// The next one that may go at `now`, or the next that is pressed by something urgent. It is under
    /// way until [`Self::over`] or [`Self::again`].
    pub fn take(&mut self, now: Timestamp, only_urgent: bool) -> Option<Pending> {
        while let Some((&(at, index), &chain)) = self.resting.first_key_value() {
            if now < at {
                break;
            }
            self.resting.remove(&(at, index));
            if let Some(place) = self.chains.get(&chain).and_then(|line| line.place(chain)) {
                self.ready.insert(place);
            }
        }
        if only_urgent && self.ready.first().is_some_and(|(usual, ..)| *usual) {
            return None;
        }
        let (_, _, chain) = self.ready.pop_first()?;
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
                    line.urgent -= usize::from(first.urgent);
                }
            }
        }
        self.offer(line, chain);
        self.landed(chain);
    }

    /// The one of that chain that was under way until `now` goes again at `at`. Where something urgent
    /// stands behind it, it does not keep that for hours: it is tried each minute, and so is given up
    /// soon where it is never taken.
    pub fn again(&mut self, chain: Chain, tries: u32, at: Timestamp, now: Timestamp) {
        let Some(mut line) = self.chains.remove(&chain) else {
            return;
        };
        if let Some(first) = line.waiting.pop_front() {
            // An older one may have come meanwhile: what is sent again can be.
            let index = first.index;
            let pressed = line.urgent > usize::from(first.urgent);
            let soon = now.plus_seconds(PRESSED_S);
            let at = if pressed { at.min(soon) } else { at };
            let (tries, at) = match line.anew.take() {
                Some(anew) => (anew.tries, anew.at),
                None => (tries, at),
            };
            let place = line.waiting.partition_point(|other| other.index < index);
            let again = Pending { tries, at, ..first };
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn chain(number: u8) -> Chain {
        Chain::Customer(CustomerId::from_bytes([number; 16]))
    }

    fn pending(index: u64, of: u8, urgent: bool) -> Pending {
        Pending {
            index,
            chain: chain(of),
            urgent,
            tries: 0,
            at: at(0),
        }
    }

    fn taken(queue: &mut Queue, now: i64) -> Option<u64> {
        queue.take(at(now), false).map(|pending| pending.index)
    }

    #[test]
    fn a_customers_entries_go_one_after_another_and_others_do_not_wait() {
        let mut queue = Queue::default();
        for (index, of) in [(3, 1), (1, 1), (2, 2)] {
            queue.add(pending(index, of, false));
        }
        assert_eq!(taken(&mut queue, 0), Some(1));
        assert_eq!(taken(&mut queue, 0), Some(2));
        assert_eq!(taken(&mut queue, 0), None);
        queue.over(chain(1));
        assert_eq!(taken(&mut queue, 0), Some(3));
        queue.over(chain(2));
        queue.over(chain(1));
        assert!(queue.is_empty());
    }

    #[test]
    fn two_who_became_one_are_told_of_in_one_order_behind_what_is_under_way() {
        let mut queue = Queue::default();
        for (index, of) in [(1, 2), (2, 1), (4, 2), (5, 2)] {
            queue.add(pending(index, of, false));
        }
        assert_eq!(taken(&mut queue, 0), Some(1));
        queue.join(chain(2), chain(1));
        queue.add(pending(6, 1, true));
        // The second's first one is under way: nobody overtakes it, not even what takes away.
        assert_eq!(taken(&mut queue, 0), None);
        queue.again(chain(2), 1, at(500), at(100));
        assert_eq!(taken(&mut queue, 499), None);
        assert_eq!(taken(&mut queue, 500), Some(1));
        for next in [2, 4, 5, 6] {
            queue.over(chain(1));
            assert_eq!(taken(&mut queue, 500), Some(next));
        }
        queue.over(chain(1));
        assert!(queue.is_empty());
    }

    #[test]
    fn a_third_who_takes_in_two_waits_for_what_is_under_way_of_each() {
        let mut queue = Queue::default();
        for (index, of) in [(1, 1), (2, 2)] {
            queue.add(pending(index, of, false));
        }
        assert_eq!(taken(&mut queue, 0), Some(1));
        assert_eq!(taken(&mut queue, 0), Some(2));
        queue.join(chain(1), chain(2));
        queue.join(chain(2), chain(3));
        queue.add(pending(3, 3, false));
        queue.over(chain(2));
        assert_eq!(taken(&mut queue, 0), None);
        queue.over(chain(1));
        assert_eq!(taken(&mut queue, 0), Some(3));
        queue.over(chain(3));
        assert!(queue.is_empty());
    }

    #[test]
    fn what_takes_away_goes_first_with_what_stands_before_it() {
        let mut queue = Queue::default();
        for index in 1..=3 {
            queue.add(pending(index, u8::try_from(index).unwrap(), false));
        }
        queue.add(pending(4, 3, true));
        // The third customer's older entry goes first, since her withdrawal waits for it.
        assert_eq!(taken(&mut queue, 0), Some(3));
        queue.over(chain(3));
        assert_eq!(taken(&mut queue, 0), Some(4));
        queue.over(chain(3));
        assert_eq!(taken(&mut queue, 0), Some(1));
    }

    #[test]
    fn a_withdrawal_wakes_what_it_waits_for() {
        let mut queue = Queue::default();
        queue.add(pending(1, 1, false));
        assert_eq!(taken(&mut queue, 0), Some(1));
        queue.again(chain(1), 5, at(18_000_000), at(0));
        assert_eq!(taken(&mut queue, 1_000), None);
        assert_eq!(queue.next_at(), Some(at(18_000_000)));
        queue.add(Pending {
            at: at(2_000),
            ..pending(2, 1, true)
        });
        assert_eq!(taken(&mut queue, 2_000), Some(1));
        // It was tried so often all the same. It fails again, and rests for a minute at the most.
        queue.again(chain(1), 6, at(50_400_000), at(2_000));
        assert_eq!(queue.next_at(), Some(at(62_000)));
        let first = queue.take(at(62_000), false);
        assert_eq!(first.map(|first| (first.index, first.tries)), Some((1, 6)));
    }

    #[test]
    fn a_withdrawal_that_came_while_it_was_under_way_presses_it_too() {
        let mut queue = Queue::default();
        queue.add(pending(1, 1, false));
        assert_eq!(taken(&mut queue, 0), Some(1));
        queue.add(pending(2, 1, true));
        queue.again(chain(1), 1, at(300_000), at(4_000));
        assert_eq!(queue.next_at(), Some(at(64_000)));
        // What presses itself keeps its own schedule.
        queue.add(pending(3, 2, true));
        assert_eq!(taken(&mut queue, 4_000), Some(3));
        queue.again(chain(2), 2, at(300_000), at(4_000));
        assert_eq!(taken(&mut queue, 64_000), Some(1));
        assert_eq!(queue.next_at(), Some(at(300_000)));
    }

    #[test]
    fn what_is_asked_for_once_more_while_it_is_under_way_goes_at_once() {
        let mut queue = Queue::default();
        queue.add(pending(1, 1, false));
        assert_eq!(taken(&mut queue, 0), Some(1));
        queue.again(chain(1), 4, at(7_200_000), at(0));
        assert_eq!(taken(&mut queue, 7_200_000), Some(1));
        let asked = |millis| Pending {
            at: at(millis),
            ..pending(1, 1, false)
        };
        queue.add(asked(7_200_500));
        queue.again(chain(1), 5, at(25_000_000), at(7_201_000));
        let first = queue.take(at(7_201_000), false);
        assert_eq!(first, Some(asked(7_200_500)));
        // Nor is it lost where it is taken meanwhile; and what is only read again is no wish.
        queue.add(asked(7_202_000));
        queue.over(chain(1));
        let first = queue.take(at(7_202_000), false);
        assert_eq!(first, Some(asked(7_202_000)));
        queue.add(asked(7_202_000));
        queue.over(chain(1));
        assert!(queue.is_empty());
    }

    #[test]
    fn what_is_urgent_finds_a_place_where_others_do_not() {
        let mut queue = Queue::default();
        queue.add(pending(1, 1, false));
        assert_eq!(queue.take(at(0), true), None);
        queue.add(pending(2, 2, true));
        let first = queue.take(at(0), true).map(|first| first.index);
        assert_eq!(first, Some(2));
        assert_eq!(queue.take(at(0), true), None);
    }

    #[test]
    fn whoever_is_erased_waits_for_nobody_else() {
        let erased = Delivery {
            id: crate::webhook::DeliveryId {
                endpoint: crate::id::EndpointId::from_bytes([9; 16]),
                index: 7,
            },
            kind: EntryKind::Erased,
            customer: None,
            urgent: true,
            course: crate::webhook::Course::Pending,
            tries: 0,
            at: at(0),
        };
        let of = |about: Option<CustomerId>| Pending::of(&erased, about).chain;
        // Behind what is about her; and read back, when nothing names her, on its own.
        let ana = CustomerId::from_bytes([1; 16]);
        assert_eq!(of(Some(ana)), chain(1));
        assert_eq!(of(None), Chain::Alone(7));
    }

    #[test]
    fn what_could_go_and_was_not_taken_is_not_forgotten() {
        let mut queue = Queue::default();
        assert_eq!(queue.next_at(), None);
        for index in 1..=2 {
            queue.add(pending(index, u8::try_from(index).unwrap(), false));
        }
        // Whoever takes one only has the other one to come back for, at once.
        assert_eq!(taken(&mut queue, 5_000), Some(1));
        assert!(queue.next_at() <= Some(at(5_000)), "{:?}", queue.next_at());
        assert_eq!(taken(&mut queue, 5_000), Some(2));
        assert_eq!(queue.next_at(), None);
    }

    #[test]
    fn what_is_added_twice_goes_once() {
        let mut queue = Queue::default();
        queue.add(pending(1, 1, false));
        queue.add(pending(1, 1, false));
        assert_eq!(taken(&mut queue, 0), Some(1));
        queue.add(pending(1, 1, false));
        assert_eq!(queue.len(), 1);
        queue.over(chain(1));
        assert!(queue.is_empty());
    }

    #[derive(Clone, Debug)]
    enum Step {
        Add(u64, u8, bool),
        Take,
        Over(usize),
        Again(usize, i64),
        Wait(i64),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            4 => (0..60_u64, 0..4_u8, any::<bool>()).prop_map(|(i, c, u)| Step::Add(i, c, u)),
            4 => Just(Step::Take),
            2 => (0..4_usize).prop_map(Step::Over),
            2 => (0..4_usize, 1..50_i64).prop_map(|(which, wait)| Step::Again(which, wait)),
            1 => (1..50_i64).prop_map(Step::Wait),
        ];
        proptest::collection::vec(step, 0..120)
    }

    proptest! {
        /// Whatever comes in whatever order: one of a chain is under way at most, it is the oldest
        /// that was known when it was taken, nothing goes twice, and in the end nothing is left.
        #[test]
        fn nothing_is_lost_doubled_or_overtaken(steps in steps()) {
            let (mut queue, mut now) = (Queue::default(), 0);
            let mut under_way: Vec<Pending> = Vec::new();
            let mut left: BTreeMap<(Chain, u64), ()> = BTreeMap::new();
            let mut seen = BTreeSet::new();
            let drain = |queue: &mut Queue, left: &mut BTreeMap<_, ()>, first: Pending| {
                left.remove(&(first.chain, first.index));
                queue.over(first.chain);
            };
            for step in steps {
                match step {
                    Step::Add(index, of, urgent) => {
                        // An index is of one customer, and comes once.
                        if seen.insert(index) {
                            queue.add(Pending { at: at(now), ..pending(index, of, urgent) });
                            left.insert((chain(of), index), ());
                        }
                    }
                    Step::Take => if let Some(first) = queue.take(at(now), false) {
                        prop_assert!(under_way.iter().all(|other| other.chain != first.chain));
                        let older = left.range((first.chain, 0)..(first.chain, first.index));
                        prop_assert_eq!(older.count(), 0);
                        under_way.push(first);
                    },
                    Step::Over(which) => if which < under_way.len() {
                        drain(&mut queue, &mut left, under_way.remove(which));
                    },
                    Step::Again(which, wait) => if which < under_way.len() {
                        let first = under_way.remove(which);
                        queue.again(first.chain, first.tries + 1, at(now + wait), at(now));
                    },
                    Step::Wait(millis) => now += millis,
                }
                prop_assert_eq!(queue.len(), left.len());
            }
            for first in under_way {
                drain(&mut queue, &mut left, first);
            }
            while let Some(first) = queue.take(at(now + 100_000), false) {
                drain(&mut queue, &mut left, first);
            }
            prop_assert!(queue.is_empty() && left.is_empty());
        }
    }
}
