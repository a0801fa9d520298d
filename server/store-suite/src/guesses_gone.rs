//! What is known of guesses that are gone: when they stood there, and nothing of what they said.

use std::slice::from_ref;
use std::sync::Arc;

use mutual::clock::Timestamp;
use mutual::guard::{EARLIER_TELLINGS, GoneGuess, GuessSince, Inference};
use mutual::id::CustomerId;
use mutual::port::{Put, Store};

use crate::Fixture;
use crate::guesses::{IN_OTHER_WORDS, inference, over, people, put};
use crate::samples::{ana, at, bo, customer_id, erases};

/// What is left of a row that ended then.
fn left(row: &Inference, until: Timestamp) -> GoneGuess {
    GoneGuess {
        customer: row.customer,
        key: row.guess.key.clone(),
        derived_from: row.guess.derived_from.clone(),
        purposes: row.guess.purposes.clone(),
        index: row.index,
        at: row.at,
        since: row.since,
        until,
    }
}

async fn gone(store: &dyn Store, seconds: i64) -> Vec<GoneGuess> {
    let gone = store.gone_inferences(&[ana(), bo()], at(seconds)).await;
    gone.unwrap()
}

/// One that is taken back stood there from its first telling until then, and one that is told again stands
/// there anew.
pub async fn what_was_taken_back_stood_there_until_then(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let first = inference(ana(), "dog", 5);
    put(store, &first).await;
    // Told again word for word, it is the one of before.
    let mut again = first.clone();
    (again.index, again.at) = (7, at(7));
    put(store, &again).await;
    put(store, &inference(bo(), "dog", 6)).await;
    put(store, &inference(ana(), "cat", 5)).await;
    let key = &first.guess.key;
    let of_ana = [ana()];
    let removed = store.remove_inference(&of_ana, key, at(10), None);
    assert_eq!(removed.await, Ok(1));
    let one = left(&again, at(10));
    assert_eq!((one.since, one.at), (GuessSince::first(5, at(5)), at(7)));
    let second = inference(ana(), "dog", 12);
    put(store, &second).await;
    let both = [ana(), bo()];
    assert_eq!(
        store.remove_inference(&both, key, at(20), None).await,
        Ok(2)
    );
    let bos = left(&inference(bo(), "dog", 6), at(20));
    let two = left(&second, at(20));
    assert_eq!(gone(store, 4).await, []);
    // From the first moment on, and up to the last one before the end.
    assert_eq!(gone(store, 5).await, from_ref(&one));
    assert_eq!(gone(store, 9).await, [one.clone(), bos.clone()]);
    assert_eq!(gone(store, 10).await, from_ref(&bos));
    assert_eq!(gone(store, 11).await, from_ref(&bos));
    assert_eq!(gone(store, 12).await, [two.clone(), bos.clone()]);
    assert_eq!(gone(store, 19).await, [two, bos]);
    assert_eq!(gone(store, 20).await, []);
    // Nobody else's, and nothing of what is still there.
    assert_eq!(store.gone_inferences(&[bo()], at(5)).await, Ok(vec![]));
    assert_eq!(store.gone_inferences(&[], at(9)).await, Ok(vec![]));
    assert_eq!(store.inferences(&both).await.unwrap().len(), 1);
    // Whatever goes is known since the table is there.
    assert!(store.gone_known_since().await.unwrap() > at(0));
}

/// What is told in other words, by another model, from other data or for something else ends what stood there:
/// both are known, each for its own time.
pub async fn what_was_told_in_other_words_stood_there_until_then(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let mut stands = inference(ana(), "dog", 5);
    put(store, &stands).await;
    put(store, &inference(bo(), "dog", 5)).await;
    for (change, index) in IN_OTHER_WORDS.into_iter().zip((10_u64..).step_by(10)) {
        let seconds = i64::try_from(index).unwrap();
        // Told again word for word, it goes on.
        let mut again = stands.clone();
        (again.index, again.at) = (index - 2, at(seconds - 2));
        (again.since.index, again.since.at) = (again.index, again.at);
        put(store, &again).await;
        again.since = stands.since;
        let mut other = inference(ana(), "dog", index);
        other.guess = stands.guess.clone();
        change(&mut other.guess);
        put(store, &other).await;
        other.since.key_at = Some(at(5));
        let earlier = left(&again, at(seconds));
        for moment in [stands.at, again.at, at(seconds - 1)] {
            let gone = store.gone_inferences(&[ana(), bo()], moment).await;
            assert_eq!(gone, Ok(vec![earlier.clone()]), "{moment}");
        }
        assert_eq!(gone(store, seconds).await, []);
        stands = other;
    }
    // What comes late, and what takes the place of something at the same moment, ends nothing.
    let before = gone(store, 59).await;
    put(store, &inference(ana(), "dog", 55)).await;
    let mut other = stands.clone();
    other.guess.value = "a fox".to_owned();
    put(store, &other).await;
    assert_eq!(gone(store, 59).await, before);
    assert_eq!(gone(store, 60).await, []);
    // Taken back, all of it is known, and all of it goes with her.
    let of_ana = [ana()];
    let removed = store.remove_inference(&of_ana, &other.guess.key, at(70), None);
    assert_eq!(removed.await, Ok(1));
    assert_eq!(gone(store, 59).await, before);
    assert_eq!(gone(store, 60).await, [left(&other, at(70))]);
    assert_eq!(gone(store, 4).await, []);
    writer.commit(&erases(1, ana())).await.unwrap();
    for seconds in [5, 15, 60] {
        assert_eq!(gone(store, seconds).await, []);
    }
}

/// Whoever tells it again and again leaves no more than so much: of what was longest ago it is known alone that
/// something stood there.
pub async fn of_what_is_told_too_often_the_newest_is_known(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let many = u64::from(EARLIER_TELLINGS);
    let told = async |id: CustomerId, key: &str, from: u64, more: u64| {
        for index in from..=from + more {
            put(store, &inference(id, key, index)).await;
        }
    };
    told(ana(), "dog", 1, 2).await;
    let of_ana = [ana()];
    let key = "dog".parse().unwrap();
    let removed = store.remove_inference(&of_ana, &key, at(9), None);
    assert_eq!(removed.await, Ok(1));
    told(bo(), "dog", 10, 2).await;
    told(ana(), "cat", 10, 2).await;
    told(ana(), "dog", 10, many).await;
    let held = async || {
        let held = store.held(ana(), &[]).await.unwrap();
        let held = held.into_iter().find(|held| held.table == "guess_gone");
        held.unwrap().rows.len()
    };
    // Three that were there before, two of another key, and all of this one.
    let all = usize::try_from(many).unwrap() + 5;
    assert_eq!(held().await, all);
    let since = async |seconds: i64| {
        let gone = store.gone_inferences(&[ana()], at(seconds)).await.unwrap();
        let of_key = gone.iter().filter(|one| one.key == key);
        of_key.map(|one| one.since.index).collect::<Vec<_>>()
    };
    assert_eq!(since(10).await, [10]);
    told(ana(), "dog", 11 + many, 1).await;
    assert_eq!(held().await, all);
    // The next one says that there was something.
    assert_eq!(since(10).await, [12]);
    assert_eq!(since(11).await, [12]);
    assert_eq!(since(12).await, [12]);
    // What others told, what stood under another key and what was taken back before stays.
    assert_eq!(since(1).await, [1]);
    assert_eq!(since(8).await, [3]);
    assert_eq!(since(9).await, [0; 0]);
    assert_eq!(gone(store, 10).await.len(), 3);
}

/// What is dropped is known until the moment that each row names, and so is what stood there in other words.
pub async fn what_is_dropped_is_known_of_in_all_its_words(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let (old, mut new) = (inference(ana(), "dog", 5), inference(ana(), "dog", 9));
    let cat = inference(bo(), "cat", 6);
    for row in [&old, &new, &cat] {
        put(store, row).await;
    }
    // There is one under its key since the first one was told.
    new.since.key_at = Some(at(5));
    let seen = [over(&old, at(11)), over(&new, at(12)), over(&cat, at(13))];
    assert_eq!(store.drop_inferences(&seen).await, Ok(2));
    assert_eq!(store.drop_inferences(&seen).await, Ok(0));
    let (dog, cat) = (left(&new, at(12)), left(&cat, at(13)));
    assert_eq!(gone(store, 4).await, []);
    assert_eq!(gone(store, 5).await, [left(&old, at(9))]);
    assert_eq!(gone(store, 8).await, [left(&old, at(9)), cat.clone()]);
    assert_eq!(gone(store, 9).await, [dog.clone(), cat.clone()]);
    assert_eq!(gone(store, 11).await, [dog, cat.clone()]);
    assert_eq!(gone(store, 12).await, [cat]);
    // Twice at one moment, the one that was there longer is known.
    let again = inference(ana(), "dog", 12);
    put(store, &again).await;
    assert_eq!(store.drop_inferences(&[over(&again, at(12))]).await, Ok(1));
    assert_eq!(gone(store, 9).await[0].index, 9);
}

/// It goes once nobody may ask for it any more.
pub async fn what_is_gone_for_long_is_forgotten(fixture: &impl Fixture) {
    let ids: Vec<_> = (10..21).map(customer_id).collect();
    let writer = people(fixture, ids.iter().copied()).await;
    let store = writer.store.as_ref();
    // More than one step of what goes.
    for id in &ids {
        let mut all = Vec::new();
        for n in 0..100 {
            let row = inference(*id, &format!("g{n}"), 1);
            store.put_inference(&row, 200, None).await.unwrap();
            all.push(over(&row, at(5)));
        }
        assert_eq!(store.drop_inferences(&all).await, Ok(100));
    }
    put(store, &inference(ids[0], "dog", 1)).await;
    let key = "dog".parse().unwrap();
    let removed = store.remove_inference(&ids, &key, at(6), None);
    assert_eq!(removed.await, Ok(1));
    assert_eq!(store.forget_gone(at(5)).await, Ok(0));
    assert_eq!(store.forget_gone(at(6)).await, Ok(1_100));
    let left = store.gone_inferences(&ids, at(1)).await.unwrap();
    let left: Vec<_> = left.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(left, ["dog"]);
    assert_eq!(store.forget_gone(at(7)).await, Ok(1));
    assert_eq!(store.forget_gone(at(7)).await, Ok(0));
}

/// She reads what is left, which is no word of it, and takes it along.
pub async fn what_is_left_of_a_guess_is_held_without_its_words(fixture: &impl Fixture) {
    let writer = people(fixture, [ana(), bo()]).await;
    let store = writer.store.as_ref();
    let dog = inference(ana(), "dog", 5);
    put(store, &dog).await;
    put(store, &inference(bo(), "dog", 5)).await;
    let both = [ana(), bo()];
    let removed = store.remove_inference(&both, &dog.guess.key, at(9), None);
    assert_eq!(removed.await, Ok(2));
    let held = async |id| {
        let held = store.held(id, &[]).await.unwrap();
        let of = |name: &str| held.iter().find(|held| held.table == name).unwrap();
        assert!(of("guess").rows.is_empty(), "{held:?}");
        of("guess_gone").rows.clone()
    };
    let rows = held(ana()).await;
    let row = &rows[0];
    for (name, wanted) in [
        ("key", "dog"),
        ("guessed_at", &at(5).to_string()),
        ("same_since", &at(5).to_string()),
        ("kept_since", &at(5).to_string()),
        ("gone_since", &at(9).to_string()),
    ] {
        assert_eq!(row[name], wanted, "{name}");
    }
    let made_from: Vec<_> = row["made_from"].as_array().unwrap().iter().collect();
    assert_eq!(made_from, ["orders", "birthday"]);
    assert_eq!(row["used_for"][0], "recommendations");
    assert_eq!((rows.len(), row.len()), (1, 7));
    writer.commit(&erases(1, ana())).await.unwrap();
    assert_eq!(held(ana()).await, []);
    assert_eq!(held(bo()).await.len(), 1);
}

/// Whatever is taken back or told in other words while she is erased leaves nothing.
pub async fn an_erasure_at_the_same_moment_leaves_nothing_of_it(fixture: &impl Fixture) {
    let ids: Vec<_> = (10..30).map(customer_id).collect();
    let writer = people(fixture, ids.iter().copied()).await;
    for (index, id) in (1..).zip(&ids) {
        let rows: Vec<_> = (0..40)
            .map(|n| inference(*id, &format!("g{n}"), 1))
            .collect();
        for row in &rows {
            assert_eq!(put(writer.store.as_ref(), row).await, Put::Kept);
        }
        let (store, of) = (Arc::clone(&writer.store), [*id]);
        let taking = tokio::spawn(async move {
            for row in rows {
                let other = inference(row.customer, &row.guess.key, 5);
                put(store.as_ref(), &other).await;
                let removed = store.remove_inference(&of, &row.guess.key, at(9), None);
                removed.await.unwrap();
            }
        });
        tokio::time::sleep(std::time::Duration::from_micros(index * 300)).await;
        writer.commit(&erases(index, *id)).await.unwrap();
        taking.await.unwrap();
        for seconds in [1, 5] {
            let left = writer.store.gone_inferences(&[*id], at(seconds)).await;
            assert_eq!(left, Ok(vec![]));
        }
    }
}

/// The program of before keeps nothing of what it deletes, and may run on while this one starts.
pub async fn after_an_update_what_goes_is_known_an_hour_later(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let since = async |wanted: &str| {
        let known = store.gone_known_since().await;
        assert_eq!(known, Ok(Timestamp::parse(wanted).unwrap()));
    };
    let made = "UPDATE _sqlx_migrations SET installed_on = '2026-01-02 10:00:00+00:00'";
    fixture.run(made).await;
    since("2026-01-02T10:00:00Z").await;
    // It takes a moment to make a new database.
    let first =
        "UPDATE _sqlx_migrations SET installed_on = '2026-01-02 09:59:00+00:00' WHERE version = 1";
    fixture.run(first).await;
    since("2026-01-02T10:00:00Z").await;
    let before =
        "UPDATE _sqlx_migrations SET installed_on = '2025-12-02 10:00:00+00:00' WHERE version < 31";
    fixture.run(before).await;
    since("2026-01-02T11:00:00Z").await;
    // Later updates change nothing of that.
    let later =
        "UPDATE _sqlx_migrations SET installed_on = '2026-03-02 10:00:00+00:00' WHERE version > 31";
    fixture.run(later).await;
    since("2026-01-02T11:00:00Z").await;
}
