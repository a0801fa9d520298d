//! Settings of the installation.

use std::collections::BTreeSet;

use async_trait::async_trait;
use mutual::guard::DeskRules;
use mutual::port::{AuditLine, Organisation, SettingStore, StoreError};

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::office::with_line;
use crate::row::{get, text};
use crate::text::stored;

#[async_trait]
impl SettingStore for PostgresStore {
    async fn organisation(&self) -> Result<Option<Organisation>, StoreError> {
        let make = || sqlx::query("SELECT value FROM setting WHERE name = 'organisation'");
        let row = self.link.fetch_optional(make).await?;
        row.map(|row| {
            let value = text(&row, "value")?;
            serde_json::from_str(&value).map_err(|_| corrupt("organisation"))
        })
        .transpose()
    }

    async fn set_organisation(
        &self,
        organisation: &Organisation,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let value = serde_json::to_string(organisation).map_err(|_| corrupt("organisation"))?;
        let make = || {
            let query = sqlx::query(
                "WITH put AS (
                     INSERT INTO setting (name, value) VALUES ('organisation', $7)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING name
                 )
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                 FROM put WHERE $1::bytea IS NOT NULL",
            );
            with_line(query, line).bind(stored(&value))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn desk_rules(&self) -> Result<DeskRules, StoreError> {
        read_rules(self.desk_rules_as_stored().await?.as_deref())
    }

    async fn set_desk_rules(
        &self,
        rules: &DeskRules,
        before: &DeskRules,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let value = serde_json::to_string(rules).map_err(|_| corrupt("desk"))?;
        // What stands there letter by letter: an older program may have written the same otherwise.
        let found = self.desk_rules_as_stored().await?;
        if read_rules(found.as_deref())? != *before {
            return Err(StoreError::Conflict);
        }
        let make = || {
            // Of two at once the later one waits for the row and then finds another value.
            let query = sqlx::query(
                "WITH put AS (
                     INSERT INTO setting (name, value) VALUES ('desk', $7)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value
                     WHERE setting.value = $8 RETURNING name
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text FROM put
                 )
                 SELECT count(*) AS put FROM put",
            );
            with_line(query, Some(line))
                .bind(stored(&value))
                .bind(found.as_deref().map(stored))
        };
        let put = self.link.fetch_optional(make).await?;
        match put.map(|row| get::<i64>(&row, "put")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn alarms_told(&self) -> Result<BTreeSet<String>, StoreError> {
        let make = || sqlx::query("SELECT value FROM setting WHERE name = 'alarms'");
        let row = self.link.fetch_optional(make).await?;
        let told = row.map(|row| {
            let value = text(&row, "value")?;
            serde_json::from_str(&value).map_err(|_| corrupt("alarms"))
        });
        Ok(told.transpose()?.unwrap_or_default())
    }

    async fn set_alarms_told(&self, models: &BTreeSet<String>) -> Result<(), StoreError> {
        let value = serde_json::to_string(models).map_err(|_| corrupt("alarms"))?;
        let make = || {
            let query = sqlx::query(
                "INSERT INTO setting (name, value) VALUES ('alarms', $1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            );
            query.bind(stored(&value))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }
}

impl PostgresStore {
    /// How the teams work, as it was written down.
    async fn desk_rules_as_stored(&self) -> Result<Option<String>, StoreError> {
        let make = || sqlx::query("SELECT value FROM setting WHERE name = 'desk'");
        let row = self.link.fetch_optional(make).await?;
        row.map(|row| text(&row, "value")).transpose()
    }
}

/// The rules as they were stored; the default where nobody said anything.
fn read_rules(value: Option<&str>) -> Result<DeskRules, StoreError> {
    let rules = value.map(|value| serde_json::from_str(value).map_err(|_| corrupt("desk")));
    Ok(rules.transpose()?.unwrap_or_default())
}
