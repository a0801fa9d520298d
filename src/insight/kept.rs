//! Promised against delivered, over all people at once.
//!
//! For one customer, what was promised is counted exactly, from the moment at which she turned the
//! exchange on (`value/promise.rs`). Over all of them it is worked out from how many had it on at
//! the end of each day: an amount each week is a seventh of it for each person and day. Over a
//! window of whole periods both come to the same, but for those who begin or end in it. Where nobody is
//! asked, it is on for everybody whom it is for, and promised to all of them: also to those of whom
//! nothing was ever reported, or a promise that reaches nobody would count as kept.
//! Who these are is looked at now, for each of the days: whoever was erased or objected since is
//! promised nothing of the past either.
//!
//! How many people it is promised to is known in full tens, and what arrived in full steps of what ten or more are
//! promised at once (`arrived.rs`): so no sum, no share and no difference says what one of them got. What is
//! told may be too little or too much by less than one step, as what is left over is told with the next one.

use std::collections::BTreeMap;

use super::arrived::steps;
use super::hide::full_tens;
use super::{Day, FEWEST_FOR_A_RATE, FEWEST_PEOPLE, RunsFor};
use crate::catalogue::{Every, Proposition, Slug};
use crate::value::Total;

/// How many days are looked back; more where one period is longer.
pub const KEPT_DAYS: i64 = 30;

/// How many days are looked back where no calendar says when something comes: with a visit, an order, a trip.
const UNTIMED_DAYS: i64 = 90;

/// How one promise was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeping {
    /// Which benefit.
    pub benefit: Slug,
    /// What it is, in the words of the newest version that promised it in this window.
    pub what: String,
    /// In which unit.
    pub unit: String,
    /// How often it comes.
    pub every: Every,
    /// Over how many days.
    pub days: i64,
    /// What was promised in them, rounded to a hundredth; none where the calendar does not say, or
    /// too few people had it on.
    pub promised: Option<f64>,
    /// What arrived in them, in full steps; none where too few people had it on.
    pub delivered: Option<Total>,
    /// Delivered ÷ promised, of what can have kept a promise: no day counts for more than one period of
    /// everybody, or a week of shorter ones, so that a single large number keeps nothing. 0 where it comes with
    /// no calendar and nothing came for anybody of so many that a step is next to nothing. None where it is
    /// not told.
    pub share: Option<f64>,
    /// The largest share that may have been kept, as a step is told once it is full: whoever is held to the
    /// promise has the benefit of what is not told. None where no share is told.
    pub at_most: Option<f64>,
}

/// How many days one period has, on average; none where the calendar does not say.
fn days_of(every: Every) -> Option<f64> {
    const YEAR: f64 = 365.242_5;
    Some(match every {
        Every::Day => 1.0,
        Every::Week => 7.0,
        Every::Month => YEAR / 12.0,
        Every::Quarter => YEAR / 4.0,
        Every::Year => YEAR,
        Every::Once | Every::Visit | Every::Order | Every::Trip => return None,
    })
}

/// Over how many whole days a promise of that kind is judged: 30, or one period where that is longer; 90
/// where it comes with something that the customer does.
#[must_use]
pub fn window(every: Every) -> i64 {
    match every {
        Every::Visit | Every::Order | Every::Trip => UNTIMED_DAYS,
        _ => days_of(every).map_or(KEPT_DAYS, |days| KEPT_DAYS.max(days.ceil() as i64)),
    }
}

/// How many periods can be kept on one day: one, and of shorter ones a week's, as they are often reported
/// together.
fn at_once(days: f64) -> f64 {
    const WEEK: f64 = 7.0;
    (WEEK / days).ceil().max(1.0)
}

/// How each promise of `proposition` was kept in the whole days before `today`. `on` says how many
/// people had it on at the end of a day, `delivered` how much of a benefit arrived from the first
/// of two days up to before the second, in one unit and in full steps. Where nobody is asked, all have
/// it on for whom it runs, as each customer's own page tells it (`value/spells.rs`).
#[must_use]
pub fn kept(
    proposition: &Proposition,
    today: Day,
    on: impl Fn(Day) -> u64,
    delivered: impl Fn(&Slug, &str, Day, Day) -> Total,
) -> Vec<Keeping> {
    let steps = steps(proposition);
    let mut all: BTreeMap<(Slug, String), Keeping> = BTreeMap::new();
    for version in proposition.versions() {
        for benefit in &version.document.benefits {
            let key = (benefit.key.clone(), benefit.unit.clone());
            let days = window(benefit.every);
            let keeping = Keeping {
                benefit: benefit.key.clone(),
                what: benefit.what.clone(),
                unit: benefit.unit.clone(),
                every: benefit.every,
                days,
                promised: None,
                delivered: None,
                share: None,
                at_most: None,
            };
            all.insert(key, keeping);
        }
    }
    let told = all.into_values().filter_map(|mut keeping| {
        let from = today.plus(-keeping.days);
        let step = steps.get(&(&keeping.benefit, keeping.unit.as_str()));
        let step = step.copied().unwrap_or_default().as_f64();
        let (mut promised, mut most, mut periods) = (0.0, 0, 0.0);
        let (mut kept, mut at_most) = (0.0, step);
        let (mut offered, mut fewest, mut least) = (false, u64::MAX, f64::INFINITY);
        for n in 0..keeping.days {
            let day = from.plus(n);
            let live = live_on(proposition, day);
            let benefits = live.iter().flat_map(|version| &version.document.benefits);
            let mut benefits = benefits
                .filter(|benefit| benefit.key == keeping.benefit && benefit.unit == keeping.unit);
            let Some(benefit) = benefits.next() else {
                fewest = 0;
                continue;
            };
            offered = true;
            let people = on(day);
            (most, fewest) = (most.max(people), fewest.min(people));
            least = f64::min(least, benefit.amount);
            if let Some(days) = days_of(benefit.every) {
                periods += people as f64 / days;
                promised += people as f64 / days * benefit.amount;
                let arrived = delivered(&keeping.benefit, &keeping.unit, day, day.plus(1));
                let most = people as f64 * benefit.amount * at_once(days);
                kept += arrived.as_f64().min(most);
                // What a day completes may have come on the days before it, up to a step.
                at_most += arrived.as_f64().min(most + step);
            }
        }
        let arrived = delivered(&keeping.benefit, &keeping.unit, from, today);
        if !offered && arrived.is_zero() {
            return None;
        }
        if most >= FEWEST_PEOPLE {
            // What was promised by the calendar stays promised, whatever the newest version says.
            let by_calendar = days_of(keeping.every).is_some() || periods > 0.0;
            keeping.promised = by_calendar.then(|| (promised * 100.0).round() / 100.0);
            keeping.delivered = Some(arrived);
        }
        if keeping.promised.is_some_and(|promised| promised > 0.0)
            && periods >= FEWEST_FOR_A_RATE as f64
        {
            keeping.share = Some(kept / promised);
            keeping.at_most = Some(at_most / promised);
        }
        // Nobody can say how often people come; that nothing came of it, for so many, can be said. Up to a
        // step of it may have come: where only some of few came, that can be all that they were promised.
        let untimed = matches!(keeping.every, Every::Visit | Every::Order | Every::Trip);
        let each_once = fewest as f64 * least;
        if untimed && arrived.is_zero() && offered && each_once >= FEWEST_FOR_A_RATE as f64 * step {
            keeping.share = Some(0.0);
            keeping.at_most = Some(step / each_once);
        }
        Some(keeping)
    });
    told.collect()
}

/// For how many it ran at the end of each day on which it asked nobody, in full tens: of those for
/// whom the version of that day runs now, all who were known by then. Who is gone since counts on no
/// day any more, and neither does who objected: so no day takes anybody off who is not in it.
pub(super) fn levels_unasked(
    proposition: &Proposition,
    known: &RunsFor,
    first: Day,
    today: Day,
) -> BTreeMap<Day, u64> {
    let counts = known.iter().flat_map(|(version, days)| {
        let days = days.iter();
        days.map(move |(day, many)| (*version, *day, i64::try_from(*many).unwrap_or(i64::MAX)))
    });
    let mut levels: BTreeMap<u32, BTreeMap<Day, i64>> = BTreeMap::new();
    for version in known.keys() {
        levels.insert(*version, BTreeMap::new());
    }
    for (version, day, many) in full_tens(counts) {
        let level = levels.entry(version).or_default();
        let before = level.last_key_value().map_or(0, |(_, all)| *all);
        level.insert(day, before + many);
    }
    let mut runs = BTreeMap::new();
    for day in (0..=today.since(first)).map(|n| first.plus(n)) {
        let live = live_on(proposition, day);
        if let Some(level) = live.and_then(|live| levels.get(&live.number)) {
            let all = level.range(..=day).next_back();
            let all = all.map_or(0, |(_, all)| *all);
            runs.insert(day, u64::try_from(all).unwrap_or(0));
        }
    }
    runs
}

/// The version that was live at the end of a day.
fn live_on(
    proposition: &Proposition,
    day: Day,
) -> Option<std::sync::Arc<crate::catalogue::Version>> {
    let end = day.plus(1).begin();
    let versions = proposition.versions().iter();
    let version = versions.rev().find(|version| version.published_at < end)?;
    let stopped = proposition
        .stops()
        .any(|(index, at)| index > version.index && at < end);
    (!stopped).then(|| version.clone())
}

/// Whether the exchange was offered at the end of a day.
pub(super) fn is_live_on(proposition: &Proposition, day: Day) -> bool {
    live_on(proposition, day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::recipes;
    use crate::catalogue::{Catalogue, ChangeClass};
    use crate::insight::{Measure, Period, Rows, Seen, numbers};
    use crate::value::Amount;

    /// A Thursday.
    const TODAY: Day = Day(20_783);

    /// How it was kept that so many people have 3 recipes each week, who were promised `first` long ago: in each
    /// of the last four weeks `weekly` came for all of them together.
    fn kept_since(first: f64, people: i64, weekly: f64) -> Keeping {
        let (mut before, now) = (recipes(), recipes());
        before.benefits[0].amount = first;
        let mut all = Catalogue::default();
        let at = |days: i64| TODAY.plus(-days).begin();
        all.publish(before, ChangeClass::Material, at(400), 1);
        all.publish(now, ChangeClass::Material, at(300), 2);
        let on = Seen {
            measure: Measure::On,
            day: TODAY.plus(-299),
            version: 2,
            part: String::new(),
            many: people,
        };
        let arrived = [3_i64, 10, 17, 24].map(|ago| {
            let total = Total::from(Amount::of_number(weekly).unwrap());
            let benefit: Slug = "recipes".parse().unwrap();
            (benefit, "recipes".to_owned(), TODAY.plus(-ago), total)
        });
        let rows = Rows {
            counts: vec![on],
            arrived: Vec::from(arrived),
            ..Rows::default()
        };
        let known = all.proposition("recipe-ideas").unwrap();
        let numbers = numbers(known, &rows, Period::Month, TODAY, &RunsFor::default());
        numbers.kept.into_iter().next().unwrap()
    }

    #[test]
    fn nobody_is_held_to_what_a_large_step_tells_on_one_day() {
        // 20 people get what they are promised each week, told in the steps of a time that promised more: two
        // steps of 100, of which no day counts for more than 60.
        let kept = kept_since(10.0, 20, 60.0);
        assert_eq!(kept.delivered.unwrap().to_string(), "200");
        let promised = 20.0 * 30.0 / 7.0 * 3.0;
        assert!((kept.share.unwrap() - 120.0 / promised).abs() < 1e-9);
        // 240 came, and that is no less than 90 of 100.
        assert!(kept.at_most.unwrap() >= 240.0 / promised, "{kept:?}");
        // What came to half of very many is half of it, and little more.
        let half = kept_since(3.0, 2_000, 3_000.0).at_most.unwrap();
        assert!(half > 0.466 && half < 0.48, "{half}");
    }
}
