//! A real server, a plain one beside it, and one load generator for both.

pub mod callers;
pub mod hearing;
pub mod memory;
pub mod wrk;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// How many interleaved rounds are measured; the first warms up and is not counted.
pub const ROUNDS: usize = 5;

/// The binary under test, serving from a fresh folder until it is dropped.
pub struct Server {
    /// Its process.
    pub child: Child,
    /// Its address, as `http://127.0.0.1:port`.
    pub url: String,
}

/// The binary with a fresh folder's settings, on a file in it or on another database.
pub fn mutual(folder: &Path, database: Option<&str>) -> Command {
    let file = format!("sqlite://{}", folder.join("mutual.db").display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_mutual"));
    command
        .current_dir(folder)
        .env("MUTUAL_DATABASE_URL", database.unwrap_or(&file))
        .env(
            "MUTUAL_TEST_DATABASE_URL",
            format!("sqlite://{}", folder.join("test.db").display()),
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
pub fn run(folder: &Path, database: Option<&str>, arguments: &[&str]) -> String {
    let output = mutual(folder, database)
        .args(arguments)
        .stderr(Stdio::piped())
        .output()
        .expect("mutual runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "mutual {arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

impl Server {
    /// Starts it over what is in `folder`, or over another database.
    pub fn start(folder: &Path, database: Option<&str>) -> Self {
        let mut child = mutual(folder, database)
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
pub fn client(folder: &Path, database: Option<&str>) -> String {
    let mut arguments = vec!["client", "create", "--name", "bench", "--json"];
    for scope in [
        "check",
        "consent:read",
        "consent:write",
        "feed",
        "catalogue",
        "decisions:write",
        "admin",
    ] {
        arguments.extend(["--scope", scope]);
    }
    let json: serde_json::Value =
        serde_json::from_str(&run(folder, database, &arguments)).expect("JSON");
    json["client_secret"].as_str().expect("a secret").to_owned()
}

/// Asks with `curl`, and again where it is told to come again; what was answered, which must be no error.
pub fn curl(arguments: &[&str]) -> String {
    let output = Command::new("curl")
        .args(["--silent", "--show-error", "--fail", "--retry", "5"])
        .args(arguments)
        .output()
        .expect("curl runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The middle one.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

static MISSED: AtomicBool = AtomicBool::new(false);

/// Whether a bar was missed.
pub fn missed() -> bool {
    MISSED.load(Ordering::Relaxed)
}

/// Prints one bar and whether it is reached.
pub fn report(what: &str, ratio: f64, bar: f64, details: &str) {
    let is_reached = ratio >= bar;
    MISSED.fetch_or(!is_reached, Ordering::Relaxed);
    let reached = if is_reached { "reached" } else { "NOT reached" };
    println!("{what}: {ratio:.2} of the baseline (bar {bar:.2}: {reached}); {details}");
}
