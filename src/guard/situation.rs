//! What a customer is going through, as far as a red line asks.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::words::vocabulary;
use crate::clock::{Days, Timestamp};

/// Whoever is this many years old is no minor (Convention on the Rights of the Child, article 1).
const OF_AGE: i32 = 18;

vocabulary! {
    /// Something about a customer's life that calls for care.
    Situation {
        /// She is not of age: follows from the year that she was born in.
        Minor = "minor",
        /// She asked to be left alone for a while.
        QuietPeriod = "quiet_period",
        /// Somebody close to her died.
        Bereavement = "bereavement",
        /// She complained, and nobody has answered yet.
        OpenComplaint = "open_complaint",
        /// She cannot pay what she owes.
        Hardship = "hardship",
    }
}

impl Situation {
    /// Whether somebody says so, and says when it is over. The others follow from what is known.
    #[must_use]
    pub fn is_said(self) -> bool {
        self != Self::Minor
    }

    /// Its bit in a set of situations.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

vocabulary! {
    /// For how long a customer asks on her page to be left alone.
    Quiet {
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// Until she says otherwise.
        Open = "open",
    }
}

impl Quiet {
    /// When that ends by itself where it begins at `now`: with the last of its days, whatever hour it is
    /// said at, for she is told a day and no hour. So two presses of one day say the same.
    #[must_use]
    pub fn until(self, now: Timestamp, days: &Days) -> Option<Timestamp> {
        let (months, more) = match self {
            Self::Week => (0, 7),
            Self::Month => (1, 0),
            Self::Quarter => (3, 0),
            Self::Open => return None,
        };
        Some(days.end_of_later(now, months, more))
    }
}

/// A set of situations as bits.
pub(super) fn bits(set: &BTreeSet<Situation>) -> u8 {
    set.iter().fold(0, |bits, one| bits | one.bit())
}

/// The situations with these bits.
pub(super) fn of_bits(bits: u8) -> BTreeSet<Situation> {
    let all = Situation::ALL.iter().copied();
    all.filter(|one| bits & one.bit() != 0).collect()
}

/// What was said of a customer's situation, with the moment at which each ends by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situations(BTreeMap<Situation, Option<Timestamp>>);

impl Situations {
    /// Nothing was said.
    pub const NONE: Self = Self(BTreeMap::new());

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was said, with the moment at which each ends by itself, over or not.
    pub fn iter(&self) -> impl Iterator<Item = (Situation, Option<Timestamp>)> + '_ {
        self.0.iter().map(|(situation, until)| (*situation, *until))
    }

    /// She is in that situation, until that moment or until somebody says that it is over.
    pub fn enter(&mut self, situation: Situation, until: Option<Timestamp>) {
        self.0.insert(situation, until);
    }

    /// It is over.
    pub fn leave(&mut self, situation: Situation) {
        self.0.remove(&situation);
    }

    /// Those of another record of hers as well; of one that both have, the later end.
    pub fn take_in(&mut self, other: &Self) {
        for (situation, until) in other.iter() {
            let ends = self.0.entry(situation).or_insert(until);
            *ends = match (*ends, until) {
                (Some(one), Some(other)) => Some(one.max(other)),
                _ => None,
            };
        }
    }

    /// Those that she is in at `now`, as bits; `birth_year` tells whether she is of age.
    #[must_use]
    pub(crate) fn at(&self, birth_year: Option<u16>, now: Timestamp) -> u8 {
        let said = self
            .iter()
            .filter(|(_, until)| until.is_none_or(|until| now < until));
        let minor = is_minor(birth_year, now).then_some(Situation::Minor);
        let all = said.map(|(situation, _)| situation).chain(minor);
        all.fold(0, |bits, situation| bits | situation.bit())
    }

    /// The next moment after `now` at which one of them ends.
    pub(super) fn next_end(&self, now: Timestamp) -> Option<Timestamp> {
        let ends = self.iter().filter_map(|(_, until)| until);
        ends.filter(|end| *end > now).min()
    }
}

/// Whether somebody born in that year may not be of age yet. Of whoever comes of age in this year
/// only the year is known, so that she may not be: the careful answer counts.
#[must_use]
pub fn is_minor(birth_year: Option<u16>, now: Timestamp) -> bool {
    // Of most nobody knows it, and a calendar takes longer than all the rest.
    birth_year.is_some_and(|year| i32::from(now.zoned().year()) - i32::from(year) <= OF_AGE)
}

/// Until when somebody born in that year may not be of age; none where she is, or nobody knows.
#[must_use]
pub fn minor_until(birth_year: Option<u16>, now: Timestamp) -> Option<Timestamp> {
    let year = birth_year.filter(|_| is_minor(birth_year, now))?;
    let of_age = i64::from(year) + i64::from(OF_AGE) + 1;
    Timestamp::parse(&format!("{of_age:04}-01-01T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn whoever_may_not_be_of_age_yet_is_a_minor() {
        let now = at("2026-11-26T00:00:00Z");
        assert!(is_minor(Some(2009), now) && is_minor(Some(2008), now));
        assert!(!is_minor(Some(2007), now));
        for year in 2008..=2026 {
            let until = minor_until(Some(year), now).unwrap();
            assert!(!is_minor(Some(year), until), "{year}");
            assert!(is_minor(Some(year), until.plus_seconds(-1)), "{year}");
        }
        assert_eq!(minor_until(Some(2007), now), None);
        assert!(
            !is_minor(None, now),
            "of whom nothing is known nothing is said"
        );
    }

    #[test]
    fn what_was_said_ends_at_its_moment_or_when_somebody_says_so() {
        let (now, later) = (at("2026-11-26T00:00:00Z"), at("2026-12-01T00:00:00Z"));
        let mut of = Situations::default();
        of.enter(Situation::Bereavement, Some(later));
        of.enter(Situation::Hardship, None);
        let both = Situation::Bereavement.bit() | Situation::Hardship.bit();
        assert_eq!(of.at(None, now), both);
        assert_eq!(of.next_end(now), Some(later));
        assert_eq!(of.at(None, later), Situation::Hardship.bit());
        of.leave(Situation::Hardship);
        assert_eq!(of.at(None, later), 0);
    }

    #[test]
    fn whoever_asks_for_quiet_has_it_until_the_last_of_its_days_is_over() {
        let days = Days::of("Europe/Berlin");
        let ends = |quiet: Quiet, now| quiet.until(at(now), &days);
        // Of one day it is the same end, whatever the hour and whichever clock holds then: half an hour
        // past midnight, noon, and half an hour to midnight of each day.
        for (hours, quiet, end) in [
            (
                [
                    "2026-11-26T23:30:00Z",
                    "2026-11-27T11:00:00Z",
                    "2026-11-27T22:30:00Z",
                ],
                Quiet::Week,
                "2026-12-04T23:00:00Z",
            ),
            // The clock is put forward meanwhile: on 28 March 2027.
            (
                [
                    "2027-03-24T23:30:00Z",
                    "2027-03-25T11:00:00Z",
                    "2027-03-25T22:30:00Z",
                ],
                Quiet::Week,
                "2027-04-01T22:00:00Z",
            ),
            (
                [
                    "2027-02-28T23:30:00Z",
                    "2027-03-01T11:00:00Z",
                    "2027-03-01T22:30:00Z",
                ],
                Quiet::Month,
                "2027-04-01T22:00:00Z",
            ),
            // It is put back: on 31 October 2027.
            (
                [
                    "2027-10-25T22:30:00Z",
                    "2027-10-26T10:00:00Z",
                    "2027-10-26T21:30:00Z",
                ],
                Quiet::Week,
                "2027-11-02T23:00:00Z",
            ),
            (
                [
                    "2027-09-30T22:30:00Z",
                    "2027-10-01T10:00:00Z",
                    "2027-10-01T21:30:00Z",
                ],
                Quiet::Month,
                "2027-11-01T23:00:00Z",
            ),
            // From the first of a month, which in UTC is still the last of the one before.
            (
                [
                    "2027-02-28T23:30:00Z",
                    "2027-03-01T11:00:00Z",
                    "2027-03-01T22:30:00Z",
                ],
                Quiet::Quarter,
                "2027-06-01T22:00:00Z",
            ),
            // From the last of a month into a shorter one.
            (
                [
                    "2027-01-30T23:30:00Z",
                    "2027-01-31T11:00:00Z",
                    "2027-01-31T22:30:00Z",
                ],
                Quiet::Month,
                "2027-02-28T23:00:00Z",
            ),
        ] {
            for now in hours {
                assert_eq!(ends(quiet, now), Some(at(end)), "{quiet:?} from {now}");
            }
        }
        let ends_31st = "2027-01-31T12:00:00Z";
        assert_eq!(
            ends(Quiet::Month, ends_31st),
            Some(at("2027-02-28T23:00:00Z")),
            "a month from the 31st ends with the shorter one"
        );
        assert_eq!(
            ends(Quiet::Quarter, ends_31st),
            Some(at("2027-04-30T22:00:00Z"))
        );
        assert_eq!(ends(Quiet::Open, ends_31st), None);
    }

    #[test]
    fn two_records_of_one_customer_are_in_the_situations_of_both() {
        let (one, two) = (at("2026-12-01T00:00:00Z"), at("2026-12-05T00:00:00Z"));
        let (mut a, mut b) = (Situations::default(), Situations::default());
        a.enter(Situation::QuietPeriod, Some(one));
        b.enter(Situation::QuietPeriod, Some(two));
        b.enter(Situation::OpenComplaint, None);
        a.take_in(&b);
        let all: Vec<_> = a.iter().collect();
        assert_eq!(
            all,
            [
                (Situation::QuietPeriod, Some(two)),
                (Situation::OpenComplaint, None)
            ]
        );
    }
}
