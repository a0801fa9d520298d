//! Mirrors that hear late what was said, or nothing at all.

use mutual::clock::{Clock as _, Timestamp};
use mutual_engine::SystemClock;
use serde_json::json;

use super::fake::{Fake, Says, says};
use super::mirrors::until_code;
use super::{Program, about, programs};

/// A mirror of nobody, at the ninth entry.
fn lines() -> String {
    let at = "2026-11-23T10:00:00.000Z";
    let start = json!({"index": 9, "directory": "1.1", "at": at, "purposes": ["recommendations"],
                       "data": ["orders"], "data_categories": [], "propositions": [],
                       "red_lines": []});
    format!("{start}\n{}\n", json!({"customers": 0}))
}

/// A stream that says this and ends there, or goes on in silence.
fn stream(words: &str, stays_open: bool) -> Says {
    Says {
        status: 200,
        headers: vec![("content-type", "text/event-stream".to_owned())],
        body: format!("retry: 10\n{words}\n\n"),
        stays_open,
    }
}

/// A page on which nothing happened.
fn page(at: Timestamp) -> Says {
    let page = json!({"entries": [], "next": 9, "head": 9, "at": at.to_string(),
                      "directory": {"cursor": "1.1", "more": false, "customers": []}});
    says(200, page)
}

/// What a server said an hour ago.
fn held_back() -> String {
    let at = SystemClock.now().plus_seconds(-3_600);
    format!(": at {}\n: 9", at.as_millis())
}

async fn begins(program: &mut Program, fake: &Fake, pages: bool) {
    let with = json!({"url": fake.url, "secret": "s"});
    program.does("connect", with).await;
    let with = json!({"page_by_page": pages});
    program.does("mirror_start", with).await;
}

/// A process was stopped for an hour, or a proxy held back what was said. Then all of it is there at
/// once, and each sign of life is an hour old.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_back_and_comes_late_makes_no_mirror_younger() {
    for mut program in programs() {
        let fake = Fake::start([says(200, lines()), stream(&held_back(), false)]).await;
        begins(&mut program, &fake, false).await;
        until_code(&mut program, "crm:ana", "stale").await;
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["is_stale"], true, "{}", program.name);
        // What is said now is of now, also where this machine's clock is behind.
        let ahead = SystemClock.now().plus_seconds(600).as_millis();
        fake.goes_on_with([stream(&format!(": at {ahead}\n: 9"), true)]);
        until_code(&mut program, "crm:ana", "unknown_customer").await;
        program.does("mirror_stop", json!({})).await;
    }
}

/// A machine whose clock is two minutes ahead says no, and says why: nothing else tells it from one that
/// hears nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_whose_clock_is_ahead_says_that_the_clocks_differ() {
    for mut program in programs() {
        let behind = SystemClock.now().plus_seconds(-120).as_millis();
        let says_behind = stream(&format!(": at {behind}\n: 9"), true);
        let fake = Fake::start([says(200, lines()), says_behind]).await;
        begins(&mut program, &fake, false).await;
        until_code(&mut program, "crm:ana", "stale").await;
        let status = program.does("mirror_status", json!({})).await;
        let trouble = status["trouble"].as_str().unwrap_or_default();
        assert!(trouble.ends_with("or the clocks differ"), "{status}");
        program.does("mirror_stop", json!({})).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_held_back_makes_no_mirror_younger() {
    for mut program in programs() {
        let late = page(SystemClock.now().plus_seconds(-3_600));
        let fake = Fake::start([says(200, lines()), late]).await;
        begins(&mut program, &fake, true).await;
        until_code(&mut program, "crm:ana", "stale").await;
        fake.goes_on_with([page(SystemClock.now())]);
        until_code(&mut program, "crm:ana", "unknown_customer").await;
        program.does("mirror_stop", json!({})).await;
    }
}

/// A server that is older than the libraries says where it is, and no time.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_no_time_is_taken_at_its_word() {
    for mut program in programs() {
        let fake = Fake::start([says(200, lines()), stream(&held_back(), false)]).await;
        begins(&mut program, &fake, false).await;
        until_code(&mut program, "crm:ana", "stale").await;
        // Others may say something on the way.
        fake.goes_on_with([stream(": at noon\n: ping\n: 9", true)]);
        until_code(&mut program, "crm:ana", "unknown_customer").await;
        program.does("mirror_stop", json!({})).await;
    }
}

/// Each clock of a machine may be set, or stand still while it sleeps: the worse of the two counts.
/// Those that the library for Rust reads are looked at beside it.
#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_hears_nothing_grows_old_by_the_worse_of_two_clocks() {
    let [_, mut program] = programs();
    assert_eq!(program.name, "Python");
    // It listens, and nothing is said of where the ledger is.
    let fake = Fake::start([says(200, lines()), stream(": directory", true)]).await;
    begins(&mut program, &fake, false).await;
    for (wall_s, steady_s, code) in [
        (0, 0, "unknown_customer"),
        (30, 30, "unknown_customer"),
        (61, 61, "stale"),
        // The wall's clock was set back, and forward.
        (-3_600, 61, "stale"),
        (61, 0, "stale"),
        (-3_600, 30, "unknown_customer"),
    ] {
        let with = json!({"wall_s": wall_s, "steady_s": steady_s});
        program.does("clocks", with).await;
        let with = json!({"questions": [about("crm:ana")]});
        let told = program.does("mirror_check", with).await;
        let first = &told[0]["reasons"][0]["code"];
        assert_eq!(first, code, "{wall_s} s, {steady_s} s");
    }
}
