//! The database as a whole: its schema, its health, its copy, its end.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use sqlx::migrate::{MigrateError, Migrator};

use crate::error::store_error;
use crate::link::Size;
use crate::{PostgresStore, backup};

static MIGRATIONS: Migrator = {
    let mut migrations = sqlx::migrate!("../../migrations/postgres");
    // sqlx would take an advisory lock: state of a session, and not there everywhere.
    migrations.locking = false;
    migrations
};

/// How often a migration is tried that another program may be running too.
const TRIES: u32 = 20;
/// How long it waits before the next try.
const PAUSE: Duration = Duration::from_millis(100);

#[async_trait]
impl Store for PostgresStore {
    async fn migrate(&self) -> Result<(), StoreError> {
        // Two programs that migrate at once meet at the row or the table that both want to make.
        // The later one is undone as a whole, tries again and finds nothing left to do.
        let mut tried = 0;
        loop {
            let mut connection = self.link.connection().await?;
            tried += 1;
            match MIGRATIONS.run_direct(None, &mut *connection, false).await {
                Ok(()) => return Ok(()),
                Err(error) if tried < TRIES && is_meeting(&error) => {
                    drop(connection);
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(migrate_error(&error)),
            }
        }
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.link
            .execute(Size::Small, || sqlx::query("SELECT 1"))
            .await
            .map(|_| ())
    }

    async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        backup::dump(&self.options, file).await
    }

    async fn close(&self) {
        self.writer.close().await;
        self.link.close().await;
    }
}

/// Whether another program may just be making the same: unique violations, duplicate tables, columns
/// and objects, and collisions.
fn is_meeting(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    let state = error.as_database_error().and_then(|error| error.code());
    matches!(
        state.as_deref(),
        Some("23505" | "42P07" | "42701" | "42710" | "40001" | "40P01")
    )
}

fn migrate_error(error: &MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            store_error(error)
        }
        MigrateError::VersionMissing(version) => StoreError::Corrupt(format!(
            "its schema has migration {version}, which this program does not know: use a newer one"
        )),
        MigrateError::VersionMismatch(version) => StoreError::Corrupt(format!(
            "migration {version} was applied with other contents"
        )),
        _ => StoreError::Corrupt("the schema could not be brought up to date".to_owned()),
    }
}
