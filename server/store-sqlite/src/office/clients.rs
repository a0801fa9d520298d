//! API clients and their secrets.

use async_trait::async_trait;
use mutual::access::Scopes;
use mutual::clock::Timestamp;
use mutual::id::ClientId;
use mutual::port::{ClientRecord, ClientStore, Secret, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::pack::Pack;
use crate::row::{bytes, get, maybe_bytes, maybe_time, number, time};

#[async_trait]
impl ClientStore for SqliteStore {
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError> {
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
        let query = sqlx::query(
            "INSERT INTO client (id, name, test, scopes, created_at, revoked_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, test = excluded.test, scopes = excluded.scopes,
                 created_at = excluded.created_at, revoked_at = excluded.revoked_at;

             DELETE FROM client_secret WHERE client_id = $1;

             INSERT INTO client_secret (client_id, place, until, digest, last4)
             SELECT $1, key, nullif(CAST(substr($7, value, 19) AS INTEGER), 0) - 1,
                    substr($7, value + 38, 32),
                    CAST(substr($7, value + 70, CAST(substr($7, value + 19, 19) AS INTEGER))
                         AS TEXT)
             FROM json_each($8);

             UPDATE client_revision SET revision = revision + 1;

             COMMIT",
        )
        .bind(client.id.to_bytes().to_vec())
        .bind(client.name.clone())
        .bind(client.test)
        .bind(client.scopes.to_string())
        .bind(client.created_at.as_millis())
        .bind(client.revoked_at.map(Timestamp::as_millis))
        .bind(secrets)
        .bind(offsets);
        let mut turn = self.writer.office_turn().await?;
        turn.begin(sqlx::query("BEGIN IMMEDIATE; SELECT 1")).await?;
        turn.commit(query).await
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
