//! The lock file beside the database: how a server knows that the one before it is dead.
//!
//! The operating system frees the lock when its process ends, however it ends. So a server that
//! was killed never makes the next one wait until its lease has run out. The lock only ever
//! shortens the wait: what keeps two writers apart is the epoch.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use mutual::port::StoreError;

use crate::error::away;

/// The lock file of one database, as this store sees it.
pub(crate) struct Guard {
    path: PathBuf,
    held: Mutex<Option<Held>>,
}

struct Held {
    epoch: u64,
    /// The lock lives as long as this.
    _file: File,
}

/// What came of an attempt to get the lock.
pub(crate) enum Attempt {
    /// This store has had it before.
    Had,
    /// Nobody had it. It is kept by [`Guard::keep`], and freed when this is dropped.
    Fresh(File),
    /// Another one has it, or this file system knows no locks.
    Denied,
}

impl Guard {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            held: Mutex::new(None),
        }
    }

    /// Tries to get the lock, without waiting.
    pub(crate) fn attempt(&self) -> Result<Attempt, StoreError> {
        if self.held().is_some() {
            return Ok(Attempt::Had);
        }
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&self.path)
            .map_err(|_| away("the lock file cannot be opened"))?;
        Ok(match file.try_lock() {
            Ok(()) => Attempt::Fresh(file),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => Attempt::Denied,
        })
    }

    /// Keeps the lock for the lease with this epoch.
    pub(crate) fn keep(&self, attempt: Attempt, epoch: u64) {
        let mut held = self.held();
        match attempt {
            Attempt::Fresh(file) => *held = Some(Held { epoch, _file: file }),
            Attempt::Had => {
                if let Some(held) = held.as_mut() {
                    held.epoch = epoch;
                }
            }
            Attempt::Denied => {}
        }
    }

    /// Frees the lock, if it is kept for the lease with this epoch.
    pub(crate) fn free(&self, epoch: u64) {
        self.held().take_if(|held| held.epoch == epoch);
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
