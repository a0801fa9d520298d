//! A hot check (token, scope, rate limit, JSON) against a plain axum handler that returns the
//! same bytes and headers. Both are loaded in turns by the same generator.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking"
)]

mod common;
#[path = "common/wrk.rs"]
mod wrk;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use common::{ROUNDS, Server, client, folder, median, report, run};
use wrk::load;

const PATH: &str =
    "/api/v1/customers/crm:42/check?purpose=recommendations&data=orders&channel=email";
const CONNECTIONS: u32 = 32;
const SECONDS: u32 = 3;
/// At least this share of the plain handler's requests per second.
const BAR: f64 = 0.7;

// The plain handler has what the server has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
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
