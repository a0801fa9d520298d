//! What holds for every endpoint, derived from the API's own description.

use std::collections::BTreeSet;

use mutual_server::api::openapi_json;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::common::{ALL_SCOPES, Answer, Crm, Database, Server, new_key, send};
use crate::on_both;
use crate::profiles::{called, told};

on_both!(
    each_operation_asks_for_its_scope,
    every_write_needs_a_key_and_every_answer_is_guarded,
    a_batch_waits_for_the_index_that_it_names,
    bad_input_gets_a_clear_answer_and_changes_nothing,
);

/// One operation of the description.
pub struct Operation {
    pub method: String,
    pub path: String,
    scope: Option<String>,
    /// Whether a bearer is asked for; of some operations any will do.
    is_closed: bool,
    pub has_body: bool,
    statuses: BTreeSet<String>,
}

pub fn description() -> Value {
    serde_json::from_str(openapi_json()).unwrap()
}

/// Every operation, with parts of its path that are there or could be.
pub fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in description()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let scope = operation["security"][0]["oauth"][0]
                .as_str()
                .map(str::to_owned);
            let is_closed = operation["security"][0]["oauth"].is_array();
            let path = path
                .replace("{ref}", "crm:42")
                .replace("{identifier}", "crm:9")
                .replace("{situation}", "hardship")
                .replace("{key}", "recipe-ideas")
                .replace("{version}", "v62.0")
                .replace("{action}", "email")
                .replace("{subscriberIdString}", "ana@example.org")
                .replace("{dataAgreementId}", "recipe-ideas")
                .replace("{individualId}", "crm:42")
                .replace(
                    "{consentRecordId}",
                    "cus_01041040G20820M1040G208100~recipe-ideas",
                )
                .replace("{policyId}", "1")
                .replace("{webhookId}", "1")
                .replace("{n}", "1")
                .replace("{endpoint}", "whe_01041040G20820M1040G208100")
                .replace("{decision}", "dec_01041040G20820M1040G208100")
                .replace("{delivery}", "msg_01041040G20820M1040G208100_7")
                .replace("{id}", "job_01041040G20820M1040G208100");
            let has_body = operation.get("requestBody").is_some();
            let statuses = operation["responses"].as_object().unwrap();
            operations.push(Operation {
                method: method.to_uppercase(),
                path,
                scope,
                is_closed,
                has_body,
                statuses: statuses.keys().cloned().collect(),
            });
        }
    }
    operations
}

/// Calls an operation with this bearer; an empty one is left out. Whatever is answered, the
/// description names its status.
async fn call(url: &str, operation: &Operation, bearer: &str) -> Answer {
    let (key, bearer_line) = (new_key(), format!("Bearer {bearer}"));
    let mut headers = vec![
        ("idempotency-key", key.as_str()),
        ("content-type", "application/json"),
    ];
    if !bearer.is_empty() {
        headers.push(("authorization", &bearer_line));
    }
    let body = if operation.has_body { "{}" } else { "" };
    let answer = send(url, &operation.method, &operation.path, &headers, body).await;
    operation.names(&answer);
    answer
}

impl Operation {
    /// The description names the status of an answer.
    #[track_caller]
    pub fn names(&self, answer: &Answer) {
        let status = answer.status.to_string();
        assert!(
            self.statuses.contains(&status),
            "{} {}: {status} is not described: {}",
            self.method,
            self.path,
            answer.text()
        );
    }
}

/// What a browser must be told, whatever the answer is.
#[track_caller]
fn is_guarded(name: &str, answer: &Answer) {
    for header in [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cache-control",
        "x-request-id",
    ] {
        assert_ne!(
            answer.header(header),
            "",
            "{name} {}: {header}",
            answer.status
        );
    }
}

async fn every_write_needs_a_key_and_every_answer_is_guarded(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    crm.knows("crm:42").await;
    // Whoever records what machines decide rules in no case.
    let desk = server.crm("cases").await;
    let json = ("content-type", "application/json");
    let mut writes = 0;
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        let answer = call(&server.url, &operation, &crm.secret).await;
        is_guarded(&name, &answer);
        is_guarded(&name, &call(&server.url, &operation, "wrong").await);
        // A question stores nothing, and neither does making a link.
        let stores = !["/check", "/links", "/lint"]
            .iter()
            .any(|end| operation.path.ends_with(end));
        // The vendors' clients know of no key: one is made of what they ask.
        let stores = stores && !operation.path.contains("/profiles/");
        let asks = !stores || operation.scope.is_none();
        if operation.method == "GET" || asks {
            continue;
        }
        writes += 1;
        let body = if operation.has_body { "{}" } else { "" };
        let rules = operation.path.ends_with("/decide");
        let secret = if rules { &desk.secret } else { &crm.secret };
        let bearer = format!("Bearer {secret}");
        let headers = [("authorization", bearer.as_str()), json];
        let answer = send(
            &server.url,
            &operation.method,
            &operation.path,
            &headers,
            body,
        )
        .await;
        let code = answer.json()["code"].clone();
        assert_eq!(
            (answer.status, code),
            (400, json!("idempotency_key_missing")),
            "{name}"
        );
    }
    assert!(writes >= 6, "{writes}");
    // One of those operations erased her.
    crm.knows("crm:42").await;
    // The same key with another body is another request.
    let key = new_key();
    let put = async |body| crm.write("PUT", "/customers/crm:42", &body, &key).await;
    put(json!({"locale": "en"})).await.expect(200);
    let reused = put(json!({"locale": "de"})).await.expect(422);
    assert_eq!(reused.json()["code"], "idempotency_key_reused");
    // And so is the same one for another operation.
    let paused = crm
        .write("POST", "/customers/crm:42/pause", &json!({}), &key)
        .await;
    assert_eq!(paused.expect(422).json()["code"], "idempotency_key_reused");
    let state = crm.get("/customers/crm:42/consents").await.expect(200);
    is_guarded("state", &state);
    let tag = [("if-none-match", state.header("etag"))];
    let same = crm
        .call("GET", "/customers/crm:42/consents", &tag, None)
        .await;
    is_guarded("unchanged", &same.expect(304));
    is_guarded("nothing", &crm.get("/no-such-thing").await.expect(404));
    server.stop().await;
}

async fn a_batch_waits_for_the_index_that_it_names(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:write").await;
    crm.knows("crm:42").await;
    let next = server.app().live.engine.index() + 1;
    let ask = json!({"checks": [{"customer": "crm:42", "purpose": "recommendations"}]});
    let path = format!("/check?min_index={next}");
    let asking = {
        let (crm, path, ask) = (crm.clone(), path.clone(), ask.clone());
        tokio::spawn(async move { crm.call("POST", &path, &[], Some(&ask)).await })
    };
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    let answer = asking.await.unwrap().expect(200).json();
    assert!(answer["index"].as_u64().unwrap() >= next, "{answer}");
    let path = format!("/check?min_index={}", next + 1_000);
    let late = crm.call("POST", &path, &[], Some(&ask)).await.expect(409);
    assert_eq!(late.json()["code"], "not_yet");
    server.stop().await;
}

async fn each_operation_asks_for_its_scope(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let all: BTreeSet<&str> = ALL_SCOPES.split(' ').collect();
    let mut seen = BTreeSet::new();
    let mut without_scope = 0;
    for operation in operations() {
        if !operation.is_closed {
            continue;
        }
        let name = format!("{} {}", operation.method, operation.path);
        let none = call(&server.url, &operation, "").await;
        assert_eq!(
            (none.status, told(&none).0),
            (401, called(&operation.path, "token_missing")),
            "{name}"
        );
        assert_eq!(none.header("www-authenticate"), "Bearer", "{name}");
        for wrong in ["nonsense", "mk_live_wrong", "mt_AAAA"] {
            let wrong = call(&server.url, &operation, wrong).await;
            assert_eq!(
                (wrong.status, told(&wrong).0),
                (401, called(&operation.path, "token_invalid")),
                "{name}"
            );
        }
        // What is not offered is told to whoever has any bearer.
        let Some(scope) = &operation.scope else {
            without_scope += 1;
            continue;
        };
        seen.insert(scope.clone());
        assert!(all.contains(scope.as_str()), "{name} asks for `{scope}`");
        let narrow: Vec<_> = all.iter().copied().filter(|other| other != scope).collect();
        let narrow = server.crm(&narrow.join(" ")).await;
        let refused = call(&server.url, &operation, &narrow.secret).await;
        let (kind, text) = told(&refused);
        assert_eq!(
            (refused.status, kind),
            (403, called(&operation.path, "scope_missing")),
            "{name}"
        );
        assert!(text.contains(&format!("`{scope}`")), "{name}");
        assert!(refused.header("www-authenticate").contains(scope), "{name}");

        let just = server.crm(scope).await;
        let answer = call(&server.url, &operation, &just.secret).await;
        assert!(
            ![401, 403, 405].contains(&answer.status) && answer.status < 500,
            "{name}: {}",
            answer.text()
        );
    }
    let all: BTreeSet<String> = all.into_iter().map(str::to_owned).collect();
    assert_eq!(seen, all);
    assert_eq!(
        without_scope, 29,
        "GovStack's operations that are not offered"
    );
}

#[track_caller]
fn problem(answer: &Answer, status: u16, code: &str) -> Value {
    let body = answer.json();
    assert_eq!(
        (answer.status, body["code"].as_str()),
        (status, Some(code)),
        "{}",
        answer.text()
    );
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(body["status"], status);
    assert_eq!(body["type"], format!("/docs/errors#problem-{code}"));
    for field in ["title", "detail", "request_id"] {
        assert!(
            body[field].as_str().is_some_and(|text| !text.is_empty()),
            "{field}: {body}"
        );
    }
    assert!(body["errors"].is_array());
    body
}

fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["field"].as_str().unwrap())
        .collect()
}

async fn bad_input_gets_a_clear_answer_and_changes_nothing(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    crm.knows("crm:42").await;
    let before = crm.get("/customers/crm:42").await.expect(200).body;
    let index = server.app().live.engine.index();
    let (put, choices) = ("/customers/crm:42", "/customers/crm:42/choices");

    // Every unknown field is named, with its place.
    let body = json!({"colour": 1, "locale": "en", "crm_id": 7});
    let answer = crm.put(put, &body).await;
    assert_eq!(
        fields(&problem(&answer, 422, "unknown_field")),
        ["colour", "crm_id"]
    );
    let body = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"},
                      "evidence": {"how": "a", "where": "b", "at": "2026-01-01T00:00:00Z",
                                   "wording": "c", "who": "d"}});
    assert_eq!(
        fields(&problem(
            &crm.post(choices, &body).await,
            422,
            "unknown_field"
        )),
        ["evidence.who"]
    );

    // Wrong types, missing fields, values that cannot be.
    for (body, field) in [
        (json!({"identifiers": "crm:1"}), "identifiers"),
        (json!({"identifiers": [42]}), "identifiers[0]"),
        (json!({"identifiers": ["42"]}), "identifiers[0]"),
        (json!({"birth_year": "1990"}), "birth_year"),
        (json!({"birth_year": 1200}), "birth_year"),
        (json!({"birth_year": -1}), "birth_year"),
        (json!({"locale": "English"}), "locale"),
        (json!({"region": "Bavaria"}), "region"),
        (json!([]), "body"),
    ] {
        let answer = crm.put(put, &body).await;
        assert_eq!(
            fields(&problem(&answer, 422, "invalid_field")),
            [field],
            "{body}"
        );
    }
    for (body, field) in [
        (json!({}), "proposition"),
        (
            json!({"proposition": "recipe-ideas", "version": 1}),
            "toggles",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": "1", "toggles": {}}),
            "version",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {}}),
            "toggles",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": true}}),
            "toggles.exchange",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "maybe"}}),
            "toggles.exchange",
        ),
        // All that evidence says, in its order, is no evidence.
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"},
                   "evidence": ["phone", "shop", "2026-01-01T00:00:00Z", "May we?"]}),
            "evidence",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"channel:fax": "off"}}),
            "toggles.channel:fax",
        ),
        (
            json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"channel:sms": "off"}}),
            "toggles.channel:sms",
        ),
    ] {
        let answer = crm.post(choices, &body).await;
        assert_eq!(
            fields(&problem(&answer, 422, "invalid_field")),
            [field],
            "{body}"
        );
    }
    let body = json!({"proposition": "nothing", "version": 1, "toggles": {"exchange": "off"}});
    problem(&crm.post(choices, &body).await, 422, "unknown_proposition");
    problem(
        &crm.put("/customers/42", &json!({})).await,
        400,
        "invalid_reference",
    );
    problem(
        &crm.put("/customers/%ff", &json!({})).await,
        400,
        "invalid_reference",
    );

    // Bytes that are no JSON, no UTF-8, too many, of another kind, or not all there.
    let raw = async |method: &str, path: &str, media: &str, body: Vec<u8>| {
        let (bearer, key) = (format!("Bearer {}", crm.secret), new_key());
        let mut headers = vec![
            ("authorization", bearer.as_str()),
            ("idempotency-key", key.as_str()),
        ];
        if !media.is_empty() {
            headers.push(("content-type", media));
        }
        send(&crm.url, method, &format!("/api/v1{path}"), &headers, body).await
    };
    let json = "application/json";
    problem(
        &raw("PUT", put, json, b"{\"locale\":".to_vec()).await,
        400,
        "invalid_json",
    );
    problem(
        &raw("PUT", put, json, b"{\"locale\":\"\xff\"}".to_vec()).await,
        400,
        "invalid_utf8",
    );
    problem(
        &raw("PUT", put, json, Vec::new()).await,
        400,
        "invalid_json",
    );
    problem(
        &raw(
            "PUT",
            put,
            json,
            b"{\"locale\":\"en\",\"locale\":\"de\"}".to_vec(),
        )
        .await,
        422,
        "invalid_field",
    );
    problem(
        &raw("PUT", put, "", b"{}".to_vec()).await,
        415,
        "media_type_unsupported",
    );
    problem(
        &raw("PUT", put, "text/plain", b"{}".to_vec()).await,
        415,
        "media_type_unsupported",
    );
    problem(
        &raw("PUT", put, json, vec![b' '; 10_000_000]).await,
        413,
        "body_too_large",
    );
    problem(
        &raw("POST", "/check", json, vec![b'['; 100_000]).await,
        422,
        "invalid_field",
    );
    problem(
        &raw(
            "POST",
            "/customers/crm:42/pause",
            json,
            b"{\"for\":1}".to_vec(),
        )
        .await,
        422,
        "unknown_field",
    );
    let long_key = "k".repeat(256);
    let answer = crm.write("PUT", put, &json!({}), &long_key).await;
    problem(&answer, 400, "idempotency_key_invalid");
    cut_off(&crm, choices).await;

    // Paths and methods that are not there.
    problem(&crm.get("/nothing").await, 404, "not_found");
    problem(
        &raw("PATCH", put, json, b"{}".to_vec()).await,
        405,
        "method_not_allowed",
    );
    let patched = raw("PATCH", put, json, b"{}".to_vec()).await;
    assert!(
        patched.header("allow").contains("PUT"),
        "{}",
        patched.header("allow")
    );
    for path in [
        "/api",
        "/api/",
        "/api/v2/check",
        "/oauth",
        "/oauth/authorize",
    ] {
        problem(
            &send(&server.url, "GET", path, &[], "").await,
            404,
            "not_found",
        );
    }
    problem(
        &send(&server.url, "GET", "/oauth/token", &[], "").await,
        405,
        "method_not_allowed",
    );

    assert_eq!(crm.get("/customers/crm:42").await.expect(200).body, before);
    assert_eq!(
        server.app().live.engine.index(),
        index,
        "nothing was stored"
    );
}

/// Sends half of a body and hangs up.
async fn cut_off(crm: &Crm, path: &str) {
    let host = crm.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let whole =
        json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"}});
    let whole = whole.to_string();
    let head = format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
         Idempotency-Key: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        crm.secret,
        new_key(),
        whole.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
        .write_all(&whole.as_bytes()[..whole.len() - 1])
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    let answer = String::from_utf8_lossy(&rest);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
}
