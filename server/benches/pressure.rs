//! Under pressure: what checks take while two exports and an import run, against what they take alone;
//! and what becomes of a load of three times what the server can do.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking, and measures rates"
)]

mod common;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/wrk.rs"]
mod wrk;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use common::{ROUNDS, Server, client, folder, median, mutual, report, run};
use memory::memory;
use wrk::load;

const CUSTOMERS: u32 = 50_000;
const SECONDS: u32 = 4;
/// How many checks are under way at once: about half of what the server can do.
const CONNECTIONS: u32 = 4;
/// At most so many times what it takes alone.
const SLOWER: f64 = 3.0;
/// How many callers there are where three times too much is asked: the writer's queue holds 8,192.
const CROWD: u32 = 24_576;
/// What they may cost in memory, in bytes: some 16 KiB each.
const GROWTH: u64 = 384 << 20;

fn main() {
    let folder = folder("bench-pressure");
    run(&folder, None, &["demo"]);
    let people = people(&folder, "bench", CUSTOMERS);
    run(&folder, None, &["import", people.to_str().expect("UTF-8")]);
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
        let more = crate::people(&folder, &format!("r{round}"), CUSTOMERS);
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
    crowd(&folder, &server, &secret);
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
fn crowd(folder: &Path, server: &Server, secret: &str) {
    let (usual, refused, p99) = choices(folder, server, secret, 64, None, 8);
    assert!(refused < 1.0, "nothing is refused of what can be done");
    println!("choices, 64 at once: {usual:.0}/s, p99 {p99:.0} ms");
    let before = memory(server.child.id(), "VmRSS");
    // This machine may have as many connections as files: without enough, nothing is proven.
    let connections = CROWD.min(files().saturating_sub(500));
    let rate = 3.0 * usual;
    let (done, refused, p99) = choices(folder, server, secret, connections, Some(rate), 25);
    let after = memory(server.child.id(), "VmRSS");
    let details = format!(
        "{done:.0} choices/s done and {refused:.0}/s told to come again of {rate:.0}/s from {connections} callers, p99 {p99:.0} ms; {} MiB, {} MiB before",
        after >> 20,
        before >> 20
    );
    report("three times too much", done / usual, 0.5, &details);
    let details = format!("at most {} MiB for {connections} callers", GROWTH >> 20);
    let flat = (before + GROWTH) as f64 / after.max(1) as f64;
    report("memory under three times too much", flat, 1.0, &details);
}

/// Turns exchanges off for so many seconds, from so many connections: as fast as they are answered, or
/// each so seldom that all together they ask at `rate` a second. Gives how many were done and how many
/// were refused in a second, and the 99th percentile of what an answer took, in milliseconds.
fn choices(
    folder: &Path,
    server: &Server,
    secret: &str,
    connections: u32,
    rate: Option<f64>,
    seconds: u32,
) -> (f64, f64, f64) {
    let script = folder.join("crowd.lua");
    // All of them at the same moment would be another load: they are spread.
    let pause = rate.map_or_else(String::new, |rate| {
        let longest = 2.0 * f64::from(connections) * 1_000.0 / rate;
        format!("function delay() return math.random(0, {longest:.0}) end\n")
    });
    let lua = format!(
        r#"
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {secret}"
wrk.headers["Content-Type"] = "application/json"
local count = 0
request = function()
  count = count + 1
  wrk.headers["Idempotency-Key"] = "crowd-" .. tostring(math.random(1e15)) .. count
  local path = "/api/v1/customers/bench:" .. (count * 7919 % {CUSTOMERS}) .. "/choices"
  return wrk.format(nil, path, nil, '{{"proposition":"recipe-ideas","version":1,"toggles":{{"exchange":"off"}}}}')
end
done = function(summary, latency)
  io.write(string.format("DONE %d %d %.1f %d\n", summary.requests, summary.errors.status,
    latency:percentile(99) / 1000, summary.duration / 1000))
end
{pause}"#
    );
    std::fs::write(&script, lua).expect("a script");
    let output = Command::new("wrk")
        .args([
            "-t1",
            &format!("-c{connections}"),
            &format!("-d{seconds}s"),
            "--timeout",
            "30s",
            "-s",
        ])
        .arg(&script)
        .arg(&server.url)
        .output()
        .expect("wrk runs: install the package wrk");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("DONE "));
    let numbers: Vec<f64> = line
        .unwrap_or_else(|| panic!("{text}"))
        .split_whitespace()
        .map(|word| word.parse().expect("a number"))
        .collect();
    let seconds = (numbers[3] / 1_000.0).max(0.001);
    (
        (numbers[0] - numbers[1]) / seconds,
        numbers[1] / seconds,
        numbers[2],
    )
}

/// How many files a process may open here.
fn files() -> u32 {
    let output = Command::new("sh").args(["-c", "ulimit -Hn"]).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1_024)
}
