//! Replace keys.

use clap::{Args, Subcommand, ValueEnum};
use mutual_engine::SystemEntropy;

use super::{Failure, out};
use crate::config::Config;
use crate::keys::{self, Kind};

/// Replace keys.
#[derive(Subcommand)]
pub(crate) enum KeysCommand {
    /// Put a new key in the place of one; the server takes it up when it starts again
    Rotate(Which),
    /// Take the power from the keys before the present one
    Retire(Which),
}

/// Which one.
#[derive(Args)]
pub(crate) struct Which {
    /// What it is for
    kind: Name,
}

/// The keys that can be replaced. The key of digests cannot: who must not come back is recognised
/// by it.
#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// Links to customers' pages: older links open until the key before is retired
    Link,
    /// Heads of the log: the key before signs beside the new one until it is retired, and stays
    /// published
    Log,
    /// Signed receipts: the key before stays published
    Receipt,
    /// Tokens of the API: those given out before end
    Token,
}

impl KeysCommand {
    pub(crate) fn run(self, config: &Config) -> Result<(), Failure> {
        let folder = config.key_dir();
        match self {
            Self::Rotate(which) => {
                let rotated = keys::rotate(&folder, which.kind.into(), &SystemEntropy);
                rotated.map_err(Failure::unable)?;
                out::line("rotated    start the server again to use the new key")
            }
            Self::Retire(which) => {
                let count = keys::retire(&folder, which.kind.into()).map_err(Failure::unable)?;
                out::line(format_args!("retired    {count}"))
            }
        }
    }
}

impl From<Name> for Kind {
    fn from(name: Name) -> Self {
        match name {
            Name::Link => Self::Link,
            Name::Log => Self::Log,
            Name::Receipt => Self::Receipt,
            Name::Token => Self::Token,
        }
    }
}
