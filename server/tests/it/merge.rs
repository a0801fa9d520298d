//! A CRM finds out that two records are one customer's, and sometimes that they are not.

use std::time::Duration;

use mutual_engine::verify;
use serde_json::{Value, json};

use crate::api_bulk::{finished, line, past, upload};
use crate::api_consent::{just_now, last_month};
use crate::common::{ALL_SCOPES, Answer, Crm, Database, Server, Visitor, encoded, new_key};
use crate::erasure::erase;
use crate::languages::speaks;
use crate::on_both;
use crate::receipts::choice;
use crate::receiver::Answers;
use crate::value::{arrived, days_ago, used};
use crate::webhooks::Shop;

on_both!(
    a_visitor_turns_out_to_be_ana,
    the_restrictive_answer_wins_and_the_conflict_is_told_to_everybody,
    what_cannot_be_merged_is_refused_and_named,
    two_merges_that_cross_leave_one_customer,
    what_arrived_in_either_record_is_hers_and_counts_once,
    an_import_meanwhile_reaches_the_one_customer,
    who_leaves_after_a_merge_leaves_with_both_records,
    a_merge_that_was_wrong_is_undone_and_the_log_still_verifies,
    two_who_were_set_apart_are_merged_again_the_other_way_round,
    who_is_told_hears_of_both_records_in_one_order,
    who_is_set_apart_leaves_nothing_of_hers_with_the_other,
);

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    (server, crm)
}

pub async fn merge(crm: &Crm, stays: &str, goes: &str) -> Answer {
    let path = format!("/customers/{}/merge", encoded(stays));
    crm.post(&path, &json!({"from": goes})).await
}

pub async fn split(crm: &Crm, from: &str, part: &str) -> Answer {
    let path = format!("/customers/{}/split", encoded(from));
    crm.post(&path, &json!({"from": part})).await
}

async fn chooses(crm: &Crm, who: &str, to: &str) -> Value {
    let path = format!("/customers/{}/choices", encoded(who));
    crm.post(&path, &choice(to)).await.expect(201).json()
}

async fn reason(crm: &Crm, who: &str) -> Value {
    let path = format!(
        "/customers/{}/check?purpose=recommendations&data=orders&channel=email",
        encoded(who)
    );
    let verdict = crm.get(&path).await.expect(200).json();
    verdict["reasons"][0]["code"].clone()
}

async fn reads(crm: &Crm, who: &str) -> Value {
    let path = format!("/customers/{}", encoded(who));
    crm.get(&path).await.expect(200).json()
}

/// The newest entry of the feed of that type.
async fn told(crm: &Crm, kind: &str) -> Value {
    let changes = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    let entries = changes["entries"].as_array().unwrap().iter().rev();
    let mut entries = entries.filter(|entry| entry["type"] == kind);
    entries.next().cloned().unwrap_or_default()
}

/// The log is good, and every state is its fold.
async fn verifies(server: &Server) {
    let live = &server.app().live;
    live.log
        .covering(live.engine.index(), Duration::from_secs(10))
        .await
        .unwrap();
    let keys = live.log.keys();
    verify(live.store.as_ref(), &keys, |_| ()).await.unwrap();
}

fn codes(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, code)
}

async fn a_visitor_turns_out_to_be_ana(database: Database) {
    let (server, crm) = shop(database).await;
    let (ana, visitor) = (crm.knows("crm:42").await, crm.knows("visitor:7").await);
    let given = chooses(&crm, "visitor:7", "on").await;
    let key = new_key();
    let path = "/customers/crm%3A42/merge";
    let body = json!({"from": "visitor:7"});
    let merged = crm
        .write("POST", path, &body, &key)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&merged["customer"], &merged["from"]),
        (&json!(ana), &json!(visitor))
    );
    assert_eq!(merged["identifiers"], json!(["crm:42", "visitor:7"]));
    assert_eq!(
        (&merged["conflicts"], &merged["paused"]),
        (&json!([]), &Value::Null)
    );
    // The same request again is the same merge.
    let again = crm
        .write("POST", path, &body, &key)
        .await
        .expect(201)
        .json();
    assert_eq!(again, merged);
    // By each of her names she is the same, and may be asked, told and answered for.
    for name in ["crm:42", "visitor:7", &ana, &visitor] {
        let read = reads(&crm, name).await;
        assert_eq!(
            (&read["customer"], &read["identifiers"]),
            (&json!(ana), &merged["identifiers"])
        );
        assert_eq!(reason(&crm, name).await, "granted", "{name}");
    }
    let entry = told(&crm, "customer.merged").await;
    assert_eq!(
        (&entry["customer"], &entry["from"]),
        (&json!(ana), &json!(visitor))
    );
    assert_eq!(entry["changes"][0]["proposition"], "recipe-ideas");
    assert_eq!(entry["changes"][0]["toggles"]["exchange"], "on");
    assert_eq!(entry["index"], merged["index"]);
    // What the visitor got for her yes is Ana's, and still proves what it proved.
    let receipt = given["receipt"].as_str().unwrap();
    let kept = crm
        .get(&format!("/receipts/{receipt}"))
        .await
        .expect(200)
        .json();
    assert_eq!(kept["receipt"], receipt);
    let export = crm.get("/customers/crm:42/export").await.expect(200).text();
    assert!(
        export.contains(receipt) && export.contains(&visitor),
        "{export}"
    );
    // A link to the old record opens her pages; off by it is off.
    let mut browser = Visitor::new(&server);
    browser.get(&server.link(&visitor, "/")).await;
    let page = browser.get("/timeline").await.expect(200).text();
    assert!(page.contains("two of our records are yours"), "{page}");
    let off = chooses(&crm, &visitor, "off").await;
    assert_eq!(reason(&crm, "crm:42").await, "withdrawn");
    assert_eq!(
        told(&crm, "consent.withdrawn").await["customer"],
        json!(ana)
    );
    assert!(off["index"].as_u64() > merged["index"].as_u64());
    verifies(&server).await;
    // All of it is there after a restart.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(reads(&crm, &visitor).await["customer"], json!(ana));
    verifies(&server).await;
}

async fn the_restrictive_answer_wins_and_the_conflict_is_told_to_everybody(database: Database) {
    let (server, crm) = shop(database).await;
    let ana = crm.knows("crm:42").await;
    crm.knows("visitor:7").await;
    chooses(&crm, "visitor:7", "off").await;
    chooses(&crm, "crm:42", "on").await;
    crm.post("/customers/visitor:7/pause", &json!({}))
        .await
        .expect(201);
    assert_eq!(reason(&crm, "crm:42").await, "granted");
    let merged = merge(&crm, "crm:42", "visitor:7").await.expect(201).json();
    let conflicts =
        json!([{"proposition": "recipe-ideas", "toggle": "exchange", "on": "customer"}]);
    assert_eq!(
        (&merged["conflicts"], &merged["paused"]),
        (&conflicts, &json!("from"))
    );
    let entry = told(&crm, "customer.merged").await;
    assert_eq!(
        (&entry["conflicts"], &entry["paused"]),
        (&conflicts, &json!("from"))
    );
    assert_eq!(entry["changes"][0]["previous"]["exchange"], "on");
    assert_eq!(entry["changes"][0]["toggles"]["exchange"], "off");
    assert_ne!(reason(&crm, "crm:42").await, "granted");
    let consents = crm
        .get(&format!("/customers/{ana}/consents"))
        .await
        .expect(200)
        .json();
    assert_eq!(consents["paused"], true);
    // She reads what differed, in her language.
    speaks(&server, &["en", "de", "ar"]).await;
    for (locale, words) in [
        ("en", "so this is off: "),
        ("de", "deshalb ist es aus: "),
        ("ar", "لذلك هو متوقف: "),
    ] {
        crm.put("/customers/crm:42", &json!({"locale": locale}))
            .await
            .expect(200);
        let mut browser = Visitor::new(&server);
        browser.get(&server.link("crm:42", "/")).await;
        let page = browser.get("/timeline").await.expect(200).text();
        assert!(page.contains(words), "{locale}: {page}");
    }
}

async fn what_cannot_be_merged_is_refused_and_named(database: Database) {
    let (server, crm) = shop(database).await;
    let ana = crm.knows("crm:42").await;
    crm.knows("visitor:7").await;
    crm.knows("visitor:8").await;
    erase(&crm, "visitor:8", "suppress", &new_key())
        .await
        .expect(204);
    for (stays, goes, status, code) in [
        ("crm:42", "crm:42", 409, "same_customer"),
        ("crm:42", ana.as_str(), 409, "same_customer"),
        ("crm:42", "visitor:9", 404, "unknown_customer"),
        ("visitor:9", "crm:42", 404, "unknown_customer"),
        ("crm:42", "visitor:8", 410, "erased"),
        ("visitor:8", "crm:42", 410, "erased"),
        ("crm:42", "nobody", 422, "invalid_field"),
    ] {
        let refused = merge(&crm, stays, goes).await;
        assert_eq!(codes(&refused), (status, code.to_owned()), "{stays} {goes}");
    }
    for (from, part, status, code) in [
        ("crm:42", ana.as_str(), 409, "not_merged"),
        ("crm:42", "visitor:7", 422, "invalid_field"),
        (
            "crm:42",
            "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K",
            404,
            "unknown_customer",
        ),
        ("visitor:9", ana.as_str(), 404, "unknown_customer"),
    ] {
        let refused = split(&crm, from, part).await;
        assert_eq!(codes(&refused), (status, code.to_owned()), "{from} {part}");
    }
    let narrow = server.crm("consent:read").await;
    assert_eq!(
        codes(&merge(&narrow, "crm:42", "visitor:7").await).1,
        "scope_missing"
    );
    assert_eq!(
        told(&crm, "customer.merged").await,
        Value::Null,
        "nothing was merged"
    );
}

async fn two_merges_that_cross_leave_one_customer(database: Database) {
    let (server, crm) = shop(database).await;
    for n in 0..4 {
        let names = [format!("crm:{n}"), format!("visitor:{n}")];
        for name in &names {
            crm.knows(name).await;
        }
        let [one, other] = &names;
        let (first, second) = tokio::join!(merge(&crm, one, other), merge(&crm, other, one));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", first.text(), second.text());
        assert_eq!(reads(&crm, one).await, reads(&crm, other).await);
    }
    verifies(&server).await;
}

async fn what_arrived_in_either_record_is_hers_and_counts_once(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:42").await;
    let visitor = crm.knows("visitor:7").await;
    chooses(&crm, "visitor:7", "on").await;
    chooses(&crm, "crm:42", "on").await;
    let at = days_ago(3);
    let report = async |who: &str, proof: &str| {
        let body = arrived(who, proof, &at);
        let answer = crm.post("/value-events", &body).await;
        answer.json()["status"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(report("visitor:7", "mail-1").await, "accepted");
    assert_eq!(report("crm:42", "mail-2").await, "accepted");
    let usage = used("visitor:7", &at, "mail-1");
    crm.post("/usage-events", &usage).await.expect(201);
    merge(&crm, "crm:42", "visitor:7").await.expect(201);
    // Told again, by whichever name, it is the same event.
    for name in ["visitor:7", "crm:42", &visitor] {
        assert_eq!(report(name, "mail-1").await, "duplicate", "{name}");
        assert_eq!(report(name, "mail-2").await, "duplicate", "{name}");
        let usage = used(name, &at, "mail-1");
        let again = crm.post("/usage-events", &usage).await.expect(200).json();
        assert_eq!(again["status"], "duplicate", "{name}");
    }
    assert_eq!(report(&visitor, "mail-3").await, "accepted");
    let value = crm
        .get("/customers/visitor:7/value")
        .await
        .expect(200)
        .json();
    let exchanges = value["exchanges"].as_array().unwrap();
    let recipes = exchanges
        .iter()
        .find(|of| of["proposition"] == "recipe-ideas")
        .unwrap();
    let line = &recipes["benefits"][0];
    assert_eq!(
        (&line["delivered"], &line["events"]),
        (&json!(9), &json!(3))
    );
    // She was one all along: what was promised is promised once.
    assert_eq!(line["promised"], json!(15));
    let mut browser = Visitor::new(&server);
    browser.get(&server.link("crm:42", "/")).await;
    let got = browser
        .get("/timeline.json?show=got")
        .await
        .expect(200)
        .json();
    assert_eq!(got["timeline"].as_array().map(Vec::len), Some(3), "{got:#}");
}

async fn an_import_meanwhile_reaches_the_one_customer(database: Database) {
    let (server, crm) = shop(database).await;
    let ana = crm.knows("crm:42").await;
    crm.knows("visitor:7").await;
    chooses(&crm, "crm:42", "on").await;
    let lines = [line("visitor:7", &[past("off", Some(&last_month()))])];
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let key = new_key();
    let (merged, started) = tokio::join!(
        merge(&crm, "crm:42", "visitor:7"),
        upload(&crm, "", "application/x-ndjson", &key, body)
    );
    merged.expect(201);
    let job = finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    assert_eq!(job["accepted"], json!(1), "{job:#}");
    // Whichever came first: she said no.
    assert_ne!(reason(&crm, "crm:42").await, "granted");
    assert_eq!(reads(&crm, "visitor:7").await["customer"], json!(ana));
    verifies(&server).await;
}

async fn who_leaves_after_a_merge_leaves_with_both_records(database: Database) {
    let (server, crm) = shop(database).await;
    let (ana, visitor) = (crm.knows("crm:42").await, crm.knows("visitor:7").await);
    chooses(&crm, "visitor:7", "on").await;
    chooses(&crm, "crm:42", "on").await;
    let report = arrived("visitor:7", "seed-mail-1", &days_ago(3));
    crm.post("/value-events", &report).await.expect(201);
    merge(&crm, "crm:42", "visitor:7").await.expect(201);
    let live = &server.app().live;
    let held = crm.get("/customers/crm:42/export").await.expect(200).text();
    assert!(held.contains("seed-mail-1"), "{held}");
    erase(&crm, "visitor:7", "suppress", &new_key())
        .await
        .expect(204);
    for name in ["crm:42", "visitor:7", &ana, &visitor] {
        let path = format!("/customers/{}", encoded(name));
        assert_eq!(
            codes(&crm.get(&path).await),
            (410, "erased".to_owned()),
            "{name}"
        );
        assert_eq!(reason(&crm, name).await, "erased", "{name}");
    }
    for id in [&ana, &visitor] {
        for held in live.store.held(id.parse().unwrap(), &[]).await.unwrap() {
            // Her answers are noise without her key.
            assert!(held.rows.is_empty() || held.table == "answer", "{held:?}");
        }
    }
    let changes = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    let entries = changes["entries"].as_array().unwrap();
    let named = |id: &str| {
        let about = entries.iter().filter(|entry| entry["customer"] == id);
        about
            .map(|entry| entry["type"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (named(&ana), named(&visitor)),
        (
            vec!["customer.erased".to_owned()],
            vec!["customer.erased".to_owned()]
        )
    );
    verifies(&server).await;
    let server = server.restart().await;
    verifies(&server).await;
}

async fn a_merge_that_was_wrong_is_undone_and_the_log_still_verifies(database: Database) {
    let (server, crm) = shop(database).await;
    let (ana, visitor) = (crm.knows("crm:42").await, crm.knows("visitor:7").await);
    let given = chooses(&crm, "visitor:7", "on").await;
    chooses(&crm, "crm:42", "on").await;
    merge(&crm, "crm:42", "visitor:7").await.expect(201);
    let only =
        json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"channel:email": "off"}});
    crm.post("/customers/crm:42/choices", &only)
        .await
        .expect(201);
    let apart = split(&crm, "visitor:7", &visitor).await.expect(201).json();
    assert_eq!(
        (&apart["customer"], &apart["from"]),
        (&json!(ana), &json!(visitor))
    );
    assert_eq!(apart["identifiers"], json!(["crm:42"]));
    assert_eq!(apart["from_identifiers"], json!(["visitor:7"]));
    assert_eq!(reads(&crm, "visitor:7").await["customer"], json!(visitor));
    // A no of meanwhile counts for both.
    for name in ["crm:42", "visitor:7"] {
        assert_ne!(reason(&crm, name).await, "granted", "{name}");
    }
    let entry = told(&crm, "customer.split").await;
    assert_eq!(
        (&entry["customer"], &entry["from"]),
        (&json!(visitor), &json!(ana))
    );
    // Each has what is its own, and proves it.
    let receipt = given["receipt"].as_str().unwrap();
    crm.get(&format!("/receipts/{receipt}")).await.expect(200);
    let mut browser = Visitor::new(&server);
    browser.get(&server.link("crm:42", "/")).await;
    let others = browser.get(&format!("/receipts/{receipt}")).await;
    assert_ne!(others.status, 200, "it is another's");
    let page = browser.get("/timeline").await.expect(200).text();
    assert!(
        page.contains("set the two apart again") && !page.contains(receipt),
        "{page}"
    );
    let mut again = choice("on");
    again["evidence"]["at"] = json!(just_now());
    crm.post("/customers/visitor:7/choices", &again)
        .await
        .expect(201);
    assert_eq!(reason(&crm, "visitor:7").await, "granted");
    assert_ne!(reason(&crm, "crm:42").await, "granted");
    verifies(&server).await;
    let server = server.restart().await;
    verifies(&server).await;
}

async fn two_who_were_set_apart_are_merged_again_the_other_way_round(database: Database) {
    let (server, crm) = shop(database).await;
    let (ana, visitor) = (crm.knows("crm:42").await, crm.knows("visitor:7").await);
    chooses(&crm, "visitor:7", "on").await;
    merge(&crm, "crm:42", "visitor:7").await.expect(201);
    split(&crm, "crm:42", &visitor).await.expect(201);
    assert_eq!(reason(&crm, "crm:42").await, "no_grant");
    merge(&crm, "visitor:7", "crm:42").await.expect(201);
    assert_eq!(reads(&crm, &ana).await["customer"], json!(visitor));
    // What was then is told of then, by either name.
    let now = server.app().live.engine.now();
    for name in ["crm:42", "visitor:7"] {
        let path = format!("/customers/{}/consents?at={now}", encoded(name));
        let consents = crm.get(&path).await.expect(200).json();
        assert_eq!(consents["customer"], json!(visitor));
        let mut exchanges = consents["exchanges"].as_array().unwrap().iter();
        let recipes = exchanges.find(|of| of["proposition"] == "recipe-ideas");
        let phase = &recipes.unwrap()["toggles"]["exchange"]["phase"];
        assert_eq!(phase, "active", "{consents:#}");
    }
    let mut browser = Visitor::new(&server);
    browser.get(&server.link("crm:42", "/")).await;
    let page = browser.get("/timeline").await.expect(200).text();
    assert_eq!(
        page.matches("two of our records are yours").count(),
        2,
        "{page}"
    );
    verifies(&server).await;
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    verifies(&server).await;
}

async fn who_is_told_hears_of_both_records_in_one_order(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    shop.crm.knows("visitor:7").await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    // The visitor's yes is not taken at first: all that comes later of the one customer waits.
    shop.receiver.next(&[Answers::Status(503)]);
    let yes = shop.chooses("visitor:7", "on").await;
    shop.receiver.until(1, |_| true).await;
    merge(&shop.crm, "crm:42", "visitor:7").await.expect(201);
    shop.chooses("crm:42", "off").await;
    let came = shop.receiver.until(4, |_| true).await;
    let indices: Vec<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(indices, [yes, yes, yes + 1, yes + 2]);
    let merged = came[2].json();
    assert_eq!(merged["type"], "customer.merged");
    assert_eq!(
        merged["data"]["identifiers"],
        json!(["crm:42", "visitor:7"])
    );
}

async fn who_is_set_apart_leaves_nothing_of_hers_with_the_other(database: Database) {
    let (server, crm) = shop(database).await;
    let (ana, visitor) = (crm.knows("crm:42").await, crm.knows("visitor:7").await);
    chooses(&crm, "visitor:7", "off").await;
    chooses(&crm, "crm:42", "on").await;
    merge(&crm, "crm:42", "visitor:7").await.expect(201);
    split(&crm, "crm:42", &visitor).await.expect(201);
    assert_eq!(reason(&crm, "crm:42").await, "granted");
    erase(&crm, &visitor, "all", &new_key()).await.expect(204);
    assert_eq!(reason(&crm, "crm:42").await, "granted");
    verifies(&server).await;
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(reason(&crm, "crm:42").await, "granted");
    verifies(&server).await;
    erase(&crm, &ana, "all", &new_key()).await.expect(204);
    verifies(&server).await;
}
