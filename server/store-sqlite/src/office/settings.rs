//! Settings of the installation.

use std::collections::BTreeSet;

use async_trait::async_trait;
use mutual::guard::DeskRules;
use mutual::port::{AuditLine, Organisation, SettingStore, StoreError};

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::with_line;
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

    async fn set_organisation(
        &self,
        organisation: &Organisation,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let value = serde_json::to_string(organisation).map_err(|_| corrupt("organisation"))?;
        let query = sqlx::query(
            "BEGIN IMMEDIATE;
             INSERT INTO setting (name, value) VALUES ('organisation', $7)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value;
             INSERT INTO audit (id, at, actor, what, about, reason)
             SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT",
        );
        self.run_whole(with_line(query, line).bind(value)).await
    }

    async fn desk_rules(&self) -> Result<DeskRules, StoreError> {
        let query = sqlx::query("SELECT value FROM setting WHERE name = 'desk'");
        let row = self.fetch_optional(query).await?;
        let value = row.as_ref().map(|row| get::<&str>(row, "value"));
        read_rules(value.transpose()?)
    }

    async fn set_desk_rules(
        &self,
        rules: &DeskRules,
        before: &DeskRules,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let value = serde_json::to_string(rules).map_err(|_| corrupt("desk"))?;
        let known = "BEGIN IMMEDIATE;
                     SELECT (SELECT value FROM setting WHERE name = 'desk') AS value";
        let mut turn = self.writer.office_turn().await?;
        let found = turn.begin(sqlx::query(known)).await?;
        let found = get::<Option<&str>>(&found, "value").and_then(read_rules);
        match found {
            Ok(found) if found == *before => {}
            Ok(_) => return Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => return Err(turn.give_up(error).await),
        }
        let query = sqlx::query(
            "INSERT INTO setting (name, value) VALUES ('desk', $7)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value;
             INSERT INTO audit (id, at, actor, what, about, reason)
             VALUES ($1, $2, $3, $4, $5, $6); COMMIT",
        );
        turn.commit(with_line(query, Some(line)).bind(value)).await
    }

    async fn alarms_told(&self) -> Result<BTreeSet<String>, StoreError> {
        let query = sqlx::query("SELECT value FROM setting WHERE name = 'alarms'");
        let row = self.fetch_optional(query).await?;
        let told = row.map(|row| {
            let value: &str = get(&row, "value")?;
            serde_json::from_str(value).map_err(|_| corrupt("alarms"))
        });
        Ok(told.transpose()?.unwrap_or_default())
    }

    async fn set_alarms_told(&self, models: &BTreeSet<String>) -> Result<(), StoreError> {
        let value = serde_json::to_string(models).map_err(|_| corrupt("alarms"))?;
        let query = sqlx::query(
            "INSERT INTO setting (name, value) VALUES ('alarms', $1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        );
        self.writer.execute(query.bind(value)).await.map(|_| ())
    }
}

/// The rules as they were stored; the default where nobody said anything.
fn read_rules(value: Option<&str>) -> Result<DeskRules, StoreError> {
    let rules = value.map(|value| serde_json::from_str(value).map_err(|_| corrupt("desk")));
    Ok(rules.transpose()?.unwrap_or_default())
}
