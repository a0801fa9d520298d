//! Counted tries, and tickets that are good once. Each is one statement, so nothing comes in
//! between.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::port::{StoreError, ThrottleStore, Ticket, TicketKind, Tries};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::{bytes, get, number, time};

#[async_trait]
impl ThrottleStore for SqliteStore {
    async fn count_try(
        &self,
        bucket: [u8; 32],
        window_s: u32,
        now: Timestamp,
    ) -> Result<Tries, StoreError> {
        let query = sqlx::query(
            "INSERT INTO throttle (bucket, tries, window_ends_at) VALUES ($1, 1, $3)
             ON CONFLICT (bucket) DO UPDATE SET
                 tries = iif(window_ends_at > $2, min(tries + 1, 4294967295), 1),
                 window_ends_at = iif(window_ends_at > $2, window_ends_at, $3)
             RETURNING tries, window_ends_at",
        )
        .bind(bucket.to_vec())
        .bind(now.as_millis())
        .bind(now.plus_seconds(i64::from(window_s)).as_millis());
        let row = self.writer.fetch_optional(query).await?;
        let row = row.ok_or_else(|| corrupt("tries"))?;
        Ok(Tries {
            count: number(&row, "tries")?,
            until: time(&row, "window_ends_at")?,
        })
    }

    async fn clear_tries(&self, bucket: [u8; 32]) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM throttle WHERE bucket = $1").bind(bucket.to_vec());
        self.writer.execute(query).await.map(|_| ())
    }

    async fn forget_tries(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM throttle WHERE bucket IN (
                SELECT bucket FROM throttle
                WHERE window_ends_at < $1 ORDER BY window_ends_at LIMIT 1000)";
        self.writer.forget(FORGET, now).await
    }

    async fn add_ticket(&self, ticket: &Ticket) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO ticket (digest, kind, owner, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(ticket.digest.to_vec())
        .bind(kind_name(ticket.kind))
        .bind(ticket.owner.clone())
        .bind(ticket.expires_at.as_millis());
        self.writer.execute(query).await.map(|_| ())
    }

    async fn ticket(&self, digest: [u8; 32], now: Timestamp) -> Result<Option<Ticket>, StoreError> {
        let query = sqlx::query(
            "SELECT digest, kind, owner, expires_at FROM ticket
             WHERE digest = $1 AND expires_at > $2",
        );
        let query = query.bind(digest.to_vec()).bind(now.as_millis());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(ticket)
            .transpose()
    }

    async fn forget_tickets(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM ticket WHERE digest IN (
                SELECT digest FROM ticket WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)";
        self.writer.forget(FORGET, now).await
    }
}

fn ticket(row: &SqliteRow) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        digest: bytes(row, "digest")?,
        kind: kind(get(row, "kind")?)?,
        owner: get(row, "owner")?,
        expires_at: time(row, "expires_at")?,
    })
}

fn kind_name(kind: TicketKind) -> &'static str {
    match kind {
        TicketKind::PasswordReset => "password_reset",
        TicketKind::SignIn => "sign_in",
    }
}

fn kind(name: &str) -> Result<TicketKind, StoreError> {
    match name {
        "password_reset" => Ok(TicketKind::PasswordReset),
        "sign_in" => Ok(TicketKind::SignIn),
        _ => Err(corrupt("kind")),
    }
}
