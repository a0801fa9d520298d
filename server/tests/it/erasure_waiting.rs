//! Somebody leaves while a file that names her waits to be read.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::api_bulk::{finished, line, past, shop, upload};
use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::on_both;

on_both!(
    an_import_that_waits_does_not_bring_her_back,
    an_upload_under_way_that_names_her_is_refused_and_leaves_nothing,
    what_comes_of_her_later_in_an_upload_under_way_is_passed_over,
    what_a_crash_left_of_uploads_goes_with_her,
);

const NDJSON: &str = "application/x-ndjson";

async fn an_import_that_waits_does_not_bring_her_back(database: Database) {
    let (server, crm) = shop(database).await;
    for csv in [false, true] {
        let name = format!("crm:seed-waiting-{csv}");
        crm.knows(&name).await;
        // Long enough that it is under way when she is erased; she is on the last line.
        let (media, body) = if csv {
            let rows: String = (0..4_000).map(|n| format!("crm:row-{n},GB,\n")).collect();
            let table =
                format!("identifiers,region,locale\n{rows}\"{name}\",GB,\"x\ny\"\ncrm:last,GB,\n");
            ("text/csv", table)
        } else {
            let lines: String = (0..4_000)
                .map(|n| format!("{}\n", line(&format!("crm:line-{n}"), &[])))
                .collect();
            let hers = line(&name, &[past("on", Some(&last_month()))]);
            (
                "application/x-ndjson",
                format!("{lines}{hers}\n{}\n", line("crm:last", &[])),
            )
        };
        let started = upload(&crm, "", media, &new_key(), body).await.expect(202);
        erase(&crm, &name, "all", &new_key()).await.expect(204);
        let spool = server.folder().join("data/spool");
        for file in std::fs::read_dir(spool).unwrap().flatten() {
            // A job that has ended meanwhile has no file.
            let content = std::fs::read_to_string(file.path()).unwrap_or_default();
            assert!(!content.contains(&name), "csv: {csv}");
        }
        let job = finished(&crm, started.json()["job"].as_str().unwrap()).await;
        assert_eq!(job["status"], "done", "{job:#}");
        crm.get(&format!("/customers/{name}")).await.expect(404);
        crm.get("/customers/crm:last").await.expect(200);
        erase(&crm, "crm:last", "all", &new_key()).await.expect(204);
    }
    // Whoever comes again later is somebody new.
    let body = format!("{}\n", line("crm:seed-waiting-true", &[]));
    let started = upload(&crm, "", "application/x-ndjson", &new_key(), body).await;
    finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    crm.get("/customers/crm:seed-waiting-true")
        .await
        .expect(200);
}

/// Begins to send an upload in one go, of which all of `body` is sent and nothing else yet.
async fn begin(crm: &Crm, key: &str, body: &str, more: &str) -> TcpStream {
    let host = crm.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /api/v1/import HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: {NDJSON}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        crm.secret,
        body.len() + more.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// Sends the rest; the answer.
async fn end(mut stream: TcpStream, more: &str) -> String {
    stream.write_all(more.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// All that waits in the spool folder.
fn spooled(server: &Server) -> String {
    let files = std::fs::read_dir(server.folder().join("data/spool"));
    let files = files.into_iter().flatten().flatten();
    files
        .map(|file| std::fs::read_to_string(file.path()).unwrap_or_default())
        .collect()
}

async fn arrived(server: &Server, words: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while !spooled(server).contains(words) {
        assert!(Instant::now() < until, "it never came");
        sleep(Duration::from_millis(5)).await;
    }
}

async fn an_upload_under_way_that_names_her_is_refused_and_leaves_nothing(database: Database) {
    let (server, crm) = shop(database).await;
    let name = "crm:seed-under-way";
    crm.knows(name).await;
    let hers = line(name, &[past("on", Some(&last_month()))]);
    let (first, rest) = (format!("{hers}\n"), format!("{}\n", line("crm:last", &[])));
    let others = format!("{}\n", line("crm:other", &[]));
    let key = new_key();
    let stream = begin(&crm, &key, &first, &rest).await;
    let other = begin(&crm, &new_key(), &others, &rest).await;
    arrived(&server, name).await;
    arrived(&server, "crm:other").await;
    // Somebody of that name on the test side is somebody else.
    let tester = server.test_crm("consent:write admin").await;
    tester.knows(name).await;
    erase(&tester, name, "all", &new_key()).await.expect(204);
    assert!(spooled(&server).contains(name));
    erase(&crm, name, "all", &new_key()).await.expect(204);
    assert!(!spooled(&server).contains(name), "nothing names her");
    let answer = end(stream, &rest).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert_eq!(server.app().live.store.open_jobs().await.unwrap(), []);
    crm.get(&format!("/customers/{name}")).await.expect(404);
    // Who names nobody of hers is not disturbed.
    let answer = end(other, &rest).await;
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    // It is sent anew under its key, without her.
    let again = upload(&crm, "", NDJSON, &key, rest).await.expect(202);
    let job = finished(&crm, again.json()["job"].as_str().unwrap()).await;
    assert_eq!(
        (&job["status"], &job["accepted"]),
        (&"done".into(), &1.into())
    );
    crm.get("/customers/crm:last").await.expect(200);
}

async fn what_comes_of_her_later_in_an_upload_under_way_is_passed_over(database: Database) {
    let (server, crm) = shop(database).await;
    let name = "crm:seed-later";
    crm.knows(name).await;
    let first = format!("{}\n", line("crm:first", &[]));
    let rest = format!("{}\n", line(name, &[past("on", Some(&last_month()))]));
    let stream = begin(&crm, &new_key(), &first, &rest).await;
    arrived(&server, "crm:first").await;
    erase(&crm, name, "all", &new_key()).await.expect(204);
    let answer = end(stream, &rest).await;
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    let (_, job) = answer.split_once("\"job\":\"").unwrap();
    let job = finished(&crm, job.split('"').next().unwrap()).await;
    assert_eq!(
        (&job["accepted"], &job["rejected"]),
        (&1.into(), &1.into()),
        "{job:#}"
    );
    crm.get(&format!("/customers/{name}")).await.expect(404);
    crm.get("/customers/crm:first").await.expect(200);
}

async fn what_a_crash_left_of_uploads_goes_with_her(database: Database) {
    let (server, crm) = shop(database).await;
    let name = "crm:seed-crash";
    crm.knows(name).await;
    let spool = server.folder().join("data/spool");
    std::fs::create_dir_all(&spool).unwrap();
    let hers = format!("{}\n", line(name, &[]));
    let file = |name: &str| spool.join(name);
    let digest = "ab".repeat(32);
    let job = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K";
    let cut_off = file("00000000000000aa.live.part");
    // Of this one no job was made any more, hours ago; of that one perhaps just now.
    let left = file(&format!("{job}.{digest}.ndjson"));
    let fresh = file(&format!("{job}.{digest}.csv"));
    let others = file("00000000000000bb.live.part");
    for file in [&cut_off, &left, &fresh] {
        std::fs::write(file, &hers).unwrap();
    }
    std::fs::write(&others, line("crm:other", &[]).to_string()).unwrap();
    let opened = std::fs::File::options().append(true).open(&left).unwrap();
    let written = opened.metadata().unwrap().modified().unwrap();
    let hours_ago = written - Duration::from_secs(2 * 3_600);
    opened.set_modified(hours_ago).unwrap();
    erase(&crm, name, "all", &new_key()).await.expect(204);
    assert!(!cut_off.exists() && !left.exists());
    assert!(others.exists() && fresh.exists());
}
