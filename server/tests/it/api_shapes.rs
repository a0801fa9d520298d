//! A program that was made from the description of the API: what is answered is what is described.

use serde_json::{Value, json};

use crate::common::{Database, Server};
use crate::on_both;

const ALL: &str = "check consent:read consent:write feed catalogue value:write webhooks admin";

on_both!(what_is_answered_is_what_is_described);

/// The shape of an answer to `method path` with `status`, as a document of its own.
fn shape(document: &Value, method: &str, path: &str, status: &str) -> Value {
    let content = &document["paths"][path][method]["responses"][status]["content"];
    let schema = &content["application/json"]["schema"];
    assert!(!schema.is_null(), "{method} {path} {status} has no shape");
    json!({"allOf": [schema], "components": document["components"]})
}

#[track_caller]
fn fits(shape: &Value, body: &Value, about: &str) {
    let validator = jsonschema::validator_for(shape).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(body)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{about}: {faults:#?}\n{body:#}");
}

async fn what_is_answered_is_what_is_described(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL).await;
    let described = crate::common::send(&server.url, "GET", "/api/openapi.json", &[], "");
    let document = described.await.expect(200).json();
    // Ana says yes, no and nothing, is merged and set apart, asks for a person, and pauses.
    crm.knows("crm:42").await;
    crm.knows("crm:43").await;
    let on = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "shop", "at": "2026-11-20T10:00:00Z", "wording": "?"}});
    let path = "/api/v1/customers/{ref}/choices";
    let chosen = crm.post("/customers/crm:42/choices", &on).await;
    fits(
        &shape(&document, "post", path, "201"),
        &chosen.expect(201).json(),
        "a choice",
    );
    crm.post("/customers/crm:43/choices", &on).await.expect(201);
    let off = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"}});
    crm.post("/customers/crm:43/choices", &off)
        .await
        .expect(201);
    let merged = crm
        .post("/customers/crm:42/merge", &json!({"from": "crm:43"}))
        .await;
    merged.expect(201);
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    // Of an off and an on for the same nobody knows which was meant.
    let twice = r#"{"proposition":"recipe-ideas","version":1,"toggles":{"exchange":"off","exchange":"on"}}"#;
    let headers = [
        ("authorization", &*format!("Bearer {}", crm.secret)),
        ("content-type", "application/json"),
        ("idempotency-key", "twice"),
    ];
    let path = "/api/v1/customers/crm:42/choices";
    let refused = crate::common::send(&server.url, "POST", path, &headers, twice).await;
    let refused = refused.expect(422).json();
    assert_eq!(
        refused["errors"][0]["field"], "toggles.exchange",
        "{refused}"
    );
    let endpoint = json!({"url": "https://crm.example.org/hooks", "events": ["*"]});
    let made = crm
        .post("/webhook-endpoints", &endpoint)
        .await
        .expect(201)
        .json();
    fits(
        &shape(&document, "post", "/api/v1/webhook-endpoints", "201"),
        &made,
        "an address",
    );
    let link = crm
        .post("/customers/crm:42/links", &json!({"page": "/"}))
        .await
        .expect(201)
        .json();
    fits(
        &shape(&document, "post", "/api/v1/customers/{ref}/links", "201"),
        &link,
        "a link",
    );
    let about = json!({"unsubscribe": {"proposition": "recipe-ideas"}});
    let link = crm
        .post("/customers/crm:42/links", &about)
        .await
        .expect(201)
        .json();
    fits(
        &shape(&document, "post", "/api/v1/customers/{ref}/links", "201"),
        &link,
        "headers",
    );
    let head = server.app().live.engine.index();
    for (path, query) in [
        (
            "/api/v1/customers/{ref}/check",
            "?purpose=recommendations&data=orders",
        ),
        ("/api/v1/customers/{ref}/consents", ""),
        ("/api/v1/customers/{ref}/value", ""),
        ("/api/v1/customers/{ref}", ""),
        ("/api/v1/changes", "?after=0&limit=1000"),
        ("/api/v1/changes", &*format!("?after={head}&size=0")),
        ("/api/v1/propositions", ""),
        ("/api/v1/purposes", ""),
        ("/api/v1/data-categories", ""),
        ("/api/v1/propositions/{key}/versions/{n}", ""),
        ("/api/v1/webhook-endpoints", ""),
    ] {
        let asked = path
            .replace("{ref}", "crm:42")
            .replace("{key}", "recipe-ideas");
        let asked = asked.replace("{n}", "1");
        let asked = asked.strip_prefix("/api/v1").unwrap();
        let answer = crm.get(&format!("{asked}{query}")).await.expect(200).json();
        fits(&shape(&document, "get", path, "200"), &answer, path);
    }
    // A test client's links have all that a live client's have.
    let test = server.test_crm(ALL).await;
    test.knows("crm:1").await;
    let link = test
        .post("/customers/crm:1/links", &about)
        .await
        .expect(201)
        .json();
    assert!(link["headers"]["List-Unsubscribe"].is_string(), "{link}");
}
