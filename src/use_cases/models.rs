//! The systems that decide are registered, and held to a bar.

use super::{Deed, Mutual, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::{Fault, Slug};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::ActorRef;
use crate::decision::{AiModel, JUDGED_DAYS, MODELS, ModelWish, Scorecard, WEEKS, scorecards};
use crate::id::AuditId;
use crate::insight::Day;
use crate::port::{AuditLine, DecisionStore, StoreError};

/// Why a model is not as asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoModel {
    /// It may not be, or it is away.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// Fields that cannot be used.
    #[error("a field cannot be used")]
    Typed(Vec<Fault>),
    /// Somebody changed it meanwhile.
    #[error("somebody changed this in the meantime")]
    Moved,
    /// There is no place for another.
    #[error("there are {MODELS} models: no more are taken")]
    TooMany,
}

impl From<StoreError> for NoModel {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Moved,
            error => Self::Reading(Reading::Store(error)),
        }
    }
}

/// What registering a model touches.
#[derive(Clone, Copy)]
pub struct Registering<'a> {
    /// The models.
    pub decisions: &'a dyn DecisionStore,
    /// For a new id.
    pub clock: &'a dyn Clock,
    /// For a new id.
    pub entropy: &'a dyn Entropy,
}

/// Registers a model, or changes it; the list of who did what says so. `seen` is the revision that was looked at, 0 where there was none;
/// whoever has not looked says nothing.
///
/// # Errors
///
/// [`NoModel`].
pub async fn put_model(
    with: Registering<'_>,
    actor: &Actor,
    key: Slug,
    seen: Option<u64>,
    wish: &ModelWish,
    now: Timestamp,
) -> Result<AiModel, NoModel> {
    authorise(actor, Deed::ManageModels).map_err(Reading::Denied)?;
    let decisions = with.decisions;
    let known = decisions.models(std::slice::from_ref(&key)).await?;
    let before = known.first().map_or(0, |model| model.revision);
    if seen.is_some_and(|seen| seen != before) {
        return Err(NoModel::Moved);
    }
    let model = wish.read(key, before, now).map_err(NoModel::Typed)?;
    if let Some(known) = known.first() {
        let same = AiModel {
            revision: known.revision,
            changed_at: known.changed_at,
            ..model.clone()
        };
        if same == *known {
            return Ok(same);
        }
    } else if decisions.models(&[]).await?.len() >= MODELS {
        return Err(NoModel::TooMany);
    }
    let line = AuditLine {
        id: AuditId::new(with.clock, with.entropy),
        at: now,
        actor: ActorRef::from(actor),
        what: match before {
            0 => "model.registered",
            _ => "model.changed",
        }
        .to_owned(),
        // A proposition can have the same key.
        about: format!("model:{}", model.key),
        reason: model.changes(known.first()),
    };
    decisions.put_model(&model, before, &line).await?;
    Ok(model)
}

/// How models do, for whoever may see it; one of them, or all.
///
/// # Errors
///
/// [`Reading::Absent`] where the one is not registered.
pub async fn model_scores(
    decisions: &dyn DecisionStore,
    actor: &Actor,
    key: Option<&Slug>,
    now: Timestamp,
) -> Result<Vec<Scorecard>, Reading> {
    authorise(actor, Deed::ManageModels)?;
    let keys: Vec<_> = key.into_iter().cloned().collect();
    let models = decisions.models(&keys).await?;
    if key.is_some() && models.is_empty() {
        return Err(Reading::Absent);
    }
    let today = Day::of(now);
    let from = (2 * JUDGED_DAYS).max(7 * WEEKS);
    let rows = decisions.decided_on(&keys, today.plus(-from)).await?;
    Ok(scorecards(models, &rows, today))
}

impl Mutual {
    /// As [`model_scores`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn model_scores(
        &self,
        actor: &Actor,
        key: Option<&Slug>,
    ) -> Result<Vec<Scorecard>, Reading> {
        model_scores(self.decisions.as_ref(), actor, key, self.engine.now()).await
    }

    /// As [`put_model`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn put_model(
        &self,
        actor: &Actor,
        key: Slug,
        seen: Option<u64>,
        wish: &ModelWish,
    ) -> Result<AiModel, NoModel> {
        let now = self.engine.now();
        let with = Registering {
            decisions: self.decisions.as_ref(),
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        };
        put_model(with, actor, key, seen, wish, now).await
    }
}
