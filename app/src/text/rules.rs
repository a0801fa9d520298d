//! Plurals, numbers, days and hours by each language's own rules: the data is CLDR's, read by ICU4X.

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{T, YMD};
use icu_datetime::input::{Date, Time};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
pub(crate) use icu_plurals::PluralCategory as Many;
use icu_plurals::PluralRules;
use jiff::Zoned;

/// What can be counted.
pub(crate) trait Count {
    /// How many there are; never less than none.
    fn count(self) -> u64;
}

impl Count for u64 {
    fn count(self) -> u64 {
        self
    }
}

impl Count for u32 {
    fn count(self) -> u64 {
        self.into()
    }
}

impl Count for usize {
    fn count(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}

impl Count for i64 {
    fn count(self) -> u64 {
        self.try_into().unwrap_or(0)
    }
}

/// The rules of one language. They are made once and shared.
#[derive(Debug)]
pub(crate) struct Rules {
    plurals: PluralRules,
    decimals: DecimalFormatter,
    days: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    hours: NoCalendarFormatter<T>,
    /// What stands between thousands, where it is not what CLDR says.
    gap: Option<(char, char)>,
}

impl Rules {
    /// The rules of a language. `gap` is what stands between thousands by CLDR, and what stands
    /// there instead.
    ///
    /// Which digits a language writes is CLDR's word as well: nothing here chooses them.
    #[expect(
        clippy::expect_used,
        reason = "the data of every language is compiled in, and a test makes each of these"
    )]
    pub(super) fn of(locale: &Locale, gap: Option<(char, char)>) -> Self {
        let plurals = PluralRules::try_new_cardinal(locale.into());
        let decimals = DecimalFormatter::try_new(locale.into(), Default::default());
        let days = FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long());
        let hours = NoCalendarFormatter::try_new(locale.into(), T::hm());
        Self {
            plurals: plurals.expect("plurals"),
            decimals: decimals.expect("decimals"),
            days: days.expect("days"),
            hours: hours.expect("hours"),
            gap,
        }
    }

    /// Which form of a word goes with that many.
    pub(crate) fn many(&self, count: impl Count) -> Many {
        self.plurals.category_for(count.count())
    }

    /// A whole number.
    pub(crate) fn number(&self, number: impl Count) -> String {
        self.written(&Decimal::from(number.count()))
    }

    /// A number of things without needless digits: "3", "0.5".
    pub(crate) fn amount(&self, amount: f64) -> String {
        let text = format!("{amount:.2}");
        self.decimal(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// A number that stands as digits with a point; anything else stays as it is.
    pub(crate) fn decimal(&self, digits: &str) -> String {
        let number = digits.parse::<Decimal>();
        number.map_or_else(|_| digits.to_owned(), |number| self.written(&number))
    }

    fn written(&self, number: &Decimal) -> String {
        let text = self.decimals.format(number).to_string();
        match self.gap {
            Some((usual, ours)) => text.replace(usual, &ours.to_string()),
            None => text,
        }
    }

    /// The day, as "4 May 2026".
    pub(super) fn day(&self, at: &Zoned) -> String {
        let (month, day) = (at.month().unsigned_abs(), at.day().unsigned_abs());
        match Date::try_new_gregorian(i32::from(at.year()), month, day) {
            Ok(day) => self.days.format(&day).to_string(),
            Err(_) => at.date().to_string(),
        }
    }

    /// The hour, as "14:02".
    pub(super) fn hour(&self, at: &Zoned) -> String {
        let (hour, minute) = (at.hour().unsigned_abs(), at.minute().unsigned_abs());
        match Time::try_new(hour, minute, 0, 0) {
            Ok(hour) => self.hours.format(&hour).to_string(),
            Err(_) => at.time().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use mutual::clock::Timestamp;

    use crate::text::{Dates, Text, rules::Many};

    fn text(lang: &str) -> &'static Text {
        Text::known(lang).unwrap()
    }

    #[test]
    fn each_language_has_its_own_plurals() {
        let forms = |lang: &str, counts: &[u64]| -> Vec<Many> {
            let rules = &text(lang).rules;
            counts.iter().map(|&count| rules.many(count)).collect()
        };
        use Many::{Few, Many as Lots, One, Other, Two, Zero};
        assert_eq!(
            forms("ar", &[0, 1, 2, 3, 11, 100]),
            [Zero, One, Two, Few, Lots, Other]
        );
        for lang in ["en", "de"] {
            assert_eq!(forms(lang, &[0, 1, 2]), [Other, One, Other], "{lang}");
        }
    }

    #[test]
    fn a_sentence_takes_the_form_that_goes_with_its_number() {
        let starts = |lang: &str, count| (text(lang).customer.resume_starts)(count);
        assert_eq!(starts("de", 1), "Danach beginnt 1 Vereinbarung wieder.");
        assert_eq!(starts("de", 2), "Danach beginnen 2 Vereinbarungen wieder.");
        let arabic = [0, 1, 2, 3, 11, 100].map(|count| starts("ar", count));
        assert_eq!(
            arabic,
            [
                "لن يعود شيء إلى العمل بعدها، لأنه لا شيء مفعّل.",
                "سيعود إلى العمل بعدها اتفاق واحد.",
                "سيعود إلى العمل بعدها اتفاقان.",
                "سيعود إلى العمل بعدها 3 اتفاقات.",
                "سيعود إلى العمل بعدها 11 اتفاقًا.",
                "سيعود إلى العمل بعدها 100 اتفاق.",
            ]
        );
        let ago = [0, 1, 2, 3, 11].map(|days| (text("ar").value.ago)(days));
        assert_eq!(
            ago,
            ["اليوم", "أمس", "قبل يومين", "قبل 3 أيام", "قبل 11 يومًا"]
        );
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let amounts = |lang: &str| [3.0, 0.5, 20.0].map(|amount| text(lang).rules.amount(amount));
        assert_eq!(amounts("en"), ["3", "0.5", "20"]);
        assert_eq!(amounts("de"), ["3", "0,5", "20"]);
        assert_eq!(amounts("ar"), ["3", "0.5", "20"]);
        let numbers =
            |lang: &str| [7_u64, 12_480, 1_000_000].map(|number| text(lang).rules.number(number));
        assert_eq!(
            numbers("en"),
            ["7", "12\u{202f}480", "1\u{202f}000\u{202f}000"]
        );
        assert_eq!(numbers("de"), ["7", "12.480", "1.000.000"]);
        assert_eq!(numbers("ar"), ["7", "12,480", "1,000,000"]);
        assert_eq!(text("de").rules.decimal("two"), "two");
    }

    #[test]
    fn days_and_hours_are_written_as_people_write_them() {
        let at = Timestamp::parse("2026-05-04T14:02:00Z").unwrap();
        let moment = |lang: &str| Dates::new(text(lang), "UTC").moment(at);
        assert_eq!(moment("en"), "4 May 2026, 14:02");
        assert_eq!(moment("de"), "4. Mai 2026, 14:02\u{a0}Uhr");
        assert_eq!(moment("ar"), "4 مايو 2026، 2:02 م");
        let early = Timestamp::parse("2026-12-31T09:05:00Z").unwrap();
        let hour = |lang: &str| Dates::new(text(lang), "UTC").hour(early);
        assert_eq!([hour("en"), hour("de")], ["09:05", "09:05"]);
    }
}
