//! Who was told that nobody ever decides against a model, and when that is over.
//!
//! The word goes out once: of which models it went out is kept for as long as it is so.

use std::collections::BTreeSet;

use super::Cases;
use crate::access::{Actor, Deed, authorise};
use crate::port::StoreError;
use crate::use_cases::Reading;

impl Cases<'_> {
    /// The models against which nobody ever decides, as the figures say it, for whoever looks after models.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn never_against(&self, actor: &Actor) -> Result<BTreeSet<String>, Reading> {
        authorise(actor, Deed::ManageModels)?;
        let models = self.counted(self.engine.now()).await?.models;
        let alarms = models.into_iter().filter(|model| model.alarm);
        Ok(alarms.map(|model| model.model).collect())
    }

    /// The models against which nobody ever decides, as the figures say it, of which nobody was told yet.
    /// Of one against which somebody did, or about which nobody decides any more, it is forgotten that people
    /// were told: they are told again where it begins anew. That decisions grow old, or go with those whom they
    /// were about, is no end: a model about which just enough is decided would be told of again and again.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn alarms_to_tell(&self) -> Result<Vec<String>, StoreError> {
        // A clock that jumped ahead leaves all decisions behind: no alarm ends by it, to begin anew.
        let models = self.counted(self.engine.settled()).await?.models;
        let told = self.office.alarms_told().await?;
        let mut still = told.clone();
        still.retain(|name| {
            let mut models = models.iter();
            models.any(|model| model.never_against && model.model == *name)
        });
        let alarms = models.into_iter().filter(|model| model.alarm);
        let names = alarms.map(|model| model.model);
        let names: Vec<_> = names.filter(|name| !still.contains(name)).collect();
        // Also where nothing is forgotten: where it cannot be stored that people are told, they would be told at
        // every look.
        if still != told || !names.is_empty() {
            self.office.set_alarms_told(&still).await?;
        }
        Ok(names)
    }

    /// People were told of this one.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn alarm_told(&self, model: String) -> Result<(), StoreError> {
        let mut told = self.office.alarms_told().await?;
        told.insert(model);
        self.office.set_alarms_told(&told).await
    }
}
