//! Whoever speaks for a customer says when she said so. What she said since counts.

use mutual::access::Actor;
use mutual::catalogue::{ChangeClass, Channel, Document};
use mutual::clock::{Clock as _, Timestamp};
use mutual::id::CustomerId;
use mutual::use_cases::Command;
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::api_bulk::{import, line, past};
use crate::common::{Crm, Database, Server, demo};
use crate::decisions_guarded::does;
use crate::erasure::assert_good;
use crate::on_both;
use crate::red_lines::{by_phone, may, shop};

on_both!(
    a_yes_of_before_her_no_turns_nothing_on,
    of_a_choice_with_a_part_that_she_turned_off_since_nothing_is_stored,
    a_pause_ends_by_what_she_said_since_and_by_nothing_else,
    what_was_said_between_two_pauses_ends_neither,
    nobody_makes_a_child_grown_up_without_evidence,
    a_line_whose_year_is_not_taken_over_keeps_its_no,
    a_yes_of_before_everybody_was_asked_anew_is_none_to_what_is_asked_now,
    a_line_says_yes_to_no_version_that_was_published_later,
    a_yes_of_before_a_part_was_offered_does_not_turn_it_on,
    a_line_turns_on_no_part_that_was_offered_later,
);

const DAY_S: i64 = 86_400;
const CHOICES: &str = "/customers/crm:42/choices";
const NOT_YET: &str = "what it names was not published by then";

fn days_ago(days: i64) -> Timestamp {
    SystemClock.now().plus_seconds(-days * DAY_S)
}

/// A millisecond before.
fn before(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.as_millis() - 1)
}

fn says(toggles: &Value, at: Timestamp) -> Value {
    json!({"proposition": "recipe-ideas", "version": 1, "toggles": toggles, "evidence":
        {"how": "phone", "where": "call centre", "at": at.to_string(), "wording": "May we?"}})
}

fn index(server: &Server) -> u64 {
    server.app().live.engine.index()
}

fn ana(server: &Server) -> CustomerId {
    server.app().live.engine.holder("crm:42").unwrap()
}

async fn why(crm: &Crm) -> Value {
    may(crm, "&channel=email").await["reasons"][0]["code"].clone()
}

/// The write is refused as older than what she said since, and nothing is stored.
async fn is_older(server: &Server, crm: &Crm, path: &str, body: &Value) {
    let stood = index(server);
    let message = too_old(crm, path, body).await;
    assert_ne!(message, NOT_YET);
    assert_eq!(index(server), stood, "nothing was stored");
}

/// What is said of the evidence of a write that is refused for its time.
async fn too_old(crm: &Crm, path: &str, body: &Value) -> Value {
    let refused = crm.post(path, body).await.expect(422).json();
    assert_eq!(refused["code"], "invalid_field", "{refused}");
    assert_eq!(refused["errors"][0]["field"], "evidence.at", "{refused}");
    refused["errors"][0]["message"].clone()
}

async fn a_yes_of_before_her_no_turns_nothing_on(database: Database) {
    let (server, crm) = shop(database).await;
    let (on, off) = (json!({"exchange": "on"}), json!({"exchange": "off"}));
    let no = days_ago(10);
    crm.post(CHOICES, &says(&off, no)).await.expect(201);
    is_older(&server, &crm, CHOICES, &says(&on, before(no))).await;
    assert_eq!(why(&crm).await, "withdrawn");
    // What she said at that very moment, or later, may be the last word.
    for later in [no, days_ago(9)] {
        crm.post(CHOICES, &says(&on, later)).await.expect(201);
        assert_eq!(why(&crm).await, "granted");
        crm.post(CHOICES, &says(&off, later)).await.expect(201);
    }
    crm.post(CHOICES, &says(&on, SystemClock.now()))
        .await
        .expect(201);
    // A no of her own page comes with no evidence, and is none the less.
    let id = ana(&server);
    does(&server, Actor::Customer(id), Command::TurnEverythingOff(id)).await;
    is_older(&server, &crm, CHOICES, &says(&on, days_ago(1))).await;
    assert_eq!(why(&crm).await, "withdrawn");
    crm.post(CHOICES, &says(&on, SystemClock.now()))
        .await
        .expect(201);
    assert_eq!(why(&crm).await, "granted");
    // So is a no of somebody who never said yes.
    crm.knows("crm:43").await;
    let path = "/customers/crm:43/choices";
    crm.post(path, &says(&off, no)).await.expect(201);
    is_older(&server, &crm, path, &says(&on, before(no))).await;
    // And an older no is always taken.
    crm.post(path, &says(&off, days_ago(20))).await.expect(201);
    is_older(&server, &crm, path, &says(&on, days_ago(15))).await;
}

async fn of_a_choice_with_a_part_that_she_turned_off_since_nothing_is_stored(database: Database) {
    let (server, crm) = shop(database).await;
    let birthday = |to: &str| json!({"data:birthday": to});
    crm.post(CHOICES, &says(&birthday("on"), days_ago(20)))
        .await
        .expect(201);
    let no = days_ago(10);
    crm.post(CHOICES, &says(&birthday("off"), no))
        .await
        .expect(201);
    let both = json!({"exchange": "on", "data:birthday": "on"});
    is_older(&server, &crm, CHOICES, &says(&both, before(no))).await;
    assert_eq!(why(&crm).await, "granted");
    let with_birthday = async || {
        let path =
            "/customers/crm:42/check?purpose=recommendations&data=orders,birthday&channel=email";
        crm.get(path).await.expect(200).json()["verdict"].clone()
    };
    assert_eq!(with_birthday().await, "deny");
    // What she did not turn off since is as she said.
    crm.post(CHOICES, &says(&json!({"exchange": "on"}), before(no)))
        .await
        .expect(201);
    assert_eq!(with_birthday().await, "deny");
    crm.post(CHOICES, &says(&both, no)).await.expect(201);
    assert_eq!(with_birthday().await, "allow");
    // What is needed goes on with the exchange, though nobody names it.
    let no = days_ago(5);
    crm.post(CHOICES, &says(&json!({"data:orders": "off"}), no))
        .await
        .expect(201);
    let on = json!({"exchange": "on"});
    is_older(&server, &crm, CHOICES, &says(&on, before(no))).await;
    assert_eq!(why(&crm).await, "withdrawn");
    crm.post(CHOICES, &says(&on, no)).await.expect(201);
    assert_eq!(why(&crm).await, "granted");
}

async fn a_pause_ends_by_what_she_said_since_and_by_nothing_else(database: Database) {
    let (server, crm) = shop(database).await;
    let (id, path) = (ana(&server), "/customers/crm:42/resume");
    let by_herself = async |command: Command| does(&server, Actor::Customer(id), command).await;
    by_herself(Command::Pause(id)).await;
    let stood = index(&server);
    let key = crate::common::new_key();
    let headers = [("idempotency-key", key.as_str())];
    let bare = crm.call("POST", path, &headers, None).await;
    for refused in [bare, crm.post(path, &json!({})).await] {
        let refused = refused.expect(422).json();
        assert_eq!(refused["code"], "evidence_missing");
        assert_eq!(refused["errors"][0]["field"], "evidence");
    }
    let mut older = by_phone();
    older["at"] = json!(days_ago(1).to_string());
    is_older(&server, &crm, path, &json!({"evidence": older})).await;
    let mut empty = by_phone();
    empty["how"] = json!(" ");
    crm.post(path, &json!({"evidence": empty}))
        .await
        .expect(422);
    assert_eq!((index(&server), why(&crm).await), (stood, json!("paused")));
    let said = json!({"evidence": by_phone()});
    let told = crm.post(path, &said).await.expect(201).json();
    assert_eq!(told["paused"], false);
    assert_eq!(why(&crm).await, "granted");
    // She keeps how it is known.
    let receipt = told["receipt"].as_str().unwrap();
    let kept = crm.get(&format!("/receipts/{receipt}")).await.expect(200);
    assert_eq!(kept.json()["entry"]["evidence"]["how"], "phone");
    // She herself needs none.
    by_herself(Command::Pause(id)).await;
    by_herself(Command::Resume(id, None)).await;
    assert_eq!(why(&crm).await, "granted");
}

async fn what_was_said_between_two_pauses_ends_neither(database: Database) {
    let (server, crm) = shop(database).await;
    let visitor = crm.knows("visitor:7").await;
    let (id, path) = (ana(&server), "/customers/crm:42/resume");
    does(&server, Actor::Customer(id), Command::Pause(id)).await;
    let said = SystemClock.now();
    let mut between = by_phone();
    between["at"] = json!(said.to_string());
    let between = json!({"evidence": between});
    // The second pause is of a later moment.
    while SystemClock.now() <= said {
        tokio::task::yield_now().await;
    }
    does(&server, Actor::Customer(id), Command::Pause(id)).await;
    is_older(&server, &crm, path, &between).await;
    // Nor does it where she is one with somebody, or was.
    let from = json!({"from": visitor});
    for step in ["merge", "split"] {
        let step = format!("/customers/crm:42/{step}");
        crm.post(&step, &from).await.expect(201);
        is_older(&server, &crm, path, &between).await;
    }
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    is_older(&server, &crm, path, &between).await;
    assert_eq!(why(&crm).await, "paused");
    let later = json!({"evidence": by_phone()});
    crm.post(path, &later).await.expect(201);
    assert_eq!(why(&crm).await, "granted");
    assert_good(&server).await;
    server.stop().await;
}

/// The year in which those were born who are so many years old.
fn born(years: i16) -> i16 {
    SystemClock.now().zoned().year() - years
}

async fn situations(crm: &Crm) -> Value {
    let path = "/customers/crm:42/consents";
    let told = crm.get(path).await.expect(200).json();
    let situations = told["situations"].as_array().unwrap().iter();
    situations.map(|one| one["situation"].clone()).collect()
}

async fn nobody_makes_a_child_grown_up_without_evidence(database: Database) {
    let (server, crm) = shop(database).await;
    let path = "/customers/crm:42";
    let of = |years| json!({"birth_year": born(years)});
    crm.put(path, &of(10)).await.expect(200);
    assert_eq!(situations(&crm).await, json!(["minor"]));
    let stood = index(&server);
    let refused = crm.put(path, &of(46)).await.expect(422).json();
    assert_eq!(refused["code"], "evidence_missing");
    assert_eq!(refused["errors"][0]["field"], "evidence");
    assert_eq!(situations(&crm).await, json!(["minor"]));
    // By a later year she is a child for longer, and by an earlier one of age sooner, though not today.
    crm.put(path, &of(9)).await.expect(200);
    let refused = crm.put(path, &of(17)).await.expect(422).json();
    assert_eq!(refused["code"], "evidence_missing");
    assert_eq!(index(&server), stood);
    let mut sooner = of(17);
    sooner["evidence"] = by_phone();
    crm.put(path, &sooner).await.expect(200);
    assert_eq!(situations(&crm).await, json!(["minor"]));
    assert_eq!(index(&server), stood);
    let mut shown = of(46);
    shown["evidence"] = by_phone();
    crm.put(path, &shown).await.expect(200);
    assert_eq!(situations(&crm).await, json!([]));
    // The ledger says that it is over, and for whom.
    let feed = crm.get(&format!("/changes?after={stood}")).await;
    let feed = feed.expect(200).json();
    let [entry] = &feed["entries"].as_array().unwrap()[..] else {
        panic!("{feed}");
    };
    assert_eq!(entry["type"], "customer.situation");
    assert_eq!(entry["customer"], ana(&server).to_string());
    assert_eq!(
        entry["situation"],
        json!({"situation": "minor", "over": true, "until": null})
    );
    // Between two years of a grown-up nothing protects her less.
    crm.put(path, &of(45)).await.expect(200);
    assert_eq!(index(&server), stood + 1);
}

async fn a_line_whose_year_is_not_taken_over_keeps_its_no(database: Database) {
    let (_server, crm) = shop(database).await;
    let child = json!({"birth_year": born(10)});
    crm.put("/customers/crm:42", &child).await.expect(200);
    let mut grown_up = line("crm:42", &[past("off", None)]);
    grown_up["birth_year"] = json!(born(46));
    let job = import(&crm, "", std::slice::from_ref(&grown_up)).await;
    assert_eq!(job["report"][0]["code"], "evidence_missing");
    let message = job["report"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("birth_year: "), "{message}");
    assert_eq!(situations(&crm).await, json!(["minor"]));
    assert_eq!(why(&crm).await, "withdrawn");
    grown_up["evidence"] = by_phone();
    let job = import(&crm, "", &[grown_up]).await;
    assert_eq!((&job["accepted"], &job["rejected"]), (&json!(1), &json!(0)));
    assert_eq!(situations(&crm).await, json!([]));
}

/// Publishes that document over the live version, as a change of this class; when it was.
async fn publishes(server: &Server, document: &Document, class: ChangeClass) -> Timestamp {
    let live = || {
        let catalogue = server.app().live.engine.catalogue();
        let known = catalogue.proposition("recipe-ideas").unwrap();
        known.live().unwrap().clone()
    };
    server.publish(document.clone(), Some(live().number)).await;
    assert_eq!(live().class, class);
    live().published_at
}

/// The recipes as they are once another company sends them, which everybody is asked about anew.
fn sent_by_another() -> Document {
    let mut document = demo().remove(0);
    document.recipients.push("Another mail company".to_owned());
    document.change_note = Some("Another company sends it.".to_owned());
    document
}

fn with_title(document: &Document, title: &str) -> Document {
    let mut document = document.clone();
    document.title = title.to_owned();
    document.change_note = Some("A title that says more.".to_owned());
    document
}

async fn why_of(crm: &Crm, name: &str) -> Value {
    let path = format!("/customers/{name}/check?purpose=recommendations&channel=email");
    crm.get(&path).await.expect(200).json()["reasons"][0]["code"].clone()
}

async fn a_yes_of_before_everybody_was_asked_anew_is_none_to_what_is_asked_now(database: Database) {
    let (server, crm) = shop(database).await;
    let to = |version: u32, at: Timestamp| {
        let mut said = says(&json!({"exchange": "on"}), at);
        said["version"] = json!(version);
        said
    };
    // What she signed in the shop before anything was published here is to the first version, and so is
    // it to the same in clearer words.
    crm.knows("crm:43").await;
    let bo = "/customers/crm:43/choices";
    let paper = days_ago(400);
    crm.post(bo, &to(1, paper)).await.expect(201);
    let clearer = with_title(&demo().remove(0), "Weekly ideas for recipes");
    publishes(&server, &clearer, ChangeClass::Clearer).await;
    crm.post(bo, &to(2, paper)).await.expect(201);
    assert_eq!(why_of(&crm, "crm:43").await, "granted");
    // From here on everybody is asked anew: no yes that waited in a queue answers that.
    let another = sent_by_another();
    let published = publishes(&server, &another, ChangeClass::Material).await;
    assert_eq!(why(&crm).await, "needs_answer");
    for older in [paper, before(published)] {
        assert_eq!(too_old(&crm, CHOICES, &to(3, older)).await, NOT_YET);
    }
    assert_eq!(why(&crm).await, "needs_answer");
    crm.post(CHOICES, &to(3, published)).await.expect(201);
    assert_eq!(why(&crm).await, "granted");
    // Clearer words ask nobody: who read what was asked before them agreed to them, and nobody else did.
    let clearer = with_title(&another, "Weekly ideas for your kitchen");
    publishes(&server, &clearer, ChangeClass::Clearer).await;
    let older = to(4, before(published));
    assert_eq!(too_old(&crm, bo, &older).await, NOT_YET);
    assert_eq!(why_of(&crm, "crm:43").await, "needs_answer");
    crm.post(bo, &to(4, published)).await.expect(201);
    assert_eq!(why_of(&crm, "crm:43").await, "granted");
    // A no is taken whenever it was said.
    let mut no = says(&json!({"exchange": "off"}), paper);
    no["version"] = json!(4);
    crm.post(bo, &no).await.expect(201);
}

async fn a_line_says_yes_to_no_version_that_was_published_later(database: Database) {
    let (server, crm) = shop(database).await;
    let published = publishes(&server, &sent_by_another(), ChangeClass::Material).await;
    let (paper, earlier) = (days_ago(400), before(published));
    let said = |version: Option<u32>, at: Timestamp| {
        let mut yes = past("on", Some(&at.to_string()));
        if let Some(version) = version {
            yes["version"] = json!(version);
        }
        yes
    };
    let lines = [
        line("crm:1", &[said(Some(2), earlier)]),
        line("crm:2", &[said(Some(2), published)]),
        line("crm:3", &[said(Some(1), paper)]),
        line("crm:4", &[said(None, earlier)]),
    ];
    let job = import(&crm, "", &lines).await;
    let [told] = &job["report"].as_array().unwrap()[..] else {
        panic!("{job}");
    };
    assert_eq!(
        (&told["line"], &told["code"]),
        (&json!(1), &json!("evidence"))
    );
    assert_eq!(told["message"], format!("choices[0]: {NOT_YET}"));
    for (name, code) in [
        ("crm:1", "no_grant"),
        ("crm:2", "granted"),
        ("crm:3", "needs_answer"),
        ("crm:4", "needs_answer"),
    ] {
        assert_eq!(why_of(&crm, name).await, code, "{name}");
    }
}

/// The recipes with text messages beside the mails, which nobody needs.
fn by_text_too() -> Document {
    let mut document = demo().remove(0);
    document.channels.push(Channel::Sms);
    document.required.push("channel:email".parse().unwrap());
    document.change_note = Some("By text message too, if you like.".to_owned());
    document
}

/// Whether she gets recipes by text message.
async fn gets_texts(crm: &Crm, name: &str) -> Value {
    let path = format!("/customers/{name}/check?purpose=recommendations&data=orders&channel=sms");
    crm.get(&path).await.expect(200).json()["verdict"].clone()
}

async fn a_yes_of_before_a_part_was_offered_does_not_turn_it_on(database: Database) {
    let (server, crm) = shop(database).await;
    let offered = publishes(&server, &by_text_too(), ChangeClass::Clearer).await;
    let to = |toggles: &Value, at: Timestamp| {
        let mut said = says(toggles, at);
        said["version"] = json!(2);
        said
    };
    let texts = json!({"channel:sms": "on"});
    let both = json!({"exchange": "on", "channel:sms": "on"});
    // Nobody is asked anew. But a call that waited in a queue is about what there was by then.
    assert_eq!(why(&crm).await, "granted");
    let stood = index(&server);
    for toggles in [&texts, &both] {
        for older in [days_ago(400), before(offered)] {
            let refused = crm.post(CHOICES, &to(toggles, older)).await;
            let refused = refused.expect(422).json();
            assert_eq!(refused["code"], "invalid_field", "{refused}");
            let error = &refused["errors"][0];
            assert_eq!(error["field"], "toggles.channel:sms", "{refused}");
            assert_eq!(error["message"], NOT_YET);
        }
    }
    assert_eq!(index(&server), stood, "nothing was stored");
    // A yes to the whole is one to what was offered by then.
    let whole = json!({"exchange": "on"});
    crm.post(CHOICES, &to(&whole, before(offered)))
        .await
        .expect(201);
    assert_eq!(why(&crm).await, "granted");
    assert_eq!(gets_texts(&crm, "crm:42").await, "deny");
    crm.post(CHOICES, &to(&texts, offered)).await.expect(201);
    assert_eq!(gets_texts(&crm, "crm:42").await, "allow");
    // A no is taken whenever it was said.
    let no = json!({"channel:sms": "off"});
    crm.post(CHOICES, &to(&no, days_ago(400))).await.expect(201);
    assert_eq!(gets_texts(&crm, "crm:42").await, "deny");
}

async fn a_line_turns_on_no_part_that_was_offered_later(database: Database) {
    let (server, crm) = shop(database).await;
    let offered = publishes(&server, &by_text_too(), ChangeClass::Clearer).await;
    let earlier = before(offered);
    let said = |version: Option<u32>, at: Timestamp, texts: bool| {
        let mut yes = past("on", Some(&at.to_string()));
        if let Some(version) = version {
            yes["version"] = json!(version);
        }
        if texts {
            yes["toggles"]["channel:sms"] = json!("on");
        }
        yes
    };
    let lines = [
        line("crm:1", &[said(Some(2), earlier, true)]),
        line("crm:2", &[said(None, earlier, true)]),
        line("crm:3", &[said(Some(1), offered, true)]),
        line("crm:4", &[said(Some(2), earlier, false)]),
        line("crm:5", &[said(Some(2), offered, true)]),
    ];
    let job = import(&crm, "", &lines).await;
    let report = job["report"].as_array().unwrap();
    let told: Vec<_> = report.iter().map(|told| &told["line"]).collect();
    assert_eq!(told, [1, 2, 3], "{job}");
    for told in report {
        assert_eq!(told["code"], "evidence");
        let message = format!("choices[0]: toggles.channel:sms: {NOT_YET}");
        assert_eq!(told["message"], message);
    }
    for (name, code, texts) in [
        ("crm:1", "no_grant", "deny"),
        ("crm:2", "no_grant", "deny"),
        ("crm:3", "no_grant", "deny"),
        ("crm:4", "granted", "deny"),
        ("crm:5", "granted", "allow"),
    ] {
        assert_eq!(why_of(&crm, name).await, code, "{name}");
        assert_eq!(gets_texts(&crm, name).await, texts, "{name}");
    }
}
