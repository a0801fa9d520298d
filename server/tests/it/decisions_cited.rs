//! Decisions that cite a guess, that come as a list, and what is left of the answer to one.

use std::time::Duration;

use mutual::access::Actor;
use mutual::catalogue::Document;
use mutual::guard::RedLines;
use mutual::ledger::LineChange;
use mutual::use_cases::{Command, RedLineEdit};
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::decisions::{picked, record, refused, score, shop};
use crate::decisions_guarded::{does, picker, tells, turns, with_picker};
use crate::erasure::{SEEDS, erase, left_in_files};
use crate::on_both;
use crate::receipts::choice;
use crate::red_lines::by_phone;

on_both!(
    a_guess_is_cited_only_where_it_counted,
    what_is_told_again_word_for_word_was_told_before,
    what_she_turned_off_counted_until_then,
    no_price_rests_on_a_guess,
    a_list_is_judged_by_one_state,
    whoever_leaves_meanwhile_is_refused_alone,
    the_answer_to_a_list_says_nothing_about_anybody,
);

#[track_caller]
pub fn no_such_guess(answer: &Answer) {
    refused(answer, 422, "cites_forbidden_data", "inferences");
}

#[track_caller]
pub fn nobody_can_tell(answer: &Answer) {
    refused(answer, 422, "invalid_field", "inferences");
}

/// A moment behind what was, and before what comes.
pub async fn moment(server: &Server) -> String {
    tokio::time::sleep(Duration::from_millis(5)).await;
    let now = server.app().live.engine.now();
    tokio::time::sleep(Duration::from_millis(5)).await;
    now.to_string()
}

/// Records what was decided at that moment.
pub async fn late(crm: &Crm, body: &Value, at: &str) -> Answer {
    let mut late = body.clone();
    late["at"] = json!(at);
    record(crm, &late).await
}

async fn a_guess_is_cited_only_where_it_counted(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    let mut other = serde_json::to_value(picker()).unwrap();
    other["key"] = json!("recipe-picker");
    other["purpose"] = json!("recommendations");
    let other: Document = serde_json::from_value(other).unwrap();
    server.publish(other, None).await;
    turns(&crm, "recipe-picker", "on").await;
    body["inferences"] = json!(["likes-fennel"]);
    // Nobody told it.
    no_such_guess(&record(&crm, &body).await);
    // It is told for another purpose.
    tells(&crm, "likes-fennel", "recommendations").await;
    no_such_guess(&record(&crm, &body).await);
    let mut recipes = body.clone();
    recipes["purpose"] = json!("recommendations");
    record(&crm, &recipes).await.expect(201);
    let otherwise = moment(&server).await;
    no_such_guess(&late(&crm, &body, &otherwise).await);
    // Told for something else since, it counted for that then, and for nothing else.
    tells(&crm, "likes-fennel", "offers").await;
    no_such_guess(&late(&crm, &body, &otherwise).await);
    late(&crm, &recipes, &otherwise).await.expect(201);
    body["inferences"] = json!([]);
    late(&crm, &body, &otherwise).await.expect(201);
    body["inferences"] = json!(["likes-fennel"]);
    record(&crm, &body).await.expect(201);
    // A pause hides it, and what was decided before the pause may still be told.
    tokio::time::sleep(Duration::from_millis(5)).await;
    let on_at = server.app().live.engine.now();
    tokio::time::sleep(Duration::from_millis(5)).await;
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    no_such_guess(&record(&crm, &body).await);
    let mut late = body.clone();
    late["at"] = json!(on_at.to_string());
    record(&crm, &late).await.expect(201);
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    record(&crm, &body).await.expect(201);
    // What she turned off and on again is not guessed anew by that.
    turns(&crm, "offer-picker", "off").await;
    turns(&crm, "offer-picker", "on").await;
    no_such_guess(&record(&crm, &body).await);
    tells(&crm, "likes-fennel", "offers").await;
    record(&crm, &body).await.expect(201);
    server.stop().await;
}

async fn what_is_told_again_word_for_word_was_told_before(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let violations = async || score(&crm).await["violations"].as_u64().unwrap();
    let before = moment(&server).await;
    tells(&crm, "likes-fennel", "offers").await;
    let told = moment(&server).await;
    tells(&crm, "likes-fennel", "offers").await;
    late(&crm, &body, &told).await.expect(201);
    assert_eq!(violations().await, 0);
    // What was decided before it was told did not rest on it.
    no_such_guess(&late(&crm, &body, &before).await);
    assert_eq!(violations().await, 1);
    // How sure the model is, and what it saw, is no other word.
    let says = async |value: &str| {
        let guess = json!({
            "label": "Taste", "value": value, "derived_from": ["orders"],
            "model": {"name": "tastes", "version": "4.1"}, "confidence": 0.9, "purposes": ["offers"],
            "evidence": [{"data": "orders", "seen": "fennel on 3 of 4 orders"}],
        });
        let path = "/customers/crm:42/inferences/likes-fennel";
        crm.put(path, &guess).await.expect(200);
    };
    says("fennel").await;
    late(&crm, &body, &told).await.expect(201);
    // What it says since takes nothing from what it said before.
    says("dill").await;
    late(&crm, &body, &told).await.expect(201);
    record(&crm, &body).await.expect(201);
    let mut of_before = body.clone();
    of_before["at"] = json!(told);
    let list = json!({"decisions": [of_before, body]});
    let answer = crm.post("/decisions", &list).await.expect(200).json();
    let counts = ["recorded", "violations", "refused"].map(|name| answer[name].as_u64().unwrap());
    assert_eq!(counts, [2, 0, 0], "{answer}");
    assert_eq!(violations().await, 1);
    // What nobody ever told is one, whoever reports it late; and so is whatever else was not allowed.
    body["inferences"] = json!(["likes-saffron"]);
    no_such_guess(&late(&crm, &body, &told).await);
    body["inferences"] = json!(["likes-fennel"]);
    body["data"][0]["category"] = json!("birthday");
    let answer = late(&crm, &body, &told).await;
    refused(&answer, 422, "cites_forbidden_data", "data");
    assert!(!answer.text().contains("likes-fennel"), "{}", answer.text());
    assert_eq!(violations().await, 3);
    server.stop().await;
}

async fn what_she_turned_off_counted_until_then(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    let mut other = serde_json::to_value(picker()).unwrap();
    other["key"] = json!("recipe-picker");
    other["purpose"] = json!("recommendations");
    other["required"] = json!(["ai:decide_auto"]);
    let other: Document = serde_json::from_value(other).unwrap();
    server.publish(other, None).await;
    let switches = async |toggles: Value| {
        let mut choice = choice("on");
        choice["proposition"] = json!("recipe-picker");
        choice["toggles"] = toggles;
        let path = "/customers/crm:42/choices";
        crm.post(path, &choice).await.expect(201);
    };
    let violations = async || score(&crm).await["violations"].as_u64().unwrap();
    body["purpose"] = json!("recommendations");
    body["inferences"] = json!(["likes-fennel"]);
    switches(json!({"exchange": "on", "ai:infer": "on"})).await;
    tells(&crm, "likes-fennel", "recommendations").await;
    let told = moment(&server).await;
    switches(json!({"ai:infer": "off"})).await;
    let off = moment(&server).await;
    let kept = async || {
        let all = server.app().live.store.inferences_after(None, 10).await;
        all.unwrap().len()
    };
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    while kept().await > 0 {
        assert!(tokio::time::Instant::now() < end, "it is still kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // It counted, and is deleted since.
    late(&crm, &body, &told).await.expect(201);
    assert_eq!(violations().await, 0);
    // Once nobody might guess, none counted.
    no_such_guess(&late(&crm, &body, &off).await);
    assert_eq!(violations().await, 1);
    switches(json!({"ai:infer": "on"})).await;
    tells(&crm, "likes-fennel", "recommendations").await;
    let again = moment(&server).await;
    late(&crm, &body, &told).await.expect(201);
    no_such_guess(&late(&crm, &body, &off).await);
    late(&crm, &body, &again).await.expect(201);
    assert_eq!(violations().await, 2);
    server.stop().await;
}

async fn no_price_rests_on_a_guess(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    tells(&crm, "likes-fennel", "offers").await;
    let shipped = RedLines::starter().into_iter();
    let mut line = shipped.filter(|line| line.key.as_str() == "no-price-from-weakness");
    let edit = RedLineEdit {
        changes: vec![LineChange::Put(Box::new(line.next().unwrap()))],
        reason: "We promised it.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    let command = Command::DrawRedLines(Box::new(edit));
    does(&server, Actor::System, command).await;
    body["topic"] = json!("price");
    record(&crm, &body).await.expect(201);
    body["inferences"] = json!(["likes-fennel"]);
    let answer = record(&crm, &body).await;
    refused(&answer, 422, "cites_forbidden_data", "");
    let text = answer.text();
    assert!(text.contains("no-price-from-weakness"), "{text}");
    body["topic"] = json!("fennel");
    record(&crm, &body).await.expect(201);
    server.stop().await;
}

async fn a_list_is_judged_by_one_state(database: Database) {
    let (server, crm, _) = shop(database).await;
    let list = json!({"decisions": vec![picked("crm:42"); 1_000]});
    let turning = tokio::spawn({
        let crm = crm.clone();
        async move {
            for to in ["off", "on"].into_iter().cycle().take(200) {
                let turned = crm.post("/customers/crm:42/choices", &choice(to)).await;
                turned.expect(201);
            }
        }
    });
    for _ in 0..12 {
        let answer = record(&crm, &list).await.expect(200).json();
        let all = answer["recorded"].as_u64().unwrap();
        // All of it was on, or all of it was off.
        assert!([0, 1_000].contains(&all), "{all} of 1000 are recorded");
    }
    turning.abort();
    server.stop().await;
}

async fn whoever_leaves_meanwhile_is_refused_alone(database: Database) {
    let (server, crm, _) = shop(database).await;
    let names: Vec<_> = (0..12).map(|n| format!("crm:leaves-{n}")).collect();
    for name in &names {
        crm.knows(name).await;
        let path = format!("/customers/{name}/choices");
        crm.post(&path, &choice("on")).await.expect(201);
    }
    tokio::time::sleep(Duration::from_millis(5)).await;
    let at = server.app().live.engine.now().to_string();
    tokio::time::sleep(Duration::from_millis(5)).await;
    // Something was said of each since, so that what counted then is read from her entries.
    for name in &names {
        let path = format!("/customers/{name}/pause");
        crm.post(&path, &json!({})).await.expect(201);
    }
    let late = |name: &String| {
        let mut body = picked(name);
        body["at"] = json!(at);
        body
    };
    let about: Vec<_> = names.iter().map(late).collect();
    let list = json!({"decisions": about.iter().cycle().take(240).collect::<Vec<_>>()});
    let leaving = tokio::spawn({
        let (crm, gone) = (crm.clone(), names[..4].to_vec());
        async move {
            for name in gone {
                tokio::time::sleep(Duration::from_millis(40)).await;
                erase(&crm, &name, "all", &new_key()).await.expect(204);
            }
        }
    });
    let mut ended = false;
    while !ended {
        ended = leaving.is_finished();
        let answer = record(&crm, &list).await.expect(200).json();
        let results = answer["results"].as_array().unwrap();
        for (name, result) in names.iter().cycle().zip(results) {
            let gone = ["erased", "unknown_customer"].map(|code| json!(code));
            let is_well = match result["status"].as_str() {
                Some("recorded") => true,
                _ => names[..4].contains(name) && gone.contains(&result["code"]),
            };
            assert!(is_well, "{name}: {result}");
        }
    }
    leaving.await.unwrap();
    server.stop().await;
}

async fn the_answer_to_a_list_says_nothing_about_anybody(database: Database) {
    let (server, crm, _) = shop(database).await;
    crm.knows("crm:43").await;
    crm.post("/customers/crm:43/choices", &choice("on"))
        .await
        .expect(201);
    // The input that nobody lists is named in the answer.
    let differs = |customer: &str| {
        let mut body = picked(customer);
        body["features"] = json!([
            {"category": "orders", "item": SEEDS[8], "contribution": 0.9},
            {"category": "orders", "item": "Fennel, 3 May", "contribution": 0.3},
        ]);
        body
    };
    let mut forbidden = picked("crm:42");
    forbidden["data"][0]["category"] = json!("birthday");
    let list = json!({"decisions": [
        differs("crm:42"), forbidden, picked("crm:43"), picked("crm:nobody"),
    ]});
    let key = new_key();
    let again = async || {
        crm.write("POST", "/decisions", &list, &key)
            .await
            .expect(200)
    };
    let first = again().await;
    assert!(first.text().contains(SEEDS[8]), "{}", first.text());
    assert_eq!(again().await.body, first.body);
    assert!(!left_in_files(&server, database).is_empty());
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    assert_eq!(left_in_files(&server, database), [""; 0]);
    let (first, after) = (first.json(), again().await.json());
    let code = |n: usize| after["results"][n]["code"].clone();
    assert_eq!([code(0), code(1)], [json!("erased"), json!("erased")]);
    for n in [2, 3] {
        assert_eq!(after["results"][n], first["results"][n]);
    }
    assert_ne!(first["results"][1]["code"], Value::Null);
    server.stop().await;
}
