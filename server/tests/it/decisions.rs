//! CRMs record what machines decided: with reasons, late, wrongly, and about what nobody allowed.

use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::Submission;
use mutual::use_cases::Command;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::on_both;
use crate::receipts::choice;

on_both!(
    a_decision_is_recorded_with_its_reasons_and_read_back,
    what_she_did_not_allow_is_refused_and_stands_as_a_violation,
    a_decision_is_judged_by_its_own_moment,
    reasons_are_held_against_what_went_into_the_model,
    the_same_key_gets_the_same_answer_and_counts_once,
    bad_input_gets_a_clear_answer_and_nothing_is_allowed_by_accident,
    of_a_list_each_decision_is_judged_by_itself,
);

pub const SCOPES: &str = "check consent:read consent:write decisions:write admin";

/// A model of that key, with two versions.
pub async fn registered(crm: &Crm, key: &str, bar: Value) {
    let body = json!({
        "name": "Recipe ranker", "vendor": "Halden Ranking Ltd",
        "task": "Picks three recipes a week.", "versions": ["2026-09", "2026-10"], "bar": bar,
    });
    crm.put(&format!("/models/{key}"), &body).await.expect(200);
}

/// A shop with a model, and one customer who turned the recipes on.
pub async fn shop(database: Database) -> (Server, Crm, String) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(SCOPES).await;
    let id = crm.knows("crm:42").await;
    crm.post(&format!("/customers/{id}/choices"), &choice("on"))
        .await
        .expect(201);
    registered(&crm, "ranker", Value::Null).await;
    (server, crm, id)
}

/// What the model picked for a customer, from her orders.
pub fn picked(customer: &str) -> Value {
    json!({
        "customer": customer, "purpose": "recommendations", "channel": "email",
        "ai": "personalise", "topic": "Fennel", "model": "ranker", "model_version": "2026-10",
        "outcome": "We sent you three recipes with fennel.",
        "counterfactual": "Without the order of 3 May you would have got others.",
        "data": [
            {"category": "orders", "item": "Saffron, 9 May", "weight": 0.1, "direction": "against"},
            {"category": "orders", "item": "Fennel, 3 May", "weight": 0.3, "direction": "for"},
        ],
        "not_used": ["precise_location", "health_conditions"],
    })
}

pub async fn record(crm: &Crm, body: &Value) -> Answer {
    crm.post("/decisions", body).await
}

/// How the model does.
pub async fn score(crm: &Crm) -> Value {
    crm.get("/models/ranker").await.expect(200).json()["last_28_days"].clone()
}

#[track_caller]
pub fn refused(answer: &Answer, status: u16, code: &str, field: &str) {
    let problem = answer.json();
    let fields = problem["errors"].as_array().unwrap();
    let named = field.is_empty() || fields.iter().any(|error| error["field"] == field);
    assert_eq!(
        (answer.status, problem["code"].as_str(), named),
        (status, Some(code), true),
        "{problem}"
    );
}

/// The violation that a refusal names.
pub fn named_in(answer: &Answer) -> String {
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    let begin = detail.find("dec_").unwrap();
    detail[begin..].trim_end_matches('`').to_owned()
}

async fn a_decision_is_recorded_with_its_reasons_and_read_back(database: Database) {
    let (server, crm, id) = shop(database).await;
    let made = record(&crm, &picked("crm:42")).await.expect(201).json();
    assert_eq!(
        (&made["explained"], &made["check"]),
        (&json!(true), &json!("unchecked"))
    );
    let why = made["why"].as_str().unwrap();
    let token = why.strip_prefix(&format!("{}/why/", server.url)).unwrap();
    assert_eq!(token.len(), 43);
    let path = format!("/decisions/{}", made["decision"].as_str().unwrap());
    let kept = crm.get(&path).await.expect(200);
    let tag = [("if-none-match", kept.header("etag"))];
    crm.call("GET", &path, &tag, None).await.expect(304);
    let kept = kept.json();
    assert_eq!(
        (&kept["customer"], &kept["violation"]),
        (&json!(id), &Value::Null)
    );
    let said = &kept["recorded"];
    let items = [0, 1].map(|n| said["data"][n]["item"].clone());
    assert_eq!(
        items,
        ["Fennel, 3 May", "Saffron, 9 May"],
        "strongest first"
    );
    assert_eq!(said["why"], made["why"]);
    assert_eq!(
        (&said["proposition"], &said["version"], &said["topic"]),
        (&json!("recipe-ideas"), &json!(1), &json!("fennel"))
    );
    assert_eq!(
        said["not_used"],
        json!(["health_conditions", "precise_location"])
    );
    // She is shown it with all else that is held of her.
    let export = crm.get("/customers/crm:42/export").await.expect(200).text();
    assert!(export.contains("Fennel, 3 May"), "{export}");
    // Without reasons it is recorded too, and counts as what it is.
    let mut bare = picked("crm:42");
    bare["counterfactual"] = Value::Null;
    let bare = record(&crm, &bare).await.expect(201).json();
    assert_eq!(bare["explained"], false);
    assert_eq!(score(&crm).await["decisions"], 2);
    for absent in ["dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K", "nonsense"] {
        refused(
            &crm.get(&format!("/decisions/{absent}")).await,
            404,
            "not_found",
            "",
        );
    }
    // It is there after a restart.
    let restarted = server.restart().await;
    let crm = Crm {
        url: restarted.url.clone(),
        ..crm
    };
    assert_eq!(
        crm.get(&path).await.expect(200).json()["recorded"]["outcome"],
        said["outcome"]
    );
    restarted.stop().await;
}

async fn what_she_did_not_allow_is_refused_and_stands_as_a_violation(database: Database) {
    let (server, crm, _) = shop(database).await;
    let mut body = picked("crm:42");
    body["data"][0]["category"] = json!("birthday");
    let answer = record(&crm, &body).await;
    refused(&answer, 422, "cites_forbidden_data", "data");
    let message = answer.json()["errors"].to_string();
    assert!(message.contains("`data:birthday`: facet_off"), "{message}");
    let path = format!("/decisions/{}", named_in(&answer));
    let kept = crm.get(&path).await.expect(200).json();
    assert_eq!(kept["recorded"], Value::Null);
    let forbidden = &kept["violation"]["forbidden"];
    assert_eq!(
        forbidden,
        &json!([{"code": "facet_off", "toggle": "data:birthday", "proposition": "recipe-ideas",
                 "red_line": null, "inference": null}])
    );
    assert_eq!(kept["violation"]["needs_person"], false);
    // Of the rest nothing is kept.
    let export = crm.get("/customers/crm:42/export").await.expect(200).text();
    assert!(
        !export.contains("Fennel") && export.contains("facet_off"),
        "{export}"
    );
    // What went into the model counts, whether it is listed as a reason or not.
    let mut hidden = picked("crm:42");
    hidden["features"] = json!([
        {"category": "orders", "item": "Fennel, 3 May", "contribution": 0.3},
        {"category": "precise_location", "item": "Near the shop", "contribution": 0.2},
    ]);
    let answer = record(&crm, &hidden).await;
    refused(&answer, 422, "cites_forbidden_data", "data");
    // What added nothing was there all the same: the model had where she was.
    hidden["features"][1]["contribution"] = json!(0.0);
    let answer = record(&crm, &hidden).await;
    refused(&answer, 422, "cites_forbidden_data", "data");
    let path = format!("/decisions/{}", named_in(&answer));
    let kept = crm.get(&path).await.expect(200).json();
    let forbidden = kept["violation"]["forbidden"].to_string();
    assert!(forbidden.contains("data:precise_location"), "{forbidden}");
    for (change, value, field) in [
        ("channel", json!("sms"), "channel"),
        ("ai", json!("decide_auto"), "ai"),
        ("purpose", json!("research"), "channel"),
        ("purpose", json!("no-such-purpose"), "purpose"),
        ("inferences", json!(["likes-fennel"]), "ai"),
    ] {
        let mut body = picked("crm:42");
        body[change] = value;
        refused(
            &record(&crm, &body).await,
            422,
            "cites_forbidden_data",
            field,
        );
    }
    let mut unknown = picked("crm:42");
    unknown["data"][1]["category"] = json!("dreams");
    refused(
        &record(&crm, &unknown).await,
        422,
        "cites_forbidden_data",
        "data",
    );
    // Who said no to all of it is no different.
    crm.knows("crm:43").await;
    let nothing = record(&crm, &picked("crm:43")).await;
    refused(&nothing, 422, "cites_forbidden_data", "purpose");
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["violations"]),
        (&json!(0), &json!(10))
    );
    server.stop().await;
}

async fn a_decision_is_judged_by_its_own_moment(database: Database) {
    let (server, crm, id) = shop(database).await;
    let engine = server.app().live.engine.clone();
    let on_at = engine.now();
    let with = |at: &str| {
        let mut body = picked("crm:42");
        body["at"] = json!(at);
        body
    };
    record(&crm, &with(&on_at.to_string())).await.expect(201);
    // Her yes was said last month, and came here a moment ago: before that nobody could know of it.
    let before = on_at.plus_seconds(-3_600).to_string();
    refused(
        &record(&crm, &with(&before)).await,
        422,
        "cites_forbidden_data",
        "",
    );
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    crm.post(&format!("/customers/{id}/choices"), &choice("off"))
        .await
        .expect(201);
    refused(
        &record(&crm, &picked("crm:42")).await,
        422,
        "cites_forbidden_data",
        "purpose",
    );
    // What was decided while it was on is recorded, though it comes late.
    record(&crm, &with(&on_at.to_string())).await.expect(201);
    // And so it is once the exchange itself is gone.
    crm.post(&format!("/customers/{id}/choices"), &choice("on"))
        .await
        .expect(201);
    let again = engine.now();
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::Retire("recipe-ideas".parse().unwrap(), "it ends".to_owned()),
        idempotency: None,
    };
    engine.submit(submission).await.unwrap();
    refused(
        &record(&crm, &picked("crm:42")).await,
        422,
        "cites_forbidden_data",
        "",
    );
    record(&crm, &with(&again.to_string())).await.expect(201);
    server.stop().await;
}

async fn reasons_are_held_against_what_went_into_the_model(database: Database) {
    let (server, crm, _) = shop(database).await;
    let mut body = picked("crm:42");
    let feature = |item: &str, contribution: f64| json!({"category": "orders", "item": item, "contribution": contribution});
    body["features"] = json!([
        feature("Fennel, 3 May", 0.31),
        feature("Saffron, 9 May", -0.12),
        feature("Rice, 1 May", 0.01),
    ]);
    let good = record(&crm, &body).await.expect(201).json();
    assert_eq!(
        (&good["explained"], &good["check"]),
        (&json!(true), &json!("matches"))
    );
    body["features"][2]["contribution"] = json!(0.9);
    let bad = record(&crm, &body).await.expect(201).json();
    assert_eq!(
        (&bad["explained"], &bad["check"]),
        (&json!(false), &json!("differs"))
    );
    let difference = json!({"kind": "not_listed", "category": "orders", "item": "Rice, 1 May"});
    assert_eq!(bad["differences"], json!([difference]));
    let path = format!("/decisions/{}", bad["decision"].as_str().unwrap());
    let kept = crm.get(&path).await.expect(200).json();
    assert_eq!(kept["recorded"]["differences"], json!([difference]));
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["differing"]),
        (&json!(2), &json!(1))
    );
    server.stop().await;
}

async fn the_same_key_gets_the_same_answer_and_counts_once(database: Database) {
    let (server, crm, _) = shop(database).await;
    let key = new_key();
    let write = async |body: &Value, key: &str| crm.write("POST", "/decisions", body, key).await;
    let body = picked("crm:42");
    let first = write(&body, &key).await.expect(201).body;
    assert_eq!(write(&body, &key).await.expect(201).body, first);
    let mut other = body.clone();
    other["outcome"] = json!("Something else.");
    refused(
        &write(&other, &key).await,
        422,
        "idempotency_key_reused",
        "",
    );
    // A violation that is sent again is one violation.
    let mut forbidden = body.clone();
    forbidden["data"][0]["category"] = json!("birthday");
    let key = new_key();
    let violation = named_in(&write(&forbidden, &key).await);
    assert_eq!(named_in(&write(&forbidden, &key).await), violation);
    // What was refused for a mistake may be put right under its key.
    let (key, mut wrong) = (new_key(), body.clone());
    wrong["model"] = json!("nobody");
    refused(&write(&wrong, &key).await, 422, "unknown_model", "model");
    registered(&crm, "nobody", Value::Null).await;
    write(&wrong, &key).await.expect(201);
    // Many at once under one key are one.
    let key = new_key();
    let tries = (0..8).map(|_| {
        let (crm, body, key) = (crm.clone(), body.clone(), key.clone());
        tokio::spawn(async move { crm.write("POST", "/decisions", &body, &key).await })
    });
    let mut ids = std::collections::BTreeSet::new();
    for one in tries.collect::<Vec<_>>() {
        let answer = one.await.unwrap().expect(201).json();
        ids.insert(answer["decision"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 1, "{ids:?}");
    // A list too.
    let list = json!({"decisions": [body, forbidden, wrong]});
    let key = new_key();
    let first = write(&list, &key).await.expect(200).body;
    assert_eq!(write(&list, &key).await.expect(200).body, first);
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["violations"]),
        (&json!(3), &json!(2))
    );
    // An answer goes with her.
    let key = new_key();
    write(&body, &key).await.expect(201);
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    let gone = write(&body, &key).await;
    assert!([404, 410].contains(&gone.status), "{}", gone.text());
    server.stop().await;
}

async fn bad_input_gets_a_clear_answer_and_nothing_is_allowed_by_accident(database: Database) {
    let (server, crm, _) = shop(database).await;
    let gone = crm.knows("crm:gone").await;
    erase(&crm, "crm:gone", "suppress", &new_key())
        .await
        .expect(204);
    let now = server.app().clock.now();
    let day = |days: i64| json!(now.plus_seconds(days * 86_400).to_string());
    let points = |count: usize| {
        let points = (0..count).map(|n| {
            json!({"category": "orders", "item": format!("Order {n}"), "weight": 1, "direction": "for"})
        });
        Value::Array(points.collect())
    };
    for (field, value, status, code, named) in [
        ("customer", json!("crm:nobody"), 404, "unknown_customer", ""),
        ("customer", json!(gone), 410, "erased", ""),
        (
            "outcome",
            json!("Yours: \u{202e}oN"),
            422,
            "invalid_field",
            "outcome",
        ),
        (
            "customer",
            json!("no reference"),
            422,
            "invalid_field",
            "customer",
        ),
        ("model", json!("nobody"), 422, "unknown_model", "model"),
        (
            "model_version",
            json!("2025-01"),
            422,
            "unknown_model",
            "model_version",
        ),
        ("at", day(1), 422, "invalid_field", "at"),
        ("at", day(-365), 422, "invalid_field", "at"),
        ("at", json!("yesterday"), 422, "invalid_field", "at"),
        ("data", points(201), 422, "invalid_field", "data"),
        ("data", points(10_000), 422, "invalid_field", "data"),
        ("outcome", json!(""), 422, "invalid_field", "outcome"),
        ("ai", json!("dream"), 422, "invalid_field", "ai"),
        ("case", json!("case_1"), 422, "invalid_field", "case"),
        (
            "not_used",
            json!(["orders"]),
            422,
            "invalid_field",
            "not_used",
        ),
        ("mood", json!("good"), 422, "unknown_field", "mood"),
        ("amount", json!(3), 422, "invalid_field", "currency"),
    ] {
        let mut body = picked("crm:42");
        body[field] = value;
        refused(&record(&crm, &body).await, status, code, named);
    }
    for weight in [
        json!("NaN"),
        json!(null),
        json!(-1),
        json!(1e10),
        json!([1]),
    ] {
        let mut body = picked("crm:42");
        body["data"][0]["weight"] = weight;
        refused(
            &record(&crm, &body).await,
            422,
            "invalid_field",
            "data[0].weight",
        );
    }
    // JSON has no number like these.
    let text = serde_json::to_string(&picked("crm:42")).unwrap();
    for number in ["NaN", "1e999", "-Infinity"] {
        let body = text.replace("\"weight\":0.3", &format!("\"weight\":{number}"));
        assert_ne!(body, text);
        let bearer = format!("Bearer {}", crm.secret);
        let key = new_key();
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", &key),
        ];
        let path = "/api/v1/decisions";
        let answer = crate::common::send(&server.url, "POST", path, &headers, body).await;
        assert!(
            [400, 422].contains(&answer.status),
            "{number}: {}",
            answer.text()
        );
    }
    // A case that nobody decided allows nothing.
    let mut body = picked("crm:42");
    body["case"] = json!("case_01KB3Y6V9Q8T5W2R7N4M1H0J3K");
    refused(&record(&crm, &body).await, 422, "invalid_field", "case");
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["violations"]),
        (&json!(0), &json!(0))
    );
    // The longest that is allowed goes through.
    let mut body = picked("crm:42");
    body["data"] = points(200);
    record(&crm, &body).await.expect(201);
    server.stop().await;
}

async fn of_a_list_each_decision_is_judged_by_itself(database: Database) {
    let (server, crm, id) = shop(database).await;
    let mut forbidden = picked("crm:42");
    forbidden["data"][0]["category"] = json!("birthday");
    let mut unknown_field = picked("crm:42");
    unknown_field["mood"] = json!("good");
    let list = json!({"decisions": [
        picked("crm:42"), forbidden, picked("crm:nobody"), 7, unknown_field, picked(&id),
    ]});
    let answer = record(&crm, &list).await.expect(200).json();
    let told: Vec<_> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let word = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
            (word("status"), word("code"))
        })
        .collect();
    let pair = |status: &str, code: &str| (status.to_owned(), code.to_owned());
    assert_eq!(
        told,
        [
            pair("recorded", ""),
            pair("violation", "cites_forbidden_data"),
            pair("refused", "unknown_customer"),
            pair("refused", "invalid_field"),
            pair("refused", "unknown_field"),
            pair("recorded", ""),
        ]
    );
    let counts = ["recorded", "violations", "refused"].map(|name| answer[name].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 3]);
    let first = &answer["results"][0]["recorded"];
    let path = format!("/decisions/{}", first["decision"].as_str().unwrap());
    crm.get(&path).await.expect(200);
    let many = json!({"decisions": vec![picked("crm:42"); 1_000]});
    let answer = record(&crm, &many).await.expect(200).json();
    assert_eq!(answer["recorded"], 1_000);
    assert_eq!(score(&crm).await["decisions"], 1_002);
    let many = json!({"decisions": vec![picked("crm:42"); 1_001]});
    refused(
        &record(&crm, &many).await,
        422,
        "invalid_field",
        "decisions",
    );
    assert_eq!(
        record(&crm, &json!({"decisions": []}))
            .await
            .expect(200)
            .json()["results"],
        json!([])
    );
    server.stop().await;
}
