//! How often a model guessed, and what customers said of that.

use std::ops::AddAssign;

use super::score::JUDGED_DAYS;
use crate::insight::Day;

/// How many guesses a model told, and how many answers customers gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GuessCounts {
    /// Told. The same guess told again, as long as it stands, is no other one.
    pub told: u64,
    /// They said that it is right.
    pub right: u64,
    /// They said that it is wrong.
    pub wrong: u64,
    /// They said that nobody shall guess it.
    pub dont_guess: u64,
}

impl GuessCounts {
    /// How many customers do not want.
    #[must_use]
    pub fn rejected(&self) -> u64 {
        self.wrong + self.dont_guess
    }

    /// How many customers said something of. Who guesses the same every night is judged by these, and not
    /// by how much it tells.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.right + self.rejected()
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for GuessCounts {
    fn add_assign(&mut self, other: Self) {
        self.told += other.told;
        self.right += other.right;
        self.wrong += other.wrong;
        self.dont_guess += other.dont_guess;
    }
}

/// The counts of one model, of what was told and said on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedOn {
    /// What the model is called: its key, but for guesses from before a model had to be registered.
    pub model: String,
    /// Which day.
    pub day: Day,
    /// How many.
    pub counts: GuessCounts,
}

/// What that model guessed in the four weeks up to `today`, and in the four before.
#[must_use]
pub(super) fn weeks(rows: &[GuessedOn], model: &str, today: Day) -> [GuessCounts; 2] {
    let within = |from: i64, to: i64| {
        let (from, to) = (today.plus(-from), today.plus(-to));
        let of = rows.iter().filter(|row| row.model == model);
        let mut counts = GuessCounts::default();
        of.filter(|row| row.day > from && row.day <= to)
            .for_each(|row| counts += row.counts);
        counts
    };
    [within(JUDGED_DAYS, 0), within(2 * JUDGED_DAYS, JUDGED_DAYS)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_weeks_are_told_apart_from_the_four_before_and_from_other_models() {
        let today = Day(20_783);
        let row = |model: &str, ago: i64, wrong: u64| GuessedOn {
            model: model.to_owned(),
            day: today.plus(-ago),
            counts: GuessCounts {
                told: 2,
                right: 1,
                wrong,
                dont_guess: 1,
            },
        };
        let rows = [
            row("tastes", 0, 1),
            row("tastes", 27, 2),
            row("tastes", 28, 4),
            row("tastes", 55, 8),
            row("tastes", 56, 16),
            row("others", 1, 32),
        ];
        let [now, before] = weeks(&rows, "tastes", today);
        assert_eq!((now.told, now.right, now.wrong), (4, 2, 3));
        assert_eq!((now.rejected(), now.answered()), (5, 7));
        assert_eq!(before.wrong, 12);
        assert!(weeks(&rows, "nobodys", today)[0].is_empty());
    }
}
