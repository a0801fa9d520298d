//! How much an address gets at once, and when it is left alone.

use std::collections::BTreeSet;

use super::schedule::LONGEST_REST_S;
use crate::clock::Timestamp;

/// The most messages under way to one address.
const AT_ONCE: usize = 8;
/// How many more, where something takes away what was allowed.
const FOR_URGENT: usize = 4;
/// After so many failures in a row one message at a time tries whether it answers again.
const DOUBTS: u32 = 5;
/// The longest pause between two such tries, in seconds.
const LONGEST_PAUSE_S: i64 = 300;
/// How often an address that asked to be left alone is tried all the same, in seconds, where something
/// takes away what was allowed.
const PROBE_S: i64 = 300;

/// How often an address that takes nothing is asked, by a message that is about nobody, whether it takes
/// anything, in seconds. It is so seldom that one that takes such a message and fails at all others for half
/// an hour loses nothing.
const ASK_S: i64 = 900;

/// What may be sent to an address at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Nothing.
    Nothing,
    /// One that takes something away, or behind which such a one stands, which tries whether an address that
    /// asked to be left alone is back.
    Probe,
    /// One that takes something away, or behind which such a one stands.
    Urgent,
    /// Any.
    Any,
}

/// How an address is to be treated, after what it answered of late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many attempts failed in a row.
    failures: u32,
    /// Whether the last attempt was taken.
    took: bool,
    /// Before that, nothing is sent: an address that fails is in doubt.
    pause: Timestamp,
    /// Before that, only a probe is sent: the address asked to be left alone.
    rest: Timestamp,
    /// The entry that is under way to an address that asked to be left alone.
    probe: Option<u64>,
    /// Before that, no probe is sent.
    probe_at: Timestamp,
    /// The entry in answer to which it asked last to be left alone, where it took nothing since.
    wished: Option<u64>,
    /// The entries in answer to which it asked to be left alone, though it took others meanwhile.
    alone: BTreeSet<u64>,
    /// When it took a message that is about nobody, where nothing was made of that yet.
    sign: Option<Timestamp>,
    /// Before that, it is not asked by one.
    ask_at: Timestamp,
}

impl Pace {
    /// What may be sent at `now`, where so many are under way.
    #[must_use]
    pub fn room(&self, now: Timestamp, under_way: usize) -> Room {
        let rests = now < self.rest;
        let is_full = under_way >= AT_ONCE + FOR_URGENT;
        if is_full || now < self.pause || (rests && now < self.probe_at) {
            Room::Nothing
        } else if rests {
            Room::Probe
        } else if !self.has_room(under_way) {
            Room::Urgent
        } else {
            Room::Any
        }
    }

    /// Whether one more may be under way, whatever it is, once the address is not left alone.
    #[must_use]
    pub fn has_room(&self, under_way: usize) -> bool {
        let most = if self.failures < DOUBTS { AT_ONCE } else { 1 };
        under_way < most
    }

    /// When there is to be looked again whether something may be sent, where nothing else happens; it
    /// lies in the past where everything may.
    #[must_use]
    pub fn opens(&self, now: Timestamp) -> Timestamp {
        let rest = if now < self.probe_at {
            self.rest.min(self.probe_at)
        } else {
            self.rest
        };
        self.pause.max(rest)
    }

    /// Whether it took what it was sent last. Where nothing was sent yet, nobody knows that it would.
    #[must_use]
    pub fn took(&self) -> bool {
        self.took
    }

    /// Whether it may be asked at `now`, by a message that is about nobody, whether it takes anything. Where it
    /// asked to be left alone, that goes in the place of a probe.
    #[must_use]
    pub fn may_ask(&self, now: Timestamp) -> bool {
        now >= self.ask_at && (now >= self.rest || now >= self.probe_at)
    }

    /// It is asked at `now`.
    pub fn asked(&mut self, now: Timestamp) {
        self.ask_at = now.plus_seconds(ASK_S);
        if now < self.rest {
            self.probe_at = now.plus_seconds(PROBE_S);
        }
    }

    /// It answered at `now` what it was asked; `rest_s` is how many seconds it asked to be left alone. One
    /// that takes such a message is there, and is doubted no more. How long it has failed is another matter:
    /// people are to know of one that takes nothing else.
    pub fn answered(&mut self, is_good: bool, now: Timestamp, rest_s: Option<u32>) {
        if let Some(rest_s) = rest_s {
            self.rests(now, rest_s);
            self.wished = None;
        } else if is_good {
            self.is_back(now);
        }
        if is_good {
            (self.failures, self.pause, self.sign) = (0, now, Some(now));
        }
    }

    /// It asked at `now` to be left alone for so many seconds.
    fn rests(&mut self, now: Timestamp, rest_s: u32) {
        let until = now.plus_seconds(i64::from(rest_s).min(LONGEST_REST_S));
        self.rest = self.rest.max(until);
        self.probe_at = now.plus_seconds(PROBE_S);
    }

    /// It took something at `now`, though it had asked to be left alone: what it asked in answer to one message
    /// is about that message.
    fn is_back(&mut self, now: Timestamp) {
        if now < self.rest {
            self.rest = now;
            self.alone.extend(self.wished.take());
        }
    }

    /// For how many seconds the address is to be left alone, where it asked for so many in answer to the entry at
    /// `index`. Where it has taken others while it wanted to be left alone because of that one, nothing is kept
    /// to any more: otherwise one message that is never taken keeps everybody's for as long as it says, again
    /// and again.
    #[must_use]
    pub fn heeds(&self, index: u64, rest_s: Option<u32>) -> Option<u32> {
        rest_s.filter(|_| !self.alone.contains(&index))
    }

    /// The entry at `index` goes there no more, or begins anew.
    pub fn over(&mut self, index: u64) {
        self.alone.remove(&index);
    }

    /// Whether it gave a sign at `now` or shortly before that it takes messages. Each sign is used once: one
    /// failure beside it counts.
    pub fn uses_sign(&mut self, now: Timestamp) -> bool {
        let given = self.sign.take();
        given.is_some_and(|given| now < given.plus_seconds(ASK_S))
    }

    /// The entry at `index` goes at `now`.
    pub fn sent(&mut self, index: u64, now: Timestamp) {
        if now < self.rest {
            self.probe = Some(index);
            self.probe_at = now.plus_seconds(PROBE_S);
        }
    }

    /// The entry at `index` did not go after all: another one may probe.
    pub fn unsent(&mut self, index: u64) {
        if self.probe.take_if(|probe| *probe == index).is_some() {
            self.probe_at = Timestamp::default();
        }
    }

    /// The entry at `index` was answered at `now`; `rest_s` is how many seconds the address asked to be
    /// left alone.
    ///
    /// An address that fails is asked less and less often whether it is back, whatever waits for it. One
    /// that asked to be left alone is, for a day at most: what else is under way may be taken all the
    /// same, and ends nothing. Only what takes something away tries it meanwhile, one every few minutes,
    /// and where that is taken the address is back. What it wishes in answer to a message of which it is known
    /// that others are taken beside it is not heeded: see [`Self::heeds`].
    pub fn landed(&mut self, index: u64, is_good: bool, now: Timestamp, rest_s: Option<u32>) {
        let is_probe = self.probe.take_if(|probe| *probe == index).is_some();
        if let Some(rest_s) = self.heeds(index, rest_s) {
            self.rests(now, rest_s);
            self.wished = Some(index);
        } else if is_good && is_probe {
            self.is_back(now);
        }
        self.took = is_good;
        if is_good {
            // A sign of before says nothing of what fails from here on.
            (self.failures, self.pause, self.sign) = (0, now, None);
            return;
        }
        self.failures = self.failures.saturating_add(1);
        let pause_s = match self.failures.checked_sub(DOUBTS) {
            Some(doubts) => (1_i64 << doubts.min(16)).min(LONGEST_PAUSE_S),
            None => 0,
        };
        self.pause = now.plus_seconds(pause_s);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000).plus_seconds(seconds)
    }

    #[test]
    fn eight_are_under_way_and_four_more_that_take_something_away() {
        let pace = Pace::default();
        for (under_way, room) in [
            (0, Room::Any),
            (7, Room::Any),
            (8, Room::Urgent),
            (11, Room::Urgent),
            (12, Room::Nothing),
        ] {
            assert_eq!(pace.room(at(0), under_way), room, "{under_way}");
        }
    }

    #[test]
    fn an_address_that_fails_is_asked_less_and_less_often() {
        let mut pace = Pace::default();
        let mut pauses = Vec::new();
        for index in 0..16 {
            pace.landed(index, false, at(0), None);
            pauses.push(pace.opens(at(0)).seconds_since(at(0)));
        }
        let expected: [u64; 16] = [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300];
        assert_eq!(pauses, expected);
        assert_eq!(pace.room(at(299), 0), Room::Nothing);
        assert_eq!(pace.room(at(300), 0), Room::Any);
        // One at a time tries it.
        assert_eq!(pace.room(at(300), 1), Room::Urgent);
        // One is taken, and all of it is forgotten.
        pace.landed(16, true, at(300), None);
        assert_eq!(pace.room(at(300), 7), Room::Any);
    }

    #[test]
    fn what_it_took_last_says_whether_it_takes_anything() {
        let mut pace = Pace::default();
        assert!(!pace.took(), "nobody knows yet");
        for is_good in [true, false, false, true] {
            pace.landed(1, is_good, at(0), None);
            assert_eq!(pace.took(), is_good);
        }
    }

    #[test]
    fn one_sign_is_asked_for_in_a_quarter_of_an_hour_and_counts_once() {
        let mut pace = Pace::default();
        for index in 0..9 {
            pace.landed(index, false, at(0), None);
        }
        assert!(pace.may_ask(at(0)) && !pace.uses_sign(at(0)));
        pace.asked(at(0));
        assert!(!pace.may_ask(at(899)));
        pace.answered(false, at(1), None);
        assert!(!pace.uses_sign(at(1)));
        assert_eq!(pace.room(at(1), 0), Room::Nothing);
        assert!(pace.may_ask(at(900)));
        pace.answered(true, at(901), None);
        // Whoever else waits for it need not wait any longer, and what it took last is as it was.
        assert_eq!(pace.room(at(901), 0), Room::Any);
        assert!(!pace.took());
        assert!(pace.uses_sign(at(961)) && !pace.uses_sign(at(961)));
        // Whoever asks to be left alone is asked in the place of a probe.
        pace.answered(false, at(2_000), Some(3_600));
        assert!(!pace.may_ask(at(2_299)) && pace.may_ask(at(2_300)));
        assert_eq!(pace.room(at(2_299), 0), Room::Nothing);
        pace.asked(at(2_300));
        assert_eq!(pace.room(at(2_599), 0), Room::Nothing);
        assert_eq!(pace.room(at(2_600), 0), Room::Probe);
        assert!(!pace.may_ask(at(3_199)) && pace.may_ask(at(3_200)));
    }

    #[test]
    fn a_wish_for_rest_is_one_messages_own_once_others_are_taken_meanwhile() {
        // Something that takes away is taken as a probe, or the message that is about nobody.
        for is_asked in [false, true] {
            let mut pace = Pace::default();
            pace.landed(1, false, at(0), Some(86_400));
            assert_eq!(pace.heeds(1, Some(86_400)), Some(86_400));
            if is_asked {
                pace.asked(at(300));
                pace.answered(true, at(301), None);
            } else {
                pace.sent(2, at(300));
                pace.landed(2, true, at(301), None);
            }
            assert_eq!(pace.room(at(301), 0), Room::Any);
            // It asks for the same once more in answer to the first, and the others go on.
            assert_eq!(pace.heeds(1, Some(86_400)), None);
            pace.landed(1, false, at(302), Some(86_400));
            assert_eq!(pace.room(at(302), 0), Room::Any);
            // In answer to another one it is heeded, and so it is where the first begins anew.
            assert_eq!(pace.heeds(3, Some(60)), Some(60));
            pace.over(1);
            pace.landed(1, false, at(303), Some(7_200));
            assert_eq!(pace.room(at(303), 0), Room::Nothing);
        }
    }

    #[test]
    fn a_wish_for_rest_stays_that_of_the_address_as_long_as_it_takes_nothing() {
        let mut pace = Pace::default();
        pace.landed(1, false, at(0), Some(7_200));
        pace.sent(2, at(300));
        pace.landed(2, false, at(301), None);
        pace.asked(at(601));
        pace.answered(false, at(602), None);
        assert_eq!(pace.heeds(1, Some(7_200)), Some(7_200));
        // What was under way all the same says nothing either.
        pace.landed(3, true, at(603), None);
        assert_eq!(pace.heeds(1, Some(7_200)), Some(7_200));
        assert_eq!(pace.room(at(7_199), 0), Room::Probe);
    }

    #[test]
    fn a_sign_of_before_says_nothing_of_what_fails_later() {
        let mut pace = Pace::default();
        // Max sent by hand what the sign was asked for, and it was taken. Then the address went down.
        pace.answered(true, at(0), None);
        pace.landed(1, true, at(1), None);
        pace.landed(2, false, at(2), None);
        assert!(!pace.uses_sign(at(2)));
        // Or whom it was about was erased, and nothing else went for a while.
        pace.answered(true, at(10), None);
        assert!(!pace.uses_sign(at(910)));
        pace.answered(true, at(910), None);
        assert!(pace.uses_sign(at(1_809)));
    }

    #[test]
    fn an_address_that_asks_for_rest_gets_it_for_a_day_at_most() {
        for (rest_s, until) in [(60, 60), (7_200, 7_200), (u32::MAX, 86_400)] {
            let mut pace = Pace::default();
            pace.landed(1, false, at(0), Some(rest_s));
            let last = Timestamp::from_millis(at(until).as_millis() - 1);
            assert_ne!(pace.room(last, 0), Room::Any, "{rest_s} s");
            assert_eq!(pace.room(at(until), 0), Room::Any, "{rest_s} s");
        }
    }

    #[test]
    fn what_else_is_taken_meanwhile_ends_no_rest() {
        let mut pace = Pace::default();
        pace.sent(1, at(0));
        pace.sent(2, at(0));
        pace.landed(1, false, at(1), Some(7_200));
        pace.landed(2, true, at(2), None);
        assert_eq!(pace.room(at(3), 0), Room::Nothing);
        assert_eq!(pace.room(at(7_200), 0), Room::Probe);
    }

    #[test]
    fn one_that_takes_something_away_tries_an_address_at_rest_every_five_minutes() {
        let mut pace = Pace::default();
        pace.landed(1, false, at(0), Some(7_200));
        assert_eq!(pace.room(at(299), 0), Room::Nothing);
        assert_eq!(pace.opens(at(0)), at(300));
        assert_eq!(pace.room(at(300), 0), Room::Probe);
        // Where there is none, nobody looks all the time.
        assert_eq!(pace.opens(at(300)), at(7_200));
        pace.sent(2, at(300));
        assert_eq!(pace.room(at(300), 1), Room::Nothing);
        // It still wants to be left alone.
        pace.landed(2, false, at(301), Some(6_900));
        assert_eq!(pace.room(at(600), 0), Room::Nothing);
        assert_eq!(pace.room(at(601), 0), Room::Probe);
        // One that could not even be read lets another one try.
        pace.sent(3, at(601));
        pace.unsent(3);
        assert_eq!(pace.room(at(602), 0), Room::Probe);
        // It takes one: it is back.
        pace.sent(4, at(602));
        pace.landed(4, true, at(603), None);
        assert_eq!(pace.room(at(603), 0), Room::Any);
    }
}
