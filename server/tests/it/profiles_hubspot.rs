//! An admin of HubSpot reads who is subscribed, and writes who does not want to be any more.

use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::on_both;
use crate::profiles::{anonymous, answers, does, recipes, shop, unchanged, verdict, wanting_more};

on_both!(
    her_statuses_follow_her_answers,
    many_are_read_at_once_and_nobody_unknown_is_told_as_a_yes,
    an_opt_out_is_a_choice_and_the_same_body_does_it_once,
    an_opt_out_after_a_new_yes_counts_again,
    what_cannot_be_written_is_told_and_the_rest_is_done,
    errors_are_theirs,
);

const BASE: &str = "/profiles/hubspot/communication-preferences/v4";
const EMAIL: &str = "purpose=recommendations&channel=email";

/// The numbers of the subscriptions, by the order that customers see them.
async fn definitions(crm: &Crm) -> Vec<(u64, String)> {
    let answer = crm
        .get(&format!("{BASE}/definitions"))
        .await
        .expect(200)
        .json();
    assert_eq!(answer["status"], "COMPLETE");
    let results = answer["results"].as_array().unwrap();
    let read = |one: &Value| {
        let id = one["id"].as_str().unwrap().parse().unwrap();
        (id, one["name"].as_str().unwrap().to_owned())
    };
    results.iter().map(read).collect()
}

async fn recipes_number(crm: &Crm) -> u64 {
    let all = definitions(crm).await;
    assert_eq!(all.len(), 2, "two exchanges go by e-mail: {all:?}");
    assert_eq!(all[0].1, "Weekly recipe ideas");
    all[0].0
}

async fn statuses(crm: &Crm) -> Vec<Value> {
    let path = format!("{BASE}/statuses/ana@example.org?channel=EMAIL");
    let answer = crm.get(&path).await.expect(200).json();
    answer["results"].as_array().unwrap().clone()
}

async fn status(crm: &Crm) -> String {
    statuses(crm).await[0]["status"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn opt_out(number: u64) -> Value {
    json!({"subscriberIdString": "ana@example.org", "subscriptionId": number, "channel": "EMAIL",
           "statusState": "UNSUBSCRIBED"})
}

/// Writes as the vendor's clients do: without any idempotency key.
async fn writes(crm: &Crm, inputs: &Value) -> Answer {
    let path = format!("{BASE}/statuses/batch/write");
    crm.call("POST", &path, &[], Some(&json!({"inputs": inputs})))
        .await
}

fn index(server: &Server) -> u64 {
    server.app().live.engine.index()
}

async fn her_statuses_follow_her_answers(database: Database) {
    let (server, crm) = shop(database).await;
    let number = recipes_number(&crm).await;
    assert_eq!(status(&crm).await, "NOT_SPECIFIED");
    recipes(&crm, "on").await;
    let all = statuses(&crm).await;
    assert_eq!(all.len(), 2);
    let told = &all[0];
    assert_eq!(told["subscriptionId"], number);
    assert_eq!(told["subscriptionName"], "Weekly recipe ideas");
    assert_eq!(
        (&told["status"], &told["channel"]),
        (&json!("SUBSCRIBED"), &json!("EMAIL"))
    );
    assert_eq!(told["legalBasis"], "CONSENT_WITH_NOTICE");
    assert_eq!(
        told["legalBasisExplanation"],
        "granted, explicit, active, consent, version 1"
    );
    assert_eq!(told["subscriberIdString"], "ana@example.org");
    assert_eq!(all[1]["status"], "NOT_SPECIFIED");
    assert_eq!(all[1].get("legalBasis"), None);
    does(&crm, "pause").await;
    assert_eq!(status(&crm).await, "UNSUBSCRIBED");
    does(&crm, "resume").await;
    assert_eq!(status(&crm).await, "SUBSCRIBED");
    server.publish(wanting_more(), Some(1)).await;
    assert_eq!(status(&crm).await, "UNSUBSCRIBED", "asked anew");
    assert_eq!(
        recipes_number(&crm).await,
        number,
        "a version more, the same number"
    );
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "on"})).await;
    assert_eq!(status(&crm).await, "SUBSCRIBED");
    unchanged(
        &crm,
        &format!("{BASE}/statuses/ana@example.org?channel=EMAIL"),
    )
    .await;
    unchanged(
        &crm,
        &format!("{BASE}/definitions?includeTranslations=true"),
    )
    .await;
}

async fn many_are_read_at_once_and_nobody_unknown_is_told_as_a_yes(database: Database) {
    let (_server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    let path = format!("{BASE}/statuses/batch/read?channel=EMAIL");
    let read = async |inputs: Value| {
        crm.call("POST", &path, &[], Some(&json!({"inputs": inputs})))
            .await
    };
    let all = read(json!(["ana@example.org", "crm:42"])).await.expect(200);
    assert_ne!(all.header("mutual-index"), "");
    let all = all.json();
    assert_eq!(all["results"][0]["subscriberIdString"], "ana@example.org");
    assert_eq!(all["results"][1]["statuses"][0]["status"], "SUBSCRIBED");
    assert_eq!(all.get("errors"), None);
    let some = read(json!(["bo@example.org", "ana@example.org"]))
        .await
        .expect(207)
        .json();
    assert_eq!(some["results"].as_array().unwrap().len(), 1);
    assert_eq!(some["numErrors"], 1);
    assert_eq!(some["errors"][0]["category"], "OBJECT_NOT_FOUND");
    assert_eq!(
        some["errors"][0]["context"],
        json!({"subscriberIdString": ["bo@example.org"]})
    );
    let hundred: Vec<_> = (0..100).map(|n| format!("{n}@example.org")).collect();
    assert_eq!(
        read(json!(hundred)).await.expect(207).json()["numErrors"],
        100
    );
    let more: Vec<_> = (0..101).map(|n| format!("{n}@example.org")).collect();
    let refused = read(json!(more)).await.expect(400).json();
    assert_eq!(refused["errors"][0]["in"], "inputs");
}

async fn an_opt_out_is_a_choice_and_the_same_body_does_it_once(database: Database) {
    let (server, crm) = shop(database).await;
    let number = recipes_number(&crm).await;
    recipes(&crm, "on").await;
    assert_eq!(verdict(&crm, EMAIL).await, "allow");
    let before = index(&server);
    // The same batch, sent by many at once: it is one choice.
    let sent = (0..16).map(|_| {
        let crm = crm.clone();
        tokio::spawn(async move { writes(&crm, &json!([opt_out(number)])).await })
    });
    for sent in sent.collect::<Vec<_>>() {
        let answer = sent.await.unwrap().expect(200);
        assert_eq!(answer.json()["results"][0]["status"], "UNSUBSCRIBED");
        // Whoever asks with this index sees it off.
        let least = answer.header("mutual-index");
        let seen = verdict(&crm, &format!("{EMAIL}&min_index={least}")).await;
        assert_eq!(seen, "deny");
    }
    assert_eq!(index(&server), before + 1, "one entry");
    let again = writes(&crm, &json!([opt_out(number)]))
        .await
        .expect(200)
        .json();
    assert_eq!(
        again["results"][0]["setStatusSuccessReason"],
        "NO_STATUS_CHANGE"
    );
    assert_eq!(index(&server), before + 1, "and still one");
    assert_eq!(status(&crm).await, "UNSUBSCRIBED");
    // With a key of the caller's it is a write like any other, and says the same again.
    let (key, body) = (new_key(), json!({"inputs": [opt_out(number)]}));
    let path = format!("{BASE}/statuses/batch/write");
    let first = crm.write("POST", &path, &body, &key).await.expect(200);
    let second = crm.write("POST", &path, &body, &key).await.expect(200);
    assert_eq!(first.json()["results"], second.json()["results"]);
    assert_eq!(index(&server), before + 2, "saying no twice is evidence");
    let mut other = body.clone();
    other["inputs"][0]["legalBasisExplanation"] = json!("she wrote to us");
    let reused = crm
        .write("POST", &path, &other, &key)
        .await
        .expect(207)
        .json();
    assert_eq!(reused["errors"][0]["subCategory"], "idempotency_key_reused");
}

async fn an_opt_out_after_a_new_yes_counts_again(database: Database) {
    let (server, crm) = shop(database).await;
    let number = recipes_number(&crm).await;
    // Off before anybody asked is a no.
    let refused = writes(&crm, &json!([opt_out(number)]))
        .await
        .expect(200)
        .json();
    assert_eq!(refused["results"][0]["status"], "UNSUBSCRIBED");
    for _ in 0..3 {
        recipes(&crm, "on").await;
        assert_eq!(status(&crm).await, "SUBSCRIBED");
        let before = index(&server);
        // Word for word the body of before.
        let off = writes(&crm, &json!([opt_out(number)]))
            .await
            .expect(200)
            .json();
        assert_eq!(
            off["results"][0]["setStatusSuccessReason"],
            "REQUESTED_CHANGE_OCCURRED"
        );
        assert_eq!(
            (index(&server), verdict(&crm, EMAIL).await),
            (before + 1, "deny".to_owned())
        );
    }
    // One at a time, as their API for one contact has it; also where all is paused.
    recipes(&crm, "on").await;
    does(&crm, "pause").await;
    let mut body = opt_out(number);
    body.as_object_mut().unwrap().remove("subscriberIdString");
    let path = format!("{BASE}/statuses/ana@example.org");
    let off = crm
        .call("POST", &path, &[], Some(&body))
        .await
        .expect(200)
        .json();
    assert_eq!(
        off["results"][0]["setStatusSuccessReason"],
        "REQUESTED_CHANGE_OCCURRED"
    );
    does(&crm, "resume").await;
    assert_eq!(status(&crm).await, "UNSUBSCRIBED");
    // Her choice stands in the ledger as any other one by the API.
    let entries = server
        .app()
        .live
        .engine
        .entries(index(&server) - 2, 1)
        .await
        .unwrap();
    let mutual::ledger::Body::Chosen(chosen) = &entries[0].body else {
        panic!("{:?}", entries[0]);
    };
    assert_eq!(chosen.route, mutual::consent::Route::Api);
    assert_eq!(chosen.proposition.as_str(), "recipe-ideas");
}

async fn what_cannot_be_written_is_told_and_the_rest_is_done(database: Database) {
    let (server, crm) = shop(database).await;
    let number = recipes_number(&crm).await;
    recipes(&crm, "on").await;
    let with = |field: &str, value: Value| {
        let mut input = opt_out(number);
        input[field] = value;
        input
    };
    let before = index(&server);
    let inputs = json!([
        with("statusState", json!("SUBSCRIBED")),
        with("statusState", json!("NOT_SPECIFIED")),
        with("statusState", json!("off")),
        with("channel", json!("SMS")),
        with("subscriptionId", json!(999_999)),
        with("subscriberIdString", json!("bo@example.org")),
    ]);
    let none = writes(&crm, &inputs).await.expect(207).json();
    assert_eq!(
        (&none["numErrors"], &none["results"]),
        (&json!(6), &json!([]))
    );
    assert_eq!(none["errors"][0]["subCategory"], "evidence_missing");
    for place in [4, 5] {
        assert_eq!(none["errors"][place]["category"], "OBJECT_NOT_FOUND");
    }
    assert_eq!(index(&server), before, "nothing was stored");
    assert_eq!(status(&crm).await, "SUBSCRIBED");
    let some = writes(&crm, &json!([inputs[0], opt_out(number)]))
        .await
        .expect(207)
        .json();
    assert_eq!(
        (&some["numErrors"], &some["results"][0]["status"]),
        (&json!(1), &json!("UNSUBSCRIBED"))
    );
    assert_eq!(
        some["errors"][0]["context"],
        json!({"subscriberIdString": ["ana@example.org"], "subscriptionId": [number.to_string()]})
    );
    let many: Vec<_> = (0..101).map(|_| opt_out(number)).collect();
    writes(&crm, &json!(many)).await.expect(400);
}

async fn errors_are_theirs(database: Database) {
    let (server, crm) = shop(database).await;
    let path = format!("{BASE}/statuses/ana@example.org?channel=EMAIL");
    let error = anonymous(&server, &path).await.expect(401);
    assert_eq!(error.header("content-type"), "application/json");
    let error = error.json();
    assert_eq!(error["category"], "INVALID_AUTHENTICATION");
    assert!(error["correlationId"].as_str().unwrap().starts_with("req_"));
    let reader = server.crm("consent:read").await;
    let refused = writes(&reader, &json!([opt_out(1)]))
        .await
        .expect(403)
        .json();
    assert_eq!(refused["category"], "MISSING_SCOPES");
    assert!(
        refused["message"]
            .as_str()
            .unwrap()
            .contains("consent:write")
    );
    for (path, status, category) in [
        (
            format!("{BASE}/statuses/bo@example.org?channel=EMAIL"),
            404,
            "OBJECT_NOT_FOUND",
        ),
        (
            format!("{BASE}/statuses/ana@example.org"),
            400,
            "VALIDATION_ERROR",
        ),
        (format!("{path}&businessUnitId=7"), 400, "VALIDATION_ERROR"),
        (path.replace("EMAIL", "SMS"), 400, "VALIDATION_ERROR"),
        (format!("{path}&min_index=999999999"), 409, "CONFLICT"),
    ] {
        let error = crm.get(&path).await.expect(status).json();
        assert_eq!(
            (&error["category"], &error["status"]),
            (&json!(category), &json!("error"))
        );
    }
    // What is misspelt is named, and nothing is done.
    let error = writes(&crm, &json!([{"subscriber": "ana@example.org"}]))
        .await
        .expect(400)
        .json();
    assert_eq!(error["category"], "VALIDATION_ERROR");
    let gone = crm
        .write(
            "DELETE",
            "/customers/crm:42?mode=suppress",
            &json!({}),
            "gone",
        )
        .await;
    gone.expect(204);
    let error = crm.get(&path).await.expect(404).json();
    assert_eq!(error["subCategory"], "erased");
}
