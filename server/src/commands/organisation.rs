//! Say who runs this installation.

use clap::{Args, Subcommand};
use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::ActorRef;
use mutual::id::AuditId;
use mutual::port::{AuditLine, Organisation};
use mutual_engine::{SystemClock, SystemEntropy};

use super::{Failure, live_store, out};
use crate::config::Config;

/// What to do with the organisation's settings.
#[derive(Subcommand)]
pub(crate) enum OrganisationCommand {
    /// Print the settings as JSON
    Show,
    /// Change settings; what is left out stays as it is
    Set(Box<Set>),
}

/// Settings to change.
#[derive(Args)]
pub(crate) struct Set {
    /// Its name
    #[arg(long)]
    name: Option<String>,
    /// Where people write to
    #[arg(long)]
    contact_email: Option<String>,
    /// Where people call; empty for nowhere
    #[arg(long)]
    contact_phone: Option<String>,
    /// Its postal address, a line each
    #[arg(long)]
    address: Vec<String>,
    /// Who answers about data protection
    #[arg(long)]
    data_protection_contact: Option<String>,
    /// The hue of the brand, 0 to 359 degrees of OKLCH
    #[arg(long)]
    hue: Option<u16>,
    /// A language of its pages; repeat for more, the first one leads
    #[arg(long = "locale")]
    locales: Vec<String>,
    /// Where it sits: DE, US-CA
    #[arg(long)]
    region: Option<String>,
    /// The zone that times are shown in: Europe/Berlin
    #[arg(long)]
    time_zone: Option<String>,
    /// A site whose pages may show an exchange: https://www.example.com; repeat for more, empty for
    /// none
    #[arg(long = "embed-origin")]
    embed_origins: Vec<String>,
}

impl OrganisationCommand {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let store = live_store(config).await?;
        let now = store.organisation().await?.unwrap_or_default();
        match self {
            Self::Show => {
                out::line(serde_json::to_string_pretty(&now).map_err(Failure::unable)?)?;
            }
            Self::Set(set) => {
                let new = set.over(now.clone());
                if let Some(fault) = new.faults().first() {
                    let flag = fault
                        .field
                        .replace('_', "-")
                        .replace("locales", "locale")
                        .replace("origins", "origin");
                    return Err(Failure::unable(format!("--{flag}: {}", fault.message)));
                }
                let changes = new.changes(&now);
                let line = changes.map(|changes| line(&new, changes));
                store.set_organisation(&new, line.as_ref()).await?;
            }
        }
        store.close().await;
        Ok(())
    }
}

/// What the list of who did what says of it.
fn line(new: &Organisation, changes: String) -> AuditLine {
    AuditLine {
        id: AuditId::new(&SystemClock, &SystemEntropy),
        at: SystemClock.now(),
        actor: ActorRef::from(&Actor::System),
        what: "organisation.changed".to_owned(),
        about: new.name.clone(),
        reason: changes,
    }
}

impl Set {
    fn over(self, now: Organisation) -> Organisation {
        let list =
            |given: Vec<String>, now: Vec<String>| if given.is_empty() { now } else { given };
        Organisation {
            name: self.name.unwrap_or(now.name),
            contact_email: self.contact_email.unwrap_or(now.contact_email),
            contact_phone: self
                .contact_phone
                .or(now.contact_phone)
                .filter(|phone| !phone.is_empty()),
            address: list(self.address, now.address),
            data_protection_contact: self
                .data_protection_contact
                .unwrap_or(now.data_protection_contact),
            hue: self.hue.unwrap_or(now.hue),
            locales: list(self.locales, now.locales),
            region: self.region.unwrap_or(now.region),
            time_zone: self.time_zone.unwrap_or(now.time_zone),
            embed_origins: list(self.embed_origins, now.embed_origins)
                .into_iter()
                .filter(|origin| !origin.is_empty())
                .collect(),
        }
    }
}
