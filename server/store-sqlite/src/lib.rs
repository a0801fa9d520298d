//! Mutual's store on SQLite.
//!
//! One connection writes (`writer`), a few read, one moves the write-ahead log into the database
//! file (`checkpoint`). Writes are durable when they return: the log is synced at every commit.

mod asked;
mod cases;
mod checkpoint;
mod commit;
mod consent;
mod decisions;
mod entries;
mod error;
#[cfg(test)]
mod full;
mod guard;
mod hindsight;
mod inference;
mod insight;
mod lease;
mod log;
mod office;
mod pack;
mod personal;
mod place;
mod row;
mod value;
mod whole;
mod writer;

use std::sync::Arc;

use mutual::port::StoreError;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions, SqliteRow};
use tokio::sync::{Mutex, Notify, Semaphore};

use crate::checkpoint::Checkpointer;
use crate::entries::Entries;
use crate::error::store_error;
use crate::guard::Guard;
use crate::place::Place;
use crate::writer::{Query, Writer};

/// How many connections read at once.
const READERS: u32 = 4;

/// A database in one file.
pub struct SqliteStore {
    writer: Arc<Writer>,
    readers: SqlitePool,
    entries: Entries,
    /// A place for each report of value that may stand in the office's queue.
    reports: Semaphore,
    guard: Guard,
    checkpointer: Mutex<Option<Checkpointer>>,
    place: Place,
}

impl SqliteStore {
    /// Opens the database at `url`, such as `sqlite:data/mutual.db`, and makes file and folder
    /// where they are missing. `sqlite::memory:` stands for a database in a temporary folder,
    /// which goes with this store.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] where it cannot be opened, [`StoreError::Corrupt`] where the
    /// file is no database.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::at(Place::prepare(url)?).await
    }

    async fn at(place: Place) -> Result<Self, StoreError> {
        let written = Arc::new(Notify::new());
        let writer = Arc::new(Writer::open(place.for_writing(), Arc::clone(&written)).await?);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(place.for_reading());
        let checkpointer = Checkpointer::start(place.plain(), Arc::clone(&writer), written).await?;
        let guard = Guard::new(place.lock_file());
        let checkpointer = Mutex::new(Some(checkpointer));
        let entries = Entries::new(place.file());
        Ok(Self {
            writer,
            readers,
            entries,
            reports: Semaphore::new(value::REPORTS),
            guard,
            checkpointer,
            place,
        })
    }

    async fn fetch_all(&self, query: Query) -> Result<Vec<SqliteRow>, StoreError> {
        query.fetch_all(&self.readers).await.map_err(store_error)
    }

    async fn fetch_optional(&self, query: Query) -> Result<Option<SqliteRow>, StoreError> {
        query
            .fetch_optional(&self.readers)
            .await
            .map_err(store_error)
    }
}
