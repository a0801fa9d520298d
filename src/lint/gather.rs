//! Findings while they are gathered.

use std::collections::BTreeMap;

use super::finding::{Finding, Level, Rule};
use super::page::{Field, place};
use super::phrase::Run;
use super::says::{Instead, Says};

/// The most findings of one rule in one field: who has mended these looks again.
const MOST: usize = 8;

/// Findings while they are gathered.
#[derive(Default)]
pub(super) struct Findings {
    all: Vec<Finding>,
    /// How many there were, of each field.
    counts: BTreeMap<String, BTreeMap<(Rule, Level), usize>>,
}

impl Findings {
    /// Something about a whole field.
    pub(super) fn whole(
        &mut self,
        rule: Rule,
        level: Level,
        field: &str,
        says: Says,
        instead: Instead,
    ) {
        self.push(rule, level, field, None, says, instead);
    }

    /// Something about a run of words: `says` is given what stands there.
    pub(super) fn run(
        &mut self,
        rule: Rule,
        level: Level,
        field: &Field<'_>,
        run: Run,
        says: impl FnOnce(String) -> Says,
        instead: Instead,
    ) {
        if !self.has_room(rule, level, &field.name) {
            return;
        }
        self.push(
            rule,
            level,
            &field.name,
            field.text.span(run.0, run.1).filter(|_| !field.is_made),
            says(field.quote(run.0, run.1)),
            instead,
        );
    }

    /// Something about one character.
    pub(super) fn sign(
        &mut self,
        rule: Rule,
        level: Level,
        field: &Field<'_>,
        at: usize,
        says: Says,
        instead: Instead,
    ) {
        let span = (!field.is_made).then_some((at, at.saturating_add(1)));
        self.push(rule, level, &field.name, span, says, instead);
    }

    fn push(
        &mut self,
        rule: Rule,
        level: Level,
        field: &str,
        span: Option<(usize, usize)>,
        says: Says,
        instead: Instead,
    ) {
        let counts = self.counts.entry(field.to_owned()).or_default();
        let count = counts.entry((rule, level)).or_default();
        *count = count.saturating_add(1);
        let is_full = *count > MOST;
        let again = self.all.iter().rev().take(MOST).any(|known| {
            known.rule == rule && known.field == field && known.span == span && known.level <= level
        });
        if is_full || again {
            return;
        }
        self.all.push(Finding {
            rule,
            level,
            field: field.to_owned(),
            span,
            says,
            instead,
            source: rule.source(),
        });
    }

    /// Whether there are not yet enough findings of this sort. Quoting costs time, so it is asked first.
    fn has_room(&self, rule: Rule, level: Level, field: &str) -> bool {
        let count = self.counts.get(field);
        let count = count.and_then(|counts| counts.get(&(rule, level)));
        count.is_none_or(|count| *count < MOST)
    }

    /// Whether nothing that a rule finds in a field can be told any more, however much it weighs: whatever
    /// else there is needs no look. `most` is what it can weigh at most.
    pub(super) fn is_full(&self, rule: Rule, most: Level, field: &Field<'_>) -> bool {
        let has_room = |level| self.has_room(rule, level, &field.name);
        !has_room(Level::Warn) && (most == Level::Warn || !has_room(Level::Block))
    }

    /// All findings, by the card's fields and the place in the text.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        self.all
            .sort_by_cached_key(|f| (place(&f.field), f.field.clone(), f.span, f.rule, f.level));
        self.all
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lint::page::{Page, Role};

    #[test]
    fn a_rule_that_told_all_it_may_of_a_field_needs_no_look_at_the_rest() {
        let json = json!({"title": "Only today", "use": "Only today"});
        let page = Page::read(&json);
        let (title, usage) = (page.one(Role::Title), page.one(Role::Use));
        let (title, usage) = (title.unwrap(), usage.unwrap());
        let mut found = Findings::default();
        let mut tell = |level, times| {
            for _ in 0..times {
                let (says, instead) = (Says::Vague, Instead::SayPlainly);
                found.run(Rule::Pressure, level, title, (0, 2), says, instead);
            }
            [Level::Block, Level::Warn].map(|most| found.is_full(Rule::Pressure, most, title))
        };
        assert_eq!(tell(Level::Warn, MOST - 1), [false, false]);
        // What blocks has a room of its own.
        assert_eq!(tell(Level::Warn, 1), [false, true]);
        assert_eq!(tell(Level::Block, MOST), [true, true]);
        assert!(!found.is_full(Rule::Pressure, Level::Warn, usage));
        assert!(!found.is_full(Rule::Vague, Level::Warn, title));
    }
}
