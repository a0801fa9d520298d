//! Seals what machines decided into the ledger: once a minute, and at once where much waits.

use std::time::{Duration, Instant};

use mutual::decision::SEALED_AT_ONCE;
use mutual::port::SubmitError;
use mutual::use_cases::seal_decisions;

use crate::state::Side;

/// How long a decision waits at most, as long as all is well.
pub const AT_LEAST: Duration = Duration::from_secs(60);
/// So many are sealed at once.
const MANY: u32 = 4_096;
/// How often it is looked whether so many wait.
const LOOK: Duration = Duration::from_secs(1);

/// Seals the decisions of this side every `at_least`, until it is dropped. What waits stands in the
/// database, so that a crash loses nothing.
pub async fn seal_what_was_decided(side: Side, at_least: Duration) {
    let mut sealed = Instant::now();
    loop {
        tokio::time::sleep(LOOK.min(at_least)).await;
        match look(&side, sealed.elapsed() >= at_least).await {
            Ok(true) => sealed = Instant::now(),
            Ok(false) => {}
            Err(error) => {
                // The next try is when it would be if it had been done.
                sealed = Instant::now();
                tracing::warn!(%error, "decisions could not be sealed yet");
            }
        }
    }
}

/// Seals all that waits, where it is time or much does; whether it did.
async fn look(side: &Side, is_time: bool) -> Result<bool, SubmitError> {
    let store = side.store.as_ref();
    // A process that may have lost the database leaves it to the one that has it.
    if !side.engine.is_current() || !(is_time || store.wait_to_be_sealed(MANY).await?) {
        return Ok(false);
    }
    while seal_decisions(side.engine.as_ref(), store).await? == SEALED_AT_ONCE {}
    Ok(true)
}
