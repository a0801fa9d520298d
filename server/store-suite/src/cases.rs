//! Cases: found by their id and in the queue, changed by one of those who try at once, and gone with
//! their customer.

use mutual::consent::{ActorKind, ActorRef, Route};
use mutual::guard::{CaseAsked, Matter, Outcome, Request};
use mutual::id::{AccountId, CaseId, ClientId, CustomerId};
use mutual::ledger::{CaseDecided, CaseOpened};
use mutual::port::{
    CaseEnd, CaseFilter, CaseRow, Destruction, ErasureRow, Group, HeldBy, Store, StoreError,
};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{STRANGE, Writer, account_id, ana, at, bo, customer, entry, entry_of};

fn id(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

fn nobody() -> ActorRef {
    ActorRef {
        kind: ActorKind::System,
        id: None,
    }
}

/// The case with this number, opened by the entry with that index, due so many seconds later.
fn case(number: u8, of: CustomerId, index: u64, due_s: i64) -> CaseRow {
    let request = Request {
        purpose: "offers",
        topic: Some("credit"),
        ..Request::default()
    };
    let opened_at = at(i64::try_from(index).unwrap());
    let opened = CaseOpened {
        customer: of,
        case: id(number),
        matter: Matter::escalated(&request, ["line".parse().unwrap()].into()),
        team: if number.is_multiple_of(2) {
            "legal"
        } else {
            "front_desk"
        }
        .parse()
        .unwrap(),
        due_at: at(due_s),
        actor: nobody(),
        route: Route::Api,
    };
    let asked = CaseAsked {
        said: Some(STRANGE.to_owned()),
        ..CaseAsked::default()
    };
    CaseRow {
        asked,
        ..CaseRow::new(index, opened_at, opened)
    }
}

fn end(of: &CaseRow, index: u64) -> CaseEnd {
    CaseEnd {
        index,
        at: at(i64::try_from(index).unwrap()),
        decided: CaseDecided {
            customer: of.customer(),
            case: of.id(),
            matter: of.opened.matter.clone(),
            outcome: Outcome::Deny,
            reason: STRANGE.to_owned(),
            overrides: Some(true),
            timed_out: false,
            denied_meanwhile: false,
            agreed_by: None,
            person: Some(STRANGE.to_owned()),
            actor: nobody(),
            route: Route::Page,
        },
    }
}

/// Three cases that wait: two of Ana, one of Bo.
async fn begin(fixture: &impl Fixture) -> (Writer, [CaseRow; 3]) {
    let writer = Writer::begin(fixture).await;
    let rows = [
        case(1, ana(), 1, 300),
        case(2, ana(), 2, 100),
        case(3, bo(), 3, 200),
    ];
    let group = Group {
        entries: vec![
            entry_of(ana(), 1, 0),
            entry_of(ana(), 2, 1),
            entry_of(bo(), 3, 0),
        ],
        customers: vec![customer(ana()), customer(bo())],
        cases: rows.to_vec(),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    (writer, rows)
}

async fn numbers(store: &dyn Store, filter: CaseFilter) -> Vec<CaseId> {
    let rows = store.cases(&filter, None, 10).await.unwrap();
    rows.iter().map(CaseRow::id).collect()
}

/// What waits comes by its deadline, what is decided the newest first, and each as it was written.
pub async fn cases_are_found_by_id_and_in_their_order(fixture: &impl Fixture) {
    let (writer, rows) = begin(fixture).await;
    let store = writer.store.as_ref();
    assert_eq!(store.case(id(1)).await, Ok(Some(rows[0].clone())));
    assert_eq!(store.case(id(9)).await, Ok(None));
    let all = CaseFilter::default();
    assert_eq!(numbers(store, all.clone()).await, [id(2), id(3), id(1)]);
    let legal = CaseFilter {
        team: Some("legal".parse().unwrap()),
        ..all.clone()
    };
    assert_eq!(numbers(store, legal).await, [id(2)]);
    let hers = CaseFilter {
        of: Some(vec![ana()]),
        ..all.clone()
    };
    assert_eq!(numbers(store, hers).await, [id(2), id(1)]);
    let behind = store.cases(&all, Some((at(100), id(2))), 1).await.unwrap();
    assert_eq!(behind, [rows[2].clone()]);
    // One ends that was open before, another one opens and ends in one group.
    let both = case(4, bo(), 4, 400).ended(end(&case(4, bo(), 4, 400), 5));
    let over = end(&rows[0], 6);
    let group = Group {
        entries: vec![
            entry_of(bo(), 4, 3),
            entry_of(bo(), 5, 4),
            entry_of(ana(), 6, 2),
        ],
        cases: vec![both.clone()],
        case_ends: vec![over.clone()],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(numbers(store, all.clone()).await, [id(2), id(3)]);
    let decided = CaseFilter {
        decided: true,
        ..all
    };
    assert_eq!(numbers(store, decided.clone()).await, [id(1), id(4)]);
    assert_eq!(store.case(id(4)).await, Ok(Some(both)));
    let ended = CaseRow {
        revision: 2,
        ..rows[0].clone().ended(over)
    };
    assert_eq!(store.case(id(1)).await, Ok(Some(ended.clone())));
    let behind = store
        .cases(&decided, Some((at(6), id(1))), 9)
        .await
        .unwrap();
    assert_eq!(behind.len(), 1);
    let lately = store.cases_decided(at(6), 10).await;
    assert_eq!(lately, Ok(vec![ended]));
    // A group that is not stored leaves no case.
    let late = Group {
        entries: vec![entry_of(ana(), 9, 6)],
        cases: vec![case(7, ana(), 9, 900)],
        ..Group::default()
    };
    assert_eq!(writer.commit(&late).await, Err(StoreError::Conflict));
    assert_eq!(store.case(id(7)).await, Ok(None));
}

/// What people do is stored once for what they saw, with its line, and never of what is decided.
pub async fn of_many_who_take_a_case_one_has_it(fixture: &impl Fixture) {
    let (writer, rows) = begin(fixture).await;
    let held_by = |row: &CaseRow, account: AccountId| {
        let mut row = row.clone();
        row.desk.holder = Some(account);
        row
    };
    let mut tries = JoinSet::new();
    for n in 1..=8_u8 {
        let (store, row) = (writer.store.clone(), held_by(&rows[0], account_id(n)));
        tries.spawn(async move {
            let put = store.put_desk(&row, Some(&line(n))).await;
            put.map(|()| account_id(n))
        });
    }
    let tries = tries.join_all().await;
    let lost = tries
        .iter()
        .filter(|tried| **tried == Err(StoreError::Conflict));
    assert_eq!(lost.count(), 7);
    let winner = tries.into_iter().find_map(Result::ok).unwrap();
    let store = writer.store.as_ref();
    let now = store.case(id(1)).await.unwrap().unwrap();
    assert_eq!((now.desk.holder, now.revision), (Some(winner), 2));
    assert_eq!(store.audit(None, None, 100).await.unwrap().len(), 1);
    let of = |held_by| CaseFilter {
        held_by,
        ..CaseFilter::default()
    };
    assert_eq!(numbers(store, of(HeldBy::Account(winner))).await, [id(1)]);
    assert_eq!(numbers(store, of(HeldBy::Nobody)).await, [id(2), id(3)]);
    assert_eq!(
        numbers(store, of(HeldBy::Account(account_id(99)))).await,
        []
    );
    // Without a line, with what was asked since, and then over an older revision.
    let asked = CaseAsked {
        joined: vec![ClientId::from_bytes([5; 16])],
        ..now.asked.clone()
    };
    let more = CaseRow { asked, ..now };
    assert_eq!(store.put_desk(&more, None).await, Ok(()));
    assert_eq!(store.put_desk(&more, None).await, Err(StoreError::Conflict));
    let now = store.case(id(1)).await.unwrap().unwrap();
    assert_eq!((now.asked, now.revision), (more.asked, 3));
    let group = Group {
        entries: vec![entry_of(ana(), 4, 2)],
        case_ends: vec![end(&rows[1], 4)],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let decided = store.case(id(2)).await.unwrap().unwrap();
    assert_eq!(
        store.put_desk(&decided, None).await,
        Err(StoreError::Conflict)
    );
}

/// What is to be done comes when its moment has come, and no more once it is done.
pub async fn what_is_due_is_found(fixture: &impl Fixture) {
    let (writer, rows) = begin(fixture).await;
    let store = writer.store.as_ref();
    let due = async |seconds| {
        let due = store.cases_due(at(seconds), 10).await.unwrap();
        due.iter().map(CaseRow::id).collect::<Vec<_>>()
    };
    assert_eq!(due(99).await, []);
    assert_eq!(due(100).await, [id(2)]);
    assert_eq!(due(300).await, [id(2), id(3), id(1)]);
    let group = Group {
        entries: vec![entry_of(ana(), 4, 2)],
        case_ends: vec![end(&rows[1], 4)],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    assert_eq!(due(300).await, [id(3), id(1)]);
    let to_tell = async |seconds| {
        let told = store.cases_to_tell(at(seconds), 10).await.unwrap();
        told.iter().map(CaseRow::id).collect::<Vec<_>>()
    };
    assert_eq!(to_tell(300).await, []);
    store.put_acts_at(id(2), Some(at(250))).await.unwrap();
    // Of one that is open its own moment counts.
    store.put_acts_at(id(3), None).await.unwrap();
    assert_eq!(to_tell(249).await, []);
    assert_eq!(to_tell(250).await, [id(2)]);
    // Whoever is to be told keeps no open case waiting, and the other way round.
    assert_eq!(due(300).await, [id(3), id(1)]);
    store.put_acts_at(id(2), None).await.unwrap();
    assert_eq!(to_tell(300).await, []);
    assert_eq!(due(300).await, [id(3), id(1)]);
}

/// An erasure takes her cases, whatever is done about them at the same moment.
pub async fn an_erasure_takes_the_cases_of_its_customer(fixture: &impl Fixture) {
    let (writer, rows) = begin(fixture).await;
    let store = writer.store.clone();
    let held = store.held(ana(), &[1, 2]).await.unwrap();
    let held = held.iter().find(|held| held.table == "case_file").unwrap();
    assert_eq!(held.rows.len(), 2);
    assert_eq!(held.rows[0]["asked"]["said"], STRANGE);
    let at_once = {
        let (store, row) = (store.clone(), rows[0].clone());
        tokio::spawn(async move { store.put_desk(&row, None).await })
    };
    let group = Group {
        entries: vec![entry(4)],
        destruction: Some(Destruction {
            entries: vec![1, 2],
            erasures: vec![ErasureRow {
                index: 4,
                customer: ana(),
                suppressed: Vec::new(),
            }],
            ..Destruction::default()
        }),
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    let at_once = at_once.await.unwrap();
    assert!(
        matches!(at_once, Ok(()) | Err(StoreError::Conflict)),
        "{at_once:?}"
    );
    assert_eq!(store.case(id(1)).await, Ok(None));
    assert_eq!(
        store.put_desk(&rows[1], None).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(store.case(id(2)).await, Ok(None));
    assert_eq!(
        numbers(store.as_ref(), CaseFilter::default()).await,
        [id(3)]
    );
    for held in store.held(ana(), &[1, 2]).await.unwrap() {
        assert_eq!(held.rows, [], "{}", held.table);
    }
}
