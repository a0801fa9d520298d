use proptest::prelude::*;

use super::*;
use crate::webhook::{Course, Outcome, Pace, after};

mod rests;

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
        sure: 0,
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
fn a_withdrawal_does_not_wait_for_hours_for_what_a_merge_puts_before_it() {
    // What Ana's other record is told of rests for hours. The two become one.
    let mut queue = Queue::default();
    queue.add(pending(1, 2, false));
    assert_eq!(taken(&mut queue, 0), Some(1));
    queue.again(chain(2), 5, at(18_000_000), at(0));
    queue.add(pending(2, 1, true));
    queue.join(chain(2), chain(1));
    assert_eq!(taken(&mut queue, 1_000), Some(1));
    queue.again(chain(1), 6, at(50_400_000), at(1_000));
    assert_eq!(queue.next_at(), Some(at(61_000)));
    // Or it is under way just then.
    let mut queue = Queue::default();
    queue.add(pending(1, 2, false));
    assert_eq!(taken(&mut queue, 0), Some(1));
    queue.join(chain(2), chain(1));
    queue.add(pending(2, 1, true));
    queue.again(chain(2), 5, at(18_000_000), at(1_000));
    assert_eq!(queue.next_at(), Some(at(61_000)));
    for next in [1, 2] {
        assert_eq!(taken(&mut queue, 61_000), Some(next));
        queue.over(chain(1));
    }
    assert!(queue.is_empty());
}

/// Tries Ana's first message, behind which a withdrawal stands, until it is given up; after so many tries,
/// and nothing where it never is. Beside each of them the address takes something else, or nothing.
fn given_up_after(takes_others: bool) -> Option<u32> {
    let (mut queue, mut pace) = (Queue::default(), Pace::default());
    queue.add(pending(1, 1, true));
    queue.add(pending(2, 1, true));
    let mut now = at(0);
    for number in 1..=1_000 {
        let first = queue.take(now, false).unwrap();
        assert_eq!(first.index, 1);
        if takes_others {
            pace.landed(9, true, now, None);
        }
        let tries = queue.tried(&first, !pace.took());
        let fails = Outcome::Answered(503, String::new());
        let next = after(&fails, tries, now, None, 0.0);
        pace.landed(1, false, now, None);
        if next.course == Course::GivenUp {
            return Some(number);
        }
        queue.again(first.chain, tries, next.at, now);
        now = queue.next_at().unwrap();
        assert!(now.as_millis() <= 60_000 * i64::from(number));
    }
    None
}

#[test]
fn what_a_withdrawal_waits_for_is_given_up_soon_where_others_are_taken_and_it_is_not() {
    assert_eq!(given_up_after(true), Some(10));
}

#[test]
fn no_withdrawal_is_lost_because_another_one_waits_while_the_address_is_down() {
    assert_eq!(given_up_after(false), None);
    // One that was tried too often before a restart is not lost with the next failure either, not even
    // where something else is taken.
    let mut queue = Queue::default();
    for index in [1, 2] {
        queue.add(Pending {
            tries: 40,
            ..pending(index, 1, true)
        });
    }
    let first = queue.take(at(0), false).unwrap();
    assert_eq!(queue.tried(&first, true), 7);
    assert_eq!(queue.tried(&first, false), 8);
    // What nothing presses keeps to its schedule.
    queue.over(chain(1));
    let last = queue.take(at(0), false).unwrap();
    assert_eq!(queue.tried(&last, true), 41);
}

/// Ana's address has nothing else to take: each quarter of an hour it is asked by a message about nobody. After
/// how many seconds her first message is given up, where that is taken, and where it is not.
fn given_up_by_signs(takes_tests: bool) -> Option<i64> {
    let (mut queue, mut pace) = (Queue::default(), Pace::default());
    for index in [1, 2] {
        queue.add(pending(index, 1, true));
    }
    let mut now = at(0);
    while now < at(5 * 86_400_000) {
        let first = queue.take(now, false).unwrap();
        assert_eq!(first.index, 1, "a newer withdrawal overtakes nothing");
        let needs_a_sign = queue.needs_a_sign(first.chain, first.tries);
        let is_sure = pace.took() || (needs_a_sign && pace.uses_sign(now));
        let tries = queue.tried(&first, !is_sure);
        let next = after(
            &Outcome::Answered(500, String::new()),
            tries,
            now,
            None,
            0.0,
        );
        pace.landed(1, false, now, None);
        if next.course == Course::GivenUp {
            return Some(now.as_millis() / 1_000);
        }
        let needs_a_sign = queue.needs_a_sign(first.chain, tries);
        queue.again(first.chain, tries, next.at, now);
        if needs_a_sign && pace.may_ask(now) {
            pace.asked(now);
            pace.answered(takes_tests, now, None);
        }
        now = queue.next_at().unwrap().max(pace.opens(now));
    }
    None
}

#[test]
fn one_poisoned_message_holds_a_newer_withdrawal_for_less_than_an_hour_where_nothing_else_waits() {
    let seconds = given_up_by_signs(true).unwrap();
    // Nor is it given up because of one bad half an hour.
    assert!((1_800..3_600).contains(&seconds), "{seconds} s");
    // Where the address does not take that either it is down, and nothing is given up.
    assert_eq!(given_up_by_signs(false), None);
}

#[test]
fn a_try_that_says_nothing_takes_no_earlier_sign_back() {
    let mut queue = Queue::default();
    for index in [1, 2] {
        queue.add(Pending {
            tries: 7,
            ..pending(index, 1, true)
        });
    }
    let mut now = at(0);
    for (is_in_doubt, tries) in [
        (true, 7),
        (false, 8),
        (true, 8),
        (true, 8),
        (false, 9),
        (true, 9),
        (false, 10),
    ] {
        let first = queue.take(now, false).unwrap();
        assert_eq!(queue.tried(&first, is_in_doubt), tries);
        // What waits is read again from where it is stored, where every try is counted.
        queue.again(first.chain, tries, now, now);
        queue.add(Pending {
            tries: 99,
            at: now,
            ..pending(1, 1, true)
        });
        now = now.plus_seconds(60);
    }
    // Somebody sends it again by hand: it begins anew.
    queue.add(Pending {
        at: now,
        ..pending(1, 1, true)
    });
    let first = queue.take(now, false).unwrap();
    assert_eq!((first.tries, first.sure), (0, 0));
}

#[test]
fn what_could_not_even_be_read_has_no_more_sure_tries_by_that() {
    let mut queue = Queue::default();
    // Days of tries, before a withdrawal came behind it and the server began anew.
    for index in [1, 2] {
        queue.add(Pending {
            tries: 9,
            ..pending(index, 1, true)
        });
    }
    assert_eq!(taken(&mut queue, 0), Some(1));
    queue.unsent(chain(1), at(30_000), at(0));
    let mut now = at(30_000);
    for tries in [8, 9, 10] {
        let first = queue.take(now, false).unwrap();
        assert_eq!(first.index, 1);
        assert_eq!(queue.tried(&first, false), tries);
        queue.again(chain(1), tries, now, now);
        // What it has is not taken from it either.
        now = now.plus_seconds(60);
        let first = queue.take(now, false).unwrap();
        assert_eq!(first.sure, tries - 7);
        queue.unsent(chain(1), now, now);
        now = now.plus_seconds(60);
    }
}

#[test]
fn what_presses_nothing_asks_for_no_sign() {
    let mut queue = Queue::default();
    queue.add(pending(1, 1, true));
    assert!(!queue.needs_a_sign(chain(1), 9));
    queue.add(pending(2, 1, false));
    assert!(!queue.needs_a_sign(chain(1), 9));
    queue.add(pending(3, 1, true));
    assert!(queue.needs_a_sign(chain(1), 7));
    assert!(!queue.needs_a_sign(chain(1), 6));
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

#[test]
fn what_there_is_no_room_for_is_the_newest_that_takes_nothing_away() {
    let mut queue = Queue::default();
    for (index, of) in [(1, 1), (2, 2), (3, 1), (4, 2), (5, 3), (6, 1), (7, 1)] {
        queue.add(pending(index, of, index == 6));
    }
    assert_eq!(queue.shed(7), 0);
    assert_eq!(taken(&mut queue, 0), Some(1));
    // The withdrawal stays, and what it stands behind; what comes behind it does not.
    assert_eq!(queue.shed(4), 3);
    assert_eq!(queue.len(), 4);
    assert_eq!(taken(&mut queue, 0), Some(2));
    queue.over(chain(1));
    assert_eq!(taken(&mut queue, 0), Some(3));
    queue.over(chain(1));
    assert_eq!(taken(&mut queue, 0), Some(6));
    assert_eq!(queue.shed(0), 0, "both are under way");
    queue.over(chain(1));
    queue.over(chain(2));
    assert!(queue.is_empty());
    assert_eq!(queue.len(), 0);
}

#[test]
fn where_all_takes_something_away_the_newest_has_no_room() {
    let mut queue = Queue::default();
    for index in 1..=3 {
        queue.add(pending(index, u8::try_from(index).unwrap(), true));
    }
    assert_eq!(queue.shed(2), 1);
    assert_eq!(taken(&mut queue, 0), Some(1));
    assert_eq!(taken(&mut queue, 0), Some(2));
    assert_eq!(taken(&mut queue, 0), None);
}

#[derive(Clone, Debug)]
enum Step {
    Shed(usize),
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
        1 => (0..8_usize).prop_map(Step::Shed),
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
        // What is there, and whether it is urgent.
        let mut left: BTreeMap<(Chain, u64), bool> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let drain = |queue: &mut Queue, left: &mut BTreeMap<_, bool>, first: Pending| {
            left.remove(&(first.chain, first.index));
            queue.over(first.chain);
        };
        for step in steps {
            match step {
                Step::Shed(most) => {
                    let before = queue.len();
                    let gone = queue.shed(most);
                    let busy = under_way.len();
                    prop_assert_eq!(queue.len(), before - gone);
                    prop_assert!(gone == 0 || queue.len() == most.max(busy));
                    let is_busy = |key: &(Chain, u64)| {
                        under_way.iter().any(|one| (one.chain, one.index) == *key)
                    };
                    let rest = left.iter().filter(|one| !is_busy(one.0));
                    let rest: Vec<_> = rest.map(|(key, urgent)| (*key, *urgent)).collect();
                    let presses = |(chain, index): (Chain, u64)| {
                        rest.iter().any(|(other, urgent)| {
                            *urgent && other.0 == chain && other.1 >= index
                        })
                    };
                    let mut keys: Vec<_> = rest.iter().map(|(key, _)| *key).collect();
                    keys.sort_by_key(|key| (presses(*key), Reverse(key.1)));
                    for key in keys.iter().take(gone) {
                        left.remove(key);
                    }
                }
                Step::Add(index, of, urgent) => {
                    // An index is of one customer, and comes once.
                    if seen.insert(index) {
                        queue.add(Pending { at: at(now), ..pending(index, of, urgent) });
                        left.insert((chain(of), index), urgent);
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
