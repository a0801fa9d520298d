//! Ana rejects a guess, and whatever says the same with it.

use super::house::{House, crm};
use super::inferences::{reworded, two_who_allow};
use crate::access::{Actor, Scope};
use crate::consent::{Guarded, GuessWords, RejectedGuess, Rejection, Route, TOMBSTONES};
use crate::guard::Guess;
use crate::id::CustomerId;
use crate::ledger::{Body, InferenceRejected};
use crate::use_cases::{Command, Refusal, World as _};

/// What that model guesses about her.
fn told(house: &House, who: CustomerId, key: &str, words: (&str, &str), model: &str) -> Guess {
    let mut guess = reworded(house, who, key, words.0, words.1).guess;
    guess.model.name = model.to_owned();
    guess
}

/// She says that of what she reads, while the others are guessed as well; what is written down.
fn rejects(
    house: &mut House,
    who: CustomerId,
    how: Rejection,
    read: &Guess,
    others: &[Guess],
) -> Result<Vec<InferenceRejected>, Refusal> {
    let known = RejectedGuess {
        words: vec![GuessWords::new(&read.label, &read.value)],
        models: vec![read.model.clone()],
        others: others.to_vec(),
    };
    let command = Command::RejectInference(who, read.key.clone(), how, known);
    let said = house.run(&Actor::Customer(who), Route::Page, &command)?;
    Ok(rejections(said))
}

fn rejections(bodies: Vec<Body>) -> Vec<InferenceRejected> {
    let one = |body| match body {
        Body::InferenceRejected(rejected) => rejected,
        other => panic!("{other:?}"),
    };
    bodies.into_iter().map(one).collect()
}

/// The keys that they name, each with the models that it counts against.
fn counted(said: &[InferenceRejected]) -> Vec<(&str, Vec<&str>)> {
    let mut all = Vec::new();
    for one in said {
        let models = one.models.iter().map(|model| model.name.as_str());
        all.push((one.key.as_str(), models.collect()));
    }
    all
}

impl House {
    fn guarded(&self, who: CustomerId) -> Guarded {
        self.customer(who).unwrap().state.guarded.clone()
    }
}

const DOG: (&str, &str) = ("Pets", "a dog");

#[test]
fn what_says_the_same_is_rejected_with_it_and_counts_once_for_each_model() {
    let (mut house, ana, _) = House::with_guess();
    let read = told(&house, ana, "has-dog", DOG, "tastes");
    let others = [
        told(&house, ana, "pets", DOG, "tastes"),
        told(&house, ana, "hound", ("pets", "a dog!"), "noses"),
        told(&house, ana, "dog-owner", ("PETS:", "A dog"), "noses"),
        told(&house, ana, "has-cat", ("Pets", "a cat"), "noses"),
        told(&house, ana, "garden", ("Garden", "a dog"), "noses"),
    ];
    let said = rejects(&mut house, ana, Rejection::Wrong, &read, &others).unwrap();
    let expected = [
        ("has-dog", vec!["tastes"]),
        ("dog-owner", vec!["noses"]),
        ("hound", vec![]),
        ("pets", vec![]),
    ];
    assert_eq!(counted(&said), expected);
    for (place, one) in said.iter().enumerate() {
        assert_eq!(one.rejection, Rejection::Wrong);
        assert_eq!(one.customer, ana);
        let mut before = said[..place].iter();
        assert!(before.all(|before| before.receipt != one.receipt));
    }
    let guarded = house.guarded(ana);
    for (key, _) in expected {
        assert!(guarded.is_rejected(key), "{key}");
    }
    assert!(!guarded.rejects(&others[3]) && !guarded.rejects(&others[4]));
    // Said again, it is of that key alone: the others are rejected.
    let again = rejects(&mut house, ana, Rejection::Wrong, &read, &others).unwrap();
    assert_eq!(counted(&again), [("has-dog", vec!["tastes"])]);
    // What nobody shall guess at all takes along whatever is said of it.
    let again = rejects(&mut house, ana, Rejection::DontGuess, &read, &others).unwrap();
    let both = [("has-dog", vec!["tastes"]), ("has-cat", vec!["noses"])];
    assert_eq!(counted(&again), both);
    house.is_its_own_fold();
}

#[test]
fn nobody_forbids_more_keys_than_there_is_room_for_and_the_words_are_forbidden_all_the_same() {
    let (mut house, ana, _) = House::with_guess();
    let all: Vec<_> = (1..TOMBSTONES)
        .map(|n| told(&house, ana, &format!("guess-{n}"), DOG, "tastes"))
        .collect();
    let said = rejects(&mut house, ana, Rejection::Wrong, &all[0], &all).unwrap();
    assert_eq!(said.len(), TOMBSTONES - 1);
    // There is room for one more.
    let roses = ("Garden", "roses");
    let [read, other] = ["garden", "roses"].map(|key| told(&house, ana, key, roses, "tastes"));
    let others = [other.clone()];
    let said = rejects(&mut house, ana, Rejection::Wrong, &read, &others).unwrap();
    assert_eq!(counted(&said), [("garden", vec!["tastes"])]);
    let guarded = house.guarded(ana);
    assert!(!guarded.is_rejected("roses") && guarded.rejects(&other));
    // Nor does the installation make room.
    let alike = Command::RejectAlike(ana, vec![other]);
    let none = house.run(&Actor::System, Route::System, &alike);
    assert_eq!(none, Ok(Vec::new()));
    let tea = told(&house, ana, "drink", ("Drink", "tea"), "tastes");
    let full = rejects(&mut house, ana, Rejection::Wrong, &tea, &[]);
    let is_full = matches!(&full, Err(Refusal::Invalid { field, .. }) if field == "key");
    assert!(is_full, "{full:?}");
    assert_eq!(house.guarded(ana).rejected().count(), TOMBSTONES);
    // Of what is forbidden already she may say more.
    rejects(&mut house, ana, Rejection::DontGuess, &read, &[]).unwrap();
}

#[test]
fn what_one_record_said_is_said_of_the_others_keys_after_a_merge() {
    let (wrong, dont_guess) = (Rejection::Wrong, Rejection::DontGuess);
    for ways in [&[wrong][..], &[dont_guess], &[wrong, dont_guess]] {
        let (mut house, ana, visitor) = two_who_allow();
        let read = told(&house, ana, "has-dog", DOG, "tastes");
        for how in ways {
            rejects(&mut house, ana, *how, &read, &[]).unwrap();
        }
        let theirs = told(&house, visitor, "companions", ("PETS", "A dog!"), "noses");
        let zoo = told(&house, visitor, "zoo", ("Zoo", "a dog"), "noses");
        let alike = Command::RejectAlike(visitor, vec![theirs.clone(), zoo, theirs]);
        // As long as they are two, each has said its own.
        let none = house.run(&Actor::System, Route::System, &alike);
        assert_eq!(none, Ok(Vec::new()));
        house.merge(ana, visitor).unwrap();
        for somebody in [Actor::Customer(ana), crm(Scope::ConsentWrite)] {
            let denied = house.run(&somebody, Route::Api, &alike);
            assert!(matches!(denied, Err(Refusal::Denied(_))), "{denied:?}");
        }
        let said = house.run(&Actor::System, Route::System, &alike).unwrap();
        let said = rejections(said);
        // It counts against nobody: she was not asked about that one.
        assert_eq!(counted(&said), [("companions", vec![])]);
        assert_eq!(
            (said[0].customer, Some(&said[0].rejection)),
            (ana, ways.last())
        );
        // Told again, there is nothing to say any more.
        let none = house.run(&Actor::System, Route::System, &alike);
        assert_eq!(none, Ok(Vec::new()));
        house.split(ana, visitor).unwrap();
        for who in [ana, visitor] {
            let other = told(&house, who, "companions", ("Garden", "roses"), "noses");
            assert!(house.guarded(who).rejects(&other), "{who}");
        }
    }
}
