//! Everybody at once. An import of customers with one choice each against a loop that writes the same
//! rows into the same tables with nothing around it, in large groups, one sync to disk for each; and an
//! export against `sqlite3 -csv` and `COPY … TO` over the same rows in one plain table.
//!
//! `MUTUAL_BENCH_LINES` sets how many lines are imported.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::memory::memory;
use crate::common::{ROUNDS, Server, client, folder, median, mutual, report, run};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// How many lines the plain loop writes with one sync to disk.
const GROUP: usize = 10_000;
/// How many lines are imported.
const LINES: u64 = 1_000_000;
/// How many rounds of the import: each takes minutes.
const IMPORTS: usize = 3;
/// At least this share of the plain loop's rows.
const IMPORT_BAR: f64 = 0.25;
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
    import(lines);
    let exported = EXPORTED.min(lines);
    export("SQLite", None, exported);
    let cluster = mutual_store_suite::cluster::shared();
    let database = cluster.fresh_database().expect("a database");
    export("PostgreSQL", Some(&database), exported);
}

fn import(lines: u64) {
    let (mut ratios, mut rates, mut plain, mut beside) = (vec![], vec![], vec![], vec![]);
    for round in 1..=IMPORTS {
        let folder = folder("bench-import");
        run(&folder, None, &["demo"]);
        let before = head(&folder.join("mutual.db"));
        let copy = folder.join("plain.db");
        let source = Connection::open(folder.join("mutual.db")).expect("a database");
        source
            .execute("VACUUM INTO ?", [copy.to_str().expect("UTF-8")])
            .expect("a copy");
        drop(source);
        let file = people(&folder, lines);
        let began = Instant::now();
        let child = mutual(&folder, None)
            .args(["import", file.to_str().expect("UTF-8")])
            .stdout(Stdio::null())
            .spawn()
            .expect("mutual runs");
        let peak = peak_of(child);
        let ours = lines as f64 / began.elapsed().as_secs_f64();
        let database = folder.join("mutual.db");
        assert_eq!(head(&database), before + lines, "each line is an entry");
        // What everybody takes in memory is no part of the import.
        let server = Server::start(&folder, None);
        let state = memory(server.child.id(), "VmRSS");
        drop(server);
        let group = group_size(&folder, before);
        let raw = plain_insert(&database, &copy, before, GROUP);
        println!(
            "import, round {round}: {ours:.0} lines/s in groups of {group}, against {raw:.0}/s in groups of {GROUP}; at most {} MiB, of which the state has {} MiB",
            peak >> 20,
            state >> 20
        );
        ratios.push(ours / raw);
        rates.push(ours);
        plain.push(raw);
        beside.push(peak.saturating_sub(state));
        _ = std::fs::remove_dir_all(&folder);
    }
    let most = beside.into_iter().max().unwrap_or(0);
    let details = format!(
        "{:.0} lines/s against {:.0}/s, {lines} lines",
        median(rates),
        median(plain)
    );
    report("import, SQLite", median(ratios), IMPORT_BAR, &details);
    let details = format!(
        "{} MiB beside the state, of {} MiB",
        most >> 20,
        MEMORY >> 20
    );
    let ratio = MEMORY as f64 / most.max(1) as f64;
    report("import, memory", ratio, 1.0, &details);
}

/// Lines of so many customers, each with a choice and the evidence of it, at moments of their own.
fn people(folder: &Path, lines: u64) -> PathBuf {
    let file = folder.join("people.ndjson");
    let mut out = BufWriter::new(std::fs::File::create(&file).expect("a file"));
    for n in 0..lines {
        let (day, minute) = (n % 28 + 1, n / 28 % 60);
        writeln!(
            out,
            "{{\"identifiers\":[\"bench:{n}\",\"email:bench{n}@example.org\"],\"region\":\"GB\",\"choices\":[{{\
             \"proposition\":\"recipe-ideas\",\"toggles\":{{\"exchange\":\"on\"}},\"evidence\":{{\
             \"how\":\"paper\",\"where\":\"shop {}\",\"at\":\"2026-01-{day:02}T10:{minute:02}:00Z\",\
             \"wording\":\"May we use your orders to pick recipes for you?\"}}}}]}}",
            n % 97
        )
        .expect("a line");
    }
    out.flush().expect("a file");
    file
}

/// The index of the newest entry.
fn head(file: &Path) -> u64 {
    let database = Connection::open(file).expect("a database");
    let last: i64 = database
        .query_row("SELECT max(idx) FROM ledger", [], |row| row.get(0))
        .expect("a head");
    u64::try_from(last).expect("an index")
}

/// How many entries a commit had: those of one group have one moment, and two groups hardly the same.
fn group_size(folder: &Path, before: u64) -> usize {
    let database = Connection::open(folder.join("mutual.db")).expect("a database");
    let sql = "SELECT count(*) / count(DISTINCT at) FROM ledger WHERE idx > ?";
    let before = i64::try_from(before).expect("an index");
    let size: i64 = database
        .query_row(sql, [before], |row| row.get(0))
        .expect("a size");
    usize::try_from(size).expect("small").max(1)
}

/// Waits for a process; the most memory that it had.
fn peak_of(mut child: Child) -> u64 {
    let mut peak = 0;
    loop {
        peak = peak.max(memory(child.id(), "VmHWM"));
        if let Some(status) = child.try_wait().expect("a status") {
            assert!(status.success(), "the import failed");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Lines per second of a loop without rules and threads that writes what the import wrote, into a
/// copy of the database as it stood before. Only writing counts, not reading what is to be written.
fn plain_insert(from: &Path, into: &Path, before: u64, group: usize) -> f64 {
    let source = Connection::open(from).expect("a database");
    // The server asks for nobody's answers while it works; here each line's are read.
    source
        .execute_batch("CREATE INDEX answer_of_customer ON answer (customer_id)")
        .expect("an index");
    let before = i64::try_from(before).expect("an index");
    let mut raw = Connection::open(into).expect("a copy");
    raw.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON;",
    )
    .expect("as the server has it");
    let mut all = source
        .prepare(
            "SELECT l.idx, l.at, l.leaf, s.customer_id, s.previous, s.receipt, s.nonce, s.payload
             FROM ledger AS l JOIN ledger_side AS s ON s.idx = l.idx WHERE l.idx > ? ORDER BY l.idx",
        )
        .expect("a statement");
    let mut people = source
        .prepare(
            "SELECT id, key, locale, region, birth_year, created_at, state FROM customer
             WHERE id = ?",
        )
        .expect("a statement");
    let mut names = source
        .prepare("SELECT identifier, customer_id, place FROM identifier WHERE customer_id = ?")
        .expect("a statement");
    let mut given = source
        .prepare("SELECT key, request, customer_id, answer, at FROM answer WHERE customer_id = ?")
        .expect("a statement");
    let read = |row: &rusqlite::Row<'_>, columns: usize| -> Vec<Value> {
        (0..columns).map(|n| row.get(n).expect("a value")).collect()
    };
    let mut entries = all.query([before]).expect("entries");
    let (mut took, mut lines) = (Duration::ZERO, 0_u64);
    loop {
        let mut rows = Vec::with_capacity(group);
        while rows.len() < group
            && let Some(row) = entries.next().expect("an entry")
        {
            let entry = read(row, 8);
            let customer = &entry[3];
            let many = |statement: &mut rusqlite::Statement<'_>, columns: usize| {
                let found = statement.query_map([customer], |row| Ok(read(row, columns)));
                let found: Result<Vec<_>, _> = found.expect("rows").collect();
                found.expect("rows")
            };
            let person = many(&mut people, 7).remove(0);
            rows.push((person, many(&mut names, 3), many(&mut given, 5), entry));
        }
        if rows.is_empty() {
            return lines as f64 / took.as_secs_f64();
        }
        lines += rows.len() as u64;
        let began = Instant::now();
        let transaction = raw.transaction().expect("begins");
        {
            let prepare = |sql| transaction.prepare_cached(sql).expect("a statement");
            let mut leaf = prepare("INSERT INTO ledger (idx, at, leaf) VALUES (?, ?, ?)");
            let mut side = prepare(
                "INSERT INTO ledger_side (idx, customer_id, previous, receipt, nonce, payload)
                 VALUES (?, ?, ?, ?, ?, ?)",
            );
            let mut person = prepare(
                "INSERT INTO customer (id, key, locale, region, birth_year, created_at, state)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            );
            let mut name =
                prepare("INSERT INTO identifier (identifier, customer_id, place) VALUES (?, ?, ?)");
            let mut answer = prepare(
                "INSERT INTO answer (key, request, customer_id, answer, at) VALUES (?, ?, ?, ?, ?)",
            );
            for (customer, called, given, entry) in &rows {
                leaf.execute(params_from_iter(&entry[..3])).expect("a row");
                person.execute(params_from_iter(customer)).expect("a row");
                let of = [
                    &entry[0], &entry[3], &entry[4], &entry[5], &entry[6], &entry[7],
                ];
                side.execute(params_from_iter(of)).expect("a row");
                for row in called {
                    name.execute(params_from_iter(row)).expect("a row");
                }
                for row in given {
                    answer.execute(params_from_iter(row)).expect("a row");
                }
            }
        }
        transaction.commit().expect("durable");
        took += began.elapsed();
    }
}

fn export(name: &str, database: Option<&str>, customers: u64) {
    let folder = folder("bench-export");
    run(&folder, database, &["demo"]);
    let file = people(&folder, customers);
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
