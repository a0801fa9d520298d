//! What was asked is counted by its shape; what was decided is found again.

use mutual::catalogue::Sensitivity;
use mutual::clock::Timestamp;
use mutual::decision::Sort;
use mutual::guard::{Answered, Shape};
use mutual::insight::Day;
use mutual::port::{SHAPES_A_DAY, ShapeCount};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::decisions::{id, people, plain, row};
use crate::samples::{ana, at, bo};

fn asked(day: i64, topic: &str, times: u64) -> ShapeCount {
    let shape = Shape {
        purpose: "offers".parse().unwrap(),
        data: ["orders", "birthday"].map(|id| id.parse().unwrap()).into(),
        guessed: [Sensitivity::Special].into(),
        channel: None,
        ai: None,
        topic: Some(topic.to_owned()),
        amount: None,
        situations: Default::default(),
        answered: Answered::Allow,
    };
    ShapeCount {
        day: Day(day),
        shape: Some(shape),
        times,
    }
}

fn others(day: i64, times: u64) -> ShapeCount {
    ShapeCount {
        day: Day(day),
        shape: None,
        times,
    }
}

/// Counts add up by day and shape, also of what is told twice at once, and go when their day is over.
pub async fn what_was_asked_adds_up_and_is_forgotten(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    store.add_shapes(&[], SHAPES_A_DAY).await.unwrap();
    let first = [asked(1, "credit", 3), asked(2, "كريدت", 1), others(1, 2)];
    store.add_shapes(&first, SHAPES_A_DAY).await.unwrap();
    let more = [asked(1, "credit", 4), asked(1, "credit", 5), others(1, 1)];
    store.add_shapes(&more, SHAPES_A_DAY).await.unwrap();
    let all = [others(1, 3), asked(1, "credit", 12), asked(2, "كريدت", 1)];
    assert_eq!(store.shapes_since(Day(1)).await.unwrap(), all);
    assert_eq!(store.shapes_since(Day(2)).await.unwrap(), all[2..]);
    assert_eq!(store.forget_shapes(Day(2)).await, Ok(2));
    assert_eq!(store.shapes_since(Day(0)).await.unwrap(), all[2..]);
}

/// A day has so many places; who has one keeps it, and another day has its own.
pub async fn what_comes_after_the_last_place_counts_under_no_shape(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let first = [asked(1, "a", 1), others(1, 1), asked(2, "c", 1)];
    store.add_shapes(&first, 2).await.unwrap();
    let more = [
        asked(1, "a", 1),
        asked(1, "d", 7),
        asked(1, "b", 1),
        asked(1, "e", 2),
    ];
    store.add_shapes(&more, 2).await.unwrap();
    let full = [
        others(1, 10),
        asked(1, "a", 2),
        asked(1, "b", 1),
        asked(2, "c", 1),
    ];
    assert_eq!(store.shapes_since(Day(0)).await.unwrap(), full);
    let again = [asked(1, "b", 1), asked(1, "f", 1)];
    store.add_shapes(&again, 2).await.unwrap();
    let counts = store.shapes_since(Day(1)).await.unwrap();
    assert_eq!(counts[0], others(1, 11));
    assert_eq!(counts[2], asked(1, "b", 2));
}

/// Several servers count the same day, each with its own memory.
pub async fn of_many_who_count_at_once_all_is_counted(fixture: &impl Fixture) {
    let mut tries = JoinSet::new();
    for _ in 0..4 {
        let store = fixture.open().await.unwrap();
        tries.spawn(async move {
            for _ in 0..5 {
                let told = [asked(1, "b", 2), asked(1, "a", 1), others(1, 1)];
                store.add_shapes(&told, SHAPES_A_DAY).await.unwrap();
            }
        });
    }
    tries.join_all().await;
    let store = fixture.open().await.unwrap();
    let all = [others(1, 20), asked(1, "a", 20), asked(1, "b", 40)];
    assert_eq!(store.shapes_since(Day(1)).await.unwrap(), all);
}

/// Decisions that counted are found by when they were made, page by page; refused ones are none.
pub async fn decisions_are_looked_back_at_newest_first(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let rows = vec![
        row(2, ana(), Sort::Explained),
        row(3, bo(), Sort::Unexplained),
        row(4, ana(), Sort::Violation),
        row(5, ana(), Sort::Differs),
    ];
    store.record(&[plain(rows)], at(9)).await.unwrap();
    let found = async |from: Timestamp, before, limit| {
        let page = store.decisions_since(from, before, limit).await.unwrap();
        page.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(found(at(0), None, 10).await, [id(5), id(3), id(2)]);
    assert_eq!(found(at(3), None, 10).await, [id(5), id(3)]);
    assert_eq!(found(at(0), None, 2).await, [id(5), id(3)]);
    assert_eq!(found(at(0), Some(id(3)), 2).await, [id(2)]);
    let newest = store.decisions_since(at(5), None, 1).await.unwrap();
    assert_eq!(newest[0].customer, ana());
    assert_eq!(newest[0].body, row(5, ana(), Sort::Differs).body);
    // Of somebody who was never there, or left, nothing is found.
    assert_eq!(found(at(6), None, 10).await, []);
}
