//! The systems that decide and guess are registered, and held to a bar.

use std::collections::{BTreeMap, BTreeSet};

use super::{Deed, Mutual, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::{Fault, Slug};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::ActorRef;
use crate::decision::{
    AiModel, BelowBar, DecidedOn, JUDGED_DAYS, MODELS, ModelWish, Scorecard, WEEKS, scorecards,
    standing,
};
use crate::guard::ModelStanding;
use crate::id::AuditId;
use crate::insight::Day;
use crate::port::{AuditLine, DecisionStore, InferenceStore, StoreError};

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

/// Why a model does nothing that is named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInUse {
    /// Nobody registered it.
    #[error("nobody registered the model `{0}`")]
    Model(String),
    /// Nobody registered this version of it.
    #[error("nobody registered its version `{0}`")]
    Version(String),
    /// The model of that name is in use no more.
    #[error("the model `{0}` is in use no more")]
    Retired(String),
}

/// Whether that version of a model is in use, where `known` is what somebody registered under its key.
pub(super) fn in_use(known: Option<&AiModel>, key: &str, version: &str) -> Result<(), NotInUse> {
    let model = known.ok_or_else(|| NotInUse::Model(key.to_owned()))?;
    if model.retired_at.is_some() {
        return Err(NotInUse::Retired(model.name.clone()));
    }
    if model.versions.iter().any(|one| one == version) {
        Ok(())
    } else {
        Err(NotInUse::Version(version.to_owned()))
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

/// Registers a model, or changes it; the list of who did what says so. `seen` is the revision that was
/// looked at, 0 where there was none; whoever has not looked says nothing.
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
    let mut model = wish.read(key, before, now).map_err(NoModel::Typed)?;
    if let Some(known) = known.first() {
        // Whoever says nothing of it, as a program that registers its model with each release, takes away
        // nothing that a reviewer holds it to.
        if wish.bar.is_none() {
            model.bar.clone_from(&known.bar);
        }
        // It is so since it was said first.
        if wish.retired != Some(false) {
            model.retired_at = known.retired_at.or(model.retired_at);
        }
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
    inferences: &dyn InferenceStore,
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
    let keys: Vec<_> = models.iter().map(|model| model.key.clone()).collect();
    let from = today.plus(-2 * JUDGED_DAYS);
    let guessed = inferences.guessed_on(&keys, from).await?;
    Ok(scorecards(models, &rows, &guessed, today))
}

/// How the models stand that somebody names.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    models: BTreeMap<Slug, AiModel>,
    counts: Vec<DecidedOn>,
    today: Day,
}

impl Standings {
    /// Whether somebody registered the model with that key, and it is in use.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        let known = self.models.get(key);
        known.is_some_and(|model| model.retired_at.is_none())
    }

    /// The name of the model with that key, where somebody registered it and it is in use no more.
    #[must_use]
    pub fn retired(&self, key: &str) -> Option<&str> {
        let known = self.models.get(key)?;
        known.retired_at.map(|_| known.name.as_str())
    }

    /// How that version of a model stands.
    #[must_use]
    pub fn of(&self, key: &str, version: &str) -> ModelStanding {
        let known = self.models.get(key);
        let known = known.filter(|model| model.versions.iter().any(|one| one == version));
        let known = known.filter(|model| model.retired_at.is_none());
        let Some(model) = known else {
            return ModelStanding::Unknown;
        };
        let counts = standing(&self.counts, key, version, self.today);
        match &model.bar {
            Some(bar) if bar.is_missed(&counts) => match bar.below {
                BelowBar::Refuse => ModelStanding::Refused,
                BelowBar::Person => ModelStanding::Person,
            },
            _ => ModelStanding::Fine,
        }
    }
}

/// How these models stand at `now`, by their keys. What is no key is none that somebody registered.
///
/// # Errors
///
/// [`StoreError`].
pub async fn model_standings(
    decisions: &dyn DecisionStore,
    named: impl Iterator<Item = &str>,
    now: Timestamp,
) -> Result<Standings, StoreError> {
    let keys: BTreeSet<Slug> = named.filter_map(|key| key.parse().ok()).collect();
    let keys: Vec<_> = keys.into_iter().collect();
    let today = Day::of(now);
    if keys.is_empty() {
        return Ok(Standings {
            today,
            ..Standings::default()
        });
    }
    let models = decisions.models(&keys).await?;
    let barred = models.iter().filter(|model| model.bar.is_some());
    let barred: Vec<_> = barred.map(|model| model.key.clone()).collect();
    let counts = if barred.is_empty() {
        Vec::new()
    } else {
        decisions
            .decided_on(&barred, today.plus(1 - JUDGED_DAYS))
            .await?
    };
    let models = models.into_iter().map(|model| (model.key.clone(), model));
    Ok(Standings {
        models: models.collect(),
        counts,
        today,
    })
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
        let (decisions, inferences) = (self.decisions.as_ref(), self.inferences.as_ref());
        model_scores(decisions, inferences, actor, key, self.engine.now()).await
    }

    /// What people call these models, by their keys, as far as somebody registered them.
    ///
    /// # Errors
    ///
    /// [`Reading::Store`].
    pub async fn names_of_models(
        &self,
        keys: impl Iterator<Item = &str>,
    ) -> Result<BTreeMap<Slug, String>, Reading> {
        let keys: BTreeSet<Slug> = keys.filter_map(|key| key.parse().ok()).collect();
        let keys: Vec<_> = keys.into_iter().collect();
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        let models = self.decisions.models(&keys).await?.into_iter();
        Ok(models.map(|model| (model.key, model.name)).collect())
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
