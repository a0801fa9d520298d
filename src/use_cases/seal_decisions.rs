//! Decisions of machines are sealed: an entry of the ledger holds the root over many of them.
//!
//! First the entry is written, then the rows are marked with its place. A crash in between leaves an
//! entry that no row names, and the next one seals the same rows again: more is proved than has to be,
//! and never less.

use super::decided::{Decided, Found, found_for, read};
use super::{
    Answering, Change, Circumstances, Command, Decision, Outcome, Reading, Refusal, allowed,
};
use crate::access::{Actor, Deed};
use crate::consent::Route;
use crate::decision::{Batch, SEALED_AT_ONCE, Salt, leaf};
use crate::digest::hex;
use crate::id::DecisionId;
use crate::ledger::tree::Hash;
use crate::ledger::{Body, DecisionsSealed};
use crate::port::{DecisionRow, DecisionStore, Engine, StoreError, Submission, SubmitError};

pub(super) fn decide(
    count: u64,
    root: &Hash,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::SealDecisions)?;
    let body = Body::DecisionsSealed(DecisionsSealed {
        count,
        root: hex(root),
    });
    // An entry over nothing would say nothing.
    let changes = (count > 0).then(|| Change::Append(Box::new(body)));
    Ok(Decision {
        changes: changes.into_iter().collect(),
        answer: Answering::DecisionsSealed,
    })
}

/// Seals up to [`SEALED_AT_ONCE`] of the decisions that no entry seals, those of the lowest ids; how many.
///
/// # Errors
///
/// [`SubmitError`]. What it means for the rows is seen the next time: those that are not marked are
/// sealed then.
pub async fn seal_decisions(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
) -> Result<u32, SubmitError> {
    let waiting = decisions.unsealed(SEALED_AT_ONCE).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let batch = Batch::of(waiting.iter().map(|(_, leaf)| *leaf));
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::SealDecisions(batch.size(), batch.root()),
        idempotency: None,
    };
    let Outcome::DecisionsSealed { index: Some(index) } = engine.submit(submission).await? else {
        let why = "the entry that seals decisions was not answered with its place".to_owned();
        return Err(StoreError::Corrupt(why).into());
    };
    let ids: Vec<_> = waiting.iter().map(|(id, _)| *id).collect();
    // Where another server sealed one of them meanwhile, none is marked, and those that are left are
    // sealed the next time.
    decisions.mark_sealed(&ids, index).await?;
    Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
}

/// Whether a decision is sealed, as far as its own row tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// It was recorded before there were seals.
    Before,
    /// It will be, within a minute.
    Waits,
    /// It is, by the entry at that index.
    By(u64),
    /// It is not what was recorded.
    Changed,
}

impl Sealing {
    pub(super) fn of(row: &DecisionRow) -> Self {
        let own = row.seal.salt.map(|salt| leaf(&salt, row.id, &row.body));
        match (row.seal.leaf, row.seal.sealed) {
            (None, _) => Self::Before,
            (kept, _) if kept != own => Self::Changed,
            (_, None) => Self::Waits,
            (_, Some(index)) => Self::By(index),
        }
    }
}

/// All that it takes to check, by the ledger alone, that a decision stood so when it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealProof {
    /// The place of the entry with the root.
    pub index: u64,
    /// What goes into the leaf before the id.
    pub salt: Salt,
    /// The record, byte for byte as it is stored.
    pub record: Vec<u8>,
    /// Its place among those that the entry seals, from 0.
    pub leaf_index: u64,
    /// How many these are.
    pub size: u64,
    /// The root over them, as their leaves give it today.
    pub root: Hash,
    /// The hashes beside its way to the root, from its own up.
    pub proof: Vec<Hash>,
}

/// As [`super::decided()`], with what proves it; nothing where no entry seals it yet.
///
/// # Errors
///
/// As [`super::decided()`].
pub async fn decided_and_sealed(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
    actor: &Actor,
    id: DecisionId,
) -> Result<(Decided, Option<SealProof>), Reading> {
    let (customer, row) = match found_for(engine, decisions, actor, id).await? {
        Found::Is(customer, row) => (customer, row),
        Found::Erased | Found::Nothing => return Err(Reading::Absent),
    };
    let proof = prove(decisions, &row).await?;
    Ok((read(decisions, customer, *row).await?, proof))
}

async fn prove(
    decisions: &dyn DecisionStore,
    row: &DecisionRow,
) -> Result<Option<SealProof>, StoreError> {
    let (Some(salt), Some(index)) = (row.seal.salt, row.seal.sealed) else {
        return Ok(None);
    };
    let all = decisions.sealed_by(index).await?;
    let batch = Batch::of(all.iter().map(|(_, leaf)| *leaf));
    let place = all.iter().position(|(id, _)| *id == row.id);
    let place = place.and_then(|place| u64::try_from(place).ok());
    // What was marked stays marked.
    let gone =
        || StoreError::Corrupt("a sealed decision is not among those of its entry".to_owned());
    let place = place.ok_or_else(gone)?;
    Ok(Some(SealProof {
        index,
        salt,
        record: row.body.clone(),
        leaf_index: place,
        size: batch.size(),
        root: batch.root(),
        proof: batch.prove(place).ok_or_else(gone)?,
    }))
}
