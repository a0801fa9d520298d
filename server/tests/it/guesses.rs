//! Programs guess something about Ana; she reads it, and what she does not want goes.

use std::time::Duration;

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, encoded, new_key};
use crate::erasure::{assert_good, erase};
use crate::guesses_models::guesser;
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::red_lines::by_phone;

on_both!(
    a_guess_is_taken_over_where_she_allows_it_and_nowhere_else,
    what_she_turns_off_is_gone_and_does_not_come_back,
    a_pause_hides_guesses_and_going_on_shows_them,
    what_she_rejects_on_her_page_is_gone_for_good_and_everybody_is_told,
    strangers_reject_nothing,
    a_program_takes_its_own_guess_back,
    the_same_key_gets_the_same_answer_and_tells_nothing_twice,
    what_cannot_be_a_guess_is_refused_by_its_fields,
    of_a_guess_and_an_off_at_once_nothing_is_left_to_read,
    a_restart_forgets_no_row_that_has_to_go,
    two_records_show_their_guesses_together_and_apart_again,
    whoever_leaves_takes_her_guesses_along,
    her_copy_and_her_timeline_have_them,
    a_hostile_guess_stays_within_its_place,
    no_customer_has_more_guesses_than_she_can_read,
    a_test_client_guesses_about_test_customers_alone,
);

const SCOPES: &str = "check consent:read consent:write decisions:write feed";

/// The coupons, with what a computer may guess.
fn coupons(toggles: Value) -> Value {
    json!({
        "proposition": "coupons", "version": 1, "toggles": toggles,
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"},
    })
}

pub fn guess(value: &str) -> Value {
    json!({
        "label": "Pets", "value": value, "derived_from": ["orders"],
        "model": {"name": "tastes", "version": "4.1"}, "confidence": 0.8, "purposes": ["offers"],
    })
}

pub async fn chooses(crm: &Crm, who: &str, toggles: Value) {
    let path = format!("/customers/{}/choices", encoded(who));
    crm.post(&path, &coupons(toggles)).await.expect(201);
}

pub async fn allows(crm: &Crm, who: &str) {
    chooses(crm, who, json!({"exchange": "on", "ai:infer": "on"})).await;
}

pub async fn tells(crm: &Crm, who: &str, key: &str, guess: &Value) -> Answer {
    let path = format!("/customers/{}/inferences/{key}", encoded(who));
    crm.put(&path, guess).await
}

pub async fn read(crm: &Crm, who: &str) -> Vec<Value> {
    let path = format!("/customers/{}/inferences", encoded(who));
    let body = crm.get(&path).await.expect(200).json();
    body["inferences"].as_array().unwrap().clone()
}

async fn values(crm: &Crm, who: &str) -> Vec<String> {
    let all = read(crm, who).await;
    all.iter()
        .map(|guess| guess["value"].as_str().unwrap().to_owned())
        .collect()
}

/// Ana, who lets a computer guess from her orders, and a program that does.
pub async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    guesser(&server.crm("admin").await).await;
    let crm = server.crm(SCOPES).await;
    crm.knows("crm:42").await;
    allows(&crm, "crm:42").await;
    (server, crm)
}

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) -> Value {
    let problem = answer.json();
    let told = (answer.status, problem["code"].as_str());
    assert_eq!(told, (status, Some(code)), "{problem}");
    problem
}

/// How many rows there are, whether or not they count, once there are `wanted`.
pub async fn rows(server: &Server, wanted: usize) {
    for _ in 0..600 {
        let all = server.app().live.store.inferences_after(None, 1_000).await;
        if all.unwrap().len() == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let all = server.app().live.store.inferences_after(None, 10).await;
    panic!("not {wanted}: {all:?}");
}

async fn a_guess_is_taken_over_where_she_allows_it_and_nowhere_else(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:7").await;
    let problem = tells(&crm, "crm:7", "has-dog", &guess("a dog")).await;
    let problem = refused(&problem, 409, "inference_forbidden");
    assert!(
        problem["errors"].to_string().contains("no_grant"),
        "{problem}"
    );
    let told = tells(&crm, "crm:42", "has-dog", &guess("a dog")).await;
    let told = told.expect(200).json();
    assert_eq!(told["confidence"], 0.8);
    assert_eq!(told["decided_index"], server.app().live.engine.index());
    assert_eq!(read(&crm, "crm:42").await, [told]);
    assert_eq!(read(&crm, "crm:7").await, [Value::Null; 0]);
    // Not from what she did not turn on, nor for what: all of it, or nothing.
    for (field, more) in [
        ("derived_from", "birthday"),
        ("purposes", "recommendations"),
    ] {
        let mut wide = guess("a cat");
        wide[field].as_array_mut().unwrap().push(json!(more));
        let wide = tells(&crm, "crm:42", "has-cat", &wide).await;
        refused(&wide, 409, "inference_forbidden");
    }
    // The same key is the same guess.
    tells(&crm, "crm:42", "has-dog", &guess("two dogs"))
        .await
        .expect(200);
    assert_eq!(values(&crm, "crm:42").await, ["two dogs"]);
    for (who, status, code) in [
        ("crm:none", 404, "unknown_customer"),
        ("x", 404, "unknown_customer"),
    ] {
        refused(
            &tells(&crm, who, "has-dog", &guess("a dog")).await,
            status,
            code,
        );
    }
    let narrow = server.crm("consent:read").await;
    refused(
        &tells(&narrow, "crm:42", "has-dog", &guess("a dog")).await,
        403,
        "scope_missing",
    );
    let writer = server.crm("decisions:write").await;
    let path = "/customers/crm:42/inferences";
    refused(&writer.get(path).await, 403, "scope_missing");
}

async fn what_she_turns_off_is_gone_and_does_not_come_back(database: Database) {
    for off in ["ai:infer", "exchange"] {
        let (server, crm) = shop(database).await;
        tells(&crm, "crm:42", "has-dog", &guess("a dog"))
            .await
            .expect(200);
        chooses(&crm, "crm:42", json!({off: "off"})).await;
        assert_eq!(values(&crm, "crm:42").await, [""; 0], "{off}");
        refused(
            &tells(&crm, "crm:42", "has-dog", &guess("a dog")).await,
            409,
            "inference_forbidden",
        );
        allows(&crm, "crm:42").await;
        assert_eq!(values(&crm, "crm:42").await, [""; 0], "{off}");
        // What is left of it goes by itself.
        rows(&server, 0).await;
        tells(&crm, "crm:42", "has-dog", &guess("a dog again"))
            .await
            .expect(200);
        assert_eq!(values(&crm, "crm:42").await, ["a dog again"]);
    }
}

async fn a_pause_hides_guesses_and_going_on_shows_them(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    refused(
        &tells(&crm, "crm:42", "has-cat", &guess("a cat")).await,
        409,
        "inference_forbidden",
    );
    // She still reads what is held, and may take it away.
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(
        page.contains("a dog") && page.contains("Everything is paused"),
        "{page}"
    );
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    assert_eq!(values(&crm, "crm:42").await, ["a dog"]);
    rows(&server, 1).await;
}

async fn what_she_rejects_on_her_page_is_gone_for_good_and_everybody_is_told(database: Database) {
    let (server, crm) = shop(database).await;
    for (key, value) in [("has-dog", "a dog"), ("has-cat", "a cat")] {
        tells(&crm, "crm:42", key, &guess(value)).await.expect(200);
    }
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(page.contains("We hold 2 guesses about you."), "{page}");
    assert!(page.contains("We are fairly sure:"), "{page}");
    let before = server.app().live.engine.index();
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    let done = ana
        .submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    let there = done.header("location").to_owned();
    // Pressed twice, it is said once.
    let again = ana
        .submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    assert_eq!(again.header("location"), there);
    assert_eq!(server.app().live.engine.index(), before + 1);
    let page = ana.get(&there).await.expect(200).text();
    assert!(page.contains("It is deleted."), "{page}");
    assert!(page.contains("/receipts/rcp_"), "{page}");
    assert!(page.contains("a cat") && !page.contains("a dog"), "{page}");
    rows(&server, 1).await;
    let receipt = there.split("receipt=").nth(1).unwrap();
    ana.get(&format!("/receipts/{receipt}")).await.expect(200);
    let dont = [("guess", "has-cat"), ("how", "dont_guess")];
    ana.submit("/actions/reject-guess", &dont).await.expect(303);
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    for key in ["has-dog", "has-cat"] {
        let told = tells(&crm, "crm:42", key, &guess("it")).await;
        refused(&told, 409, "inference_rejected");
    }
    let changes = crm
        .get(&format!("/changes?after={before}"))
        .await
        .expect(200)
        .json();
    let told: Vec<_> = changes["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(told, ["inference.rejected", "inference.rejected"]);
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(page.contains("We have made no guesses."), "{page}");
    assert_good(&server).await;
}

async fn strangers_reject_nothing(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    let before = server.app().live.engine.index();
    let mut ana = by_link(&server, "crm:42").await;
    // From another site, from nobody, and with what is no guess.
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let form = "guess=has-dog&how=wrong";
    let foreign = ana
        .send("POST", "/actions/reject-guess", &headers, form)
        .await;
    assert_eq!(foreign.status, 403);
    let mut nobody = crate::common::Visitor::new(&server);
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    let door = nobody
        .submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    assert_eq!(door.header("location"), "/sign-in");
    for bad in [
        [("guess", "Has Dog"), ("how", "wrong")],
        [("guess", "has-dog"), ("how", "maybe")],
    ] {
        let bad = ana.submit("/actions/reject-guess", &bad).await;
        assert!(bad.status >= 400, "{}", bad.status);
    }
    assert_eq!(server.app().live.engine.index(), before);
    assert_eq!(values(&crm, "crm:42").await, ["a dog"]);
    crm.knows("crm:7").await;
    let mut bo = by_link(&server, "crm:7").await;
    let page = bo.get("/guesses").await.expect(200).text();
    assert!(!page.contains("a dog"), "{page}");
}

async fn a_program_takes_its_own_guess_back(database: Database) {
    let (_server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    let path = "/customers/crm:42/inferences/has-dog";
    let key = new_key();
    let remove = async |key: &str| {
        let headers = [("idempotency-key", key)];
        crm.call("DELETE", path, &headers, None).await
    };
    remove(&key).await.expect(204);
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    // Told again, and then the old request comes once more: it does nothing twice.
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    remove(&key).await.expect(204);
    assert_eq!(values(&crm, "crm:42").await, ["a dog"]);
    remove(&new_key()).await.expect(204);
    refused(&remove(&new_key()).await, 404, "unknown_inference");
}

async fn the_same_key_gets_the_same_answer_and_tells_nothing_twice(database: Database) {
    let (_server, crm) = shop(database).await;
    let path = "/customers/crm:42/inferences/has-dog";
    let key = new_key();
    let first = crm
        .write("PUT", path, &guess("a dog"), &key)
        .await
        .expect(200)
        .json();
    tells(&crm, "crm:42", "has-dog", &guess("a wolf"))
        .await
        .expect(200);
    let again = crm
        .write("PUT", path, &guess("a dog"), &key)
        .await
        .expect(200)
        .json();
    assert_eq!(again, first);
    assert_eq!(values(&crm, "crm:42").await, ["a wolf"]);
    let other = crm.write("PUT", path, &guess("a cat"), &key).await;
    refused(&other, 422, "idempotency_key_reused");
    // Nor is it the key of a choice.
    let choice = coupons(json!({"exchange": "off"}));
    let used = new_key();
    crm.write("POST", "/customers/crm:42/choices", &choice, &used)
        .await
        .expect(201);
    let other = crm.write("PUT", path, &guess("a dog"), &used).await;
    refused(&other, 422, "idempotency_key_reused");
}

async fn what_cannot_be_a_guess_is_refused_by_its_fields(database: Database) {
    let (_server, crm) = shop(database).await;
    for (field, value) in [
        ("label", json!("")),
        ("value", json!("a\u{202e}b")),
        ("derived_from", json!([])),
        ("confidence", json!(1.5)),
        ("purposes", json!([])),
    ] {
        let mut bad = guess("a dog");
        bad[field] = value;
        let problem = refused(
            &tells(&crm, "crm:42", "has-dog", &bad).await,
            422,
            "invalid_field",
        );
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    let unknown = tells(&crm, "crm:42", "has-dog", &json!({"surprise": 1})).await;
    assert_eq!(unknown.status, 422);
    let key = tells(&crm, "crm:42", "Has%20Dog", &guess("a dog")).await;
    let problem = refused(&key, 422, "invalid_field");
    assert_eq!(problem["errors"][0]["field"], "key");
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
}

async fn of_a_guess_and_an_off_at_once_nothing_is_left_to_read(database: Database) {
    let (server, crm) = shop(database).await;
    for round in 0..12 {
        allows(&crm, "crm:42").await;
        let key = format!("guess-{round}");
        let dog = guess("a dog");
        let off = async || chooses(&crm, "crm:42", json!({"ai:infer": "off"})).await;
        // In either order.
        let told = if round % 2 == 0 {
            tokio::join!(tells(&crm, "crm:42", &key, &dog), off()).0
        } else {
            tokio::join!(off(), tells(&crm, "crm:42", &key, &dog)).1
        };
        assert!(matches!(told.status, 200 | 409), "{}", told.status);
        assert_eq!(values(&crm, "crm:42").await, [""; 0]);
        allows(&crm, "crm:42").await;
        assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    }
    rows(&server, 0).await;
}

async fn a_restart_forgets_no_row_that_has_to_go(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    let kept = server
        .app()
        .live
        .store
        .inferences_after(None, 10)
        .await
        .unwrap();
    chooses(&crm, "crm:42", json!({"ai:infer": "off"})).await;
    rows(&server, 0).await;
    // As if the server had died before it deleted the row.
    let server = server
        .restart_after(async |store| {
            let put = store.put_inference(&kept[0], 10, None).await;
            assert_eq!(put, Ok(mutual::port::Put::Kept));
        })
        .await;
    let crm = server.crm(SCOPES).await;
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    rows(&server, 0).await;
}

async fn two_records_show_their_guesses_together_and_apart_again(database: Database) {
    let (server, crm) = shop(database).await;
    let visitor = crm.knows("visitor:7").await;
    allows(&crm, "visitor:7").await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    tells(&crm, "visitor:7", "has-cat", &guess("a cat"))
        .await
        .expect(200);
    // Something happens in between.
    crm.knows("crm:8").await;
    allows(&crm, "crm:8").await;
    tells(&crm, "visitor:7", "has-dog", &guess("two dogs"))
        .await
        .expect(200);
    crm.post("/customers/crm:42/merge", &json!({"from": visitor}))
        .await
        .expect(201);
    // Of one key, the newer is told.
    assert_eq!(values(&crm, "crm:42").await, ["a cat", "two dogs"]);
    assert_eq!(values(&crm, &visitor).await, ["a cat", "two dogs"]);
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(
        page.contains("a cat") && page.contains("two dogs"),
        "{page}"
    );
    crm.post("/customers/crm:42/split", &json!({"from": visitor}))
        .await
        .expect(201);
    assert_eq!(values(&crm, "crm:42").await, ["a dog"]);
    assert_eq!(values(&crm, &visitor).await, ["a cat", "two dogs"]);
    // Merged again, what she rejects goes from both.
    crm.post("/customers/crm:42/merge", &json!({"from": visitor}))
        .await
        .expect(201);
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    ana.submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    assert_eq!(values(&crm, "crm:42").await, ["a cat"]);
    rows(&server, 1).await;
}

async fn whoever_leaves_takes_her_guesses_along(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    let kept = server
        .app()
        .live
        .store
        .inferences_after(None, 10)
        .await
        .unwrap();
    let id = kept[0].customer;
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    let store = &server.app().live.store;
    assert_eq!(store.inferences(&[id]).await.unwrap(), []);
    // Nor does one that was under way bring her back.
    let late = store.put_inference(&kept[0], 10, None).await;
    assert_eq!(late, Ok(mutual::port::Put::Gone));
    let told = tells(&crm, &id.to_string(), "has-dog", &guess("a dog")).await;
    refused(&told, 410, "erased");
    assert_good(&server).await;
}

async fn her_copy_and_her_timeline_have_them(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    let all = ana.get("/data/everything.json").await.expect(200).json();
    let held = &all["tables"]["guess"][0];
    let told = [&held["label"], &held["guess"], &held["model"]];
    assert_eq!(told, ["Pets", "a dog", "tastes"], "{all:#}");
    assert_eq!(held["made_from"], json!(["orders"]));
    assert_eq!(held["confidence"], 0.8);
    let page = ana.get("/data").await.expect(200).text();
    assert!(page.contains("What we guess about you"), "{page}");
    let lines = ana.get("/timeline?show=guessed").await.expect(200).text();
    assert!(lines.contains("We guessed “Pets”: a dog"), "{lines}");
    let table = ana
        .get("/timeline.csv?show=guessed")
        .await
        .expect(200)
        .text();
    assert!(table.contains("Pets: a dog"), "{table}");
    chooses(&crm, "crm:42", json!({"ai:infer": "off"})).await;
    let lines = ana.get("/timeline?show=guessed").await.expect(200).text();
    assert!(!lines.contains("a dog"), "{lines}");
}

async fn a_hostile_guess_stays_within_its_place(database: Database) {
    let (server, crm) = shop(database).await;
    let mut hostile = guess("</bdi><script>alert(1)</script>");
    hostile["label"] = json!("<h1 onclick=x>مرحبا\"'");
    tells(&crm, "crm:42", "has-dog", &hostile).await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    speaks(&server, &["en", "de", "ar"]).await;
    for language in ["en", "de", "ar"] {
        let chosen = [("to", language), ("from", "/")];
        ana.submit("/actions/language", &chosen).await.expect(303);
        for path in ["/guesses", "/timeline", "/data"] {
            let page = ana.get(path).await.expect(200).text();
            assert!(
                page.contains(&format!("<html lang=\"{language}\"")),
                "{page}"
            );
            assert!(!page.contains("<script>alert"), "{page}");
            assert!(!page.contains("<h1 onclick"), "{page}");
            assert!(page.contains("&lt;script&gt;alert(1)"), "{path}: {page}");
        }
    }
}

async fn no_customer_has_more_guesses_than_she_can_read(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "guess-0", &guess("a dog"))
        .await
        .expect(200);
    let store = &server.app().live.store;
    let mut one = store.inferences_after(None, 10).await.unwrap().remove(0);
    for n in 1..200 {
        one.guess.key = format!("guess-{n}").parse().unwrap();
        store.put_inference(&one, 1_000, None).await.unwrap();
    }
    let more = tells(&crm, "crm:42", "guess-200", &guess("a cat")).await;
    refused(&more, 409, "too_many_inferences");
    tells(&crm, "crm:42", "guess-7", &guess("a cat"))
        .await
        .expect(200);
    assert_eq!(read(&crm, "crm:42").await.len(), 200);
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(page.contains("We hold 200 guesses about you."), "{page}");
}

async fn a_test_client_guesses_about_test_customers_alone(database: Database) {
    let (server, crm) = shop(database).await;
    let test = server.test_crm(SCOPES).await;
    refused(
        &tells(&test, "crm:42", "has-dog", &guess("a dog")).await,
        404,
        "unknown_customer",
    );
    test.knows("crm:9").await;
    guesser(&server.test_crm("admin").await).await;
    for _ in 0..100 {
        let catalogue = server.app().test.engine.catalogue();
        if catalogue.proposition("coupons").is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    allows(&test, "crm:9").await;
    tells(&test, "crm:9", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    assert_eq!(values(&test, "crm:9").await, ["a dog"]);
    assert_eq!(values(&crm, "crm:42").await, [""; 0]);
    rows(&server, 0).await;
}
