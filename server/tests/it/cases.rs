//! What waits for a person, as a CRM sees it.

use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::consent::Route;
use mutual::port::{CaseFilter, Engine, Submission};
use mutual::use_cases::{Command, Outcome, RedLineEdit};
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server, new_key};
use crate::on_both;

on_both!(
    an_agent_that_asks_twice_opens_one_case,
    a_question_by_get_opens_nothing,
    a_case_is_decided_once_and_its_answer_comes_again,
    of_many_who_decide_at_once_one_does,
    the_queue_is_read_page_by_page_by_its_deadline,
    fifty_cases_wait_and_the_next_one_stays_a_no,
    nothing_of_a_case_is_left_of_who_was_erased,
    a_merge_takes_the_case_along,
    bad_input_decides_nothing,
);

/// A shop with a red line: about credit a person decides. Ana lets her orders be used.
pub struct Shop {
    pub server: Server,
    pub crm: Crm,
    /// Where people of the CRM decide: its key is that of no program that asks.
    pub desk: Crm,
}

/// What a person of the CRM decides.
pub fn ruling(outcome: &str, reason: &str) -> Value {
    json!({"outcome": outcome, "reason": reason, "by": "agent 0042"})
}

/// Draws the line that a person of the front desk decides about credit.
pub async fn draw_line(engine: &dyn Engine) {
    let line = json!({"key": "credit-by-people", "says": "About credit a person decides.",
        "why": "It weighs much.", "when": {"topics": ["credit"]},
        "effect": {"escalate": {"team": "front_desk"}}});
    let edit = RedLineEdit {
        changes: vec![mutual::ledger::LineChange::Put(
            serde_json::from_value(line).unwrap(),
        )],
        reason: "We promised it.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    };
    submit(engine, Command::DrawRedLines(Box::new(edit))).await;
}

pub async fn submit(engine: &dyn Engine, command: Command) -> Outcome {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command,
        idempotency: None,
    };
    engine.submit(submission).await.unwrap()
}

/// What is asked about a customer, as the first of several different things.
pub fn asks(customer: &str, open: bool) -> Value {
    json!({"customer": customer, "purpose": "recommendations", "data": ["orders"],
           "topic": "credit", "open_case": open})
}

impl Shop {
    pub async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        Self::over(server).await
    }

    pub async fn over(server: Server) -> Self {
        server.publish_demo().await;
        draw_line(server.app().live.engine.as_ref()).await;
        let crm = server
            .crm("check consent:read consent:write feed cases webhooks")
            .await;
        let desk = server.crm("cases").await;
        let shop = Self { server, crm, desk };
        shop.knows("crm:42").await;
        shop
    }

    /// A customer who lets her orders be used.
    pub async fn knows(&self, name: &str) -> String {
        let id = self.crm.knows(name).await;
        let choice = json!({"proposition": "recipe-ideas", "version": 1,
            "toggles": {"exchange": "on"},
            "evidence": {"how": "phone", "where": "call centre", "at": last_month(),
                         "wording": "May we?"}});
        let path = format!("/customers/{name}/choices");
        self.crm.post(&path, &choice).await.expect(201);
        id
    }

    pub async fn check(&self, question: Value) -> Value {
        let asked = json!({"checks": [question]});
        let answer = self.crm.post("/check", &asked).await.expect(200).json();
        answer["results"][0].clone()
    }

    /// Registers a model.
    pub async fn registers(&self, key: &str) {
        let crm = self.server.crm("admin").await;
        crate::decisions::registered(&crm, key, Value::Null).await;
    }

    /// Opens a case about this customer; its id.
    pub async fn opens(&self, customer: &str) -> String {
        let verdict = self.check(asks(customer, true)).await;
        assert_eq!(verdict["verdict"], "escalate", "{verdict}");
        verdict["case"].as_str().unwrap().to_owned()
    }

    pub async fn case(&self, id: &str) -> Value {
        let path = format!("/cases/{id}");
        self.crm.get(&path).await.expect(200).json()
    }

    pub async fn decides(&self, id: &str, outcome: &str, reason: &str) -> u16 {
        let path = format!("/cases/{id}/decide");
        self.desk.post(&path, &ruling(outcome, reason)).await.status
    }

    pub async fn index(&self) -> u64 {
        self.server.app().live.engine.index()
    }
}

async fn an_agent_that_asks_twice_opens_one_case(database: Database) {
    let shop = Shop::open(database).await;
    let first = shop.opens("crm:42").await;
    let before = shop.index().await;
    assert_eq!(shop.opens("crm:42").await, first);
    // Both of two in one call, too, and several agents at once.
    let twice = json!({"checks": [asks("crm:42", true), asks("crm:42", true)]});
    let twice = shop.crm.post("/check", &twice).await.expect(200).json();
    assert_eq!(twice["results"][0]["case"], *first);
    assert_eq!(twice["results"][1]["case"], *first);
    assert_eq!(shop.index().await, before, "nothing was opened again");
    let case = shop.case(&first).await;
    assert_eq!(case["state"], "open");
    assert_eq!(case["kind"], "escalation");
    assert_eq!(case["team"], "front_desk");
    assert_eq!(case["purpose"], "recommendations");
    assert_eq!(case["data"], json!(["orders"]));
    assert_eq!(case["topic"], "credit");
    assert_eq!(case["red_lines"], json!(["credit-by-people"]));
    assert_eq!(case["identifiers"], json!(["crm:42"]));
    assert_eq!(case["index"], before);
    let due = Timestamp::parse(case["due_at"].as_str().unwrap()).unwrap();
    let opened = Timestamp::parse(case["opened_at"].as_str().unwrap()).unwrap();
    assert_eq!(due.seconds_since(opened), 2 * 86_400);
    // Something else is another case.
    let other = json!({"customer": "crm:42", "purpose": "recommendations", "topic": "credit",
                       "open_case": true});
    assert_ne!(shop.check(other).await["case"], *first);
    // It is there after a restart, and still the same.
    let shop = Shop {
        crm: shop.crm.clone(),
        desk: shop.desk.clone(),
        server: shop.server.restart().await,
    };
    let crm = Crm {
        url: shop.server.url.clone(),
        ..shop.crm.clone()
    };
    let shop = Shop { crm, ..shop };
    assert_eq!(shop.opens("crm:42").await, first);
    assert_eq!(shop.case(&first).await, case);
}

async fn a_question_by_get_opens_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let before = shop.index().await;
    let path = "/customers/crm:42/check?purpose=recommendations&data=orders&topic=credit";
    let asked = shop.crm.get(path).await.expect(200).json();
    assert_eq!(
        (&asked["verdict"], &asked["case"]),
        (&json!("escalate"), &Value::Null)
    );
    // Nor does a check that does not say so, or one that is no anyhow.
    assert_eq!(shop.check(asks("crm:42", false)).await["case"], Value::Null);
    let nobody = shop.check(asks("crm:43", true)).await;
    assert_eq!(
        (&nobody["verdict"], &nobody["case"]),
        (&json!("deny"), &Value::Null)
    );
    assert_eq!(shop.index().await, before);
    let all = shop.crm.get("/cases").await.expect(200).json();
    assert_eq!(all, json!({"items": [], "next": null}));
    // One that waits is named.
    let case = shop.opens("crm:42").await;
    let asked = shop.crm.get(path).await.expect(200).json();
    assert_eq!(asked["case"], *case);
}

async fn a_case_is_decided_once_and_its_answer_comes_again(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    let path = format!("/cases/{id}/decide");
    let no = ruling("deny", "Her payments are late.\nWe told her.");
    let key = new_key();
    let decided = shop.desk.write("POST", &path, &no, &key).await.expect(201);
    let index: u64 = decided.header("mutual-index").parse().unwrap();
    let body = decided.json();
    assert_eq!(body["state"], "decided");
    assert_eq!(body["outcome"], "deny");
    assert_eq!(body["reason"], no["reason"]);
    assert_eq!(
        (&body["timed_out"], &body["decided_by"], &body["by"]),
        (&json!(false), &json!("client"), &no["by"])
    );
    assert_eq!(body["index"], index);
    // The same write again, and the same decision under another key: the same, and no second entry.
    for key in [key.clone(), new_key()] {
        let again = shop.desk.write("POST", &path, &no, &key).await.expect(201);
        assert_eq!(again.json(), body);
    }
    assert_eq!(shop.index().await, index);
    // Another body under that key, and another decision.
    let other = ruling("allow", "She is fine.");
    let reused = shop
        .desk
        .write("POST", &path, &other, &key)
        .await
        .expect(422);
    assert_eq!(reused.json()["code"], "idempotency_key_reused");
    let late = shop.desk.post(&path, &other).await.expect(409);
    assert_eq!(late.json()["code"], "case_decided");
    assert_eq!(shop.case(&id).await, body);
    // The feed says so in words.
    let feed = format!("/changes?after={}", index - 1);
    let feed = shop.crm.get(&feed).await.expect(200).json();
    let entry = &feed["entries"][0];
    assert_eq!(entry["type"], "case.decided");
    assert_eq!(entry["case"]["id"], *id);
    assert_eq!(entry["case"]["reason"], no["reason"]);
    // Who there decided is told to those who work on cases, and to nobody else.
    assert!(!feed.to_string().contains("agent 0042"), "{feed}");
    // What is decided is not asked again: the next one is another case.
    assert_ne!(shop.opens("crm:42").await, id);
    let decided = shop
        .crm
        .get("/cases?state=decided")
        .await
        .expect(200)
        .json();
    assert_eq!(decided["items"], json!([body]));
}

async fn of_many_who_decide_at_once_one_does(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    let before = shop.index().await;
    let mut all = tokio::task::JoinSet::new();
    for n in 0..8 {
        let (desk, path) = (shop.desk.clone(), format!("/cases/{id}/decide"));
        let outcome = if n % 2 == 0 { "allow" } else { "deny" };
        let said = ruling(outcome, &format!("The {n}th says so."));
        all.spawn(async move { (n, desk.post(&path, &said).await) });
    }
    let (won, lost): (Vec<_>, Vec<_>) = all
        .join_all()
        .await
        .into_iter()
        .partition(|(_, answer)| answer.status == 201);
    assert_eq!(won.len(), 1);
    for (_, answer) in lost {
        let code = answer.expect(409).json()["code"].clone();
        assert!(
            code == "case_decided" || code == "changed_meanwhile",
            "{code}"
        );
    }
    let case = shop.case(&id).await;
    assert_eq!(case["reason"], format!("The {}th says so.", won[0].0));
    assert_eq!(shop.index().await, before + 1);
}

async fn the_queue_is_read_page_by_page_by_its_deadline(database: Database) {
    let shop = Shop::open(database).await;
    let mut ids = Vec::new();
    for n in 0..5 {
        let name = format!("crm:{}", 100 + n);
        shop.knows(&name).await;
        ids.push(shop.opens(&name).await);
    }
    let mut read = Vec::new();
    let mut next = String::new();
    loop {
        let page = format!("/cases?limit=2{next}");
        let page = shop.crm.get(&page).await.expect(200).json();
        let items = page["items"].as_array().unwrap();
        assert!((1..=2).contains(&items.len()));
        read.extend(
            items
                .iter()
                .map(|case| case["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(cursor) => next = format!("&after={cursor}"),
            None => break,
        }
    }
    assert_eq!(read, ids);
    let hers = shop
        .crm
        .get("/cases?customer=crm:103")
        .await
        .expect(200)
        .json();
    assert_eq!(hers["items"].as_array().unwrap().len(), 1);
    assert_eq!(hers["items"][0]["id"], *ids[3]);
    let none = shop.crm.get("/cases?team=legal").await.expect(200).json();
    assert_eq!(none["items"], json!([]));
    shop.crm.get("/cases?customer=crm:9999").await.expect(404);
    for bad in [
        "state=waiting",
        "team=%20",
        "team=Legal",
        "team=-legal",
        "limit=0",
        "after=x",
        "after=1.case_x",
        "kind=x",
    ] {
        shop.crm.get(&format!("/cases?{bad}")).await.expect(400);
    }
}

async fn fifty_cases_wait_and_the_next_one_stays_a_no(database: Database) {
    let shop = Shop::open(database).await;
    let about = |n: usize| {
        json!({"customer": "crm:42", "purpose": "recommendations", "topic": "credit",
               "amount": n, "currency": "GBP", "open_case": true})
    };
    let checks: Vec<_> = (1..=50).map(about).collect();
    let all = json!({"checks": checks});
    let all = shop.crm.post("/check", &all).await.expect(200).json();
    let is_open = |verdict: &&Value| verdict["case"].is_string();
    assert_eq!(
        all["results"]
            .as_array()
            .unwrap()
            .iter()
            .filter(is_open)
            .count(),
        50
    );
    // One more: still a person's to decide, so that nothing is allowed; the others are named.
    let more = json!({"checks": [about(51), about(1), asks("crm:42", false)]});
    let more = shop.crm.post("/check", &more).await.expect(200).json();
    assert_eq!(more["results"][0]["verdict"], "escalate");
    assert_eq!(more["results"][0]["case"], Value::Null);
    assert_eq!(more["results"][1]["case"], all["results"][0]["case"]);
    // Once one is decided there is room again.
    let first = all["results"][0]["case"].as_str().unwrap();
    assert_eq!(shop.decides(first, "deny", "Too much at once.").await, 201);
    assert!(shop.check(about(51)).await["case"].is_string());
}

async fn nothing_of_a_case_is_left_of_who_was_erased(database: Database) {
    let shop = Shop::open(database).await;
    let open = shop.opens("crm:42").await;
    let done = shop
        .check(json!({"customer": "crm:42", "purpose": "recommendations",
        "topic": "credit", "open_case": true}))
        .await;
    let done = done["case"].as_str().unwrap().to_owned();
    let key = new_key();
    let path = format!("/cases/{done}/decide");
    let no = ruling("deny", "A secret of hers.");
    shop.desk.write("POST", &path, &no, &key).await.expect(201);
    let bo = shop.knows("crm:43").await;
    let bos = shop.opens("crm:43").await;
    let gone = shop
        .crm
        .call(
            "DELETE",
            "/customers/crm:42?mode=all",
            &[("idempotency-key", &new_key())],
            None,
        )
        .await;
    gone.expect(204);
    for id in [&open, &done] {
        shop.crm.get(&format!("/cases/{id}")).await.expect(404);
        assert_eq!(shop.decides(id, "allow", "Late.").await, 404);
    }
    let replayed = shop.desk.write("POST", &path, &no, &key).await;
    assert_eq!(replayed.expect(410).json()["code"], "erased");
    let left = shop.crm.get("/cases").await.expect(200).json();
    assert_eq!(left["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&left["items"][0]["id"], &left["items"][0]["customer"]),
        (&json!(bos), &json!(bo))
    );
    let decided = shop
        .crm
        .get("/cases?state=decided")
        .await
        .expect(200)
        .json();
    assert_eq!(decided["items"], json!([]));
    // Nobody is asked about whom nobody knows.
    assert_eq!(shop.check(asks("crm:42", true)).await["verdict"], "deny");
    let feed = shop.crm.get("/changes").await.expect(200).text();
    assert!(
        !feed.contains("A secret of hers") && !feed.contains(&open),
        "{feed}"
    );
}

async fn a_merge_takes_the_case_along(database: Database) {
    let shop = Shop::open(database).await;
    let stays = shop.knows("crm:1").await;
    let id = shop.opens("crm:42").await;
    let merge = json!({"from": "crm:42"});
    shop.crm
        .post("/customers/crm:1/merge", &merge)
        .await
        .expect(201);
    let case = shop.case(&id).await;
    assert_eq!(case["customer"], *stays);
    // Asked about her now, it is the same case.
    assert_eq!(shop.opens("crm:1").await, id);
    let hers = shop
        .crm
        .get("/cases?customer=crm:1")
        .await
        .expect(200)
        .json();
    assert_eq!(hers["items"][0]["id"], *id);
    assert_eq!(shop.decides(&id, "allow", "She pays in time.").await, 201);
    assert_eq!(shop.case(&id).await["outcome"], "allow");
}

fn with(mut body: Value, field: &str, value: &str) -> Value {
    body[field] = json!(value);
    body
}

async fn bad_input_decides_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let id = shop.opens("crm:42").await;
    let path = format!("/cases/{id}/decide");
    let long = "x".repeat(4_001);
    for bad in [
        json!({}),
        json!({"outcome": "allow", "by": "Jo"}),
        json!({"outcome": "allow", "reason": "So."}),
        json!({"outcome": "allow", "reason": "So.", "by": null}),
        ruling("allow", ""),
        ruling("allow", " \n"),
        ruling("allow", &long),
        ruling("allow", "a\u{7}b"),
        ruling("escalate", "Not me."),
        ruling("maybe", "So."),
        with(ruling("allow", "So."), "agreed_by", "acc_1"),
        with(ruling("allow", "So."), "by", " "),
        with(ruling("allow", "So."), "by", "Jo\nBo"),
        with(ruling("allow", "So."), "by", "Jo\u{202e}oB"),
        with(ruling("allow", "So."), "by", &long[..81]),
    ] {
        let answer = shop.desk.post(&path, &bad).await;
        assert_eq!(answer.status, 422, "{bad}: {}", answer.text());
    }
    let so = ruling("allow", "So.");
    shop.desk
        .call("POST", &path, &[], Some(&so))
        .await
        .expect(400);
    for none in ["case_01KB3Y6V9Q8T5W2R7N4M1H0J3K", "case_x", "1", "%ff"] {
        let path = format!("/cases/{none}");
        let answer = shop.crm.get(&path).await;
        assert!(
            matches!(answer.status, 400 | 404),
            "{none}: {}",
            answer.status
        );
    }
    assert_eq!(shop.case(&id).await["state"], "open");
    // Who may only ask decides nothing, and reads nothing.
    let agent = shop.server.crm("check").await;
    agent.get("/cases").await.expect(403);
    agent.get(&format!("/cases/{id}")).await.expect(403);
    agent.post(&path, &so).await.expect(403);
    // The other side has no such case.
    let test = shop.server.test_crm("cases").await;
    test.get(&format!("/cases/{id}")).await.expect(404);
    test.post(&path, &so).await.expect(404);
    // A proposal that is none opens nothing.
    let before = shop.index().await;
    for bad in [
        json!({"outcome": "maybe", "model": "risk-2"}),
        json!({"outcome": "deny", "model": ""}),
        json!({"outcome": "deny"}),
        // Nobody registered it: another spelling is another model.
        json!({"outcome": "deny", "model": "risk-3"}),
        json!({"outcome": "deny", "model": "Risk 2 (ours)"}),
    ] {
        let mut question = asks("crm:42", true);
        question["topic"] = json!("credit");
        question["proposal"] = bad.clone();
        let checks = json!({"checks": [question]});
        let answer = shop.crm.post("/check", &checks).await;
        assert_eq!(answer.status, 422, "{bad}: {}", answer.text());
    }
    assert_eq!(shop.index().await, before);
    let store = &shop.server.app().live.store;
    let rows = store.cases(&CaseFilter::default(), None, 10).await.unwrap();
    assert_eq!(rows.len(), 1);
}
