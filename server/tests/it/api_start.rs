//! A developer who reads the documentation, and runs what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use mutual_server::worker::seal::seal_what_was_decided;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{Database, Server, send};
use crate::on_both;

on_both!(
    the_five_minute_start_works_as_it_is_printed,
    the_recipes_work_as_they_are_printed,
    a_webhook_is_verified_by_libraries_that_are_not_ours,
);

/// Everything between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?
        .1
        .split_once(to)
        .map(|(found, _)| found)
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// A page of the documentation, as it is drawn now.
pub async fn page(server: &Server, path: &str) -> String {
    let page = send(&server.url, "GET", path, &[], "").await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = page.text();
    assert!(!page.contains("<script"), "it is read without JavaScript");
    page
}

/// The pages, as their list names them.
pub fn pages(page: &str) -> Vec<String> {
    let nav = between(page, "<nav", "</nav>").unwrap();
    let links = nav.split("href=\"").skip(1);
    let links = links.map(|link| link.split('"').next().unwrap().to_owned());
    links.filter(|link| link.starts_with("/docs")).collect()
}

/// The blocks of code of a page: their names, which are empty where nothing is run, and their text.
pub fn blocks(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("<pre class=\"code\"").skip(1);
    let blocks = blocks.map(|block| {
        let code = between(block, "<code", "</code>").unwrap();
        let (tag, text) = code.split_once('>').unwrap();
        let id = between(tag, "id=\"", "\"").unwrap_or_default();
        (id.to_owned(), unescaped(text))
    });
    blocks.collect()
}

/// Whether the API refused what was asked, or a tool of an agent did not do it.
fn is_refusal(said: &str) -> bool {
    said.contains("\"request_id\":\"req_") || said.contains("\"isError\":true")
}

/// A developer at a shell.
pub struct Developer {
    folder: TempDir,
    env: BTreeMap<&'static str, String>,
    /// The port of the programs that listen, in place of the one that is printed.
    port: u16,
}

impl Developer {
    fn new(server: &Server, port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mutual = Path::new(env!("CARGO_BIN_EXE_mutual"));
        let path = std::env::var("PATH").unwrap_or_default();
        let config = &server.app().config;
        let mut env = BTreeMap::from([
            ("MUTUAL", server.url.clone()),
            ("MUTUAL_DATABASE_URL", config.database_url()),
            ("MUTUAL_DATA_DIR", config.data_dir.display().to_string()),
        ]);
        env.insert(
            "PATH",
            format!("{}:{path}", mutual.parent().unwrap().display()),
        );
        Self { folder, env, port }
    }

    fn shell(&self, text: &str) -> Command {
        let mut shell = Command::new("sh");
        let text = text.replace("8088", &self.port.to_string());
        shell.arg("-ec").arg(text).envs(&self.env);
        shell.current_dir(self.folder.path());
        shell
    }

    /// Runs a command that must succeed; what it prints.
    pub async fn runs(&self, name: &str, text: &str) -> String {
        let mut shell = self.shell(text);
        let out = tokio::task::spawn_blocking(move || shell.output().unwrap())
            .await
            .unwrap();
        let error = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{name}: {error}");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Does all that a page says, in its order; what each command printed. Nothing is refused but what the
    /// page says is.
    pub async fn follows(&self, path: &str, page: &str) -> Vec<String> {
        let mut printed = Vec::new();
        let mut beside: Option<Beside> = None;
        for (id, text) in blocks(page) {
            let name = format!("{path} {id}");
            if let Some(file) = id.strip_prefix("file-") {
                let text = text.replace("8088", &self.port.to_string());
                std::fs::write(self.folder.path().join(file), text).unwrap();
            } else if id.starts_with("beside-") {
                beside = Some(Beside::start(self, &text).await);
            } else if id.starts_with("run-") {
                let said = self.runs(&name, &text).await;
                assert!(!is_refusal(&said), "{name} is refused: {said}");
                let heard = match beside.take() {
                    Some(beside) => beside.hears("webhook.test").await,
                    None => String::new(),
                };
                printed.push(said + &heard);
            } else if id.starts_with("refused-") {
                let said = self.runs(&name, &text).await;
                assert!(is_refusal(&said), "{name} is not refused: {said}");
                printed.push(said);
            } else {
                assert!(id.is_empty(), "{name}");
                // What is shown and not run is no command, but for how a server is started.
                let command = ["curl", "python3", "node ", "mutual "]
                    .iter()
                    .any(|word| text.contains(word));
                assert!(
                    !command || text.ends_with("mutual serve"),
                    "{path} shows a command that nobody runs: {text}"
                );
            }
        }
        printed
    }

    /// Has what `pip install standardwebhooks` and `npm install standardwebhooks` would bring: the
    /// libraries that the journeys use, in Python those beside the CRM.
    pub fn has_libraries(&mut self) {
        let modules = end2end().join("node_modules");
        assert!(
            modules.join("standardwebhooks").is_dir(),
            "the journeys' tools are missing: `make needs-test` installs them"
        );
        let there = self.folder.path().join("node_modules");
        std::os::unix::fs::symlink(modules, there).unwrap();
        let mut setup = Command::new(end2end().join("crm/setup"));
        let installed = setup.stderr(Stdio::inherit()).output().unwrap();
        assert!(
            installed.status.success(),
            "Python's library is not installed"
        );
        let installed = String::from_utf8(installed.stdout).unwrap();
        let python = Path::new(installed.trim()).join("venv/bin");
        let path = self.env.get_mut("PATH").unwrap();
        *path = format!("{}:{path}", python.display());
    }
}

fn end2end() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end")
}

/// A program that listens in a second window.
struct Beside {
    child: std::process::Child,
    out: PathBuf,
}

impl Beside {
    async fn start(developer: &Developer, text: &str) -> Self {
        let out = developer.folder.path().join("heard.txt");
        let file = std::fs::File::create(&out).unwrap();
        let mut shell = developer.shell(text);
        // A group of its own, so that the program ends with its shell.
        shell.stdout(file).process_group(0);
        let child = shell.spawn().unwrap();
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        while tokio::net::TcpStream::connect(("127.0.0.1", developer.port))
            .await
            .is_err()
        {
            assert!(
                tokio::time::Instant::now() < until,
                "nobody listens: {text}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Self { child, out }
    }

    /// Waits until it said that; all that it said.
    async fn hears(&self, wanted: &str) -> String {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let heard = std::fs::read_to_string(&self.out).unwrap();
            if heard.contains(wanted) {
                return heard;
            }
            assert!(tokio::time::Instant::now() < until, "it heard {heard:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        _ = Command::new("kill").args(["-9", "--", &group]).status();
        _ = self.child.wait();
    }
}

#[track_caller]
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{text}"))
}

/// Begins as the start says; the developer has a key then, and what was printed.
pub async fn begins(server: &Server, port: u16) -> (Developer, Vec<String>) {
    let mut developer = Developer::new(server, port);
    let start = page(server, "/docs").await;
    assert!(start.contains(&format!("export MUTUAL={}", server.url)));
    let (id, make) = blocks(&start).remove(0);
    assert_eq!(id, "run-1");
    let made = developer.runs("the key", &make).await;
    let secret = made
        .lines()
        .find_map(|line| line.strip_prefix("client secret"));
    let secret = secret.unwrap().trim().to_owned();
    assert!(secret.starts_with("mk_test_"), "{secret}");
    developer.env.insert("SECRET", secret);
    let printed = developer.follows("/docs", &start).await;
    (developer, printed)
}

async fn the_five_minute_start_works_as_it_is_printed(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let live = server.app().live.engine.index();
    let (developer, first) = begins(&server, 8088).await;
    // Whoever comes back begins anew: nothing of the last time stands against it.
    let start = page(&server, "/docs").await;
    let again = developer.follows("/docs", &start).await;
    for printed in [first, again] {
        let [_, asked, put, chose, again, link, off, feed] = printed.as_slice() else {
            panic!("{printed:?}");
        };
        let asked = json(asked);
        assert_eq!(asked["verdict"], "deny");
        assert_eq!(asked["reasons"][0]["code"], "unknown_customer");
        let she = json(put);
        assert!(she["identifiers"].to_string().contains("crm:1001"));
        assert!(json(chose)["receipt"].is_string());
        assert_eq!(json(again)["verdict"], "allow");
        let link = json(link)["url"].as_str().unwrap().to_owned();
        let path = link.strip_prefix(&server.url).unwrap();
        send(&server.url, "GET", path, &[], "").await.expect(303);
        assert!(json(off)["index"].is_u64());
        let feed = json(feed);
        let entries = feed["entries"].as_array().unwrap().iter();
        let hers = entries.filter(|entry| entry["customer"] == she["customer"]);
        let types: Vec<_> = hers.map(|entry| entry["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["consent.granted", "consent.withdrawn"]);
    }
    assert_eq!(
        server.app().live.engine.index(),
        live,
        "nobody real is touched"
    );
}

/// Whose sites and mails they are has to be known before some of the commands.
pub const SETTINGS: &str = "mutual organisation set --name Halden \\
     --contact-email team@example.org --data-protection-contact dpo@example.org --region GB";

async fn the_recipes_work_as_they_are_printed(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (developer, _) = begins(&server, 8088).await;
    let follow = async |path: &str| {
        let page = page(&server, path).await;
        developer.follows(path, &page).await
    };
    let check = follow("/docs/recipes/check").await;
    assert_eq!(json(&check[1])["reasons"][0]["code"], "no_grant");
    let many = json(&check[2]);
    assert_eq!(many["results"][1]["reasons"][0]["code"], "unknown_customer");
    assert_eq!(check.last().unwrap(), "do not send\n");
    let care = follow("/docs/recipes/care").await;
    assert!(json(&care[0])["items"].is_array(), "{care:?}");
    assert_eq!(json(&care[3])["human_only"], true);
    let state = json(&care[4]);
    assert_eq!(state["situations"][0]["situation"], "bereavement");
    let record = follow("/docs/recipes/record").await;
    assert!(!json(&record[0])["items"].as_array().unwrap().is_empty());
    assert_eq!(json(&record[2])["receipt"], json(&record[3])["receipt"]);
    assert_ne!(json(&record[2])["receipt"], json(&record[4])["receipt"]);
    let chosen = json(&record[5]);
    assert!(chosen.to_string().contains("\"withdrawn\""), "{chosen}");
    assert_eq!(json(&record[7])["errors"][0]["field"], "evidence.at");
    assert_eq!(json(&record[8])["paused"], false);
    let value = follow("/docs/recipes/value").await;
    let balance = json(&value[4]);
    let benefits = balance["exchanges"][0]["benefits"].as_array().unwrap();
    assert!(
        benefits.iter().any(|benefit| benefit["events"] == 1),
        "{balance}"
    );
    // Nobody here waits a minute for the seal.
    let sealing = tokio::spawn(seal_what_was_decided(
        server.app().test.clone(),
        Duration::from_millis(200),
    ));
    let decide = follow("/docs/recipes/decide").await;
    sealing.abort();
    assert!(json(&decide[3])["why"].is_string(), "{decide:?}");
    assert!(decide[5].starts_with("good dec_"), "{decide:?}");
    assert!(decide[5].ends_with("We sent you three recipes with fennel.\n"));
    assert_eq!(json(&decide[6])["code"], "cites_forbidden_data");
    let last = &json(&decide[7])["last_28_days"];
    assert_eq!(
        (last["decisions"].as_u64(), last["violations"].as_u64()),
        (Some(2), Some(1))
    );
    assert_eq!(json(&decide[8])["results"][0]["verdict"], "allow");
    // The program says so where the record is not what the log vouches for.
    let lie = "sed 's/^proof = /record += b\" \"\\nproof = /' sealed.py > lie.py\n\
               ! python3 lie.py decision.json 2>&1";
    let fake = developer.runs("a lie", lie).await;
    assert!(fake.contains("bad: this is not what was sealed"), "{fake}");
    let case = follow("/docs/recipes/case").await;
    assert_eq!(case[3], "201\n".repeat(20));
    let asked = &json(&case[4])["results"][0];
    assert_eq!(asked["verdict"], "escalate");
    assert_eq!(asked["reasons"][0]["code"], "below_bar");
    assert_eq!(json(&case[6])["below_bar"], "chooser");
    assert!(case[7].contains("\"case.opened\""), "{}", case[7]);
    assert_eq!(json(&case[8])["status"], 403);
    let decided = json(&case[9]);
    assert_eq!(
        (&decided["id"], decided["by"].as_str()),
        (&asked["case"], Some("agent 0042"))
    );
    assert!(json(&case[10])["why"].is_string(), "{case:?}");
    let agent = follow("/docs/recipes/agent").await;
    let told = |n: usize| -> (String, Value) {
        let answer = json(agent[n].lines().last().unwrap());
        let result = &answer["result"];
        assert_eq!(result["isError"], false, "{answer}");
        let words = result["content"][0]["text"].as_str().unwrap().to_owned();
        (words, result["structuredContent"].clone())
    };
    assert_eq!(told(3).0, "Allowed, just as you asked.");
    assert_eq!(told(4).1["allowed"]["data"].as_array().unwrap().len(), 1);
    assert!(told(6).1["why"].is_string(), "{agent:?}");
    assert_eq!(told(7).1["case"], Value::Null, "{agent:?}");
    let changes = follow("/docs/recipes/follow").await;
    assert!(json(&changes[0])["head"].is_u64());
    assert!(
        changes[1].contains("consent.withdrawn crm:1001"),
        "{changes:?}"
    );
    developer.runs("the settings", SETTINGS).await;
    let embed = follow("/docs/recipes/embed").await;
    let address = json(embed.last().unwrap());
    assert!(address["embed"]["integrity"].is_string(), "{address}");
    let bulk = follow("/docs/recipes/bulk").await;
    let [_, _, tried, _, done, everybody] = bulk.as_slice() else {
        panic!("{bulk:?}");
    };
    assert_eq!(json(tried)["status"], "done", "{tried}");
    assert_eq!(json(done)["status"], "done", "{done}");
    assert_eq!(json(done)["rejected"], 0, "{done}");
    assert!(everybody.contains("crm:6002"), "{everybody}");
    let button = follow("/docs/recipes/button").await;
    let [_, _, _, headers, looked, yes, pressed, no] = button.as_slice() else {
        panic!("{button:?}");
    };
    assert_eq!(
        json(headers)["headers"]["List-Unsubscribe-Post"],
        "List-Unsubscribe=One-Click"
    );
    assert_eq!((looked.as_str(), pressed.as_str()), ("200\n", "200\n"));
    assert_eq!(json(yes)["verdict"], "allow");
    assert_eq!(json(no)["reasons"][0]["code"], "withdrawn");
    let library = follow("/docs/libraries").await;
    let said: Vec<_> = library.last().unwrap().lines().collect();
    assert_eq!(said[0], "the server says yes");
    assert!(
        said[1].starts_with("the mirror says allow as of index "),
        "{said:?}"
    );
    assert_eq!(said[2], "after a pause it says deny");
    let receipt = follow("/docs/recipes/verify").await;
    assert!(receipt.last().unwrap().starts_with("good "), "{receipt:?}");
    // The check says yes where there is one: the program of the recipe, asked about somebody else.
    let page = page(&server, "/docs/recipes/check").await;
    let try_it = blocks(&page).pop().unwrap().1;
    let asked = try_it.strip_prefix("python3 may_i.py crm:2001-").unwrap();
    let (_, what) = asked.split_once(' ').unwrap();
    let somebody = json(&value[0])["identifiers"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let program = format!("python3 may_i.py {somebody} {what}");
    let said = developer.runs("a yes", &program).await;
    assert_eq!(said, "send\n");
    let nowhere = format!("MUTUAL=http://127.0.0.1:1 {program}");
    let said = developer.runs("no answer", &nowhere).await;
    assert_eq!(said, "do not send\n");
    // The customer who always refuses does, when one looks again.
    let test_mode = follow("/docs/test-mode").await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    let path = "/docs/test-mode";
    let look = blocks(&crate::api_start::page(&server, path).await)
        .pop()
        .unwrap()
        .1;
    let mut seen = test_mode.last().unwrap().clone();
    while !seen.contains("\"denied\"") {
        assert!(tokio::time::Instant::now() < until, "{seen}");
        seen = developer.runs(path, &look).await;
    }
}

/// A port that a program may listen on later: below those that the system gives to whoever asks for any,
/// which another story would have by then.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    loop {
        let port = NEXT.fetch_add(1, Ordering::Relaxed);
        assert!(port < 32_000, "no port is free");
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

async fn a_webhook_is_verified_by_libraries_that_are_not_ours(database: Database) {
    let port = free_port();
    let host = format!("127.0.0.1:{port}");
    let server = Server::start_with(database, &["--webhook-hosts", &host]).await;
    server.publish_demo().await;
    let (mut developer, _) = begins(&server, port).await;
    developer.has_libraries();
    let page = page(&server, "/docs/webhooks").await;
    let printed = developer.follows("/docs/webhooks", &page).await;
    // The address, and a test for each program: in Python and in JavaScript with the specification's
    // own library, and with none.
    assert_eq!(printed.len(), 4, "{printed:?}");
    for said in &printed[1..] {
        assert!(
            said.contains("204") && said.contains("webhook.test"),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_the_documentation_leads_somewhere() {
    let server = Server::start(Database::Sqlite).await;
    let start = page(&server, "/docs").await;
    let alone = pages(&start);
    assert_eq!(alone.len(), 21);
    // The reference is a page for each of its parts, and only there each of them is listed.
    let all = pages(&page(&server, "/docs/reference").await);
    assert!(all.len() > alone.len() + 10, "{all:?}");
    let mut texts = BTreeMap::new();
    for path in &all {
        let text = page(&server, path).await;
        let is_reference = path.starts_with("/docs/reference");
        let listed = if is_reference { &all } else { &alone };
        assert_eq!(&pages(&text), listed, "{path} has another list");
        assert_eq!(text.matches("aria-current=\"page\"").count(), 1, "{path}");
        let ids: Vec<_> = text.split(" id=\"").skip(1).collect();
        let ids: Vec<_> = ids.iter().map(|id| id.split('"').next().unwrap()).collect();
        let once: BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{path} has a name twice: {ids:?}");
        let labels = text.split("role=\"region\" aria-label=\"").skip(1);
        let labels: Vec<_> = labels
            .map(|label| label.split('"').next().unwrap())
            .collect();
        let once: BTreeSet<_> = labels.iter().collect();
        assert_eq!(
            once.len(),
            labels.len(),
            "{path} has two regions of one name: {labels:?}"
        );
        let unproven = crate::docs_shown::run_by_nobody(&text);
        assert_eq!(unproven, [""; 0], "{path} shows what nobody runs");
        texts.insert(path.clone(), text);
    }
    for (path, text) in &texts {
        for link in text.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap();
            let (place, anchor) = link.split_once('#').unwrap_or((link, ""));
            let place = if place.is_empty() { path } else { place };
            if let Some(there) = texts.get(place) {
                let id = format!("id=\"{anchor}\"");
                assert!(anchor.is_empty() || there.contains(&id), "{path}: {link}");
            } else {
                assert!(!place.starts_with("/docs"), "{path}: {link}");
                let answer = send(&server.url, "GET", place, &[], "").await;
                assert!(matches!(answer.status, 200 | 303), "{path}: {link}");
            }
        }
    }
    // None is missing of what the description names.
    let described = send(&server.url, "GET", "/api/openapi.json", &[], "")
        .await
        .expect(200);
    let document = described.json();
    assert_eq!(document["openapi"], "3.1.0");
    let words = |name: &str| -> Vec<String> {
        let words = document["components"]["schemas"][name]["enum"].as_array();
        let words = words.unwrap().iter();
        words
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    };
    let codes = words("ProblemCode");
    assert!(codes.len() > 20);
    for code in codes {
        let id = format!("id=\"problem-{code}\"");
        assert!(texts["/docs/errors"].contains(&id), "{code}");
    }
    let types = words("EntryType");
    assert!(types.len() > 10);
    for kind in types.iter().filter(|kind| *kind != "log.genesis") {
        let id = format!("id=\"event-{kind}\"");
        assert!(texts["/docs/webhooks"].contains(&id), "{kind}");
        let sent = format!("&quot;type&quot;: &quot;{kind}&quot;");
        assert!(
            texts["/docs/webhooks"].contains(&sent),
            "{kind} is not shown"
        );
    }
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            let id = format!("id=\"{name}\"");
            let of = texts.iter().filter(|(_, text)| text.contains(&id));
            let of: Vec<_> = of.map(|(path, _)| path).collect();
            let [page] = of.as_slice() else {
                panic!("{name} stands on {of:?}");
            };
            let link = format!("href=\"{page}#{name}\"");
            assert!(texts["/docs/reference"].contains(&link), "{link}");
        }
    }
    let tag = described.header("etag").to_owned();
    let known = [("if-none-match", tag.as_str())];
    send(&server.url, "GET", "/api/openapi.json", &known, "")
        .await
        .expect(304);
}
