//! A disk that is full and a database that is away: what a CRM and a customer are told meanwhile,
//! and that nothing is lost and nothing is made up.

use std::time::Duration;

use mutual_store_suite::cluster;
use mutual_store_suite::wire::Wire;
use serde_json::{Value, json};

use crate::binary::Operator;
use crate::common::{Answer, Crm, Database, Server, Visitor, new_key};

const CHECK: &str = "/customers/crm:ana/check?purpose=recommendations&data=orders";

fn turn(to: &str) -> Value {
    json!({
        "proposition": "recipe-ideas",
        "version": 1,
        "toggles": {"exchange": to},
        "evidence": {"how": "phone", "where": "call centre", "at": "2026-01-02T03:04:05Z", "wording": "May we?"},
    })
}

const OFF: [(&str, &str); 6] = [
    ("proposition", "recipe-ideas"),
    ("toggle", "exchange"),
    ("to", "off"),
    ("version", "1"),
    ("index", "0"),
    ("from", "/"),
];

async fn verdict(crm: &Crm) -> Value {
    crm.get(CHECK).await.expect(200).json()["verdict"].clone()
}

/// The write was not stored, and its caller is told when to come again.
#[track_caller]
fn is_refused(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_ne!(answer.header("retry-after"), "");
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_claimed_and_with_room_again_nothing_is_missing() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "check consent:write feed");
    crm.knows("crm:ana").await;
    let link = operator
        .run(&["link", "--customer", "crm:ana"])
        .expect(0)
        .line()
        .to_owned();
    let mut ana = Visitor::at(&serving.url);
    ana.get(&link[link.find("/in?").unwrap()..])
        .await
        .expect(303);
    let choices = "/customers/crm:ana/choices";
    crm.post(choices, &turn("on")).await.expect(201);

    serving.fill_disk(true);
    let key = new_key();
    let refused = crm.write("POST", choices, &turn("off"), &key).await;
    is_refused(&refused);
    assert_eq!(
        refused.header("content-type"),
        "application/problem+json",
        "{}",
        refused.text()
    );
    let refused = ana.submit("/actions/choose", &OFF).await;
    is_refused(&refused);
    let page = refused.text();
    assert!(page.contains("status-failed"), "{page}");
    assert!(
        page.contains("id=\"x-recipe-ideas-b\" aria-checked=\"true\""),
        "what is stored is on, and the page says so: {page}"
    );
    assert_eq!(verdict(&crm).await, "allow", "nothing was turned off");

    serving.fill_disk(false);
    crm.write("POST", choices, &turn("off"), &key)
        .await
        .expect(201);
    assert_eq!(verdict(&crm).await, "deny");
    let feed = crm.get("/changes").await.expect(200).json();
    let entries = feed["entries"].as_array().unwrap();
    for (entry, index) in entries.iter().zip(1_u64..) {
        assert_eq!(entry["index"], index);
    }
    let hers = |entry: &&Value| entry["identifiers"] == json!(["crm:ana"]);
    assert_eq!(
        entries.iter().filter(hers).count(),
        2,
        "on and off, once each"
    );
    serving.stop().expect(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_nobody_is_told_what_may_not_be_true() {
    let database = tokio::task::spawn_blocking(|| cluster::shared().fresh_database().unwrap())
        .await
        .unwrap();
    let mut wire = Wire::to(&database).await;
    let server = Server::start_with(Database::Postgres, &["--database-url", &wire.url]).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:write feed").await;
    let id = crm.knows("crm:ana").await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/")).await.expect(303);
    let choices = "/customers/crm:ana/choices";
    crm.post(choices, &turn("on")).await.expect(201);

    wire.cut().await;
    let key = new_key();
    is_refused(&crm.write("POST", choices, &turn("off"), &key).await);
    let refused = ana.submit("/actions/choose", &OFF).await;
    is_refused(&refused);
    assert!(refused.text().starts_with("<!DOCTYPE html>"));
    // For as long as the lease holds, nobody else can have changed anything. After that a check
    // must not answer.
    let stopped = async {
        loop {
            let answer = crm.get(CHECK).await;
            match answer.status {
                200 => assert_eq!(answer.json()["verdict"], "allow"),
                _ => return is_refused(&answer),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), stopped)
        .await
        .unwrap();
    is_refused(&crm.write("POST", choices, &turn("off"), &key).await);

    wire.mend().await;
    let stored = async {
        while crm.write("POST", choices, &turn("off"), &key).await.status != 201 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), stored)
        .await
        .unwrap();
    assert_eq!(verdict(&crm).await, "deny");
    let page = ana.get("/").await.expect(200).text();
    assert!(
        page.contains("Weekly recipe ideas"),
        "she is still in: {page}"
    );
    server.stop().await;
}
