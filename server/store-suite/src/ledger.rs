//! The ledger: dense, in order, whole groups or nothing.

use mutual::port::{Group, Head, StoreError};

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{
    LOG, STRANGE, Writer, ana, answer, at, bo, customer, customer_id, entry, entry_of, given,
    group, receipt, version,
};

/// Before the first entry there is no head, and nothing to read.
pub async fn a_new_database_has_nothing(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.head().await, Ok(None));
    assert_eq!(store.entries(1, 10).await, Ok(vec![]));
    assert_eq!(store.trail(0, 10).await, Ok(vec![]));
    assert_eq!(store.versions().await, Ok(vec![]));
    assert_eq!(store.customers(None, 10).await, Ok(vec![]));
    assert_eq!(store.answers(&[[0; 32]]).await, Ok(vec![]));
    assert_eq!(store.ping().await, Ok(()));
}

/// Entries come back byte for byte, above the index asked for, in order.
pub async fn entries_are_dense_and_come_back_as_written(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let entries = [entry(1), entry_of(ana(), 2, 0), entry_of(ana(), 3, 2)];
    writer.commit(&group(entries.clone())).await.unwrap();
    let head = Head {
        index: 3,
        at: at(3),
        log: LOG,
    };
    assert_eq!(writer.store.head().await, Ok(Some(head)));
    assert_eq!(
        writer.store.entries(1, 10).await.as_deref(),
        Ok(&entries[..])
    );
    assert_eq!(
        writer.store.entries(1, 2).await.as_deref(),
        Ok(&entries[..2])
    );
    assert_eq!(
        writer.store.entries(3, 10).await.as_deref(),
        Ok(&entries[2..])
    );
    for beyond in [4, 5, u64::MAX] {
        assert_eq!(writer.store.entries(beyond, 10).await, Ok(vec![]));
    }
    assert_eq!(writer.store.entries(1, 0).await, Ok(vec![]));
}

/// The first index stands right behind the head, and the others right behind it.
pub async fn a_gap_and_an_overlap_are_refused(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let lease = store.take_lease("the server", 3_600).await.unwrap();
    assert_eq!(
        store.commit(lease, &group([entry(1)])).await,
        Err(StoreError::Conflict)
    );
    store
        .commit(lease, &group([entry(0), entry(1)]))
        .await
        .unwrap();
    for wrong in [
        group([entry(1)]),
        group([entry(0)]),
        group([entry(3)]),
        group([entry(2), entry(4)]),
        group([entry(2), entry(2)]),
        group([entry(3), entry(2)]),
        group([entry(u64::MAX)]),
    ] {
        assert_eq!(store.commit(lease, &wrong).await, Err(StoreError::Conflict));
        assert_eq!(store.head().await.unwrap().unwrap().index, 1);
    }
    store.commit(lease, &group([entry(2)])).await.unwrap();
}

/// Two commits for the same place: one is stored, the other one changed nothing.
pub async fn of_two_writers_with_one_index_one_wins(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let other = fixture.open().await.unwrap();
    for round in 1..=20 {
        let (of_ana, of_bo) = (entry_of(ana(), round, 0), entry_of(bo(), round, 0));
        let (ones, others) = (group([of_ana.clone()]), group([of_bo.clone()]));
        let (one, two) = tokio::join!(writer.commit(&ones), other.commit(writer.lease, &others));
        let stored = writer.store.entries(round, 10).await.unwrap();
        match (one, two) {
            (Ok(()), Err(StoreError::Conflict)) => assert_eq!(stored, [of_ana]),
            (Err(StoreError::Conflict), Ok(())) => assert_eq!(stored, [of_bo]),
            other => panic!("{other:?}"),
        }
    }
}

/// A row that cannot be stored takes all others with it.
pub async fn a_group_is_stored_whole_or_not_at_all(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let first = Group {
        answers: vec![answer(1, 0)],
        ..group([entry(1)])
    };
    writer.commit(&first).await.unwrap();
    let with_a_taken_key = Group {
        customers: vec![customer(ana())],
        identifiers: vec![given(ana(), "crm:1", 0)],
        answers: vec![answer(2, 0), answer(1, 0)],
        versions: vec![version(2)],
        ..group([entry_of(ana(), 2, 0)])
    };
    assert_eq!(
        writer.commit(&with_a_taken_key).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(writer.store.head().await.unwrap().unwrap().index, 1);
    assert_eq!(writer.store.entries(2, 10).await, Ok(vec![]));
    assert_eq!(writer.store.customers(None, 10).await, Ok(vec![]));
    assert_eq!(writer.store.answers(&[answer(2, 0).key]).await, Ok(vec![]));
    assert_eq!(writer.store.versions().await, Ok(vec![]));
    let good = Group {
        answers: vec![answer(2, 0)],
        ..with_a_taken_key
    };
    writer.commit(&good).await.unwrap();
    assert_eq!(writer.store.customers(None, 10).await.unwrap().len(), 1);
}

/// Payloads of 64 KiB, of nothing, of any bytes; texts with everything in them.
pub async fn large_and_strange_payloads_come_back_as_written(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let every_byte: Vec<u8> = (0..=u8::MAX).cycle().take(64 * 1024).collect();
    let mut entries = vec![entry(1), entry_of(ana(), 2, 0), entry(3)];
    let payloads = [every_byte.clone(), Vec::new(), STRANGE.as_bytes().to_vec()];
    for (entry, payload) in entries.iter_mut().zip(payloads) {
        entry.side.as_mut().unwrap().payload = payload;
    }
    let mut strange = customer(ana());
    strange.locale = Some(STRANGE.to_owned());
    strange.region = Some(String::new());
    strange.birth_year = Some(u16::MAX);
    strange.state = every_byte;
    let mut plain = customer(bo());
    plain.birth_year = Some(0);
    plain.state = Vec::new();
    let mut answers = vec![answer(1, 0), answer(2, 0)];
    answers[0].answer = STRANGE.as_bytes().repeat(1_000);
    answers[1].answer = Vec::new();
    answers[1].customer = None;
    let group = Group {
        customers: vec![strange.clone(), plain.clone()],
        answers: answers.clone(),
        versions: vec![version(3)],
        ..group(entries.clone())
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(writer.store.entries(1, 10).await, Ok(entries));
    assert_eq!(
        writer.store.customers(None, 10).await,
        Ok(vec![strange, plain])
    );
    let mut read = writer
        .store
        .answers(&[answers[0].key, answers[1].key])
        .await
        .unwrap();
    read.sort_by_key(|answer| answer.key);
    answers.sort_by_key(|answer| answer.key);
    assert_eq!(read, answers);
    assert_eq!(writer.store.versions().await, Ok(vec![version(3)]));
}

/// A group as large as the largest: every command with everything it can have.
pub async fn a_group_may_have_five_hundred_commands(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let people = || (1..=512).map(customer_id);
    let of = |n: u32| format!("crm:{n}");
    let group = Group {
        customers: people().map(customer).collect(),
        identifiers: (1..=512)
            .map(|n| given(customer_id(n), &of(n), 0))
            .collect(),
        answers: (1..=512).map(|n| answer(n, 0)).collect(),
        ..group(
            (1..=512)
                .zip(people())
                .map(|(index, id)| entry_of(id, index, 0)),
        )
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(
        writer.store.entries(1, 1_000).await.as_ref(),
        Ok(&group.entries)
    );
    let customers = writer.store.customers(None, 1_000).await.unwrap();
    assert_eq!(customers.len(), 512);
    assert_eq!(customers[511].identifiers[0].as_str(), "crm:512");
    let keys: Vec<_> = group.answers.iter().map(|answer| answer.key).collect();
    assert_eq!(writer.store.answers(&keys).await.unwrap().len(), 512);
    let changed = Group {
        customers: people()
            .map(|id| {
                let mut row = customer(id);
                row.state = vec![b'x'; 9_000];
                row
            })
            .collect(),
        ..Group::default()
    };
    writer.commit(&changed).await.unwrap();
    assert_eq!(
        writer.store.customers(None, 1_000).await.unwrap()[7]
            .state
            .len(),
        9_000
    );
}

/// A trail shows one customer's entries, newest first, and nobody else's.
pub async fn a_trail_walks_back_along_one_customer(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let entries = [
        entry_of(ana(), 1, 0),
        entry_of(bo(), 2, 0),
        entry_of(ana(), 3, 1),
        entry(4),
        entry_of(ana(), 5, 3),
        // Points at an entry of another customer, as no writer should.
        entry_of(bo(), 6, 5),
        // Points at itself.
        entry_of(customer_id(3), 7, 7),
    ];
    writer.commit(&group(entries.clone())).await.unwrap();
    let [one, two, three, _, five, six, seven] = entries;
    let trail = |from, limit| writer.store.trail(from, limit);
    assert_eq!(
        trail(5, 10).await,
        Ok(vec![five.clone(), three.clone(), one.clone()])
    );
    assert_eq!(trail(5, 2).await, Ok(vec![five, three.clone()]));
    assert_eq!(trail(3, 10).await, Ok(vec![three, one]));
    assert_eq!(trail(2, 1).await, Ok(vec![two]));
    assert_eq!(trail(6, 10).await, Ok(vec![six]));
    assert_eq!(trail(7, 10).await, Ok(vec![seven]));
    assert_eq!(trail(5, 0).await, Ok(vec![]));
    for nobodys in [0, 4, 99, u64::MAX] {
        assert_eq!(trail(nobodys, 10).await, Ok(vec![]));
    }
}

/// Versions come by ledger index.
pub async fn versions_come_back_in_order(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let first = Group {
        versions: vec![version(2), version(1)],
        ..group([entry(1), entry(2)])
    };
    writer.commit(&first).await.unwrap();
    let second = Group {
        versions: vec![version(3)],
        ..group([entry(3)])
    };
    writer.commit(&second).await.unwrap();
    assert_eq!(
        writer.store.versions().await,
        Ok(vec![version(1), version(2), version(3)])
    );
    let again = Group {
        versions: vec![version(3)],
        ..group([entry(4)])
    };
    assert_eq!(writer.commit(&again).await, Err(StoreError::Conflict));
}

/// Who did what stands there with its entries, for every server, and with nothing that was refused.
pub async fn lines_are_stored_with_their_entries_or_not_at_all(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let other = fixture.open().await.unwrap();
    let lines = async || other.audit(None, None, 100).await.unwrap();
    let both = Group {
        answers: vec![answer(1, 0)],
        versions: vec![version(1)],
        lines: vec![line(1), line(2)],
        ..group([entry(1), entry(2)])
    };
    writer.commit(&both).await.unwrap();
    assert_eq!(writer.store.entries(1, 10).await, Ok(both.entries));
    assert_eq!(writer.store.versions().await, Ok(both.versions));
    assert_eq!(lines().await, [line(2), line(1)]);
    let with = |index, answers| Group {
        answers,
        lines: vec![line(3)],
        ..group([entry(index)])
    };
    // Of another place, under a key that has its answer, and of a server that lost its lease.
    for wrong in [with(2, vec![]), with(3, vec![answer(1, 0)])] {
        assert_eq!(writer.commit(&wrong).await, Err(StoreError::Conflict));
    }
    let newer = writer.store.fence("the server", 3_600).await.unwrap();
    let next = with(3, vec![answer(2, 0)]);
    assert_eq!(writer.commit(&next).await, Err(StoreError::NotHolder));
    assert_eq!(lines().await, [line(2), line(1)]);
    assert_eq!(writer.store.commit(newer, &next).await, Ok(()));
    assert_eq!(lines().await, [3, 2, 1].map(line));
}

/// An entry whose personal side is gone still stands in its place.
pub async fn an_entry_without_its_personal_side_keeps_its_place(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let mut bare = entry(2);
    bare.side = None;
    let entries = vec![entry(1), bare, entry(3)];
    writer.commit(&group(entries.clone())).await.unwrap();
    assert_eq!(writer.store.entries(1, 10).await, Ok(entries));
    assert_eq!(writer.store.trail(2, 10).await, Ok(vec![]));
}

/// Closed and opened again, it has everything.
pub async fn everything_is_there_after_a_restart(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: vec![customer(ana())],
        identifiers: vec![given(ana(), "email:ana@example.org", 0)],
        answers: vec![answer(1, 0)],
        versions: vec![version(1)],
        ..group([entry_of(ana(), 1, 0)])
    };
    writer.commit(&group).await.unwrap();
    writer.store.release_lease(writer.lease).await.unwrap();
    writer.store.close().await;
    let again = Writer::take(fixture, "the next server").await;
    assert!(again.lease.epoch > writer.lease.epoch);
    assert_eq!(again.store.entries(1, 10).await, Ok(group.entries));
    assert_eq!(
        again.store.answers(&[answer(1, 0).key]).await,
        Ok(group.answers)
    );
    assert_eq!(again.store.versions().await, Ok(group.versions));
    let customers = again.store.customers(None, 10).await.unwrap();
    assert_eq!(
        customers[0].identifiers[0].as_str(),
        "email:ana@example.org"
    );
    assert_eq!(
        again.commit(&super::samples::group([entry(2)])).await,
        Ok(())
    );
}

/// A store that was closed says so at once.
pub async fn a_closed_store_is_away(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    writer.store.close().await;
    assert!(matches!(
        writer.store.head().await,
        Err(StoreError::Unavailable(_))
    ));
    let late = writer.commit(&group([entry(1)])).await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
}

/// A receipt leads to its entry, for as long as that has a personal side.
pub async fn a_receipt_leads_to_its_entry(fixture: &impl Fixture) {
    let writer = Writer::begin(fixture).await;
    let entries = vec![entry(1), entry_of(ana(), 2, 0), entry_of(bo(), 3, 0)];
    writer.commit(&group(entries.clone())).await.unwrap();
    for index in [2, 3] {
        let found = writer.store.receipt(receipt(index)).await.unwrap();
        assert_eq!(
            found.as_ref(),
            entries.get(usize::try_from(index - 1).unwrap())
        );
    }
    assert_eq!(writer.store.receipt(receipt(1)).await, Ok(None));
    assert_eq!(writer.store.receipt(receipt(4)).await, Ok(None));
}
