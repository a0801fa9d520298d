//! The signed head of the log: a C2SP tlog-checkpoint in a C2SP signed note (Ed25519).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _};
use sha2::{Digest as _, Sha256};

use super::tree::Hash;

/// The byte that marks Ed25519 in key ids and keys.
const ED25519: u8 = 1;
/// The most bytes of a note: room for sixteen signatures of every kind.
const LONGEST: usize = 128 * 1024;
/// What a line with a signature begins with.
const DASH: &str = "— ";

/// The head of a log: how many leaves it has, and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: its name, as its first line.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a note is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is no note, or no checkpoint.
    #[error("this is no checkpoint")]
    Malformed,
    /// No signature is by the key that was asked for.
    #[error("the checkpoint is not signed by this key")]
    Unsigned,
    /// A signature by the key is not good.
    #[error("the checkpoint's signature is not good")]
    Signature,
    /// It is of another log.
    #[error("the checkpoint is of another log")]
    Origin,
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        let root = STANDARD.encode(self.root);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// The signed note.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        let text = self.text();
        let mut note = format!("{text}\n");
        for secret in std::iter::once(&key.key).chain(&key.older) {
            let mut signature = key.named(secret.verifying_key()).id().to_vec();
            signature.extend(secret.sign(text.as_bytes()).to_bytes());
            let signature = STANDARD.encode(signature);
            note.push_str(&format!("{DASH}{} {signature}\n", key.name));
        }
        note
    }

    /// Reads a note that one of `keys` has signed, of the log that this key is named after.
    ///
    /// # Errors
    ///
    /// [`NoteError`]. Signatures of other keys are passed over.
    pub fn verify(note: &str, keys: &[VerifyingKey]) -> Result<Self, NoteError> {
        let (text, signatures) = parts(note).ok_or(NoteError::Malformed)?;
        let checkpoint: Self = text.parse()?;
        let mut signed = None;
        for (name, signature) in signatures {
            let (id, signature) = signature.split_first_chunk().ok_or(NoteError::Malformed)?;
            let known = keys.iter().find(|key| key.name == name && key.id() == *id);
            let Some(key) = known else { continue };
            if !key.verifies(text.as_bytes(), signature) {
                return Err(NoteError::Signature);
            }
            signed = Some(key);
        }
        let key = signed.ok_or(NoteError::Unsigned)?;
        if key.name == checkpoint.origin {
            Ok(checkpoint)
        } else {
            Err(NoteError::Origin)
        }
    }
}

/// A signature of a note: the name of its key, and its bytes, with the key's id first.
type Signed<'a> = (&'a str, Vec<u8>);

/// The text of a note, and its signatures.
fn parts(note: &str) -> Option<(&str, Vec<Signed<'_>>)> {
    let control = |c: char| c < ' ' && c != '\n';
    if note.len() > LONGEST || note.contains(control) {
        return None;
    }
    let at = note.rfind("\n\n")?;
    let (text, signatures) = (note.get(..=at)?, note.get(at + 2..)?);
    let signatures = signatures.strip_suffix('\n')?;
    let signatures = signatures.split('\n').map(|line| {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        is_name(name).then_some((name, STANDARD.decode(signature).ok()?))
    });
    Some((text, signatures.collect::<Option<_>>()?))
}

/// Whether a key can have this name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

impl FromStr for Checkpoint {
    type Err = NoteError;

    /// Reads the text of a checkpoint. Lines behind the third say nothing to us.
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let read = || {
            let mut lines = text.strip_suffix('\n')?.split('\n');
            let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
            let number: u64 = size.parse().ok()?;
            let root: Hash = STANDARD.decode(root).ok()?.try_into().ok()?;
            let plain = number.to_string() == size && !origin.is_empty();
            (plain && lines.all(|line| !line.is_empty())).then(|| Self {
                origin: origin.to_owned(),
                size: number,
                root,
            })
        };
        read().ok_or(NoteError::Malformed)
    }
}

/// A key that checkpoints are checked with, named after its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    /// The log's name.
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

/// The text is no key of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a public key such as example.org/ledger+d6f4ac3e+AZ…")]
pub struct NotAKey;

impl VerifyingKey {
    /// The log that it is named after.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What signatures name it by.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let digest: Hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.as_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        [a, b, c, d]
    }

    /// Whether the signature is by this key over `message`.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        // Strict: no key or signature that would be good for several messages.
        self.key.verify_strict(message, &signature).is_ok()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend(self.key.as_bytes());
        let id = u32::from_be_bytes(self.id());
        write!(f, "{}+{id:08x}+{}", self.name, STANDARD.encode(bytes))
    }
}

impl FromStr for VerifyingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let read = || {
            let (name, rest) = text.split_once('+')?;
            let (_, key) = rest.split_once('+')?;
            let bytes = STANDARD.decode(key).ok()?;
            let (kind, key) = bytes.split_first()?;
            let key = ed25519_dalek::VerifyingKey::try_from(key).ok()?;
            let read = Self {
                name: name.to_owned(),
                key,
            };
            // The id in the text is checked by writing the key out again.
            (*kind == ED25519 && is_name(name) && read.to_string() == text).then_some(read)
        };
        read().ok_or(NotAKey)
    }
}

/// A key that checkpoints are signed with, named after its log.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
    /// Keys before this one that still sign, so that whoever knows only them goes on.
    older: Vec<ed25519_dalek::SigningKey>,
    /// Keys that signed once.
    retired: Vec<ed25519_dalek::VerifyingKey>,
}

impl SigningKey {
    /// The key with this seed, for the log `name`.
    ///
    /// # Errors
    ///
    /// [`NotAKey`] where the name is empty, or has a space or a plus.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NotAKey> {
        if !is_name(name) {
            return Err(NotAKey);
        }
        Ok(Self {
            name: name.to_owned(),
            key: ed25519_dalek::SigningKey::from_bytes(seed),
            older: Vec::new(),
            retired: Vec::new(),
        })
    }

    /// Lets an older key with this seed sign too.
    #[must_use]
    pub fn beside(mut self, seed: &[u8; 32]) -> Self {
        self.older.push(ed25519_dalek::SigningKey::from_bytes(seed));
        self
    }

    /// Names a key that signed once, by its public half; what is no such half is left out.
    #[must_use]
    pub fn after(mut self, public: &[u8; 32]) -> Self {
        self.retired
            .extend(ed25519_dalek::VerifyingKey::from_bytes(public));
        self
    }

    /// The key to check with.
    #[must_use]
    pub fn public(&self) -> VerifyingKey {
        self.named(self.key.verifying_key())
    }

    /// All keys that a head may be signed by, the newest first.
    #[must_use]
    pub fn all_public(&self) -> Vec<VerifyingKey> {
        let older = self
            .older
            .iter()
            .map(ed25519_dalek::SigningKey::verifying_key);
        let all = std::iter::once(self.key.verifying_key())
            .chain(older)
            .chain(self.retired.iter().copied());
        all.map(|key| self.named(key)).collect()
    }

    fn named(&self, key: ed25519_dalek::VerifyingKey) -> VerifyingKey {
        VerifyingKey {
            name: self.name.clone(),
            key,
        }
    }
}

/// The public half of a key with this seed.
#[must_use]
pub fn public_half(seed: &[u8; 32]) -> [u8; 32] {
    let key = ed25519_dalek::SigningKey::from_bytes(seed);
    key.verifying_key().to_bytes()
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
