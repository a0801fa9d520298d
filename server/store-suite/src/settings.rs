//! Settings of the installation.

use mutual::guard::{DeskRules, TeamRule};
use mutual::port::{Organisation, StoreError};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::STRANGE;

/// The organisation is what was set last, for everybody who reads.
pub async fn the_organisation_is_what_was_set_last(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.organisation().await, Ok(None));
    let mut organisation = Organisation {
        name: STRANGE.to_owned(),
        contact_phone: Some(String::new()),
        address: vec![STRANGE.to_owned(), String::new()],
        hue: 359,
        ..Organisation::default()
    };
    store.set_organisation(&organisation).await.unwrap();
    let other = fixture.open().await.unwrap();
    assert_eq!(other.organisation().await, Ok(Some(organisation.clone())));
    organisation.name = "Green Basket".to_owned();
    store.set_organisation(&organisation).await.unwrap();
    assert_eq!(other.organisation().await, Ok(Some(organisation)));
}

/// Of many who say at once how teams work one does, with her line, and the others are told.
pub async fn of_two_who_say_how_teams_work_one_does(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut before = DeskRules::default();
    assert_eq!(store.desk_rules().await, Ok(before.clone()));
    // At first, when nothing stands there, and then over what stands there.
    for round in 0..2_u8 {
        let mut tries = JoinSet::new();
        for n in 1..=8_u8 {
            let (store, before) = (store.clone(), before.clone());
            let mut rules = before.clone();
            let rule = TeamRule {
                four_eyes: n % 2 == 0,
                canned: vec![format!("{STRANGE} {round} {n}")],
                ..TeamRule::default()
            };
            rules.teams.insert("front_desk".parse().unwrap(), rule);
            tries.spawn(async move {
                let line = line(10 * round + n);
                let set = store.set_desk_rules(&rules, &before, &line).await;
                set.map(|()| rules)
            });
        }
        let tries = tries.join_all().await;
        let lost = tries
            .iter()
            .filter(|tried| **tried == Err(StoreError::Conflict));
        assert_eq!(lost.count(), 7);
        let won = tries.into_iter().find_map(Result::ok).unwrap();
        let other = fixture.open().await.unwrap();
        assert_eq!(other.desk_rules().await, Ok(won.clone()));
        let lines = store.audit(None, None, 100).await.unwrap();
        assert_eq!(lines.len(), usize::from(round) + 1);
        before = won;
    }
    // Over what stood there long ago nobody says anything.
    let late = store
        .set_desk_rules(&before, &DeskRules::default(), &line(99))
        .await;
    assert_eq!(late, Err(StoreError::Conflict));
}
