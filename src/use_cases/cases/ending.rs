//! How cases end by themselves: what was decided goes into the ledger when its minute is over, and
//! what nobody decided is a no.
//!
//! Either begins by saying so in the row, from which everybody else then keeps off. So nothing is taken
//! back, decided or timed out between that and the entry, and a crash in between is made good by the
//! next look.

use super::{Cases, NoCase, is_over};
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::CaseId;
use crate::port::{CaseRow, StoreError, Submission, SubmitError};
use crate::use_cases::{Command, Reading};

/// How many cases are ended in one look, and how many customers are told in one.
const STEP: u32 = 100;

impl Cases<'_> {
    /// Ends the cases whose moment has come; those that could not be ended, and why. Nothing where this
    /// process may not be the writer any more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the database does not answer: what is left is left for the next look.
    pub async fn end_due(&self) -> Result<Vec<(CaseId, NoCase)>, StoreError> {
        let mut failed = Vec::new();
        if !self.engine.is_current() {
            return Ok(failed);
        }
        // Silence is no sooner a no because a clock jumped.
        let settled = self.engine.settled();
        for row in self.store.cases_due(settled, STEP).await? {
            let id = row.id();
            match self.end(row, settled).await {
                // Somebody was faster: the next look finds what is left to do.
                Ok(()) | Err(NoCase::Moved | NoCase::Taken) => {}
                Err(
                    NoCase::Reading(Reading::Store(error))
                    | NoCase::Submit(SubmitError::Store(error)),
                ) => return Err(error),
                // One that cannot be ended keeps none behind it waiting.
                Err(error) => failed.push((id, error)),
            }
        }
        Ok(failed)
    }

    /// Decided cases whose customers are now to be told. They are a queue of their own: however long it
    /// takes to tell somebody, no case waits for it. None where this process may not be the writer any
    /// more.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn to_tell(&self) -> Result<Vec<CaseRow>, StoreError> {
        if !self.engine.is_current() {
            return Ok(Vec::new());
        }
        self.store.cases_to_tell(self.engine.now(), STEP).await
    }

    async fn end(&self, mut row: CaseRow, now: Timestamp) -> Result<(), NoCase> {
        if row.desk.taken.is_none() && !is_over(&row, now) {
            return Ok(());
        }
        let own = self.own_at(&row.desk, None).await?;
        let without = self.without_hers(row.clone(), &own);
        if without.desk.taken != row.desk.taken {
            // Nobody else has decided it: it waits as before, as long as there is time.
            return Ok(self.store.put_desk(&without, None).await?);
        }
        if !row.desk.ending {
            row.desk.ending = true;
            self.store.put_desk(&row, None).await?;
        }
        if row.desk.taken.is_some() {
            return self.write_down(&row, None).await.map(|_| ());
        }
        let submission = Submission {
            actor: Actor::System,
            route: Route::System,
            command: Command::TimeOutCase(row.customer(), row.id()),
            idempotency: None,
        };
        self.engine.submit(submission).await?;
        Ok(())
    }

    /// Says that the customer of a decided case was told, or when it is tried again.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn told(&self, id: CaseId, again_at: Option<Timestamp>) -> Result<(), StoreError> {
        self.store.put_acts_at(id, again_at).await
    }
}
