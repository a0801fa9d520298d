//! Days and hours as people say them, in the organisation's own time zone.

use jiff::{Zoned, tz::TimeZone};
use mutual::clock::Timestamp;

use super::Text;

/// Writes moments in one language and one time zone.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    text: &'static Text,
    zone: TimeZone,
}

impl Dates {
    /// In the zone of that IANA name, or in UTC where there is no such zone.
    pub(crate) fn new(text: &'static Text, zone: &str) -> Self {
        Self {
            text,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.zoned().with_time_zone(self.zone.clone())
    }

    /// The first moment of the day that a form names as `2026-05-04`, and the last one.
    pub(crate) fn day_of(&self, day: &str) -> Option<(Timestamp, Timestamp)> {
        let day: jiff::civil::Date = day.parse().ok()?;
        let begin = day.to_zoned(self.zone.clone()).ok()?;
        let end = day.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?;
        let millis = |at: &Zoned| at.timestamp().as_millisecond();
        Some((
            Timestamp::from_millis(millis(&begin)),
            Timestamp::from_millis(millis(&end) - 1),
        ))
    }

    /// The moment that a form names as `2026-05-04T14:02`, with seconds or without, in this zone. A time
    /// that the clocks leave out is as much later as they go forward; of one that comes twice it is the
    /// first (RFC 5545, 3.3.5).
    pub(crate) fn moment_of(&self, typed: &str) -> Option<Timestamp> {
        let typed: jiff::civil::DateTime = typed.trim().parse().ok()?;
        let at = typed.to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp::from_millis(at.timestamp().as_millisecond()))
    }

    /// As a form names it, to the second.
    pub(crate) fn typed(&self, at: Timestamp) -> String {
        self.local(at).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// What the zone is called.
    pub(crate) fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// How many midnights lie between the two moments.
    pub(crate) fn days_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        let since = self.local(to).date().since(self.local(from).date());
        since.map_or(0, |since| i64::from(since.get_days()))
    }

    /// As "4 May 2026".
    pub(crate) fn day(&self, at: Timestamp) -> String {
        self.text.rules.day(&self.local(at))
    }

    /// As "14:02".
    pub(crate) fn hour(&self, at: Timestamp) -> String {
        self.text.rules.hour(&self.local(at))
    }

    /// The hour as it stands within a sentence.
    fn told_hour(&self, at: Timestamp) -> String {
        (self.text.hour)(&self.hour(at))
    }

    /// As "4 May 2026, 14:02".
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        (self.text.moment)(&self.day(at), &self.told_hour(at))
    }

    /// An end as people say it: the last day where it ends with a day, as "4 May 2026", else the moment.
    pub(crate) fn end(&self, until: Timestamp) -> String {
        let last = Timestamp::from_millis(until.as_millis().saturating_sub(1));
        if self.local(last).date() == self.local(until).date() {
            self.moment(until)
        } else {
            self.day(last)
        }
    }

    /// The hour alone where `at` is on the same day as `now`, else the day.
    pub(crate) fn since(&self, at: Timestamp, now: Timestamp) -> String {
        if self.local(at).date() == self.local(now).date() {
            self.told_hour(at)
        } else {
            self.day(at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_organisations_own_zone() {
        let text = Text::of(["en"]);
        let at = Timestamp::parse("2026-05-04T22:30:00Z").unwrap();
        assert_eq!(
            Dates::new(text, "Europe/Berlin").moment(at),
            "5 May 2026, 00:30"
        );
        let berlin = Dates::new(text, "Europe/Berlin");
        let midnight = Timestamp::parse("2026-05-04T22:00:00Z").unwrap();
        assert_eq!(berlin.end(midnight), "4 May 2026");
        assert_eq!(berlin.end(at), "5 May 2026, 00:30");
        assert_eq!(
            Dates::new(text, "Nowhere/Land").moment(at),
            "4 May 2026, 22:30"
        );
    }

    #[test]
    fn a_moment_is_typed_and_read_in_the_organisations_own_zone() {
        let dates = Dates::new(Text::of(["en"]), "Europe/Berlin");
        let at = Timestamp::parse("2026-05-04T12:02:07Z");
        assert_eq!(dates.moment_of("2026-05-04T14:02:07"), at);
        assert_eq!(dates.typed(at.unwrap()), "2026-05-04T14:02:07");
        let at = Timestamp::parse("2026-05-04T12:02:00Z");
        assert_eq!(dates.moment_of("2026-05-04T14:02"), at);
        // The clocks go forward at 2, and back at 3.
        let at = Timestamp::parse("2026-03-29T01:30:00Z");
        assert_eq!(dates.moment_of("2026-03-29T02:30"), at);
        let at = Timestamp::parse("2026-10-25T00:30:00Z");
        assert_eq!(dates.moment_of("2026-10-25T02:30"), at);
        for bad in ["", "tomorrow", "2026-13-01T00:00", "2026-05-04"] {
            assert_eq!(dates.moment_of(bad).is_none(), bad != "2026-05-04", "{bad}");
        }
        assert_eq!(dates.zone(), "Europe/Berlin");
        assert_eq!(Dates::new(Text::of(["en"]), "Nowhere/Land").zone(), "UTC");
    }

    #[test]
    fn today_is_told_by_the_hour() {
        let dates = Dates::new(Text::of(["en"]), "UTC");
        let at = Timestamp::parse("2026-05-04T14:02:00Z").unwrap();
        assert_eq!(dates.since(at, at.plus_seconds(3_600)), "14:02");
        assert_eq!(dates.since(at, at.plus_seconds(86_400)), "4 May 2026");
        assert_eq!(dates.days_between(at, at.plus_seconds(9 * 3_600)), 0);
        assert_eq!(dates.days_between(at, at.plus_seconds(10 * 3_600)), 1);
        assert_eq!(dates.days_between(at, at.plus_seconds(100 * 86_400)), 100);
    }
}
