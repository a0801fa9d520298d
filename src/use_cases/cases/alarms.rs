//! Who was told that nobody ever decides against a model, and when that is over.
//!
//! The word goes out once: of which models it went out is kept for as long as it is so.

use std::collections::BTreeSet;

use super::Cases;
use crate::port::StoreError;

impl Cases<'_> {
    /// The models against which nobody ever decides, as the figures say it, of which nobody was told yet.
    /// Of one against which somebody did, it is forgotten that people were told: they are told again where
    /// it begins anew.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn alarms_to_tell(&self) -> Result<Vec<String>, StoreError> {
        // A clock that jumped ahead leaves all decisions behind: no alarm ends by it, to begin anew.
        let figures = self.counted(self.engine.settled()).await?;
        let alarms = figures.models.into_iter().filter(|model| model.alarm);
        let alarms: BTreeSet<_> = alarms.map(|model| model.model).collect();
        let told = self.office.alarms_told().await?;
        let still = &told & &alarms;
        if still != told {
            self.office.set_alarms_told(&still).await?;
        }
        Ok(alarms.difference(&still).cloned().collect())
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
