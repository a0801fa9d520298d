//! What happens between the moment in which Ana presses and the moment in which what she said is stored.

use std::time::Duration;

use mutual::access::Actor;
use mutual::consent::{Rejection, Route};
use mutual::id::CustomerId;
use mutual::use_cases::{Command, Outcome};

use crate::common::{Crm, Database};
use crate::erasure::assert_good;
use crate::guesses::{rows, shop, tells};
use crate::guesses_reworded::{is_rejected, saying};
use crate::on_both;
use crate::slow::{Slow, over};

on_both!(
    one_command_rejects_all_that_says_the_same,
    what_is_told_while_she_presses_is_rejected_too,
);

fn rejects(command: &Command) -> bool {
    matches!(command, Command::RejectInference(..))
}

async fn ana(crm: &Crm) -> CustomerId {
    let known = crm.get("/customers/crm:42").await.expect(200).json();
    known["customer"].as_str().unwrap().parse().unwrap()
}

/// A program tells that she has a dog, in its own words.
async fn says(crm: &Crm, key: &str, label: &str) {
    let told = tells(crm, "crm:42", key, &saying(label, "a dog")).await;
    told.expect(200);
}

async fn one_command_rejects_all_that_says_the_same(database: Database) {
    let (server, crm) = shop(database).await;
    let id = ana(&crm).await;
    for (key, label) in [("has-dog", "Pets"), ("hound", "PETS"), ("pets", "pets:")] {
        says(&crm, key, label).await;
    }
    let slow = Slow::of(&server, rejects);
    let mutual = over(slow.clone(), &server);
    let (she, key) = (Actor::Customer(id), "has-dog".parse().unwrap());
    let read = ("Pets", "a dog");
    let press = mutual.reject_guess(&she, Route::Page, id, &key, Rejection::Wrong, read);
    let before = server.app().live.engine.index();
    // The first command is let through, and no other: as if the server died behind it.
    slow.goes_on.notify_one();
    let pressed = tokio::time::timeout(Duration::from_secs(30), press).await;
    let Ok(Ok(Outcome::Rejected { index, .. })) = pressed else {
        panic!("{pressed:?}");
    };
    assert_eq!(index, before + 1);
    let customer = server.app().live.engine.customer(id).unwrap();
    for key in ["has-dog", "hound", "pets"] {
        assert!(customer.state.guarded.is_rejected(key), "{key}");
    }
    assert_eq!(server.app().live.engine.index(), before + 3);
    server.stop().await;
}

async fn what_is_told_while_she_presses_is_rejected_too(database: Database) {
    let (server, crm) = shop(database).await;
    let id = ana(&crm).await;
    says(&crm, "has-dog", "Pets").await;
    let slow = Slow::of(&server, rejects);
    let mutual = over(slow.clone(), &server);
    let (she, key) = (Actor::Customer(id), "has-dog".parse().unwrap());
    let read = ("Pets", "a dog");
    let press = mutual.reject_guess(&she, Route::Page, id, &key, Rejection::DontGuess, read);
    let meanwhile = async {
        slow.came.notified().await;
        // Her guesses were looked up; this one was not among them.
        says(&crm, "hound", "PETS").await;
        slow.goes_on.notify_one();
    };
    let (pressed, ()) = tokio::join!(press, meanwhile);
    assert!(
        matches!(pressed, Ok(Outcome::Rejected { .. })),
        "{pressed:?}"
    );
    rows(&server, 0).await;
    let roses = saying("Garden", "roses");
    for key in ["has-dog", "hound"] {
        is_rejected(&tells(&crm, "crm:42", key, &roses).await);
    }
    assert_good(&server).await;
    server.stop().await;
}
