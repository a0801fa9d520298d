//! A server of one's own for each story, and those who speak to it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use clap::Parser as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use mutual::access::{Actor, Scopes};
use mutual::catalogue::Document;
use mutual::clock::{Timestamp, random};
use mutual::consent::Route;
use mutual::id::ClientId;
use mutual::port::{ClientRecord, Engine, Store, Submission};
use mutual::use_cases::{Command, Publish, client_secret};
use mutual_engine::SystemEntropy;
use mutual_server::config::Config;
use mutual_server::running::Running;
use mutual_server::state::App;
use mutual_store_suite::cluster;
use serde_json::Value;
use tempfile::TempDir;

/// Every scope that an API client may have.
pub const ALL_SCOPES: &str = "check consent:read consent:write feed catalogue value:write decisions:write webhooks admin cases";

/// Where a story takes place.
#[derive(Clone, Copy, Debug)]
pub enum Database {
    /// On a file.
    Sqlite,
    /// On a server.
    Postgres,
}

/// Makes two tests of each story: one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                super::$story($crate::common::Database::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                super::$story($crate::common::Database::Postgres).await;
            })+
        }
    };
}

/// A running server with databases, keys and folders of its own.
pub struct Server {
    /// Where it listens, as `http://127.0.0.1:port`.
    pub url: String,
    running: Running,
    folder: TempDir,
    flags: Vec<String>,
}

#[derive(clap::Parser)]
#[command(args_override_self = true)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

/// The addresses of two new, empty databases: the live one and the one for tests.
pub fn databases(database: Database, folder: &TempDir) -> [String; 2] {
    match database {
        Database::Sqlite => ["mutual.db", "mutual.test.db"]
            .map(|name| format!("sqlite://{}", folder.path().join(name).display())),
        Database::Postgres => {
            drop_what_is_over();
            [(); 2].map(|()| {
                let url = cluster::shared().copy_of(&TEMPLATE).unwrap();
                let taken = (folder.path().to_owned(), url.clone());
                TAKEN.lock().unwrap().push(taken);
                url
            })
        }
    }
}

/// The databases of the stories, each with the folder that goes when its story is over.
static TAKEN: Mutex<Vec<(PathBuf, String)>> = Mutex::new(Vec::new());

/// Drops the databases of stories that are over: each takes 8 MB, and there are a thousand.
fn drop_what_is_over() {
    let over: Vec<_> = TAKEN
        .lock()
        .unwrap()
        .extract_if(.., |(folder, _)| !folder.exists())
        .collect();
    for (_, url) in over {
        cluster::shared().drop_database(&url).unwrap();
    }
}

/// A database with the schema and nothing in it: to copy it takes a fraction of what making the schema
/// takes, and every story begins with two.
static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    let url = cluster::shared().fresh_database().unwrap();
    let schema = async {
        let store = mutual_server::open::store(&url).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await;
    };
    // Whoever asks runs on a runtime, where nobody may wait for another one.
    std::thread::scope(|scope| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        scope
            .spawn(move || runtime.block_on(schema))
            .join()
            .unwrap();
    });
    url
});

/// The flags for new, empty databases and folders below `folder`.
fn flags(database: Database, folder: &TempDir) -> Vec<String> {
    let [live, test] = databases(database, folder);
    [
        ("--database-url", live),
        ("--test-database-url", test),
        ("--addr", "127.0.0.1:0".to_owned()),
        (
            "--data-dir",
            folder.path().join("data").display().to_string(),
        ),
        ("--rate-limit", "0".to_owned()),
    ]
    .into_iter()
    .flat_map(|(name, value)| [name.to_owned(), value])
    .collect()
}

/// Does something to the live database while no server runs.
async fn in_between<T>(flags: &[String], work: impl AsyncFnOnce(Arc<dyn Store>) -> T) -> T {
    let url = parsed(flags).database_url();
    let store = mutual_server::open::store(&url).await.unwrap();
    store.migrate().await.unwrap();
    let done = work(store.clone()).await;
    store.close().await;
    done
}

fn parsed(flags: &[String]) -> Config {
    let words = std::iter::once("mutual".to_owned()).chain(flags.iter().cloned());
    Flags::parse_from(words).config
}

/// The settings of a new, empty installation below `folder`.
pub fn config(database: Database, folder: &TempDir) -> Config {
    parsed(&flags(database, folder))
}

/// Publishes a document over that live version, as the installation itself does.
pub async fn publish(live: &dyn Engine, document: Document, over: Option<u32>) {
    let publish = Publish {
        document,
        over,
        class: None,
        approval: None,
    };
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::Publish(Box::new(publish)),
        idempotency: None,
    };
    live.submit(submission).await.unwrap();
}

/// The demo's six propositions.
pub fn demo_in_all_languages() -> Vec<Document> {
    serde_json::from_str(include_str!("../../src/demo/propositions.json")).unwrap()
}

/// The demo's six propositions, in English alone and without samples: who changes a text, or the data
/// that a sample may name, says it once.
pub fn demo() -> Vec<Document> {
    let documents = demo_in_all_languages();
    let in_english = |document: &Document| Document {
        sample: None,
        ..document.in_locale("en").unwrap().into_owned()
    };
    documents.iter().map(in_english).collect()
}

impl Server {
    /// Starts an empty one.
    pub async fn start(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    /// Starts an empty one with further flags, as `mutual serve` takes them; a later one wins.
    pub async fn start_with(database: Database, further: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut flags = flags(database, &folder);
        flags.extend(further.iter().map(|&word| word.to_owned()));
        Self::run(folder, flags).await
    }

    /// Starts one over a database in which something happened before; with what came of that.
    pub async fn start_after<T>(
        database: Database,
        past: impl AsyncFnOnce(Arc<dyn Store>) -> T,
    ) -> (Self, T) {
        let folder = tempfile::tempdir().unwrap();
        let flags = flags(database, &folder);
        let done = in_between(&flags, past).await;
        (Self::run(folder, flags).await, done)
    }

    /// Stops it, does something to its live database, and starts it again.
    pub async fn restart_after<T>(self, work: impl AsyncFnOnce(Arc<dyn Store>) -> T) -> Self {
        let Self {
            running,
            folder,
            flags,
            ..
        } = self;
        running.stop().await;
        in_between(&flags, work).await;
        Self::run(folder, flags).await
    }

    async fn run(folder: TempDir, flags: Vec<String>) -> Self {
        let config = parsed(&flags);
        let running = Running::start(config, true).await.unwrap();
        Self {
            url: running.url(),
            running,
            folder,
            flags,
        }
    }

    /// Stops it as an operator would, and starts it again over the same data, on another port.
    pub async fn restart(self) -> Self {
        let Self {
            running,
            folder,
            flags,
            ..
        } = self;
        running.stop().await;
        Self::run(folder, flags).await
    }

    /// Stops it as an operator would; its folder stays as long as what is returned.
    pub async fn stop(self) -> TempDir {
        self.running.stop().await;
        self.folder
    }

    /// What its handlers reach.
    pub fn app(&self) -> &App {
        self.running.app()
    }

    /// Its folder, with `data` in it, and the databases where they are files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Publishes the demo's six propositions, on both sides.
    pub async fn publish_demo(&self) {
        for document in demo() {
            self.publish(document, None).await;
        }
    }

    /// Publishes a document over that live version, and waits until test clients see it too.
    pub async fn publish(&self, document: Document, over: Option<u32>) {
        let key = document.key.clone();
        publish(self.app().live.engine.as_ref(), document, over).await;
        let test = &self.app().test.engine;
        let version = over.map_or(1, |over| over + 1);
        let mirrored = || {
            let live = test.catalogue().proposition(&key)?.live()?.number;
            (live == version).then_some(())
        };
        while mirrored().is_none() {
            test.wait_for(test.index() + 1, std::time::Duration::from_secs(1))
                .await;
        }
    }

    /// A new API client with these scopes, on the live side.
    pub async fn crm(&self, scopes: &str) -> Crm {
        self.client(scopes, false).await
    }

    /// A new API client with these scopes, on the test side.
    pub async fn test_crm(&self, scopes: &str) -> Crm {
        self.client(scopes, true).await
    }

    async fn client(&self, scopes: &str, test: bool) -> Crm {
        let app = self.app();
        let (secret, kept) = client_secret(test, random(&SystemEntropy));
        let record = ClientRecord {
            id: ClientId::new(app.clock.as_ref(), app.entropy.as_ref()),
            name: "CRM".to_owned(),
            test,
            scopes: Scopes::parse(scopes).unwrap(),
            secrets: vec![kept],
            created_at: app.clock.now(),
            revoked_at: None,
        };
        app.live.store.put_client(&record).await.unwrap();
        Crm {
            url: self.url.clone(),
            id: record.id.to_string(),
            secret,
        }
    }

    /// The path and query of a signed link for this customer, good for an hour.
    pub fn link(&self, reference: &str, page: &str) -> String {
        self.link_until(reference, page, self.app().clock.now().plus_seconds(3_600))
    }

    /// The path and query of a signed link that is good until then.
    pub fn link_until(&self, reference: &str, page: &str, until: Timestamp) -> String {
        mutual_server::auth::link::sign(&self.app().keys.link, reference, page, until).unwrap()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// This answer, which must have that status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

/// Sends one request over a connection of its own.
pub async fn send(
    url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Answer {
    let host = url.strip_prefix("http://").unwrap();
    let stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(path);
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        request = request.header("host", host);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(body.into())).unwrap();
    let response = sender.send_request(request).await.unwrap();
    let (head, mut body) = response.into_parts();
    let media = head.headers.get("content-type");
    let body = if media.is_some_and(|media| media == "text/event-stream") {
        // A stream has no end: its beginning is the answer.
        let frame = body.frame().await.unwrap().unwrap();
        frame.into_data().unwrap().to_vec()
    } else {
        body.collect().await.unwrap().to_bytes().to_vec()
    };
    Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
    }
}

/// A CRM: an API client with its secret.
#[derive(Clone, Debug)]
pub struct Crm {
    /// The server's address.
    pub url: String,
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

impl Crm {
    /// Asks for a path below `/api/v1`.
    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], None).await
    }

    /// Sends JSON with a new idempotency key.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.write("POST", path, body, &new_key()).await
    }

    /// Sends JSON with a new idempotency key.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.write("PUT", path, body, &new_key()).await
    }

    /// Sends JSON under this idempotency key.
    pub async fn write(&self, method: &str, path: &str, body: &Value, key: &str) -> Answer {
        self.call(method, path, &[("idempotency-key", key)], Some(body))
            .await
    }

    /// Sends JSON, or no body, with these headers.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let bearer = format!("Bearer {}", self.secret);
        let mut all = vec![("authorization", bearer.as_str())];
        let bytes = match body {
            Some(body) => {
                all.push(("content-type", "application/json"));
                serde_json::to_vec(body).unwrap()
            }
            None => Vec::new(),
        };
        all.extend_from_slice(headers);
        send(&self.url, method, &format!("/api/v1{path}"), &all, bytes).await
    }

    /// Makes a customer with this identifier; her id.
    pub async fn knows(&self, identifier: &str) -> String {
        let path = format!("/customers/{}", encoded(identifier));
        let body = serde_json::json!({"identifiers": [identifier], "locale": "en", "region": "GB"});
        let answer = self.put(&path, &body).await.expect(201);
        answer.json()["customer"].as_str().unwrap().to_owned()
    }
}

/// An idempotency key that nobody used before.
pub fn new_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!(
        "key-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// A text as one segment of a path.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// Somebody with a browser, JavaScript off: she keeps cookies and follows no redirect by herself.
#[derive(Clone, Debug)]
pub struct Visitor {
    url: String,
    cookies: Vec<(String, String)>,
}

impl Visitor {
    /// A visitor who has never been here.
    pub fn new(server: &Server) -> Self {
        Self::at(&server.url)
    }

    /// A visitor of the site at this address.
    pub fn at(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            cookies: Vec::new(),
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    /// Submits a form of this site.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let origin = self.url.clone();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", path, &headers, &body).await
    }

    /// Sends anything, with the cookies that she has.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let jar: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let jar = jar.join("; ");
        let mut all = headers.to_vec();
        if !jar.is_empty() {
            all.push(("cookie", &jar));
        }
        let answer = send(&self.url, method, path, &all, body.to_owned()).await;
        for set in answer.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            let (name, rest) = set.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() && !set.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}
