//! Proposals about red lines: one for each line, and gone once.

use mutual::guard::{RedLine, RedLines};
use mutual::id::ProposalId;
use mutual::port::{LineProposal, StoreError};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{STRANGE, account_id, at};

fn proposal(number: u8, drawn: Option<RedLine>, key: &str) -> LineProposal {
    LineProposal {
        id: ProposalId::from_bytes([number; 16]),
        key: key.parse().unwrap(),
        line: drawn,
        reason: STRANGE.to_owned(),
        seen: u64::from(number),
        by: account_id(number),
        at: at(i64::from(number)),
        from: (number % 2 == 1).then(|| at(i64::from(number) + 100)),
    }
}

/// What is proposed comes back as it was, in the place of what was proposed before, with the lines of
/// who did it; and is taken away once.
pub async fn a_proposal_waits_until_it_is_taken_away(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.line_proposals().await, Ok(vec![]));
    let drawn = RedLines::starter().into_iter().next();
    let (one, two) = (proposal(1, drawn, "b"), proposal(2, None, "a"));
    store.put_line_proposal(&one, &line(1)).await.unwrap();
    store.put_line_proposal(&two, &line(2)).await.unwrap();
    assert_eq!(store.line_proposals().await, Ok(vec![two.clone(), one]));
    let newer = proposal(3, None, "b");
    store.put_line_proposal(&newer, &line(3)).await.unwrap();
    assert_eq!(
        store.line_proposals().await,
        Ok(vec![two.clone(), newer.clone()])
    );
    // The one before is not there any more.
    let gone = ProposalId::from_bytes([1; 16]);
    let refused = store.remove_line_proposal(gone, Some(&line(4))).await;
    assert_eq!(refused, Err(StoreError::Conflict));
    store
        .remove_line_proposal(newer.id, Some(&line(5)))
        .await
        .unwrap();
    assert_eq!(store.line_proposals().await, Ok(vec![two.clone()]));
    assert_eq!(store.audit(None, None, 100).await.unwrap().len(), 4);
    // What is drawn has its line with the entry.
    store.remove_line_proposal(two.id, None).await.unwrap();
    assert_eq!(store.line_proposals().await, Ok(vec![]));
    assert_eq!(store.audit(None, None, 100).await.unwrap().len(), 4);
}

/// Of many who take one away at once one does.
pub async fn of_many_who_take_one_away_one_does(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let one = proposal(1, None, "a");
    store.put_line_proposal(&one, &line(1)).await.unwrap();
    let mut tries = JoinSet::new();
    for n in 2..=9_u8 {
        let (store, id) = (store.clone(), one.id);
        tries.spawn(async move { store.remove_line_proposal(id, Some(&line(n))).await });
    }
    let tries = tries.join_all().await;
    assert_eq!(tries.iter().filter(|done| done.is_ok()).count(), 1);
    assert_eq!(store.audit(None, None, 100).await.unwrap().len(), 2);
}
