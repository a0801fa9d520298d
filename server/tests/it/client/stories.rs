//! Checks, writes and webhooks.

use mutual::clock::{Clock as _, Timestamp};
use mutual::webhook::{Secret, sign};
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use super::fake::{Fake, Says, says};
use super::{about, programs, puts};
use crate::api_consent::{just_now, last_month};
use crate::common::{Database, Server};
use crate::on_both;

on_both!(
    a_program_asks_writes_and_reads_what_it_wrote,
    an_answer_never_outlives_a_grant,
    a_client_signs_in_by_itself,
);

/// A verdict of that outcome, as `POST /check` has it.
fn verdict(outcome: &str) -> Value {
    json!({"index": 7, "results": [{"id": "0", "verdict": outcome, "reasons":
        [{"code": "granted", "toggle": null, "proposition": "recipe-ideas", "since": null}],
        "decided_by": {"kind": "consent", "proposition": "recipe-ideas", "version": 1},
        "grant": null, "case": null, "index": 7, "max_age_s": 60}]})
}

fn problem(status: u16, code: &str) -> Says {
    says(
        status,
        json!({"status": status, "code": code, "detail": "…", "errors": []}),
    )
}

fn later(status: u16, after: &str) -> Says {
    let mut says = problem(status, "unavailable");
    says.headers.push(("retry-after", after.to_owned()));
    says
}

async fn a_program_asks_writes_and_reads_what_it_wrote(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server
        .crm("check consent:read consent:write value:write feed")
        .await;
    for mut program in programs() {
        program.is(&crm).await;
        let who = format!("crm:{}/é?", program.name);
        let facts = json!({"identifiers": [], "region": "GB"});
        let id = program
            .does("put", json!({"customer": who, "facts": facts}))
            .await;
        let question = json!({"question": about(&who)});
        let refused = program.fails("require", question.clone()).await;
        assert_eq!(refused, "NotAllowed", "{}", program.name);
        let on = puts(&who, "exchange", "on", &last_month());
        let index = program.does("choose", on).await.as_u64().unwrap();
        let with = json!({"questions": [about(&who), about("crm:nobody")], "min_index": index});
        let told = program.does("check", with).await;
        assert_eq!(
            (&told[0]["verdict"], &told[1]["verdict"]),
            (&json!("allow"), &json!("deny"))
        );
        assert_eq!(told[0]["grant"]["version"], 1);
        assert_eq!(told[1]["reasons"][0]["code"], "unknown_customer");
        assert_eq!(program.does("require", question.clone()).await, "allowed");
        assert_eq!(program.does("as_bool", question).await, "no bool");
        // What is empty or has a comma is no other question.
        let mut odd = about(&who);
        odd["data"] = json!(["orders,birthday"]);
        let mut empty = about(&who);
        empty["channel"] = json!("");
        let told = program
            .does("check", json!({"questions": [odd, empty]}))
            .await;
        assert_eq!(told[0]["reasons"][0]["code"], "unknown_data");
        assert_eq!(told[1]["reasons"][0]["code"], "channel_not_covered");
        // As many as one likes: each gets its own answer, in order.
        let many: Vec<_> = (0..1_500)
            .map(|n| about(if n % 7 == 0 { &who } else { "crm:nobody" }))
            .collect();
        let told = program.does("check", json!({"questions": many})).await;
        let told = told.as_array().unwrap();
        assert_eq!(told.len(), 1_500);
        for (n, told) in told.iter().enumerate() {
            assert_eq!(told["verdict"] == "allow", n % 7 == 0, "{n}");
        }
        program.does("pause", json!({"customer": who})).await;
        let told = program
            .does("check", json!({"questions": [about(&who)]}))
            .await;
        assert_eq!(told[0]["reasons"][0]["code"], "paused");
        let mut evidence = json!({"how": "phone", "where": "call centre", "at": last_month(),
                                  "wording": "Shall we go on?"});
        let older = json!({"customer": who, "evidence": evidence});
        let refused = program.fails("resume", older).await;
        assert_eq!(refused, "Refused invalid_field", "{}", program.name);
        evidence["at"] = json!(just_now());
        let said = json!({"customer": who, "evidence": evidence});
        program.does("resume", said).await;
        let keys = program.does("consents", json!({"customer": who})).await;
        assert!(keys.as_array().unwrap().contains(&json!("recipe-ideas")));
        let event = json!({"customer": id, "proposition": "recipe-ideas", "benefit": "recipes",
                           "amount": 3.0, "at": last_month(), "proof_ref": "email-1"});
        let with = json!({"events": [event, event]});
        let came = program.does("report_value", with).await;
        assert_eq!(came, json!(["accepted", "duplicate"]), "{}", program.name);
        let used = json!({"customer": who, "data": "orders", "purpose": "recommendations",
                          "at": last_month(), "context": "weekly email", "channel": "email"});
        let came = program
            .does("report_usage", json!({"events": [used]}))
            .await;
        assert_eq!(came, json!(["accepted"]));
        program
            .does("choose", puts(&who, "exchange", "off", ""))
            .await;
        let told = program
            .does("check", json!({"questions": [about(&who)]}))
            .await;
        assert_eq!(told[0]["reasons"][0]["code"], "withdrawn");
        // A yes of before her no is none.
        let older = puts(&who, "exchange", "on", &last_month());
        let refused = program.fails("choose", older).await;
        assert_eq!(refused, "Refused invalid_field", "{}", program.name);
        // What is wrong is said by its code.
        let unknown = program
            .fails("pause", json!({"customer": "crm:nobody"}))
            .await;
        assert_eq!(unknown, "Refused unknown_customer");
        let mut stale = puts(&who, "exchange", "on", &last_month());
        stale["choice"]["version"] = json!(9);
        let stale = program.fails("choose", stale).await;
        assert!(stale.starts_with("Refused "), "{stale}");
    }
}

async fn an_answer_never_outlives_a_grant(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:write").await;
    for mut program in programs() {
        program.is(&crm).await;
        let who = format!("crm:{}", program.name);
        crm.knows(&who).await;
        // Said so long ago that the grant ends in seven seconds.
        let now = SystemClock.now();
        let mut at = now.plus_seconds(-731 * 86_400);
        while at.plus_months(24) < now.plus_seconds(7) {
            at = at.plus_seconds(1_800);
        }
        let ends = at.plus_months(24).as_millis() - now.as_millis();
        let at = Timestamp::from_millis(at.as_millis() - ends + 7_000);
        let on = puts(&who, "exchange", "on", &at.to_string());
        program.does("choose", on).await;
        let told = program
            .does("check", json!({"questions": [about(&who)]}))
            .await;
        let max_age_s = told[0]["max_age_s"].as_u64().unwrap();
        if told[0]["verdict"] == "allow" {
            assert!(max_age_s <= 7, "{told}");
        } else {
            // A machine that is slow met the end, and was told so.
            assert_eq!(told[0]["reasons"][0]["code"], "expired");
        }
    }
}

async fn a_client_signs_in_by_itself(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("check").await;
    for mut program in programs() {
        let mut with = json!({"url": crm.url, "secret": crm.secret, "client_id": crm.id});
        program.does("connect", with.clone()).await;
        let ask = json!({"questions": [about("crm:1")]});
        let told = program.does("check", ask.clone()).await;
        assert_eq!(told[0]["verdict"], "deny");
        with["secret"] = json!("mk_live_wrong");
        program.does("connect", with.clone()).await;
        let refused = program.fails("check", ask.clone()).await;
        assert_eq!(refused, "Refused invalid_client", "{}", program.name);
        with.as_object_mut().unwrap().remove("client_id");
        program.does("connect", with).await;
        assert_eq!(program.fails("check", ask).await, "Refused token_invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ended_early_is_renewed_once() {
    for mut program in programs() {
        let token = |name: &str| {
            says(
                200,
                json!({"access_token": name, "token_type": "Bearer", "expires_in": 3600}),
            )
        };
        let ended = || problem(401, "token_invalid");
        let good = says(200, verdict("allow"));
        let fake = Fake::start([token("one"), ended(), token("two"), good, ended()]).await;
        let with = json!({"url": fake.url, "secret": "s", "client_id": "c"});
        program.does("connect", with).await;
        let ask = json!({"questions": [about("crm:1")]});
        program.does("check", ask.clone()).await;
        let bearers: Vec<_> = fake.asked().into_iter().map(|asked| asked.bearer).collect();
        assert_eq!(bearers[1], "Bearer one");
        assert_eq!(bearers[3], "Bearer two");
        assert!(bearers[0].starts_with("Basic ") && bearers[2].starts_with("Basic "));
        // A server that takes none is not asked for ever.
        let came = program.tries("check", ask).await;
        assert!(came.get("error").is_some(), "{came}");
        assert!(fake.asked().len() < 10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_three_words_are_a_verdict_and_only_one_is_a_yes() {
    for mut program in programs() {
        for (word, awaited) in [
            ("allow", Ok("allowed")),
            ("deny", Err("NotAllowed")),
            ("escalate", Err("NotAllowed")),
            ("Allow", Err("Unreadable")),
            ("maybe", Err("Unreadable")),
        ] {
            let fake = Fake::start([says(200, verdict(word))]).await;
            program
                .does("connect", json!({"url": fake.url, "secret": "s"}))
                .await;
            let with = json!({"question": about("crm:1")});
            match awaited {
                Ok(ok) => assert_eq!(program.does("require", with).await, ok),
                Err(error) => assert_eq!(program.fails("require", with).await, error, "{word}"),
            }
        }
        // What is none of this API's answers is no yes either.
        let other = r#"{"index": 1, "results": []}"#;
        for body in ["", "[]", "{}", "<html>", other] {
            let fake = Fake::start([says(200, body)]).await;
            program
                .does("connect", json!({"url": fake.url, "secret": "s"}))
                .await;
            let came = program
                .tries("require", json!({"question": about("crm:1")}))
                .await;
            assert_eq!(
                came["error"], "Unreadable",
                "{}: {body:?}: {came}",
                program.name
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_is_tried_again_under_its_key_as_long_as_that_can_help() {
    for mut program in programs() {
        let name = program.name;
        let stored = says(201, json!({"index": 8, "receipt": "rcp_1", "exchange": {}}));
        let fake = Fake::start([later(503, "0"), later(429, "1"), stored]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        let off = puts("crm:1", "exchange", "off", "");
        let began = std::time::Instant::now();
        assert_eq!(program.does("choose", off.clone()).await, 8);
        assert!(
            began.elapsed().as_millis() >= 1_000,
            "{name} did not wait as it was asked to"
        );
        program.does("choose", off.clone()).await;
        let asked = fake.asked();
        let keys: Vec<_> = asked
            .iter()
            .map(|asked| asked.key.clone().unwrap())
            .collect();
        assert_eq!(keys.len(), 4);
        assert!(
            keys[0] == keys[1] && keys[1] == keys[2] && keys[2] != keys[3],
            "{keys:?}"
        );
        assert_eq!(asked[0].body, asked[2].body);
        // Whoever is asked to wait for longer than she can says so at once.
        let fake = Fake::start([later(503, "3600")]).await;
        let with = json!({"url": fake.url, "secret": "s", "patience_s": 5});
        program.does("connect", with).await;
        assert_eq!(program.fails("choose", off.clone()).await, "Away", "{name}");
        assert_eq!(fake.asked().len(), 1);
        // What would never help is tried once.
        let fake = Fake::start([problem(422, "invalid_field")]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        assert_eq!(
            program.fails("choose", off.clone()).await,
            "Refused invalid_field"
        );
        assert_eq!(fake.asked().len(), 1);
        // A secret goes to nobody else.
        let thief = Fake::start([says(201, json!({"index": 9, "receipt": "rcp_2"}))]).await;
        let mut moved = says(307, "");
        moved.headers.push(("location", thief.url.clone()));
        let fake = Fake::start([moved]).await;
        program
            .does("connect", json!({"url": fake.url, "secret": "s"}))
            .await;
        let came = program.tries("choose", off.clone()).await;
        assert_eq!(came["error"], "Refused", "{name}: {came}");
        assert!(thief.asked().is_empty());
        for url in [
            "http://consent.example.org",
            "consent.example.org",
            "ftp://127.0.0.1",
        ] {
            let error = program
                .fails("connect", json!({"url": url, "secret": "s"}))
                .await;
            assert_eq!(error, "ValueError", "{name}: {url}");
        }
        // Where nobody is, the patience ends.
        let with = json!({"url": "http://127.0.0.1:9", "secret": "s", "patience_s": 0.5});
        program.does("connect", with).await;
        assert_eq!(program.fails("choose", off).await, "Away");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_taken_with_each_secret_of_a_rotation_and_no_other() {
    let reveal = |byte: u8| Secret::from_bytes(vec![byte; 32]);
    let (old, new, other) = (reveal(1), reveal(2), reveal(3));
    let body = r#"{"type":"consent.withdrawn","timestamp":"2026-11-23T10:00:00.000Z","data":{}}"#;
    let at = Timestamp::parse("2026-11-23T10:00:00Z").unwrap();
    let seconds = at.as_millis() / 1_000;
    let both = sign(&[new.clone(), old.clone()], "msg_1", at, body.as_bytes());
    let headers = |signature: &str| {
        json!({"Webhook-Id": "msg_1", "Webhook-Timestamp": seconds.to_string(),
               "Webhook-Signature": signature})
    };
    for mut program in programs() {
        let message = |secrets: &[&Secret], signature: &str, body: &str, now: i64| {
            let secrets: Vec<_> = secrets.iter().map(|secret| secret.reveal()).collect();
            json!({"secrets": secrets, "headers": headers(signature), "body": body, "now": now})
        };
        for secrets in [vec![&old], vec![&new], vec![&other, &old]] {
            let said = program
                .does("verify", message(&secrets, &both, body, seconds + 299))
                .await;
            assert_eq!(said, "consent.withdrawn");
        }
        let first = both.split(' ').next().unwrap();
        for (secrets, signature, body, now) in [
            (vec![&other], both.as_str(), body, seconds),
            (vec![&old], first, body, seconds),
            (vec![&old], "", body, seconds),
            (vec![&old], "v1,", body, seconds),
            (vec![&old], both.as_str(), "{}", seconds),
            (vec![&old], both.as_str(), body, seconds + 301),
            (vec![&old], both.as_str(), body, seconds - 301),
        ] {
            let with = message(&secrets, signature, body, now);
            assert_eq!(
                program.fails("verify", with).await,
                "WebhookError",
                "{}",
                program.name
            );
        }
        let mut nameless = message(&[&old], &both, body, seconds);
        nameless["headers"]
            .as_object_mut()
            .unwrap()
            .remove("Webhook-Id");
        assert_eq!(program.fails("verify", nameless).await, "WebhookError");
        let mut secretless = message(&[], &both, body, seconds);
        assert_eq!(
            program.fails("verify", secretless.clone()).await,
            "ValueError"
        );
        secretless["secrets"] = json!(["whsec_*"]);
        assert_eq!(program.fails("verify", secretless).await, "ValueError");
    }
}
