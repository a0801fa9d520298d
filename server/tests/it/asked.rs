//! Who was asked on her own page, and what came of it; and who takes a yes back after a message.

use std::sync::Arc;
use std::time::Duration;

use mutual::access::Role;
use mutual::clock::Clock as _;
use mutual::consent::Switch;
use mutual::id::CustomerId;
use mutual::insight::{Ask, Day, Rows};
use mutual::port::{AccountKind, Engine as _, Store};
use mutual::value::{UsageEvent, UsageReport};
use mutual_engine::{SystemClock, SystemEntropy};
use serde_json::json;

use crate::common::{Answer, Crm, Database, Server, Visitor, demo, publish};
use crate::erasure::erase;
use crate::languages::speaks;
use crate::on_both;
use crate::past::{Past, ago};
use crate::value::{days_ago, kitchen, used};
use crate::web_people::{account, ana, signed_in};

const PAGE: &str = "/studio/recipe-ideas/numbers";
const BROWSER: [(&str, &str); 1] = [("sec-fetch-dest", "document")];

on_both!(
    her_page_asks_once_and_her_answer_is_counted_with_it,
    what_nobody_reads_asks_nobody,
    a_change_that_needs_an_answer_asks_again,
    whoever_was_asked_before_the_end_is_counted_after_it,
    who_leaves_takes_her_rows_along_and_stays_counted,
    a_message_is_a_use_with_a_channel,
    months_of_questions_and_messages_are_told,
);

async fn rows(server: &Server) -> Rows {
    let store = &server.app().live.store;
    let (key, purpose) = ("recipe-ideas", "recommendations");
    let (key, purpose) = (key.parse().unwrap(), purpose.parse().unwrap());
    let mut rows = store.rows(&key, &purpose, Day(0)).await.unwrap();
    rows.asked.sort_by_key(|on| on.version);
    rows
}

/// Version, asked, answered and yes.
async fn asked(server: &Server) -> Vec<(u32, i64, i64, i64)> {
    let rows = rows(server).await.asked.into_iter();
    rows.map(|on| (on.version, on.asked, on.answered, on.yes))
        .collect()
}

/// Waits until it is written that somebody was asked.
async fn until_asked(server: &Server, expected: &[(u32, i64, i64, i64)]) {
    for _ in 0..200 {
        if asked(server).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(asked(server).await, expected);
}

async fn answers(visitor: &mut Visitor, server: &Server, version: &str, to: &str) -> Answer {
    let index = server.app().live.engine.index().to_string();
    let wish = [
        ("proposition", "recipe-ideas"),
        ("toggle", "exchange"),
        ("to", to),
        ("version", version),
        ("index", &index),
        ("from", "/"),
    ];
    visitor.submit("/actions/choose", &wish).await.expect(303)
}

/// A customer with an account, who signed in.
async fn comes(server: &Server, crm: &Crm, name: &str) -> Visitor {
    let email = format!("{name}@example.org");
    let id = crm.knows(&format!("email:{email}")).await;
    let kind = AccountKind::Customer(id.parse().unwrap());
    account(server, &email, kind).await;
    signed_in(server, &email).await
}

async fn her_page_asks_once_and_her_answer_is_counted_with_it(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    ana(&server).await;
    let mut first = signed_in(&server, "ana@example.org").await;
    let mut second = signed_in(&server, "ana@example.org").await;
    for tab in [&mut first, &mut second] {
        let page = tab.get("/").await.expect(200).text();
        assert!(page.contains("May we use"), "the question stands there");
    }
    answers(&mut first, &server, "1", "off").await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 0)]);
    // The other tab still shows the question; what she said first counts.
    answers(&mut second, &server, "1", "on").await;
    second.get("/").await.expect(200);
    let crm = server.crm("consent:write").await;
    let mut bo = comes(&server, &crm, "bo").await;
    bo.get("/").await.expect(200);
    answers(&mut bo, &server, "1", "on").await;
    assert_eq!(asked(&server).await, [(1, 2, 2, 1)]);
    let mut cy = comes(&server, &crm, "cy").await;
    cy.get("/").await.expect(200);
    until_asked(&server, &[(1, 3, 2, 1)]).await;
    // What she left for later was asked; the page of one exchange asks nothing.
    let mut di = comes(&server, &crm, "di").await;
    di.get("/?later=yes").await.expect(200);
    di.get("/x/recipe-ideas").await.expect(200);
    answers(&mut di, &server, "1", "on").await;
    assert_eq!(asked(&server).await, [(1, 3, 2, 1)]);
    server.stop().await;
}

async fn what_nobody_reads_asks_nobody(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.send("HEAD", "/", &[], "").await.expect(200);
    for header in [
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
    ] {
        ana.send("GET", "/", &[header], "").await.expect(200);
    }
    // A scanner of mail has no session; one that keeps cookies does not say what it fetches.
    let link = server.link(&id, "/");
    let mut scanner = Visitor::new(&server);
    let answer = scanner.get("/").await;
    assert!([302, 303].contains(&answer.status));
    scanner.get(&link).await.expect(303);
    scanner.get("/").await.expect(200);
    // Who writes it and who looks at it in the studio.
    let staff = AccountKind::Staff(Role::Marketer);
    account(&server, "mara@example.org", staff).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    for path in ["/", "/studio/recipe-ideas", "/studio/recipe-ideas/review"] {
        mara.get(path).await;
    }
    answers(&mut ana, &server, "1", "on").await;
    assert_eq!(asked(&server).await, []);
    // Her browser, by the same link.
    let crm = server.crm("consent:write").await;
    let bo = crm.knows("crm:bo").await;
    let mut bo_comes = Visitor::new(&server);
    let link = server.link(&bo, "/");
    bo_comes.send("GET", &link, &BROWSER, "").await.expect(303);
    bo_comes.send("GET", "/", &BROWSER, "").await.expect(200);
    answers(&mut bo_comes, &server, "1", "off").await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 0)]);
    server.stop().await;
}

async fn a_change_that_needs_an_answer_asks_again(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.get("/").await.expect(200);
    answers(&mut ana, &server, "1", "on").await;
    let mut document = demo().remove(0);
    document.recipients.push("Another mail company".to_owned());
    document.change_note = Some("Another company sends it.".to_owned());
    server.publish(document, Some(1)).await;
    ana.get("/x/recipe-ideas").await.expect(200);
    until_asked(&server, &[(1, 1, 1, 1), (2, 1, 0, 0)]).await;
    // Everything is paused: nobody waits for an answer.
    let crm = server.crm("consent:write").await;
    let mut bo = comes(&server, &crm, "bo").await;
    bo.submit("/actions/pause", &[("sure", "yes")])
        .await
        .expect(303);
    bo.get("/").await.expect(200);
    ana.get("/").await.expect(200);
    answers(&mut ana, &server, "2", "off").await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 1), (2, 1, 1, 0)]);
    server.stop().await;
}

async fn whoever_was_asked_before_the_end_is_counted_after_it(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.get("/").await.expect(200);
    let server = server.restart().await;
    assert_eq!(asked(&server).await, [(1, 1, 0, 0)]);
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.get("/").await.expect(200);
    answers(&mut ana, &server, "1", "on").await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 1)]);
    let server = server
        .restart_after(async |store| {
            let counted = mutual_engine::recount(store.as_ref(), &SystemEntropy);
            assert!(counted.await.unwrap().is_some());
        })
        .await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 1)]);
    server.stop().await;
}

async fn who_leaves_takes_her_rows_along_and_stays_counted(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let crm = server.crm("consent:read consent:write value:write").await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.get("/").await.expect(200);
    answers(&mut ana, &server, "1", "on").await;
    let now = SystemClock.now().to_string();
    let mut mail = used(&id, &now, "weekly recipe email");
    mail["channel"] = json!("email");
    crm.post("/usage-events", &mail).await.expect(201);
    answers(&mut ana, &server, "1", "off").await;
    // She reads all of it.
    let page = ana.get("/data").await.expect(200).text();
    for sentence in [
        "What we asked you",
        "What we sent you",
        "What you took back",
    ] {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    let day = now.split('T').next().unwrap();
    assert!(!page.contains(&format!("<bdi>{day}</bdi>")), "{page}");
    let held = ana.get("/data/everything.json").await.expect(200).json();
    let text = held.to_string();
    assert!(text.contains("\"said_yes\":true"), "{text}");
    assert!(text.contains("\"channel\":\"email\""), "{text}");
    erase(&crm, &id, "all", "gone").await.expect(204);
    let gone = id.parse::<CustomerId>().unwrap();
    let left = server.app().live.store.held(gone, &[]).await.unwrap();
    // The answers are unreadable without her key.
    let mut readable = left.iter().filter(|held| held.table != "answer");
    assert!(readable.all(|held| held.rows.is_empty()), "{left:?}");
    let told = rows(&server).await;
    assert_eq!(asked(&server).await, [(1, 1, 1, 1)]);
    assert_eq!(told.sent.len(), 1);
    assert_eq!((told.sent[0].sent, told.sent[0].followed), (1, 1));
    // What comes late about her is refused.
    let late = crm.post("/usage-events", &mail).await;
    assert_eq!(late.status, 410);
    server.stop().await;
}

async fn a_message_is_a_use_with_a_channel(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut mail = used("crm:42", &days_ago(3), "weekly recipe email");
    let status = |answer: &Answer| answer.json()["status"].as_str().unwrap().to_owned();
    let answer = crm.post("/usage-events", &mail).await.expect(201);
    assert_eq!(status(&answer), "accepted");
    for wrong in [json!("fax"), json!(""), json!("EMAIL")] {
        mail["channel"] = wrong;
        let answer = crm.post("/usage-events", &mail).await.expect(422);
        assert_eq!(answer.json()["errors"][0]["field"], "channel");
    }
    mail["channel"] = json!("email");
    let answer = crm.post("/usage-events", &mail).await.expect(200);
    assert_eq!(status(&answer), "corrected");
    let answer = crm.post("/usage-events", &mail).await.expect(200);
    assert_eq!(status(&answer), "duplicate");
    mail["data"] = json!("birthday");
    let list = json!({"events": [mail, {"customer": "crm:42", "channel": 7}]});
    let answer = crm.post("/usage-events", &list).await.expect(200).json();
    assert_eq!(
        (&answer["accepted"], &answer["refused"]),
        (&json!(1), &json!(1))
    );
    let sent = async || {
        let rows = rows(&server).await.sent.into_iter();
        rows.map(|on| (on.sent, on.followed)).collect::<Vec<_>>()
    };
    assert_eq!(sent().await, [(1, 0)]);
    // A message of an hour ago is reported after she turned it off.
    let mut off = crate::receipts::choice("off");
    off["version"] = json!(1);
    let path = format!("/customers/{id}/choices");
    crm.post(&path, &off).await.expect(201);
    let hour_ago = SystemClock.now().plus_seconds(-3_600).to_string();
    let mut late = used("crm:42", &hour_ago, "a second one");
    late["channel"] = json!("sms");
    crm.post("/usage-events", &late).await.expect(201);
    for _ in 0..800 {
        if sent()
            .await
            .iter()
            .map(|(_, followed)| followed)
            .sum::<i64>()
            == 1
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let (all, followed): (Vec<_>, Vec<_>) = sent().await.into_iter().unzip();
    assert_eq!((all.iter().sum::<i64>(), followed.iter().sum()), (2, 1_i64));
    // A test client's messages are the test side's.
    let test = server.test_crm("consent:write value:write").await;
    test.knows("crm:42").await;
    test.post("/usage-events", &late).await.expect(201);
    assert_eq!(sent().await.iter().map(|(sent, _)| sent).sum::<i64>(), 2);
    server.stop().await;
}

/// What happened before the server was there: the demo went live `days` ago, and 20 days ago 200 people
/// were asked; 80 said yes, 40 no, and the others nothing. Ten days ago each of those who said yes got a
/// message, and a day later 20 of them took it back.
pub async fn a_past(store: Arc<dyn Store>, days: i64) {
    let past = Past::at(store.clone(), ago(days)).await;
    for document in demo() {
        publish(past.engine.as_ref(), document, None).await;
    }
    past.until(ago(20));
    let mut people = Vec::new();
    for n in 0..200 {
        let id = past.person(n).await;
        past.engine.asked(Ask {
            customer: id,
            proposition: "recipe-ideas".parse().unwrap(),
            version: 1,
            locale: "en".to_owned(),
            at: past.engine.now(),
            seen: past.engine.index(),
        });
        if n < 120 {
            past.chooses(id, Switch::from_on(n < 80)).await;
        }
        people.push(id);
    }
    let message = |id: &CustomerId| UsageReport {
        event: UsageEvent {
            customer: *id,
            data: "orders".parse().unwrap(),
            purpose: "recommendations".parse().unwrap(),
            at: ago(10),
            context: "weekly recipe email".to_owned(),
        },
        channel: Some(mutual::catalogue::Channel::Email),
    };
    let messages: Vec<_> = people[..80].iter().map(message).collect();
    let unsealed = |_: &[mutual::value::Standing]| Ok(None);
    // Some are reported before, some after.
    store
        .report_usage(&messages[..8], ago(9), &unsealed)
        .await
        .unwrap();
    past.until(ago(9));
    for id in &people[..20] {
        past.chooses(*id, Switch::Off).await;
    }
    store
        .report_usage(&messages[8..], ago(8), &unsealed)
        .await
        .unwrap();
    while store.follow_messages(7).await.unwrap() > 0 {}
    past.engine.stop().await;
}

async fn months_of_questions_and_messages_are_told(database: Database) {
    let (server, ()) = Server::start_after(database, async |store| a_past(store, 20).await).await;
    let staff = AccountKind::Staff(Role::Marketer);
    account(&server, "mara@example.org", staff).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let told = async |mara: &mut Visitor| {
        let page = mara.get(PAGE).await.expect(200).text();
        page.replace("<!>", "")
    };
    let page = told(&mut mara).await;
    for sentence in [
        "60% of those who were asked answered, and 40% said yes",
        "25% of messages were followed by a withdrawal",
        "Whether she read the question",
        "A message is a use of data that your systems report with a channel",
    ] {
        assert!(page.contains(sentence), "`{sentence}` is not in {page}");
    }
    let csv = async |mara: &mut Visitor, chart: &str| {
        let path = format!("{PAGE}/{chart}.csv?days=30");
        mara.get(&path).await.expect(200).text()
    };
    let funnel = csv(&mut mara, "funnel").await;
    let lines: Vec<_> = funnel.lines().collect();
    assert_eq!(
        lines,
        [
            "Version,Asked,Answered,\"Yes, of the answers\",Said yes,Period before",
            "All versions,200,0.6000,0.6667,0.4000,",
            "Version 1,200,0.6000,0.6667,0.4000,",
        ]
    );
    let messages = csv(&mut mara, "messages").await;
    let week = messages.lines().find(|line| line.contains(",80,0.2500,"));
    assert!(week.is_some(), "{messages}");
    // Counted again, it is the same.
    let server = server
        .restart_after(async |store| {
            let counted = mutual_engine::recount(store.as_ref(), &SystemEntropy);
            assert!(counted.await.unwrap().is_some());
        })
        .await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    assert_eq!(csv(&mut mara, "funnel").await, funnel);
    assert_eq!(csv(&mut mara, "messages").await, messages);
    // In every language, and without a script.
    speaks(&server, &["en", "de", "ar"]).await;
    for (language, sentence) in [
        ("de", "60 % der Gefragten haben geantwortet"),
        ("ar", "ممن سُئلوا"),
    ] {
        let header = [("accept-language", language)];
        let page = mara.send("GET", PAGE, &header, "").await.expect(200).text();
        let page = page.replace("<!>", "").replace('\u{a0}', " ");
        assert!(page.contains(sentence), "{language}: {page}");
    }
    server.stop().await;
}
