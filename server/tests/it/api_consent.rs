//! What a CRM does with its customers: who they are, what they said, what it may do.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use mutual::clock::Clock as _;
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, new_key};
use crate::on_both;
use crate::red_lines::by_phone;

on_both!(
    customers_are_named_by_what_the_crm_calls_them,
    one_key_is_one_write_however_often_it_is_sent,
    a_choice_needs_evidence_to_turn_on_and_nothing_to_turn_off,
    a_stale_version_turns_nothing_on_and_still_turns_off,
    a_check_allows_what_one_live_grant_covers_and_nothing_else,
    unknown_things_are_a_no_and_never_an_error,
    a_pause_stops_all_use_and_keeps_the_answers,
    reads_see_what_was_written,
    a_tag_covers_the_state_and_not_the_index,
    nobody_keeps_an_answer_past_the_end_of_its_grant,
    many_writers_leave_what_the_feed_says,
);

const ON: &str = "recipe-ideas";

/// A moment a month ago, the same one whenever it is asked for: requests can be sent again.
pub fn last_month() -> String {
    static AT: LazyLock<String> =
        LazyLock::new(|| SystemClock.now().plus_seconds(-30 * 86_400).to_string());
    AT.clone()
}

/// This moment: whatever she turned off before, she may turn on again since.
pub fn just_now() -> String {
    SystemClock.now().to_string()
}

fn evidence() -> Value {
    json!({"how": "phone", "where": "call centre", "at": last_month(),
           "wording": "May we use your past orders to email you three recipes a week?"})
}

fn on() -> Value {
    json!({"proposition": ON, "version": 1, "toggles": {"exchange": "on"}, "evidence": evidence()})
}

fn off() -> Value {
    json!({"proposition": ON, "version": 1, "toggles": {"exchange": "off"}})
}

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server
        .crm("check consent:read consent:write feed catalogue")
        .await;
    (server, crm)
}

async fn verdict(crm: &Crm, customer: &str, rest: &str) -> Value {
    let path = format!("/customers/{customer}/check?purpose=recommendations{rest}");
    crm.get(&path).await.expect(200).json()
}

async fn customers_are_named_by_what_the_crm_calls_them(database: Database) {
    let (_server, crm) = shop(database).await;
    let body =
        json!({"identifiers": ["email:Ana@Example.org"], "locale": "en", "birth_year": 1990});
    let new = crm.put("/customers/crm:42", &body).await.expect(201).json();
    let id = new["customer"].as_str().unwrap().to_owned();
    assert!(id.starts_with("cus_"));
    assert_eq!(
        new["identifiers"],
        json!(["crm:42", "email:ana@example.org"])
    );
    assert_eq!(
        (&new["locale"], &new["region"]),
        (&json!("en"), &Value::Null)
    );

    // What is left out stays; by each of her names she is the same.
    let again = crm
        .put(&format!("/customers/{id}"), &json!({"region": "DE"}))
        .await
        .expect(200);
    assert_eq!(again.json()["locale"], "en");
    for name in [
        "crm:42",
        "email:ana%40example.org",
        "email:ANA@example.org",
        &id,
    ] {
        let read = crm
            .get(&format!("/customers/{name}"))
            .await
            .expect(200)
            .json();
        assert_eq!(read, again.json(), "{name}");
    }

    // Nobody takes an identifier over by writing it down.
    let taken = json!({"identifiers": ["email:ana@example.org"]});
    crm.put("/customers/crm:7", &json!({})).await.expect(201);
    for other in ["crm:7", "crm:8"] {
        let refused = crm
            .put(&format!("/customers/{other}"), &taken)
            .await
            .expect(409)
            .json();
        assert_eq!(refused["code"], "identifier_taken", "{other}");
    }
    crm.get("/customers/crm:8").await.expect(404);

    let gone = "/customers/crm:42/identifiers/email:ana%40example.org";
    let key = new_key();
    let removed = crm
        .write("DELETE", gone, &json!({}), &key)
        .await
        .expect(200);
    assert_eq!(removed.json()["identifiers"], json!(["crm:42"]));
    // The same request again has the same answer, though there is nothing left to remove.
    let replayed = crm
        .write("DELETE", gone, &json!({}), &key)
        .await
        .expect(200);
    assert_eq!(replayed.body, removed.body);
    let absent = crm
        .write("DELETE", gone, &json!({}), &new_key())
        .await
        .expect(404)
        .json();
    assert_eq!(absent["code"], "unknown_identifier");
    crm.get("/customers/email:ana%40example.org")
        .await
        .expect(404);

    let nobody = crm
        .put("/customers/cus_01041040G20820M1040G208100", &json!({}))
        .await;
    assert_eq!(nobody.expect(404).json()["code"], "unknown_customer");
}

async fn one_key_is_one_write_however_often_it_is_sent(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    let before = server.app().live.engine.index();
    let key = new_key();
    let posts = (0..64).map(|_| {
        let (crm, key) = (crm.clone(), key.clone());
        tokio::spawn(async move {
            crm.write("POST", "/customers/crm:42/choices", &on(), &key)
                .await
        })
    });
    let mut answers = BTreeSet::new();
    for post in posts.collect::<Vec<_>>() {
        answers.insert(post.await.unwrap().expect(201).body);
    }
    assert_eq!(answers.len(), 1, "all got the same answer");
    assert_eq!(
        server.app().live.engine.index(),
        before + 1,
        "it was done once"
    );

    // The same key for anything else is refused, and does nothing.
    let other = crm
        .write("POST", "/customers/crm:42/choices", &off(), &key)
        .await
        .expect(422);
    assert_eq!(other.json()["code"], "idempotency_key_reused");
    assert_eq!(verdict(&crm, "crm:42", "").await["verdict"], "allow");

    // Keys of two clients have nothing to do with each other, and a restart forgets none.
    let second = server.crm("consent:write").await;
    second
        .write("POST", "/customers/crm:42/choices", &on(), &key)
        .await
        .expect(201);
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let late = crm
        .write("POST", "/customers/crm:42/choices", &on(), &key)
        .await
        .expect(201);
    assert_eq!(answers.first(), Some(&late.body));

    let missing = crm
        .call("POST", "/customers/crm:42/choices", &[], Some(&on()))
        .await
        .expect(400);
    assert_eq!(missing.json()["code"], "idempotency_key_missing");
}

async fn a_choice_needs_evidence_to_turn_on_and_nothing_to_turn_off(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    let path = "/customers/crm:42/choices";
    let bare = json!({"proposition": ON, "version": 1, "toggles": {"exchange": "on"}});
    let refused = crm.post(path, &bare).await.expect(422).json();
    assert_eq!(refused["code"], "evidence_missing");
    assert_eq!(refused["errors"][0]["field"], "evidence");
    assert_eq!(verdict(&crm, "crm:42", "").await["verdict"], "deny");

    let stored = crm.post(path, &on()).await.expect(201).json();
    assert!(stored["receipt"].as_str().unwrap().starts_with("rcp_"));
    let exchange = &stored["exchange"]["toggles"];
    // What the exchange cannot do without came along; the rest did not.
    assert_eq!(exchange["data:orders"]["decision"], "granted");
    assert_eq!(exchange["data:birthday"]["decision"], "none");
    assert_eq!(exchange["exchange"]["legal_basis"], "consent");
    assert_eq!(exchange["exchange"]["phase"], "active");
    assert!(exchange["exchange"]["expires_at"].is_string());
    crm.post(path, &off()).await.expect(201);

    // A choice that contradicts itself is none.
    let mut torn = on();
    torn["toggles"]["data:orders"] = json!("off");
    let refused = crm.post(path, &torn).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "toggles.data:orders");
    let mut future = on();
    future["evidence"]["at"] = json!("2999-01-01T00:00:00Z");
    let refused = crm.post(path, &future).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "evidence.at");
    let state = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json();
    let toggle = &exchange_of(&state, ON)["toggles"]["exchange"];
    assert_eq!(
        (&toggle["decision"], &toggle["phase"]),
        (&json!("denied"), &json!("withdrawn"))
    );
}

fn exchange_of<'a>(consents: &'a Value, key: &str) -> &'a Value {
    let exchanges = consents["exchanges"].as_array().unwrap();
    exchanges
        .iter()
        .find(|exchange| exchange["proposition"] == key)
        .unwrap()
}

async fn a_stale_version_turns_nothing_on_and_still_turns_off(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    crm.post("/customers/crm:42/choices", &on())
        .await
        .expect(201);
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition(ON).unwrap().live().unwrap().clone();
    let mut document = live.document.clone();
    document.usage = format!("{} We also look at what you looked at.", document.usage);
    document.change_note = Some("We say more about what we look at.".to_owned());
    server.publish(document, Some(1)).await;

    let stale = crm
        .post("/customers/crm:42/choices", &on())
        .await
        .expect(409)
        .json();
    assert_eq!(stale["code"], "stale_version");
    assert_eq!(stale["errors"][0]["field"], "version");
    crm.post("/customers/crm:42/choices", &off())
        .await
        .expect(201);
    assert_eq!(verdict(&crm, "crm:42", "").await["verdict"], "deny");
}

async fn a_check_allows_what_one_live_grant_covers_and_nothing_else(database: Database) {
    let (_server, crm) = shop(database).await;
    let id = crm.knows("crm:42").await;
    let never = verdict(&crm, "crm:42", "").await;
    assert_eq!(
        (&never["verdict"], &never["reasons"][0]["code"]),
        (&json!("deny"), &json!("no_grant"))
    );
    let choice = crm
        .post("/customers/crm:42/choices", &on())
        .await
        .expect(201)
        .json();

    let allowed = verdict(&crm, "crm:42", "&data=orders&channel=email&ai=personalise").await;
    assert_eq!(allowed["verdict"], "allow");
    assert_eq!(allowed["reasons"][0]["code"], "granted");
    assert_eq!(
        allowed["decided_by"],
        json!({"kind": "consent", "proposition": ON, "version": 1})
    );
    assert_eq!(allowed["grant"]["receipt"], choice["receipt"]);
    assert_eq!(allowed["case"], Value::Null);
    assert!(allowed["max_age_s"].as_u64().unwrap() <= 60);
    assert_eq!(allowed["index"], choice["index"]);

    let facet = verdict(&crm, "crm:42", "&data=orders,birthday").await;
    assert_eq!(facet["verdict"], "deny");
    assert_eq!(facet["reasons"][0]["code"], "facet_off");
    assert_eq!(facet["reasons"][0]["toggle"], "data:birthday");
    let channel = verdict(&crm, "crm:42", "&channel=post").await;
    assert_eq!(channel["reasons"][0]["code"], "channel_not_covered");

    // A thousand at once say the same as one by one.
    let checks = json!({"checks": [
        {"id": "a", "customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
         "channel": "email", "ai": "personalise"},
        {"customer": id, "purpose": "recommendations", "data": ["orders", "birthday"]},
        {"id": "\u{e9}\n", "customer": "crm:404", "purpose": "recommendations"},
    ]});
    let answer = crm
        .call("POST", "/check", &[], Some(&checks))
        .await
        .expect(200)
        .json();
    let mut first = answer["results"][0].clone();
    assert_eq!(first["id"], "a");
    first.as_object_mut().unwrap().remove("id");
    assert_eq!(first, allowed);
    assert_eq!(answer["results"][1]["reasons"], facet["reasons"]);
    assert_eq!(answer["results"][1]["id"], Value::Null);
    assert_eq!(answer["results"][2]["id"], "\u{e9}\n");
    assert_eq!(
        answer["results"][2]["reasons"][0]["code"],
        "unknown_customer"
    );

    let one = json!({"customer": "crm:42", "purpose": "recommendations"});
    let full = json!({"checks": vec![one.clone(); 1_000]});
    let answer = crm
        .call("POST", "/check", &[], Some(&full))
        .await
        .expect(200)
        .json();
    assert_eq!(answer["results"].as_array().unwrap().len(), 1_000);
    let over = json!({"checks": vec![one; 1_001]});
    let refused = crm
        .call("POST", "/check", &[], Some(&over))
        .await
        .expect(422)
        .json();
    assert_eq!(refused["errors"][0]["field"], "checks");
}

async fn unknown_things_are_a_no_and_never_an_error(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    for (path, code) in [
        ("crm:404/check?purpose=recommendations", "unknown_customer"),
        ("42/check?purpose=recommendations", "unknown_customer"),
        ("%ff/check?purpose=recommendations", "unknown_customer"),
        ("cus_zzz/check?purpose=recommendations", "unknown_customer"),
        ("crm:42/check?purpose=world_peace", "unknown_purpose"),
        (
            "crm:42/check?purpose=recommendations&data=dreams",
            "unknown_data",
        ),
        (
            "crm:42/check?purpose=recommendations&channel=fax",
            "channel_not_covered",
        ),
        (
            "crm:42/check?purpose=recommendations&ai=dream",
            "ai_not_covered",
        ),
    ] {
        let answer = crm
            .get(&format!("/customers/{path}"))
            .await
            .expect(200)
            .json();
        assert_eq!(answer["verdict"], "deny", "{path}");
        assert_eq!(answer["reasons"][0]["code"], code, "{path}");
    }
    // A misspelt question is another question, and is not answered.
    let misspelt = "/customers/crm:42/check?purpose=recommendations&chanel=fax";
    let refused = crm.get(misspelt).await.expect(400).json();
    assert_eq!(refused["code"], "unknown_parameter");
    assert_eq!(refused["errors"][0]["field"], "chanel");
    crm.get("/customers/crm:42/check").await.expect(400);
    let twice = "/customers/crm:42/check?purpose=recommendations&data=orders&data=birthday";
    crm.get(twice).await.expect(400);
    let since = "/customers/crm:42/consents?since=2026-01-01T00:00:00Z";
    assert_eq!(
        crm.get(since).await.expect(400).json()["code"],
        "unknown_parameter"
    );
}

async fn a_pause_stops_all_use_and_keeps_the_answers(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    crm.post("/customers/crm:42/choices", &on())
        .await
        .expect(201);
    let key = new_key();
    let headers = [("idempotency-key", key.as_str())];
    let paused = crm.call("POST", "/customers/crm:42/pause", &headers, None);
    let paused = paused.await.expect(201).json();
    assert_eq!(paused["paused"], true);
    let answer = verdict(&crm, "crm:42", "").await;
    assert_eq!(
        (&answer["verdict"], &answer["reasons"][0]["code"]),
        (&json!("deny"), &json!("paused"))
    );
    let state = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json();
    assert_eq!(state["paused"], true);
    assert_eq!(
        exchange_of(&state, ON)["toggles"]["exchange"]["phase"],
        "paused"
    );
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    assert_eq!(verdict(&crm, "crm:42", "").await["verdict"], "allow");
    crm.post("/customers/crm:404/pause", &json!({}))
        .await
        .expect(404);
}

async fn reads_see_what_was_written(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    let index = crm
        .post("/customers/crm:42/choices", &on())
        .await
        .expect(201)
        .json()["index"]
        .clone();
    let index = index.as_u64().unwrap();
    let read = verdict(&crm, "crm:42", &format!("&min_index={index}")).await;
    assert_eq!(read["verdict"], "allow");

    // A read from the future waits for it.
    let later = {
        let crm = crm.clone();
        let rest = format!("&min_index={}", index + 1);
        tokio::spawn(async move { verdict(&crm, "crm:42", &rest).await })
    };
    crm.post("/customers/crm:42/choices", &off())
        .await
        .expect(201);
    let later = later.await.unwrap();
    assert_eq!(
        (&later["verdict"], &later["index"]),
        (&json!("deny"), &json!(index + 1))
    );

    let path = format!("/customers/crm:42/consents?min_index={}", index + 1_000);
    let not_yet = crm.get(&path).await.expect(409);
    assert_eq!(not_yet.json()["code"], "not_yet");
    assert_eq!(server.app().live.engine.index(), index + 1);
}

async fn a_tag_covers_the_state_and_not_the_index(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    crm.knows("crm:43").await;
    for path in [
        "/customers/crm:42",
        "/customers/crm:42/consents",
        "/customers/crm:42/check?purpose=recommendations",
        "/propositions",
    ] {
        crm.post("/customers/crm:42/choices", &off())
            .await
            .expect(201);
        let read = crm.get(path).await.expect(200);
        let (tag, index) = (
            read.header("etag").to_owned(),
            read.header("mutual-index").to_owned(),
        );
        assert!(tag.starts_with('"'), "{path}: {tag}");
        // Something happens that has nothing to do with it.
        crm.post("/customers/crm:43/choices", &off())
            .await
            .expect(201);
        let same = crm
            .call("GET", path, &[("if-none-match", &tag)], None)
            .await
            .expect(304);
        assert!(same.body.is_empty() && same.header("etag") == tag, "{path}");
        let (before, after): (u64, u64) = (
            index.parse().unwrap(),
            same.header("mutual-index").parse().unwrap(),
        );
        assert_eq!(after, before + 1, "{path}");
    }
    let path = "/customers/crm:42/check?purpose=recommendations";
    let tag = crm.get(path).await.expect(200).header("etag").to_owned();
    let mut again = on();
    again["evidence"]["at"] = json!(just_now());
    crm.post("/customers/crm:42/choices", &again)
        .await
        .expect(201);
    crm.call("GET", path, &[("if-none-match", &tag)], None)
        .await
        .expect(200);
}

async fn nobody_keeps_an_answer_past_the_end_of_its_grant(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    // She said yes so long ago that it runs out in less than a minute.
    let end = SystemClock.now().plus_seconds(50);
    let said = [730, 731].map(|days| end.plus_seconds(-days * 86_400));
    let said = said.into_iter().find(|said| said.plus_months(24) == end);
    let mut choice = on();
    choice["evidence"]["at"] = json!(said.unwrap().to_string());
    crm.post("/customers/crm:42/choices", &choice)
        .await
        .expect(201);
    let path = "/customers/crm:42/check?purpose=recommendations";
    let before = crm.get(path).await.expect(200);
    let age = before.json()["max_age_s"].as_u64().unwrap();
    assert_eq!(before.json()["verdict"], "allow");
    assert!(age < 50, "{age}");
    // Who asks again must not be told to go on with the figure of before.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let tag = [("if-none-match", before.header("etag"))];
    let after = crm.call("GET", path, &tag, None).await.expect(200).json();
    assert!(after["max_age_s"].as_u64().unwrap() < age, "{after}");
}

async fn many_writers_leave_what_the_feed_says(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    // Said at one moment, so that none is older than another.
    let mut off = off();
    off["evidence"] = evidence();
    let writers = (0..64).map(|n| {
        let crm = crm.clone();
        let choice = if n % 2 == 0 { on() } else { off.clone() };
        tokio::spawn(async move { crm.post("/customers/crm:42/choices", &choice).await })
    });
    let mut indices = BTreeSet::new();
    for writer in writers.collect::<Vec<_>>() {
        let stored = writer.await.unwrap().expect(201).json();
        assert!(
            indices.insert(stored["index"].as_u64().unwrap()),
            "an index was given twice"
        );
    }
    let (first, last) = (indices.first().unwrap(), indices.last().unwrap());
    assert_eq!(last - first, 63, "the indices are dense");
    let path = format!("/changes?after={}", last - 1);
    let feed = crm.get(&path).await.expect(200).json();
    let is_on = feed["entries"][0]["toggles"]["exchange"] == "on";
    let allowed = verdict(&crm, "crm:42", "").await["verdict"] == "allow";
    assert_eq!(allowed, is_on, "the last entry is what counts");
}
