//! The one connection that writes.
//!
//! SQLite lets one transaction write at a time, so there is one connection for it. It is kept
//! outside a pool: a pool asks its connection for a sign of life at each return, and each such
//! question is a trip to the connection's thread.
//!
//! Commits, the lease and the checkpointer have the right of way: what surrounds consent waits in
//! a queue of its own, of which one at a time stands in line with them, and which takes no more
//! than [`WAITING`].

use std::sync::Arc;
use std::time::Duration;

use mutual::clock::Timestamp;
use mutual::port::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteQueryResult, SqliteRow};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::sync::{Mutex, MutexGuard, Notify, Semaphore, SemaphorePermit};

use crate::error::{away, store_error};

/// How long a write waits for its turn before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most writes of the office that wait or are under way.
const WAITING: usize = 64;
/// How many rows go at once where old ones are forgotten.
pub(crate) const STEP: u64 = 1_000;

/// What whoever finds no place is told.
const CROWDED: &str = "too many writes are waiting";

pub(crate) type Query = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// The connection that writes, and the queue in front of it.
pub(crate) struct Writer {
    options: SqliteConnectOptions,
    slot: Mutex<Slot>,
    /// A place for each write of the office that may wait.
    places: Semaphore,
    /// Held by the one write of the office that stands in line for the connection.
    office: Mutex<()>,
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
    /// Given back last, so that the next one of the office comes behind who waits by then.
    _pass: Option<Pass<'a>>,
}

/// What a write of the office holds.
struct Pass<'a> {
    _line: MutexGuard<'a, ()>,
    _place: SemaphorePermit<'a>,
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
            places: Semaphore::new(WAITING),
            office: Mutex::new(()),
            written,
        })
    }

    /// Waits for a turn, with the right of way.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let waiting = tokio::time::timeout(PATIENCE, self.slot.lock());
        let slot = waiting.await.map_err(|_| away(CROWDED))?;
        self.begin_turn(slot, None).await
    }

    /// Waits for a turn behind everybody who has the right of way; refuses at once where too many
    /// wait already.
    pub(crate) async fn office_turn(&self) -> Result<Turn<'_>, StoreError> {
        let place = self.places.try_acquire().map_err(|_| away(CROWDED))?;
        let waiting = async {
            let line = self.office.lock().await;
            (line, self.slot.lock().await)
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        let (line, slot) = waited.map_err(|_| away(CROWDED))?;
        let pass = Pass {
            _line: line,
            _place: place,
        };
        self.begin_turn(slot, Some(pass)).await
    }

    async fn begin_turn<'a>(
        &'a self,
        mut slot: MutexGuard<'a, Slot>,
        pass: Option<Pass<'a>>,
    ) -> Result<Turn<'a>, StoreError> {
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
            _pass: pass,
        })
    }

    /// Runs one statement of the office as a transaction of its own; how many rows it changed.
    pub(crate) async fn execute(&self, query: Query) -> Result<u64, StoreError> {
        self.office_turn().await?.execute_alone(query).await
    }

    /// Runs one writing statement of the office as a transaction of its own, for the row that it
    /// returns.
    pub(crate) async fn fetch_optional(
        &self,
        query: Query,
    ) -> Result<Option<SqliteRow>, StoreError> {
        self.office_turn().await?.fetch_alone(query).await
    }

    /// As [`Writer::execute`], with the right of way.
    pub(crate) async fn execute_at_once(&self, query: Query) -> Result<u64, StoreError> {
        self.turn().await?.execute_alone(query).await
    }

    /// As [`Writer::fetch_optional`], with the right of way.
    pub(crate) async fn fetch_at_once(
        &self,
        query: Query,
    ) -> Result<Option<SqliteRow>, StoreError> {
        self.turn().await?.fetch_alone(query).await
    }

    /// Runs `delete`, which deletes at most [`STEP`] rows that are older than `$1`, until none is
    /// left; how many there were. In small steps, so that no choice waits long behind one.
    pub(crate) async fn forget(
        &self,
        delete: &'static str,
        before: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut forgotten = 0;
        loop {
            let query = sqlx::query(delete).bind(before.as_millis());
            let step = self.execute(query).await?;
            forgotten += step;
            if step < STEP {
                return Ok(forgotten);
            }
        }
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

    /// Runs a script that begins a transaction and commits it. Without an error, everything is on
    /// the disk; after one, [`Turn::undo`] or [`Turn::give_up`] undoes it.
    pub(crate) async fn run(&mut self, script: Query) -> Result<(), sqlx::Error> {
        self.open = true;
        let Ok(connection) = self.connection() else {
            return Err(sqlx::Error::WorkerCrashed);
        };
        script.execute(connection).await?;
        self.open = false;
        self.writer.written.notify_one();
        Ok(())
    }

    /// Runs a script that begins a transaction, to which [`Turn::commit`] is the end.
    pub(crate) async fn open(&mut self, script: Query) -> Result<(), sqlx::Error> {
        self.open = true;
        let Ok(connection) = self.connection() else {
            return Err(sqlx::Error::WorkerCrashed);
        };
        script.execute(connection).await.map(|_| ())
    }

    /// Undoes the transaction; whether the connection is good for more.
    pub(crate) async fn undo(&mut self) -> bool {
        if self.open
            && let Some(connection) = self.slot.connection.as_mut()
            && connection.execute("ROLLBACK").await.is_ok()
        {
            self.open = false;
        }
        !self.open
    }

    /// Runs one statement for its row.
    pub(crate) async fn fetch_one(&mut self, query: Query) -> Result<SqliteRow, StoreError> {
        match query.fetch_one(self.connection()?).await {
            Ok(row) => Ok(row),
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

    async fn execute_alone(mut self, query: Query) -> Result<u64, StoreError> {
        let result = self.execute(query).await?;
        self.writer.written.notify_one();
        Ok(result.rows_affected())
    }

    async fn fetch_alone(mut self, query: Query) -> Result<Option<SqliteRow>, StoreError> {
        // All rows are read, so that the statement ends, and with it its transaction.
        let rows = self.fetch_all(query).await?;
        self.writer.written.notify_one();
        Ok(rows.into_iter().next())
    }

    /// Undoes the transaction, because of `reason`, which is handed back.
    pub(crate) async fn give_up(&mut self, reason: StoreError) -> StoreError {
        // A full disk may have ended the transaction already, and then this fails.
        self.undo().await;
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use tokio::sync::mpsc;

    use super::*;

    async fn writer() -> Arc<Writer> {
        let options = SqliteConnectOptions::new().in_memory(true);
        let writer = Writer::open(options, Arc::new(Notify::new())).await;
        Arc::new(writer.unwrap())
    }

    #[tokio::test]
    async fn a_commit_waits_behind_one_of_the_office_at_most() {
        let writer = writer().await;
        let held = writer.turn().await.unwrap();
        let (done, mut order) = mpsc::unbounded_channel();
        for n in 0..20 {
            let (writer, done) = (writer.clone(), done.clone());
            tokio::spawn(async move {
                writer.execute(sqlx::query("SELECT 1")).await.unwrap();
                done.send(n).unwrap();
            });
            tokio::task::yield_now().await;
        }
        let first = writer.clone();
        tokio::spawn(async move {
            first
                .execute_at_once(sqlx::query("SELECT 1"))
                .await
                .unwrap();
            done.send(99).unwrap();
        });
        tokio::task::yield_now().await;
        drop(held);
        let mut all = Vec::new();
        while let Some(n) = order.recv().await {
            all.push(n);
        }
        assert_eq!(all.len(), 21);
        assert!(all[..2].contains(&99), "{all:?}");
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_refused_at_once() {
        let writer = writer().await;
        let held = writer.turn().await.unwrap();
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let writer = writer.clone();
                tokio::spawn(async move { writer.execute(sqlx::query("SELECT 1")).await })
            })
            .collect();
        while writer.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let before = Instant::now();
        let refused = writer.execute(sqlx::query("SELECT 1")).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))));
        assert!(before.elapsed() < Duration::from_secs(1));
        drop(held);
        for write in waiting {
            assert!(write.await.unwrap().is_ok());
        }
        assert!(writer.execute(sqlx::query("SELECT 1")).await.is_ok());
    }
}
