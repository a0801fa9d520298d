//! Who did what: told with the entry that says it, once, whoever goes away in between.

use std::collections::BTreeMap;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::catalogue::{DataCategory, Slug, Term};
use mutual::clock::Timestamp;
use mutual::consent::{ActorRef, Route};
use mutual::id::AccountId;
use mutual::port::{AccountKind, AuditLine};
use mutual::use_cases::{Drawn, LineWish, RegistryEdit};

use crate::common::{Database, Server};
use crate::on_both;
use crate::web_people::account;

on_both!(
    a_stop_that_is_pressed_again_has_one_line,
    a_stop_has_its_line_though_nobody_waits_for_it,
    what_is_drawn_and_registered_has_its_line_with_its_entry,
);

const KEY: &str = "recipe-ideas";
const WHY: &str = "The mail service leaks.";

/// Mara, who has no account.
fn mara() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([6; 16]),
        role: Role::Marketer,
    }
}

/// What stands in the list about that.
async fn lines(server: &Server, about: Option<&str>) -> Vec<AuditLine> {
    let store = &server.app().live.store;
    store.audit(about, None, 50).await.unwrap()
}

/// When the entries behind that one were appended.
async fn moments(server: &Server, after: u64) -> Vec<Timestamp> {
    let entries = server.app().live.engine.entries(after, 10).await.unwrap();
    entries.iter().map(|entry| entry.at).collect()
}

/// The one line about the stop, which is of the moment of its entry.
async fn is_told_once(server: &Server, index: u64) {
    let lines = lines(server, Some(KEY)).await;
    let [line] = &lines[..] else {
        panic!("{lines:?}");
    };
    assert_eq!([line.at], moments(server, index - 1).await[..]);
    assert_eq!(line.actor, ActorRef::from(&mara()));
    assert_eq!(
        (line.what.as_str(), line.reason.as_str()),
        ("proposition.retired", WHY)
    );
}

async fn a_stop_that_is_pressed_again_has_one_line(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let key: Slug = KEY.parse().unwrap();
    let press = async |server: &Server| {
        let mutual = &server.app().mutual;
        let why = format!(" {WHY} ");
        mutual.retire(&mara(), &key, &why, Some("stop")).await
    };
    let index = press(&server).await.unwrap();
    assert_eq!(press(&server).await, Ok(index));
    let server = server.restart().await;
    assert_eq!(press(&server).await, Ok(index));
    is_told_once(&server, index).await;
    server.stop().await;
}

async fn a_stop_has_its_line_though_nobody_waits_for_it(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let key: Slug = KEY.parse().unwrap();
    let (mutual, engine) = (&server.app().mutual, &server.app().live.engine);
    let index = engine.index() + 1;
    let mara = mara();
    // Her browser is gone before she is told that it is stopped.
    tokio::select! {
        biased;
        is_stopped = engine.wait_for(index, Duration::from_secs(60)) => assert!(is_stopped),
        told = mutual.retire(&mara, &key, WHY, None) => assert_eq!(told, Ok(index)),
    }
    is_told_once(&server, index).await;
    let server = server.restart().await;
    is_told_once(&server, index).await;
    server.stop().await;
}

async fn what_is_drawn_and_registered_has_its_line_with_its_entry(database: Database) {
    let server = Server::start(database).await;
    let role = Role::Reviewer;
    let reviewer = async |email: &str| {
        let account = account(&server, email, AccountKind::Staff(role)).await;
        Actor::Staff { account, role }
    };
    let rex = reviewer("rex@example.org").await;
    let rae = reviewer("rae@example.org").await;
    let (mutual, engine) = (&server.app().mutual, &server.app().live.engine);
    let before = engine.index();
    let drawn = mutual
        .draw_starter_lines(&rex, "We begin with these.")
        .await;
    let drawn = drawn.unwrap();
    // Rex would like to take one of them away, and Rae agrees.
    let catalogue = engine.catalogue();
    let key = catalogue.red_lines().keys().next().unwrap().clone();
    let seen = catalogue.red_lines().revision(&key);
    let wish = LineWish {
        key: key.clone(),
        line: None,
        reason: "We never needed it.".to_owned(),
        from: None,
        seen,
    };
    let proposed = mutual.wish_for_line(&rex, wish).await;
    assert_eq!(proposed, Ok(Drawn::Proposed));
    let (_, waiting) = mutual.line_proposals(&rae).await.unwrap();
    let agreed = mutual.agree_to_line(&rae, waiting[0].id).await;
    assert!(matches!(agreed, Ok(Drawn::From(_))), "{agreed:?}");
    let (_, waiting) = mutual.line_proposals(&rae).await.unwrap();
    assert_eq!(waiting, []);
    // The registry: once something is added, and once it is there already.
    let orders = catalogue.registry().category("orders").unwrap().clone();
    let pets = Term::Data(DataCategory {
        id: "pets".parse().unwrap(),
        ..orders
    });
    let add = async || {
        let edit = RegistryEdit::Add(pets.clone());
        mutual.edit_registry(&rex, Route::Page, edit).await
    };
    assert_eq!(add().await, Ok(Some(before + 3)));
    assert_eq!(add().await, Ok(None));
    let moments = moments(&server, before).await;
    let all = lines(&server, None).await;
    let told: BTreeMap<_, _> = all.iter().map(|line| (line.what.as_str(), line)).collect();
    assert_eq!((moments.len(), all.len(), told.len()), (3, 4, 4), "{all:?}");
    let (drawn, key) = (drawn.to_string(), key.to_string());
    for (what, at, who, about, why) in [
        ("red_line.starter", moments[0], &rex, "red_lines", &*drawn),
        (
            "red_line.agreed",
            moments[1],
            &rae,
            &*key,
            "We never needed it.",
        ),
        ("registry.added", moments[2], &rex, "data:pets", ""),
    ] {
        let line = told[what];
        assert_eq!((line.at, &line.actor), (at, &ActorRef::from(who)), "{what}");
        assert_eq!((&*line.about, &*line.reason), (about, why), "{what}");
    }
    server.stop().await;
}
