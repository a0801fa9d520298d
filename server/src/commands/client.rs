//! API clients: made, listed, switched off, and given a new secret.

use clap::Subcommand;
use mutual::access::{Actor, Scope, Scopes};
use mutual::clock::random;
use mutual::id::ClientId;
use mutual::use_cases::{ApiClients, ClientWish, KnownClient, NoClient, Reading};
use mutual_engine::{SystemClock, SystemEntropy};

use super::{Failure, live_store, out};
use crate::config::Config;

/// What to do with API clients.
#[derive(Subcommand)]
pub(crate) enum Client {
    /// Make a client; its secret is shown once
    Create {
        /// What people call it
        #[arg(long)]
        name: String,
        #[arg(long = "scope", value_name = "SCOPE", required = true, help = all_scopes())]
        scopes: Vec<String>,
        /// Work on the test side, where nobody is real, instead of the live one
        #[arg(long)]
        test: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List all clients
    ///
    /// A line each: id, side, state, end of its secret, scopes, name, calls in the last 24 hours, last call.
    List,
    /// Switch a client off, at once
    Revoke {
        /// Its id (cli_…), as `client list` says it
        id: ClientId,
    },
    /// Give a client a new secret
    Rotate {
        /// Its id (cli_…), as `client list` says it
        id: ClientId,
        /// For how many hours the old secret works beside the new one
        #[arg(long, default_value_t = 24)]
        overlap_hours: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Client {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let store = live_store(config).await?;
        let clients = ApiClients {
            store: store.as_ref(),
            clock: &SystemClock,
            entropy: &SystemEntropy,
        };
        // Whoever may run a command here may do everything.
        let operator = Actor::System;
        match self {
            Self::Create {
                name,
                scopes,
                test,
                json,
            } => {
                let scopes = parse(&scopes)?;
                let wish = ClientWish { name, test, scopes };
                let made = clients.make(&operator, wish, random(&SystemEntropy));
                let (client, secret) = made.await?;
                show(client.id, &secret, json)?;
            }
            Self::List => {
                let mut all = clients.list(&operator).await?;
                // The oldest first.
                all.reverse();
                for known in all {
                    out::line(line(&known))?;
                }
            }
            Self::Revoke { id } => {
                clients.revoke(&operator, id).await.map_err(unknown(id))?;
            }
            Self::Rotate {
                id,
                overlap_hours,
                json,
            } => {
                let overlap_s = overlap_hours.saturating_mul(3_600);
                let rolled = clients.roll(&operator, id, None, overlap_s, random(&SystemEntropy));
                let (_, secret) = rolled.await.map_err(unknown(id))?;
                show(id, &secret, json)?;
            }
        }
        store.close().await;
        Ok(())
    }
}

/// One client: id, mode, state, end of its secret, scopes, name, calls of the last 24 hours, last
/// call.
fn line(known: &KnownClient) -> String {
    let client = &known.record;
    let mode = if client.test { "test" } else { "live" };
    let state = if client.revoked_at.is_some() {
        "revoked"
    } else {
        "active"
    };
    let last4 = client
        .secrets
        .first()
        .map_or("", |secret| secret.last4.as_str());
    let last = known.last.as_ref().map_or_else(
        || "never".to_owned(),
        |last| format!("{} {}", last.at, last.operation),
    );
    let (id, scopes, name) = (client.id, client.scopes, &client.name);
    let called = known.called();
    format!("{id}\t{mode}\t{state}\t…{last4}\t{scopes}\t{name}\t{called}\t{last}")
}

/// What to say of a client of that id.
fn unknown(id: ClientId) -> impl FnOnce(NoClient) -> Failure {
    move |error| match error {
        NoClient::Reading(Reading::Absent) => Failure::unable(format!("there is no client {id}")),
        NoClient::Revoked => Failure::unable(format!("the client {id} is revoked")),
        other => other.into(),
    }
}

impl From<Reading> for Failure {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Store(error) => error.into(),
            other => Self::unable(other),
        }
    }
}

impl From<NoClient> for Failure {
    fn from(error: NoClient) -> Self {
        match error {
            NoClient::Reading(reading) => reading.into(),
            other => Self::unable(other),
        }
    }
}

/// What `--scope` says of itself.
fn all_scopes() -> String {
    let all: Scopes = Scope::ALL.into_iter().collect();
    format!("What it may do; repeat for more. There are: {all}")
}

fn parse(words: &[String]) -> Result<Scopes, Failure> {
    Scopes::parse(&words.join(" ")).map_err(|word| {
        let all: Scopes = Scope::ALL.into_iter().collect();
        Failure::unable(format!("`{word}` is no scope; there are: {all}"))
    })
}

fn show(id: ClientId, secret: &str, json: bool) -> Result<(), Failure> {
    if json {
        return out::line(serde_json::json!({"client_id": id, "client_secret": secret}));
    }
    out::line(format_args!("client id      {id}"))?;
    out::line(format_args!("client secret  {secret}"))?;
    out::note("The secret is shown only now: keep it where your CRM keeps its passwords.");
    Ok(())
}
