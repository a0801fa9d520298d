//! Check the ledger against itself and its signed head.

use std::io::{IsTerminal as _, Write as _};

use clap::{Args, Subcommand};
use mutual::ledger::VerifyingKey;
use mutual::port::Store;
use mutual_engine::{NotVerified, SystemEntropy, verify};

use super::Failure;
use crate::config::Config;
use crate::keys::{Keys, LOG_KEY};

/// Check the ledger.
#[derive(Subcommand)]
pub(crate) enum Ledger {
    /// Make every leaf, state and root again, and compare: 0 where all is good, 1 with the first
    /// index that is not
    Verify(Verify),
}

/// What to check, and by which key.
#[derive(Args)]
pub(crate) struct Verify {
    /// The log's public key, as /.well-known/mutual-keys names it; may be given more than once. By
    /// default that of this installation
    #[arg(long = "key")]
    keys: Vec<VerifyingKey>,
    /// The ledger for tests
    #[arg(long)]
    test: bool,
}

impl Ledger {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        match self {
            Self::Verify(verify) => verify.run(config).await,
        }
    }
}

impl Verify {
    /// Looks and changes nothing, also beside a running server.
    async fn run(mut self, config: &Config) -> Result<(), Failure> {
        let url = if self.test {
            config.test_database_url()
        } else {
            config.database_url.clone()
        };
        if super::sqlite_file(&url).is_some_and(|file| !file.exists()) {
            return Err(Failure::unable("there is no such database"));
        }
        let store = crate::open::store(&url).await?;
        if self.keys.is_empty() {
            self.keys.extend(own_key(config, store.as_ref()).await?);
        }
        let shows = std::io::stderr().is_terminal();
        let found = verify(store.as_ref(), &self.keys, |entries| {
            if shows {
                eprint!("\r{entries} entries");
                _ = std::io::stderr().flush();
            }
        });
        let found = found.await;
        if shows {
            eprintln!();
        }
        store.close().await;
        match found {
            Ok(good) => {
                println!("entries    {}", good.entries);
                println!("customers  {}", good.customers);
                match good.head {
                    Some(head) => println!("signed     {} by {}", head.size, head.origin),
                    None => println!("signed     nothing yet"),
                }
                Ok(())
            }
            Err(NotVerified::Flawed(flaw)) => Err(Failure::Check(match flaw.index {
                Some(index) => format!("entry {index}: {}", flaw.what),
                None => flaw.what,
            })),
            Err(NotVerified::Unable(error)) => Err(error.into()),
        }
    }
}

/// The key of this installation, under the name that the stored head gives its log. None where
/// nothing is signed.
async fn own_key(config: &Config, store: &dyn Store) -> Result<Option<VerifyingKey>, Failure> {
    let Ok(Some(row)) = store.checkpoint().await else {
        return Ok(None);
    };
    if !config.key_dir().join(LOG_KEY).exists() {
        let help = "give the log's public key with --key";
        return Err(Failure::unable(format!("there is no log.key here: {help}")));
    }
    let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
    Ok(keys.public_log_key(&row.note))
}
