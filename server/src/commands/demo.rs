//! Fill an empty database with the demo brand.

mod value;

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use clap::Args;
use mutual::access::{Actor, Role, Scope};
use mutual::catalogue::Document;
use mutual::clock::{Clock, Timestamp, random};
use mutual::consent::{Evidence, Identifier, Route, Toggles};
use mutual::guard::RedLines;
use mutual::id::AccountId;
use mutual::ledger::LineChange;
use mutual::port::{Account, AccountKind, Engine, Organisation, Submission};
use mutual::use_cases::{
    ApiClients, ClientWish, Command, ImportLine, PastChoice, Publish, PutCustomer, RedLineEdit,
};
use mutual_engine::{SystemClock, SystemEntropy};
use serde::{Deserialize, Serialize};

use super::{Failure, out};
use crate::auth::{link, password};
use crate::config::Config;
use crate::keys::make_private_folder;
use crate::open::Opened;
use crate::state::App;

const DAY_S: i64 = 86_400;
/// How many days ago the demo's brand began: before anybody of the demo chose anything.
const BEGAN_DAYS_AGO: i64 = 300;
/// Who approves what the marketer writes.
const REVIEWER: &str = "reviewer@larkfold.example";
/// Who makes keys and accounts.
const ADMIN: &str = "admin@larkfold.example";

/// Fill an empty database with the demo brand
///
/// It goes beside no real customers: a database that has anything is refused, and so is one on which a
/// server runs. Whom one signs in as, `serve` prints from then on.
#[derive(Args)]
pub(crate) struct Demo {
    /// Where there is anything already, do nothing and end with 0
    #[arg(long)]
    if_empty: bool,
}

/// Somebody of the demo.
#[derive(Deserialize)]
struct Person {
    identifiers: Vec<Identifier>,
    locale: Option<String>,
    region: Option<String>,
    birth_year: Option<u16>,
    choices: Vec<PersonChoice>,
    paused_days_ago: Option<i64>,
}

#[derive(Deserialize)]
struct PersonChoice {
    proposition: mutual::catalogue::Slug,
    toggles: Toggles,
    days_ago: i64,
    route: String,
}

/// The clock of the demo, which is set so many days back: what its people did has the day on which they
/// did it, and what they answered was live by then.
struct Past(AtomicI64);

impl Past {
    fn set(&self, days_ago: i64) {
        self.0.store(days_ago, Ordering::SeqCst);
    }
}

impl Clock for Past {
    fn now(&self) -> Timestamp {
        let days_ago = self.0.load(Ordering::SeqCst);
        SystemClock.now().plus_seconds(-days_ago * DAY_S)
    }

    /// Its days go by as they are told: it is not set, and it does not jump.
    fn steady(&self) -> Duration {
        let gone = BEGAN_DAYS_AGO - self.0.load(Ordering::SeqCst);
        let gone = u64::try_from(gone * DAY_S).unwrap_or_default();
        SystemClock.steady() + Duration::from_secs(gone)
    }
}

/// What a newcomer needs to look around: kept readable by its owner alone, beside the keys.
#[derive(Serialize, Deserialize)]
struct Welcome {
    customer: String,
    marketer: String,
    password: String,
    client_secret: String,
}

impl Demo {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        // Where there is anything already, nothing becomes older: no entry is before the newest.
        let clock = Arc::new(Past(AtomicI64::new(BEGAN_DAYS_AGO)));
        let opened = Opened::open_by(config, true, clock.clone()).await?;
        let result = fill(&opened, &clock, self.if_empty).await;
        opened.close().await;
        result
    }
}

async fn fill(opened: &Opened, clock: &Past, if_empty: bool) -> Result<(), Failure> {
    let app = &opened.app;
    let store = &app.live.store;
    let used = app.live.engine.index() > 0
        || !app.live.engine.customers(None, 1).is_empty()
        || store.organisation().await?.is_some()
        || !store.accounts().await?.is_empty()
        || !store.endpoints().await?.is_empty();
    if used && if_empty {
        return Ok(());
    }
    if used {
        return Err(Failure::unable(
            "this database is in use: the demo goes into an empty one, never beside real customers",
        ));
    }
    let organisation: Organisation = parse(include_str!("../demo/organisation.json"))?;
    store.set_organisation(&organisation, None).await?;
    let documents: Vec<Document> = parse(include_str!("../demo/propositions.json"))?;
    for document in &documents {
        let publish = Publish {
            document: document.clone(),
            over: None,
            class: None,
            approval: None,
        };
        submit(opened, Route::System, Command::Publish(Box::new(publish))).await?;
    }
    let lines = RedLines::starter().into_iter();
    let edit = RedLineEdit {
        changes: lines.map(|line| LineChange::Put(Box::new(line))).collect(),
        reason: "We begin with these lines.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    submit(opened, Route::System, Command::DrawRedLines(Box::new(edit))).await?;
    let people: Vec<Person> = parse(include_str!("../demo/people.json"))?;
    invite(opened, clock, &documents, people).await?;
    value::report(opened).await?;
    let welcome = staff(opened).await?;
    keep(&welcome_file(&app.config), &welcome)?;
    out::note(format_args!(
        "{} is loaded: {} exchanges",
        organisation.name,
        documents.len()
    ));
    Ok(())
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::unable(format!("the demo's data: {error}")))
}

async fn submit(opened: &Opened, route: Route, command: Command) -> Result<(), Failure> {
    let submission = Submission {
        actor: Actor::System,
        route,
        command,
        idempotency: None,
    };
    opened
        .live
        .submit(submission)
        .await
        .map(drop)
        .map_err(Failure::unable)
}

/// Makes the customers and lets them choose, oldest choice first, each on its day.
async fn invite(
    opened: &Opened,
    clock: &Past,
    documents: &[Document],
    people: Vec<Person>,
) -> Result<(), Failure> {
    let now = SystemClock.now();
    let ago = |days: i64| now.plus_seconds(-days * DAY_S);
    let mut steps: Vec<(i64, Route, Command)> = Vec::new();
    for person in people {
        let put = PutCustomer {
            id: None,
            identifiers: person.identifiers,
            locale: person.locale,
            region: person.region,
            birth_year: person.birth_year,
            evidence: None,
        };
        let name = put.identifiers.first().cloned();
        submit(opened, Route::System, Command::PutCustomer(put.clone())).await?;
        for choice in person.choices {
            let asked = documents
                .iter()
                .find(|document| document.key == choice.proposition);
            let at = ago(choice.days_ago);
            let evidence = Evidence {
                how: choice.route.clone(),
                place: if choice.route == "phone" {
                    "call centre"
                } else {
                    "this site"
                }
                .to_owned(),
                at,
                wording: asked
                    .map(|document| document.ask.question.clone())
                    .unwrap_or_default(),
            };
            let past = PastChoice {
                proposition: choice.proposition,
                version: None,
                toggles: choice.toggles,
                evidence: Some(evidence),
            };
            let customer = PutCustomer {
                identifiers: put.identifiers.clone(),
                ..PutCustomer::default()
            };
            let line = ImportLine {
                customer,
                choices: vec![past],
            };
            steps.push((
                choice.days_ago,
                Route::Import,
                Command::Import(Box::new(line)),
            ));
        }
        let holder = name.and_then(|name| opened.live.holder(name.as_str()));
        let pause = person.paused_days_ago.zip(holder);
        steps.extend(pause.map(|(days, id)| (days, Route::System, Command::Pause(id))));
    }
    steps.sort_by_key(|(days_ago, ..)| std::cmp::Reverse(*days_ago));
    for (days_ago, route, command) in steps {
        clock.set(days_ago);
        submit(opened, route, command).await?;
    }
    // What follows happens today.
    clock.set(0);
    Ok(())
}

/// A marketer, a reviewer and an admin with the same password, and a client to try the API with.
async fn staff(opened: &Opened) -> Result<Welcome, Failure> {
    let store = &opened.app.live.store;
    let secret: [u8; 9] = random(&SystemEntropy);
    let secret = {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret)
    };
    let digest = password::hash(&secret, &SystemEntropy).map_err(Failure::unable)?;
    let marketer = "marketer@larkfold.example";
    for (email, role) in [
        (marketer, Role::Marketer),
        (REVIEWER, Role::Reviewer),
        (ADMIN, Role::Admin),
    ] {
        let account = Account {
            id: AccountId::new(&SystemClock, &SystemEntropy),
            email: email.to_owned(),
            password: Some(digest.clone()),
            kind: AccountKind::Staff(role),
            created_at: SystemClock.now(),
            disabled_at: None,
        };
        store.add_account(&account, None).await?;
    }
    let scopes = [
        Scope::Check,
        Scope::ConsentRead,
        Scope::ConsentWrite,
        Scope::Feed,
        Scope::Catalogue,
        Scope::ValueWrite,
    ];
    let clients = ApiClients {
        store: store.as_ref(),
        clock: &SystemClock,
        entropy: &SystemEntropy,
    };
    let wish = ClientWish {
        name: "Try it out".to_owned(),
        test: false,
        scopes: scopes.into_iter().collect(),
    };
    let made = clients.make(&Actor::System, wish, random(&SystemEntropy));
    let (_, client_secret) = made.await?;
    Ok(Welcome {
        customer: "crm:42".to_owned(),
        marketer: marketer.to_owned(),
        password: secret,
        client_secret,
    })
}

fn welcome_file(config: &Config) -> PathBuf {
    config.key_dir().join("demo.json")
}

fn keep(file: &Path, welcome: &Welcome) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(welcome).map_err(Failure::unable)?;
    if let Some(folder) = file.parent() {
        make_private_folder(folder).map_err(Failure::unable)?;
    }
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)
        .map_err(Failure::unable)?;
    out.write_all(text.as_bytes()).map_err(Failure::unable)
}

/// What to open and to type first, over a demo brand; `None` over any other.
///
/// What it signs in with is told where it fits alone: the file outlives its database where somebody took that
/// away, another demo with the same key folder writes its own in its place, and people change passwords.
pub(crate) async fn welcome(app: &App, url: &str) -> Option<String> {
    let text = std::fs::read_to_string(welcome_file(&app.config)).ok()?;
    let welcome: Welcome = serde_json::from_str(&text).ok()?;
    let store = &app.live.store;
    let account = store.account_by_email(&welcome.marketer).await.ok()??;
    if account.disabled_at.is_some() {
        return None;
    }
    let Welcome {
        customer,
        marketer,
        password,
        client_secret,
    } = welcome;
    let expires = app.clock.now().plus_seconds(7 * DAY_S);
    let path = link::sign(&app.keys.link, &customer, "/", expires).ok()?;
    let base = app
        .config
        .public_url
        .as_deref()
        .unwrap_or(url)
        .trim_end_matches('/');
    let fits = is_of(&password, &account).await;
    let mut people = String::new();
    let mut unknown = None;
    for (who, email) in [
        ("the marketer", marketer.as_str()),
        ("the reviewer", REVIEWER),
        ("the admin", ADMIN),
    ] {
        let known = store.account_by_email(email).await.ok()?;
        let Some(known) = known.filter(|known| known.disabled_at.is_none()) else {
            continue;
        };
        // All three began with one digest: whoever has it still has that password.
        let by = if !fits || known.password != account.password {
            unknown = unknown.or(Some(email));
            String::new()
        } else if email == marketer {
            format!(", password {password}")
        } else {
            ", the same password".to_owned()
        };
        people.push_str(&format!("  {who:<12}  {base}/sign-in  ({email}{by})\n"));
    }
    if let Some(email) = unknown {
        people.push_str(&format!(
            "  a password    where none is named, set one: mutual user reset --email {email}\n"
        ));
    }
    let mails = match app.config.smtp_url {
        Some(_) => "go out by the mail server of MUTUAL_SMTP_URL".to_owned(),
        None => format!(
            "{}  (each a file there, with the links in it: for a new password, or for a colleague)",
            app.config.mail_dir().display()
        ),
    };
    let caller = app.clients.caller(&client_secret, app.clock.now()).await;
    let call = match caller {
        Ok(Some(_)) => format!(
            "curl -H 'Authorization: Bearer {client_secret}' \
             '{base}/api/v1/customers/{customer}/check?purpose=recommendations&data=orders&channel=email'"
        ),
        _ => "mutual client create --name 'Try it out' --scope check  (makes a key for the API)"
            .to_owned(),
    };
    Some(format!(
        "\n  a customer    {base}{path}\n{people}  the API       {base}/docs\n  mails         {mails}\n\n  {call}\n"
    ))
}

/// Whether somebody signs in to this account with that password.
async fn is_of(password: &str, account: &Account) -> bool {
    let Some(digest) = account.password.clone() else {
        return false;
    };
    let typed = password.to_owned();
    let verified = tokio::task::spawn_blocking(move || password::verify(&typed, &digest));
    verified.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mutual::catalogue::Registry;
    use mutual::consent::Switch;

    #[test]
    fn the_demos_data_are_whole() {
        let organisation: Organisation = parse(include_str!("../demo/organisation.json")).unwrap();
        assert_eq!(organisation.faults(), []);
        let documents: Vec<Document> = parse(include_str!("../demo/propositions.json")).unwrap();
        assert_eq!(documents.len(), 6);
        for document in &documents {
            assert_eq!(
                document.faults(&Registry::starter()),
                [],
                "{}",
                document.key
            );
        }
        let people: Vec<Person> = parse(include_str!("../demo/people.json")).unwrap();
        let on = people
            .iter()
            .flat_map(|p| &p.choices)
            .flat_map(|c| c.toggles.values());
        assert!(on.filter(|switch| **switch == Switch::On).count() > 10);
    }
}
