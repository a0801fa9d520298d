//! Two tabs, two people, one switch: what stands in the end is never more than somebody wants.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::api_consent::just_now;
use crate::common::{Database, Server, Visitor, demo};
use crate::on_both;

on_both!(
    off_wins_over_on_whichever_comes_first,
    a_publication_between_page_and_click_turns_nothing_on,
    a_thousand_questions_about_one_customer_have_one_answer,
);

fn wish<'a>(to: &'a str, version: &'a str, index: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("proposition", "recipe-ideas"),
        ("toggle", "exchange"),
        ("to", to),
        ("version", version),
        ("index", index),
        ("from", "/"),
    ]
}

async fn off_wins_over_on_whichever_comes_first(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:write").await;
    let id = crm.knows("crm:ana").await;
    let mut tab = Visitor::new(&server);
    tab.get(&server.link(&id, "/")).await.expect(303);
    // Fewer presses than one customer has in a minute.
    for round in 0..12 {
        // Both tabs show the same page, drawn now.
        let drawn = server.app().live.engine.index().to_string();
        let mut presses = Vec::new();
        for n in 0..8 {
            let (mut tab, drawn) = (tab.clone(), drawn.clone());
            let to = if (n + round) % 2 == 0 { "on" } else { "off" };
            presses.push(tokio::spawn(async move {
                let answer = tab.submit("/actions/choose", &wish(to, "1", &drawn)).await;
                (to, answer.status)
            }));
        }
        for press in presses {
            match press.await.unwrap() {
                ("off", status) => assert_eq!(status, 303, "off is always accepted"),
                (_, status) => assert!(matches!(status, 303 | 409), "{status}"),
            }
        }
        let check = crm
            .get("/customers/crm:ana/check?purpose=recommendations&data=orders")
            .await;
        assert_eq!(check.json()["verdict"], "deny", "round {round}");
    }
    server.stop().await;
}

async fn a_publication_between_page_and_click_turns_nothing_on(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server
        .crm("check consent:write consent:read catalogue")
        .await;
    let id = crm.knows("crm:ana").await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/")).await.expect(303);
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["change_note"] = json!("We keep it for longer.");
    document["retention"] = json!("36 months after your last order");
    for version in 1..6 {
        let (shown, index) = (version.to_string(), server.app().live.engine.index());
        let index = index.to_string();
        document["retention"] = json!(format!("{} months after your last order", 30 + version));
        let next = serde_json::from_value(document.clone()).unwrap();
        let mut tab = ana.clone();
        let wish = wish("on", &shown, &index);
        let click = tab.submit("/actions/choose", &wish);
        let ((), answer) = tokio::join!(server.publish(next, Some(version)), click);
        // Stored before, it waits for an answer to the new wording; behind it, it is refused.
        assert!(matches!(answer.status, 303 | 409), "{}", answer.status);
        let check = crm
            .get("/customers/crm:ana/check?purpose=recommendations&data=orders")
            .await
            .json();
        assert_eq!(check["verdict"], "deny", "version {version}: {check}");
    }
    server.stop().await;
}

/// A CRM asks a thousand times about Ana in one call, while she turns it on and off: what it is told is
/// of one moment.
async fn a_thousand_questions_about_one_customer_have_one_answer(database: Database) {
    const CALLS: u32 = 60;
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:write").await;
    crm.knows("crm:ana").await;
    let is_over = Arc::new(AtomicBool::new(false));
    let (writer, until) = (crm.clone(), Arc::clone(&is_over));
    let writing = tokio::spawn(async move {
        let mut written = 0;
        while !until.load(Ordering::Relaxed) {
            let to = if written % 2 == 0 { "on" } else { "off" };
            let choice = json!({"proposition": "recipe-ideas", "version": 1,
                "toggles": {"exchange": to}, "evidence": {"how": "phone", "where": "call centre",
                "at": just_now(), "wording": "May we?"}});
            let stored = writer.post("/customers/crm:ana/choices", &choice).await;
            stored.expect(201);
            written += 1;
        }
        written
    });
    let question = json!({"customer": "crm:ana", "purpose": "recommendations"});
    let questions = json!({"checks": vec![question; 1_000]});
    let (mut calls, mut told) = (0, BTreeSet::new());
    // On a slow machine it takes more of them until both answers were given.
    while calls < CALLS || (told.len() < 2 && calls < 20 * CALLS) {
        let answer = crm.call("POST", "/check", &[], Some(&questions)).await;
        let answer = answer.expect(200).json();
        let results = answer["results"].as_array().unwrap();
        assert_eq!(results.len(), 1_000);
        let said = results.iter().map(|result| {
            let verdict = result["verdict"].as_str().unwrap();
            assert_eq!(result["index"], answer["index"]);
            verdict.to_owned()
        });
        let said: BTreeSet<_> = said.collect();
        assert_eq!(said.len(), 1, "two answers in one: {said:?}");
        told.extend(said);
        calls += 1;
    }
    is_over.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > 1);
    assert_eq!(told.len(), 2, "nothing was tried: {told:?}");
    server.stop().await;
}
