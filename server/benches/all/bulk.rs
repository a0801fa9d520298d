//! Everybody at once. An import of customers with one choice each, as NDJSON and as a CRM's table, against
//! a plain insert of the same rows into the same tables of the same database; and an export against
//! `sqlite3 -csv` and `COPY … TO` over the same rows in one plain table.
//!
//! `MUTUAL_BENCH_LINES` sets how many lines are imported at most.

mod import;
mod plain;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::common::memory::memory;
use crate::common::{ROUNDS, Server, client, folder, median, report, run};
use import::{Database, Format};

/// How many lines of NDJSON are imported on SQLite.
const LINES: u64 = 1_000_000;
/// How many lines are imported in the other ways: a million of each would take an hour.
const FEWER: u64 = 200_000;
/// At least this share of what the database's own tool writes.
const EXPORT_BAR: f64 = 0.5;
/// How much memory an import or an export may take beside what it brings into the state, in bytes.
const MEMORY: u64 = 64 << 20;
/// How many customers are exported: each has a row for each of her toggles.
const EXPORTED: u64 = 50_000;

/// Measures it.
pub(crate) fn measure_all() {
    let given = std::env::var("MUTUAL_BENCH_LINES").ok();
    let lines = given.map_or(LINES, |text| text.parse().expect("a number"));
    import::measure(Format::Ndjson, Database::Sqlite, lines);
    let fewer = FEWER.min(lines);
    import::measure(Format::Csv, Database::Sqlite, fewer);
    import::measure(Format::Ndjson, Database::Postgres, fewer);
    import::measure(Format::Csv, Database::Postgres, fewer);
    let exported = EXPORTED.min(lines);
    export("SQLite", None, exported);
    let cluster = mutual_store_suite::cluster::shared();
    let database = cluster.fresh_database().expect("a database");
    export("PostgreSQL", Some(&database), exported);
}

fn export(name: &str, database: Option<&str>, customers: u64) {
    let folder = folder("bench-export");
    run(&folder, database, &["demo"]);
    let file = Format::Ndjson.write(&folder, customers);
    run(
        &folder,
        database,
        &["import", file.to_str().expect("UTF-8")],
    );
    let secret = client(&folder, database);
    let server = Server::start(&folder, database);
    let get = |format: &str, to: &Path| {
        let began = Instant::now();
        let url = format!("{}/api/v1/export?format={format}", server.url);
        let status = Command::new("curl")
            .args(["--silent", "--fail", "--output"])
            .arg(to)
            .args(["--header", &format!("Authorization: Bearer {secret}"), &url])
            .status()
            .expect("curl runs");
        assert!(status.success(), "the export failed");
        began.elapsed().as_secs_f64()
    };
    let (csv, ndjson) = (folder.join("ours.csv"), folder.join("ours.ndjson"));
    get("csv", &csv);
    let plain = Plain::of(&csv, &folder, database);
    let idle = memory(server.child.id(), "VmHWM");
    let (mut ratios, mut json_ratios, mut rates) = (vec![], vec![], vec![]);
    for round in 0..=ROUNDS {
        let (ours, json) = (get("csv", &csv), get("ndjson", &ndjson));
        let theirs = plain.write(&folder.join("theirs.csv"));
        println!(
            "export, {name}, round {round}: {} rows, CSV {ours:.2} s, NDJSON {json:.2} s, against {theirs:.2} s",
            plain.rows
        );
        if round > 0 {
            ratios.push(theirs / ours);
            json_ratios.push(theirs / json);
            rates.push(plain.rows as f64 / ours);
        }
    }
    let peak = memory(server.child.id(), "VmHWM");
    let details = format!(
        "{:.0} rows/s; {} MiB at most, {} MiB before",
        median(rates),
        peak >> 20,
        idle >> 20
    );
    report(
        &format!("export as CSV, {name}"),
        median(ratios),
        EXPORT_BAR,
        &details,
    );
    let beside = peak.saturating_sub(idle);
    report(
        &format!("export, memory, {name}"),
        MEMORY as f64 / beside.max(1) as f64,
        1.0,
        &format!("{} MiB more, of {} MiB", beside >> 20, MEMORY >> 20),
    );
    let details = "the customers of the same rows";
    report(
        &format!("export as NDJSON, {name}"),
        median(json_ratios),
        EXPORT_BAR,
        details,
    );
    drop(server);
    _ = std::fs::remove_dir_all(&folder);
}

/// The rows of an export in one plain table, and the tool that writes them.
struct Plain {
    rows: u64,
    command: Vec<String>,
}

impl Plain {
    fn of(csv: &Path, folder: &Path, database: Option<&str>) -> Self {
        let reader = BufReader::new(std::fs::File::open(csv).expect("an export"));
        let mut names = reader.lines();
        let names = names.next().expect("names").expect("UTF-8");
        let columns: Vec<_> = names
            .split(',')
            .map(|name| format!("\"{name}\" TEXT"))
            .collect();
        let columns = columns.join(", ");
        let text = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let csv = csv.display();
        let (fill, count, command): (Vec<String>, Vec<String>, Vec<String>) = match database {
            None => {
                let file = folder.join("rows.db").display().to_string();
                let create = format!("CREATE TABLE plain ({columns})");
                let import = format!(".import --csv --skip 1 {csv} plain");
                (
                    text(&["sqlite3", &file, &create, &import]),
                    text(&["sqlite3", &file, "SELECT count(*) FROM plain"]),
                    text(&["sqlite3", "-csv", "-header", &file, "SELECT * FROM plain"]),
                )
            }
            Some(url) => {
                let create = format!("CREATE TABLE plain ({columns})");
                let import = format!("\\copy plain FROM '{csv}' WITH (FORMAT csv, HEADER)");
                let copy = "COPY plain TO STDOUT WITH (FORMAT csv, HEADER)";
                (
                    text(&["psql", "--quiet", url, "-c", &create, "-c", &import]),
                    text(&["psql", "-At", url, "-c", "SELECT count(*) FROM plain"]),
                    text(&["psql", "--quiet", url, "-c", copy]),
                )
            }
        };
        let run = |words: &[String]| {
            let output = Command::new(&words[0])
                .args(&words[1..])
                .output()
                .unwrap_or_else(|error| panic!("{} runs: {error}", words[0]));
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}: {error}", words[0]);
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        run(&fill);
        let rows = run(&count).trim().parse().expect("a number");
        Self { rows, command }
    }

    /// Writes all rows to a file; how many seconds that took.
    fn write(&self, to: &Path) -> f64 {
        let began = Instant::now();
        let status = Command::new(&self.command[0])
            .args(&self.command[1..])
            .stdout(std::fs::File::create(to).expect("a file"))
            .status()
            .expect("it runs");
        assert!(status.success(), "{} failed", self.command[0]);
        began.elapsed().as_secs_f64()
    }
}
