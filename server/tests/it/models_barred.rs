//! Models below their bar, and models that are in use no more: who decides then.

use mutual::access::{Actor, Role};
use mutual::guard::Outcome;
use mutual::id::{AccountId, CustomerId};
use mutual::port::AccountKind;
use mutual::use_cases::{Command, Ruling};
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server};
use crate::decisions::{picked, record, refused, registered, score, shop};
use crate::decisions_guarded::{does, lets_help};
use crate::on_both;
use crate::red_lines::by_phone;
use crate::web_people::{account, signed_in};

on_both!(
    a_model_below_its_bar_decides_no_more,
    below_its_bar_a_model_helps_whoever_decides,
    a_model_that_is_in_use_no_more_decides_nothing_and_its_figures_stay,
);

async fn a_model_below_its_bar_decides_no_more(database: Database) {
    let (server, crm, _) = shop(database).await;
    registered(&crm, "ranker", json!({"explained": 90, "below": "refuse"})).await;
    let mut silent = picked("crm:42");
    silent["counterfactual"] = Value::Null;
    // Of too few nothing is known: within one list too.
    let list = json!({"decisions": vec![silent.clone(); 25]});
    let answer = record(&crm, &list).await.expect(200).json();
    let codes = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["code"]);
    let codes: Vec<_> = codes
        .map(|code| code.as_str().unwrap_or("recorded"))
        .collect();
    assert_eq!(codes[..20], ["recorded"; 20]);
    assert_eq!(codes[20..], ["model_below_bar"; 5]);
    refused(
        &record(&crm, &picked("crm:42")).await,
        422,
        "model_below_bar",
        "model_version",
    );
    // What cites what it must not is a violation all the same.
    let mut forbidden = picked("crm:42");
    forbidden["data"][0]["category"] = json!("birthday");
    refused(
        &record(&crm, &forbidden).await,
        422,
        "cites_forbidden_data",
        "data",
    );
    // Another version begins anew.
    let mut other = picked("crm:42");
    other["model_version"] = json!("2026-09");
    record(&crm, &other).await.expect(201);
    let model = crm.get("/models/ranker").await.expect(200).json();
    assert_eq!(model["below_bar"], json!(["2026-10"]));
    assert_eq!(model["last_28_days"]["decisions"], 21);
    assert_eq!(model["last_28_days"]["violations"], 1);
    // The page says of which version, and what there is too little of.
    let rob = "rob@example.org";
    account(&server, rob, AccountKind::Staff(Role::Reviewer)).await;
    let mut rob = signed_in(&server, rob).await;
    for path in ["/studio/models", "/studio/models/ranker"] {
        let page = rob.get(path).await.expect(200).text();
        let said = "Below the bar, with too few decisions explained: Version 2026-10<";
        assert!(page.contains(said), "{path}: {page}");
    }
    let page = rob.get("/studio/models/ranker").await.expect(200).text();
    assert!(page.contains(">Reasons that do not match</a>"), "{page}");
    // The reviewer may ask for less, or for a person.
    registered(&crm, "ranker", json!({"explained": 0, "below": "refuse"})).await;
    record(&crm, &picked("crm:42")).await.expect(201);
    registered(&crm, "ranker", json!({"explained": 100, "below": "person"})).await;
    let answer = record(&crm, &picked("crm:42")).await;
    refused(&answer, 422, "model_below_bar", "model_version");
    assert!(answer.text().contains("open_case"), "{}", answer.text());
    for (field, value, named) in [
        (
            "bar",
            json!({"explained": 101, "below": "refuse"}),
            "bar.explained",
        ),
        (
            "bar",
            json!({"explained": 1, "below": "shout"}),
            "bar.below",
        ),
        ("versions", json!([]), "versions"),
        ("name", json!(" "), "name"),
    ] {
        let mut body = json!({"name": "N", "vendor": "V", "task": "T", "versions": ["1"]});
        body[field] = value;
        refused(
            &crm.put("/models/ranker", &body).await,
            422,
            "invalid_field",
            named,
        );
    }
    refused(&crm.get("/models/nobody").await, 404, "not_found", "");
    let listed = crm.get("/models").await.expect(200).json();
    assert_eq!(listed["items"][0]["key"], "ranker");
    server.stop().await;
}

async fn a_model_that_is_in_use_no_more_decides_nothing_and_its_figures_stay(database: Database) {
    let (server, crm, _) = shop(database).await;
    record(&crm, &picked("crm:42")).await.expect(201);
    let mut wish = json!({"name": "Recipe ranker", "vendor": "Halden Ranking Ltd",
        "task": "Picks three recipes a week.", "versions": ["2026-09", "2026-10"],
        "retired": true});
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    let since = model["retired_at"].clone();
    assert!(since.is_string(), "{model}");
    let answer = record(&crm, &picked("crm:42")).await;
    assert!(
        answer.text().contains("Recipe ranker"),
        "by its name: {}",
        answer.text()
    );
    refused(&answer, 422, "model_retired", "model");
    // Nor does it propose anything to a person, and whoever lets it is told as of a decision.
    let proposes = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
        "proposal": {"outcome": "allow", "model": "ranker"}});
    let proposed = crm.post("/check", &json!({"checks": [proposes]})).await;
    assert!(
        proposed.text().contains("Recipe ranker"),
        "by its name: {}",
        proposed.text()
    );
    refused(&proposed, 422, "model_retired", "checks[0].proposal.model");
    let check = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
        "model": "ranker", "model_version": "2026-10"});
    let told = crm.post("/check", &json!({"checks": [check]})).await;
    let told = told.expect(200).json()["results"][0].clone();
    assert_eq!(
        (&told["verdict"], &told["reasons"][0]["code"]),
        (&json!("deny"), &json!("unknown_model"))
    );
    // It is so since it was said first, and what it did stays.
    wish["task"] = json!("Picked recipes.");
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    assert_eq!(model["retired_at"], since);
    assert_eq!(score(&crm).await["decisions"], 1);
    // Whoever says nothing of it, as a program that registers its model with each release, brings back
    // nothing that a reviewer took out of use.
    wish.as_object_mut().unwrap().remove("retired");
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    assert_eq!(model["retired_at"], since);
    refused(
        &record(&crm, &picked("crm:42")).await,
        422,
        "model_retired",
        "model",
    );
    wish["retired"] = json!(false);
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    assert_eq!(model["retired_at"], Value::Null);
    // Nor does it take away the bar; that takes a word of its own.
    let bar = json!({"explained": 90, "below": "refuse"});
    wish["bar"] = bar.clone();
    crm.put("/models/ranker", &wish).await.expect(200);
    wish.as_object_mut().unwrap().remove("bar");
    wish["task"] = json!("Picks recipes again.");
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    assert_eq!(
        (&model["bar"], &model["task"]),
        (&bar, &json!("Picks recipes again."))
    );
    wish["bar"] = Value::Null;
    let model = crm.put("/models/ranker", &wish).await.expect(200).json();
    assert_eq!(model["bar"], Value::Null);
    record(&crm, &picked("crm:42")).await.expect(201);
    server.stop().await;
}

/// What a check says of a machine that would decide about her offers, and the case.
async fn asks(crm: &Crm, more: &Value) -> Value {
    let mut check = json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"],
        "channel": "email", "ai": "decide_auto", "topic": "fennel", "model": "ranker",
        "model_version": "2026-10"});
    for (field, value) in more.as_object().unwrap() {
        check[field] = value.clone();
    }
    let answer = crm.post("/check", &json!({"checks": [check]})).await;
    answer.expect(200).json()["results"][0].clone()
}

/// A person allows what the case is about.
async fn rules(server: &Server, customer: CustomerId, case: &str) {
    let ruling = Ruling {
        case: case.parse().unwrap(),
        outcome: Outcome::Allow,
        reason: "We looked at it.".to_owned(),
        overrides: None,
        agreed_by: None,
        person: None,
        taken_at: server.app().live.engine.now(),
    };
    let agent = Actor::Staff {
        account: AccountId::from_bytes([7; 16]),
        role: Role::Agent,
    };
    let decide = Command::DecideCase(customer, Box::new(ruling));
    does(server, agent, decide).await;
}

async fn below_its_bar_a_model_helps_whoever_decides(database: Database) {
    let (server, crm, id) = shop(database).await;
    lets_help(&server, &crm).await;
    let mut alone = picked("crm:42");
    alone["purpose"] = json!("offers");
    alone["ai"] = json!("decide_auto");
    alone["counterfactual"] = Value::Null;
    let before = asks(&crm, &json!({"open_case": true})).await;
    assert_eq!(
        (&before["verdict"], &before["case"]),
        (&json!("allow"), &Value::Null)
    );
    let list = json!({"decisions": vec![alone.clone(); 20]});
    let answer = record(&crm, &list).await.expect(200).json();
    assert_eq!(answer["recorded"], 20, "{answer}");
    registered(&crm, "ranker", json!({"explained": 90, "below": "person"})).await;
    let below = async |body: &Value| {
        let answer = record(&crm, body).await;
        refused(&answer, 422, "model_below_bar", "model_version");
    };
    below(&alone).await;
    // A person decided where a case says so, and not because a program calls it help.
    let mut helped = alone.clone();
    helped["ai"] = json!("decide_assist");
    below(&helped).await;
    let nothing = json!({});
    let told = asks(&crm, &nothing).await;
    assert_eq!(
        (&told["verdict"], &told["case"]),
        (&json!("escalate"), &Value::Null)
    );
    assert_eq!(told["reasons"][0]["code"], "below_bar");
    assert_eq!(told["decided_by"]["kind"], "model");
    // Of another version nothing is known yet; and whom no model is named for, none is asked about.
    let other = asks(&crm, &json!({"model_version": "2026-09"})).await;
    assert_eq!(other["verdict"], "allow");
    let unnamed = asks(&crm, &json!({"model": null, "model_version": null})).await;
    assert_eq!(unnamed["verdict"], "allow");
    for (more, code) in [
        (json!({"model": "nobodys"}), "unknown_model"),
        (json!({"model_version": "1999"}), "unknown_model"),
    ] {
        let told = asks(&crm, &more).await;
        assert_eq!(told["verdict"], "deny", "{more}");
        assert_eq!(told["reasons"][0]["code"], code, "{more}");
    }
    let half = json!({"customer": "crm:42", "purpose": "offers", "model": "ranker"});
    let half = crm.post("/check", &json!({"checks": [half]})).await;
    refused(&half, 422, "invalid_field", "checks[0].model_version");
    let opened = asks(&crm, &json!({"open_case": true})).await;
    let case = opened["case"].as_str().unwrap().to_owned();
    // Whoever reads the case is told why it was opened.
    let desk = server.crm("cases").await;
    let why = async |case: &str| {
        let case = desk.get(&format!("/cases/{case}")).await.expect(200).json();
        (case["below_bar"].clone(), case["four_eyes"].clone())
    };
    assert_eq!(why(&case).await, (json!("ranker"), json!(false)));
    let again = asks(&crm, &nothing).await;
    assert_eq!(again["case"], case.as_str(), "it waits already");
    alone["case"] = json!(case);
    let early = record(&crm, &alone).await;
    refused(&early, 422, "invalid_field", "case");
    let customer: CustomerId = id.parse().unwrap();
    rules(&server, customer, &case).await;
    // Whoever is asked for another reason, and not told of the bar, says yes to something else.
    let person = json!({"on": true});
    let path = "/customers/crm:42/human-only";
    crm.post(path, &person).await.expect(201);
    let unnamed = json!({"model": null, "model_version": null, "open_case": true});
    let other = asks(&crm, &unnamed).await["case"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_ne!(other, case);
    assert_eq!(why(&other).await, (Value::Null, json!(false)));
    rules(&server, customer, &other).await;
    let mut elsewhere = alone.clone();
    elsewhere["case"] = json!(other);
    below(&elsewhere).await;
    record(&crm, &alone).await.expect(201);
    let off = json!({"on": false, "evidence": by_phone()});
    crm.post(path, &off).await.expect(201);
    // What a person allowed is done once.
    let twice = record(&crm, &alone).await;
    refused(&twice, 422, "invalid_field", "case");
    registered(&crm, "ranker", json!({"explained": 90, "below": "refuse"})).await;
    alone.as_object_mut().unwrap().remove("case");
    below(&alone).await;
    let told = asks(&crm, &json!({"open_case": true})).await;
    assert_eq!(
        (&told["verdict"], &told["case"]),
        (&json!("deny"), &Value::Null)
    );
    assert_eq!(told["reasons"][0]["code"], "below_bar");
    server.stop().await;
}
