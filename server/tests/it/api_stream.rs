//! A CRM that listens to what changes.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server};
use crate::on_both;

on_both!(
    a_listener_gets_every_change_once_and_in_order,
    whoever_was_cut_off_goes_on_where_she_was,
    a_stream_that_has_nothing_to_tell_says_that_it_lives,
    a_listener_who_does_not_read_holds_nobody_up,
    of_what_a_listener_did_not_take_nothing_is_held,
    a_stream_ends_with_the_token_and_with_the_server,
);

fn choice(switch: &str) -> Value {
    json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": switch}, "evidence":
        {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"}})
}

async fn chooses(crm: &Crm, who: &str, switch: &str) -> u64 {
    let path = format!("/customers/{who}/choices");
    let stored = crm.post(&path, &choice(switch)).await.expect(201).json();
    stored["index"].as_u64().unwrap()
}

/// An open stream, and what was read of it and not yet looked at.
struct Listener {
    response: Response<Incoming>,
    text: String,
}

impl Listener {
    async fn open(crm: &Crm, query: &str, headers: &[(&str, &str)]) -> Self {
        let host = crm.url.strip_prefix("http://").unwrap();
        let stream = tokio::net::TcpStream::connect(host).await.unwrap();
        let io = TokioIo::new(stream);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
        tokio::spawn(connection);
        let mut request = Request::get(format!("/api/v1/changes/stream{query}"))
            .header("host", host)
            .header("accept-encoding", "gzip")
            .header("authorization", format!("Bearer {}", crm.secret));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::<Bytes>::default()).unwrap();
        let response = sender.send_request(request).await.unwrap();
        // The connection lives as long as the answer is read.
        Self {
            response,
            text: String::new(),
        }
    }

    /// The next block of lines; nothing where the stream ended.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(block);
            }
            let frame = tokio::time::timeout(Duration::from_secs(30), self.response.frame());
            let frame = frame.await.unwrap()?;
            let data = frame.ok()?.into_data().unwrap();
            self.text.push_str(std::str::from_utf8(&data).unwrap());
        }
    }

    /// The next event: its id and its data.
    async fn event(&mut self) -> Option<(u64, Value)> {
        loop {
            let block = self.block().await?;
            let Some((id, data)) = block.split_once('\n') else {
                continue;
            };
            if let (Some(id), Some(data)) = (id.strip_prefix("id: "), data.strip_prefix("data: ")) {
                return Some((id.parse().unwrap(), serde_json::from_str(data).unwrap()));
            }
        }
    }
}

async fn a_listener_gets_every_change_once_and_in_order(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    let mut listener = Listener::open(&crm, "?after=0", &[]).await;
    assert_eq!(listener.response.status(), 200);
    let header = |name: &str| listener.response.headers().get(name);
    assert_eq!(header("content-type").unwrap(), "text/event-stream");
    assert_eq!(header("cache-control").unwrap(), "no-store");
    // Compression would keep an event until more of them came.
    assert_eq!(header("content-encoding"), None);
    let greeting = listener.block().await.unwrap();
    let head = server.app().live.engine.index();
    let (retry, rest) = greeting.split_once("\n: at ").unwrap();
    let (at, index) = rest.split_once("\n: ").unwrap();
    assert_eq!((retry, index), ("retry: 1000", head.to_string().as_str()));
    // What is read late tells how old it is.
    assert!(at.parse::<i64>().unwrap() > 1_700_000_000_000, "{greeting}");
    let writing = {
        let crm = crm.clone();
        tokio::spawn(async move {
            let mut last = 0;
            for number in 0..150 {
                let switch = if number % 2 == 0 { "on" } else { "off" };
                last = chooses(&crm, "crm:42", switch).await;
            }
            last
        })
    };
    let mut told = Vec::new();
    while told.len() < usize::try_from(head).unwrap() + 150 {
        told.push(listener.event().await.unwrap());
    }
    let last = writing.await.unwrap();
    let ids: Vec<_> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, (1..=last).collect::<Vec<_>>());
    // It says the same as the pages do.
    let mut paged = Vec::new();
    while paged.len() < told.len() {
        let path = format!("/changes?after={}", paged.len());
        let page = crm.get(&path).await.expect(200).json();
        paged.extend(page["entries"].as_array().unwrap().clone());
    }
    let told: Vec<_> = told.into_iter().map(|(_, entry)| entry).collect();
    assert_eq!(told, paged);
}

async fn whoever_was_cut_off_goes_on_where_she_was(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    let first = chooses(&crm, "crm:42", "on").await;
    let mut listener = Listener::open(&crm, &format!("?after={}", first - 1), &[]).await;
    assert_eq!(listener.event().await.unwrap().0, first);
    drop(listener);
    let second = chooses(&crm, "crm:42", "off").await;
    let third = chooses(&crm, "crm:42", "on").await;
    // What the browser's own reader sends wins over the address, which is still the first one.
    let id = first.to_string();
    let query = format!("?after={}", first - 1);
    let mut listener = Listener::open(&crm, &query, &[("last-event-id", &id)]).await;
    assert_eq!(listener.event().await.unwrap().0, second);
    assert_eq!(listener.event().await.unwrap().0, third);
    for bad in ["x", "-1", "99999999999999999999"] {
        let refused = Listener::open(&crm, "", &[("last-event-id", bad)]).await;
        assert_eq!(refused.response.status(), 400, "{bad}");
    }
    // What is not there yet is not waited for in silence: the ledger may be another one.
    let ahead = (third + 1).to_string();
    let refused = Listener::open(&crm, "", &[("last-event-id", &ahead)]).await;
    assert_eq!(refused.response.status(), 409);
    let refused = Listener::open(&crm, "?since=1", &[]).await;
    assert_eq!(refused.response.status(), 400);
    let stranger = server.crm("consent:read").await;
    let refused = Listener::open(&stranger, "", &[]).await;
    assert_eq!(refused.response.status(), 403);
    // A test client hears of its own ledger and of no other.
    let tester = server.test_crm("consent:write feed").await;
    let mut listener = Listener::open(&tester, "", &[]).await;
    let id = tester.knows("crm:1").await;
    chooses(&tester, "crm:1", "on").await;
    loop {
        let (_, entry) = listener.event().await.unwrap();
        assert_ne!(entry["identifiers"], json!(["crm:42"]));
        if entry["customer"] == id.as_str() {
            break;
        }
    }
}

async fn a_stream_that_has_nothing_to_tell_says_that_it_lives(database: Database) {
    let server = Server::start_with(database, &["--stream-silence-s", "1"]).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    let head = server.app().live.engine.index();
    let mut listener = Listener::open(&crm, &format!("?after={head}"), &[]).await;
    let greeting = listener.block().await.unwrap();
    let greeting = greeting.strip_prefix("retry: 1000\n").unwrap();
    let (mut at, first) = sign_of_life(greeting);
    assert_eq!(first, head);
    for _ in 0..2 {
        let (later, index) = sign_of_life(&listener.block().await.unwrap());
        // Each is of its own moment: whoever reads it late knows how late.
        assert!(later > at && later <= server.app().clock.now().as_millis());
        assert_eq!(index, head);
        at = later;
    }
    // It hears all the same, and its next sign of life names where the ledger is by then.
    let index = chooses(&crm, "crm:42", "on").await;
    assert_eq!(listener.event().await.unwrap().0, index);
    assert_eq!(sign_of_life(&listener.block().await.unwrap()).1, index);
}

/// The server's time, and where the ledger is by then.
fn sign_of_life(block: &str) -> (i64, u64) {
    let (at, index) = block.split_once('\n').unwrap();
    let at = at.strip_prefix(": at ").unwrap().parse().unwrap();
    (at, index.strip_prefix(": ").unwrap().parse().unwrap())
}

/// A reader who is slow costs one page and no more: what it has not asked for is not even read. That
/// shows in what joins the entries as they are written out, which is of the moment in which they are.
async fn of_what_a_listener_did_not_take_nothing_is_held(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    let before = server.app().live.engine.index();
    for number in 0..250 {
        let switch = if number % 2 == 0 { "on" } else { "off" };
        chooses(&crm, "crm:42", switch).await;
    }
    // The stream as the connection takes it: without a socket's own memory in between.
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let router = mutual_server::api::router(server.app().clone(), stopping);
    let request = Request::get(format!("/api/v1/changes/stream?after={before}"))
        .header("authorization", format!("Bearer {}", crm.secret))
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut body = answer.into_body();
    let mut part = async || {
        let frame = body.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().into()).unwrap()
    };
    assert!(part().await.starts_with("retry:"));
    let mut next = before + 1;
    for (name, most) in [("crm:42", 100), ("crm:43", 100), ("crm:44", 50)] {
        if name != "crm:42" {
            let more = json!({"identifiers": [name]});
            crm.put("/customers/crm:42", &more).await.expect(200);
        }
        let page = part().await;
        let events: Vec<_> = page.split_terminator("\n\n").collect();
        assert_eq!(events.len(), most);
        for event in events {
            let (id, data) = event.split_once("\ndata: ").unwrap();
            assert_eq!(id, format!("id: {next}"));
            let entry: Value = serde_json::from_str(data).unwrap();
            let names = entry["identifiers"].as_array().unwrap();
            assert!(
                names.contains(&json!(name)),
                "{next} was read before: {entry}"
            );
            next += 1;
        }
    }
}

async fn a_listener_who_does_not_read_holds_nobody_up(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    let mut idle = Listener::open(&crm, "", &[]).await;
    let mut awake = Listener::open(&crm, "", &[]).await;
    let mut writing = JoinSet::new();
    for writer in 0..20 {
        let crm = crm.clone();
        writing.spawn(async move {
            let name = format!("crm:{writer}");
            crm.knows(&name).await;
            for number in 0..50 {
                let switch = if number % 2 == 0 { "on" } else { "off" };
                chooses(&crm, &name, switch).await;
            }
        });
    }
    while let Some(written) = writing.join_next().await {
        written.unwrap();
    }
    let last = server.app().live.engine.index();
    let mut next = 1;
    while next <= last {
        assert_eq!(awake.event().await.unwrap().0, next);
        next += 1;
    }
    // Whoever comes back to it late has missed nothing.
    for next in 1..=last {
        assert_eq!(idle.event().await.unwrap().0, next);
    }
}

async fn a_stream_ends_with_the_token_and_with_the_server(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:write feed").await;
    let leaver = server.crm("feed").await;
    crm.knows("crm:42").await;
    let head = server.app().live.engine.index();
    let mut listener = Listener::open(&leaver, &format!("?after={head}"), &[]).await;
    listener.block().await.unwrap();
    let store = &server.app().live.store;
    let client = store.clients().await.unwrap().into_iter();
    let mut client = client.filter(|known| known.id.to_string() == leaver.id);
    let mut client = client.next().unwrap();
    client.revoked_at = Some(server.app().clock.now());
    store.put_client(&client).await.unwrap();
    // Once the server knows it, nothing more is told.
    while leaver.get("/changes").await.status == 200 {}
    let stranger = server.crm("feed").await;
    chooses(&crm, "crm:42", "on").await;
    assert_eq!(listener.event().await, None);
    // A stream that is open does not keep the server from stopping.
    let mut listener = Listener::open(&stranger, &format!("?after={head}"), &[]).await;
    assert!(listener.event().await.is_some());
    let stopping = tokio::spawn(server.stop());
    while listener.event().await.is_some() {}
    let stopped = tokio::time::timeout(Duration::from_secs(10), stopping).await;
    assert!(stopped.is_ok(), "the server waits for a listener");
}
