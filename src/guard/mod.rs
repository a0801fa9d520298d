//! "May I?" and its answer.

mod check;
mod verdict;

pub use check::{Request, check, erased};
pub use verdict::{Code, DecidedBy, DecidedByKind, Grant, Outcome, Reason, Verdict};
