//! The models that guess about Ana are registered, as those that decide are.

use std::time::Duration;

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::{Value, json};

use crate::common::{Crm, Database, new_key};
use crate::decisions::refused;
use crate::erasure::erase;
use crate::guesses::{allows, guess, read, shop, tells};
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{account, signed_in};
use crate::why::in_order;

on_both!(
    a_guess_of_a_model_that_nobody_registered_is_refused,
    a_model_that_is_in_use_no_more_guesses_nothing_and_what_it_guessed_stays,
    she_reads_what_people_call_the_model,
    the_reviewer_reads_how_customers_answered_its_guesses,
    whatever_says_the_same_counts_once_for_each_model,
);

/// What is known of the model of the guesses that these stories tell.
fn model() -> Value {
    json!({
        "name": "Taste guesser", "vendor": "Halden Ranking Ltd",
        "task": "Guesses what customers like.", "versions": ["4.1", "5.0"],
    })
}

/// Whoever looks after the models registers it.
pub async fn guesser(admin: &Crm) {
    admin.put("/models/tastes", &model()).await.expect(200);
}

/// A guess of that model.
fn by(name: &str, version: &str) -> Value {
    let mut guess = guess("a dog");
    guess["model"] = json!({"name": name, "version": version});
    guess
}

async fn a_guess_of_a_model_that_nobody_registered_is_refused(database: Database) {
    let (server, crm) = shop(database).await;
    for (name, version, field) in [
        ("nobodys", "4.1", "model.name"),
        // It is named by its key, as where it decides.
        ("Taste guesser", "4.1", "model.name"),
        ("tastes", "1999", "model.version"),
    ] {
        let told = tells(&crm, "crm:42", "has-dog", &by(name, version)).await;
        refused(&told, 422, "unknown_model", field);
    }
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);
    // What is wrong in itself is said first, and of nobody nothing is guessed.
    let told = tells(&crm, "crm:42", "has-dog", &by(" ", "4.1")).await;
    refused(&told, 422, "invalid_field", "model.name");
    let told = tells(&crm, "crm:none", "has-dog", &by("nobodys", "4.1")).await;
    refused(&told, 404, "unknown_customer", "");
    // Registered later, it may.
    let admin = server.crm("admin").await;
    admin.put("/models/nobodys", &model()).await.expect(200);
    let told = tells(&crm, "crm:42", "has-dog", &by("nobodys", "5.0")).await;
    let told = told.expect(200).json();
    assert_eq!(told["model"], json!({"name": "nobodys", "version": "5.0"}));
    server.stop().await;
}

async fn a_model_that_is_in_use_no_more_guesses_nothing_and_what_it_guessed_stays(
    database: Database,
) {
    let (server, crm) = shop(database).await;
    let admin = server.crm("admin").await;
    let told = tells(&crm, "crm:42", "has-dog", &by("tastes", "4.1")).await;
    told.expect(200);
    let mut wish = model();
    wish["retired"] = json!(true);
    admin.put("/models/tastes", &wish).await.expect(200);
    let told = tells(&crm, "crm:42", "has-cat", &by("tastes", "4.1")).await;
    refused(&told, 422, "model_retired", "model.name");
    let kept = read(&crm, "crm:42").await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["key"], "has-dog");
    // Of a version that is listed no more too.
    wish["retired"] = json!(false);
    wish["versions"] = json!(["5.0"]);
    admin.put("/models/tastes", &wish).await.expect(200);
    let told = tells(&crm, "crm:42", "has-cat", &by("tastes", "4.1")).await;
    refused(&told, 422, "unknown_model", "model.version");
    let told = tells(&crm, "crm:42", "has-cat", &by("tastes", "5.0")).await;
    told.expect(200);
    assert_eq!(read(&crm, "crm:42").await.len(), 2);
    server.stop().await;
}

async fn she_reads_what_people_call_the_model(database: Database) {
    let (server, crm) = shop(database).await;
    let told = tells(&crm, "crm:42", "has-dog", &by("tastes", "4.1")).await;
    told.expect(200);
    // As one is kept that was told before its model had to be registered.
    let store = &server.app().live.store;
    let mut old = store.inferences_after(None, 10).await.unwrap().remove(0);
    old.guess.key = "has-cat".parse().unwrap();
    old.guess.model.name = "Whatever it was".to_owned();
    store.put_inference(&old, 10, None).await.unwrap();
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    for model in ["Taste guesser, version 4.1", "Whatever it was, version 4.1"] {
        assert!(page.contains(model), "{model}: {page}");
    }
    server.stop().await;
}

/// What the model's figures say of its guesses, once they have counted that many rejections.
async fn answered(admin: &Crm, rejected: u64) -> Value {
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let model = admin.get("/models/tastes").await.expect(200).json();
        let guesses = model["last_28_days"]["guesses"].clone();
        let many = |field: &str| guesses[field].as_u64().unwrap();
        if many("wrong") + many("dont_guess") == rejected {
            return guesses;
        }
        assert!(tokio::time::Instant::now() < end, "{model}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn the_reviewer_reads_how_customers_answered_its_guesses(database: Database) {
    let (server, crm) = shop(database).await;
    let admin = server.crm("admin").await;
    let rob = "rob@example.org";
    account(&server, rob, AccountKind::Staff(Role::Reviewer)).await;
    let path = "/studio/models/tastes";
    let page = signed_in(&server, rob).await.get(path).await;
    let page = page.expect(200).text();
    assert!(!page.contains("What it guesses"), "{page}");
    for who in ["crm:7", "crm:8"] {
        crm.knows(who).await;
        allows(&crm, who).await;
    }
    for who in ["crm:42", "crm:7", "crm:8"] {
        // Told every night, it is one guess.
        for _ in 0..2 {
            tells(&crm, who, "has-dog", &guess("a dog"))
                .await
                .expect(200);
        }
    }
    for (who, how) in [("crm:42", "wrong"), ("crm:7", "dont_guess")] {
        let form = [("guess", "has-dog"), ("how", how)];
        let mut she = by_link(&server, who).await;
        // Pressed twice, she said it once.
        for _ in 0..2 {
            she.submit("/actions/reject-guess", &form).await.expect(303);
        }
    }
    let form = [("guess", "has-dog"), ("label", "Pets"), ("value", "a dog")];
    let mut cy = by_link(&server, "crm:8").await;
    for _ in 0..2 {
        cy.submit("/actions/confirm-guess", &form).await.expect(303);
    }
    let said = json!({"told": 3, "right": 1, "wrong": 1, "dont_guess": 1, "rejected": null});
    assert_eq!(answered(&admin, 2).await, said);
    let page = signed_in(&server, rob).await.get(path).await;
    let page = page.expect(200).text();
    in_order(
        &page,
        &[
            "What it guesses",
            "Guesses told",
            "3",
            "Customers said: right",
            "1",
            "Customers said: wrong",
            "1",
            "Customers said: don’t guess this",
            "1",
            "Share of answers that were “wrong” or “don’t guess this”",
            "Too few to tell",
        ],
    );
    // Whoever leaves takes no number along, and a restart counts nothing twice.
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    let server = server.restart().await;
    let admin = server.crm("admin").await;
    assert_eq!(answered(&admin, 2).await, said);
    server.stop().await;
}

async fn whatever_says_the_same_counts_once_for_each_model(database: Database) {
    let (server, crm) = shop(database).await;
    let admin = server.crm("admin").await;
    admin.put("/models/noses", &model()).await.expect(200);
    let guesses = [("has-dog", "tastes"), ("hound", "noses"), ("pets", "noses")];
    for (key, name) in guesses {
        let told = tells(&crm, "crm:42", key, &by(name, "4.1")).await;
        told.expect(200);
    }
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    let mut ana = by_link(&server, "crm:42").await;
    for _ in 0..2 {
        ana.submit("/actions/reject-guess", &wrong)
            .await
            .expect(303);
    }
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);
    // What Bo says is counted behind that: by then all of hers is.
    crm.knows("crm:7").await;
    allows(&crm, "crm:7").await;
    let told = tells(&crm, "crm:7", "has-dog", &by("tastes", "4.1")).await;
    told.expect(200);
    let mut bo = by_link(&server, "crm:7").await;
    bo.submit("/actions/reject-guess", &wrong).await.expect(303);
    assert_eq!(answered(&admin, 2).await["wrong"], 2);
    let noses = admin.get("/models/noses").await.expect(200).json();
    let said = &noses["last_28_days"]["guesses"];
    assert_eq!((&said["told"], &said["wrong"]), (&json!(2), &json!(1)));
    server.stop().await;
}
