//! The load generator.

use std::path::Path;
use std::process::Command;

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
