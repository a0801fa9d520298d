//! Uploads that go on after a break: what came is kept, under the name of the caller's idempotency
//! key, until the rest has come or a day has passed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mutual::consent::Identifier;
use mutual::digest::{DigestKey, hex};
use mutual::id::{ClientId, JobId};
use tokio::sync::{Notify, OwnedMutexGuard};

use super::mention::mentions;
use super::spool::{self, Format};

/// What stands in the name of every file that waits for its rest.
const UNFINISHED: &str = ".unfinished.";
/// How many of them there may be of each side: each may be as large as an import.
const MOST: usize = 64;
/// How long whoever still receives the same upload may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is to be done with an upload.
#[derive(Clone, Debug)]
pub struct Wish {
    /// How its lines are written.
    pub format: Format,
    /// Whether to report only what would be done.
    pub dry_run: bool,
    /// Which columns of a table stand for which of ours, as JSON, where the client says.
    pub mapping: Option<String>,
}

impl Wish {
    /// A keyed digest of all of it, for telling two uploads apart.
    #[must_use]
    pub fn digest(&self, key: &DigestKey) -> [u8; 32] {
        let mapping = self.mapping.as_deref().unwrap_or_default();
        let parts: [&[u8]; 4] = [
            b"import wish",
            self.format.extension().as_bytes(),
            &[u8::from(self.dry_run)],
            mapping.as_bytes(),
        ];
        key.of(&parts)
    }
}

/// The name of a client's upload's file. `request` is a digest of all that was said of it beside its
/// bytes, so that nobody goes on with other words than those it began with.
#[must_use]
pub fn name(job: JobId, client: ClientId, request: [u8; 32], format: Format, test: bool) -> String {
    let (request, extension) = (hex(&request), format.extension());
    format!("{job}.{request}{}{client}.{extension}", of_side(test))
}

/// Whose upload waits for its rest under that name; `None` where none does.
pub(super) fn client(name: &str) -> Option<ClientId> {
    let (_, rest) = name.split_once(UNFINISHED)?;
    rest.split('.').next()?.parse().ok()
}

/// Whether a file of that name comes from a test client, as far as its name tells: that of a job does not.
pub(super) fn is_of_test(name: &str) -> bool {
    name.contains(&of_side(true)) || spool::is_part(name, true)
}

/// What stands in the name of every unfinished upload of one side.
fn of_side(test: bool) -> String {
    format!(".{}{UNFINISHED}", if test { "test" } else { "live" })
}

/// How many bytes of a job's upload are there, and the name of its file; `None` where nothing is.
///
/// # Errors
///
/// As the file system says.
pub fn find(folder: &Path, job: JobId) -> io::Result<Option<(String, u64)>> {
    let prefix = format!("{job}.");
    for (name, size) in all(folder)? {
        if name.starts_with(&prefix) {
            return Ok(Some((name, size)));
        }
    }
    Ok(None)
}

/// Whether there is room for one more of that side.
///
/// # Errors
///
/// As the file system says.
pub fn has_room(folder: &Path, test: bool) -> io::Result<bool> {
    let (files, side) = (all(folder)?, of_side(test));
    let same = files.iter().filter(|(name, _)| name.contains(&side));
    Ok(same.count() < MOST)
}

/// Every upload that waits for its rest: the name of its file and its size.
fn all(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut files = files(folder)?;
    files.retain(|(name, _)| name.contains(UNFINISHED));
    Ok(files)
}

/// Every file of the folder: its name and its size in bytes. Blocks.
pub(super) fn files(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for file in files {
        let file = file?;
        let name = file.file_name();
        let Some(name) = name.to_str() else {
            continue;
        };
        match file.metadata() {
            Ok(metadata) => found.push((name.to_owned(), metadata.len())),
            // It was finished meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// How old a finished upload without a job must be, so that nobody is making one of it any more.
const LEFT_ALONE: Duration = Duration::from_secs(60 * 60);

/// Removes each unfinished upload of that side that may name one of these, however it spells them: no
/// job is made of it yet, and its rest can still be anything. Its client begins anew, also where it
/// sends all of it in one go: what is gone does not become a job.
///
/// # Errors
///
/// As the file system says.
pub(super) async fn forget(
    folder: &Path,
    test: bool,
    identifiers: &[Identifier],
) -> io::Result<()> {
    let values = values(identifiers);
    let side = of_side(test);
    for name in listed(folder).await? {
        let is_part = spool::is_part(&name, test);
        if !(is_part || name.contains(&side)) || !names(&folder.join(&name), &values).await? {
            continue;
        }
        // Nothing is added while it goes; others, who name nobody of these, are not disturbed. What
        // comes in one go is added to a file that nobody finds any more.
        let job = name.split('.').next().and_then(|job| job.parse().ok());
        let _turn = match job.filter(|_| !is_part) {
            None => None,
            Some(job) => {
                let turn = Turn::take(job).await;
                Some(turn.ok_or(io::ErrorKind::TimedOut)?)
            }
        };
        remove(&folder.join(&name)).await?;
    }
    Ok(())
}

/// Removes each upload that names one of these and of which a crash kept that a job was made: none of
/// `known` needs it.
///
/// # Errors
///
/// As the file system says.
pub(super) async fn forget_left_over(
    folder: &Path,
    known: &[&str],
    identifiers: &[Identifier],
) -> io::Result<()> {
    let values = values(identifiers);
    for name in listed(folder).await? {
        let file = folder.join(&name);
        let is_whole = Format::of(&file).is_some() && !name.contains(UNFINISHED);
        if !is_whole || known.contains(&name.as_str()) {
            continue;
        }
        let changed = match tokio::fs::metadata(&file).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            metadata => metadata?.modified()?,
        };
        if changed.elapsed().unwrap_or_default() > LEFT_ALONE && names(&file, &values).await? {
            remove(&file).await?;
        }
    }
    Ok(())
}

/// What to look for: in a table the namespace may stand in a column's name alone.
fn values(identifiers: &[Identifier]) -> Arc<Vec<String>> {
    let values = identifiers.iter().map(|one| one.value().to_owned());
    Arc::new(values.collect())
}

/// The names of all files of the folder.
async fn listed(folder: &Path) -> io::Result<Vec<String>> {
    let folder = folder.to_owned();
    let listed = tokio::task::spawn_blocking(move || files(&folder)).await;
    let listed = listed.map_err(io::Error::other)??;
    Ok(listed.into_iter().map(|(name, _)| name).collect())
}

/// Whether a file names one of these; one that is gone names nobody.
async fn names(file: &Path, values: &Arc<Vec<String>>) -> io::Result<bool> {
    let (file, values) = (file.to_owned(), Arc::clone(values));
    let looked = tokio::task::spawn_blocking(move || mentions(&file, &values)).await;
    match looked.map_err(io::Error::other)? {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        looked => looked,
    }
}

async fn remove(file: &Path) -> io::Result<()> {
    match tokio::fs::remove_file(file).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Who receives an upload, and what ends that.
#[derive(Clone, Default)]
struct Place {
    held: Arc<tokio::sync::Mutex<()>>,
    stop: Arc<Notify>,
}

/// The uploads that requests of this process are receiving.
static PLACES: Mutex<BTreeMap<JobId, Place>> = Mutex::new(BTreeMap::new());

/// The right to add to an upload. Whoever comes later takes it from whoever has it: a client that
/// comes back after a break must not wait for the server to notice that the first connection is
/// dead.
pub struct Turn {
    job: JobId,
    stop: Arc<Notify>,
    _held: OwnedMutexGuard<()>,
}

impl Turn {
    /// Takes the right to add; `None` where whoever has it does not end.
    pub async fn take(job: JobId) -> Option<Self> {
        let place = {
            let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
            places.entry(job).or_default().clone()
        };
        place.stop.notify_waiters();
        let held = tokio::time::timeout(PATIENCE, place.held.lock_owned()).await;
        Some(Self {
            job,
            stop: place.stop,
            _held: held.ok()?,
        })
    }

    /// Rung when somebody else takes it.
    #[must_use]
    pub fn stop(&self) -> &Notify {
        &self.stop
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        // This one's guard, and the list's own: nobody else waits for it.
        let is_last = places
            .get(&self.job)
            .is_some_and(|place| Arc::strong_count(&place.held) <= 2);
        if is_last {
            places.remove(&self.job);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn who_comes_back_takes_the_turn_from_who_still_has_it() {
        let job = JobId::from_bytes([7; 16]);
        let first = Turn::take(job).await.unwrap();
        let receiving = tokio::spawn(async move {
            let mut stopped = pin!(first.stop().notified());
            stopped.as_mut().enable();
            stopped.await;
        });
        // It is listening before the next one comes.
        tokio::task::yield_now().await;
        let second = Turn::take(job).await.unwrap();
        receiving.await.unwrap();
        drop(second);
        let left = PLACES.lock().unwrap().contains_key(&job);
        assert!(!left, "nothing is kept of an upload that nobody receives");
    }
}
