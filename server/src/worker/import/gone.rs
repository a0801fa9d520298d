//! Nobody who is erased is brought back by an import that was accepted before, nor named by its file.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use mutual::clock::{Clock, Timestamp};
use mutual::consent::Identifier;
use mutual::port::{Imports, Store, StoreError};

use super::{is_of_side, mapping_of};
use crate::api::clients::Clients;
use crate::worker::spool::Format;
use crate::worker::{lines, upload};

/// For how long it is known at least who was erased, in seconds: longer than it takes from a job's
/// moment, at which its upload began, to its row. What nobody goes on with is removed after a day.
const REMEMBER_S: i64 = 25 * 3_600;

/// Who was erased while jobs that were accepted before may still be under way.
pub(super) static ERASED: RwLock<Vec<Gone>> = RwLock::new(Vec::new());

/// Somebody who was erased.
pub(super) struct Gone {
    pub(super) at: Timestamp,
    pub(super) test: bool,
    /// Where the installation's files are: a process may hold several.
    pub(super) folder: PathBuf,
    pub(super) identifiers: Vec<Identifier>,
}

/// The imports of one side that were accepted and are not done.
pub struct Waiting {
    /// Whether it is the test side.
    pub test: bool,
    /// Where jobs are kept.
    pub store: Arc<dyn Store>,
    /// Whose they are.
    pub clients: Arc<Clients>,
    /// Where their files are.
    pub folder: PathBuf,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Imports for Waiting {
    async fn forget(&self, identifiers: &[Identifier]) -> Result<(), StoreError> {
        let gone = Gone {
            at: self.clock.now(),
            test: self.test,
            folder: self.folder.clone(),
            identifiers: identifiers.to_vec(),
        };
        ERASED
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(gone);
        let forgotten = upload::forget(&self.folder, self.test, identifiers).await;
        forgotten.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let jobs = self.store.open_jobs().await?;
        let known: Vec<_> = jobs.iter().map(|job| job.spool.as_str()).collect();
        let forgotten = upload::forget_left_over(&self.folder, &known, identifiers).await;
        forgotten.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        // What no job can be under way for any more need not be known.
        let oldest = jobs.iter().map(|job| job.created_at).min();
        let since = self.clock.now().plus_seconds(-REMEMBER_S);
        let since = oldest.map_or(since, |oldest| oldest.min(since));
        ERASED
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|gone| gone.at >= since);
        for job in jobs
            .iter()
            .filter(|job| is_of_side(&self.clients, job, self.test))
        {
            let file = self.folder.join(&job.spool);
            let identifiers = identifiers.to_vec();
            let mapping = mapping_of(job);
            let blanked = tokio::task::spawn_blocking(move || {
                Format::of(&file).map_or(Ok(()), |format| {
                    lines::blank(&file, format, &mapping, &identifiers)
                })
            });
            match blanked.await {
                Ok(Ok(())) => {}
                // It has ended meanwhile.
                Ok(Err(error)) if error.kind() == io::ErrorKind::NotFound => {}
                Ok(Err(error)) => return Err(StoreError::Unavailable(error.to_string())),
                Err(error) => return Err(StoreError::Unavailable(error.to_string())),
            }
        }
        Ok(())
    }
}
