//! From an acknowledged choice to whoever follows: 500 choices a second over HTTP, a listener on the
//! stream of changes, and how much later than the answer an entry arrives. The baseline is the
//! longest that it may take at the 99th percentile: 50 ms on SQLite, 100 ms on PostgreSQL.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::common::{ROUNDS, Server, client, folder, median, report, run};
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;

/// How many write at once.
const WRITERS: u64 = 50;
/// How many choices each makes in a second.
const EACH_A_SECOND: u64 = 10;
/// For how long.
const SECONDS: u64 = 5;
/// How many customers choose by turns.
const CUSTOMERS: u64 = 5_000;
/// At least this share of the choices that are asked for has to be made.
const RATE_BAR: f64 = 0.95;

/// Measures it.
pub(crate) fn measure_all() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for (name, most_ms) in [("SQLite", 50.0), ("PostgreSQL", 100.0)] {
        let (mut tails, mut middles, mut rates) = (vec![], vec![], vec![]);
        for round in 0..=ROUNDS {
            let folder = folder("bench-follow");
            let database = match name {
                "SQLite" => None,
                _ => {
                    let cluster = mutual_store_suite::cluster::shared();
                    Some(cluster.fresh_database().expect("a database"))
                }
            };
            let secret = prepare(&folder, database.as_deref());
            let server = Server::start(&folder, database.as_deref());
            let (mut late_ms, rate) = runtime.block_on(measure(&server.url, &secret));
            drop(server);
            late_ms.sort_by(f64::total_cmp);
            let (middle, tail) = (
                late_ms[late_ms.len() / 2],
                late_ms[late_ms.len() * 99 / 100],
            );
            println!("{name}, round {round}: {rate:.0}/s, median {middle:.1} ms, p99 {tail:.1} ms");
            if round > 0 {
                tails.push(tail);
                middles.push(middle);
                rates.push(rate);
            }
        }
        let (tail, rate) = (median(tails), median(rates));
        let details = format!(
            "p99 {tail:.1} ms of {most_ms:.0}, median {:.1} ms, at {:.0} choices/s",
            median(middles),
            rate
        );
        report(
            &format!("followers, {name}"),
            most_ms / tail.max(0.1),
            1.0,
            &details,
        );
        // Who follows slowly what comes slowly has shown nothing.
        let asked = (WRITERS * EACH_A_SECOND) as f64;
        report(
            &format!("choices that were followed, {name}"),
            rate / asked,
            RATE_BAR,
            &format!("{rate:.0} a second of {asked:.0}"),
        );
    }
}

/// A demo brand with many customers; the secret of a client that writes and follows.
fn prepare(folder: &Path, database: Option<&str>) -> String {
    let run = |arguments: &[&str]| run(folder, database, arguments);
    run(&["demo"]);
    let secret = client(folder, database);
    let people = folder.join("people.ndjson");
    let lines: String = (0..CUSTOMERS)
        .map(|n| format!("{{\"identifiers\":[\"bench:{n}\"]}}\n"))
        .collect();
    std::fs::write(&people, lines).expect("a file");
    run(&["import", people.to_str().expect("UTF-8")]);
    secret
}

async fn connect(url: &str) -> SendRequest<Full<Bytes>> {
    let host = url.strip_prefix("http://").expect("an address");
    let stream = tokio::net::TcpStream::connect(host)
        .await
        .expect("a server");
    stream.set_nodelay(true).expect("a socket");
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    sender
}

/// How many milliseconds after its answer each choice arrived, and how many were made in a second.
async fn measure(url: &str, secret: &str) -> (Vec<f64>, f64) {
    let bearer = format!("Bearer {secret}");
    let request = Request::get("/api/v1/changes/stream?after=0")
        .header("host", "bench")
        .header("authorization", &bearer)
        .body(Full::default())
        .expect("a request");
    let mut sender = connect(url).await;
    let stream = sender.send_request(request).await.expect("a stream");
    assert!(stream.status().is_success(), "{}", stream.status());
    let arrived = Arrived::default();
    let listening = tokio::spawn(listen(stream.into_body(), Arc::clone(&arrived)));
    // What was there before is not measured.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let began = Instant::now();
    let mut writing = JoinSet::new();
    for writer in 0..WRITERS {
        let (url, bearer) = (url.to_owned(), bearer.clone());
        writing.spawn(async move { write(&url, &bearer, writer).await });
    }
    let mut answered = HashMap::new();
    while let Some(written) = writing.join_next().await {
        answered.extend(written.expect("a writer"));
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = answered.len() as f64 / began.elapsed().as_secs_f64();
    // The last ones are on their way.
    tokio::time::sleep(Duration::from_secs(1)).await;
    listening.abort();
    drop(sender);
    let arrived = std::mem::take(&mut *arrived.lock().expect("a list"));
    let late = answered.iter().map(|(index, answered)| {
        let arrived = arrived
            .get(index)
            .unwrap_or_else(|| panic!("{index} never arrived"));
        arrived.saturating_duration_since(*answered).as_secs_f64() * 1_000.0
    });
    (late.collect(), rate)
}

/// When each entry arrived.
type Arrived = Arc<Mutex<HashMap<u64, Instant>>>;

async fn listen(mut body: Incoming, arrived: Arrived) {
    let mut rest = String::new();
    while let Some(Ok(frame)) = body.frame().await {
        let now = Instant::now();
        let Ok(data) = frame.into_data() else { break };
        rest.push_str(&String::from_utf8_lossy(&data));
        while let Some((block, after)) = rest.split_once("\n\n") {
            let id = block
                .strip_prefix("id: ")
                .and_then(|block| block.lines().next());
            if let Some(index) = id.and_then(|id| id.parse().ok()) {
                arrived.lock().expect("a list").insert(index, now);
            }
            rest = after.to_owned();
        }
    }
    panic!("the stream ended");
}

/// One writer: so many choices a second, whatever the answers take; when each was answered.
async fn write(url: &str, bearer: &str, writer: u64) -> Vec<(u64, Instant)> {
    let mut sender = connect(url).await;
    let mut every = tokio::time::interval(Duration::from_millis(1_000 / EACH_A_SECOND));
    let mut answered = Vec::new();
    for number in 0..EACH_A_SECOND * SECONDS {
        every.tick().await;
        let customer = (writer + number * WRITERS) % CUSTOMERS;
        let body = r#"{"proposition":"recipe-ideas","version":1,"toggles":{"exchange":"off"}}"#;
        let request = Request::post(format!("/api/v1/customers/bench:{customer}/choices"))
            .header("host", "bench")
            .header("authorization", bearer)
            .header("content-type", "application/json")
            .header("idempotency-key", format!("bench-{writer}-{number}"))
            .body(Full::from(body))
            .expect("a request");
        let response = sender.send_request(request).await.expect("an answer");
        let now = Instant::now();
        assert_eq!(response.status(), 201);
        let body = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        answered.push((body["index"].as_u64().expect("an index"), now));
    }
    answered
}
