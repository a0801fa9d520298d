//! The installation's secret keys: one file each, made on first start, readable by its owner
//! alone.

mod older;

use std::io::{self, Write as _};
use std::path::Path;

use mutual::clock::{Entropy, random};
use mutual::digest::{DigestKey, from_hex, hex};
use mutual::ledger::{NotAKey, SigningKey, VerifyingKey, public_half};
use mutual::receipt::ReceiptKey;

pub use older::{Kind, retire, rotate};
use older::{Older, older};

/// All keys.
#[derive(Clone)]
pub struct Keys {
    /// Signs links to customers' pages. The brand may hold it too, to make links offline.
    pub link: [u8; 32],
    /// Keys before that one, whose links still open.
    pub older_links: Vec<[u8; 32]>,
    /// For what must be recognised but not kept: idempotency keys, throttled addresses.
    pub digest: DigestKey,
    /// Signs the API's bearer tokens.
    pub token: [u8; 32],
    /// Signs the log's heads.
    log: [u8; 32],
    /// Keys before that one.
    older_logs: Vec<Older>,
    /// Signs receipts.
    pub receipt: ReceiptKey,
    /// Encloses the secrets of webhooks, which have to be read again to sign.
    pub webhook: [u8; 32],
}

/// A key file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the key file {file} {why}")]
pub struct KeyError {
    file: String,
    why: String,
}

impl Keys {
    /// The names of the key files.
    pub const FILES: [&'static str; 6] = [
        "link.key",
        "digest.key",
        "token.key",
        LOG_KEY,
        "receipt.key",
        "webhook.key",
    ];

    /// Reads the keys from `folder`, making those that are not there yet.
    ///
    /// # Errors
    ///
    /// [`KeyError`] where a file cannot be read, written, or is no key.
    pub fn load(folder: &Path, entropy: &dyn Entropy) -> Result<Self, KeyError> {
        make_private_folder(folder).map_err(|error| KeyError {
            file: folder.display().to_string(),
            why: format!("has no folder to stand in: {error}"),
        })?;
        let keys = Self::FILES.map(|name| load(&folder.join(name), entropy));
        let [link, digest, token, log, receipt, webhook] = keys;
        let secrets = older(folder, Kind::Link)?.into_iter();
        let older_receipts = older(folder, Kind::Receipt)?.into_iter();
        let receipt = ReceiptKey::new(&receipt?);
        Ok(Self {
            link: link?,
            older_links: secrets.filter_map(Older::secret).collect(),
            digest: DigestKey::new(digest?),
            token: token?,
            webhook: webhook?,
            log: log?,
            older_logs: older(folder, Kind::Log)?,
            receipt: older_receipts.fold(receipt, |key, older| match older {
                Older::Public(public) => key.after(&public),
                Older::Secret(secret) => key.after(&public_half(&secret)),
            }),
        })
    }
}

/// The name of the file with the key that signs the log's heads.
pub const LOG_KEY: &str = "log.key";

impl Keys {
    /// The key of the log of this name, with those before it.
    ///
    /// # Errors
    ///
    /// [`NotAKey`] where a log cannot have this name.
    pub fn log_key(&self, name: &str) -> Result<SigningKey, NotAKey> {
        let key = SigningKey::new(name, &self.log)?;
        let older = self.older_logs.iter();
        Ok(older.fold(key, |key, older| match older {
            Older::Secret(secret) => key.beside(secret),
            Older::Public(public) => key.after(public),
        }))
    }

    /// The public keys of the log that this signed note is of, the newest first; none where no log
    /// is named like that.
    #[must_use]
    pub fn public_log_keys(&self, note: &str) -> Vec<VerifyingKey> {
        let key = note.lines().next().map(|name| self.log_key(name));
        key.and_then(Result::ok)
            .map_or_else(Vec::new, |key| key.all_public())
    }
}

/// Makes a folder that only its owner can enter, with those above it.
///
/// # Errors
///
/// As the file system says.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

pub(super) fn load(file: &Path, entropy: &dyn Entropy) -> Result<[u8; 32], KeyError> {
    let fault = |why: String| KeyError {
        file: file.display().to_string(),
        why,
    };
    match std::fs::read_to_string(file) {
        Ok(text) => {
            from_hex(text.trim()).ok_or_else(|| fault("is not 64 hexadecimal digits".into()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key: [u8; 32] = random(entropy);
            match write(file, &key) {
                Ok(()) => Ok(key),
                // Another process made it first: its key counts.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let text = std::fs::read_to_string(file).map_err(|e| fault(e.to_string()))?;
                    from_hex(text.trim())
                        .ok_or_else(|| fault("is not 64 hexadecimal digits".into()))
                }
                Err(error) => Err(fault(format!("cannot be written: {error}"))),
            }
        }
        Err(error) => Err(fault(format!("cannot be read: {error}"))),
    }
}

/// Writes the key under its name in one step, so that nobody reads half of it; an existing file
/// stays as it is.
fn write(file: &Path, key: &[u8; 32]) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let text = hex(key);
    let scratch = file.with_extension(format!("{}.new", std::process::id()));
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&scratch)?;
    out.write_all(format!("{text}\n").as_bytes())?;
    out.sync_all()?;
    let linked = std::fs::hard_link(&scratch, file);
    std::fs::remove_file(&scratch)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;
    use mutual_engine::SystemEntropy;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn keys_are_made_once_and_only_their_owner_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("keys");
        let first = Keys::load(&folder, &SystemEntropy).unwrap();
        let second = Keys::load(&folder, &SystemEntropy).unwrap();
        assert_eq!(first.link, second.link);
        assert_ne!(first.link, first.token);
        for name in Keys::FILES {
            let mode = std::fs::metadata(folder.join(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_no_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("link.key"), "secret").unwrap();
        let error = Keys::load(folder.path(), &SystemEntropy)
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains("link.key") && !error.contains("secret"),
            "{error}"
        );
    }
}
