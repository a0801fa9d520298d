//! Settings of the installation.

use std::collections::BTreeSet;

use mutual::access::Role;
use mutual::guard::{DeskRules, TeamRule};
use mutual::port::{Organisation, StoreError, Ticket, TicketKind};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::accounts::of_staff;
use crate::drafts::{comment, line};
use crate::samples::{STRANGE, account_id, at, digest};

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
    store.set_organisation(&organisation, None).await.unwrap();
    let other = fixture.open().await.unwrap();
    assert_eq!(other.organisation().await, Ok(Some(organisation.clone())));
    organisation.name = "Green Basket".to_owned();
    store.set_organisation(&organisation, None).await.unwrap();
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

/// Of which models people were told is kept as it was said last, for whoever looks next.
pub async fn of_which_alarms_people_were_told_is_kept(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.alarms_told().await, Ok(BTreeSet::new()));
    for told in [&[STRANGE, "risk-9"][..], &["risk-9"], &[]] {
        let told: BTreeSet<_> = told.iter().map(|&model| model.to_owned()).collect();
        store.set_alarms_told(&told).await.unwrap();
        let other = fixture.open().await.unwrap();
        assert_eq!(other.alarms_told().await, Ok(told));
    }
}

/// What is done about accounts, settings and comments is stored with its line, and what is refused
/// leaves none.
pub async fn a_deed_and_its_line_are_stored_together(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let lines = async || {
        let lines = store.audit(None, None, 99).await.unwrap();
        lines.into_iter().rev().collect::<Vec<_>>()
    };
    let ada = of_staff(1, "ada@example.org", Role::Agent);
    let same = of_staff(2, "ada@example.org", Role::Agent);
    let nobody = account_id(9);
    assert_eq!(store.add_account(&ada, Some(&line(1))).await, Ok(()));
    let taken = store.add_account(&same, Some(&line(2))).await;
    assert_eq!(taken, Err(StoreError::Conflict));
    let off = store
        .set_disabled(nobody, Some(at(3)), Some(&line(3)))
        .await;
    assert_eq!(off, Err(StoreError::Conflict));
    let off = store
        .set_disabled(ada.id, Some(at(4)), Some(&line(4)))
        .await;
    assert_eq!(off, Ok(()));
    let set = store
        .set_password(nobody, "$argon2id$", None, Some(&line(5)))
        .await;
    assert_eq!(set, Err(StoreError::Conflict));
    let set = store
        .set_password(ada.id, "$argon2id$", None, Some(&line(6)))
        .await;
    assert_eq!(set, Ok(()));
    let ticket = Ticket {
        digest: digest(1),
        kind: TicketKind::PasswordReset,
        owner: ada.id.to_string(),
        expires_at: at(60),
    };
    store.add_ticket(&ticket).await.unwrap();
    let reset = async |second, n| {
        let (ticket, now) = (ticket.digest, at(second));
        store
            .reset_password(ada.id, "$argon2id$", ticket, now, Some(&line(n)))
            .await
    };
    assert_eq!(reset(60, 9).await, Err(StoreError::Conflict));
    assert_eq!(reset(59, 10).await, Ok(()));
    let now = store.account(ada.id).await.unwrap().unwrap();
    assert_eq!(now.disabled_at, Some(at(4)));
    assert_eq!(now.password.as_deref(), Some("$argon2id$"));
    let organisation = Organisation::default();
    let set = store.set_organisation(&organisation, Some(&line(7))).await;
    assert_eq!(set, Ok(()));
    let said = comment(8, "offer");
    assert_eq!(store.put_comment(&said, Some(&line(8))).await, Ok(()));
    let stored = store.comments("offer", None, 9).await.unwrap();
    assert_eq!(stored, [said]);
    assert_eq!(lines().await, [1, 4, 6, 7, 8, 10].map(line));
}
