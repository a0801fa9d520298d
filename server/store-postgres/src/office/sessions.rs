//! Sessions.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::port::{SESSIONS, SessionRow, SessionStore, StoreError};

use crate::PostgresStore;
use crate::link::{Query, Size};
use crate::row::{bytes, get, text, time};
use crate::text::stored;

#[async_trait]
impl SessionStore for PostgresStore {
    async fn add_session(&self, row: &SessionRow) -> Result<bool, StoreError> {
        let make = || {
            // Notes of people who are not in have no owner, and are bounded at the door.
            let query = sqlx::query(
                "WITH added AS (
                     INSERT INTO session (id, owner, data, expires_at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (id) DO NOTHING
                     RETURNING id
                 ),
                 gone AS (
                     DELETE FROM session WHERE EXISTS (SELECT FROM added) AND id IN (
                         SELECT id FROM session WHERE owner = $2 AND owner <> ''
                         ORDER BY expires_at DESC OFFSET $5 - 1)
                 )
                 SELECT count(*) AS added FROM added",
            );
            bind(query, row).bind(i64::from(SESSIONS))
        };
        let row = self.link.fetch_optional(make).await?;
        let added: i64 = row.map_or(Ok(0), |row| get(&row, "added"))?;
        Ok(added == 1)
    }

    async fn change_session(&self, row: &SessionRow) -> Result<bool, StoreError> {
        let make = || {
            let query = sqlx::query(
                "UPDATE session SET owner = $2, data = $3, expires_at = $4 WHERE id = $1",
            );
            bind(query, row)
        };
        Ok(self.link.execute(Size::Small, make).await? == 1)
    }

    async fn session(
        &self,
        id: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<SessionRow>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT id, owner, data, expires_at FROM session
                 WHERE id = $1 AND expires_at > $2",
            )
            .bind(id)
            .bind(now.as_millis())
        };
        let row = self.link.fetch_optional(make).await?;
        row.map(|row| {
            Ok(SessionRow {
                id: bytes(&row, "id")?,
                owner: text(&row, "owner")?,
                data: get(&row, "data")?,
                expires_at: time(&row, "expires_at")?,
            })
        })
        .transpose()
    }

    async fn end_session(&self, id: [u8; 32]) -> Result<(), StoreError> {
        let make = || sqlx::query("DELETE FROM session WHERE id = $1").bind(id);
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn end_sessions_of(
        &self,
        owner: &str,
        keep: Option<[u8; 32]>,
    ) -> Result<u64, StoreError> {
        let make = || {
            sqlx::query("DELETE FROM session WHERE owner = $1 AND id IS DISTINCT FROM $2")
                .bind(stored(owner))
                .bind(keep)
        };
        self.link.execute(Size::Small, make).await
    }

    async fn forget_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM session WHERE id IN (
                SELECT id FROM session WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)";
        self.link.forget(FORGET, now).await
    }
}

fn bind(query: Query, row: &SessionRow) -> Query {
    query
        .bind(row.id)
        .bind(stored(&row.owner))
        .bind(&row.data[..])
        .bind(row.expires_at.as_millis())
}
