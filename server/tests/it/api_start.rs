//! A developer who has five minutes: reads `/docs`, and runs what it says.

use serde_json::Value;

use crate::common::{ALL_SCOPES, Database, Server, send};
use crate::on_both;

on_both!(the_five_minute_start_works_as_it_is_printed);

/// Everything between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?
        .1
        .split_once(to)
        .map(|(found, _)| found)
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

async fn the_five_minute_start_works_as_it_is_printed(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    let page = send(&server.url, "GET", "/docs", &[], "").await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = page.text();
    assert!(!page.contains("<script"), "it is read without JavaScript");
    assert!(page.contains(&format!("export MUTUAL={}", server.url)));

    let run = async |step: usize| -> Value {
        let command = between(&page, &format!("<code id=\"run-{step}\">"), "</code>").unwrap();
        let mut shell = std::process::Command::new("sh");
        shell.arg("-c").arg(unescaped(command));
        shell.env("MUTUAL", &server.url).env("SECRET", &crm.secret);
        let out = tokio::task::spawn_blocking(move || shell.output().unwrap())
            .await
            .unwrap();
        let (text, error) = (
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr),
        );
        assert!(out.status.success(), "step {step}: {error}");
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("step {step}: {text}"))
    };
    let asked = run(1).await;
    assert_eq!(asked["verdict"], "deny");
    assert_eq!(asked["reasons"][0]["code"], "unknown_customer");
    assert_eq!(run(2).await["identifiers"][0], "crm:1001");
    assert!(run(3).await["receipt"].is_string());
    assert_eq!(run(1).await["verdict"], "allow");
    let link = run(4).await["url"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{}/in?", server.url)), "{link}");
    assert!(run(5).await["index"].is_u64());
    assert_eq!(run(1).await["reasons"][0]["code"], "withdrawn");
    let entries = run(6).await["entries"].as_array().unwrap().len();
    assert_eq!(entries, 6 + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_the_documentation_leads_somewhere() {
    let server = Server::start(Database::Sqlite).await;
    let page = send(&server.url, "GET", "/docs", &[], "")
        .await
        .expect(200)
        .text();
    for part in page.split("href=\"#").skip(1) {
        let anchor = part.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{anchor}\"")), "#{anchor}");
    }
    for code in ["stale_version", "not_yet", "idempotency_key_missing"] {
        assert!(page.contains(&format!("id=\"problem-{code}\"")), "{code}");
    }
    let described = send(&server.url, "GET", "/api/openapi.json", &[], "")
        .await
        .expect(200);
    assert_eq!(described.json()["openapi"], "3.1.0");
    let tag = described.header("etag").to_owned();
    send(
        &server.url,
        "GET",
        "/api/openapi.json",
        &[("if-none-match", &tag)],
        "",
    )
    .await
    .expect(304);
}
