//! CRMs report what arrived and what was used, once and again, late and wrong.

use std::time::Duration;

use mutual::clock::Clock as _;
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::on_both;
use crate::receipts::choice;

on_both!(
    a_proof_counts_once_and_only_a_correction_changes_it,
    of_a_list_each_event_is_judged_by_itself,
    the_same_key_gets_the_same_answer_again,
    what_cannot_be_is_refused_and_named,
    units_are_those_promised_and_never_mixed,
    a_use_counts_once,
    whoever_is_erased_is_not_brought_back,
    hostile_texts_come_back_as_they_are,
    a_test_client_reports_about_test_customers_alone,
    a_thousand_events_are_one_write,
    many_who_report_at_once_are_all_served,
);

const DAY_S: i64 = 86_400;

/// So many days ago, as the wire has it.
pub fn days_ago(days: i64) -> String {
    SystemClock.now().plus_seconds(-days * DAY_S).to_string()
}

/// Recipes that arrived.
pub fn arrived(customer: &str, proof: &str, at: &str) -> Value {
    json!({"customer": customer, "proposition": "recipe-ideas", "benefit": "recipes",
           "at": at, "proof_ref": proof})
}

/// Orders that were used.
pub fn used(customer: &str, at: &str, context: &str) -> Value {
    json!({"customer": customer, "data": "orders", "purpose": "recommendations",
           "at": at, "context": context})
}

/// A shop with the demo's exchanges, and one customer who turned the recipes on a month ago.
pub async fn kitchen(database: Database) -> (Server, Crm, String) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let scopes = "consent:read consent:write value:write";
    let crm = server.crm(scopes).await;
    let id = crm.knows("crm:42").await;
    let path = format!("/customers/{id}/choices");
    let mut on = choice("on");
    on["evidence"]["at"] = json!(days_ago(30));
    crm.post(&path, &on).await.expect(201);
    (server, crm, id)
}

/// One line of the balance.
pub async fn line(crm: &Crm, proposition: &str, unit: &str) -> Value {
    let value = crm.get("/customers/crm:42/value").await.expect(200).json();
    let exchanges = value["exchanges"].as_array().unwrap().clone();
    let mut found = exchanges.into_iter();
    let exchange = found.find(|exchange| exchange["proposition"] == proposition);
    let benefits = exchange.unwrap()["benefits"].clone();
    let mut lines = benefits.as_array().unwrap().iter();
    lines
        .find(|line| line["unit"] == unit)
        .cloned()
        .unwrap_or_default()
}

async fn report(crm: &Crm, body: &Value) -> Answer {
    crm.post("/value-events", body).await
}

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str, field: &str) {
    let problem = answer.json();
    let fields = problem["errors"].as_array().unwrap();
    let named = field.is_empty() || fields.iter().any(|error| error["field"] == field);
    assert_eq!(
        (answer.status, problem["code"].as_str(), named),
        (status, Some(code), true),
        "{problem}"
    );
}

async fn a_proof_counts_once_and_only_a_correction_changes_it(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let mut mail = arrived("crm:42", "mail-1", &days_ago(3));
    let status = |answer: Answer| answer.json()["status"].as_str().unwrap().to_owned();
    assert_eq!(status(report(&crm, &mail).await.expect(201)), "accepted");
    assert_eq!(status(report(&crm, &mail).await.expect(200)), "duplicate");
    let first = line(&crm, "recipe-ideas", "recipes").await;
    // A month ago it was turned on, so that the fifth week has begun: five times three.
    let balance = |line: &Value| (line["promised"].clone(), line["delivered"].clone());
    assert_eq!(balance(&first), (json!(15), json!(3)));
    assert_eq!(
        (&first["events"], &first["every"]),
        (&json!(1), &json!("week"))
    );
    mail["amount"] = json!(2.5);
    refused(&report(&crm, &mail).await, 409, "proof_taken", "proof_ref");
    mail["corrects"] = json!(true);
    assert_eq!(status(report(&crm, &mail).await.expect(200)), "corrected");
    assert_eq!(status(report(&crm, &mail).await.expect(200)), "duplicate");
    let corrected = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(balance(&corrected), (json!(15), json!(2.5)));
    // A late one counts when it arrived, and changes nothing about what arrived last.
    report(&crm, &arrived("crm:42", "mail-0", &days_ago(20)))
        .await
        .expect(201);
    let late = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(balance(&late), (json!(15), json!(5.5)));
    assert_eq!(late["last_at"], first["last_at"]);
    // It did not arrive after all.
    mail["amount"] = json!(0);
    report(&crm, &mail).await.expect(200);
    let gone = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(
        (balance(&gone), &gone["events"]),
        ((json!(15), json!(3)), &json!(1))
    );
    // What comes with each order is not promised by the calendar.
    let pick_up = json!({"customer": "crm:42", "proposition": "car-pick-up",
        "benefit": "hand-over", "at": days_ago(1), "proof_ref": "order-9"});
    report(&crm, &pick_up).await.expect(201);
    let by_order = line(&crm, "car-pick-up", "hand-over").await;
    assert_eq!(balance(&by_order), (Value::Null, json!(1)));
    // The tag tells whether anything changed.
    let path = "/customers/crm:42/value";
    let tag = crm.get(path).await.expect(200);
    let known = [("if-none-match", tag.header("etag"))];
    crm.call("GET", path, &known, None).await.expect(304);
    report(&crm, &arrived("crm:42", "mail-2", &days_ago(2)))
        .await
        .expect(201);
    crm.call("GET", path, &known, None).await.expect(200);
    server.stop().await;
}

async fn of_a_list_each_event_is_judged_by_itself(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let at = days_ago(2);
    let mut wrong_unit = arrived("crm:42", "mail-3", &at);
    wrong_unit["unit"] = json!("kg");
    let mut unknown_field = arrived("crm:42", "mail-4", &at);
    unknown_field["colour"] = json!("red");
    let mut other = arrived("crm:42", "mail-1", &at);
    other["amount"] = json!(9);
    let list = json!({"events": [
        arrived("crm:42", "mail-1", &at), arrived(&id, "mail-1", &at), other, wrong_unit,
        unknown_field, arrived("crm:nobody", "mail-5", &at), 7, {"customer": "no reference"},
        arrived("crm:42", "mail-6", &at),
    ]});
    let answer = report(&crm, &list).await.expect(200).json();
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
            pair("accepted", ""),
            pair("duplicate", ""),
            pair("refused", "proof_taken"),
            pair("refused", "unit_mismatch"),
            pair("refused", "unknown_field"),
            pair("refused", "unknown_customer"),
            pair("refused", "invalid_field"),
            pair("refused", "invalid_field"),
            pair("accepted", ""),
        ]
    );
    let count = |name: &str| answer[name].as_u64().unwrap();
    let counts = ["accepted", "duplicates", "corrected", "refused"].map(count);
    assert_eq!(counts, [2, 1, 0, 6]);
    let unit = &answer["results"][3];
    let detail = unit["detail"].as_str().unwrap();
    assert!(
        detail.contains("`recipes`") && detail.contains("`kg`"),
        "{detail}"
    );
    assert_eq!(unit["errors"][0]["field"], "unit");
    assert_eq!(line(&crm, "recipe-ideas", "recipes").await["delivered"], 6);
    let empty = report(&crm, &json!({"events": []}))
        .await
        .expect(200)
        .json();
    assert_eq!(empty["results"], json!([]));
    let many = vec![arrived("crm:42", "mail-1", &at); 1_001];
    let many = report(&crm, &json!({"events": many})).await;
    refused(&many, 422, "invalid_field", "events");
    for bad in [
        json!({"events": 7}),
        json!({"events": [], "more": 1}),
        json!([]),
    ] {
        let answer = report(&crm, &bad).await;
        assert_eq!(answer.status, 422, "{bad}: {}", answer.text());
    }
    server.stop().await;
}

async fn the_same_key_gets_the_same_answer_again(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let at = days_ago(2);
    let write = async |body: &Value, key: &str| crm.write("POST", "/value-events", body, key).await;
    let (one, key) = (arrived("crm:42", "mail-1", &at), new_key());
    let first = write(&one, &key).await.expect(201);
    let again = write(&one, &key).await.expect(201);
    assert_eq!(first.body, again.body, "accepted, and not a duplicate");
    let other = arrived("crm:42", "mail-2", &at);
    refused(
        &write(&other, &key).await,
        422,
        "idempotency_key_reused",
        "Idempotency-Key",
    );
    let usage = used("crm:42", &at, "mail");
    let elsewhere = crm.write("POST", "/usage-events", &usage, &key).await;
    refused(&elsewhere, 422, "idempotency_key_reused", "Idempotency-Key");
    // A key of a choice is no key of a report.
    let chosen = new_key();
    let (path, on) = ("/customers/crm:42/choices", choice("on"));
    let choose = crm.write("POST", path, &on, &chosen);
    choose.await.expect(201);
    refused(
        &write(&other, &chosen).await,
        422,
        "idempotency_key_reused",
        "",
    );
    // A list: the answer of then, also where more is known by now.
    let (list, key) = (
        json!({"events": [arrived("crm:7", "mail-1", &at), other]}),
        new_key(),
    );
    let first = write(&list, &key).await.expect(200);
    assert_eq!(first.json()["results"][0]["code"], "unknown_customer");
    crm.knows("crm:7").await;
    let again = write(&list, &key).await.expect(200);
    assert_eq!(first.body, again.body);
    // Refused alone, it may be tried again under its key.
    let (late, key) = (arrived("crm:8", "mail-1", &at), new_key());
    refused(&write(&late, &key).await, 404, "unknown_customer", "");
    crm.knows("crm:8").await;
    write(&late, &key).await.expect(201);
    // Of those who come at once with one key, all get the same answer.
    let (one, key) = (arrived("crm:42", "mail-9", &at), new_key());
    let all = futures_util::future::join_all((0..8).map(|_| write(&one, &key))).await;
    for answer in all {
        assert_eq!(
            (answer.status, answer.json()["status"].clone()),
            (201, json!("accepted"))
        );
    }
    let keyless = crm.call("POST", "/usage-events", &[], Some(&usage)).await;
    refused(&keyless, 400, "idempotency_key_missing", "");
    server.stop().await;
}

async fn what_cannot_be_is_refused_and_named(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let at = days_ago(2);
    let cases = [
        ("amount", json!(-1), "invalid_field", "amount"),
        ("amount", json!(1e308), "invalid_field", "amount"),
        ("amount", json!(1_000_000_001), "invalid_field", "amount"),
        ("amount", json!(0.000_000_1), "invalid_field", "amount"),
        ("amount", json!("3"), "invalid_field", "amount"),
        ("unit", json!("kg"), "unit_mismatch", "unit"),
        ("unit", json!(""), "unit_mismatch", "unit"),
        ("at", json!(days_ago(-1)), "invalid_field", "at"),
        ("at", json!("1999-12-31T23:59:59Z"), "invalid_field", "at"),
        ("at", json!("yesterday"), "invalid_field", "at"),
        ("proof_ref", json!(""), "invalid_field", "proof_ref"),
        ("proof_ref", json!("a\nb"), "invalid_field", "proof_ref"),
        (
            "proof_ref",
            json!("x".repeat(201)),
            "invalid_field",
            "proof_ref",
        ),
        (
            "proposition",
            json!("none"),
            "unknown_proposition",
            "proposition",
        ),
        (
            "proposition",
            json!("<b>"),
            "unknown_proposition",
            "proposition",
        ),
        ("benefit", json!("money"), "unknown_benefit", "benefit"),
        ("customer", json!("42"), "invalid_field", "customer"),
        ("corrects", json!("yes"), "invalid_field", "corrects"),
        ("colour", json!("red"), "unknown_field", "colour"),
    ];
    for (field, value, code, named) in cases {
        let mut event = arrived("crm:42", "mail-1", &at);
        event[field] = value;
        refused(&report(&crm, &event).await, 422, code, named);
    }
    let nobody = report(&crm, &arrived("crm:nobody", "mail-1", &at)).await;
    refused(&nobody, 404, "unknown_customer", "");
    for (field, value) in [
        ("data", json!("shoes")),
        ("purpose", json!("fun")),
        ("context", json!("")),
        ("at", json!(days_ago(-1))),
    ] {
        let mut event = used("crm:42", &at, "mail");
        event[field] = value;
        let answer = crm.post("/usage-events", &event).await;
        refused(&answer, 422, "invalid_field", field);
    }
    // What was written while a clock is a little ahead is good.
    let ahead = SystemClock.now().plus_seconds(200).to_string();
    report(&crm, &arrived("crm:42", "mail-ahead", &ahead))
        .await
        .expect(201);
    assert_eq!(line(&crm, "recipe-ideas", "recipes").await["events"], 1);
    // The scope for reading is another one than that for writing.
    let reader = server.crm("consent:read consent:write").await;
    let event = arrived("crm:42", "mail-2", &at);
    refused(&report(&reader, &event).await, 403, "scope_missing", "");
    let writer = server.crm("value:write").await;
    report(&writer, &event).await.expect(201);
    let read = writer.get("/customers/crm:42/value").await;
    refused(&read, 403, "scope_missing", "");
    refused(
        &crm.get("/customers/crm:0/value").await,
        404,
        "unknown_customer",
        "",
    );
    server.stop().await;
}

async fn units_are_those_promised_and_never_mixed(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let before = SystemClock.now();
    report(&crm, &arrived("crm:42", "mail-1", &days_ago(2)))
        .await
        .expect(201);
    let mut document = crate::common::demo()
        .into_iter()
        .find(|document| &*document.key == "recipe-ideas")
        .unwrap();
    document.benefits[0].unit = "plans".to_owned();
    document.change_note = Some("Whole plans instead of recipes.".to_owned());
    server.publish(document, Some(1)).await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let now = SystemClock.now().to_string();
    report(&crm, &arrived("crm:42", "mail-2", &now))
        .await
        .expect(201);
    let mut older = arrived("crm:42", "mail-3", &now);
    older["unit"] = json!("recipes");
    report(&crm, &older).await.expect(201);
    let mut early = arrived("crm:42", "mail-4", &before.to_string());
    early["unit"] = json!("plans");
    let answer = report(&crm, &early).await;
    refused(&answer, 422, "unit_mismatch", "unit");
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.contains("`recipes`") && detail.contains("`plans`"),
        "{detail}"
    );
    let recipes = line(&crm, "recipe-ideas", "recipes").await;
    let plans = line(&crm, "recipe-ideas", "plans").await;
    assert_eq!(
        (&recipes["delivered"], &plans["delivered"]),
        (&json!(6), &json!(3))
    );
    // She has not answered to the change, so nothing more is promised.
    assert_eq!(
        (&recipes["promised"], &plans["promised"]),
        (&json!(15), &json!(0))
    );
    server.stop().await;
}

async fn a_use_counts_once(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let exchange = async || {
        let value = crm.get("/customers/crm:42/value").await.expect(200).json();
        let exchanges = value["exchanges"].as_array().unwrap().clone();
        let mut exchanges = exchanges.into_iter();
        exchanges
            .find(|exchange| exchange["proposition"] == "recipe-ideas")
            .unwrap()
    };
    assert_eq!(exchange().await["data"][0]["last_used_at"], Value::Null);
    let (early, late) = (days_ago(9), days_ago(2));
    let list = json!({"events": [
        used("crm:42", &early, "mail"), used("crm:42", &late, "mail"),
        used("crm:42", &late, "mail"), used("crm:42", &late, "app"),
    ]});
    let answer = crm.post("/usage-events", &list).await.expect(200).json();
    assert_eq!(
        (&answer["accepted"], &answer["duplicates"]),
        (&json!(3), &json!(1))
    );
    crm.post("/usage-events", &used("crm:42", &early, "mail"))
        .await
        .expect(200);
    let told = exchange().await;
    assert_eq!(
        told["data"][0],
        json!({"data": "orders", "purpose": "recommendations",
        "last_used_at": late})
    );
    assert_eq!(told["data"][1]["last_used_at"], Value::Null, "{told}");
    assert_eq!(told["unused"], false);
    server.stop().await;
}

async fn whoever_is_erased_is_not_brought_back(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let at = days_ago(2);
    let (one, key) = (arrived("crm:42", "mail-1", &at), new_key());
    crm.write("POST", "/value-events", &one, &key)
        .await
        .expect(201);
    let list = json!({"events": [arrived("crm:42", "mail-2", &at)]});
    let list_key = new_key();
    let told = crm
        .write("POST", "/value-events", &list, &list_key)
        .await
        .expect(200);
    crm.post("/usage-events", &used("crm:42", &at, "mail"))
        .await
        .expect(201);
    erase(&crm, &id, "suppress", &new_key()).await.expect(204);
    refused(
        &report(&crm, &arrived(&id, "mail-3", &at)).await,
        410,
        "erased",
        "",
    );
    refused(
        &report(&crm, &arrived("crm:42", "mail-3", &at)).await,
        410,
        "erased",
        "",
    );
    let usage = crm.post("/usage-events", &used(&id, &at, "mail")).await;
    refused(&usage, 410, "erased", "");
    // Her answer went with her; that to a list said nothing about anybody.
    let again = crm.write("POST", "/value-events", &one, &key).await;
    refused(&again, 410, "erased", "");
    let again = crm
        .write("POST", "/value-events", &list, &list_key)
        .await
        .expect(200);
    assert_eq!(again.body, told.body);
    refused(
        &crm.get(&format!("/customers/{id}/value")).await,
        410,
        "erased",
        "",
    );
    let store = &server.app().live.store;
    for held in store.held(id.parse().unwrap(), &[]).await.unwrap() {
        assert!(held.rows.is_empty() || held.table == "answer", "{held:?}");
    }
    server.stop().await;
}

async fn hostile_texts_come_back_as_they_are(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script> '; DROP TABLE x; -- \u{202e}x%00";
    report(&crm, &arrived("crm:42", hostile, &days_ago(2)))
        .await
        .expect(201);
    let event = used("crm:42", &days_ago(2), hostile);
    crm.post("/usage-events", &event).await.expect(201);
    crm.post("/usage-events", &event).await.expect(200);
    let export = crm
        .get(&format!("/customers/{id}/export"))
        .await
        .expect(200)
        .json();
    let tables = &export["tables"];
    assert_eq!(tables["value_event"][0]["proof"], hostile);
    assert_eq!(tables["usage_event"][0]["context"], hostile);
    server.stop().await;
}

async fn a_test_client_reports_about_test_customers_alone(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let tester = server
        .test_crm("consent:read consent:write value:write")
        .await;
    let event = arrived("crm:42", "mail-1", &days_ago(2));
    refused(&report(&tester, &event).await, 404, "unknown_customer", "");
    tester.knows("crm:42").await;
    report(&tester, &event).await.expect(201);
    assert_eq!(
        line(&tester, "recipe-ideas", "recipes").await["delivered"],
        3
    );
    assert_eq!(line(&crm, "recipe-ideas", "recipes").await["delivered"], 0);
    server.stop().await;
}

async fn a_thousand_events_are_one_write(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let at = days_ago(2);
    let events: Vec<_> = (0..1_000)
        .map(|n| arrived("crm:42", &format!("mail-{n}"), &at))
        .collect();
    let began = std::time::Instant::now();
    let answer = report(&crm, &json!({"events": events}))
        .await
        .expect(200)
        .json();
    let took = began.elapsed();
    println!("a thousand events took {took:?} on {database:?}");
    assert_eq!(answer["accepted"], 1_000);
    assert_eq!(
        line(&crm, "recipe-ideas", "recipes").await["delivered"],
        3_000
    );
    assert!(took < Duration::from_secs(5), "{took:?}");
    server.stop().await;
}

async fn many_who_report_at_once_are_all_served(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let at = days_ago(2);
    let events: Vec<_> = (0..300)
        .map(|n| arrived("crm:42", &format!("mail-{n}"), &at))
        .collect();
    let began = std::time::Instant::now();
    let all = futures_util::future::join_all(events.iter().map(|event| report(&crm, event))).await;
    println!(
        "{} reports took {:?} on {database:?}",
        all.len(),
        began.elapsed()
    );
    for answer in all {
        answer.expect(201);
    }
    let line = line(&crm, "recipe-ideas", "recipes").await;
    assert_eq!(line["delivered"], 900);
    server.stop().await;
}
