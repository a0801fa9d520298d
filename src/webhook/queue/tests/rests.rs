//! An address that asks to be left alone, again and again, in answer to one message.

use super::*;
use crate::webhook::Room;

/// Ana's first message is answered each time with the wish for a day's rest, and everything else is taken,
/// where `takes_tests` a message about nobody too. A withdrawal of Ben's waits beside hers, where `is_ben`.
/// After how many seconds Ben's was taken, and Ana's first one given up.
fn held_by_a_wish_for_rest(is_ben: bool, takes_tests: bool) -> (Option<i64>, Option<i64>) {
    let (mut queue, mut pace) = (Queue::default(), Pace::default());
    for index in [1, 2] {
        queue.add(pending(index, 1, true));
    }
    let (mut now, mut doubts, mut bens) = (at(0), false, None);
    let seconds = |now: Timestamp| now.as_millis() / 1_000;
    while now < at(5 * 86_400_000) {
        if now == at(60_000) && is_ben {
            queue.add(Pending {
                at: now,
                ..pending(3, 2, true)
            });
        }
        doubts &= !pace.took();
        if doubts && pace.may_ask(now) {
            doubts = false;
            pace.asked(now);
            pace.answered(takes_tests, now, None);
        }
        loop {
            let going = match pace.room(now, 0) {
                Room::Nothing => None,
                Room::Probe => queue.probe(now),
                Room::Urgent => queue.take(now, true),
                Room::Any => queue.take(now, false),
            };
            let Some(going) = going else { break };
            pace.sent(going.index, now);
            if going.index != 1 {
                pace.landed(going.index, true, now, None);
                queue.over(going.chain);
                bens = bens.or((going.index == 3).then(|| seconds(now)));
                continue;
            }
            let needs_a_sign = queue.needs_a_sign(going.chain, going.tries);
            let is_sure = pace.took() || (needs_a_sign && pace.uses_sign(now));
            let tries = queue.tried(&going, !is_sure);
            let fails = Outcome::Answered(503, String::new());
            let rest_s = pace.heeds(1, Some(86_400));
            let next = after(&fails, tries, now, rest_s, 0.0);
            pace.landed(1, false, now, rest_s);
            if next.course == Course::GivenUp {
                return (bens, Some(seconds(now)));
            }
            let is_held = rest_s.is_some() && queue.is_pressed(going.chain);
            doubts |= is_held || queue.needs_a_sign(going.chain, tries);
            queue.again(going.chain, tries, next.at, now);
        }
        now = now.plus_seconds(60);
    }
    (bens, None)
}

#[test]
fn a_message_that_is_answered_with_a_wish_for_rest_each_time_is_given_up_within_an_hour_too() {
    let (_, given_up) = held_by_a_wish_for_rest(false, true);
    let seconds = given_up.unwrap();
    assert!((1_800..3_600).contains(&seconds), "{seconds} s");
    // Where nothing shows that the address takes anything, it is left alone, and nothing is given up.
    assert_eq!(held_by_a_wish_for_rest(false, false), (None, None));
}

#[test]
fn a_wish_for_rest_in_answer_to_one_message_keeps_nobody_elses_withdrawal_for_long() {
    for takes_tests in [true, false] {
        let (bens, given_up) = held_by_a_wish_for_rest(true, takes_tests);
        // One try every five minutes: at the third at the latest it is his turn.
        assert!(bens.unwrap() <= 900, "{bens:?}");
        // Hers is given up where the address shows once more that it takes something beside it.
        assert_eq!(given_up.is_some(), takes_tests, "{given_up:?}");
    }
}

#[test]
fn who_tries_an_address_at_rest_is_another_one_each_time() {
    let mut queue = Queue::default();
    for of in [1, 2, 3] {
        queue.add(pending(u64::from(of), of, true));
    }
    queue.add(pending(4, 4, false));
    let mut tried = Vec::new();
    for probe in 1..=6 {
        let now = at(300_000 * probe);
        let going = queue.probe(now).unwrap();
        tried.push(going.index);
        queue.again(going.chain, 1, now.plus_seconds(60), now);
    }
    assert_eq!(tried, [1, 2, 3, 1, 2, 3]);
    // What takes nothing away tries nothing.
    for of in [1, 2, 3] {
        queue.take(at(9_000_000), true).unwrap();
        queue.over(chain(of));
    }
    assert_eq!(queue.probe(at(9_000_000)), None);
    assert_eq!(taken(&mut queue, 9_000_000), Some(4));
}
