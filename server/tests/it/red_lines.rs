//! What a CRM reads of red lines, and says of a customer's life, on both databases.

use mutual::access::{Actor, Role};
use mutual::clock::{Clock as _, Timestamp};
use mutual::consent::Route;
use mutual::guard::{RedLine, RedLines};
use mutual::id::AccountId;
use mutual::ledger::LineChange;
use mutual::port::Submission;
use mutual::use_cases::{Command, RedLineEdit};
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::on_both;
use crate::receipts::choice;

on_both!(
    the_lines_that_hold_are_read_and_what_is_to_come_with_them,
    a_line_denies_whatever_she_consented_to_until_it_is_gone,
    a_topic_that_nobody_can_read_crosses_every_line_about_topics,
    a_person_decides_once_she_says_so_and_every_reader_sees_it,
    a_situation_is_said_and_taken_back_and_bad_words_are_named,
    the_test_side_has_the_lines_of_the_live_one,
    all_of_it_outlives_a_restart,
    of_somebody_who_left_nothing_of_it_is_left,
);

/// Draws these lines as a reviewer; the second person agrees.
pub async fn draw(server: &Server, changes: Vec<LineChange>) {
    let edit = RedLineEdit {
        changes,
        reason: "We said so.".to_owned(),
        from: None,
        over: vec![],
        approved_by: Some(AccountId::from_bytes([2; 16])),
    };
    let account = AccountId::from_bytes([1; 16]);
    let submission = Submission {
        actor: Actor::Staff {
            account,
            role: Role::Reviewer,
        },
        route: Route::Page,
        command: Command::DrawRedLines(Box::new(edit)),
        idempotency: None,
    };
    server.app().live.engine.submit(submission).await.unwrap();
}

fn put(line: &RedLine) -> LineChange {
    LineChange::Put(Box::new(line.clone()))
}

/// The lines that every installation begins with.
pub fn starter() -> Vec<LineChange> {
    RedLines::starter().iter().map(put).collect()
}

fn remove(key: &str) -> LineChange {
    LineChange::Remove(key.parse().unwrap())
}

/// Ana, who has recipe ideas on by e-mail.
pub async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server
        .crm("check consent:read consent:write feed catalogue admin")
        .await;
    crm.knows("crm:42").await;
    let choice = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"}});
    crm.post("/customers/crm:42/choices", &choice)
        .await
        .expect(201);
    (server, crm)
}

pub async fn may(crm: &Crm, more: &str) -> Value {
    let path = format!("/customers/crm:42/check?purpose=recommendations&data=orders{more}");
    crm.get(&path).await.expect(200).json()
}

async fn consents(crm: &Crm) -> Value {
    crm.get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json()
}

/// How it is known what she said.
pub fn by_phone() -> Value {
    json!({"how": "phone", "where": "call centre", "at": SystemClock.now().to_string(),
        "wording": "May a computer decide again?"})
}

async fn delete(crm: &Crm, path: &str) -> Answer {
    let key = new_key();
    crm.call("DELETE", path, &[("idempotency-key", &key)], None)
        .await
}

async fn the_lines_that_hold_are_read_and_what_is_to_come_with_them(database: Database) {
    let (server, crm) = shop(database).await;
    let none = crm.get("/red-lines").await.expect(200).json();
    assert_eq!((&none["items"], &none["coming"]), (&json!([]), &json!([])));
    draw(&server, starter()).await;
    draw(&server, vec![remove("no-emotion-recognition")]).await;
    let read = crm.get("/red-lines").await.expect(200);
    let lines = read.json();
    let items = lines["items"].as_array().unwrap();
    assert_eq!(items.len(), RedLines::starter().len());
    let keys: Vec<_> = items
        .iter()
        .map(|line| line["key"].as_str().unwrap())
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
    let line = items
        .iter()
        .find(|line| line["key"] == "no-refusal-without-a-person")
        .unwrap();
    assert_eq!(
        (&line["effect"], &line["team"]),
        (&json!("escalate"), &json!("front_desk"))
    );
    assert_eq!(line["when"]["ai_uses"], json!(["decide_auto"]));
    assert!(line["labels"]["de"].as_str().unwrap().contains("Computer"));
    let coming = &lines["coming"][0];
    assert_eq!(
        (&coming["key"], &coming["weaker"]),
        (&json!("no-emotion-recognition"), &json!(true))
    );
    assert_eq!(coming["line"], Value::Null);
    let from = Timestamp::parse(coming["from"].as_str().unwrap()).unwrap();
    let days = from.seconds_since(SystemClock.now()) / 86_400;
    assert!((29..=30).contains(&days), "{days}");
    let gone = items
        .iter()
        .find(|line| line["key"] == "no-emotion-recognition")
        .unwrap();
    assert_eq!(gone["until"], coming["from"]);
    let tag = [("if-none-match", read.header("etag"))];
    crm.call("GET", "/red-lines", &tag, None).await.expect(304);
    // Whoever follows the changes is told what a check needs.
    let feed = crm
        .get("/changes?after=0&limit=500")
        .await
        .expect(200)
        .json();
    let entries = feed["entries"].as_array().unwrap();
    let of: Vec<_> = entries
        .iter()
        .filter(|entry| entry["type"] == "red_line.changed")
        .collect();
    assert_eq!(of.len(), 2);
    assert_eq!(
        of[0]["drawn"].as_array().unwrap().len(),
        RedLines::starter().len()
    );
    assert_eq!(
        (&of[1]["drawn"], &of[1]["red_lines"]),
        (&Value::Null, &json!(["no-emotion-recognition"]))
    );
    server.stop().await;
}

async fn a_line_denies_whatever_she_consented_to_until_it_is_gone(database: Database) {
    let (server, crm) = shop(database).await;
    assert_eq!(
        may(&crm, "&channel=email&topic=mood").await["verdict"],
        "allow"
    );
    draw(&server, starter()).await;
    let verdict = may(&crm, "&channel=email&topic=Mood").await;
    assert_eq!(verdict["verdict"], "deny");
    assert_eq!(verdict["reasons"][0]["code"], "red_line");
    assert_eq!(verdict["reasons"][0]["red_line"], "no-emotion-recognition");
    assert_eq!(verdict["decided_by"]["kind"], "red_line");
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    draw(&server, vec![remove("no-emotion-recognition")]).await;
    let verdict = may(&crm, "&topic=mood").await;
    assert_eq!(verdict["verdict"], "deny", "it holds for 30 more days");
    server.stop().await;
}

async fn a_topic_that_nobody_can_read_crosses_every_line_about_topics(database: Database) {
    let (server, crm) = shop(database).await;
    let asks = async |topic: &str| {
        let check = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
            "channel": "email", "topic": topic});
        let answer = crm.post("/check", &json!({"checks": [check]})).await;
        answer.expect(200).json()["results"][0].clone()
    };
    let long = "emotion recognition from the words of her last letter to us, page 3";
    assert_eq!(
        asks(long).await["verdict"],
        "allow",
        "no line is about topics"
    );
    draw(&server, starter()).await;
    for topic in ["--", " ", long, &"x".repeat(500), "!?"] {
        let verdict = asks(topic).await;
        assert_eq!(verdict["verdict"], "deny", "{topic}");
        let lines = verdict["reasons"].as_array().unwrap().iter();
        let mut lines = lines.map(|reason| &reason["red_line"]);
        assert!(
            lines.any(|line| line == "no-emotion-recognition"),
            "{topic}"
        );
    }
    for topic in ["", "recipes", "emotions"] {
        assert_eq!(asks(topic).await["verdict"], "allow", "{topic}");
    }
    assert_eq!(
        may(&crm, "&channel=email&topic=--").await["verdict"],
        "deny"
    );
    // The words that lines ask for are there to be read.
    let lines = crm.get("/red-lines").await.expect(200).json();
    let topics = lines["topics"].as_array().unwrap();
    assert!(
        topics.contains(&json!("emotion")) && topics.contains(&json!("mood")),
        "{topics:?}"
    );
    assert!(
        topics.is_sorted_by_key(|topic| topic.as_str().unwrap().to_owned()),
        "{topics:?}"
    );
    // A person would have to be told what it is about.
    let check = json!({"customer": "crm:42", "purpose": "recommendations", "topic": "--",
        "open_case": true});
    let refused = crm.post("/check", &json!({"checks": [check]})).await;
    let refused = refused.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "checks[0].topic");
    server.stop().await;
}

async fn a_person_decides_once_she_says_so_and_every_reader_sees_it(database: Database) {
    let (server, crm) = shop(database).await;
    assert_eq!(consents(&crm).await["human_only"], Value::Null);
    let path = "/customers/crm:42/human-only";
    let key = new_key();
    let on = json!({"on": true});
    let said = crm.write("POST", path, &on, &key).await.expect(201).json();
    assert_eq!(said["human_only"], true);
    assert!(said["receipt"].as_str().unwrap().starts_with("rcp_"));
    let again = crm.write("POST", path, &on, &key).await.expect(201).json();
    assert_eq!(again, said, "once more is the same");
    let receipt = said["receipt"].as_str().unwrap();
    crm.get(&format!("/receipts/{receipt}")).await.expect(200);
    let since = consents(&crm).await["human_only"].clone();
    assert!(since.is_string(), "{since}");
    let export = crm.get("/customers/crm:42/export").await.expect(200).json();
    assert_eq!(export["consents"]["human_only"], since);
    let all = crm.get("/export").await;
    let all = all.expect(200).text();
    assert!(all.contains("\"human_only\":\""), "{all}");
    // No program takes that back by its own word.
    let refused = crm.post(path, &json!({"on": false})).await.expect(422);
    assert_eq!(refused.json()["code"], "evidence_missing");
    assert_eq!(consents(&crm).await["human_only"], since);
    let off = json!({"on": false, "evidence": by_phone()});
    let off = crm.post(path, &off).await.expect(201).json();
    assert_eq!(off["human_only"], false);
    assert_eq!(consents(&crm).await["human_only"], Value::Null);
    for (bad, code) in [
        (json!({}), 422),
        (json!({"on": "yes"}), 422),
        (json!({"on": true, "x": 1}), 422),
    ] {
        crm.post(path, &bad).await.expect(code);
    }
    crm.post("/customers/crm:nobody/human-only", &on)
        .await
        .expect(404);
    server.stop().await;
}

async fn a_situation_is_said_and_taken_back_and_bad_words_are_named(database: Database) {
    let (server, crm) = shop(database).await;
    draw(&server, starter()).await;
    let path = "/customers/crm:42/situations/bereavement";
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    let until = SystemClock.now().plus_seconds(90 * 86_400).to_string();
    let said = crm.put(path, &json!({"until": until})).await.expect(204);
    let index: u64 = said.header("mutual-index").parse().unwrap();
    let verdict = may(&crm, &format!("&channel=email&min_index={index}")).await;
    assert_eq!(
        verdict["reasons"][0]["red_line"],
        "no-contact-in-a-quiet-period"
    );
    // What she ordered is still brought to her car: that is no offer and no news.
    let mut pick_up = choice("on");
    pick_up["proposition"] = json!("car-pick-up");
    pick_up["toggles"] = json!({"exchange": "on", "channel:sms": "on"});
    crm.post("/customers/crm:42/choices", &pick_up)
        .await
        .expect(201);
    let served =
        "/customers/crm:42/check?purpose=service_messages&data=precise_location&channel=sms";
    let served = crm.get(served).await.expect(200).json();
    assert_eq!(served["verdict"], "allow", "{served}");
    let state = consents(&crm).await;
    assert_eq!(
        state["situations"],
        json!([{"situation": "bereavement", "until": until}])
    );
    // No program says by its own word that it is over, or over sooner.
    let refused = delete(&crm, path).await.expect(422).json();
    assert_eq!(refused["code"], "evidence_missing");
    let sooner = SystemClock.now().plus_seconds(60).to_string();
    let refused = crm.put(path, &json!({"until": sooner})).await.expect(422);
    assert_eq!(refused.json()["code"], "evidence_missing");
    let bad = json!({"evidence": {"how": "phone"}});
    crm.write("DELETE", path, &bad, &new_key())
        .await
        .expect(422);
    assert_eq!(consents(&crm).await["situations"][0]["until"], until);
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "deny");
    let over = json!({"evidence": by_phone()});
    let key = new_key();
    for _ in 0..2 {
        crm.write("DELETE", path, &over, &key).await.expect(204);
    }
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    assert_eq!(consents(&crm).await["situations"], json!([]));
    crm.put(path, &json!({})).await.expect(204);
    assert_eq!(consents(&crm).await["situations"][0]["until"], Value::Null);
    let sooner = json!({"until": sooner, "evidence": by_phone()});
    crm.put(path, &sooner).await.expect(204);
    crm.write("DELETE", path, &over, &new_key())
        .await
        .expect(204);
    // What follows from her age is not said.
    crm.put("/customers/crm:42", &json!({"birth_year": 2015}))
        .await
        .expect(200);
    let state = consents(&crm).await;
    assert_eq!(
        state["situations"],
        json!([{"situation": "minor", "until": "2034-01-01T00:00:00.000Z"}])
    );
    assert_eq!(
        may(&crm, "&ai=personalise").await["reasons"][0]["red_line"],
        "no-profile-of-minors"
    );
    let past = SystemClock.now().plus_seconds(-1).to_string();
    for (name, body, field) in [
        ("minor", json!({}), "situation"),
        ("sadness", json!({}), "situation"),
        ("hardship", json!({"until": past}), "until"),
        ("hardship", json!({"until": "tomorrow"}), "until"),
        ("hardship", json!({"untill": null}), "untill"),
    ] {
        let path = format!("/customers/crm:42/situations/{name}");
        let refused = crm.put(&path, &body).await;
        assert!(
            (400..=422).contains(&refused.status),
            "{name}: {}",
            refused.status
        );
        assert_eq!(refused.json()["errors"][0]["field"], field, "{name}");
    }
    crm.put("/customers/crm:nobody/situations/hardship", &json!({}))
        .await
        .expect(404);
    server.stop().await;
}

async fn the_test_side_has_the_lines_of_the_live_one(database: Database) {
    let (server, _) = shop(database).await;
    let tester = server.test_crm("catalogue check consent:write").await;
    draw(&server, starter()).await;
    draw(&server, vec![remove("no-emotion-recognition")]).await;
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let there = tester.get("/red-lines").await.expect(200).json();
        let all = there["items"].as_array().unwrap().len() == RedLines::starter().len();
        if all && there["coming"][0]["key"] == "no-emotion-recognition" {
            break;
        }
        assert!(tokio::time::Instant::now() < until, "{there}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    server.stop().await;
}

async fn all_of_it_outlives_a_restart(database: Database) {
    let (server, crm) = shop(database).await;
    draw(&server, starter()).await;
    draw(&server, vec![remove("no-emotion-recognition")]).await;
    crm.post("/customers/crm:42/human-only", &json!({"on": true}))
        .await
        .expect(201);
    crm.put("/customers/crm:42/situations/hardship", &json!({}))
        .await
        .expect(204);
    let (lines, state) = (crm.get("/red-lines").await.json(), consents(&crm).await);
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let after = crm.get("/red-lines").await.expect(200).json();
    assert_eq!(
        (&after["items"], &after["coming"]),
        (&lines["items"], &lines["coming"])
    );
    let now = consents(&crm).await;
    assert_eq!(
        (&now["human_only"], &now["situations"]),
        (&state["human_only"], &state["situations"])
    );
    assert_eq!(may(&crm, "&topic=mood").await["verdict"], "deny");
    server.stop().await;
}

async fn of_somebody_who_left_nothing_of_it_is_left(database: Database) {
    let (server, crm) = shop(database).await;
    crm.post("/customers/crm:42/human-only", &json!({"on": true}))
        .await
        .expect(201);
    crm.put("/customers/crm:42/situations/bereavement", &json!({}))
        .await
        .expect(204);
    let before = crm.get("/customers/crm:42/export").await.expect(200).json();
    assert!(
        before["tables"].to_string().contains("bereavement"),
        "the payload of her entry"
    );
    delete(&crm, "/customers/crm:42?mode=all").await.expect(204);
    let feed = crm
        .get("/changes?after=0&limit=500")
        .await
        .expect(200)
        .json();
    assert!(!feed.to_string().contains("bereavement"), "{feed}");
    crm.knows("crm:42").await;
    let state = consents(&crm).await;
    assert_eq!(
        (&state["human_only"], &state["situations"]),
        (&Value::Null, &json!([]))
    );
    server.stop().await;
}
