//! The moment in which a draft goes live: thrown away at that moment, pressed twice, and a crash right
//! behind it.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::id::AccountId;
use mutual::port::{Draft, Stage, StoreError, SubmitError};
use mutual::use_cases::{Approving, NoStep, Publishing, Reading, Refusal};
use mutual_server::open::Opened;

use crate::common::{Database, Server, config, publish};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, approved, document, step};

on_both!(
    what_goes_live_is_not_thrown_away_at_that_moment,
    pressed_twice_at_one_moment_it_goes_live_once,
    what_a_crash_left_behind_is_not_sent_back,
    nobody_takes_a_step_on_what_is_live_already,
    where_the_writer_does_not_tell_nothing_is_thrown_away,
    a_page_of_before_puts_nothing_live_that_was_scheduled_since,
    of_three_presses_that_come_to_nothing_none_is_told_of_somebody_faster,
    her_press_is_the_same_again_for_nobody_else,
    a_page_that_was_pressed_is_one_of_before_once_its_moment_is_set_or_taken_back,
    what_somebody_else_says_of_it_stands_in_no_line_of_hers,
    what_went_live_by_another_way_is_nobodys_here,
);

/// She presses the button of a page that showed her the live version `over`.
fn said(over: Option<u32>, once: Option<&str>) -> Publishing<'_> {
    let note = "";
    Publishing { over, once, note }
}

/// The number of the live version.
fn live(server: &Server) -> Option<u32> {
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition(KEY)?.live()?;
    Some(live.number)
}

async fn draft(server: &Server) -> Option<Draft> {
    server.app().live.store.draft(KEY).await.unwrap()
}

/// Mara writes what stays, and Rob approves it.
async fn approved_that(server: &Server, team: &mut Team, stays: &str) -> Draft {
    let mut content = document();
    content["stays"] = format!("Your {stays} stay the same.").into();
    if live(server).is_some() {
        content["change_note"] = "We say what stays in other words.".into();
    }
    team.write(server, &content).await;
    approved(server, team).await;
    draft(server).await.unwrap()
}

async fn what_goes_live_is_not_thrown_away_at_that_moment(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    for stays in ["orders", "points", "cards", "coupons"] {
        let looked_at = approved_that(&server, &mut team, stays).await.revision;
        let (mutual, mara, over) = (&server.app().mutual, &team.writer, live(&server));
        let once = format!("publish {looked_at}");
        let publish = mutual.publish(mara, KEY, looked_at, said(over, Some(&once)));
        let discard = mutual.discard_draft(mara, KEY, looked_at);
        let (published, discarded) = tokio::join!(publish, discard);
        // Whoever is told that it is thrown away never finds it live.
        let both = format!("{published:?} {discarded:?}");
        assert_ne!(published.is_ok(), discarded.is_ok(), "{both}");
        assert_eq!(live(&server) > over, published.is_ok(), "{both}");
        assert_eq!(draft(&server).await, None);
    }
    server.stop().await;
}

async fn pressed_twice_at_one_moment_it_goes_live_once(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    for (number, stays) in (1..).zip(["orders", "points", "cards"]) {
        let looked_at = approved_that(&server, &mut team, stays).await.revision;
        let (mutual, mara, over) = (&server.app().mutual, &team.writer, live(&server));
        let once = format!("publish {looked_at}");
        let press = || mutual.publish(mara, KEY, looked_at, said(over, Some(&once)));
        let (one, two) = tokio::join!(press(), press());
        // The other press is told the same, or that the draft has ended: not that somebody else was
        // faster.
        let ended = Err(NoStep::Reading(Reading::Absent));
        assert!(one == Ok(number) || two == Ok(number), "{one:?} {two:?}");
        for press in [one, two] {
            assert!(press == Ok(number) || press == ended, "{press:?}");
        }
        assert_eq!(live(&server), Some(number));
        assert_eq!(draft(&server).await, None);
    }
    server.stop().await;
}

async fn what_a_crash_left_behind_is_not_sent_back(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    approved_that(&server, &mut team, "orders").await;
    let due = server.app().live.engine.now().plus_seconds(2).to_string();
    let due = [("due", due.trim_end_matches('Z'))];
    let to = step(&server, &mut team.mara, "schedule-draft", &due).await;
    assert_eq!(to, format!("{PAGE}?done=scheduled"));
    let scheduled = draft(&server).await.unwrap();
    let ended = async || {
        let is_ended = async {
            while let Some(draft) = draft(&server).await {
                assert_ne!(draft.stage, Stage::Writing, "sent back");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), is_ended).await;
        assert!(
            waited.is_ok(),
            "its moment is over, and the draft still there"
        );
    };
    ended().await;
    assert_eq!(live(&server), Some(1));
    // The version is live, and what ended the draft was not written any more.
    let left = Draft {
        revision: scheduled.revision + 1,
        ..scheduled
    };
    let store = &server.app().live.store;
    store.put_draft(&left, None, None).await.unwrap();
    server.app().mutual.publish_due().await.unwrap();
    ended().await;
    assert_eq!(live(&server), Some(1));
    let lines = store.audit(Some(KEY), None, 50).await.unwrap();
    let is_back = |what: &str| what == "draft.not_published";
    assert!(!lines.iter().any(|line| is_back(&line.what)), "{lines:?}");
    // It went live once, and is told once.
    let published = lines
        .iter()
        .filter(|line| line.what == "proposition.published");
    assert_eq!(published.count(), 1, "{lines:?}");
    server.stop().await;
}

/// Somebody who may review, and has no account.
fn reviewer() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([7; 16]),
        role: Role::Reviewer,
    }
}

/// The stage of an approved draft for which somebody set a moment.
fn with_a_moment(draft: &Draft, by: AccountId, due: Timestamp) -> Stage {
    let (approved_by, approved_at) = draft.stage.approved().unwrap();
    Stage::Scheduled {
        approved_by,
        approved_at,
        over: draft.stage.over(),
        by,
        due,
        pressed: None,
        accepted: draft.stage.accepted().cloned(),
    }
}

async fn nobody_takes_a_step_on_what_is_live_already(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let (mutual, store) = (&server.app().mutual, &server.app().live.store);
    for (number, stays) in (1..).zip(["orders", "points", "cards", "coupons"]) {
        let looked_at = approved_that(&server, &mut team, stays).await;
        let (mara, over) = (&team.writer, live(&server));
        let published = mutual.publish(mara, KEY, looked_at.revision, said(over, None));
        assert_eq!(published.await, Ok(number));
        // The version is live, and what ended the draft was not written any more.
        let mut left = Draft {
            revision: looked_at.revision + 1,
            ..looked_at
        };
        let due = server.app().live.engine.now().plus_seconds(3_600);
        if number == 4 {
            left.stage = with_a_moment(&left, team.writer_id, due);
        }
        store.put_draft(&left, None, None).await.unwrap();
        let (rob, at) = (reviewer(), left.revision);
        let told = match number {
            1 => mutual.discard_draft(mara, KEY, at).await,
            2 => mutual.send_back(&rob, KEY, at, "Too long.").await,
            3 => mutual.schedule(mara, KEY, at, due, "").await,
            _ => mutual.unschedule(mara, KEY, at, "").await,
        };
        assert_eq!(told, Err(NoStep::Moved));
        assert_eq!(draft(&server).await, None);
        assert_eq!(live(&server), Some(number));
    }
    // It is told with the version and in the name of whoever put it live, whoever looked at what was left.
    let lines = store.audit(Some(KEY), None, 50).await.unwrap();
    let told = |what: &str| lines.iter().filter(|line| line.what == what).count();
    for step in ["discarded", "sent_back", "scheduled", "unscheduled"] {
        assert_eq!(told(&format!("draft.{step}")), 0, "{lines:?}");
    }
    assert_eq!(told("proposition.published"), 4, "{lines:?}");
    let published = lines
        .iter()
        .filter(|line| line.what == "proposition.published");
    for line in published {
        assert_eq!(line.actor.id, Some(team.writer_id.to_string()), "{line:?}");
    }
    server.stop().await;
}

async fn where_the_writer_does_not_tell_nothing_is_thrown_away(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let opened = Opened::open(config(database, &folder), true).await.unwrap();
    let (mutual, store) = (&opened.app.mutual, &opened.app.live.store);
    let account = AccountId::from_bytes([1; 16]);
    let role = Role::Marketer;
    let mara = Actor::Staff { account, role };
    let key: Slug = KEY.parse().unwrap();
    let content = document().to_string();
    let saved = mutual.save_draft(&mara, account, &key, content, 0).await;
    let asked = mutual.ask_for_review(&mara, KEY, saved.unwrap(), "").await;
    asked.unwrap();
    let revision = async || store.draft(KEY).await.unwrap().unwrap().revision;
    let approving = Approving {
        accepted: true,
        ..Approving::default()
    };
    let rob = reviewer();
    let approved = mutual.approve(&rob, KEY, revision().await, approving);
    approved.await.unwrap();
    let looked_at = revision().await;
    // Nobody tells whether what it was given before is stored.
    opened.live.stop().await;
    let discarded = mutual.discard_draft(&mara, KEY, looked_at).await;
    let sent_back = mutual.send_back(&rob, KEY, looked_at, "Too long.");
    for told in [discarded, sent_back.await] {
        let is_away = matches!(
            told,
            Err(NoStep::Submit(SubmitError::Store(StoreError::Unavailable(
                _
            ))))
        );
        assert!(is_away, "{told:?}");
    }
    assert_eq!(revision().await, looked_at);
    opened.close().await;
}

async fn a_page_of_before_puts_nothing_live_that_was_scheduled_since(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let looked_at = approved_that(&server, &mut team, "orders").await.revision;
    let (mutual, mara) = (&server.app().mutual, &team.writer);
    let due = server.app().live.engine.now().plus_seconds(3_600);
    let scheduled = mutual.schedule(mara, KEY, looked_at, due, "").await;
    assert_eq!(scheduled, Ok(()));
    let once = format!("publish {looked_at}");
    let published = mutual.publish(mara, KEY, looked_at, said(None, Some(&once)));
    assert_eq!(published.await, Err(NoStep::Moved));
    assert_eq!(live(&server), None);
    let stage = draft(&server).await.unwrap().stage;
    assert!(matches!(stage, Stage::Scheduled { .. }), "{stage:?}");
    server.stop().await;
}

/// Puts version 1 live, has the next one approved, and puts another one live over that approval: from
/// here on every press to publish it comes to nothing, and the draft stays. The revision that was looked
/// at.
async fn overtaken(server: &Server, team: &mut Team) -> u64 {
    let first = approved_that(server, team, "orders").await.revision;
    let mutual = &server.app().mutual;
    let published = mutual.publish(&team.writer, KEY, first, said(None, None));
    assert_eq!(published.await, Ok(1));
    let looked_at = approved_that(server, team, "points").await.revision;
    // What is live changes after the approval.
    let mut other = document();
    other["stays"] = "Your cards stay the same.".into();
    other["change_note"] = "We say what stays in other words.".into();
    let other = serde_json::from_value(other).unwrap();
    publish(server.app().live.engine.as_ref(), other, Some(1)).await;
    looked_at
}

/// What a press is told that came to nothing there.
fn came_to_nothing() -> Result<u32, NoStep> {
    let meanwhile = Refusal::PublishedMeanwhile { live: 2 };
    Err(NoStep::Submit(meanwhile.into()))
}

async fn of_three_presses_that_come_to_nothing_none_is_told_of_somebody_faster(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let looked_at = overtaken(&server, &mut team).await;
    let mutual = &server.app().mutual;
    let once = format!("publish {looked_at}");
    for press in 1..=3 {
        let pressed = mutual.publish(&team.writer, KEY, looked_at, said(Some(1), Some(&once)));
        assert_eq!(pressed.await, came_to_nothing(), "press {press}");
    }
    server.stop().await;
}

/// Another marketer, who has no account.
fn bea() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([6; 16]),
        role: Role::Marketer,
    }
}

async fn her_press_is_the_same_again_for_nobody_else(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    // Mara and Bea have the same page open.
    let looked_at = overtaken(&server, &mut team).await;
    let (mutual, mara, bea) = (&server.app().mutual, &team.writer, &bea());
    let once = format!("publish {looked_at}");
    let press = |who| mutual.publish(who, KEY, looked_at, said(Some(1), Some(&once)));
    assert_eq!(press(mara).await, came_to_nothing());
    // A press that came to nothing leaves the draft as one that is under way: Bea's is another one, and
    // must not take it over.
    let maras = draft(&server).await;
    assert_eq!(press(bea).await, Err(NoStep::Moved));
    assert_eq!(draft(&server).await, maras);
    assert_eq!(press(mara).await, came_to_nothing());
    server.stop().await;
}

async fn a_page_that_was_pressed_is_one_of_before_once_its_moment_is_set_or_taken_back(
    database: Database,
) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let looked_at = overtaken(&server, &mut team).await;
    let (mutual, mara) = (&server.app().mutual, &team.writer);
    let press = |page: u64| mutual.publish(mara, KEY, page, said(Some(1), None));
    let revision = async || draft(&server).await.unwrap().revision;
    assert_eq!(press(looked_at).await, came_to_nothing());
    let due = server.app().live.engine.now().plus_seconds(3_600);
    let scheduled = mutual.schedule(mara, KEY, revision().await, due, "");
    assert_eq!(scheduled.await, Ok(()));
    // Who set a moment since wants it at that moment.
    assert_eq!(press(looked_at).await, Err(NoStep::Moved));
    let with_its_moment = revision().await;
    assert_eq!(press(with_its_moment).await, came_to_nothing());
    let taken_back = mutual.unschedule(mara, KEY, revision().await, "");
    assert_eq!(taken_back.await, Ok(()));
    for page in [looked_at, with_its_moment] {
        assert_eq!(press(page).await, Err(NoStep::Moved));
    }
    server.stop().await;
}

async fn what_somebody_else_says_of_it_stands_in_no_line_of_hers(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut left = approved_that(&server, &mut team, "orders").await;
    let (mutual, store) = (&server.app().mutual, &server.app().live.store);
    let (mara, bea) = (&team.writer, &bea());
    let press = |who, page, note| {
        let publishing = Publishing {
            note,
            ..said(None, None)
        };
        mutual.publish(who, KEY, page, publishing)
    };
    assert_eq!(press(mara, left.revision, "As we said.").await, Ok(1));
    for (who, note) in [(bea, "Bea says so."), (mara, "Once more.")] {
        // The version is live, and what ended the draft was not written any more.
        left = Draft {
            revision: left.revision + 1,
            ..left
        };
        store.put_draft(&left, None, None).await.unwrap();
        assert_eq!(press(who, left.revision, note).await, Ok(1));
        assert_eq!(draft(&server).await, None);
    }
    let lines = store.audit(Some(KEY), None, 50).await.unwrap();
    let hers = Some(team.writer_id.to_string());
    // What she said when it went live is all that is said of it.
    let mut published = lines
        .iter()
        .filter(|line| line.what == "proposition.published");
    let line = published.next().unwrap();
    assert_eq!(line.actor.id, hers, "{line:?}");
    assert_eq!(line.reason, "1\nAs we said.");
    assert_eq!(published.next(), None, "{lines:?}");
    server.stop().await;
}

async fn what_went_live_by_another_way_is_nobodys_here(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let approved = approved_that(&server, &mut team, "orders").await;
    let (mutual, mara) = (&server.app().mutual, &team.writer);
    let same = serde_json::from_str(&approved.content).unwrap();
    publish(server.app().live.engine.as_ref(), same, None).await;
    let pressed = mutual.publish(mara, KEY, approved.revision, said(None, None));
    let pressed = pressed.await;
    assert!(pressed.is_err(), "{pressed:?}");
    let store = &server.app().live.store;
    let lines = store.audit(Some(KEY), None, 50).await.unwrap();
    let hers = Some(team.writer_id.to_string());
    let claims = lines
        .iter()
        .any(|line| line.what == "proposition.published" && line.actor.id == hers);
    assert!(!claims, "{lines:?}");
    // The draft is there still, and is thrown away like any other.
    let revision = draft(&server).await.unwrap().revision;
    let discarded = mutual.discard_draft(mara, KEY, revision).await;
    assert_eq!(discarded, Ok(()));
    assert_eq!(live(&server), Some(1));
    server.stop().await;
}
