//! Customers, their identifiers, and the answers that were given.

use mutual::port::{CustomerRow, Group, StoreError};

use crate::Fixture;
use crate::samples::{Writer, ana, answer, at, bo, customer, customer_id, digest, given, taken};

/// Each page begins where the one before ended.
pub async fn customers_come_page_by_page_in_order(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: [5, 1, 4, 2, 3, 300]
            .into_iter()
            .map(|n| customer(customer_id(n)))
            .collect(),
        identifiers: [1, 2, 3, 4, 5]
            .map(|n| given(customer_id(n), &format!("crm:{n}"), 0))
            .into(),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = writer.store.customers(after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page);
    }
    let ids: Vec<_> = seen.iter().map(|row| row.id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 300].map(customer_id));
    let counts: Vec<_> = seen.iter().map(|row| row.identifiers.len()).collect();
    assert_eq!(counts, [1, 1, 1, 1, 1, 0]);
    assert_eq!(writer.store.customers(None, 0).await, Ok(vec![]));
}

/// The new row says everything about her; what it does not say is gone.
pub async fn a_customer_is_replaced_as_a_whole(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let known = CustomerRow {
        locale: Some("de".to_owned()),
        region: Some("DE-BE".to_owned()),
        birth_year: Some(1970),
        ..customer(ana())
    };
    writer.commit(&of([known.clone()])).await.unwrap();
    assert_eq!(writer.store.customers(None, 10).await, Ok(vec![known]));
    let changed = CustomerRow {
        key: [8; 32],
        created_at: at(5),
        state: vec![1],
        ..customer(ana())
    };
    writer.commit(&of([changed.clone()])).await.unwrap();
    assert_eq!(writer.store.customers(None, 10).await, Ok(vec![changed]));
}

/// Her identifiers come in the order of their places.
pub async fn identifiers_keep_their_order_and_are_taken_away(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let strange = "crm:Ünï 'quoted' \"x\" \\%_ \u{1f980}";
    let group = Group {
        customers: vec![customer(ana())],
        identifiers: vec![
            given(ana(), "email:ana@example.org", 2),
            given(ana(), "crm:42", 0),
            given(ana(), strange, 1),
        ],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(
        names(&writer).await,
        ["crm:42", strange, "email:ana@example.org"]
    );
    let moved = vec![
        given(ana(), "email:ana@example.org", 0),
        given(ana(), "crm:42", 1),
        taken(ana(), strange),
    ];
    writer
        .commit(&Group {
            identifiers: moved,
            ..Group::default()
        })
        .await
        .unwrap();
    assert_eq!(names(&writer).await, ["email:ana@example.org", "crm:42"]);
    // Taken from somebody who does not have it, it stays.
    let not_hers = vec![taken(bo(), "crm:42"), taken(bo(), "crm:unknown")];
    writer
        .commit(&Group {
            identifiers: not_hers,
            ..Group::default()
        })
        .await
        .unwrap();
    assert_eq!(names(&writer).await, ["email:ana@example.org", "crm:42"]);
}

/// Given to another customer, it is hers no more.
pub async fn an_identifier_has_one_holder(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: vec![customer(ana()), customer(bo())],
        identifiers: vec![given(ana(), "crm:42", 0)],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let moved = vec![given(bo(), "crm:42", 0)];
    writer
        .commit(&Group {
            identifiers: moved,
            ..Group::default()
        })
        .await
        .unwrap();
    let customers = writer.store.customers(None, 10).await.unwrap();
    assert_eq!(customers[0].identifiers, []);
    assert_eq!(customers[1].identifiers[0].as_str(), "crm:42");
}

/// The same key gives the same answer; an old one is forgotten in time.
pub async fn answers_are_found_by_their_keys_and_forgotten(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let answers: Vec<_> = (1..=5).map(|n| answer(n, i64::from(n))).collect();
    writer
        .commit(&Group {
            answers: answers.clone(),
            ..Group::default()
        })
        .await
        .unwrap();
    let keys = [answers[3].key, digest(99), answers[0].key, answers[0].key];
    let mut found = writer.store.answers(&keys).await.unwrap();
    found.sort_by_key(|answer| answer.at);
    assert_eq!(found, [answers[0].clone(), answers[3].clone()]);
    assert_eq!(writer.store.answers(&[]).await, Ok(vec![]));
    let taken = Group {
        answers: vec![answers[0].clone()],
        ..Group::default()
    };
    assert_eq!(writer.commit(&taken).await, Err(StoreError::Conflict));
    assert_eq!(writer.store.forget_answers(at(3)).await, Ok(2));
    assert_eq!(writer.store.forget_answers(at(3)).await, Ok(0));
    let keys: Vec<_> = answers.iter().map(|answer| answer.key).collect();
    assert_eq!(writer.store.answers(&keys).await.unwrap().len(), 3);
    assert_eq!(writer.commit(&taken).await, Ok(()));
}

/// Forgetting many answers forgets all of them.
pub async fn thousands_of_answers_are_forgotten(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let answers: Vec<_> = (0..2_500).map(|n| answer(n, 0)).collect();
    writer
        .commit(&Group {
            answers,
            ..Group::default()
        })
        .await
        .unwrap();
    assert_eq!(writer.store.forget_answers(at(1)).await, Ok(2_500));
}

fn of(customers: impl Into<Vec<CustomerRow>>) -> Group {
    Group {
        customers: customers.into(),
        ..Group::default()
    }
}

async fn names(writer: &Writer) -> Vec<String> {
    let customers = writer.store.customers(None, 1).await.unwrap();
    customers[0]
        .identifiers
        .iter()
        .map(ToString::to_string)
        .collect()
}
