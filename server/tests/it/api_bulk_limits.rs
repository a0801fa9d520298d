//! Imports and exports that would take more than their share.

use serde_json::{Value, json};

use crate::api_bulk::{finished, shop, upload};
use crate::common::{Database, Server, new_key};
use crate::on_both;

on_both!(an_open_quote_ends_a_job_for_good);

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
