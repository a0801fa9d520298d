//! How the installation is set up: by environment (`MUTUAL_…`), where flags of the same name win.

use std::path::{Path, PathBuf};

use clap::Args;
use ipnet::IpNet;

use crate::left_behind::LeftBehind;
use crate::outbound::OpenHost;

/// The data folder, where none is named.
const DATA: &str = "data";

/// The live database in a data folder, where no address names one.
pub(crate) const DATABASE: &str = "mutual.db";

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// A line that a person reads.
    #[default]
    Text,
    /// An object a line.
    Json,
}

/// All settings.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Config {
    /// The live database: `sqlite://FILE` or `postgres://user:password@host/database`; by default the file
    /// `mutual.db` in the data folder.
    #[arg(
        long,
        env = "MUTUAL_DATABASE_URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<String>,
    /// The database of test clients; by default `mutual.test.db` beside `mutual.db`, or `mutual_test` beside
    /// `mutual`.
    #[arg(
        long,
        env = "MUTUAL_TEST_DATABASE_URL",
        hide_env_values = true,
        global = true
    )]
    pub test_database_url: Option<String>,
    /// Where to listen; port 0 picks a free one.
    #[arg(
        long,
        env = "MUTUAL_ADDR",
        default_value = "127.0.0.1:3000",
        global = true
    )]
    pub addr: String,
    /// The address that people type, such as `https://choices.example.org`; by default where it listens.
    #[arg(long, env = "MUTUAL_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// The folder of keys, mails and uploads under way, where they have none of their own, and of the
    /// databases, where `--database-url` names none.
    #[arg(long, env = "MUTUAL_DATA_DIR", default_value = DATA, global = true)]
    pub data_dir: PathBuf,
    /// Where the secret keys are; by default `keys` below the data folder.
    #[arg(long, env = "MUTUAL_KEY_DIR", global = true)]
    pub key_dir: Option<PathBuf>,
    /// Where mails are written without SMTP; by default `mail` below the data folder.
    #[arg(long, env = "MUTUAL_MAIL_DIR", global = true)]
    pub mail_dir: Option<PathBuf>,
    /// The mail server: `smtp://user:password@host:port` or `smtps://…`; without one mails are written into
    /// the mail folder.
    #[arg(long, env = "MUTUAL_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Whom mails come from; by default the organisation's contact address.
    #[arg(long, env = "MUTUAL_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// The proxies whose `X-Forwarded-…` headers count, as networks (`10.0.0.0/8,::1`); by default none.
    #[arg(
        long,
        env = "MUTUAL_TRUSTED_PROXY",
        value_delimiter = ',',
        global = true
    )]
    pub trusted_proxy: Vec<IpNet>,
    /// Hosts that webhooks may go to whatever their address is, also by plain http: `host` or
    /// `host:port`, as the webhook's address names them; by default none. All others must be public, by
    /// https.
    #[arg(
        long,
        env = "MUTUAL_WEBHOOK_HOSTS",
        value_delimiter = ',',
        global = true
    )]
    pub webhook_hosts: Vec<OpenHost>,
    /// The most messages for one webhook that wait in memory. What there is no room for waits in the
    /// database; what takes something away is among those in memory, and goes first.
    #[arg(
        long,
        env = "MUTUAL_WEBHOOK_WAITING",
        default_value_t = 50_000,
        value_parser = clap::value_parser!(u32).range(10..=10_000_000),
        global = true
    )]
    pub webhook_waiting: u32,
    /// Requests a second for one API client; 0 sets no limit.
    #[arg(
        long,
        env = "MUTUAL_RATE_LIMIT",
        default_value_t = 1_000,
        global = true
    )]
    pub rate_limit: u32,
    /// After how many seconds a stream of changes that has nothing to tell says that it still lives:
    /// proxies cut what is silent for longer than they like.
    #[arg(
        long,
        env = "MUTUAL_STREAM_SILENCE_S",
        default_value_t = 15,
        value_parser = clap::value_parser!(u32).range(1..=60),
        global = true
    )]
    pub stream_silence_s: u32,
    /// The largest import, in bytes.
    #[arg(long, env = "MUTUAL_IMPORT_MAX_BYTES", default_value_t = 2 << 30, global = true)]
    pub import_max_bytes: u64,
    /// The most bytes of all uploads together that wait for their rest or for their turn; those of test clients
    /// may take a quarter of it.
    #[arg(long, env = "MUTUAL_SPOOL_MAX_BYTES", default_value_t = 16 << 30, global = true)]
    pub spool_max_bytes: u64,
    /// The most bytes of such uploads of one client.
    #[arg(long, env = "MUTUAL_SPOOL_CLIENT_MAX_BYTES", default_value_t = 4 << 30, global = true)]
    pub spool_client_max_bytes: u64,
    /// How log lines are written.
    #[arg(
        long,
        env = "MUTUAL_LOG_FORMAT",
        value_enum,
        default_value_t,
        global = true
    )]
    pub log_format: LogFormat,
    /// What is logged: `error`, `warn`, `info`, `debug`, or per module.
    #[arg(long, env = "MUTUAL_LOG", default_value = "info", global = true)]
    pub log: String,
    /// Opens `/metrics` to callers who show this bearer token; callers on this machine need none
    /// unless the public address is https.
    #[arg(
        long,
        env = "MUTUAL_METRICS_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub metrics_token: Option<String>,
}

impl Config {
    /// Where the secret keys are.
    #[must_use]
    pub fn key_dir(&self) -> PathBuf {
        self.key_dir
            .clone()
            .unwrap_or_else(|| self.data_dir.join("keys"))
    }

    /// Where mails are written without SMTP.
    #[must_use]
    pub fn mail_dir(&self) -> PathBuf {
        self.mail_dir
            .clone()
            .unwrap_or_else(|| self.data_dir.join("mail"))
    }

    /// The live database: where none is named, a file in the data folder. Keys, mails and what they belong
    /// to stand together, so that whoever names one folder has all of an installation in it.
    #[must_use]
    pub fn database_url(&self) -> String {
        let file = || sqlite_url(&self.data_dir.join(DATABASE));
        self.database_url.clone().unwrap_or_else(file)
    }

    /// The database of test clients: `…/mutual.test.db` beside `…/mutual.db`, and the database
    /// `mutual_test` beside `mutual`.
    #[must_use]
    pub fn test_database_url(&self) -> String {
        if let Some(url) = &self.test_database_url {
            return url.clone();
        }
        let live = self.database_url();
        let (before, query) = match live.split_once('?') {
            Some((before, query)) => (before, format!("?{query}")),
            None => (live.as_str(), String::new()),
        };
        match before.strip_prefix("sqlite:") {
            Some(_) => {
                let stem = before.strip_suffix(".db").unwrap_or(before);
                format!("{stem}.test.db{query}")
            }
            None => format!("{before}_test{query}"),
        }
    }

    /// The database in `data` that these settings would leave behind for an empty one.
    #[must_use]
    pub fn left_behind(&self) -> Option<LeftBehind> {
        if self.database_url.is_some() {
            return None;
        }
        LeftBehind::look(Path::new(DATA), &self.data_dir, &self.key_dir())
    }

    /// Whether browsers reach it over TLS, as far as the public address says.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

/// The address of a database that is a file.
pub(crate) fn sqlite_url(file: &Path) -> String {
    // Every other byte of a path may stand in an address; `:memory:` in one is a database that nobody finds again.
    let mut path = file.display().to_string();
    for (sign, written) in [('%', "%25"), ('?', "%3F"), (':', "%3A")] {
        path = path.replace(sign, written);
    }
    format!("sqlite://{path}")
}

#[cfg(test)]
pub(crate) mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Flags {
        #[command(flatten)]
        config: Config,
    }

    fn config(arguments: &[&str]) -> Config {
        Flags::parse_from([&["mutual"], arguments].concat()).config
    }

    /// The settings of an installation that has that folder for itself.
    pub(crate) fn alone_in(folder: &Path) -> Config {
        let file = |name: &str| folder.join(name).display().to_string();
        config(&[
            &format!("--database-url=sqlite://{}", file("mutual.db")),
            &format!("--data-dir={}", file("data")),
        ])
    }

    #[test]
    fn the_test_database_stands_beside_the_live_one() {
        let with = |url: &str| config(&["--database-url", url]).test_database_url();
        assert_eq!(
            with("sqlite://data/mutual.db"),
            "sqlite://data/mutual.test.db"
        );
        assert_eq!(
            with("postgres://db/mutual?sslmode=disable"),
            "postgres://db/mutual_test?sslmode=disable"
        );
        let own = config(&["--test-database-url", "sqlite://elsewhere.db"]);
        assert_eq!(own.test_database_url(), "sqlite://elsewhere.db");
    }

    #[test]
    fn without_an_address_the_databases_stand_in_the_data_folder() {
        let both = |config: Config| [config.database_url(), config.test_database_url()];
        assert_eq!(
            both(config(&[])),
            ["sqlite://data/mutual.db", "sqlite://data/mutual.test.db"]
        );
        assert_eq!(
            both(config(&["--data-dir", "/srv/what? 100 %"])),
            [
                "sqlite:///srv/what%3F 100 %25/mutual.db",
                "sqlite:///srv/what%3F 100 %25/mutual.test.db"
            ]
        );
        assert_eq!(
            both(config(&["--data-dir", ":memory:"])),
            [
                "sqlite://%3Amemory%3A/mutual.db",
                "sqlite://%3Amemory%3A/mutual.test.db"
            ]
        );
        let named = [
            "--data-dir",
            "/srv",
            "--database-url",
            "postgres://db/mutual",
        ];
        assert_eq!(
            both(config(&named)),
            ["postgres://db/mutual", "postgres://db/mutual_test"]
        );
    }

    #[test]
    fn https_is_what_the_public_address_says() {
        assert!(!config(&[]).is_https());
        assert!(config(&["--public-url", "https://choices.example.org"]).is_https());
    }
}
