//! A CRM that brings its customers along, and takes everybody's state away.

use std::time::Duration;

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, new_key, send};
use crate::on_both;

on_both!(
    a_bad_line_never_stops_the_rest,
    an_import_never_widens_without_evidence,
    a_dry_run_reports_and_does_nothing,
    an_upload_is_one_job_however_often_it_is_sent,
    a_job_goes_on_after_a_restart,
    a_table_is_imported_row_by_row,
    an_export_says_what_the_consents_say,
);

pub async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server
        .crm("check consent:read consent:write feed admin")
        .await;
    (server, crm)
}

pub async fn upload(crm: &Crm, query: &str, media: &str, key: &str, body: String) -> Answer {
    let bearer = format!("Bearer {}", crm.secret);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", media),
        ("idempotency-key", key),
    ];
    send(
        &crm.url,
        "POST",
        &format!("/api/v1/import{query}"),
        &headers,
        body,
    )
    .await
}

/// Imports lines and waits for the job's end.
pub async fn import(crm: &Crm, query: &str, lines: &[Value]) -> Value {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let started = upload(crm, query, "application/x-ndjson", &new_key(), body)
        .await
        .expect(202);
    finished(crm, started.json()["job"].as_str().unwrap()).await
}

pub async fn finished(crm: &Crm, job: &str) -> Value {
    loop {
        let state = crm.get(&format!("/jobs/{job}")).await.expect(200).json();
        if state["status"] == "done" || state["status"] == "failed" {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub fn past(switch: &str, at: Option<&str>) -> Value {
    let mut choice = json!({"proposition": "recipe-ideas", "toggles": {"exchange": switch}});
    if let Some(at) = at {
        choice["evidence"] =
            json!({"how": "paper", "where": "shop", "at": at, "wording": "May we?"});
    }
    choice
}

pub fn line(identifier: &str, choices: &[Value]) -> Value {
    json!({"identifiers": [identifier], "region": "GB", "choices": choices})
}

async fn verdict(crm: &Crm, customer: &str) -> Value {
    let path = format!("/customers/{customer}/check?purpose=recommendations");
    crm.get(&path).await.expect(200).json()["verdict"].clone()
}

async fn a_bad_line_never_stops_the_rest(database: Database) {
    let (server, crm) = shop(database).await;
    let lines = [
        json!({"identifiers": ["crm:1"]}).to_string(),
        "{\"identifiers\":".to_owned(),
        json!({"identifiers": ["crm:3"], "vip": true}).to_string(),
        String::new(),
        json!({"identifiers": ["3"]}).to_string(),
        json!({"identifiers": ["crm:6"], "birth_year": "old"}).to_string(),
        line("crm:7", &[past("on", Some(&last_month()))]).to_string(),
        line(
            "crm:8",
            &[json!({"proposition": "nothing", "toggles": {"exchange": "off"}})],
        )
        .to_string(),
        format!(
            "{{\"identifiers\":[\"crm:9\"],\"locale\":\"{}\"}}",
            "x".repeat(300_000)
        ),
        json!({"identifiers": ["crm:10"]}).to_string(),
    ];
    let mut body = lines.join("\n").into_bytes();
    body.extend(b"\n{\"identifiers\":[\"crm:\xff\"]}\r\n");
    body.extend(br#"{"identifiers":["crm:12"]}"#);
    let bearer = format!("Bearer {}", crm.secret);
    let key = new_key();
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/x-ndjson; charset=utf-8"),
        ("idempotency-key", key.as_str()),
    ];
    let started = send(&crm.url, "POST", "/api/v1/import", &headers, body)
        .await
        .expect(202);
    let job = started.json()["job"].as_str().unwrap().to_owned();
    let done = finished(&crm, &job).await;
    assert_eq!(done["status"], "done", "{done:#}");
    assert_eq!(
        (&done["lines"], &done["accepted"], &done["rejected"]),
        (&json!(12), &json!(4), &json!(7))
    );
    let report: Vec<_> = done["report"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["line"].as_u64().unwrap(),
                line["code"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        (2, "invalid_json"),
        (3, "unknown_field"),
        (5, "invalid_field"),
        (6, "invalid_field"),
        (8, "unknown_proposition"),
        (9, "line_too_long"),
        (11, "invalid_utf8"),
    ];
    assert_eq!(report, expected.map(|(line, code)| (line, code.to_owned())));
    for known in ["crm:1", "crm:7", "crm:8", "crm:10", "crm:12"] {
        crm.get(&format!("/customers/{known}")).await.expect(200);
    }
    assert_eq!(verdict(&crm, "crm:7").await, "allow");

    // The report comes in pages.
    let page = crm
        .get(&format!("/jobs/{job}?limit=4"))
        .await
        .expect(200)
        .json();
    let rest = format!("/jobs/{job}?after={}", page["next"].as_str().unwrap());
    let rest = crm.get(&rest).await.expect(200).json();
    let count = |page: &Value| page["report"].as_array().unwrap().len();
    assert_eq!(
        (count(&page), count(&rest), &rest["next"]),
        (4, 3, &Value::Null)
    );

    // It concerns nobody else, and leaves nothing behind.
    let other = server.crm("admin").await;
    assert_eq!(
        other.get(&format!("/jobs/{job}")).await.expect(404).json()["code"],
        "not_found"
    );
    let spool = server.folder().join("data").join("spool");
    assert_eq!(std::fs::read_dir(spool).unwrap().count(), 0);
}

async fn an_import_never_widens_without_evidence(database: Database) {
    let (_server, crm) = shop(database).await;
    let job = import(&crm, "", &[line("crm:1", &[past("on", None)])]).await;
    assert_eq!(job["report"][0]["code"], "evidence_missing");
    assert_eq!((&job["accepted"], &job["rejected"]), (&json!(0), &json!(1)));
    assert_eq!(verdict(&crm, "crm:1").await, "deny");

    // What she turned off herself stays off, whatever older paper says.
    crm.knows("crm:2").await;
    let off = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"}});
    crm.post("/customers/crm:2/choices", &off).await.expect(201);
    let job = import(
        &crm,
        "",
        &[line("crm:2", &[past("on", Some(&last_month()))])],
    )
    .await;
    assert_eq!(job["report"][0]["code"], "kept_off");
    assert_eq!(verdict(&crm, "crm:2").await, "deny");

    // Off needs no paper.
    let on = past("on", Some(&last_month()));
    import(&crm, "", &[line("crm:3", &[on])]).await;
    assert_eq!(verdict(&crm, "crm:3").await, "allow");
    let job = import(&crm, "", &[line("crm:3", &[past("off", None)])]).await;
    assert_eq!(job["accepted"], 1);
    assert_eq!(verdict(&crm, "crm:3").await, "deny");
    let entries = crm.get("/changes?after=6").await.expect(200).json();
    let imported = entries["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|e| e["route"] == "import");
    assert_eq!(imported.count(), 2);
}

async fn a_dry_run_reports_and_does_nothing(database: Database) {
    let (server, crm) = shop(database).await;
    let before = server.app().live.engine.index();
    let lines = [
        line("crm:1", &[past("on", Some(&last_month()))]),
        line("crm:2", &[past("on", None)]),
    ];
    let job = import(&crm, "?dry_run=true", &lines).await;
    assert_eq!(job["dry_run"], true);
    assert_eq!((&job["accepted"], &job["rejected"]), (&json!(1), &json!(1)));
    assert_eq!(job["report"][0]["code"], "evidence_missing");
    assert_eq!(server.app().live.engine.index(), before);
    crm.get("/customers/crm:1").await.expect(404);
}

async fn an_upload_is_one_job_however_often_it_is_sent(database: Database) {
    let (server, crm) = shop(database).await;
    let (key, body) = (
        new_key(),
        format!("{}\n", json!({"identifiers": ["crm:1"]})),
    );
    let media = "application/x-ndjson";
    let uploads = (0..8).map(|_| {
        let (crm, key, body) = (crm.clone(), key.clone(), body.clone());
        tokio::spawn(async move { upload(&crm, "", media, &key, body).await })
    });
    let mut jobs = std::collections::BTreeSet::new();
    for upload in uploads.collect::<Vec<_>>() {
        jobs.insert(upload.await.unwrap().expect(202).body);
    }
    assert_eq!(jobs.len(), 1);
    let other = format!("{}\n", json!({"identifiers": ["crm:2"]}));
    let reused = upload(&crm, "", media, &key, other)
        .await
        .expect(422)
        .json();
    assert_eq!(reused["code"], "idempotency_key_reused");

    for (media, status) in [("application/json", 415), ("text/plain", 415)] {
        upload(&crm, "", media, &new_key(), body.clone())
            .await
            .expect(status);
    }
    upload(&crm, "?dry_run=maybe", media, &new_key(), body.clone())
        .await
        .expect(400);
    let narrow = server.crm("consent:read").await;
    upload(&narrow, "", media, &new_key(), body)
        .await
        .expect(403);
    let small = Server::start_with(database, &["--import-max-bytes", "1000"]).await;
    let crm = small.crm("admin").await;
    let large = upload(&crm, "", media, &new_key(), "x".repeat(1_001))
        .await
        .expect(413)
        .json();
    assert_eq!(large["code"], "body_too_large");
}

async fn a_job_goes_on_after_a_restart(database: Database) {
    const LINES: u64 = 3_000;
    let (server, crm) = shop(database).await;
    let before = server.app().live.engine.index();
    let lines = (0..LINES).map(|n| {
        format!(
            "{}\n",
            line(&format!("crm:{n}"), &[past("on", Some(&last_month()))])
        )
    });
    let started = upload(
        &crm,
        "",
        "application/x-ndjson",
        &new_key(),
        lines.collect(),
    )
    .await;
    let job = started.expect(202).json()["job"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut server = server;
    let mut crm = crm;
    for _ in 0..3 {
        // Stop it in the middle, wherever that is.
        let seen = server.app().live.engine.index();
        server
            .app()
            .live
            .engine
            .wait_for(seen + 100, Duration::from_secs(5))
            .await;
        server = server.restart().await;
        crm = Crm {
            url: server.url.clone(),
            ..crm
        };
    }
    let done = finished(&crm, &job).await;
    assert_eq!(
        (&done["status"], &done["lines"]),
        (&json!("done"), &json!(LINES)),
        "{done:#}"
    );
    assert_eq!(
        (&done["accepted"], &done["rejected"]),
        (&json!(LINES), &json!(0))
    );
    assert_eq!(
        server.app().live.engine.index(),
        before + LINES,
        "each line counts once"
    );
}

async fn a_table_is_imported_row_by_row(database: Database) {
    let (_server, crm) = shop(database).await;
    let at = last_month();
    let table = format!(
        "identifiers,region,proposition,toggle,switch,evidence_how,evidence_where,evidence_at,evidence_wording\n\
         crm:1 email:ana@example.org,GB,recipe-ideas,exchange,on,paper,shop,{at},\"May we, please?\"\n\
         crm:1,,recipe-ideas,data:birthday,on,paper,shop,{at},May we?\n\
         crm:2,GB,recipe-ideas,exchange,on,,,,\n\
         crm:3,GB,,,,,,,\n\
         4,GB,,,,,,,\n"
    );
    let started = upload(&crm, "", "text/csv", &new_key(), table)
        .await
        .expect(202);
    let done = finished(&crm, started.json()["job"].as_str().unwrap()).await;
    assert_eq!(
        (&done["accepted"], &done["rejected"]),
        (&json!(3), &json!(2)),
        "{done:#}"
    );
    let lines: Vec<_> = done["report"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["line"].as_u64())
        .collect();
    assert_eq!(lines, [Some(4), Some(6)]);
    let path = "/customers/crm:1/check?purpose=recommendations&data=orders,birthday";
    assert_eq!(crm.get(path).await.expect(200).json()["verdict"], "allow");

    let bad = "name,vip\nAna,yes\n".to_owned();
    let started = upload(&crm, "", "text/csv", &new_key(), bad)
        .await
        .expect(202);
    let done = finished(&crm, started.json()["job"].as_str().unwrap()).await;
    assert_eq!(done["report"][0]["code"], "unknown_column");
}

async fn an_export_says_what_the_consents_say(database: Database) {
    let (_server, crm) = shop(database).await;
    let mut lines: Vec<_> = (0..150).map(|n| line(&format!("crm:{n}"), &[])).collect();
    lines[7]["choices"] = json!([past("on", Some(&last_month()))]);
    import(&crm, "", &lines).await;
    crm.post("/customers/crm:9/pause", &json!({}))
        .await
        .expect(201);
    let export = crm.get("/export?format=ndjson").await.expect(200);
    assert_eq!(export.header("content-type"), "application/x-ndjson");
    let text = export.text();
    let exported: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(exported.len(), 150);
    for mut line in exported {
        let name = line["identifiers"][0].as_str().unwrap().to_owned();
        line.as_object_mut().unwrap().remove("identifiers");
        let consents = crm
            .get(&format!("/customers/{name}/consents"))
            .await
            .expect(200)
            .json();
        assert_eq!(line, consents, "{name}");
    }

    let table = crm.get("/export?format=csv").await.expect(200).text();
    let mut rows = table.lines();
    assert!(
        rows.next()
            .unwrap()
            .starts_with("customer,identifiers,paused,proposition,version,toggle,")
    );
    let on: Vec<_> = rows
        .clone()
        .filter(|row| row.contains(",recipe-ideas,1,exchange,granted,"))
        .collect();
    assert_eq!(on.len(), 1);
    assert!(on[0].contains(",crm:7,"), "{}", on[0]);
    // Some exchanges are offered elsewhere: every customer has the same ones here.
    assert_eq!(rows.count() % 150, 0);
    crm.get("/export?format=xml").await.expect(400);
}
