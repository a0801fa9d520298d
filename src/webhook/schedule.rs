//! When a delivery is tried again, and when an address is given up.

use crate::clock::Timestamp;
use crate::webhook::{Course, Off, Outcome, WhyOff};

/// How long after each failed attempt the next one comes, in seconds: the schedule that Standard
/// Webhooks proposes, a little over three days in all.
const WAITS_S: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// How often a delivery is tried by itself.
pub const TRIES: u32 = 10;
/// How many of them, of what is tried more often than the schedule says, have to fail beside something
/// else that is taken.
pub(super) const SURE: u32 = 3;
/// The share of each wait that chance may add: what failed together does not come back together.
const JITTER: f64 = 0.2;
/// The longest that an address may ask to be left alone, in seconds: a day.
pub(super) const LONGEST_REST_S: i64 = 86_400;
/// After how many seconds of failing without a break people are told: a day.
pub const WARN_AFTER_S: i64 = 86_400;
/// After how many seconds of failing without a break nothing more is sent: five days.
pub const OFF_AFTER_S: i64 = 5 * 86_400;
/// For how many seconds after people were told it stays on at least: a day.
pub const NOTICE_S: i64 = 86_400;

/// What an attempt means for its delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// How far it is now.
    pub course: Course,
    /// When it is tried next; the moment of the attempt where it is over.
    pub at: Timestamp,
}

/// What becomes of a delivery after its attempt number `tries` (from 1) at `now`. `rest_s` is how
/// many seconds the address asked to be left alone; `chance` is a random share of one.
#[must_use]
pub fn after(
    outcome: &Outcome,
    tries: u32,
    now: Timestamp,
    rest_s: Option<u32>,
    chance: f64,
) -> After {
    if outcome.is_good() {
        return After {
            course: Course::Delivered,
            at: now,
        };
    }
    let wait = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    match WAITS_S.get(wait) {
        Some(wait_s) if tries < TRIES => {
            let rest_s = i64::from(rest_s.unwrap_or(0)).min(LONGEST_REST_S);
            let millis = 1_000 * (*wait_s).max(rest_s);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "a day has fewer milliseconds than a float counts exactly"
            )]
            let more = (millis as f64 * JITTER * chance.clamp(0.0, 1.0)) as i64;
            After {
                course: Course::Pending,
                at: Timestamp::from_millis(now.as_millis() + millis + more),
            }
        }
        _ => After {
            course: Course::GivenUp,
            at: now,
        },
    }
}

/// How an address has answered of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Since when every attempt failed.
    pub failing_since: Option<Timestamp>,
    /// When people were told: a mail went out.
    pub warned_at: Option<Timestamp>,
    /// That nothing more is sent.
    pub off: Option<Off>,
}

impl Health {
    /// What it is after an attempt at `now`. That people were told is said by who told them.
    #[must_use]
    pub fn after(self, outcome: &Outcome, now: Timestamp) -> Self {
        if outcome.is_good() {
            return Self::default();
        }
        let since = self.failing_since.unwrap_or(now);
        let failed_s = (now.as_millis() - since.as_millis()) / 1_000;
        // 410: this address is gone for good (Standard Webhooks; RFC 9110, 15.5.11).
        let why = match outcome {
            Outcome::Answered(410, _) => Some(WhyOff::Gone),
            _ if failed_s >= OFF_AFTER_S && self.off_from().is_some_and(|from| from <= now) => {
                Some(WhyOff::Failing)
            }
            _ => None,
        };
        Self {
            failing_since: Some(since),
            warned_at: self.warned_at,
            off: why.map(|why| Off { why, at: now }),
        }
    }

    /// From when on a failed attempt switches it off, where it goes on failing. Nothing while nobody
    /// could be told: it is not switched off in silence.
    #[must_use]
    pub fn off_from(&self) -> Option<Timestamp> {
        let failing = self.failing_since?.plus_seconds(OFF_AFTER_S);
        Some(failing.max(self.warned_at?.plus_seconds(NOTICE_S)))
    }

    /// Whether nothing was taken for so long at `now` that nobody waits for it to come back.
    #[must_use]
    pub fn is_lost(&self, now: Timestamp) -> bool {
        self.failing_since
            .is_some_and(|since| since.plus_seconds(OFF_AFTER_S) <= now)
    }

    /// Whether people should know at `now` that it fails, and nobody was told yet.
    #[must_use]
    pub fn is_to_be_told(&self, now: Timestamp) -> bool {
        let since = self.failing_since.filter(|_| self.off.is_none());
        let late = since.is_some_and(|since| since.plus_seconds(WARN_AFTER_S) <= now);
        late && self.warned_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000)
    }

    fn fails() -> Outcome {
        Outcome::Answered(500, String::new())
    }

    #[test]
    fn it_is_tried_ten_times_over_three_days_and_then_given_up() {
        let mut moment = now();
        for tries in 1..TRIES {
            let next = after(&fails(), tries, moment, None, 0.5);
            assert_eq!(next.course, Course::Pending);
            assert!(next.at > moment);
            moment = next.at;
        }
        let days = (moment.as_millis() - now().as_millis()) / 86_400_000;
        assert_eq!(days, 3);
        assert_eq!(
            after(&fails(), TRIES, moment, None, 0.5).course,
            Course::GivenUp
        );
        assert_eq!(
            after(&fails(), u32::MAX, moment, None, 0.5).course,
            Course::GivenUp
        );
    }

    #[test]
    fn chance_adds_a_fifth_at_most_and_takes_nothing() {
        let at =
            |chance| after(&fails(), 1, now(), None, chance).at.as_millis() - now().as_millis();
        assert_eq!((at(0.0), at(0.5), at(1.0)), (5_000, 5_500, 6_000));
        assert_eq!((at(-9.0), at(f64::INFINITY)), (5_000, 6_000));
    }

    #[test]
    fn an_address_that_asks_for_rest_gets_it_for_a_day_at_most() {
        let busy = Outcome::Answered(429, String::new());
        let wait = |rest| {
            let at = after(&busy, 1, now(), Some(rest), 0.0).at;
            (at.as_millis() - now().as_millis()) / 1_000
        };
        // Never sooner than the schedule says.
        assert_eq!((wait(0), wait(120), wait(u32::MAX)), (5, 120, 86_400));
    }

    #[test]
    fn any_success_is_one_and_nothing_else() {
        for status in [200, 201, 202, 204, 299] {
            let answer = Outcome::Answered(status, String::new());
            assert_eq!(
                after(&answer, 1, now(), None, 0.0).course,
                Course::Delivered
            );
        }
        for status in [100, 199, 300, 301, 302, 304, 308, 400, 404, 410, 500, 503] {
            let answer = Outcome::Answered(status, String::new());
            assert_eq!(
                after(&answer, 1, now(), None, 0.0).course,
                Course::Pending,
                "{status}"
            );
        }
        let silence = Outcome::NotSent("it is not there".to_owned());
        assert_eq!(after(&silence, 1, now(), None, 0.0).course, Course::Pending);
    }

    #[test]
    fn people_are_told_a_day_in_and_four_days_before_it_is_switched_off() {
        let mut health = Health::default();
        health = health.after(&fails(), now());
        assert_eq!(
            (health.failing_since, health.warned_at),
            (Some(now()), None)
        );
        health = health.after(&fails(), now().plus_seconds(WARN_AFTER_S - 1));
        assert!(!health.is_to_be_told(now().plus_seconds(WARN_AFTER_S - 1)));
        let told = now().plus_seconds(WARN_AFTER_S);
        health = health.after(&fails(), told);
        assert!(health.is_to_be_told(told));
        // The mail went out.
        health.warned_at = Some(told);
        assert!(!health.is_to_be_told(told));
        assert_eq!(health.off_from(), Some(now().plus_seconds(OFF_AFTER_S)));
        health = health.after(&fails(), now().plus_seconds(OFF_AFTER_S - 1));
        assert_eq!((health.warned_at, health.off), (Some(told), None));
        let end = now().plus_seconds(OFF_AFTER_S);
        let over = health.after(&fails(), end);
        let why = WhyOff::Failing;
        assert_eq!(over.off, Some(Off { why, at: end }));
        // One success, and all of it is forgotten.
        let good = Outcome::Answered(204, String::new());
        assert_eq!(health.after(&good, end), Health::default());
        // An address that nobody was told about is not switched off in silence.
        let unseen = Health {
            failing_since: Some(now()),
            ..Health::default()
        };
        let late = now().plus_seconds(9 * OFF_AFTER_S);
        let mut unseen = unseen.after(&fails(), late);
        assert!(unseen.off.is_none() && unseen.is_to_be_told(late));
        assert_eq!(unseen.off_from(), None);
        // And where she is told late, she has a day to do something.
        unseen.warned_at = Some(late);
        let soon = unseen.after(&fails(), late.plus_seconds(NOTICE_S - 1));
        assert_eq!(soon.off, None);
        let end = soon.after(&fails(), late.plus_seconds(NOTICE_S));
        assert_eq!(end.off.map(|off| off.why), Some(WhyOff::Failing));
        assert!(!end.is_to_be_told(late.plus_seconds(NOTICE_S)));
    }

    #[test]
    fn an_address_that_says_it_is_gone_is_left_alone_at_once() {
        let gone = Outcome::Answered(410, String::new());
        let why = Health::default().after(&gone, now()).off.map(|off| off.why);
        assert_eq!(why, Some(WhyOff::Gone));
    }

    #[test]
    fn an_address_that_took_nothing_for_five_days_is_lost() {
        assert!(!Health::default().is_lost(now()));
        let health = Health::default().after(&fails(), now());
        let end = now().plus_seconds(OFF_AFTER_S);
        let last = Timestamp::from_millis(end.as_millis() - 1);
        assert!(!health.is_lost(last));
        assert!(health.is_lost(end));
    }
}
