//! Deletes the rows of guesses that can never count again.

use std::collections::BTreeMap;

use super::counting;
use crate::access::Actor;
use crate::catalogue::Slug;
use crate::consent::{ActorKind, Guarded, Route};
use crate::guard::{Counting, Guess, Inference};
use crate::id::CustomerId;
use crate::ledger::Body;
use crate::port::{Engine, InferenceStore, RowOver, StoreError, Submission, SubmitError};
use crate::use_cases::Command;

/// How many rows are looked at in one step.
const STEP: u32 = 500;

/// Deletes the rows about these records that can never count again; how many there were. Where she
/// rejected what one of them says under another key, its own key is rejected first: so it is after a merge,
/// and of what was told while she pressed.
///
/// # Errors
///
/// [`StoreError`]; what is left goes the next time.
pub async fn sweep_guesses_of(
    engine: &dyn Engine,
    inferences: &dyn InferenceStore,
    records: &[CustomerId],
) -> Result<u64, StoreError> {
    let rows = inferences.inferences(records).await?;
    sweep(engine, inferences, &rows).await
}

/// As [`sweep_guesses_of`], of all rows.
///
/// # Errors
///
/// [`StoreError`]; what is left goes the next time.
pub async fn sweep_guesses(
    engine: &dyn Engine,
    inferences: &dyn InferenceStore,
) -> Result<u64, StoreError> {
    let (mut after, mut swept) = (None::<(CustomerId, Slug)>, 0);
    loop {
        let from = after.as_ref().map(|(id, key)| (*id, key));
        let rows = inferences.inferences_after(from, STEP).await?;
        let Some(last) = rows.last() else {
            return Ok(swept);
        };
        after = Some((last.customer, last.guess.key.clone()));
        swept += sweep(engine, inferences, &rows).await?;
    }
}

/// Deletes what of these rows can never count again.
pub(super) async fn sweep(
    engine: &dyn Engine,
    inferences: &dyn InferenceStore,
    rows: &[Inference],
) -> Result<u64, StoreError> {
    // Who may have lost the database leaves it to the server that has it.
    if !engine.is_current() {
        return Ok(0);
    }
    // What ran out by a clock that jumped counts again once it is back.
    let (catalogue, now) = (engine.catalogue(), engine.settled());
    // It ends by the clock by which it was told.
    let ends = engine.now();
    let mut over: Vec<RowOver> = Vec::new();
    let mut alike: BTreeMap<CustomerId, Vec<Guess>> = BTreeMap::new();
    for row in rows {
        // Of somebody who is gone, or who is not here yet: the erasure took her rows.
        let Some(customer) = engine.customer(row.customer) else {
            continue;
        };
        if counting(engine, &catalogue, &customer, row, now) != Counting::Over {
            continue;
        }
        let (guess, guarded) = (&row.guess, &customer.state.guarded);
        let is_new = guarded.rejects(guess) && !guarded.is_rejected(guess.key.as_str());
        if is_new {
            alike.entry(customer.id).or_default().push(guess.clone());
        }
        let by_words = is_new || was_alike(engine, guarded, &guess.key).await?;
        over.push(RowOver {
            customer: row.customer,
            key: guess.key.clone(),
            index: row.index,
            // What she rejected by its words nobody can hold against them later, for they go: nothing rests
            // on it but what was decided before it was told last.
            until: if by_words { row.at } else { ends },
        });
    }
    // As long as its row is there, what it says is known.
    for (customer, guesses) in alike {
        reject_alike(engine, customer, guesses).await?;
    }
    if over.is_empty() {
        return Ok(0);
    }
    inferences.drop_inferences(&over).await
}

/// Whether that key was rejected for what its guess said, by whoever looked through them before. That look may have
/// ended before the row went, and two may look at once.
async fn was_alike(engine: &dyn Engine, guarded: &Guarded, key: &Slug) -> Result<bool, StoreError> {
    let Some((_, index)) = guarded.rejected().find(|(known, _)| *known == key) else {
        return Ok(false);
    };
    let entries = engine.entries(index.saturating_sub(1), 1).await?;
    let said = entries.first().map(|entry| &entry.body);
    Ok(matches!(said, Some(Body::InferenceRejected(said)) if said.actor.kind == ActorKind::System))
}

/// Has the keys of these guesses rejected, what they say of that customer being rejected already.
async fn reject_alike(
    engine: &dyn Engine,
    customer: CustomerId,
    guesses: Vec<Guess>,
) -> Result<(), StoreError> {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::RejectAlike(customer, guesses),
        idempotency: None,
    };
    match engine.submit(submission).await {
        // Of somebody who is gone there is nothing to say.
        Ok(_) | Err(SubmitError::Refused(_)) => Ok(()),
        Err(SubmitError::Store(error)) => Err(error),
        Err(error) => Err(StoreError::Unavailable(error.to_string())),
    }
}
