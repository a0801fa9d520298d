//! Two tabs, two people, one switch: what stands in the end is never more than somebody wants.

use serde_json::json;

use crate::common::{Database, Server, Visitor, demo};
use crate::on_both;

on_both!(
    off_wins_over_on_whichever_comes_first,
    a_publication_between_page_and_click_turns_nothing_on,
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
