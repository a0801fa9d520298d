//! What was a question when it was asked, and is a no by the time somebody says yes.

use mutual::guard::{Decider, Outcome as Verdict, Taken};
use mutual::use_cases::{Command, RedLineEdit};
use serde_json::{Value, json};

use crate::cases::{Shop, asks, ruling, submit};
use crate::common::{Answer, Crm, Database, new_key};
use crate::desk::{Office, came, page_of, reads, set_rule, step, takes};
use crate::on_both;
use crate::receipts::choice;
use crate::web_people::{ana, signed_in};

on_both!(
    what_she_turned_off_no_program_allows,
    what_a_line_denies_nobody_at_the_desk_allows,
    of_two_people_neither_allows_what_she_turned_off,
    two_people_must_agree_where_a_line_says_so,
    one_persons_yes_is_none_where_a_line_asks_for_two_by_then,
    a_yes_that_is_a_no_when_it_is_written_down_is_a_no,
    a_programs_yes_that_a_crash_held_up_is_a_no_by_then,
    machines_leave_room_for_what_she_asks,
    whoever_is_set_apart_keeps_her_own_cases,
);

const YES: [(&str, &str); 2] = [("outcome", "allow"), ("reason", "She pays in time.")];

/// She turns it off.
async fn turns_off(crm: &Crm, customer: &str) {
    let path = format!("/customers/{}/choices", customer.replace('@', "%40"));
    crm.post(&path, &choice("off")).await.expect(201);
}

/// From now on nobody decides about credit: it is a no.
async fn deny_credit(shop: &Shop) {
    draws(shop, "no-credit", &json!("deny")).await;
}

/// Draws a line about credit.
async fn draws(shop: &Shop, key: &str, effect: &Value) {
    let line = json!({"key": key, "says": "We give no credit.", "why": "It weighs much.",
        "when": {"topics": ["credit"]}, "effect": effect});
    let edit = RedLineEdit {
        changes: vec![mutual::ledger::LineChange::Put(
            serde_json::from_value(line).unwrap(),
        )],
        reason: "We promised it.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    let engine = shop.server.app().live.engine.as_ref();
    submit(engine, Command::DrawRedLines(Box::new(edit))).await;
}

async fn rules(crm: &Crm, case: &str, ruling: &Value, key: &str) -> Answer {
    let path = format!("/cases/{case}/decide");
    crm.write("POST", &path, ruling, key).await
}

/// How the case ended: it is a no that no person said.
#[track_caller]
fn is_denied_meanwhile(case: &Value) {
    assert_eq!(
        (&case["outcome"], &case["denied_meanwhile"]),
        (&json!("deny"), &json!(true)),
        "{case}"
    );
    assert_eq!(
        (&case["timed_out"], &case["reason"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(
        (&case["decided_by"], &case["overrides"]),
        (&json!("system"), &Value::Null)
    );
}

async fn what_she_turned_off_no_program_allows(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    turns_off(&shop.crm, "crm:42").await;
    let before = shop.index().await;
    let yes = ruling("allow", "She is fine.");
    let key = new_key();
    for key in [key.clone(), key, new_key()] {
        let refused = rules(&shop.desk, &id, &yes, &key).await.expect(409);
        assert_eq!(refused.json()["code"], "denied_meanwhile");
    }
    assert_eq!(shop.index().await, before);
    assert_eq!(shop.case(&id).await["state"], "open");
    // A no is still hers to say, with her words.
    assert_eq!(shop.decides(&id, "deny", "She turned it off.").await, 201);
    let case = shop.case(&id).await;
    assert_eq!(
        (&case["denied_meanwhile"], &case["reason"]),
        (&json!(false), &json!("She turned it off."))
    );
    // Where she turns it on again there is a question again.
    let on = choice("on");
    shop.crm
        .post("/customers/crm:42/choices", &on)
        .await
        .expect(201);
    let id = shop.opens("crm:42").await;
    assert_eq!(shop.decides(&id, "allow", "She is fine.").await, 201);
}

async fn what_a_line_denies_nobody_at_the_desk_allows(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    deny_credit(&office.shop).await;
    let refused = step(&mut office.gus, &id, "decide", &YES).await;
    came(&refused, "failed=denied");
    let page = reads(&mut office.gus, &refused).await;
    assert!(
        page.contains("Nobody can say yes to it any more."),
        "{page}"
    );
    // What he typed is not lost.
    assert!(page.contains("She pays in time."), "{page}");
    let no = [("outcome", "deny"), ("reason", "We give no credit.")];
    let case = office.gus_decides(&id, &no).await;
    assert_eq!(
        (&case["outcome"], &case["denied_meanwhile"]),
        (&json!("deny"), &json!(false))
    );
    assert_eq!(case["decided_by"], "agent");
}

async fn of_two_people_neither_allows_what_she_turned_off(database: Database) {
    let mut office = Office::open(database).await;
    set_rule(&mut office.ada, &[("four_eyes", "on"), ("canned", "")]).await;
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "decide", &YES).await,
        "done=decide",
    );
    turns_off(&office.shop.crm, "crm:42").await;
    takes(&mut office.ivy, &id).await;
    came(
        &step(&mut office.ivy, &id, "agree", &[]).await,
        "failed=denied",
    );
    let case = office.shop.case(&id).await;
    assert_eq!(case["state"], "open");
    // She sends it back, and they agree on a no.
    came(&step(&mut office.ivy, &id, "back", &[]).await, "done=back");
    let no = [("outcome", "deny"), ("reason", "She turned it off.")];
    came(
        &step(&mut office.ivy, &id, "decide", &no).await,
        "done=decide",
    );
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "agree", &[]).await,
        "done=agree",
    );
    office.minute_over(&id).await;
    assert_eq!(office.decided(&id).await["reason"], "She turned it off.");
}

async fn two_people_must_agree_where_a_line_says_so(database: Database) {
    let mut office = Office::open(database).await;
    // One waits already when the line is drawn, and one comes after it.
    let waiting = office.shop.opens("crm:42").await;
    let of_two = json!({"escalate": {"team": "front_desk", "four_eyes": true}});
    draws(&office.shop, "credit-by-two", &of_two).await;
    let reader = office.shop.server.crm("catalogue").await;
    let held = reader.get("/red-lines").await.expect(200).json();
    let held = held["items"].as_array().unwrap().iter();
    let held: Vec<_> = held
        .map(|line| (line["key"].as_str().unwrap(), &line["four_eyes"]))
        .collect();
    assert_eq!(
        held,
        [
            ("credit-by-people", &json!(false)),
            ("credit-by-two", &json!(true))
        ]
    );
    let person = json!({"identifiers": ["crm:43"]});
    office.shop.crm.put("/customers/crm:43", &person).await;
    let on = choice("on");
    let path = "/customers/crm:43/choices";
    office.shop.crm.post(path, &on).await.expect(201);
    let after = office.shop.opens("crm:43").await;
    for id in [waiting, after] {
        assert_eq!(office.shop.case(&id).await["four_eyes"], true);
        let alone = ruling("allow", "A program says so.");
        let refused = rules(&office.shop.desk, &id, &alone, &new_key()).await;
        assert_eq!(refused.expect(403).json()["code"], "forbidden");
        takes(&mut office.gus, &id).await;
        let page = page_of(&mut office.gus, &id).await;
        assert!(page.contains("Two people must agree."), "{page}");
        came(
            &step(&mut office.gus, &id, "decide", &YES).await,
            "done=decide",
        );
        assert_eq!(office.shop.case(&id).await["state"], "open");
        takes(&mut office.ivy, &id).await;
        came(
            &step(&mut office.ivy, &id, "agree", &[]).await,
            "done=agree",
        );
        office.minute_over(&id).await;
        let case = office.decided(&id).await;
        assert_eq!(
            (&case["outcome"], &case["reason"]),
            (&json!("allow"), &json!(YES[1].1))
        );
    }
}

async fn one_persons_yes_is_none_where_a_line_asks_for_two_by_then(database: Database) {
    let mut office = Office::open(database).await;
    let mut decided = Vec::new();
    let no = [("outcome", "deny"), ("reason", "She owes too much.")];
    for (customer, answer) in [("crm:42", &YES), ("crm:43", &no)] {
        let person = json!({"identifiers": [customer]});
        let path = format!("/customers/{customer}");
        office.shop.crm.put(&path, &person).await;
        let path = format!("{path}/choices");
        office.shop.crm.post(&path, &choice("on")).await.expect(201);
        let id = office.shop.opens(customer).await;
        takes(&mut office.gus, &id).await;
        came(
            &step(&mut office.gus, &id, "decide", answer).await,
            "done=decide",
        );
        decided.push(id);
    }
    // In the minute in which he could take them back the line is drawn.
    let of_two = json!({"escalate": {"team": "front_desk", "four_eyes": true}});
    draws(&office.shop, "credit-by-two", &of_two).await;
    for id in &decided {
        office.minute_over(id).await;
    }
    is_denied_meanwhile(&office.decided(&decided[0]).await);
    // A no needs nobody else.
    let refused = office.decided(&decided[1]).await;
    assert_eq!(
        (&refused["reason"], &refused["denied_meanwhile"]),
        (&json!(no[1].1), &json!(false))
    );
}

async fn a_yes_that_is_a_no_when_it_is_written_down_is_a_no(database: Database) {
    let mut office = Office::open(database).await;
    ana(office.server()).await;
    let name = "email:ana@example.org";
    let path = "/customers/email:ana%40example.org/choices";
    let on = choice("on");
    office.shop.crm.post(path, &on).await.expect(201);
    let id = office.shop.opens(name).await;
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "decide", &YES).await,
        "done=decide",
    );
    // In the minute in which he could take it back she turns it off.
    turns_off(&office.shop.crm, name).await;
    let before = office.shop.index().await;
    office.minute_over(&id).await;
    let case = office.decided(&id).await;
    is_denied_meanwhile(&case);
    let feed = format!("/changes?after={before}");
    let feed = office.shop.crm.get(&feed).await.expect(200).json();
    let entries = feed["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "{feed}");
    assert_eq!(entries[0]["type"], "case.decided");
    let told = &entries[0]["case"];
    assert_eq!(
        (&told["outcome"], &told["denied_meanwhile"]),
        (&json!("deny"), &json!(true))
    );
    assert_eq!(told["reason"], Value::Null);
    // Whoever works there reads why, and so does she.
    let page = page_of(&mut office.gus, &id).await;
    assert!(
        page.contains("A person said yes.") && page.contains("So the answer is no."),
        "{page}"
    );
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    let page = reads(&mut ana, "/ask").await;
    assert!(
        page.contains("Before that was written down, what you allow changed"),
        "{page}"
    );
    assert!(!page.contains("She pays in time."), "{page}");
}

async fn a_programs_yes_that_a_crash_held_up_is_a_no_by_then(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    // Its decision was taken, and the server went away before it was written down.
    let store = shop.server.app().live.store.clone();
    let mut row = store.case(id.parse().unwrap()).await.unwrap().unwrap();
    let now = shop.server.app().clock.now();
    row.desk.ending = true;
    row.desk.taken = Some(Taken {
        outcome: Verdict::Allow,
        reason: "She is fine.".to_owned(),
        by: Decider::Client(shop.desk.id.parse().unwrap()),
        at: now,
        // No worker comes before the program does.
        goes_at: now.plus_seconds(3_600),
        agreed_by: None,
        person: None,
    });
    store.put_desk(&row, None).await.unwrap();
    turns_off(&shop.crm, "crm:42").await;
    let before = shop.index().await;
    let yes = ruling("allow", "She is fine.");
    let key = new_key();
    for key in [key.clone(), key, new_key()] {
        let refused = rules(&shop.desk, &id, &yes, &key).await.expect(409);
        assert_eq!(refused.json()["code"], "denied_meanwhile");
    }
    is_denied_meanwhile(&shop.case(&id).await);
    assert_eq!(shop.index().await, before + 1, "it ended, once");
    let no = ruling("deny", "Late.");
    let late = rules(&shop.desk, &id, &no, &new_key()).await.expect(409);
    assert_eq!(late.json()["code"], "case_decided");
}

async fn machines_leave_room_for_what_she_asks(database: Database) {
    let shop = Shop::open(database).await;
    ana(&shop.server).await;
    let name = "email:ana@example.org";
    let path = "/customers/email:ana%40example.org/choices";
    shop.crm.post(path, &choice("on")).await.expect(201);
    let checks: Vec<_> = (1..=51)
        .map(|n| {
            let mut asked = asks(name, true);
            (asked["amount"], asked["currency"]) = (json!(n), json!("GBP"));
            asked
        })
        .collect();
    let all = json!({"checks": checks});
    let all = shop.crm.post("/check", &all).await.expect(200).json();
    let results = all["results"].as_array().unwrap();
    assert_eq!(
        results
            .iter()
            .filter(|result| result["case"].is_string())
            .count(),
        50
    );
    let mut ana = signed_in(&shop.server, "ana@example.org").await;
    let form = [("said", "Why so many questions about credit?")];
    let sent = ana.submit("/actions/ask", &form).await.expect(303);
    came(sent.header("location"), "done=sent");
    // And it is not hidden behind them.
    let page = reads(&mut ana, "/ask").await;
    assert!(page.contains("Why so many questions about credit?"));
}

async fn whoever_is_set_apart_keeps_her_own_cases(database: Database) {
    let shop = Shop::open(database).await;
    shop.knows("crm:1").await;
    let visitor = shop.crm.get("/customers/crm:42").await.expect(200).json();
    let visitor = visitor["customer"].as_str().unwrap().to_owned();
    let (hers, others) = (shop.opens("crm:1").await, shop.opens("crm:42").await);
    let merge = json!({"from": "crm:42"});
    let path = "/customers/crm:1/merge";
    shop.crm.post(path, &merge).await.expect(201);
    let of = async |shop: &Shop, who: &str| {
        let page = format!("/cases?customer={who}");
        let page = shop.crm.get(&page).await.expect(200).json();
        let items = page["items"].as_array().unwrap().iter();
        let mut ids: Vec<_> = items
            .map(|case| case["id"].as_str().unwrap().to_owned())
            .collect();
        ids.sort_unstable();
        ids
    };
    let mut both = vec![hers.clone(), others.clone()];
    both.sort_unstable();
    assert_eq!(of(&shop, "crm:1").await, both);
    assert_eq!(of(&shop, "crm:42").await, both);
    let split = json!({"from": visitor});
    let path = "/customers/crm:1/split";
    shop.crm.post(path, &split).await.expect(201);
    assert_eq!(of(&shop, "crm:1").await, std::slice::from_ref(&hers));
    assert_eq!(of(&shop, "crm:42").await, std::slice::from_ref(&others));
    // Each is decided by what its own customer allows.
    turns_off(&shop.crm, "crm:1").await;
    assert_eq!(shop.decides(&hers, "allow", "She is fine.").await, 409);
    assert_eq!(shop.decides(&others, "allow", "She is fine.").await, 201);
    assert_eq!(shop.case(&others).await["customer"], *visitor);
    assert_eq!(shop.case(&hers).await["state"], "open");
    assert_ne!(shop.opens("crm:42").await, others);
}
