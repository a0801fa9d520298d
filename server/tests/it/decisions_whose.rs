//! Whose a decision is, after two records were one for a while; and who may press or contest.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::consent::Route;
use mutual::guard::{CaseAsked, Matter};
use mutual::id::{CustomerId, DecisionId};
use mutual::port::{AccountKind, Submission};
use mutual::use_cases::{CaseWish, Command};
use mutual_server::auth::why::sign;
use serde_json::{Value, json};

use crate::cases::draw_line;
use crate::common::{Crm, Database, Server, Visitor};
use crate::decisions::{SCOPES, picked, record, refused, shop};
use crate::merge::{merge, split};
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;
use crate::web_people::{account, signed_in};
use crate::why::{is_on, recorded};

on_both!(
    a_late_report_across_a_merge_or_a_split_is_judged_by_nobody,
    what_a_person_allowed_about_somebody_else_allows_nothing,
    those_who_answer_for_a_decision_press_nothing,
    after_a_split_her_link_turns_nothing_off,
    nobody_contests_what_was_decided_about_somebody_else,
);

/// Moments are told apart by milliseconds.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(5)).await;
}

/// Bo, who turned the recipes on as Ana did; his id.
async fn bo(crm: &Crm) -> String {
    let id = crm.knows("crm:bo").await;
    crm.post("/customers/crm:bo/choices", &choice("on"))
        .await
        .expect(201);
    id
}

/// The two were taken for one, and are not.
async fn mistaken(crm: &Crm, id: &str) {
    merge(crm, "crm:42", "crm:bo").await.expect(201);
    split(crm, "crm:42", id).await.expect(201);
}

async fn a_late_report_across_a_merge_or_a_split_is_judged_by_nobody(database: Database) {
    let (server, crm, _) = shop(database).await;
    let id = bo(&crm).await;
    let now = async || {
        a_moment().await;
        let now = server.app().live.engine.now().to_string();
        a_moment().await;
        now
    };
    let late = async |who: &str, at: &str| {
        let mut body = picked(who);
        body["at"] = json!(at);
        record(&crm, &body).await
    };
    let alone = now().await;
    merge(&crm, "crm:42", "crm:bo").await.expect(201);
    let one = now().await;
    for who in ["crm:42", "crm:bo"] {
        let answer = late(who, &alone).await;
        refused(&answer, 422, "invalid_field", "at");
        assert!(answer.text().contains("joined or set apart"));
        late(who, &one).await.expect(201);
    }
    split(&crm, "crm:42", &id).await.expect(201);
    let apart = now().await;
    for who in ["crm:42", "crm:bo"] {
        for at in [&alone, &one] {
            refused(&late(who, at).await, 422, "invalid_field", "at");
        }
        late(who, &apart).await.expect(201);
    }
    // What he is joined with later is nothing of hers.
    crm.knows("crm:cy").await;
    merge(&crm, "crm:bo", "crm:cy").await.expect(201);
    crm.post("/customers/crm:42/choices", &choice("off"))
        .await
        .expect(201);
    late("crm:42", &apart).await.expect(201);
    refused(&late("crm:bo", &apart).await, 422, "invalid_field", "at");
    // In a list it stops nobody else.
    let mut early = picked("crm:bo");
    early["at"] = json!(apart);
    let list = json!({"decisions": [early, picked("crm:bo")]});
    let answer = record(&crm, &list).await.expect(200).json();
    assert_eq!(
        (&answer["refused"], &answer["recorded"]),
        (&json!(1), &json!(1)),
        "{answer}"
    );
    server.stop().await;
}

async fn what_a_person_allowed_about_somebody_else_allows_nothing(database: Database) {
    let (server, _, _) = shop(database).await;
    let crm = server.crm(&format!("{SCOPES} cases")).await;
    draw_line(server.app().live.engine.as_ref()).await;
    let id = bo(&crm).await;
    mistaken(&crm, &id).await;
    let ask = json!({"checks": [{"customer": "crm:bo", "purpose": "recommendations",
        "data": ["orders"], "channel": "email", "ai": "personalise", "topic": "credit",
        "open_case": true}]});
    let asked = crm.post("/check", &ask).await.expect(200).json();
    let case = asked["results"][0]["case"].clone();
    let path = format!("/cases/{}/decide", case.as_str().unwrap());
    let desk = server.crm("cases").await;
    let ruling = crate::cases::ruling("allow", "Looked at him.");
    desk.post(&path, &ruling).await.expect(201);
    let about = |who: &str| {
        let mut body = picked(who);
        body["topic"] = json!("credit");
        body["case"] = case.clone();
        body
    };
    record(&crm, &about("crm:bo")).await.expect(201);
    refused(
        &record(&crm, &about("crm:42")).await,
        422,
        "person_needed",
        "",
    );
    server.stop().await;
}

async fn those_who_answer_for_a_decision_press_nothing(database: Database) {
    let (server, crm, id) = shop(database).await;
    let (link, decision) = recorded(&server, &crm, &picked("crm:42")).await;
    let path = format!("/why/{decision}");
    for (email, role) in [
        ("rob@example.org", Role::Reviewer),
        ("gus@example.org", Role::Agent),
        ("ada@example.org", Role::Admin),
    ] {
        account(&server, email, AccountKind::Staff(role)).await;
        let mut staff = signed_in(&server, email).await;
        let page = staff.get(&path).await.expect(200).text();
        assert!(page.contains("Fennel, 3 May"), "{page}");
        assert!(!page.contains("Stop this kind"), "{page}");
        staff.submit(&path, &[]).await.expect(403);
        assert!(is_on(&crm, "recipe-ideas").await, "{email}");
    }
    // She has her button, by the id and by the link.
    let mut ana = by_link(&server, &id).await;
    for path in [&path, &link] {
        let page = ana.get(path).await.expect(200).text();
        assert!(page.contains("Stop this kind"), "{page}");
    }
    ana.submit(&path, &[]).await.expect(200);
    assert!(!is_on(&crm, "recipe-ideas").await);
    server.stop().await;
}

async fn after_a_split_her_link_turns_nothing_off(database: Database) {
    let (server, crm, _) = shop(database).await;
    let id = bo(&crm).await;
    // One came before the merge, one while they were one, and whoever got them keeps the links.
    let (before, _) = recorded(&server, &crm, &picked("crm:bo")).await;
    merge(&crm, "crm:42", "crm:bo").await.expect(201);
    let (while_one, decision) = recorded(&server, &crm, &picked("crm:bo")).await;
    let mut somebody = Visitor::new(&server);
    let page = somebody.get(&while_one).await.expect(200).text();
    assert!(page.contains("Stop this kind"), "{page}");
    a_moment().await;
    split(&crm, "crm:42", &id).await.expect(201);
    a_moment().await;
    let index = server.app().live.engine.index();
    for link in [&before, &while_one] {
        let page = somebody.get(link).await.expect(200).text();
        assert!(page.contains("Fennel, 3 May"), "{page}");
        assert!(!page.contains("Stop this kind"), "{page}");
        assert!(page.contains("Two records were set apart since."), "{page}");
        // The page of before is still open.
        let page = somebody.submit(link, &[]).await.expect(409).text();
        assert!(page.contains("Two records were set apart since."), "{page}");
    }
    assert_eq!(server.app().live.engine.index(), index);
    assert_ne!(sign(&server.app().keys.link, decision, false), before);
    // What comes now is told to whom it is about.
    let (link, _) = recorded(&server, &crm, &picked("crm:bo")).await;
    let page = somebody.submit(&link, &[]).await.expect(200).text();
    assert!(page.contains("It is off."), "{page}");
    assert!(is_on(&crm, "recipe-ideas").await, "hers is as it was");
    server.stop().await;
}

async fn contests(server: &Server, customer: &str, decision: DecisionId) {
    let customer: CustomerId = customer.parse().unwrap();
    let wish = CaseWish {
        matter: Matter::asked(Some(decision)),
        team: "front_desk".parse().unwrap(),
        asked: CaseAsked {
            said: Some("This is wrong.".to_owned()),
            ..CaseAsked::default()
        },
    };
    let submission = Submission {
        actor: Actor::Customer(customer),
        route: Route::Page,
        command: Command::OpenCase(customer, Box::new(wish)),
        idempotency: None,
    };
    server.app().live.engine.submit(submission).await.unwrap();
}

async fn nobody_contests_what_was_decided_about_somebody_else(database: Database) {
    let (server, _, ana) = shop(database).await;
    let crm = server.crm(&format!("{SCOPES} cases")).await;
    bo(&crm).await;
    let (_, hers) = recorded(&server, &crm, &picked("crm:42")).await;
    let (_, his) = recorded(&server, &crm, &picked("crm:bo")).await;
    let mut page = by_link(&server, &ana).await;
    let mut asks = async |about: DecisionId, said: &str| {
        let about = about.to_string();
        let form = [("said", said), ("about", about.as_str()), ("wrong", "1")];
        page.submit("/actions/ask", &form).await.expect(303);
        let open = crm.get("/cases").await.expect(200).json();
        let items = open["items"].as_array().unwrap().clone();
        let newest = items.into_iter().max_by_key(|case| case["id"].to_string());
        newest.unwrap()
    };
    // It is asked, and leads to nothing of his.
    let case = asks(his, "Why did he get that?").await;
    assert_eq!(
        (&case["kind"], &case["decision"]),
        (&json!("question"), &Value::Null)
    );
    assert!(!case.to_string().contains(&his.to_string()), "{case}");
    let case = asks(hers, "That was not me.").await;
    assert_eq!(
        (&case["kind"], &case["decision"]),
        (&json!("contest"), &json!(hers.to_string()))
    );
    // Nor is it counted where a case names it all the same.
    let (_, another) = recorded(&server, &crm, &picked("crm:42")).await;
    contests(&server, &ana, his).await;
    contests(&server, &ana, another).await;
    let is_contested = async |id: DecisionId| {
        let path = format!("/decisions/{id}");
        crm.get(&path).await.expect(200).json()["contested"] == true
    };
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    while !is_contested(another).await {
        assert!(
            tokio::time::Instant::now() < end,
            "a contest is not counted"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(is_contested(hers).await && !is_contested(his).await);
    server.stop().await;
}
