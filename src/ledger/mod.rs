//! The append-only, ordered log of all that changes consent or its meaning.

mod encoding;
mod entry;

pub use encoding::{Leaf, Sealed, seal, subject_tag, unseal};
pub use entry::{
    Announced, Body, Chosen, Entry, EntryKind, Genesis, Published, Undecodable, Whole,
};
