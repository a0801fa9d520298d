//! Ana asks on her own page to be left alone, reads what is known of her life, and complains; checks know
//! of it at once.

use mutual::access::Actor;
use mutual::clock::{Clock as _, Timestamp};
use mutual::consent::Route;
use mutual::guard::{CaseAsked, Matter};
use mutual::id::DecisionId;
use mutual::ledger::LineChange;
use mutual::port::{Engine, Submission};
use mutual::use_cases::{CaseWish, Command, Outcome};
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Visitor};
use crate::on_both;
use crate::own::by_link;
use crate::receipts::proven;
use crate::red_lines::{by_phone, draw, may, shop, starter};

on_both!(
    ana_is_left_alone_for_as_long_as_she_says,
    the_end_that_stands_is_told_and_not_shortened_by_itself,
    what_is_no_wish_for_quiet_sets_none,
    her_history_names_what_is_known_of_her_life,
    while_she_contests_a_decision_she_has_an_open_complaint,
);

const SURE: (&str, &str) = ("sure", "yes");

/// What she sees of it.
async fn part(ana: &mut Visitor, page: &str) -> String {
    let page = ana.get(page).await.expect(200).text();
    let (_, part) = page.split_once("id=\"left-alone\"").unwrap();
    part.split("</section>").next().unwrap().to_owned()
}

async fn asks_for_quiet(ana: &mut Visitor, how_long: &str) -> Answer {
    let form = [SURE, ("quiet", how_long)];
    ana.submit("/actions/quiet-on", &form).await
}

/// When her quiet ends, as programs read it; nothing where there is none.
async fn quiet(crm: &Crm) -> Option<Value> {
    let state = crm.get("/customers/crm:42/consents").await.expect(200);
    let state = state.json();
    let all = state["situations"].as_array().unwrap();
    let found = all.iter().find(|one| one["situation"] == "quiet_period");
    found.map(|one| one["until"].clone())
}

/// For how many whole days that goes on.
fn days(until: &Value) -> u64 {
    let until = Timestamp::parse(until.as_str().unwrap()).unwrap();
    until.seconds_since(SystemClock.now()) / 86_400
}

async fn ana_is_left_alone_for_as_long_as_she_says(database: Database) {
    let (server, crm) = shop(database).await;
    draw(&server, starter()).await;
    let mut ana = by_link(&server, "crm:42").await;
    let before = part(&mut ana, "/").await;
    assert!(before.contains("Off: you have not asked"), "{before}");
    assert!(!before.contains("/actions/quiet-off"), "{before}");
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    let said = asks_for_quiet(&mut ana, "week").await.expect(303);
    let place = said.header("location").to_owned();
    let page = ana.get(&place).await.expect(200).text();
    assert!(page.contains("you want to be left alone"), "{page}");
    // The very next question knows of it.
    let verdict = may(&crm, "&channel=email").await;
    assert_eq!(
        verdict["reasons"][0]["red_line"],
        "no-contact-in-a-quiet-period"
    );
    let until = quiet(&crm).await.unwrap();
    assert!((7..=8).contains(&days(&until)), "{until}");
    let shown = part(&mut ana, "/").await;
    assert!(shown.contains("On until "), "{shown}");
    assert!(shown.contains("End it now"), "{shown}");
    // Programs are told as if one of them had said it, and by whom.
    let index = server.app().live.engine.index();
    let path = format!("/changes?after={}", index - 1);
    let told = crm.get(&path).await.expect(200).json();
    let entry = &told["entries"][0];
    assert_eq!(entry["type"], "customer.situation", "{told}");
    assert_eq!(entry["situation"]["situation"], "quiet_period");
    assert_eq!(entry["situation"]["until"], until);
    assert_eq!(
        (&entry["actor"]["kind"], &entry["route"]),
        (&json!("customer"), &json!("link"))
    );
    // She keeps it as her other choices.
    let kept = proven(&crm, &entry["receipt"]).await;
    assert_eq!(kept["entry"]["situation"], "quiet_period");
    let path = format!("/receipts/{}", entry["receipt"].as_str().unwrap());
    let receipt = ana.get(&path).await.expect(200).text();
    assert!(receipt.contains("You asked to be left alone"), "{receipt}");
    // From the other tab she says the same once more, or another end: the newer one counts.
    asks_for_quiet(&mut ana, "week").await.expect(303);
    assert!((7..=8).contains(&days(&quiet(&crm).await.unwrap())));
    asks_for_quiet(&mut ana, "quarter").await.expect(303);
    assert!(days(&quiet(&crm).await.unwrap()) >= 88);
    asks_for_quiet(&mut ana, "month").await.expect(303);
    assert!((28..=32).contains(&days(&quiet(&crm).await.unwrap())));
    asks_for_quiet(&mut ana, "open").await.expect(303);
    assert_eq!(quiet(&crm).await, Some(Value::Null));
    let shown = part(&mut ana, "/").await;
    assert!(shown.contains("On, until you say otherwise"), "{shown}");
    // It outlives a restart, and she alone needs no evidence to end it.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let mut ana = by_link(&server, "crm:42").await;
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "deny");
    let ended = ana.submit("/actions/quiet-off", &[SURE]).await.expect(303);
    let place = ended.header("location").to_owned();
    let page = ana.get(&place).await.expect(200).text();
    assert!(page.contains("no longer ask to be left alone"), "{page}");
    assert_eq!(quiet(&crm).await, None);
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    let timeline = ana.get("/timeline").await.expect(200).text();
    for line in [
        "You asked to be left alone",
        "You no longer ask to be left alone",
    ] {
        assert!(timeline.contains(line), "{line}: {timeline}");
    }
    server.stop().await;
}

/// The end that is picked before she picks one.
#[track_caller]
fn picked(part: &str) -> &str {
    let mut options = part.split("<option ").skip(1);
    let is_picked = |option: &&str| option.split('>').next().unwrap().contains("selected");
    let option = options.find(is_picked).unwrap();
    let (_, value) = option.split_once("value=\"").unwrap();
    value.split('"').next().unwrap()
}

async fn the_end_that_stands_is_told_and_not_shortened_by_itself(database: Database) {
    let (server, crm) = shop(database).await;
    let mut ana = by_link(&server, "crm:42").await;
    let shown = part(&mut ana, "/").await;
    assert_eq!(picked(&shown), "week");
    assert!(!shown.contains("ends sooner"), "{shown}");
    let said = asks_for_quiet(&mut ana, "quarter").await.expect(303);
    let notice = ana.get(said.header("location")).await.expect(200).text();
    let shown = part(&mut ana, "/").await;
    assert_eq!(picked(&shown), "quarter", "{shown}");
    assert_eq!(shown.matches("ends sooner").count(), 2, "{shown}");
    // Page, notice, receipt and history tell one end.
    let (_, end) = shown.split_once("On until ").unwrap();
    let end = end.split('.').next().unwrap();
    let told = format!("you want to be left alone until {end}.");
    assert!(notice.contains(&told), "{told}: {notice}");
    let index = server.app().live.engine.index();
    let path = format!("/changes?after={}", index - 1);
    let told = crm.get(&path).await.expect(200).json();
    let path = format!(
        "/receipts/{}",
        told["entries"][0]["receipt"].as_str().unwrap()
    );
    let receipt = ana.get(&path).await.expect(200).text();
    assert!(
        receipt.contains("Until when") && receipt.contains(end),
        "{receipt}"
    );
    let history = ana.get("/x/recipe-ideas").await.expect(200).text();
    assert!(history.contains(&format!("until {end}")), "{history}");
    // An end that is none of hers stands as well, and pressing on leaves it.
    let later = SystemClock.now().plus_seconds(100 * 86_400).to_string();
    let path = "/customers/crm:42/situations/quiet_period";
    crm.put(path, &json!({"until": later})).await.expect(204);
    let shown = part(&mut ana, "/").await;
    assert_eq!(picked(&shown), "as-it-is", "{shown}");
    assert_eq!(shown.matches("ends sooner").count(), 3, "{shown}");
    let index = server.app().live.engine.index();
    asks_for_quiet(&mut ana, "as-it-is").await.expect(303);
    assert_eq!(quiet(&crm).await, Some(json!(later)));
    assert_eq!(server.app().live.engine.index(), index);
    let said = asks_for_quiet(&mut ana, "open").await.expect(303);
    let notice = ana.get(said.header("location")).await.expect(200).text();
    assert!(
        notice.contains("left alone, until you say otherwise"),
        "{notice}"
    );
    let shown = part(&mut ana, "/").await;
    assert_eq!(picked(&shown), "open", "{shown}");
    assert_eq!(shown.matches("ends sooner").count(), 3, "{shown}");
    let history = ana.get("/x/recipe-ideas").await.expect(200).text();
    assert!(history.contains("until you say otherwise"), "{history}");
    let mut stranger = Visitor::new(&server);
    let answer = asks_for_quiet(&mut stranger, "as-it-is").await.expect(303);
    assert_eq!(answer.header("location"), "/sign-in");
    server.stop().await;
}

async fn what_is_no_wish_for_quiet_sets_none(database: Database) {
    let (server, crm) = shop(database).await;
    let mut ana = by_link(&server, "crm:42").await;
    let before = server.app().live.engine.index();
    for bad in [
        vec![],
        vec![SURE],
        vec![("quiet", "week")],
        vec![SURE, ("quiet", "for ever")],
        vec![("sure", "no"), ("quiet", "open")],
    ] {
        let answer = ana.submit("/actions/quiet-on", &bad).await;
        assert_eq!(answer.status, 422, "{bad:?}: {}", answer.text());
    }
    let unsure = ana.submit("/actions/quiet-off", &[]).await;
    assert_eq!(unsure.status, 422, "{}", unsure.text());
    // Who is nobody's customer has no quiet to ask for.
    let mut stranger = Visitor::new(&server);
    for (path, form) in [
        ("/actions/quiet-on", vec![SURE, ("quiet", "week")]),
        ("/actions/quiet-on", vec![]),
        ("/actions/quiet-off", vec![SURE]),
    ] {
        let answer = stranger.submit(path, &form).await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in", "{path}");
    }
    assert_eq!(server.app().live.engine.index(), before);
    assert_eq!(quiet(&crm).await, None);
    server.stop().await;
}

async fn her_history_names_what_is_known_of_her_life(database: Database) {
    let (server, crm) = shop(database).await;
    let grieves = "/customers/crm:42/situations/bereavement";
    crm.put(grieves, &json!({})).await.expect(204);
    let over = json!({"evidence": by_phone()});
    let key = crate::common::new_key();
    crm.write("DELETE", grieves, &over, &key).await.expect(204);
    // What a program noted of her is no choice of hers: she keeps nothing of it.
    let index = server.app().live.engine.index();
    let path = format!("/changes?after={}", index - 1);
    let told = crm.get(&path).await.expect(200).json();
    assert_eq!(told["entries"][0]["receipt"], Value::Null, "{told}");
    let quiet = "/customers/crm:42/situations/quiet_period";
    crm.put(quiet, &json!({})).await.expect(204);
    let mut ana = by_link(&server, "crm:42").await;
    for page in ["/timeline", "/data", "/x/recipe-ideas"] {
        let page = ana.get(page).await.expect(200).text();
        for line in [
            "We noted this about your life: somebody close to you died",
            "We noted that this is over: somebody close to you died",
            "We noted this about your life: you want to be left alone",
        ] {
            assert!(page.contains(line), "{line}: {page}");
        }
        assert!(!page.contains("What we know of your situation"), "{page}");
    }
    // What a program set for her she can end herself.
    let shown = part(&mut ana, "/").await;
    assert!(shown.contains("End it now"), "{shown}");
    ana.submit("/actions/quiet-off", &[SURE]).await.expect(303);
    let shown = part(&mut ana, "/").await;
    assert!(shown.contains("Off: you have not asked"), "{shown}");
    server.stop().await;
}

async fn while_she_contests_a_decision_she_has_an_open_complaint(database: Database) {
    let (server, crm) = shop(database).await;
    let line: mutual::guard::RedLine = serde_json::from_value(json!({
        "key": "no-news-while-you-wait", "says": "We write no news to whoever complained.",
        "why": "Answer first.", "when": {"channels": ["email"], "situations": ["open_complaint"]},
        "effect": "deny"}))
    .unwrap();
    draw(&server, vec![LineChange::Put(Box::new(line))]).await;
    let found = server.app().live.engine.holder("crm:42");
    let id = found.unwrap();
    let opens = async |engine: &dyn Engine, matter| {
        let asked = CaseAsked {
            said: Some("Please look at it.".to_owned()),
            ..CaseAsked::default()
        };
        let team = "front_desk".parse().unwrap();
        let wish = CaseWish {
            matter,
            team,
            asked,
        };
        let submission = Submission {
            actor: Actor::Customer(id),
            route: Route::Page,
            command: Command::OpenCase(id, Box::new(wish)),
            idempotency: None,
        };
        match engine.submit(submission).await.unwrap() {
            Outcome::CaseOpened { case, .. } => case,
            other => panic!("no case: {other:?}"),
        }
    };
    let engine = &server.app().live.engine;
    let state = async |crm: &Crm| {
        let state = crm.get("/customers/crm:42/consents").await.expect(200);
        (state.header("etag").to_owned(), state.json())
    };
    opens(engine.as_ref(), Matter::asked(None)).await;
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    let (before, told) = state(&crm).await;
    assert_eq!(told["situations"], json!([]), "a question is no complaint");
    let decision = DecisionId::from_bytes([7; 16]);
    let case = opens(engine.as_ref(), Matter::asked(Some(decision))).await;
    let denied = may(&crm, "&channel=email").await;
    assert_eq!(denied["reasons"][0]["red_line"], "no-news-while-you-wait");
    let (after, told) = state(&crm).await;
    let complains = json!([{"situation": "open_complaint", "until": null}]);
    assert_eq!(told["situations"], complains);
    assert_ne!(before, after, "who has the state of before is told");
    // What a program says of it is its own: it ends nothing that waits here.
    let path = "/customers/crm:42/situations/open_complaint";
    let over = json!({"evidence": by_phone()});
    let key = crate::common::new_key();
    crm.write("DELETE", path, &over, &key).await.expect(204);
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "deny");
    // It outlives a restart, and ends when a person answers.
    let server = server.restart().await;
    let desk = server.crm("cases").await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(state(&crm).await.1["situations"], complains);
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "deny");
    let ruling = crate::cases::ruling("deny", "We looked again.");
    let path = format!("/cases/{case}/decide");
    desk.post(&path, &ruling).await.expect(201);
    assert_eq!(may(&crm, "&channel=email").await["verdict"], "allow");
    assert_eq!(state(&crm).await.1["situations"], json!([]));
    server.stop().await;
}
