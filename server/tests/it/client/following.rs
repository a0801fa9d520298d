//! Programs that follow the changes.

use serde_json::{Value, json};

use super::fake::{Fake, Says, Way, says};
use super::{programs, puts};
use crate::api_consent::just_now;
use crate::common::{Crm, Database, Server};
use crate::on_both;

on_both!(a_follower_misses_nothing_through_cuts_and_a_restart);

async fn a_follower_misses_nothing_through_cuts_and_a_restart(database: Database) {
    let mut server = Server::start(database).await;
    server.publish_demo().await;
    let way = Way::to(&server.url).await;
    let crm = server.crm("consent:write feed").await;
    let through = Crm {
        url: way.url.clone(),
        ..crm.clone()
    };
    crm.knows("crm:1").await;
    for (mut program, pages) in programs().into_iter().flat_map(twice) {
        program.is(&through).await;
        program
            .does("follow", json!({"after": 0, "page_by_page": pages}))
            .await;
        let mut last = 0;
        for round in 0..3 {
            let crm = Crm {
                url: server.url.clone(),
                ..crm.clone()
            };
            for switch in ["on", "off", "on", "off"] {
                let choice = puts("crm:1", "exchange", switch, &just_now());
                let path = "/customers/crm:1/choices";
                crm.post(path, &choice["choice"]).await.expect(201);
            }
            let head = server.app().live.engine.index();
            while last < head {
                let told = program.does("next", json!({})).await;
                assert_eq!(told[0], last + 1, "{}, pages: {pages}", program.name);
                last += 1;
                if last % 9 == 0 {
                    way.breaks();
                }
            }
            if round == 1 {
                server = server.restart().await;
                way.leads_to(&server.url);
            }
        }
        // Whoever saw more than there is must not wait for it.
        program
            .does("follow", json!({"after": last + 5, "page_by_page": pages}))
            .await;
        assert_eq!(
            program.fails("next", json!({})).await,
            "LogBehind",
            "{}",
            program.name
        );
    }
}

/// Following as a stream, and page by page.
fn twice(program: super::Program) -> Vec<(super::Program, bool)> {
    let other = programs();
    let same = other.into_iter().find(|other| other.name == program.name);
    vec![(program, false), (same.unwrap(), true)]
}

fn entry(index: u64) -> Value {
    json!({"index": index, "at": "2026-11-23T10:00:00.000Z", "type": "consent.granted",
           "customer": "cus_1", "identifiers": [], "proposition": "p", "version": 1, "toggles": {},
           "previous": {}, "actor": {"kind": "system", "id": null}, "route": null,
           "receipt": null})
}

fn stream(indexes: &[u64]) -> Says {
    let events = indexes
        .iter()
        .map(|index| format!("id: {index}\ndata: {}\n\n", entry(*index)));
    Says {
        status: 200,
        headers: vec![("content-type", "text/event-stream".to_owned())],
        body: format!("retry: 10\n: 9\n\n{}", events.collect::<String>()),
        stays_open: true,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_was_left_out_stops_a_follower() {
    for mut program in programs() {
        let fake = Fake::start([stream(&[1, 2, 4, 5])]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        program.does("follow", json!({"after": 0})).await;
        assert_eq!(program.does("next", json!({})).await[0], 1);
        assert_eq!(program.does("next", json!({})).await[0], 2);
        assert_eq!(
            program.fails("next", json!({})).await,
            "Gap",
            "{}",
            program.name
        );
        // The same on pages.
        let page = json!({"entries": [entry(1), entry(3)], "next": 3, "head": 3});
        let fake = Fake::start([says(200, page)]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        program
            .does("follow", json!({"after": 0, "page_by_page": true}))
            .await;
        assert_eq!(program.does("next", json!({})).await[0], 1);
        assert_eq!(
            program.fails("next", json!({})).await,
            "Gap",
            "{}",
            program.name
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_stream_comes_through_it_goes_on_page_by_page() {
    for mut program in programs() {
        let page = json!({"entries": [entry(1), entry(2)], "next": 2, "head": 2});
        let none = says(404, json!({"status": 404, "code": "not_found"}));
        let fake = Fake::start([none, says(200, page)]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        program.does("follow", json!({"after": 0})).await;
        assert_eq!(program.does("next", json!({})).await[0], 1);
        assert_eq!(program.does("next", json!({})).await[0], 2);
        let paths: Vec<_> = fake.asked().into_iter().map(|asked| asked.path).collect();
        assert!(paths[0].starts_with("/api/v1/changes/stream?"), "{paths:?}");
        assert!(
            paths[1].starts_with("/api/v1/changes?after=0&"),
            "{paths:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_follow_is_told_so() {
    let server = Server::start(Database::Sqlite).await;
    let crm = server.crm("check").await;
    for mut program in programs() {
        program.is(&crm).await;
        program.does("follow", json!({"after": 0})).await;
        assert_eq!(
            program.fails("next", json!({})).await,
            "Refused scope_missing"
        );
    }
}
