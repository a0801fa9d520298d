//! Uploads on their way into a job: files that only this server reads, gone when the job ends.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use mutual::digest::{DigestKey, hex};
use mutual::id::{ClientId, JobId};
use sha2::{Digest as _, Sha256};
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

use super::room::{NoRoom, Place, Room};

/// How old a file that no job knows must be to be taken for a left-over.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);
/// The end of the name of a file that comes in one go, as long as it comes.
const PART: &str = "part";

/// How the lines of an import are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object a line.
    Ndjson,
    /// A row for each toggle, below a row of column names.
    Csv,
}

impl Format {
    /// The end of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// The format that the end of a file's name stands for.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Why an upload was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// It has more bytes than it may.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// The bytes of all waiting uploads are as many as they may be.
    #[error(transparent)]
    Full(#[from] NoRoom),
    /// The file cannot be written.
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// The folder of the files.
#[must_use]
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("spool")
}

/// A file that is being received.
///
/// One that is to go on after a break has a name that the next request finds, and stays where its
/// owner goes.
pub struct Receiving {
    folder: PathBuf,
    part: Part,
    file: File,
    /// The hash of all that came, where that came in one go. What goes on after a break is hashed
    /// once, when all of it is there: a part costs its own length, however much came before it.
    hash: Option<Sha256>,
    size: u64,
    most: u64,
    /// Where its bytes are booked; nothing where nobody bounds them.
    place: Option<Place>,
}

/// The place of a file that is being received. Unless it is to go on later, it goes with its owner,
/// also where that is a request whose caller hung up.
struct Part {
    path: Option<PathBuf>,
    stays: bool,
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && !self.stays
            && let Err(error) = std::fs::remove_file(path)
            // An erasure took it.
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an unfinished upload could not be removed");
        }
    }
}

impl Receiving {
    /// Begins to receive a file of at most `most` bytes, for the test side or the live one. `nonce` tells
    /// it apart from others.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn begin(folder: PathBuf, nonce: [u8; 8], test: bool, most: u64) -> io::Result<Self> {
        crate::keys::make_private_folder(&folder)?;
        let name = format!("{:016x}{}", u64::from_be_bytes(nonce), part_of(test));
        let part = folder.join(&name);
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&part)
            .await?;
        Ok(Self {
            folder,
            part: Part {
                path: Some(part),
                stays: false,
            },
            file,
            hash: Some(Sha256::new()),
            size: 0,
            most,
            place: None,
        })
    }

    /// Books its bytes as those of a client from now on.
    #[must_use]
    pub fn within(mut self, room: &Arc<Room>, client: ClientId) -> Self {
        let name = self.part.path.as_deref().and_then(Path::file_name);
        let name = name.and_then(|name| name.to_str());
        self.place = name.map(|name| room.open(name.to_owned(), client, self.size));
        self
    }

    /// Begins a file of that name, or goes on behind what is there of it.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn go_on(folder: PathBuf, name: &str, most: u64) -> io::Result<Self> {
        crate::keys::make_private_folder(&folder)?;
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        let file = options
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .await?;
        let size = file.metadata().await?.len();
        Ok(Self {
            folder,
            part: Part {
                path: Some(path),
                stays: true,
            },
            file,
            hash: (size == 0).then(Sha256::new),
            size,
            most,
            place: None,
        })
    }

    /// How many bytes are there.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.part.path.as_deref()
    }

    /// Puts what came so far where a crash leaves it.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn settle(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_data().await
    }

    /// Nothing is to go on: the file goes with its owner.
    pub fn discard(&mut self) {
        self.part.stays = false;
    }

    /// Takes more bytes.
    ///
    /// # Errors
    ///
    /// [`SpoolError`].
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), SpoolError> {
        let size = self.size.saturating_add(bytes.len() as u64);
        if size > self.most {
            return Err(SpoolError::TooLarge(self.most));
        }
        if let Some(place) = &self.place {
            place.take(bytes.len() as u64).await?;
        }
        self.size = size;
        if let Some(hash) = &mut self.hash {
            hash.update(bytes);
        }
        Ok(self.file.write_all(bytes).await?)
    }

    /// A keyed digest of what was received, for telling two uploads apart. Of what came in several
    /// goes the file is read, once.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn digest(&mut self, key: &DigestKey, beside: &[u8]) -> io::Result<[u8; 32]> {
        let hash = match (&self.hash, &self.part.path) {
            (Some(hash), _) => hash.clone(),
            (None, None) => Sha256::new(),
            (None, Some(path)) => {
                self.file.flush().await?;
                let path = path.clone();
                let hashed = tokio::task::spawn_blocking(move || hashed(&path));
                hashed.await.map_err(io::Error::other)??
            }
        };
        let hash = self.hash.insert(hash).clone().finalize();
        Ok(key.of(&[b"import body", &hash, beside]))
    }

    /// Keeps the file durably under a job's name; its name.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn keep(
        mut self,
        job: JobId,
        digest: [u8; 32],
        format: Format,
    ) -> io::Result<String> {
        let name = name(job, digest, format);
        self.file.flush().await?;
        self.file.sync_all().await?;
        if let Some(part) = &self.part.path {
            tokio::fs::rename(part, self.folder.join(&name)).await?;
        }
        self.part.path = None;
        if let Some(place) = &mut self.place {
            place.rename(name.clone());
        }
        File::open(&self.folder).await?.sync_all().await?;
        Ok(name)
    }
}

/// The hash of what stands in a file. Blocks.
fn hashed(file: &Path) -> io::Result<Sha256> {
    let mut file = std::fs::File::open(file)?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let read = match io::Read::read(&mut file, &mut bytes) {
            Ok(0) => return Ok(hash),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(bytes.get(..read).unwrap_or_default());
    }
}

/// The end of the name of each file of one side that comes in one go.
fn part_of(test: bool) -> String {
    format!(".{}.{PART}", if test { "test" } else { "live" })
}

/// Whether a file of that name comes in one go on that side, or a crash ended that.
pub(super) fn is_part(name: &str, test: bool) -> bool {
    name.ends_with(&part_of(test))
}

/// The name of a job's file, which also says what was uploaded.
fn name(job: JobId, digest: [u8; 32], format: Format) -> String {
    format!("{job}.{}.{}", hex(&digest), format.extension())
}

/// Whether a job's file holds the upload with this digest.
#[must_use]
pub fn holds(spool: &str, job: JobId, digest: [u8; 32]) -> bool {
    [Format::Ndjson, Format::Csv]
        .into_iter()
        .any(|format| spool == name(job, digest, format))
}

/// Removes the file of a job that has ended.
pub(super) async fn remove(folder: &Path, spool: &str) {
    match tokio::fs::remove_file(folder.join(spool)).await {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(%error, "an upload could not be removed"),
    }
}

/// Removes files that no job of `known` needs, as a crash may leave them behind.
pub(super) async fn clear(folder: &Path, known: &[String]) -> io::Result<()> {
    let mut files = match tokio::fs::read_dir(folder).await {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    while let Some(file) = files.next_entry().await? {
        let needed = file
            .file_name()
            .to_str()
            .is_some_and(|name| known.iter().any(|k| k == name));
        let cleared = async {
            let changed = file.metadata().await?.modified()?;
            if !needed && changed.elapsed().unwrap_or_default() > LEFT_OVER {
                tokio::fs::remove_file(file.path()).await?;
            }
            io::Result::Ok(())
        };
        match cleared.await {
            // Whoever works on it, or another sweep, was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that goes with the test.
    fn temporary() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[tokio::test]
    async fn a_part_is_not_hashed_with_all_before_it_and_the_digest_is_that_of_one_go() {
        let folder = temporary();
        let at = || folder.path().to_owned();
        let key = DigestKey::new([7; 32]);
        let mut whole = Receiving::begin(at(), [1; 8], false, 100).await.unwrap();
        whole.write(b"one two three").await.unwrap();
        let wanted = whole.digest(&key, b"beside").await.unwrap();
        for part in [b"one ".as_slice(), b"two ", b"three"] {
            // As after a restart: all that is known of it is its file.
            let mut upload = Receiving::go_on(at(), "upload", 100).await.unwrap();
            let before = upload.size();
            upload.write(part).await.unwrap();
            // A hash that runs here would have been made of all that came before.
            assert_eq!(upload.hash.is_some(), before == 0);
            upload.settle().await.unwrap();
        }
        let mut upload = Receiving::go_on(at(), "upload", 100).await.unwrap();
        assert_eq!(upload.digest(&key, b"beside").await.unwrap(), wanted);
        assert_ne!(upload.digest(&key, b"other").await.unwrap(), wanted);
        let more = upload.write(&[0; 100]).await;
        assert!(matches!(more, Err(SpoolError::TooLarge(100))));
        assert_eq!(upload.size(), 13);
    }
}
