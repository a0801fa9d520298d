//! Three times as much as the server can do, of checks, customers' pages, decisions and choices, one after
//! the other. First a few callers who ask again as soon as they are answered show how much can be done.
//! Then three times that is asked, on time and whatever becomes of it: at least half of what can be done is
//! done, the rest is told to come again with 503 and `Retry-After`, both within a bound, and memory is as
//! large in the second half of the load as in the first.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::common::callers::{Became, Callers, ask};
use crate::common::memory::{in_halves, memory};
use crate::common::{Server, client, curl, folder, report, run};
use crate::decisions::register;
use crate::pressure::people;
use http::request::Builder;
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use serde_json::{Value, json};

/// How many times as much as can be done is asked.
const TIMES: f64 = 3.0;
/// At least this share of what can be done is done while so much is asked.
const BAR: f64 = 0.5;
/// At least this share of so much has to have been asked.
const ASKED_BAR: f64 = 0.9;
/// At least this share of all is told to come again. Two of three are too much; the first of these find
/// room in a queue.
const REFUSED_BAR: f64 = 0.25;
/// At least this share of what was not done has to have been told so, and not to have lost its connection.
const TOLD_BAR: f64 = 0.99;
/// How long anybody waits for either answer, in seconds: this project's own clients give up after that.
const PATIENCE_S: f64 = 10.0;
/// Memory may be so many times as large in the second half: what was done is kept.
const GROWTH: f64 = 1.1;
/// How many callers there are: the writer's queue holds 8,192, and the server takes 10,000 connections.
const CROWD: u32 = 9_800;
/// How many callers show what can be done, and for how many seconds.
const AT_ONCE: Callers = Callers {
    count: 64,
    rate: None,
    seconds: 5,
};
/// How long the server rests after a load before it is shown what can be done.
const REST: Duration = Duration::from_secs(2);
/// Where the running numbers of the load begin, so that no key of an earlier write comes again.
const LATER: u64 = 1 << 40;

/// For how many seconds three times too much is asked.
const SECONDS: u32 = 10;
/// For how many seconds of choices: what they change is kept in memory, up to what a queue and the newest
/// entries take.
const SECONDS_OF_CHOICES: u32 = 20;

const CUSTOMERS: u32 = 50_000;
/// How many questions a list has: as many as programs send at once. With the most that it may have, it is
/// the callers, on the same processors, who cannot send so much.
const QUESTIONS: u32 = 200;
/// How many decisions a list has, likewise.
const DECISIONS: u32 = 200;
/// How many customers look at their pages.
const READERS: u32 = 16;

/// Measures it.
pub(crate) fn measure_all() {
    let folder = folder("bench-overload");
    run(&folder, None, &["demo"]);
    let file = people(&folder, "bench", CUSTOMERS);
    run(&folder, None, &["import", file.to_str().expect("UTF-8")]);
    let secret = client(&folder, None);
    let server = Server::start(&folder, None);
    let bearer = format!("Bearer {secret}");
    checks(&folder, &server, &bearer);
    pages(&folder, &server);
    register(&server.url, &secret);
    decisions(&folder, &server, &bearer);
    // The last: they turn off what all others rest on.
    choices(&server, &bearer);
    drop(server);
    _ = std::fs::remove_dir_all(&folder);
}

/// One and a list by turns.
///
/// To ask for a single check costs a caller of this program about as much as its answer costs the server,
/// and both are on the same processors: asked for alone, the callers would be the first who cannot. So the
/// lists are what is too much, the single checks come between them, and each of the two has its own bars.
fn checks(folder: &Path, server: &Server, bearer: &str) {
    let lists: Vec<_> = (0..CUSTOMERS / QUESTIONS).map(questions).collect();
    let told = post(folder, server, bearer, "/api/v1/check", &lists[0]);
    let allowed = told.matches(r#""verdict":"allow""#).count();
    assert_eq!(allowed, QUESTIONS as usize, "{told}");
    let kind = format!("checks, lists of {QUESTIONS}");
    overload(
        server,
        ["checks, one by one", kind.as_str()],
        SECONDS,
        |number| {
            if number.is_multiple_of(2) {
                let path = format!(
                    "/api/v1/customers/bench:{}/check?purpose=recommendations&data=orders&channel=email",
                    customer(number)
                );
                let request = Request::get(path).header("host", "bench");
                let request = request.header("authorization", bearer);
                return request.body(Full::default()).expect("a request");
            }
            let list = pick(&lists, number / 2);
            let request = from_program(Request::post("/api/v1/check"), bearer);
            request.body(Full::new(list.clone())).expect("a request")
        },
    );
}

/// Each customer's first page, which has all of her exchanges, as a browser asks for it.
fn pages(folder: &Path, server: &Server) {
    let cookies: Vec<_> = (0..READERS).map(|n| come_in(folder, server, n)).collect();
    let host = server.url.trim_start_matches("http://");
    overload(server, ["pages"], SECONDS, |number| {
        Request::get("/")
            .header("host", host)
            .header("cookie", pick(&cookies, number))
            .header("accept", "text/html")
            .header("accept-encoding", "gzip")
            .body(Full::default())
            .expect("a request")
    });
}

/// Lists of decisions, each of which has to be durable.
fn decisions(folder: &Path, server: &Server, bearer: &str) {
    let lists: Vec<_> = (0..CUSTOMERS / DECISIONS).map(decided).collect();
    let told = post(folder, server, bearer, "/api/v1/decisions", &lists[0]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["recorded"], DECISIONS, "{told:#}");
    let kind = format!("decisions, lists of {DECISIONS}");
    overload(server, [kind.as_str()], SECONDS, |number| {
        from_program(Request::post("/api/v1/decisions"), bearer)
            .header("idempotency-key", format!("decisions-{number}"))
            .body(Full::new(pick(&lists, number).clone()))
            .expect("a request")
    });
}

/// Exchanges that are turned off, each of which has to be durable.
fn choices(server: &Server, bearer: &str) {
    overload(server, ["choices"], SECONDS_OF_CHOICES, |number| {
        let path = format!("/api/v1/customers/bench:{}/choices", customer(number));
        let body = r#"{"proposition":"recipe-ideas","version":1,"toggles":{"exchange":"off"}}"#;
        from_program(Request::post(path), bearer)
            .header("idempotency-key", format!("choices-{number}"))
            .body(Full::from(body))
            .expect("a request")
    });
}

/// Asks for three times as much as the server can do of these kinds, which take turns, and tells what
/// became of it.
fn overload<const KINDS: usize>(
    server: &Server,
    kinds: [&str; KINDS],
    seconds: u32,
    request: impl Fn(u64) -> Request<Full<Bytes>>,
) {
    let process = server.child.id();
    std::thread::sleep(REST);
    let idle = memory(process, "VmRSS");
    let usual = ask::<KINDS>(&server.url, AT_ONCE, &request);
    for usual in &usual {
        assert!(
            usual.refused + usual.broken_off < 1.0 && usual.done > 0.0,
            "what can be done is done: {usual:?}"
        );
    }
    let rate = TIMES * usual.iter().map(|kind| kind.done).sum::<f64>();
    let callers = Callers {
        // This machine may have as many connections as files: without enough, nothing is proven.
        count: CROWD.min(files().saturating_sub(500)),
        rate: Some(rate),
        seconds,
    };
    let half = Duration::from_secs(seconds.into()) / 2;
    let later = |number: u64| request(number + LATER * KINDS as u64);
    let (became, [first, second]) =
        in_halves(process, half, || ask::<KINDS>(&server.url, callers, later));
    for ((kind, usual), became) in kinds.iter().zip(&usual).zip(&became) {
        tell(kind, usual, became);
    }
    let kinds = kinds.join("; ");
    let details = format!(
        "at most {} MiB in the second half of {seconds} seconds, {} MiB in the first, {} MiB before",
        second >> 20,
        first >> 20,
        idle >> 20
    );
    let flat = GROWTH * first as f64 / second.max(1) as f64;
    report(
        &format!("{kinds}: memory under three times too much"),
        flat,
        1.0,
        &details,
    );
}

/// Tells what became of three times as much of a kind as usual.
fn tell(kind: &str, usual: &Became, became: &Became) {
    println!(
        "{kind}: {:.0}/s can be done, p99 {:.0} ms",
        usual.done, usual.p99_ms
    );
    let details = format!(
        "{:.0}/s done and {:.0}/s told to come again of {:.0}/s",
        became.done, became.refused, became.asked
    );
    report(
        &format!("{kind}: three times too much"),
        became.done / usual.done,
        BAR,
        &details,
    );
    report(
        &format!("{kind}: asked of three times too much"),
        became.asked / (TIMES * usual.done),
        ASKED_BAR,
        "otherwise it was not so much",
    );
    report(
        &format!("{kind}: told to come again of all"),
        became.refused / (became.done + became.refused + became.broken_off),
        REFUSED_BAR,
        "otherwise nothing was too much, or all of it waited",
    );
    let details = format!(
        "{:.2}/s broken off; {:.2}/s asked again on a new connection",
        became.broken_off, became.anew
    );
    report(
        &format!("{kind}: told to come again and not broken off"),
        became.refused / (became.refused + became.broken_off),
        TOLD_BAR,
        &details,
    );
    let slowest_s = became.p99_ms.max(became.refusal_p99_ms) / 1_000.0;
    let details = format!(
        "p99 {:.0} ms done, {:.0} ms told to come again, at most {PATIENCE_S:.0} s",
        became.p99_ms, became.refusal_p99_ms
    );
    report(
        &format!("{kind}: answered in time"),
        PATIENCE_S / slowest_s.max(0.001),
        1.0,
        &details,
    );
}

/// Some customer, another one each time.
fn customer(number: u64) -> u64 {
    number * 7_919 % u64::from(CUSTOMERS)
}

/// One of these, each in its turn.
fn pick<T>(all: &[T], number: u64) -> &T {
    let place = number % all.len() as u64;
    &all[usize::try_from(place).expect("few")]
}

/// What every program sends with JSON.
fn from_program(request: Builder, bearer: &str) -> Builder {
    request
        .header("host", "bench")
        .header("authorization", bearer)
        .header("content-type", "application/json")
}

/// Sends JSON once, to see what is answered.
fn post(folder: &Path, server: &Server, bearer: &str, path: &str, body: &Bytes) -> String {
    // It is longer than an argument may be.
    let file = folder.join("body.json");
    std::fs::write(&file, body).expect("a file");
    curl(&[
        "--header",
        &format!("Authorization: {bearer}"),
        "--header",
        "Content-Type: application/json",
        "--header",
        "Idempotency-Key: once",
        "--data-binary",
        &format!("@{}", file.display()),
        &format!("{}{path}", server.url),
    ])
}

/// A list of questions.
fn questions(list: u32) -> Bytes {
    let asked = (0..QUESTIONS).map(|n| {
        let who = format!("bench:{}", list * QUESTIONS + n);
        json!({"customer": who, "purpose": "recommendations", "data": ["orders"], "channel": "email"})
    });
    let asked: Vec<_> = asked.collect();
    json!({"checks": asked}).to_string().into()
}

/// A list of decisions, with their reasons.
fn decided(list: u32) -> Bytes {
    let made = (0..DECISIONS).map(|n| {
        json!({
            "customer": format!("bench:{}", list * DECISIONS + n),
            "purpose": "recommendations",
            "channel": "email",
            "ai": "personalise",
            "topic": "fennel",
            "model": "ranker",
            "model_version": "1",
            "outcome": "We sent you three recipes with fennel.",
            "counterfactual": "Without the order of 3 May you would have got others.",
            "data": [
                {"category": "orders", "item": "Fennel, 3 May", "weight": 0.3, "direction": "for"},
                {"category": "orders", "item": "Saffron, 9 May", "weight": 0.1, "direction": "against"},
            ],
            "not_used": ["precise_location", "health_conditions"],
        })
    });
    let made: Vec<_> = made.collect();
    json!({"decisions": made}).to_string().into()
}

/// The cookie of a customer who followed her link, once her page was seen.
fn come_in(folder: &Path, server: &Server, n: u32) -> String {
    let link = run(folder, None, &["link", "--customer", &format!("bench:{n}")]);
    // The command does not know where the server listens.
    let (_, query) = link.trim().split_once("/in?").expect("a link");
    let told = curl(&["--include", &format!("{}/in?{query}", server.url)]);
    let cookie = told
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap_or_else(|| panic!("no session: {told}"));
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let url = format!("{}/", server.url);
    let page = curl(&["--header", &format!("Cookie: {cookie}"), &url]);
    assert!(page.contains("recipe-ideas"), "her page: {page}");
    cookie
}

/// How many files a process may open here.
fn files() -> u32 {
    let output = Command::new("sh").args(["-c", "ulimit -Hn"]).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1_024)
}
