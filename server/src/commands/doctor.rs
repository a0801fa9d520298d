//! Explain a bad set-up in words.

use std::io::{Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use mutual::clock::{Clock as _, Timestamp};
use mutual::ledger::Checkpoint;
use mutual::port::{Store, StoreError};
use mutual_engine::{SystemClock, SystemEntropy};
use mutual_store_postgres::PostgresStore;

use super::{Failure, out, sqlite_file};
use crate::config::Config;
use crate::keys::{Keys, LOG_KEY};
use crate::outbound::Means;
use crate::worker::room::share_of_test;

/// How long a server on this machine may take to say that it lives.
const PATIENCE: Duration = Duration::from_secs(2);
/// Less free space than this is soon none, in bytes.
const LITTLE_SPACE: u64 = 1 << 30;
/// With less free space than this the next day may fail, in bytes.
const NO_SPACE: u64 = 100 << 20;

/// What was looked at, and how it stands.
enum Finding {
    Good(String),
    Note(String),
    Bad(String),
}

use Finding::{Bad, Good, Note};

type Findings = Vec<Finding>;

/// Looks at everything and prints a line each; exit code 1 where something must be mended.
pub(crate) async fn run(config: &Config) -> Result<(), Failure> {
    let mut findings = Vec::new();
    databases(config, &mut findings).await;
    folders(config, &mut findings);
    keys(config, &mut findings);
    mail(config, &mut findings).await;
    web(config, &mut findings);
    webhooks(config, &mut findings);
    let mut bad = 0;
    for finding in &findings {
        match finding {
            Good(text) => out::line(format_args!("ok    {text}"))?,
            Note(text) => out::line(format_args!("note  {text}"))?,
            Bad(text) => {
                bad += 1;
                out::line(format_args!("BAD   {text}"))?;
            }
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Failure::Check("one thing must be mended".to_owned())),
        more => Err(Failure::Check(format!("{more} things must be mended"))),
    }
}

async fn databases(config: &Config, findings: &mut Findings) {
    let serves = is_served(&config.addr);
    if serves {
        findings.push(Good(format!("a server answers at {}", config.addr)));
    }
    let (live_url, test_url) = (config.database_url(), config.test_database_url());
    if test_url == live_url {
        findings.push(Bad(
            "the test database is the live one: give MUTUAL_TEST_DATABASE_URL another address"
                .to_owned(),
        ));
    }
    if let Some(left) = config.left_behind() {
        // Nothing begins until that is settled.
        findings.push(Bad(left.to_string()));
        return;
    }
    for (name, url) in [("live", &live_url), ("test", &test_url)] {
        if sqlite_file(url).is_some_and(|file| !file.exists()) {
            findings.push(Note(format!(
                "there is no {name} database yet: `mutual serve` makes it"
            )));
            continue;
        }
        if let Err(error) = database(config, name, url, serves, findings).await {
            findings.push(Bad(format!("the {name} database: {error}")));
        }
    }
}

async fn database(
    config: &Config,
    name: &str,
    url: &str,
    serves: bool,
    findings: &mut Findings,
) -> Result<(), crate::open::OpenError> {
    let store = crate::open::store(url).await?;
    store.ping().await?;
    findings.push(Good(format!("the {name} database answers")));
    match store.head().await {
        Ok(Some(head)) => {
            findings.push(Good(format!(
                "the {name} ledger ends at index {}",
                head.index
            )));
            clock(head.at, findings);
        }
        Ok(None) => findings.push(Note(format!("the {name} ledger has not begun"))),
        Err(_) => {
            let help = "has no up-to-date schema: run `mutual migrate`";
            findings.push(Bad(format!("the {name} database {help}")));
            store.close().await;
            return Ok(());
        }
    }
    signed(name, store.as_ref(), config, findings).await?;
    if name == "live" && store.organisation().await?.is_none() {
        findings.push(Note(
            "nobody has named the organisation yet: `mutual organisation set` does".to_owned(),
        ));
    }
    if !url.starts_with("sqlite:") {
        let store = PostgresStore::open(url).await?;
        let risky = store.risky_settings().await?;
        if !risky.is_empty() {
            findings.push(Bad(format!(
                "PostgreSQL runs with {}: a choice that was answered can be lost when its machine fails",
                risky.join(", ")
            )));
        }
        store.close().await;
    }
    // A server that was just answering holds it; asking would only get in its way.
    if !serves {
        lease(name, store.as_ref(), findings).await?;
    }
    store.close().await;
    Ok(())
}

async fn lease(name: &str, store: &dyn Store, findings: &mut Findings) -> Result<(), StoreError> {
    match store.take_lease("doctor", 1).await {
        Ok(lease) => {
            store.release_lease(lease).await?;
            findings.push(Good(format!("no server holds the {name} database: one can start")));
        }
        Err(StoreError::NotHolder) => findings.push(Note(format!(
            "a server holds the {name} database, though none answers at MUTUAL_ADDR: it has another \
             address, or it was killed a moment ago"
        ))),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Whether a Mutual answers there.
fn is_served(addr: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let Some(address) = addr.to_socket_addrs()?.find(|address| address.port() != 0) else {
            return Ok(false);
        };
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4_096).read_to_string(&mut answer)?;
        Ok(answer.contains("\"alive\""))
    };
    ask().unwrap_or(false)
}

/// The ledger never goes back: a clock behind its end gives new entries the moment of the last.
fn clock(last: Timestamp, findings: &mut Findings) {
    let now = SystemClock.now();
    let behind = last.seconds_since(now);
    if behind > 60 {
        findings.push(Bad(format!(
            "the machine's clock is {behind} seconds behind the ledger's last entry: set it, or grants \
             run out at the wrong moment"
        )));
    } else if Timestamp::parse("2025-01-01T00:00:00Z").is_some_and(|past| now < past) {
        findings.push(Bad(
            "the machine's clock stands in the past: set it".to_owned()
        ));
    } else {
        findings.push(Good("the clock is plausible".to_owned()));
    }
}

fn folders(config: &Config, findings: &mut Findings) {
    let database = sqlite_file(&config.database_url());
    let folder = database
        .as_deref()
        .and_then(Path::parent)
        .unwrap_or(&config.data_dir);
    // What is not made yet will stand on the disk of what is there.
    let there = folder
        .ancestors()
        .find(|folder| folder.is_dir())
        .unwrap_or(Path::new("."));
    match rustix::fs::statvfs(there) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let words = format!("{} MiB are free where the data are", free >> 20);
            findings.push(match free {
                ..NO_SPACE => Bad(format!("only {words}: choices can soon not be stored")),
                NO_SPACE..LITTLE_SPACE => Note(words),
                _ => Good(words),
            });
        }
        Err(error) => findings.push(Bad(format!(
            "{} cannot be looked at: {error}",
            there.display()
        ))),
    }
    let mut private: Vec<PathBuf> = vec![config.key_dir(), config.mail_dir()];
    private.extend(database);
    for path in private {
        is_private(&path, findings);
    }
}

/// Says where others can look into what holds secrets or people's data.
fn is_private(path: &Path, findings: &mut Findings) {
    let Ok(metadata) = std::fs::metadata(path) else {
        return;
    };
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let right = if metadata.is_dir() { 700 } else { 600 };
        let path = path.display();
        findings.push(Bad(format!(
            "others can look into {path} (mode {mode:o}): chmod {right} it"
        )));
    }
}

/// Whether the log can go on under the key that it was signed with.
async fn signed(
    name: &str,
    store: &dyn Store,
    config: &Config,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let Some(row) = store.checkpoint().await? else {
        return Ok(());
    };
    let folder = config.key_dir();
    let lost = "whoever checks the log must be told that it goes on under another key";
    if !folder.join(LOG_KEY).exists() {
        let place = folder.display();
        findings.push(Bad(format!(
            "{LOG_KEY}, which signs the {name} log, is missing in {place}: put it back from a \
             backup, or {lost}"
        )));
        return Ok(());
    }
    let Ok(keys) = Keys::load(&folder, &SystemEntropy) else {
        // Said where the keys are looked at.
        return Ok(());
    };
    let log_keys = keys.public_log_keys(&row.note);
    findings.push(match Checkpoint::verify(&row.note, &log_keys) {
        Ok(head) => Good(format!(
            "the {name} log is signed up to {} entries",
            head.size
        )),
        Err(error) => Bad(format!(
            "the {name} log was signed by another {LOG_KEY}: {error}; put that one back, or {lost}"
        )),
    });
    Ok(())
}

fn keys(config: &Config, findings: &mut Findings) {
    let folder = config.key_dir();
    let missing: Vec<_> = Keys::FILES
        .iter()
        .filter(|name| **name != LOG_KEY && !folder.join(name).exists())
        .collect();
    for name in Keys::FILES {
        is_private(&folder.join(name), findings);
        is_private(&folder.join(format!("{name}.old")), findings);
    }
    if missing.len() + 1 == Keys::FILES.len() {
        findings.push(Note(format!(
            "there are no keys in {} yet: the next start makes them",
            folder.display()
        )));
    } else if let Some(name) = missing.first() {
        let lost = match **name {
            "digest.key" => {
                "repeated requests and customers who must not come back are no longer recognised"
            }
            "receipt.key" => "receipts that were signed with it can only be checked by their proof",
            _ => "what it signed is void",
        };
        findings.push(Bad(format!(
            "{name} is missing in {}: put it back from a backup, or {lost}",
            folder.display()
        )));
    } else {
        findings.push(match Keys::load(&folder, &SystemEntropy) {
            Ok(_) => Good("the keys can be read".to_owned()),
            Err(error) => Bad(error.to_string()),
        });
    }
}

async fn mail(config: &Config, findings: &mut Findings) {
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    // Only whether it can be set up is asked here, which takes no database.
    let Ok(store) = crate::open::store("sqlite::memory:").await else {
        return;
    };
    let made = crate::auth::mail::mailer(config, store.clone(), clock, entropy);
    findings.push(match (made, &config.smtp_url) {
        (Err(error), _) => Bad(format!("no mail can go out: {}", error.0)),
        (Ok(_), Some(_)) => Good("mail goes out by SMTP".to_owned()),
        (Ok(_), None) => Note(format!(
            "no mail goes out: MUTUAL_SMTP_URL is not set, so mails are written to {}",
            config.mail_dir().display()
        )),
    });
    store.close().await;
}

fn web(config: &Config, findings: &mut Findings) {
    let host = config
        .addr
        .rsplit_once(':')
        .map_or(config.addr.as_str(), |(host, _)| host);
    let is_local = |host: &str| host == "localhost" || host.starts_with("127.") || host == "[::1]";
    let local = is_local(host);
    let said = match config.public_url.as_deref().map(|url| (url, url.split_once("://"))) {
        None if local => Note(
            "MUTUAL_PUBLIC_URL is not set: links lead to this machine, and cookies travel without TLS"
                .to_owned(),
        ),
        None => Bad(
            "others can reach this server, but MUTUAL_PUBLIC_URL is not set: links would lead nowhere"
                .to_owned(),
        ),
        Some((url, Some((_, rest)))) if rest.trim_end_matches('/').contains(['/', '?', '#', '@']) => {
            Bad(format!("MUTUAL_PUBLIC_URL is `{url}`: name scheme, host and port alone"))
        }
        Some((_, Some(("https", _)))) if local && config.trusted_proxy.is_empty() => Note(
            "MUTUAL_PUBLIC_URL is https, but no proxy is named by MUTUAL_TRUSTED_PROXY: everybody \
             seems to come from the proxy's own address, and is throttled as one"
                .to_owned(),
        ),
        Some((_, Some(("https", _)))) => Good("people come by TLS; cookies are bound to it".to_owned()),
        Some((_, Some(("http", rest)))) if is_local(rest.split(':').next().unwrap_or(rest)) => {
            Note("MUTUAL_PUBLIC_URL is plain http on this machine: good to try, for nobody else".to_owned())
        }
        Some((_, Some(("http", _)))) => Bad(
            "MUTUAL_PUBLIC_URL is plain http: sessions can be read on the way; put a proxy with TLS \
             before it"
                .to_owned(),
        ),
        Some((url, _)) => {
            Bad(format!("MUTUAL_PUBLIC_URL is `{url}`: write it like https://choices.example.org"))
        }
    };
    findings.push(said);
    if config
        .trusted_proxy
        .iter()
        .any(|network| network.prefix_len() == 0)
    {
        findings.push(Bad(
            "MUTUAL_TRUSTED_PROXY trusts everybody, so that anybody can pretend to come from \
             anywhere: name the proxy's own address"
                .to_owned(),
        ));
    } else if config.trusted_proxy.is_empty() {
        findings.push(Good(
            "no proxy is trusted: X-Forwarded-… headers do not count".to_owned(),
        ));
    } else {
        findings.push(Good("only the named proxies are trusted".to_owned()));
    }
    if config.rate_limit == 0 {
        findings.push(Note(
            "MUTUAL_RATE_LIMIT is 0: one API client can take all there is".to_owned(),
        ));
    }
    let (all, of_client) = (config.spool_max_bytes, config.spool_client_max_bytes);
    if config.import_max_bytes > all.min(of_client) {
        findings.push(Bad(
            "MUTUAL_IMPORT_MAX_BYTES is more than MUTUAL_SPOOL_MAX_BYTES or \
             MUTUAL_SPOOL_CLIENT_MAX_BYTES: the largest imports never find room"
                .to_owned(),
        ));
    } else if config.import_max_bytes > share_of_test(all) {
        findings.push(Note(
            "MUTUAL_IMPORT_MAX_BYTES is more than a quarter of MUTUAL_SPOOL_MAX_BYTES: the largest \
             imports of test clients never find room"
                .to_owned(),
        ));
    }
}

fn webhooks(config: &Config, findings: &mut Findings) {
    let opened: Vec<_> = config
        .webhook_hosts
        .iter()
        .map(ToString::to_string)
        .collect();
    findings.push(if opened.is_empty() {
        Good("webhooks go to public addresses alone, by https".to_owned())
    } else {
        Note(format!(
            "MUTUAL_WEBHOOK_HOSTS lets webhooks go to {} whatever the address is, also without TLS: \
             name only what may be reached from here by everybody who sets webhooks up",
            opened.join(", ")
        ))
    });
    if Means::of_this_machine().roots.is_empty() {
        findings.push(Note(
            "this machine has no root certificates, so that no webhook can be sent by https: install \
             ca-certificates, or name a file in SSL_CERT_FILE"
                .to_owned(),
        ));
    }
}
