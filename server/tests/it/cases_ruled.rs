//! Who decides a case from outside: a person of the CRM, and never the program that asks for one.

use serde_json::{Value, json};

use crate::cases::{Shop, asks, ruling};
use crate::common::{Answer, Crm, Database, Visitor, send};
use crate::desk::{Office, came, page_of, reads, set_rule, step, takes};
use crate::on_both;
use crate::own::by_link;

on_both!(
    no_program_decides_what_it_asked_itself,
    a_key_that_records_what_machines_decide_is_no_person,
    who_decided_there_is_named_at_the_desk_and_not_to_her,
    nobody_decides_about_herself_there_either,
    ready_words_are_edited_there_too,
    a_proposal_that_comes_later_is_seen_after_the_view_and_counts,
    a_proposal_that_comes_too_late_is_not_kept_and_that_is_said,
);

async fn rules(crm: &Crm, case: &str, said: &Value) -> Answer {
    crm.post(&format!("/cases/{case}/decide"), said).await
}

#[track_caller]
fn is_forbidden(refused: &Answer, why: &str) {
    assert_eq!(refused.status, 403, "{}", refused.text());
    let refused = refused.json();
    assert_eq!(refused["code"], "forbidden");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains(why), "{detail}");
}

/// What is asked about Ana where a machine has a proposal.
fn proposed(outcome: &str, model: &str) -> Value {
    let mut question = asks("crm:42", true);
    question["proposal"] = json!({"outcome": outcome, "model": model, "why": "Score 412."});
    question
}

async fn no_program_decides_what_it_asked_itself(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    // Another one asks for a person about the same, and a third looks whether one waits.
    let (other, third) = (
        shop.server.crm("check cases").await,
        shop.server.crm("check cases").await,
    );
    for (crm, opens) in [(&other, true), (&third, false)] {
        let same = json!({"checks": [asks("crm:42", opens)]});
        let same = crm.post("/check", &same).await.expect(200).json();
        assert_eq!(same["results"][0]["case"], *id);
    }
    let before = shop.index().await;
    let yes = ruling("allow", "She is fine.");
    for asked in [&shop.crm, &other] {
        is_forbidden(&rules(asked, &id, &yes).await, "use a key of its own");
    }
    assert_eq!(shop.index().await, before);
    assert_eq!(shop.case(&id).await["state"], "open");
    rules(&third, &id, &yes).await.expect(201);
    // Who asked is remembered with the case, and the next one is another case.
    let next = shop.opens("crm:42").await;
    rules(&other, &next, &yes).await.expect(201);
}

async fn a_key_that_records_what_machines_decide_is_no_person(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    let both = shop.server.crm("cases decisions:write").await;
    let yes = ruling("allow", "She is fine.");
    is_forbidden(&rules(&both, &id, &yes).await, "decisions:write");
    // Nor is one whose token was asked for with less.
    let form = format!(
        "grant_type=client_credentials&scope=cases&client_id={}&client_secret={}",
        both.id, both.secret
    );
    let media = ("content-type", "application/x-www-form-urlencoded");
    let token = send(&both.url, "POST", "/oauth/token", &[media], form).await;
    let token = token.expect(200).json();
    let less = Crm {
        secret: token["access_token"].as_str().unwrap().to_owned(),
        ..both
    };
    less.get(&format!("/cases/{id}")).await.expect(200);
    is_forbidden(&rules(&less, &id, &yes).await, "decisions:write");
    assert_eq!(shop.case(&id).await["state"], "open");
    assert_eq!(shop.decides(&id, "allow", "She is fine.").await, 201);
}

async fn who_decided_there_is_named_at_the_desk_and_not_to_her(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    let mut no = ruling("deny", "Her payments are late.");
    no["by"] = json!(" <b>Jo</b> ");
    rules(&office.shop.desk, &id, &no).await.expect(201);
    let case = office.shop.case(&id).await;
    assert_eq!(case["by"], "<b>Jo</b>");
    // The same decision of somebody else is another one.
    let mut other = no.clone();
    other["by"] = json!("Bo");
    rules(&office.shop.desk, &id, &other).await.expect(409);
    let page = page_of(&mut office.gus, &id).await;
    assert!(
        page.contains("Who decided there") && page.contains("<bdi>&lt;b&gt;Jo&lt;/b&gt;</bdi>"),
        "{page}"
    );
    let customer = case["customer"].as_str().unwrap();
    let mut ana: Visitor = by_link(office.server(), customer).await;
    let told = "A person decided, as the system of our customer service tells us.";
    let page = reads(&mut ana, "/ask").await;
    assert!(
        page.contains("A person said no.") && page.contains(told),
        "{page}"
    );
    assert!(!page.contains("Jo&lt;"), "{page}");
    let page = reads(&mut ana, "/x/recipe-ideas").await;
    let note = "As the system of our customer service tells us";
    assert!(page.contains(note), "{page}");
    // What somebody decided at the desk nobody else has to say.
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    let yes = [("outcome", "allow"), ("reason", "She paid.")];
    assert_eq!(office.gus_decides(&id, &yes).await["by"], Value::Null);
    let page = page_of(&mut office.gus, &id).await;
    assert!(!page.contains("Who decided there"), "{page}");
    let page = reads(&mut ana, "/ask").await;
    assert_eq!(page.matches(told).count(), 1, "{page}");
}

async fn nobody_decides_about_herself_there_either(database: Database) {
    let mut office = Office::open(database).await;
    let names = json!({"identifiers": ["crm:42", "email:ana@example.org",
        "email:ren\u{e9}e@example.org", "phone:+442079460001"]});
    let crm = &office.shop.crm;
    crm.put("/customers/crm:42", &names).await.expect(200);
    let id = office.shop.opens("crm:42").await;
    let customer = office.shop.case(&id).await["customer"].clone();
    // Gus works here, and is Ana's record under that name as well.
    let form = [("identifier", "crm:42")];
    let said = office.gus.submit("/actions/know-me", &form).await;
    assert_eq!(said.expect(303).header("location"), "/account?done=known");
    let by = |name: &str| {
        let mut yes = ruling("allow", "I pay in time.");
        yes["by"] = json!(name);
        yes
    };
    for name in [
        "crm:42",
        "CRM:42",
        " Ana@Example.org ",
        "email:ana@example.org",
        // The same address, typed with an accent of its own.
        "Rene\u{301}e@example.org",
        "+442079460001",
        "+44 (20) 7946-0001",
        "phone:+44 20 79460001",
        customer.as_str().unwrap(),
        "gus@example.org",
    ] {
        let refused = rules(&office.shop.desk, &id, &by(name)).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.text());
        let refused = refused.json();
        assert_eq!(refused["code"], "invalid_field", "{name}");
        assert_eq!(refused["errors"][0]["field"], "by", "{name}");
    }
    assert_eq!(office.shop.case(&id).await["state"], "open");
    // Somebody else does, also one who has her number there.
    let other = rules(&office.shop.desk, &id, &by("42")).await;
    other.expect(201);
    assert_eq!(office.shop.case(&id).await["by"], "42");
}

async fn ready_words_are_edited_there_too(database: Database) {
    let mut office = Office::open(database).await;
    set_rule(&mut office.ada, &[("canned", "We looked at it.")]).await;
    let id = office.shop.opens("crm:42").await;
    let as_they_are = ruling("deny", " we looked  AT it.");
    let refused = rules(&office.shop.desk, &id, &as_they_are).await;
    is_forbidden(&refused, "ready words");
    let edited = "We looked at it. Her payments are late.";
    assert_eq!(office.shop.decides(&id, "deny", edited).await, 201);
}

async fn a_proposal_that_comes_later_is_seen_after_the_view_and_counts(database: Database) {
    let mut office = Office::open(database).await;
    for model in ["risk-8", "risk-9"] {
        office.shop.registers(model).await;
    }
    let opened = office.shop.check(asks("crm:42", true)).await;
    assert_eq!(opened["proposal_kept"], Value::Null, "there was none");
    let id = opened["case"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &id).await;
    // A machine has one by now; asked again, it is the same.
    for _ in 0..2 {
        let joined = office.shop.check(proposed("deny", "risk-9")).await;
        assert_eq!(
            (&joined["case"], &joined["proposal_kept"]),
            (&json!(id), &json!(true))
        );
    }
    let page = page_of(&mut office.gus, &id).await;
    assert!(page.contains("A computer has a proposal"), "{page}");
    assert!(!page.contains("risk-9"), "{page}");
    let yes = [("outcome", "allow"), ("reason", "She pays in time.")];
    came(
        &step(&mut office.gus, &id, "decide", &yes).await,
        "failed=unseen",
    );
    let view = [("outcome", "allow")];
    came(
        &step(&mut office.gus, &id, "view", &view).await,
        "done=view",
    );
    let page = page_of(&mut office.gus, &id).await;
    assert!(
        page.contains("risk-9") && page.contains("Score 412."),
        "{page}"
    );
    // Another one takes its place no more.
    let other = office.shop.check(proposed("allow", "risk-8")).await;
    assert_eq!(
        (&other["case"], &other["proposal_kept"]),
        (&json!(id), &json!(false))
    );
    let case = office.gus_decides(&id, &yes).await;
    assert_eq!(case["overrides"], true);
    assert_eq!(case["proposal"]["model"], "risk-9");
}

async fn a_proposal_that_comes_too_late_is_not_kept_and_that_is_said(database: Database) {
    let mut office = Office::open(database).await;
    for model in ["risk-8", "risk-9"] {
        office.shop.registers(model).await;
    }
    // Somebody has a view already, which no machine shall change.
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    let view = [("outcome", "allow")];
    came(
        &step(&mut office.gus, &id, "view", &view).await,
        "done=view",
    );
    let late = office.shop.check(proposed("deny", "risk-9")).await;
    assert_eq!(
        (&late["case"], &late["proposal_kept"]),
        (&json!(id), &json!(false))
    );
    let no = [("outcome", "deny"), ("reason", "Her payments are late.")];
    let case = office.gus_decides(&id, &no).await;
    assert_eq!(
        (&case["proposal"], &case["overrides"]),
        (&Value::Null, &Value::Null)
    );
    // Of two machines the first one is heard, and the other is told so.
    let first = office.shop.check(proposed("deny", "risk-9")).await;
    assert_eq!(first["proposal_kept"], true, "{first}");
    let second = office.shop.check(proposed("allow", "risk-8")).await;
    assert_eq!(second["case"], first["case"]);
    assert_eq!(second["proposal_kept"], false, "{second}");
    let case = first["case"].as_str().unwrap();
    assert_eq!(office.shop.decides(case, "deny", "Late.").await, 201);
    let case = office.shop.case(case).await;
    assert_eq!(case["proposal"]["model"], "risk-9");
    assert_eq!(case["overrides"], false);
}
