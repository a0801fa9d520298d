//! Durable decisions over HTTP, one by one and in lists, against a raw loop over SQLite that writes the
//! same rows into the same tables in groups of the same size, one sync to disk for each group.
//!
//! One by one, as many go into a group of the raw loop as there are clients; in lists, as many as a list
//! has.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::common::wrk::load;
use crate::common::{ROUNDS, Server, client, curl, folder, median, report, run};
use rusqlite::Connection;
use rusqlite::types::Value;

const SECONDS: u32 = 5;
const CUSTOMERS: u32 = 10_000;
/// At least this share of the raw loop's decisions per second.
const BAR: f64 = 0.2;
/// How many decisions come in one request, and how many clients send them.
const WAYS: [(usize, u32); 2] = [(1, 64), (200, 4)];

/// Measures it.
pub(crate) fn measure_all() {
    for (size, connections) in WAYS {
        let (mut ratios, mut rates, mut tails, mut worst) = (vec![], vec![], vec![], 0.0_f64);
        for round in 0..=ROUNDS {
            let folder = folder("bench-decisions");
            let server = prepare(&folder);
            let script = script(&folder, size);
            let before = rows_in(&folder);
            let ours = load(&server.url, connections, SECONDS, &script);
            drop(server);
            let stored = rows_in(&folder) - before;
            let size = u64::try_from(size).expect("small");
            assert!(stored >= ours.requests * size, "every answer is stored");
            #[expect(clippy::cast_precision_loss, reason = "a rate")]
            let rate = ours.rate * size as f64;
            let group = if size == 1 {
                u64::from(connections)
            } else {
                size
            };
            let raw = raw_loop(&folder, usize::try_from(group).expect("small"));
            println!(
                "round {round}: lists of {size}: {rate:.0}/s, p99 {:.1} ms, against {raw:.0}/s",
                ours.p99_ms
            );
            if round > 0 {
                ratios.push(rate / raw);
                rates.push(rate);
                tails.push(ours.p99_ms);
                worst = worst.max(ours.max_ms);
            }
        }
        let details = format!(
            "{:.0} decisions/s in lists of {size}, p99 {:.1} ms, slowest {worst:.1} ms, \
             {connections} clients",
            median(rates),
            median(tails)
        );
        report("durable decisions", median(ratios), BAR, &details);
    }
}

/// A running demo brand with a model, and many customers who turned the recipes on.
fn prepare(folder: &Path) -> Server {
    run(folder, None, &["demo"]);
    let secret = client(folder, None);
    std::fs::write(folder.join("secret"), &secret).expect("a file");
    let people = folder.join("people.ndjson");
    let lines: String = (0..CUSTOMERS)
        .map(|n| {
            format!(
                "{{\"identifiers\":[\"bench:{n}\"],\"choices\":[{{\"proposition\":\"recipe-ideas\",\
                 \"version\":1,\"toggles\":{{\"exchange\":\"on\"}},\"evidence\":{{\"how\":\"phone\",\
                 \"where\":\"call centre\",\"at\":\"2026-01-05T10:00:00Z\",\
                 \"wording\":\"May we use your orders?\"}}}}]}}\n"
            )
        })
        .collect();
    std::fs::write(&people, lines).expect("a file");
    run(folder, None, &["import", people.to_str().expect("UTF-8")]);
    let server = Server::start(folder, None);
    register(&server.url, &secret);
    server
}

/// Registers the model that decides.
pub(crate) fn register(url: &str, secret: &str) {
    curl(&[
        "--request",
        "PUT",
        "--data",
        r#"{"name":"N","vendor":"V","task":"T","versions":["1"]}"#,
        "--header",
        &format!("Authorization: Bearer {secret}"),
        "--header",
        "Content-Type: application/json",
        "--header",
        "Idempotency-Key: model",
        &format!("{url}/api/v1/models/ranker"),
    ]);
}

/// A script that records `size` decisions in each request.
fn script(folder: &Path, size: usize) -> PathBuf {
    let secret = std::fs::read_to_string(folder.join("secret")).expect("a file");
    let script = folder.join("decisions.lua");
    let lua = format!(
        r#"
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {secret}"
wrk.headers["Content-Type"] = "application/json"
local size = {size}
local function decision(n)
  return '{{"customer":"bench:' .. (n * 7919 % {CUSTOMERS}) .. '","purpose":"recommendations",' ..
    '"channel":"email","ai":"personalise","topic":"fennel","model":"ranker","model_version":"1",' ..
    '"outcome":"We sent you three recipes with fennel.",' ..
    '"counterfactual":"Without the order of 3 May you would have got others.",' ..
    '"data":[{{"category":"orders","item":"Fennel, 3 May","weight":0.3,"direction":"for"}},' ..
    '{{"category":"orders","item":"Saffron, 9 May","weight":0.1,"direction":"against"}}],' ..
    '"not_used":["precise_location","health_conditions"]}}'
end
local count = 0
request = function()
  count = count + 1
  wrk.headers["Idempotency-Key"] = "bench-" .. count
  local body
  if size == 1 then
    body = decision(count)
  else
    local all = {{}}
    for n = 1, size do all[n] = decision(count * size + n) end
    body = '{{"decisions":[' .. table.concat(all, ",") .. ']}}'
  end
  return wrk.format(nil, "/api/v1/decisions", nil, body)
end
"#
    );
    std::fs::write(&script, lua).expect("a script");
    script
}

/// How many decisions are stored.
fn rows_in(folder: &Path) -> u64 {
    let database = Connection::open(folder.join("mutual.db")).expect("a database");
    let rows: i64 = database
        .query_row("SELECT count(*) FROM decision", [], |row| row.get(0))
        .expect("a count");
    u64::try_from(rows).expect("a count")
}

/// Decisions per second of a loop without HTTP, rules and threads, over a copy of the database
/// without them.
fn raw_loop(folder: &Path, size: usize) -> f64 {
    let source = Connection::open(folder.join("mutual.db")).expect("a database");
    let read = |sql: &str, columns: usize| -> Vec<Vec<Value>> {
        let mut statement = source.prepare(sql).expect("a statement");
        let rows = statement.query_map([], |row| (0..columns).map(|n| row.get(n)).collect());
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    };
    let decisions = read("SELECT * FROM decision ORDER BY id LIMIT 100000", 13);
    let answers = read(
        "SELECT key, request, customer_id, answer, at FROM answer",
        5,
    );
    let copy = folder.join("raw.db");
    source
        .execute("VACUUM INTO ?", [copy.to_str().expect("UTF-8")])
        .expect("a copy");
    let mut raw = Connection::open(copy).expect("a copy");
    raw.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         DELETE FROM decision; DELETE FROM decided_on; DELETE FROM answer;
         PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .expect("as before");
    // One by one each has an answer of its own, in a list they share one.
    let per_answer = (decisions.len() / answers.len().max(1)).max(1);
    let began = Instant::now();
    for (n, group) in decisions.chunks(size).enumerate() {
        let transaction = raw.transaction().expect("begins");
        {
            let mut decision = transaction
                .prepare_cached(
                    "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )
                .expect("a statement");
            let mut answer = transaction
                .prepare_cached(
                    "INSERT INTO answer (key, request, customer_id, answer, at)
                     VALUES (?, ?, ?, ?, ?)",
                )
                .expect("a statement");
            for (place, row) in group.iter().enumerate() {
                decision
                    .execute(rusqlite::params_from_iter(row))
                    .expect("a row");
                let at = n * size + place;
                if at.is_multiple_of(per_answer)
                    && let Some(row) = answers.get(at / per_answer)
                {
                    answer
                        .execute(rusqlite::params_from_iter(row))
                        .expect("a row");
                }
            }
            transaction
                .execute(
                    "INSERT INTO decided_on VALUES ('ranker', '1', 1, ?1, 0, 0, 0, 0, 0, 0, 0)
                     ON CONFLICT DO UPDATE SET explained = explained + excluded.explained",
                    [i64::try_from(group.len()).expect("small")],
                )
                .expect("a count");
        }
        transaction.commit().expect("durable");
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = decisions.len() as f64 / began.elapsed().as_secs_f64();
    rate
}
