//! Ana was erased and is kept out. She wants to come back, and an admin lets her.

use mutual::access::{Actor, Role};
use mutual::clock::Timestamp;
use mutual::consent::{Evidence, Identifier, Route};
use mutual::id::AccountId;
use mutual::port::SubmitError;
use mutual::use_cases::Refusal;
use serde_json::{Value, json};

use crate::api_bulk::{finished, line, past, shop, upload};
use crate::api_consent::last_month;
use crate::binary::Operator;
use crate::common::{Crm, Database, Server, encoded, new_key};
use crate::erasure::{assert_good, erase};
use crate::on_both;
use crate::receipts::choice;

on_both!(
    whoever_was_kept_out_comes_back_as_somebody_new,
    a_list_that_still_names_her_brings_back_whom_nothing_keeps_out,
);

const NAMES: [&str; 2] = ["crm:ana", "email:ana@example.org"];

fn by_phone() -> Evidence {
    Evidence {
        how: "phone".to_owned(),
        place: "call centre".to_owned(),
        at: Timestamp::parse(&last_month()).unwrap(),
        wording: "I want to be your customer again".to_owned(),
    }
}

async fn lets_in(server: &Server, role: Role, name: &str) -> Result<String, SubmitError> {
    let account = AccountId::from_bytes([7; 16]);
    let actor = Actor::Staff { account, role };
    let name: Identifier = name.parse().unwrap();
    let mutual = &server.app().mutual;
    let let_in = mutual.readmit(&actor, Route::Page, name, by_phone()).await;
    let_in.map(|id| id.to_string())
}

/// What her own page says of both choices.
async fn a_list_that_still_names_her_brings_back_whom_nothing_keeps_out(database: Database) {
    let (_server, crm) = shop(database).await;
    crm.knows("crm:ana").await;
    let list = line("crm:ana", &[past("on", Some(&last_month()))]);
    for (mode, code) in [("all", "granted"), ("suppress", "erased")] {
        erase(&crm, "crm:ana", mode, &new_key()).await.expect(204);
        let list = format!("{list}\n");
        let started = upload(&crm, "", "application/x-ndjson", &new_key(), list).await;
        finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
        let path = "/customers/crm:ana/check?purpose=recommendations";
        let told = crm.get(path).await.expect(200).json();
        assert_eq!(told["reasons"][0]["code"], code, "{mode}: {told}");
    }
}

/// What a check by each of her names says first.
async fn told(crm: &Crm) -> Vec<Value> {
    let mut told = Vec::new();
    for name in NAMES {
        let path = format!("/customers/{}/check?purpose=recommendations", encoded(name));
        told.push(crm.get(&path).await.expect(200).json()["reasons"][0]["code"].clone());
    }
    told
}

async fn whoever_was_kept_out_comes_back_as_somebody_new(database: Database) {
    let (server, crm) = shop(database).await;
    let feed = server.crm("feed").await;
    let put = json!({"identifiers": NAMES});
    let made = crm.put("/customers/crm:ana", &put).await.expect(201).json();
    let ana = made["customer"].as_str().unwrap().to_owned();
    crm.post("/customers/crm:ana/choices", &choice("on"))
        .await
        .expect(201);
    erase(&crm, "crm:ana", "suppress", &new_key())
        .await
        .expect(204);
    assert_eq!(told(&crm).await, ["erased", "erased"]);

    // Nobody but an admin, and nobody who is not kept out; none of that leaves a line.
    for role in [Role::Marketer, Role::Reviewer, Role::Agent] {
        let refused = lets_in(&server, role, NAMES[1]).await;
        let denied = matches!(refused, Err(SubmitError::Refused(Refusal::Denied(_))));
        assert!(denied, "{role:?}: {refused:?}");
    }
    let nobody = lets_in(&server, Role::Admin, "crm:nobody").await;
    assert!(matches!(
        nobody,
        Err(SubmitError::Refused(Refusal::Invalid { .. }))
    ));
    let store = server.app().live.store.clone();
    assert_eq!(store.audit(Some(&ana), None, 10).await.unwrap(), []);

    assert_eq!(
        lets_in(&server, Role::Admin, NAMES[1]).await.as_ref(),
        Ok(&ana)
    );
    let lines = store.audit(Some(&ana), None, 10).await.unwrap();
    let [line_of_it] = &lines[..] else {
        panic!("{lines:?}");
    };
    assert_eq!(line_of_it.what, "customer.readmitted");
    for said in [
        "phone",
        "call centre",
        &last_month()[..10],
        "I want to be your customer again",
    ] {
        assert!(line_of_it.reason.contains(said), "{line_of_it:?}");
    }
    let names = NAMES.map(|name| name.split(':').nth(1).unwrap());
    let written = format!("{line_of_it:?}");
    assert!(!names.iter().any(|name| written.contains(name)));

    // By every name that she had, at once, and after a restart.
    assert_eq!(told(&crm).await, ["unknown_customer", "unknown_customer"]);
    let changes = feed.get("/changes?after=0").await.expect(200).json();
    let last = changes["entries"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["type"], &last["customer"], &last["identifiers"]),
        (&json!("customer.readmitted"), &json!(ana), &json!([]))
    );
    drop(store);
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(told(&crm).await, ["unknown_customer", "unknown_customer"]);
    assert_good(&server).await;

    // An import brings somebody new, and nothing of what she had.
    let body = format!("{}\n", line(NAMES[0], &[]));
    let started = upload(&crm, "", "application/x-ndjson", &new_key(), body).await;
    let job = finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    assert_eq!(job["report"], json!([]));
    let back = crm
        .get("/customers/crm:ana/consents")
        .await
        .expect(200)
        .json();
    assert_ne!(back["customer"], ana.as_str());
    for exchange in back["exchanges"].as_array().unwrap() {
        assert_eq!(exchange["toggles"]["exchange"]["decision"], "none");
    }
    let old = format!("/customers/{ana}/check?purpose=recommendations");
    let old = crm.get(&old).await.expect(200).json();
    assert_eq!(
        old["reasons"][0]["code"], "erased",
        "her id of then is gone"
    );
    // Erased once more, she is kept out once more.
    erase(&crm, "crm:ana", "suppress", &new_key())
        .await
        .expect(204);
    assert_eq!(told(&crm).await, ["erased", "unknown_customer"]);
    assert_good(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_lets_her_in_from_the_command_line() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    operator
        .run(&["erase", "--customer", "crm:42", "--mode", "suppress"])
        .expect(0);
    let readmit = |name: &str, at: &str| {
        operator.run(&[
            "readmit",
            name,
            "--how",
            "phone",
            "--where",
            "call centre",
            "--at",
            at,
            "--wording",
            "I want to come back",
        ])
    };
    let at = last_month();
    let refused = readmit("crm:4711", &at).expect(2);
    assert!(
        refused.err.contains("nobody is kept out"),
        "{}",
        refused.err
    );
    let refused = readmit("crm:42", "yesterday").expect(2);
    assert!(refused.err.contains("--at"), "{}", refused.err);
    let refused = readmit("crm:42", "2096-01-01T00:00:00Z").expect(2);
    assert!(refused.err.contains("future"), "{}", refused.err);
    readmit("nobody", &at).expect(2);
    operator.run(&["readmit", "crm:42"]).expect(2);
    let serving = operator.serve();
    let beside = readmit("crm:42", &at).expect(2);
    assert!(beside.err.contains("a server is running"), "{}", beside.err);
    serving.stop().expect(0);
    let said = readmit("crm:42", &at).expect(0);
    assert!(said.out.starts_with("readmitted cus_"), "{}", said.out);
    readmit("crm:42", &at).expect(2);
    operator.run(&["ledger", "verify"]).expect(0);
    let folder = operator.path("copy");
    let folder = folder.to_str().unwrap();
    operator.run(&["ledger", "export", folder]).expect(0);
    operator
        .run(&["ledger", "verify", "--export", folder])
        .expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:read consent:write");
    let put = json!({"identifiers": ["crm:42"]});
    crm.put("/customers/crm:42", &put).await.expect(201);
    serving.stop().expect(0);
}
