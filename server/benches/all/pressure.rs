//! Under pressure: what checks take while two exports and an import run, against what they take alone;
//! and what becomes of a load of three times what the server can do.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::common::callers::{Became, Callers, ask};
use crate::common::memory::memory;
use crate::common::wrk::load;
use crate::common::{ROUNDS, Server, client, folder, median, mutual, report, run};
use http_body_util::Full;
use hyper::Request;

const CUSTOMERS: u32 = 50_000;
const SECONDS: u32 = 4;
/// How many checks are under way at once: about half of what the server can do.
const CONNECTIONS: u32 = 4;
/// At most so many times what it takes alone.
const SLOWER: f64 = 3.0;
/// How many callers there are where three times too much is asked: the writer's queue holds 8,192, and the
/// server takes 10,000 connections.
const CROWD: u32 = 9_800;
/// Memory may grow by so much of it while that goes on: what was done is kept.
const GROWTH: f64 = 1.1;

/// Measures it.
pub(crate) fn measure_all() {
    let folder = folder("bench-pressure");
    run(&folder, None, &["demo"]);
    let file = people(&folder, "bench", CUSTOMERS);
    run(&folder, None, &["import", file.to_str().expect("UTF-8")]);
    let secret = client(&folder, None);
    let server = Server::start(&folder, None);
    let script = folder.join("check.lua");
    let path = "/api/v1/customers/crm:42/check?purpose=recommendations&data=orders&channel=email";
    let lua =
        format!("wrk.path = \"{path}\"\nwrk.headers[\"Authorization\"] = \"Bearer {secret}\"\n");
    std::fs::write(&script, lua).expect("a script");

    let (mut alone, mut beside, mut rates) = (vec![], vec![], vec![]);
    for round in 0..=ROUNDS {
        let quiet = load(&server.url, CONNECTIONS, SECONDS, &script);
        let more = people(&folder, &format!("r{round}"), CUSTOMERS);
        let busy = {
            let _bulk = Bulk::start(&folder, &server.url, &secret, &more);
            load(&server.url, CONNECTIONS, SECONDS, &script)
        };
        println!(
            "round {round}: p99 {:.2} ms alone ({:.0}/s), {:.2} ms beside two exports and an import ({:.0}/s; {} checks, the slowest took {:.1} ms)",
            quiet.p99_ms, quiet.rate, busy.p99_ms, busy.rate, busy.requests, busy.max_ms
        );
        if round > 0 {
            alone.push(quiet.p99_ms);
            beside.push(busy.p99_ms);
            rates.push(busy.rate / quiet.rate);
        }
    }
    let (alone, beside) = (median(alone), median(beside));
    let details = format!(
        "p99 {beside:.2} ms, {alone:.2} ms alone; at most {SLOWER:.0} times; {:.2} of the checks a second",
        median(rates)
    );
    report(
        "checks beside exports and an import",
        SLOWER * alone / beside.max(0.01),
        1.0,
        &details,
    );
    crowd(&server, &secret);
}

/// Lines of so many customers.
fn people(folder: &Path, namespace: &str, count: u32) -> std::path::PathBuf {
    let file = folder.join(format!("{namespace}.ndjson"));
    let mut lines = String::new();
    for n in 0..count {
        writeln!(
            lines,
            "{{\"identifiers\":[\"{namespace}:{n}\"],\"choices\":[{{\"proposition\":\"recipe-ideas\",\
             \"toggles\":{{\"exchange\":\"on\"}},\"evidence\":{{\"how\":\"paper\",\"where\":\"shop\",\
             \"at\":\"2026-01-05T10:00:00Z\",\"wording\":\"May we?\"}}}}]}}"
        )
        .expect("a line");
    }
    std::fs::write(&file, lines).expect("a file");
    file
}

/// Two exports, again and again, and an import, until it is dropped.
struct Bulk {
    stop: Arc<AtomicBool>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl Bulk {
    fn start(folder: &Path, url: &str, secret: &str, more: &Path) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        for format in ["csv", "ndjson"] {
            let (stop, header) = (Arc::clone(&stop), format!("Authorization: Bearer {secret}"));
            let url = format!("{url}/api/v1/export?format={format}");
            threads.push(std::thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    // A second is as much as a load needs of it.
                    let ended = Command::new("curl")
                        .args(["--silent", "--max-time", "1", "--output", "/dev/null"])
                        .args(["--header", &header, &url])
                        .status();
                    assert!(ended.is_ok(), "curl runs");
                }
            }));
        }
        let mut import = mutual(folder, None);
        import.arg("import").arg(more).stdout(Stdio::null());
        threads.push(std::thread::spawn(move || {
            let status = import.status().expect("mutual runs");
            assert!(status.success(), "the import failed");
        }));
        Self { stop, threads }
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            _ = thread.join();
        }
    }
}

/// Three times as many choices a second as the writer can do, from more callers than its queue holds: as
/// many are done as without them, the others are told to come again, and nothing grows.
fn crowd(server: &Server, secret: &str) {
    let at_once = Callers {
        count: 64,
        rate: None,
        seconds: 8,
    };
    let usual = choices(server, secret, "usual", at_once);
    assert!(
        usual.refused < 1.0,
        "nothing is refused of what can be done"
    );
    println!(
        "choices, 64 at once: {:.0}/s, p99 {:.0} ms",
        usual.done, usual.p99_ms
    );
    // This machine may have as many connections as files: without enough, nothing is proven.
    let count = CROWD.min(files().saturating_sub(500));
    let rate = 3.0 * usual.done;
    let for_seconds = |seconds| Callers {
        count,
        rate: Some(rate),
        seconds,
    };
    let alone = memory(server.child.id(), "VmRSS");
    // Until all of them are there.
    choices(server, secret, "come", for_seconds(8));
    let before = memory(server.child.id(), "VmRSS");
    let became = choices(server, secret, "crowd", for_seconds(25));
    let after = memory(server.child.id(), "VmRSS");
    let details = format!(
        "{:.0} choices/s done and {:.0}/s told to come again of {:.0}/s from {count} callers, p99 {:.0} ms and {:.0} ms",
        became.done, became.refused, became.asked, became.p99_ms, became.refusal_p99_ms
    );
    report(
        "three times too much",
        became.done / usual.done,
        0.5,
        &details,
    );
    report(
        "asked of three times too much",
        became.asked / rate,
        0.9,
        "otherwise it was not so much",
    );
    let details = format!(
        "{} MiB after 33 seconds, {} MiB after 8, {} MiB without callers",
        after >> 20,
        before >> 20,
        alone >> 20
    );
    let flat = GROWTH * before as f64 / after.max(1) as f64;
    report("memory under three times too much", flat, 1.0, &details);
}

/// Turns exchanges off.
fn choices(server: &Server, secret: &str, name: &'static str, callers: Callers) -> Became {
    let bearer = format!("Bearer {secret}");
    ask(&server.url, callers, move |number| {
        let customer = number * 7_919 % u64::from(CUSTOMERS);
        let body = r#"{"proposition":"recipe-ideas","version":1,"toggles":{"exchange":"off"}}"#;
        Request::post(format!("/api/v1/customers/bench:{customer}/choices"))
            .header("host", "bench")
            .header("authorization", &bearer)
            .header("content-type", "application/json")
            .header("idempotency-key", format!("{name}-{number}"))
            .body(Full::from(body))
            .expect("a request")
    })
}

/// How many files a process may open here.
fn files() -> u32 {
    let output = Command::new("sh").args(["-c", "ulimit -Hn"]).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1_024)
}
