//! Destroys records whose time is over.

use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::{StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Outcome, over_at};

use crate::state::Side;

/// How many customers are looked at in one step.
const PAGE: usize = 1_000;

/// Destroys every record of this side whose time is over; of how many exchanges of customers. Each
/// goes in a transaction of its own, decided from the state at that moment, so that a crash leaves
/// some for the next time and nothing half.
///
/// # Errors
///
/// [`StoreError`] where the database is away; the next time goes on.
pub async fn destroy_old_records(side: &Side) -> Result<u64, StoreError> {
    let (mut after, mut destroyed) = (None, 0);
    loop {
        let customers = side.engine.customers(after, PAGE);
        let Some(last) = customers.last() else { break };
        after = Some(last.id);
        let (catalogue, now) = (side.engine.catalogue(), side.engine.settled());
        for customer in &customers {
            for proposition in customer.state.exchanges() {
                let over = over_at(&catalogue, customer, proposition);
                if over.is_some_and(|over| over <= now) {
                    let command = Command::Forget(customer.id, proposition.clone());
                    destroyed += u64::from(submit(side, command).await?);
                }
            }
        }
        tokio::task::yield_now().await;
    }
    if destroyed > 0 {
        side.store.scrub().await?;
    }
    Ok(destroyed)
}

/// Whether something was destroyed.
async fn submit(side: &Side, command: Command) -> Result<bool, StoreError> {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command,
        idempotency: None,
    };
    match side.engine.submit(submission).await {
        Ok(outcome) => Ok(matches!(outcome, Outcome::Forgotten { index: Some(_) })),
        // She was erased in between.
        Err(SubmitError::Refused(_)) => Ok(false),
        Err(SubmitError::Store(error)) => Err(error),
        Err(error) => Err(StoreError::Unavailable(error.to_string())),
    }
}
