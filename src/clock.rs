//! Time and randomness as parameters, so that every rule can be tested at any moment.

mod settled;

use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use settled::{CONFIRMED_AFTER, ClockNews, Settled};

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
        let moment = match as_written(text.as_bytes()) {
            Some(moment) => moment,
            None => text.parse().ok()?,
        };
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

/// The moment that `text` names, where it is written as [`Timestamp::text`] writes it: most times that
/// are read were written here, and every entry of a ledger has one.
fn as_written(text: &[u8]) -> Option<jiff::Timestamp> {
    let shape = b"0000-00-00T00:00:00.000Z";
    let alike = |(is, should): (&u8, &u8)| is == should || (is.is_ascii_digit() && *should == b'0');
    if text.len() != shape.len() || !text.iter().zip(shape).all(alike) {
        return None;
    }
    let number = |place: std::ops::Range<usize>| {
        let digits = text.get(place).unwrap_or_default().iter();
        digits.fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
    };
    let small = |place| i8::try_from(number(place)).ok();
    let date = jiff::civil::Date::new(number(0..4), small(5..7)?, small(8..10)?).ok()?;
    let nanos = i32::from(number(20..23)) * 1_000_000;
    let time =
        jiff::civil::Time::new(small(11..13)?, small(14..16)?, small(17..19)?, nanos).ok()?;
    TimeZone::UTC.to_timestamp(date.to_datetime(time)).ok()
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

/// The days of a time zone.
#[derive(Clone, Debug)]
pub struct Days(TimeZone);

impl Days {
    /// Those of the zone with that IANA name, or of UTC where there is no such zone.
    #[must_use]
    pub fn of(zone: &str) -> Self {
        Self(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
    }

    /// The day of a moment: its first moment, and the first behind it.
    #[must_use]
    pub fn around(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        let date = at.zoned().with_time_zone(self.0.clone()).date();
        let begin = |date: jiff::civil::Date| date.to_zoned(self.0.clone()).ok();
        let first = begin(date).map_or(0, |day| day.timestamp().as_millisecond());
        let behind = date.tomorrow().ok().and_then(begin);
        let behind = behind.map_or(i64::MAX, |day| day.timestamp().as_millisecond());
        (
            Timestamp::from_millis(first),
            Timestamp::from_millis(behind),
        )
    }

    /// The end of the day that is `months` calendar months and then `days` days after the day of `at`: the
    /// first moment behind it. The 31st becomes the last day of a shorter month.
    #[must_use]
    pub fn end_of_later(&self, at: Timestamp, months: u32, days: u32) -> Timestamp {
        let date = at.zoned().with_time_zone(self.0.clone()).date();
        let span = jiff::Span::new().try_months(i64::from(months));
        let last = span
            .and_then(|span| span.try_days(i64::from(days)))
            .and_then(|span| date.checked_add(span));
        let behind = last.and_then(|last| last.tomorrow()?.to_zoned(self.0.clone()));
        let behind = behind.map_or(i64::MAX, |day| day.timestamp().as_millisecond());
        Timestamp::from_millis(behind)
    }

    /// Up to `count` days, the newest first: that of `at`, and those before it.
    #[must_use]
    pub fn before(&self, at: Timestamp, count: usize) -> Vec<(Timestamp, Timestamp)> {
        let mut days = vec![self.around(at)];
        while days.len() < count
            && let Some((begin, _)) = days.last()
            && begin.as_millis() > 0
        {
            days.push(self.around(Timestamp::from_millis(begin.as_millis() - 1)));
        }
        days
    }
}

/// Where the present comes from.
pub trait Clock: Send + Sync {
    /// The present moment. It may repeat and, when the machine's clock is set, go back or jump ahead.
    fn now(&self) -> Timestamp;

    /// For how long the clock has run, since whenever: nobody sets it, and it never goes back.
    fn steady(&self) -> Duration;
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
    fn what_is_written_here_is_read_as_the_library_reads_it() {
        for text in [
            "2024-02-29T23:59:59.999Z",
            "2023-02-29T00:00:00.000Z",
            "2026-13-01T00:00:00.000Z",
            "2026-12-31T24:00:00.000Z",
            "2026-06-30T23:59:60.000Z",
            "1969-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
            "2026-11-23T12:00:00.5000",
            "2026-11-23 12:00:00.500Z",
        ] {
            let library: Option<jiff::Timestamp> = text.parse().ok();
            let library = library.map(jiff::Timestamp::as_millisecond);
            let library = library.filter(|millis| (0..=LATEST_MILLIS).contains(millis));
            let read = Timestamp::parse(text).map(Timestamp::as_millis);
            assert_eq!(read, library, "{text}");
        }
    }

    #[test]
    fn days_follow_each_other_without_a_gap_also_where_the_clock_is_put_forward() {
        let at = Timestamp::parse("2026-03-30T10:00:00Z").unwrap();
        let days = Days::of("Europe/Berlin").before(at, 4);
        let begins: Vec<_> = days.iter().map(|(begin, _)| begin.to_string()).collect();
        assert_eq!(
            begins,
            [
                "2026-03-29T22:00:00.000Z",
                "2026-03-28T23:00:00.000Z",
                "2026-03-27T23:00:00.000Z",
                "2026-03-26T23:00:00.000Z"
            ]
        );
        for pair in days.windows(2) {
            assert_eq!(pair[0].0, pair[1].1);
        }
        let first = Days::of("Asia/Tokyo").before(Timestamp::from_millis(1), 9);
        assert_eq!(first.len(), 1);
        let last = Days::of("nowhere").around(Timestamp::from_millis(i64::MAX));
        assert!(last.0 < last.1);
    }

    #[test]
    fn a_term_of_months_ends_on_the_last_day_of_a_shorter_month() {
        let at = Timestamp::parse("2024-02-29T08:00:00Z").unwrap();
        assert_eq!(at.plus_months(24).to_string(), "2026-02-28T08:00:00.000Z");
        assert_eq!(at.plus_months(u32::MAX).as_millis(), LATEST_MILLIS);
    }
}
