//! Sessions.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::port::{SESSIONS, SessionRow, SessionStore, StoreError};

use crate::SqliteStore;
use crate::row::{bytes, get, time};
use crate::writer::Query;

#[async_trait]
impl SessionStore for SqliteStore {
    async fn add_session(&self, row: &SessionRow) -> Result<bool, StoreError> {
        let taken = "BEGIN IMMEDIATE; SELECT count(*) AS taken FROM session WHERE id = $1";
        let mut turn = self.writer.office_turn().await?;
        let found = turn.begin(sqlx::query(taken).bind(row.id.to_vec())).await?;
        if get::<i64>(&found, "taken")? > 0 {
            turn.give_up(StoreError::Conflict).await;
            return Ok(false);
        }
        // Notes of people who are not in have no owner, and are bounded at the door.
        let query = sqlx::query(
            "DELETE FROM session WHERE rowid IN (
                 SELECT rowid FROM session WHERE owner = $2 AND owner <> ''
                 ORDER BY expires_at DESC LIMIT -1 OFFSET $5 - 1);
             INSERT INTO session (id, owner, data, expires_at) VALUES ($1, $2, $3, $4);
             COMMIT",
        );
        turn.commit(bind(query, row).bind(SESSIONS)).await?;
        Ok(true)
    }

    async fn change_session(&self, row: &SessionRow) -> Result<bool, StoreError> {
        let query =
            sqlx::query("UPDATE session SET owner = $2, data = $3, expires_at = $4 WHERE id = $1");
        Ok(self.writer.execute(bind(query, row)).await? == 1)
    }

    async fn session(
        &self,
        id: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<SessionRow>, StoreError> {
        let query = sqlx::query(
            "SELECT id, owner, data, expires_at FROM session WHERE id = $1 AND expires_at > $2",
        );
        let row = self
            .fetch_optional(query.bind(id.to_vec()).bind(now.as_millis()))
            .await?;
        row.map(|row| {
            Ok(SessionRow {
                id: bytes(&row, "id")?,
                owner: get(&row, "owner")?,
                data: get(&row, "data")?,
                expires_at: time(&row, "expires_at")?,
            })
        })
        .transpose()
    }

    async fn end_session(&self, id: [u8; 32]) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE id = $1").bind(id.to_vec());
        self.writer.execute(query).await.map(|_| ())
    }

    async fn end_sessions_of(
        &self,
        owner: &str,
        keep: Option<[u8; 32]>,
    ) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE owner = $1 AND id IS NOT $2");
        self.writer
            .execute(query.bind(owner.to_owned()).bind(keep.map(Vec::from)))
            .await
    }

    async fn forget_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM session WHERE rowid IN (
                SELECT rowid FROM session WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)";
        self.writer.forget(FORGET, now).await
    }
}

fn bind(query: Query, row: &SessionRow) -> Query {
    query
        .bind(row.id.to_vec())
        .bind(row.owner.clone())
        .bind(row.data.clone())
        .bind(row.expires_at.as_millis())
}
