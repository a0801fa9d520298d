//! What a program makes is there, at the address that its answer names, and what it takes away is gone: what shows
//! only where one request follows from another, so that whoever asks what a description allows, one by one, does not
//! see it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::api_bulk::{finished, upload};
use crate::api_contract::description;
use crate::cases::{asks, draw_line};
use crate::common::{ALL_SCOPES, Crm, Database, Server, new_key};
use crate::decisions::{picked, registered};
use crate::erasure::erase;
use crate::guesses::{allows, guess, read, tells};
use crate::guesses_models::guesser;
use crate::on_both;
use crate::receipts::choice;
use crate::receiver::Receiver;
use crate::red_lines::by_phone;

on_both!(
    what_is_made_is_there_at_the_address_that_its_answer_names,
    what_is_taken_away_is_gone,
);

/// A CRM that may do everything and hears of everything, and Ana's id: she lets a computer guess.
async fn shop(database: Database) -> (Server, Receiver, Crm, String) {
    let receiver = Receiver::start().await;
    let host = receiver.url.strip_prefix("http://").unwrap();
    let host = host.strip_suffix("/hooks").unwrap().to_owned();
    let server = Server::start_with(database, &["--webhook-hosts", &host]).await;
    server.publish_demo().await;
    draw_line(server.app().live.engine.as_ref()).await;
    let crm = server.crm(ALL_SCOPES).await;
    registered(&crm, "ranker", Value::Null).await;
    guesser(&crm).await;
    let ana = crm.knows("crm:42").await;
    allows(&crm, "crm:42").await;
    (server, receiver, crm, ana)
}

/// An address that hears of everything; its id.
async fn hook(crm: &Crm, receiver: &Receiver) -> Value {
    let wish = json!({"url": receiver.url, "events": ["*"]});
    let made = crm.post("/webhook-endpoints", &wish).await;
    made.expect(201).json()["id"].clone()
}

/// Where the description has such an operation of our own that is done, below `/api/v1`.
fn paths(method: &str, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let description = description();
    let mut found = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        let is_done = item[method]["responses"]
            .as_object()
            .is_some_and(|answers| answers.keys().any(|status| status.starts_with('2')));
        let ours = path.strip_prefix("/api/v1");
        let ours = ours.filter(|path| is_done && !path.starts_with("/profiles/") && wanted(path));
        found.extend(ours.map(str::to_owned));
    }
    found
}

/// The newest message to that address, once there is one.
async fn message(crm: &Crm, endpoint: &Value) -> Value {
    let endpoint = endpoint.as_str().unwrap();
    let path = format!("/webhook-deliveries?endpoint={endpoint}");
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let listed = crm.get(&path).await.expect(200).json();
        if !listed["items"][0].is_null() {
            return listed["items"][0]["id"].clone();
        }
        assert!(tokio::time::Instant::now() < until, "{listed:#}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn what_is_made_is_there_at_the_address_that_its_answer_names(database: Database) {
    let (_server, receiver, crm, ana) = shop(database).await;
    let hook = hook(&crm, &receiver).await;
    let chosen = crm.post("/customers/crm:42/choices", &choice("on")).await;
    let chosen = chosen.expect(201).json();
    let decided = crm.post("/decisions", &picked("crm:42")).await;
    let decided = decided.expect(201).json();
    let asked = json!({"checks": [asks("crm:42", true)]});
    let asked = crm.post("/check", &asked).await.expect(200).json();
    let line = json!({"identifiers": ["crm:43"]}).to_string();
    let job = upload(&crm, "", "application/x-ndjson", &new_key(), line).await;
    let job = job.expect(202).json()["job"].clone();
    finished(&crm, job.as_str().unwrap()).await;
    let message = message(&crm, &hook).await;
    let (ana, ranker) = (json!(ana), json!("ranker"));
    let made = [
        ("/cases/{id}", &asked["results"][0]["case"]),
        ("/customers/{ref}", &ana),
        ("/decisions/{decision}", &decided["decision"]),
        ("/jobs/{id}", &job),
        ("/jobs/{id}/report", &job),
        ("/models/{key}", &ranker),
        ("/receipts/{receipt}", &chosen["receipt"]),
        ("/webhook-deliveries/{delivery}", &message),
        ("/webhook-endpoints/{endpoint}", &hook),
    ];
    // All that there is to read of one thing; versions are made in the studio, and what stands behind a customer is
    // a view of her.
    let described = paths("get", |path| {
        let view = path.starts_with("/customers/{ref}/") || path.starts_with("/propositions/");
        path.contains('{') && !view
    });
    let read: BTreeSet<_> = made.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(read, described);
    for (path, name) in made {
        let (before, rest) = path.split_once('{').unwrap();
        let (_, after) = rest.split_once('}').unwrap();
        let name = name
            .as_str()
            .unwrap_or_else(|| panic!("{path}: the answer names none"));
        crm.get(&format!("{before}{name}{after}")).await.expect(200);
    }
}

async fn what_is_taken_away_is_gone(database: Database) {
    let (_server, receiver, crm, ana) = shop(database).await;
    let hook = hook(&crm, &receiver).await;
    let takes = async |path: &str, status: u16| {
        let key = new_key();
        let headers = [("idempotency-key", key.as_str())];
        crm.call("DELETE", path, &headers, None)
            .await
            .expect(status);
    };
    let taken = [
        "/customers/{ref}",
        "/customers/{ref}/identifiers/{identifier}",
        "/customers/{ref}/inferences/{key}",
        "/customers/{ref}/situations/{situation}",
        "/webhook-endpoints/{endpoint}",
    ];
    let taken: BTreeSet<_> = taken.map(str::to_owned).into();
    assert_eq!(taken, paths("delete", |_| true));

    let more = json!({"identifiers": ["crm:9"]});
    crm.put("/customers/crm:42", &more).await.expect(200);
    crm.get("/customers/crm:9").await.expect(200);
    takes("/customers/crm:42/identifiers/crm:9", 200).await;
    crm.get("/customers/crm:9").await.expect(404);

    let told = tells(&crm, "crm:42", "has-dog", &guess("a dog")).await;
    told.expect(200);
    assert_eq!(read(&crm, "crm:42").await.len(), 1);
    takes("/customers/crm:42/inferences/has-dog", 204).await;
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);

    let situation = "/customers/crm:42/situations/hardship";
    let state = async || {
        let state = crm.get("/customers/crm:42/consents").await.expect(200);
        state.json()["situations"].clone()
    };
    crm.put(situation, &json!({})).await.expect(204);
    assert_eq!(state().await[0]["situation"], "hardship");
    let over = json!({"evidence": by_phone()});
    let ended = crm.write("DELETE", situation, &over, &new_key()).await;
    ended.expect(204);
    assert_eq!(state().await, json!([]));

    let one = format!("/webhook-endpoints/{}", hook.as_str().unwrap());
    crm.get(&one).await.expect(200);
    takes(&one, 204).await;
    crm.get(&one).await.expect(404);

    let erased = erase(&crm, "crm:42", "all", &new_key()).await;
    erased.expect(204);
    let gone = crm.get(&format!("/customers/{ana}")).await.expect(410);
    assert_eq!(gone.json()["code"], "erased");
    crm.get("/customers/crm:42").await.expect(404);
}
