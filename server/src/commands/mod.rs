//! One binary, one command a job. Results stand alone on standard output; logs and errors go to
//! standard error, an error in one sentence that says what to do.
//!
//! Exit codes: 0 done, 1 the check failed, 2 used wrongly or not able to run, 141 nobody read the result to
//! its end.

// What these write panics where nobody reads it.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod bulk;
mod client;
mod copy;
mod demo;
mod doctor;
mod erase;
mod keys;
mod ledger;
mod link;
mod lint;
mod mcp;
mod numbers;
mod organisation;
mod out;
mod readmit;
mod receipt;
mod registry;
mod serve;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use mutual::port::{Store, StoreError};

use crate::config::Config;
use crate::open::OpenError;
use crate::running::StartError;

/// What stands below the help of all commands.
const RULES: &str = "\
Each setting comes from its environment variable, and from its flag where that is given.
Paths begin in the folder that a command is started in.

Results stand on standard output, all else on standard error. Exit codes: 0 done, 1 the check
failed, 2 used wrongly or not able to run, 141 nobody read the result to its end.

`mutual COMMAND --help` says what a command does.";

/// Consent and value exchange: pages for customers, a studio for marketers, an API for CRMs.
#[derive(Parser)]
#[command(name = "mutual", version, propagate_version = true, after_help = RULES)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

// Those with arguments say beside these what they do: what is said here would take the place of that.
#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    /// Bring both databases up to date
    ///
    /// `serve` does it as well, unless it is told not to. On databases that are up to date nothing happens.
    Migrate,
    Demo(demo::Demo),
    /// Manage accounts
    #[command(subcommand)]
    User(user::User),
    /// Manage API clients
    #[command(subcommand)]
    Client(client::Client),
    /// Say who runs this installation
    #[command(subcommand)]
    Organisation(organisation::OrganisationCommand),
    /// Manage purposes and data categories
    #[command(subcommand)]
    Registry(registry::RegistryCommand),
    Link(link::Link),
    Lint(lint::Lint),
    Import(bulk::Import),
    Export(bulk::Export),
    Erase(erase::Erase),
    Readmit(readmit::Readmit),
    /// Check the ledger, or copy it so that anybody can
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Count what the studio shows
    #[command(subcommand)]
    Numbers(numbers::NumbersCommand),
    /// Replace keys
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Check a receipt
    #[command(subcommand)]
    Receipt(receipt::Receipt),
    Mcp(mcp::Mcp),
    /// Print the API's description (OpenAPI)
    Openapi,
    /// Explain a bad set-up in words
    Doctor,
    Backup(copy::Backup),
    Restore(copy::Restore),
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The check failed: exit code 1.
    Check(String),
    /// Used wrongly, or not able to run: exit code 2.
    Unable(String),
    /// Nobody reads the result on: exit code 141, and no word.
    Unread,
}

impl Failure {
    pub(crate) fn unable(why: impl std::fmt::Display) -> Self {
        Self::Unable(why.to_string())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error.into(),
            other => Self::unable(other),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotHolder => {
                Self::unable("a server is running on this database: stop it first, or use its API")
            }
            StoreError::Unavailable(why) => Self::unable(format!(
                "the database is away: {why}; `mutual doctor` says more"
            )),
            other => Self::unable(other),
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Open(error) => error.into(),
            other => Self::unable(other),
        }
    }
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let serving = matches!(cli.command, Command::Serve(_));
    crate::logging::start(&cli.config, serving);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            out::note(format_args!("mutual: no threads to run on: {error}"));
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Check(why)) => {
            out::note(format_args!("mutual: {why}"));
            ExitCode::from(1)
        }
        Err(Failure::Unable(why)) => {
            out::note(format_args!("mutual: {why}"));
            ExitCode::from(2)
        }
        Err(Failure::Unread) => ExitCode::from(out::UNREAD),
    }
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    let config = cli.config;
    match cli.command {
        Command::Serve(serve) => serve.run(config).await,
        Command::Migrate => migrate(&config).await,
        Command::Demo(demo) => demo.run(config).await,
        Command::User(user) => user.run(&config).await,
        Command::Client(client) => client.run(&config).await,
        Command::Organisation(organisation) => organisation.run(&config).await,
        Command::Registry(registry) => registry.run(config).await,
        Command::Link(link) => link.run(&config).await,
        Command::Import(import) => import.run(config).await,
        Command::Export(export) => export.run(&config).await,
        Command::Erase(erase) => erase.run(config).await,
        Command::Readmit(readmit) => readmit.run(config).await,
        Command::Ledger(ledger) => ledger.run(&config).await,
        Command::Numbers(numbers) => numbers.run(&config).await,
        Command::Keys(keys) => keys.run(&config),
        Command::Lint(lint) => lint.run(&config).await,
        Command::Receipt(receipt) => receipt.run(&config),
        Command::Mcp(mcp) => mcp.run().await,
        Command::Openapi => out::line(crate::api::openapi_json()),
        Command::Doctor => doctor::run(&config).await,
        Command::Backup(backup) => backup.run(&config).await,
        Command::Restore(restore) => restore.run(&config).await,
    }
}

async fn migrate(config: &Config) -> Result<(), Failure> {
    for url in crate::open::addresses(config)? {
        let store = crate::open::store(&url).await?;
        store.migrate().await?;
        store.close().await;
    }
    Ok(())
}

/// The database of one side, which must be there.
pub(crate) async fn stored(config: &Config, test: bool) -> Result<Arc<dyn Store>, Failure> {
    let [live, tests] = crate::open::addresses(config)?;
    let url = if test { tests } else { live };
    if sqlite_file(&url).is_some_and(|file| !file.exists()) {
        return Err(Failure::unable("there is no such database"));
    }
    Ok(crate::open::store(&url).await?)
}

/// The live store with its schema up to date, for commands that work beside a running server.
pub(crate) async fn live_store(config: &Config) -> Result<Arc<dyn Store>, Failure> {
    let [live, _] = crate::open::addresses(config)?;
    let store = crate::open::store(&live).await?;
    store.migrate().await?;
    Ok(store)
}

/// The file of a database that is one: the part of its address that is a path.
pub(crate) fn sqlite_file(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let path = rest.split('?').next().unwrap_or(rest);
    (!path.starts_with(":memory:")).then(|| {
        let path = percent_encoding::percent_decode_str(path);
        PathBuf::from(path.decode_utf8_lossy().into_owned())
    })
}
