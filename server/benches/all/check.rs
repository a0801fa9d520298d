//! A hot check (token, scope, rate limit, JSON) against a plain axum handler that returns the
//! same bytes and headers. Both are loaded in turns by the same generator. Then the same check where
//! there are no red lines against one where there are 200, in the same way.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use mutual::access::Actor;
use mutual::catalogue::Document;
use mutual::consent::{Choice, Route, Switch};
use mutual::guard::RedLine;
use mutual::ledger::LineChange;
use mutual::port::{Engine as _, Submission};
use mutual::use_cases::{Command, Publish, PutCustomer, RedLineEdit};
use mutual_server::config::Config;
use mutual_server::open::Opened;
use serde_json::json;

use crate::common::wrk::load;
use crate::common::{ROUNDS, Server, client, folder, median, report, run};

const PATH: &str =
    "/api/v1/customers/crm:42/check?purpose=recommendations&data=orders&channel=email";
const CONNECTIONS: u32 = 32;
const SECONDS: u32 = 3;
/// At least this share of the plain handler's requests per second.
const BAR: f64 = 0.7;
/// How many red lines there are in the second measurement.
const LINES: usize = 200;
/// With them a check costs at most so much of what it costs without any.
const LINES_BAR: f64 = 1.10;

/// Measures it.
pub(crate) fn measure_all() {
    let folder = folder("bench-check");
    run(&folder, None, &["demo"]);
    let secret = client(&folder, None);
    let server = Server::start(&folder, None);
    let (headers, body) = answer(&server.url, &secret);
    println!(
        "the answer: {} bytes in {} headers",
        body.len(),
        headers.len()
    );

    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let plain = runtime.block_on(plain(headers, body));
    let script = folder.join("check.lua");
    let lua =
        format!("wrk.path = \"{PATH}\"\nwrk.headers[\"Authorization\"] = \"Bearer {secret}\"\n");
    std::fs::write(&script, lua).expect("a script");

    let (mut ratios, mut rates, mut tails) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let ours = load(&server.url, CONNECTIONS, SECONDS, &script);
        let theirs = load(&plain, CONNECTIONS, SECONDS, &script);
        println!(
            "round {round}: {:.0}/s against {:.0}/s; {} checks, the slowest took {:.1} ms",
            ours.rate, theirs.rate, ours.requests, ours.max_ms
        );
        if round > 0 {
            ratios.push(ours.rate / theirs.rate);
            rates.push(ours.rate);
            tails.push(ours.p99_ms);
        }
    }
    let details = format!(
        "{:.0} checks/s, p99 {:.2} ms, {CONNECTIONS} connections",
        median(rates),
        median(tails)
    );
    report("hot check", median(ratios), BAR, &details);
    drop(server);
    with_lines(&runtime);
}

#[derive(clap::Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

/// The cost of a check beside red lines, as a share of its cost without any.
fn with_lines(runtime: &tokio::runtime::Runtime) {
    let [none, many] = [0, LINES].map(|count| {
        let folder = folder(&format!("bench-check-{count}"));
        runtime.block_on(fill(&folder, count));
        let secret = client(&folder, None);
        let script = folder.join("check.lua");
        let lua = format!(
            "wrk.path = \"{PATH}\"\nwrk.headers[\"Authorization\"] = \"Bearer {secret}\"\n"
        );
        std::fs::write(&script, lua).expect("a script");
        let server = Server::start(&folder, None);
        let (_, body) = answer(&server.url, &secret);
        let body = String::from_utf8(body).expect("JSON");
        assert!(body.contains("\"allow\""), "{body}");
        (server, script)
    });
    let mut quotients = Vec::new();
    for round in 0..=ROUNDS {
        let without = load(&none.0.url, CONNECTIONS, SECONDS, &none.1);
        let with = load(&many.0.url, CONNECTIONS, SECONDS, &many.1);
        println!(
            "round {round}: {:.0}/s without a line, {:.0}/s with {LINES}",
            without.rate, with.rate
        );
        if round > 0 {
            quotients.push(without.rate / with.rate);
        }
    }
    let quotient = median(quotients);
    let details = format!("{quotient:.3} of its cost without, at most {LINES_BAR:.2}");
    let what = format!("hot check with {LINES} red lines");
    report(&what, LINES_BAR / quotient, 1.0, &details);
}

/// The demo's exchanges, one customer who has recipe ideas on, and so many red lines, none of which
/// the question crosses.
async fn fill(folder: &std::path::Path, lines: usize) {
    let path = |name: &str| folder.join(name).display().to_string();
    let flags = [
        "mutual".to_owned(),
        "--database-url".to_owned(),
        format!("sqlite://{}", path("mutual.db")),
        "--test-database-url".to_owned(),
        format!("sqlite://{}", path("test.db")),
        "--key-dir".to_owned(),
        path("keys"),
        "--data-dir".to_owned(),
        path("data"),
    ];
    let config = <Flags as clap::Parser>::parse_from(flags).config;
    let opened = Opened::open(config, true).await.expect("opened");
    let documents: Vec<Document> =
        serde_json::from_str(include_str!("../../src/demo/propositions.json")).expect("documents");
    for document in documents {
        let publish = Publish {
            document,
            over: None,
            class: None,
            approval: None,
        };
        does(&opened, Actor::System, Command::Publish(Box::new(publish))).await;
    }
    let put = PutCustomer {
        identifiers: vec!["crm:42".parse().expect("an identifier")],
        ..PutCustomer::default()
    };
    does(&opened, Actor::System, Command::PutCustomer(put)).await;
    let ana = opened.live.holder("crm:42").expect("she is known");
    let choice: Choice = Choice {
        proposition: "recipe-ideas".parse().expect("a key"),
        version: 1,
        toggles: [("exchange".parse().expect("a toggle"), Switch::On)].into(),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    };
    does(&opened, Actor::Customer(ana), Command::Choose(ana, choice)).await;
    let all: Vec<_> = (0..lines)
        .map(|n| LineChange::Put(Box::new(line(n))))
        .collect();
    if !all.is_empty() {
        let edit = RedLineEdit {
            changes: all,
            reason: "To be measured.".to_owned(),
            from: None,
            over: vec![],
            approved_by: None,
        };
        does(
            &opened,
            Actor::System,
            Command::DrawRedLines(Box::new(edit)),
        )
        .await;
    }
    opened.close().await;
}

async fn does(opened: &Opened, actor: Actor, command: Command) {
    let submission = Submission {
        actor,
        route: Route::Page,
        command,
        idempotency: None,
    };
    opened.live.submit(submission).await.expect("done");
}

/// A line that asks for some of what the question is about, and for something else.
fn line(n: usize) -> RedLine {
    let when = match n % 5 {
        0 => json!({"topics": [format!("topic_{n}")], "purposes": ["recommendations"]}),
        1 => json!({"purposes": ["recommendations", "offers"], "channels": ["sms", "phone"]}),
        2 => json!({"data": ["orders", "browsing"], "ai_uses": ["infer", "decide_auto"]}),
        3 => json!({"channels": ["email"], "situations": ["minor", "bereavement"]}),
        _ => json!({"topics": [format!("topic_{n}")], "sensitivities": ["special"],
            "amount_over": {"amount": 1_000_000 * n, "currency": "GBP"}}),
    };
    let effect = match n % 3 {
        0 => json!("deny"),
        _ => json!({"escalate": {"team": "front_desk"}}),
    };
    let line = json!({"key": format!("line-{n}"), "says": "We never do this.",
        "why": "It would be wrong.", "when": when, "effect": effect});
    serde_json::from_value(line).expect("a line")
}

/// One real answer, by hand, so that the plain handler can give exactly the same.
fn answer(url: &str, secret: &str) -> (HeaderMap, Vec<u8>) {
    let address = url.strip_prefix("http://").expect("plain HTTP");
    let mut stream = TcpStream::connect(address).expect("the server");
    let request = format!(
        "GET {PATH} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {secret}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("received");
    let split = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("headers");
    let head = String::from_utf8(bytes[..split].to_vec()).expect("ASCII");
    let body = bytes[split + 4..].to_vec();
    let mut lines = head.lines();
    assert!(
        lines.next().is_some_and(|status| status.contains("200")),
        "{head}"
    );
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").expect("a header");
        // These the server's own layer writes.
        if !["content-length", "date", "connection"].contains(&name) {
            let name: HeaderName = name.parse().expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
    }
    (headers, body)
}

async fn plain(headers: HeaderMap, body: Vec<u8>) -> String {
    let body = axum::body::Bytes::from(body);
    let handler = move || {
        let answer = (headers.clone(), body.clone());
        async move { answer }
    };
    let router = axum::Router::new().fallback(handler);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
    format!("http://{address}")
}
