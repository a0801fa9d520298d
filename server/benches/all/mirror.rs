//! A check from a mirror in the caller's process against the same check over HTTP on a connection that
//! is kept open, both with this project's client for Rust; in turns, against the same server.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::common::{ROUNDS, Server, client, folder, median, report, run};
use mutual_client::{Client, Credentials, Evidence, Mirror, Moment, Outcome, Question};

/// How many customers the mirror holds.
const CUSTOMERS: usize = 20_000;
/// How many checks over HTTP a round has, one after the other.
const CALLS: usize = 2_000;
/// How many from the mirror.
const LOOKS: usize = 400_000;
/// A mirror has to be at least so many times as fast: else nobody needs one.
const BAR: f64 = 20.0;

/// Measures it.
pub(crate) fn measure_all() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = folder("bench-mirror");
    run(&folder, None, &["demo"]);
    let secret = client(&folder, None);
    let people = folder.join("people.ndjson");
    let lines: String = (0..CUSTOMERS)
        .map(|n| format!("{{\"identifiers\":[\"bench:{n}\"]}}\n"))
        .collect();
    std::fs::write(&people, lines).expect("a file");
    run(&folder, None, &["import", people.to_str().expect("UTF-8")]);
    let server = Server::start(&folder, None);
    let (client, mirror, began) = runtime.block_on(prepare(&server.url, secret));
    println!(
        "{CUSTOMERS} customers were read in {:.2} s",
        began.as_secs_f64()
    );
    let questions: Vec<_> = (0..CUSTOMERS).map(about).collect();
    let (mut ratios, mut looks, mut calls) = (vec![], vec![], vec![]);
    for round in 0..=ROUNDS {
        let call = runtime.block_on(async {
            let began = Instant::now();
            for question in questions.iter().take(CALLS) {
                let verdict = client.check(question).await.expect("an answer");
                black_box(verdict.outcome);
            }
            nanos(began, CALLS)
        });
        let began = Instant::now();
        for n in 0..LOOKS {
            black_box(mirror.check(&questions[n % CUSTOMERS]).outcome);
        }
        let look = nanos(began, LOOKS);
        println!("round {round}: {look:.0} ns from the mirror, {call:.0} ns over HTTP");
        if round > 0 {
            ratios.push(call / look);
            looks.push(look);
            calls.push(call);
        }
    }
    let details = format!(
        "{:.0} ns a check from the mirror, {:.0} µs over HTTP",
        median(looks),
        median(calls) / 1_000.0
    );
    report("mirror", median(ratios), BAR, &details);
}

fn about(n: usize) -> Question {
    Question::new(format!("bench:{n}"), "recommendations")
        .data(["orders"])
        .channel("email")
}

#[expect(clippy::cast_precision_loss, reason = "a mean")]
fn nanos(began: Instant, times: usize) -> f64 {
    began.elapsed().as_nanos() as f64 / times as f64
}

/// A client, a mirror of everybody, and how long that took to be read. Every second one of those who
/// are asked about said yes.
async fn prepare(url: &str, secret: String) -> (Client, Mirror, Duration) {
    let client = Client::builder(url, Credentials::Secret(secret));
    let client = client.build().expect("a client");
    for n in (0..CALLS).step_by(2) {
        let evidence = Evidence {
            how: "phone".to_owned(),
            place: "call centre".to_owned(),
            at: Moment::now(),
            wording: "May we?".to_owned(),
        };
        let choice = mutual_client::Choice::on("recipe-ideas", 1, "exchange", evidence);
        let who = format!("bench:{n}");
        client.choose(&who, &choice).await.expect("a choice");
    }
    let began = Instant::now();
    let mirror = client.mirror().start().await.expect("a mirror");
    let took = began.elapsed();
    assert_eq!(mirror.check(&about(0)).outcome, Outcome::Allow);
    assert_eq!(mirror.check(&about(1)).outcome, Outcome::Deny);
    (client, mirror, took)
}
