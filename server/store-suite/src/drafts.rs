//! Drafts: whoever saves names the revision that the work began from.

use std::sync::Arc;

use mutual::catalogue::ChangeClass;
use mutual::consent::{ActorKind, ActorRef};
use mutual::id::{AuditId, CommentId};
use mutual::port::{AuditLine, Comment, Draft, Stage, Store, StoreError};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::samples::{STRANGE, account_id, at};

/// Saves a draft over the revision before; revision 1 is the first.
async fn put(store: &dyn Store, draft: &Draft, line: Option<&AuditLine>) -> Result<(), StoreError> {
    let over = Some(draft.revision - 1).filter(|before| *before > 0);
    store.put_draft(draft, over, line).await
}

/// A draft grows by one revision with each save, and comes back as saved.
pub async fn a_draft_is_saved_revision_by_revision(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for revision in 1..=3 {
        let saved = draft("order-news", revision);
        put(store.as_ref(), &saved, None).await.unwrap();
        assert_eq!(store.draft("order-news").await, Ok(Some(saved)));
    }
    put(store.as_ref(), &draft("a_first", 1), None)
        .await
        .unwrap();
    put(store.as_ref(), &draft("a-second", 1), None)
        .await
        .unwrap();
    let keys: Vec<_> = store
        .drafts()
        .await
        .unwrap()
        .into_iter()
        .map(|d| d.key)
        .collect();
    let keys: Vec<_> = keys.iter().map(|key| key.as_str()).collect();
    assert_eq!(keys, ["a-second", "a_first", "order-news"]);
    assert_eq!(store.draft("order_news").await, Ok(None));
}

/// Those that go live by themselves are found without the others.
pub async fn what_goes_live_by_itself_is_found_alone(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    // A draft whose text says so is none.
    let mut talks = draft("talks", 1);
    talks.content = Stage::SCHEDULED.to_owned();
    put(store.as_ref(), &talks, None).await.unwrap();
    for revision in 1..=3 {
        let saved = draft("order-news", revision);
        put(store.as_ref(), &saved, None).await.unwrap();
        let scheduled = store.scheduled_drafts().await.unwrap();
        let is = matches!(saved.stage, Stage::Scheduled { .. });
        assert_eq!(scheduled, Vec::from_iter(is.then_some(saved)));
    }
}

/// A save that did not see the last one is refused and changes nothing.
pub async fn a_save_from_an_old_revision_is_refused(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for wrong in [0, 1, 1 << 40] {
        let second = draft("offer", 2);
        let put = store.put_draft(&second, Some(wrong), None).await;
        assert_eq!(put, Err(StoreError::Conflict));
    }
    put(store.as_ref(), &draft("offer", 1), None).await.unwrap();
    put(store.as_ref(), &draft("offer", 2), None).await.unwrap();
    for wrong in [None, Some(0), Some(1), Some(3)] {
        let mut late = draft("offer", 3);
        late.content = "late".to_owned();
        let put = store.put_draft(&late, wrong, None).await;
        assert_eq!(put, Err(StoreError::Conflict));
    }
    assert_eq!(store.draft("offer").await, Ok(Some(draft("offer", 2))));
    assert_eq!(store.draft("unknown").await, Ok(None));
}

/// Of eight who save the same revision at once, one does.
pub async fn of_eight_who_save_at_once_one_does(fixture: &impl Fixture) {
    let stores = [fixture.open().await.unwrap(), fixture.open().await.unwrap()];
    for revision in 1..=3 {
        let mut saves = JoinSet::new();
        for n in 0..8 {
            let store = Arc::clone(&stores[n % 2]);
            saves.spawn(async move { put(store.as_ref(), &draft("offer", revision), None).await });
        }
        let results = saves.join_all().await;
        let count = |wanted| results.iter().filter(|result| **result == wanted).count();
        assert_eq!(
            (count(Ok(())), count(Err(StoreError::Conflict))),
            (1, 7),
            "{results:?}"
        );
    }
}

/// Deleted, a draft can begin anew; one that was saved meanwhile stays.
pub async fn a_deleted_draft_begins_anew(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    put(store.as_ref(), &draft("offer", 1), None).await.unwrap();
    put(store.as_ref(), &draft("offer", 2), None).await.unwrap();
    store.delete_draft("offer", 1).await.unwrap();
    assert_eq!(store.draft("offer").await, Ok(Some(draft("offer", 2))));
    for _ in 0..2 {
        store.delete_draft("offer", 2).await.unwrap();
        assert_eq!(store.draft("offer").await, Ok(None));
    }
    assert_eq!(
        put(store.as_ref(), &draft("offer", 2), None).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(put(store.as_ref(), &draft("offer", 1), None).await, Ok(()));
}

/// Discarded at the revision that was looked at, a draft is gone with its open comments dealt with;
/// one that was saved meanwhile stays, with all that was said about it.
pub async fn a_discarded_draft_leaves_nothing_open(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    put(store.as_ref(), &draft("offer", 1), None).await.unwrap();
    put(store.as_ref(), &draft("offer", 2), None).await.unwrap();
    for (n, key) in [(1, "offer"), (2, "offer"), (3, "other")] {
        store.put_comment(&comment(n, key), None).await.unwrap();
    }
    let by = account_id(3);
    for wrong in [1, 3] {
        let late = store.discard_draft("offer", wrong, by, &line(1)).await;
        assert_eq!(late, Err(StoreError::Conflict));
    }
    assert_eq!(store.draft("offer").await, Ok(Some(draft("offer", 2))));
    assert_eq!(store.open_comments("offer").await, Ok(2));
    assert_eq!(store.audit(None, None, 9).await, Ok(vec![]));
    assert_eq!(store.discard_draft("offer", 2, by, &line(2)).await, Ok(()));
    assert_eq!(store.draft("offer").await, Ok(None));
    let said = store.comments("offer", None, 9).await.unwrap();
    let dealt: Vec<_> = said.iter().map(|comment| comment.resolved).collect();
    assert_eq!(dealt, [Some((by, line(2).at)); 2]);
    assert_eq!(store.open_comments("other").await, Ok(1));
    assert_eq!(store.audit(None, None, 9).await, Ok(vec![line(2)]));
    // Twice is once.
    let again = store.discard_draft("offer", 2, by, &line(3)).await;
    assert_eq!(again, Err(StoreError::Conflict));
    assert_eq!(put(store.as_ref(), &draft("offer", 1), None).await, Ok(()));
}

pub(crate) fn comment(n: u8, key: &str) -> Comment {
    Comment {
        id: CommentId::from_bytes([n; 16]),
        key: key.parse().unwrap(),
        field: "benefits[0].what".to_owned(),
        text: STRANGE.to_owned(),
        by: account_id(n),
        at: at(i64::from(n)),
        resolved: None,
    }
}

fn draft(key: &str, revision: u64) -> Draft {
    Draft {
        key: key.parse().unwrap(),
        content: format!("{revision}{}", STRANGE.repeat(100)),
        revision,
        updated_at: at(i64::try_from(revision).unwrap()),
        updated_by: account_id(1),
        writers: (1..=4).map(account_id).collect(),
        stage: stage(revision),
        class: ChangeClass::ALL
            .get(usize::try_from(revision % 5).unwrap())
            .copied(),
    }
}

fn stage(revision: u64) -> Stage {
    let (by, at) = (account_id(2), at(77));
    match revision % 4 {
        0 => Stage::Writing,
        1 => Stage::InReview { by, at },
        2 => Stage::Approved {
            by,
            at,
            over: Some(7),
            pressed: Some(revision),
            accepted: Some(["one".to_owned(), "two".to_owned()].into()),
        },
        _ => Stage::Scheduled {
            approved_by: by,
            approved_at: at,
            over: None,
            by: account_id(3),
            due: at.plus_months(1),
            pressed: None,
            accepted: None,
        },
    }
}

/// A later one has a later id.
#[must_use]
pub fn line(n: u8) -> AuditLine {
    AuditLine {
        id: AuditId::from_bytes([n; 16]),
        at: at(i64::from(n)),
        actor: ActorRef {
            kind: ActorKind::Agent,
            id: Some(account_id(n).to_string()),
        },
        what: "draft.approved".to_owned(),
        about: if n.is_multiple_of(2) {
            "offer"
        } else {
            STRANGE
        }
        .to_owned(),
        reason: STRANGE.to_owned(),
    }
}

/// Who did what is kept with what was done, and with nothing that was refused.
pub async fn a_step_and_its_line_are_stored_together(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let lines = async || store.audit(None, None, 100).await.unwrap();
    put(store.as_ref(), &draft("offer", 1), Some(&line(1)))
        .await
        .unwrap();
    put(store.as_ref(), &draft("offer", 2), None).await.unwrap();
    assert_eq!(lines().await, [line(1)]);
    let late = put(store.as_ref(), &draft("offer", 2), Some(&line(2))).await;
    assert_eq!(late, Err(StoreError::Conflict));
    assert_eq!(lines().await, [line(1)]);
    store.add_audit(&line(4)).await.unwrap();
    assert_eq!(lines().await, [line(4), line(1)]);
}

/// The newest lines come first, page by page, all of them or those about one thing.
pub async fn who_did_what_is_read_page_by_page(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for n in 1..=9 {
        store.add_audit(&line(n)).await.unwrap();
    }
    let page = store.audit(None, None, 4).await.unwrap();
    assert_eq!(page, [9, 8, 7, 6].map(line));
    let page = store.audit(None, Some(line(6).id), 4).await.unwrap();
    assert_eq!(page, [5, 4, 3, 2].map(line));
    let page = store.audit(Some("offer"), None, 100).await.unwrap();
    assert_eq!(page, [8, 6, 4, 2].map(line));
    let page = store.audit(Some(STRANGE), Some(line(4).id), 100).await;
    assert_eq!(page, Ok([3, 1].map(line).into()));
    assert_eq!(store.audit(Some("unknown"), None, 100).await, Ok(vec![]));
}

/// Comments are marked as dealt with, and stay where the draft is gone that they were about.
pub async fn comments_outlive_their_draft(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    for key in ["offer", "other"] {
        put(store.as_ref(), &draft(key, 1), None).await.unwrap();
    }
    for (n, key) in [(2, "offer"), (1, "offer"), (3, "other")] {
        store.put_comment(&comment(n, key), None).await.unwrap();
    }
    let all = async |key: &str| store.comments(key, None, 100).await;
    let mut first = comment(1, "offer");
    assert_eq!(
        all("offer").await,
        Ok(vec![comment(2, "offer"), first.clone()])
    );
    first.resolved = Some((account_id(9), at(99)));
    store.put_comment(&first, None).await.unwrap();
    let both = vec![comment(2, "offer"), first.clone()];
    assert_eq!(all("offer").await, Ok(both.clone()));
    assert_eq!(store.comment("offer", first.id).await, Ok(Some(first)));
    let of_another = CommentId::from_bytes([3; 16]);
    assert_eq!(store.comment("offer", of_another).await, Ok(None));
    store.delete_draft("offer", 7).await.unwrap();
    assert_eq!(all("offer").await, Ok(both.clone()));
    store.delete_draft("offer", 1).await.unwrap();
    assert_eq!(store.draft("offer").await, Ok(None));
    assert_eq!(all("offer").await, Ok(both));
    // One of the two is dealt with.
    let open = async |key: &str| store.open_comments(key).await;
    assert_eq!(open("offer").await, Ok(1));
    assert_eq!(open("other").await, Ok(1));
    assert_eq!(open("unknown").await, Ok(0));
    assert_eq!(all("other").await, Ok(vec![comment(3, "other")]));
    // Page by page, the newest first.
    for n in 4..9 {
        store.put_comment(&comment(n, "other"), None).await.unwrap();
    }
    let page = async |before: Option<u8>| {
        let before = before.map(|n| CommentId::from_bytes([n; 16]));
        store.comments("other", before, 4).await
    };
    let of = |numbers: &[u8]| Ok(numbers.iter().map(|n| comment(*n, "other")).collect());
    assert_eq!(page(None).await, of(&[8, 7, 6, 5]));
    assert_eq!(page(Some(5)).await, of(&[4, 3]));
    assert_eq!(page(Some(3)).await, of(&[]));
}
