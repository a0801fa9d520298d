//! Exact decimals: how many of something. No sum of them is ever rounded.

use std::fmt;
use std::iter::Sum;
use std::ops::AddAssign;

use serde::{Serialize, Serializer};

/// How many parts a whole one has.
const PARTS: i64 = 1_000_000;
/// How many digits stand behind the point at most.
const DIGITS: usize = 6;
/// The largest amount of one event, in wholes.
const LARGEST: i64 = 1_000_000_000;

/// The number is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// It is below 0, or not a number at all.
    #[error("use 0 or more")]
    Negative,
    /// It is too large.
    #[error("use at most 1000000000")]
    TooLarge,
    /// It has too many digits behind the point.
    #[error("use at most 6 digits behind the point")]
    TooFine,
}

/// How many of something one event is about: 0 to 1,000,000,000, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// The number as JSON carries it.
    ///
    /// # Errors
    ///
    /// [`NotAnAmount`]: nothing is rounded, so that no two numbers become one.
    pub fn of_number(number: f64) -> Result<Self, NotAnAmount> {
        if !number.is_finite() || number < 0.0 {
            return Err(NotAnAmount::Negative);
        }
        if number > LARGEST as f64 {
            return Err(NotAnAmount::TooLarge);
        }
        // The shortest digits that stand for this number: what the caller wrote, for up to 15 of
        // them.
        let text = number.abs().to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        if part.len() > DIGITS {
            return Err(NotAnAmount::TooFine);
        }
        let whole: i64 = whole.parse().map_err(|_| NotAnAmount::TooLarge)?;
        let part: i64 = format!("{part:0<DIGITS$}").parse().unwrap_or(0);
        Ok(Self(whole * PARTS + part))
    }

    /// What a document promises, to the nearest millionth.
    #[must_use]
    pub fn of_promise(number: f64) -> Self {
        let parts = (number * PARTS as f64).round();
        Self((parts as i64).clamp(0, LARGEST * PARTS))
    }

    /// The amount of so many millionths, where it is one.
    #[must_use]
    pub fn of_millionths(parts: i64) -> Option<Self> {
        (0..=LARGEST * PARTS)
            .contains(&parts)
            .then_some(Self(parts))
    }

    /// It in millionths.
    #[must_use]
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// It so many times.
    #[must_use]
    pub fn times(self, count: u64) -> Total {
        Total(i128::from(self.0) * i128::from(count))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Total::from(*self).fmt(f)
    }
}

/// A sum of amounts. So many of them that it would overflow cannot be stored anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(i128);

impl Total {
    /// The sum of wholes and of the millionths beside them.
    #[must_use]
    pub fn of_parts(wholes: i64, millionths: i64) -> Self {
        Self(i128::from(wholes) * i128::from(PARTS) + i128::from(millionths))
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// As much of it as is full steps of that size; nothing where a step is nothing.
    #[must_use]
    pub fn in_steps(self, step: Self) -> Self {
        let steps = self.0.max(0).checked_div(step.0).unwrap_or(0);
        Self(steps.saturating_mul(step.0))
    }

    /// What is left of it without another one; less than nothing where that is larger.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// As close as a number of that kind comes to it: for shares, which need no more.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / PARTS as f64
    }
}

impl From<Amount> for Total {
    fn from(amount: Amount) -> Self {
        Self(i128::from(amount.0))
    }
}

impl AddAssign for Total {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl Sum for Total {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        let mut sum = Self::default();
        totals.for_each(|total| sum += total);
        sum
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = i128::from(PARTS);
        let (whole, part) = (self.0 / parts, (self.0 % parts).abs());
        let part = format!("{part:0>DIGITS$}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            part => write!(f, "{whole}.{part}"),
        }
    }
}

impl Serialize for Total {
    /// As a number, a whole one where it is whole.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = i128::from(PARTS);
        match i64::try_from(self.0 / parts) {
            Ok(whole) if self.0 % parts == 0 => serializer.serialize_i64(whole),
            // The digits are those of a number.
            _ => serializer.serialize_f64(self.to_string().parse().unwrap_or(0.0)),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Total::from(*self).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_taken_as_it_was_written_or_not_at_all() {
        let text = |number| Amount::of_number(number).map(|amount| amount.to_string());
        for (number, written) in [
            (0.0, "0"),
            (-0.0, "0"),
            (3.0, "3"),
            (0.1, "0.1"),
            (4.20, "4.2"),
            (0.000_001, "0.000001"),
            (999_999_999.999_999, "999999999.999999"),
            (1e9, "1000000000"),
        ] {
            assert_eq!(text(number).as_deref(), Ok(written));
        }
        for (number, why) in [
            (-1.0, NotAnAmount::Negative),
            (f64::NAN, NotAnAmount::Negative),
            (f64::INFINITY, NotAnAmount::Negative),
            (1e308, NotAnAmount::TooLarge),
            (1_000_000_000.5, NotAnAmount::TooLarge),
            (0.000_000_1, NotAnAmount::TooFine),
            (5e-324, NotAnAmount::TooFine),
            (0.1 + 0.2, NotAnAmount::TooFine),
        ] {
            assert_eq!(text(number), Err(why), "{number}");
        }
    }

    #[test]
    fn a_promise_of_too_many_digits_is_rounded_once() {
        assert_eq!(Amount::of_promise(1.0 / 3.0).to_string(), "0.333333");
        assert_eq!(Amount::of_promise(f64::NAN).to_string(), "0");
        assert_eq!(Amount::of_promise(1e300).to_string(), "1000000000");
    }

    #[test]
    fn sums_are_exact_and_do_not_overflow() {
        let tenth = Amount::of_number(0.1).unwrap();
        let ten: Total = (0..100).map(|_| Total::from(tenth)).sum();
        assert_eq!(ten.to_string(), "10");
        assert_eq!(serde_json::to_string(&ten).unwrap(), "10");
        let largest = Amount::of_number(1e9).unwrap();
        let many = largest.times(u64::MAX);
        assert_eq!(many.to_string(), "18446744073709551615000000000");
        assert_eq!(Total::of_parts(2, 1_500_000).to_string(), "3.5");
        assert_eq!(
            serde_json::to_string(&Total::of_parts(2, 500_000)).unwrap(),
            "2.5"
        );
    }

    proptest! {
        #[test]
        fn every_amount_comes_back_from_the_number_that_it_is_written_as(
            parts in 0..=LARGEST * PARTS
        ) {
            let amount = Amount::of_millionths(parts).unwrap();
            let number: f64 = amount.to_string().parse().unwrap();
            prop_assert_eq!(Amount::of_number(number), Ok(amount));
        }
    }
}
