//! Two records that are one customer's are set apart while programs write to one of them by its name:
//! a write was before, and both were one, or it is about the one to whom the name belongs.

use serde_json::{Value, json};

use crate::cases::{Shop, asks};
use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::guesses::{allows, guess, read, tells};
use crate::guesses_models::guesser;
use crate::merge::{merge, split};
use crate::on_both;
use crate::receipts::choice;

on_both!(
    what_she_says_meanwhile_is_said_of_whom_the_name_is,
    who_is_merged_meanwhile_is_merged_with_whom_the_name_is,
    nobody_is_set_apart_meanwhile_whom_the_name_was_not_one_with,
    a_name_that_goes_meanwhile_is_taken_from_whoever_has_it,
    who_leaves_meanwhile_is_whom_the_name_is,
    what_is_guessed_meanwhile_is_guessed_of_whom_the_name_is,
    a_guess_that_is_taken_back_meanwhile_is_hers_whom_the_name_is,
    a_case_that_opens_meanwhile_is_hers_whom_the_name_is,
);

const ROUNDS: usize = 25;
const STATUSES: &str = "/profiles/hubspot/communication-preferences/v4";

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let scopes = "check consent:read consent:write decisions:write catalogue feed admin";
    let crm = server.crm(scopes).await;
    guesser(&crm).await;
    (server, crm)
}

/// Ana and Bo, and the ids of their records; Bo is known by an address too.
struct Two {
    ana: String,
    bo: String,
    address: String,
    stays: String,
    goes: String,
}

impl Two {
    async fn known(crm: &Crm, round: usize) -> Self {
        let (ana, bo) = (format!("crm:ana-{round}"), format!("crm:bo-{round}"));
        let address = format!("bo-{round}@example.org");
        let stays = crm.knows(&ana).await;
        let names = json!([bo, format!("email:{address}"), format!("visitor:{round}")]);
        let facts = json!({"identifiers": names, "locale": "en", "region": "GB"});
        let path = format!("/customers/{bo}");
        let told = crm.put(&path, &facts).await.expect(201).json();
        let goes = told["customer"].as_str().unwrap().to_owned();
        Self {
            ana,
            bo,
            address,
            stays,
            goes,
        }
    }

    /// Bo's record is taken for Ana's.
    async fn merged(crm: &Crm, round: usize) -> Self {
        let two = Self::known(crm, round).await;
        merge(crm, &two.ana, &two.bo).await.expect(201);
        two
    }

    /// They are set apart while `writes` come; the answers of all.
    async fn apart(&self, crm: &Crm, writes: Vec<Write>) -> (Answer, Vec<Answer>) {
        let apart = {
            let (crm, ana, goes) = (crm.clone(), self.ana.clone(), self.goes.clone());
            tokio::spawn(async move { split(&crm, &ana, &goes).await })
        };
        let writes = writes.into_iter().map(|write| {
            let crm = crm.clone();
            tokio::spawn(async move { write.sent(&crm).await })
        });
        let mut answers = Vec::new();
        for write in writes.collect::<Vec<_>>() {
            answers.push(write.await.unwrap());
        }
        (apart.await.unwrap(), answers)
    }

    /// Whose the entry at `index` is, where they were set apart at `apart`.
    fn whose(&self, index: u64, apart: u64) -> &str {
        if index < apart {
            &self.stays
        } else {
            &self.goes
        }
    }
}

struct Write {
    method: &'static str,
    path: String,
    body: Option<Value>,
}

impl Write {
    fn post(path: String, body: Value) -> Self {
        Self {
            method: "POST",
            path,
            body: Some(body),
        }
    }

    async fn sent(self, crm: &Crm) -> Answer {
        let key = new_key();
        let headers = [("idempotency-key", key.as_str())];
        crm.call(self.method, &self.path, &headers, self.body.as_ref())
            .await
    }
}

fn at(answer: &Answer) -> u64 {
    answer.json()["index"].as_u64().unwrap()
}

/// Holds each write against its own entry; how many came after the two were set apart.
async fn held(crm: &Crm, two: &Two, apart: Answer, answers: &[Answer]) -> usize {
    let apart = at(&apart.expect(201));
    let mut late = 0;
    for answer in answers {
        assert!((200..300).contains(&answer.status), "{}", answer.text());
        let index: u64 = answer.header("mutual-index").parse().unwrap();
        let path = format!("/changes?after={}&limit=1", index - 1);
        let entry = crm.get(&path).await.expect(200).json()["entries"][0].clone();
        assert_eq!(entry["customer"], two.whose(index, apart), "{entry}");
        late += usize::from(index > apart);
    }
    late
}

async fn what_she_says_meanwhile_is_said_of_whom_the_name_is(database: Database) {
    let (_server, crm) = shop(database).await;
    let told = crm.get(&format!("{STATUSES}/definitions")).await;
    let recipes = told.expect(200).json()["results"][0]["id"].clone();
    let recipes: u64 = recipes.as_str().unwrap().parse().unwrap();
    let out = json!({"subscriptionId": recipes, "channel": "EMAIL",
        "statusState": "UNSUBSCRIBED"});
    let kinds = [
        ("/choices", choice("off")),
        ("/human-only", json!({"on": true})),
        ("/situations/bereavement", json!({})),
        ("hubspot", out),
    ];
    for (place, (kind, write)) in kinds.into_iter().enumerate() {
        let mut late = 0;
        for round in 0..ROUNDS {
            let two = Two::merged(&crm, ROUNDS * place + round).await;
            let path = match kind {
                "hubspot" => format!("{STATUSES}/statuses/{}", two.address),
                kind => format!("/customers/{}{kind}", two.bo),
            };
            let write = || Write {
                method: if kind.starts_with("/situations") {
                    "PUT"
                } else {
                    "POST"
                },
                path: path.clone(),
                body: Some(write.clone()),
            };
            let (apart, answers) = two.apart(&crm, vec![write(), write(), write()]).await;
            late += held(&crm, &two, apart, &answers).await;
        }
        assert!(late > 0, "{kind}: none came late, and nothing was tried");
    }
}

async fn who_is_merged_meanwhile_is_merged_with_whom_the_name_is(database: Database) {
    let (_server, crm) = shop(database).await;
    let mut late = 0;
    for round in 0..ROUNDS {
        let two = Two::merged(&crm, round).await;
        let cy = format!("crm:cy-{round}");
        crm.knows(&cy).await;
        let path = format!("/customers/{}/merge", two.bo);
        let write = Write::post(path, json!({"from": cy}));
        let (apart, answers) = two.apart(&crm, vec![write]).await;
        let told = answers[0].json();
        let apart = at(&apart.expect(201));
        let index = at(&answers[0]);
        assert_eq!(told["customer"], two.whose(index, apart), "{told}");
        let hers = crm.get(&format!("/customers/{cy}")).await.expect(200);
        assert_eq!(hers.json()["customer"], told["customer"]);
        late += usize::from(index > apart);
    }
    assert!(late > 0, "none came late: nothing was tried");
}

async fn nobody_is_set_apart_meanwhile_whom_the_name_was_not_one_with(database: Database) {
    let (_server, crm) = shop(database).await;
    let mut late = 0;
    for round in 0..ROUNDS {
        let two = Two::merged(&crm, round).await;
        // Cy's record went into Ana's, whichever name was said.
        let cy = crm.knows(&format!("crm:cy-{round}")).await;
        merge(&crm, &two.bo, &cy).await.expect(201);
        let path = format!("/customers/{}/split", two.bo);
        let write = Write::post(path, json!({"from": cy}));
        let (apart, answers) = two.apart(&crm, vec![write]).await;
        let apart = at(&apart.expect(201));
        let answer = &answers[0];
        if answer.status == 409 {
            late += 1;
            continue;
        }
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert!(at(answer) < apart, "{}", answer.text());
    }
    assert!(late > 0, "none came late: nothing was tried");
}

async fn a_name_that_goes_meanwhile_is_taken_from_whoever_has_it(database: Database) {
    let (_server, crm) = shop(database).await;
    for round in 0..ROUNDS {
        let two = Two::merged(&crm, round).await;
        let path = format!("/customers/{}/identifiers/visitor:{round}", two.bo);
        let write = Write {
            method: "DELETE",
            path,
            body: None,
        };
        let (apart, answers) = two.apart(&crm, vec![write]).await;
        apart.expect(201);
        // Whoever has it by then: it is looked for once more.
        assert_eq!(answers[0].status, 200, "{}", answers[0].text());
        let gone = crm.get(&format!("/customers/visitor:{round}")).await;
        assert_eq!(gone.status, 404, "{}", gone.text());
    }
}

async fn who_leaves_meanwhile_is_whom_the_name_is(database: Database) {
    let (_server, crm) = shop(database).await;
    let mut late = 0;
    for round in 0..ROUNDS {
        let two = Two::merged(&crm, round).await;
        let leaves = {
            let (crm, bo) = (crm.clone(), two.bo.clone());
            async move { erase(&crm, &bo, "all", &new_key()).await }
        };
        let apart = two.apart(&crm, Vec::new());
        let ((apart, _), left) = tokio::join!(apart, leaves);
        left.expect(204);
        let gone = crm.get(&format!("/customers/{}", two.goes)).await;
        assert_eq!(gone.status, 410, "{}", gone.text());
        let other = crm.get(&format!("/customers/{}", two.stays)).await;
        // Both were one, and are gone; or they were two before, and she is there.
        if apart.status == 201 {
            assert_eq!(other.status, 200, "{}", other.text());
            late += 1;
        } else {
            assert!(matches!(apart.status, 404 | 410), "{}", apart.text());
            assert_eq!(other.status, 410, "{}", other.text());
        }
    }
    assert!(late > 0, "none came late: nothing was tried");
}

async fn what_is_guessed_meanwhile_is_guessed_of_whom_the_name_is(database: Database) {
    let (_server, crm) = shop(database).await;
    let mut late = 0;
    for round in 0..ROUNDS {
        let two = Two::known(&crm, round).await;
        allows(&crm, &two.ana).await;
        allows(&crm, &two.bo).await;
        merge(&crm, &two.ana, &two.bo).await.expect(201);
        let write = |key: usize| Write {
            method: "PUT",
            path: format!("/customers/{}/inferences/guess-{key}", two.bo),
            body: Some(guess("a dog")),
        };
        let (apart, answers) = two.apart(&crm, (0..4).map(write).collect()).await;
        let apart = at(&apart.expect(201));
        let (hers, others) = (read(&crm, &two.goes).await, read(&crm, &two.stays).await);
        for answer in answers {
            let told = answer.expect(200).json();
            if told["decided_index"].as_u64().unwrap() < apart {
                continue;
            }
            late += 1;
            let has = |guesses: &[Value]| guesses.iter().any(|one| one["key"] == told["key"]);
            assert!(has(&hers) && !has(&others), "{told}");
        }
    }
    assert!(late > 0, "none came late: nothing was tried");
}

async fn a_guess_that_is_taken_back_meanwhile_is_hers_whom_the_name_is(database: Database) {
    let (_server, crm) = shop(database).await;
    for round in 0..ROUNDS {
        let two = Two::known(&crm, round).await;
        for who in [&two.ana, &two.bo] {
            allows(&crm, who).await;
            let told = tells(&crm, who, "has-dog", &guess("a dog")).await;
            told.expect(200);
        }
        merge(&crm, &two.ana, &two.bo).await.expect(201);
        let write = Write {
            method: "DELETE",
            path: format!("/customers/{}/inferences/has-dog", two.bo),
            body: None,
        };
        let (apart, answers) = two.apart(&crm, vec![write]).await;
        apart.expect(201);
        assert_eq!(answers[0].status, 204, "{}", answers[0].text());
        assert_eq!(read(&crm, &two.goes).await, [Value::Null; 0]);
    }
}

async fn a_case_that_opens_meanwhile_is_hers_whom_the_name_is(database: Database) {
    let shop = Shop::open(database).await;
    let crm = &shop.crm;
    let mut late = 0;
    for round in 0..ROUNDS {
        let (ana, bo) = (format!("crm:ana-{round}"), format!("crm:bo-{round}"));
        let stays = shop.knows(&ana).await;
        let goes = shop.knows(&bo).await;
        merge(crm, &ana, &bo).await.expect(201);
        let check = json!({"checks": [asks(&bo, true)]});
        let (apart, told) = tokio::join!(split(crm, &ana, &goes), crm.post("/check", &check));
        let apart = at(&apart.expect(201));
        let told = told.expect(200).json()["results"][0].clone();
        assert_eq!(told["verdict"], "escalate", "{told}");
        // Her name was another's by then: nobody decides about the one who is not meant.
        let Some(case) = told["case"].as_str() else {
            late += 1;
            continue;
        };
        let case = shop.case(case).await;
        let opened = case["index"].as_u64().unwrap();
        let whose = if opened < apart { &stays } else { &goes };
        assert_eq!(case["customer"], whose.as_str(), "{case}");
        late += usize::from(opened > apart);
    }
    assert!(late > 0, "none came late: nothing was tried");
}
