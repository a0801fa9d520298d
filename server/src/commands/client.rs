//! API clients: made, listed, switched off, and given a new secret.

use clap::Subcommand;
use mutual::access::{Scope, Scopes};
use mutual::clock::{Clock as _, Timestamp};
use mutual::id::ClientId;
use mutual::port::ClientRecord;
use mutual_engine::{SystemClock, SystemEntropy};

use super::{Failure, live_store};
use crate::api::clients::new_secret;
use crate::config::Config;

/// What to do with API clients.
#[derive(Subcommand)]
pub(crate) enum Client {
    /// Make a client; its secret is shown once
    Create {
        /// What people call it
        #[arg(long)]
        name: String,
        /// What it may do; repeat for more
        #[arg(long = "scope", required = true)]
        scopes: Vec<String>,
        /// Work on the test ledger instead of the live one
        #[arg(long)]
        test: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List all clients
    List,
    /// Switch a client off, at once
    Revoke {
        /// Its id
        id: ClientId,
    },
    /// Give a client a new secret
    Rotate {
        /// Its id
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
        let find = async |id: ClientId| {
            let all = store.clients().await?;
            let found = all.into_iter().find(|client| client.id == id);
            found.ok_or_else(|| Failure::unable(format!("there is no client {id}")))
        };
        match self {
            Self::Create {
                name,
                scopes,
                test,
                json,
            } => {
                let scopes = parse(&scopes)?;
                let (client, secret) = create(&name, scopes, test);
                store.put_client(&client).await?;
                show(client.id, &secret, json);
            }
            Self::List => {
                for client in store.clients().await? {
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
                    let ClientRecord {
                        id, scopes, name, ..
                    } = &client;
                    println!("{id}\t{mode}\t{state}\t…{last4}\t{scopes}\t{name}");
                }
            }
            Self::Revoke { id } => {
                let mut client = find(id).await?;
                client.revoked_at = client.revoked_at.or(Some(SystemClock.now()));
                store.put_client(&client).await?;
            }
            Self::Rotate {
                id,
                overlap_hours,
                json,
            } => {
                let mut client = find(id).await?;
                if client.revoked_at.is_some() {
                    return Err(Failure::unable(format!("the client {id} is revoked")));
                }
                let now = SystemClock.now();
                let until = now.plus_seconds(i64::from(overlap_hours) * 3_600);
                let (secret, kept) = new_secret(client.test, &SystemEntropy);
                client
                    .secrets
                    .retain(|old| old.until.is_none_or(|end| end > now));
                for old in &mut client.secrets {
                    old.until = Some(old.until.map_or(until, |end: Timestamp| end.min(until)));
                }
                client.secrets.insert(0, kept);
                store.put_client(&client).await?;
                show(id, &secret, json);
            }
        }
        store.close().await;
        Ok(())
    }
}

fn parse(words: &[String]) -> Result<Scopes, Failure> {
    Scopes::parse(&words.join(" ")).map_err(|word| {
        let all: Scopes = Scope::ALL.into_iter().collect();
        Failure::unable(format!("`{word}` is no scope; there are: {all}"))
    })
}

/// A new client and its secret.
pub(crate) fn create(name: &str, scopes: Scopes, test: bool) -> (ClientRecord, String) {
    let (secret, kept) = new_secret(test, &SystemEntropy);
    let client = ClientRecord {
        id: ClientId::new(&SystemClock, &SystemEntropy),
        name: name.to_owned(),
        test,
        scopes,
        secrets: vec![kept],
        created_at: SystemClock.now(),
        revoked_at: None,
    };
    (client, secret)
}

fn show(id: ClientId, secret: &str, json: bool) {
    if json {
        println!(
            "{}",
            serde_json::json!({"client_id": id, "client_secret": secret})
        );
    } else {
        println!("client id      {id}");
        println!("client secret  {secret}");
        eprintln!("The secret is shown only now: keep it where your CRM keeps its passwords.");
    }
}
