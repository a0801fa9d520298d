//! Nothing changes on another site's behalf: every route that could, against every such request.

use leptos::server_fn::axum::server_fn_paths;

use crate::common::{Database, Server, Visitor};
use crate::web_people::{account, is_in, signed_in};
use mutual::access::Role;
use mutual::port::AccountKind;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Every route that changes something: what the server functions registered, and every other
/// method on a page.
fn changing_routes() -> Vec<(String, String)> {
    let mut routes: Vec<_> = server_fn_paths()
        .map(|(path, method)| (method.to_string(), path.to_owned()))
        .collect();
    assert!(
        routes.len() >= 15,
        "the registry of server functions is not linked in: {routes:?}"
    );
    assert!(
        routes
            .iter()
            .all(|(method, path)| method == "POST" && path.starts_with("/actions/"))
    );
    for path in [
        "/",
        "/in",
        "/account",
        "/studio",
        "/brand.css",
        "/assets/main.css",
        "/nowhere",
    ] {
        for method in ["POST", "PUT", "PATCH", "DELETE", "BREW"] {
            routes.push((method.to_owned(), path.to_owned()));
        }
    }
    routes
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_changes_anything() {
    let server = Server::start(Database::Sqlite).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    let own = server.url.clone();
    let own = own.as_str();
    let strangers: [&[(&str, &str)]; 9] = [
        &[],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", own), ("sec-fetch-site", "cross-site")],
        &[
            ("origin", "http://evil.example"),
            ("sec-fetch-site", "same-origin"),
        ],
        &[("origin", own), ("origin", "http://evil.example")],
        &[("referer", own)],
    ];
    for (method, path) in changing_routes() {
        let is_action = path.starts_with("/actions/");
        for stranger in strangers {
            let headers = [&[FORM][..], stranger].concat();
            let answer = ada.send(&method, &path, &headers, "").await;
            // A path that takes no such method has nothing to protect.
            let refused = if is_action {
                answer.status == 403
            } else {
                answer.status >= 400
            };
            assert!(refused, "{method} {path} {stranger:?}: {}", answer.status);
            if is_action {
                assert!(
                    answer.text().starts_with("<!DOCTYPE html>"),
                    "{}",
                    answer.text()
                );
            }
        }
    }
    assert!(is_in(&mut ada).await, "one of them signed her out");
    // The same requests from this site are let through, each to its own answer.
    for (method, path) in changing_routes() {
        if path.starts_with("/actions/") && !path.contains("sign-out") {
            let answer = ada.send(&method, &path, &[FORM, ("origin", own)], "").await;
            assert_ne!(answer.status, 403, "{method} {path}");
        }
    }
    assert!(is_in(&mut ada).await);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_the_public_address_is_this_site() {
    let flags = [
        "--public-url",
        "https://choices.example.org",
        "--trusted-proxy",
        "127.0.0.1/32",
    ];
    let server = Server::start_with(Database::Sqlite, &flags).await;
    let mut visitor = Visitor::new(&server);
    let ours = [
        FORM,
        ("origin", "https://choices.example.org"),
        ("host", "inner:3000"),
    ];
    visitor
        .send("POST", "/actions/forgot", &ours, "email=a")
        .await
        .expect(303);
    let plain = [
        FORM,
        ("origin", "http://choices.example.org"),
        ("host", "choices.example.org"),
    ];
    visitor
        .send("POST", "/actions/forgot", &plain, "email=a")
        .await
        .expect(403);
    server.stop().await;
}
