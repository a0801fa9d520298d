//! Which guesses counted at the moment of a decision, and of which nobody can tell any more.
//!
//! Of a guess there is one row, and it says what was told last. What was told word for word before is known
//! as well, and of what was deleted or told in other words since, when it stood there and what it was made from:
//! it counted then as if it still did. What was told in other words too often since is not known, nor what went
//! before anything was kept of that. Where such a guess may have counted, the decision that cites it is no
//! violation, and nothing that could be recorded either.

use std::sync::Arc;

use super::{Moments, She, Then};
use crate::catalogue::{AiUse, Slug};
use crate::clock::Timestamp;
use crate::consent::next_change;
use crate::decision::{AiDecision, Forbidden, Violation};
use crate::guard::{Counting, GoneGuess, Inference, Outcome, Request, check};
use crate::ledger::{Body, Entry};
use crate::port::StoreError;
use crate::use_cases::Told;
use crate::use_cases::infer::{counting_by, standing};
use crate::use_cases::record::NotRecorded;

impl Then {
    /// Whether the row counted.
    fn counting(&self, row: &Inference, at: Timestamp) -> Counting {
        let records = &self.she.records;
        let record = |id| records.iter().find(|record| record.id == id).cloned();
        counting_by(record, &self.catalogue, &self.she.customer, row, at)
    }

    /// Whether some guess about her may have counted for that purpose.
    fn let_guess(&self, purpose: &Slug, at: Timestamp) -> bool {
        let request = Request {
            purpose,
            ai: Some(AiUse::Infer.word()),
            ..Request::default()
        };
        let verdict = check(&self.catalogue, Some(&self.she.customer), &request, at);
        verdict.outcome != Outcome::Deny
    }

    /// Whether another telling than those that the rows under a key know may have counted for that purpose, in
    /// the place of one of them.
    fn hides(&self, known: &[&Inference], row: &Inference, purpose: &Slug, at: Timestamp) -> bool {
        if row.at <= at {
            return false;
        }
        if at < row.since.at {
            // Something else stood there, or nobody knows: unless that is known too.
            let stood = |one: &&Inference| one.customer == row.customer && one.since.at <= at;
            return !known.iter().any(stood) && row.since.key_at.is_none_or(|since| since <= at);
        }
        // Where she answered anew after it was told first, it may have been told again in between.
        match self.counting(row, at) {
            Counting::Counts(purposes) => purposes.contains(purpose),
            Counting::Held(_) | Counting::Over => false,
        }
    }
}

/// The row as it stood at `at`; none where what it says was not told by then.
fn as_of(row: &Inference, at: Timestamp) -> Option<Inference> {
    if row.at <= at {
        return Some(row.clone());
    }
    let first = row.since;
    (first.at <= at).then(|| Inference {
        index: first.index,
        at: first.at,
        ..row.clone()
    })
}

/// Whether something stood under its key at `at`, as far as anybody knows.
fn stood(row: &Inference, at: Timestamp) -> bool {
    row.since.at <= at || row.since.key_at.is_some_and(|since| since <= at)
}

impl Moments<'_> {
    async fn rows(&mut self, she: &She) -> Result<Arc<[Inference]>, StoreError> {
        if let Some(rows) = self.guesses.get(&she.id()) {
            return Ok(Arc::clone(rows));
        }
        let ids: Vec<_> = she.customer.ids().collect();
        let rows: Arc<[_]> = self.inferences.inferences(&ids).await?.into();
        self.guesses.insert(she.id(), Arc::clone(&rows));
        Ok(rows)
    }

    /// What stood there at `at` and is gone. Whoever asks has [the rows](Self::rows) already: what goes
    /// meanwhile is found twice then, and not passed over.
    async fn gone(&mut self, she: &She, at: Timestamp) -> Result<Arc<[Inference]>, StoreError> {
        let known = (she.id(), at);
        if let Some(gone) = self.gone.get(&known) {
            return Ok(Arc::clone(gone));
        }
        let ids: Vec<_> = she.customer.ids().collect();
        let gone = self.inferences.gone_inferences(&ids, at).await?;
        let gone: Arc<[_]> = gone.iter().map(GoneGuess::wordless).collect();
        self.gone.insert(known, Arc::clone(&gone));
        Ok(gone)
    }

    /// Since when whatever goes is known of.
    async fn gone_known(&mut self) -> Result<Timestamp, StoreError> {
        if let Some(since) = self.gone_known {
            return Ok(since);
        }
        let since = self.inferences.gone_known_since().await?;
        Ok(*self.gone_known.insert(since))
    }

    /// The guesses about her that counted then, whether or not they still stand there. Nobody decides by
    /// what was told later, nor by what was gone by then.
    pub(in crate::use_cases::record) async fn guesses(
        &mut self,
        she: &She,
        then: &Then,
        at: Timestamp,
    ) -> Result<Vec<Told>, StoreError> {
        let rows = self.rows(she).await?;
        let gone = self.gone(she, at).await?;
        let known = rows.iter().chain(gone.iter());
        let by_then: Vec<_> = known.filter_map(|row| as_of(row, at)).collect();
        let counting = |row: &Inference| then.counting(row, at);
        Ok(standing(&then.she.customer, by_then.iter(), counting).0)
    }

    /// The violation, as far as it is one for certain.
    ///
    /// # Errors
    ///
    /// [`NotRecorded`] where all of it is that it cites guesses of which nobody can tell any more.
    pub(in crate::use_cases::record) async fn certain(
        &mut self,
        she: &She,
        then: &Then,
        decision: &AiDecision,
        mut violation: Violation,
    ) -> Result<Result<Violation, NotRecorded>, StoreError> {
        let (purpose, at) = (&decision.purpose, decision.at);
        let mut certain = Vec::new();
        for forbidden in violation.forbidden {
            let is_unclear = match &forbidden {
                Forbidden::Guess { key } => {
                    match self.is_unclear(she, then, (key, purpose), at).await? {
                        Ok(is_unclear) => is_unclear,
                        Err(why) => return Ok(Err(why)),
                    }
                }
                Forbidden::Uncovered { .. } => false,
            };
            if !is_unclear {
                certain.push(forbidden);
            }
        }
        if certain.is_empty() {
            let message = "the guess is gone or was told anew since: nobody can tell any more whether it \
                           counted then";
            return Ok(Err(NotRecorded::fault("inferences", message)));
        }
        violation.forbidden = certain;
        Ok(Ok(violation))
    }

    /// Whether the guess `key`, which did not count for `purpose` by what is kept, may have counted all the
    /// same.
    async fn is_unclear(
        &mut self,
        she: &She,
        then: &Then,
        (key, purpose): (&Slug, &Slug),
        at: Timestamp,
    ) -> Result<Result<bool, NotRecorded>, StoreError> {
        let guarded = &then.she.customer.state.guarded;
        if guarded.is_rejected(key.as_str()) || !then.let_guess(purpose, at) {
            return Ok(Ok(false));
        }
        let rows = self.rows(she).await?;
        let gone = self.gone(she, at).await?;
        let known = rows.iter().chain(gone.iter());
        let known: Vec<_> = known.filter(|row| row.guess.key == *key).collect();
        let hides = |row: &&Inference| then.hides(&known, row, purpose, at);
        if known.iter().any(hides) {
            return Ok(Ok(true));
        }
        // Whatever stood there by then and goes is known of: else there was nothing.
        if known.iter().any(|row| stood(row, at)) || self.gone_known().await? <= at {
            return Ok(Ok(false));
        }
        self.may_be_gone(she, then, purpose, at).await
    }

    /// Whether a guess that counted for `purpose` at `at` may be deleted by now with nothing known of it: for
    /// what was published or said, or for a yes that ran out.
    async fn may_be_gone(
        &mut self,
        she: &She,
        then: &Then,
        purpose: &Slug,
        at: Timestamp,
    ) -> Result<Result<bool, NotRecorded>, StoreError> {
        if at >= self.now {
            return Ok(Ok(false));
        }
        let ran_out = next_change(&then.she.customer.state, at);
        if ran_out.is_some_and(|end| end <= self.now)
            || !Arc::ptr_eq(&then.catalogue, &self.catalogues.now)
        {
            return Ok(Ok(true));
        }
        let trail = match self.trail(she).await? {
            Ok(trail) => trail,
            Err(why) => return Ok(Err(why)),
        };
        let serves = |key: &Slug| {
            let live = then
                .catalogue
                .proposition(key)
                .and_then(|known| known.live());
            live.is_some_and(|version| version.document.purpose == *purpose)
        };
        let ends = |entry: &Entry| {
            matches!(entry.body, Body::InferenceRejected(_))
                || entry.body.proposition().is_some_and(serves)
        };
        let mut since = trail.iter().filter(|entry| entry.at > at);
        Ok(Ok(since.any(|entry| she.is_about(entry) && ends(entry))))
    }
}
