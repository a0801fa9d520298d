//! What reviewers see of how cases are decided: counts in full tens, which identify nobody.

use std::collections::BTreeMap;

use super::Cases;
use crate::access::{Actor, Deed, authorise};
use crate::clock::Timestamp;
use crate::guard::{CaseKind, Outcome};
use crate::insight::{FEWEST_PEOPLE, People};
use crate::port::{CaseRow, StoreError};
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
    /// Within how many seconds from its opening half of them were taken, and nine tenths; none of too few.
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
    /// Whether nobody decided against it, in however few decisions.
    pub never_against: bool,
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
            // The minute in which it can be taken back comes after it was decided.
            let decided_at = row.desk.taken.as_ref().map_or(end.at, |taken| taken.at);
            times.push(decided_at.seconds_since(row.opened_at));
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
                never_against: overridden == 0,
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
        Ok(self.counted(self.engine.now()).await?)
    }

    /// How cases were decided in the 90 days up to `now`.
    pub(super) async fn counted(&self, now: Timestamp) -> Result<Figures, StoreError> {
        let since = now.plus_seconds(-DAYS * 86_400);
        let rows = self.store.cases_decided(since, MOST_CASES).await?;
        Ok(Figures::of(&rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{ActorRef, Route};
    use crate::guard::{CaseAsked, Decider, Matter, Proposal, RedLines, Request, Taken, UNDO_S};
    use crate::id::{AccountId, CaseId, ClientId, CustomerId, DecisionId};
    use crate::ledger::{CaseDecided, CaseOpened};
    use crate::port::CaseEnd;

    fn opened_at() -> Timestamp {
        Timestamp::parse("2026-11-26T12:00:00Z").unwrap()
    }

    fn after(seconds: i64) -> Timestamp {
        opened_at().plus_seconds(seconds)
    }

    /// Credit, which a machine gave to a person.
    fn escalation() -> Matter {
        let request = Request {
            purpose: "offers",
            ..Request::default()
        };
        Matter::escalated(&request, std::collections::BTreeSet::new())
    }

    /// A case that somebody decided, who allowed it, an hour after it was opened.
    fn decided(matter: Matter) -> CaseRow {
        let (customer, case) = (CustomerId::from_bytes([2; 16]), CaseId::from_bytes([1; 16]));
        let actor = ActorRef::from(&Actor::System);
        let opened = CaseOpened {
            customer,
            case,
            matter: matter.clone(),
            team: "front_desk".parse().unwrap(),
            due_at: matter.due(&RedLines::default(), opened_at()),
            actor: actor.clone(),
            route: Route::Api,
        };
        let end = CaseDecided {
            customer,
            case,
            matter,
            outcome: Outcome::Allow,
            reason: "We looked at it.".to_owned(),
            overrides: None,
            timed_out: false,
            denied_meanwhile: false,
            agreed_by: None,
            person: None,
            actor,
            route: Route::Page,
        };
        CaseRow::new(7, opened_at(), opened).ended(CaseEnd {
            index: 8,
            at: after(3_600),
            decided: end,
        })
    }

    /// The same, with what is otherwise of its end.
    fn but(matter: Matter, change: impl FnOnce(&mut CaseDecided)) -> CaseRow {
        let mut row = decided(matter);
        change(&mut row.end.as_mut().unwrap().decided);
        row
    }

    fn taken(by: Decider, seconds: i64, goes_in: i64) -> Taken {
        Taken {
            outcome: Outcome::Allow,
            reason: "We looked at it.".to_owned(),
            by,
            person: None,
            at: after(seconds),
            goes_at: after(seconds + goes_in),
            agreed_by: None,
        }
    }

    /// It was decided so many seconds after it was opened, and written down `goes_in` later.
    fn within(by: Decider, seconds: i64, goes_in: i64) -> CaseRow {
        let mut row = decided(escalation());
        row.desk.taken = Some(taken(by, seconds, goes_in));
        row.end.as_mut().unwrap().at = after(seconds + goes_in);
        row
    }

    #[test]
    fn a_decision_takes_until_somebody_decides_and_not_until_it_is_written_down() {
        let rita = Decider::Staff(AccountId::from_bytes([3; 16]), crate::access::Role::Agent);
        let minutes = 1..=10;
        let on_pages: Vec<_> = minutes
            .clone()
            .map(|minute| within(rita, 60 * minute, UNDO_S))
            .collect();
        assert_eq!(Figures::of(&on_pages).times_s, Some((360, 600)));
        assert_eq!(
            Figures::of(&on_pages[1..]).times_s,
            None,
            "of nine nothing is told"
        );
        // A program's is written down at once, and an older row may not say when it was taken.
        let crm = Decider::Client(ClientId::from_bytes([4; 16]));
        let told: Vec<_> = minutes
            .map(|minute| {
                let mut row = within(crm, 60 * minute, 0);
                row.desk.taken = row.desk.taken.filter(|_| minute % 2 == 0);
                row
            })
            .collect();
        assert_eq!(Figures::of(&told).times_s, Some((360, 600)));
    }

    #[test]
    fn each_model_is_held_against_what_people_decided() {
        let proposed = |model: &str, overrides: Option<bool>| {
            let mut row = but(escalation(), |end| end.overrides = overrides);
            row.asked = CaseAsked {
                proposal: Some(Proposal {
                    outcome: Outcome::Deny,
                    model: model.to_owned(),
                    why: String::new(),
                }),
                ..CaseAsked::default()
            };
            row
        };
        let mut rows = Vec::new();
        for n in 0..20 {
            rows.push(proposed("bold", Some(n < 5)));
            rows.push(proposed("obeyed", Some(false)));
            rows.push(decided(escalation()));
        }
        rows.extend((0..19).map(|_| proposed("new", Some(false))));
        // Time was over for it, so that nobody decided anything about it.
        rows.extend((0..10).map(|_| {
            let mut row = proposed("obeyed", Some(true));
            row.end.as_mut().unwrap().decided.timed_out = true;
            row
        }));
        let told: Vec<_> = (Figures::of(&rows).models.into_iter())
            .map(|of| (of.model, of.decided, of.overridden, of.rate, of.alarm))
            .collect();
        let of = |model: &str, decided, overridden, rate, alarm| {
            (model.to_owned(), decided, overridden, rate, alarm)
        };
        assert_eq!(
            told,
            [
                of("bold", People::Tens(20), People::Few, Some(25), false),
                of("new", People::Tens(10), People::Few, None, false),
                of("obeyed", People::Tens(20), People::Few, Some(0), true),
            ]
        );
    }

    #[test]
    fn what_nobody_decided_what_customers_contested_and_what_fell_are_counted_apart() {
        let contest = || Matter::asked(Some(DecisionId::from_bytes([5; 16])));
        let mut rows = Vec::new();
        for _ in 0..10 {
            rows.push(decided(contest()));
            for _ in 0..2 {
                rows.push(but(contest(), |end| end.outcome = Outcome::Deny));
            }
            rows.push(decided(Matter::asked(None)));
            rows.push(decided(escalation()));
            rows.push(but(escalation(), |end| end.timed_out = true));
            rows.push(but(escalation(), |end| end.denied_meanwhile = true));
        }
        // One that waits still is no figure.
        let mut open = decided(escalation());
        open.end = None;
        rows.extend((0..10).map(|_| open.clone()));
        let told = Figures::of(&rows);
        assert_eq!(
            [told.decided, told.timed_out, told.contests, told.upheld],
            [50, 10, 30, 10].map(People::Tens)
        );
        assert!(told.models.is_empty() && !told.is_cut);
    }
}
