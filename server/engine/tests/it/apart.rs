//! Two who were taken for one are apart again, and one of them leaves.

use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::{Guarded, RejectedGuess, Rejection};
use mutual::guard::Situation;
use mutual::id::CustomerId;
use mutual::port::Engine as _;
use mutual::use_cases::{Command, Remember, SituationWish};

use crate::House;

impl House {
    fn guarded(&self, who: CustomerId) -> Guarded {
        self.engine.customer(who).unwrap().state.guarded.clone()
    }
}

#[tokio::test]
async fn what_protects_her_since_stays_hers_when_the_other_one_is_erased() {
    let mut house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let quiet = SituationWish::Enter(None);
    for said in [
        Command::SaySituation(visitor, Situation::QuietPeriod, quiet, None),
        Command::SayHumanOnly(visitor, true, None),
        Command::RejectInference(
            visitor,
            "has-dog".parse().unwrap(),
            Rejection::DontGuess,
            RejectedGuess::default(),
        ),
    ] {
        house.submit(Actor::Customer(visitor), said).await.unwrap();
    }
    let said_at = house.clock.now();
    house.merge(ana, visitor).await.unwrap();
    house.split(ana, visitor).await.unwrap();
    let kept = house.guarded(ana);
    assert!(kept.human_only.is_some() && kept.is_rejected("has-dog"));
    assert_eq!(kept.asked_at(Situation::QuietPeriod), Some(said_at));
    let erase = Command::Erase(visitor, Remember::Nothing);
    house.submit(Actor::System, erase).await.unwrap();
    // Nothing that can be read says it but what was said among her own entries.
    for _ in 0..2 {
        assert_eq!(house.guarded(ana), kept);
        house.is_what_the_ledger_says().await;
        house = house.restart().await;
    }
    // And it goes with her wherever she is taken for somebody else.
    let bo = house.customer("crm:bo").await;
    house.merge(bo, ana).await.unwrap();
    house.split(bo, ana).await.unwrap();
    let erase = Command::Erase(ana, Remember::Nothing);
    house.submit(Actor::System, erase).await.unwrap();
    for _ in 0..2 {
        assert_eq!(house.guarded(bo), kept);
        house.is_what_the_ledger_says().await;
        house = house.restart().await;
    }
}
