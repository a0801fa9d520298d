//! Finds the messages that withdrawals follow.

use std::time::Duration;

use mutual::port::StoreError;

use crate::state::Side;

/// How often it is looked for what is new.
const LOOK: Duration = Duration::from_secs(3);
/// Of how many customers at once.
const STEP: u32 = 200;

/// Looks up what withdrawals follow, until it is dropped. What is to be looked up stands in the
/// database, so that a crash loses nothing and doubles nothing.
pub async fn follow_messages(sides: [Side; 2]) {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        for side in &sides {
            if let Err(error) = all(side).await {
                tracing::warn!(%error, "withdrawals after messages could not be counted yet");
            }
        }
    }
}

async fn all(side: &Side) -> Result<(), StoreError> {
    // A process that may have lost the database leaves it to the one that has it.
    while side.engine.is_current() && side.store.follow_messages(STEP).await? == u64::from(STEP) {}
    Ok(())
}
