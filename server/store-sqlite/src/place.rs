//! Where a database is, and how its connections are made.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use mutual::port::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tempfile::TempDir;

use crate::error::away;

/// How long a write waits for another process, for example a command beside the server.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

/// Where a database is.
pub(crate) struct Place {
    options: SqliteConnectOptions,
    /// The folder of a database that nobody is to find again; it goes with this.
    _scratch: Option<TempDir>,
}

impl Place {
    /// Reads the URL, and sees to it that folder and file exist, for this account alone.
    pub(crate) fn prepare(url: &str) -> Result<Self, StoreError> {
        let (options, scratch) = if url.contains(":memory:") {
            let folder = tempfile::tempdir().map_err(|_| away("there is no temporary folder"))?;
            let options = SqliteConnectOptions::new().filename(folder.path().join("scratch.db"));
            (options.synchronous(SqliteSynchronous::Off), Some(folder))
        } else {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|_| away("its URL is not like `sqlite:data/mutual.db`"))?;
            (options.synchronous(SqliteSynchronous::Full), None)
        };
        create(options.get_filename()).map_err(|_| away("its folder or file cannot be made"))?;
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("temp_store", "MEMORY");
        Ok(Self {
            options,
            _scratch: scratch,
        })
    }

    /// For the connection that writes.
    pub(crate) fn for_writing(&self) -> SqliteConnectOptions {
        // No larger: a commit that has split an index walks through the whole cache.
        let options = self.options.clone().pragma("cache_size", "-16384");
        // What is deleted is overwritten, so that an erasure leaves nothing in free pages. Moving
        // the log is the checkpointer's work.
        options
            .pragma("secure_delete", "ON")
            .pragma("wal_autocheckpoint", "0")
    }

    /// For connections that read.
    pub(crate) fn for_reading(&self) -> SqliteConnectOptions {
        self.options
            .clone()
            .pragma("cache_size", "-16384")
            .pragma("query_only", "ON")
    }

    /// The file.
    pub(crate) fn file(&self) -> PathBuf {
        self.options.get_filename().to_owned()
    }

    /// For the connection that moves the log, and the one that copies the database.
    pub(crate) fn plain(&self) -> SqliteConnectOptions {
        self.options.clone()
    }

    /// The same place on a disk that holds no more than `pages` pages of it.
    #[cfg(test)]
    pub(crate) fn with_room_for(mut self, pages: u32) -> Self {
        self.options = self.options.pragma("max_page_count", pages.to_string());
        self
    }

    /// The lock file beside the database.
    pub(crate) fn lock_file(&self) -> PathBuf {
        let mut path = self.options.get_filename().as_os_str().to_owned();
        path.push(".lock");
        PathBuf::from(path)
    }
}

/// Makes what is missing. SQLite gives its other files the mode of this one.
fn create(file: &Path) -> io::Result<()> {
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(file)?;
    Ok(())
}
