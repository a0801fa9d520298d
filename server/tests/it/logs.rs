//! What stands in the logs: what happened, and nothing about whom.

use serde_json::{Value, json};

use crate::binary::{Operator, Process};
use crate::common::{Crm, Database, Visitor, encoded, send};

/// What must never be written: a part of each person's address, references and secrets.
struct Secrets(Vec<String>);

impl Secrets {
    #[track_caller]
    fn are_not_in(&self, what: &str, text: &str) {
        for secret in &self.0 {
            assert!(!text.contains(secret), "{secret} in {what}:\n{text}");
        }
    }
}

/// Everything that a CRM, a customer and a marketer do on an ordinary day, and what goes wrong.
async fn a_day(operator: &Operator, serving: &Process) -> Secrets {
    let crm = operator.crm(
        &serving.url,
        "check consent:read consent:write feed catalogue admin",
    );
    let mail = "dolores.seeded@private.example";
    let reference = format!("email:{mail}");
    let path = format!("/customers/{}", encoded(&reference));
    let body = json!({"identifiers": [&reference, "crm:seeded-7"], "locale": "en", "region": "GB"});
    let customer = crm.put(&path, &body).await.expect(201).json()["customer"]
        .as_str()
        .unwrap()
        .to_owned();
    let choice = json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "seeded-place", "at": "2026-01-02T03:04:05Z", "wording": "seeded-wording"},
    });
    crm.post(&format!("{path}/choices"), &choice)
        .await
        .expect(201);
    crm.get(&format!("{path}/check?purpose=recommendations&data=orders"))
        .await
        .expect(200);
    crm.get(&format!("{path}/consents")).await.expect(200);
    crm.get("/changes?after=0").await.expect(200);
    // What goes wrong.
    crm.post(&format!("{path}/choices"), &json!({"seeded-field": mail}))
        .await;
    crm.get(&format!("/customers/{}/nothing", encoded(&reference)))
        .await
        .expect(404);
    let bad = Crm {
        secret: "mk_live_seeded-secret".to_owned(),
        ..crm.clone()
    };
    bad.get(&path).await.expect(401);
    operator.run(&["client", "revoke", &crm.id]).expect(0);
    let link = operator.run(&["link", "--customer", &reference]).expect(0);
    let query = link.line().split_once("/in?").unwrap().1.to_owned();
    let get = async |path: String| send(&serving.url, "GET", &path, &[], "").await;
    get(format!("/in?{query}")).await;
    get(format!("/in?{query}x")).await;
    get(format!("/nowhere/{mail}?who={mail}")).await.expect(404);
    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", serving.url.as_str()),
    ];
    for action in ["sign-in", "forgot"] {
        let body = format!("email={}&password=seeded-password&next=/", encoded(mail));
        let answer = send(
            &serving.url,
            "POST",
            &format!("/actions/{action}"),
            &form,
            body,
        )
        .await;
        assert!(answer.status < 500, "{}", answer.text());
    }
    let secret = webhook(operator, serving).await;
    let seal = query.rsplit_once("s=").unwrap().1.to_owned();
    let words = [
        "dolores",
        "private.example",
        "seeded-7",
        "seeded-",
        &seal,
        &customer,
        &crm.secret,
        &secret,
        "whsec_",
    ];
    Secrets(
        words
            .iter()
            .map(|word| (*word).to_owned())
            .chain([encoded(mail), encoded(&reference)])
            .collect(),
    )
}

/// An admin adds an address for webhooks, and tries it; its secret.
async fn webhook(operator: &Operator, serving: &Process) -> String {
    let email = "ada@seeded-staff.example";
    let create = ["user", "create", "--email", email, "--role", "admin"];
    let create = [&create[..], &["--password-stdin"]].concat();
    let password = "seeded-words of an admin";
    let made = operator.run_with(&create, &format!("{password}\n"));
    made.expect(0);
    let mut ada = Visitor::at(&serving.url);
    let form = [("email", email), ("password", password)];
    ada.submit("/actions/sign-in", &form).await.expect(303);
    let url = "https://hooks.seeded-crm.invalid/seeded-path?token=seeded-token";
    let form = [("url", url), ("which", "all")];
    let added = ada.submit("/actions/add-webhook", &form).await.expect(303);
    let page = ada.get(added.header("location")).await.expect(200).text();
    let secret = page.split_once("whsec_").unwrap().1;
    let secret = secret.split('<').next().unwrap().to_owned();
    let hook = added.header("location").split('?').next().unwrap();
    let endpoint = hook.rsplit_once('/').unwrap().1;
    let form = [("endpoint", endpoint)];
    for action in ["test-webhook", "rotate-webhook"] {
        let path = format!("/actions/{action}");
        let done = ada.submit(&path, &form).await.expect(303);
        ada.get(done.header("location")).await.expect(200);
    }
    secret
}

async fn logs_of_a_day(format: &str) -> (Secrets, String) {
    let mut operator = Operator::new(Database::Sqlite);
    operator.set("MUTUAL_LOG_FORMAT", format);
    // More than anybody runs with, so that nothing hides below the usual level.
    operator.set("MUTUAL_LOG", "debug");
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let secrets = a_day(&operator, &serving).await;
    (secrets, serving.stop().expect(0).err)
}

#[tokio::test]
async fn logs_as_text_name_routes_and_nobody() {
    let (secrets, log) = logs_of_a_day("text").await;
    assert!(log.contains("/api/v1/customers/{ref}/choices"), "{log}");
    assert!(
        log.contains("status=404") && log.contains("status=401"),
        "{log}"
    );
    secrets.are_not_in("the log", &log);
}

#[tokio::test]
async fn logs_as_json_name_routes_and_nobody() {
    let (secrets, log) = logs_of_a_day("json").await;
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .find(|line| line["route"] == "/api/v1/customers/{ref}/check")
        .unwrap();
    assert_eq!(
        (&answered["status"], &answered["method"]),
        (&json!(200), &json!("GET"))
    );
    assert!(answered["request_id"].as_str().unwrap().starts_with("req_"));
    secrets.are_not_in("the log", &log);
}
