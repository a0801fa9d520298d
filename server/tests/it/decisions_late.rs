//! Decisions that are reported when the guess that they cite is gone.

use std::time::Duration;

use mutual::clock::Timestamp;
use mutual::guard::{GoneGuess, GuessSince};
use mutual::id::CustomerId;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, encoded, new_key};
use crate::decisions::{record, refused, score};
use crate::decisions_cited::{late, moment, no_such_guess, nobody_can_tell};
use crate::decisions_guarded::{tells, turns, with_picker};
use crate::erasure::{assert_good, erase};
use crate::guesses::rows;
use crate::guesses_reworded::presses;
use crate::merge::{merge, split};
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;

on_both!(
    what_a_program_took_back_counted_until_then,
    at_the_moment_of_its_end_it_is_gone,
    what_she_rejected_counted_until_she_said_so,
    what_says_the_same_as_what_she_rejected_is_cited_by_nobody,
    what_was_taken_back_of_two_records_counted_for_both,
    whoever_leaves_leaves_nothing_that_was_guessed,
    after_three_days_nothing_is_left,
);

/// A program takes back what it guessed.
pub async fn takes_back(crm: &Crm, who: &str, key: &str) {
    let path = format!("/customers/{}/inferences/{key}", encoded(who));
    let key = new_key();
    let headers = [("idempotency-key", key.as_str())];
    let taken = crm.call("DELETE", &path, &headers, None).await;
    taken.expect(204);
}

/// Tells a guess in words of its own.
pub async fn says(crm: &Crm, who: &str, key: &str, (label, value): (&str, &str)) -> Answer {
    let guess = json!({
        "label": label, "value": value, "derived_from": ["orders"],
        "model": {"name": "tastes", "version": "4.1"}, "confidence": 0.8, "purposes": ["offers"],
    });
    let path = format!("/customers/{}/inferences/{key}", encoded(who));
    crm.put(&path, &guess).await
}

pub async fn violations(crm: &Crm) -> u64 {
    score(crm).await["violations"].as_u64().unwrap()
}

/// What is known of guesses about her that stood there at that moment and are gone.
pub async fn gone(server: &Server, id: &str, at: &str) -> Vec<GoneGuess> {
    let id: CustomerId = id.parse().unwrap();
    let at = Timestamp::parse(at).unwrap();
    let gone = server.app().live.store.gone_inferences(&[id], at).await;
    gone.unwrap()
}

async fn what_a_program_took_back_counted_until_then(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let before = moment(&server).await;
    let words = ("Taste", "aniseed of all kinds");
    says(&crm, "crm:42", "likes-fennel", words)
        .await
        .expect(200);
    let told = moment(&server).await;
    takes_back(&crm, "crm:42", "likes-fennel").await;
    let after = moment(&server).await;
    let made = late(&crm, &body, &told).await.expect(201).json();
    assert_eq!(violations(&crm).await, 0);
    // It says what it rested on, as if the guess were still there.
    let path = format!("/decisions/{}", made["decision"].as_str().unwrap());
    let kept = crm.get(&path).await.expect(200).json();
    assert_eq!(kept["recorded"]["inferences"], json!(["likes-fennel"]));
    // Neither before it was told nor once it was gone, whenever that is reported.
    for at in [&before, &after] {
        no_such_guess(&late(&crm, &body, at).await);
    }
    no_such_guess(&record(&crm, &body).await);
    assert_eq!(violations(&crm).await, 3);
    // Nor is that forgiven for what she says or who publishes meanwhile.
    turns(&crm, "offer-picker", "off").await;
    turns(&crm, "offer-picker", "on").await;
    for at in [&before, &after] {
        no_such_guess(&late(&crm, &body, at).await);
    }
    assert_eq!(violations(&crm).await, 5);
    // Told again it stands there anew, and both times count.
    tells(&crm, "likes-fennel", "offers").await;
    let again = moment(&server).await;
    takes_back(&crm, "crm:42", "likes-fennel").await;
    for at in [&told, &again] {
        late(&crm, &body, at).await.expect(201);
    }
    no_such_guess(&late(&crm, &body, &after).await);
    assert_eq!(violations(&crm).await, 6);
    // In a list each is judged by its own moment.
    let of = |at: &str| {
        let mut of = body.clone();
        of["at"] = json!(at);
        of
    };
    let list = json!({"decisions": [of(&told), of(&after), of(&again)]});
    let answer = crm.post("/decisions", &list).await.expect(200).json();
    let counts = ["recorded", "violations", "refused"].map(|name| answer[name].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 0], "{answer}");
    // What it said is nowhere.
    let mut ana = by_link(&server, &id).await;
    let all = ana.get("/data/everything.json").await.expect(200);
    assert!(!all.text().contains(words.1), "{}", all.text());
    let all = all.json();
    assert_eq!(all["tables"]["guess"], json!([]));
    let left = &all["tables"]["guess_gone"];
    assert_eq!(left[0]["key"], "likes-fennel", "{left}");
    assert_eq!(left[0]["made_from"], json!(["orders"]));
    assert_eq!(left.as_array().unwrap().len(), 2);
    server.stop().await;
}

async fn at_the_moment_of_its_end_it_is_gone(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    tells(&crm, "likes-fennel", "offers").await;
    let told = moment(&server).await;
    takes_back(&crm, "crm:42", "likes-fennel").await;
    let left = gone(&server, &id, &told).await.remove(0);
    let by = |at: Timestamp, millis: i64| {
        let at = Timestamp::from_millis(at.as_millis() + millis);
        at.to_string()
    };
    let (first, end) = (left.since.at, left.until);
    no_such_guess(&late(&crm, &body, &by(first, -1)).await);
    late(&crm, &body, &by(first, 0)).await.expect(201);
    late(&crm, &body, &by(end, -1)).await.expect(201);
    no_such_guess(&late(&crm, &body, &by(end, 0)).await);
    // Nobody reports what is older than three days, whether or not it was covered.
    let long_ago = server.app().live.engine.now().plus_seconds(-73 * 3_600);
    let answer = late(&crm, &body, &long_ago.to_string()).await;
    refused(&answer, 422, "invalid_field", "at");
    assert_eq!(violations(&crm).await, 2);
    server.stop().await;
}

async fn what_she_rejected_counted_until_she_said_so(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let mut ana = by_link(&server, &id).await;
    for (key, label, how) in [
        ("likes-fennel", "Taste", "wrong"),
        ("has-dog", "Pets", "dont_guess"),
    ] {
        let words = (label, "one of those");
        says(&crm, "crm:42", key, words).await.expect(200);
        body["inferences"] = json!([key]);
        let told = moment(&server).await;
        presses(&mut ana, how, key, words).await;
        let after = moment(&server).await;
        rows(&server, 0).await;
        let before = violations(&crm).await;
        late(&crm, &body, &told).await.expect(201);
        assert_eq!(violations(&crm).await, before);
        no_such_guess(&late(&crm, &body, &after).await);
        assert_eq!(violations(&crm).await, before + 1);
    }
    let all = ana.get("/data/everything.json").await.expect(200).text();
    assert!(!all.contains("one of those"), "{all}");
    assert_good(&server).await;
    server.stop().await;
}

/// What another record told under another key says what she rejected, so that it goes once both are hers: from
/// then on it counts for nothing, also while its row is still there.
async fn what_says_the_same_as_what_she_rejected_is_cited_by_nobody(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let visitor = lets_guess(&crm, "visitor:7").await;
    let words = ("Pets", "a dog");
    says(&crm, "crm:42", "has-dog", words).await.expect(200);
    says(&crm, "visitor:7", "hound", words).await.expect(200);
    let mut ana = by_link(&server, &id).await;
    presses(&mut ana, "wrong", "has-dog", words).await;
    merge(&crm, "crm:42", &visitor).await.expect(201);
    // Before its row goes and afterwards, it is the same.
    let engine = &server.app().live.engine;
    let merged = engine.now().to_string();
    body["inferences"] = json!(["hound"]);
    no_such_guess(&late(&crm, &body, &merged).await);
    rows(&server, 0).await;
    no_such_guess(&late(&crm, &body, &merged).await);
    server.stop().await;
}

/// Somebody else who lets a computer guess from her orders; her id.
pub async fn lets_guess(crm: &Crm, who: &str) -> String {
    let id = crm.knows(who).await;
    let mut choice = choice("on");
    choice["proposition"] = json!("offer-picker");
    let path = format!("/customers/{id}/choices");
    crm.post(&path, &choice).await.expect(201);
    id
}

async fn what_was_taken_back_of_two_records_counted_for_both(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let visitor = lets_guess(&crm, "visitor:7").await;
    let words = ("Taste", "fennel");
    says(&crm, "visitor:7", "likes-fennel", words)
        .await
        .expect(200);
    let apart = moment(&server).await;
    merge(&crm, "crm:42", &visitor).await.expect(201);
    let one = moment(&server).await;
    // What is taken back of her is taken back of each record.
    takes_back(&crm, "crm:42", "likes-fennel").await;
    let after = moment(&server).await;
    late(&crm, &body, &one).await.expect(201);
    no_such_guess(&late(&crm, &body, &after).await);
    // Of when they were two nobody can tell what counted.
    let answer = late(&crm, &body, &apart).await;
    refused(&answer, 422, "invalid_field", "at");
    // Set apart, it was the other one's guess.
    split(&crm, "crm:42", &visitor).await.expect(201);
    let two = moment(&server).await;
    no_such_guess(&late(&crm, &body, &two).await);
    assert_eq!(violations(&crm).await, 2);
    server.stop().await;
}

async fn whoever_leaves_leaves_nothing_that_was_guessed(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    tells(&crm, "likes-fennel", "offers").await;
    let told = moment(&server).await;
    takes_back(&crm, "crm:42", "likes-fennel").await;
    assert_eq!(gone(&server, &id, &told).await.len(), 1);
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    assert_eq!(gone(&server, &id, &told).await, []);
    body["customer"] = json!(id);
    refused(&late(&crm, &body, &told).await, 410, "erased", "");
    // Nor does it count for whoever comes under her name.
    lets_guess(&crm, "crm:42").await;
    body["customer"] = json!("crm:42");
    let answer = late(&crm, &body, &told).await;
    assert_ne!(answer.status, 201, "{}", answer.text());
    no_such_guess(&record(&crm, &body).await);
    server.stop().await;
}

async fn after_three_days_nothing_is_left(database: Database) {
    let (server, crm, id, _) = with_picker(database).await;
    tells(&crm, "likes-fennel", "offers").await;
    let hours = |hours: i64| {
        let now = server.app().live.engine.now();
        now.plus_seconds(-hours * 3_600)
    };
    let (told, old, young) = (hours(100), hours(74), hours(71));
    let store = &server.app().live.store;
    let mut row = store.inferences_after(None, 10).await.unwrap().remove(0);
    row.at = told;
    row.since = GuessSince::first(row.index, told);
    let server = server
        .restart_after(async |store| {
            for (key, until) in [("old", old), ("young", young)] {
                row.guess.key = key.parse().unwrap();
                store.put_inference(&row, 10, None).await.unwrap();
                let of = [row.customer];
                let removed = store.remove_inference(&of, &row.guess.key, until, None);
                assert_eq!(removed.await, Ok(1));
            }
            let gone = store.gone_inferences(&[row.customer], told).await;
            assert_eq!(gone.unwrap().len(), 2);
        })
        .await;
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let left = gone(&server, &id, &told.to_string()).await;
        let keys: Vec<_> = left.iter().map(|one| one.key.as_str()).collect();
        assert!(keys.contains(&"young"), "{keys:?}");
        if keys == ["young"] {
            break;
        }
        assert!(tokio::time::Instant::now() < end, "{keys:?} are left");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    server.stop().await;
}

/// As it is for three days after an update from a program that kept nothing of what it deleted.
#[tokio::test(flavor = "multi_thread")]
async fn of_what_went_before_anything_was_kept_nobody_can_tell() {
    let (server, crm, _, mut body) = with_picker(Database::Sqlite).await;
    body["inferences"] = json!(["likes-fennel"]);
    tells(&crm, "likes-fennel", "offers").await;
    let told = moment(&server).await;
    turns(&crm, "offer-picker", "off").await;
    let off = moment(&server).await;
    rows(&server, 0).await;
    let file = server.folder().join("mutual.db");
    let server = server
        .restart_after(async |_| {
            let database = rusqlite::Connection::open(&file).unwrap();
            let before = "DELETE FROM guess_gone;
                          UPDATE _sqlx_migrations SET installed_on = datetime('now', '+1 hour')
                          WHERE version = 31";
            database.execute_batch(before).unwrap();
        })
        .await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    nobody_can_tell(&late(&crm, &body, &told).await);
    assert_eq!(violations(&crm).await, 0);
    // While nobody might guess, none counted.
    no_such_guess(&late(&crm, &body, &off).await);
    assert_eq!(score(&crm).await["violations"], Value::from(1));
    server.stop().await;
}
