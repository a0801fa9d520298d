//! What reviewers see of how cases are decided: counts in full tens, which identify nobody.

use std::collections::BTreeMap;

use super::Cases;
use crate::access::{Actor, Deed, authorise};
use crate::guard::{CaseKind, Outcome};
use crate::insight::{FEWEST_PEOPLE, People};
use crate::port::CaseRow;
use crate::use_cases::Reading;

/// How far back the figures go, in days.
const DAYS: i64 = 90;
/// The most decisions that they are made of: the newest.
pub const MOST_CASES: u32 = 10_000;
/// From how many decisions about a model on it is an alarm that none was against it.
const ENOUGH: u64 = 20;

/// How cases were decided lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many days back they go.
    pub days: i64,
    /// Decisions of people.
    pub decided: People,
    /// Within how many seconds half of them were taken, and nine tenths; none of too few.
    pub times_s: Option<(u64, u64)>,
    /// Cases that nobody decided in time.
    pub timed_out: People,
    /// Decisions that customers contested, as far as people answered.
    pub contests: People,
    /// Those of them that fell.
    pub upheld: People,
    /// Whether there were more decisions than are looked at, so that the oldest are left out.
    pub is_cut: bool,
    /// What became of what machines proposed.
    pub models: Vec<ModelFigures>,
}

/// What people made of the proposals of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFigures {
    /// Which model.
    pub model: String,
    /// Decisions where it had proposed something.
    pub decided: People,
    /// Decisions against it.
    pub overridden: People,
    /// How many percent of them these are; none of too few.
    pub rate: Option<u64>,
    /// Whether nobody ever decided against it, in so many decisions that somebody should have.
    pub alarm: bool,
}

impl Figures {
    /// The figures of these cases, all of which are decided.
    fn of(rows: &[CaseRow]) -> Self {
        let (mut timed_out, mut contests, mut upheld) = (0, 0, 0);
        let mut times = Vec::new();
        let mut models: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for row in rows {
            let Some(end) = &row.end else { continue };
            if end.decided.timed_out {
                timed_out += 1;
                continue;
            }
            // A yes that had become a no by then is what nobody decided.
            if end.decided.denied_meanwhile {
                continue;
            }
            times.push(end.at.seconds_since(row.opened_at));
            if row.kind() == CaseKind::Contest {
                contests += 1;
                upheld += u64::from(end.decided.outcome == Outcome::Allow);
            }
            if let (Some(proposal), Some(against)) = (&row.asked.proposal, end.decided.overrides) {
                let (decided, overridden) = models.entry(&proposal.model).or_default();
                *decided += 1;
                *overridden += u64::from(against);
            }
        }
        times.sort_unstable();
        let many = u64::try_from(times.len()).unwrap_or(u64::MAX);
        let at = |tenths: usize| {
            times.get((times.len() * tenths / 10).min(times.len().saturating_sub(1)))
        };
        let times_s = match (at(5), at(9)) {
            (Some(half), Some(most)) if many >= FEWEST_PEOPLE => Some((*half, *most)),
            _ => None,
        };
        let models = models
            .into_iter()
            .map(|(model, (decided, overridden))| ModelFigures {
                model: model.to_owned(),
                decided: People::of(decided),
                overridden: People::of(overridden),
                rate: (decided >= ENOUGH).then(|| (overridden * 100 + decided / 2) / decided),
                alarm: decided >= ENOUGH && overridden == 0,
            });
        Self {
            days: DAYS,
            decided: People::of(many),
            times_s,
            timed_out: People::of(timed_out),
            contests: People::of(contests),
            upheld: People::of(upheld),
            is_cut: rows.len() >= MOST_CASES as usize,
            models: models.collect(),
        }
    }
}

impl Cases<'_> {
    /// How cases were decided in the last 90 days.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn figures(&self, actor: &Actor) -> Result<Figures, Reading> {
        authorise(actor, Deed::ReadAudit)?;
        let since = self.engine.now().plus_seconds(-DAYS * 86_400);
        let rows = self.store.cases_decided(since, MOST_CASES).await?;
        Ok(Figures::of(&rows))
    }
}
