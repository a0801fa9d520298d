//! Decisions that are reported when the guess that they cite was told in other words.

use std::time::Duration;

use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::consent::Route;
use mutual::guard::{EARLIER_TELLINGS, Inference};
use mutual::port::{Put, Submission};
use mutual::use_cases::Command;
use serde_json::json;

use crate::common::{Crm, Database, Server, encoded, new_key};
use crate::decisions::{record, refused};
use crate::decisions_cited::{late, moment, no_such_guess, nobody_can_tell};
use crate::decisions_guarded::{turns, with_picker};
use crate::decisions_late::{gone, lets_guess, says, takes_back, violations};
use crate::erasure::erase;
use crate::guesses::rows;
use crate::guesses_reworded::{is_rejected, presses};
use crate::merge::{merge, split};
use crate::on_both;
use crate::own::by_link;

on_both!(
    what_it_said_before_counted_until_it_was_told_in_other_words,
    of_two_records_each_keeps_what_was_said_before,
    what_was_told_in_other_words_too_often_nobody_can_tell,
    what_she_rejected_under_another_key_is_neither_replaced_nor_taken_back,
    what_says_the_same_ended_before_her_no_whoever_deletes_it,
    what_stands_under_a_rejected_key_is_left_to_whoever_has_it_rejected,
);

async fn what_it_said_before_counted_until_it_was_told_in_other_words(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let tell = async |value: &str| {
        let told = says(&crm, "crm:42", "likes-fennel", ("Taste", value)).await;
        told.expect(200);
        moment(&server).await
    };
    let before = moment(&server).await;
    let first = tell("aniseed of all kinds").await;
    let second = tell("dill and nothing else").await;
    let third = tell("whatever is green").await;
    for at in [&first, &second, &third] {
        late(&crm, &body, at).await.expect(201);
    }
    no_such_guess(&late(&crm, &body, &before).await);
    assert_eq!(violations(&crm).await, 1);
    // So it is when its program takes it back before it reports, and whatever she says then.
    takes_back(&crm, "crm:42", "likes-fennel").await;
    let after = moment(&server).await;
    turns(&crm, "offer-picker", "off").await;
    for at in [&first, &second, &third] {
        late(&crm, &body, at).await.expect(201);
    }
    for at in [&before, &after] {
        no_such_guess(&late(&crm, &body, at).await);
    }
    assert_eq!(violations(&crm).await, 3);
    // She reads when each stood there, and nothing of what it said.
    let mut ana = by_link(&server, &id).await;
    let all = ana.get("/data/everything.json").await.expect(200);
    for words in [
        "aniseed of all kinds",
        "dill and nothing else",
        "whatever is green",
    ] {
        assert!(!all.text().contains(words), "{}", all.text());
    }
    let all = all.json();
    let left = all["tables"]["guess_gone"].as_array().unwrap();
    assert_eq!(left.len(), 3, "{left:?}");
    for (one, next) in left.iter().zip(&left[1..]) {
        assert_eq!(one["gone_since"], next["same_since"], "{left:?}");
        assert_eq!(one["kept_since"], next["kept_since"], "{left:?}");
    }
    // On the page these are moments as she reads them.
    let page = ana.get("/data").await.expect(200).text();
    assert!(page.contains("Gone since"), "{page}");
    for one in left {
        for since in ["same_since", "kept_since", "gone_since"] {
            let since = one[since].as_str().unwrap();
            assert!(!page.contains(since), "{since}: {page}");
        }
    }
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    for at in [&first, &second, &third] {
        assert_eq!(gone(&server, &id, at).await, []);
    }
    server.stop().await;
}

async fn of_two_records_each_keeps_what_was_said_before(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let visitor = lets_guess(&crm, "visitor:7").await;
    let words = ("Taste", "fennel");
    says(&crm, "visitor:7", "likes-fennel", words)
        .await
        .expect(200);
    merge(&crm, "crm:42", &visitor).await.expect(201);
    let mut moments = vec![moment(&server).await];
    // What is told of her now is told of the record that stays.
    for value in ["dill", "aniseed"] {
        let told = says(&crm, "crm:42", "likes-fennel", ("Taste", value)).await;
        told.expect(200);
        moments.push(moment(&server).await);
    }
    for at in &moments {
        late(&crm, &body, at).await.expect(201);
    }
    takes_back(&crm, "crm:42", "likes-fennel").await;
    for at in &moments {
        late(&crm, &body, at).await.expect(201);
    }
    no_such_guess(&record(&crm, &body).await);
    // Set apart, nobody can tell what counted before.
    split(&crm, "crm:42", &visitor).await.expect(201);
    for at in &moments {
        let answer = late(&crm, &body, at).await;
        refused(&answer, 422, "invalid_field", "at");
    }
    assert_eq!(violations(&crm).await, 1);
    server.stop().await;
}

async fn what_was_told_in_other_words_too_often_nobody_can_tell(database: Database) {
    let (server, crm, _, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    let words = ("Taste", "fennel");
    says(&crm, "crm:42", "likes-fennel", words)
        .await
        .expect(200);
    // All of it is in the past when it is written.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let store = &server.app().live.store;
    let row = store.inferences_after(None, 10).await.unwrap().remove(0);
    let first = row.at;
    let since = |millis: i64| Timestamp::from_millis(first.as_millis() + millis);
    let at = |millis: i64| since(millis).to_string();
    let tell = async |millis: i64| {
        let mut other = row.clone();
        other.guess.value = format!("fennel, said {millis} ms later");
        other.at = since(millis);
        other.since.at = since(millis);
        let put = store.put_inference(&other, 10, None).await;
        assert_eq!(put, Ok(Put::Kept));
    };
    let many = i64::from(EARLIER_TELLINGS);
    for n in 0..many {
        tell(100 + n).await;
    }
    // As many as are known.
    for millis in [0, 50, 99, 100, 101, 99 + many] {
        late(&crm, &body, &at(millis)).await.expect(201);
    }
    tell(100 + many).await;
    for millis in [0, 50, 99] {
        nobody_can_tell(&late(&crm, &body, &at(millis)).await);
    }
    for millis in [100, 101, 99 + many, 100 + many] {
        late(&crm, &body, &at(millis)).await.expect(201);
    }
    assert_eq!(violations(&crm).await, 0);
    // Before it was told at all there was nothing.
    no_such_guess(&late(&crm, &body, &at(-1)).await);
    // Taken back, it is the same.
    takes_back(&crm, "crm:42", "likes-fennel").await;
    nobody_can_tell(&late(&crm, &body, &at(50)).await);
    late(&crm, &body, &at(100)).await.expect(201);
    no_such_guess(&late(&crm, &body, &at(-1)).await);
    assert_eq!(violations(&crm).await, 2);
    server.stop().await;
}

/// Ana rejects that she has a dog, and what her click asks for is done; the row that said so.
async fn rejects_a_dog(server: &Server, crm: &Crm, id: &str) -> Inference {
    let words = ("Pets", "a dog");
    says(crm, "crm:42", "has-dog", words).await.expect(200);
    let store = &server.app().live.store;
    let row = store.inferences_after(None, 10).await.unwrap().remove(0);
    let mut ana = by_link(server, id).await;
    presses(&mut ana, "wrong", "has-dog", words).await;
    rows(server, 0).await;
    // Nobody looks at what comes after that.
    tokio::time::sleep(Duration::from_secs(2)).await;
    row
}

/// It was on its way while she pressed, so that nobody found it: it counts no longer all the same, whoever comes
/// before it is deleted.
async fn what_she_rejected_under_another_key_is_neither_replaced_nor_taken_back(
    database: Database,
) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let mut row = rejects_a_dog(&server, &crm, &id).await;
    let store = &server.app().live.store;
    let after = moment(&server).await;
    for key in ["hound", "puppy"] {
        row.guess.key = key.parse().unwrap();
        let put = store.put_inference(&row, 10, None).await;
        assert_eq!(put, Ok(Put::Kept));
    }
    let path = format!("/customers/{}/inferences/hound", encoded("crm:42"));
    let key = new_key();
    let headers = [("idempotency-key", key.as_str())];
    let taken = crm.call("DELETE", &path, &headers, None).await;
    taken.expect(404);
    let told = says(&crm, "crm:42", "puppy", ("Pets", "a cat")).await;
    is_rejected(&told);
    for key in ["hound", "puppy"] {
        body["inferences"] = json!([key]);
        no_such_guess(&late(&crm, &body, &after).await);
    }
    assert_eq!(violations(&crm).await, 2);
    server.stop().await;
}

/// Its key is rejected first, and its row deleted then: a server that stops in between, or looks twice at once,
/// finds the key rejected already.
async fn what_says_the_same_ended_before_her_no_whoever_deletes_it(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let mut row = rejects_a_dog(&server, &crm, &id).await;
    let after = moment(&server).await;
    row.guess.key = "hound".parse().unwrap();
    let live = &server.app().live;
    let put = live.store.put_inference(&row, 10, None).await;
    assert_eq!(put, Ok(Put::Kept));
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::RejectAlike(id.parse().unwrap(), vec![row.guess]),
        idempotency: None,
    };
    live.engine.submit(submission).await.unwrap();
    rows(&server, 0).await;
    body["inferences"] = json!(["hound"]);
    no_such_guess(&late(&crm, &body, &after).await);
    assert_eq!(violations(&crm).await, 1);
    server.stop().await;
}

/// A program that comes at that moment would have it end later than her no.
async fn what_stands_under_a_rejected_key_is_left_to_whoever_has_it_rejected(database: Database) {
    let (server, crm, id, _) = with_picker(database).await;
    let row = rejects_a_dog(&server, &crm, &id).await;
    let store = &server.app().live.store;
    let put = store.put_inference(&row, 10, None).await;
    assert_eq!(put, Ok(Put::Kept));
    let path = format!("/customers/{}/inferences/has-dog", encoded("crm:42"));
    let key = new_key();
    let headers = [("idempotency-key", key.as_str())];
    for _ in 0..2 {
        let taken = crm.call("DELETE", &path, &headers, None).await;
        assert_eq!(taken.expect(404).json()["code"], "unknown_inference");
        let told = says(&crm, "crm:42", "has-dog", ("Pets", "a cat")).await;
        assert_eq!(told.expect(409).json()["code"], "inference_rejected");
    }
    // Nor does that keep it: whoever looks at her next deletes it.
    turns(&crm, "offer-picker", "off").await;
    rows(&server, 0).await;
    server.stop().await;
}
