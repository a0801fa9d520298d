//! Check the ledger against itself and its signed head.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use mutual::ledger::{Checkpoint, VerifyingKey};
use mutual_engine::{Kept, NotVerified, SystemEntropy, verify};

use super::{Failure, out, stored};
use crate::config::Config;
use crate::copy::{Copy, copy, verify_public};
use crate::keys::{Keys, LOG_KEY};

/// Check the ledger.
#[derive(Subcommand)]
pub(crate) enum Ledger {
    /// Copy the ledger into a folder that can be checked without the database
    ///
    /// The copy holds what customers chose, unless it is a public one, and ends at the newest signed head.
    Export(Export),
    /// Make every leaf, state and root again, and compare
    ///
    /// Ends with 0 where all is good, and with 1 and the first index that is not. Changes nothing, also
    /// beside a running server.
    Verify(Verify),
}

/// Where to.
#[derive(Args)]
pub(crate) struct Export {
    /// The folder to make; one that is there is never written into
    folder: PathBuf,
    /// Leave out what is personal: the copy then proves the tree alone, and may be given to anybody
    #[arg(long)]
    public: bool,
    /// The ledger of test clients instead of the live one
    #[arg(long)]
    test: bool,
}

impl Export {
    async fn run(self, config: &Config) -> Result<(), Failure> {
        let store = stored(config, self.test).await?;
        let copied = copy(store.as_ref(), &self.folder, self.public).await;
        store.close().await;
        let copied = copied.map_err(Failure::unable)?;
        out::line(format_args!("entries    {}", copied.entries))?;
        out::line(format_args!("folder     {}", self.folder.display()))?;
        if !self.public {
            out::line(
                "personal   it holds what customers chose: keep it as you keep the database",
            )?;
        }
        Ok(())
    }
}

/// What to check, and by which key.
#[derive(Args)]
pub(crate) struct Verify {
    /// The log's public key, as /.well-known/mutual-keys names it; may be given more than once. By
    /// default that of this installation, from its key folder
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<VerifyingKey>,
    /// The ledger of test clients instead of the live one
    #[arg(long)]
    test: bool,
    /// A folder that `mutual ledger export` made, instead of the database
    #[arg(long, value_name = "FOLDER", conflicts_with = "test")]
    export: Option<PathBuf>,
}

impl Ledger {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        match self {
            Self::Export(export) => export.run(config).await,
            Self::Verify(verify) => verify.run(config).await,
        }
    }
}

impl Verify {
    /// Looks and changes nothing, also beside a running server.
    async fn run(mut self, config: &Config) -> Result<(), Failure> {
        if let Some(folder) = self.export.take() {
            return self.copy(config, &folder).await;
        }
        let store = stored(config, self.test).await?;
        if self.keys.is_empty()
            && let Ok(Some(row)) = store.checkpoint().await
        {
            self.keys.extend(own_keys(config, &row.note)?);
        }
        let found = self.check(store.as_ref()).await;
        store.close().await;
        found
    }

    /// Checks a copy.
    async fn copy(mut self, config: &Config, folder: &Path) -> Result<(), Failure> {
        let unreadable = |error| Failure::unable(format!("{}: {error}", folder.display()));
        let copy = Copy::open(folder).map_err(unreadable)?;
        if self.keys.is_empty() {
            self.keys.extend(own_keys(config, copy.note())?);
        }
        if copy.is_whole() {
            return self.check(&copy).await;
        }
        let head = Checkpoint::verify(copy.note(), &self.keys)
            .map_err(|error| Failure::Check(error.to_string()))?;
        verify_public(&copy, &head).map_err(Failure::Check)?;
        out::line(format_args!("entries    {}", head.size))?;
        out::line(format_args!("signed     {} by {}", head.size, head.origin))?;
        out::line("not proven what the entries say: the copy has their public part alone")
    }

    async fn check<K: Kept + ?Sized>(&self, kept: &K) -> Result<(), Failure> {
        let shows = std::io::stderr().is_terminal();
        let found = verify(kept, &self.keys, |entries| {
            if shows {
                out::progress(format_args!("{entries} entries"));
            }
        });
        let found = found.await;
        if shows {
            out::note("");
        }
        match found {
            Ok(good) => {
                out::line(format_args!("entries    {}", good.entries))?;
                out::line(format_args!("customers  {}", good.customers))?;
                match good.head {
                    Some(head) => {
                        out::line(format_args!("signed     {} by {}", head.size, head.origin))
                    }
                    None => out::line("signed     nothing yet"),
                }
            }
            Err(NotVerified::Flawed(flaw)) => Err(Failure::Check(match flaw.index {
                Some(index) => format!("entry {index}: {}", flaw.what),
                None => flaw.what,
            })),
            Err(NotVerified::Unable(error)) => Err(error.into()),
        }
    }
}

/// The keys of this installation, under the name that the stored head gives its log.
fn own_keys(config: &Config, note: &str) -> Result<Vec<VerifyingKey>, Failure> {
    if !config.key_dir().join(LOG_KEY).exists() {
        let help = "give the log's public key with --key";
        return Err(Failure::unable(format!("there is no log.key here: {help}")));
    }
    let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
    Ok(keys.public_log_keys(note))
}
