//! Under pressure: what checks take while two exports and an import run, against what they take alone.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::common::wrk::load;
use crate::common::{ROUNDS, Server, client, folder, median, mutual, report, run};

const CUSTOMERS: u32 = 50_000;
const SECONDS: u32 = 4;
/// How many checks are under way at once: about half of what the server can do.
const CONNECTIONS: u32 = 4;
/// At most so many times what it takes alone.
const SLOWER: f64 = 3.0;

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
}

/// Lines of so many customers, who have the recipes on.
pub(crate) fn people(folder: &Path, namespace: &str, count: u32) -> std::path::PathBuf {
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
