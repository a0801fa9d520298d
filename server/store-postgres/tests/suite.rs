//! The stories of every store, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use mutual_store_postgres::PostgresStore;
use mutual_store_suite::{Fixture, cluster};

struct Database {
    url: String,
}

#[async_trait]
impl Fixture for Database {
    async fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
        Ok(Arc::new(PostgresStore::open(&self.url).await?))
    }
}

async fn database() -> Database {
    let url = tokio::task::spawn_blocking(|| cluster::shared().fresh_database());
    Database {
        url: url.await.unwrap().unwrap(),
    }
}

mutual_store_suite::stories!(database);
