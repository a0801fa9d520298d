//! What arrived and what was used, by day: the counts that are kept beside the events.

use std::collections::BTreeMap;

use super::Day;
use crate::catalogue::Slug;
use crate::value::{UsageEvent, ValueEvent};

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
