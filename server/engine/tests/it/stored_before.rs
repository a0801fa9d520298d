//! What an older program stored, which kept less of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use mutual::access::Actor;
use mutual::clock::{Clock as _, Timestamp};
use mutual::guard::Situation;
use mutual::id::CustomerId;
use mutual::port::Engine as _;
use mutual::use_cases::{Command, Outcome, SituationWish};
use mutual_engine::verify;

use crate::House;
use crate::store::MemoryStore;

#[tokio::test]
async fn a_complaint_elsewhere_is_known_of_a_row_that_was_stored_without_it() {
    let mut house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let Ok(Outcome::CaseOpened { case, .. }) = house.contest(visitor).await else {
        panic!("no case");
    };
    house.merge(ana, visitor).await.unwrap();
    house.engine.stop().await;
    house.store = Arc::new(house.store.without_guarded(ana, "e"));
    let bad = verify(house.store.as_ref(), &[], |_| ()).await;
    assert!(bad.is_err(), "the ledger says more of her");
    let without_the_case = house.store.without_guarded(visitor, "c");
    let bad = verify(&without_the_case, &[], |_| ()).await;
    assert!(bad.is_err(), "what no program left out is missed");
    // The start writes down what it made again, so that it is missed no more.
    let house = House::over(house.store, house.clock).await;
    assert!(house.complains(ana));
    house.is_what_the_ledger_says().await;
    house.answer(ana, case).await.unwrap();
    assert!(!house.complains(ana));
    house.is_what_the_ledger_says().await;
}

#[tokio::test]
async fn since_when_she_asks_to_be_left_alone_is_known_of_a_row_that_was_stored_without_it() {
    let mut house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let began = house.clock.now();
    house.enters(Actor::Customer(ana), ana).await;
    // What others say later does not take back that she asked.
    house.clock.set(began.plus_seconds(60));
    house.enters(Actor::System, ana).await;
    house.clock.set(began.plus_seconds(120));
    house = house.stored_without(ana, "q").await;
    assert_eq!(house.asked_at(ana), Some(began));
    house.is_what_the_ledger_says().await;
    for (stays, goes) in [(ana, visitor), (visitor, ana)] {
        house.merge(stays, goes).await.unwrap();
        house = house.stored_without(stays, "q").await;
        assert_eq!(house.asked_at(stays), Some(began), "in all that is hers");
        house.is_what_the_ledger_says().await;
        house.split(stays, goes).await.unwrap();
        for apart in [stays, goes] {
            house = house.stored_without(apart, "q").await;
            assert_eq!(house.asked_at(apart), Some(began), "of each of the two");
            house.is_what_the_ledger_says().await;
        }
    }
    let without_the_quiet = house.store.without_guarded(ana, "s");
    let bad = verify(&without_the_quiet, &[], |_| ()).await;
    assert!(bad.is_err(), "what no program left out is missed");
}

#[tokio::test]
async fn when_she_asked_for_a_person_last_is_known_of_a_row_that_was_stored_without_it() {
    let mut house = House::open().await;
    let ana = house.customer("crm:ana").await;
    let began = house.clock.now();
    let again = began.plus_seconds(60);
    for at in [began, again] {
        house.clock.set(at);
        let asks = Command::SayHumanOnly(ana, true, None);
        house.submit(Actor::Customer(ana), asks).await.unwrap();
    }
    house = house.stored_without(ana, "p").await;
    let guarded = house.engine.customer(ana).unwrap().state.guarded.clone();
    assert_eq!(guarded.human_only, Some(began));
    assert_eq!(guarded.person_asked_at(), Some(again), "not the first time");
    house.is_what_the_ledger_says().await;
}

#[tokio::test]
async fn when_she_paused_last_is_known_of_a_row_that_was_stored_without_it() {
    let mut house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let began = house.clock.now();
    let again = began.plus_seconds(60);
    for at in [began, again] {
        house.clock.set(at);
        let pauses = Command::Pause(ana);
        house.submit(Actor::Customer(ana), pauses).await.unwrap();
    }
    let paused = |house: &House| {
        let customer = house.engine.customer(ana).unwrap();
        (customer.state.paused_since, customer.state.paused_at())
    };
    house = house.stored_without_pause(ana, &[""]).await;
    assert_eq!(paused(&house), (Some(began), Some(again)));
    house.is_what_the_ledger_says().await;
    // So it is in what she says by herself while another record is hers.
    house.merge(ana, visitor).await.unwrap();
    house = house.stored_without_pause(ana, &["", "/l"]).await;
    house.is_what_the_ledger_says().await;
    house.split(ana, visitor).await.unwrap();
    assert_eq!(paused(&house), (Some(began), Some(again)));
    house.is_what_the_ledger_says().await;
    // It is made again once: the next start finds it there.
    let commits = house.store.commits.load(Ordering::SeqCst);
    house = house.restart().await;
    assert_eq!(house.store.commits.load(Ordering::SeqCst), commits);
}

#[tokio::test]
async fn a_situation_that_others_alone_spoke_of_may_be_stored_as_it_was_before() {
    let mut house = House::open().await;
    let ana = house.customer("crm:ana").await;
    house.enters(Actor::System, ana).await;
    house.engine.stop().await;
    let before = Arc::new(house.store.without_guarded(ana, "q"));
    let good = verify(before.as_ref(), &[], |_| ()).await;
    assert!(good.is_ok(), "it says nothing of her: {good:?}");
    house = House::over(before, house.clock).await;
    assert_eq!(house.asked_at(ana), None);
    house.is_what_the_ledger_says().await;
    // It is written down once: the next start finds it there.
    let commits = house.store.commits.load(Ordering::SeqCst);
    house = house.restart().await;
    assert_eq!(house.store.commits.load(Ordering::SeqCst), commits);
}

impl House {
    /// Somebody says that she is left alone.
    async fn enters(&self, actor: Actor, who: CustomerId) {
        let wish = SituationWish::Enter(None);
        let says = Command::SaySituation(who, Situation::QuietPeriod, wish, None);
        self.submit(actor, says).await.unwrap();
    }

    /// Since when she asks for that herself.
    fn asked_at(&self, who: CustomerId) -> Option<Timestamp> {
        let customer = self.engine.customer(who).unwrap();
        customer.state.guarded.asked_at(Situation::QuietPeriod)
    }

    /// Starts again over a row that a program stored which knew nothing of `field`; an audit misses it
    /// until then.
    async fn stored_without(self, who: CustomerId, field: &str) -> Self {
        self.stored_as(|store| store.without_guarded(who, field))
            .await
    }

    /// As [`Self::stored_without`], of when she paused last, at these places of her row.
    async fn stored_without_pause(self, who: CustomerId, places: &[&str]) -> Self {
        let forget = |state: &mut serde_json::Value| {
            for place in places {
                let part = state.pointer_mut(place).unwrap();
                let part = part.as_object_mut().unwrap();
                assert!(part.shift_remove("q").is_some(), "it was there");
            }
        };
        self.stored_as(|store| store.with_row(who, forget)).await
    }

    /// Starts again over what a program stored that kept less; an audit misses it until then.
    async fn stored_as(self, before: impl FnOnce(&MemoryStore) -> MemoryStore) -> Self {
        self.engine.stop().await;
        let before = Arc::new(before(&self.store));
        let bad = verify(before.as_ref(), &[], |_| ()).await;
        assert!(bad.is_err(), "the ledger says more of her");
        Self::over(before, self.clock).await
    }
}
