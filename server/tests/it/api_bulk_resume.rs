//! A CRM whose connection breaks, or whose server does: it goes on where it was, and nothing counts
//! twice.

use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::api_bulk::{finished, line, past, shop, upload};
use crate::api_consent::last_month;
use crate::binary::Operator;
use crate::common::{Answer, Crm, Database, Server, new_key, send};
use crate::erasure::erase;
use crate::on_both;

on_both!(
    an_upload_that_broke_off_goes_on_behind_what_arrived,
    who_comes_back_does_not_wait_for_the_dead_connection,
    an_erasure_takes_what_waits_for_its_rest,
    a_job_goes_on_after_its_server_was_killed,
    a_crms_own_table_is_tried_out_and_taken_over,
    a_report_is_downloaded_and_goes_on,
    an_export_that_broke_off_goes_on_behind_the_last_whole_customer,
);

const NDJSON: &str = "application/x-ndjson";

fn lines(count: usize) -> String {
    let at = last_month();
    let lines =
        (0..count).map(|n| format!("{}\n", line(&format!("crm:{n}"), &[past("on", Some(&at))])));
    lines.collect()
}

/// Sends a part of an upload.
pub async fn send_part(
    crm: &Crm,
    query: &str,
    key: &str,
    offset: usize,
    is_last: bool,
    part: &str,
) -> Answer {
    let bearer = format!("Bearer {}", crm.secret);
    let (offset, complete) = (offset.to_string(), if is_last { "?1" } else { "?0" });
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", NDJSON),
        ("idempotency-key", key),
        ("upload-offset", &offset),
        ("upload-complete", complete),
    ];
    let path = format!("/api/v1/import{query}");
    send(&crm.url, "POST", &path, &headers, part.to_owned()).await
}

/// Begins to send an upload and says that there is more of it than is sent.
async fn begin(crm: &Crm, key: &str, offset: usize, part: &str) -> TcpStream {
    let host = crm.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /api/v1/import HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: {NDJSON}\r\nUpload-Offset: {offset}\r\n\
         Upload-Complete: ?1\r\nContent-Length: 100000000\r\n\r\n{part}",
        crm.secret
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

pub async fn there(crm: &Crm, key: &str) -> Value {
    let named = [("idempotency-key", key)];
    let answer = crm.call("GET", "/import", &named, None).await;
    answer.expect(200).json()
}

/// Waits until so many bytes have arrived.
async fn arrived(crm: &Crm, key: &str, bytes: usize) {
    let began = Instant::now();
    while there(crm, key).await["received"] != bytes {
        assert!(began.elapsed() < Duration::from_secs(60));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until no upload is kept any more: a job's file goes right after its end is told.
async fn is_clear(server: &Server) {
    let spool = server.folder().join("data").join("spool");
    let began = Instant::now();
    while std::fs::read_dir(&spool).map_or(0, Iterator::count) > 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "it is kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn an_upload_that_broke_off_goes_on_behind_what_arrived(database: Database) {
    let (server, crm) = shop(database).await;
    let before = server.app().live.engine.index();
    let (key, all) = (new_key(), lines(600));
    let (first, rest) = all.split_at(all.len() / 3);
    assert_eq!(there(&crm, &key).await["received"], 0);
    drop(begin(&crm, &key, 0, first).await);
    arrived(&crm, &key, first.len()).await;
    assert_eq!(server.app().live.store.open_jobs().await.unwrap(), []);

    // It outlives the server too.
    let server = server.restart().await;
    let url = server.url.clone();
    let crm = Crm { url, ..crm };
    assert_eq!(there(&crm, &key).await["received"], first.len());
    let wrong = send_part(&crm, "", &key, 7, true, rest).await.expect(409);
    let wrong = wrong.json();
    assert_eq!(wrong["code"], "upload_offset");
    let says = format!("{} bytes are there", first.len());
    assert!(wrong["detail"].as_str().unwrap().starts_with(&says));
    let other = send_part(&crm, "?dry_run=true", &key, first.len(), true, rest);
    assert_eq!(
        other.await.expect(422).json()["code"],
        "idempotency_key_reused"
    );

    // In two more parts, the last of which is sent twice.
    let (second, last) = rest.split_at(rest.len() / 2);
    let answer = send_part(&crm, "", &key, first.len(), false, second).await;
    let answer = answer.expect(200);
    let offset = first.len() + second.len();
    assert_eq!(answer.header("upload-offset"), offset.to_string());
    assert_eq!(answer.header("upload-complete"), "?0");
    assert_eq!(answer.json()["job"], Value::Null);
    let started = send_part(&crm, "", &key, offset, true, last).await;
    let job = started.expect(202).json()["job"].clone();
    let again = send_part(&crm, "", &key, offset, true, last).await;
    assert_eq!(again.expect(202).json()["job"], job);
    assert_eq!(there(&crm, &key).await["job"], job);

    let done = finished(&crm, job.as_str().unwrap()).await;
    assert_eq!(
        (&done["lines"], &done["accepted"]),
        (&json!(600), &json!(600)),
        "{done:#}"
    );
    assert_eq!(
        (&done["bytes"], &done["size"]),
        (&json!(all.len()), &json!(all.len()))
    );
    assert_eq!(server.app().live.engine.index(), before + 600);
    is_clear(&server).await;

    // All of it at once under the same key is the same upload.
    let whole = send_part(&crm, "", &key, 0, true, &all).await.expect(202);
    assert_eq!(whole.json()["job"], job);
    let another = send_part(&crm, "", &key, 0, true, first).await.expect(422);
    assert_eq!(another.json()["code"], "idempotency_key_reused");
    is_clear(&server).await;
    for (name, value) in [("upload-offset", "-1"), ("upload-complete", "yes")] {
        let headers = [("idempotency-key", key.as_str()), (name, value)];
        let body = json!({"identifiers": ["crm:1"]});
        let bearer = format!("Bearer {}", crm.secret);
        let headers: Vec<_> = headers
            .into_iter()
            .chain([("authorization", bearer.as_str()), ("content-type", NDJSON)])
            .collect();
        let answer = send(
            &crm.url,
            "POST",
            "/api/v1/import",
            &headers,
            body.to_string(),
        );
        assert_eq!(answer.await.expect(400).json()["code"], "invalid_parameter");
    }
}

async fn who_comes_back_does_not_wait_for_the_dead_connection(database: Database) {
    let (server, crm) = shop(database).await;
    let (key, all) = (new_key(), lines(50));
    let (first, rest) = all.split_at(all.len() / 2);
    // The client is gone, and nothing told the server so.
    let mut half_open = begin(&crm, &key, 0, first).await;
    arrived(&crm, &key, first.len()).await;
    let started = send_part(&crm, "", &key, first.len(), true, rest).await;
    let started = started.expect(202).json();
    let done = finished(&crm, started["job"].as_str().unwrap()).await;
    assert_eq!(done["accepted"], 50, "{done:#}");
    let mut said = [0; 12];
    half_open.read_exact(&mut said).await.unwrap();
    assert_eq!(&said, b"HTTP/1.1 409", "the first one is told");
    is_clear(&server).await;
}

async fn an_erasure_takes_what_waits_for_its_rest(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:seed-7731").await;
    let (with_her, without) = (new_key(), new_key());
    let hers = line("crm:seed-7731", &[]).to_string();
    send_part(&crm, "", &with_her, 0, false, &hers)
        .await
        .expect(200);
    let others = lines(3);
    send_part(&crm, "", &without, 0, false, &others)
        .await
        .expect(200);
    erase(&crm, "crm:seed-7731", "all", &new_key())
        .await
        .expect(204);
    assert_eq!(there(&crm, &with_her).await["received"], 0);
    assert_eq!(there(&crm, &without).await["received"], others.len());
    // However a program spells her; and nobody of the test side concerns the live one.
    for spelt in [
        "email:Seed.Ana@Example.org",
        "email:seed.ana\\u0040example.org",
    ] {
        crm.knows("email:seed.ana@example.org").await;
        let (key, line) = (new_key(), format!("{{\"identifiers\":[\"{spelt}\"]}}\n"));
        send_part(&crm, "", &key, 0, false, &line).await.expect(200);
        erase(&crm, "email:seed.ana@example.org", "all", &new_key())
            .await
            .expect(204);
        assert_eq!(there(&crm, &key).await["received"], 0, "{spelt}");
    }
    let test = server.test_crm(crate::common::ALL_SCOPES).await;
    test.knows("crm:2").await;
    erase(&test, "crm:2", "all", &new_key()).await.expect(204);
    assert_eq!(there(&crm, &without).await["received"], others.len());
    let spool = server.folder().join("data").join("spool");
    for file in std::fs::read_dir(spool).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("seed-7731"));
    }
}

async fn a_job_goes_on_after_its_server_was_killed(database: Database) {
    const LINES: usize = 4_000;
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let mut serving = operator.serve();
    let mut crm = operator.crm(&serving.url, "admin feed check");
    let head = async |crm: &Crm| {
        let page = crm.get("/changes?limit=1").await.expect(200).json();
        page["head"].as_u64().unwrap()
    };
    let before = head(&crm).await;
    // Nobody whom the demo knows: some of them left, and no import brings them back.
    let body = lines(LINES).replace("crm:", "crm:past-");
    let started = upload(&crm, "", NDJSON, &new_key(), body).await;
    let job = started.expect(202).json()["job"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/jobs/{job}");
    for round in 1..4 {
        // It is killed wherever it is by then, and always a bit further.
        let taken = before + round * 500;
        while head(&crm).await < taken {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        tokio::task::spawn_blocking(move || serving.kill())
            .await
            .unwrap();
        serving = operator.serve();
        let url = serving.url.clone();
        crm = Crm { url, ..crm };
        let state = crm.get(&path).await.expect(200).json();
        assert!(
            state["bytes"].as_u64() <= state["size"].as_u64(),
            "{state:#}"
        );
    }
    let done = finished(&crm, &job).await;
    assert_eq!(
        (&done["status"], &done["accepted"], &done["rejected"]),
        (&json!("done"), &json!(LINES), &json!(0)),
        "{done:#}"
    );
    assert_eq!(head(&crm).await, before + LINES as u64, "each counts once");
    serving.stop().expect(0);
}

async fn a_crms_own_table_is_tried_out_and_taken_over(database: Database) {
    let (server, crm) = shop(database).await;
    let at = last_month();
    let table = format!(
        "\u{feff}Customer No;x,E-Mail,Country,Exchange,Part,Says,When,How,Where,Text,Name\r\n\
         42,Ana@Example.org,GB,recipe-ideas,exchange,on,{at},paper,shop,\"May we, please?\",\"Ana, A.\"\r\n\
         43,,GB,recipe-ideas,exchange,maybe,,,,,Bob\r\n\
         44,,GB,,,,,,,,Cem\r\n"
    );
    let mapping = json!({
        "Customer No;x": "identifier:crm", "E-Mail": "identifier:email", "Country": "region",
        "Exchange": "proposition", "Part": "toggle", "Says": "switch", "When": "evidence_at",
        "How": "evidence_how", "Where": "evidence_where", "Text": "evidence_wording", "Name": null,
    });
    let query = |dry_run: bool, mapping: &Value| {
        let mapping = crate::common::encoded(&mapping.to_string());
        format!("?dry_run={dry_run}&mapping={mapping}")
    };
    let send = async |query: &str| upload(&crm, query, "text/csv", &new_key(), table.clone()).await;
    let started = send(&query(true, &mapping)).await.expect(202).json();
    let understood = started["understood"].as_array().unwrap();
    assert_eq!(understood.len(), 3, "{started:#}");
    let ana = &understood[0];
    assert_eq!(ana["line"], 2);
    assert_eq!(
        ana["identifiers"],
        json!(["crm:42", "email:ana@example.org"])
    );
    assert_eq!(ana["choices"][0]["toggles"], json!({"exchange": "on"}));
    assert_eq!(ana["choices"][0]["has_evidence"], true);
    assert_eq!(understood[1]["code"], "invalid_field");
    let tried = finished(&crm, started["job"].as_str().unwrap()).await;
    assert_eq!(
        (&tried["accepted"], &tried["rejected"]),
        (&json!(2), &json!(1))
    );
    crm.get("/customers/crm:42").await.expect(404);

    let started = send(&query(false, &mapping)).await.expect(202).json();
    assert_eq!(started["understood"], Value::Null);
    let done = finished(&crm, started["job"].as_str().unwrap()).await;
    assert_eq!(
        (&done["accepted"], &done["rejected"]),
        (&json!(2), &json!(1))
    );
    let check = "/customers/email:ana%40example.org/check?purpose=recommendations";
    assert_eq!(crm.get(check).await.expect(200).json()["verdict"], "allow");

    // What nobody said what it is, or what is not there, is named.
    let mut fewer = mapping.clone();
    fewer.as_object_mut().unwrap().remove("Name");
    let mut more = mapping.clone();
    more["Ort"] = Value::Null;
    for (mapping, named) in [(fewer, "`Name`"), (more, "`Ort`")] {
        let started = send(&query(true, &mapping)).await.expect(202).json();
        let says = started["understood"][0]["message"].as_str().unwrap();
        assert!(says.contains(named), "{says}");
        let done = finished(&crm, started["job"].as_str().unwrap()).await;
        assert_eq!(done["report"][0]["code"], "unknown_column");
    }
    let bad = json!({"Name": "colour"});
    let refused = send(&query(true, &bad)).await.expect(400).json();
    assert_eq!(refused["errors"][0]["field"], "mapping");
    is_clear(&server).await;
}

async fn a_report_is_downloaded_and_goes_on(database: Database) {
    let (server, crm) = shop(database).await;
    let bad = |n: usize| format!("{{\"identifiers\":[\"{n}\"]}}\n");
    let body: String = (1..=2_500).map(bad).collect();
    let started = upload(&crm, "", NDJSON, &new_key(), body).await.expect(202);
    let job = started.json()["job"].as_str().unwrap().to_owned();
    finished(&crm, &job).await;
    let path = format!("/jobs/{job}/report");
    let whole = crm.get(&path).await.expect(200);
    assert_eq!(whole.header("content-type"), NDJSON);
    let whole = whole.text();
    assert_eq!(whole.lines().count(), 2_500);
    for (n, line) in whole.lines().enumerate() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&line["line"], &line["code"]),
            (&json!(n + 1), &json!("invalid_field"))
        );
    }
    let rest = crm.get(&format!("{path}?after=1234")).await.expect(200);
    let behind: String = whole.split_inclusive('\n').skip(1_234).collect();
    assert_eq!(rest.text(), behind);
    let other = server.crm("admin").await;
    other.get(&path).await.expect(404);
}

/// Reads an export until so many bytes are there, and hangs up.
async fn cut(crm: &Crm, format: &str, bytes: usize) -> String {
    let host = crm.url.strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(host).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    let request = Request::get(format!("/api/v1/export?format={format}"))
        .header("host", host)
        .header("authorization", format!("Bearer {}", crm.secret))
        .body(Empty::<Bytes>::new())
        .unwrap();
    let mut body = sender.send_request(request).await.unwrap().into_body();
    let mut read = Vec::new();
    while read.len() < bytes {
        read.extend_from_slice(&body.frame().await.unwrap().unwrap().into_data().unwrap());
    }
    connection.abort();
    read.truncate(bytes);
    String::from_utf8_lossy(&read).into_owned()
}

async fn an_export_that_broke_off_goes_on_behind_the_last_whole_customer(database: Database) {
    let (_server, crm) = shop(database).await;
    let at = last_month();
    let body: String = (0..300)
        .map(|n| {
            let choices = match n % 3 {
                0 => vec![past("on", Some(&at))],
                1 => vec![past("off", None)],
                _ => vec![],
            };
            format!("{}\n", line(&format!("crm:=1+{n}, \"x\""), &choices))
        })
        .collect();
    let started = upload(&crm, "", NDJSON, &new_key(), body).await.expect(202);
    let done = finished(&crm, started.json()["job"].as_str().unwrap()).await;
    assert_eq!(done["accepted"], 300, "{done:#}");

    let whole = crm.get("/export?format=ndjson").await.expect(200).text();
    let part = cut(&crm, "ndjson", whole.len() / 2).await;
    let kept = &part[..part.rfind('\n').unwrap() + 1];
    let last: Value = serde_json::from_str(kept.lines().last().unwrap()).unwrap();
    let after = last["customer"].as_str().unwrap();
    let rest = crm
        .get(&format!("/export?format=ndjson&after={after}"))
        .await;
    assert_eq!(format!("{kept}{}", rest.expect(200).text()), whole);

    // Of CSV the rows of the last customer may not all be there, so she is written again.
    let whole = crm.get("/export?format=csv").await.expect(200).text();
    let part = cut(&crm, "csv", whole.len() / 2).await;
    let customer = |row: &str| row.split(',').next().unwrap().to_owned();
    let rows: Vec<_> = part.split_inclusive('\n').collect();
    let (_, rows) = rows.split_last().unwrap();
    let last = customer(rows.last().unwrap());
    let kept: Vec<_> = rows
        .iter()
        .copied()
        .filter(|row| customer(row) != last)
        .collect();
    let after = customer(kept.last().unwrap());
    let rest = crm.get(&format!("/export?format=csv&after={after}")).await;
    let rest = rest.expect(200);
    assert!(rest.header("content-type").ends_with("header=absent"));
    assert_eq!(format!("{}{}", kept.concat(), rest.text()), whole);

    // No cell is one that a spreadsheet would compute.
    for row in csv::Reader::from_reader(whole.as_bytes()).records() {
        let row = row.unwrap();
        assert_eq!(row.len(), 14);
        for cell in &row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    crm.get("/export?after=crm:1").await.expect(400);
}
