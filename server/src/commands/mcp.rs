//! Serve the API to AI agents.

use clap::Args;
use mutual_client::{Client, Credentials};

use super::Failure;
use crate::mcp::serve;

/// Serve the API to AI agents over standard input and output (Model Context Protocol): tools to ask
/// what may be used, and to give a case to a person.
///
/// It is a program like any other: it calls the server's API with the key of an API client, whose
/// scopes and limits count. Such a client needs the scope `check`.
#[derive(Args)]
pub(crate) struct Mcp {
    /// The address of the server, such as `https://choices.example.org`
    #[arg(long, env = "MUTUAL_MCP_URL")]
    url: String,
    /// The secret of an API client
    #[arg(long, env = "MUTUAL_MCP_KEY", hide_env_values = true)]
    key: String,
}

impl Mcp {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let client = Client::builder(self.url, Credentials::Secret(self.key))
            // An agent waits for its answer.
            .patience(std::time::Duration::from_secs(5))
            .build()
            .map_err(Failure::unable)?;
        serve(client).await.map_err(Failure::unable)
    }
}
