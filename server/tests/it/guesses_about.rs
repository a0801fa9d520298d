//! A red line about a topic stands against guesses that are called so, whoever tells them; and what a guess is
//! never used for is said where a line sees to it.

use mutual::ledger::LineChange;
use serde_json::{Value, json};

use crate::common::{Crm, Database, Visitor};
use crate::decisions::refused;
use crate::guesses::{guess, read, shop, tells};
use crate::guesses_asked::asks;
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::red_lines::{draw, starter};

on_both!(
    nobody_guesses_how_she_feels_once_a_line_says_so,
    that_no_guess_sets_a_price_is_said_where_a_line_sees_to_it,
);

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

/// A line about what rests on guesses, with what else it asks for.
fn line(key: &str, topics: &[&str], more: &Value, effect: &Value) -> LineChange {
    let mut when = json!({"topics": topics, "origins": ["inferred"]});
    let (all, more) = (when.as_object_mut().unwrap(), more.as_object().unwrap());
    all.extend(more.clone());
    let line = json!({"key": key, "says": "We do not do this.", "why": "It would be wrong.",
        "when": when, "effect": effect});
    LineChange::Put(Box::new(serde_json::from_value(line).unwrap()))
}

/// The top of her page.
async fn top(ana: &mut Visitor) -> String {
    let page = ana.get("/guesses").await.expect(200).text();
    let (_, lead) = page.split_once("<p class=\"lead\">").unwrap();
    lead.split("</p>").next().unwrap().replace("<!>", "")
}

async fn that_no_guess_sets_a_price_is_said_where_a_line_sees_to_it(database: Database) {
    let (server, crm) = shop(database).await;
    let told = tells(&crm, "crm:42", "has-dog", &guess("a dog")).await;
    told.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    let never = "What we guess never sets your price.";
    let says = top(&mut ana).await;
    assert!(
        says.contains("We use what we guess for this alone: "),
        "{says}"
    );
    // Without a line nobody can know it, and by one that is about less it is not true.
    assert!(!says.contains(never), "{says}");
    let person = json!({"escalate": {"team": "front_desk"}});
    let (no, both) = (json!("deny"), ["price", "pricing"]);
    let nothing = json!({});
    for less in [
        line("with-a-person", &both, &nothing, &person),
        line("of-offers", &both, &json!({"purposes": ["offers"]}), &no),
        line("of-minors", &both, &json!({"situations": ["minor"]}), &no),
        line("of-one-topic", &["price"], &nothing, &no),
    ] {
        draw(&server, vec![less]).await;
        let says = top(&mut ana).await;
        assert!(!says.contains(never), "{says}");
    }
    let priced = json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"],
        "topic": "pricing", "inferences": ["has-dog"]});
    draw(&server, starter()).await;
    let says = top(&mut ana).await;
    assert!(
        says.contains(never) && says.contains("href=\"/red-lines\""),
        "{says}"
    );
    assert_eq!(asks(&crm, priced).await["verdict"], "deny");
    // Also while all is paused, and in each language.
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    assert!(top(&mut ana).await.contains(never));
    speaks(&server, &["en", "de", "ar"]).await;
    for (language, never) in [
        ("de", "Was wir vermuten, bestimmt nie Ihren Preis."),
        ("ar", "ما نخمّنه لا يحدد سعرك أبدًا."),
    ] {
        let chosen = [("to", language), ("from", "/guesses")];
        ana.submit("/actions/language", &chosen).await.expect(303);
        let says = top(&mut ana).await;
        assert!(says.contains(never), "{says}");
    }
    server.stop().await;
}
