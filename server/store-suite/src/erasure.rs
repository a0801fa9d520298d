//! What is destroyed, and what stays.

use std::collections::BTreeSet;

use mutual::access::Role;
use mutual::port::personal::{TABLES, tables};
use mutual::port::{CustomerRow, Destruction, ErasureRow, Group, StoreError};

use crate::Fixture;
use crate::accounts::of_staff;
use crate::drafts::line;
use crate::samples::{
    Writer, ana, answer, bo, customer, digest, entry, entry_of, given, identifier,
};

/// A table that is not on the list of those that are read and erased would be forgotten by both.
pub async fn every_table_is_known_to_erasure_and_access(fixture: &impl Fixture) {
    let listed: BTreeSet<_> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let stored: BTreeSet<_> = fixture.tables().await.into_iter().collect();
    assert_eq!(stored, listed);
}

/// Ana with three entries, Bo with one between them.
async fn ana_and_bo(fixture: &impl Fixture) -> Writer {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        entries: vec![
            entry_of(ana(), 1, 0),
            entry_of(bo(), 2, 0),
            entry_of(ana(), 3, 1),
            entry_of(ana(), 4, 3),
        ],
        customers: vec![customer(ana()), customer(bo())],
        identifiers: vec![given(ana(), "crm:ana", 0), given(bo(), "crm:bo", 0)],
        answers: vec![answer(1, 0)],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    writer
}

fn erase_ana() -> Group {
    Group {
        entries: vec![entry(5)],
        destruction: Some(Destruction {
            entries: vec![4, 3, 1],
            erasures: vec![ErasureRow {
                index: 5,
                customer: ana(),
                suppressed: vec![digest(7), digest(8)],
            }],
            ..Destruction::default()
        }),
        ..Group::default()
    }
}

/// Every row of hers goes in one transaction, and nobody else's.
pub async fn an_erased_customer_is_in_no_table(fixture: &impl Fixture) {
    let writer = ana_and_bo(fixture).await;
    let store = &writer.store;
    assert_eq!(writer.commit(&erase_ana()).await, Ok(()));
    assert_eq!(store.scrub().await, Ok(()));
    let left = store.customers(None, 10).await.unwrap();
    let bo_stays = CustomerRow {
        identifiers: vec!["crm:bo".parse().unwrap()],
        ..customer(bo())
    };
    assert_eq!(left, [bo_stays]);
    let entries = store.entries(0, 10).await.unwrap();
    let gone: Vec<_> = entries.iter().filter(|row| row.side.is_none()).collect();
    assert!(gone.iter().all(|row| row.destroyed));
    assert_eq!(
        gone.iter().map(|row| row.index).collect::<Vec<_>>(),
        [1, 3, 4]
    );
    assert_eq!(entries.len(), 6, "every leaf is there");
    assert_eq!(
        store.erasures().await.unwrap(),
        [erase_ana().destruction.unwrap().erasures.remove(0)]
    );
    for held in store.held(ana(), &[4, 3, 1]).await.unwrap() {
        // Her answers are noise without her key.
        assert!(held.rows.is_empty() || held.table == "answer", "{held:?}");
    }
    let held = store.held(bo(), &[2]).await.unwrap();
    let with_rows: Vec<_> = held.iter().filter(|held| !held.rows.is_empty()).collect();
    let with_rows: Vec<_> = with_rows.iter().map(|held| held.table.as_str()).collect();
    assert_eq!(with_rows, ["customer", "identifier", "ledger_side"]);
    assert_eq!(held.len(), tables().count());
}

/// Somebody of the team who is a customer too, and erased: her account there says nothing more of that, and
/// what it says of somebody else can be changed as before.
pub async fn a_colleague_who_is_erased_is_known_by_no_name_of_hers(fixture: &impl Fixture) {
    let writer = ana_and_bo(fixture).await;
    let store = &writer.store;
    let names = ["crm:ana", "crm:bo", "x:a \"ü\" \\ / 😀"].map(identifier);
    let [hers, bos, strange] = names;
    let bea = of_staff(3, "bea@example.org", Role::Agent);
    let cara = of_staff(4, "cara@example.org", Role::Agent);
    let before = [bos.clone(), hers, strange.clone()];
    let said = [(&bea, &before[..]), (&cara, &before[1..2])];
    for (n, (account, names)) in (1..).zip(said) {
        store.add_account(account, None).await.unwrap();
        let set = store.set_known_as(account.id, &[], names, &line(n)).await;
        set.unwrap();
    }
    assert_eq!(writer.commit(&erase_ana()).await, Ok(()));
    let left = vec![bos, strange];
    let known = store.known_as(&[bea.id, cara.id]).await;
    assert_eq!(known, Ok(vec![(bea.id, left.clone())]));
    let changed = store
        .set_known_as(bea.id, &left, &left[..1], &line(3))
        .await;
    assert_eq!(changed, Ok(()));
    let changed = store.set_known_as(cara.id, &[], &left, &line(4)).await;
    assert_eq!(changed, Ok(()));
}

/// Who may come back is recognised no more; that she was erased stays, and nobody else's digests go.
pub async fn a_readmitted_customer_is_recognised_no_more(fixture: &impl Fixture) {
    let writer = ana_and_bo(fixture).await;
    let store = &writer.store;
    writer.commit(&erase_ana()).await.unwrap();
    let bos = ErasureRow {
        index: 6,
        customer: bo(),
        suppressed: vec![digest(9)],
    };
    let erase_bo = Group {
        entries: vec![entry(6)],
        destruction: Some(Destruction {
            entries: vec![2],
            erasures: vec![bos.clone()],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&erase_bo).await.unwrap();
    // Beside what others do at the same moment.
    let group = Group {
        entries: vec![entry(7), entry(8)],
        destruction: Some(Destruction {
            readmitted: vec![ana()],
            ..Destruction::default()
        }),
        answers: vec![answer(2, 0)],
        ..Group::default()
    };
    let mut gap = group.clone();
    gap.entries = vec![entry(9)];
    assert_eq!(writer.commit(&gap).await, Err(StoreError::Conflict));
    let hers = erase_ana().destruction.unwrap().erasures.remove(0);
    assert_eq!(
        store.erasures().await.unwrap(),
        [hers.clone(), bos.clone()],
        "all or nothing"
    );
    writer.commit(&group).await.unwrap();
    let hers = ErasureRow {
        suppressed: Vec::new(),
        ..hers
    };
    assert_eq!(store.erasures().await.unwrap(), [hers, bos]);
    assert_eq!(store.entries(7, 10).await.unwrap(), group.entries);
}

/// What stays leads past what went.
pub async fn a_trail_leads_past_what_was_destroyed(fixture: &impl Fixture) {
    let writer = ana_and_bo(fixture).await;
    let group = Group {
        entries: vec![entry_of(ana(), 5, 4)],
        destruction: Some(Destruction {
            entries: vec![3],
            previous: vec![(4, 1)],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let trail = writer.store.trail(5, 10).await.unwrap();
    let places: Vec<_> = trail.iter().map(|row| row.index).collect();
    assert_eq!(places, [5, 4, 1]);
    assert_eq!(writer.store.customers(None, 10).await.unwrap().len(), 2);
}

/// Who is not the writer any more destroys nothing.
pub async fn only_the_writer_destroys(fixture: &impl Fixture) {
    let writer = ana_and_bo(fixture).await;
    let before = writer.store.entries(0, 10).await.unwrap();
    let mut gap = erase_ana();
    gap.entries = vec![entry(7)];
    assert_eq!(writer.commit(&gap).await, Err(StoreError::Conflict));
    let other = fixture.open().await.unwrap();
    other.release_lease(writer.lease).await.unwrap();
    other.take_lease("another", 60).await.unwrap();
    assert_eq!(
        writer.commit(&erase_ana()).await,
        Err(StoreError::NotHolder)
    );
    assert_eq!(writer.store.entries(0, 10).await.unwrap(), before);
    assert_eq!(writer.store.customers(None, 10).await.unwrap().len(), 2);
}
