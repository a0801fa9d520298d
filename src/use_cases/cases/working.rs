//! The steps of people at the desk.

use super::{Cases, NoCase, account_of, is_over, may_work, oversees};
use crate::access::{Actor, Deed, Denied, Role, authorise};
use crate::guard::{CaseKind, Decider, Outcome, Taken, UNDO_S, View};
use crate::id::{AccountId, CaseId};
use crate::port::CaseRow;
use crate::use_cases::case::sound;
use crate::use_cases::{Reading, Refusal};

/// Somebody who takes a step, and the case as she saw it.
struct Step {
    me: AccountId,
    role: Role,
    row: CaseRow,
}

impl Cases<'_> {
    /// Takes a case that nobody has. Nobody else than whoever has it decides it, so that what a person
    /// decided comes to somebody else where it is contested.
    ///
    /// # Errors
    ///
    /// [`NoCase`]; [`NoCase::OwnDecision`] where she decided what is contested.
    pub async fn claim(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<(), NoCase> {
        let mut step = self.open(actor, id, seen).await?;
        if let Some(other) = step.row.desk.holder.filter(|other| *other != step.me) {
            return Err(NoCase::Held(other));
        }
        self.is_another(&step.row, step.me).await?;
        step.row.desk.holder = Some(step.me);
        self.put(actor, &step.row, "case.claimed", String::new())
            .await
    }

    /// Lets a case go that one has.
    ///
    /// # Errors
    ///
    /// [`NoCase`].
    pub async fn release(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<(), NoCase> {
        let mut step = self.held(actor, id, seen).await?;
        step.row.desk.holder = None;
        self.put(actor, &step.row, "case.released", String::new())
            .await
    }

    /// Gives a case to somebody else. A reviewer or an admin can also take it from whoever has it.
    ///
    /// # Errors
    ///
    /// [`NoCase`]; [`Denied::Forbidden`] in it where it is about that person, [`NoCase::OwnDecision`] where that
    /// person decided what is contested.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        id: CaseId,
        seen: u64,
        to: AccountId,
    ) -> Result<(), NoCase> {
        let mut step = self.open(actor, id, seen).await?;
        match step.row.desk.holder {
            Some(holder) if holder == step.me || oversees(step.role) => {}
            Some(holder) => return Err(NoCase::Held(holder)),
            None if oversees(step.role) => {}
            None => return Err(NoCase::NotYours),
        }
        let account = self.office.account(to).await?;
        let account = account.filter(may_work).ok_or(Reading::Absent)?;
        let own = self.own_of(std::slice::from_ref(&account)).await?;
        if own.values().any(|own| self.is_about(&step.row, own)) {
            return Err(Denied::Forbidden.into());
        }
        self.is_another(&step.row, to).await?;
        step.row.desk.holder = Some(to);
        self.put(actor, &step.row, "case.handed", account.email)
            .await
    }

    /// Says what one thinks, before the machine's proposal is seen. What was said first stays.
    ///
    /// # Errors
    ///
    /// [`NoCase`].
    pub async fn take_view(
        &self,
        actor: &Actor,
        id: CaseId,
        seen: u64,
        outcome: Outcome,
    ) -> Result<(), NoCase> {
        let mut step = self.held(actor, id, seen).await?;
        if outcome == Outcome::Escalate {
            return Err(Refusal::invalid("outcome", "decide: `allow` or `deny`").into());
        }
        if step.row.desk.view_of(step.me).is_none() {
            step.row.desk.views.push(View {
                outcome,
                by: step.me,
                at: self.engine.now(),
            });
        }
        self.put(actor, &step.row, "case.viewed", String::new())
            .await
    }

    /// Decides a case that one has. It can be taken back for [`UNDO_S`] seconds; where two people
    /// must agree, it waits for the second one.
    ///
    /// # Errors
    ///
    /// [`NoCase`].
    pub async fn take(
        &self,
        actor: &Actor,
        id: CaseId,
        seen: u64,
        outcome: Option<Outcome>,
        reason: &str,
    ) -> Result<(), NoCase> {
        let mut step = self.held(actor, id, seen).await?;
        let (now, settled) = (self.engine.now(), self.engine.settled());
        let rule = self.rules().await?.of(&step.row.opened.team);
        let outcome = match (outcome, step.row.kind()) {
            (Some(outcome), _) => outcome,
            // An answer allows nothing.
            (None, CaseKind::Question) => Outcome::Deny,
            (None, _) => {
                return Err(Refusal::invalid("outcome", "decide: `allow` or `deny`").into());
            }
        };
        let reason = sound(outcome, reason)?.to_owned();
        if step.row.desk.first.is_some() {
            return Err(NoCase::Moved);
        }
        let is_hidden = step.row.asked.proposal.is_some() && !rule.shows_proposal;
        if is_hidden && step.row.desk.view_of(step.me).is_none() {
            return Err(NoCase::Unseen);
        }
        if rule.is_canned(&reason) {
            return Err(NoCase::Unedited);
        }
        if is_over(&step.row, settled) {
            return Err(Refusal::CaseOver.into());
        }
        self.still_asked(&step.row, outcome, now)?;
        let taken = Taken {
            outcome,
            reason,
            by: Decider::Staff(step.me, step.role),
            person: None,
            at: settled,
            goes_at: settled.plus_seconds(UNDO_S),
            agreed_by: None,
        };
        let what = if self.asks_two(&step.row, &rule, now) {
            step.row.desk.first = Some(taken);
            step.row.desk.holder = None;
            "case.first"
        } else {
            step.row.desk.taken = Some(taken);
            "case.taken"
        };
        self.put(actor, &step.row, what, String::new()).await
    }

    /// Agrees, as the second of two people, to what the first one decided.
    ///
    /// # Errors
    ///
    /// [`NoCase`].
    pub async fn agree(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<(), NoCase> {
        let mut step = self.held(actor, id, seen).await?;
        let (now, settled) = (self.engine.now(), self.engine.settled());
        let first = step.row.desk.first.take().ok_or(NoCase::Moved)?;
        if first.by.account() == Some(step.me) {
            return Err(NoCase::SamePerson);
        }
        if is_over(&step.row, settled) {
            return Err(Refusal::CaseOver.into());
        }
        self.still_asked(&step.row, first.outcome, now)?;
        step.row.desk.taken = Some(Taken {
            at: settled,
            goes_at: settled.plus_seconds(UNDO_S),
            agreed_by: Some(step.me),
            ..first
        });
        self.put(actor, &step.row, "case.agreed", String::new())
            .await
    }

    /// Does not agree, as the second of two people: the case is open as before.
    ///
    /// # Errors
    ///
    /// [`NoCase`].
    pub async fn send_back(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<(), NoCase> {
        let mut step = self.held(actor, id, seen).await?;
        if step.row.desk.first.take().is_none() {
            return Err(NoCase::Moved);
        }
        self.put(actor, &step.row, "case.sent_back", String::new())
            .await
    }

    /// Takes a decision back, within [`UNDO_S`] seconds. What waits for a second person can be taken
    /// back by the first one for as long as it waits.
    ///
    /// # Errors
    ///
    /// [`NoCase`]; [`NoCase::TooLate`] where it is in the ledger, or just goes there.
    pub async fn undo(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<(), NoCase> {
        authorise(actor, Deed::DecideCase)?;
        let me = account_of(actor).ok_or(Denied::Forbidden)?;
        let mut row = self.row(actor, id).await?;
        if row.end.is_some() || row.desk.ending {
            return Err(NoCase::TooLate);
        }
        if row.revision != seen {
            return Err(NoCase::Moved);
        }
        let settled = self.engine.settled();
        let mine = |taken: &Taken| taken.by.account() == Some(me) || taken.agreed_by == Some(me);
        let desk = &mut row.desk;
        if let Some(taken) = desk.taken.take() {
            if !mine(&taken) {
                return Err(NoCase::Taken);
            }
            if taken.goes_at <= settled {
                return Err(NoCase::TooLate);
            }
            if taken.agreed_by == Some(me) {
                // What the first one decided waits as before.
                desk.first = Some(Taken {
                    agreed_by: None,
                    ..taken
                });
            }
        } else if desk.first.as_ref().is_some_and(mine) {
            if let Some(other) = desk.holder.filter(|other| *other != me) {
                return Err(NoCase::Held(other));
            }
            desk.first = None;
        } else {
            return Err(NoCase::Moved);
        }
        desk.holder = Some(me);
        self.put(actor, &row, "case.undone", String::new()).await
    }

    /// The case that somebody takes a step about, as she saw it, while nobody has decided it.
    async fn open(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<Step, NoCase> {
        authorise(actor, Deed::DecideCase)?;
        let Actor::Staff { account, role } = *actor else {
            return Err(Denied::Forbidden.into());
        };
        let row = self.row(actor, id).await?;
        if row.end.is_some() || row.desk.taken.is_some() || row.desk.ending {
            return Err(NoCase::Taken);
        }
        if row.revision != seen {
            return Err(match row.desk.holder {
                Some(other) if other != account => NoCase::Held(other),
                _ => NoCase::Moved,
            });
        }
        Ok(Step {
            me: account,
            role,
            row,
        })
    }

    /// As [`Self::open`], a case that she has.
    async fn held(&self, actor: &Actor, id: CaseId, seen: u64) -> Result<Step, NoCase> {
        let step = self.open(actor, id, seen).await?;
        match step.row.desk.holder {
            Some(holder) if holder == step.me => Ok(step),
            Some(other) => Err(NoCase::Held(other)),
            None => Err(NoCase::NotYours),
        }
    }

    async fn put(
        &self,
        actor: &Actor,
        row: &CaseRow,
        what: &str,
        reason: String,
    ) -> Result<(), NoCase> {
        let line = self.line(actor, what, &row.id().to_string(), reason);
        Ok(self.store.put_desk(row, Some(&line)).await?)
    }
}
