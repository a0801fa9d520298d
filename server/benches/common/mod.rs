//! A real server, a plain one beside it, and one load generator for both.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// How many interleaved rounds are measured; the first warms up and is not counted.
pub const ROUNDS: usize = 5;

/// The binary under test, serving from a fresh folder until it is dropped.
pub struct Server {
    child: Child,
    /// Its address, as `http://127.0.0.1:port`.
    pub url: String,
}

/// `mutual` with a fresh folder's settings.
fn mutual(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mutual"));
    command
        .current_dir(folder)
        .env(
            "MUTUAL_DATABASE_URL",
            format!("sqlite://{}", folder.join("mutual.db").display()),
        )
        .env("MUTUAL_KEY_DIR", folder.join("keys"))
        .env("MUTUAL_MAIL_DIR", folder.join("mail"))
        .env("MUTUAL_ADDR", "127.0.0.1:0")
        // The limiter runs, but never says no.
        .env("MUTUAL_RATE_LIMIT", "100000000")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Runs a command of the binary and gives its standard output.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = mutual(folder)
        .args(arguments)
        .stderr(Stdio::piped())
        .output()
        .expect("mutual runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "mutual {arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

impl Server {
    /// Starts it over what is in `folder`.
    pub fn start(folder: &Path) -> Self {
        let mut child = mutual(folder)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("serve");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
        let url = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned))
            .expect("the server says where it listens");
        // Nobody else reads its standard output, and a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A fresh folder on the disk that the project is on: in memory a sync would cost nothing.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The bearer secret of a fresh client with every scope.
pub fn client(folder: &Path) -> String {
    let mut arguments = vec!["client", "create", "--name", "bench", "--json"];
    for scope in [
        "check",
        "consent:read",
        "consent:write",
        "catalogue",
        "admin",
    ] {
        arguments.extend(["--scope", scope]);
    }
    let json: serde_json::Value = serde_json::from_str(&run(folder, &arguments)).expect("JSON");
    json["client_secret"].as_str().expect("a secret").to_owned()
}

/// What one run of the load generator saw.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Requests per second.
    pub rate: f64,
    /// Milliseconds under which 99 % of the answers came.
    pub p99_ms: f64,
    /// The slowest answer, in milliseconds.
    pub max_ms: f64,
    /// Answers.
    pub requests: u64,
}

/// Loads `url` for `seconds` with `connections` kept open; `script` is Lua for wrk.
pub fn load(url: &str, connections: u32, seconds: u32, script: &Path) -> Load {
    let output = Command::new("wrk")
        .args([
            "-t1",
            &format!("-c{connections}"),
            &format!("-d{seconds}s"),
            "--latency",
            "-s",
        ])
        .arg(script)
        .arg(url)
        .output()
        .expect("wrk runs: install the package wrk");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!text.contains("Non-2xx"), "some were refused:\n{text}");
    assert!(!text.contains("Socket errors"), "some were lost:\n{text}");
    let field = |name: &str, place: usize| {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(place))
            .unwrap_or_else(|| panic!("{text}"))
    };
    let requests = text
        .lines()
        .find(|line| line.contains(" requests in "))
        .expect("a total");
    Load {
        rate: field("Requests/sec:", 1).parse().expect("a number"),
        p99_ms: millis(field("99%", 1)),
        max_ms: millis(field("Latency", 3)),
        requests: requests
            .split_whitespace()
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a total"),
    }
}

fn millis(text: &str) -> f64 {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = text.trim_end_matches(unit).parse().expect("a number");
    match unit {
        "us" => number / 1_000.0,
        "ms" => number,
        "s" => number * 1_000.0,
        other => panic!("a unit of wrk: {other}"),
    }
}

/// The middle one.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Prints one bar and whether it is reached.
pub fn report(what: &str, ratio: f64, bar: f64, details: &str) {
    let reached = if ratio >= bar {
        "reached"
    } else {
        "NOT reached"
    };
    println!("{what}: {ratio:.2} of the baseline (bar {bar:.2}: {reached}); {details}");
}
