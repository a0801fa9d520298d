//! API clients and their secrets.

use async_trait::async_trait;
use mutual::access::Scopes;
use mutual::clock::Timestamp;
use mutual::id::ClientId;
use mutual::port::{
    AuditLine, Calls, ClientRecord, ClientStore, LastUse, Secret, SecretUse, StoreError,
};
use sqlx::postgres::PgRow;

use super::drafts::with_line;
use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::{Query, Size};
use crate::row::{
    asked_index, bytes, get, maybe_bytes, maybe_time, number, stored_index, text, time,
};
use crate::text::stored;

/// Writes a client and its secrets, `$7` to `$15`, where `took` has a row.
///
/// One statement sees one state of the tables, so old secrets are replaced in their places and only
/// those behind the last place are deleted.
macro_rules! put {
    ($took:literal, $rest:literal) => {
        concat!(
            "WITH took AS (",
            $took,
            " RETURNING 1
             ),
             put AS (
                 INSERT INTO client (id, name, test, scopes, created_at, revoked_at)
                 SELECT $7::bytea, $8::text, $9::boolean, $10::text, $11::bigint, $12::bigint
                 FROM took
                 ON CONFLICT (id) DO UPDATE SET
                     name = excluded.name, test = excluded.test, scopes = excluded.scopes,
                     created_at = excluded.created_at, revoked_at = excluded.revoked_at
             ),
             put_secrets AS (
                 INSERT INTO client_secret (client_id, place, digest, last4, until)
                 SELECT $7::bytea, s.place, s.digest, s.last4, s.until
                 FROM took, unnest($13::bytea[], $14::text[], $15::int8[]) WITH ORDINALITY
                      AS s (digest, last4, until, place)
                 ON CONFLICT (client_id, place) DO UPDATE SET
                     digest = excluded.digest, last4 = excluded.last4, until = excluded.until
             ),
             dropped AS (
                 DELETE FROM client_secret
                 WHERE client_id = $7 AND place > cardinality($13::bytea[])
                   AND EXISTS (SELECT 1 FROM took)
             ),
             told AS (
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                 FROM took WHERE $1::bytea IS NOT NULL
             ) ",
            $rest
        )
    };
}

#[async_trait]
impl ClientStore for PostgresStore {
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(put!(
                "UPDATE client_revision SET revision = revision + 1",
                "SELECT count(*) FROM took"
            ));
            with_client(query, client, None)
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn change_client(
        &self,
        client: &ClientRecord,
        revision: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        // Of two at once the later one waits for the row and then finds another revision.
        let make = || {
            let query = sqlx::query(put!(
                "UPDATE client_revision SET revision = revision + 1 WHERE revision = $16",
                "SELECT count(*) AS took FROM took"
            ));
            with_client(query, client, Some(line)).bind(asked_index(revision))
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "took")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn add_calls(&self, calls: &[Calls], last: &[LastUse]) -> Result<(), StoreError> {
        let numbers = calls
            .iter()
            .map(|of| Ok((stored_index(of.hour)?, stored_index(of.count)?)));
        let (hours, counts): (Vec<i64>, Vec<i64>) = numbers
            .collect::<Result<Vec<_>, StoreError>>()?
            .into_iter()
            .unzip();
        let make = || {
            let clients: Vec<[u8; 16]> = calls.iter().map(|of| of.client.to_bytes()).collect();
            let operations: Vec<_> = calls.iter().map(|of| stored(&of.operation)).collect();
            let users: Vec<[u8; 16]> = last.iter().map(|of| of.client.to_bytes()).collect();
            let used: Vec<_> = last.iter().map(|of| stored(&of.operation)).collect();
            let times: Vec<i64> = last.iter().map(|of| of.at.as_millis()).collect();
            sqlx::query(
                "WITH counted AS (
                     INSERT INTO client_calls AS known (client_id, hour, operation, calls)
                     SELECT * FROM unnest($1::bytea[], $2::int8[], $3::text[], $4::int8[])
                     ON CONFLICT (client_id, hour, operation)
                     DO UPDATE SET calls = known.calls + excluded.calls
                 )
                 INSERT INTO client_use AS known (client_id, operation, at)
                 SELECT * FROM unnest($5::bytea[], $6::text[], $7::int8[])
                 ON CONFLICT (client_id)
                 DO UPDATE SET operation = excluded.operation, at = excluded.at
                 WHERE excluded.at > known.at",
            )
            .bind(clients)
            .bind(hours.clone())
            .bind(operations)
            .bind(counts.clone())
            .bind(users)
            .bind(used)
            .bind(times)
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn note_secrets(&self, used: &[SecretUse]) -> Result<(), StoreError> {
        let make = || {
            let digests: Vec<[u8; 32]> = used.iter().map(|of| of.digest).collect();
            let times: Vec<i64> = used.iter().map(|of| of.at.as_millis()).collect();
            sqlx::query(
                "INSERT INTO client_secret_use AS known (digest, at)
                 SELECT * FROM unnest($1::bytea[], $2::int8[])
                 ON CONFLICT (digest) DO UPDATE SET at = excluded.at WHERE excluded.at > known.at",
            )
            .bind(digests)
            .bind(times)
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn secret_uses(&self) -> Result<Vec<SecretUse>, StoreError> {
        let make = || sqlx::query("SELECT digest, at FROM client_secret_use ORDER BY digest");
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let used = rows.iter().map(|row| {
            Ok(SecretUse {
                digest: bytes(row, "digest")?,
                at: time(row, "at")?,
            })
        });
        used.collect()
    }

    async fn calls_since(&self, hour: u64) -> Result<Vec<Calls>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT client_id, hour, operation, calls FROM client_calls WHERE hour >= $1
                 ORDER BY client_id, operation, hour",
            )
            .bind(asked_index(hour))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let calls = rows.iter().map(|row| {
            Ok(Calls {
                client: ClientId::from_bytes(bytes(row, "client_id")?),
                operation: text(row, "operation")?,
                hour: number(row, "hour")?,
                count: number(row, "calls")?,
            })
        });
        calls.collect()
    }

    async fn last_calls(&self) -> Result<Vec<LastUse>, StoreError> {
        let make =
            || sqlx::query("SELECT client_id, operation, at FROM client_use ORDER BY client_id");
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let last = rows.iter().map(|row| {
            Ok(LastUse {
                client: ClientId::from_bytes(bytes(row, "client_id")?),
                operation: text(row, "operation")?,
                at: time(row, "at")?,
            })
        });
        last.collect()
    }

    async fn forget_calls(&self, hour: u64) -> Result<u64, StoreError> {
        let make =
            || sqlx::query("DELETE FROM client_calls WHERE hour < $1").bind(asked_index(hour));
        self.link.execute(Size::Large, make).await
    }

    async fn clients(&self) -> Result<Vec<ClientRecord>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT c.id, c.name, c.test, c.scopes, c.created_at, c.revoked_at,
                        s.digest, s.last4, s.until
                 FROM client AS c LEFT JOIN client_secret AS s ON s.client_id = c.id
                 ORDER BY c.id, s.place",
            )
        };
        let mut clients: Vec<ClientRecord> = Vec::new();
        for row in &self.link.fetch_all(Size::Large, make).await? {
            let id = ClientId::from_bytes(bytes(row, "id")?);
            if clients.last().is_none_or(|last| last.id != id) {
                clients.push(client(id, row)?);
            }
            if let (Some(last), Some(digest)) = (clients.last_mut(), maybe_bytes(row, "digest")?) {
                let (last4, until) = (text(row, "last4")?, maybe_time(row, "until")?);
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
        let make = || sqlx::query("SELECT revision FROM client_revision");
        let row = self.link.fetch_optional(make).await?;
        number(&row.ok_or_else(|| corrupt("revision"))?, "revision")
    }
}

/// Binds a line, and what [`put`] writes.
fn with_client(query: Query, client: &ClientRecord, line: Option<&AuditLine>) -> Query {
    let secrets = &client.secrets;
    let digests: Vec<[u8; 32]> = secrets.iter().map(|secret| secret.digest).collect();
    let last4: Vec<_> = secrets.iter().map(|secret| stored(&secret.last4)).collect();
    let until: Vec<_> = secrets
        .iter()
        .map(|secret| secret.until.map(Timestamp::as_millis))
        .collect();
    with_line(query, line)
        .bind(client.id.to_bytes())
        .bind(stored(&client.name))
        .bind(client.test)
        .bind(client.scopes.to_string())
        .bind(client.created_at.as_millis())
        .bind(client.revoked_at.map(Timestamp::as_millis))
        .bind(digests)
        .bind(last4)
        .bind(until)
}

fn client(id: ClientId, row: &PgRow) -> Result<ClientRecord, StoreError> {
    let scopes: &str = get(row, "scopes")?;
    Ok(ClientRecord {
        id,
        name: text(row, "name")?,
        test: get(row, "test")?,
        scopes: Scopes::parse(scopes).map_err(|_| corrupt("scopes"))?,
        secrets: Vec::new(),
        created_at: time(row, "created_at")?,
        revoked_at: maybe_time(row, "revoked_at")?,
    })
}
