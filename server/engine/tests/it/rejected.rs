//! A guess and whatever says the same are rejected in one go, or nothing of it is.

use std::sync::atomic::Ordering;

use mutual::access::Actor;
use mutual::consent::{GuessWords, RejectedGuess, Rejection};
use mutual::guard::{Confidence, Guess, Model};
use mutual::id::CustomerId;
use mutual::ledger::{Body, Entry};
use mutual::port::Engine as _;
use mutual::use_cases::{Command, Outcome};

use crate::store::Fault;
use crate::{House, submit};

const KEYS: [&str; 3] = ["has-dog", "hound", "pets"];

fn guess(key: &str) -> Guess {
    Guess {
        key: key.parse().unwrap(),
        label: "Pets".to_owned(),
        value: "a dog".to_owned(),
        derived_from: vec!["orders".parse().unwrap()],
        model: Model {
            name: "tastes".to_owned(),
            version: "4.1".to_owned(),
        },
        confidence: Confidence::of_share(0.8).unwrap(),
        purposes: vec!["recommendations".parse().unwrap()],
        evidence: Vec::new(),
    }
}

/// She says that the first is wrong, while the others say the same.
fn rejects(who: CustomerId) -> Command {
    let guesses = KEYS.map(guess);
    let known = RejectedGuess {
        words: vec![GuessWords::new("Pets", "a dog")],
        models: vec![guesses[0].model.clone()],
        others: guesses.to_vec(),
    };
    let key = KEYS[0].parse().unwrap();
    Command::RejectInference(who, key, Rejection::Wrong, known)
}

fn key_of(entry: &Entry) -> &str {
    match &entry.body {
        Body::InferenceRejected(rejected) => rejected.key.as_str(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_guess_and_what_says_the_same_are_rejected_together_or_not_at_all() {
    for (fault, is_there) in [
        (None, true),
        (Some(Fault::AfterCommit), true),
        (Some(Fault::AfterCommitTwice), true),
        (Some(Fault::BeforeCommit), false),
    ] {
        let house = House::open().await;
        let ana = house.customer("crm:ana").await;
        let before = house.engine.index();
        let commits = house.store.commits.load(Ordering::SeqCst);
        let pair = Some(([1; 32], [2; 32]));
        let press = async |house: &House| {
            let she = Actor::Customer(ana);
            submit(&house.engine, she, rejects(ana), pair).await
        };
        if let Some(fault) = fault {
            house.store.fail_next(fault);
        }
        let done = press(&house).await;
        assert_eq!(done.is_ok(), is_there, "{fault:?}: {done:?}");
        assert_eq!(house.store.commits.load(Ordering::SeqCst), commits + 1);
        let house = house.restart().await;
        let rejected = |house: &House| {
            let customer = house.engine.customer(ana).unwrap();
            KEYS.map(|key| customer.state.guarded.is_rejected(key))
        };
        assert_eq!(rejected(&house), [is_there; 3], "{fault:?}");
        // Pressed once more it is said, and once.
        let again = press(&house).await.unwrap();
        assert!(!is_there || Ok(&again) == done.as_ref(), "{again:?}");
        let Outcome::Rejected { index, .. } = again else {
            panic!("{again:?}");
        };
        assert_eq!(index, before + 1);
        assert_eq!(rejected(&house), [true; 3]);
        let entries = house.engine.entries(before, 10).await.unwrap();
        let keys: Vec<_> = entries.iter().map(|entry| key_of(entry)).collect();
        assert_eq!(keys, KEYS, "{fault:?}");
        let mut places = (before + 1..).zip(&entries);
        assert!(places.all(|(index, entry)| entry.index == index && entry.at == entries[0].at));
        house.is_what_the_ledger_says().await;
    }
}
