//! Somebody whose record was merged into another one by mistake leaves once the two are apart.

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, encoded, new_key};
use crate::erasure::{SEEDS, assert_good, erase, left_in_files};
use crate::on_both;

on_both!(
    nothing_of_her_is_left_with_whom_she_was_one_with,
    where_somebody_else_lives_is_nothing_of_hers_afterwards,
);

struct Wrote {
    path: String,
    body: Value,
    key: String,
}

impl Wrote {
    async fn again(&self, crm: &Crm) -> Answer {
        crm.write("POST", &self.path, &self.body, &self.key).await
    }
}

async fn writes(crm: &Crm, path: &str, body: Value) -> Wrote {
    let wrote = Wrote {
        path: path.to_owned(),
        body,
        key: new_key(),
    };
    wrote.again(crm).await.expect(201);
    wrote
}

async fn nothing_of_her_is_left_with_whom_she_was_one_with(database: Database) {
    let (server, crm) = crate::api_bulk::shop(database).await;
    let [first, mail, locale, ..] = SEEDS;
    let her = format!("crm:{first}");
    let path = format!("/customers/{}", encoded(&her));
    let facts = json!({"identifiers": [her, format!("email:{mail}")], "locale": locale,
                       "region": "GB", "birth_year": 1987});
    let ana = crm.put(&path, &facts).await.expect(201).json();
    let ana = ana["customer"].as_str().unwrap().to_owned();
    for name in ["crm:bo", "crm:cy"] {
        let known = json!({"identifiers": [name]});
        crm.put(&format!("/customers/{name}"), &known)
            .await
            .expect(201);
    }
    let cy = crm.get("/customers/crm:cy").await.expect(200).json();
    let cy = cy["customer"].as_str().unwrap().to_owned();
    // Hers goes into one record, and that into another one: each write tells what she is called.
    let mut told = Vec::new();
    told.push(writes(&crm, "/customers/crm:cy/merge", json!({"from": her})).await);
    told.push(writes(&crm, "/customers/crm:bo/merge", json!({"from": "crm:cy"})).await);
    let same = json!({"identifiers": ["crm:bo", "crm:bo-2"]});
    let key = new_key();
    let put = async || crm.write("PUT", "/customers/crm:bo", &same, &key).await;
    put().await.expect(200);
    let choice = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "Yes?"}});
    let own = writes(&crm, "/customers/crm:bo/choices", choice).await;
    told.push(writes(&crm, "/customers/crm:bo/split", json!({"from": cy})).await);
    told.push(writes(&crm, "/customers/crm:cy/split", json!({"from": ana})).await);
    for wrote in &told {
        wrote.again(&crm).await.expect(201);
    }
    assert!(!left_in_files(&server, database).is_empty());
    erase(&crm, &ana, "all", &new_key()).await.expect(204);
    assert_eq!(left_in_files(&server, database), [""; 0]);
    // What was answered then named her, and nobody can read it any more; what did not is there.
    for wrote in &told {
        let gone = wrote.again(&crm).await.expect(410).json();
        assert_eq!(gone["code"], "erased", "{}", wrote.path);
    }
    assert_eq!(put().await.expect(410).json()["code"], "erased");
    own.again(&crm).await.expect(201);
    let bo = crm.get("/customers/crm:bo").await.expect(200).json();
    assert_eq!(bo["identifiers"], json!(["crm:bo", "crm:bo-2"]));
    assert_good(&server).await;
    let server = server.restart().await;
    assert_good(&server).await;
}

async fn where_somebody_else_lives_is_nothing_of_hers_afterwards(database: Database) {
    let (server, crm) = crate::api_bulk::shop(database).await;
    for (name, facts) in [
        ("crm:bo", json!({"identifiers": ["crm:bo"], "locale": "de"})),
        (
            "visitor:7",
            json!({"identifiers": ["visitor:7"], "locale": "en", "region": "GB", "birth_year": 1987}),
        ),
    ] {
        crm.put(&format!("/customers/{name}"), &facts)
            .await
            .expect(201);
    }
    let reads = async |crm: &Crm, name: &str| {
        let known = crm.get(&format!("/customers/{name}")).await.expect(200);
        let known = known.json();
        json!([known["locale"], known["region"], known["birth_year"]])
    };
    let visitor = crm.get("/customers/visitor:7").await.expect(200).json();
    writes(
        &crm,
        "/customers/crm:bo/merge",
        json!({"from": "visitor:7"}),
    )
    .await;
    assert_eq!(reads(&crm, "crm:bo").await, json!(["de", "GB", 1987]));
    // What is to be given back is known after a new start, too.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let from = json!({"from": visitor["customer"]});
    writes(&crm, "/customers/crm:bo/split", from).await;
    assert_eq!(reads(&crm, "crm:bo").await, json!(["de", null, null]));
    assert_eq!(reads(&crm, "visitor:7").await, json!(["en", "GB", 1987]));
    assert_good(&server).await;
}
