//! Somebody is erased while the database is having a bad day.

use mutual::access::Actor;
use mutual::consent::{Identifier, Switch};
use mutual::id::CustomerId;
use mutual::ledger::Body;
use mutual::port::{Engine as _, SubmitError};
use mutual::use_cases::{Command, Outcome, PutCustomer, Refusal, Remember};

use crate::House;
use crate::store::Fault;

async fn ana(house: &House) -> CustomerId {
    let ana = house.customer("crm:ana").await;
    for to in [Switch::On, Switch::Off] {
        house.choose(ana, to).await.unwrap();
    }
    ana
}

async fn erase(house: &House, id: CustomerId) -> Result<Outcome, SubmitError> {
    let command = Command::Erase(id, Remember::Suppress);
    house.submit(Actor::Customer(id), command).await
}

/// Nothing of her is left in memory, and she is refused whatever names her.
async fn assert_gone(house: &House, id: CustomerId) {
    assert!(house.engine.customer(id).is_none());
    assert!(house.engine.holder("crm:ana").is_none());
    assert!(house.engine.is_erased(id) && house.engine.kept_out("crm:ana") == Some(id));
    let entries = house.engine.entries(0, 1_000).await.unwrap();
    assert!(
        entries
            .iter()
            .all(|entry| entry.body.customer() != Some(id))
    );
    let destroyed = |body: &Body| matches!(body, Body::Destroyed(_));
    let gone = entries
        .iter()
        .filter(|entry| destroyed(&entry.body))
        .count();
    assert_eq!(gone, 2);
    let identifiers: Vec<Identifier> = vec!["crm:ana".parse().unwrap()];
    let put = PutCustomer {
        identifiers,
        ..PutCustomer::default()
    };
    let back = house.submit(Actor::System, Command::PutCustomer(put)).await;
    assert!(
        matches!(back, Err(SubmitError::Refused(Refusal::Erased))),
        "{back:?}"
    );
}

#[tokio::test]
async fn an_erasure_whose_answer_was_lost_counts() {
    for fault in [Fault::AfterCommit, Fault::AfterCommitTwice] {
        let house = House::open().await;
        let ana = ana(&house).await;
        house.store.fail_next(fault);
        erase(&house, ana).await.unwrap();
        assert_gone(&house, ana).await;
        let house = house.restart().await;
        assert_gone(&house, ana).await;
    }
}

#[tokio::test]
async fn an_erasure_that_was_not_stored_leaves_her_whole_and_can_be_asked_for_again() {
    let house = House::open().await;
    let ana = ana(&house).await;
    house.store.fail_next(Fault::BeforeCommit);
    assert!(matches!(
        erase(&house, ana).await,
        Err(SubmitError::Store(_))
    ));
    assert!(house.engine.customer(ana).is_some());
    assert!(!house.engine.is_erased(ana) && house.engine.kept_out("crm:ana").is_none());
    house.audit().await;
    erase(&house, ana).await.unwrap();
    assert_gone(&house, ana).await;
}

/// Sixteen tabs ask at once, and others of hers still choose: one erasure, and nothing after it.
#[tokio::test]
async fn of_many_who_ask_at_once_one_erases() {
    let house = House::open().await;
    let ana = ana(&house).await;
    let asking = (0..16).map(|_| erase(&house, ana));
    let choosing = (0..16).map(|_| house.choose(ana, Switch::Off));
    let (erased, chosen) = tokio::join!(at_once(asking), at_once(choosing),);
    let done = erased.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(done, 1);
    let refused = |error: &SubmitError| matches!(error, SubmitError::Refused(Refusal::Erased));
    assert!(
        erased
            .iter()
            .chain(&chosen)
            .flat_map(|one| one.as_ref().err())
            .all(refused)
    );
    assert!(house.engine.customer(ana).is_none());
    let last = house.engine.entries(0, 1_000).await.unwrap();
    let erasures = last
        .iter()
        .filter(|entry| matches!(entry.body, Body::Erased(_)));
    assert_eq!(erasures.count(), 1);
}

/// All at once, on this task.
async fn at_once<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (one, output) in all.iter_mut().zip(&mut outputs) {
            if output.is_none()
                && let std::task::Poll::Ready(ready) = one.as_mut().poll(context)
            {
                *output = Some(ready);
            }
        }
        if outputs.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
