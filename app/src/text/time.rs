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
        assert_eq!(
            Dates::new(text, "Nowhere/Land").moment(at),
            "4 May 2026, 22:30"
        );
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
