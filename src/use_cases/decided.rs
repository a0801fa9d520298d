//! What was decided about a customer, for herself and for those who answer for it.

use super::as_it_was::whole_trail;
use super::seal_decisions::Sealing;
use super::{Deed, Mutual, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::decision::{AiDecision, AiModel, Checked, Difference, Violation};
use crate::id::{CustomerId, DecisionId};
use crate::ledger::Body;
use crate::port::{DecisionRow, DecisionStore, Engine, StoreError, Unanswered};

/// A decision, as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Its id.
    pub id: DecisionId,
    /// About whom.
    pub customer: CustomerId,
    /// When it was made.
    pub at: Timestamp,
    /// Which model: as it is registered, where it still is.
    pub model: Option<AiModel>,
    /// Whether she contested it.
    pub contested: bool,
    /// Whether a person decided otherwise than the machine.
    pub overridden: bool,
    /// Whether the ledger vouches for it.
    pub sealing: Sealing,
    /// What it says.
    pub what: DecidedWhat,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq)]
pub enum DecidedWhat {
    /// Its reasons.
    Kept(Box<AiDecision>),
    /// It was refused for what it cites.
    Refused(Violation),
}

/// What a link to a decision leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Its record.
    Is(Box<Decided>),
    /// It was recorded, and went with all that was known of the customer.
    Erased,
    /// Nobody recorded anything.
    Nothing,
}

/// Of whom a decision is, and what is left of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Is(CustomerId, Box<DecisionRow>),
    Erased,
    Nothing,
}

async fn found(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
    id: DecisionId,
) -> Result<Found, StoreError> {
    Ok(match decisions.decision(id).await? {
        None => Found::Nothing,
        Some(row) => {
            // A decision about a record that was merged is hers who it is part of.
            let customer = row.customer.and_then(|record| engine.customer(record));
            customer.map_or(Found::Erased, |customer| {
                Found::Is(customer.id, Box::new(row))
            })
        }
    })
}

pub(super) async fn read(
    decisions: &dyn DecisionStore,
    customer: CustomerId,
    row: DecisionRow,
) -> Result<Decided, StoreError> {
    let sealing = Sealing::of(&row);
    let models = decisions.models(std::slice::from_ref(&row.model)).await?;
    let corrupt = |_| StoreError::Corrupt("a decision cannot be read".to_owned());
    let what = if row.sort == crate::decision::Sort::Violation {
        DecidedWhat::Refused(serde_json::from_slice(&row.body).map_err(corrupt)?)
    } else {
        DecidedWhat::Kept(Box::new(
            serde_json::from_slice(&row.body).map_err(corrupt)?,
        ))
    };
    Ok(Decided {
        id: row.id,
        customer,
        at: row.at,
        model: models.into_iter().next(),
        contested: row.contested,
        overridden: row.overridden,
        sealing,
        what,
    })
}

/// The decision of that id, for whoever may read what was decided about its customer.
///
/// # Errors
///
/// [`Reading::Absent`] where there is none that the actor may know of.
pub async fn decided(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
    actor: &Actor,
    id: DecisionId,
) -> Result<Decided, Reading> {
    match found_for(engine, decisions, actor, id).await? {
        Found::Is(customer, row) => Ok(read(decisions, customer, *row).await?),
        Found::Erased | Found::Nothing => Err(Reading::Absent),
    }
}

/// The decision of that id, where the actor may read it.
pub(super) async fn found_for(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
    actor: &Actor,
    id: DecisionId,
) -> Result<Found, Reading> {
    if !matches!(actor, Actor::Customer(_)) {
        // Whoever may read none at all learns of none whether it is there.
        authorise(actor, Deed::ReadDecision(CustomerId::from_bytes([0; 16])))?;
    }
    let found = found(engine, decisions, id).await?;
    if let Found::Is(customer, _) = &found {
        // To a customer, another one's is not there.
        let may = authorise(actor, Deed::ReadDecision(*customer));
        may.map_err(|_| Reading::Absent)?;
    }
    Ok(found)
}

/// What a genuine link to a decision leads to. Whoever has it may read that one decision. Where nobody
/// recorded anything, the reviewer is told.
///
/// # Errors
///
/// [`StoreError`].
pub async fn why(
    engine: &dyn Engine,
    decisions: &dyn DecisionStore,
    id: DecisionId,
) -> Result<Why, StoreError> {
    Ok(match found(engine, decisions, id).await? {
        Found::Is(customer, row) => Why::Is(Box::new(read(decisions, customer, *row).await?)),
        Found::Erased => Why::Erased,
        Found::Nothing => {
            decisions.unanswered(id, engine.now()).await?;
            Why::Nothing
        }
    })
}

/// Whether whoever reads a decision may act in its customer's name: turn off its kind with one press, or
/// ask a person about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayStop {
    /// Yes.
    Yes,
    /// It is not about whoever reads it.
    NotHers,
    /// Records were set apart since it was made: nobody can tell any more who got it.
    Apart,
}

/// Whether somebody may do that about a decision in its customer's name: `reader`, who reads it
/// by its id, or whoever has its genuine link, where that is none.
///
/// # Errors
///
/// [`StoreError`].
pub async fn may_stop(
    engine: &dyn Engine,
    reader: Option<&Actor>,
    decided: &Decided,
) -> Result<MayStop, StoreError> {
    let may = |actor| authorise(actor, Deed::Choose(decided.customer)).is_ok();
    let Some(customer) = engine.customer(decided.customer) else {
        return Ok(MayStop::NotHers);
    };
    if !reader.is_none_or(may) {
        return Ok(MayStop::NotHers);
    }
    // What a record that was hers once says since is not about her.
    let hers: Vec<_> = customer.ids().collect();
    let trail = whole_trail(engine, customer.state.last_index).await?;
    let apart = trail.iter().any(|entry| {
        entry.at >= decided.at
            && matches!(&entry.body, Body::Split(split) if hers.contains(&split.customer))
    });
    Ok(if apart { MayStop::Apart } else { MayStop::Yes })
}

/// Up to `limit` decisions about a customer, over all records that are hers, newest first.
pub(super) async fn decisions_about(
    decisions: &dyn DecisionStore,
    customer: &Customer,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<AiDecision>, StoreError> {
    let mut all = Vec::new();
    for id in customer.ids() {
        all.extend(decisions.decisions_of(id, until, limit).await?);
    }
    all.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    let corrupt = |_| StoreError::Corrupt("a decision cannot be read".to_owned());
    let rows = all
        .iter()
        .take(usize::try_from(limit).unwrap_or(usize::MAX));
    rows.map(|row| serde_json::from_slice(&row.body).map_err(corrupt))
        .collect()
}

/// A decision that was refused for what it cites, as the reviewer reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Its id.
    pub id: DecisionId,
    /// When the decision was made.
    pub at: Timestamp,
    /// Which model.
    pub model: Slug,
    /// Which version of it.
    pub version: String,
    /// What was not covered; nothing once the customer was erased.
    pub violation: Option<Violation>,
}

/// A decision whose reasons are not those of the model, as the reviewer reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// Its id.
    pub id: DecisionId,
    /// When it was made.
    pub at: Timestamp,
    /// By which version of the model.
    pub version: String,
    /// Where reasons and inputs do not agree.
    pub differences: Vec<Difference>,
}

impl Mutual {
    /// The decision of that id, for whoever may read it.
    ///
    /// # Errors
    ///
    /// As [`decided`].
    pub async fn decided(&self, actor: &Actor, id: DecisionId) -> Result<Decided, Reading> {
        self.is_current()?;
        decided(self.engine.as_ref(), self.decisions.as_ref(), actor, id).await
    }

    /// Up to `limit` decisions that were refused for what they cite, of one model or of all, newest
    /// first, behind `before`.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn violations(
        &self,
        actor: &Actor,
        model: Option<&Slug>,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<Refused>, Reading> {
        authorise(actor, Deed::ManageModels)?;
        let rows = self.decisions.violations(model, before, limit).await?;
        let read = |row: DecisionRow| Refused {
            id: row.id,
            at: row.at,
            violation: serde_json::from_slice(&row.body).ok(),
            model: row.model,
            version: row.version,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Up to `limit` decisions of a model whose reasons are not those of the model, newest first, behind
    /// `before`.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn differing(
        &self,
        actor: &Actor,
        model: &Slug,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<Differing>, Reading> {
        authorise(actor, Deed::ManageModels)?;
        let rows = self.decisions.differing(model, before, limit).await?;
        let read = |row: DecisionRow| {
            let decision: Option<AiDecision> = serde_json::from_slice(&row.body).ok();
            let differences = match decision.map(|decision| decision.checked()) {
                Some(Checked::Differs(all)) => all,
                _ => Vec::new(),
            };
            Differing {
                id: row.id,
                at: row.at,
                version: row.version,
                differences,
            }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Up to `limit` genuine links that led to nothing, asked last first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn unanswered(&self, actor: &Actor, limit: u32) -> Result<Vec<Unanswered>, Reading> {
        authorise(actor, Deed::ManageModels)?;
        Ok(self.decisions.all_unanswered(limit).await?)
    }
}
