//! Keys before the present ones: `link.key.old` and the like, a line each, the newest first.
//!
//! A line is `secret` or `public` and 64 hexadecimal digits. A secret still works; of a public half
//! nothing is left but that what it signed can be checked.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use mutual::clock::{Entropy, random};
use mutual::digest::{from_hex, hex};
use mutual::ledger::public_half;

use super::{KeyError, LOG_KEY, load};

/// A key before the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Older {
    /// It still works.
    Secret([u8; 32]),
    /// What it signed can still be checked.
    Public([u8; 32]),
}

/// The kinds of keys that can be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Links that were signed before still open, until the key before is retired.
    Link,
    /// The key before signs beside the new one, until it is retired.
    Log,
    /// What was signed before can still be checked.
    Receipt,
    /// Tokens given out before end.
    Token,
}

impl Older {
    pub(super) fn secret(self) -> Option<[u8; 32]> {
        match self {
            Self::Secret(secret) => Some(secret),
            Self::Public(_) => None,
        }
    }

    fn line(self) -> String {
        match self {
            Self::Secret(key) => format!("secret {}\n", hex(&key)),
            Self::Public(key) => format!("public {}\n", hex(&key)),
        }
    }

    fn read(line: &str) -> Option<Self> {
        let (word, digits) = line.split_once(' ')?;
        match word {
            "secret" => Some(Self::Secret(from_hex(digits)?)),
            "public" => Some(Self::Public(from_hex(digits)?)),
            _ => None,
        }
    }
}

impl Kind {
    fn file(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Link => "link.key",
            Self::Log => LOG_KEY,
            Self::Receipt => "receipt.key",
            Self::Token => "token.key",
        })
    }

    /// Where the keys before it are.
    fn older_file(self, folder: &Path) -> PathBuf {
        self.file(folder).with_extension("key.old")
    }

    /// What is kept of a key of this kind once there is a new one.
    fn kept(self, key: [u8; 32]) -> Option<Older> {
        match self {
            Self::Link | Self::Log => Some(Older::Secret(key)),
            Self::Receipt => Some(Older::Public(public_half(&key))),
            Self::Token => None,
        }
    }

    /// What is kept of an older key once it is retired.
    fn retired(self, older: Older) -> Option<Older> {
        match (self, older) {
            (Self::Log, Older::Secret(key)) => Some(Older::Public(public_half(&key))),
            (Self::Link | Self::Token, _) => None,
            (_, older) => Some(older),
        }
    }
}

/// The keys before the present one. One that a crash left there twice counts once.
pub(super) fn older(folder: &Path, kind: Kind) -> Result<Vec<Older>, KeyError> {
    let file = kind.older_file(folder);
    let fault = |why: String| KeyError {
        file: file.display().to_string(),
        why,
    };
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(format!("cannot be read: {error}"))),
    };
    let mut all = Vec::new();
    for line in text.lines() {
        let key = Older::read(line).ok_or_else(|| fault("has a line that is no key".to_owned()))?;
        if !all.contains(&key) {
            all.push(key);
        }
    }
    Ok(all)
}

/// Puts a new key in the place of the one of this kind. A running server takes it up when it starts
/// again.
///
/// # Errors
///
/// [`KeyError`]; the key before is in its place then.
pub fn rotate(folder: &Path, kind: Kind, entropy: &dyn Entropy) -> Result<(), KeyError> {
    let before = load(&kind.file(folder), entropy)?;
    let mut kept: Vec<_> = kind.kept(before).into_iter().collect();
    kept.extend(older(folder, kind)?);
    // First, so that a crash in between loses nothing.
    replace(&kind.older_file(folder), &lines(&kept))?;
    let key: [u8; 32] = random(entropy);
    replace(&kind.file(folder), &format!("{}\n", hex(&key)))
}

/// Takes the power from all keys of this kind before the present one; how many still had it.
///
/// # Errors
///
/// [`KeyError`]; nothing has changed then.
pub fn retire(folder: &Path, kind: Kind) -> Result<usize, KeyError> {
    let before = older(folder, kind)?;
    let working = before.iter().filter(|older| older.secret().is_some());
    let count = working.count();
    let kept = before.into_iter().filter_map(|older| kind.retired(older));
    replace(&kind.older_file(folder), &lines(&kept.collect::<Vec<_>>()))?;
    Ok(count)
}

fn lines(keys: &[Older]) -> String {
    keys.iter().map(|key| key.line()).collect()
}

/// Puts a new text in the place of a file's, in one step.
fn replace(file: &Path, text: &str) -> Result<(), KeyError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let write = || {
        let scratch = file.with_extension(format!("{}.new", std::process::id()));
        let mut options = std::fs::File::options();
        options.write(true).create(true).truncate(true).mode(0o600);
        let mut out = options.open(&scratch)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        std::fs::rename(&scratch, file)
    };
    write().map_err(|error: io::Error| KeyError {
        file: file.display().to_string(),
        why: format!("cannot be written: {error}"),
    })
}

#[cfg(test)]
mod tests {
    use mutual::ledger::{Checkpoint, VerifyingKey};
    use mutual_engine::SystemEntropy;

    use super::*;
    use crate::keys::Keys;

    #[test]
    fn a_new_key_takes_over_and_the_one_before_is_not_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let load = || Keys::load(folder.path(), &SystemEntropy).unwrap();
        let public = |keys: &Keys| keys.log_key("a/ledger").unwrap().all_public();
        let first = load();
        for kind in [Kind::Link, Kind::Log, Kind::Receipt, Kind::Token] {
            rotate(folder.path(), kind, &SystemEntropy).unwrap();
        }
        let second = load();
        assert_ne!(second.link, first.link);
        assert_eq!(second.older_links, [first.link]);
        assert_ne!(second.token, first.token);
        assert_eq!(public(&second)[1..], public(&first)[..]);
        assert_eq!(second.receipt.jwks()[1..], first.receipt.jwks()[..]);
        let head = Checkpoint {
            origin: "a/ledger".to_owned(),
            size: 1,
            root: [3; 32],
        };
        let note = head.sign(&second.log_key("a/ledger").unwrap());
        let verify = |keys: &[VerifyingKey]| Checkpoint::verify(&note, keys);
        // Whoever knows only the old key, or only the new one, takes the same head.
        assert!(verify(&public(&first)).is_ok());
        assert!(verify(&public(&second)[..1]).is_ok());
        assert_eq!(retire(folder.path(), Kind::Log).unwrap(), 1);
        assert_eq!(retire(folder.path(), Kind::Link).unwrap(), 1);
        let third = load();
        assert!(third.older_links.is_empty());
        assert_eq!(public(&third), public(&second), "all stay published");
        let later = head.sign(&third.log_key("a/ledger").unwrap());
        assert!(Checkpoint::verify(&later, &public(&first)).is_err());
        let old = std::fs::read_to_string(folder.path().join("log.key.old")).unwrap();
        assert!(old.starts_with("public "), "the secret is gone");
        std::fs::write(folder.path().join("log.key.old"), "secret x\n").unwrap();
        let error = Keys::load(folder.path(), &SystemEntropy).err().unwrap();
        assert!(error.to_string().contains("log.key.old"), "{error}");
    }
}
