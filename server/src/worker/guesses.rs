//! Deletes guesses that can never count again.
//!
//! They count no longer the moment that somebody takes back what they rest on: that follows from the
//! state, and nobody is shown one. This deletes what is left of them.

use std::collections::BTreeSet;
use std::time::Duration;

use mutual::id::CustomerId;
use mutual::port::StoreError;
use mutual::use_cases::{sweep_guesses, sweep_guesses_of};

use crate::state::Side;

/// How long nothing may happen before all are looked at again: what runs out makes no entry by itself.
const AT_LEAST: Duration = Duration::from_secs(600);
/// How long it waits before it looks at what several people did at once, and after an error.
const PAUSE: Duration = Duration::from_millis(500);
/// How many entries are read at once.
const STEP: u32 = 1_000;

/// Follows the ledger of this side, until it is dropped. It begins with all guesses, so that nothing
/// is left of what happened while the server was away.
pub async fn sweep_taken_back(side: Side) {
    let mut from = side.engine.index();
    let mut all = true;
    loop {
        match look(&side, from, all).await {
            Ok((through, more)) => (from, all) = (through, more),
            Err(error) => {
                tracing::warn!(%error, "guesses that count no longer are not deleted yet")
            }
        }
        tokio::time::sleep(PAUSE).await;
        if !all && !side.engine.wait_for(from + 1, AT_LEAST).await {
            all = true;
        }
    }
}

/// Deletes what the entries behind `from` took back, or what anything did where `all`. Up to where it
/// looked, and whether it has to look at all of them next.
async fn look(side: &Side, from: u64, all: bool) -> Result<(u64, bool), StoreError> {
    let (engine, store) = (side.engine.as_ref(), side.store.as_ref());
    if all {
        // Whatever comes while it looks is looked at next.
        let through = engine.index();
        sweep_guesses(engine, store).await?;
        return Ok((through, false));
    }
    let entries = engine.entries(from, STEP).await?;
    let through = entries.last().map_or(from, |entry| entry.index);
    let about = entries.iter().map(|entry| entry.body.customer());
    // What is about nobody may be about everybody: a new version, a stop, a red line.
    if about.clone().any(|customer| customer.is_none()) {
        return Ok((through, true));
    }
    let people: BTreeSet<CustomerId> = about
        .flatten()
        .filter_map(|id| engine.customer(id))
        .flat_map(|customer| customer.ids().collect::<Vec<_>>())
        .collect();
    let people: Vec<_> = people.into_iter().collect();
    sweep_guesses_of(engine, store, &people).await?;
    Ok((through, false))
}
