//! Serve the API to AI agents.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use mutual_client::{Client, Credentials};

use super::Failure;
use crate::mcp::serve;

/// Where the key stands when no file is named. It is no flag, because every program of a machine can
/// read those.
const KEY: &str = "MUTUAL_MCP_KEY";

/// Serve the API to AI agents (Model Context Protocol), over standard input and output
///
/// It has tools to check, to project, to record a decision and to open a case. It is a program like any
/// other: it calls the server's API with the key of an API client, whose scopes and limits count. `check` is
/// enough for all tools but `record_decision`, which needs `decisions:write`. The key stands in a file, or in
/// `MUTUAL_MCP_KEY`.
#[derive(Args)]
pub(crate) struct Mcp {
    /// The address of the server, such as `https://choices.example.org`
    #[arg(long, env = "MUTUAL_MCP_URL")]
    url: String,
    /// A file with the secret of an API client; without it the secret stands in `MUTUAL_MCP_KEY`
    #[arg(long, env = "MUTUAL_MCP_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// How many seconds a tool may take; then the answer is a no
    #[arg(long, env = "MUTUAL_MCP_WITHIN", default_value_t = 10,
          value_parser = clap::value_parser!(u64).range(1..=300))]
    within: u64,
    /// Send the key to other machines without TLS, as within one network of containers
    #[arg(long, env = "MUTUAL_MCP_PLAIN_HTTP")]
    plain_http: bool,
}

impl Mcp {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let key = match &self.key_file {
            Some(file) => std::fs::read_to_string(file)
                .map_err(|error| Failure::unable(format!("{}: {error}", file.display())))?,
            None => std::env::var(KEY).unwrap_or_default(),
        };
        let key = key.trim();
        if key.is_empty() {
            let why = format!("there is no key: name a file with --key-file, or set {KEY}");
            return Err(Failure::Unable(why));
        }
        let within = Duration::from_secs(self.within);
        let client = Client::builder(self.url, Credentials::Secret(key.to_owned()))
            .timeout(within)
            // What the server said last is told before the time is over.
            .patience(within / 2);
        let client = if self.plain_http {
            client.plain_http()
        } else {
            client
        };
        let client = client.build().map_err(Failure::unable)?;
        serve(client, within).await.map_err(Failure::Unable)
    }
}
