//! What is checked: a store, or a copy of one in a folder.

use async_trait::async_trait;
use mutual::id::CustomerId;
use mutual::port::{
    CheckpointRow, ConsentStore, CustomerRow, EntryRow, ErasureRow, LogStore, Look, StoreError,
    TileRow, VersionRow,
};

/// Where entries, state and tree are kept: a store, or a copy of one.
#[async_trait]
pub trait Kept: Send + Sync {
    /// The highest index; `None` where there is no entry.
    async fn last(&self) -> Result<Option<u64>, StoreError>;
    /// As [`ConsentStore::entries`].
    async fn rows(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError>;
    /// As [`ConsentStore::show_entries`].
    async fn show(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        let rows = self.rows(from, limit).await?;
        let shown = tokio::task::spawn_blocking(move || rows.iter().for_each(look)).await;
        shown.map_err(|_| StoreError::Unavailable("looking at it was broken off".to_owned()))
    }
    /// As [`ConsentStore::customers`].
    async fn people(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError>;
    /// The publications that stand beside the ledger; `None` where only the ledger has them.
    async fn publications(&self) -> Result<Option<Vec<VersionRow>>, StoreError>;
    /// The erasures that stand beside the ledger; `None` where only the ledger has them.
    async fn ends(&self) -> Result<Option<Vec<ErasureRow>>, StoreError>;
    /// As [`LogStore::tiles`].
    async fn nodes(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError>;
    /// As [`LogStore::checkpoint`].
    async fn signed(&self) -> Result<Option<CheckpointRow>, StoreError>;
}

#[async_trait]
impl<S: ConsentStore + LogStore + ?Sized> Kept for S {
    async fn last(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.head().await?.map(|head| head.index))
    }

    async fn rows(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.entries(from, limit).await
    }

    async fn show(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        self.show_entries(from, limit, look).await
    }

    async fn people(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        self.customers(after, limit).await
    }

    async fn publications(&self) -> Result<Option<Vec<VersionRow>>, StoreError> {
        self.versions().await.map(Some)
    }

    async fn ends(&self) -> Result<Option<Vec<ErasureRow>>, StoreError> {
        self.erasures().await.map(Some)
    }

    async fn nodes(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        self.tiles(wanted).await
    }

    async fn signed(&self) -> Result<Option<CheckpointRow>, StoreError> {
        self.checkpoint().await
    }
}
