//! Durable choices over HTTP against a raw loop over SQLite that writes the same rows into the
//! same tables in groups of the same size, one sync to disk for each group.

use std::path::Path;
use std::time::Instant;

use crate::common::wrk::load;
use crate::common::{ROUNDS, Server, client, folder, median, report, run};
use rusqlite::Connection;
use rusqlite::types::Value;

const CONNECTIONS: u32 = 64;
const SECONDS: u32 = 5;
const CUSTOMERS: u32 = 10_000;
/// At least this share of the raw loop's choices per second.
const BAR: f64 = 0.3;

/// Measures it.
pub(crate) fn measure_all() {
    let (mut ratios, mut rates, mut tails, mut worst) = (vec![], vec![], vec![], 0.0_f64);
    for round in 0..=ROUNDS {
        let folder = folder("bench-choices");
        let script = prepare(&folder);
        let before = rows_in(&folder);
        let server = Server::start(&folder, None);
        let groups_before = groups(&server.url);
        let ours = load(&server.url, CONNECTIONS, SECONDS, &script);
        let groups = groups(&server.url) - groups_before;
        drop(server);
        let stored = rows_in(&folder) - before;
        assert!(stored >= ours.requests, "every answer stands in the ledger");
        let size = usize::try_from(stored / groups.max(1))
            .expect("small")
            .max(1);
        let raw = raw_loop(&folder, before, size);
        println!(
            "round {round}: {:.0}/s, p99 {:.1} ms, groups of {size}, against {raw:.0}/s",
            ours.rate, ours.p99_ms
        );
        if round > 0 {
            ratios.push(ours.rate / raw);
            rates.push(ours.rate);
            tails.push(ours.p99_ms);
            worst = worst.max(ours.max_ms);
        }
    }
    let details = format!(
        "{:.0} choices/s, p99 {:.1} ms, slowest {worst:.1} ms, {CONNECTIONS} clients",
        median(rates),
        median(tails)
    );
    report("durable choices", median(ratios), BAR, &details);
}

/// A demo brand with many customers, and a script in which each makes choices by turns.
fn prepare(folder: &Path) -> std::path::PathBuf {
    run(folder, None, &["demo"]);
    let secret = client(folder, None);
    let people = folder.join("people.ndjson");
    let lines: String = (0..CUSTOMERS)
        .map(|n| format!("{{\"identifiers\":[\"bench:{n}\"]}}\n"))
        .collect();
    std::fs::write(&people, lines).expect("a file");
    run(folder, None, &["import", people.to_str().expect("UTF-8")]);
    let script = folder.join("choices.lua");
    let lua = format!(
        r#"
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {secret}"
wrk.headers["Content-Type"] = "application/json"
local evidence = '"evidence":{{"how":"phone","where":"call centre","at":"2026-01-05T10:00:00Z","wording":"May we use your orders?"}}'
local on = '{{"proposition":"recipe-ideas","version":1,"toggles":{{"exchange":"on"}},' .. evidence .. '}}'
local off = '{{"proposition":"recipe-ideas","version":1,"toggles":{{"exchange":"off"}},' .. evidence .. '}}'
local count = 0
request = function()
  count = count + 1
  wrk.headers["Idempotency-Key"] = "bench-" .. count
  local path = "/api/v1/customers/bench:" .. (count * 7919 % {CUSTOMERS}) .. "/choices"
  return wrk.format(nil, path, nil, math.floor(count / {CUSTOMERS}) % 2 == 0 and on or off)
end
"#
    );
    std::fs::write(&script, lua).expect("a script");
    script
}

/// How many entries the ledger has.
fn rows_in(folder: &Path) -> u64 {
    let database = Connection::open(folder.join("mutual.db")).expect("a database");
    let last: i64 = database
        .query_row("SELECT max(idx) FROM ledger", [], |row| row.get(0))
        .expect("a head");
    u64::try_from(last).expect("an index")
}

/// How many groups the engine has committed, as the metrics say.
fn groups(url: &str) -> u64 {
    let output = std::process::Command::new("curl")
        .args(["--silent", "--fail", &format!("{url}/metrics")])
        .output()
        .expect("curl runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text
        .lines()
        .find(|line| line.starts_with("mutual_commit_groups_total") && line.contains("live"))
        .unwrap_or_else(|| panic!("no count of groups in the metrics:\n{text}"));
    let number: f64 = line
        .split_whitespace()
        .last()
        .and_then(|n| n.parse().ok())
        .expect("a number");
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count"
    )]
    let count = number as u64;
    count
}

/// Choices per second of a loop without HTTP, rules and threads, over a copy of the database as
/// it stood before.
fn raw_loop(folder: &Path, before: u64, size: usize) -> f64 {
    let source = Connection::open(folder.join("mutual.db")).expect("a database");
    let before = i64::try_from(before).expect("an index");
    let read = |sql: &str, columns: usize| -> Vec<Vec<Value>> {
        let mut statement = source.prepare(sql).expect("a statement");
        let rows = statement.query_map([before], |row| (0..columns).map(|n| row.get(n)).collect());
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    };
    let leaves = read(
        "SELECT idx, at, leaf FROM ledger WHERE idx > ? ORDER BY idx",
        3,
    );
    let sides = read(
        "SELECT s.idx, s.customer_id, s.previous, s.receipt, s.nonce, s.payload, c.state
         FROM ledger_side s JOIN customer c ON c.id = s.customer_id WHERE s.idx > ? ORDER BY s.idx",
        7,
    );
    let answers = read(
        "SELECT key, request, customer_id, answer, at FROM answer WHERE ?1 >= 0 ORDER BY rowid",
        5,
    );
    let copy = folder.join("raw.db");
    source
        .execute("VACUUM INTO ?", [copy.to_str().expect("UTF-8")])
        .expect("a copy");
    let mut raw = Connection::open(copy).expect("a copy");
    raw.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         DELETE FROM ledger WHERE idx > {before}; DELETE FROM ledger_side WHERE idx > {before};
         DELETE FROM answer; PRAGMA wal_checkpoint(TRUNCATE);"
    ))
    .expect("as before");
    let began = Instant::now();
    let mut done = 0;
    for at in (0..leaves.len().min(answers.len())).step_by(size) {
        let end = (at + size)
            .min(leaves.len())
            .min(answers.len())
            .min(sides.len());
        let transaction = raw.transaction().expect("begins");
        {
            let mut leaf = transaction
                .prepare_cached("INSERT INTO ledger (idx, at, leaf) VALUES (?, ?, ?)")
                .expect("a statement");
            let mut side = transaction.prepare_cached(
                "INSERT INTO ledger_side (idx, customer_id, previous, receipt, nonce, payload) VALUES (?, ?, ?, ?, ?, ?)",
            ).expect("a statement");
            let mut state = transaction
                .prepare_cached("UPDATE customer SET state = ? WHERE id = ?")
                .expect("a statement");
            let mut answer = transaction.prepare_cached(
                "INSERT INTO answer (key, request, customer_id, answer, at) VALUES (?, ?, ?, ?, ?)",
            ).expect("a statement");
            for n in at..end {
                leaf.execute(rusqlite::params_from_iter(&leaves[n]))
                    .expect("a row");
                side.execute(rusqlite::params_from_iter(&sides[n][..6]))
                    .expect("a row");
                state.execute([&sides[n][6], &sides[n][1]]).expect("a row");
                answer
                    .execute(rusqlite::params_from_iter(&answers[n]))
                    .expect("a row");
            }
        }
        transaction.commit().expect("durable");
        done = end;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = done as f64 / began.elapsed().as_secs_f64();
    rate
}
