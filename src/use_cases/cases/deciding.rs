//! A program decides, for somebody who works there.

use super::{Cases, NoCase, Seen, is_over};
use crate::access::{Actor, Deed, Denied, authorise};
use crate::consent::{ActorRef, Route};
use crate::guard::{Decider, LONGEST_PERSON, Outcome, Taken, is_person};
use crate::id::CaseId;
use crate::port::{CaseRow, Submission, SubmitError};
use crate::use_cases::case::sound;
use crate::use_cases::{Command, Outcome as Came, Refusal, Ruling};

/// For how many seconds a decision waits for the call that took it to write it down, before a worker
/// does.
const PATIENCE_S: i64 = 10;

/// What a person decided, as a program says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported<'a> {
    /// Allow or deny.
    pub outcome: Outcome,
    /// Why, in words that the customer reads.
    pub reason: &'a str,
    /// By which name or number the CRM knows that person.
    pub person: &'a str,
}

/// A decision of a program that was stored, or was stored before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseRuled {
    /// The ledger index of the entry.
    pub index: u64,
}

impl Cases<'_> {
    /// Decides a case at once. `idempotency` are digests of the key and of the request; the same
    /// decision of the same program comes out the same, however often it is sent. Whoever acts has all
    /// that its key holds: one that records what machines decide, or that asked for a person in this case,
    /// is none, and says of nobody that she decided.
    ///
    /// # Errors
    ///
    /// [`NoCase`]; [`NoCase::Taken`] where somebody decided otherwise, or was faster; [`NoCase::OwnDecision`]
    /// where that person decided what is contested.
    pub async fn decide(
        &self,
        actor: &Actor,
        id: CaseId,
        said: Reported<'_>,
        idempotency: ([u8; 32], [u8; 32]),
    ) -> Result<CaseRuled, NoCase> {
        authorise(actor, Deed::DecideCase)?;
        let Actor::Client { client, .. } = *actor else {
            return Err(Denied::Forbidden.into());
        };
        let (by, outcome, person) = (Decider::Client(client), said.outcome, said.person.trim());
        let mut row = self.row(actor, id).await?;
        if let Some(end) = &row.end {
            let decided = &end.decided;
            // Of what was said before, nobody knows who decided.
            let before = decided.person.as_deref();
            let same = decided.actor == ActorRef::from(actor)
                && decided.outcome == outcome
                && decided.reason == said.reason.trim()
                && before.is_none_or(|before| before == person);
            return if same {
                Ok(CaseRuled { index: end.index })
            } else if decided.timed_out {
                Err(Refusal::CaseOver.into())
            } else if decided.denied_meanwhile && outcome == Outcome::Allow {
                Err(NoCase::DeniedMeanwhile)
            } else {
                Err(NoCase::Taken)
            };
        }
        let (now, settled) = (self.engine.now(), self.engine.settled());
        let reason = sound(outcome, said.reason)?.to_owned();
        if !is_person(person) {
            let message =
                format!("name the person who decided, in at most {LONGEST_PERSON} characters");
            return Err(Refusal::invalid("by", message).into());
        }
        if self.names_her(&row, person).await? {
            let message = "nobody decides about herself: somebody else has to";
            return Err(Refusal::invalid("by", message).into());
        }
        let first = self.first_judges(&row).await?;
        if self.is_first(&first, person) {
            return Err(NoCase::OwnDecision);
        }
        match &row.desk.taken {
            // Its own, which a crash kept from the ledger.
            Some(taken) if taken.by == by && taken.outcome == outcome && taken.reason == reason => {
            }
            Some(_) => return Err(NoCase::Taken),
            None => {
                if row.is_asked_by(actor) {
                    return Err(NoCase::OwnQuestion);
                }
                if is_over(&row, settled) || row.desk.ending {
                    return Err(Refusal::CaseOver.into());
                }
                if let Some(holder) = row.desk.holder {
                    return Err(NoCase::Held(holder));
                }
                let rule = self.rules().await?.of(&row.opened.team);
                if row.desk.first.is_some() || self.asks_two(&row, &rule, now) {
                    return Err(NoCase::FourEyes);
                }
                if rule.is_canned(&reason) {
                    return Err(NoCase::Unedited);
                }
                self.still_asked(&row, outcome, now)?;
                row.desk.ending = true;
                row.desk.taken = Some(Taken {
                    outcome,
                    reason,
                    by,
                    person: Some(person.to_owned()),
                    at: settled,
                    goes_at: settled.plus_seconds(PATIENCE_S),
                    agreed_by: None,
                });
                let line = self.line(actor, "case.taken", &id.to_string(), String::new());
                self.store.put_desk(&row, Some(&line)).await?;
            }
        }
        let written = self.write_down(&row, Some(idempotency)).await;
        if written == Err(NoCase::Submit(SubmitError::KeyReused)) {
            // The caller is told that nothing was done, so nothing is.
            row.revision += 1;
            row.desk.ending = false;
            row.desk.taken = None;
            self.store.put_desk(&row, None).await?;
        }
        written
    }

    /// The case that was decided so, for whoever decided it.
    ///
    /// # Errors
    ///
    /// [`NoCase::DeniedMeanwhile`] where it was a yes that had become a no before it was written down.
    pub async fn stands(
        &self,
        actor: &Actor,
        id: CaseId,
        outcome: Outcome,
    ) -> Result<Seen, NoCase> {
        let seen = self.one(actor, id).await?;
        let end = seen.row.end.as_ref();
        if outcome == Outcome::Allow && end.is_some_and(|end| end.decided.denied_meanwhile) {
            return Err(NoCase::DeniedMeanwhile);
        }
        Ok(seen)
    }

    /// Writes a decision that was taken into the ledger.
    pub(super) async fn write_down(
        &self,
        row: &CaseRow,
        idempotency: Option<([u8; 32], [u8; 32])>,
    ) -> Result<CaseRuled, NoCase> {
        let Some(taken) = &row.desk.taken else {
            return Err(NoCase::Moved);
        };
        let proposal = row.asked.proposal.as_ref();
        let ruling = Ruling {
            case: row.id(),
            outcome: taken.outcome,
            reason: taken.reason.clone(),
            overrides: proposal.map(|proposal| proposal.outcome != taken.outcome),
            agreed_by: taken.agreed_by,
            person: taken.person.clone(),
            taken_at: taken.at,
        };
        let route = match taken.by {
            Decider::Staff(..) => Route::Page,
            Decider::Client(_) => Route::Api,
        };
        let submission = Submission {
            actor: taken.by.actor(),
            route,
            command: Command::DecideCase(row.customer(), Box::new(ruling)),
            idempotency,
        };
        match self.engine.submit(submission).await {
            Ok(Came::CaseDecided { index: Some(index) }) => Ok(CaseRuled { index }),
            Ok(_) => Err(NoCase::Taken),
            // A worker was faster with the same decision.
            Err(SubmitError::Refused(Refusal::NoCase)) => {
                let ended = self.store.case(row.id()).await?.and_then(|row| row.end);
                let was_yes = taken.outcome == Outcome::Allow;
                if was_yes
                    && ended
                        .as_ref()
                        .is_some_and(|end| end.decided.denied_meanwhile)
                {
                    return Err(NoCase::DeniedMeanwhile);
                }
                let same = ended.filter(|end| {
                    end.decided.outcome == taken.outcome && end.decided.reason == taken.reason
                });
                same.map(|end| CaseRuled { index: end.index })
                    .ok_or(NoCase::Taken)
            }
            Err(error) => Err(error.into()),
        }
    }
}
