//! Why did I get this? What customers read of what a machine decided, and what reviewers do.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::consent::Route;
use mutual::guard::{CaseAsked, Matter, Outcome};
use mutual::id::{AccountId, CustomerId, DecisionId};
use mutual::port::{AccountKind, Submission};
use mutual::use_cases::{CaseWish, Command, Outcome as Done, Ruling};
use mutual_server::auth::why::sign;
use serde_json::{Value, json};

use crate::cases::{Shop, asks};
use crate::common::{Crm, Database, Server, Visitor, demo_in_all_languages, new_key};
use crate::decisions::{picked, registered, shop};
use crate::decisions_guarded::{does, lets_help};
use crate::erasure::erase;
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;
use crate::web_people::{account, signed_in};

on_both!(
    she_reads_the_reasons_strongest_first_and_who_decided,
    one_press_stops_this_kind_and_a_look_does_not,
    where_nothing_was_recorded_it_says_so_and_the_reviewer_sees_it,
    a_mismatch_and_a_silence_are_shown_to_her,
    her_timeline_says_what_was_decided,
    a_no_to_what_the_model_said_yes_to_counts_against_it,
    a_contest_is_counted_for_the_model,
    it_is_read_in_every_language,
    that_a_person_decided_is_a_programs_word_where_no_case_says_so,
    a_test_customers_link_is_one_of_the_test_side,
);

/// Records what the model picked; the path of its link, and its id.
pub async fn recorded(server: &Server, crm: &Crm, body: &Value) -> (String, DecisionId) {
    let made = crm.post("/decisions", body).await.expect(201).json();
    let why = made["why"].as_str().unwrap();
    let path = why.strip_prefix(&server.url).unwrap().to_owned();
    (path, made["decision"].as_str().unwrap().parse().unwrap())
}

/// The places of these words, which must be there, each behind the one before.
#[track_caller]
pub fn in_order(page: &str, words: &[&str]) {
    let mut rest = page;
    for word in words {
        let at = rest.find(word);
        let at = at.unwrap_or_else(|| panic!("`{word}` is missing, or too early: {page}"));
        rest = &rest[at + word.len()..];
    }
}

async fn she_reads_the_reasons_strongest_first_and_who_decided(database: Database) {
    let (server, crm, id) = shop(database).await;
    let mut body = picked("crm:42");
    body["data"][0]["item"] = json!("<b>Saffron</b>, 9 May");
    let (path, _) = recorded(&server, &crm, &body).await;
    let mut ana = Visitor::new(&server);
    let page = ana.get(&path).await.expect(200);
    assert_eq!(page.header("cache-control"), "no-store");
    let page = page.text();
    in_order(
        &page,
        &[
            "Why did I get this?",
            "We sent you three recipes with fennel.",
            "Fennel, 3 May",
            "href=\"/x/recipe-ideas#x-recipe-ideas-shares-orders\"",
            "75% of what counted",
            "spoke for it",
            "href=\"/x/recipe-ideas\"",
            "&lt;b&gt;Saffron",
            "25% of what counted",
            "spoke against it",
            "What we did not use",
            "What would have changed it",
            "Without the order of 3 May",
            "Who decided",
            "A computer picked this. A person did not look.",
            "Recipe ranker",
            "Halden Ranking Ltd",
            "2026-10",
            "Stop this kind",
            "value=\"wrong\"",
        ],
    );
    assert!(!page.contains("<b>Saffron"), "{page}");
    // Whoever has the link is not in by it.
    let home = ana.get("/").await;
    assert_eq!(home.status, 303, "{}", home.text());
    // Each kind of data leads to its place on the page of the exchange, whether that is on or off.
    let mut herself = by_link(&server, &id).await;
    let there = async |herself: &mut Visitor| {
        let page = herself.get("/x/recipe-ideas").await.expect(200).text();
        let place = "id=\"x-recipe-ideas-shares-orders\"";
        assert_eq!(page.matches(place).count(), 1, "{page}");
    };
    there(&mut herself).await;
    let off = choice("off");
    crm.post("/customers/crm:42/choices", &off)
        .await
        .expect(201);
    there(&mut herself).await;
    // Once that page is gone nothing leads there, and what it was called is still told.
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "It ends.".to_owned());
    does(&server, Actor::System, stop).await;
    let page = ana.get(&path).await.expect(200).text();
    let (_, reasons) = page.split_once("id=\"reasons-t\"").unwrap();
    let reasons = reasons.split("</section>").next().unwrap();
    assert!(!reasons.contains("href="), "{reasons}");
    in_order(reasons, &["Fennel, 3 May", "75%", "Weekly recipe ideas"]);
    server.stop().await;
}

/// Whether an exchange is on for the customer.
pub async fn is_on(crm: &Crm, key: &str) -> bool {
    let path = "/customers/crm:42/consents";
    let state = crm.get(path).await.expect(200).json();
    let exchanges = state["exchanges"].as_array().unwrap().clone();
    let found = exchanges
        .iter()
        .find(|exchange| exchange["proposition"] == key);
    found.unwrap()["toggles"]["exchange"]["decision"] == "granted"
}

async fn one_press_stops_this_kind_and_a_look_does_not(database: Database) {
    let (server, crm, _) = shop(database).await;
    let (path, _) = recorded(&server, &crm, &picked("crm:42")).await;
    let mut ana = Visitor::new(&server);
    for _ in 0..2 {
        ana.get(&path).await.expect(200);
    }
    ana.send("HEAD", &path, &[], "").await.expect(200);
    assert!(is_on(&crm, "recipe-ideas").await, "a look changes nothing");
    // Nobody else's page presses it.
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    ana.send("POST", &path, &foreign, "").await.expect(403);
    assert!(is_on(&crm, "recipe-ideas").await);
    // This exchange cannot do without picking, so that all of it goes.
    let page = ana.get(&path).await.expect(200).text();
    assert!(
        page.contains("This turns off “Weekly recipe ideas”."),
        "{page}"
    );
    let page = ana.submit(&path, &[]).await.expect(200).text();
    assert!(page.contains("It is off. It counts from now on."), "{page}");
    assert!(!is_on(&crm, "recipe-ideas").await);
    // Pressed twice it is off once, and the reasons are still there.
    let index = server.app().live.engine.index();
    let again = ana.submit(&path, &[]).await.expect(200).text();
    assert!(
        again.contains("This kind is off.") && again.contains("Fennel, 3 May"),
        "{again}"
    );
    assert_eq!(server.app().live.engine.index(), index);
    // What comes now is refused.
    let late = crm.post("/decisions", &picked("crm:42")).await;
    assert_eq!(late.json()["code"], "cites_forbidden_data");
    // A part that can be turned off by itself is all that is turned off.
    let mut on = choice("on");
    on["proposition"] = json!("dinner-helper");
    on["toggles"] = json!({"exchange": "on", "ai:train": "on"});
    crm.post("/customers/crm:42/choices", &on).await.expect(201);
    let mut body = picked("crm:42");
    body["ai"] = json!("train");
    body["channel"] = json!("in_app");
    let (path, _) = recorded(&server, &crm, &body).await;
    ana.submit(&path, &[]).await.expect(200);
    assert!(is_on(&crm, "dinner-helper").await);
    let state = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .text();
    let after = crm.post("/decisions", &body).await.json();
    assert_eq!(after["code"], "cites_forbidden_data", "{state}");
    server.stop().await;
}

async fn where_nothing_was_recorded_it_says_so_and_the_reviewer_sees_it(database: Database) {
    let (server, crm, _) = shop(database).await;
    let app = server.app();
    // The brand made a link by itself, and recorded nothing.
    let id = DecisionId::new(app.clock.as_ref(), app.entropy.as_ref());
    let path = sign(&app.keys.link, id, false);
    let mut ana = Visitor::new(&server);
    for _ in 0..2 {
        let page = ana.get(&path).await.expect(404).text();
        in_order(
            &page,
            &[
                "We cannot tell you why",
                "That is our fault.",
                "Ask a person",
            ],
        );
    }
    // A forged one is told apart, and is nobody's note.
    let mut forged = path.clone();
    let place = forged.len() - 2..forged.len() - 1;
    let other = if &forged[place.clone()] == "A" {
        "B"
    } else {
        "A"
    };
    forged.replace_range(place, other);
    for bad in [forged.as_str(), "/why/nonsense", "/why/%00"] {
        let page = ana.get(bad).await.expect(404).text();
        assert!(page.contains("We cannot tell you why"), "{bad}: {page}");
        assert!(
            page.contains("A part of this link is missing"),
            "{bad}: {page}"
        );
    }
    // One that was refused says as much.
    let mut forbidden = picked("crm:42");
    forbidden["data"][0]["category"] = json!("birthday");
    let refused = crm.post("/decisions", &forbidden).await.expect(422).json();
    let detail = refused["detail"].as_str().unwrap();
    let violation = &detail[detail.find("dec_").unwrap()..];
    let violation: DecisionId = violation.trim_end_matches('`').parse().unwrap();
    let page = ana
        .get(&sign(&app.keys.link, violation, false))
        .await
        .expect(200)
        .text();
    assert!(page.contains("We refused that"), "{page}");
    assert!(!page.contains("fennel"), "{page}");
    // One whose customer was erased does too, and is no fault of ours.
    let (gone, erased) = recorded(&server, &crm, &picked("crm:42")).await;
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    let page = ana.get(&gone).await.expect(410).text();
    assert!(
        page.contains("This was deleted") && !page.contains("fennel"),
        "{page}"
    );
    account(
        &server,
        "rob@example.org",
        AccountKind::Staff(Role::Reviewer),
    )
    .await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let page = rob.get("/studio/violations").await.expect(200).text();
    assert_eq!(page.matches(&id.to_string()).count(), 1);
    assert!(!page.contains(&erased.to_string()), "{page}");
    in_order(
        &page,
        &[
            &violation.to_string(),
            "The customer was erased.",
            &id.to_string(),
            ">2<",
        ],
    );
    // Too many guesses are too many.
    let mut last = 404;
    for n in 0..200 {
        last = ana.get(&format!("/why/guess{n}")).await.status;
        if last != 404 {
            break;
        }
    }
    assert_eq!(last, 429);
    ana.get(&path).await.expect(404);
    server.stop().await;
}

async fn a_mismatch_and_a_silence_are_shown_to_her(database: Database) {
    let (server, crm, _) = shop(database).await;
    let mut body = picked("crm:42");
    body["features"] = json!([
        {"category": "orders", "item": "Rice, 1 May", "contribution": 0.9},
        {"category": "orders", "item": "Fennel, 3 May", "contribution": 0.3},
    ]);
    let (path, _) = recorded(&server, &crm, &body).await;
    let mut ana = Visitor::new(&server);
    let page = ana.get(&path).await.expect(200).text();
    assert!(page.contains("They do not match"), "{page}");
    let bare = json!({"customer": "crm:42", "purpose": "recommendations", "ai": "personalise",
                      "model": "ranker", "model_version": "2026-10", "outcome": "Three recipes."});
    let (path, _) = recorded(&server, &crm, &bare).await;
    let page = ana.get(&path).await.expect(200).text();
    in_order(
        &page,
        &[
            "Nobody wrote down what counted. That is our fault.",
            "Nobody wrote down what was left out.",
            "Nobody wrote this down. That is our fault.",
        ],
    );
    server.stop().await;
}

async fn her_timeline_says_what_was_decided(database: Database) {
    let (server, crm, id) = shop(database).await;
    let (_, decision) = recorded(&server, &crm, &picked("crm:42")).await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/timeline")).await.expect(303);
    let page = ana.get("/timeline").await.expect(200).text();
    let href = format!("href=\"/why/{decision}\"");
    in_order(
        &page,
        &[
            "A computer decided: We sent you three recipes with fennel.",
            &href,
        ],
    );
    // What runs the other way is kept apart from what stands around it.
    let mut arabic = picked("crm:42");
    arabic["outcome"] = json!("ثلاث وصفات");
    recorded(&server, &crm, &arabic).await;
    let page = ana.get("/timeline?show=decided").await.expect(200).text();
    assert!(
        page.contains("A computer decided: \u{2068}ثلاث وصفات\u{2069}"),
        "{page}"
    );
    assert!(
        page.contains(&href) && !page.contains("You turned"),
        "{page}"
    );
    let table = ana
        .get("/timeline.csv?show=decided")
        .await
        .expect(200)
        .text();
    assert!(table.contains(&decision.to_string()), "{table}");
    let why = format!("/why/{decision}");
    let page = ana.get(&why).await.expect(200).text();
    assert!(page.contains("Fennel, 3 May"), "{page}");
    let page = ana.get("/data").await.expect(200).text();
    assert!(page.contains("What computers decided"), "{page}");
    // Bo's eyes are not hers.
    let bo = crm.knows("crm:bo").await;
    let mut bos = Visitor::new(&server);
    bos.get(&why).await.expect(303);
    bos.get(&server.link(&bo, "/timeline")).await.expect(303);
    let page = bos.get(&why).await.expect(404).text();
    assert!(!page.contains("Fennel"), "{page}");
    bos.submit(&why, &[]).await.expect(404);
    assert!(is_on(&crm, "recipe-ideas").await);
    // She stops it from her own page too.
    ana.submit(&why, &[]).await.expect(200);
    assert!(!is_on(&crm, "recipe-ideas").await);
    server.stop().await;
}

/// Waits until the model's numbers say that.
async fn until(crm: &Crm, says: impl Fn(&Value) -> bool) -> Value {
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let model = crm.get("/models/ranker").await.expect(200).json();
        if says(&model["last_28_days"]) {
            return model;
        }
        assert!(tokio::time::Instant::now() < end, "{model}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn a_no_to_what_the_model_said_yes_to_counts_against_it(database: Database) {
    let shop = Shop::open(database).await;
    shop.registers("risk-9").await;
    let admin = shop.server.crm("admin").await;
    let share = async || {
        let model = admin.get("/models/risk-9").await.expect(200).json();
        model["last_28_days"]["overridden"].clone()
    };
    for n in 1..=20 {
        let mut question = asks("crm:42", true);
        question["amount"] = json!(n);
        question["currency"] = json!("GBP");
        // Of nine and eleven no is what it had said.
        let proposed = if n < 10 { "deny" } else { "allow" };
        question["proposal"] = json!({"outcome": proposed, "model": "risk-9"});
        let case = shop.check(question).await;
        let case = case["case"].as_str().unwrap().to_owned();
        assert_eq!(shop.decides(&case, "deny", "We looked.").await, 201);
    }
    let day = mutual::insight::Day::of(shop.server.app().live.engine.now());
    let store = shop.server.app().live.store.clone();
    let counted = async || {
        let rows = store
            .decided_on(&["risk-9".parse().unwrap()], day.plus(-1))
            .await
            .unwrap();
        rows.iter().map(|row| row.counts.turned_down).sum::<u64>()
    };
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(30);
    while counted().await < 11 {
        assert!(tokio::time::Instant::now() < until, "{}", counted().await);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(counted().await, 11);
    assert_eq!(share().await, Value::Null, "too few to tell");
    for n in 21..=29 {
        let mut question = asks("crm:42", true);
        question["amount"] = json!(n);
        question["currency"] = json!("GBP");
        question["proposal"] = json!({"outcome": "allow", "model": "risk-9"});
        let case = shop.check(question).await;
        let case = case["case"].as_str().unwrap().to_owned();
        assert_eq!(shop.decides(&case, "deny", "We looked.").await, 201);
    }
    while share().await.is_null() {
        assert!(tokio::time::Instant::now() < until);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(share().await, 100.0);
    shop.server.stop().await;
}

async fn a_contest_is_counted_for_the_model(database: Database) {
    let (server, crm, id) = shop(database).await;
    let list = json!({"decisions": vec![picked("crm:42"); 20]});
    let made = crm.post("/decisions", &list).await.expect(200).json();
    let ids = [0, 1].map(|n: usize| {
        let id = &made["results"][n]["recorded"]["decision"];
        id.as_str().unwrap().parse::<DecisionId>().unwrap()
    });
    let customer: CustomerId = id.parse().unwrap();
    let does = async |actor: Actor, command: Command| {
        let submission = Submission {
            actor,
            route: Route::Page,
            command,
            idempotency: None,
        };
        server.app().live.engine.submit(submission).await.unwrap()
    };
    let mut cases = Vec::new();
    for decision in ids {
        let wish = CaseWish {
            matter: Matter::asked(Some(decision)),
            team: "front_desk".parse().unwrap(),
            asked: CaseAsked {
                said: Some("This is wrong.".to_owned()),
                ..CaseAsked::default()
            },
        };
        let opened = does(
            Actor::Customer(customer),
            Command::OpenCase(customer, Box::new(wish)),
        );
        let Done::CaseOpened { case, .. } = opened.await else {
            panic!("no case");
        };
        cases.push(case);
    }
    let model = until(&crm, |shares| shares["contested"] == 10.0).await;
    assert_eq!(model["last_28_days"]["overridden"], 0.0);
    for (case, outcome) in cases.into_iter().zip([Outcome::Allow, Outcome::Deny]) {
        let ruling = Ruling {
            case,
            outcome,
            reason: "Looked at it.".to_owned(),
            overrides: None,
            agreed_by: None,
            person: None,
            taken_at: server.app().live.engine.now(),
        };
        let agent = Actor::Staff {
            account: AccountId::from_bytes([3; 16]),
            role: Role::Agent,
        };
        does(agent, Command::DecideCase(customer, Box::new(ruling))).await;
    }
    until(&crm, |shares| shares["overridden"] == 5.0).await;
    let kept = crm
        .get(&format!("/decisions/{}", ids[0]))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&kept["contested"], &kept["overridden"]),
        (&json!(true), &json!(true))
    );
    let kept = crm
        .get(&format!("/decisions/{}", ids[1]))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&kept["contested"], &kept["overridden"]),
        (&json!(true), &json!(false))
    );
    // What is read again after a restart counts once.
    let restarted = server.restart().await;
    let crm = Crm {
        url: restarted.url.clone(),
        ..crm
    };
    let model = until(&crm, |_| true).await;
    assert_eq!(model["last_28_days"]["contested"], 10.0);
    restarted.stop().await;
}

async fn it_is_read_in_every_language(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    for document in demo_in_all_languages() {
        server.publish(document, None).await;
    }
    let crm = server.crm("consent:write decisions:write admin").await;
    registered(&crm, "ranker", Value::Null).await;
    for (locale, words) in [
        (
            "de",
            [
                "Warum habe ich das bekommen?",
                "Ein Computer hat das ausgesucht.",
                "So etwas stoppen",
            ],
        ),
        (
            "ar",
            ["لماذا وصلني هذا؟", "اختار حاسوب هذا.", "إيقاف هذا النوع"],
        ),
    ] {
        let reference = format!("crm:{locale}");
        let body = json!({"identifiers": [reference], "locale": locale, "region": "DE"});
        crm.put(&format!("/customers/{reference}"), &body)
            .await
            .expect(201);
        let path = format!("/customers/{reference}/choices");
        crm.post(&path, &choice("on")).await.expect(201);
        let (path, _) = recorded(&server, &crm, &picked(&reference)).await;
        let page = Visitor::new(&server).get(&path).await.expect(200).text();
        in_order(&page, &words);
        assert!(page.contains(&format!("lang=\"{locale}\"")), "{page}");
    }
    server.stop().await;
}

async fn that_a_person_decided_is_a_programs_word_where_no_case_says_so(database: Database) {
    let (server, crm, id) = shop(database).await;
    lets_help(&server, &crm).await;
    let mut helped = picked("crm:42");
    helped["purpose"] = json!("offers");
    helped["ai"] = json!("decide_assist");
    let (path, _) = recorded(&server, &crm, &helped).await;
    let page = Visitor::new(&server).get(&path).await.expect(200).text();
    let said = "Our records say that a person decided, and a computer helped.";
    in_order(&page, &["Who decided", said]);
    // Her timeline says no more than that.
    let mut ana = by_link(&server, &id).await;
    let page = ana.get("/timeline?show=decided").await.expect(200).text();
    let said = "Our records say that a person decided: We sent you three recipes with fennel.";
    assert!(page.contains(said), "{page}");
    assert!(!page.contains("A person decided: "), "{page}");
    server.stop().await;
}

async fn a_test_customers_link_is_one_of_the_test_side(database: Database) {
    let (server, _, _) = shop(database).await;
    let tester = server.test_crm("consent:write decisions:write admin").await;
    registered(&tester, "ranker", Value::Null).await;
    tester.knows("crm:t").await;
    tester
        .post("/customers/crm:t/choices", &choice("on"))
        .await
        .expect(201);
    let (path, id) = recorded(&server, &tester, &picked("crm:t")).await;
    let page = Visitor::new(&server).get(&path).await.expect(200).text();
    assert!(
        page.contains("test-band") && page.contains("Fennel, 3 May"),
        "{page}"
    );
    assert_ne!(path, sign(&server.app().keys.link, id, false));
    let live = sign(&server.app().keys.link, id, false);
    Visitor::new(&server).get(&live).await.expect(404);
    server.stop().await;
}
