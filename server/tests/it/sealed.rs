//! What machines decided is sealed into the ledger: it stands as it was recorded, or it is found out.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::access::Actor;
use mutual::consent::Route;
use mutual::decision::{Batch, leaf};
use mutual::id::DecisionId;
use mutual::ledger::tree::{Hash, ProofError, verify_inclusion};
use mutual::ledger::{Body, DecisionsSealed, EntryKind};
use mutual::port::{DecisionRow, Recording, SealRow, Submission};
use mutual::use_cases::{Command, Outcome, seal_decisions};
use mutual_engine::{SystemClock, SystemEntropy};
use mutual_server::worker::seal::seal_what_was_decided;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::binary::Operator;
use crate::common::{Answer, Crm, Database, Server, Visitor, new_key};
use crate::decisions::{SCOPES, named_in, picked, registered, shop};
use crate::erasure::erase;
use crate::languages::speaks;
use crate::on_both;
use crate::receipts::choice;
use crate::why::recorded;

on_both!(
    a_decision_is_sealed_and_its_proof_holds,
    the_page_says_by_which_entry_in_every_language,
    a_changed_record_is_found_out,
    an_erasure_leaves_the_proofs_of_others,
    many_are_sealed_by_several_entries,
    a_crash_before_the_mark_seals_them_again,
    a_row_of_before_is_never_sealed,
    test_customers_have_a_log_of_their_own,
    the_whole_log_is_good_with_seals_in_it,
);

/// Seals all that waits on the live side.
async fn seals(server: &Server) {
    let side = &server.app().live;
    while seal_decisions(side.engine.as_ref(), side.store.as_ref())
        .await
        .unwrap()
        > 0
    {}
}

/// What the entry at that place seals, as those who follow the log read it.
async fn entry(server: &Server, index: u64) -> Value {
    let follower = server.crm("feed").await;
    let path = format!("/changes?after={}&limit=1", index - 1);
    let page = follower.get(&path).await.expect(200).json();
    let entry = page["entries"][0].clone();
    assert_eq!(
        (&entry["index"], &entry["type"]),
        (&json!(index), &json!("decisions.sealed"))
    );
    assert_eq!(
        (&entry["customer"], &entry["identifiers"]),
        (&Value::Null, &json!([]))
    );
    entry["sealed"].clone()
}

async fn read(crm: &Crm, id: &str) -> Value {
    let path = format!("/decisions/{id}");
    crm.get(&path).await.expect(200).json()
}

fn bytes(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().unwrap()).unwrap()
}

fn hash(hex: &Value) -> Hash {
    let hex = hex.as_str().unwrap();
    assert_eq!(hex.len(), 64);
    std::array::from_fn(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap())
}

/// Whether the proof of a decision as it was read leads to the root in the log.
async fn proved(server: &Server, decision: &Value) -> Result<(), ProofError> {
    let sealed = &decision["sealed"];
    let said = entry(server, sealed["index"].as_u64().unwrap()).await;
    let size = sealed["size"].as_u64().unwrap();
    assert_eq!(said["count"], size);
    let id: DecisionId = decision["decision"].as_str().unwrap().parse().unwrap();
    let salt = bytes(&sealed["salt"]).try_into().unwrap();
    let own = leaf(&salt, id, &bytes(&sealed["record"]));
    let steps = sealed["proof"].as_array().unwrap().iter();
    let proof: Vec<Hash> = steps.map(|step| bytes(step).try_into().unwrap()).collect();
    let place = sealed["leaf_index"].as_u64().unwrap();
    verify_inclusion(&own, place, size, &proof, &hash(&said["root"]))
}

async fn made(crm: &Crm) -> String {
    let made = crm.post("/decisions", &picked("crm:42")).await.expect(201);
    made.json()["decision"].as_str().unwrap().to_owned()
}

async fn a_decision_is_sealed_and_its_proof_holds(database: Database) {
    let (server, crm, _) = shop(database).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(made(&crm).await);
    }
    // What was refused is sealed as well: nobody takes a violation out of the list.
    let mut body = picked("crm:42");
    body["data"][0]["category"] = json!("birthday");
    ids.push(named_in(&crm.post("/decisions", &body).await));
    seals(&server).await;
    for id in &ids {
        let decision = read(&crm, id).await;
        assert_eq!(proved(&server, &decision).await, Ok(()), "{decision}");
        let sealed = &decision["sealed"];
        let index = sealed["index"].as_u64().unwrap();
        assert_eq!(sealed["root"], entry(&server, index).await["root"]);
        // What is proved is what is told.
        let record: Value = serde_json::from_slice(&bytes(&sealed["record"])).unwrap();
        let told = &decision["recorded"]["outcome"];
        assert_eq!(record.get("outcome").unwrap_or(&Value::Null), told);
        // Not a byte of it is anything else's.
        let mut other = decision.clone();
        other["decision"] = json!(new_id());
        assert_eq!(proved(&server, &other).await, Err(ProofError::Root));
    }
    // Where nothing waits, nothing is said.
    let index = server.app().live.engine.index();
    seals(&server).await;
    assert_eq!(server.app().live.engine.index(), index);
    // What becomes of it later is no part of the record.
    let store = &server.app().live.store;
    store
        .contested(ids[0].parse().unwrap(), true)
        .await
        .unwrap();
    let contested = read(&crm, &ids[0]).await;
    assert_eq!(contested["contested"], true);
    assert_eq!(proved(&server, &contested).await, Ok(()));
    server.stop().await;
}

fn new_id() -> DecisionId {
    DecisionId::new(&SystemClock, &SystemEntropy)
}

async fn the_page_says_by_which_entry_in_every_language(database: Database) {
    let (server, crm, _) = shop(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let (path, decision) = recorded(&server, &crm, &picked("crm:42")).await;
    let mut ana = Visitor::new(&server);
    let page = async |ana: &mut Visitor| ana.get(&path).await.expect(200).text();
    let waits = page(&mut ana).await;
    // Unless a whole minute went by on the way here.
    let is_sealed = !read(&crm, &decision.to_string()).await["sealed"].is_null();
    assert!(
        is_sealed || waits.contains("will be sealed in our log within a minute"),
        "{waits}"
    );
    seals(&server).await;
    let index = read(&crm, &decision.to_string()).await["sealed"]["index"].clone();
    for (language, said) in [
        ("en", format!("is sealed in our log, by entry {index}.")),
        (
            "de",
            format!("in unserem Protokoll versiegelt, mit Eintrag {index}."),
        ),
        ("ar", format!("في سجلّنا بالمدخل رقم {index}.")),
    ] {
        let hers = json!({"locale": language});
        crm.put("/customers/crm:42", &hers).await.expect(200);
        let page = page(&mut ana).await;
        assert!(page.contains(&said), "{language}: {page}");
    }
    server.stop().await;
}

/// A recorded decision with another text than the one that its leaf is of, as it stands in a database
/// that somebody changed.
async fn changed(server: &Server, like: &str) -> String {
    let store = &server.app().live.store;
    let row = store
        .decision(like.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let id = new_id();
    let honest = String::from_utf8(row.body).unwrap();
    let honest = honest.replace(like, &id.to_string());
    let salt = [9; 16];
    let row = DecisionRow {
        id,
        body: honest.replace("fennel", "Fennel").into_bytes(),
        seal: SealRow {
            salt: Some(salt),
            leaf: Some(leaf(&salt, id, honest.as_bytes())),
            sealed: None,
        },
        ..row
    };
    writes(server, vec![row]).await;
    id.to_string()
}

async fn writes(server: &Server, rows: Vec<DecisionRow>) {
    let store = &server.app().live.store;
    let recording = Recording {
        rows,
        ..Recording::default()
    };
    let now = server.app().live.engine.now();
    store.record(&[recording], now).await.unwrap();
}

async fn a_changed_record_is_found_out(database: Database) {
    let (server, crm, _) = shop(database).await;
    let (path, good) = recorded(&server, &crm, &picked("crm:42")).await;
    let bad = changed(&server, &good.to_string()).await;
    seals(&server).await;
    let of_bad = read(&crm, &bad).await;
    assert!(
        of_bad["recorded"]["outcome"]
            .as_str()
            .unwrap()
            .contains("Fennel")
    );
    assert_eq!(proved(&server, &of_bad).await, Err(ProofError::Root));
    let good = good.to_string();
    assert_eq!(proved(&server, &read(&crm, &good).await).await, Ok(()));
    let mut ana = Visitor::new(&server);
    let token =
        mutual_server::auth::why::sign(&server.app().keys.link, bad.parse().unwrap(), false);
    let page = ana.get(&token).await.expect(200).text();
    assert!(
        page.contains("not what was written down at first"),
        "{page}"
    );
    // Whoever changes leaf and record alike deceives the page, and not who asks the log.
    if matches!(database, Database::Sqlite) {
        let id: DecisionId = good.parse().unwrap();
        let row = server.app().live.store.decision(id).await.unwrap();
        let row = row.unwrap();
        let body = String::from_utf8(row.body).unwrap();
        let body = body.replace("fennel", "celery");
        let own = leaf(&row.seal.salt.unwrap(), id, body.as_bytes());
        let file = server.folder().join("mutual.db");
        let touched = Connection::open(file).unwrap();
        touched.busy_timeout(Duration::from_secs(10)).unwrap();
        let done = touched.execute(
            "UPDATE decision SET body = ?1, leaf = ?2 WHERE id = ?3",
            (body.as_bytes(), own, id.to_bytes()),
        );
        assert_eq!(done, Ok(1));
        ana.get(&path).await.expect(200);
        let decision = read(&crm, &good).await;
        assert!(
            decision["recorded"]["outcome"]
                .as_str()
                .unwrap()
                .contains("celery")
        );
        assert_eq!(proved(&server, &decision).await, Err(ProofError::Root));
    }
    server.stop().await;
}

async fn an_erasure_leaves_the_proofs_of_others(database: Database) {
    let (server, crm, _) = shop(database).await;
    crm.knows("crm:bea").await;
    let yes = crm.post("/customers/crm:bea/choices", &choice("on")).await;
    yes.expect(201);
    let mut ids = Vec::new();
    for who in ["crm:42", "crm:bea", "crm:42", "crm:bea", "crm:42"] {
        let answer = crm.post("/decisions", &picked(who)).await.expect(201);
        ids.push(answer.json()["decision"].as_str().unwrap().to_owned());
    }
    // Of two of hers the seal is there before she goes; one is sealed behind that.
    seals(&server).await;
    let last = crm.post("/decisions", &picked("crm:bea")).await.expect(201);
    ids.push(last.json()["decision"].as_str().unwrap().to_owned());
    erase(&crm, "crm:bea", "all", &new_key()).await.expect(204);
    let kept = made(&crm).await;
    seals(&server).await;
    let store = &server.app().live.store;
    for id in [&ids[1], &ids[3], &ids[5]] {
        let gone: Answer = crm.get(&format!("/decisions/{id}")).await;
        gone.expect(404);
        let row = store.decision(id.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(
            (row.customer, row.seal.salt, row.body),
            (None, None, vec![])
        );
        assert!(row.seal.leaf.is_some() && row.seal.sealed.is_some());
    }
    for id in [&ids[0], &ids[2], &ids[4], &kept] {
        assert_eq!(proved(&server, &read(&crm, id).await).await, Ok(()));
    }
    server.stop().await;
}

async fn many_are_sealed_by_several_entries(database: Database) {
    let (server, crm, _) = shop(database).await;
    let list: Vec<_> = (0..1_000).map(|_| picked("crm:42")).collect();
    for _ in 0..10 {
        let told = crm.post("/decisions", &json!({"decisions": list})).await;
        assert_eq!(told.expect(200).json()["recorded"], 1_000);
    }
    // So many do not wait for their minute.
    let side = server.app().live.clone();
    let until = tokio::time::Instant::now() + Duration::from_secs(120);
    while side.store.wait_to_be_sealed(4_096).await.unwrap() {
        assert!(tokio::time::Instant::now() < until, "nobody seals them");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let last = made(&crm).await;
    // What is left is sealed by a worker's clock.
    let worker = tokio::spawn(seal_what_was_decided(
        side.clone(),
        Duration::from_millis(50),
    ));
    while side.store.wait_to_be_sealed(1).await.unwrap() {
        assert!(tokio::time::Instant::now() < until, "nobody seals the rest");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    worker.abort();
    let entries = side.engine.entries(0, 100_000).await.unwrap();
    let sealed = entries.iter().filter_map(|entry| match &entry.body {
        Body::DecisionsSealed(sealed) => Some((entry.index, sealed.clone())),
        _ => None,
    });
    let mut all = 0;
    let mut ends = Vec::new();
    for (index, said) in sealed {
        let of = side.store.sealed_by(index).await.unwrap();
        if of.is_empty() {
            // Of two who sealed the same rows, one was late.
            continue;
        }
        let batch = Batch::of(of.iter().map(|(_, leaf)| *leaf));
        let root = mutual::digest::hex(&batch.root());
        assert_eq!(
            said,
            DecisionsSealed {
                count: batch.size(),
                root
            }
        );
        assert!(batch.size() <= 8_192);
        for (place, (id, own)) in (0..).zip(&of) {
            let proof = batch.prove(place).unwrap();
            let proved = verify_inclusion(own, place, batch.size(), &proof, &batch.root());
            assert_eq!(proved, Ok(()), "{id}");
        }
        all += batch.size();
        ends.extend([of[0].0, of[of.len() / 2].0, of[of.len() - 1].0]);
    }
    assert_eq!(all, 10_001);
    assert!(ends.len() >= 6, "several entries: {ends:?}");
    ends.push(last.parse().unwrap());
    for id in ends {
        let decision = read(&crm, &id.to_string()).await;
        assert_eq!(proved(&server, &decision).await, Ok(()), "{id}");
    }
    server.stop().await;
}

async fn a_crash_before_the_mark_seals_them_again(database: Database) {
    let (server, crm, _) = shop(database).await;
    let ids = [made(&crm).await, made(&crm).await];
    let side = &server.app().live;
    // The entry is written, and the process dies before any row is marked.
    let waiting = side.store.unsealed(10).await.unwrap();
    let batch = Batch::of(waiting.iter().map(|(_, leaf)| *leaf));
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::SealDecisions(batch.size(), batch.root()),
        idempotency: None,
    };
    let Ok(Outcome::DecisionsSealed { index: Some(first) }) = side.engine.submit(submission).await
    else {
        panic!("it was not written")
    };
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let third = made(&crm).await;
    seals(&server).await;
    for id in ids.iter().chain([&third]) {
        let decision = read(&crm, id).await;
        assert!(decision["sealed"]["index"].as_u64().unwrap() > first);
        assert_eq!(proved(&server, &decision).await, Ok(()));
    }
    // Somebody who comes late with the earlier entry changes nothing.
    let store = &server.app().live.store;
    let late: Vec<_> = waiting.iter().map(|(id, _)| *id).collect();
    assert_eq!(store.mark_sealed(&late, first).await, Ok(false));
    assert_eq!(store.sealed_by(first).await, Ok(vec![]));
    server.stop().await;
}

async fn a_row_of_before_is_never_sealed(database: Database) {
    let (server, crm, _) = shop(database).await;
    let (path, id) = recorded(&server, &crm, &picked("crm:42")).await;
    let store = &server.app().live.store;
    let row = store.decision(id).await.unwrap().unwrap();
    let old = new_id();
    let body = String::from_utf8(row.body.clone()).unwrap();
    let row = DecisionRow {
        id: old,
        body: body.replace(&id.to_string(), &old.to_string()).into_bytes(),
        seal: SealRow::default(),
        ..row
    };
    writes(&server, vec![row]).await;
    seals(&server).await;
    assert_eq!(read(&crm, &old.to_string()).await["sealed"], Value::Null);
    assert!(read(&crm, &id.to_string()).await["sealed"].is_object());
    let mut ana = Visitor::new(&server);
    assert!(ana.get(&path).await.text().contains("sealed in our log"));
    let link = mutual_server::auth::why::sign(&server.app().keys.link, old, false);
    let page = ana.get(&link).await.expect(200).text();
    assert!(!page.contains("sealed in our log"), "{page}");
    server.stop().await;
}

async fn test_customers_have_a_log_of_their_own(database: Database) {
    let (server, _, _) = shop(database).await;
    let crm = server.test_crm(&format!("{SCOPES} feed")).await;
    crm.knows("crm:42").await;
    let yes = crm.post("/customers/crm:42/choices", &choice("on")).await;
    yes.expect(201);
    registered(&crm, "ranker", Value::Null).await;
    let id = made(&crm).await;
    let live = server.app().live.engine.index();
    let side = &server.app().test;
    let sealed = seal_decisions(side.engine.as_ref(), side.store.as_ref()).await;
    assert!(sealed.unwrap() <= 1);
    let index = read(&crm, &id).await["sealed"]["index"].as_u64().unwrap();
    let page = crm.get(&format!("/changes?after={}", index - 1)).await;
    assert_eq!(
        page.json()["entries"][0]["type"],
        EntryKind::DecisionsSealed.word()
    );
    assert_eq!(server.app().live.engine.index(), live);
    server.stop().await;
}

async fn the_whole_log_is_good_with_seals_in_it(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, &format!("{SCOPES} feed"));
    crm.knows("crm:dee").await;
    let yes = crm.post("/customers/crm:dee/choices", &choice("on")).await;
    yes.expect(201);
    registered(&crm, "ranker", Value::Null).await;
    let list: Vec<_> = (0..1_000).map(|_| picked("crm:dee")).collect();
    for _ in 0..5 {
        let told = crm.post("/decisions", &json!({"decisions": list})).await;
        told.expect(200);
    }
    // They do not wait for their minute.
    let until = tokio::time::Instant::now() + Duration::from_secs(120);
    loop {
        let page = crm.get("/changes?after=0&limit=500").await.expect(200);
        if page.text().contains("decisions.sealed") {
            break;
        }
        assert!(tokio::time::Instant::now() < until, "nobody seals them");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    operator.run(&["ledger", "verify"]).expect(0);
    serving.stop().expect(0);
    let said = operator.run(&["ledger", "verify"]).expect(0);
    assert!(said.out.contains("signed "), "{}", said.out);
    // It starts again over it, and has not forgotten what counts.
    let serving = operator.serve();
    let crm = Crm {
        url: serving.url.clone(),
        ..crm
    };
    let again = crm.post("/decisions", &picked("crm:dee")).await;
    again.expect(201);
    serving.stop().expect(0);
    let folder = operator.path("copy");
    let to = folder.to_str().unwrap();
    operator.run(&["ledger", "export", to]).expect(0);
    operator
        .run(&["ledger", "verify", "--export", to])
        .expect(0);
}
