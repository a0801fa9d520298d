//! Ana keeps what she agreed to, and can prove it without the shop.

use std::time::Duration;

use mutual::ledger::{Receipt, Unproven, VerifyingKey};
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::binary::Operator;
use crate::common::{Crm, Database, Server, send};
use crate::on_both;
use crate::red_lines::by_phone;

on_both!(every_choice_leaves_a_receipt_that_proves_it);

pub async fn key(url: &str) -> VerifyingKey {
    let keys = send(url, "GET", "/.well-known/mutual-keys", &[], "").await;
    keys.expect(200).json()["log"][0]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

pub fn choice(to: &str) -> Value {
    json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": to},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"},
    })
}

/// The receipt, once it carries its proof: a second later at most.
pub async fn proven(crm: &Crm, receipt: &Value) -> Value {
    let path = format!("/receipts/{}", receipt.as_str().unwrap());
    let fetched = async {
        loop {
            let kept = crm.get(&path).await.expect(200).json();
            if !kept["proof"].is_null() {
                return kept;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let within = tokio::time::timeout(Duration::from_secs(10), fetched);
    within.await.unwrap()
}

async fn every_choice_leaves_a_receipt_that_proves_it(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    let ana = crm.knows("crm:ana").await;
    let key = [key(&server.url).await];
    for (path, body, kind) in [
        ("choices", choice("off"), "consent.refused"),
        ("choices", choice("on"), "consent.granted"),
        ("choices", choice("off"), "consent.withdrawn"),
        ("pause", json!({}), "consent.paused"),
        // How it is known comes from since the pause.
        ("resume", Value::Null, "consent.resumed"),
    ] {
        let body = match body {
            Value::Null => json!({"evidence": by_phone()}),
            body => body,
        };
        let path = format!("/customers/crm:ana/{path}");
        let stored = crm.post(&path, &body).await.expect(201).json();
        let kept = proven(&crm, &stored["receipt"]).await;
        assert_eq!(kept["receipt"], stored["receipt"]);
        assert_eq!(kept["index"], stored["index"]);
        assert_eq!(kept["entry"]["customer"], ana.as_str());
        let receipt: Receipt = serde_json::from_value(kept.clone()).unwrap();
        assert_eq!(receipt.entry.kind().word(), kind);
        let proof = receipt.verify(&key).unwrap();
        assert_eq!(
            proof.wording,
            kind.starts_with("consent.") && path.ends_with("choices")
        );
        assert!(proof.size > receipt.index);
        if proof.wording {
            assert_eq!(kept["wording"]["title"], "Weekly recipe ideas");
            assert_eq!(
                kept["issuer"]["withdraw_at"],
                format!("{}/x/recipe-ideas", server.url)
            );
        }
    }
    for nobodys in ["rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K", "rcp_1", "cus_1", "%00"] {
        crm.get(&format!("/receipts/{nobodys}")).await.expect(404);
    }
    // The other side's receipts are not there.
    let stored = crm.post("/customers/crm:ana/choices", &choice("on")).await;
    let receipt = stored.json()["receipt"].as_str().unwrap().to_owned();
    let test = server.test_crm("consent:read").await;
    test.get(&format!("/receipts/{receipt}")).await.expect(404);
    let other = server.crm("check").await;
    other.get(&format!("/receipts/{receipt}")).await.expect(403);
}

/// Whatever is changed in it, it no longer proves anything; but for what it says that it does not
/// prove.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_was_touched_proves_nothing() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    crm.knows("crm:ana").await;
    let stored = crm.post("/customers/crm:ana/choices", &choice("on")).await;
    let kept = proven(&crm, &stored.json()["receipt"]).await;
    let key = [key(&server.url).await];
    let verify = |kept: &Value| match serde_json::from_value::<Receipt>(kept.clone()) {
        Ok(receipt) => receipt.verify(&key).map(drop),
        Err(_) => Err(Unproven::Format),
    };
    verify(&kept).unwrap();
    let mut paths = Vec::new();
    leaves_of(&kept, &mut String::new(), &mut paths);
    assert!(paths.len() > 40, "{paths:?}");
    for path in &paths {
        let mut touched = kept.clone();
        let value = touched.pointer_mut(path).unwrap();
        *value = match &*value {
            Value::String(text) => Value::String(changed(text)),
            Value::Number(number) => number
                .as_i64()
                .map_or(json!(0.5), |number| json!(number + 1)),
            Value::Bool(bool) => json!(!bool),
            _ => json!("something"),
        };
        let found = verify(&touched);
        if path.starts_with("/issuer/") {
            assert_eq!(found, Ok(()), "{path}");
        } else {
            assert!(found.is_err(), "{path}: {touched}");
        }
    }
    for part in ["proof", "wording", "entry", "at", "index", "receipt"] {
        let mut without = kept.clone();
        without[part] = Value::Null;
        assert_eq!(verify(&without).is_ok(), part == "wording", "{part}");
    }
    let foreign = "example.org/ledger+f7a6b3cd+AQ==";
    assert!(foreign.parse::<VerifyingKey>().is_err());
}

/// Every value in it that holds no other.
fn leaves_of(value: &Value, at: &mut String, paths: &mut Vec<String>) {
    let mut go = |key: String, value: &Value| {
        let length = at.len();
        at.push('/');
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        leaves_of(value, at, paths);
        at.truncate(length);
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| go(key.clone(), value)),
        Value::Array(items) => {
            for (n, value) in items.iter().enumerate() {
                go(n.to_string(), value);
            }
        }
        _ => paths.push(at.clone()),
    }
}

/// The text with its first letter changed, or with one where there was none.
fn changed(text: &str) -> String {
    let rest: String = text.chars().skip(1).collect();
    let first = if text.starts_with('A') { 'B' } else { 'A' };
    format!("{first}{rest}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_checks_a_receipt_on_the_command_line() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:read consent:write");
    let stored = crm.post("/customers/crm:42/choices", &choice("on")).await;
    let kept = proven(&crm, &stored.expect(201).json()["receipt"]).await;
    let public = key(&serving.url).await.to_string();
    serving.stop().expect(0);
    let file = operator.path("receipt.json");
    let path = file.to_str().unwrap();
    std::fs::write(&file, kept.to_string()).unwrap();
    let said = operator.run(&["receipt", "verify", path]).expect(0);
    assert!(said.out.contains("consent.granted"), "{}", said.out);
    assert!(said.out.contains("not proven"), "{}", said.out);

    // Elsewhere, with the key alone.
    let stranger = Operator::new(Database::Sqlite);
    let said = stranger.run(&["receipt", "verify", path, "--key", &public]);
    said.expect(0);
    let refused = stranger.run(&["receipt", "verify", path]).expect(2);
    assert!(refused.err.contains("--key"), "{}", refused.err);

    for (bad, words) in [
        (kept.to_string().replace("\"on\"", "\"off\""), "another one"),
        (kept.to_string()[..500].to_owned(), "no receipt"),
        ("[]".to_owned(), "no receipt"),
        (String::new(), "no receipt"),
    ] {
        std::fs::write(&file, bad).unwrap();
        let said = operator.run(&["receipt", "verify", path]).expect(1);
        assert!(said.err.contains(words), "{}", said.err);
        assert_eq!(said.out, "");
    }
    let other = public.replace(|c: char| c.is_ascii_digit(), "7");
    operator
        .run(&["receipt", "verify", path, "--key", &other])
        .expect(2);
    operator.run(&["receipt", "verify", "nowhere"]).expect(2);
}
