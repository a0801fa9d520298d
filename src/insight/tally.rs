//! Counts by exchange, measure, day, version and a further part.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;

const DAY_MILLIS: i64 = 86_400_000;

/// A day of UTC: how many lie between it and the first of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i64);

impl Day {
    /// The day of a moment.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        Self(at.as_millis().div_euclid(DAY_MILLIS))
    }

    /// Its first moment.
    #[must_use]
    pub fn begin(self) -> Timestamp {
        Timestamp::from_millis(self.0.saturating_mul(DAY_MILLIS))
    }

    /// So many days later; earlier where it is below 0.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The Monday of its week, as ISO 8601 has weeks.
    #[must_use]
    pub fn monday(self) -> Self {
        // The first of 1970 was a Thursday.
        Self(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// How many days lie between an earlier day and this one.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

vocabulary! {
    /// What is counted.
    Measure {
        /// The question was answered with yes; by day, version and route of the answer.
        Yes = "yes",
        /// The question was answered with no; by day, version and route of the answer.
        No = "no",
        /// Turned on again by somebody who had said no or turned it off; by day, version, route.
        Back = "back",
        /// Turned off by somebody who had it on, and did not turn it on again in the same week on the
        /// same version; by day, version and route.
        Withdrawn = "withdrawn",
        /// Ran out; by day, and the version that was agreed to.
        Expired = "expired",
        /// Stopped counting until it is answered anew; by day, and the version agreed to.
        NeedsAnswer = "needs_answer",
        /// Was on for somebody who was erased; by day, and the version agreed to.
        Erased = "erased",
        /// Began to be on, a pause that ended counted; by day and version.
        On = "on",
        /// Ceased to be on, a pause that began counted; by day and version.
        Off = "off",
        /// Everybody's newest yes; by the Monday of its week, and its version.
        Given = "given",
        /// A newest yes that was withdrawn within 7 days; by the Monday of the week of the yes, and
        /// its version.
        Regret = "regret",
        /// A newest yes that no longer counts; by the Monday of its week, and in the further part
        /// how many whole weeks later that was.
        Left = "left",
        /// Somebody's answer to the exchange began to be known; by day, and in the further part
        /// whether it is a `yes` or a `no`.
        Heard = "heard",
        /// That answer is another one, or no longer known; by day and what it was.
        Unheard = "unheard",
        /// Began to have a channel on; by day, the version on which it was turned on, and channel.
        Reached = "reached",
        /// Ceased to have it on; by day, that version, and channel.
        Unreached = "unreached",
    }
}

impl Measure {
    /// Whether it counts of whom an answer is known, or who has a channel on: what stores keep apart,
    /// since a program from before cannot read it.
    #[must_use]
    pub fn is_of_reach(self) -> bool {
        matches!(
            self,
            Self::Heard | Self::Unheard | Self::Reached | Self::Unreached
        )
    }
}

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Which exchange.
    pub proposition: Slug,
    /// What is counted.
    pub measure: Measure,
    /// On which day.
    pub day: Day,
    /// Of which version; 0 where versions are not told apart.
    pub version: u32,
    /// The route, the weeks, the answer or the channel; empty where there is no further part.
    pub part: String,
}

/// How many: what the ledger still says, and what it said before it was destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Count {
    /// By the entries that can be read.
    pub told: i64,
    /// By those that were destroyed.
    pub gone: i64,
}

impl Count {
    /// Both together.
    #[must_use]
    pub fn all(self) -> i64 {
        self.told + self.gone
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.told += other.told;
        self.gone += other.gone;
    }
}

/// Counts, or what is to be added to them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tally(BTreeMap<Cell, Count>);

impl Tally {
    /// Adds to what readable entries say of a cell.
    pub fn add(&mut self, cell: Cell, many: i64) {
        self.count(
            cell,
            Count {
                told: many,
                gone: 0,
            },
        );
    }

    /// Adds to a cell.
    pub fn count(&mut self, cell: Cell, count: Count) {
        *self.0.entry(cell).or_default() += count;
    }

    /// Adds all of another one.
    pub fn absorb(&mut self, other: Self) {
        for (cell, count) in other.0 {
            self.count(cell, count);
        }
    }

    /// Every cell in which anything is counted, in order.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, Count)> {
        let cells = self.0.iter().map(|(cell, count)| (cell, *count));
        cells.filter(|(_, count)| *count != Count::default())
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells().next().is_none()
    }
}

impl FromIterator<(Cell, Count)> for Tally {
    fn from_iter<I: IntoIterator<Item = (Cell, Count)>>(cells: I) -> Self {
        let mut tally = Self::default();
        for (cell, count) in cells {
            tally.count(cell, count);
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_are_those_of_utc() {
        let day = |text: &str| Day::of(Timestamp::parse(text).unwrap());
        let sunday = day("2026-11-22T23:59:59.999Z");
        let monday = day("2026-11-23T00:00:00Z");
        assert_eq!(monday.since(sunday), 1);
        assert_eq!(monday.monday(), monday);
        assert_eq!(sunday.monday(), monday.plus(-7));
        assert_eq!(monday.begin().to_string(), "2026-11-23T00:00:00.000Z");
    }
}
