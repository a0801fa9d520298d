//! A CRM that follows what changes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server};
use crate::on_both;
use crate::red_lines::by_phone;

on_both!(
    the_feed_is_dense_and_says_what_stood_before,
    a_follower_is_told_at_once,
    those_who_wait_hold_nothing_up,
);

fn choice(toggles: &Value) -> Value {
    json!({"proposition": "recipe-ideas", "version": 1, "toggles": toggles, "evidence":
        {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"}})
}

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    (server, crm)
}

async fn the_feed_is_dense_and_says_what_stood_before(database: Database) {
    let (_server, crm) = shop(database).await;
    let ana = crm.knows("crm:42").await;
    let path = "/customers/crm:42/choices";
    crm.post(path, &choice(&json!({"exchange": "on"})))
        .await
        .expect(201);
    crm.post(path, &choice(&json!({"data:birthday": "on"})))
        .await
        .expect(201);
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    crm.post(path, &choice(&json!({"exchange": "off"})))
        .await
        .expect(201);
    // Saying no twice is evidence: one entry each time.
    crm.post(path, &choice(&json!({"exchange": "off"})))
        .await
        .expect(201);
    crm.put(
        "/customers/crm:42",
        &json!({"identifiers": ["email:ana@example.org"]}),
    )
    .await
    .expect(200);

    // Page by page from the start: every index once, the genesis never.
    let (mut after, mut entries) = (0, Vec::new());
    loop {
        let page = crm
            .get(&format!("/changes?after={after}&limit=2"))
            .await
            .expect(200)
            .json();
        let part = page["entries"].as_array().unwrap().clone();
        assert!(part.len() <= 2);
        let next = page["next"].as_u64().unwrap();
        if part.is_empty() {
            assert_eq!((next, page["head"].as_u64().unwrap()), (after, after));
            break;
        }
        after = next;
        entries.extend(part);
    }
    let indices: Vec<_> = entries
        .iter()
        .map(|entry| entry["index"].as_u64().unwrap())
        .collect();
    assert_eq!(indices, (1..=after).collect::<Vec<_>>());
    assert!(entries.iter().all(|entry| entry["type"] != "log.genesis"));

    let published: Vec<_> = entries
        .iter()
        .filter(|entry| entry["type"] == "proposition.published")
        .collect();
    assert_eq!(published.len(), 6);
    assert!(
        published
            .iter()
            .all(|entry| entry["customer"].is_null() && entry["version"] == 1)
    );
    let hers: Vec<_> = entries
        .iter()
        .filter(|entry| entry["customer"] == ana.as_str())
        .collect();
    let types: Vec<_> = hers
        .iter()
        .map(|entry| entry["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        [
            "consent.granted",
            "consent.facet_changed",
            "consent.paused",
            "consent.resumed",
            "consent.withdrawn",
            "consent.withdrawn"
        ]
    );
    assert_eq!(hers[0]["toggles"]["data:orders"], "on");
    assert_eq!(hers[0]["previous"]["data:orders"], "off");
    assert_eq!(hers[1]["toggles"], json!({"data:birthday": "on"}));
    assert_eq!(hers[1]["previous"], json!({"data:birthday": "off"}));
    assert_eq!(hers[4]["toggles"]["data:birthday"], "off");
    assert_eq!(hers[4]["previous"]["data:birthday"], "on");
    assert_eq!(hers[2]["proposition"], Value::Null);
    assert!(hers.iter().all(|entry| entry["route"] == "api"));
    assert!(
        hers.iter()
            .all(|entry| entry["actor"] == json!({"kind": "client", "id": crm.id}))
    );
    // Whoever begins to follow late still finds her own record: the names are those of now.
    let names = json!(["crm:42", "email:ana@example.org"]);
    assert!(hers.iter().all(|entry| entry["identifiers"] == names));
}

async fn a_follower_is_told_at_once(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    let head = server.app().live.engine.index();
    let waiting = {
        let crm = crm.clone();
        tokio::spawn(async move {
            let page = crm
                .get(&format!("/changes?after={head}&wait=30"))
                .await
                .expect(200)
                .json();
            (page, Instant::now())
        })
    };
    let stored = crm
        .post(
            "/customers/crm:42/choices",
            &choice(&json!({"exchange": "on"})),
        )
        .await;
    let stored = (stored.expect(201).json(), Instant::now());
    let (page, told_at) = waiting.await.unwrap();
    assert_eq!(page["entries"][0]["index"], stored.0["index"]);
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
    assert!(told_at.saturating_duration_since(stored.1) < Duration::from_secs(5));

    // Where nothing happens, the wait ends with an empty page.
    let head = server.app().live.engine.index();
    let page = crm
        .get(&format!("/changes?after={head}&wait=1"))
        .await
        .expect(200)
        .json();
    assert_eq!(page, json!({"entries": [], "next": head, "head": head}));
    for bad in ["wait=61", "limit=0", "limit=1001", "after=-1", "size=-1"] {
        crm.get(&format!("/changes?{bad}")).await.expect(400);
    }
}

async fn those_who_wait_hold_nothing_up(database: Database) {
    let (server, crm) = shop(database).await;
    let head = server.app().live.engine.index();
    let path = format!("/changes?after={head}&wait=60");
    let wait = || {
        let (crm, path) = (crm.clone(), path.clone());
        tokio::spawn(async move {
            loop {
                let answer = crm.get(&path).await;
                // The one who asks below may have had the last place for a moment.
                if answer.status != 429 {
                    return answer;
                }
            }
        })
    };
    let mut waiting: Vec<_> = (0..64).map(|_| wait()).collect();
    // One client has so many places and no more.
    let refused = loop {
        let answer = crm.get(&format!("/changes?after={head}&wait=1")).await;
        if answer.status == 429 {
            break answer;
        }
    };
    assert_eq!(refused.json()["code"], "too_many_requests");
    assert!(!refused.header("retry-after").is_empty());
    // Others are not concerned, and who hangs up gives the place back.
    let other = server.crm("feed").await;
    other
        .get(&format!("/changes?after={head}&wait=1"))
        .await
        .expect(200);
    let left = waiting.pop().unwrap();
    left.abort();
    _ = left.await;
    loop {
        if crm
            .get(&format!("/changes?after={head}&wait=1"))
            .await
            .status
            == 200
        {
            break;
        }
    }
    // A server that stops does not wait for them: they are answered, with what is true.
    let began = Instant::now();
    let folder = server.stop().await;
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
    for waiting in waiting {
        let page = waiting.await.unwrap().expect(200).json();
        assert_eq!(page["next"], head);
    }
    drop(folder);
}
