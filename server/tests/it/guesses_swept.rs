//! Which guesses are looked at when, and that what can never count again goes on a busy day too.

use std::time::Duration;

use mutual::guard::{Confidence, GUESSES, Guess, GuessSince, Inference, Model};
use mutual::id::CustomerId;
use mutual_server::worker::guesses::sweep_taken_back;
use serde_json::json;

use crate::common::{Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::guesses::{allows, chooses, guess, shop, tells};
use crate::on_both;

on_both!(
    an_erasure_looks_at_nobody_elses_guesses,
    on_a_busy_day_what_ran_out_goes_by_the_clock,
);

/// Keeps a guess that nobody allowed, as one is that ran out: no entry says so.
async fn ran_out(server: &Server, about: &str) {
    let engine = &server.app().live.engine;
    let (index, at) = (engine.index(), engine.now());
    let inference = Inference {
        customer: about.parse().unwrap(),
        guess: Guess {
            key: "has-cat".parse().unwrap(),
            label: "Pets".to_owned(),
            value: "a cat".to_owned(),
            derived_from: vec!["orders".parse().unwrap()],
            model: Model {
                name: "tastes".to_owned(),
                version: "4.1".to_owned(),
            },
            confidence: Confidence::of_share(0.8).unwrap(),
            purposes: vec!["offers".parse().unwrap()],
            evidence: Vec::new(),
        },
        index,
        at,
        since: GuessSince::first(index, at),
        confirmed_at: None,
    };
    let store = &server.app().live.store;
    store
        .put_inference(&inference, GUESSES, None)
        .await
        .unwrap();
}

async fn is_kept(server: &Server, about: &str) -> bool {
    let id: CustomerId = about.parse().unwrap();
    let store = &server.app().live.store;
    !store.inferences(&[id]).await.unwrap().is_empty()
}

async fn goes(server: &Server, about: &str) {
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    while is_kept(server, about).await {
        assert!(tokio::time::Instant::now() < end, "it is still kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What Ana takes back is looked at behind everything that came before.
async fn followed(server: &Server, crm: &Crm, ana: &str) {
    allows(crm, "crm:42").await;
    tells(crm, "crm:42", "has-dog", &guess("a dog"))
        .await
        .expect(200);
    chooses(crm, "crm:42", json!({"ai:infer": "off"})).await;
    goes(server, ana).await;
}

async fn an_erasure_looks_at_nobody_elses_guesses(database: Database) {
    let (server, crm) = shop(database).await;
    let known = crm.get("/customers/crm:42").await.expect(200).json();
    let ana = known["customer"].as_str().unwrap();
    let bea = crm.knows("crm:bea").await;
    crm.knows("crm:cy").await;
    // The look that all that was published asks for is over.
    followed(&server, &crm, ana).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    followed(&server, &crm, ana).await;
    ran_out(&server, &bea).await;
    erase(&crm, "crm:cy", "all", &new_key()).await.expect(204);
    followed(&server, &crm, ana).await;
    followed(&server, &crm, ana).await;
    assert!(is_kept(&server, &bea).await, "an erasure looked at hers");
    // A new version may end anybody's.
    let mut document = crate::decisions_guarded::picker();
    document.key = "another".parse().unwrap();
    server.publish(document, None).await;
    goes(&server, &bea).await;
    server.stop().await;
}

async fn on_a_busy_day_what_ran_out_goes_by_the_clock(database: Database) {
    let (server, crm) = shop(database).await;
    let known = crm.get("/customers/crm:42").await.expect(200).json();
    let ana = known["customer"].as_str().unwrap();
    let bea = crm.knows("crm:bea").await;
    followed(&server, &crm, ana).await;
    let busy = tokio::spawn({
        let crm = crm.clone();
        async move {
            for off in ["on", "off"].into_iter().cycle() {
                chooses(&crm, "crm:42", json!({"exchange": off})).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    });
    let side = server.app().live.clone();
    let sweeping = tokio::spawn(sweep_taken_back(side, Duration::from_secs(1)));
    // The look that it begins with, and one later.
    for _ in 0..2 {
        ran_out(&server, &bea).await;
        goes(&server, &bea).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    busy.abort();
    sweeping.abort();
    server.stop().await;
}
