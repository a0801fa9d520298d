//! What arrived and what was used, by day: the counts that are kept beside the events, and how much of
//! them is told.
//!
//! An amount is a number of people in other words: whoever knows that everybody gets three of it sees in two
//! sums of two days how many got theirs in between. So amounts are told as people are (`hide.rs`), in
//! full steps of what ten people, or more, are promised at once.

use std::collections::BTreeMap;

use super::{Day, FEWEST_PEOPLE};
use crate::catalogue::{Proposition, Slug};
use crate::value::{Amount, Total, UsageEvent, ValueEvent};

/// How many parts a whole one has.
const PARTS: i64 = 1_000_000;

/// What a sum of amounts is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArrivedCell {
    /// Of which exchange.
    pub proposition: Slug,
    /// Which benefit.
    pub benefit: Slug,
    /// In which unit.
    pub unit: String,
    /// On which day.
    pub day: Day,
}

/// Amounts to be added: wholes and millionths apart, so that neither sum overflows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Arrivals(BTreeMap<ArrivedCell, (i64, i64)>);

impl Arrivals {
    /// Counts what one event says.
    pub fn add(&mut self, event: &ValueEvent) {
        self.change(event, 1);
    }

    /// Counts it no longer: something else is said instead.
    pub fn take_back(&mut self, event: &ValueEvent) {
        self.change(event, -1);
    }

    fn change(&mut self, event: &ValueEvent, sign: i64) {
        let cell = ArrivedCell {
            proposition: event.proposition.clone(),
            benefit: event.benefit.clone(),
            unit: event.unit.clone(),
            day: Day::of(event.at),
        };
        let amount = event.amount.millionths();
        let sum = self.0.entry(cell).or_default();
        sum.0 += sign * (amount / PARTS);
        sum.1 += sign * (amount % PARTS);
    }

    /// What is to be added, in the order of the cells, so that two writers who meet wait in one
    /// direction: each with its wholes and its millionths.
    pub fn cells(&self) -> impl Iterator<Item = (&ArrivedCell, i64, i64)> {
        let cells = self.0.iter();
        let cells = cells.map(|(cell, (wholes, parts))| (cell, *wholes, *parts));
        cells.filter(|(_, wholes, parts)| *wholes != 0 || *parts != 0)
    }
}

/// Uses to be added.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Uses(BTreeMap<(Slug, Slug, Day), i64>);

impl Uses {
    /// Counts a use that nobody reported before.
    pub fn add(&mut self, event: &UsageEvent) {
        let cell = (event.purpose.clone(), event.data.clone(), Day::of(event.at));
        *self.0.entry(cell).or_default() += 1;
    }

    /// What is to be added, in order: purpose, data, day and how many uses.
    pub fn cells(&self) -> impl Iterator<Item = (&Slug, &Slug, Day, i64)> {
        let cells = self.0.iter();
        cells.map(|((purpose, data, day), times)| (purpose, data, *day, *times))
    }
}

/// In which steps it is told what arrived, for each benefit and unit: what ten people are promised at once by the
/// version that promised it first, doubled until that is no less than what ten are promised by any later one.
///
/// A step that grew with a new version is a multiple of the one before it. So what is told anew of the past
/// follows from what was told: were it any larger step, two files of before and after a publication would lay
/// two rulers beside one sum.
pub(super) fn steps(proposition: &Proposition) -> BTreeMap<(&Slug, &str), Total> {
    let versions = proposition.versions().iter();
    let mut steps: BTreeMap<_, Total> = BTreeMap::new();
    for benefit in versions.flat_map(|version| &version.document.benefits) {
        let promised = Amount::of_promise(benefit.amount).times(FEWEST_PEOPLE);
        let step = steps.entry((&benefit.key, benefit.unit.as_str()));
        let step = step.or_insert(promised);
        while *step < promised && !step.is_zero() {
            let half = *step;
            *step += half;
        }
    }
    steps
}

/// What arrived as it is told: of each benefit and unit the full steps, on the days that completed them, and
/// what is left over with the next one. What nobody was promised is not told.
pub(super) fn in_steps(
    proposition: &Proposition,
    arrived: &[(Slug, String, Day, Total)],
) -> Vec<(Slug, String, Day, Total)> {
    let steps = steps(proposition);
    let mut streams: BTreeMap<(&Slug, &str), BTreeMap<Day, Total>> = BTreeMap::new();
    for (benefit, unit, day, total) in arrived {
        let days = streams.entry((benefit, unit.as_str())).or_default();
        *days.entry(*day).or_default() += *total;
    }
    let mut told = Vec::new();
    for ((benefit, unit), days) in streams {
        let Some(step) = steps.get(&(benefit, unit)) else {
            continue;
        };
        let (mut all, mut full) = (Total::default(), Total::default());
        for (day, total) in days {
            all += total;
            let now = all.in_steps(*step);
            if now != full {
                told.push((benefit.clone(), unit.to_owned(), day, now.without(full)));
            }
            full = now;
        }
    }
    told
}
