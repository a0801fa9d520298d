//! Between the moment in which a draft is taken to go live and the moment in which it is live, nobody
//! moves it, and what it is warned of by then was accepted.

use std::pin::pin;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::id::AccountId;
use mutual::port::Engine as _;
use mutual::use_cases::{Command, NoStep, Publishing, Reading};

use crate::accepted::plants;
use crate::common::{Database, Server};
use crate::on_both;
use crate::review::{KEY, Team, approved, document};
use crate::slow::{Slow, over};

on_both!(
    what_is_taken_to_go_live_is_moved_by_nobody,
    what_it_is_warned_of_since_keeps_it_back,
);

fn publishes(command: &Command) -> bool {
    match command {
        Command::Listed(_, command) => publishes(command),
        command => matches!(command, Command::Publish(_)),
    }
}

/// What somebody tries who looked at the draft after it was taken.
#[derive(Clone, Copy, Debug)]
enum Step {
    Discard,
    SendBack,
    Schedule,
}

async fn what_is_taken_to_go_live_is_moved_by_nobody(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let store = &server.app().live.store;
    let slow = Slow::of(&server, publishes);
    let mutual = over(slow.clone(), &server);
    let reviewer = Actor::Staff {
        account: AccountId::from_bytes([7; 16]),
        role: Role::Reviewer,
    };
    let steps = [
        (Step::Discard, "orders"),
        (Step::SendBack, "points"),
        (Step::Schedule, "cards"),
    ];
    for (number, (step, stays)) in (1_u32..).zip(steps) {
        let mut content = document();
        content["stays"] = format!("Your {stays} stay the same.").into();
        if number > 1 {
            content["change_note"] = "We say what stays in other words.".into();
        }
        team.write(&server, &content).await;
        approved(&server, &mut team).await;
        let looked_at = store.draft(KEY).await.unwrap().unwrap().revision;
        let over = (number > 1).then(|| number - 1);
        let once = format!("publish {looked_at}");
        let mara = &team.writer;
        let publish = mutual.publish(
            mara,
            KEY,
            looked_at,
            Publishing {
                over,
                once: Some(&once),
                note: "",
            },
        );
        let moves = async {
            slow.came.notified().await;
            let taken = store.draft(KEY).await.unwrap().unwrap().revision;
            assert!(taken > looked_at, "it is another revision by then");
            let moved = async {
                match step {
                    Step::Discard => mutual.discard_draft(mara, KEY, taken).await,
                    Step::SendBack => mutual.send_back(&reviewer, KEY, taken, "Too long.").await,
                    Step::Schedule => {
                        let due = slow.now().plus_seconds(3_600);
                        mutual.schedule(mara, KEY, taken, due, "").await
                    }
                }
            };
            let mut moved = pin!(moved);
            let early = tokio::time::timeout(Duration::from_millis(300), moved.as_mut()).await;
            assert!(early.is_err(), "{step:?} does not wait: {early:?}");
            slow.goes_on.notify_one();
            moved.await
        };
        let (published, moved) = tokio::join!(publish, moves);
        assert_eq!(published, Ok(number), "{step:?}");
        let ended = Err(NoStep::Reading(Reading::Absent));
        assert_eq!(moved, ended, "{step:?}");
        assert_eq!(store.draft(KEY).await.unwrap(), None);
    }
    server.stop().await;
}

async fn what_it_is_warned_of_since_keeps_it_back(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let store = &server.app().live.store;
    let slow = Slow::of(&server, publishes);
    let mutual = over(slow.clone(), &server);
    team.write(&server, &document()).await;
    approved(&server, &mut team).await;
    let looked_at = store.draft(KEY).await.unwrap().unwrap().revision;
    let with = Publishing {
        once: Some("publish"),
        ..Publishing::default()
    };
    let publish = mutual.publish(&team.writer, KEY, looked_at, with);
    let meanwhile = async {
        // Nothing was warned of when it was sent to the writer. Then something goes live beside it that may
        // ask the same, which nobody looked at when this was approved.
        slow.came.notified().await;
        server.publish(plants(), None).await;
        slow.goes_on.notify_one();
    };
    let (published, ()) = tokio::join!(publish, meanwhile);
    assert_eq!(published, Err(NoStep::Unaccepted));
    let catalogue = server.app().live.engine.catalogue();
    assert!(catalogue.proposition(KEY).is_none());
    let draft = store.draft(KEY).await.unwrap().unwrap();
    assert!(draft.stage.approved().is_some(), "{:?}", draft.stage);
    server.stop().await;
}
