//! What waits outside of the database.

use async_trait::async_trait;

use super::StoreError;
use crate::consent::Identifier;

/// Imports that were accepted and are not done.
#[async_trait]
pub trait Imports: Send + Sync {
    /// Takes those lines out that name one of these identifiers, also where they have been read
    /// already: no import that was accepted before this returns brings anybody back by them.
    async fn forget(&self, identifiers: &[Identifier]) -> Result<(), StoreError>;
}
