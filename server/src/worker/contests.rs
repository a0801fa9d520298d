//! Counts which decisions customers contest, and which of these fall.
//!
//! A contest is an entry of the ledger, and a decision is a row beside it. Whoever opens a case looks at
//! no decision, so this follows the entries and marks the rows: those that are about whoever contests.
//! What is marked is counted once, so that entries that are read again after a crash change nothing.

use std::time::Duration;

use mutual::guard::{CaseKind, Matter, Outcome};
use mutual::id::{CustomerId, DecisionId};
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
