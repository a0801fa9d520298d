//! Explain a bad set-up in words.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use mutual::clock::{Clock as _, Timestamp};
use mutual::port::StoreError;
use mutual_engine::SystemClock;

use super::Failure;
use crate::config::Config;
use crate::keys::Keys;

/// What was looked at, and how it stands.
enum Finding {
    Good(String),
    Note(String),
    Bad(String),
}

/// Looks at everything and prints a line each; exit code 1 where something must be mended.
pub(crate) async fn run(config: &Config) -> Result<(), Failure> {
    let mut findings = Vec::new();
    databases(config, &mut findings).await;
    keys(config, &mut findings);
    mail(config, &mut findings);
    web(config, &mut findings);
    clock(&mut findings);
    let mut bad = 0;
    for finding in &findings {
        match finding {
            Finding::Good(text) => println!("ok    {text}"),
            Finding::Note(text) => println!("note  {text}"),
            Finding::Bad(text) => {
                bad += 1;
                println!("BAD   {text}");
            }
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Failure::Check("one thing must be mended".to_owned())),
        more => Err(Failure::Check(format!("{more} things must be mended"))),
    }
}

async fn databases(config: &Config, findings: &mut Vec<Finding>) {
    for (name, url) in [
        ("live", config.database_url.clone()),
        ("test", config.test_database_url()),
    ] {
        if let Some(file) = url
            .strip_prefix("sqlite://")
            .map(|rest| rest.split('?').next().unwrap_or(rest))
            && !Path::new(file).exists()
        {
            findings.push(Finding::Note(format!(
                "the {name} database does not exist yet: `mutual serve` makes it"
            )));
            continue;
        }
        match database(name, &url).await {
            Ok(good) => findings.extend(good),
            Err(error) => findings.push(Finding::Bad(format!("the {name} database: {error}"))),
        }
    }
}

async fn database(name: &str, url: &str) -> Result<Vec<Finding>, crate::open::OpenError> {
    let store = crate::open::store(url).await?;
    store.ping().await?;
    let mut findings = vec![Finding::Good(format!("the {name} database answers"))];
    match store.head().await {
        Ok(Some(head)) => {
            findings.push(Finding::Good(format!(
                "the {name} ledger ends at {}",
                head.index
            )));
        }
        Ok(None) => findings.push(Finding::Note(format!("the {name} ledger has not begun"))),
        Err(_) => findings.push(Finding::Bad(format!(
            "the {name} database has no up-to-date schema: run `mutual migrate`"
        ))),
    }
    match store.take_lease("doctor", 1).await {
        Ok(lease) => {
            store.release_lease(lease).await?;
            findings.push(Finding::Note(format!(
                "no server runs on the {name} database"
            )));
        }
        Err(StoreError::NotHolder) => {
            findings.push(Finding::Good(format!(
                "a server runs on the {name} database"
            )));
        }
        Err(error) => return Err(error.into()),
    }
    store.close().await;
    Ok(findings)
}

fn keys(config: &Config, findings: &mut Vec<Finding>) {
    let folder = config.key_dir();
    for name in Keys::FILES {
        let file = folder.join(name);
        let Ok(metadata) = std::fs::metadata(&file) else {
            findings.push(Finding::Note(format!(
                "{} is not there: the next start makes it",
                file.display()
            )));
            continue;
        };
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            findings.push(Finding::Good(format!(
                "{} is its owner's alone",
                file.display()
            )));
        } else {
            let file = file.display();
            findings.push(Finding::Bad(format!(
                "others can read {file} (mode {mode:o}): chmod 600 it, and make new keys if others may have"
            )));
        }
    }
}

fn mail(config: &Config, findings: &mut Vec<Finding>) {
    if config.smtp_url.is_some() {
        findings.push(Finding::Good("mail goes out by SMTP".to_owned()));
    } else {
        findings.push(Finding::Note(format!(
            "no mail goes out: MUTUAL_SMTP_URL is not set, so mails are written to {}",
            config.mail_dir().display()
        )));
    }
}

fn web(config: &Config, findings: &mut Vec<Finding>) {
    let local = config.addr.starts_with("127.")
        || config.addr.starts_with("[::1]")
        || config.addr.starts_with("localhost");
    match &config.public_url {
        None if local => findings.push(Finding::Note(
            "MUTUAL_PUBLIC_URL is not set: links point to this machine, and cookies travel without TLS".to_owned(),
        )),
        None => findings.push(Finding::Bad(
            "others can reach this server, but MUTUAL_PUBLIC_URL is not set: links in mails would be wrong".to_owned(),
        )),
        Some(url) if url.starts_with("https://") => {
            findings.push(Finding::Good("people come by TLS; cookies are bound to it".to_owned()));
        }
        Some(_) if local => findings.push(Finding::Note("MUTUAL_PUBLIC_URL is plain http".to_owned())),
        Some(_) => findings.push(Finding::Bad(
            "MUTUAL_PUBLIC_URL is plain http: sessions could be read on the way; put a proxy with TLS before it".to_owned(),
        )),
    }
    if config.trusted_proxy.is_empty() {
        findings.push(Finding::Note(
            "no proxy is trusted: X-Forwarded-… headers do not count".to_owned(),
        ));
    } else if config
        .trusted_proxy
        .iter()
        .any(|network| network.prefix_len() == 0)
    {
        findings.push(Finding::Bad(
            "MUTUAL_TRUSTED_PROXY trusts everybody: name the proxy's own address".to_owned(),
        ));
    } else {
        findings.push(Finding::Good(
            "only the named proxies are trusted".to_owned(),
        ));
    }
}

fn clock(findings: &mut Vec<Finding>) {
    let built = Timestamp::parse("2026-01-01T00:00:00Z");
    if built.is_some_and(|built| SystemClock.now() < built) {
        findings.push(Finding::Bad(
            "the machine's clock is wrong: grants would run out at the wrong moment".to_owned(),
        ));
    } else {
        findings.push(Finding::Good("the clock is plausible".to_owned()));
    }
}
