//! The past of somebody who changes her mind very often.

use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::{Decision, Switch, Toggle};
use mutual::use_cases::as_it_was;

use crate::House;
use crate::signing::choose_many;

#[tokio::test]
async fn a_long_history_is_folded_from_its_first_entry() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    let first = house.clock.now();
    house.clock.set(first.plus_seconds(60));
    // Two thousand more, which are read in pages.
    choose_many(&house, 2_001).await;
    house.choose(ana, Switch::Off).await.unwrap();
    for (at, decision) in [
        (first.plus_seconds(-1), None),
        (first, Some(Decision::Granted)),
        (first.plus_seconds(59), Some(Decision::Granted)),
        (first.plus_seconds(60), Some(Decision::Denied)),
    ] {
        let actor = Actor::Customer(ana);
        let then = as_it_was(house.engine.as_ref(), &actor, ana, at)
            .await
            .unwrap();
        let recipes = then.exchanges.first();
        let exchange = recipes.and_then(|recipes| recipes.toggles.get(&Toggle::Exchange));
        assert_eq!(exchange.map(|toggle| toggle.decision), decision, "{at}");
    }
}
