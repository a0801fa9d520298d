//! What did Ana have on, that day?

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server, demo, encoded};
use crate::on_both;
use crate::red_lines::by_phone;

on_both!(the_past_is_the_fold_of_what_was_stored_by_then);

/// How she stood to the exchange at that moment: its decision and phase, and the version.
async fn stood(crm: &Crm, at: &str) -> Option<(String, String, u64)> {
    let path = format!("/customers/crm:ana/consents?at={}", encoded(at));
    let state = crm.get(&path).await.expect(200).json();
    let exchanges = state["exchanges"].as_array().unwrap().clone();
    let recipes = exchanges
        .iter()
        .find(|exchange| exchange["proposition"] == "recipe-ideas")?;
    let exchange = &recipes["toggles"]["exchange"];
    let word = |name: &str| exchange[name].as_str().unwrap().to_owned();
    Some((
        word("decision"),
        word("phase"),
        recipes["version"].as_u64()?,
    ))
}

async fn the_past_is_the_fold_of_what_was_stored_by_then(database: Database) {
    let server = Server::start(database).await;
    let begin = server.app().clock.now().plus_seconds(-1).to_string();
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:ana").await;
    let steps: [(&str, Value, [&str; 2]); 5] = [
        ("choices", json!("off"), ["denied", "active"]),
        ("choices", json!("on"), ["granted", "active"]),
        ("pause", Value::Null, ["granted", "paused"]),
        ("resume", Value::Null, ["granted", "active"]),
        ("choices", json!("off"), ["denied", "withdrawn"]),
    ];
    let mut moments = Vec::new();
    for (what, to, then) in steps {
        // Two entries of one millisecond would be one moment.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let body = match to {
            Value::Null if what == "resume" => json!({"evidence": by_phone()}),
            Value::Null => json!({}),
            to => json!({
                "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": to},
                "evidence": {"how": "phone", "where": "shop", "at": last_month(), "wording": "May we?"},
            }),
        };
        let path = format!("/customers/crm:ana/{what}");
        let index = crm.post(&path, &body).await.expect(201).json()["index"].clone();
        let after = index.as_u64().unwrap() - 1;
        let page = crm.get(&format!("/changes?after={after}&limit=1")).await;
        let at = page.json()["entries"][0]["at"].as_str().unwrap().to_owned();
        moments.push((at, then));
    }
    // A later version changes nothing of what was.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let mut document = demo().remove(0);
    document.change_note = Some("We keep it for longer.".to_owned());
    document.retention = "36 months after your last order".to_owned();
    server.publish(document, Some(1)).await;

    for (at, [decision, phase]) in &moments {
        let then = Some(((*decision).to_owned(), (*phase).to_owned(), 1));
        assert_eq!(stood(&crm, at).await, then, "{at}");
    }
    let now = server.app().clock.now().to_string();
    assert_eq!(stood(&crm, &now).await.unwrap().2, 2);
    assert_eq!(stood(&crm, &begin).await, None, "nothing was live yet");

    let future = server.app().clock.now().plus_seconds(60).to_string();
    for wrong in [future.as_str(), "yesterday", "2026-02-30T00:00:00Z"] {
        let path = format!("/customers/crm:ana/consents?at={}", encoded(wrong));
        let refused = crm.get(&path).await.expect(400).json();
        assert_eq!(refused["errors"][0]["field"], "at", "{wrong}");
    }
    let nobody = format!("/customers/crm:nobody/consents?at={}", encoded(&now));
    crm.get(&nobody).await.expect(404);
}
