//! The API clients, their secrets, and how much they call.
//!
//! Secrets cross this trait as digests alone.

use async_trait::async_trait;

use super::{AuditLine, StoreError};
use crate::access::Scopes;
use crate::clock::Timestamp;
use crate::id::ClientId;

/// A client's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// SHA-256 of the secret: it has 256 random bits, so that nothing slower is needed.
    pub digest: [u8; 32],
    /// Its last four characters, to recognise it by.
    pub last4: String,
    /// When it stops working; none for the present one.
    pub until: Option<Timestamp>,
}

/// An API client of a CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRecord {
    /// Its id.
    pub id: ClientId,
    /// What people call it.
    pub name: String,
    /// Whether it works on the test ledger.
    pub test: bool,
    /// What it may do.
    pub scopes: Scopes,
    /// The present secret, and the one before while both work.
    pub secrets: Vec<Secret>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was switched off.
    pub revoked_at: Option<Timestamp>,
}

/// How often a client called one operation within one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calls {
    /// The client.
    pub client: ClientId,
    /// The operation, as the API's description names it.
    pub operation: String,
    /// The hour: whole hours since 1970-01-01T00:00:00Z.
    pub hour: u64,
    /// How many calls.
    pub count: u64,
}

/// The last call of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUse {
    /// The client.
    pub client: ClientId,
    /// The operation, as the API's description names it.
    pub operation: String,
    /// When.
    pub at: Timestamp,
}

/// When a secret of a client was last used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse {
    /// The secret's digest.
    pub digest: [u8; 32],
    /// When.
    pub at: Timestamp,
}

/// API clients.
#[async_trait]
pub trait ClientStore: Send + Sync {
    /// Remembers when secrets were last used, where that is later than what is known; each stands in
    /// it at most once.
    async fn note_secrets(&self, used: &[SecretUse]) -> Result<(), StoreError>;
    /// When each secret that was ever used was last used, by digest.
    async fn secret_uses(&self) -> Result<Vec<SecretUse>, StoreError>;
    /// Adds a client, or replaces it and its secrets.
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError>;
    /// Adds a client, or replaces it and its secrets, where no client changed since `revision`
    /// ([`ClientStore::clients_revision`]); with the line of it, in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where one did: nothing is stored then.
    async fn change_client(
        &self,
        client: &ClientRecord,
        revision: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// Adds to what was counted, and remembers the last calls where they are later than those
    /// that are known; all of it in one transaction. Each client and operation stands in `calls`
    /// at most once, each client in `last` at most once.
    async fn add_calls(&self, calls: &[Calls], last: &[LastUse]) -> Result<(), StoreError>;
    /// What was counted in that hour and later, by client, operation and hour.
    async fn calls_since(&self, hour: u64) -> Result<Vec<Calls>, StoreError>;
    /// The last call of each client that ever called, by client.
    async fn last_calls(&self) -> Result<Vec<LastUse>, StoreError>;
    /// Deletes what was counted before that hour; how many rows.
    async fn forget_calls(&self, hour: u64) -> Result<u64, StoreError>;
    /// All clients, by id.
    async fn clients(&self) -> Result<Vec<ClientRecord>, StoreError>;
    /// A number that grows with every change of a client: cheap to ask, so that a running
    /// server sees what a command did.
    async fn clients_revision(&self) -> Result<u64, StoreError>;
}
