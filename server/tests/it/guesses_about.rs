//! A red line about a topic stands against guesses that are called so, whoever tells them.

use serde_json::{Value, json};

use crate::common::{Crm, Database};
use crate::decisions::refused;
use crate::guesses::{guess, read, shop, tells};
use crate::guesses_asked::asks;
use crate::on_both;
use crate::own::by_link;
use crate::red_lines::{draw, starter};

on_both!(nobody_guesses_how_she_feels_once_a_line_says_so);

/// A guess with that label.
fn called(label: &str) -> Value {
    let mut guess = guess("sad");
    guess["label"] = json!(label);
    guess
}

/// What is said of a use for offers that would rest on the guess with this key.
async fn may_use(crm: &Crm, key: &str) -> Value {
    let question = json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"],
        "inferences": [key]});
    asks(crm, question).await
}

async fn nobody_guesses_how_she_feels_once_a_line_says_so(database: Database) {
    let (server, crm) = shop(database).await;
    for (key, label) in [
        ("mood", "How you are"),
        ("g-7", "Mood"),
        ("has-dog", "Pets"),
    ] {
        let told = tells(&crm, "crm:42", key, &called(label)).await;
        told.expect(200);
        assert_eq!(may_use(&crm, key).await["verdict"], "allow", "{key}");
    }
    draw(&server, starter()).await;
    // By its key or by its label, in whatever spelling.
    let line = "red line no-emotion-recognition";
    for (key, label) in [
        ("mood", "How you are"),
        ("emotion_recognition", "How you are"),
        ("emotion-recognition", "How you are"),
        ("g-7", "Mood"),
        ("g-8", "SENTIMENT"),
        ("g-9", "Emotion recognition"),
    ] {
        let told = tells(&crm, "crm:42", key, &called(label)).await;
        refused(&told, 409, "inference_forbidden", line);
    }
    // What was told before is used by nobody while the line stands, and she still reads it.
    for key in ["mood", "g-7"] {
        let verdict = may_use(&crm, key).await;
        assert_eq!(verdict["verdict"], "deny", "{key}: {verdict}");
        let reason = &verdict["reasons"][0];
        assert_eq!(reason["code"], "inference_not_covered", "{key}: {verdict}");
        assert_eq!(reason["inference"], key);
    }
    let counting = read(&crm, "crm:42").await;
    assert_eq!(counting.len(), 1, "{counting:?}");
    assert_eq!(counting[0]["key"], "has-dog");
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    let waits = "Nothing uses this guess at the moment.";
    assert_eq!(page.matches(waits).count(), 2, "{page}");
    // Others go on, also one that only has the word in it.
    assert_eq!(may_use(&crm, "has-dog").await["verdict"], "allow");
    let told = tells(&crm, "crm:42", "buys-mood-lights", &called("Lamps")).await;
    told.expect(200);
    server.stop().await;
}
