//! The evidence: what an entry costs, how soon it is signed, how fast it is proven, verified and
//! destroyed. Verifying is measured against a plain SHA-256 loop over the same bytes.
//!
//! `MUTUAL_BENCH_ENTRIES` sets how many entries there are.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::common::{folder, median, report};
use futures_util::future::join_all;
use mutual::access::Actor;
use mutual::catalogue::Document;
use mutual::clock::random;
use mutual::consent::{Choice, Route, Switch, Toggle, Toggles};
use mutual::digest::DigestKey;
use mutual::id::CustomerId;
use mutual::ledger::SigningKey;
use mutual::port::{ConsentStore as _, Engine, Store as _, Submission};
use mutual::use_cases::{Command, Publish, PutCustomer, Remember};
use mutual_engine::{Options, SystemClock, SystemEntropy, start, verify};
use mutual_store_sqlite::SqliteStore;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

/// How many customers share the entries.
const CUSTOMERS: usize = 10_000;
/// How many choices are under way at once.
const AT_ONCE: usize = 512;
/// At least this share of the plain loop's speed.
const BAR: f64 = 0.5;

/// Measures it.
pub(crate) fn measure_all() {
    let entries = std::env::var("MUTUAL_BENCH_ENTRIES").ok();
    let entries = entries.map_or(100_000, |text| text.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(run(entries));
}

async fn run(entries: usize) {
    let folder = folder("bench-evidence");
    let url = format!("sqlite://{}", folder.join("mutual.db").display());
    let store = Arc::new(SqliteStore::open(&url).await.unwrap());
    store.migrate().await.unwrap();
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let secret = DigestKey::new([1; 32]);
    let engine = start(store.clone(), clock, entropy, secret, Options::default());
    let engine = engine.await.unwrap();
    let seed: [u8; 32] = random(&SystemEntropy);
    let key = SigningKey::new("example.org/ledger", &seed).unwrap();
    let log = engine.sign(store.clone(), key).await.unwrap();
    publish(engine.as_ref()).await;
    let customers = customers(engine.as_ref()).await;

    let began = Instant::now();
    for from in (0..entries).step_by(AT_ONCE) {
        let group = from..entries.min(from + AT_ONCE);
        join_all(group.map(|n| choose(engine.as_ref(), customers[n % CUSTOMERS], n))).await;
    }
    let each = began.elapsed().as_secs_f64() * 1e6 / entries as f64;
    println!("append: {each:.1} microseconds an entry, durable, {AT_ONCE} at once");

    let mut delays = Vec::new();
    for (n, customer) in customers.iter().take(20).enumerate() {
        let began = Instant::now();
        choose(engine.as_ref(), *customer, entries + n).await;
        let covered = log.covering(engine.index(), Duration::from_secs(5)).await;
        assert!(covered.is_some(), "a head within five seconds");
        delays.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let worst = delays.iter().copied().fold(0.0, f64::max);
    println!(
        "signed head: {:.0} ms after the choice, {worst:.0} ms at most",
        median(delays)
    );

    let size = log.head().unwrap().checkpoint.size;
    let mut proofs = Vec::new();
    for n in 0..1_000_u64 {
        let index = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size;
        let began = Instant::now();
        assert!(log.inclusion(index, size).await.unwrap().is_some());
        proofs.push(began.elapsed().as_secs_f64() * 1e3);
    }
    proofs.sort_by(f64::total_cmp);
    println!(
        "inclusion proof of {size} leaves: median {:.2} ms, 99 % within {:.2} ms",
        proofs[500], proofs[989]
    );

    let mut erasures = Vec::new();
    for id in customers.iter().take(20) {
        let began = Instant::now();
        submit(engine.as_ref(), Command::Erase(*id, Remember::Suppress)).await;
        store.scrub().await.unwrap();
        erasures.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let worst = erasures.iter().copied().fold(0.0, f64::max);
    println!(
        "erasure of {} entries: {:.1} ms, {worst:.1} ms at most, out of the files",
        entries / CUSTOMERS,
        median(erasures)
    );
    engine.stop().await;

    let keys = log.keys();
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let began = Instant::now();
        let good = verify(store.as_ref(), &keys, |_| ()).await.unwrap();
        ours.push(began.elapsed().as_secs_f64());
        assert_eq!(good.entries, engine.index() + 1);
        let began = Instant::now();
        plain_loop(&folder);
        plain.push(began.elapsed().as_secs_f64());
    }
    let (ours, plain) = (median(ours), median(plain));
    let details = format!("{entries} entries in {ours:.2} s, the plain loop in {plain:.2} s");
    report("verify", plain / ours, BAR, &details);
    store.close().await;
}

/// Reads the same bytes and hashes them, and nothing else: every column that the check reads.
fn plain_loop(folder: &Path) {
    let connection = Connection::open(folder.join("mutual.db")).unwrap();
    let query = "SELECT l.idx, l.at, l.leaf, d.idx, s.idx, s.customer_id, s.previous, s.receipt,
                        s.nonce, s.payload
                 FROM ledger AS l
                 LEFT JOIN ledger_side AS s ON s.idx = l.idx
                 LEFT JOIN destroyed AS d ON d.idx = l.idx
                 ORDER BY l.idx";
    let mut statement = connection.prepare(query).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut sum = 0_u64;
    while let Some(row) = rows.next().unwrap() {
        let mut hash = Sha256::new();
        for column in 0..columns {
            match row.get_ref(column).unwrap() {
                ValueRef::Integer(number) => hash.update(number.to_be_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => hash.update(bytes),
                ValueRef::Null | ValueRef::Real(_) => {}
            }
        }
        sum = sum.wrapping_add(u64::from(hash.finalize()[0]));
    }
    assert_ne!(sum, 0);
}

async fn publish(engine: &dyn Engine) {
    let documents: Vec<Document> =
        serde_json::from_str(include_str!("../../src/demo/propositions.json")).unwrap();
    for document in documents {
        let publish = Publish {
            document,
            over: None,
            class: None,
            approval: None,
        };
        submit(engine, Command::Publish(Box::new(publish))).await;
    }
}

async fn customers(engine: &dyn Engine) -> Vec<CustomerId> {
    let mut all = Vec::new();
    for from in (0..CUSTOMERS).step_by(AT_ONCE) {
        let group = from..CUSTOMERS.min(from + AT_ONCE);
        let put = group.map(|n| async move {
            let name = format!("crm:bench-{n}");
            let put = PutCustomer {
                identifiers: vec![name.parse().unwrap()],
                ..PutCustomer::default()
            };
            submit(engine, Command::PutCustomer(put)).await;
            engine.holder(&name).unwrap()
        });
        all.extend(join_all(put).await);
    }
    all
}

/// One choice, which is one entry.
async fn choose(engine: &dyn Engine, customer: CustomerId, n: usize) {
    let to = if (n / CUSTOMERS).is_multiple_of(2) {
        Switch::On
    } else {
        Switch::Off
    };
    let choice = Choice {
        proposition: "recipe-ideas".parse().unwrap(),
        version: 1,
        toggles: Toggles::from([(Toggle::Exchange, to)]),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    };
    let submission = Submission {
        actor: Actor::Customer(customer),
        route: Route::Page,
        command: Command::Choose(customer, choice),
        idempotency: None,
    };
    engine.submit(submission).await.unwrap();
}

async fn submit(engine: &dyn Engine, command: Command) {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command,
        idempotency: None,
    };
    engine.submit(submission).await.unwrap();
}
