//! What machines decided: each once, about nobody who is not there, and counted as it was.

use mutual::catalogue::Slug;
use mutual::decision::{AiModel, Counts, DecidedOn, Sort};
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::port::{
    AnswerRow, CaseUse, DecisionRow, Group, Recording, SealRow, Store, StoreError, Unanswered,
    Written,
};

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{Writer, ana, answer, at, bo, customer, erases};

/// What people and machines put into a line of text.
const STRANGE: &str = "'; DROP TABLE x; -- \"x\" \\ %_ $1 \u{fdd0}0 \u{202e}\u{1f980} =1+1 [1,2] ü";

pub(crate) fn id(number: u8) -> DecisionId {
    let mut bytes = [0; 16];
    bytes[0] = number;
    bytes[15] = 0xff;
    DecisionId::from_bytes(bytes)
}

fn model() -> Slug {
    "ranker".parse().unwrap()
}

pub(crate) fn row(number: u8, of: CustomerId, sort: Sort) -> DecisionRow {
    DecisionRow {
        id: id(number),
        customer: Some(of),
        at: at(i64::from(number)),
        model: model(),
        version: STRANGE.to_owned(),
        sort,
        overridden: false,
        contested: false,
        body: format!("{{\"n\":{number},\"text\":\"ü🦀\"}}").into_bytes(),
        seal: SealRow {
            salt: Some([number; 16]),
            leaf: Some([number; 32]),
            sealed: None,
        },
    }
}

pub(crate) fn plain(rows: Vec<DecisionRow>) -> Recording {
    Recording {
        rows,
        ..Recording::default()
    }
}

pub(crate) async fn people(fixture: &impl Fixture) -> Writer {
    let writer = Writer::begin(fixture).await;
    let group = Group {
        customers: vec![customer(ana()), customer(bo())],
        ..Group::default()
    };
    writer.commit(&group).await.unwrap();
    writer
}

async fn counted(store: &dyn Store) -> Counts {
    let mut all = Counts::default();
    let rows: Vec<DecidedOn> = store.decided_on(&[], Day(0)).await.unwrap();
    assert!(
        rows.iter()
            .all(|row| row.version == STRANGE && row.day == Day::of(at(0)))
    );
    rows.iter().for_each(|row| all += row.counts);
    all
}

/// What is recorded comes back as it was, newest first, and is counted.
pub async fn a_decision_comes_back_as_it_was_recorded(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let overridden = DecisionRow {
        overridden: true,
        ..row(3, ana(), Sort::Differs)
    };
    let rows = vec![
        row(1, ana(), Sort::Explained),
        row(2, bo(), Sort::Unexplained),
        overridden.clone(),
        row(4, ana(), Sort::Violation),
        row(5, ana(), Sort::BelowBar),
    ];
    let written = store.record(&[plain(rows)], at(9)).await;
    assert_eq!(written, Ok(vec![Written::Done]));
    assert_eq!(store.decision(id(3)).await, Ok(Some(overridden.clone())));
    assert_eq!(
        store.decision(id(5)).await,
        Ok(None),
        "counted, and not kept"
    );
    let hers = store.decisions_of(ana(), at(100), 10).await.unwrap();
    assert_eq!(hers, [overridden, row(1, ana(), Sort::Explained)]);
    let first = store.decisions_of(ana(), at(2), 10).await.unwrap();
    assert_eq!(first, [row(1, ana(), Sort::Explained)]);
    let violations = store.violations(None, None, 10).await.unwrap();
    assert_eq!(violations, [row(4, ana(), Sort::Violation)]);
    assert_eq!(
        store.violations(Some(&model()), Some(id(4)), 10).await,
        Ok(vec![])
    );
    let other = "other".parse().unwrap();
    assert_eq!(store.violations(Some(&other), None, 10).await, Ok(vec![]));
    let counts = Counts {
        explained: 1,
        differs: 1,
        unexplained: 1,
        violations: 1,
        below_bar: 1,
        overridden: 1,
        ..Counts::default()
    };
    assert_eq!(counted(store).await, counts);
    assert_eq!(store.decided_on(&[other], Day(0)).await, Ok(vec![]));
    let tomorrow = Day::of(at(0)).plus(1);
    assert_eq!(store.decided_on(&[model()], tomorrow).await, Ok(vec![]));
}

/// Of several requests each is written whole or not at all, and none stops another.
pub async fn each_recording_stands_by_itself(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let nobody = CustomerId::from_bytes([9; 16]);
    let keyed = |key: u32, rows| Recording {
        rows,
        answer: Some(AnswerRow {
            customer: Some(ana()),
            ..answer(key, 1)
        }),
        uses: vec![],
    };
    let all = [
        keyed(1, vec![row(1, ana(), Sort::Explained)]),
        // One of the two is not there: neither is written.
        plain(vec![
            row(2, ana(), Sort::Explained),
            row(3, nobody, Sort::Explained),
        ]),
        // The same key again.
        keyed(1, vec![row(4, ana(), Sort::Explained)]),
        keyed(2, vec![row(5, bo(), Sort::Matches)]),
        keyed(3, vec![]),
    ];
    let written = store.record(&all, at(9)).await.unwrap();
    assert_eq!(
        written,
        [
            Written::Done,
            Written::Gone(vec![nobody]),
            Written::KeyTaken,
            Written::Done,
            Written::Done
        ]
    );
    let again = store.record(&all[..1], at(9)).await.unwrap();
    assert_eq!(again, [Written::KeyTaken]);
    for (number, is_there) in [(1, true), (2, false), (3, false), (4, false), (5, true)] {
        let found = store.decision(id(number)).await.unwrap();
        assert_eq!(found.is_some(), is_there, "{number}");
    }
    let counts = counted(store).await;
    assert_eq!((counts.explained, counts.matches), (1, 1));
    let keys = [1, 2, 3].map(|key| answer(key, 1).key);
    let mut kept = store.answers(&keys).await.unwrap();
    kept.sort_by_key(|row| row.key);
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|row| row.customer == Some(ana())));
}

/// What a person allowed in a case is done once, whoever comes at the same moment.
pub async fn a_case_is_used_once(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let case = |number: u8| CaseId::from_bytes([number; 16]);
    let of_cases = |decision: u8, cases: &[u8]| Recording {
        uses: cases
            .iter()
            .map(|number| CaseUse {
                case: case(*number),
                decision: id(decision),
            })
            .collect(),
        ..plain(vec![row(decision, ana(), Sort::Explained)])
    };
    let all = [
        of_cases(1, &[7]),
        of_cases(2, &[7]),
        of_cases(3, &[9, 7]),
        of_cases(4, &[9]),
    ];
    let written = store.record(&all, at(9)).await.unwrap();
    let used = |numbers: &[u8]| Written::Used(numbers.iter().map(|number| case(*number)).collect());
    assert_eq!(
        written,
        [Written::Done, used(&[7]), used(&[7]), Written::Done]
    );
    let again = store.record(&[of_cases(5, &[9])], at(10)).await;
    assert_eq!(again, Ok(vec![used(&[9])]));
    let cases = [7, 8, 9].map(case);
    assert_eq!(store.used_cases(&cases).await, Ok(vec![case(7), case(9)]));
    assert_eq!(store.used_cases(&[]).await, Ok(vec![]));
    for (number, is_there) in [(1, true), (2, false), (3, false), (4, true), (5, false)] {
        let found = store.decision(id(number)).await.unwrap();
        assert_eq!(found.is_some(), is_there, "{number}");
    }
    assert_eq!(counted(store).await.explained, 2);
}

/// An erasure leaves that there was a decision, and nothing that leads to her.
pub async fn an_erasure_leaves_a_bare_row(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let rows = vec![
        row(1, ana(), Sort::Explained),
        row(2, ana(), Sort::Violation),
        row(3, bo(), Sort::Explained),
    ];
    store.record(&[plain(rows)], at(9)).await.unwrap();
    let case = CaseId::from_bytes([7; 16]);
    let used = Recording {
        uses: vec![CaseUse {
            case,
            decision: id(1),
        }],
        ..Recording::default()
    };
    store.record(&[used], at(9)).await.unwrap();
    assert_eq!(store.used_cases(&[case]).await, Ok(vec![case]));
    let held = store.held(ana(), &[]).await.unwrap();
    let held = held.iter().find(|held| held.table == "decision").unwrap();
    assert_eq!(held.rows.len(), 2);
    assert_eq!(held.rows[0]["decision"]["text"], "ü🦀");
    assert_eq!(
        (&held.rows[0]["refused"], &held.rows[1]["refused"]),
        (&false.into(), &true.into())
    );
    writer.commit(&erases(1, ana())).await.unwrap();
    let bare = |number, sort| DecisionRow {
        customer: None,
        body: vec![],
        seal: SealRow {
            salt: None,
            ..row(number, ana(), sort).seal
        },
        ..row(number, ana(), sort)
    };
    assert_eq!(
        store.decision(id(1)).await,
        Ok(Some(bare(1, Sort::Explained)))
    );
    let violations = store.violations(None, None, 10).await.unwrap();
    assert_eq!(violations, [bare(2, Sort::Violation)]);
    assert_eq!(
        store.decision(id(3)).await,
        Ok(Some(row(3, bo(), Sort::Explained)))
    );
    assert_eq!(store.decisions_of(ana(), at(100), 10).await, Ok(vec![]));
    // Nor in which case somebody allowed it.
    assert_eq!(store.used_cases(&[case]).await, Ok(vec![]));
    let counts = counted(store).await;
    assert_eq!((counts.explained, counts.violations), (2, 1));
    // Nothing more is written about her.
    let late = plain(vec![row(4, ana(), Sort::Explained)]);
    assert_eq!(
        store.record(&[late], at(10)).await,
        Ok(vec![Written::Gone(vec![ana()])])
    );
}

/// What waits is sealed as a whole or not at all, each row once, and an erasure leaves the leaf.
pub async fn a_seal_is_on_all_of_its_decisions_or_on_none(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let before = DecisionRow {
        seal: SealRow::default(),
        ..row(6, bo(), Sort::Explained)
    };
    let rows = vec![
        row(3, bo(), Sort::Explained),
        row(1, ana(), Sort::Violation),
        row(2, bo(), Sort::Matches),
        row(5, bo(), Sort::BelowBar),
        before.clone(),
    ];
    store.record(&[plain(rows)], at(9)).await.unwrap();
    assert_eq!(store.decision(id(6)).await, Ok(Some(before)));
    let leaf = |number: u8| (id(number), [number; 32]);
    let waits = store.unsealed(10).await;
    assert_eq!(waits, Ok(vec![leaf(1), leaf(2), leaf(3)]));
    assert_eq!(store.unsealed(2).await, Ok(vec![leaf(1), leaf(2)]));
    assert_eq!(store.wait_to_be_sealed(3).await, Ok(true));
    assert_eq!(store.wait_to_be_sealed(4).await, Ok(false));
    assert_eq!(store.mark_sealed(&[id(3), id(1)], 40).await, Ok(true));
    assert_eq!(store.unsealed(10).await, Ok(vec![leaf(2)]));
    // Another server, which saw all three, comes late; and one of them is not there.
    for late in [vec![id(1), id(2), id(3)], vec![id(2), id(9)]] {
        assert_eq!(store.mark_sealed(&late, 41).await, Ok(false));
    }
    assert_eq!(store.unsealed(10).await, Ok(vec![leaf(2)]));
    assert_eq!(store.sealed_by(40).await, Ok(vec![leaf(1), leaf(3)]));
    assert_eq!(store.sealed_by(41).await, Ok(vec![]));
    assert_eq!(store.mark_sealed(&[id(2)], 42).await, Ok(true));
    assert_eq!(store.wait_to_be_sealed(1).await, Ok(false));
    let sealed = store.decision(id(2)).await.unwrap().unwrap();
    assert_eq!(sealed.seal.sealed, Some(42));
    writer.commit(&erases(1, ana())).await.unwrap();
    let bare = store.decision(id(1)).await.unwrap().unwrap();
    let stays = SealRow {
        salt: None,
        leaf: Some([1; 32]),
        sealed: Some(40),
    };
    assert_eq!((bare.seal, bare.body), (stays, vec![]));
    assert_eq!(store.sealed_by(40).await, Ok(vec![leaf(1), leaf(3)]));
}

/// A contest is marked and counted once, and so is that it was won.
pub async fn a_contest_counts_once(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    let rows = vec![
        row(1, ana(), Sort::Explained),
        row(2, bo(), Sort::Explained),
    ];
    store.record(&[plain(rows)], at(9)).await.unwrap();
    for (overturned, counts) in [
        (false, (1, 0)),
        (false, (1, 0)),
        (true, (1, 1)),
        (true, (1, 1)),
    ] {
        store.contested(id(1), overturned).await.unwrap();
        let counted = counted(store).await;
        assert_eq!((counted.contested, counted.overridden), counts);
    }
    let marked = store.decision(id(1)).await.unwrap().unwrap();
    assert!(marked.contested && marked.overridden);
    // What is not there is left out.
    assert_eq!(store.contested(id(9), true).await, Ok(()));
    assert_eq!(counted(store).await.contested, 1);
    // A no of another sort has no decision: each case counts once.
    for (case, ago) in [(1, 0), (1, 0), (2, 0), (3, 1), (1, 1)] {
        let day = Day::of(at(9)).plus(-ago);
        let case = CaseId::from_bytes([case; 16]);
        store.turned_down(case, &model(), day).await.unwrap();
    }
    for (ago, many) in [(0, 2), (1, 3)] {
        let from = Day::of(at(9)).plus(-ago);
        let rows = store.decided_on(&[model()], from).await.unwrap();
        let all: u64 = rows.iter().map(|row| row.counts.turned_down).sum();
        assert_eq!(all, many, "{rows:?}");
    }
    let other = ["other".parse().unwrap()];
    let others = store.decided_on(&other, Day::of(at(9)).plus(-1)).await;
    assert_eq!(others, Ok(vec![]));
    assert_eq!(store.contests_followed().await, Ok(0));
    store.follow_contests(7).await.unwrap();
    store.follow_contests(5).await.unwrap();
    assert_eq!(store.contests_followed().await, Ok(7));
}

/// Who asked why and got no answer is counted.
pub async fn a_question_without_an_answer_is_kept(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = writer.store.as_ref();
    for (number, seconds) in [(1, 5), (2, 6), (1, 7)] {
        store.unanswered(id(number), at(seconds)).await.unwrap();
    }
    let note = |number, first, last, times| Unanswered {
        id: id(number),
        first_at: at(first),
        last_at: at(last),
        times,
    };
    let all = store.all_unanswered(10).await.unwrap();
    assert_eq!(all, [note(1, 5, 7, 2), note(2, 6, 6, 1)]);
    assert_eq!(store.all_unanswered(1).await.unwrap().len(), 1);
}

/// A model changes revision by revision: of many who change it at once, one does.
pub async fn a_model_changes_revision_by_revision(fixture: &impl Fixture) {
    let writer = people(fixture).await;
    let store = &writer.store;
    let model = |revision, name: &str| AiModel {
        key: model(),
        name: name.to_owned(),
        vendor: "V".to_owned(),
        task: STRANGE.to_owned(),
        versions: vec!["1".to_owned()],
        bar: None,
        retired_at: (revision == 2).then(|| at(5)),
        revision,
        changed_at: at(0),
    };
    assert_eq!(store.models(&[]).await, Ok(vec![]));
    assert_eq!(
        store.put_model(&model(2, "x"), 1, &line(1)).await,
        Err(StoreError::Conflict)
    );
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..8 {
        let (store, model) = (store.clone(), model(1, &format!("{n}")));
        let line = line(10 + 2 * n);
        tasks.spawn(async move { store.put_model(&model, 0, &line).await });
    }
    let done = tasks.join_all().await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    let second = line(40);
    let put = store.put_model(&model(2, "second"), 1, &second).await;
    put.unwrap();
    assert_eq!(
        store.put_model(&model(2, "late"), 1, &line(42)).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(store.models(&[]).await, Ok(vec![model(2, "second")]));
    // What was done stands beside it, and nothing of what was not.
    let lines = store.audit(None, None, 100).await.unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], second);
    assert_eq!(store.models(&["other".parse().unwrap()]).await, Ok(vec![]));
}
