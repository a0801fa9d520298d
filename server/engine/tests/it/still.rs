//! Many things at one index: a household must not be told half of a change.

use std::sync::Arc;
use std::time::Duration;

use mutual::access::Actor;
use mutual::consent::Switch;
use mutual::guard::Code;
use mutual::port::Engine as _;

use crate::{House, submit, wish};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_while_somebody_looks_at_many_things() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    let before = house.engine.index();
    let mut choosing = None;
    house.engine.still(&mut |index, _| {
        assert_eq!(index, before);
        let engine = Arc::clone(&house.engine);
        let chosen = async move {
            submit(
                &engine,
                Actor::Customer(ana),
                wish(ana, 1, Switch::On),
                None,
            )
            .await
        };
        choosing = Some(tokio::spawn(chosen));
        // Long enough for it to be stored; it must not be seen.
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(house.engine.index(), before);
        assert_eq!(house.code(ana), Code::NoGrant);
    });
    choosing.unwrap().await.unwrap().unwrap();
    assert_eq!(house.engine.index(), before + 1);
    assert_eq!(house.code(ana), Code::Granted);
}
