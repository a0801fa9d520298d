//! Imports and exports that would take more than their share.

use std::fs::File;
use std::time::{Duration, Instant};

use mutual::port::{Job, JobStatus};
use mutual_server::worker::import::sweep;
use mutual_store_suite::cluster;
use mutual_store_suite::wire::Wire;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::api_bulk::{finished, line, shop, upload};
use crate::common::{Crm, Database, Server, new_key, send};
use crate::on_both;

on_both!(
    an_open_quote_ends_a_job_for_good,
    a_report_is_short_however_wrong_a_line_is,
    a_revoked_client_imports_no_further,
    a_key_that_is_used_twice_at_once_leaves_nothing_behind,
    an_upload_that_is_cut_off_leaves_nothing_behind,
    what_a_crash_left_of_uploads_is_swept,
    exports_that_are_held_keep_only_their_own_side_waiting,
);

fn spooled(server: &Server) -> usize {
    let spool = server.folder().join("data").join("spool");
    std::fs::read_dir(spool).map_or(0, Iterator::count)
}

/// Waits until no upload is kept any more.
async fn is_clear(server: &Server) {
    for _ in 0..200 {
        if spooled(server) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("an upload was left behind");
}

/// Lines of so many customers.
fn customers(count: usize) -> String {
    let lines = (0..count).map(|n| format!("{}\n", line(&format!("crm:{n}"), &[])));
    lines.collect()
}

/// The head of a request of this client, for a connection that does not end well.
async fn begin(crm: &Crm, request: &str, further: &str) -> TcpStream {
    let host = crm.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n{further}\r\n",
        crm.secret
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

const NDJSON: &str = "application/x-ndjson";

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
    is_clear(&server).await;

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

async fn a_revoked_client_imports_no_further(database: Database) {
    const LINES: u64 = 20_000;
    let (server, crm) = shop(database).await;
    let app = server.app();
    let before = app.live.engine.index();
    let started = upload(&crm, "", NDJSON, &new_key(), customers(20_000))
        .await
        .expect(202);
    let job = started.json()["job"].as_str().unwrap().parse().unwrap();
    let store = &app.live.store;
    let mut client = store.clients().await.unwrap().remove(0);
    while app.live.engine.customers(None, 1).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    client.revoked_at = Some(app.clock.now());
    store.put_client(&client).await.unwrap();
    let ended = loop {
        let job: Job = store.job(job).await.unwrap().unwrap();
        if job.ended_at.is_some() {
            break job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(ended.status, JobStatus::Failed);
    assert!(ended.lines < LINES, "{ended:?}");
    assert!(app.live.engine.index() < before + LINES);
    let report = store.job_report(job, 0, 10).await.unwrap();
    assert_eq!(report[0].code, "client_revoked");
    is_clear(&server).await;
}

async fn a_key_that_is_used_twice_at_once_leaves_nothing_behind(database: Database) {
    let (server, crm) = shop(database).await;
    for _ in 0..4 {
        let key = new_key();
        let uploads = (0..8).map(|n| {
            let (crm, key) = (crm.clone(), key.clone());
            // Four of them twice.
            let body = customers(1 + n % 4);
            tokio::spawn(async move { upload(&crm, "", NDJSON, &key, body).await })
        });
        let mut jobs = std::collections::BTreeSet::new();
        for upload in uploads.collect::<Vec<_>>() {
            let answer = upload.await.unwrap();
            match answer.status {
                202 => _ = jobs.insert(answer.json()["job"].as_str().unwrap().to_owned()),
                _ => assert_eq!(answer.json()["code"], "idempotency_key_reused"),
            }
        }
        assert_eq!(jobs.len(), 1);
        finished(&crm, jobs.first().unwrap()).await;
    }
    is_clear(&server).await;
}

async fn an_upload_that_is_cut_off_leaves_nothing_behind(database: Database) {
    let (server, crm) = shop(database).await;
    let before = server.app().live.engine.index();
    let further = format!(
        "Idempotency-Key: {}\r\nContent-Type: {NDJSON}\r\nContent-Length: 1000000\r\n",
        new_key()
    );
    let mut stream = begin(&crm, "POST /api/v1/import", &further).await;
    stream.write_all(customers(10).as_bytes()).await.unwrap();
    let began = Instant::now();
    while spooled(&server) == 0 {
        assert!(began.elapsed() < Duration::from_secs(5), "it never began");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(stream);
    is_clear(&server).await;
    assert_eq!(server.app().live.store.open_jobs().await.unwrap(), []);
    assert_eq!(server.app().live.engine.index(), before);
}

async fn what_a_crash_left_of_uploads_is_swept(database: Database) {
    let server = Server::start(database).await;
    let spool = server.folder().join("data").join("spool");
    std::fs::create_dir_all(&spool).unwrap();
    let young = File::create(spool.join("1.part")).unwrap();
    sweep(server.app()).await.unwrap();
    assert_eq!(spooled(&server), 1, "it may be under way");
    let before = young.metadata().unwrap().modified().unwrap();
    young
        .set_modified(before - Duration::from_secs(25 * 60 * 60))
        .unwrap();
    sweep(server.app()).await.unwrap();
    assert_eq!(spooled(&server), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_database_that_is_away_stops_no_real_import() {
    let database = tokio::task::spawn_blocking(|| cluster::shared().fresh_database().unwrap())
        .await
        .unwrap();
    let mut wire = Wire::to(&database).await;
    let flags = ["--test-database-url", wire.url.as_str()];
    let server = Server::start_with(Database::Postgres, &flags).await;
    let (crm, test) = (server.crm("admin").await, server.test_crm("admin").await);
    wire.cut().await;
    let waiting = upload(&test, "", NDJSON, &new_key(), customers(1))
        .await
        .expect(202);
    // The other side's job comes later.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = upload(&crm, "", NDJSON, &new_key(), customers(1))
        .await
        .expect(202);
    let job = started.json()["job"].as_str().unwrap().to_owned();
    let done = tokio::time::timeout(Duration::from_secs(20), finished(&crm, &job));
    assert_eq!(done.await.unwrap()["accepted"], 1);
    let waiting = waiting.json()["job"].as_str().unwrap().parse().unwrap();
    let waiting = server.app().live.store.job(waiting).await.unwrap().unwrap();
    assert_eq!(waiting.ended_at, None);
}

async fn exports_that_are_held_keep_only_their_own_side_waiting(database: Database) {
    let (server, crm) = shop(database).await;
    let test = server.test_crm("admin").await;
    let started = upload(&crm, "", NDJSON, &new_key(), customers(3_000))
        .await
        .expect(202);
    finished(&crm, started.json()["job"].as_str().unwrap()).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = begin(&crm, "GET /api/v1/export", "").await;
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        held.push(stream);
    }
    let busy = crm.get("/export").await.expect(503).json();
    assert_eq!(busy["code"], "overloaded");
    test.get("/export").await.expect(200);
    held.clear();
    let began = Instant::now();
    while crm.get("/export").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_and_a_token_request_have_a_bounded_number_of_parts() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let crm = server.crm("check").await;
    for (items, one, many) in [(64, 200, 200), (65, 422, 422)] {
        let data = vec!["orders"; items];
        let path = format!(
            "/customers/crm:1/check?purpose=offers&data={}",
            data.join(",")
        );
        let asked = crm.get(&path).await.status;
        // One question by its address is a bad parameter, in a body a bad field.
        assert!(asked == one || (items > 64 && asked == 400), "{asked}");
        let body = json!({"checks": [{"customer": "crm:1", "purpose": "offers", "data": data}]});
        let asked = crm.call("POST", "/check", &[], Some(&body)).await;
        assert_eq!(asked.status, many, "{}", asked.text());
    }
    let form: Vec<_> = (0..17).map(|n| format!("field{n}=x")).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let answer = send(
        &server.url,
        "POST",
        "/oauth/token",
        &headers,
        form.join("&"),
    )
    .await;
    assert_eq!(answer.status, 400);
    assert!(
        answer.text().contains("at most 16 fields"),
        "{}",
        answer.text()
    );
    server.stop().await;
}
