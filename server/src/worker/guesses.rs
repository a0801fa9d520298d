//! Deletes guesses that can never count again.
//!
//! They count no longer the moment that somebody takes back what they rest on: that follows from the
//! state, and nobody is shown one. This deletes what is left of them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use mutual::id::CustomerId;
use mutual::ledger::Body;
use mutual::port::StoreError;
use mutual::use_cases::{sweep_guesses, sweep_guesses_of};

use crate::state::Side;

/// How often all are looked at, however much happens: what runs out makes no entry by itself.
pub const AT_LEAST: Duration = Duration::from_secs(600);
/// How long it waits before it looks at what several people did at once, and after an error.
const PAUSE: Duration = Duration::from_millis(500);
/// How many entries are read at once.
const STEP: u32 = 1_000;

/// Follows the ledger of this side, until it is dropped. It begins with all guesses, so that nothing
/// is left of what happened while the server was away, and looks at all of them every `at_least`.
pub async fn sweep_taken_back(side: Side, at_least: Duration) {
    let mut from = side.engine.index();
    let mut all = true;
    let mut looked = Instant::now();
    loop {
        let began = Instant::now();
        match look(&side, from, all).await {
            Ok((through, more)) => {
                if all {
                    looked = began;
                }
                (from, all) = (through, more);
            }
            Err(error) => {
                tracing::warn!(%error, "guesses that count no longer are not deleted yet")
            }
        }
        tokio::time::sleep(PAUSE).await;
        if !all {
            let left = at_least.saturating_sub(looked.elapsed());
            side.engine.wait_for(from + 1, left).await;
            all = looked.elapsed() >= at_least;
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
    if entries.iter().any(|entry| is_about_everybody(&entry.body)) {
        return Ok((through, true));
    }
    let about = entries.iter().filter_map(|entry| entry.body.customer());
    let people: BTreeSet<CustomerId> = about
        .filter_map(|id| engine.customer(id))
        .flat_map(|customer| customer.ids().collect::<Vec<_>>())
        .collect();
    let people: Vec<_> = people.into_iter().collect();
    sweep_guesses_of(engine, store, &people).await?;
    Ok((through, false))
}

/// Whether an entry may end guesses about anybody: a new version, a stop, a term, a red line. Whoever is
/// erased takes her guesses along, and nobody else's.
fn is_about_everybody(body: &Body) -> bool {
    matches!(
        body,
        Body::Published(_) | Body::Retired(_) | Body::Registry(_) | Body::RedLines(_)
    )
}
