//! What every answer carries, and what no page contains.

use std::collections::HashSet;

use crate::common::{Answer, Database, Server, Visitor};
use crate::web_people::{PASSWORD, ana, marketer, sign_in, signed_in};

fn policy(answer: &Answer) -> &str {
    answer.header("content-security-policy")
}

/// The nonce in a policy.
fn nonce(answer: &Answer) -> Option<&str> {
    policy(answer)
        .split_once("'nonce-")?
        .1
        .split_once('\'')
        .map(|(nonce, _)| nonce)
}

/// The opening tags of a page's scripts.
fn scripts(page: &str) -> Vec<&str> {
    page.match_indices("<script")
        .map(|(at, _)| page[at..].split_once('>').unwrap().0)
        .collect()
}

fn check(path: &str, answer: &Answer) {
    let policy = policy(answer);
    for directive in [
        "default-src 'none'",
        "script-src 'self' ",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(
            policy.contains(directive),
            "{path}: {directive} in {policy}"
        );
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{path}: {policy}"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(
        answer.header("cross-origin-opener-policy"),
        "same-origin",
        "{path}"
    );
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        "same-origin",
        "{path}"
    );
    assert!(
        answer
            .header("permissions-policy")
            .contains("geolocation=()"),
        "{path}"
    );
    assert_ne!(answer.header("cache-control"), "", "{path}");
    assert_eq!(
        answer.header("strict-transport-security"),
        "",
        "{path}: not over TLS"
    );
    if answer.header("content-type").starts_with("text/html") {
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let page = answer.text();
        assert!(
            !page.contains(" style=") && !page.contains("<style"),
            "{path}: an inline style"
        );
        assert!(
            !page.contains(" onclick=") && !page.contains("javascript:"),
            "{path}"
        );
        for script in scripts(&page) {
            let named = nonce(answer).is_some_and(|nonce| script.contains(nonce));
            assert!(named || script.contains(" src="), "{path}: {script}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_and_a_nonce_of_its_own() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    marketer(&server).await;
    let mut nonces = HashSet::new();
    let mut customer = signed_in(&server, "ana@example.org").await;
    let mut staff = signed_in(&server, "mara@example.org").await;
    let mut nobody = Visitor::new(&server);
    let link = server.link(&id, "/");
    let gets: [(&mut Visitor, &[&str]); 3] = [
        (
            &mut nobody,
            &[
                "/",
                "/sign-in",
                "/sign-in",
                "/forgot",
                "/reset?ticket=x",
                "/in",
                "/in?s=bad",
                "/nowhere",
                "/assets/none.css",
                "/brand.css",
                "/x/recipe-ideas",
                "/account",
                "/studio",
                "/%ff",
                "/x/%00",
                link.as_str(),
            ],
        ),
        (
            &mut customer,
            &[
                "/",
                "/",
                "/x/recipe-ideas",
                "/x/none",
                "/account",
                "/studio",
            ],
        ),
        (
            &mut staff,
            &[
                "/",
                "/studio",
                "/studio/new",
                "/studio/recipe-ideas",
                "/admin/organisation",
            ],
        ),
    ];
    for (visitor, paths) in gets {
        for path in paths {
            let answer = visitor.get(path).await;
            assert_ne!(answer.status, 500, "{path}: {}", answer.text());
            check(path, &answer);
            if let Some(nonce) = nonce(&answer) {
                assert!(nonce.len() >= 22, "{nonce}");
                assert!(
                    nonces.insert(nonce.to_owned()),
                    "{path}: a nonce came twice"
                );
            }
        }
    }
    assert!(nonces.len() >= 10, "{nonces:?}");
    check(
        "refused",
        &nobody
            .send("POST", "/actions/forgot", &[], "")
            .await
            .expect(403),
    );
    check(
        "other method",
        &nobody.submit("/sign-in", &[]).await.expect(405),
    );
    check(
        "an action",
        &sign_in(&mut nobody, "ana@example.org", PASSWORD)
            .await
            .expect(303),
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_the_cookie_is_held_to_it() {
    let flags = ["--public-url", "https://choices.example.org"];
    let server = Server::start_with(Database::Sqlite, &flags).await;
    ana(&server).await;
    let mut ana = Visitor::new(&server);
    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://choices.example.org"),
    ];
    let body = format!(
        "email=ana%40example.org&password={}",
        PASSWORD.replace(' ', "+")
    );
    let answer = ana
        .send("POST", "/actions/sign-in", &form, &body)
        .await
        .expect(303);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-mutual="), "{cookie}");
    assert!(
        cookie.contains("Secure") && cookie.contains("HttpOnly") && !cookie.contains("Domain"),
        "{cookie}"
    );
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_answers_says_the_same_about_itself() {
    let flags = [
        "--public-url",
        "https://choices.example.org",
        "--metrics-token",
        "figures",
    ];
    let server = Server::start_with(Database::Sqlite, &flags).await;
    server.publish_demo().await;
    let crm = server.crm("check").await;
    let bearer = format!("Bearer {}", crm.secret);
    let nobody: &[(&str, &str)] = &[];
    let asked = [
        ("GET", "/", nobody),
        ("GET", "/sign-in", nobody),
        ("GET", "/nowhere", nobody),
        ("GET", "/brand.css", nobody),
        ("GET", "/assets/none.css", nobody),
        ("POST", "/actions/sign-in", nobody),
        ("GET", "/in?s=bad", nobody),
        ("GET", "/healthz", nobody),
        ("POST", "/healthz", nobody),
        ("GET", "/readyz", nobody),
        ("GET", "/metrics", nobody),
        ("GET", "/metrics", &[("authorization", "Bearer figures")]),
        ("GET", "/docs", nobody),
        ("GET", "/api/openapi.json", nobody),
        ("GET", "/api/nothing", nobody),
        ("GET", "/api/v1/changes", nobody),
        ("POST", "/oauth/token", nobody),
        (
            "GET",
            "/api/v1/customers/crm:1/check?purpose=offers",
            &[("authorization", &bearer)],
        ),
    ];
    for (method, path, headers) in asked {
        let answer = crate::common::send(&server.url, method, path, headers, "").await;
        let what = format!("{method} {path} ({})", answer.status);
        assert_ne!(answer.status, 500, "{what}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=31536000",
            "{what}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        assert_ne!(answer.header("cache-control"), "", "{what}");
        assert!(
            ["same-origin", "no-referrer"].contains(&answer.header("referrer-policy")),
            "{what}: {}",
            answer.header("referrer-policy")
        );
        let policy = policy(&answer);
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{what}: {policy}"
        );
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_trusted_proxy_says_that_it_is_tls() {
    let https = [("x-forwarded-proto", "https")];
    let server = Server::start(Database::Sqlite).await;
    let answer = Visitor::new(&server)
        .send("GET", "/sign-in", &https, "")
        .await;
    assert_eq!(answer.header("strict-transport-security"), "");
    server.stop().await;
    let server = Server::start_with(Database::Sqlite, &["--trusted-proxy", "127.0.0.1/32"]).await;
    let answer = Visitor::new(&server)
        .send("GET", "/sign-in", &https, "")
        .await;
    assert_ne!(answer.header("strict-transport-security"), "");
    let answer = Visitor::new(&server).get("/sign-in").await;
    assert_eq!(answer.header("strict-transport-security"), "");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brands_colour_is_kept_until_it_changes() {
    let server = Server::start(Database::Sqlite).await;
    let mut visitor = Visitor::new(&server);
    let sheet = visitor.get("/brand.css").await.expect(200);
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    let tag = sheet.header("etag").to_owned();
    let known = [("if-none-match", tag.as_str())];
    let kept = visitor
        .send("GET", "/brand.css", &known, "")
        .await
        .expect(304);
    assert!(kept.body.is_empty());
    let store = &server.app().live.store;
    let organisation = mutual::port::Organisation {
        hue: 20,
        ..Default::default()
    };
    store.set_organisation(&organisation, None).await.unwrap();
    let other = visitor
        .send("GET", "/brand.css", &known, "")
        .await
        .expect(200);
    assert_ne!(other.text(), sheet.text());
    server.stop().await;
}
