//! What Ana rejected comes back under no other key.

use mutual::guard::Outcome;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Visitor, new_key};
use crate::decisions_guarded::rules;
use crate::erasure::{assert_good, erase};
use crate::guesses::{allows, guess, read, rows, shop, tells};
use crate::guesses_asked;
use crate::on_both;
use crate::own::by_link;

on_both!(
    what_nobody_shall_guess_is_refused_under_every_key,
    what_is_wrong_is_refused_under_every_key_and_something_else_is_not,
    what_says_the_same_under_another_key_goes_along,
    whatever_says_the_same_goes_at_one_moment_and_is_told_once,
    what_waits_for_a_person_under_another_key_is_denied_by_then,
    she_rejects_what_she_read_whatever_stands_there_by_now,
    two_records_want_neither_said_and_so_it_is_after_a_split,
    what_was_wrong_of_one_record_is_put_under_no_key_of_the_other,
    whoever_comes_back_has_rejected_nothing,
);

pub fn saying(label: &str, value: &str) -> Value {
    let mut guess = guess(value);
    guess["label"] = json!(label);
    guess
}

async fn says(crm: &Crm, key: &str, label: &str, value: &str) -> Answer {
    tells(crm, "crm:42", key, &saying(label, value)).await
}

#[track_caller]
pub fn is_rejected(answer: &Answer) {
    let problem = answer.json();
    let told = (answer.status, problem["code"].as_str());
    assert_eq!(told, (409, Some("inference_rejected")), "{problem}");
}

/// She presses a button of the guess with that key on her page, where she read these words.
pub async fn presses(ana: &mut Visitor, how: &str, key: &str, (label, value): (&str, &str)) {
    let form = [
        ("guess", key),
        ("how", how),
        ("label", label),
        ("value", value),
    ];
    let done = ana.submit("/actions/reject-guess", &form).await.expect(303);
    let to = done.header("location");
    assert!(to.starts_with(&format!("/guesses?done={how}")), "{to}");
}

async fn what_nobody_shall_guess_is_refused_under_every_key(database: Database) {
    let (server, crm) = shop(database).await;
    says(&crm, "has-dog", "Pets", "a dog").await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    // The page itself says what she read.
    let form = page.split("/actions/reject-guess").nth(1).unwrap();
    assert_eq!(crate::forms::hidden(form, "label"), "Pets");
    assert_eq!(crate::forms::hidden(form, "value"), "a dog");
    presses(&mut ana, "dont_guess", "has-dog", ("Pets", "a dog")).await;
    for (key, label, value) in [
        ("has-dog", "Anything", "else"),
        ("has-a-dog", "Pets", "a dog"),
        ("companions", " pets: ", "A Cat!"),
    ] {
        is_rejected(&says(&crm, key, label, value).await);
    }
    says(&crm, "garden", "Garden", "a dog").await.expect(200);
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(page.contains("We hold 1 guess about you."), "{page}");
    // It is in what is stored, and not in memory alone.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    is_rejected(&says(&crm, "has-a-dog", "PETS", "a dog").await);
    says(&crm, "garden", "Garden", "roses").await.expect(200);
    assert_good(&server).await;
    server.stop().await;
}

async fn what_is_wrong_is_refused_under_every_key_and_something_else_is_not(database: Database) {
    let (server, crm) = shop(database).await;
    says(&crm, "has-dog", "Pets", "a dog").await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    // Also where the page said nothing of what she read, as one of before does.
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    ana.submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    is_rejected(&says(&crm, "has-a-dog", "pets", "“a  DOG”").await);
    says(&crm, "has-cat", "Pets", "a cat").await.expect(200);
    presses(&mut ana, "wrong", "has-cat", ("Pets", "a cat")).await;
    says(&crm, "has-fish", "Pets", "a fish").await.expect(200);
    presses(&mut ana, "dont_guess", "has-fish", ("Pets", "a fish")).await;
    is_rejected(&says(&crm, "has-horse", "Pets", "a horse").await);
    assert_good(&server).await;
    server.stop().await;
}

async fn what_says_the_same_under_another_key_goes_along(database: Database) {
    let (server, crm) = shop(database).await;
    for (key, label) in [("has-dog", "Pets"), ("has-a-dog", "PETS"), ("zoo", "Zoo")] {
        says(&crm, key, label, "a dog").await.expect(200);
    }
    let mut ana = by_link(&server, "crm:42").await;
    presses(&mut ana, "wrong", "has-dog", ("Pets", "a dog")).await;
    let left = read(&crm, "crm:42").await;
    let keys: Vec<_> = left.iter().map(|guess| &guess["key"]).collect();
    assert_eq!(keys, ["zoo"]);
    let store = &server.app().live.store;
    assert_eq!(store.inferences_after(None, 10).await.unwrap().len(), 1);
    server.stop().await;
}

async fn whatever_says_the_same_goes_at_one_moment_and_is_told_once(database: Database) {
    let (server, crm) = shop(database).await;
    let keys = [
        ("has-dog", "Pets"),
        ("has-a-dog", "PETS"),
        ("hound", "pets:"),
    ];
    for (key, label) in keys {
        says(&crm, key, label, "a dog").await.expect(200);
    }
    let mut ana = by_link(&server, "crm:42").await;
    let before = server.app().live.engine.index();
    for _ in 0..2 {
        presses(&mut ana, "wrong", "has-dog", ("Pets", "a dog")).await;
    }
    rows(&server, 0).await;
    let feed = crm.get(&format!("/changes?after={before}")).await;
    let feed = feed.expect(200).json();
    let entries = feed["entries"].as_array().unwrap();
    let told = entries.iter().map(|entry| {
        assert_eq!(entry["type"], "inference.rejected");
        assert_eq!(entry["actor"]["kind"], "customer");
        assert_eq!(entry["at"], entries[0]["at"]);
        (
            entry["index"].as_u64().unwrap() - before,
            &entry["inference"],
        )
    });
    let told: Vec<_> = told.collect();
    let first = [json!("has-dog"), json!("has-a-dog"), json!("hound")];
    assert_eq!(told, [(1, &first[0]), (2, &first[1]), (3, &first[2])]);
    for (key, _) in keys {
        is_rejected(&says(&crm, key, "Garden", "roses").await);
    }
    assert_good(&server).await;
    server.stop().await;
}

async fn what_waits_for_a_person_under_another_key_is_denied_by_then(database: Database) {
    let (server, crm, id, _) = guesses_asked::shop(database).await;
    guesses_asked::draws(&server, "guess-by-people", guesses_asked::by_people()).await;
    for (key, label) in [("pets", "Pets"), ("has-pet", "PETS"), ("zoo", "Zoo")] {
        says(&crm, key, label, "a dog").await.expect(200);
    }
    let opened = async |key: &str| {
        let open = json!({"open_case": true});
        let asked = guesses_asked::with(guesses_asked::question(&[key]), &open);
        guesses_asked::asks(&crm, asked).await["case"].clone()
    };
    let (alike, other) = (opened("has-pet").await, opened("zoo").await);
    let mut ana = by_link(&server, "crm:42").await;
    let before = server.app().live.engine.index();
    // Pressed twice, each key is rejected once.
    for _ in 0..2 {
        presses(&mut ana, "wrong", "pets", ("Pets", "a dog")).await;
        assert_eq!(server.app().live.engine.index(), before + 2);
    }
    let kept = async |case: &Value| {
        rules(&server, id, case, Outcome::Allow).await;
        let path = format!("/cases/{}", case.as_str().unwrap());
        let kept = crm.get(&path).await.expect(200).json();
        (kept["outcome"].clone(), kept["denied_meanwhile"].clone())
    };
    assert_eq!(kept(&alike).await, (json!("deny"), json!(true)));
    assert_eq!(kept(&other).await, (json!("allow"), json!(false)));
    assert_good(&server).await;
    server.stop().await;
}

async fn she_rejects_what_she_read_whatever_stands_there_by_now(database: Database) {
    let (server, crm) = shop(database).await;
    says(&crm, "has-dog", "Pets", "a dog").await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    ana.get("/guesses").await.expect(200);
    // A program tells another one while she looks.
    says(&crm, "has-dog", "Pets", "a wolf").await.expect(200);
    presses(&mut ana, "wrong", "has-dog", ("Pets", "a dog")).await;
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);
    for value in ["a dog", "a wolf"] {
        is_rejected(&says(&crm, "has-a-dog", "Pets", value).await);
    }
    // Pressed again it is said once, though nothing stands there now.
    let index = server.app().live.engine.index();
    presses(&mut ana, "wrong", "has-dog", ("Pets", "a dog")).await;
    assert_eq!(server.app().live.engine.index(), index);
    server.stop().await;
}

async fn two_records_want_neither_said_and_so_it_is_after_a_split(database: Database) {
    let (server, crm) = shop(database).await;
    let visitor = crm.knows("visitor:7").await;
    allows(&crm, "visitor:7").await;
    let dog = saying("Pets", "a dog");
    tells(&crm, "visitor:7", "has-dog", &dog).await.expect(200);
    let mut bo = by_link(&server, "visitor:7").await;
    presses(&mut bo, "dont_guess", "has-dog", ("Pets", "a dog")).await;
    let cat = saying("pets", "a cat");
    tells(&crm, "crm:42", "has-cat", &cat).await.expect(200);
    let from = json!({"from": visitor});
    let path = "/customers/crm:42";
    crm.post(&format!("{path}/merge"), &from).await.expect(201);
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);
    is_rejected(&tells(&crm, "crm:42", "companions", &cat).await);
    crm.post(&format!("{path}/split"), &from).await.expect(201);
    for who in ["crm:42", &visitor] {
        is_rejected(&tells(&crm, who, "companions", &cat).await);
    }
    assert_good(&server).await;
    server.stop().await;
}

async fn what_was_wrong_of_one_record_is_put_under_no_key_of_the_other(database: Database) {
    let (server, crm) = shop(database).await;
    let other = crm.knows("crm:43").await;
    allows(&crm, "crm:43").await;
    says(&crm, "has-dog", "Pets", "a dog").await.expect(200);
    let same = saying("PETS:", "A dog");
    tells(&crm, "crm:43", "companions", &same).await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    presses(&mut ana, "wrong", "has-dog", ("Pets", "a dog")).await;
    assert_eq!(read(&crm, "crm:43").await.len(), 1, "they are two as yet");
    let before = server.app().live.engine.index();
    let from = json!({"from": other});
    let path = "/customers/crm:42";
    crm.post(&format!("{path}/merge"), &from).await.expect(201);
    assert_eq!(read(&crm, "crm:42").await, [Value::Null; 0]);
    // The key is rejected by the time that its row is gone.
    rows(&server, 0).await;
    let roses = saying("Garden", "roses");
    for who in ["crm:42", "crm:43", &other] {
        for key in ["has-dog", "companions"] {
            is_rejected(&tells(&crm, who, key, &roses).await);
        }
        is_rejected(&tells(&crm, who, "hound", &saying("pets", "a dog!")).await);
    }
    tells(&crm, "crm:42", "garden", &roses).await.expect(200);
    // Everybody who follows is told, once.
    let feed = crm.get(&format!("/changes?after={before}")).await;
    let feed = feed.expect(200).json();
    let told = feed["entries"].as_array().unwrap().iter();
    let told: Vec<_> = told
        .map(|entry| (entry["type"].as_str().unwrap(), entry["inference"].as_str()))
        .collect();
    let once = [
        ("customer.merged", None),
        ("inference.rejected", Some("companions")),
    ];
    assert_eq!(told, once);
    assert_eq!(feed["entries"][1]["actor"]["kind"], "system");
    crm.post(&format!("{path}/split"), &from).await.expect(201);
    for who in ["crm:42", "crm:43"] {
        is_rejected(&tells(&crm, who, "companions", &roses).await);
    }
    assert_good(&server).await;
    server.stop().await;
}

async fn whoever_comes_back_has_rejected_nothing(database: Database) {
    let (server, crm) = shop(database).await;
    says(&crm, "has-dog", "Pets", "a dog").await.expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    presses(&mut ana, "dont_guess", "has-dog", ("Pets", "a dog")).await;
    is_rejected(&says(&crm, "has-a-dog", "Pets", "a dog").await);
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    // Nothing that is kept knows what she did not want to be guessed.
    crm.knows("crm:42").await;
    allows(&crm, "crm:42").await;
    says(&crm, "has-a-dog", "Pets", "a dog").await.expect(200);
    assert_good(&server).await;
    server.stop().await;
}
