//! Time and randomness as parameters, so that every rule can be tested at any moment.

use std::fmt;

use jiff::{SignedDuration, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A moment: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Shown and read as RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// The last moment that [`Timestamp`] represents: the end of the year 9999.
const LATEST_MILLIS: i64 = 253_402_207_200_999;

impl Timestamp {
    /// The moment `millis` milliseconds after the epoch, clamped into 1970..=9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, LATEST_MILLIS))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset; `None` where the text is no such time.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let moment: jiff::Timestamp = text.parse().ok()?;
        (0..=LATEST_MILLIS)
            .contains(&moment.as_millisecond())
            .then(|| Self(moment.as_millisecond()))
    }

    /// This moment and `months` calendar months, at the same time of day in UTC.
    ///
    /// The 31st becomes the last day of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let span = jiff::Span::new().try_months(i64::from(months));
        let later = span
            .and_then(|span| self.zoned().checked_add(span))
            .map_or(LATEST_MILLIS, |later| later.timestamp().as_millisecond());
        Self::from_millis(later)
    }

    /// This moment and `seconds` seconds (negative: earlier).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `earlier` to this moment; 0 where `earlier` is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0) / 1000).unwrap_or(0)
    }

    /// The same moment for date arithmetic and display, in UTC.
    #[must_use]
    pub fn zoned(self) -> jiff::Zoned {
        let moment = jiff::Timestamp::UNIX_EPOCH
            .checked_add(SignedDuration::from_millis(self.0))
            .unwrap_or(jiff::Timestamp::MAX);
        moment.to_zoned(TimeZone::UTC)
    }
}

impl Timestamp {
    /// RFC 3339 in UTC, by hand: every answer of a check has several, and the machinery of
    /// formatting would be a good part of its cost.
    fn text(self) -> [u8; 24] {
        let at = self.zoned().datetime();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let numbers = [
            (i32::from(at.year()), 0..4),
            (i32::from(at.month()), 5..7),
            (i32::from(at.day()), 8..10),
            (i32::from(at.hour()), 11..13),
            (i32::from(at.minute()), 14..16),
            (i32::from(at.second()), 17..19),
            (i32::from(at.millisecond()), 20..23),
        ];
        for (mut number, place) in numbers {
            for digit in text.get_mut(place).into_iter().flatten().rev() {
                *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
                number /= 10;
            }
        }
        text
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        let text = std::str::from_utf8(&text).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, |text| {
            Self::parse(text).ok_or("not a time as in RFC 3339")
        })
    }
}

/// Where the present comes from.
pub trait Clock: Send + Sync {
    /// The present moment. It may repeat and, when the machine's clock is set, go back.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` from a cryptographically secure source.
    fn fill(&self, bytes: &mut [u8]);
}

/// `N` fresh random bytes.
pub fn random<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_any_offset_and_written_in_utc() {
        let at = Timestamp::parse("2026-11-23T12:00:00.5+02:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-23T10:00:00.500Z");
        assert_eq!(Timestamp::parse(&at.to_string()), Some(at));
        let last = Timestamp::from_millis(i64::MAX);
        assert_eq!(last.to_string(), "9999-12-30T22:00:00.999Z");
        assert_eq!(Timestamp::default().to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::parse("yesterday"), None);
        assert_eq!(Timestamp::parse("1969-12-31T23:59:59Z"), None);
    }

    #[test]
    fn a_term_of_months_ends_on_the_last_day_of_a_shorter_month() {
        let at = Timestamp::parse("2024-02-29T08:00:00Z").unwrap();
        assert_eq!(at.plus_months(24).to_string(), "2026-02-28T08:00:00.000Z");
        assert_eq!(at.plus_months(u32::MAX).as_millis(), LATEST_MILLIS);
    }
}
