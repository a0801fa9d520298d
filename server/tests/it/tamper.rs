//! An auditor who believes nothing: a ledger that somebody touched, and one whose server was
//! killed over and over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;

use crate::api_consent::last_month;
use crate::binary::Operator;
use crate::common::{Crm, Database, new_key};
use crate::on_both;

on_both!(a_ledger_that_nobody_touched_is_good_also_while_it_grows);

fn choice(to: &str) -> serde_json::Value {
    json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": to},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"},
    })
}

/// Presses on and off until the server is gone.
async fn press_until_gone(crm: Crm, customer: String, gone: Arc<AtomicBool>) {
    let path = format!("/customers/{customer}/choices");
    let mut on = true;
    while !gone.load(Ordering::Relaxed) {
        let body = choice(if on { "on" } else { "off" });
        let (presser, path) = (crm.clone(), path.clone());
        let pressed =
            tokio::spawn(async move { presser.write("POST", &path, &body, &new_key()).await });
        // A server that was killed answers nothing.
        on ^= pressed.await.is_ok();
        // Somebody comes and goes.
        let (crm, guest) = (crm.clone(), format!("crm:{}", new_key()));
        let visit = tokio::spawn(async move {
            let path = format!("/customers/{guest}");
            crm.put(&path, &json!({"identifiers": [guest]})).await;
            crm.post(&format!("{path}/choices"), &choice("on")).await;
            let key = new_key();
            let headers = [("idempotency-key", key.as_str())];
            crm.call("DELETE", &path, &headers, None).await;
        });
        _ = visit.await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn a_ledger_that_nobody_touched_is_good_also_while_it_grows(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:write");
    for customer in ["crm:1", "crm:2"] {
        crm.knows(customer).await;
    }
    let gone = Arc::new(AtomicBool::new(false));
    let pressing = ["crm:1", "crm:2"].map(|customer| {
        tokio::spawn(press_until_gone(
            crm.clone(),
            customer.to_owned(),
            gone.clone(),
        ))
    });
    for _ in 0..3 {
        let said = operator.run(&["ledger", "verify"]).expect(0);
        assert!(said.out.contains("signed "), "{}", said.out);
        operator.run(&["ledger", "verify", "--test"]).expect(0);
    }
    gone.store(true, Ordering::Relaxed);
    for pressing in pressing {
        pressing.await.unwrap();
    }
    serving.stop().expect(0);
    let said = operator.run(&["ledger", "verify"]).expect(0);
    let entries = said.out.lines().next().unwrap().split_whitespace().last();
    let signed = said.out.lines().last().unwrap().split_whitespace().nth(1);
    assert_eq!(entries, signed, "a server that stops signs everything");
    // Another log's key does not open this one.
    let other = "example.org/ledger+1f18a3d1+AQD1ReNaRSmsbVVAyVhCCMpSVJWJYYzpKHlJyD5YeXDi";
    let said = operator.run(&["ledger", "verify", "--key", other]);
    assert!(matches!(said.code, 1 | 2), "{}", said.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_touches_the_database_is_found_out() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:write");
    let ana = crm.knows("crm:ana").await;
    let person = json!({"on": true});
    let asked = crm.post("/customers/crm:ana/human-only", &person).await;
    asked.expect(201);
    let mut index = 0;
    for to in ["on", "off", "on"] {
        let stored = crm.post("/customers/crm:ana/choices", &choice(to)).await;
        index = stored.expect(201).json()["index"].as_u64().unwrap();
    }
    serving.stop().expect(0);
    let file = operator.path("mutual.db");
    let good = std::fs::read(&file).unwrap();
    let hers = format!("customer_id = (SELECT customer_id FROM ledger_side WHERE idx = {index})");
    let id = hers.replace("customer_id =", "id =");
    for (change, named) in [
        (
            format!("UPDATE ledger SET at = at + 1 WHERE idx = {index}"),
            true,
        ),
        (
            format!("UPDATE ledger SET leaf = x'00' WHERE idx = {index}"),
            true,
        ),
        (
            format!("UPDATE ledger SET leaf = zeroblob(98) WHERE idx = {index}"),
            true,
        ),
        (format!("DELETE FROM ledger_side WHERE idx = {index}"), true),
        (
            format!("UPDATE ledger_side SET nonce = zeroblob(32) WHERE idx = {index}"),
            true,
        ),
        (
            format!("UPDATE ledger_side SET previous = 0 WHERE idx = {index}"),
            true,
        ),
        (
            format!("UPDATE ledger_side SET customer_id = NULL WHERE idx = {index}"),
            true,
        ),
        (
            format!(
                "UPDATE ledger_side SET payload = CAST(replace(CAST(payload AS TEXT), '\"exchange\":\"on\"', '\"exchange\":\"off\"') AS BLOB) WHERE idx = {index}"
            ),
            true,
        ),
        (
            format!(
                "DELETE FROM ledger_side WHERE idx = {index}; DELETE FROM ledger WHERE idx = {index}"
            ),
            true,
        ),
        (
            format!(
                "UPDATE customer SET state = CAST(replace(CAST(state AS TEXT), '\"y\":', '\"w\":') AS BLOB) WHERE {id}"
            ),
            false,
        ),
        (
            format!(
                "UPDATE customer SET state = CAST(json_remove(CAST(state AS TEXT), '$.d.p') AS BLOB) WHERE {id}"
            ),
            false,
        ),
        (
            format!("UPDATE customer SET state = x'7b' WHERE {id}"),
            false,
        ),
        (
            format!("UPDATE customer SET key = zeroblob(32) WHERE {id}"),
            false,
        ),
        (
            "UPDATE tile SET nodes = zeroblob(length(nodes)) WHERE level = 0".to_owned(),
            false,
        ),
        (
            "UPDATE tile SET nodes = x'01' WHERE level = 0".to_owned(),
            false,
        ),
        ("DELETE FROM tile".to_owned(), false),
        (
            "UPDATE checkpoint SET note = replace(note, '—', '-')".to_owned(),
            false,
        ),
        ("UPDATE checkpoint SET size = size - 1".to_owned(), false),
        ("UPDATE version SET at = at + 1".to_owned(), false),
        (
            "DELETE FROM version WHERE idx = (SELECT max(idx) FROM version)".to_owned(),
            false,
        ),
    ] {
        Connection::open(&file)
            .unwrap()
            .execute_batch(&format!(
                "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {change}"
            ))
            .unwrap();
        let said = operator.run(&["ledger", "verify"]);
        assert_eq!(said.code, 1, "{change}: {} {}", said.out, said.err);
        assert_eq!(said.out, "", "{change}");
        let names = said.err.contains(&format!("entry {index}:"));
        assert!(names || !named, "{change}: {}", said.err);
        assert!(!said.err.contains("crm:ana"), "{}", said.err);
        for ending in ["-wal", "-shm"] {
            _ = std::fs::remove_file(operator.path(&format!("mutual.db{ending}")));
        }
        std::fs::write(&file, &good).unwrap();
    }
    operator.run(&["ledger", "verify"]).expect(0);
    assert!(ana.starts_with("cus_"));
}

/// Killed at two hundred moments of append and signing, and never is there a false "good", nor a
/// false "bad".
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_kills_leave_ledgers_that_are_good() {
    let four = (0..4).map(|first| tokio::spawn(fifty_kills(first)));
    for fifty in four.collect::<Vec<_>>() {
        fifty.await.unwrap();
    }
}

async fn fifty_kills(first: u64) {
    let operator = Arc::new(Operator::new(Database::Sqlite));
    operator.run(&["demo"]).expect(0);
    let mut crm = operator.crm("http://not-yet", "consent:write");
    for kill in 0..50 {
        let serving = operator.serve();
        crm.url.clone_from(&serving.url);
        let gone = Arc::new(AtomicBool::new(false));
        let pressing = ["crm:42", "crm:11"].map(|customer| {
            let (crm, gone) = (crm.clone(), gone.clone());
            tokio::spawn(press_until_gone(crm, customer.to_owned(), gone))
        });
        // Spread over a round of signing, which takes half a second.
        let after = Duration::from_millis((kill * 4 + first) * 37 % 620);
        tokio::time::sleep(after).await;
        let killed = tokio::task::spawn_blocking(move || serving.kill());
        gone.store(true, Ordering::Relaxed);
        killed.await.unwrap();
        for pressing in pressing {
            pressing.await.unwrap();
        }
        let looking = operator.clone();
        let said = tokio::task::spawn_blocking(move || looking.run(&["ledger", "verify"]));
        let said = said.await.unwrap();
        assert_eq!(said.code, 0, "killed after {after:?}: {}", said.err);
    }
}
