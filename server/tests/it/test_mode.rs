//! A developer who tries everything on customers who are nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use mutual::clock::{Clock, Timestamp};
use mutual::consent::Route;
use mutual::digest::DigestKey;
use mutual::id::CustomerId;
use mutual::port::{Engine, Submission};
use mutual::use_cases::{Command, PutCustomer};
use mutual_engine::{EngineHandle, Options, SystemClock, SystemEntropy};
use mutual_server::worker::test_customers::play;
use serde_json::{Value, json};

use crate::api_consent::just_now;
use crate::common::{ALL_SCOPES, Crm, Database, Server, Visitor, databases, demo, publish};
use crate::on_both;

on_both!(
    a_customer_who_always_refuses_does,
    a_customer_whose_browser_asks_not_to_sell_does,
    a_customer_who_needs_an_answer_has_none_until_she_gives_it,
    a_wording_that_really_changed_is_the_one_that_is_asked_about,
    a_yes_is_taken_back_a_minute_later_also_over_a_restart,
    on_the_live_side_such_a_name_is_a_name_like_any_other,
    the_pages_of_a_test_customer_say_so_and_touch_nobody_real,
    a_test_mail_has_a_button_that_works_on_the_test_side_alone,
);

/// Her exchanges, by proposition: decision and phase.
async fn state(crm: &Crm, who: &str) -> Vec<(String, String, String)> {
    let path = format!("/customers/{who}/consents");
    let consents = crm.get(&path).await.expect(200).json();
    let exchanges = consents["exchanges"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = exchanges.iter().map(|exchange| {
        let toggle = &exchange["toggles"]["exchange"];
        let (key, legal) = (text(&exchange["proposition"]), text(&toggle["legal_basis"]));
        (
            key,
            legal,
            format!("{}/{}", text(&toggle["decision"]), text(&toggle["phase"])),
        )
    });
    rows.collect()
}

/// Waits until each of her exchanges that rest on consent is like that.
async fn all_are(crm: &Crm, who: &str, wanted: &[&str]) {
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let state = state(crm, who).await;
        let mut asked = state.iter().filter(|(_, legal, _)| legal == "consent");
        if asked.all(|(_, _, is)| wanted.contains(&is.as_str())) {
            return;
        }
        assert!(tokio::time::Instant::now() < until, "{state:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Makes her by that identifier.
async fn made(crm: &Crm, identifier: &str) -> String {
    let path = format!("/customers/{}", crate::common::encoded(identifier));
    let answer = crm.put(&path, &json!({"region": "GB"})).await.expect(201);
    answer.json()["customer"].as_str().unwrap().to_owned()
}

async fn turn_on(crm: &Crm, who: &str, key: &str, version: u32) -> u64 {
    let choice = json!({"proposition": key, "version": version, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": just_now(),
        "wording": "May we?"}});
    let path = format!("/customers/{who}/choices");
    let stored = crm.post(&path, &choice).await.expect(201).json();
    stored["index"].as_u64().unwrap()
}

async fn a_customer_who_always_refuses_does(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.test_crm(ALL_SCOPES).await;
    let id = made(&crm, "test:always-refuses").await;
    let other = made(&crm, "test:always-refuses/2").await;
    for who in [&id, &other] {
        all_are(&crm, who, &["denied/active"]).await;
    }
    // What is turned on for her she takes back, and the feed has both.
    let index = turn_on(&crm, &id, "recipe-ideas", 1).await;
    all_are(&crm, &id, &["denied/active", "denied/withdrawn"]).await;
    let changes = crm.get(&format!("/changes?after={}", index - 1)).await;
    let changes = changes.expect(200).json();
    let changes = changes["entries"].as_array().unwrap().clone();
    let hers = changes
        .iter()
        .filter(|entry| entry["customer"] == json!(id));
    let hers: Vec<_> = hers
        .map(|entry| json!([entry["type"], entry["route"]]))
        .collect();
    let wanted = [
        json!(["consent.granted", "api"]),
        json!(["consent.withdrawn", "page"]),
    ];
    assert_eq!(hers, wanted);
    // Whoever is not named so does nothing by herself.
    let jo = made(&crm, "crm:7").await;
    let mis = made(&crm, "test:always-refuse").await;
    all_are(&crm, &jo, &["none/pending"]).await;
    all_are(&crm, &mis, &["none/pending"]).await;
}

async fn a_customer_whose_browser_asks_not_to_sell_does(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.test_crm(ALL_SCOPES).await;
    let id = made(&crm, "test:sends-gpc").await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    let path = format!("/customers/{id}/consents");
    while crm.get(&path).await.expect(200).json()["signals"] != json!(["gpc"]) {
        assert!(
            tokio::time::Instant::now() < until,
            "her browser says nothing"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let changes = crm.get("/changes?after=0&limit=1000").await;
    let changes = changes.expect(200).json();
    let entries = changes["entries"].as_array().unwrap();
    let hers: Vec<_> = entries
        .iter()
        .filter(|entry| entry["customer"] == json!(id))
        .map(|entry| json!([entry["type"], entry["route"]]))
        .collect();
    assert_eq!(
        hers,
        [json!(["signal.gpc", "signal"])],
        "once, and nothing else"
    );
}

async fn a_customer_who_needs_an_answer_has_none_until_she_gives_it(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.test_crm(ALL_SCOPES).await;
    let before = server.app().live.engine.catalogue();
    let id = made(&crm, "test:needs-an-answer").await;
    // Nothing of the demo ever changed, so that something is made that did: on the test side alone.
    let key = "test-needs-an-answer";
    let is = async || {
        let state = state(&crm, &id).await;
        state
            .into_iter()
            .find(|(known, ..)| known == key)
            .map(|(_, _, is)| is)
    };
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while is().await.as_deref() != Some("granted/needs_answer") {
        assert!(tokio::time::Instant::now() < until, "{:?}", is().await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let purpose = demo().remove(0).purpose;
    let check = crm
        .get(&format!("/customers/{id}/check?purpose={purpose}"))
        .await;
    let check = check.expect(200).json();
    assert_eq!(check["verdict"], "deny");
    assert_eq!(check["reasons"][0]["code"], "needs_answer", "{check}");
    assert!(Arc::ptr_eq(&before, &server.app().live.engine.catalogue()));
    // Her answer is one as anybody's, and she keeps to it.
    turn_on(&crm, &id, key, 2).await;
    assert_eq!(is().await.as_deref(), Some("granted/active"));
    // A second one finds everything there, also after a restart.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let second = made(&crm, "test:needs-an-answer/2").await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let state = state(&crm, &second).await;
        let of = state.iter().find(|(known, ..)| known == key).unwrap();
        if of.2 == "granted/needs_answer" {
            break;
        }
        assert!(tokio::time::Instant::now() < until, "{state:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let test = server.app().test.engine.catalogue();
    assert_eq!(test.proposition(key).unwrap().versions().len(), 2);
}

async fn a_wording_that_really_changed_is_the_one_that_is_asked_about(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut document = demo().remove(0);
    document.retention = "36 months after your last order".to_owned();
    document.term_months += 1;
    document.recipients.push("Other Mail Ltd".to_owned());
    document.change_note = Some("One more company sends our mail.".to_owned());
    let key = document.key.to_string();
    server.publish(document, Some(1)).await;
    let crm = server.test_crm(ALL_SCOPES).await;
    let id = made(&crm, "test:needs-an-answer").await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let state = state(&crm, &id).await;
        let of = state.iter().find(|(known, ..)| *known == key).unwrap();
        if of.2 == "granted/needs_answer" {
            break;
        }
        assert!(tokio::time::Instant::now() < until, "{state:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let test = server.app().test.engine.catalogue();
    assert!(test.proposition("test-needs-an-answer").is_none());
}

/// A clock that is set forward by hand.
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        let ahead = self.0.load(Ordering::SeqCst);
        SystemClock.now().plus_seconds(ahead)
    }

    fn steady(&self) -> Duration {
        let ahead = u64::try_from(self.0.load(Ordering::SeqCst)).unwrap();
        SystemClock.steady() + Duration::from_secs(ahead)
    }
}

async fn engine(url: &str, clock: &Arc<Ahead>) -> Arc<EngineHandle> {
    let store = mutual_server::open::store(url).await.unwrap();
    store.migrate().await.unwrap();
    let options = Options {
        lease_s: 5,
        ..Options::default()
    };
    let key = DigestKey::new([7; 32]);
    let started = mutual_engine::start(store, clock.clone(), Arc::new(SystemEntropy), key, options);
    started.await.unwrap()
}

/// Waits for the next entry about somebody; its type.
async fn next(engine: &EngineHandle, after: &mut u64) -> String {
    loop {
        assert!(engine.wait_for(*after + 1, Duration::from_secs(30)).await);
        for entry in engine.entries(*after, 100).await.unwrap() {
            *after = entry.index;
            if entry.body.customer().is_some() {
                return entry.body.kind().word().to_owned();
            }
        }
    }
}

async fn a_yes_is_taken_back_a_minute_later_also_over_a_restart(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let [url, _] = databases(database, &folder);
    let clock = Arc::new(Ahead(AtomicI64::new(0)));
    let test = engine(&url, &clock).await;
    let document = demo()
        .into_iter()
        .find(|document| document.legal_basis.word() == "consent");
    publish(test.as_ref(), document.unwrap(), None).await;
    let playing = tokio::spawn(play(test.clone()));
    let put = PutCustomer {
        identifiers: vec!["test:withdraws-after-a-minute".parse().unwrap()],
        ..PutCustomer::default()
    };
    let submission = Submission {
        actor: mutual::access::Actor::System,
        route: Route::Api,
        command: Command::PutCustomer(put),
        idempotency: None,
    };
    test.submit(submission).await.unwrap();
    let mut after = test.index();
    assert_eq!(next(&test, &mut after).await, "consent.granted");
    let granted = after;
    // Just before its minute is over nothing happens, also where the server starts again.
    playing.abort();
    test.stop().await;
    clock.0.store(50, Ordering::SeqCst);
    let test = engine(&url, &clock).await;
    let id: CustomerId = test.holder("test:withdraws-after-a-minute").unwrap();
    let playing = tokio::spawn(play(test.clone()));
    // Another one is made and answers: by then the first one was looked at.
    let put = PutCustomer {
        identifiers: vec!["test:always-refuses".parse().unwrap()],
        ..PutCustomer::default()
    };
    let submission = Submission {
        actor: mutual::access::Actor::System,
        route: Route::Api,
        command: Command::PutCustomer(put),
        idempotency: None,
    };
    test.submit(submission).await.unwrap();
    assert_eq!(next(&test, &mut after).await, "consent.refused");
    let trail = test.trail(granted, 10).await.unwrap();
    assert!(trail.iter().all(|entry| entry.body.customer() == Some(id)));
    clock.0.store(61, Ordering::SeqCst);
    assert_eq!(next(&test, &mut after).await, "consent.withdrawn");
    let last = test.entries(after - 1, 1).await.unwrap();
    assert_eq!(last[0].body.customer(), Some(id));
    let first = test.entries(granted - 1, 1).await.unwrap();
    let seconds = last[0].at.seconds_since(first[0].at);
    assert!(seconds >= 60, "{seconds}");
    playing.abort();
    test.stop().await;
}

async fn on_the_live_side_such_a_name_is_a_name_like_any_other(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (real, test) = (
        server.crm(ALL_SCOPES).await,
        server.test_crm(ALL_SCOPES).await,
    );
    let who = made(&real, "test:always-refuses").await;
    let index = server.app().live.engine.index();
    let rehearsed = made(&test, "test:always-refuses").await;
    all_are(&test, &rehearsed, &["denied/active"]).await;
    assert_eq!(server.app().live.engine.index(), index);
    all_are(&real, &who, &["none/pending"]).await;
}

/// The path of a link that the API made.
async fn link(crm: &Crm, who: &str, body: &Value) -> Value {
    let path = format!("/customers/{who}/links");
    crm.call("POST", &path, &[], Some(body))
        .await
        .expect(201)
        .json()
}

fn path_of(url: &Value) -> String {
    let url = url.as_str().unwrap();
    let place = url
        .find("/in?")
        .or_else(|| url.find("/unsubscribe?"))
        .unwrap();
    url[place..].to_owned()
}

async fn the_pages_of_a_test_customer_say_so_and_touch_nobody_real(database: Database) {
    const BAND: &str = "class=\"test-band\"";
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (real, test) = (
        server.crm(ALL_SCOPES).await,
        server.test_crm(ALL_SCOPES).await,
    );
    let (ana, jo) = (made(&real, "crm:42").await, made(&test, "crm:42").await);
    let live = server.app().live.engine.index();
    let made_link = link(&test, &jo, &json!({"page": "/"})).await;
    let path = path_of(&made_link["url"]);
    let mut visitor = Visitor::new(&server);
    visitor.get(&path).await.expect(303);
    for page in [
        "/",
        "/x/recipe-ideas",
        "/timeline",
        "/data",
        "/account",
        "/data/leave",
        "/x/none",
    ] {
        let text = visitor.get(page).await.text();
        assert!(text.contains(BAND), "{page}");
        assert!(text.contains("Nobody real is meant"), "{page}");
        assert!(text.contains("<title>Test · "), "{page}");
    }
    // In her own language.
    let headers = [("accept-language", "ar")];
    let organisation = mutual::port::Organisation {
        locales: vec!["en".to_owned(), "ar".to_owned()],
        ..mutual::port::Organisation::default()
    };
    let store = &server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
    let arabic = visitor.send("GET", "/", &headers, "").await.text();
    assert!(
        arabic.contains(BAND) && arabic.contains("تجربة"),
        "{arabic}"
    );
    // What she chooses is hers, and nobody real's.
    let before = server.app().test.engine.index();
    let index = before.to_string();
    let fields = [
        ("proposition", "recipe-ideas"),
        ("toggle", "exchange"),
        ("to", "on"),
        ("version", "1"),
        ("index", index.as_str()),
        ("from", "/"),
    ];
    visitor.submit("/actions/choose", &fields).await.expect(303);
    assert_eq!(server.app().test.engine.index(), before + 1);
    assert_eq!(server.app().live.engine.index(), live);
    // A real customer's pages have no band, and the same link in the other's name opens nothing.
    let mut real_one = Visitor::new(&server);
    real_one.get(&server.link("crm:42", "/")).await.expect(303);
    let text = real_one.get("/").await.expect(200).text();
    assert!(!text.contains(BAND));
    let stolen = path.replace(&jo, &ana);
    assert_ne!(stolen, path);
    Visitor::new(&server).get(&stolen).await.expect(403);
    // A real link names nobody of the test side.
    Visitor::new(&server)
        .get(&server.link(&jo, "/"))
        .await
        .expect(403);
    // Where a real customer is in, a test link asks before it ends her visit.
    let page = real_one.get(&path).await.expect(200).text();
    assert!(!page.contains(BAND), "she is still the one who is in");
    let query = path.split_once('?').unwrap().1;
    real_one
        .submit("/actions/open-link", &[("link", query)])
        .await
        .expect(303);
    assert!(real_one.get("/").await.text().contains(BAND));
    // Erased, she is gone from the test side, and her visit ends.
    test.call(
        "DELETE",
        &format!("/customers/{jo}"),
        &[("idempotency-key", "gone")],
        None,
    )
    .await
    .expect(204);
    let left = visitor.get("/").await.expect(303);
    assert!(left.header("location").starts_with("/sign-in"));
    real.get(&format!("/customers/{ana}")).await.expect(200);
}

async fn a_test_mail_has_a_button_that_works_on_the_test_side_alone(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let test = server.test_crm(ALL_SCOPES).await;
    let jo = made(&test, "email:jo@example.org").await;
    turn_on(&test, &jo, "recipe-ideas", 1).await;
    let live = server.app().live.engine.index();
    let body = json!({"unsubscribe": {"proposition": "recipe-ideas"}});
    let path = path_of(&link(&test, &jo, &body).await["url"]);
    let mut visitor = Visitor::new(&server);
    let page = visitor.get(&path).await.expect(200).text();
    assert!(page.contains("class=\"test-band\""), "{page}");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    visitor
        .send("POST", &path, &headers, "List-Unsubscribe=One-Click")
        .await
        .expect(200);
    let state = state(&test, &jo).await;
    let of = state
        .iter()
        .find(|(key, ..)| key == "recipe-ideas")
        .unwrap();
    assert_eq!(of.2, "denied/withdrawn");
    assert_eq!(server.app().live.engine.index(), live);
    // A test link that ran out is renewed by nobody: its address may be somebody's.
    let sign = mutual_server::auth::link::sign_for;
    let purpose = mutual_server::auth::link::Purpose::TestVisit;
    let old = Timestamp::from_millis(1_000_000);
    let old = sign(purpose, &server.app().keys.link, &jo, "/", old).unwrap();
    visitor.get(&old).await.expect(410);
    let query = old.split_once('?').unwrap().1;
    let sent = visitor
        .submit("/actions/send-link", &[("link", query)])
        .await
        .expect(303);
    assert_eq!(sent.header("location"), "/in?sent=yes");
    let folder = server.stop().await;
    assert!(crate::web_people::mails(&folder.path().join("data/mail")).is_empty());
}
