//! When what was scheduled goes live: at its second, in the zone in which it was typed.

use std::sync::Arc;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::catalogue::Slug;
use mutual::clock::{Clock as _, Timestamp};
use mutual::id::AccountId;
use mutual::insight::Day;
use mutual::port::{
    Account, AccountKind, Engine as _, Organisation, Stage, StoreError, SubmitError,
};
use mutual::use_cases::{Approving, NoStep, Publishing};
use mutual_engine::SystemClock;
use mutual_server::config::Config;
use mutual_server::open::Opened;
use mutual_server::worker::schedule::keep_schedule;

use crate::common::{Database, Server, config};
use crate::on_both;
use crate::past::Hand;
use crate::review::{KEY, PAGE, Team, document, step};

on_both!(
    nothing_is_live_a_millisecond_before_its_second_and_all_is_at_it,
    what_comes_due_was_pressed_by_nobody,
    a_moment_is_typed_and_told_in_the_organisations_own_zone,
);

/// Now, as a whole second.
fn this_second() -> Timestamp {
    Timestamp::from_millis(SystemClock.now().as_millis() / 1_000 * 1_000)
}

/// An installation by a clock that stands at this second until the story sets it.
pub async fn by_hand(config: Config) -> (Opened, Arc<Hand>) {
    let clock = Hand::at(this_second());
    let opened = Opened::open_by(config, true, clock.clone());
    (opened.await.unwrap(), clock)
}

/// Mara writes a draft, Rob approves it, and Mara sets the moment at which it goes live. What comes back
/// is Mara.
pub async fn scheduled(opened: &Opened, due: Timestamp) -> Actor {
    let (mutual, store) = (&opened.app.mutual, &opened.app.live.store);
    let [mara, rob] = [1, 2].map(|n| AccountId::from_bytes([n; 16]));
    let staff = |account, role| Actor::Staff { account, role };
    let (writer, reviewer) = (staff(mara, Role::Marketer), staff(rob, Role::Reviewer));
    let key: Slug = KEY.parse().unwrap();
    // What was approved by nobody who is there goes back.
    let rob_is_there = Account {
        id: rob,
        email: "rob@example.org".to_owned(),
        password: None,
        kind: AccountKind::Staff(Role::Reviewer),
        created_at: opened.live.now(),
        disabled_at: None,
    };
    store.add_account(&rob_is_there, None).await.unwrap();
    let revision = async || store.draft(KEY).await.unwrap().unwrap().revision;
    let content = document().to_string();
    let saved = mutual.save_draft(&writer, mara, &key, content, 0).await;
    saved.unwrap();
    let asked = mutual.ask_for_review(&writer, KEY, revision().await, "");
    asked.await.unwrap();
    let approving = Approving {
        accepted: true,
        ..Approving::default()
    };
    let approved = mutual.approve(&reviewer, KEY, revision().await, approving);
    approved.await.unwrap();
    let scheduled = mutual.schedule(&writer, KEY, revision().await, due, "");
    scheduled.await.unwrap();
    writer
}

/// By a clock that stands where the story puts it, so that how busy the machine is plays no part.
async fn nothing_is_live_a_millisecond_before_its_second_and_all_is_at_it(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let due = clock.now().plus_seconds(3_600);
    scheduled(&opened, due).await;
    let mutual = opened.app.mutual.clone();
    let store = &opened.app.live.store;
    let live = || {
        let catalogue = opened.live.catalogue();
        let known = catalogue.proposition(KEY).cloned();
        known.and_then(|known| known.live().cloned())
    };
    for millis_before in [1_000, 1] {
        clock.set(Timestamp::from_millis(due.as_millis() - millis_before));
        assert_eq!(mutual.publish_due().await, Ok(Some(due)));
        assert!(live().is_none(), "{millis_before} ms before");
    }
    // Who waits for it sees it at that second. The clock stands a millisecond before it and then at it,
    // so that what went live too early would say so, and a later moment is not to be had.
    let worker = tokio::spawn(keep_schedule(mutual.clone()));
    clock.set(due);
    let is_live = async {
        while live().is_none() {
            let draft = store.draft(KEY).await.unwrap();
            let stage = draft.map(|draft| draft.stage);
            assert_ne!(stage, Some(Stage::Writing), "it was sent back");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), is_live).await;
    assert!(waited.is_ok(), "it is due, and does not go live");
    assert_eq!(live().unwrap().published_at, due);
    // It is the ledger that says so.
    let index = live().unwrap().index;
    let entries = opened.live.entries(index - 1, 1).await.unwrap();
    assert_eq!(entries[0].at, due);
    worker.abort();
    opened.close().await;
}

async fn what_comes_due_was_pressed_by_nobody(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let due = clock.now().plus_seconds(3_600);
    let mara = scheduled(&opened, due).await;
    let (mutual, store) = (&opened.app.mutual, &opened.app.live.store);
    let draft = async || store.draft(KEY).await.unwrap().unwrap();
    let press = |page: u64| {
        let publishing = Publishing {
            over: None,
            once: Some("publish"),
            note: "",
        };
        mutual.publish(&mara, KEY, page, publishing)
    };
    // From here on nobody tells what becomes of a version: neither of the one that Mara does not want
    // to wait for, nor at its moment.
    opened.live.stop().await;
    let with_its_moment = draft().await.revision;
    let told = press(with_its_moment).await;
    let is_away = matches!(
        told,
        Err(NoStep::Submit(SubmitError::Store(StoreError::Unavailable(
            _
        ))))
    );
    assert!(is_away, "{told:?}");
    let after_her_press = draft().await.revision;
    clock.set(due);
    let told = mutual.publish_due().await;
    let is_away = matches!(told, Err(StoreError::Unavailable(_)));
    assert!(is_away, "{told:?}");
    // It went on its way by itself, in the name of whoever set the moment. That is no press of hers, so
    // that no page of before is the same again.
    let on_its_way = draft().await;
    for page in [with_its_moment, after_her_press] {
        assert!(page < on_its_way.revision);
        assert_eq!(press(page).await, Err(NoStep::Moved));
    }
    assert_eq!(draft().await, on_its_way);
    opened.close().await;
}

/// The last Sunday up to the 31st of a month, as a form names it.
fn last_sunday(year: i64, month: &str) -> Day {
    let last = Timestamp::parse(&format!("{year}-{month}-31T00:00:00Z")).unwrap();
    let last = Day::of(last);
    // A week ends on its Sunday.
    let sunday = last.monday().plus(6);
    if sunday > last {
        sunday.plus(-7)
    } else {
        sunday
    }
}

/// In Berlin the clocks go forward on the last Sunday of March, from 2 to 3, and back on that of October,
/// from 3 to 2, both at 1:00 UTC (Directive 2000/84/EC).
async fn a_moment_is_typed_and_told_in_the_organisations_own_zone(database: Database) {
    let server = Server::start(database).await;
    let store = server.app().live.store.clone();
    let organisation = Organisation {
        name: "Grocer".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        ..Organisation::default()
    };
    store.set_organisation(&organisation, None).await.unwrap();
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    step(&server, &mut team.rob, "approve-draft", &[]).await;
    let today = Day::of(SystemClock.now());
    let year: i64 = SystemClock.now().to_string()[..4].parse().unwrap();
    let near = |day: &Day| (2..360).contains(&day.since(today));
    let change = |month| {
        let days = [0, 1].map(|later| last_sunday(year + later, month));
        days.into_iter().find(near)
    };
    let day = |day: Day| day.begin().to_string()[..10].to_owned();
    // What is typed, what it is in UTC, and how the field and the page tell it.
    let mut typed = Vec::new();
    if let Some(day) = change("03").map(day) {
        // This hour there is not: it is as much later as the clocks go forward.
        typed.push((
            format!("{day}T02:30"),
            format!("{day}T01:30:00.000Z"),
            "03:30",
        ));
    }
    if let Some(day) = change("10").map(day) {
        // This hour there is twice: it is the first.
        typed.push((
            format!("{day}T02:30"),
            format!("{day}T00:30:00.000Z"),
            "02:30",
        ));
    }
    assert!(!typed.is_empty(), "one of the two is always near enough");
    // Whoever sets a moment is asked for its second, and its second it is.
    let page = team.mara.get(PAGE).await.expect(200).text();
    let field = page.split("id=\"f-due\"").nth(1).unwrap();
    let field = field.split('>').next().unwrap();
    assert!(field.contains("step=\"1\""), "{field}");
    let soon = format!("{}T12:00:07", day(today.plus(3)));
    let due = [("due", soon.as_str())];
    step(&server, &mut team.mara, "schedule-draft", &due).await;
    let draft = store.draft(KEY).await.unwrap().unwrap();
    let Stage::Scheduled { due, .. } = draft.stage else {
        panic!("scheduled: {draft:?}")
    };
    assert!(due.to_string().ends_with(":00:07.000Z"), "{due}");
    for (typed, moment, told) in typed {
        let due = [("due", typed.as_str())];
        let to = step(&server, &mut team.mara, "schedule-draft", &due).await;
        assert_eq!(to, format!("{PAGE}?done=scheduled"), "{typed}");
        let draft = store.draft(KEY).await.unwrap().unwrap();
        let Stage::Scheduled { due, .. } = draft.stage else {
            panic!("scheduled: {draft:?}")
        };
        assert_eq!(due.to_string(), moment, "{typed}");
        let page = team.mara.get(PAGE).await.expect(200).text();
        let page = page.replace("<!>", "");
        assert!(page.contains("(Europe/Berlin)"), "{page}");
        assert!(page.contains("the first of the two counts"), "{page}");
        let field = format!("value=\"{}T{told}:00\"", &typed[..10]);
        assert!(page.contains(&field), "`{field}` is not in {page}");
        assert!(page.contains(&format!(", {told}.")), "{page}");
        // Sent as it stands, it is the same moment.
        let again = format!("{}T{told}:00", &typed[..10]);
        step(
            &server,
            &mut team.mara,
            "schedule-draft",
            &[("due", &again)],
        )
        .await;
        let draft = store.draft(KEY).await.unwrap().unwrap();
        let same = matches!(draft.stage, Stage::Scheduled { due, .. } if due.to_string() == moment);
        assert!(same, "{draft:?}");
    }
    server.stop().await;
}
