//! Uploads on their way into a job: files that only this server reads, gone when the job ends.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use mutual::digest::{DigestKey, hex};
use mutual::id::JobId;
use sha2::{Digest as _, Sha256};
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

/// How old a file that no job knows must be to be taken for a left-over.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);

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
pub struct Receiving {
    folder: PathBuf,
    part: Part,
    file: File,
    hash: Sha256,
    size: u64,
    most: u64,
}

/// The place of a file that is being received. It goes with its owner, also where that is a
/// request whose caller hung up.
struct Part(Option<PathBuf>);

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(path) = self.0.take()
            && let Err(error) = std::fs::remove_file(path)
        {
            tracing::warn!(%error, "an unfinished upload could not be removed");
        }
    }
}

impl Receiving {
    /// Begins to receive a file of at most `most` bytes. `nonce` tells it apart from others.
    ///
    /// # Errors
    ///
    /// As the file system says.
    pub async fn begin(folder: PathBuf, nonce: [u8; 8], most: u64) -> io::Result<Self> {
        crate::keys::make_private_folder(&folder)?;
        let part = folder.join(format!("{:016x}.part", u64::from_be_bytes(nonce)));
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&part)
            .await?;
        Ok(Self {
            folder,
            part: Part(Some(part)),
            file,
            hash: Sha256::new(),
            size: 0,
            most,
        })
    }

    /// Takes more bytes.
    ///
    /// # Errors
    ///
    /// [`SpoolError`].
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), SpoolError> {
        self.size = self.size.saturating_add(bytes.len() as u64);
        if self.size > self.most {
            return Err(SpoolError::TooLarge(self.most));
        }
        self.hash.update(bytes);
        Ok(self.file.write_all(bytes).await?)
    }

    /// A keyed digest of what was received, for telling two uploads apart.
    #[must_use]
    pub fn digest(&self, key: &DigestKey, beside: &[u8]) -> [u8; 32] {
        key.of(&[b"import body", &self.hash.clone().finalize(), beside])
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
        self.file.sync_all().await?;
        if let Some(part) = &self.part.0 {
            tokio::fs::rename(part, self.folder.join(&name)).await?;
        }
        self.part.0 = None;
        File::open(&self.folder).await?.sync_all().await?;
        Ok(name)
    }
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
