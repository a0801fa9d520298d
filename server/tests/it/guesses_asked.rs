//! A program asks beforehand whether a use may rest on what is guessed about Ana; where a line gives that to
//! a person, she is asked, and her yes covers the decision that cites that guess.

use mutual::access::{Actor, Role};
use mutual::catalogue::Slug;
use mutual::consent::{RejectedGuess, Rejection};
use mutual::guard::Outcome;
use mutual::id::CustomerId;
use mutual::ledger::LineChange;
use mutual::port::AccountKind;
use mutual::use_cases::{Command, RedLineEdit};
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, encoded};
use crate::decisions::{named_in, record, refused};
use crate::decisions_guarded::{does, picker, rules, with_picker};
use crate::desk::{page_of, reads};
use crate::erasure::erase;
use crate::mcp_agent::Agent;
use crate::on_both;
use crate::receipts::choice;
use crate::red_lines::by_phone;
use crate::web_people::{account, signed_in};

on_both!(
    a_check_says_beforehand_what_becomes_of_a_decision_that_cites_a_guess,
    what_is_no_guess_of_hers_is_a_no_with_a_reason,
    a_person_is_asked_about_a_guess_and_her_yes_covers_it,
    a_person_is_shown_the_guess_that_she_is_asked_about,
    a_guess_that_goes_before_somebody_decides_is_used_by_nobody,
    a_projection_names_the_guesses_that_may_be_used,
    an_agent_asks_about_guesses_and_is_told_in_words,
    too_many_are_refused_and_none_is_looked_up,
    two_records_are_asked_about_together_and_apart_again,
);

const SCOPES: &str = "check consent:read consent:write decisions:write admin cases feed";

/// A shop with an exchange in which a machine decides alone and guesses, and a program that may do all of
/// it; the decision that it makes.
pub async fn shop(database: Database) -> (Server, Crm, CustomerId, Value) {
    let (server, _, id, body) = with_picker(database).await;
    let crm = server.crm(SCOPES).await;
    (server, crm, id.parse().unwrap(), body)
}

/// Tells a guess for offers that was made from these kinds of data.
async fn tells(crm: &Crm, who: &str, key: &str, data: &[&str]) {
    tells_for(crm, who, key, data, "offers").await;
}

/// As [`tells`], for that purpose.
async fn tells_for(crm: &Crm, who: &str, key: &str, data: &[&str], purpose: &str) {
    let guess = json!({
        "label": "Taste", "value": format!("fennel <{key}>"), "derived_from": data,
        "model": {"name": "tastes", "version": "4.1"}, "confidence": 0.8, "purposes": [purpose],
    });
    let path = format!("/customers/{}/inferences/{key}", encoded(who));
    crm.put(&path, &guess).await.expect(200);
}

/// What becomes of the decision is asked about, as far as a check asks.
pub fn question(keys: &[&str]) -> Value {
    json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"], "channel": "email",
           "ai": "decide_auto", "topic": "fennel", "inferences": keys})
}

pub fn with(mut question: Value, more: &Value) -> Value {
    let fields = more.as_object().unwrap().clone();
    question.as_object_mut().unwrap().extend(fields);
    question
}

pub async fn asks(crm: &Crm, question: Value) -> Value {
    let asked = json!({"checks": [question]});
    crm.post("/check", &asked).await.expect(200).json()["results"][0].clone()
}

/// The reasons, each with the guess that it is about.
fn reasons(verdict: &Value) -> Vec<(String, Option<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let all = verdict["reasons"].as_array().unwrap().iter();
    all.map(|reason| (text(&reason["code"]).unwrap(), text(&reason["inference"])))
        .collect()
}

fn missing(key: &str) -> (String, Option<String>) {
    ("inference_not_covered".to_owned(), Some(key.to_owned()))
}

/// What an address asks.
async fn by_get(crm: &Crm, keys: &str) -> Value {
    let path = format!(
        "/customers/crm:42/check?purpose=offers&data=orders&channel=email&ai=decide_auto\
         &topic=fennel&inferences={keys}"
    );
    crm.get(&path).await.expect(200).json()
}

/// Draws a line of that key about whatever was guessed, as far as it is about fennel.
pub async fn draws(server: &Server, key: &str, effect: Value) {
    let line = json!({"key": key, "says": "By a guess a person decides.", "why": "It may be wrong.",
        "when": {"topics": ["fennel"], "origins": ["inferred"]}, "effect": effect});
    let edit = RedLineEdit {
        changes: vec![LineChange::Put(serde_json::from_value(line).unwrap())],
        reason: "We promised it.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    let command = Command::DrawRedLines(Box::new(edit));
    does(server, Actor::System, command).await;
}

pub fn by_people() -> Value {
    json!({"escalate": {"team": "front_desk"}})
}

async fn rejects(server: &Server, customer: CustomerId, key: &str) {
    let key: Slug = key.parse().unwrap();
    let command = Command::RejectInference(
        customer,
        key,
        Rejection::DontGuess,
        RejectedGuess::default(),
    );
    does(server, Actor::Customer(customer), command).await;
}

async fn sets(crm: &Crm, toggles: Value) {
    let mut choice = choice("on");
    choice["proposition"] = json!("offer-picker");
    choice["toggles"] = toggles;
    let path = "/customers/crm:42/choices";
    crm.post(path, &choice).await.expect(201);
}

async fn a_check_says_beforehand_what_becomes_of_a_decision_that_cites_a_guess(database: Database) {
    let (server, crm, ana, mut body) = shop(database).await;
    sets(&crm, json!({"data:birthday": "on"})).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    tells(&crm, "crm:42", "likes-cake", &["birthday", "orders"]).await;
    let mut both = async |keys: &[&str], wanted: &str| {
        let told = asks(&crm, question(keys)).await;
        assert_eq!(told["verdict"], wanted, "{keys:?}: {told}");
        let same = by_get(&crm, &keys.join(",")).await;
        assert_eq!(same["reasons"], told["reasons"], "{keys:?}");
        body["inferences"] = json!(keys);
        let status = record(&crm, &body).await.status;
        assert_eq!(status == 201, wanted == "allow", "{keys:?}: {status}");
        told
    };
    both(&["likes-fennel"], "allow").await;
    both(&["likes-fennel", "likes-cake", "likes-cake"], "allow").await;
    let told = both(&["likes-fennel", "likes-saffron"], "deny").await;
    assert_eq!(reasons(&told), [missing("likes-saffron")]);
    // What one was made from is off, then on again by a newer answer.
    sets(&crm, json!({"data:birthday": "off"})).await;
    let told = both(&["likes-cake"], "deny").await;
    assert_eq!(reasons(&told), [missing("likes-cake")]);
    sets(&crm, json!({"data:birthday": "on"})).await;
    both(&["likes-cake"], "deny").await;
    tells(&crm, "crm:42", "likes-cake", &["birthday"]).await;
    both(&["likes-cake"], "allow").await;
    // A pause says no by itself, and of the guess.
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    let told = asks(&crm, question(&["likes-fennel"])).await;
    assert_eq!(told["reasons"][0]["code"], "paused");
    assert_eq!(reasons(&told).last(), Some(&missing("likes-fennel")));
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    both(&["likes-fennel"], "allow").await;
    // A line that denies what was guessed comes first, and stops no other question.
    draws(&server, "no-guess", json!("deny")).await;
    let told = both(&["likes-fennel", "likes-saffron"], "deny").await;
    assert_eq!(told["reasons"][0]["red_line"], "no-guess");
    assert_eq!(reasons(&told).last(), Some(&missing("likes-saffron")));
    both(&[], "allow").await;
    let other = with(question(&["likes-fennel"]), &json!({"topic": "saffron"}));
    assert_eq!(asks(&crm, other).await["verdict"], "allow");
    rejects(&server, ana, "likes-fennel").await;
    let other = with(question(&["likes-fennel"]), &json!({"topic": "saffron"}));
    assert_eq!(reasons(&asks(&crm, other).await), [missing("likes-fennel")]);
    server.stop().await;
}

async fn what_is_no_guess_of_hers_is_a_no_with_a_reason(database: Database) {
    let (server, crm, _, _) = shop(database).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    crm.knows("crm:7").await;
    let none = ("inference_not_covered".to_owned(), None);
    let first = |verdict: &Value| reasons(verdict)[0].0.clone();
    // What is no key is no guess either, and is not repeated.
    let told = asks(&crm, question(&["Likes Fennel", "<script>", ""])).await;
    assert_eq!(told["verdict"], "deny");
    assert_eq!(reasons(&told), [none]);
    // Somebody else's, for something else, of nobody.
    let bo = with(question(&["likes-fennel"]), &json!({"customer": "crm:7"}));
    let told = asks(&crm, bo).await;
    assert_eq!(
        (&told["verdict"], first(&told)),
        (&json!("deny"), "no_grant".to_owned())
    );
    assert_eq!(reasons(&told).last(), Some(&missing("likes-fennel")));
    let cooking = json!({"purpose": "recommendations", "ai": null});
    let told = asks(&crm, with(question(&["likes-fennel"]), &cooking)).await;
    assert_eq!(told["verdict"], "deny");
    assert_eq!(reasons(&told).last(), Some(&missing("likes-fennel")));
    for (change, code) in [
        (json!({"customer": "crm:nobody"}), "unknown_customer"),
        (json!({"customer": "x"}), "unknown_customer"),
        (json!({"purpose": "dreams"}), "unknown_purpose"),
        (json!({"data": ["dreams"]}), "unknown_data"),
    ] {
        let told = asks(&crm, with(question(&["likes-fennel"]), &change)).await;
        assert_eq!(
            (&told["verdict"], first(&told)),
            (&json!("deny"), code.to_owned())
        );
    }
    erase(&crm, "crm:42", "all", &crate::common::new_key())
        .await
        .expect(204);
    let told = asks(&crm, question(&["likes-fennel"])).await;
    assert_eq!(told["verdict"], "deny");
    assert_eq!(reasons(&told).len(), 1, "{told}");
    // A program that may not ask is told nothing of it.
    let other = server.crm("consent:read").await;
    let asked = json!({"checks": [question(&["likes-fennel"])]});
    refused(
        &other.post("/check", &asked).await,
        403,
        "scope_missing",
        "",
    );
    server.stop().await;
}

async fn a_person_is_asked_about_a_guess_and_her_yes_covers_it(database: Database) {
    let (server, crm, ana, mut body) = shop(database).await;
    sets(&crm, json!({"data:birthday": "on"})).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    tells(&crm, "crm:42", "likes-cake", &["orders"]).await;
    draws(&server, "guess-by-people", by_people()).await;
    body["inferences"] = json!(["likes-fennel"]);
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    assert_eq!(asks(&crm, question(&[])).await["verdict"], "allow");
    let told = asks(&crm, question(&["likes-fennel"])).await;
    assert_eq!(
        (&told["verdict"], &told["case"]),
        (&json!("escalate"), &Value::Null)
    );
    assert_eq!(told["reasons"][0]["red_line"], "guess-by-people");
    assert_eq!(by_get(&crm, "likes-fennel").await["verdict"], "escalate");
    // What nobody told is given to no person.
    let open = json!({"open_case": true});
    let told = asks(&crm, with(question(&["likes-saffron"]), &open)).await;
    assert_eq!(
        (&told["verdict"], &told["case"]),
        (&json!("deny"), &Value::Null)
    );
    let opens = async |keys: &[&str]| {
        let told = asks(&crm, with(question(keys), &open)).await;
        assert!(told["case"].is_string(), "{keys:?}: {told}");
        told["case"].clone()
    };
    let case = opens(&["likes-fennel"]).await;
    assert_eq!(opens(&["likes-fennel", "likes-fennel"]).await, case);
    assert_eq!(by_get(&crm, "likes-fennel").await["case"], case);
    assert_ne!(
        opens(&["likes-cake"]).await,
        case,
        "another guess is another matter"
    );
    let kept = crm.get(&format!("/cases/{}", case.as_str().unwrap())).await;
    let kept = kept.expect(200).json();
    assert_eq!(kept["inferences"], json!(["likes-fennel"]));
    assert_eq!(kept["data"], json!(["orders"]));
    body["case"] = case.clone();
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    rules(&server, ana, &case, Outcome::Allow).await;
    // She was asked about that guess and about no other, whatever it was made from.
    for keys in [json!(["likes-cake"]), json!(["likes-fennel", "likes-cake"])] {
        let mut other = body.clone();
        other["inferences"] = keys;
        refused(&record(&crm, &other).await, 422, "person_needed", "");
    }
    let mut other = body.clone();
    other["topic"] = json!("Fennel seed");
    refused(&record(&crm, &other).await, 422, "invalid_field", "case");
    // The same guess, made from more than then.
    tells(&crm, "crm:42", "likes-fennel", &["birthday"]).await;
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    // Told again it may say something else than what she looked at: somebody looks again.
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    let again = opens(&["likes-fennel"]).await;
    assert_ne!(again, case);
    rules(&server, ana, &again, Outcome::Allow).await;
    body["case"] = again;
    record(&crm, &body).await.expect(201);
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    // What was asked by its name alone is covered by its name: none of it by itself.
    let wish = json!({"open_case": true, "data": []});
    let told = asks(&crm, with(question(&["likes-fennel"]), &wish)).await;
    rules(&server, ana, &told["case"], Outcome::Allow).await;
    body["case"] = told["case"].clone();
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    body["data"] = json!([]);
    record(&crm, &body).await.expect(201);
    body["inferences"] = json!(["likes-cake"]);
    refused(&record(&crm, &body).await, 422, "person_needed", "");
    server.stop().await;
}

async fn a_person_is_shown_the_guess_that_she_is_asked_about(database: Database) {
    let (server, crm, ana, _) = shop(database).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    draws(&server, "guess-by-people", by_people()).await;
    let asked = with(question(&["likes-fennel"]), &json!({"open_case": true}));
    let told = asks(&crm, asked).await;
    let case = told["case"].as_str().unwrap().to_owned();
    let role = AccountKind::Staff(Role::Agent);
    account(&server, "gus@example.org", role).await;
    let mut gus = signed_in(&server, "gus@example.org").await;
    let page = page_of(&mut gus, &case).await;
    assert!(page.contains("Guesses"), "{page}");
    assert!(
        page.contains("Taste: fennel &lt;likes-fennel&gt;"),
        "{page}"
    );
    // What is guessed for something else by now is none of his business.
    let mut other = serde_json::to_value(picker()).unwrap();
    other["key"] = json!("taste-picker");
    other["purpose"] = json!("recommendations");
    server
        .publish(serde_json::from_value(other).unwrap(), None)
        .await;
    let mut on = choice("on");
    on["proposition"] = json!("taste-picker");
    crm.post("/customers/crm:42/choices", &on).await.expect(201);
    tells_for(
        &crm,
        "crm:42",
        "likes-fennel",
        &["orders"],
        "recommendations",
    )
    .await;
    let page = page_of(&mut gus, &case).await;
    assert!(!page.contains("fennel &lt;"), "{page}");
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    assert!(page_of(&mut gus, &case).await.contains("fennel &lt;"));
    rejects(&server, ana, "likes-fennel").await;
    let page = page_of(&mut gus, &case).await;
    assert!(
        page.contains("likes-fennel (it does not count any more)"),
        "{page}"
    );
    assert!(!page.contains("fennel &lt;"), "{page}");
    // And nothing of what it said is in her entries.
    let entries = crm.get("/changes?after=0").await.expect(200).text();
    assert!(!entries.contains("fennel <"), "{entries}");
    assert!(!reads(&mut gus, "/desk").await.contains("fennel &lt;"));
    server.stop().await;
}

async fn a_guess_that_goes_before_somebody_decides_is_used_by_nobody(database: Database) {
    let (server, crm, ana, mut body) = shop(database).await;
    draws(&server, "guess-by-people", by_people()).await;
    let opened = async |key: &str| {
        tells(&crm, "crm:42", key, &["orders"]).await;
        let asked = with(question(&[key]), &json!({"open_case": true}));
        asks(&crm, asked).await["case"].clone()
    };
    // She does not want it any more: then it is denied, and no yes allows it.
    let case = opened("likes-fennel").await;
    rejects(&server, ana, "likes-fennel").await;
    rules(&server, ana, &case, Outcome::Allow).await;
    let kept = crm.get(&format!("/cases/{}", case.as_str().unwrap())).await;
    let kept = kept.expect(200).json();
    assert_eq!(
        (&kept["outcome"], &kept["denied_meanwhile"]),
        (&json!("deny"), &json!(true))
    );
    // She turned guessing off, with what it was made from left on.
    let case = opened("likes-mint").await;
    let mut off = choice("off");
    off["proposition"] = json!("offer-picker");
    crm.post("/customers/crm:42/choices", &off)
        .await
        .expect(201);
    rules(&server, ana, &case, Outcome::Allow).await;
    let kept = crm.get(&format!("/cases/{}", case.as_str().unwrap())).await;
    assert_eq!(kept.expect(200).json()["denied_meanwhile"], true);
    sets(&crm, json!({"exchange": "on"})).await;
    // The program took it back: her yes stands, and nothing rests on what is not there.
    let case = opened("likes-cake").await;
    let key = crate::common::new_key();
    let headers = [("idempotency-key", key.as_str())];
    let path = "/customers/crm:42/inferences/likes-cake";
    crm.call("DELETE", path, &headers, None).await.expect(204);
    rules(&server, ana, &case, Outcome::Allow).await;
    body["case"] = case;
    body["inferences"] = json!(["likes-cake"]);
    let answer = record(&crm, &body).await;
    refused(&answer, 422, "cites_forbidden_data", "inferences");
    let kept = crm.get(&format!("/decisions/{}", named_in(&answer))).await;
    let kept = kept.expect(200).json();
    assert_eq!(kept["violation"]["forbidden"][0]["inference"], "likes-cake");
    server.stop().await;
}

async fn a_projection_names_the_guesses_that_may_be_used(database: Database) {
    let (server, crm, _, _) = shop(database).await;
    sets(&crm, json!({"data:birthday": "on"})).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    tells(&crm, "crm:42", "likes-cake", &["birthday"]).await;
    let keys = ["likes-saffron", "likes-cake", "likes-fennel", "No Key"];
    let ask = |topic: &str| {
        let more = json!({"project": true, "channel": null, "channels": ["email", "fax"],
                          "ai": null, "ai_uses": ["decide_auto"], "topic": topic});
        with(question(&keys), &more)
    };
    let told = asks(&crm, ask("cake")).await;
    let allowed = json!({"data": ["orders"], "inferences": ["likes-cake", "likes-fennel"],
                         "channels": ["email"], "ai": ["decide_auto"]});
    assert_eq!(
        (&told["verdict"], &told["allowed"]),
        (&json!("deny"), &allowed)
    );
    // All that it names together a check allows.
    let all = with(
        question(&["likes-cake", "likes-fennel"]),
        &json!({"topic": "cake"}),
    );
    assert_eq!(asks(&crm, all).await["verdict"], "allow");
    draws(&server, "guess-by-people", by_people()).await;
    let told = asks(&crm, ask("fennel")).await;
    assert_eq!(told["allowed"]["inferences"], json!([]));
    assert_eq!(told["allowed"]["data"], json!(["orders"]));
    sets(&crm, json!({"data:birthday": "off"})).await;
    let told = asks(&crm, ask("cake")).await;
    assert_eq!(told["allowed"]["inferences"], json!(["likes-fennel"]));
    server.stop().await;
}

async fn an_agent_asks_about_guesses_and_is_told_in_words(database: Database) {
    let (server, crm, _, _) = shop(database).await;
    tells(&crm, "crm:42", "likes-fennel", &["orders"]).await;
    let mut agent = Agent::start(&server.url, &crm.secret);
    let told = agent.uses("check", question(&["likes-fennel"]));
    assert_eq!(told.words, "Allowed, just as you asked.");
    let told = agent.uses("check", question(&["likes-saffron"]));
    let words = "Denied: inference_not_covered (likes-saffron). Do not do it.";
    assert_eq!(told.words, words);
    let part = json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"],
                      "inferences": ["likes-saffron", "likes-fennel"], "channels": ["email"]});
    let told = agent.uses("project", part);
    let start =
        "Allowed is this part alone: data orders; inferences likes-fennel; channels email; ";
    assert!(told.words.starts_with(start), "{}", told.words);
    draws(&server, "guess-by-people", by_people()).await;
    let told = agent.uses("check", question(&["likes-fennel"]));
    assert!(told.words.contains("Use `open_case`"), "{}", told.words);
    let told = agent.uses("open_case", question(&["likes-fennel"]));
    let case = told.detail["case"].as_str().unwrap();
    let kept = crm.get(&format!("/cases/{case}")).await.expect(200).json();
    assert_eq!(kept["inferences"], json!(["likes-fennel"]));
    agent.leaves();
    server.stop().await;
}

async fn too_many_are_refused_and_none_is_looked_up(database: Database) {
    let (server, crm, _, _) = shop(database).await;
    let names = |many: usize| (0..many).map(|n| format!("g{n}")).collect::<Vec<_>>();
    for many in [65, 10_000] {
        let asked = with(question(&[]), &json!({"inferences": names(many)}));
        let answer = crm.post("/check", &json!({"checks": [asked]})).await;
        refused(&answer, 422, "invalid_field", "checks[0].inferences");
    }
    let path = format!(
        "/customers/crm:42/check?purpose=offers&inferences={}",
        names(65).join(",")
    );
    refused(&crm.get(&path).await, 422, "invalid_field", "inferences");
    let told = asks(&crm, with(question(&[]), &json!({"inferences": names(64)}))).await;
    assert_eq!(
        (&told["verdict"], reasons(&told).len()),
        (&json!("deny"), 64)
    );
    let hundred = vec![question(&["g1"]); 100];
    let mut checks = hundred.clone();
    checks.extend(vec![question(&[]); 900]);
    let answer = crm.post("/check", &json!({"checks": checks})).await;
    let told = answer.expect(200).json();
    assert_eq!(told["results"][99]["verdict"], "deny");
    assert_eq!(told["results"][100]["verdict"], "allow");
    let more = [hundred, vec![question(&["g1"])]].concat();
    let answer = crm.post("/check", &json!({"checks": more})).await;
    refused(&answer, 422, "invalid_field", "checks");
    let all = with(
        question(&["g1"]),
        &json!({"project": true, "channels": [], "ai_uses": []}),
    );
    let mut both = all.clone();
    for field in ["channel", "ai", "topic"] {
        both.as_object_mut().unwrap().remove(field);
    }
    let ask = async |many| {
        let checks = vec![both.clone(); many];
        crm.post("/check", &json!({"checks": checks})).await
    };
    ask(10).await.expect(200);
    refused(&ask(11).await, 422, "invalid_field", "checks");
    // Which guesses are held is more than whether one may do something.
    let narrow = server.crm("check").await;
    let status = async |keys| {
        let asked = json!({"checks": [question(keys)]});
        narrow.post("/check", &asked).await.status
    };
    assert_eq!((status(&[]).await, status(&["g1"]).await), (200, 403));
    for wrong in [json!("g1"), json!([1]), json!([null]), json!({"g1": true})] {
        let asked = with(question(&[]), &json!({"inferences": wrong}));
        let answer = crm.post("/check", &json!({"checks": [asked]})).await;
        assert!([400, 422].contains(&answer.status), "{}", answer.text());
    }
    server.stop().await;
}

async fn two_records_are_asked_about_together_and_apart_again(database: Database) {
    let (server, crm, _, mut body) = shop(database).await;
    let visitor = crm.knows("visitor:7").await;
    let mut on = choice("on");
    on["proposition"] = json!("offer-picker");
    crm.post("/customers/visitor:7/choices", &on)
        .await
        .expect(201);
    tells(&crm, "visitor:7", "likes-cake", &["orders"]).await;
    let ask = async |who: &str| {
        let asked = with(question(&["likes-cake"]), &json!({"customer": who}));
        asks(&crm, asked).await["verdict"].clone()
    };
    assert_eq!(
        (ask("crm:42").await, ask("visitor:7").await),
        (json!("deny"), json!("allow"))
    );
    crm.post("/customers/crm:42/merge", &json!({"from": visitor}))
        .await
        .expect(201);
    for who in ["crm:42", "visitor:7", &visitor] {
        assert_eq!(ask(who).await, "allow", "{who}");
    }
    draws(&server, "guess-by-people", by_people()).await;
    let asked = with(question(&["likes-cake"]), &json!({"open_case": true}));
    let case = asks(&crm, asked).await["case"].clone();
    let hers: CustomerId = crm.get("/customers/crm:42").await.expect(200).json()["customer"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    rules(&server, hers, &case, Outcome::Allow).await;
    body["case"] = case;
    body["inferences"] = json!(["likes-cake"]);
    record(&crm, &body).await.expect(201);
    crm.post("/customers/crm:42/split", &json!({"from": visitor}))
        .await
        .expect(201);
    assert_eq!(
        (ask("crm:42").await, ask("visitor:7").await),
        (json!("deny"), json!("escalate"))
    );
    server.stop().await;
}
