//! A wall clock that is believed once it has stood where it is for a while.
//!
//! The clock of a machine may jump: a host that hands over a wrong time, a time server that is wrong for a
//! minute, a typing error. What acts by itself would act on it, and what went live, was denied or destroyed
//! does not come back with the clock. So whatever acts by itself asks beside the time of day a clock that
//! only ever runs, and waits where the first one ran ahead of the second.

use std::time::Duration;

use super::{Clock, Timestamp};

/// By how much the time of day may run ahead of the steady clock between two looks, in milliseconds. Whoever
/// keeps a clock right moves it by less than a millisecond a second, and a leap second is one; ten seconds
/// early hurt nobody.
const AHEAD_MS: i64 = 10_000;

/// How long a time of day that jumped ahead has to stand before it is believed: longer than an operator or a
/// time server needs to see that it is wrong, and short beside what was scheduled or promised.
pub const CONFIRMED_AFTER: Duration = Duration::from_secs(600);

/// How far apart the readings of the two clocks may be that belong together.
const TOGETHER: Duration = Duration::from_secs(1);

/// The time of day as far as it is settled. It begins by believing the clock: what stood while no program ran
/// nobody knows.
#[derive(Debug)]
pub struct Settled {
    /// What was believed last, and what the steady clock said then.
    known: (Timestamp, Duration),
    jump: Option<Jump>,
}

/// A time of day that is not believed yet.
#[derive(Clone, Copy, Debug)]
struct Jump {
    /// When it was seen first, by the steady clock.
    since: Duration,
    /// How far ahead it was then, in milliseconds: so far it has been ever since.
    ahead: i64,
    /// When it jumped on from there last, and how far ahead it has been since then.
    further: Option<(Duration, i64)>,
}

impl Jump {
    fn new(since: Duration, ahead: i64) -> Self {
        Self {
            since,
            ahead,
            further: None,
        }
    }

    /// How far ahead it was seen last.
    fn newest(&self) -> i64 {
        self.further.map_or(self.ahead, |(_, ahead)| ahead)
    }
}

/// What an operator wants to know of her clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockNews {
    /// It jumped ahead by so many seconds: what acts by itself waits.
    Jumped(i64),
    /// It is ahead no more.
    Back,
    /// It stayed where it jumped to, and is believed.
    Confirmed,
}

impl Settled {
    /// Believes the clock as it stands.
    #[must_use]
    pub fn by(clock: &dyn Clock) -> Self {
        Self {
            known: both(clock),
            jump: None,
        }
    }

    /// Whether the clock jumped ahead, and is not believed yet.
    #[must_use]
    pub fn is_ahead(&self) -> bool {
        self.jump.is_some()
    }

    /// The moment that is settled, and what is new of the clock since the last look. While the clock is ahead
    /// it goes on as the steady clock does.
    pub fn look(&mut self, clock: &dyn Clock) -> (Timestamp, Option<ClockNews>) {
        let (day, steady) = both(clock);
        let passed = steady.saturating_sub(self.known.1).as_millis();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        let goes_on = Timestamp::from_millis(self.known.0.as_millis().saturating_add(passed));
        let ahead = day.as_millis().saturating_sub(goes_on.as_millis());
        if ahead <= AHEAD_MS {
            self.known = (day, steady);
            return (day, self.jump.take().map(|_| ClockNews::Back));
        }
        let stands = |jump: &Jump| ahead.abs_diff(jump.newest()) <= AHEAD_MS.unsigned_abs();
        let (jump, news) = match self.jump {
            Some(jump) if stands(&jump) => (jump, None),
            // As far as it was ahead before, it still is. A machine that is suspended again and again jumps
            // on each time, and would never be believed.
            Some(jump) if jump.newest() < ahead => {
                let further = Some((steady, ahead));
                let jumped = ClockNews::Jumped(ahead / 1_000);
                (Jump { further, ..jump }, Some(jumped))
            }
            // Somebody is putting it right, or it jumped just now: it has not stood yet.
            _ => {
                let jumped = ClockNews::Jumped(ahead / 1_000);
                (Jump::new(steady, ahead), Some(jumped))
            }
        };
        self.jump = Some(jump);
        if steady.saturating_sub(jump.since) < CONFIRMED_AFTER {
            return (goes_on, news);
        }
        let Some((since, ahead)) = jump.further else {
            self.known = (day, steady);
            self.jump = None;
            return (day, Some(ClockNews::Confirmed));
        };
        let believed = goes_on.as_millis().saturating_add(jump.ahead);
        let believed = Timestamp::from_millis(believed);
        let left = ahead.saturating_sub(jump.ahead);
        self.known = (believed, steady);
        self.jump = Some(Jump::new(since, left));
        (believed, Some(ClockNews::Jumped(left / 1_000)))
    }
}

/// Both clocks at one moment: where the machine stood still in between, what was read does not belong
/// together.
fn both(clock: &dyn Clock) -> (Timestamp, Duration) {
    let mut before = clock.steady();
    loop {
        let day = clock.now();
        let after = clock.steady();
        if after.saturating_sub(before) < TOGETHER {
            return (day, after);
        }
        before = after;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// A clock that a story sets: the time of day, and the seconds that it ran.
    struct Hand(Mutex<(Timestamp, u64)>);

    impl Clock for Hand {
        fn now(&self) -> Timestamp {
            self.0.lock().unwrap().0
        }

        fn steady(&self) -> Duration {
            Duration::from_secs(self.0.lock().unwrap().1)
        }
    }

    impl Hand {
        fn new() -> (Self, Settled) {
            let noon = Timestamp::parse("2026-03-01T12:00:00Z").unwrap();
            let clock = Self(Mutex::new((noon, 0)));
            let settled = Settled::by(&clock);
            (clock, settled)
        }

        /// So many seconds pass.
        fn runs(&self, seconds: u64) {
            let mut hands = self.0.lock().unwrap();
            hands.0 = hands.0.plus_seconds(i64::try_from(seconds).unwrap());
            hands.1 += seconds;
        }

        fn jumps(&self, seconds: i64) {
            let mut hands = self.0.lock().unwrap();
            hands.0 = hands.0.plus_seconds(seconds);
        }

        /// By how many seconds the time of day is ahead of what is settled, and what is told of it.
        fn ahead(&self, settled: &mut Settled) -> (i64, Option<ClockNews>) {
            let (at, news) = settled.look(self);
            ((self.now().as_millis() - at.as_millis()) / 1_000, news)
        }
    }

    const DAY: i64 = 86_400;

    #[test]
    fn a_clock_that_runs_is_believed() {
        let (clock, mut settled) = Hand::new();
        for seconds in [0, 1, 59, 3_600, 100_000_000] {
            clock.runs(seconds);
            assert_eq!(clock.ahead(&mut settled), (0, None));
        }
        // So is one that is put right by a little, or set back.
        for seconds in [10, 10, -1, -DAY] {
            clock.jumps(seconds);
            assert_eq!(clock.ahead(&mut settled), (0, None));
        }
    }

    #[test]
    fn what_jumps_ahead_and_comes_back_was_never_settled() {
        let (clock, mut settled) = Hand::new();
        clock.jumps(2 * DAY);
        let jumped = Some(ClockNews::Jumped(2 * DAY));
        assert_eq!(clock.ahead(&mut settled), (2 * DAY, jumped));
        clock.runs(60);
        assert_eq!(clock.ahead(&mut settled), (2 * DAY, None));
        clock.jumps(-2 * DAY);
        assert_eq!(clock.ahead(&mut settled), (0, Some(ClockNews::Back)));
        clock.runs(600);
        assert_eq!(clock.ahead(&mut settled), (0, None));
    }

    #[test]
    fn what_stays_is_believed_once_it_has_stood() {
        let (clock, mut settled) = Hand::new();
        clock.jumps(3_600);
        assert_eq!(clock.ahead(&mut settled).0, 3_600);
        clock.runs(599);
        assert_eq!(clock.ahead(&mut settled), (3_600, None));
        clock.runs(1);
        assert_eq!(clock.ahead(&mut settled), (0, Some(ClockNews::Confirmed)));
        clock.runs(1);
        assert_eq!(clock.ahead(&mut settled), (0, None));
    }

    #[test]
    fn what_jumps_on_is_believed_as_far_as_it_has_stood() {
        let (clock, mut settled) = Hand::new();
        clock.jumps(3_600);
        clock.ahead(&mut settled);
        clock.runs(599);
        clock.jumps(DAY);
        let jumped = Some(ClockNews::Jumped(3_600 + DAY));
        assert_eq!(clock.ahead(&mut settled), (3_600 + DAY, jumped));
        clock.runs(1);
        let left = Some(ClockNews::Jumped(DAY));
        assert_eq!(clock.ahead(&mut settled), (DAY, left));
        clock.runs(598);
        assert_eq!(clock.ahead(&mut settled), (DAY, None));
        clock.runs(1);
        assert_eq!(clock.ahead(&mut settled), (0, Some(ClockNews::Confirmed)));
    }

    #[test]
    fn what_is_put_right_a_little_begins_anew() {
        let (clock, mut settled) = Hand::new();
        clock.jumps(2 * DAY);
        clock.ahead(&mut settled);
        clock.runs(599);
        clock.jumps(-DAY);
        let jumped = Some(ClockNews::Jumped(DAY));
        assert_eq!(clock.ahead(&mut settled), (DAY, jumped));
        clock.runs(599);
        assert_eq!(clock.ahead(&mut settled), (DAY, None));
        clock.runs(1);
        assert_eq!(clock.ahead(&mut settled), (0, Some(ClockNews::Confirmed)));
    }

    /// A laptop, or a machine that its host suspends as soon as nobody asks it anything.
    #[test]
    fn a_machine_that_never_runs_for_ten_minutes_stays_behind_by_a_few_sleeps_at_most() {
        const SLEEP: i64 = 9 * 3_600;
        let (clock, mut settled) = Hand::new();
        for sleep in 0..100 {
            clock.runs(300);
            clock.jumps(SLEEP);
            let (ahead, _) = clock.ahead(&mut settled);
            assert!(ahead <= 3 * SLEEP, "{ahead} s after {sleep} sleeps");
        }
        clock.runs(600);
        clock.ahead(&mut settled);
        clock.runs(600);
        assert_eq!(clock.ahead(&mut settled).0, 0);
    }
}
