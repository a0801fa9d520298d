//! API clients and their secrets.

use async_trait::async_trait;
use mutual::access::Scopes;
use mutual::clock::Timestamp;
use mutual::digest::hex;
use mutual::id::ClientId;
use mutual::port::{
    AuditLine, Calls, ClientRecord, ClientStore, LastUse, Secret, SecretUse, StoreError,
};
use serde_json::json;
use sqlx::sqlite::SqliteRow;

use super::drafts::{insert_audit, with_line};
use crate::SqliteStore;
use crate::error::corrupt;
use crate::pack::Pack;
use crate::row::{asked_index, bytes, get, maybe_bytes, maybe_time, number, stored_index, time};
use crate::writer::Query;

/// Writes a client and its secrets, `$7` to `$14`.
macro_rules! put {
    ($($rest:tt)*) => {
        concat!(
            "INSERT INTO client (id, name, test, scopes, created_at, revoked_at)
             VALUES ($7, $8, $9, $10, $11, $12)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, test = excluded.test, scopes = excluded.scopes,
                 created_at = excluded.created_at, revoked_at = excluded.revoked_at;

             DELETE FROM client_secret WHERE client_id = $7;

             INSERT INTO client_secret (client_id, place, until, digest, last4)
             SELECT $7, key, nullif(CAST(substr($13, value, 19) AS INTEGER), 0) - 1,
                    substr($13, value + 38, 32),
                    CAST(substr($13, value + 70, CAST(substr($13, value + 19, 19) AS INTEGER))
                         AS TEXT)
             FROM json_each($14);

             UPDATE client_revision SET revision = revision + 1; ",
            $($rest)*
        )
    };
}

#[async_trait]
impl ClientStore for SqliteStore {
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError> {
        // There is no line to store: the first six values stand for one.
        let query = with_client(sqlx::query(put!("COMMIT")), client, None);
        let mut turn = self.writer.office_turn().await?;
        turn.begin(sqlx::query("BEGIN IMMEDIATE; SELECT 1")).await?;
        turn.commit(query).await
    }

    async fn change_client(
        &self,
        client: &ClientRecord,
        revision: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM client_revision WHERE revision = $1";
        let known = sqlx::query(known).bind(asked_index(revision));
        let query = sqlx::query(put!(insert_audit!(
            "VALUES ($1, $2, $3, $4, $5, $6); COMMIT"
        )));
        let query = with_client(query, client, Some(line));
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known).await?;
        match get::<i64>(&row, "known")? {
            1 => turn.commit(query).await,
            _ => Err(turn.give_up(StoreError::Conflict).await),
        }
    }

    async fn add_calls(&self, calls: &[Calls], last: &[LastUse]) -> Result<(), StoreError> {
        let calls = calls.iter().map(|of| {
            let client = hex(&of.client.to_bytes());
            let (hour, count) = (stored_index(of.hour)?, stored_index(of.count)?);
            Ok(json!([client, hour, of.operation, count]))
        });
        let calls = calls.collect::<Result<Vec<_>, StoreError>>()?;
        let last = last
            .iter()
            .map(|of| json!([hex(&of.client.to_bytes()), of.operation, of.at.as_millis()]));
        let last: Vec<_> = last.collect();
        let query = sqlx::query(
            "BEGIN IMMEDIATE;
             INSERT INTO client_calls (client_id, hour, operation, calls)
             SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3
             FROM json_each($1) WHERE true
             ON CONFLICT (client_id, hour, operation) DO UPDATE SET calls = calls + excluded.calls;

             INSERT INTO client_use (client_id, operation, at)
             SELECT unhex(value ->> 0), value ->> 1, value ->> 2 FROM json_each($2) WHERE true
             ON CONFLICT (client_id) DO UPDATE SET operation = excluded.operation, at = excluded.at
             WHERE excluded.at > at;
             COMMIT",
        )
        .bind(json!(calls).to_string())
        .bind(json!(last).to_string());
        let mut turn = self.writer.office_turn().await?;
        match turn.run(query).await {
            Ok(()) => Ok(()),
            Err(error) => Err(turn.give_up(crate::error::store_error(error)).await),
        }
    }

    async fn note_secrets(&self, used: &[SecretUse]) -> Result<(), StoreError> {
        let used = used.iter();
        let used: Vec<_> = used
            .map(|of| json!([hex(&of.digest), of.at.as_millis()]))
            .collect();
        let query = sqlx::query(
            "INSERT INTO client_secret_use (digest, at)
             SELECT unhex(value ->> 0), value ->> 1 FROM json_each($1) WHERE true
             ON CONFLICT (digest) DO UPDATE SET at = excluded.at WHERE excluded.at > at",
        );
        let query = query.bind(json!(used).to_string());
        self.writer.execute(query).await.map(|_| ())
    }

    async fn secret_uses(&self) -> Result<Vec<SecretUse>, StoreError> {
        let query = "SELECT digest, at FROM client_secret_use ORDER BY digest";
        let rows = self.fetch_all(sqlx::query(query)).await?;
        let used = rows.iter().map(|row| {
            Ok(SecretUse {
                digest: bytes(row, "digest")?,
                at: time(row, "at")?,
            })
        });
        used.collect()
    }

    async fn calls_since(&self, hour: u64) -> Result<Vec<Calls>, StoreError> {
        let query = sqlx::query(
            "SELECT client_id, hour, operation, calls FROM client_calls WHERE hour >= $1
             ORDER BY client_id, operation, hour",
        )
        .bind(asked_index(hour));
        let rows = self.fetch_all(query).await?;
        let calls = rows.iter().map(|row| {
            Ok(Calls {
                client: ClientId::from_bytes(bytes(row, "client_id")?),
                operation: get(row, "operation")?,
                hour: number(row, "hour")?,
                count: number(row, "calls")?,
            })
        });
        calls.collect()
    }

    async fn last_calls(&self) -> Result<Vec<LastUse>, StoreError> {
        let query = "SELECT client_id, operation, at FROM client_use ORDER BY client_id";
        let rows = self.fetch_all(sqlx::query(query)).await?;
        let last = rows.iter().map(|row| {
            Ok(LastUse {
                client: ClientId::from_bytes(bytes(row, "client_id")?),
                operation: get(row, "operation")?,
                at: time(row, "at")?,
            })
        });
        last.collect()
    }

    async fn forget_calls(&self, hour: u64) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM client_calls WHERE hour < $1");
        self.writer.execute(query.bind(asked_index(hour))).await
    }

    async fn clients(&self) -> Result<Vec<ClientRecord>, StoreError> {
        let query = sqlx::query(
            "SELECT c.id, c.name, c.test, c.scopes, c.created_at, c.revoked_at,
                    s.digest, s.last4, s.until
             FROM client AS c LEFT JOIN client_secret AS s ON s.client_id = c.id
             ORDER BY c.id, s.place",
        );
        let mut clients: Vec<ClientRecord> = Vec::new();
        for row in &self.fetch_all(query).await? {
            let id = ClientId::from_bytes(bytes(row, "id")?);
            if clients.last().is_none_or(|last| last.id != id) {
                clients.push(client(id, row)?);
            }
            if let (Some(last), Some(digest)) = (clients.last_mut(), maybe_bytes(row, "digest")?) {
                let (last4, until) = (get(row, "last4")?, maybe_time(row, "until")?);
                last.secrets.push(Secret {
                    digest,
                    last4,
                    until,
                });
            }
        }
        Ok(clients)
    }

    async fn clients_revision(&self) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT revision FROM client_revision");
        let row = self.fetch_optional(query).await?;
        number(&row.ok_or_else(|| corrupt("revision"))?, "revision")
    }
}

/// Binds a line, and what [`put`] writes.
fn with_client(query: Query, client: &ClientRecord, line: Option<&AuditLine>) -> Query {
    let mut secrets = Pack::default();
    for secret in &client.secrets {
        secrets.record();
        // One above the time, so that 0 is none.
        secrets.number(secret.until.map_or(0, |until| until.as_millis() + 1));
        secrets.length(secret.last4.len());
        secrets.bytes(&secret.digest);
        secrets.bytes(secret.last4.as_bytes());
    }
    let (secrets, offsets) = secrets.into_values();
    with_line(query, line)
        .bind(client.id.to_bytes().to_vec())
        .bind(client.name.clone())
        .bind(client.test)
        .bind(client.scopes.to_string())
        .bind(client.created_at.as_millis())
        .bind(client.revoked_at.map(Timestamp::as_millis))
        .bind(secrets)
        .bind(offsets)
}

fn client(id: ClientId, row: &SqliteRow) -> Result<ClientRecord, StoreError> {
    let scopes: &str = get(row, "scopes")?;
    Ok(ClientRecord {
        id,
        name: get(row, "name")?,
        test: get(row, "test")?,
        scopes: Scopes::parse(scopes).map_err(|_| corrupt("scopes"))?,
        secrets: Vec::new(),
        created_at: time(row, "created_at")?,
        revoked_at: maybe_time(row, "revoked_at")?,
    })
}
