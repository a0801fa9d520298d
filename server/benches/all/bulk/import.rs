//! An import in each way: of NDJSON and of a CRM's table, into either database.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{MEMORY, plain};
use crate::common::memory::memory;
use crate::common::{Server, folder, median, mutual, report, run};
use mutual_store_suite::cluster::shared;
use rusqlite::Connection;

/// How many rounds there are: each takes minutes.
const ROUNDS: usize = 3;
/// At least this share of the plain insert's lines.
const BAR: f64 = 0.25;
/// How much memory may be added behind the first tenth beside what comes into the state, in bytes.
const LATER: u64 = 32 << 20;

/// What is imported.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// A JSON object a line.
    Ndjson,
    /// A table under names of whoever made it, and what its columns stand for.
    Csv,
}

/// The columns of the table and what they stand for; the last one is left out.
const COLUMNS: [(&str, &str); 11] = [
    ("Customer No", "identifier:bench"),
    ("E-Mail", "identifier:email"),
    ("Country", "region"),
    ("Offer", "proposition"),
    ("Part", "toggle"),
    ("State", "switch"),
    ("Heard by", "evidence_how"),
    ("Shop", "evidence_where"),
    ("Signed", "evidence_at"),
    ("Words", "evidence_wording"),
    ("Remark", "-"),
];

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "NDJSON",
            Self::Csv => "CSV",
        }
    }

    /// Writes so many customers, each with a choice and the evidence of it, at moments of their own.
    pub(super) fn write(self, folder: &Path, lines: u64) -> PathBuf {
        let file = folder.join(match self {
            Self::Ndjson => "people.ndjson",
            Self::Csv => "people.csv",
        });
        let mut out = BufWriter::new(std::fs::File::create(&file).expect("a file"));
        if matches!(self, Self::Csv) {
            let names = COLUMNS.map(|(name, _)| name).join(",");
            writeln!(out, "{names}").expect("a line");
        }
        for n in 0..lines {
            let at = format!("2026-01-{:02}T10:{:02}:00Z", n % 28 + 1, n / 28 % 60);
            let shop = n % 97;
            match self {
                Self::Ndjson => writeln!(
                    out,
                    "{{\"identifiers\":[\"bench:{n}\",\"email:bench{n}@example.org\"],\"region\":\"GB\",\"choices\":[{{\
                     \"proposition\":\"recipe-ideas\",\"toggles\":{{\"exchange\":\"on\"}},\"evidence\":{{\
                     \"how\":\"paper\",\"where\":\"shop {shop}\",\"at\":\"{at}\",\
                     \"wording\":\"May we use your orders to pick recipes for you?\"}}}}]}}"
                ),
                Self::Csv => writeln!(
                    out,
                    "{n},bench{n}@example.org,GB,recipe-ideas,exchange,on,paper,shop {shop},{at},\
                     May we use your orders to pick recipes for you?,\"since {n}, \"\"by hand\"\"\""
                ),
            }
            .expect("a line");
        }
        out.flush().expect("a file");
        file
    }

    /// What the command is told beside the file.
    fn arguments(self) -> Vec<String> {
        let map = |(name, ours): (&str, &str)| ["--map".to_owned(), format!("{name}={ours}")];
        match self {
            Self::Ndjson => vec![],
            Self::Csv => COLUMNS.into_iter().flat_map(map).collect(),
        }
    }
}

/// Where they go.
#[derive(Clone, Copy)]
pub(super) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// A demo brand's database, and a copy of it as it stood before the import.
enum Place {
    Sqlite { file: PathBuf, copy: PathBuf },
    Postgres { url: String, copy: String },
}

impl Place {
    fn fresh(database: Database, folder: &Path) -> Self {
        match database {
            Database::Sqlite => {
                run(folder, None, &["demo"]);
                let (file, copy) = (folder.join("mutual.db"), folder.join("plain.db"));
                let source = Connection::open(&file).expect("a database");
                source
                    .execute("VACUUM INTO ?", [copy.to_str().expect("UTF-8")])
                    .expect("a copy");
                Self::Sqlite { file, copy }
            }
            Database::Postgres => {
                let url = shared().fresh_database().expect("a database");
                run(folder, Some(&url), &["demo"]);
                let copy = shared().copy_of(&url).expect("a copy");
                Self::Postgres { url, copy }
            }
        }
    }

    /// The address of the database, where it is not the folder's own.
    fn url(&self) -> Option<&str> {
        match self {
            Self::Sqlite { .. } => None,
            Self::Postgres { url, .. } => Some(url.as_str()),
        }
    }

    fn number(&self, sql: &str) -> u64 {
        match self {
            Self::Sqlite { file, .. } => {
                let database = Connection::open(file).expect("a database");
                let number: i64 = database
                    .query_row(sql, [], |row| row.get(0))
                    .expect("a number");
                u64::try_from(number).expect("a count")
            }
            Self::Postgres { url, .. } => {
                let number = plain::psql(url, &[sql]);
                number.trim().parse().expect("a number")
            }
        }
    }

    /// The index of the newest entry.
    fn head(&self) -> u64 {
        self.number("SELECT max(idx) FROM ledger")
    }

    /// How many entries a commit had: those of one group have one moment, and two groups hardly the same.
    fn group(&self, before: u64) -> u64 {
        let sql = "SELECT count(*) / count(DISTINCT at) FROM ledger WHERE idx >";
        self.number(&format!("{sql} {before}"))
    }

    /// Lines per second of a plain insert of what the import wrote, into the copy.
    fn plain(&self, folder: &Path, before: u64) -> f64 {
        match self {
            Self::Sqlite { file, copy } => plain::sqlite(file, copy, before),
            Self::Postgres { url, copy } => plain::postgres(folder, url, copy, before),
        }
    }

    /// What a server takes that has it in memory, in bytes.
    fn state(&self, folder: &Path) -> u64 {
        let server = Server::start(folder, self.url());
        memory(server.child.id(), "VmRSS")
    }

    fn remove(self, folder: &Path) {
        if let Self::Postgres { url, copy } = self {
            for database in [url, copy] {
                shared().drop_database(&database).expect("it is dropped");
            }
        }
        _ = std::fs::remove_dir_all(folder);
    }
}

/// Imports so many lines, and holds it against a plain insert of the same rows.
pub(super) fn measure(format: Format, database: Database, lines: u64) {
    let what = format!("import of {}, {}", format.name(), database.name());
    let empty = {
        let folder = folder("bench-import");
        let place = Place::fresh(database, &folder);
        let empty = place.state(&folder);
        place.remove(&folder);
        empty
    };
    let (mut ratios, mut rates, mut plain) = (vec![], vec![], vec![]);
    let (mut beside, mut later) = (0, 0);
    for round in 1..=ROUNDS {
        let folder = folder("bench-import");
        let place = Place::fresh(database, &folder);
        let before = place.head();
        let file = format.write(&folder, lines);
        let began = Instant::now();
        let child = mutual(&folder, place.url())
            .arg("import")
            .arg(file)
            .args(format.arguments())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mutual runs");
        let taken = watch(child);
        let ours = lines as f64 / began.elapsed().as_secs_f64();
        assert_eq!(place.head(), before + lines, "each line is an entry");
        // What everybody takes in memory is no part of the import.
        let state = place.state(&folder);
        let raw = place.plain(&folder, before);
        println!(
            "{what}, round {round}: {ours:.0} lines/s in groups of {}, against {raw:.0}/s; at most {} MiB, {} MiB by \
             the first tenth; the state has {} MiB, {} MiB without them",
            place.group(before),
            taken.most >> 20,
            taken.by_tenth >> 20,
            state >> 20,
            empty >> 20
        );
        ratios.push(ours / raw);
        rates.push(ours);
        plain.push(raw);
        beside = taken.most.saturating_sub(state).max(beside);
        // The nine tenths that came since.
        let brought = state.saturating_sub(empty) / 10 * 9;
        later = (taken.most - taken.by_tenth)
            .saturating_sub(brought)
            .max(later);
        place.remove(&folder);
    }
    let details = format!(
        "{:.0} lines/s against {:.0}/s, {lines} lines",
        median(rates),
        median(plain)
    );
    report(&what, median(ratios), BAR, &details);
    for (when, taken, most) in [
        ("beside the state", beside, MEMORY),
        (
            "added behind the first tenth beside the state",
            later,
            LATER,
        ),
    ] {
        let details = format!("{} MiB {when}, of {} MiB", taken >> 20, most >> 20);
        let ratio = most as f64 / taken.max(1) as f64;
        report(&format!("{what}, memory {when}"), ratio, 1.0, &details);
    }
}

/// What an import took of memory, in bytes.
struct Taken {
    /// The most by the time that a tenth of the file was read.
    by_tenth: u64,
    /// The most at all.
    most: u64,
}

/// Waits for an import, which says how far it is; what it took of memory.
fn watch(mut child: Child) -> Taken {
    let id = child.id();
    let said = BufReader::new(child.stderr.take().expect("what it says"));
    let tenth = std::thread::spawn(move || {
        let mut lines = said.lines().map_while(Result::ok);
        let tenth = lines.any(|line| {
            let percent = line
                .split_once('%')
                .and_then(|(n, _)| n.parse::<u32>().ok());
            percent.is_some_and(|percent| percent >= 10)
        });
        // Of a process that has ended nobody knows any more.
        let taken = tenth
            .then(|| memory(id, "VmHWM"))
            .filter(|taken| *taken > 0);
        // Unread, it would wait for ever to say more.
        lines.for_each(drop);
        taken
    });
    let mut most = 0;
    let status = loop {
        most = memory(id, "VmHWM").max(most);
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "the import failed");
    let by_tenth = tenth.join().expect("somebody listened");
    // One that is so short says nothing.
    let by_tenth = by_tenth.unwrap_or(most).min(most);
    Taken { by_tenth, most }
}
