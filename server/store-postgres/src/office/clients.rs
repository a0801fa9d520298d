//! API clients and their secrets.

use async_trait::async_trait;
use mutual::access::Scopes;
use mutual::clock::Timestamp;
use mutual::id::ClientId;
use mutual::port::{ClientRecord, ClientStore, Secret, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::row::{bytes, get, maybe_bytes, maybe_time, number, text, time};
use crate::text::stored;

#[async_trait]
impl ClientStore for PostgresStore {
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError> {
        // One statement sees one state of the tables, so old secrets are replaced in their places
        // and only those behind the last place are deleted.
        let secrets = &client.secrets;
        let make = || {
            let digests: Vec<[u8; 32]> = secrets.iter().map(|secret| secret.digest).collect();
            let last4: Vec<_> = secrets.iter().map(|secret| stored(&secret.last4)).collect();
            let until: Vec<_> = secrets
                .iter()
                .map(|secret| secret.until.map(Timestamp::as_millis))
                .collect();
            sqlx::query(
                "WITH put AS (
                     INSERT INTO client (id, name, test, scopes, created_at, revoked_at)
                     VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (id) DO UPDATE SET
                         name = excluded.name, test = excluded.test, scopes = excluded.scopes,
                         created_at = excluded.created_at, revoked_at = excluded.revoked_at
                 ),
                 put_secrets AS (
                     INSERT INTO client_secret (client_id, place, digest, last4, until)
                     SELECT $1, s.place, s.digest, s.last4, s.until
                     FROM unnest($7::bytea[], $8::text[], $9::int8[]) WITH ORDINALITY
                          AS s (digest, last4, until, place)
                     ON CONFLICT (client_id, place) DO UPDATE SET
                         digest = excluded.digest, last4 = excluded.last4, until = excluded.until
                 ),
                 dropped AS (
                     DELETE FROM client_secret
                     WHERE client_id = $1 AND place > cardinality($7::bytea[])
                 )
                 UPDATE client_revision SET revision = revision + 1",
            )
            .bind(client.id.to_bytes())
            .bind(stored(&client.name))
            .bind(client.test)
            .bind(client.scopes.to_string())
            .bind(client.created_at.as_millis())
            .bind(client.revoked_at.map(Timestamp::as_millis))
            .bind(digests)
            .bind(last4)
            .bind(until)
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
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
