//! Let a customer come back who was erased and is kept out, from the command line.

use clap::Args;
use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::consent::{Evidence, Identifier, Route};
use mutual::port::SubmitError;

use super::{Failure, out};
use crate::config::Config;
use crate::open::Opened;

/// Let a customer come back who was erased and is kept out
///
/// By her own wish alone. Nothing of what was destroyed comes back, and nothing is on. Refused while a server
/// runs.
#[derive(Args)]
pub(crate) struct Readmit {
    /// One of the names by which she is refused, such as `crm:42`: with it go all of them
    identifier: String,
    /// How her wish is known, such as `phone`. Name nobody here: this is kept for ever
    #[arg(long)]
    how: String,
    /// Where, such as `call centre`
    #[arg(long = "where")]
    place: String,
    /// When she said so, such as 2026-11-23T10:00:00Z
    #[arg(long)]
    at: String,
    /// What she said, or agreed to
    #[arg(long)]
    wording: String,
}

impl Readmit {
    /// Needs the writer's place: who is let back in is an entry of the ledger.
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let identifier: Identifier = self.identifier.parse().map_err(Failure::unable)?;
        let bad = || Failure::unable("--at: use a time such as 2026-11-23T10:00:00Z");
        let evidence = Evidence {
            at: Timestamp::parse(&self.at).ok_or_else(bad)?,
            how: self.how,
            place: self.place,
            wording: self.wording,
        };
        let opened = Opened::open(config, true).await?;
        let mutual = &opened.app.mutual;
        let readmitted = mutual
            .readmit(&Actor::System, Route::System, identifier, evidence)
            .await;
        opened.close().await;
        match readmitted {
            Ok(customer) => out::line(format_args!("readmitted {customer}")),
            Err(SubmitError::Store(error)) => Err(error.into()),
            Err(error) => Err(Failure::unable(format!("nothing was stored: {error}"))),
        }
    }
}
