//! Imports and exports that would take more than their share.

use serde_json::{Value, json};

use crate::api_bulk::{finished, line, shop, upload};
use crate::common::{Database, Server, new_key};
use crate::on_both;

on_both!(
    an_open_quote_ends_a_job_for_good,
    a_report_is_short_however_wrong_a_line_is,
);

fn spooled(server: &Server) -> usize {
    let spool = server.folder().join("data").join("spool");
    std::fs::read_dir(spool).map_or(0, Iterator::count)
}

fn codes(job: &Value) -> Vec<(u64, &str)> {
    let report = job["report"].as_array().unwrap().iter();
    report
        .map(|line| {
            (
                line["line"].as_u64().unwrap(),
                line["code"].as_str().unwrap(),
            )
        })
        .collect()
}

async fn an_open_quote_ends_a_job_for_good(database: Database) {
    let (server, crm) = shop(database).await;
    let table = format!(
        "identifiers,region\ncrm:1,GB\ncrm:2,GB\ncrm:3,\"{}",
        "GB\n".repeat(200_000)
    );
    let started = upload(&crm, "", "text/csv", &new_key(), table)
        .await
        .expect(202);
    let job = started.json()["job"].as_str().unwrap().to_owned();
    let done = finished(&crm, &job).await;
    assert_eq!(done["status"], "failed", "{done:#}");
    assert_eq!(codes(&done), [(4, "line_too_long")]);
    assert_eq!(
        (&done["lines"], &done["accepted"]),
        (&json!(3), &json!(2)),
        "what stands before it was taken over"
    );
    assert_eq!(spooled(&server), 0);

    let server = server.restart().await;
    let open = server.app().live.store.open_jobs().await.unwrap();
    assert_eq!(open, []);
}

async fn a_report_is_short_however_wrong_a_line_is(database: Database) {
    let (_server, crm) = shop(database).await;
    let off = json!({"proposition": "recipe-ideas", "toggles": {"exchange": "off"}});
    let nothing = json!({"proposition": "nothing", "toggles": {"exchange": "off"}});
    let lines = [
        format!("{{{}\"identifiers\":[]}}", "\"\":0,".repeat(50_000)),
        format!(
            "{{\"identifiers\":[\"crm:1\"],\"{}\":1}}",
            "x".repeat(200_000)
        ),
        line("crm:2", &vec![off.clone(); 101]).to_string(),
        line("crm:3", &vec![nothing; 100]).to_string(),
        line("crm:4", &vec![off; 100]).to_string(),
    ];
    let started = upload(
        &crm,
        "",
        "application/x-ndjson",
        &new_key(),
        lines.join("\n"),
    )
    .await
    .expect(202);
    let done = finished(&crm, started.json()["job"].as_str().unwrap()).await;
    let expected = [
        (1, "unknown_field"),
        (2, "unknown_field"),
        (3, "invalid_field"),
        (4, "unknown_proposition"),
    ];
    assert_eq!(codes(&done), expected);
    let messages: Vec<_> = done["report"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["message"].as_str().unwrap())
        .collect();
    for message in &messages {
        assert!(message.chars().count() <= 500, "{message}");
    }
    assert!(messages[0].ends_with("; and 49982 more"), "{}", messages[0]);
    assert_eq!(messages[2], "choices: give at most 100 on a line");
    assert!(messages[3].ends_with(" more"), "{}", messages[3]);
    assert_eq!(done["accepted"], 1);
}
