//! Drafts of propositions.

use async_trait::async_trait;
use mutual::id::AccountId;
use mutual::port::{Draft, DraftStore, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::row::{bytes, get, number, text, time};
use crate::text::stored;

macro_rules! select_draft {
    ($rest:literal) => {
        concat!(
            "SELECT key, content, revision, updated_at, updated_by FROM draft ",
            $rest
        )
    };
}

#[async_trait]
impl DraftStore for PostgresStore {
    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let make = || sqlx::query(select_draft!("ORDER BY key"));
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(draft)
            .collect()
    }

    async fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        let make = || sqlx::query(select_draft!("WHERE key = $1")).bind(stored(key));
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(draft)
            .transpose()
    }

    async fn put_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let make = || {
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
            query
                .bind(draft.key.as_str())
                .bind(stored(&draft.content))
                .bind(i64::from(draft.revision))
                .bind(draft.updated_at.as_millis())
                .bind(draft.updated_by.to_bytes())
        };
        match self.link.execute(Size::Small, make).await? {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    async fn delete_draft(&self, key: &str, revision: u32) -> Result<(), StoreError> {
        let make = || {
            sqlx::query("DELETE FROM draft WHERE key = $1 AND revision = $2")
                .bind(stored(key))
                .bind(i64::from(revision))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }
}

fn draft(row: &PgRow) -> Result<Draft, StoreError> {
    let key: &str = get(row, "key")?;
    Ok(Draft {
        key: key.parse().map_err(|_| corrupt("key"))?,
        content: text(row, "content")?,
        revision: number(row, "revision")?,
        updated_at: time(row, "updated_at")?,
        updated_by: AccountId::from_bytes(bytes(row, "updated_by")?),
    })
}
