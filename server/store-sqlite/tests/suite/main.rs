//! The stories of every store, on SQLite, and what is SQLite's own.

#![expect(clippy::unwrap_used, reason = "these are tests")]

mod file;

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use mutual_store_sqlite::SqliteStore;
use mutual_store_suite::Fixture;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
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

    async fn tables(&self) -> Vec<String> {
        let mut connection = self.connection().await;
        let query =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let names = sqlx::query_scalar(query).fetch_all(&mut connection).await;
        names.unwrap()
    }

    async fn run(&self, statement: &'static str) {
        let mut connection = self.connection().await;
        let done = sqlx::query(statement).execute(&mut connection).await;
        done.unwrap();
    }
}

impl Database {
    async fn connection(&self) -> SqliteConnection {
        let file = self.folder.path().join("data/mutual.db");
        let options = SqliteConnectOptions::new().filename(file);
        options.connect().await.unwrap()
    }
}

async fn database() -> Database {
    Database {
        folder: tempfile::tempdir().unwrap(),
    }
}

mutual_store_suite::stories!(database);
