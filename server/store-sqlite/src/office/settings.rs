//! Settings of the installation.

use async_trait::async_trait;
use mutual::guard::DeskRules;
use mutual::port::{Organisation, SettingStore, StoreError};

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::get;

#[async_trait]
impl SettingStore for SqliteStore {
    async fn organisation(&self) -> Result<Option<Organisation>, StoreError> {
        let query = sqlx::query("SELECT value FROM setting WHERE name = 'organisation'");
        let row = self.fetch_optional(query).await?;
        row.map(|row| {
            let value: &str = get(&row, "value")?;
            serde_json::from_str(value).map_err(|_| corrupt("organisation"))
        })
        .transpose()
    }

    async fn set_organisation(&self, organisation: &Organisation) -> Result<(), StoreError> {
        let value = serde_json::to_string(organisation).map_err(|_| corrupt("organisation"))?;
        let query = sqlx::query(
            "INSERT INTO setting (name, value) VALUES ('organisation', $1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        );
        self.writer.execute(query.bind(value)).await.map(|_| ())
    }

    async fn desk_rules(&self) -> Result<DeskRules, StoreError> {
        let query = sqlx::query("SELECT value FROM setting WHERE name = 'desk'");
        let row = self.fetch_optional(query).await?;
        let rules = row.map(|row| {
            let value: &str = get(&row, "value")?;
            serde_json::from_str(value).map_err(|_| corrupt("desk"))
        });
        Ok(rules.transpose()?.unwrap_or_default())
    }

    async fn set_desk_rules(&self, rules: &DeskRules) -> Result<(), StoreError> {
        let value = serde_json::to_string(rules).map_err(|_| corrupt("desk"))?;
        let query = sqlx::query(
            "INSERT INTO setting (name, value) VALUES ('desk', $1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        );
        self.writer.execute(query.bind(value)).await.map(|_| ())
    }
}
