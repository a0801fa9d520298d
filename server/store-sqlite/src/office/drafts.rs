//! Drafts of propositions.

use async_trait::async_trait;
use mutual::id::AccountId;
use mutual::port::{Draft, DraftStore, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::{bytes, get, number, time};

macro_rules! select_draft {
    ($rest:literal) => {
        concat!(
            "SELECT key, content, revision, updated_at, updated_by FROM draft ",
            $rest
        )
    };
}

#[async_trait]
impl DraftStore for SqliteStore {
    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = self
            .fetch_all(sqlx::query(select_draft!("ORDER BY key")))
            .await?;
        rows.iter().map(draft).collect()
    }

    async fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        let query = sqlx::query(select_draft!("WHERE key = $1")).bind(key.to_owned());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(draft)
            .transpose()
    }

    async fn put_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        // The first save makes the row; every other one must find the one before it.
        let query = if draft.revision == 1 {
            sqlx::query(
                "INSERT INTO draft (key, content, revision, updated_at, updated_by)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (key) DO NOTHING",
            )
        } else {
            sqlx::query(
                "UPDATE draft SET content = $2, revision = $3, updated_at = $4, updated_by = $5
                 WHERE key = $1 AND revision = $3 - 1",
            )
        };
        let query = query
            .bind(draft.key.to_string())
            .bind(draft.content.clone())
            .bind(draft.revision)
            .bind(draft.updated_at.as_millis())
            .bind(draft.updated_by.to_bytes().to_vec());
        match self.writer.execute(query).await? {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    async fn delete_draft(&self, key: &str, revision: u32) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM draft WHERE key = $1 AND revision = $2");
        let query = query.bind(key.to_owned()).bind(revision);
        self.writer.execute(query).await.map(|_| ())
    }
}

fn draft(row: &SqliteRow) -> Result<Draft, StoreError> {
    let key: &str = get(row, "key")?;
    Ok(Draft {
        key: key.parse().map_err(|_| corrupt("key"))?,
        content: get(row, "content")?,
        revision: number(row, "revision")?,
        updated_at: time(row, "updated_at")?,
        updated_by: AccountId::from_bytes(bytes(row, "updated_by")?),
    })
}
