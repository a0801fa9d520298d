//! The one writer of a database, and the consent state in memory.
//!
//! Every command of a database goes through one task, the sequencer. It takes what has arrived,
//! decides each command in order with the pure functions of [`mutual::use_cases`], writes the
//! whole group in one durable transaction, then updates memory, and only then answers. So a
//! decision never rests on a state that has moved, an index is never skipped, many commands
//! share one sync to disk, and a check that comes after an answer sees what was answered.

mod answering;
mod asks;
mod crowds;
mod deciding;
mod directory;
mod dues;
mod effects;
mod erasures;
mod handle;
mod holding;
mod kept;
mod known;
mod load;
mod log;
mod memory;
mod pending;
mod recorder;
mod sequencer;
mod settling;
mod signing;
mod snapshot;
mod system;
mod trail;
mod verify;

pub use handle::{EngineHandle, Options, Stats, recount, start};
pub use kept::Kept;
pub use load::catalogue;
pub use recorder::GroupRecorder;
pub use snapshot::read;
pub use system::{SystemClock, SystemEntropy};
pub use verify::{Flaw, NotVerified, Verified, verify};
