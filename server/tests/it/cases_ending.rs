//! How cases end by themselves: behind a crash, beside a mail server that hangs; and two admins who say
//! at once how.

use std::time::Duration;

use mutual::access::Role;
use mutual::consent::Switch;
use mutual::guard::{CaseAsked, Decider, Matter, Outcome as Verdict, Request, Taken};
use mutual::id::{AccountId, CaseId, CustomerId};
use mutual::port::{AccountKind, Store};
use mutual::use_cases::{CaseWish, Command, Outcome, PutCustomer};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

use crate::cases::{Shop, asks, ruling, submit};
use crate::common::{Crm, Database, Server, Visitor, demo, publish};
use crate::desk::{NO, Office, came, page_of, reads, seen, step, step_at, takes};
use crate::forms::hidden;
use crate::on_both;
use crate::own::by_link;
use crate::past::{Past, ago};
use crate::receipts::choice;
use crate::web_people::{account, ana, signed_in};

on_both!(
    what_nobody_decides_is_a_no_also_after_a_restart,
    an_end_that_a_crash_cut_off_is_made_good,
    nobody_touches_a_case_whose_end_is_being_written,
    a_mail_server_that_hangs_holds_up_no_case,
    of_two_admins_the_slower_one_is_told,
    an_answer_is_told_as_a_persons_and_silence_is_not,
);

/// Opens an escalation of the past; its customer and its id.
pub async fn opened_in_the_past(
    store: std::sync::Arc<dyn Store>,
    days: i64,
) -> (CustomerId, CaseId) {
    let past = Past::at(store, ago(days)).await;
    let customer = past.person(1).await;
    // By her address she is told of it.
    let put = PutCustomer {
        identifiers: vec![
            "crm:past-1".parse().unwrap(),
            "email:p1@example.org".parse().unwrap(),
        ],
        ..PutCustomer::default()
    };
    submit(past.engine.as_ref(), Command::PutCustomer(put)).await;
    let request = Request {
        purpose: "recommendations",
        topic: Some("credit"),
        ..Request::default()
    };
    let wish = CaseWish {
        matter: Matter::escalated(&request, ["credit-by-people".parse().unwrap()].into()),
        team: "front_desk".parse().unwrap(),
        asked: CaseAsked::default(),
    };
    let opened = submit(
        past.engine.as_ref(),
        Command::OpenCase(customer, Box::new(wish)),
    );
    let Outcome::CaseOpened { case, .. } = opened.await else {
        panic!("no case");
    };
    past.engine.stop().await;
    (customer, case)
}

async fn what_nobody_decides_is_a_no_also_after_a_restart(database: Database) {
    // It was opened three days ago, and then no server ran: time was over yesterday.
    let (server, (_, id)) =
        Server::start_after(database, async |store| opened_in_the_past(store, 3).await).await;
    let crm = server.crm("check consent:write feed cases").await;
    let path = format!("/cases/{id}");
    let until = Instant::now() + Duration::from_secs(30);
    let case = loop {
        let case = crm.get(&path).await.expect(200).json();
        if case["state"] == "decided" {
            break case;
        }
        // As long as it is not written down, nobody can decide it any more all the same.
        let late = ruling("allow", "Too late.");
        let late = crm.post(&format!("{path}/decide"), &late).await.expect(409);
        assert_eq!(late.json()["code"], "case_over");
        assert!(Instant::now() < until, "{case}");
        sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(
        (&case["outcome"], &case["timed_out"]),
        (&json!("deny"), &json!(true))
    );
    assert_eq!(
        (&case["reason"], &case["decided_by"]),
        (&Value::Null, &json!("system"))
    );
    let feed = crm.get("/changes").await.expect(200).json();
    let entries = feed["entries"].as_array().unwrap();
    let told = |entry: &&Value| entry["type"] == "case.decided";
    let told: Vec<_> = entries.iter().filter(told).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["case"]["timed_out"], true);
    let late = ruling("allow", "Too late.");
    let late = crm.post(&format!("{path}/decide"), &late).await.expect(409);
    assert_eq!(late.json()["code"], "case_over");
    // Nothing happens a second time.
    let server = server.restart().await;
    let index = server.app().live.engine.index();
    sleep(Duration::from_millis(1_500)).await;
    assert_eq!(server.app().live.engine.index(), index);
}

/// Waits until the case is decided.
async fn decided(crm: &Crm, id: &str) -> Value {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let case = crm.get(&format!("/cases/{id}")).await.expect(200).json();
        if case["state"] == "decided" {
            return case;
        }
        assert!(Instant::now() < until, "{case}");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Three cases of three days ago, of which the row says that they end, and the ledger does not: an agent
/// decided the first, a program the second, and of the third time was over.
async fn cut_off(store: std::sync::Arc<dyn Store>) -> [CaseId; 3] {
    let past = Past::at(store.clone(), ago(3)).await;
    publish(past.engine.as_ref(), demo()[0].clone(), None).await;
    let customer = past.person(1).await;
    past.chooses(customer, Switch::On).await;
    let mut cases = Vec::new();
    for topic in ["credit", "loan", "late_payment"] {
        cases.push(past.opens(customer, Some(topic)).await);
    }
    past.engine.stop().await;
    let by = [
        Some(Decider::Staff(AccountId::from_bytes([7; 16]), Role::Agent)),
        Some(Decider::Client(
            "cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K".parse().unwrap(),
        )),
        None,
    ];
    let at = ago(2).plus_seconds(-3_600);
    for (case, by) in cases.iter().zip(by) {
        let mut row = store.case(*case).await.unwrap().unwrap();
        row.desk.ending = true;
        row.desk.taken = by.map(|by| Taken {
            outcome: Verdict::Allow,
            reason: "She asked for it herself.".to_owned(),
            by,
            at,
            goes_at: at.plus_seconds(60),
            agreed_by: None,
            person: None,
        });
        store.put_desk(&row, None).await.unwrap();
    }
    cases.try_into().unwrap()
}

async fn an_end_that_a_crash_cut_off_is_made_good(database: Database) {
    let (server, cases) = Server::start_after(database, cut_off).await;
    let crm = server.crm("cases feed").await;
    let [agents, programs, nobodys] = cases.map(|case| case.to_string());
    for (case, by) in [(&agents, "agent"), (&programs, "client")] {
        let case = decided(&crm, case).await;
        assert_eq!(
            (&case["outcome"], &case["timed_out"]),
            (&json!("allow"), &json!(false))
        );
        assert_eq!(
            (&case["reason"], &case["decided_by"]),
            (&json!("She asked for it herself."), &json!(by))
        );
    }
    let case = decided(&crm, &nobodys).await;
    assert_eq!(
        (&case["outcome"], &case["timed_out"]),
        (&json!("deny"), &json!(true))
    );
    // Each once, also after one more start.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let feed = crm.get("/changes").await.expect(200).json();
    let told = feed["entries"].as_array().unwrap();
    let told = told.iter().filter(|entry| entry["type"] == "case.decided");
    assert_eq!(told.count(), 3, "{feed}");
    let store = &server.app().live.store;
    let due = store.cases_due(server.app().clock.now(), 10).await.unwrap();
    assert_eq!(due, []);
}

async fn nobody_touches_a_case_whose_end_is_being_written(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "done=decide",
    );
    let gone = {
        let other = json!({"customer": "crm:42", "purpose": "recommendations", "topic": "credit",
            "open_case": true});
        let asked = office.shop.check(other).await;
        asked["case"].as_str().unwrap().to_owned()
    };
    let store = office.server().app().live.store.clone();
    let now = office.server().app().clock.now();
    for case in [&id, &gone] {
        let mut row = store.case(case.parse().unwrap()).await.unwrap().unwrap();
        row.desk.ending = true;
        if let Some(taken) = &mut row.desk.taken {
            // No worker comes in between.
            taken.goes_at = now.plus_seconds(3_600);
        }
        store.put_desk(&row, None).await.unwrap();
    }
    let before = office.shop.index().await;
    // It cannot be taken back any more, though its minute is not over.
    let number = seen(&office, &id).await;
    came(
        &step_at(&mut office.gus, &id, &number, "undo", &[]).await,
        "failed=late",
    );
    for other in ["claim", "decide", "release"] {
        came(
            &step_at(&mut office.gus, &id, &number, other, &NO).await,
            "failed=taken",
        );
    }
    let page = page_of(&mut office.gus, &id).await;
    assert!(page.contains("It is being written down."), "{page}");
    // Nor does anybody decide what is just being ended for want of a decision.
    let number = seen(&office, &gone).await;
    came(
        &step_at(&mut office.ivy, &gone, &number, "claim", &[]).await,
        "failed=taken",
    );
    let path = |case: &str| format!("/cases/{case}/decide");
    let no = ruling("deny", "From outside.");
    for (case, code) in [(&id, "case_decided"), (&gone, "case_over")] {
        let refused = office.shop.desk.post(&path(case), &no).await.expect(409);
        assert_eq!(refused.json()["code"], code);
    }
    assert_eq!(office.shop.index().await, before);
}

/// A mail server that takes every connection and says nothing; who came.
async fn hanging_mail_server() -> (String, mpsc::UnboundedReceiver<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (came, who) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if came.send(stream).is_err() {
                return;
            }
        }
    });
    (url, who)
}

async fn a_mail_server_that_hangs_holds_up_no_case(database: Database) {
    let (url, mut who) = hanging_mail_server().await;
    let flags = [
        "--smtp-url",
        &url,
        "--mail-from",
        "Halden <care@halden.example>",
    ];
    let server = Server::start_with(database, &flags).await;
    let mut office = Office::over(Shop::over(server).await).await;
    let test = tested(&office).await;
    ana(office.server()).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    let form = [("said", "Why three recipes?")];
    ana.submit("/actions/ask", &form).await.expect(303);
    let open = office.shop.crm.get("/cases").await.expect(200).json();
    let question = open["items"][0]["id"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &question).await;
    let answer = [("reason", "You can have one.")];
    came(
        &step(&mut office.gus, &question, "decide", &answer).await,
        "done=decide",
    );
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.ivy, &id).await;
    came(
        &step(&mut office.ivy, &id, "decide", &NO).await,
        "done=decide",
    );
    assert!(who.try_recv().is_err(), "nobody was written to yet");
    office.minute_over(&question).await;
    office.decided(&question).await;
    let held = tokio::time::timeout(Duration::from_secs(30), who.recv());
    let held = held.await.unwrap().unwrap();
    // The letter is on its way. What was decided meanwhile does not wait for it, on neither side.
    office.minute_over(&id).await;
    office.decided(&id).await;
    let (tester, case) = test;
    minute_over(&office, &case).await;
    decided(&tester, &case).await;
    let mut byte = [0];
    let still = held.try_read(&mut byte).unwrap_err();
    assert_eq!(
        still.kind(),
        std::io::ErrorKind::WouldBlock,
        "it still hangs"
    );
    assert!(who.try_recv().is_err(), "nor was it tried again");
    // It is told once the mail server says something: nothing of it is lost.
    let store = &office.server().app().live.store;
    let row = store.case(question.parse().unwrap()).await.unwrap();
    assert!(row.unwrap().acts_at.is_some());
    drop(held);
}

/// A program on the test side, and a case there about which it decided nothing yet.
async fn tested(office: &Office) -> (Crm, String) {
    let tester = office.server().test_crm("check consent:write cases").await;
    tester.knows("crm:t").await;
    let path = "/customers/crm:t/choices";
    tester.post(path, &choice("on")).await.expect(201);
    let asked = json!({"checks": [asks("crm:t", true)]});
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        // The line comes over from the live side.
        let answer = tester.post("/check", &asked).await.expect(200).json();
        if let Some(case) = answer["results"][0]["case"].as_str() {
            return (tester, case.to_owned());
        }
        assert!(Instant::now() < until, "{answer}");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Somebody decided it on the test side, and her minute is over.
async fn minute_over(office: &Office, case: &str) {
    let app = office.server().app();
    let store = &app.test.store;
    let mut row = store.case(case.parse().unwrap()).await.unwrap().unwrap();
    let at = app.clock.now().plus_seconds(-60);
    row.desk.taken = Some(Taken {
        outcome: Verdict::Deny,
        reason: "We tried it out.".to_owned(),
        by: Decider::Staff(AccountId::from_bytes([7; 16]), Role::Agent),
        at,
        goes_at: at.plus_seconds(59),
        agreed_by: None,
        person: None,
    });
    store.put_desk(&row, None).await.unwrap();
}

async fn of_two_admins_the_slower_one_is_told(database: Database) {
    let mut office = Office::open(database).await;
    let role = AccountKind::Staff(Role::Admin);
    account(office.server(), "abe@example.org", role).await;
    let mut abe = signed_in(office.server(), "abe@example.org").await;
    let drawn = async |who: &mut Visitor| {
        let page = reads(who, "/desk/rules").await;
        hidden(&page, "seen").to_owned()
    };
    // Both look at the page, and then one asks for two people and the other for ready words.
    let (hers, his) = (drawn(&mut office.ada).await, drawn(&mut abe).await);
    let eyes = [
        ("team", "front_desk"),
        ("seen", &*hers),
        ("four_eyes", "on"),
    ];
    let words = [
        ("team", "front_desk"),
        ("seen", &*his),
        ("canned", "Thank you."),
    ];
    let (one, two) = tokio::join!(
        office.ada.submit("/actions/desk-rule", &eyes),
        abe.submit("/actions/desk-rule", &words)
    );
    let places = [one, two].map(|answer| answer.expect(303).header("location").to_owned());
    let won = places
        .iter()
        .position(|place| place.ends_with("done=rules"));
    let lost = places
        .iter()
        .position(|place| place.ends_with("failed=rules_moved"));
    assert!(won.is_some() && lost.is_some(), "{places:?}");
    let store = office.server().app().live.store.clone();
    let rule = async || {
        let rules = store.desk_rules().await.unwrap();
        rules.of(&"front_desk".parse().unwrap())
    };
    assert_eq!(rule().await.four_eyes, won == Some(0));
    assert_eq!(rule().await.canned.is_empty(), won == Some(0));
    // Whoever looks again sees what stands there, and does not take it back unseen.
    let page = reads(&mut abe, "/desk/rules?failed=rules_moved").await;
    assert!(page.contains("Nothing was saved: look again."), "{page}");
    let now = hidden(&page, "seen").to_owned();
    let eyes = [("team", "front_desk"), ("seen", &*now), ("four_eyes", "on")];
    let set = abe.submit("/actions/desk-rule", &eyes).await.expect(303);
    came(set.header("location"), "done=rules");
    // A page of before, and one that says nothing of what it showed, take nothing back.
    for seen in [&*hers, "", "0"] {
        let off = [("team", "front_desk"), ("seen", seen)];
        let refused = office.ada.submit("/actions/desk-rule", &off).await;
        came(refused.expect(303).header("location"), "failed=rules_moved");
    }
    assert!(rule().await.four_eyes);
    let list = reads(&mut office.ada, "/admin/audit").await;
    assert_eq!(
        list.matches("Changed how teams decide").count(),
        2,
        "{list}"
    );
}

async fn an_answer_is_told_as_a_persons_and_silence_is_not(database: Database) {
    let shop = Shop::open(database).await;
    let case = shop.opens("crm:42").await;
    let id = shop.case(&case).await["customer"].clone();
    let id = id.as_str().unwrap().to_owned();
    assert_eq!(
        shop.decides(&case, "deny", "Not with this debt.").await,
        201
    );
    let mut ana = by_link(&shop.server, &id).await;
    let file = async |ana: &mut Visitor, show: &str| {
        let path = format!("/timeline.csv?show={show}");
        ana.get(&path).await.expect(200).text()
    };
    let replied = file(&mut ana, "replied").await;
    assert!(replied.contains("replied,case.decided"), "{replied}");
    assert_eq!(replied.lines().count(), 2, "{replied}");
    assert!(
        replied.contains(&format!(",{case},escalation,")),
        "{replied}"
    );
    let lines = ana.get("/timeline.json?show=replied").await.expect(200);
    let line = lines.json()["timeline"][0].take();
    assert_eq!(line["case"], *case, "{line}");
    assert_eq!(line["case_kind"], "escalation", "{line}");
    let chose = file(&mut ana, "chose").await;
    assert!(!chose.contains("case.decided"), "{chose}");
    let page = ana.get("/timeline").await.expect(200).text();
    assert!(page.contains("href=\"/timeline?show=replied\""), "{page}");
    assert!(page.contains("A person replied"), "{page}");
    shop.server.stop().await;
    // Nobody replied where time was over.
    let (server, cases) = Server::start_after(database, cut_off).await;
    let crm = server.crm("cases consent:read").await;
    let mut id = String::new();
    for case in cases {
        let case = decided(&crm, &case.to_string()).await;
        id = case["customer"].as_str().unwrap().to_owned();
    }
    let mut somebody = by_link(&server, &id).await;
    let replied = file(&mut somebody, "replied").await;
    assert_eq!(replied.matches("case.decided").count(), 2, "{replied}");
    let changed = file(&mut somebody, "changed").await;
    assert_eq!(changed.matches("case.decided").count(), 1, "{changed}");
    server.stop().await;
}
