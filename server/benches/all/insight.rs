//! The studio's numbers over many people: how long a page takes, against the same answer from the
//! rows that are counted; and how long the overview of all numbers takes, and the page that says whom a
//! draft concerns before somebody presses the button.
//!
//! `MUTUAL_BENCH_PEOPLE` sets how many people there are; each has ten events. Their choices go
//! through the fold that counts in the one writer, and what is counted is stored as the writer
//! stores it. The events are put into the database in bulk and counted by `recount`, since to report
//! ten million of them over the API takes longer than anybody waits. What the people are folded into is
//! put in likewise, so that the server has each of them in memory, as it has whoever chose by a page.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::common::{folder, report};
use clap::Parser as _;
use mutual::access::{Actor, Role};
use mutual::catalogue::{Channel, Document};
use mutual::clock::{Clock, Timestamp};
use mutual::consent::{ActorRef, ConsentState, Route, Source, Switch, Toggle, Toggles};
use mutual::digest::DigestKey;
use mutual::id::{AccountId, CustomerId, ReceiptId};
use mutual::insight::{Period, Recount};
use mutual::ledger::{Body, Chosen, Entry, EntryKind};
use mutual::port::{Account, AccountKind, Draft, Engine as _, Stage, Store, Submission};
use mutual::use_cases::{Command, Publish};
use mutual_engine::{Options, SystemClock, SystemEntropy, start};
use mutual_server::auth::password;
use mutual_server::config::Config;
use mutual_server::running::Running;
use rusqlite::{Connection, Statement};

const DAY_S: i64 = 86_400;
/// How many days of the past there are.
const DAYS: i64 = 365;
/// How many events each has.
const EVENTS: usize = 10;
/// How often each page is asked for.
const ASKED: usize = 40;
/// What 95 of a hundred times of each page stay below, in milliseconds.
const BAR_MS: f64 = 300.0;
const PASSWORD: &str = "lantern kvass seventeen";
const MARKETER: &str = "mara@example.org";
const REVIEWER: &str = "rob@example.org";

/// A page that is measured.
#[derive(Clone, Copy)]
struct Page {
    name: &'static str,
    path: &'static str,
    /// Who asks for it.
    email: &'static str,
    /// What it has where it was drawn as a whole.
    has: &'static str,
}

/// The numbers of one exchange first, which are held against the rows.
const PAGES: [Page; 3] = [
    Page {
        name: "numbers",
        path: "/studio/recipe-ideas/numbers?days=365",
        email: MARKETER,
        has: "chart-plot",
    },
    Page {
        name: "numbers of all exchanges",
        path: "/studio/numbers",
        email: MARKETER,
        has: "/studio/recipe-ideas/numbers",
    },
    Page {
        name: "whom a draft concerns",
        path: "/studio/recipe-ideas/publish",
        email: REVIEWER,
        has: "facts-concerns",
    },
];

#[derive(clap::Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

/// A year ago.
struct LastYear;

impl Clock for LastYear {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus_seconds(-(DAYS + 10) * DAY_S)
    }

    fn steady(&self) -> std::time::Duration {
        SystemClock.steady()
    }
}

/// Measures it.
pub(crate) fn measure_all() {
    let people = std::env::var("MUTUAL_BENCH_PEOPLE").ok();
    let people = people.map_or(1_000_000, |text| text.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(run(people));
}

async fn run(people: usize) {
    let folder = folder("bench-insight");
    let file = folder.join("mutual.db");
    let url = format!("sqlite://{}", file.display());
    let store = mutual_server::open::store(&url).await.unwrap();
    store.migrate().await.unwrap();
    let head = publish(store.clone()).await;
    let folded = choices(&store, &file, people, head).await;
    store.close().await;
    let flags = [
        "mutual",
        "--addr",
        "127.0.0.1:0",
        "--database-url",
        &url,
        "--test-database-url",
        &format!("sqlite://{}", folder.join("test.db").display()),
        "--data-dir",
        &folder.join("data").display().to_string(),
    ];
    let running = Running::start(Flags::parse_from(flags).config, true).await;
    let running = running.unwrap();
    let everybody = running.app().live.engine.known("recipe-ideas", &|_| true);
    assert_eq!(
        everybody.values().sum::<u64>(),
        people as u64,
        "all are in memory"
    );
    let account = staff(&running, MARKETER, Role::Marketer).await;
    staff(&running, REVIEWER, Role::Reviewer).await;
    in_review(&running, account).await;
    let actor = Actor::Staff {
        account,
        role: Role::Marketer,
    };
    let mut asked = Vec::new();
    for _ in 0..ASKED {
        let began = Instant::now();
        let mutual = &running.app().mutual;
        let counted = mutual.numbers(&actor, "recipe-ideas", Period::Year).await;
        let counted = counted.unwrap();
        asked.push(millis(began));
        assert!(counted.is_complete && counted.numbers[0].on_now().told() > Some(1));
    }
    let (middle, most) = spread(asked);
    println!("use case: median {middle:.1} ms, 95 % within {most:.1} ms");
    let url = running.url();
    let times = tokio::task::spawn_blocking(move || PAGES.map(|page| pages(&url, page)));
    let times = times.await.unwrap();
    running.stop().await;
    let most = PAGES.iter().zip(times).map(|(page, times)| {
        let (middle, most) = spread(times);
        let name = page.name;
        println!("{name} over HTTP: median {middle:.1} ms, 95 % within {most:.1} ms");
        (name, most)
    });
    let most: Vec<_> = most.collect();
    let (_, of_rows) = most[0];

    let began = Instant::now();
    raw(&file);
    let events = millis(began);
    let baseline = events + folded;
    println!(
        "from the rows {baseline:.0} ms, of which the fold of the choices is {folded:.0} ms; as many \
         times faster than from the rows: {:.0}",
        baseline / of_rows
    );
    for (name, most) in most {
        let details = format!(
            "{people} people and {} events: page within {most:.1} ms of at most {BAR_MS}",
            people * EVENTS
        );
        report(name, BAR_MS / most, 1.0, &details);
    }
    _ = std::fs::remove_dir_all(&folder);
}

fn millis(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

/// The middle, and what 95 of 100 stay below.
fn spread(mut all: Vec<f64>) -> (f64, f64) {
    all.sort_by(f64::total_cmp);
    (all[all.len() / 2], all[all.len() * 95 / 100])
}

/// The demo's propositions, live for longer than anybody chose; the ledger's head.
async fn publish(store: Arc<dyn Store>) -> u64 {
    let secret = DigestKey::new([1; 32]);
    let (clock, entropy) = (Arc::new(LastYear), Arc::new(SystemEntropy));
    let engine = start(store, clock, entropy, secret, Options::default());
    let engine = engine.await.unwrap();
    let documents: Vec<Document> =
        serde_json::from_str(include_str!("../../src/demo/propositions.json")).unwrap();
    for document in documents {
        // In one language and without a sample: a draft changes one text, and says it once.
        let document = Document {
            sample: None,
            ..document.in_locale("en").unwrap().into_owned()
        };
        let publish = Publish {
            document,
            over: None,
            class: None,
            approval: None,
        };
        let submission = Submission {
            actor: Actor::System,
            route: Route::System,
            command: Command::Publish(Box::new(publish)),
            idempotency: None,
        };
        engine.submit(submission).await.unwrap();
    }
    let head = engine.index();
    engine.stop().await;
    head
}

fn customer(n: usize) -> CustomerId {
    CustomerId::from_bytes((n as u128).to_be_bytes())
}

/// What one of the people said behind the entry at `last`: an answer, and of some that they took it back.
fn said(n: usize, last: u64, now: Timestamp) -> Vec<Entry> {
    let day = (n as i64 * 7_919) % DAYS;
    let at = now.plus_seconds(-day * DAY_S);
    let kind = if n % 5 < 3 {
        EntryKind::Granted
    } else {
        EntryKind::Refused
    };
    let mut said = vec![entry(n, last + 1, at, kind)];
    if n.is_multiple_of(25) {
        let off = at.plus_seconds((n as i64 % 30) * DAY_S).min(now);
        said.push(entry(n, last + 2, off, EntryKind::Withdrawn));
    }
    said
}

/// One answer of one of the people.
fn entry(n: usize, index: u64, at: Timestamp, kind: EntryKind) -> Entry {
    let to = Switch::from_on(kind == EntryKind::Granted);
    let toggles = Toggles::from([
        (Toggle::Exchange, to),
        (Toggle::Channel(Channel::Email), to),
    ]);
    let body = Body::Chosen(Chosen {
        kind,
        customer: customer(n),
        proposition: "recipe-ideas".parse().unwrap(),
        version: 1,
        shown: String::new(),
        previous: toggles.clone(),
        toggles,
        expires_at: at.plus_months(24),
        source: Source::Explicit,
        receipt: ReceiptId::from_bytes(u128::from(index).to_be_bytes()),
        actor: ActorRef::from(&Actor::System),
        route: [Route::Page, Route::Link, Route::Api][n % 3],
        locale: None,
        evidence: None,
    });
    Entry { index, at, body }
}

/// Lets everybody choose, and puts in what they are folded into and what arrived; how long the fold took
/// that counts them, in milliseconds.
async fn choices(store: &Arc<dyn Store>, file: &Path, people: usize, head: u64) -> f64 {
    let now = SystemClock.now();
    let began = Instant::now();
    let mut recount = Recount::default();
    let mut index = head;
    for n in 0..people {
        for entry in said(n, index, now) {
            index = entry.index;
            recount.take(&entry);
        }
    }
    let counted = recount.finish();
    let folded = millis(began);
    println!(
        "fold of {} entries into {} counts: {folded:.0} ms",
        index - head,
        counted.tally.cells().count()
    );
    let began = Instant::now();
    customers(file, people, head, now);
    events(file, people, now);
    println!("put in: {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let lease = store.take_lease("bench", 3_600).await.unwrap();
    store.recount(lease, head, &counted).await.unwrap();
    store.release_lease(lease).await.unwrap();
    println!("counted again: {:.1} s", began.elapsed().as_secs_f64());
    folded
}

/// Each of the people, as what she said is folded. The entries themselves are not put in: no state names
/// one.
fn customers(file: &Path, people: usize, head: u64, now: Timestamp) {
    let sql = "INSERT INTO customer (id, key, locale, region, birth_year, created_at, state)
               VALUES ($1, $2, $3, NULL, NULL, $4, $5)";
    insert(file, sql, |statement| {
        let since = now.plus_seconds(-DAYS * DAY_S).as_millis();
        let mut index = head;
        for n in 0..people {
            let mut state = ConsentState::default();
            for entry in said(n, index, now) {
                index = entry.index;
                state.apply(entry.index, entry.at, &entry.body);
            }
            state.last_index = 0;
            let (id, key) = (customer(n).to_bytes(), [7_u8; 32]);
            let locale = ["en", "de", "ar"][n % 3];
            let state = serde_json::to_vec(&state).unwrap();
            let values = rusqlite::params![id, key, locale, since, state];
            statement.execute(values).unwrap();
        }
    });
}

/// Ten events for each, over the year.
fn events(file: &Path, people: usize, now: Timestamp) {
    let sql = "INSERT INTO value_event (customer_id, proposition, benefit, proof_ref, unit,
                                        amount, at, reported_at)
               VALUES ($1, 'recipe-ideas', 'recipes', $2, 'recipes', 3000000, $3, $3)";
    insert(file, sql, |statement| {
        for n in 0..people {
            let id = customer(n).to_bytes();
            for event in 0..EVENTS {
                let day = (n * EVENTS + event) as i64 % DAYS;
                let at = now.plus_seconds(-day * DAY_S).as_millis();
                let values = rusqlite::params![id, format!("mail-{event}"), at];
                statement.execute(values).unwrap();
            }
        }
    });
}

/// Puts very many rows in at once: `each` executes the statement for each of them.
fn insert(file: &Path, sql: &str, each: impl FnOnce(&mut Statement<'_>)) {
    let mut connection = Connection::open(file).unwrap();
    connection
        .pragma_update(None, "synchronous", "off")
        .unwrap();
    let transaction = connection.transaction().unwrap();
    each(&mut transaction.prepare(sql).unwrap());
    transaction.commit().unwrap();
}

/// The same sums from the rows themselves.
fn raw(file: &Path) {
    let connection = Connection::open(file).unwrap();
    let query = "SELECT benefit, unit, at / 86400000, sum(amount / 1000000),
                        sum(amount % 1000000)
                 FROM value_event WHERE proposition = 'recipe-ideas' AND amount > 0
                 GROUP BY 1, 2, 3";
    let mut statement = connection.prepare(query).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut days = 0;
    while rows.next().unwrap().is_some() {
        days += 1;
    }
    assert!(days > 300);
}

async fn staff(running: &Running, email: &str, role: Role) -> AccountId {
    let app = running.app();
    let account = Account {
        id: AccountId::new(app.clock.as_ref(), app.entropy.as_ref()),
        email: email.to_owned(),
        password: Some(password::hash(PASSWORD, &SystemEntropy).unwrap()),
        kind: AccountKind::Staff(role),
        created_at: app.clock.now(),
        disabled_at: None,
    };
    app.live.store.add_account(&account, None).await.unwrap();
    account.id
}

/// A draft that asks everybody anew, and waits for somebody who wrote nothing of it.
async fn in_review(running: &Running, by: AccountId) {
    let app = running.app();
    let (catalogue, at) = (app.live.engine.catalogue(), app.clock.now());
    let live = catalogue.proposition("recipe-ideas").unwrap();
    let mut document = live.live().unwrap().document.clone();
    document.recipients = vec!["Lindqvist Print AB (prints the cards)".to_owned()];
    document.change_note = Some("Lindqvist Print AB now prints the cards.".to_owned());
    let draft = Draft {
        key: document.key.clone(),
        content: serde_json::to_string(&document).unwrap(),
        revision: 1,
        updated_at: at,
        updated_by: by,
        writers: BTreeSet::from([by]),
        stage: Stage::InReview { by, at },
        class: None,
    };
    let store = &app.live.store;
    store.put_draft(&draft, None, None).await.unwrap();
}

/// Signs in as a browser does, and asks for the page again and again; how long each took.
fn pages(url: &str, page: Page) -> Vec<f64> {
    let Page {
        path, email, has, ..
    } = page;
    let form = format!("email={email}&password={}", PASSWORD.replace(' ', "+"));
    let answer = ask(url, "POST", "/actions/sign-in", "", &form);
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap_or_else(|| panic!("{answer}"));
    let cookie = cookie.split(';').next().unwrap();
    let times = (0..ASKED).map(|_| {
        let began = Instant::now();
        let page = ask(url, "GET", path, cookie, "");
        let took = millis(began);
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains(has),
            "{page}"
        );
        took
    });
    times.collect()
}

fn ask(url: &str, method: &str, path: &str, cookie: &str, form: &str) -> String {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let length = form.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: {url}\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{form}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
