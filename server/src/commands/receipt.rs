//! Check a receipt, without asking anybody.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mutual::ledger::{Receipt as Kept, Unproven, VerifyingKey};
use mutual_engine::SystemEntropy;

use super::{Failure, out};
use crate::config::Config;
use crate::keys::{Keys, LOG_KEY};

/// No receipt is longer than this, in bytes.
const LONGEST: u64 = 4 << 20;

/// Check a receipt.
#[derive(Subcommand)]
pub(crate) enum Receipt {
    /// Say what a receipt proves
    ///
    /// Ends with 0 where it proves what it says, and with 1 where it does not. Asks nobody.
    Verify(Verify),
}

/// Which one, and by which key.
#[derive(Args)]
pub(crate) struct Verify {
    /// The receipt, as `GET /receipts/{id}` answers it in JSON
    file: PathBuf,
    /// The log's public key, as /.well-known/mutual-keys names it; may be given more than once. By
    /// default that of this installation, from its key folder
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<VerifyingKey>,
}

impl Receipt {
    pub(crate) fn run(self, config: &Config) -> Result<(), Failure> {
        match self {
            Self::Verify(verify) => verify.run(config),
        }
    }
}

impl Verify {
    fn run(mut self, config: &Config) -> Result<(), Failure> {
        let file = self.file.display();
        let length = std::fs::metadata(&self.file).map(|file| file.len());
        let unreadable = |error| Failure::unable(format!("{file} cannot be read: {error}"));
        if length.map_err(unreadable)? > LONGEST {
            return Err(Failure::Check(Unproven::Format.to_string()));
        }
        let text = std::fs::read(&self.file).map_err(unreadable)?;
        let receipt: Kept = serde_json::from_slice(&text)
            .map_err(|_| Failure::Check(Unproven::Format.to_string()))?;
        if self.keys.is_empty() {
            self.keys = own_keys(config, &receipt)?;
        }
        let proven = receipt
            .verify(&self.keys)
            .map_err(|unproven| Failure::Check(unproven.to_string()))?;
        out::line(format_args!("good       {}", receipt.receipt))?;
        out::line(format_args!(
            "entry      {} of {} in {}",
            receipt.index, proven.size, proven.log
        ))?;
        out::line(format_args!("at         {}", receipt.at))?;
        out::line(format_args!("what       {}", receipt.entry.kind().word()))?;
        let wording = if proven.wording {
            "the one that was shown"
        } else {
            "none in the receipt"
        };
        out::line(format_args!("wording    {wording}"))?;
        out::line("not proven who the customer is, and what stands under `issuer`")
    }
}

/// The keys of this installation, under the name that the receipt gives the log.
fn own_keys(config: &Config, receipt: &Kept) -> Result<Vec<VerifyingKey>, Failure> {
    if !config.key_dir().join(LOG_KEY).exists() {
        let help = "give the log's public key with --key";
        return Err(Failure::unable(format!("there is no log.key here: {help}")));
    }
    let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
    let note = receipt
        .proof
        .as_ref()
        .map(|proof| proof.checkpoint.as_str());
    Ok(keys.public_log_keys(note.unwrap_or_default()))
}
