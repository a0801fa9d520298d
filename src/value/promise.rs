//! What was promised in the time that an exchange was on.
//!
//! A benefit that comes each week is promised for each week in which the exchange was on: weeks are
//! counted from the moment at which it was first turned on, so that nobody is promised two years'
//! worth by turning something on in December, and turning off and on again within a week does not
//! make two of it. Months, quarters and years are those of the calendar. What comes once, or with a
//! visit, an order or a trip, is not promised by the calendar: of that, only what arrived is counted.

use std::collections::BTreeMap;

use super::{Amount, Spell, Total};
use crate::catalogue::{Every, Proposition, Slug};
use crate::clock::Timestamp;

const DAY_MILLIS: i64 = 86_400_000;

/// What was promised, of one benefit in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// How often it comes, in the newest version that promised it.
    pub every: Every,
    /// How much was promised so far; none where the calendar does not say.
    pub total: Option<Total>,
}

/// What `proposition` promised in these stretches of time, which are in order; by benefit and unit.
#[must_use]
pub fn promised(proposition: &Proposition, spells: &[Spell]) -> BTreeMap<(Slug, String), Promised> {
    let mut promises = BTreeMap::new();
    // From when on periods are counted, and the first that was not counted yet.
    let mut counted: BTreeMap<(Slug, Every), (Timestamp, u64)> = BTreeMap::new();
    for spell in spells {
        let Some(version) = proposition.version(spell.version) else {
            continue;
        };
        for benefit in &version.document.benefits {
            let key = (benefit.key.clone(), benefit.unit.clone());
            let promise = promises.entry(key).or_insert(Promised {
                every: benefit.every,
                total: None,
            });
            promise.every = benefit.every;
            let places = counted.entry((benefit.key.clone(), benefit.every));
            let (anchor, next) = places.or_insert((spell.from, 0));
            let last = Timestamp::from_millis(spell.to.as_millis() - 1);
            let (Some(first), Some(last)) = (
                whole_periods(benefit.every, *anchor, spell.from),
                whole_periods(benefit.every, *anchor, last),
            ) else {
                continue;
            };
            let count = (last + 1).saturating_sub(first.max(*next));
            *next = (last + 1).max(*next);
            let total = promise.total.get_or_insert_default();
            *total += Amount::of_promise(benefit.amount).times(count);
        }
    }
    promises
}

/// How many whole periods lie between the two moments; none where they are not of the calendar.
fn whole_periods(every: Every, from: Timestamp, to: Timestamp) -> Option<u64> {
    let days = |days: i64| {
        let millis = to.as_millis().saturating_sub(from.as_millis());
        u64::try_from(millis / (days * DAY_MILLIS)).unwrap_or(0)
    };
    Some(match every {
        Every::Day => days(1),
        Every::Week => days(7),
        Every::Month => whole_months(from, to),
        Every::Quarter => whole_months(from, to) / 3,
        Every::Year => whole_months(from, to) / 12,
        Every::Once | Every::Visit | Every::Order | Every::Trip => return None,
    })
}

fn whole_months(from: Timestamp, to: Timestamp) -> u64 {
    let (begin, end) = (from.zoned(), to.zoned());
    let years = i64::from(end.year()) - i64::from(begin.year());
    let months = years * 12 + i64::from(end.month()) - i64::from(begin.month());
    let months = u32::try_from(months).unwrap_or(0);
    let over = months > 0 && from.plus_months(months) > to;
    u64::from(if over { months - 1 } else { months })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::tests::{catalogue, recipes};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn spell(from: &str, to: &str) -> Spell {
        Spell {
            from: at(from),
            to: at(to),
            version: 1,
        }
    }

    fn told(every: Every, spells: &[Spell]) -> Option<String> {
        let mut document = recipes();
        document.benefits[0].every = every;
        let catalogue = catalogue(&[document]);
        let proposition = catalogue.proposition("recipe-ideas").unwrap();
        let all = promised(proposition, spells);
        let promise = all.into_values().next()?;
        promise.total.map(|total| total.to_string())
    }

    #[test]
    fn each_period_in_which_it_was_on_is_promised_once() {
        let days = spell("2026-01-31T10:00:00Z", "2026-02-15T10:00:00Z");
        for (every, promised) in [
            (Every::Day, Some("45")),
            (Every::Week, Some("9")),
            (Every::Month, Some("3")),
            (Every::Year, Some("3")),
            (Every::Order, None),
            (Every::Once, None),
        ] {
            assert_eq!(told(every, &[days]).as_deref(), promised, "{every}");
        }
        // The week that has begun counts; one that has not does not.
        let week = spell("2026-02-01T10:00:00Z", "2026-02-08T10:00:00Z");
        assert_eq!(told(Every::Week, &[week]).unwrap(), "3");
        let and_more = spell("2026-02-01T10:00:00Z", "2026-02-08T10:00:00.001Z");
        assert_eq!(told(Every::Week, &[and_more]).unwrap(), "6");
        // The last day of a month is a month after the last day of the one before.
        let month = spell("2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z");
        assert_eq!(told(Every::Month, &[month]).unwrap(), "3");
    }

    #[test]
    fn off_and_on_again_within_a_week_promises_nothing_more() {
        let on = [
            spell("2026-02-01T10:00:00Z", "2026-02-02T10:00:00Z"),
            spell("2026-02-03T10:00:00Z", "2026-02-04T10:00:00Z"),
            spell("2026-02-16T10:00:00Z", "2026-02-17T10:00:00Z"),
        ];
        assert_eq!(told(Every::Week, &on).unwrap(), "6");
    }

    #[test]
    fn a_version_that_promises_another_unit_is_counted_apart() {
        let mut next = recipes();
        next.benefits[0].unit = "plans".to_owned();
        next.benefits[0].amount = 0.5;
        let catalogue = catalogue(&[recipes(), next]);
        let proposition = catalogue.proposition("recipe-ideas").unwrap();
        let mut later = spell("2026-02-04T10:00:00Z", "2026-02-20T10:00:00Z");
        later.version = 2;
        let on = [spell("2026-02-01T10:00:00Z", "2026-02-04T10:00:00Z"), later];
        let all = promised(proposition, &on);
        let told: Vec<_> = all
            .iter()
            .map(|((_, unit), promise)| (unit.as_str(), promise.total.unwrap().to_string()))
            .collect();
        // The first week is the old version's; two more have begun since.
        assert_eq!(
            told,
            [("plans", "1".to_owned()), ("recipes", "3".to_owned())]
        );
    }

    proptest! {
        #[test]
        fn a_stretch_that_is_cut_in_pieces_promises_the_same(
            begin in 0_i64..2_000_000_000, length in 1_i64..200_000_000, cut in 0_i64..200_000_000,
        ) {
            let moment = |seconds: i64| Timestamp::default().plus_seconds(seconds);
            let cut = begin + cut.min(length);
            let part = |from, to| Spell { from: moment(from), to: moment(to), version: 1 };
            let whole = [part(begin, begin + length)];
            let pieces = [part(begin, cut), part(cut, begin + length)];
            let pieces: Vec<_> = pieces.into_iter().filter(|part| part.from < part.to).collect();
            for every in [Every::Day, Every::Week, Every::Month, Every::Quarter, Every::Year] {
                prop_assert_eq!(told(every, &whole), told(every, &pieces));
            }
        }
    }
}
