//! From settings to a running installation: stores, engines, keys, and what handlers reach.

use std::sync::Arc;
use std::time::Duration;

use mutual::access::Actor;
use mutual::catalogue::{Catalogue, Registry};
use mutual::clock::{Clock, Entropy};
use mutual::consent::Route;
use mutual::digest::{DigestKey, hex};
use mutual::port::{Backlog, Engine, Log, MailError, Store, StoreError, Submission, Turns};
use mutual::use_cases::{Command, Mutual, Ports, Publish, RegistryEdit};
use mutual_engine::{EngineHandle, GroupRecorder, Options, SystemClock, SystemEntropy};
use mutual_store_postgres::PostgresStore;
use mutual_store_sqlite::SqliteStore;

use crate::api::clients::Clients;
use crate::auth::mail::mailer;
use crate::config::Config;
use crate::keys::{KeyError, Keys};
use crate::left_behind::LeftBehind;
use crate::outbound::{Hosts, Means, Outbound};
use crate::pressure::Pressure;
use crate::readability::Library;
use crate::state::{App, Side};
use crate::turns::OneByOne;
use crate::worker::import::Waiting;
use crate::worker::room::Room;
use crate::worker::spool;
use crate::worker::webhooks::Carriage;

/// How many rows of decisions may wait on each side, and how many of reports: what takes two seconds to
/// write, or four where the disk is slow.
const WAITING: usize = 50_000;
/// How many rows a report costs beside its own: each is a transaction by itself, and waits for the disk.
const REPORT: usize = 20;

/// Why the installation cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address of a database is none that is known.
    #[error("`{0}` is no database: use sqlite://FILE or postgres://…")]
    Scheme(String),
    /// Both sides have the same database.
    #[error("the test database is the live one: give MUTUAL_TEST_DATABASE_URL another address")]
    Same,
    /// The database stands where the settings do not look for it.
    #[error(transparent)]
    LeftBehind(#[from] LeftBehind),
    /// A database does not answer, or another server holds it.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A key file cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The mail settings cannot be used.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// TLS cannot be set up, so that no webhook could be sent.
    #[error("TLS cannot be set up for webhooks: {0}")]
    Tls(#[from] rustls::Error),
}

/// The store behind an address. Its schema may be old: see [`Store::migrate`].
///
/// # Errors
///
/// [`OpenError`].
pub async fn store(url: &str) -> Result<Arc<dyn Store>, OpenError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => Ok(Arc::new(SqliteStore::open(url).await?)),
        Some("postgres" | "postgresql") => Ok(Arc::new(PostgresStore::open(url).await?)),
        // The rest of an address may hold a password.
        other => Err(OpenError::Scheme(other.unwrap_or("this").to_owned())),
    }
}

/// The addresses of both databases, that of the live one first, for whatever opens them.
///
/// # Errors
///
/// [`OpenError::LeftBehind`] where an empty one would take the place of one that is there.
pub fn addresses(config: &Config) -> Result<[String; 2], OpenError> {
    match config.left_behind() {
        Some(left) => Err(left.into()),
        None => Ok([config.database_url(), config.test_database_url()]),
    }
}

/// A running installation and what must be stopped at its end.
pub struct Opened {
    /// What handlers reach.
    pub app: App,
    /// The live side's writer.
    pub live: Arc<EngineHandle>,
    /// The test side's writer.
    pub test: Arc<EngineHandle>,
}

impl Opened {
    /// Opens everything: stores, schema (where `migrate`), leases, keys, engines.
    ///
    /// # Errors
    ///
    /// [`OpenError`]; [`StoreError::NotHolder`] in it where another server holds a database.
    pub async fn open(config: Config, migrate: bool) -> Result<Self, OpenError> {
        Self::open_by(config, migrate, Arc::new(SystemClock)).await
    }

    /// As [`Self::open`], where that clock says what time it is.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub async fn open_by(
        config: Config,
        migrate: bool,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OpenError> {
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let [live_url, test_url] = addresses(&config)?;
        if live_url == test_url {
            return Err(OpenError::Same);
        }
        let keys = Arc::new(Keys::load(&config.key_dir(), entropy.as_ref())?);
        let live_store = store(&live_url).await?;
        let test_store = store(&test_url).await?;
        if migrate {
            live_store.migrate().await?;
            test_store.migrate().await?;
        }
        let mailer = mailer(&config, live_store.clone(), clock.clone(), entropy.clone())?;
        let hosts = Hosts::new(config.webhook_hosts.clone());
        let outbound = Outbound::new(hosts, clock.clone(), Means::of_this_machine())?;
        let carriage = Arc::new(Carriage::new(outbound));
        let clients = Clients::open(live_store.clone(), keys.token, config.rate_limit).await?;
        let start = async |store: &Arc<dyn Store>, url: &str| {
            start(store, url, &clock, &entropy, &keys.digest).await
        };
        let live = start(&live_store, &live_url).await?;
        let test = match start(&test_store, &test_url).await {
            Ok(test) => test,
            Err(error) => {
                live.stop().await;
                return Err(error.into());
            }
        };
        let logs = async {
            let live_log = sign(&live, &live_store, &config, &keys, "ledger").await?;
            let test_log = sign(&test, &test_store, &config, &keys, "ledger/test").await?;
            Ok::<_, StoreError>((live_log, test_log))
        };
        let (live_log, test_log) = match logs.await {
            Ok(logs) => logs,
            Err(error) => {
                live.stop().await;
                test.stop().await;
                return Err(error.into());
            }
        };
        // Before the first question of a test client. What fails now is tried again later.
        mirror(live.as_ref(), test.as_ref()).await;
        let imports = |test| {
            Arc::new(Waiting {
                test,
                store: live_store.clone(),
                clients: clients.clone(),
                folder: spool::folder(&config.data_dir),
                clock: clock.clone(),
            })
        };
        let (live_imports, test_imports) = (imports(false), imports(true));
        let live_side = Side {
            engine: live.clone(),
            store: live_store.clone(),
            log: live_log,
            imports: live_imports,
            recorder: GroupRecorder::start(live_store.clone(), clock.clone(), WAITING),
            reports: Arc::new(Backlog::new(WAITING, REPORT)),
            shapes: Arc::default(),
        };
        let test_side = Side {
            engine: test.clone(),
            recorder: GroupRecorder::start(test_store.clone(), clock.clone(), WAITING),
            reports: Arc::new(Backlog::new(WAITING, REPORT)),
            shapes: Arc::default(),
            store: test_store,
            log: test_log,
            imports: test_imports,
        };
        // Drafts are those of the live store, whichever side's use cases reach them.
        let turns: Arc<dyn Turns> = Arc::new(OneByOne::default());
        let mutual = |side: &Side| {
            let ports = Ports {
                engine: side.engine.clone(),
                office: live_store.clone(),
                audit: side.store.clone(),
                store: side.store.clone(),
                cases: side.store.clone(),
                value: side.store.clone(),
                decisions: side.store.clone(),
                hindsight: side.store.clone(),
                inferences: side.store.clone(),
                log: side.log.clone(),
                imports: side.imports.clone(),
                readability: Arc::new(Library),
                turns: turns.clone(),
                webhooks: side.store.clone(),
                courier: carriage.clone(),
                webhook_key: keys.webhook,
                clock: clock.clone(),
                entropy: entropy.clone(),
            };
            Mutual::new(ports, keys.digest.clone())
        };
        let (live_mutual, test_mutual) = (mutual(&live_side), mutual(&test_side));
        let room = Room::new(
            spool::folder(&config.data_dir),
            live_store.clone(),
            clients.clone(),
            config.spool_max_bytes,
            config.spool_client_max_bytes,
        );
        let pressure = Pressure::on(live_side.clone(), test_side.clone(), clients.clone());
        let app = App {
            pressure: Arc::new(pressure),
            config: Arc::new(config),
            keys,
            live: live_side,
            test: test_side,
            mutual: live_mutual,
            test_mutual,
            mailer,
            carriage,
            clients,
            room,
            clock,
            entropy,
        };
        Ok(Self { app, live, test })
    }

    /// Finishes what is waiting and gives the leases back.
    pub async fn close(&self) {
        self.live.stop().await;
        self.test.stop().await;
        self.app.live.store.close().await;
        self.app.test.store.close().await;
    }
}

/// Starts the writer of one database.
///
/// A PostgreSQL cannot tell that the server before this one was killed. Its lease then runs out
/// within seconds, and is waited for; the lease of a server that lives is held by then as well.
async fn start(
    store: &Arc<dyn Store>,
    url: &str,
    clock: &Arc<dyn Clock>,
    entropy: &Arc<dyn Entropy>,
    secret: &DigestKey,
) -> Result<Arc<EngineHandle>, StoreError> {
    let options = Options {
        readability: &Library,
        ..Options::default()
    };
    let patience = if is_file(url) { 0 } else { options.lease_s + 1 };
    let until = tokio::time::Instant::now() + Duration::from_secs(patience.into());
    loop {
        let started = mutual_engine::start(
            store.clone(),
            clock.clone(),
            entropy.clone(),
            secret.clone(),
            options,
        );
        match started.await {
            Err(StoreError::NotHolder) if tokio::time::Instant::now() < until => {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            other => return other,
        }
    }
}

/// Begins to sign the log's heads. A log keeps the name that it was first signed under: `path` below
/// the public address, or where there is none, its own random id.
async fn sign(
    engine: &EngineHandle,
    store: &Arc<dyn Store>,
    config: &Config,
    keys: &Keys,
    path: &str,
) -> Result<Arc<dyn Log>, StoreError> {
    let named = match store.checkpoint().await? {
        Some(row) => row.note.lines().next().map(str::to_owned),
        None => config.public_url.as_deref().map(|url| {
            let place = url.split_once("://").map_or(url, |(_, place)| place);
            format!("{}/{path}", place.trim_end_matches('/'))
        }),
    };
    let key = match named.map(|name| keys.log_key(&name)) {
        Some(Ok(key)) => key,
        _ => {
            let id = engine.log_id().await?;
            let id = hex(&id);
            let unnamed = |_| StoreError::Corrupt("the log has no name".to_owned());
            keys.log_key(&format!("{id}/{path}")).map_err(unnamed)?
        }
    };
    engine.sign(store.clone(), key).await
}

fn is_file(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// Publishes on the test side what is live and not there yet, stops what is stopped, and makes the
/// registry the same: test clients see the real catalogue, and their data never stands in the live
/// ledger. Says whether all of it is there now.
async fn mirror(live: &EngineHandle, test: &EngineHandle) -> bool {
    let catalogue = live.catalogue();
    let mut versions: Vec<_> = catalogue
        .propositions()
        .flat_map(|proposition| proposition.versions())
        .collect();
    versions.sort_by_key(|version| version.index);
    for version in versions {
        let there = test.catalogue();
        let known = there.proposition(&version.document.key);
        let last = known
            .and_then(|known| known.versions().last())
            .map(|last| last.number);
        if last.is_some_and(|last| last >= version.number) {
            continue;
        }
        // Under the registry that it was published under: what it names may be gone by now.
        if !terms_like(test, &catalogue.registry_up_to(version.index)).await {
            return false;
        }
        let publish = Publish {
            document: version.document.clone(),
            over: known.and_then(|known| known.live()).map(|live| live.number),
            class: Some(version.class),
            approval: None,
        };
        if !copied(test, Command::Publish(Box::new(publish))).await {
            return false;
        }
    }
    if !terms_like(test, catalogue.registry()).await || !lines_like(test, &catalogue).await {
        return false;
    }
    for stopped in catalogue.propositions().filter(|p| p.live().is_none()) {
        let there = test.catalogue();
        let goes_on = there
            .proposition(&stopped.key)
            .is_some_and(|known| known.live().is_some());
        let stop = Command::Retire(stopped.key.clone(), "as on the live side".to_owned());
        if goes_on && !copied(test, stop).await {
            return false;
        }
    }
    true
}

/// Makes the registry of the test side like that one.
async fn terms_like(test: &EngineHandle, registry: &Registry) -> bool {
    let there = test.catalogue();
    if there.registry().terms().eq(registry.terms()) {
        return true;
    }
    let edit = RegistryEdit::Mirror(registry.terms().collect());
    copied(test, Command::EditRegistry(Box::new(edit))).await
}

/// Makes the red lines of the test side like those of that catalogue.
async fn lines_like(test: &EngineHandle, live: &Catalogue) -> bool {
    let (lines, there, now) = (live.red_lines(), test.catalogue(), test.now());
    let mut keys = lines.keys().chain(there.red_lines().keys());
    if keys.all(|key| lines.plan(key, now) == there.red_lines().plan(key, now)) {
        return true;
    }
    copied(test, Command::MirrorRedLines(Arc::clone(lines))).await
}

async fn copied(test: &EngineHandle, command: Command) -> bool {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command,
        idempotency: None,
    };
    let done = test.submit(submission).await;
    if let Err(error) = &done {
        tracing::warn!(%error, "the catalogue could not be copied to the test side yet");
    }
    done.is_ok()
}

/// Keeps the test side's catalogue like the live one, until it is dropped.
pub async fn keep_mirrored(live: Arc<EngineHandle>, test: Arc<EngineHandle>) {
    // What was published before this began counts as well: nothing is taken for mirrored before
    // it is.
    let mut mirrored: Option<Arc<Catalogue>> = None;
    loop {
        // The index first: what comes after it ends the wait.
        let index = live.index();
        let now = live.catalogue();
        let known = mirrored
            .as_ref()
            .is_some_and(|seen| Arc::ptr_eq(seen, &now));
        let patience = if known || mirror(&live, &test).await {
            mirrored = Some(now);
            Duration::from_secs(3_600)
        } else {
            Duration::from_secs(1)
        };
        live.wait_for(index + 1, patience).await;
    }
}
