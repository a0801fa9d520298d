//! Counted tries, and tickets that are good once. Each is one statement, and the row's lock lets
//! nothing come in between.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::port::{StoreError, ThrottleStore, Ticket, TicketKind, Tries};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::row::{bytes, get, number, text, time};
use crate::text::stored;

#[async_trait]
impl ThrottleStore for PostgresStore {
    async fn count_try(
        &self,
        bucket: [u8; 32],
        window_s: u32,
        now: Timestamp,
    ) -> Result<Tries, StoreError> {
        let make = || {
            sqlx::query(
                "INSERT INTO throttle AS t (bucket, tries, window_ends_at) VALUES ($1, 1, $3)
                 ON CONFLICT (bucket) DO UPDATE SET
                     tries = CASE WHEN t.window_ends_at > $2
                                  THEN least(t.tries + 1, 4294967295) ELSE 1 END,
                     window_ends_at = CASE WHEN t.window_ends_at > $2
                                           THEN t.window_ends_at ELSE $3 END
                 RETURNING tries, window_ends_at",
            )
            .bind(bucket)
            .bind(now.as_millis())
            .bind(now.plus_seconds(i64::from(window_s)).as_millis())
        };
        let row = self.link.fetch_optional(make).await?;
        let row = row.ok_or_else(|| corrupt("tries"))?;
        Ok(Tries {
            count: number(&row, "tries")?,
            until: time(&row, "window_ends_at")?,
        })
    }

    async fn clear_tries(&self, bucket: [u8; 32]) -> Result<(), StoreError> {
        let make = || sqlx::query("DELETE FROM throttle WHERE bucket = $1").bind(bucket);
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn forget_tries(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM throttle WHERE bucket IN (
                SELECT bucket FROM throttle
                WHERE window_ends_at < $1 ORDER BY window_ends_at LIMIT 1000)";
        self.link.forget(FORGET, now).await
    }

    async fn add_ticket(&self, ticket: &Ticket) -> Result<(), StoreError> {
        let make = || {
            sqlx::query(
                "INSERT INTO ticket (digest, kind, owner, expires_at) VALUES ($1, $2, $3, $4)",
            )
            .bind(ticket.digest)
            .bind(kind_name(ticket.kind))
            .bind(stored(&ticket.owner))
            .bind(ticket.expires_at.as_millis())
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn ticket(&self, digest: [u8; 32], now: Timestamp) -> Result<Option<Ticket>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT digest, kind, owner, expires_at FROM ticket
                 WHERE digest = $1 AND expires_at > $2",
            )
            .bind(digest)
            .bind(now.as_millis())
        };
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(ticket)
            .transpose()
    }

    async fn forget_tickets(&self, now: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM ticket WHERE digest IN (
                SELECT digest FROM ticket WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)";
        self.link.forget(FORGET, now).await
    }
}

fn ticket(row: &PgRow) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        digest: bytes(row, "digest")?,
        kind: kind(get(row, "kind")?)?,
        owner: text(row, "owner")?,
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
