//! Who did what stands there with its entry, whatever goes wrong at that moment.

use mutual::access::{Actor, Role};
use mutual::consent::{ActorRef, Switch};
use mutual::id::AccountId;
use mutual::port::Engine as _;
use mutual::use_cases::{Command, Listing, Outcome, RegistryEdit};

use crate::store::Fault;
use crate::{House, submit};

const REASON: &str = "The mail service leaks.";

fn mara() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([1; 16]),
        role: Role::Marketer,
    }
}

/// She stops a proposition, and her line says so.
fn stop() -> Command {
    let listing = Listing::new(&mara(), "proposition.retired", "recipe-ideas", REASON);
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), REASON.to_owned());
    Command::Listed(Box::new(listing), Box::new(stop))
}

#[tokio::test]
async fn a_stop_and_its_line_are_stored_together_and_once() {
    for (fault, is_there) in [
        (None, true),
        (Some(Fault::AfterCommit), true),
        (Some(Fault::AfterCommitTwice), true),
        (Some(Fault::BeforeCommit), false),
    ] {
        let house = House::open().await;
        let before = house.engine.index();
        let pair = Some(([1; 32], [2; 32]));
        let press = async |house: &House| submit(&house.engine, mara(), stop(), pair).await;
        if let Some(fault) = fault {
            house.store.fail_next(fault);
        }
        let done = press(&house).await;
        assert_eq!(done.is_ok(), is_there, "{fault:?}: {done:?}");
        let lines = house.store.beside().lines;
        assert_eq!(lines.len(), usize::from(is_there), "{fault:?}: {lines:?}");
        // The server starts again, and she presses once more.
        let house = house.restart().await;
        let again = press(&house).await;
        let index = before + 1;
        assert_eq!(again, Ok(Outcome::Retired { index }), "{fault:?}");
        let entries = house.engine.entries(before, 10).await.unwrap();
        assert_eq!(entries.len(), 1, "{fault:?}: {entries:?}");
        let lines = house.store.beside().lines;
        let [line] = &lines[..] else {
            panic!("{fault:?}: {lines:?}");
        };
        assert_eq!(line.at, entries[0].at);
        assert_eq!(line.actor, ActorRef::from(&mara()));
        let said = [&line.what, &line.about, &line.reason].map(String::as_str);
        assert_eq!(said, ["proposition.retired", "recipe-ideas", REASON]);
        house.audit().await;
    }
}

#[tokio::test]
async fn a_stop_with_its_line_comes_last_of_what_arrives_together() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    // On this runtime both arrive before the writer wakes: one group.
    let (stopped, on) = tokio::join!(house.submit(mara(), stop()), house.choose(ana, Switch::On));
    assert!(stopped.is_ok() && on.is_ok(), "{stopped:?} {on:?}");
    assert_eq!(house.store.beside().lines.len(), 1);
}

#[tokio::test]
async fn what_changes_nothing_or_is_refused_has_no_line() {
    let house = House::open().await;
    let term = house.engine.catalogue().registry().terms().next().unwrap();
    let listing = Listing::new(&mara(), "registry.added", &term.key().to_string(), "");
    let edit = Command::EditRegistry(Box::new(RegistryEdit::Add(term)));
    let same = Command::Listed(Box::new(listing), Box::new(edit));
    let refused = house.submit(mara(), same.clone()).await;
    assert!(refused.is_err(), "a marketer does not do that: {refused:?}");
    let done = house.submit(Actor::System, same).await;
    assert_eq!(done, Ok(Outcome::RegistryChanged { index: None }));
    assert_eq!(house.store.beside().lines, []);
}
