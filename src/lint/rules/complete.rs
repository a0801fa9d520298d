//! L-V1, claims of completeness: what is watched around the clock, or told of every delay, comes as often as the
//! benefits say and no oftener.

use super::stems::is_content;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::Field;
use crate::lint::says::{Instead, Says};
use crate::lint::words::outcomes::Outcomes;

/// What comes so often a year comes all the time: every hour.
const ALWAYS: f64 = 8_760.0;

/// What comes so often a year can be each of something: every day.
const EACH: f64 = 365.0;

/// How many words around a verb of knowing can name what is known.
const NEAR: usize = 4;

/// Looks for claims of all the time, and of each thing, beside benefits of which `most` come a year.
pub(super) fn judge(field: &Field<'_>, most: f64, tables: &Outcomes, found: &mut Findings) {
    let mut warn = |run| {
        found.run(
            Rule::Countable,
            Level::Warn,
            field,
            run,
            Says::MoreThanGiven,
            Instead::SameAsGiven,
        );
    };
    if most < ALWAYS {
        tables
            .always
            .find(&field.text)
            .into_iter()
            .for_each(&mut warn);
    }
    if most >= EACH {
        return;
    }
    // The clause of the last number.
    let mut counted = None;
    for (at, token) in field.text.tokens.iter().enumerate() {
        let clause = Some(token.clause);
        let before = counted;
        if token.word.contains(|c: char| c.is_numeric()) {
            counted = clause;
        }
        if !tables.each.contains(&token.word.as_str()) {
            continue;
        }
        let thing = at.saturating_add(1);
        let word = field.text.word(thing);
        let same = field.text.get(thing).map(|token| token.clause) == clause;
        // Times and what people do have a rate of their own, which is compared elsewhere.
        let rated = tables.times.iter().any(|(time, _)| *time == word)
            || tables.deeds.iter().any(|deed| word.starts_with(deed));
        if !same || !is_content(word) || rated {
            continue;
        }
        // "£10 for each call" says how much for one.
        if before == clause {
            continue;
        }
        let known = (at.saturating_sub(NEAR)..at.saturating_add(1 + NEAR))
            .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
            .any(|at| tables.known.contains(&field.text.word(at)));
        let alone = at == 0
            && tables
                .each
                .iter()
                .take(2)
                .any(|each| *each == field.text.word(0));
        if known || alone {
            warn((at, thing.saturating_add(1)));
        }
    }
}
