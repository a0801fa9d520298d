//! What a change of the red lines would have done to what was asked and decided of late.
//!
//! What was asked is known by its shape alone (`guard/shape.rs`): not about whom, with amounts rounded up,
//! and without what came after the day's last place for a new shape. What was decided is known by itself,
//! but what its customer was going through at that moment is not kept beside it: what is said of her now
//! counts. Whatever is told of it is told in full tens, and the sums are those of the tens, as with all
//! numbers about many ([`crate::insight::People`]).

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Channel, Registry, Sensitivity, Slug};
use crate::clock::Timestamp;
use crate::decision::AiDecision;
use crate::guard::{Clash, RedLines, Request, Would, look, with_sources};
use crate::insight::{Day, People};
use crate::ledger::LineChange;

/// How far back it looks, in days.
pub const HINDSIGHT_DAYS: i64 = 30;
/// For how many days it is kept how often each shape was asked.
pub const SHAPES_KEPT_DAYS: i64 = 35;
/// The most decisions that are looked at, the newest of them.
pub const MOST_DECISIONS: u64 = 20_000;
/// The most lines of a list.
const TOP: usize = 10;
/// How many decisions are read at once.
const PAGE: u32 = 1_000;

/// How many would be answered otherwise than by the lines of today, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Otherwise {
    /// Denied.
    pub denied: u64,
    /// Given to a person.
    pub escalated: u64,
    /// Allowed.
    pub allowed: u64,
    /// No longer denied by a line: consent would decide.
    pub open: u64,
}

impl Otherwise {
    fn add(&mut self, today: Would, then: Would, times: u64) {
        if today == then {
            return;
        }
        let of = match then {
            Would::Deny => &mut self.denied,
            Would::Escalate => &mut self.escalated,
            Would::Allow => &mut self.allowed,
            Would::Open => &mut self.open,
        };
        *of = of.saturating_add(times);
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> u64 {
        let (denied, escalated) = (self.denied, self.escalated);
        [denied, escalated, self.allowed, self.open]
            .into_iter()
            .fold(0, u64::saturating_add)
    }

    /// It in full tens; what fills none is 0.
    fn tens(self) -> Self {
        let tens = |many| People::of(many).tens();
        Self {
            denied: tens(self.denied),
            escalated: tens(self.escalated),
            allowed: tens(self.allowed),
            open: tens(self.open),
        }
    }
}

impl AddAssign for Otherwise {
    fn add_assign(&mut self, other: Self) {
        self.denied = self.denied.saturating_add(other.denied);
        self.escalated = self.escalated.saturating_add(other.escalated);
        self.allowed = self.allowed.saturating_add(other.allowed);
        self.open = self.open.saturating_add(other.open);
    }
}

/// By something, the most first: full tens, and their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByWhat<K> {
    /// The sum, also of those that are not listed.
    pub all: Otherwise,
    /// The first ten.
    pub top: Vec<(K, Otherwise)>,
    /// How many more there are.
    pub more: usize,
    /// Whether some would be answered otherwise that fill no ten.
    pub few: bool,
}

impl<K: Ord> ByWhat<K> {
    fn of(cells: BTreeMap<K, Otherwise>) -> Self {
        let few = cells.values().any(|cell| *cell != cell.tens());
        let tens = cells.into_iter().map(|(key, cell)| (key, cell.tens()));
        let mut top: Vec<_> = tens.filter(|(_, cell)| cell.all() > 0).collect();
        let mut all = Otherwise::default();
        for (_, cell) in &top {
            all += *cell;
        }
        // What has as many stays in the order of its key.
        top.sort_by_key(|(_, cell)| std::cmp::Reverse(cell.all()));
        let more = top.len().saturating_sub(TOP);
        top.truncate(TOP);
        Self {
            all,
            top,
            more,
            few,
        }
    }
}

/// What a change of the lines would have done in the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// Whether the line would hold of every question that can be asked.
    pub everything: bool,
    /// How many checks were looked at.
    pub checks: u64,
    /// How many checks could not be told apart, and were not looked at.
    pub others: u64,
    /// What would be otherwise of checks, by purpose and channel.
    pub by_purpose: ByWhat<(Slug, Option<Channel>)>,
    /// Of how many checks the amount leaves open whether they would: in full tens. They are counted as if
    /// they had been about the most that they may have been about.
    pub unsure: u64,
    /// How many decisions were looked at.
    pub decisions: u64,
    /// Whether there were more of them than are looked at.
    pub is_cut: bool,
    /// What would be otherwise of decisions, by model.
    pub by_model: ByWhat<Slug>,
}

/// The lines of today, and as they would be.
struct Lines<'a> {
    today: &'a RedLines,
    then: RedLines,
    now: Timestamp,
}

impl Mutual {
    /// What would have been answered to what was asked in the last 30 days, and what would have become
    /// of what was decided, if `change` held. The lines of today count with it and without, so that it
    /// says what the change alone would do. Nothing is stored.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn simulate_line(
        &self,
        actor: &Actor,
        change: &LineChange,
    ) -> Result<Simulated, Reading> {
        authorise(actor, Deed::DrawRedLines)?;
        let (catalogue, now) = (self.engine.catalogue(), self.engine.now());
        let today = catalogue.red_lines();
        let everything = match change {
            LineChange::Put(line) => {
                look(line, [], catalogue.registry()).contains(&Clash::Everything)
            }
            LineChange::Remove(_) => false,
        };
        let lines = Lines {
            today,
            then: today.with(change, now, catalogue.registry()),
            now,
        };
        let (mut checks, mut others, mut unsure) = (0_u64, 0_u64, 0_u64);
        let mut by_purpose = BTreeMap::<_, Otherwise>::new();
        // Today is one of the days, and not over.
        let first = Day::of(now).plus(1 - HINDSIGHT_DAYS);
        for asked in self.hindsight.shapes_since(first).await? {
            let Some(shape) = asked.shape else {
                others = others.saturating_add(asked.times);
                continue;
            };
            checks = checks.saturating_add(asked.times);
            let (most, least) = shape.would(today, now);
            let (then_most, then_least) = shape.would(&lines.then, now);
            let cell = by_purpose
                .entry((shape.purpose, shape.channel))
                .or_default();
            cell.add(most, then_most, asked.times);
            if (most, then_most) != (least, then_least)
                && (most != then_most || least != then_least)
            {
                unsure = unsure.saturating_add(asked.times);
            }
        }
        let (decisions, is_cut, by_model) = self.simulate_decisions(&lines).await?;
        Ok(Simulated {
            everything,
            checks,
            others,
            by_purpose: ByWhat::of(by_purpose),
            unsure: People::of(unsure).tens(),
            decisions,
            is_cut,
            by_model: ByWhat::of(by_model),
        })
    }

    async fn simulate_decisions(
        &self,
        lines: &Lines<'_>,
    ) -> Result<(u64, bool, BTreeMap<Slug, Otherwise>), Reading> {
        let from = lines.now.plus_seconds(-HINDSIGHT_DAYS * 86_400);
        let (mut looked, mut before) = (0, None);
        let mut by_model = BTreeMap::<_, Otherwise>::new();
        let catalogue = self.engine.catalogue();
        let registry = catalogue.registry();
        loop {
            let page = self.hindsight.decisions_since(from, before, PAGE).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            for past in &page {
                if looked == MOST_DECISIONS {
                    return Ok((looked, true, by_model));
                }
                // Who is asked about by now may be another record, into which hers was merged.
                let customer = self.engine.customer(past.customer);
                let decision = serde_json::from_slice::<AiDecision>(&past.body);
                let (Some(customer), Ok(decision)) = (customer, decision) else {
                    continue;
                };
                looked += 1;
                let guarded = &customer.state.guarded;
                let situations = guarded.situations_at(customer.birth_year, decision.at);
                let today = would(&decision, lines.today, registry, situations, lines.now);
                let then = would(&decision, &lines.then, registry, situations, lines.now);
                let cell = by_model.entry(decision.model).or_default();
                cell.add(today, then, 1);
            }
        }
        Ok((looked, false, by_model))
    }
}

/// What would become of a decision that was made, if these lines held: all of it was allowed, by consent
/// or by a person.
fn would(
    decision: &AiDecision,
    lines: &RedLines,
    registry: &Registry,
    situations: u8,
    now: Timestamp,
) -> Would {
    let request = Request {
        purpose: &decision.purpose,
        data: decision.cited().into_iter().map(Slug::as_str).collect(),
        channel: decision.channel.map(Channel::word),
        ai: Some(decision.ai.word()),
        topic: decision.topic.as_deref(),
        amount: decision.amount.clone(),
        ..Request::default()
    };
    let sources = decision.guessed_from.iter().map(Slug::as_str);
    let mut request = with_sources(&request, sources, registry);
    if !decision.inferences.is_empty() && request.guessed.is_empty() {
        // What its guesses were made from was not written down then, or is in the registry no more.
        request.guessed = vec![Sensitivity::Ordinary];
    }
    let crossed = lines.crossed_with_guesses(&request, situations, now);
    if crossed.as_ref().is_some_and(|crossed| crossed.denies()) {
        return Would::Deny;
    }
    match crossed {
        // A person looked at it then.
        Some(_) if decision.case.is_none() => Would::Escalate,
        _ => Would::Allow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_in_tens_and_their_sums_are_those_of_the_tens() {
        let denied = |denied| Otherwise {
            denied,
            ..Otherwise::default()
        };
        let cells = [("a", 9), ("b", 19), ("c", 40), ("d", 0)];
        let cells = cells.map(|(key, many)| (key, denied(many)));
        let told = ByWhat::of(BTreeMap::from(cells));
        assert_eq!(told.top, [("c", denied(40)), ("b", denied(10))]);
        assert_eq!((told.all, told.more, told.few), (denied(50), 0, true));
        let many = (0..12).map(|key| (key, denied(10))).collect();
        let told = ByWhat::of(many);
        assert_eq!((told.top.len(), told.more, told.few), (10, 2, false));
        assert_eq!(told.all, denied(120));
    }
}
