//! The append-only, ordered log of all that changes consent or its meaning.

mod audit;
mod checkpoint;
mod encoding;
mod entry;
mod guarding;
mod kind;
#[cfg(test)]
mod oracle;
mod quick;
mod receipt;
pub mod tile;
pub mod tree;

pub use audit::{Audit, Sound, Wrong};
pub use checkpoint::{Checkpoint, NotAKey, NoteError, SigningKey, VerifyingKey, public_half};
pub use encoding::{Leaf, Sealed, kind_of, seal, subject_tag, unseal};
pub use entry::{
    Announced, Body, CatalogueChange, Chosen, Entry, Erased, Forgotten, Genesis, Merged, Published,
    Readmitted, RegistryChanged, Retired, Split, TermChange, Undecodable, Whole,
};
pub use guarding::{
    CaseDecided, CaseOpened, DecisionsSealed, InferenceRejected, LineChange, RedLinesChanged,
    SituationSaid,
};
pub use kind::EntryKind;
pub use quick::Words;
pub use receipt::{Issuer, Proof, Proven, Receipt, Unproven};
