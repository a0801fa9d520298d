//! Print a signed link to a customer's pages.

use clap::Args;
use mutual::clock::Clock as _;
use mutual_engine::{SystemClock, SystemEntropy};

use super::{Failure, out};
use crate::auth::link::{self, Purpose};
use crate::config::Config;
use crate::keys::Keys;

/// The longest life of a link, in hours: 90 days.
const LONGEST_HOURS: u32 = 90 * 24;

/// Print a signed link to a customer's pages
///
/// Needs the secret keys alone: neither a database nor a server.
#[derive(Args)]
pub(crate) struct Link {
    /// Who: `cus_…` or `namespace:value`
    #[arg(long)]
    customer: String,
    /// For a customer of the test side
    #[arg(long)]
    test: bool,
    /// The page to open: a path of this site
    #[arg(long, default_value = "/")]
    page: String,
    /// For how many hours it works: at most 2,160, which is 90 days
    #[arg(long, default_value_t = 168, value_parser = clap::value_parser!(u32).range(1..=i64::from(LONGEST_HOURS)))]
    hours: u32,
}

impl Link {
    /// Needs the key alone, so that it works wherever the key is.
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let reference = crate::api::parse_reference(&self.customer)
            .ok_or_else(|| Failure::unable("name the customer as `cus_…` or `namespace:value`"))?;
        let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
        let expires = SystemClock
            .now()
            .plus_seconds(i64::from(self.hours) * 3_600);
        let purpose = if self.test {
            Purpose::TestVisit
        } else {
            Purpose::Visit
        };
        let path = link::sign_for(purpose, &keys.link, &reference, &self.page, expires)
            .map_err(Failure::unable)?;
        let base = config
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", config.addr));
        out::line(format_args!("{}{path}", base.trim_end_matches('/')))
    }
}
