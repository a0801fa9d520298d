//! Numbers: count them again.

use clap::{Args, Subcommand};
use mutual_engine::{SystemEntropy, recount};

use super::{Failure, out, stored};
use crate::config::Config;

/// Numbers of what people choose.
#[derive(Subcommand)]
pub(crate) enum NumbersCommand {
    /// Count everything again from the ledger and from what was reported, while no server runs
    Recount(Recount),
}

/// Which database.
#[derive(Args)]
pub(crate) struct Recount {
    /// The database of test clients instead of the live one
    #[arg(long)]
    test: bool,
}

impl NumbersCommand {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let Self::Recount(Recount { test }) = self;
        let store = stored(config, test).await?;
        let counted = async {
            store.migrate().await?;
            recount(store.as_ref(), &SystemEntropy).await
        };
        let counted = counted.await;
        store.close().await;
        match counted? {
            Some(index) => out::line(format_args!("counted    up to entry {index}")),
            None => out::line("counted    nothing: the ledger is empty"),
        }
    }
}
