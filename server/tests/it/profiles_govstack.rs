//! A civil servant's portal speaks to GovStack's Consent Building Block.

use mutual_store_suite::shipped;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, new_key, send};
use crate::on_both;
use crate::profiles::{anonymous, answers, does, recipes, shop, unchanged};

on_both!(
    agreements_are_propositions,
    records_are_what_she_answered,
    every_path_of_the_specification_answers,
    errors_are_bad_input,
);

const BASE: &str = "/profiles/govstack";

/// Their description; none where it is not there.
fn specification() -> Option<Value> {
    let path = shipped::part("govstack")?.join("consent-openapi.yaml");
    Some(serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// Fails where an answer is not as their description has it: by the schema of that operation, and with
/// no field that it does not name.
#[track_caller]
fn conforms(path: &str, answer: &Value) {
    let Some(specification) = specification() else {
        return;
    };
    let operation = &specification["paths"][path]["get"]["responses"]["200"];
    let schema = &operation["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "{path}");
    let whole = json!({"allOf": [schema], "components": specification["components"]});
    let validator = jsonschema::draft4::new(&whole).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(answer)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(faults, [""; 0], "{path}: {answer:#}");
    is_known(&specification, schema, answer);
}

#[track_caller]
fn is_known(whole: &Value, schema: &Value, value: &Value) {
    let one = &schema["oneOf"][0];
    let schema = if one.is_object() { one } else { schema };
    let schema = match schema["$ref"].as_str() {
        Some(place) => whole.pointer(place.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    };
    for item in value.as_array().into_iter().flatten() {
        is_known(whole, &schema["items"], item);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let field = &schema["properties"][name];
        assert!(field.is_object(), "{name} is no field of theirs");
        is_known(whole, field, value);
    }
}

/// Reads a path of theirs, about Ana where the header says who.
async fn get(crm: &Crm, path: &str) -> Answer {
    let who = [("x-consentbb-individualid", "crm:42")];
    crm.call("GET", &format!("{BASE}{path}"), &who, None).await
}

async fn read(crm: &Crm, template: &str, path: &str) -> Value {
    let answer = get(crm, path).await.expect(200);
    assert_ne!(answer.header("etag"), "");
    conforms(template, &answer.json());
    answer.json()
}

async fn agreements_are_propositions(database: Database) {
    let (server, crm) = shop(database).await;
    for place in ["config", "service", "audit"] {
        let template = format!("/{place}/data-agreement/{{dataAgreementId}}/");
        let answer = read(
            &crm,
            &template,
            &format!("/{place}/data-agreement/recipe-ideas/"),
        )
        .await;
        let agreement = &answer["dataAgreement"];
        assert_eq!(
            (&agreement["id"], &agreement["version"]),
            (&json!("recipe-ideas"), &json!("1"))
        );
        assert_eq!(agreement["purpose"], "Weekly recipe ideas");
        assert_eq!(agreement["lawfulBasis"], "consent");
        assert_eq!(agreement["active"], true);
        assert_eq!(agreement["controller"]["url"], server.url.as_str());
        assert_eq!(answer.get("revision").is_some(), place != "audit");
    }
    for (path, name) in [
        ("/config/data-agreements/", "dataAgreement"),
        ("/service/verification/data-agreements/", "dataAgreements"),
        ("/audit/data-agreements/", "dataAgreements"),
    ] {
        let all = read(&crm, path, path).await;
        assert_eq!(all[name].as_array().unwrap().len(), 6);
        let part = get(&crm, &format!("{path}?offset=4&limit=1"))
            .await
            .expect(200)
            .json();
        assert_eq!(part[name], json!([all[name][4]]));
        let behind = get(&crm, &format!("{path}?offset=6"))
            .await
            .expect(200)
            .json();
        assert_eq!(behind[name], json!([]));
    }
    // A version more is a revision more, which names the one before.
    let path = "/service/data-agreement/recipe-ideas/";
    let first = get(&crm, path).await.expect(200).json()["revision"].clone();
    assert_eq!(first["serializedHash"].as_str().unwrap().len(), 40);
    server
        .publish(crate::profiles::wanting_more(), Some(1))
        .await;
    let second = get(&crm, path).await.expect(200).json();
    assert_eq!(second["dataAgreement"]["version"], "2");
    assert_eq!(
        second["revision"]["predecessorHash"],
        first["serializedHash"]
    );
    unchanged(&crm, &format!("{BASE}{path}")).await;
}

async fn records_are_what_she_answered(database: Database) {
    let (server, crm) = shop(database).await;
    let path = "/service/individual/record/data-agreement/recipe-ideas/";
    let template = "/service/individual/record/data-agreement/{dataAgreementId}/";
    let all = "/service/individual/record/consent-record/";
    assert_eq!(
        read(&crm, template, path).await,
        json!({}),
        "she never answered"
    );
    assert_eq!(read(&crm, all, all).await["consentRecords"], json!([]));
    recipes(&crm, "on").await;
    let record = read(&crm, template, path).await["consentRecord"].clone();
    assert_eq!(
        (&record["optIn"], &record["state"]),
        (&json!(true), &json!("unsigned"))
    );
    assert_eq!(record["dataAgreement"]["version"], "1");
    let individual = &record["individual"];
    assert_eq!(
        record["id"],
        format!("{}~recipe-ideas", individual["id"].as_str().unwrap())
    );
    assert_eq!(
        (&individual["externalIdType"], &individual["externalId"]),
        (&json!("crm"), &json!("42"))
    );
    for place in ["config", "service"] {
        let template = format!("/{place}/individual/{{individualId}}/");
        let told = read(&crm, &template, &format!("/{place}/individual/crm:42/")).await;
        assert_eq!(&told["individual"], individual);
    }
    let id = record["id"].as_str().unwrap();
    let template = "/service/verification/consent-record/{consentRecordId}/";
    let by_id = read(
        &crm,
        template,
        &format!("/service/verification/consent-record/{id}/"),
    )
    .await;
    assert_eq!(
        (&by_id["consentRecord"], &by_id["revision"]["objectId"]),
        (&record, &json!(id))
    );
    let template = "/audit/consent-record/{consentRecordId}/";
    let audited = read(&crm, template, &format!("/audit/consent-record/{id}/")).await;
    assert_eq!(audited, json!({"consentRecord": record}));

    // Opted in is what is on, and nothing else.
    let opted_in = async || {
        let answer = get(&crm, path).await.expect(200).json();
        answer["consentRecord"]["optIn"].as_bool().unwrap()
    };
    does(&crm, "pause").await;
    assert!(!opted_in().await, "paused");
    does(&crm, "resume").await;
    assert!(opted_in().await);
    server
        .publish(crate::profiles::wanting_more(), Some(1))
        .await;
    assert!(!opted_in().await, "asked anew");
    let record = get(&crm, path).await.expect(200).json()["consentRecord"].clone();
    assert_eq!(record["dataAgreement"]["version"], "1", "what she answered");
    assert_eq!(record["dataAgreement"]["active"], false);
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "off"})).await;
    assert!(!opted_in().await, "taken back");
    answers(&crm, "coupons", 1, json!({"exchange": "on"})).await;
    let records = read(&crm, all, all).await["consentRecords"].clone();
    let said: Vec<_> = records
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["optIn"])
        .collect();
    assert_eq!(said, [&json!(false), &json!(true)]);
    let template = "/service/individual/record/data-agreement/{dataAgreementId}/all/";
    let hers = read(
        &crm,
        template,
        "/service/individual/record/data-agreement/coupons/all/",
    )
    .await;
    assert_eq!(hers["consentRecords"], json!([records[1]]));
}

async fn every_path_of_the_specification_answers(database: Database) {
    let (server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    let Some(specification) = specification() else {
        return;
    };
    let (mut answered, mut absent) = (0, 0);
    for (template, item) in specification["paths"].as_object().unwrap() {
        let id = crm.get("/customers/crm:42").await.expect(200).json()["customer"].clone();
        let path = template
            .replace("{dataAgreementId}", "recipe-ideas")
            .replace("{individualId}", "crm:42")
            .replace(
                "{consentRecordId}",
                &format!("{}~recipe-ideas", id.as_str().unwrap()),
            )
            .replace("{policyId}", "1")
            .replace("{webhookId}", "1");
        for (method, operation) in item.as_object().unwrap() {
            let Some(name) = operation["operationId"].as_str() else {
                continue;
            };
            let (method, bearer) = (method.to_uppercase(), format!("Bearer {}", crm.secret));
            let headers = [
                ("authorization", bearer.as_str()),
                ("x-consentbb-individualid", "crm:42"),
                ("idempotency-key", &new_key()),
            ];
            let url = format!("/api/v1{BASE}{path}");
            let answer = send(&server.url, &method, &url, &headers, "").await;
            if answer.status == 501 {
                absent += 1;
                let problem = answer.json();
                assert_eq!(problem["code"], "not_implemented");
                let detail = problem["detail"].as_str().unwrap();
                assert!(detail.contains(&format!("`{name}`")), "{name}: {detail}");
                let wrong = [("authorization", "Bearer mk_live_wrong")];
                for headers in [&[][..], &wrong] {
                    let refused = send(&server.url, &method, &url, headers, "").await;
                    assert_eq!(refused.status, 401, "{name}");
                }
            } else {
                answered += 1;
                let answer = answer.expect(200);
                conforms(template, &answer.json());
            }
        }
    }
    assert_eq!((answered, absent), (13, 29));
}

async fn errors_are_bad_input(database: Database) {
    let (server, crm) = shop(database).await;
    let path = "/service/data-agreement/recipe-ideas/";
    anonymous(&server, &format!("{BASE}{path}"))
        .await
        .expect(401);
    let narrow = server.crm("check").await;
    assert_eq!(
        get(&narrow, path).await.expect(403).json()["code"],
        "scope_missing"
    );
    for path in [
        "/service/data-agreement/nothing/",
        "/config/individual/crm:7/",
        "/service/individual/nobody/",
        "/service/verification/consent-record/x/",
        "/audit/consent-record/cus_01041040G20820M1040G208100~recipe-ideas/",
        "/service/individual/record/data-agreement/nothing/",
        "/service/individual/record/data-agreement/nothing/all/",
        "/audit/data-agreements/?limit=0",
        "/audit/data-agreements/?offset=-1",
    ] {
        let problem = get(&crm, path).await.expect(400);
        assert_eq!(
            problem.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
    // Who it is about is said in a header, or nothing is told.
    let path = format!("{BASE}/service/individual/record/consent-record/");
    let problem = crm.get(&path).await.expect(400).json();
    assert_eq!(problem["errors"][0]["field"], "X-ConsentBB-IndividualId");
    // She answered, and is gone: what names her record names nothing any more.
    recipes(&crm, "on").await;
    let records = get(&crm, "/service/individual/record/consent-record/")
        .await
        .expect(200)
        .json();
    let id = records["consentRecords"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let gone = crm
        .write("DELETE", "/customers/crm:42?mode=all", &json!({}), "gone")
        .await;
    gone.expect(204);
    get(&crm, &format!("/audit/consent-record/{id}/"))
        .await
        .expect(400);
    get(&crm, "/service/individual/record/consent-record/")
        .await
        .expect(400);
}
