//! The database as a whole: its schema, its health, its copy, its end.

use std::fs::File;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::SqliteStore;
use crate::error::{away, store_error};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");

#[async_trait]
impl Store for SqliteStore {
    async fn migrate(&self) -> Result<(), StoreError> {
        let mut connection = self
            .place
            .for_writing()
            .connect()
            .await
            .map_err(store_error)?;
        // All of it in one transaction that writes from its first moment: a second process that
        // migrates waits for the end of it, and then finds nothing to do.
        let transaction = connection.begin_with("BEGIN IMMEDIATE").await;
        let mut transaction = transaction.map_err(store_error)?;
        let run = MIGRATIONS.run_direct(None, &mut *transaction, false);
        run.await.map_err(migrate_error)?;
        transaction.commit().await.map_err(store_error)?;
        connection.close().await.map_err(store_error)
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.fetch_optional(sqlx::query("SELECT count(*) FROM sqlite_schema"))
            .await
            .map(|_| ())
    }

    async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let name = file
            .to_str()
            .ok_or_else(|| away("the backup's name is not UTF-8"))?;
        // SQLite writes into an empty file and keeps its mode; one with content is never touched.
        let empty = tokio::task::spawn_blocking({
            let file = file.to_owned();
            move || {
                File::options()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(file)
            }
        });
        let empty = empty
            .await
            .map_err(|_| away("the backup was interrupted"))?;
        let copy =
            empty.map_err(|_| away("the backup's file is there already or cannot be made"))?;
        let mut connection = self.place.plain().connect().await.map_err(store_error)?;
        let copied = sqlx::query("VACUUM INTO $1")
            .bind(name)
            .execute(&mut connection)
            .await;
        let closed = connection.close().await;
        if let Err(error) = copied.and(closed) {
            // Half a copy must not be taken for one.
            if tokio::fs::remove_file(file).await.is_err() {
                tracing::warn!("an unfinished backup could not be removed");
            }
            return Err(store_error(error));
        }
        let synced = tokio::task::spawn_blocking(move || copy.sync_all()).await;
        match synced {
            Ok(Ok(())) => Ok(()),
            _ => Err(away("the backup could not be written to the disk")),
        }
    }

    async fn close(&self) {
        if let Some(checkpointer) = self.checkpointer.lock().await.take() {
            checkpointer.stop().await;
        }
        self.entries.close();
        self.readers.close().await;
        // The last connection moves the log into the database and removes it.
        self.writer.close().await;
    }
}

fn migrate_error(error: MigrateError) -> StoreError {
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
