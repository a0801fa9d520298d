//! The same rows without anything around them: what an import wrote, from the database that it went into
//! into a copy of that as it stood before. Only writing counts, not reading what is to be written.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// How many lines the loop on SQLite writes with one sync to disk.
const GROUP: usize = 10_000;

/// The tables that an import fills, and which of their rows are of entries behind `$before`. Each of
/// these is about somebody else.
const TABLES: [(&str, &str); 5] = [
    (
        "ledger",
        "SELECT * FROM ledger WHERE idx > $before ORDER BY idx",
    ),
    (
        "ledger_side",
        "SELECT * FROM ledger_side WHERE idx > $before ORDER BY idx",
    ),
    (
        "customer",
        "SELECT c.* FROM customer AS c JOIN ledger_side AS s ON s.customer_id = c.id \
         WHERE s.idx > $before ORDER BY s.idx",
    ),
    (
        "identifier",
        "SELECT i.* FROM identifier AS i JOIN ledger_side AS s ON s.customer_id = i.customer_id \
         WHERE s.idx > $before ORDER BY s.idx, i.place",
    ),
    (
        "answer",
        "SELECT a.* FROM answer AS a JOIN ledger_side AS s ON s.customer_id = a.customer_id \
         WHERE s.idx > $before ORDER BY s.idx",
    ),
];

/// Lines per second of a loop without rules and threads that writes what the import wrote into SQLite: a
/// row at a time, in large groups, one sync to disk for each.
pub(super) fn sqlite(from: &Path, into: &Path, before: u64) -> f64 {
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
        let mut rows = Vec::with_capacity(GROUP);
        while rows.len() < GROUP
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

/// Lines per second of one transaction that inserts what the import wrote into PostgreSQL: a statement
/// for each table, whose rows wait in a plain table beside it.
pub(super) fn postgres(folder: &Path, from: &str, into: &str, before: u64) -> f64 {
    for (table, rows) in TABLES {
        let file = folder.join(format!("{table}.rows"));
        let path = file.display();
        let rows = rows.replace("$before", &before.to_string());
        psql(
            from,
            &[&format!("\\copy ({rows}) TO '{path}' WITH (FORMAT binary)")],
        );
        psql(
            into,
            &[
                &format!("CREATE UNLOGGED TABLE plain_{table} (LIKE {table})"),
                &format!("\\copy plain_{table} FROM '{path}' WITH (FORMAT binary)"),
            ],
        );
        std::fs::remove_file(&file).expect("a file");
    }
    let lines = psql(into, &["SELECT count(*) FROM plain_ledger"]);
    let lines: f64 = lines.trim().parse().expect("a number");
    let inserts =
        TABLES.map(|(table, _)| format!("INSERT INTO {table} SELECT * FROM plain_{table}"));
    let mut commands = vec!["BEGIN"];
    commands.extend(inserts.iter().map(String::as_str));
    commands.push("COMMIT");
    let began = Instant::now();
    psql(into, &commands);
    lines / began.elapsed().as_secs_f64()
}

/// Runs commands one after the other on one connection; what they gave.
pub(super) fn psql(url: &str, commands: &[&str]) -> String {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
        .args(["--set", "ON_ERROR_STOP=1"])
        .args(commands.iter().flat_map(|command| ["--command", *command]))
        .arg(url)
        .output()
        .expect("psql runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{commands:?}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
