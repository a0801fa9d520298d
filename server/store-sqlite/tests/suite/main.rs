//! The stories of every store, on SQLite, and what is SQLite's own.

#![expect(clippy::unwrap_used, reason = "these are tests")]

mod file;

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use mutual_store_sqlite::SqliteStore;
use mutual_store_suite::Fixture;
use tempfile::TempDir;

struct Database {
    folder: TempDir,
}

#[async_trait]
impl Fixture for Database {
    async fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
        let url = format!(
            "sqlite:{}",
            self.folder.path().join("data/mutual.db").display()
        );
        Ok(Arc::new(SqliteStore::open(&url).await?))
    }
}

async fn database() -> Database {
    Database {
        folder: tempfile::tempdir().unwrap(),
    }
}

mutual_store_suite::stories!(database);
