//! The stories of every store, on PostgreSQL, and what is PostgreSQL's own.

#![expect(clippy::panic, clippy::unwrap_used, reason = "these are tests")]

mod away;
mod backup;

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use mutual_store_postgres::PostgresStore;
use mutual_store_suite::{Fixture, cluster};
use sqlx::Connection as _;

struct Database {
    url: String,
}

#[async_trait]
impl Fixture for Database {
    async fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
        Ok(Arc::new(PostgresStore::open(&self.url).await?))
    }

    async fn tables(&self) -> Vec<String> {
        let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
        let query = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let names = sqlx::query_scalar(query).fetch_all(&mut connection).await;
        names.unwrap()
    }

    async fn run(&self, statement: &'static str) {
        let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
        let done = sqlx::query(statement).execute(&mut connection).await;
        done.unwrap();
    }
}

async fn database() -> Database {
    Database {
        url: fresh_database().await,
    }
}

/// The URL of a new database in the cluster that all tests here share.
async fn fresh_database() -> String {
    let url = tokio::task::spawn_blocking(|| cluster::shared().fresh_database());
    url.await.unwrap().unwrap()
}

mutual_store_suite::stories!(database);
