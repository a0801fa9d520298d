//! A server as a process: one a database, stopped gently, killed, and started again.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mutual_store_suite::cluster;
use serde_json::json;

use crate::binary::{Operator, Process};
use crate::common::{Crm, Database, encoded, new_key, send};
use crate::on_both;

on_both!(
    a_second_server_refuses_in_one_sentence,
    a_server_drains_and_another_one_goes_on,
    commands_beside_a_server_work_at_once,
    what_was_acknowledged_survives_a_kill,
    a_backup_is_taken_while_serving_and_put_back_once_it_stopped,
    a_schema_is_brought_up_to_date_by_command_where_serving_leaves_it,
    what_an_operator_does_to_an_account_ends_its_customers_visits,
);

async fn a_schema_is_brought_up_to_date_by_command_where_serving_leaves_it(database: Database) {
    let mut operator = Operator::new(database);
    if let Database::Postgres = database {
        // The one that a story begins with has the schema already, and would be served.
        for name in ["MUTUAL_DATABASE_URL", "MUTUAL_TEST_DATABASE_URL"] {
            operator.set(name, &cluster::shared().fresh_database().unwrap());
        }
    }
    operator.set("MUTUAL_NO_MIGRATE", "true");
    let refused = operator.run(&["serve"]).expect(2);
    assert_eq!(refused.out, "");
    assert!(refused.err.contains("mutual migrate"), "{}", refused.err);
    for _ in 0..2 {
        let said = operator.run(&["migrate"]).expect(0);
        assert_eq!((said.out.as_str(), said.err.as_str()), ("", ""));
    }
    let serving = operator.serve();
    serving.get("/readyz").await.expect(200);
    // Nothing is to be done, so a server that runs is no hindrance.
    operator.run(&["migrate"]).expect(0);
    serving.stop().expect(0);
}

async fn what_an_operator_does_to_an_account_ends_its_customers_visits(database: Database) {
    const PASSWORD: &str = "lantern kvass seventeen\n";
    let operator = Operator::new(database);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:write");
    crm.knows("email:ana@example.org").await;
    let create = "user create --email ana@example.org --role customer --password-stdin";
    let create: Vec<_> = create.split(' ').collect();
    operator.run_with(&create, PASSWORD).expect(0);
    for command in [
        "user reset --email ana@example.org --password-stdin",
        "user disable --email ana@example.org",
    ] {
        let link = operator.run(&["link", "--customer", "email:ana@example.org"]);
        let link = link.expect(0);
        let path = link
            .line()
            .find("/in?")
            .map(|at| &link.line()[at..])
            .unwrap();
        let mut ana = crate::common::Visitor::at(&serving.url);
        ana.get(path).await.expect(303);
        assert!(crate::web_people::is_in(&mut ana).await);
        let words: Vec<_> = command.split(' ').collect();
        operator.run_with(&words, PASSWORD).expect(0);
        assert!(!crate::web_people::is_in(&mut ana).await, "{command}");
    }
    serving.stop().expect(0);
}

async fn a_second_server_refuses_in_one_sentence(database: Database) {
    let operator = Operator::new(database);
    let serving = operator.serve();
    for command in [&["serve"][..], &["demo"]] {
        let second = operator.run(command).expect(2);
        assert_eq!(second.out, "");
        let sentence =
            "mutual: a server is running on this database: stop it first, or use its API\n";
        assert!(second.err.ends_with(sentence), "{}", second.err);
    }
    assert_eq!(serving.get("/readyz").await.status, 200);
    serving.stop().expect(0);
}

/// A CRM that knows Ana, who has answered nothing yet.
async fn ana_with_recipes(operator: &Operator, url: &str) -> Crm {
    let crm = operator.crm(url, "check consent:read consent:write feed catalogue");
    crm.knows("crm:ana").await;
    crm
}

fn turn(switch: &str) -> serde_json::Value {
    json!({
        "proposition": "recipe-ideas",
        "version": 1,
        "toggles": {"exchange": switch},
        "evidence": {"how": "phone", "where": "call centre", "at": "2026-01-02T03:04:05Z", "wording": "May we?"},
    })
}

async fn a_server_drains_and_another_one_goes_on(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = ana_with_recipes(&operator, &serving.url).await;
    // A choice is half sent.
    let body = turn("on").to_string();
    let host = serving.url.strip_prefix("http://").unwrap().to_owned();
    let mut half = std::net::TcpStream::connect(&host).unwrap();
    let request = format!(
        "POST /api/v1/customers/crm:ana/choices HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\nidempotency-key: {}\r\ncontent-length: {}\r\n\
         expect: 100-continue\r\n\r\n",
        crm.secret,
        new_key(),
        body.len()
    );
    let (first, last) = body.split_at(10);
    half.write_all(request.as_bytes()).unwrap();
    // The server says so once it wants the body: the request is under way.
    let go_on = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut said = vec![0; go_on.len()];
    half.read_exact(&mut said).unwrap();
    assert_eq!(said, go_on);
    half.write_all(first.as_bytes()).unwrap();
    serving.signal("TERM");
    // Nobody new comes in any more, so it is stopping.
    while std::net::TcpStream::connect(&host).is_ok() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    half.write_all(last.as_bytes()).unwrap();
    let mut answer = String::new();
    half.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let said = serving.end().expect(0);
    assert!(said.err.contains("stopping"), "{}", said.err);
    // The next one starts at once, and knows.
    let serving = operator.serve();
    let crm = Crm {
        url: serving.url.clone(),
        ..crm
    };
    let check = crm
        .get("/customers/crm:ana/check?purpose=recommendations&data=orders")
        .await;
    assert_eq!(check.json()["verdict"], "allow", "{}", check.text());
    serving.stop().expect(0);
}

async fn commands_beside_a_server_work_at_once(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "check consent:write");
    assert_eq!(
        crm.get("/customers/crm:42/check?purpose=offers")
            .await
            .status,
        200
    );
    let line = json!({"identifiers": ["crm:new"], "choices": [{
        "proposition": "recipe-ideas", "toggles": {"exchange": "on"}, "evidence": turn("on")["evidence"],
    }]});
    std::fs::write(operator.path("one.ndjson"), line.to_string()).unwrap();
    let done = operator.run(&["import", "one.ndjson"]).expect(0);
    let sum = ": 1 line was taken over, 0 lines were taken over in part, 0 lines were refused\n";
    assert!(done.out.ends_with(sum), "{}", done.out);
    let check = crm
        .get("/customers/crm:new/check?purpose=recommendations&data=orders")
        .await;
    assert_eq!(check.json()["verdict"], "allow", "{}", check.text());
    assert!(operator.run(&["export"]).expect(0).out.contains("crm:new"));
    operator.run(&["client", "revoke", &crm.id]).expect(0);
    let revoked = async {
        while crm
            .get("/customers/crm:42/check?purpose=offers")
            .await
            .status
            != 401
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), revoked)
        .await
        .unwrap();
    serving.stop().expect(0);
}

/// Turns the exchange of customer `n` on and off until the server is gone; what was acknowledged
/// last, and under which key the next one was sent.
async fn choose_until_gone(
    crm: Crm,
    n: usize,
    gone: Arc<AtomicBool>,
) -> (usize, Option<&'static str>) {
    let mut acknowledged = None;
    for turned in 0.. {
        if gone.load(Ordering::Relaxed) {
            break;
        }
        let switch = if turned % 2 == 0 { "on" } else { "off" };
        let path = format!("/customers/{}/choices", encoded(&format!("crm:kill-{n}")));
        let crm = crm.clone();
        // A connection that breaks panics in there: the server is gone.
        let sent = tokio::spawn(async move { crm.post(&path, &turn(switch)).await });
        match sent.await {
            Ok(answer) if answer.status == 201 => acknowledged = Some(switch),
            Ok(answer) => panic!("{}", answer.text()),
            Err(_) => return (n, acknowledged),
        }
    }
    (n, acknowledged)
}

async fn what_was_acknowledged_survives_a_kill(database: Database) {
    const WRITERS: usize = 8;
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let mut last_index = 0;
    for round in 0..5_u64 {
        let serving = operator.serve();
        let crm = operator.crm(&serving.url, "consent:read consent:write feed");
        for n in 0..WRITERS {
            let path = format!("/customers/{}", encoded(&format!("crm:kill-{n}")));
            let body = json!({"identifiers": [format!("crm:kill-{n}")]});
            assert!(crm.put(&path, &body).await.status < 300);
        }
        let gone = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|n| tokio::spawn(choose_until_gone(crm.clone(), n, gone.clone())))
            .collect();
        // Each round is killed at another moment of its commits.
        tokio::time::sleep(Duration::from_millis(150 + round * 37)).await;
        tokio::task::spawn_blocking(move || serving.kill())
            .await
            .unwrap();
        gone.store(true, Ordering::Relaxed);
        let mut acknowledged = Vec::new();
        for writer in writers {
            acknowledged.push(writer.await.unwrap());
        }
        let serving = operator.serve();
        let crm = Crm {
            url: serving.url.clone(),
            ..crm
        };
        for (n, switch) in acknowledged {
            check_trail(&crm, n, switch).await;
        }
        last_index = check_dense(&crm, last_index).await;
        serving.stop().expect(0);
    }
}

/// What the customer stands at is what was acknowledged last, or what was sent after it.
async fn check_trail(crm: &Crm, n: usize, acknowledged: Option<&str>) {
    let Some(acknowledged) = acknowledged else {
        return;
    };
    let path = format!("/customers/{}/consents", encoded(&format!("crm:kill-{n}")));
    let state = crm.get(&path).await.expect(200).json();
    let exchanges = state["exchanges"].as_array().unwrap();
    let recipes = exchanges
        .iter()
        .find(|e| e["proposition"] == "recipe-ideas")
        .unwrap();
    let decision = recipes["toggles"]["exchange"]["decision"].as_str().unwrap();
    // The next choice was on its way: it may be stored too, but nothing older may show.
    let changes = changes_of(crm, state["customer"].as_str().unwrap()).await;
    let last: Vec<_> = changes.iter().rev().take(2).map(String::as_str).collect();
    assert!(last.contains(&acknowledged), "{acknowledged} of {last:?}");
    let expected = if last[0] == "on" { "granted" } else { "denied" };
    assert_eq!(decision, expected);
}

async fn changes_of(crm: &Crm, customer: &str) -> Vec<String> {
    let mut after = 0;
    let mut found = Vec::new();
    loop {
        let page = crm
            .get(&format!("/changes?after={after}&limit=1000"))
            .await
            .expect(200)
            .json();
        let entries = page["entries"].as_array().unwrap();
        let mine = entries.iter().filter(|entry| entry["customer"] == customer);
        found.extend(
            mine.filter_map(|entry| Some(entry["toggles"]["exchange"].as_str()?.to_owned())),
        );
        if entries.is_empty() {
            return found;
        }
        after = page["next"].as_u64().unwrap();
    }
}

/// The feed has no gap, and its head only grows.
async fn check_dense(crm: &Crm, before: u64) -> u64 {
    let mut after = 0;
    loop {
        let page = crm
            .get(&format!("/changes?after={after}&limit=1000"))
            .await
            .expect(200)
            .json();
        let entries = page["entries"].as_array().unwrap();
        for entry in entries {
            assert_eq!(entry["index"], after + 1);
            after += 1;
        }
        if entries.is_empty() {
            assert!(after >= before);
            return after;
        }
    }
}

async fn a_backup_is_taken_while_serving_and_put_back_once_it_stopped(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = ana_with_recipes(&operator, &serving.url).await;
    crm.post("/customers/crm:ana/choices", &turn("on"))
        .await
        .expect(201);
    operator.run(&["backup", "copy"]).expect(0);
    crm.post("/customers/crm:ana/choices", &turn("off"))
        .await
        .expect(201);
    operator.run(&["restore", "copy", "--force"]).expect(2);
    serving.stop().expect(0);
    operator.run(&["restore", "copy", "--force"]).expect(0);
    let serving = operator.serve();
    let crm = Crm {
        url: serving.url.clone(),
        ..crm
    };
    let check = crm
        .get("/customers/crm:ana/check?purpose=recommendations&data=orders")
        .await;
    assert_eq!(
        check.status,
        200,
        "the client is in the copy as well: {}",
        check.text()
    );
    assert_eq!(check.json()["verdict"], "allow");
    serving.stop().expect(0);
}

#[tokio::test]
async fn a_new_folder_serves_and_says_what_it_is() {
    let operator = Operator::new(Database::Sqlite);
    let serving = operator.serve();
    let health = serving.get("/healthz").await.expect(200);
    assert_eq!(health.json()["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        serving.get("/readyz").await.expect(200).json()["status"],
        "ready"
    );
    for header in [
        "x-content-type-options",
        "content-security-policy",
        "x-request-id",
    ] {
        assert_ne!(health.header(header), "", "{header}");
    }
    let said = serving.stop().expect(0);
    assert_eq!(said.out.trim_end().lines().count(), 1, "{}", said.out);
}

#[tokio::test]
async fn the_demo_says_what_to_open_on_every_start() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    for _ in 0..2 {
        let serving = operator.serve();
        let url = serving.url.clone();
        // The whole first answer is there before the server takes its first request.
        serving.get("/healthz").await.expect(200);
        let said = serving.stop().expect(0);
        let link = said
            .out
            .lines()
            .find_map(|line| line.split_once("a customer"))
            .unwrap()
            .1
            .trim();
        assert!(link.starts_with(&format!("{url}/in?")), "{}", said.out);
        let admin = format!("{url}/sign-in  (admin@larkfold.example, the same password)");
        for told in [&*format!("{url}/docs"), "curl -H", &admin, "data/mail"] {
            assert!(said.out.contains(told), "{told} in {}", said.out);
        }
    }
}

#[tokio::test]
async fn figures_are_for_this_machine_and_for_who_has_the_token() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.set("MUTUAL_METRICS_TOKEN", "figures");
    let serving = operator.serve();
    serving.get("/healthz").await.expect(200);
    let text = serving.get("/metrics").await.expect(200).text();
    for line in [
        "mutual_commit_groups_total{engine=\"live\"} 0",
        "mutual_requests_total{method=\"GET\",route=\"/healthz\",status=\"2xx\"} 1",
        "mutual_ready{engine=\"live\"} 1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    // A proxy on this machine brings callers from elsewhere.
    let ask =
        async |headers: &[(&str, &str)]| send(&serving.url, "GET", "/metrics", headers, "").await;
    ask(&[("x-forwarded-for", "203.0.113.7")]).await.expect(404);
    ask(&[
        ("x-forwarded-for", "203.0.113.7"),
        ("authorization", "Bearer wrong"),
    ])
    .await
    .expect(404);
    ask(&[
        ("x-forwarded-for", "203.0.113.7"),
        ("authorization", "Bearer figures"),
    ])
    .await
    .expect(200);
    serving.stop().expect(0);
}

#[tokio::test]
async fn behind_tls_figures_are_for_who_has_the_token_alone() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.set("MUTUAL_METRICS_TOKEN", "figures");
    operator.set("MUTUAL_PUBLIC_URL", "https://choices.example.org");
    let serving = operator.serve();
    // A proxy on this machine may name nobody.
    serving.get("/metrics").await.expect(404);
    let token = [("authorization", "Bearer figures")];
    send(&serving.url, "GET", "/metrics", &token, "")
        .await
        .expect(200);
    serving.stop().expect(0);
}

#[tokio::test]
async fn the_command_that_the_demo_prints_works_as_it_stands() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    serving.get("/healthz").await.expect(200);
    let curl = serving.line(|line| line.trim_start().starts_with("curl "));
    let run = tokio::task::spawn_blocking(move || {
        let command = format!("{} -s -w '\n%{{http_code}}'", curl.trim());
        std::process::Command::new("sh")
            .args(["-c", &command])
            .output()
    });
    let run = run.await.unwrap().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    let (body, status) = said.rsplit_once('\n').unwrap();
    assert_eq!(status, "200", "{body}");
    let verdict: serde_json::Value = serde_json::from_str(body).unwrap();
    assert!(verdict["verdict"].is_string(), "{body}");
    serving.stop().expect(0);
}

#[test]
fn a_taken_port_and_a_bad_mail_server_are_told_in_one_sentence() {
    let mut operator = Operator::new(Database::Sqlite);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    operator.set("MUTUAL_ADDR", &taken.local_addr().unwrap().to_string());
    let said = operator.run(&["serve"]).expect(2);
    assert!(
        said.err.contains("MUTUAL_ADDR") && said.err.lines().count() == 1,
        "{}",
        said.err
    );
    operator.set("MUTUAL_ADDR", "127.0.0.1:0");
    operator.set("MUTUAL_SMTP_URL", "smtp//user:hunter2@mail");
    let said = operator.run(&["serve"]).expect(2);
    assert!(
        said.err.contains("MUTUAL_SMTP_URL") && !said.err.contains("hunter2"),
        "{}",
        said.err
    );
}

/// Reads until the server closes; an error counts as the end.
fn read_to_end(stream: &mut std::net::TcpStream) -> String {
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn nonsense_on_the_wire_harms_nobody() {
    let operator = Operator::new(Database::Sqlite);
    let serving: Process = operator.serve();
    let host = serving.url.strip_prefix("http://").unwrap().to_owned();
    let connect = || std::net::TcpStream::connect(&host).unwrap();
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..],
        b"FLY / SOAP/1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost\r\n\r\n",
    ] {
        let mut stream = connect();
        stream.write_all(nonsense).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let answer = read_to_end(&mut stream);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
            "{answer}"
        );
    }
    // A head that is far too long.
    let mut stream = connect();
    let long = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n",
        "x".repeat(1 << 20)
    );
    _ = stream.write_all(long.as_bytes());
    let answer = read_to_end(&mut stream);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
        "{answer}"
    );
    let mut stream = connect();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .unwrap();
    assert!(read_to_end(&mut stream).starts_with("HTTP/1.1 200"));
    serving.stop().expect(0);
}
