//! Decisions that need a person, that guess, of models that do not explain themselves, and about those who
//! are gone.

use mutual::access::{Actor, Role};
use mutual::catalogue::Document;
use mutual::consent::{RejectedGuess, Rejection, Route};
use mutual::guard::Outcome;
use mutual::id::{AccountId, CustomerId};
use mutual::ledger::LineChange;
use mutual::port::Submission;
use mutual::use_cases::{Command, RedLineEdit, Ruling};
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, demo, new_key};
use crate::decisions::{SCOPES, named_in, picked, record, refused, registered, score, shop};
use crate::erasure::erase;
use crate::guesses_models::guesser;
use crate::on_both;
use crate::receipts::choice;

on_both!(
    what_a_person_has_to_decide_needs_a_person,
    what_a_person_allowed_is_done_once,
    of_a_line_that_came_later_nobody_had_thought,
    a_guess_that_she_does_not_want_is_cited_by_nobody,
    whoever_is_erased_leaves_a_number,
    a_test_client_records_about_test_customers_alone,
    many_who_record_at_once_are_all_served,
);

/// An exchange in which a machine decides alone and guesses.
pub fn picker() -> Document {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["key"] = json!("offer-picker");
    document["purpose"] = json!("offers");
    document["ai_uses"] = json!(["decide_auto", "infer"]);
    document["required"] = json!(["ai:decide_auto", "ai:infer"]);
    serde_json::from_value(document).unwrap()
}

/// Publishes the exchange as one in which a machine may also help a person, and its customer turns it on.
pub async fn lets_help(server: &Server, crm: &Crm) {
    let mut helper = serde_json::to_value(picker()).unwrap();
    helper["ai_uses"] = json!(["decide_auto", "decide_assist"]);
    helper["required"] = json!(["ai:decide_auto", "ai:decide_assist"]);
    let helper = serde_json::from_value(helper).unwrap();
    server.publish(helper, None).await;
    turns(crm, "offer-picker", "on").await;
}

/// The customer turns an exchange on or off.
pub async fn turns(crm: &Crm, key: &str, to: &str) {
    let mut choice = choice(to);
    choice["proposition"] = json!(key);
    crm.post("/customers/crm:42/choices", &choice)
        .await
        .expect(201);
}

/// A shop with that exchange, which its customer turned on; what the machine decided about her.
pub async fn with_picker(database: Database) -> (Server, Crm, String, Value) {
    let (server, crm, id) = shop(database).await;
    server.publish(picker(), None).await;
    guesser(&crm).await;
    turns(&crm, "offer-picker", "on").await;
    let mut body = picked("crm:42");
    body["purpose"] = json!("offers");
    // To decide alone is what is meant where nobody says otherwise.
    body["ai"] = Value::Null;
    (server, crm, id, body)
}

/// Tells a guess about her from her orders.
pub async fn tells(crm: &Crm, key: &str, purpose: &str) {
    tells_from(crm, key, purpose, "orders").await;
}

/// Tells a guess about her from one kind of data.
async fn tells_from(crm: &Crm, key: &str, purpose: &str, category: &str) {
    let guess = json!({
        "label": "Taste", "value": "fennel", "derived_from": [category],
        "model": {"name": "tastes", "version": "4.1"}, "confidence": 0.8, "purposes": [purpose],
    });
    let path = format!("/customers/crm:42/inferences/{key}");
    crm.put(&path, &guess).await.expect(200);
}

pub async fn does(server: &Server, actor: Actor, command: Command) {
    let submission = Submission {
        actor,
        route: Route::Page,
        command,
        idempotency: None,
    };
    server.app().live.engine.submit(submission).await.unwrap();
}

/// An agent rules in a case; a yes is against the computer.
pub async fn rules(server: &Server, customer: CustomerId, case: &Value, outcome: Outcome) {
    let ruling = Ruling {
        case: case.as_str().unwrap().parse().unwrap(),
        outcome,
        reason: "Looked at it.".to_owned(),
        overrides: (outcome == Outcome::Allow).then_some(true),
        agreed_by: None,
        person: None,
        taken_at: server.app().live.engine.now(),
    };
    let agent = Actor::Staff {
        account: AccountId::from_bytes([3; 16]),
        role: Role::Agent,
    };
    let command = Command::DecideCase(customer, Box::new(ruling));
    does(server, agent, command).await;
}

async fn what_a_person_has_to_decide_needs_a_person(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let customer: CustomerId = id.parse().unwrap();
    record(&crm, &body).await.expect(201);
    does(
        &server,
        Actor::Customer(customer),
        Command::SayHumanOnly(customer, true, None),
    )
    .await;
    let answer = record(&crm, &body).await;
    refused(&answer, 422, "person_needed", "purpose");
    let kept = crm
        .get(&format!("/decisions/{}", named_in(&answer)))
        .await
        .expect(200)
        .json();
    assert_eq!(kept["violation"]["needs_person"], true);
    assert_eq!(kept["violation"]["forbidden"][0]["code"], "human_only");
    // A person is asked, and allows it.
    let ask = |data: &[&str]| {
        json!({"checks": [{"customer": "crm:42", "purpose": "offers", "data": data,
                           "channel": "email", "ai": "decide_auto", "topic": "fennel",
                           "open_case": true}]})
    };
    let asked = crm
        .post("/check", &ask(&["orders"]))
        .await
        .expect(200)
        .json();
    let case = asked["results"][0]["case"].clone();
    body["case"] = case.clone();
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    rules(&server, customer, &case, Outcome::Allow).await;
    // She allowed that, and nothing else.
    for (field, value) in [("topic", json!("saffron")), ("channel", Value::Null)] {
        let mut other = body.clone();
        other[field] = value;
        refused(&record(&crm, &other).await, 422, "person_needed", "");
    }
    // Nor a guess from what the person was not asked about.
    let mut birthday = choice("on");
    birthday["proposition"] = json!("offer-picker");
    birthday["toggles"] = json!({"data:birthday": "on"});
    crm.post("/customers/crm:42/choices", &birthday)
        .await
        .expect(201);
    tells_from(&crm, "likes-cake", "offers", "birthday").await;
    let mut guesses = body.clone();
    guesses["inferences"] = json!(["likes-cake"]);
    refused(&record(&crm, &guesses).await, 422, "person_needed", "");
    let asked = crm.post("/check", &ask(&["orders", "birthday"])).await;
    let wider = asked.expect(200).json()["results"][0]["case"].clone();
    rules(&server, customer, &wider, Outcome::Allow).await;
    guesses["case"] = wider;
    record(&crm, &guesses).await.expect(201);
    // Before she said so, nobody had.
    let mut early = body.clone();
    early["at"] = json!(server.app().clock.now().plus_seconds(-60).to_string());
    assert_ne!(record(&crm, &early).await.status, 201);
    // Nothing of that used up what she said.
    let made = record(&crm, &body).await.expect(201).json();
    let path = format!("/decisions/{}", made["decision"].as_str().unwrap());
    let kept = crm.get(&path).await.expect(200).json();
    assert_eq!(
        (&kept["recorded"]["case"], &kept["overridden"]),
        (&case, &json!(true))
    );
    // The exchange that allows it stays named: she can turn it off.
    assert_eq!(kept["recorded"]["proposition"], "offer-picker");
    // A no allows nothing.
    let asked = crm.post("/check", &ask(&[])).await.expect(200).json();
    let case = asked["results"][0]["case"].clone();
    rules(&server, customer, &case, Outcome::Deny).await;
    body["case"] = case;
    body["data"] = json!([]);
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    server.stop().await;
}

async fn what_a_person_allowed_is_done_once(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let customer: CustomerId = id.parse().unwrap();
    let wish = Command::SayHumanOnly(customer, true, None);
    does(&server, Actor::Customer(customer), wish).await;
    let ask = json!({"checks": [{"customer": "crm:42", "purpose": "offers", "data": ["orders"],
                                 "channel": "email", "ai": "decide_auto", "topic": "fennel",
                                 "open_case": true}]});
    let allowed = async || {
        let asked = crm.post("/check", &ask).await.expect(200).json();
        let case = asked["results"][0]["case"].clone();
        rules(&server, customer, &case, Outcome::Allow).await;
        case
    };
    // Ten who hear of it do it at once.
    body["case"] = allowed().await;
    let tasks = (0..10).map(|_| {
        let (crm, body) = (crm.clone(), body.clone());
        tokio::spawn(async move { record(&crm, &body).await })
    });
    let mut made = 0;
    for task in tasks.collect::<Vec<_>>() {
        let answer = task.await.unwrap();
        if answer.status == 201 {
            made += 1;
        } else {
            refused(&answer, 422, "person_needed", "");
        }
    }
    assert_eq!(made, 1);
    assert_eq!(score(&crm).await["decisions"], 1);
    // Of a list, the first.
    body["case"] = allowed().await;
    let list = json!({"decisions": [body, body]});
    let told = crm.post("/decisions", &list).await.expect(200).json();
    assert_eq!(told["results"][0]["status"], "recorded");
    assert_eq!(told["results"][1]["code"], "person_needed");
    // What is refused for its fields uses nothing up.
    body["case"] = allowed().await;
    let mut bad = body.clone();
    bad["model"] = json!("nobodys");
    assert_eq!(record(&crm, &bad).await.status, 422);
    // The same request again gets the same answer.
    let key = new_key();
    let once = async || {
        let answer = crm.write("POST", "/decisions", &body, &key).await;
        answer.expect(201).json()["decision"].clone()
    };
    assert_eq!(once().await, once().await);
    server.stop().await;
}

async fn of_a_line_that_came_later_nobody_had_thought(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    let customer: CustomerId = id.parse().unwrap();
    let draws = async |key: &str| {
        let line = json!({"key": key, "says": "About fennel a person decides.", "why": "It is strong.",
            "when": {"topics": ["fennel"]}, "effect": {"escalate": {"team": "front_desk"}}});
        let edit = RedLineEdit {
            changes: vec![LineChange::Put(serde_json::from_value(line).unwrap())],
            reason: "We promised it.".to_owned(),
            from: None,
            over: Vec::new(),
            approved_by: None,
        };
        does(
            &server,
            Actor::System,
            Command::DrawRedLines(Box::new(edit)),
        )
        .await;
    };
    let allowed = async || {
        let asked = json!({"checks": [{"customer": "crm:42", "purpose": "offers",
            "data": ["orders"], "channel": "email", "ai": "decide_auto", "topic": "fennel",
            "open_case": true}]});
        let asked = crm.post("/check", &asked).await.expect(200).json();
        let case = asked["results"][0]["case"].clone();
        rules(&server, customer, &case, Outcome::Allow).await;
        case
    };
    draws("fennel-by-people").await;
    body["case"] = allowed().await;
    record(&crm, &body).await.expect(201);
    // The person who said yes had not read what was promised afterwards.
    body["case"] = allowed().await;
    draws("no-fennel-by-machine").await;
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    body["case"] = allowed().await;
    record(&crm, &body).await.expect(201);
    server.stop().await;
}

async fn a_guess_that_she_does_not_want_is_cited_by_nobody(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    body["inferences"] = json!(["likes-fennel"]);
    tells(&crm, "likes-fennel", "offers").await;
    record(&crm, &body).await.expect(201);
    let customer: CustomerId = id.parse().unwrap();
    let rejects = Command::RejectInference(
        customer,
        "likes-fennel".parse().unwrap(),
        Rejection::DontGuess,
        RejectedGuess::default(),
    );
    does(&server, Actor::Customer(customer), rejects).await;
    let answer = record(&crm, &body).await;
    refused(&answer, 422, "cites_forbidden_data", "inferences");
    let kept = crm
        .get(&format!("/decisions/{}", named_in(&answer)))
        .await
        .expect(200)
        .json();
    assert_eq!(
        kept["violation"]["forbidden"][0]["inference"],
        "likes-fennel"
    );
    // What nobody told is no guess of hers.
    body["inferences"] = json!(["likes-saffron"]);
    refused(
        &record(&crm, &body).await,
        422,
        "cites_forbidden_data",
        "inferences",
    );
    tells(&crm, "likes-saffron", "offers").await;
    record(&crm, &body).await.expect(201);
    server.stop().await;
}

async fn whoever_is_erased_leaves_a_number(database: Database) {
    let (server, crm, _) = shop(database).await;
    let made = record(&crm, &picked("crm:42")).await.expect(201).json();
    let mut forbidden = picked("crm:42");
    forbidden["data"][0]["category"] = json!("birthday");
    let violation = named_in(&record(&crm, &forbidden).await);
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    for id in [made["decision"].as_str().unwrap(), &violation] {
        refused(
            &crm.get(&format!("/decisions/{id}")).await,
            404,
            "not_found",
            "",
        );
    }
    let store = &server.app().live.store;
    let id = made["decision"].as_str().unwrap().parse().unwrap();
    let row = store.decision(id).await.unwrap().unwrap();
    assert_eq!((row.customer, row.body), (None, vec![]));
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["violations"]),
        (&json!(1), &json!(1))
    );
    let late = record(&crm, &picked("crm:42")).await;
    assert!([404, 410].contains(&late.status), "{}", late.text());
    server.stop().await;
}

async fn a_test_client_records_about_test_customers_alone(database: Database) {
    let (server, crm, _) = shop(database).await;
    let tester = server.test_crm(SCOPES).await;
    refused(
        &record(&tester, &picked("crm:42")).await,
        404,
        "unknown_customer",
        "",
    );
    tester.knows("crm:t").await;
    tester
        .post("/customers/crm:t/choices", &choice("on"))
        .await
        .expect(201);
    // Models of one side are none of the other.
    refused(
        &record(&tester, &picked("crm:t")).await,
        422,
        "unknown_model",
        "model",
    );
    registered(&tester, "ranker", Value::Null).await;
    let made = record(&tester, &picked("crm:t")).await.expect(201).json();
    let path = format!("/decisions/{}", made["decision"].as_str().unwrap());
    tester.get(&path).await.expect(200);
    crm.get(&path).await.expect(404);
    assert_eq!(score(&crm).await["decisions"], 0);
    server.stop().await;
}

async fn many_who_record_at_once_are_all_served(database: Database) {
    let (server, crm, _) = shop(database).await;
    let tasks = (0..32).map(|n| {
        let crm = crm.clone();
        tokio::spawn(async move {
            let mut body = picked("crm:42");
            body["outcome"] = json!(format!("Recipe {n}"));
            if n % 4 == 0 {
                body["data"][0]["category"] = json!("birthday");
            }
            record(&crm, &body).await.status
        })
    });
    let mut statuses = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[..24], [201; 24]);
    assert_eq!(statuses[24..], [422; 8]);
    let score = score(&crm).await;
    assert_eq!(
        (&score["decisions"], &score["violations"]),
        (&json!(24), &json!(8))
    );
    server.stop().await;
}
