//! How a CRM signs in, and how an operator ends that.

use std::time::{Duration, Instant};

use base64::Engine as _;
use mutual::clock::random;
use mutual::port::ClientRecord;
use mutual::use_cases::client_secret;
use mutual_engine::SystemEntropy;
use serde_json::{Value, json};

use crate::common::{ALL_SCOPES, Answer, Crm, Database, Server, send};
use crate::on_both;

on_both!(
    a_secret_is_traded_for_a_token,
    wrong_secrets_are_refused_and_counted,
    a_client_that_changes_counts_at_once,
    a_test_client_never_touches_a_real_customer,
    a_client_is_told_how_much_it_may_send,
);

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn basic(id: &str, secret: &str) -> String {
    let pair = format!("{id}:{secret}");
    format!(
        "Basic {}",
        base64::engine::general_purpose::STANDARD.encode(pair)
    )
}

async fn by_header(crm: &Crm, form: &str) -> Answer {
    let basic = basic(&crm.id, &crm.secret);
    send(
        &crm.url,
        "POST",
        "/oauth/token",
        &[FORM, ("authorization", &basic)],
        form.to_owned(),
    )
    .await
}

async fn by_form(crm: &Crm, form: &str) -> Answer {
    let form = format!("{form}&client_id={}&client_secret={}", crm.id, crm.secret);
    send(&crm.url, "POST", "/oauth/token", &[FORM], form).await
}

/// The same client, with a token instead of its secret.
fn with(crm: &Crm, token: &Answer) -> Crm {
    Crm {
        secret: token.json()["access_token"].as_str().unwrap().to_owned(),
        ..crm.clone()
    }
}

async fn a_secret_is_traded_for_a_token(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("check feed consent:write").await;
    let grant = "grant_type=client_credentials";
    let token = by_header(&crm, grant).await.expect(200);
    let body = token.json();
    assert_eq!(
        (&body["token_type"], &body["expires_in"]),
        (&json!("Bearer"), &json!(3_600))
    );
    assert_eq!(body["scope"], "check consent:write feed");
    assert_eq!(token.header("cache-control"), "no-store");
    with(&crm, &token).get("/changes").await.expect(200);

    // A token may be asked to do less, never more.
    let narrow = by_form(&crm, &format!("{grant}&scope=feed"))
        .await
        .expect(200);
    assert_eq!(narrow.json()["scope"], "feed");
    let narrow = with(&crm, &narrow);
    narrow.get("/changes").await.expect(200);
    narrow
        .get("/customers/crm:1/check?purpose=offers")
        .await
        .expect(403);
    for (scope, why) in [("admin", "invalid_scope"), ("fly", "invalid_scope")] {
        let refused = by_header(&crm, &format!("{grant}&scope={scope}"))
            .await
            .expect(400)
            .json();
        assert_eq!(refused["error"], why, "{scope}");
    }
    for (form, why) in [
        ("", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
        (
            "grant_type=client_credentials&grant_type=client_credentials",
            "invalid_request",
        ),
    ] {
        assert_eq!(
            by_header(&crm, form).await.expect(400).json()["error"],
            why,
            "{form}"
        );
    }
    let both = format!("{grant}&client_secret=x");
    assert_eq!(
        by_header(&crm, &both).await.expect(400).json()["error"],
        "invalid_request"
    );
    let json = ("content-type", "application/json");
    let answer = send(&crm.url, "POST", "/oauth/token", &[json], "{}")
        .await
        .expect(415);
    assert_eq!(answer.json()["code"], "media_type_unsupported");

    // A token lives on over a restart: it is sealed, not stored.
    let server = server.restart().await;
    let token = Crm {
        url: server.url.clone(),
        ..with(&crm, &token)
    };
    token.get("/changes").await.expect(200);
}

async fn wrong_secrets_are_refused_and_counted(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("feed").await;
    let grant = "grant_type=client_credentials";
    let wrong = Crm {
        secret: "mk_live_wrong".to_owned(),
        ..crm.clone()
    };
    let nobody = Crm {
        id: "cli_01041040G20820M1040G208100".to_owned(),
        ..wrong.clone()
    };
    // Whether the client exists cannot be told from the answer.
    let (one, other) = (
        by_header(&wrong, grant).await,
        by_header(&nobody, grant).await,
    );
    assert_eq!((one.status, other.status), (401, 401));
    assert_eq!(one.body, other.body);
    assert_eq!(one.json()["error"], "invalid_client");
    assert!(one.header("www-authenticate").starts_with("Basic"));
    by_form(&wrong, grant).await.expect(401);
    by_header(&crm, grant).await.expect(200);

    let mut tries = 0;
    let refused = loop {
        let answer = by_header(&wrong, grant).await;
        if answer.status != 401 {
            break answer;
        }
        tries += 1;
        assert!(tries < 200, "nobody counts");
    };
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (429, &json!("too_many_requests"))
    );
    assert!(refused.header("retry-after").parse::<u32>().is_ok());
    // A restart does not forget.
    let server = server.restart().await;
    let wrong = Crm {
        url: server.url.clone(),
        ..wrong
    };
    by_header(&wrong, grant).await.expect(429);
}

async fn record(server: &Server, crm: &Crm) -> ClientRecord {
    let clients = server.app().live.store.clients().await.unwrap();
    clients
        .into_iter()
        .find(|client| client.id.to_string() == crm.id)
        .unwrap()
}

/// Asks until the answer has that status: what another process changed counts within a second.
async fn soon(crm: &Crm, status: u16) {
    let began = Instant::now();
    while crm.get("/changes").await.status != status {
        assert!(
            began.elapsed() < Duration::from_secs(2),
            "still not {status}"
        );
    }
}

async fn a_client_that_changes_counts_at_once(database: Database) {
    let server = Server::start(database).await;
    let store = server.app().live.store.clone();
    let crm = server.crm("feed").await;
    // A client that was just made works with the first request.
    crm.get("/changes").await.expect(200);
    let token = by_header(&crm, "grant_type=client_credentials")
        .await
        .expect(200);
    let token = with(&crm, &token);
    token.get("/changes").await.expect(200);

    // Rotated: the new secret works at once, the old one until its time is over.
    let mut client = record(&server, &crm).await;
    let (secret, kept) = client_secret(false, random(&SystemEntropy));
    let now = server.app().clock.now();
    client.secrets[0].until = Some(now.plus_seconds(3_600));
    client.secrets.insert(0, kept);
    store.put_client(&client).await.unwrap();
    let rotated = Crm {
        secret,
        ..crm.clone()
    };
    rotated.get("/changes").await.expect(200);
    crm.get("/changes").await.expect(200);
    client.secrets[1].until = Some(now.plus_seconds(-1));
    store.put_client(&client).await.unwrap();
    soon(&crm, 401).await;
    token.get("/changes").await.expect(401);
    rotated.get("/changes").await.expect(200);

    // A scope that was taken away is gone, also from tokens that had it.
    let token = with(
        &rotated,
        &by_header(&rotated, "grant_type=client_credentials")
            .await
            .expect(200),
    );
    client.scopes = mutual::access::Scopes::parse("check").unwrap();
    store.put_client(&client).await.unwrap();
    soon(&rotated, 403).await;
    token.get("/changes").await.expect(403);

    // Revoked: nothing of it works.
    client.revoked_at = Some(now);
    store.put_client(&client).await.unwrap();
    soon(&rotated, 401).await;
    token.get("/changes").await.expect(401);
    by_header(&rotated, "grant_type=client_credentials")
        .await
        .expect(401);
}

async fn a_test_client_never_touches_a_real_customer(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (live, test) = (
        server.crm(ALL_SCOPES).await,
        server.test_crm(ALL_SCOPES).await,
    );
    assert!(test.secret.starts_with("mk_test_"));
    let before = server.app().live.engine.index();
    test.knows("crm:42").await;
    let off = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"}});
    test.post("/customers/crm:42/choices", &off)
        .await
        .expect(201);
    assert_eq!(server.app().live.engine.index(), before);
    live.get("/customers/crm:42").await.expect(404);
    let fed = live.get("/changes").await.expect(200).json();
    assert!(
        fed["entries"]
            .as_array()
            .unwrap()
            .iter()
            .all(|entry| entry["customer"].is_null())
    );
    // It sees the real catalogue.
    let keys = |list: Value| -> Vec<Value> {
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["key"].clone())
            .collect()
    };
    let real = live.get("/propositions").await.expect(200).json();
    assert_eq!(
        keys(real),
        keys(test.get("/propositions").await.expect(200).json())
    );
    // And the other way round.
    live.knows("crm:43").await;
    test.get("/customers/crm:43").await.expect(404);
}

async fn a_client_is_told_how_much_it_may_send(database: Database) {
    let server = Server::start_with(database, &["--rate-limit", "5"]).await;
    let crm = server.crm("feed").await;
    let answer = crm.get("/changes").await.expect(200);
    assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=5;w=1");
    assert_eq!(answer.header("ratelimit"), "\"default\";r=4;t=1");
    let refused = loop {
        let all = (0..10).map(|_| crm.get("/changes"));
        let answers = futures_util::future::join_all(all).await;
        if let Some(refused) = answers.into_iter().find(|answer| answer.status == 429) {
            break refused;
        }
    };
    assert_eq!(refused.json()["code"], "too_many_requests");
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(refused.header("ratelimit"), "\"default\";r=0;t=1");
    // One client's noise is not another's.
    server.crm("feed").await.get("/changes").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_secrets_are_counted_and_a_good_one_always_works() {
    let server = crate::common::Server::start(Database::Sqlite).await;
    let crm = server.crm("check").await;
    let wrong = Crm {
        secret: "mk_live_wrong".to_owned(),
        ..crm.clone()
    };
    let nobody = Crm {
        id: "nobody".to_owned(),
        ..wrong.clone()
    };
    let grant = "grant_type=client_credentials";
    for _ in 0..30 {
        by_header(&wrong, grant).await.expect(401);
        by_header(&nobody, grant).await.expect(401);
        by_header(&crm, grant).await.expect(200);
    }
    let refused = by_header(&wrong, grant).await.expect(429);
    assert_ne!(refused.header("retry-after"), "");
    by_header(&crm, grant).await.expect(200);
    by_header(&wrong, grant).await.expect(429);
    server.stop().await;
}
