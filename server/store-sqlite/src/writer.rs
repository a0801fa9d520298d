//! The one connection that writes.
//!
//! SQLite lets one transaction write at a time, so there is one connection for it. It is kept
//! outside a pool: a pool asks its connection for a sign of life at each return, and each such
//! question is a trip to the connection's thread.

use std::sync::Arc;
use std::time::Duration;

use mutual::port::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteQueryResult, SqliteRow};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::sync::{Mutex, MutexGuard, Notify};

use crate::error::{away, store_error};

/// How long a write waits for its turn before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) type Query = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// The connection that writes, and the queue in front of it.
pub(crate) struct Writer {
    options: SqliteConnectOptions,
    slot: Mutex<Slot>,
    written: Arc<Notify>,
}

struct Slot {
    connection: Option<SqliteConnection>,
    closed: bool,
}

/// A turn at writing: one statement of its own, or one transaction. Dropped in the middle of a
/// transaction, for example because the caller went away, it leaves nothing behind.
pub(crate) struct Turn<'a> {
    writer: &'a Writer,
    slot: MutexGuard<'a, Slot>,
    open: bool,
}

impl Writer {
    /// Opens the connection; `written` is told after each write.
    pub(crate) async fn open(
        options: SqliteConnectOptions,
        written: Arc<Notify>,
    ) -> Result<Self, StoreError> {
        let connection = Some(options.connect().await.map_err(store_error)?);
        Ok(Self {
            options,
            slot: Mutex::new(Slot {
                connection,
                closed: false,
            }),
            written,
        })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let waiting = tokio::time::timeout(PATIENCE, self.slot.lock());
        let mut slot = waiting
            .await
            .map_err(|_| away("too many writes are waiting"))?;
        if slot.closed {
            return Err(away("the database is closed"));
        }
        if slot.connection.is_none() {
            slot.connection = Some(self.options.connect().await.map_err(store_error)?);
        }
        Ok(Turn {
            writer: self,
            slot,
            open: false,
        })
    }

    /// Runs one statement as a transaction of its own; how many rows it changed.
    pub(crate) async fn execute(&self, query: Query) -> Result<u64, StoreError> {
        let result = self.turn().await?.execute(query).await?;
        self.written.notify_one();
        Ok(result.rows_affected())
    }

    /// Runs one writing statement as a transaction of its own, for the row that it returns.
    pub(crate) async fn fetch_optional(
        &self,
        query: Query,
    ) -> Result<Option<SqliteRow>, StoreError> {
        // All rows are read, so that the statement ends, and with it its transaction.
        let rows = self.turn().await?.fetch_all(query).await?;
        self.written.notify_one();
        Ok(rows.into_iter().next())
    }

    /// Closes the connection after what is under way.
    pub(crate) async fn close(&self) {
        let mut slot = self.slot.lock().await;
        slot.closed = true;
        if let Some(connection) = slot.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(error = %store_error(error), "the database did not close cleanly");
        }
    }
}

impl Turn<'_> {
    /// Begins a transaction that may write, and reads the row that `select` selects in it.
    /// `select` starts with `BEGIN IMMEDIATE;`, so that both take one trip.
    pub(crate) async fn begin(&mut self, select: Query) -> Result<SqliteRow, StoreError> {
        self.open = true;
        match select.fetch_one(self.connection()?).await {
            Ok(row) => Ok(row),
            Err(error) => Err(self.give_up(store_error(error)).await),
        }
    }

    /// Writes the last of the transaction and commits it. `query` ends with `COMMIT`, so that
    /// both take one trip. Without an error, everything is on the disk.
    pub(crate) async fn commit(mut self, query: Query) -> Result<(), StoreError> {
        match query.execute(self.connection()?).await {
            Ok(_) => {
                self.open = false;
                self.writer.written.notify_one();
                Ok(())
            }
            Err(error) => Err(self.give_up(store_error(error)).await),
        }
    }

    /// Runs one statement.
    pub(crate) async fn execute(&mut self, query: Query) -> Result<SqliteQueryResult, StoreError> {
        match query.execute(self.connection()?).await {
            Ok(result) => Ok(result),
            Err(error) => Err(self.give_up(store_error(error)).await),
        }
    }

    /// Runs one statement for its rows.
    pub(crate) async fn fetch_all(&mut self, query: Query) -> Result<Vec<SqliteRow>, StoreError> {
        match query.fetch_all(self.connection()?).await {
            Ok(rows) => Ok(rows),
            Err(error) => Err(self.give_up(store_error(error)).await),
        }
    }

    /// Undoes the transaction, because of `reason`, which is handed back.
    pub(crate) async fn give_up(&mut self, reason: StoreError) -> StoreError {
        // A full disk may have ended the transaction already, and then this fails.
        if self.open
            && let Some(connection) = self.slot.connection.as_mut()
            && connection.execute("ROLLBACK").await.is_ok()
        {
            self.open = false;
        }
        // Where the state of the connection is not certain, the next turn gets a new one.
        if self.open || matches!(reason, StoreError::Unavailable(_) | StoreError::Corrupt(_)) {
            self.slot.connection = None;
            self.open = false;
        }
        reason
    }

    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        self.slot
            .connection
            .as_mut()
            .ok_or_else(|| away("the connection was lost"))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.open {
            // SQLite undoes what a closed connection had not committed.
            self.slot.connection = None;
        }
    }
}
