//! An admin who gives a key a new secret: with an overlap, again, and beside somebody else.

use std::time::Duration;

use mutual::access::{Actor, Role, Scopes};
use mutual::clock::random;
use mutual::port::AccountKind;
use mutual::use_cases::{ApiClients, ClientWish, SECRETS};
use mutual_engine::SystemEntropy;

use crate::common::{Crm, Database, Server};
use crate::forms::hidden;
use crate::keys::{Office, PAGE, id_in, is_refused, roll_form, secret_in, status, told};
use crate::on_both;
use crate::web_people::{account, signed_in};

on_both!(
    a_secret_is_rolled_with_and_without_an_overlap,
    a_roll_that_comes_again_later_brings_nothing_back_and_ends_nothing,
    a_key_form_that_comes_again_after_a_roll_finds_its_key,
    of_two_admins_who_roll_in_two_tabs_the_later_one_is_told,
    of_many_who_roll_at_once_nobody_loses_a_secret,
);

/// The same form with another overlap.
fn with_overlap<'a>(form: &[(&'a str, &'a str)], overlap: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = form.to_vec();
    form.retain(|(name, _)| *name != "overlap");
    form.push(("overlap", overlap));
    form
}

async fn a_secret_is_rolled_with_and_without_an_overlap(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let page = office.reads(&made).await;
    let first = office.crm(&made, secret_in(&page).unwrap());
    let id = id_in(&made).to_owned();
    let form = roll_form(&page, &id, "86400");
    let form = told(&form);
    let rolled = office.submits("roll-key", &form).await;
    assert_eq!(rolled, format!("/admin/keys/{id}?done=rolled"));
    // Pressed twice, it makes one.
    assert_eq!(office.submits("roll-key", &form).await, rolled);
    let page = office.reads(&rolled).await;
    let second = office.crm(&made, secret_in(&page).unwrap());
    assert_ne!(first.secret, second.secret);
    assert!(page.contains("Works until"), "{page}");
    assert!(
        secret_in(&office.reads(&rolled).await).is_none(),
        "it is shown once"
    );
    assert_eq!((status(&first).await, status(&second).await), (200, 200));
    // At once: those before end.
    let third = office.rolled(&id, "0").await;
    assert_eq!(status(&third).await, 200);
    is_refused(&first).await;
    is_refused(&second).await;
    // Of all that work together there are a few.
    for _ in 1..SECRETS {
        let rolled = office.rolls(&id, "604800").await;
        assert!(rolled.ends_with("done=rolled"), "{rolled}");
    }
    let rolled = office.rolls(&id, "604800").await;
    assert!(rolled.ends_with("failed=secrets"), "{rolled}");
    assert_eq!(status(&third).await, 200);
    for overlap in ["99999999", "-1", "", "x"] {
        let form = [("client", id.as_str()), ("overlap", overlap)];
        let refused = office.submits("roll-key", &form).await;
        assert!(!refused.contains("done="), "{overlap}: {refused}");
    }
}

async fn a_roll_that_comes_again_later_brings_nothing_back_and_ends_nothing(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let id = id_in(&made).to_owned();
    // What the page carries of the secret is neither it nor what is stored of it.
    let page = office.reads(&made).await;
    let secret = secret_in(&page).unwrap().to_owned();
    let present = hidden(&page, "present");
    let digest = mutual::digest::sha256(secret.as_bytes());
    assert!(!page.contains(&mutual::digest::hex(&digest)));
    assert!(present.len() == 64 && present != mutual::digest::hex(&digest));

    // She rolls; the secret leaks, and she ends it at once.
    let before = roll_form(&page, &id, "86400");
    let before = told(&before);
    let rolled = office.submits("roll-key", &before).await;
    let leaked = office.shown(&rolled).await;
    assert_eq!(status(&leaked).await, 200);
    let good = office.rolled(&id, "0").await;
    is_refused(&leaked).await;
    let store = office.server.app().live.store.clone();
    let stored = store.clients().await.unwrap();
    // A tab that is restored sends the older form again, as it was or with another choice.
    for form in [before.clone(), with_overlap(&before, "0")] {
        let again = office.submits("roll-key", &form).await;
        assert_eq!(again, format!("/admin/keys/{id}?failed=moved"));
        let page = office.reads(&again).await;
        assert!(page.contains("Nothing was stored"), "{page}");
        assert!(secret_in(&page).is_none(), "{page}");
        assert_eq!(store.clients().await.unwrap(), stored);
    }
    // Nor does it come back to whoever writes the present mark into that form.
    let now = office.roll_form(&id, "86400").await;
    let forged: Vec<_> = before
        .iter()
        .zip(told(&now))
        .map(|(old, new)| if old.0 == "present" { new } else { *old })
        .collect();
    let rolled = office.submits("roll-key", &forged).await;
    let other = office.shown(&rolled).await;
    assert_ne!(other.secret, leaked.secret);
    assert_eq!((status(&leaked).await, status(&good).await), (401, 200));

    // With an overlap first, and the same form without one behind it: she is told that this ends
    // nothing, and then ends it.
    let form = office.roll_form(&id, "86400").await;
    let rolled = office.submits("roll-key", &told(&form)).await;
    assert!(rolled.ends_with("done=rolled"), "{rolled}");
    let form = told(&form);
    let at_once = office.submits("roll-key", &with_overlap(&form, "0")).await;
    assert!(at_once.ends_with("failed=moved"), "{at_once}");
    assert_eq!(status(&other).await, 200);
    let last = office.rolled(&id, "0").await;
    is_refused(&other).await;
    is_refused(&good).await;
    assert_eq!(status(&last).await, 200);
    // A form that says nothing of what it saw does nothing.
    let blind = [("client", id.as_str()), ("overlap", "0")];
    let blind = office.submits("roll-key", &blind).await;
    assert!(blind.ends_with("failed=moved"), "{blind}");
    assert_eq!(status(&last).await, 200);
}

async fn a_key_form_that_comes_again_after_a_roll_finds_its_key(database: Database) {
    let mut office = Office::open(database).await;
    let key = hidden(&office.reads(PAGE).await, "key").to_owned();
    let form = [
        ("key", key.as_str()),
        ("name", "CRM"),
        ("scopes[check]", "on"),
    ];
    let made = office.submits("make-key", &form).await;
    let id = id_in(&made).to_owned();
    let first = office.shown(&made).await;
    let second = office.rolled(&id, "0").await;
    is_refused(&first).await;
    // The first secret is nowhere any more; the form is still that key's.
    for _ in 0..2 {
        assert_eq!(office.submits("make-key", &form).await, made);
        let page = office.reads(&made).await;
        assert!(secret_in(&page).is_none(), "{page}");
    }
    let store = office.server.app().live.store.clone();
    assert_eq!(store.clients().await.unwrap().len(), 1);
    assert_eq!((status(&first).await, status(&second).await), (401, 200));
    // Nor does it bring back a key that is revoked.
    office.submits("revoke-key", &[("client", &id)]).await;
    is_refused(&second).await;
    assert_eq!(office.submits("make-key", &form).await, made);
    assert_eq!(store.clients().await.unwrap().len(), 1);
    assert_eq!((status(&first).await, status(&second).await), (401, 401));
    // What is made last stands first, whatever the ids are made of.
    for name in ["One", "Two", "Three"] {
        office.makes(name, "test").await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let page = office.reads(PAGE).await;
    let places = ["Three", "Two", "One"].map(|name| page.find(&format!("<bdi>{name}</bdi>")));
    assert!(places.iter().all(Option::is_some) && places.is_sorted());
}

async fn of_two_admins_who_roll_in_two_tabs_the_later_one_is_told(database: Database) {
    let mut office = Office::open(database).await;
    let bob = AccountKind::Staff(Role::Admin);
    account(&office.server, "bob@example.org", bob).await;
    let mut bob = signed_in(&office.server, "bob@example.org").await;
    let made = office.makes("CRM", "live").await;
    let id = id_in(&made).to_owned();
    let path = format!("{PAGE}/{id}");
    let page = office.reads(&path).await;
    let hers = roll_form(&page, &id, "86400");
    let page = bob.get(&path).await.expect(200).text();
    let his = roll_form(&page, &id, "0");
    let rolled = office.submits("roll-key", &told(&hers)).await;
    let new = office.shown(&rolled).await;
    // He would have ended the secret that she is just handing over.
    let answer = bob.submit("/actions/roll-key", &told(&his)).await;
    let moved = answer.expect(303).header("location").to_owned();
    assert_eq!(moved, format!("{path}?failed=moved"));
    let page = bob.get(&moved).await.expect(200).text();
    assert!(page.contains("in another tab") && secret_in(&page).is_none());
    assert_eq!(status(&new).await, 200);
    // He looks, and wants it all the same.
    let his = roll_form(&page, &id, "0");
    let answer = bob.submit("/actions/roll-key", &told(&his)).await;
    let rolled = answer.expect(303).header("location").to_owned();
    let page = bob.get(&rolled).await.expect(200).text();
    let last = office.crm(&rolled, secret_in(&page).unwrap());
    is_refused(&new).await;
    assert_eq!(status(&last).await, 200);
    // At the same moment, one of them is told, and one secret is made.
    let page = office.reads(&path).await;
    let hers = roll_form(&page, &id, "86400");
    let page = bob.get(&path).await.expect(200).text();
    let his = roll_form(&page, &id, "86400");
    let (hers, his) = (told(&hers), told(&his));
    let (one, other) = tokio::join!(
        office.ada.submit("/actions/roll-key", &hers),
        bob.submit("/actions/roll-key", &his),
    );
    let mut told = [one, other].map(|answer| answer.expect(303).header("location").to_owned());
    told.sort();
    let wanted = ["done=rolled", "failed=moved"].map(|what| format!("{path}?{what}"));
    assert_eq!(told, wanted);
    let store = &office.server.app().live.store;
    assert_eq!(store.clients().await.unwrap()[0].secrets.len(), 2);
}

async fn of_many_who_roll_at_once_nobody_loses_a_secret(database: Database) {
    let server = Server::start(database).await;
    let app = server.app().clone();
    let clients = ApiClients {
        store: app.live.store.as_ref(),
        clock: app.clock.as_ref(),
        entropy: app.entropy.as_ref(),
    };
    let wish = ClientWish {
        name: "CRM".to_owned(),
        test: false,
        scopes: Scopes::parse("check").unwrap(),
    };
    let made = clients.make(&Actor::System, wish, random(&SystemEntropy));
    let (client, first) = made.await.unwrap();
    let all = (1..SECRETS).map(|_| {
        let app = app.clone();
        tokio::spawn(async move {
            let clients = ApiClients {
                store: app.live.store.as_ref(),
                clock: app.clock.as_ref(),
                entropy: app.entropy.as_ref(),
            };
            let bytes = random(&SystemEntropy);
            let rolled = clients.roll(&Actor::System, client.id, None, 3_600, bytes);
            let rolled = rolled.await;
            rolled.unwrap().1
        })
    });
    let mut secrets = vec![first];
    for one in all.collect::<Vec<_>>() {
        secrets.push(one.await.unwrap());
    }
    for secret in secrets {
        let crm = Crm {
            url: server.url.clone(),
            id: client.id.to_string(),
            secret,
        };
        assert_eq!(status(&crm).await, 200);
    }
}
