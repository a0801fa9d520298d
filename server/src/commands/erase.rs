//! Erase a customer from the command line.

use clap::Args;
use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::{Submission, SubmitError};
use mutual::use_cases::{Command, Outcome, Remember, erase};

use super::{Failure, out};
use crate::config::Config;
use crate::open::Opened;

/// Erase a customer
///
/// Everything about her is destroyed, and the ledger still verifies. Refused while a server runs: its API
/// does it then.
#[derive(Args)]
pub(crate) struct Erase {
    /// Who: `cus_…` or `namespace:value`
    #[arg(long)]
    customer: String,
    /// `all` remembers nothing but her random id: an import that still names her makes somebody new of
    /// her; `suppress` also keeps keyed digests of her identifiers, so that no import brings her back
    #[arg(long, default_value = "all", value_parser = ["all", "suppress"])]
    mode: String,
}

impl Erase {
    /// Needs the writer's place, so that no check is answered from a memory that still has her.
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let opened = Opened::open(config, true).await?;
        let erased = self.erase(&opened).await;
        opened.close().await;
        out::line(format_args!("erased     {}", erased?))
    }

    async fn erase(&self, opened: &Opened) -> Result<String, Failure> {
        let live = &opened.app.live;
        let id = crate::api::find_customer(live.engine.as_ref(), &self.customer);
        let id = id.ok_or_else(|| Failure::unable("nobody is known by this reference"))?;
        let remember = match self.mode.as_str() {
            "suppress" => Remember::Suppress,
            _ => Remember::Nothing,
        };
        let submission = Submission {
            actor: Actor::System,
            route: Route::System,
            command: Command::Erase(id, remember),
            idempotency: None,
        };
        match erase(live.holding(), submission).await {
            Ok(Outcome::Erased { .. }) => Ok(id.to_string()),
            Ok(_) => Err(Failure::unable("this should not have happened")),
            Err(SubmitError::Store(error)) => Err(error.into()),
            Err(error) => Err(Failure::unable(error)),
        }
    }
}
