//! Guesses: one for each key, about nobody who is not there, and the newer of two.

use std::sync::Arc;

use mutual::clock::Timestamp;
use mutual::consent::Rejection;
use mutual::decision::{GuessCounts, GuessedOn};
use mutual::guard::{Confidence, Guess, GuessSince, Inference, Model, Seen};
use mutual::id::CustomerId;
use mutual::insight::Day;
use mutual::port::{Group, Put, RowOver, Store, StoreError};

use crate::Fixture;
use crate::samples::{Writer, ana, answer, at, bo, customer, customer_id, erases};

/// What people and models put into a line of text.
const STRANGE: &str = "'; DROP TABLE x; -- \"x\" \\ %_ $1 \u{fdd0}0 \u{1f980} [1,2] مرحبا ü";

/// A guess about somebody under that key, from the state at that index.
#[must_use]
pub fn inference(about: CustomerId, key: &str, index: u64) -> Inference {
    Inference {
        customer: about,
        guess: Guess {
            key: key.parse().unwrap(),
            label: STRANGE.to_owned(),
            value: format!("{key} at {index}"),
            derived_from: vec!["orders".parse().unwrap(), "birthday".parse().unwrap()],
            model: Model {
                name: "tastes".to_owned(),
                version: "4.1".to_owned(),
            },
            confidence: Confidence::of_share(0.8123).unwrap(),
            purposes: vec!["recommendations".parse().unwrap()],
            evidence: vec![
                Seen {
                    data: "orders".parse().unwrap(),
                    seen: STRANGE.to_owned(),
                    at: Some(at(7)),
                },
                Seen {
                    data: "birthday".parse().unwrap(),
                    seen: format!("seen at {index}"),
                    at: None,
                },
            ],
        },
        index,
        at: when(index),
        since: GuessSince::first(index, when(index)),
        confirmed_at: None,
    }
}

/// The moment of the state at that index.
fn when(index: u64) -> Timestamp {
    at(i64::try_from(index).unwrap())
}

pub(crate) async fn people(
    fixture: &impl Fixture,
    ids: impl IntoIterator<Item = CustomerId>,
) -> Writer {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: ids.into_iter().map(customer).collect(),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    writer
}

pub(crate) async fn put(store: &dyn Store, inference: &Inference) -> Put {
    store.put_inference(inference, 100, None).await.unwrap()
}

/// What makes another guess of one: other words, another model, other data or another use.
pub(crate) const IN_OTHER_WORDS: [fn(&mut Guess); 6] = [
    |guess| guess.label = "Animals".to_owned(),
    |guess| guess.value = "a wolf".to_owned(),
    |guess| guess.derived_from.truncate(1),
    |guess| guess.purposes.push("offers".parse().unwrap()),
    |guess| guess.model.name = "flavours".to_owned(),
    |guess| guess.model.version = "5.0".to_owned(),
];

/// That row, as it stands there, is over from that moment on.
pub(crate) fn over(row: &Inference, until: Timestamp) -> RowOver {
    RowOver {
        customer: row.customer,
        key: row.guess.key.clone(),
        index: row.index,
        until,
    }
}

/// A guess comes back as it was told, and the same key replaces it.
pub async fn a_guess_comes_back_as_told_and_the_newer_one_stays(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let (first, mut second) = (inference(ana(), "dog", 5), inference(ana(), "dog", 9));
    let (cat, bos) = (inference(ana(), "cat", 7), inference(bo(), "dog", 6));
    for one in [&first, &cat, &bos] {
        assert_eq!(put(store, one).await, Put::Kept);
    }
    let all = store.inferences(&[bo(), ana()]).await.unwrap();
    assert_eq!(all, [cat.clone(), first.clone(), bos.clone()]);
    put(store, &second).await;
    // One that was decided earlier and is written later changes nothing.
    assert_eq!(put(store, &first).await, Put::Kept);
    let hers = store.inferences(&[ana()]).await.unwrap();
    // There is one under its key since the first one was told.
    second.since.key_at = Some(at(5));
    assert_eq!(hers, [cat.clone(), second.clone()]);
    // Page by page.
    let page = store.inferences_after(None, 2).await.unwrap();
    assert_eq!(page, [cat, second.clone()]);
    let after = Some((ana(), &second.guess.key));
    assert_eq!(store.inferences_after(after, 2).await.unwrap(), [bos]);
    assert_eq!(store.inferences(&[]).await.unwrap(), []);
}

/// That she said that it is right stays with its words, from the first time on, and goes with them.
pub async fn what_she_said_of_a_guess_stays_with_its_words(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let dog = inference(ana(), "dog", 5);
    put(store, &dog).await;
    put(store, &inference(bo(), "dog", 5)).await;
    let says = async |records: &[CustomerId], one: &Inference, when| {
        let guess = &one.guess;
        let words = (&*guess.label, &*guess.value);
        let said = store.confirm_inference(records, &guess.key, words, at(when));
        said.await.unwrap()
    };
    let confirmed = async || {
        let rows = store.inferences(&[ana(), bo()]).await.unwrap();
        let mut all: Vec<_> = rows.into_iter().map(|row| row.confirmed_at).collect();
        all.sort();
        all
    };
    // Of other words than those that stand there nothing is said, and of nobody else.
    let other = inference(ana(), "dog", 6);
    assert_eq!(says(&[ana()], &other, 7).await, 0);
    assert_eq!(says(&[], &dog, 7).await, 0);
    assert_eq!(says(&[ana()], &inference(ana(), "cat", 5), 7).await, 0);
    assert_eq!(confirmed().await, [None, None]);
    assert_eq!(says(&[ana()], &dog, 7).await, 1);
    assert_eq!(says(&[ana()], &dog, 9).await, 1);
    assert_eq!(confirmed().await, [None, Some(at(7))]);
    // The same words again, told later; and an older telling that comes late.
    let mut again = dog.clone();
    (again.index, again.at) = (8, at(8));
    put(store, &again).await;
    put(store, &inference(ana(), "dog", 4)).await;
    assert_eq!(confirmed().await, [None, Some(at(7))]);
    // Both of her records at once, where two became one.
    assert_eq!(says(&[bo(), ana()], &dog, 9).await, 2);
    assert_eq!(confirmed().await, [Some(at(7)), Some(at(9))]);
    for change in [0, 1] {
        let mut other = again.clone();
        other.index = 9 + change;
        if change == 0 {
            other.guess.value = "a wolf".to_owned();
        } else {
            // What was taken away does not come back with its words.
            other.guess.value.clone_from(&again.guess.value);
        }
        put(store, &other).await;
        assert_eq!(confirmed().await, [None, Some(at(9))], "{change}");
    }
    let key = &dog.guess.key;
    let of_bo = [bo()];
    let removed = store.remove_inference(&of_bo, key, at(9), None);
    removed.await.unwrap();
    put(store, &inference(bo(), "dog", 5)).await;
    assert_eq!(confirmed().await, [None, None]);
}

/// Since when a guess stands there is that of its words, its model, its data and its purposes: how sure the
/// model is, and what it saw, may change.
pub async fn what_is_told_again_stands_since_it_was_told_first(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    let first = inference(ana(), "dog", 5);
    let told = async |change: fn(&mut Guess), index: u64| {
        let mut one = inference(ana(), "dog", index);
        one.guess = first.guess.clone();
        change(&mut one.guess);
        put(store, &one).await;
        let kept = store.inferences(&[ana()]).await.unwrap().remove(0);
        assert_eq!((kept.index, kept.since.key_at), (index, Some(at(5))));
        (kept.since.index, kept.since.at)
    };
    for index in [5, 6] {
        assert_eq!(told(|_| (), index).await, (5, at(5)));
    }
    let surer = |guess: &mut Guess| {
        guess.confidence = Confidence::of_share(0.9).unwrap();
        guess.evidence.clear();
    };
    assert_eq!(told(surer, 7).await, (5, at(5)));
    let mut index = 8;
    for change in IN_OTHER_WORDS {
        assert_eq!(told(change, index).await, (index, when(index)));
        // And from then on it is the one that stands there.
        assert_eq!(told(change, index + 1).await, (index, when(index)));
        index += 2;
    }
    // Once it was taken back, another one begins.
    let of_ana = [ana()];
    let removed = store.remove_inference(&of_ana, &first.guess.key, at(25), None);
    assert_eq!(removed.await, Ok(1));
    let new = inference(ana(), "dog", 30);
    put(store, &new).await;
    assert_eq!(store.inferences(&[ana()]).await, Ok(vec![new]));
}

/// Only the row that was looked at is dropped, not the one that took its place.
pub async fn a_row_is_dropped_as_it_was_seen(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let (old, new) = (inference(ana(), "dog", 5), inference(ana(), "dog", 9));
    put(store, &old).await;
    put(store, &inference(bo(), "dog", 5)).await;
    put(store, &new).await;
    let seen = |one: &Inference| over(one, at(10));
    assert_eq!(store.drop_inferences(&[seen(&old)]).await, Ok(0));
    assert_eq!(store.drop_inferences(&[]).await, Ok(0));
    assert_eq!(
        store.drop_inferences(&[seen(&old), seen(&new)]).await,
        Ok(1)
    );
    assert_eq!(store.inferences(&[ana()]).await, Ok(vec![]));
    assert_eq!(store.inferences(&[bo()]).await.unwrap().len(), 1);
}

/// The answer is stored with what it is about, and stands once.
pub async fn an_answer_is_stored_with_a_guess_and_with_its_end(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    let (first, second) = (answer(1, 0), answer(2, 0));
    let dog = inference(ana(), "dog", 5);
    let wolf = inference(ana(), "dog", 6);
    assert_eq!(
        store.put_inference(&dog, 9, Some(&first)).await,
        Ok(Put::Kept)
    );
    let again = store.put_inference(&wolf, 9, Some(&first)).await;
    assert_eq!(again, Err(StoreError::Conflict));
    assert_eq!(store.inferences(&[ana()]).await, Ok(vec![dog.clone()]));
    assert_eq!(store.gone_inferences(&[ana()], at(5)).await, Ok(vec![]));
    let removed = store
        .remove_inference(&[ana()], &dog.guess.key, at(8), Some(&first))
        .await;
    assert_eq!(removed, Err(StoreError::Conflict));
    assert_eq!(store.inferences(&[ana()]).await.unwrap().len(), 1);
    assert_eq!(store.gone_inferences(&[ana()], at(7)).await, Ok(vec![]));
    let removed = store
        .remove_inference(&[bo(), ana()], &dog.guess.key, at(8), Some(&second))
        .await;
    assert_eq!(removed, Ok(1));
    let answers = store.answers(&[first.key, second.key]).await.unwrap();
    assert_eq!(answers.len(), 2);
    // Where there is nothing, nothing is said.
    let third = answer(3, 0);
    let removed = store
        .remove_inference(&[ana()], &dog.guess.key, at(9), Some(&third))
        .await;
    assert_eq!(removed, Ok(0));
    assert_eq!(store.answers(&[third.key]).await, Ok(vec![]));
}

/// About nobody who is not there, and no more than there may be.
pub async fn nobody_is_guessed_about_who_is_not_there_and_not_too_much(fixture: &impl Fixture) {
    let writer = people(fixture, [ana()]).await;
    let store = writer.store.as_ref();
    assert_eq!(put(store, &inference(bo(), "dog", 1)).await, Put::Gone);
    for (key, wanted) in [
        ("a", Put::Kept),
        ("b", Put::Kept),
        ("c", Put::Full),
        ("a", Put::Kept),
    ] {
        let one = store
            .put_inference(&inference(ana(), key, 1), 2, None)
            .await;
        assert_eq!(one, Ok(wanted), "{key}");
    }
    assert_eq!(store.inferences(&[ana(), bo()]).await.unwrap().len(), 2);
}

/// Whatever is told while she is erased is gone afterwards.
pub async fn an_erasure_at_the_same_moment_leaves_no_guess(fixture: &impl Fixture) {
    let ids: Vec<_> = (10..30).map(customer_id).collect();
    let writer = people(fixture, ids.iter().copied()).await;
    for (index, id) in (1..).zip(&ids) {
        let (store, of) = (Arc::clone(&writer.store), *id);
        let telling = tokio::spawn(async move {
            let mut told = Vec::new();
            for n in 0..40 {
                told.push(put(store.as_ref(), &inference(of, &format!("g{n}"), 1)).await);
            }
            told
        });
        tokio::time::sleep(std::time::Duration::from_micros(index * 300)).await;
        writer.commit(&erases(index, *id)).await.unwrap();
        let told = telling.await.unwrap();
        let mut since = told.iter().skip_while(|put| **put == Put::Kept);
        assert!(since.all(|put| *put == Put::Gone));
        assert_eq!(writer.store.inferences(&[*id]).await, Ok(vec![]));
    }
}

/// What is held of it is readable, and nobody else's.
pub async fn what_is_guessed_is_held_and_erased(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    put(store, &inference(ana(), "dog", 5)).await;
    let of = async |id| {
        let held = store.held(id, &[]).await.unwrap();
        let mut tables = held.into_iter().filter(|held| held.table == "guess");
        tables.next().unwrap().rows
    };
    let rows = of(ana()).await;
    let mut row = rows[0].clone();
    // One dialect writes U+FDD0 in two characters.
    let label = row.remove("label").unwrap();
    assert!(label.as_str().unwrap().contains("DROP TABLE"), "{label}");
    for (name, wanted) in [
        ("key", "dog"),
        ("guess", "dog at 5"),
        ("model", "tastes"),
        ("model_version", "4.1"),
        ("guessed_at", &at(5).to_string()),
    ] {
        assert_eq!(row[name], wanted, "{name}");
    }
    assert_eq!(row["confidence"].as_f64(), Some(0.8123));
    let made_from: Vec<_> = row["made_from"].as_array().unwrap().iter().collect();
    assert_eq!(made_from, ["orders", "birthday"]);
    assert_eq!(row["used_for"][0], "recommendations");
    assert!(row["confirmed_at"].is_null());
    for since in ["same_since", "kept_since"] {
        assert_eq!(row[since], at(5).to_string(), "{since}");
    }
    assert!(row["seen"].to_string().contains("seen at 5"), "{row:?}");
    assert_eq!((rows.len(), row.len()), (1, 12));
    let words = &inference(ana(), "dog", 5).guess;
    let said = store
        .confirm_inference(&[ana()], &words.key, (&words.label, &words.value), at(7))
        .await;
    assert_eq!(said, Ok(1));
    assert_eq!(of(ana()).await[0]["confirmed_at"], at(7).to_string());
    assert_eq!(of(bo()).await, []);
}

/// What a model tells counts once as long as it stands, and so does each thing that is said of it.
pub async fn what_is_guessed_and_said_of_it_is_counted_once(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let tastes = "tastes".parse().unwrap();
    let today = Day::of(at(5));
    let counts = async || {
        let rows = store.guessed_on(std::slice::from_ref(&tastes), today).await;
        let mut all = GuessCounts::default();
        for GuessedOn { model, day, counts } in rows.unwrap() {
            assert_eq!((&*model, day), ("tastes", today));
            all += counts;
        }
        all
    };
    assert_eq!(counts().await, GuessCounts::default());
    let dog = inference(ana(), "dog", 5);
    put(store, &dog).await;
    put(store, &inference(bo(), "dog", 5)).await;
    // The same again, and one that comes late.
    let mut again = dog.clone();
    again.index = 6;
    put(store, &again).await;
    put(store, &inference(ana(), "dog", 4)).await;
    assert_eq!(counts().await.told, 2);
    // In other words it is another one; and so is what another version tells.
    put(store, &inference(ana(), "dog", 7)).await;
    let mut newer = inference(ana(), "dog", 7);
    newer.guess.model.version = "5.0".to_owned();
    put(store, &newer).await;
    assert_eq!(counts().await.told, 4);
    for _ in 0..2 {
        let guess = &newer.guess;
        let words = (&*guess.label, &*guess.value);
        let both = [ana(), bo()];
        let said = store.confirm_inference(&both, &guess.key, words, at(8));
        assert_eq!(said.await, Ok(1));
    }
    let none = store
        .confirm_inference(&[ana()], &dog.guess.key, ("nothing", "of it"), at(8))
        .await;
    assert_eq!(none, Ok(0));
    for (index, how) in [
        (3, Rejection::Wrong),
        (3, Rejection::Wrong),
        (4, Rejection::DontGuess),
        (9, Rejection::Wrong),
    ] {
        let model = &dog.guess.model;
        let said = store.guess_rejected(index, model, how, today).await;
        said.unwrap();
    }
    let all = GuessCounts {
        told: 4,
        right: 1,
        wrong: 2,
        dont_guess: 1,
    };
    assert_eq!(counts().await, all);
    // Of no model nothing is told, and nothing of what was before.
    assert_eq!(store.guessed_on(&[], today).await, Ok(vec![]));
    let tomorrow = store.guessed_on(std::slice::from_ref(&tastes), today.plus(1));
    assert_eq!(tomorrow.await, Ok(vec![]));
    // Nobody is counted about whom nothing is kept.
    put(store, &inference(customer_id(99), "dog", 8)).await;
    assert_eq!(counts().await, all);
}
