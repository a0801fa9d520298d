//! The description of the API: it is whole, it is the one that is kept, and whatever is answered to
//! whom, it names.

use std::collections::BTreeSet;

use mutual::use_cases::Command;
use serde_json::{Value, json};

use crate::api_contract::{description, operations};
use crate::common::{ALL_SCOPES, Database, Server, new_key, send};
use crate::on_both;
use crate::profiles::wanting_more;

on_both!(
    of_who_is_gone_and_of_what_is_too_large_every_operation_says_so_as_described,
    a_tag_changes_with_whatever_is_told,
);

async fn a_tag_changes_with_whatever_is_told(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    crm.knows("crm:42").await;
    let tag = async |path: &str| {
        let read = crm.get(path).await.expect(200);
        let tag = read.header("etag").to_owned();
        let known = [("if-none-match", tag.as_str())];
        let again = crm.call("GET", path, &known, None).await.expect(304);
        assert_ne!(again.header("mutual-index"), "");
        tag
    };
    let who = "/customers/crm:42";
    let mut seen = BTreeSet::from([tag(who).await]);
    for fact in [
        json!({"identifiers": ["email:ana@example.org"]}),
        json!({"locale": "de"}),
        json!({"region": "DE"}),
        json!({"birth_year": 1990}),
    ] {
        crm.put(who, &fact).await.expect(200);
        assert!(
            seen.insert(tag(who).await),
            "{fact} is told under an old tag"
        );
    }
    // What is not told of her changes nothing.
    crm.post(&format!("{who}/pause"), &json!({}))
        .await
        .expect(201);
    assert!(seen.contains(&tag(who).await));
    let list = "/propositions";
    let mut seen = BTreeSet::from([tag(list).await]);
    assert!(seen.insert(tag("/propositions?limit=1").await));
    server.publish(wanting_more(), Some(1)).await;
    assert!(seen.insert(tag(list).await), "a new version");
    let stopped = Command::Retire("coupons".parse().unwrap(), "Over".to_owned());
    crate::cases::submit(server.app().live.engine.as_ref(), stopped).await;
    assert!(seen.insert(tag(list).await), "a stop");
}

async fn of_who_is_gone_and_of_what_is_too_large_every_operation_says_so_as_described(
    database: Database,
) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    // Kept out, so that her name is known of as well as her id.
    let gone = crm.knows("crm:42").await;
    let key = [("idempotency-key", &*new_key())];
    let path = "/customers/crm:42?mode=suppress";
    crm.call("DELETE", path, &key, None).await.expect(204);
    let bearer = format!("Bearer {}", crm.secret);
    let mut said = BTreeSet::new();
    for operation in operations() {
        for who in ["crm:42", &gone] {
            let path = operation.path.replace("crm:42", who);
            let name = format!("{} {path}", operation.method);
            let bodies: &[&str] = match () {
                () if path.ends_with("/choices") => {
                    &[r#"{"proposition":"recipe-ideas","version":1,"toggles":{"exchange":"off"}}"#]
                }
                () if path.ends_with("/human-only") => &[r#"{"on":true}"#],
                () if path.ends_with("/links") => &[r#"{"page":"/"}"#],
                () if operation.has_body => &["{}"],
                () => &[""],
            };
            for body in bodies {
                let key = new_key();
                let headers = [
                    ("authorization", bearer.as_str()),
                    ("content-type", "application/json"),
                    ("idempotency-key", &key),
                ];
                let answer = send(&server.url, &operation.method, &path, &headers, *body).await;
                operation.names(&answer);
                if answer.status == 410 {
                    said.insert(name.clone());
                }
            }
        }
        // What is read though it takes no field has an end as well. What is not offered is not read.
        if operation.method != "GET" && !operation.path.contains("/govstack/") {
            let key = new_key();
            let headers = [
                ("authorization", bearer.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", &key),
            ];
            let much = vec![b' '; 3 * 1024 * 1024];
            let answer = send(
                &server.url,
                &operation.method,
                &operation.path,
                &headers,
                much,
            )
            .await;
            operation.names(&answer);
        }
    }
    // By her id and by her name.
    for path in [
        "GET /api/v1/customers/{}",
        "GET /api/v1/customers/{}/consents",
    ] {
        for who in ["crm:42", &gone] {
            let path = path.replace("{}", who);
            assert!(said.contains(&path), "{path}: {said:#?}");
        }
    }
    assert!(said.len() >= 20, "{said:#?}");
    let described = send(&server.url, "GET", "/api/openapi.json", &[], "").await;
    let tag = [("if-none-match", described.header("etag"))];
    let same = send(&server.url, "GET", "/api/openapi.json", &tag, "").await;
    let operations = operations();
    let mut this = operations.iter();
    let this = this.find(|operation| operation.path == "/api/openapi.json");
    this.unwrap().names(&same.expect(304));
}

#[test]
fn the_description_is_the_one_that_is_kept() {
    let kept: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert!(
        kept == description(),
        "the API changed: read the difference, then `mutual openapi > server/openapi.json`"
    );
}

#[test]
fn what_is_refused_where_it_is_missing_is_described_as_needed() {
    let description = description();
    for name in ["SituationEnd", "PauseEnd"] {
        let end = &description["components"]["schemas"][name];
        assert_eq!(end["required"], json!(["evidence"]));
        assert!(
            end["properties"]["evidence"].get("oneOf").is_none(),
            "{end}"
        );
    }
}

#[test]
fn which_names_of_teams_can_be_asked_for_is_described() {
    let description = description();
    let asked = &description["paths"]["/api/v1/cases"]["get"]["parameters"];
    let mut asked = asked.as_array().unwrap().iter();
    let team = asked.find(|one| one["name"] == "team").unwrap();
    assert_eq!(team["schema"]["pattern"], "^[a-z0-9][a-z0-9_-]*$");
    assert_eq!(team["schema"]["maxLength"], 64);
}

#[test]
fn whoever_may_be_refused_for_too_much_reads_where_that_is_told() {
    for (path, item) in description()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // Whoever shows no key is counted in another way.
            if !operation["security"][0]["oauth"].is_array() {
                continue;
            }
            let told = operation["responses"].as_object().unwrap();
            let told = told
                .iter()
                .filter(|(status, _)| status.starts_with('2') || status.as_str() == "429");
            for (status, response) in told {
                for header in ["RateLimit", "RateLimit-Policy"] {
                    let described = response["headers"][header]["description"].is_string();
                    assert!(described, "{method} {path}: {status}: {header}");
                }
            }
        }
    }
}

#[test]
fn the_description_is_whole() {
    let description = description();
    assert_eq!(description["openapi"], "3.1.0");
    let schemas = &description["components"]["schemas"];
    let mut names = BTreeSet::new();
    let mut open = vec![&description];
    while let Some(value) = open.pop() {
        if let Some(name) = value["$ref"].as_str() {
            let name = name.strip_prefix("#/components/schemas/").unwrap();
            assert!(schemas.get(name).is_some(), "`{name}` is not described");
            names.insert(name.to_owned());
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
    for name in schemas.as_object().unwrap().keys() {
        assert!(names.contains(name), "nothing has the shape `{name}`");
    }
    let mut ids = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for text in ["summary", "operationId"] {
                assert!(
                    operation[text].as_str().is_some_and(|t| !t.is_empty()),
                    "{method} {path}: {text}"
                );
            }
            assert!(
                ids.insert(operation["operationId"].as_str().unwrap().to_owned()),
                "{path}"
            );
            for (status, response) in operation["responses"].as_object().unwrap() {
                let is_problem = status.starts_with(['4', '5']) && path != "/oauth/token";
                // A profile tells errors as its vendor does.
                let media = ["application/problem+json", "application/json"];
                let media = &media[..if path.contains("/profiles/") { 2 } else { 1 }];
                let is_told = |media: &&str| response["content"][*media].is_object();
                let described = media.iter().any(is_told);
                assert!(!is_problem || described, "{method} {path}: {status}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = &parameter["name"];
                assert!(
                    parameter["description"].is_string(),
                    "{method} {path}: {name}"
                );
            }
        }
    }
    assert!(ids.len() >= 20, "{ids:?}");
}
