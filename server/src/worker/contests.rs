//! Counts which decisions customers contest, and which of these fall; where people said no to what a
//! machine had said yes to; and which models made the guesses that customers reject.
//!
//! A contest is an entry of the ledger, and a decision is a row beside it. Whoever opens a case looks at
//! no decision, so this follows the entries and marks the rows: those that are about whoever contests.
//! A no of the other sort has no decision, and so a row of its own; so has each entry that rejects a
//! guess. What is marked is counted once, so that entries that are read again after a crash change
//! nothing.

use std::time::Duration;

use mutual::guard::{CaseKind, Matter, Outcome};
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::ledger::Body;
use mutual::port::StoreError;

use crate::state::Side;

/// How many entries are read at once.
const STEP: u32 = 1_000;
/// How long it waits for the next entry.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it waits after an error.
const PAUSE: Duration = Duration::from_secs(3);

/// Follows the entries of one side, until it is dropped.
pub async fn follow_contests(side: Side) {
    loop {
        if let Err(error) = follow(&side).await {
            tracing::warn!(%error, "contests of decisions could not be counted yet");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn follow(side: &Side) -> Result<(), StoreError> {
    let mut stored = side.store.contests_followed().await?;
    let mut through = stored;
    loop {
        let entries = side.engine.entries(through, STEP).await?;
        let mut counted = false;
        for entry in &entries {
            if let Some((decision, fell)) = contest(&entry.body)
                && is_hers(side, decision, entry.body.customer()).await?
            {
                side.store.contested(decision, fell).await?;
                counted = true;
            }
            if let Some(case) = turned_down(&entry.body)
                && let Some(row) = side.store.case(case).await?
                && let Some(proposal) = &row.asked.proposal
                && proposal.outcome == Outcome::Allow
                // Once any line was taken for a name; what is no key is no registered model.
                && let Ok(model) = proposal.model.parse()
            {
                let day = Day::of(entry.at);
                side.store.turned_down(case, &model, day).await?;
                counted = true;
            }
            if let Body::InferenceRejected(rejected) = &entry.body {
                let (how, day) = (rejected.rejection, Day::of(entry.at));
                for model in &rejected.models {
                    let store = side.store.as_ref();
                    store.guess_rejected(entry.index, model, how, day).await?;
                    counted = true;
                }
            }
            through = entry.index;
        }
        // Where nothing was contested it may be read again: that costs less than a write for each
        // choice.
        if counted || through - stored >= u64::from(STEP) {
            side.store.follow_contests(through).await?;
            stored = through;
        }
        if entries.is_empty() {
            side.engine.wait_for(through + 1, PATIENCE).await;
        }
    }
}

/// Whether a decision is about that customer: nobody contests what was decided about somebody else.
async fn is_hers(
    side: &Side,
    decision: DecisionId,
    customer: Option<CustomerId>,
) -> Result<bool, StoreError> {
    let Some(row) = side.store.decision(decision).await? else {
        return Ok(false);
    };
    let who = |id| side.engine.customer(id).map(|known| known.id);
    let whose = row.customer.and_then(who);
    Ok(whose.is_some() && whose == customer.and_then(who))
}

/// The case in which an entry says that a person decided against a machine, and that the answer is no.
fn turned_down(body: &Body) -> Option<CaseId> {
    let Body::CaseDecided(decided) = body else {
        return None;
    };
    let is_no = decided.overrides == Some(true) && decided.outcome == Outcome::Deny;
    let is_said = !decided.timed_out && !decided.denied_meanwhile;
    let escalated = decided.matter.kind == CaseKind::Escalation;
    (is_no && is_said && escalated).then_some(decided.case)
}

/// The decision that an entry contests, and whether it falls.
fn contest(body: &Body) -> Option<(DecisionId, bool)> {
    let contested = |matter: &Matter| matter.decision.filter(|_| matter.kind == CaseKind::Contest);
    match body {
        Body::CaseOpened(opened) => Some((contested(&opened.matter)?, false)),
        Body::CaseDecided(decided) => {
            let fell = decided.outcome == Outcome::Allow && !decided.timed_out;
            Some((contested(&decided.matter)?, fell))
        }
        _ => None,
    }
}
