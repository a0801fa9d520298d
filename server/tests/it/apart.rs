//! Somebody whose record was merged into another one by mistake leaves once the two are apart.

use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, encoded, new_key};
use crate::erasure::{SEEDS, assert_good, erase, left_in_files};
use crate::on_both;

on_both!(
    nothing_of_her_is_left_with_whom_she_was_one_with,
    what_she_took_in_of_somebody_who_leaves_stays_and_is_audited,
    where_somebody_else_lives_is_nothing_of_hers_afterwards,
    what_comes_while_two_are_set_apart_is_done_to_whom_the_name_is,
);

/// A program pauses somebody by a name, while another one sets two records apart: either it was before,
/// and both were one, or it is the one to whom the name belongs.
async fn what_comes_while_two_are_set_apart_is_done_to_whom_the_name_is(database: Database) {
    let (_server, crm) = crate::api_bulk::shop(database).await;
    let mut after = 0;
    for round in 0..25 {
        let (ana, bo) = (format!("crm:ana-{round}"), format!("crm:bo-{round}"));
        let stays = crm.knows(&ana).await;
        let goes = crm.knows(&bo).await;
        let path = format!("/customers/{ana}");
        let merge = json!({"from": bo});
        crm.post(&format!("{path}/merge"), &merge).await.expect(201);
        let split = {
            let (crm, path, from) = (crm.clone(), format!("{path}/split"), json!({"from": goes}));
            tokio::spawn(async move { crm.post(&path, &from).await })
        };
        let mut pauses = Vec::new();
        for _ in 0..4 {
            let (crm, path) = (crm.clone(), format!("/customers/{bo}/pause"));
            pauses.push(tokio::spawn(
                async move { crm.post(&path, &json!({})).await },
            ));
        }
        let split = split.await.unwrap().expect(201).json();
        let split = split["index"].as_u64().unwrap();
        for pause in pauses {
            let pause = pause.await.unwrap().expect(201).json();
            let index = pause["index"].as_u64().unwrap();
            let path = format!("/changes?after={}&limit=1", index - 1);
            let entry = crm.get(&path).await.expect(200).json()["entries"][0].clone();
            let whose = if index < split { &stays } else { &goes };
            assert_eq!(entry["customer"], whose.as_str(), "{entry}");
            after += usize::from(index > split);
        }
    }
    assert!(after > 0, "none came late: nothing was tried");
}

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

async fn what_she_took_in_of_somebody_who_leaves_stays_and_is_audited(database: Database) {
    let (server, crm) = crate::api_bulk::shop(database).await;
    crm.knows("crm:bo").await;
    let visitor = crm.knows("visitor:7").await;
    let grieves = "/customers/visitor:7/situations/bereavement";
    crm.put(grieves, &json!({})).await.expect(204);
    let on = json!({"on": true});
    let path = "/customers/visitor:7/human-only";
    crm.post(path, &on).await.expect(201);
    let from = json!({"from": visitor});
    for step in ["merge", "split"] {
        writes(&crm, &format!("/customers/crm:bo/{step}"), from.clone()).await;
    }
    let careful = async |crm: &Crm| {
        let told = crm.get("/customers/crm:bo/consents").await.expect(200);
        let told = told.json();
        json!([told["human_only"], told["situations"]])
    };
    let before = careful(&crm).await;
    assert!(before[0].is_string(), "{before}");
    assert_eq!(before[1][0]["situation"], "bereavement", "{before}");
    erase(&crm, &visitor, "all", &new_key()).await.expect(204);
    assert_eq!(careful(&crm).await, before);
    assert_good(&server).await;
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(careful(&crm).await, before);
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
