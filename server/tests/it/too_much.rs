//! More decisions and reports than can be written soon: who comes then is told so at once, and what was
//! answered with success is there.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use mutual::access::Actor;
use mutual::port::{Backlog, Recorder, Recording, SubmitError};
use mutual::use_cases::{Coming, Reporting, ValueClaim, report_value};
use mutual_engine::{GroupRecorder, SystemEntropy};
use mutual_server::listen::{Limits, listen, spared};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use crate::common::{Answer, Crm, Database, Server, new_key, send};
use crate::decisions::{picked, score, shop};
use crate::held::Held;
use crate::on_both;
use crate::value::{arrived, days_ago, kitchen, line, used};

on_both!(
    lists_wait_by_their_length_and_what_is_too_much_is_told_so_at_once,
    the_longest_list_is_taken_where_nothing_else_waits_and_where_one_row_would_be,
    one_decision_in_a_large_body_takes_the_room_of_that,
    who_waits_behind_a_database_that_hangs_is_told_with_the_first,
    whose_keys_were_used_wait_for_a_database_that_hangs_once_and_not_each,
    reports_wait_by_their_length_too,
    while_too_much_waits_nothing_of_a_request_is_read,
);

/// How many rows may wait in these stories.
const MOST: usize = 40;
/// Long enough for anything that is answered at once, however busy this machine is.
const SOON: Duration = Duration::from_secs(30);

/// A shop whose decisions go through a store that the test holds.
struct Shop {
    server: Server,
    crm: Crm,
    held: Arc<Held>,
    recorder: Arc<GroupRecorder>,
    _stop: watch::Sender<bool>,
}

impl Shop {
    async fn open(database: Database) -> Self {
        let (server, crm, _) = shop(database).await;
        let held = Held::of(&server);
        let mut app = server.app().clone();
        let recorder = GroupRecorder::start(held.clone(), app.clock.clone(), MOST);
        app.live.recorder = recorder.clone();
        let (stop, stopping) = watch::channel(false);
        let router = mutual_server::api::router(app, stopping.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let limits = Limits {
            spared: spared(&[]),
            ..Limits::default()
        };
        tokio::spawn(listen(listener, router, stopping, limits));
        Self {
            server,
            crm: Crm { url, ..crm },
            held,
            recorder,
            _stop: stop,
        }
    }

    /// Sends so many decisions as one list.
    fn sends(&self, count: usize, key: &str) -> JoinHandle<Answer> {
        let (crm, key) = (self.crm.clone(), key.to_owned());
        tokio::spawn(async move { crm.write("POST", "/decisions", &list(count), &key).await })
    }

    /// The same, which is answered at once.
    async fn is_told(&self, count: usize, key: &str) -> Answer {
        answered(self.sends(count, key)).await
    }

    /// How many decisions are kept.
    async fn kept(&self) -> Value {
        score(&self.crm).await["decisions"].clone()
    }
}

fn list(count: usize) -> Value {
    json!({"decisions": vec![picked("crm:42"); count]})
}

async fn answered(sent: JoinHandle<Answer>) -> Answer {
    timeout(SOON, sent).await.unwrap().unwrap()
}

async fn fills(backlog: &Backlog) {
    let full = async {
        while !backlog.is_full() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, full).await.unwrap();
}

#[track_caller]
pub fn is_too_much(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(answer.json()["code"], "overloaded", "{}", answer.text());
}

async fn lists_wait_by_their_length_and_what_is_too_much_is_told_so_at_once(database: Database) {
    let shop = Shop::open(database).await;
    let keys: Vec<_> = (0..8).map(|_| new_key()).collect();
    let mut sent = JoinSet::new();
    for key in &keys {
        let (answer, key) = (shop.sends(10, key), key.clone());
        sent.spawn(async move { (key, answer.await.unwrap()) });
    }
    // Four lists of ten have their places, and nothing is written yet: the others hear of it now.
    let mut refused = Vec::new();
    while refused.len() < 4 {
        let next = timeout(SOON, sent.join_next()).await.unwrap();
        let (key, answer) = next.unwrap().unwrap();
        is_too_much(&answer);
        refused.push(key);
    }
    assert!(shop.recorder.backlog().is_full());
    is_too_much(&shop.is_told(1, &new_key()).await);
    assert_eq!(shop.kept().await, 0);
    shop.held.open();
    while let Some(next) = timeout(SOON, sent.join_next()).await.unwrap() {
        let (key, answer) = next.unwrap();
        assert!(!refused.contains(&key));
        assert_eq!(answer.expect(200).json()["recorded"], 10);
    }
    assert_eq!(shop.kept().await, 40);
    // What was refused left nothing behind: sent again under its key it is done, once.
    for key in &refused {
        for _ in 0..2 {
            let again = shop.is_told(10, key).await.expect(200);
            assert_eq!(again.json()["recorded"], 10);
        }
    }
    assert_eq!(shop.kept().await, 80);
    shop.server.stop().await;
}

async fn the_longest_list_is_taken_where_nothing_else_waits_and_where_one_row_would_be(
    database: Database,
) {
    let shop = Shop::open(database).await;
    shop.held.open();
    let answer = shop.is_told(1_000, &new_key()).await.expect(200);
    assert_eq!(answer.json()["recorded"], 1_000);
    // Single rows take all of the places but one.
    let rows = (0..MOST / 2).map(|_| shop.recorder.backlog().place(1).unwrap());
    let mut rows: Vec<_> = rows.collect();
    is_too_much(&shop.is_told(1_000, &new_key()).await);
    drop(rows.pop());
    let answer = shop.is_told(1_000, &new_key()).await.expect(200);
    assert_eq!(answer.json()["recorded"], 1_000);
    assert_eq!(shop.kept().await, 2_000);
    shop.server.stop().await;
}

async fn one_decision_in_a_large_body_takes_the_room_of_that(database: Database) {
    let shop = Shop::open(database).await;
    let mut body = picked("crm:42").to_string();
    body.push_str(&" ".repeat(MOST * 1_024));
    let (crm, key) = (shop.crm.clone(), new_key());
    let large = tokio::spawn(async move {
        let bearer = format!("Bearer {}", crm.secret);
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        send(&crm.url, "POST", "/api/v1/decisions", &headers, body).await
    });
    fills(shop.recorder.backlog()).await;
    is_too_much(&shop.is_told(1, &new_key()).await);
    shop.held.open();
    answered(large).await.expect(201);
    shop.is_told(1, &new_key()).await.expect(200);
    assert_eq!(shop.kept().await, 2);
    shop.server.stop().await;
}

async fn who_waits_behind_a_database_that_hangs_is_told_with_the_first(database: Database) {
    let shop = Shop::open(database).await;
    let keys = [new_key(), new_key()];
    let first = shop.sends(20, &keys[0]);
    timeout(SOON, shop.held.came.notified()).await.unwrap();
    let second = shop.sends(20, &keys[1]);
    fills(shop.recorder.backlog()).await;
    // Longer than anybody else is to wait for such an answer.
    tokio::time::sleep(Duration::from_secs(2)).await;
    shop.held.breaks();
    for sent in [first, second] {
        let answer = answered(sent).await.expect(503);
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.json()["code"], "unavailable");
    }
    assert_eq!(shop.kept().await, 0);
    shop.held.open();
    for key in &keys {
        let again = shop.is_told(20, key).await.expect(200);
        assert_eq!(again.json()["recorded"], 20);
    }
    assert_eq!(shop.kept().await, 40);
    shop.server.stop().await;
}

/// What comes together is written one by one where another process used a key of it.
async fn whose_keys_were_used_wait_for_a_database_that_hangs_once_and_not_each(database: Database) {
    let shop = Shop::open(database).await;
    let came = async || timeout(SOON, shop.held.came.notified()).await.unwrap();
    let first = shop.sends(1, &new_key());
    came().await;
    let keys = [new_key(), new_key()];
    let sent = [shop.sends(18, &keys[0]), shop.sends(18, &keys[1])];
    fills(shop.recorder.backlog()).await;
    // By then both are judged, and wait for their turn.
    tokio::time::sleep(Duration::from_secs(2)).await;
    shop.held.lets_one_in();
    answered(first).await.expect(200);
    came().await;
    shop.held.conflicts();
    came().await;
    // Longer than anybody else is to wait for such an answer.
    tokio::time::sleep(Duration::from_secs(2)).await;
    shop.held.breaks();
    for sent in sent {
        let answer = answered(sent).await.expect(503);
        assert_eq!(answer.json()["code"], "unavailable");
    }
    assert_eq!(shop.kept().await, 1);
    shop.held.open();
    for key in &keys {
        let again = shop.is_told(18, key).await.expect(200);
        assert_eq!(again.json()["recorded"], 18);
    }
    assert_eq!(shop.kept().await, 37);
    shop.server.stop().await;
}

/// Otherwise whoever sends and hangs up, again and again, fills the memory all the same.
#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_keeps_the_place_until_it_is_written() {
    let shop = Shop::open(Database::Sqlite).await;
    let backlog = shop.recorder.backlog();
    let place = backlog.place(MOST).unwrap();
    let recording = shop.recorder.record(Recording::default(), &place);
    assert_eq!(recording.now_or_never(), None);
    drop(place);
    timeout(SOON, shop.held.came.notified()).await.unwrap();
    is_too_much(&shop.is_told(1, &new_key()).await);
    shop.held.breaks();
    let free = async {
        while backlog.is_full() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, free).await.unwrap();
    shop.held.open();
    shop.is_told(1, &new_key()).await.expect(200);
    shop.server.stop().await;
}

async fn reports_wait_by_their_length_too(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let (held, backlog) = (Held::of(&server), Backlog::new(MOST, 1));
    let live = &server.app().live;
    let with = Reporting {
        engine: live.engine.as_ref(),
        store: live.store.as_ref(),
        value: held.as_ref(),
        backlog: &backlog,
        entropy: &SystemEntropy,
    };
    let claims = |list: u32| {
        let claim = |n: u32| ValueClaim {
            customer: Ok(id.parse().unwrap()),
            proposition: "recipe-ideas".to_owned(),
            benefit: "recipes".to_owned(),
            amount: None,
            unit: None,
            at: live.engine.now().plus_seconds(-3_600),
            proof_ref: format!("mail-{list}-{n}"),
            corrects: false,
        };
        (0..20).map(claim).collect::<Vec<_>>()
    };
    let lists = [0, 1, 2].map(claims);
    let coming = Coming {
        idempotency: None,
        alone: false,
        cost: Backlog::cost(20, 0),
    };
    let reporter = Actor::System;
    let report = |list: usize| report_value(with, &reporter, coming, &lists[list]);
    let third = async {
        fills(&backlog).await;
        let third = report(2).await;
        held.open();
        third
    };
    let all = async { tokio::join!(report(0), report(1), third) };
    let (first, second, third) = timeout(SOON, all).await.unwrap();
    assert_eq!(third, Err(SubmitError::Overloaded));
    assert_eq!(first.unwrap().len() + second.unwrap().len(), 40);
    let recipes = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(recipes["delivered"], 120);
    report(2).await.unwrap();
    let recipes = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(recipes["delivered"], 180);
    server.stop().await;
}

/// So cheap to refuse that what is done does not suffer from it.
async fn while_too_much_waits_nothing_of_a_request_is_read(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let live = &server.app().live;
    let places = [
        live.reports.place(1_000_000).unwrap(),
        live.recorder.backlog().place(1_000_000).unwrap(),
    ];
    let at = days_ago(2);
    let reports = [
        ("/value-events", arrived("crm:42", "mail-1", &at), new_key()),
        ("/usage-events", used("crm:42", &at, "mail-1"), new_key()),
    ];
    for (path, body, key) in &reports {
        let refused = crm.write("POST", path, body, key).await;
        is_too_much(&refused);
        assert!(refused.header("x-request-id").starts_with("req_shed_"));
    }
    // Of this nobody asks what it says, or whether its caller may.
    let refused = crm.post("/decisions", &json!("nonsense")).await;
    is_too_much(&refused);
    assert!(refused.header("x-request-id").starts_with("req_shed_"));
    crm.get("/customers/crm:42").await.expect(200);
    drop(places);
    for (path, body, key) in &reports {
        crm.write("POST", path, body, key).await.expect(201);
    }
    crm.post("/decisions", &json!("nonsense")).await.expect(403);
    server.stop().await;
}
