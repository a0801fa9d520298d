//! One key is one write, however often and whenever it is sent.

use std::sync::Arc;

use mutual::access::Actor;
use mutual::consent::Switch;
use mutual::port::{Engine as _, SubmitError};
use mutual::use_cases::Refusal;

use crate::{House, submit, wish};

#[tokio::test(flavor = "multi_thread")]
async fn pressing_sixty_four_times_with_one_key_is_one_choice() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    let key = Some(([1; 32], [2; 32]));
    let mut presses = Vec::new();
    for _ in 0..64 {
        let engine = Arc::clone(&house.engine);
        presses.push(tokio::spawn(async move {
            submit(&engine, Actor::Customer(ana), wish(ana, 1, Switch::On), key)
                .await
                .unwrap()
        }));
    }
    let mut outcomes = Vec::new();
    for press in presses {
        outcomes.push(press.await.unwrap());
    }
    assert!(
        outcomes.iter().all(|outcome| *outcome == outcomes[0]),
        "the same answer again"
    );
    assert_eq!(house.engine.index(), 2);
    let other = submit(
        &house.engine,
        Actor::Customer(ana),
        wish(ana, 1, Switch::Off),
        Some(([1; 32], [3; 32])),
    );
    assert_eq!(other.await, Err(SubmitError::KeyReused));
    // The key outlives the process.
    let house = house.restart().await;
    let again = submit(
        &house.engine,
        Actor::Customer(ana),
        wish(ana, 1, Switch::On),
        key,
    )
    .await;
    assert_eq!(again.unwrap(), outcomes[0]);
    assert_eq!(house.engine.index(), 2);
}

#[tokio::test]
async fn an_old_key_among_new_ones_gets_its_old_answer_and_stops_nobody() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    let ben = house.customer("crm:ben").await;
    let press = async |house: &House, who, version, switch, key: u8| {
        let key = Some(([key; 32], [key; 32]));
        submit(
            &house.engine,
            Actor::Customer(who),
            wish(who, version, switch),
            key,
        )
        .await
    };
    let first = press(&house, ana, 1, Switch::On, 1).await.unwrap();
    let house = house.restart().await;
    let index = house.engine.index();
    // They wait together, so that they are one group.
    let (again, new, newer) = tokio::join!(
        press(&house, ana, 1, Switch::On, 1),
        press(&house, ben, 1, Switch::On, 2),
        press(&house, ben, 1, Switch::Off, 3),
    );
    assert_eq!(again.unwrap(), first);
    assert!(new.is_ok() && newer.is_ok());
    assert_eq!(house.engine.index(), index + 2);
    house.audit().await;

    // Also where today it would be refused, and alone.
    house
        .publish(|document| document.retention = "24 months".to_owned())
        .await;
    let house = house.restart().await;
    assert_eq!(press(&house, ana, 1, Switch::On, 1).await.unwrap(), first);
    let stale = press(&house, ana, 1, Switch::On, 4).await;
    assert!(matches!(
        stale,
        Err(SubmitError::Refused(Refusal::StaleVersion { .. }))
    ));
    house.audit().await;
}
