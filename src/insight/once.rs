//! A person counts once: what the counts remember of her until the week is over.
//!
//! Who says yes, takes it back and says it again on one version within one week of UTC gave one yes.
//! How often she changed her mind in between is nobody's number: whether she took it back is how the
//! week ended. So the second yes takes out what taking it back had added. Without that, one person
//! who tries the switch sixty times would weigh as much as sixty.
//!
//! That a yes was taken back in its own week does not follow from her state alone, so it is kept beside
//! it: in memory, made again from the entries at each start, and gone with the week. Where two records are
//! set apart it is gone at once: whose of the two it was nobody can say.

use std::collections::BTreeMap;

use super::{Cell, Day, Measure, Tally};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::{Answer, ConsentState, Standing, Toggle};

/// The yeses that one customer gave and took back in one week, by exchange.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Lately(BTreeMap<Slug, TakenBack>);

/// A yes that was taken back in the week in which it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TakenBack {
    yes: Answer,
    /// What taking it back added.
    added: Vec<Cell>,
}

impl Lately {
    /// Whether there can be anything to remember of a customer in the week of `now`: somebody who took
    /// something back in it.
    #[must_use]
    pub fn may_hold(state: &ConsentState, now: Timestamp) -> bool {
        state.exchanges().any(|key| {
            let standing = state.standing(key, &Toggle::Exchange);
            let off = match standing {
                Standing::Withdrawn(answer) => Some(answer),
                // Of two records the later no is told, and the other one may have been a yes before.
                Standing::Refused(answer) if !state.merged.is_empty() => Some(answer),
                Standing::Unasked | Standing::Refused(_) | Standing::Granted { .. } => None,
            };
            off.is_some_and(|off| week(off.at) == week(now))
        })
    }

    /// The yes `was` of the exchange was taken back at `at`, which added `tally`.
    pub(super) fn taken_back(&mut self, key: &Slug, was: &Answer, at: Timestamp, tally: &Tally) {
        self.0.remove(key);
        if week(was.at) != week(at) {
            return;
        }
        let undone = |measure| {
            matches!(
                measure,
                Measure::Withdrawn | Measure::Regret | Measure::Left
            )
        };
        let cells = tally.cells().map(|(cell, _)| cell);
        let added = cells.filter(|cell| undone(cell.measure)).cloned().collect();
        let yes = was.clone();
        self.0.insert(key.clone(), TakenBack { yes, added });
    }

    /// What the yes `is` of the exchange undoes, where it is the one that was taken back this week.
    pub(super) fn said_again(&mut self, key: &Slug, is: &Answer) -> Option<Vec<Cell>> {
        let taken = self.0.remove(key)?;
        is_same_week(&taken.yes, is).then_some(taken.added)
    }

    /// What is remembered of somebody who turned out to be the same person.
    pub(super) fn join(&mut self, other: Self) {
        for (key, taken) in other.0 {
            self.0.entry(key).or_insert(taken);
        }
    }

    /// Nothing is remembered any more.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Nothing of the exchange is remembered any more.
    pub(super) fn forget(&mut self, key: &Slug) {
        self.0.remove(key);
    }
}

/// Whether two answers are of one week, and on one version.
pub(super) fn is_same_week(one: &Answer, other: &Answer) -> bool {
    one.version == other.version && week(one.at) == week(other.at)
}

fn week(at: Timestamp) -> Day {
    Day::of(at).monday()
}
