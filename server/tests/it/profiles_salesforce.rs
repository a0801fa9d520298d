//! An admin of Salesforce asks before a campaign goes out, in the words of their Consent API.

use serde_json::{Value, json};

use crate::common::{Crm, Database};
use crate::on_both;
use crate::profiles::{anonymous, answers, does, recipes, shop, unchanged, verdict, wanting_more};

on_both!(
    nobody_proceeds_before_she_said_so_and_she_may_take_it_back,
    actions_are_answered_each_for_itself,
    a_purpose_makes_it_a_check,
    a_moment_of_the_past_is_answered_as_it_was,
    who_was_erased_is_to_be_forgotten,
    errors_are_theirs,
);

const BASE: &str = "/profiles/salesforce/services/data/v62.0/consent";

async fn asks(crm: &Crm, rest: &str) -> Value {
    crm.get(&format!("{BASE}/{rest}")).await.expect(200).json()
}

/// Whether an e-mail to Ana may proceed for recommendations, as the text that they answer.
async fn email(crm: &Crm) -> String {
    let rest = "action/email?ids=ana@example.org&purpose=recommendations";
    let answer = asks(crm, rest).await;
    let ana = &answer["ana@example.org"];
    assert_eq!(ana["result"], "Success");
    assert_eq!(ana["proceed"]["emailResult"], "Success");
    ana["proceed"]["email"].as_str().unwrap().to_owned()
}

async fn nobody_proceeds_before_she_said_so_and_she_may_take_it_back(database: Database) {
    let (server, crm) = shop(database).await;
    assert_eq!(email(&crm).await, "false", "never asked");
    recipes(&crm, "on").await;
    assert_eq!(email(&crm).await, "true");
    does(&crm, "pause").await;
    assert_eq!(email(&crm).await, "false", "paused");
    does(&crm, "resume").await;
    assert_eq!(email(&crm).await, "true");
    server.publish(wanting_more(), Some(1)).await;
    assert_eq!(email(&crm).await, "false", "asked anew");
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "on"})).await;
    assert_eq!(email(&crm).await, "true");
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "off"})).await;
    assert_eq!(email(&crm).await, "false", "taken back");
    unchanged(
        &crm,
        &format!("{BASE}/action/email?ids=ana@example.org&verbose"),
    )
    .await;
}

async fn actions_are_answered_each_for_itself(database: Database) {
    let (_server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    // By the record's id, by the address, and by our own name she is the same.
    let rest = "multiaction?actions=email,process,fax,mail&verbose=true\
                &ids=003xx000004TxyY,ana@example.org,crm:42,nobody@example.org";
    let answer = asks(&crm, rest).await;
    let names: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "003xx000004TxyY",
            "ana@example.org",
            "crm:42",
            "nobody@example.org"
        ]
    );
    assert_eq!(answer["003xx000004TxyY"], answer["ana@example.org"]);
    // Without a purpose the least permissive exchange counts: the coupons by e-mail are not on.
    let ana = &answer["crm:42"];
    assert_eq!(
        ana["proceed"],
        json!({"email": "false", "emailResult": "Success", "process": "false",
               "processResult": "Success", "fax": "false", "faxResult": "Success",
               "mail": "false", "mailingResult": "Success"})
    );
    let consulted = ana["explanation"].as_array().unwrap();
    let recipes = consulted
        .iter()
        .find(|one| one["recordId"] == "recipe-ideas");
    assert_eq!(
        recipes.unwrap(),
        &json!({"objectConsulted": "ContactPointTypeConsent", "status": "opt_in",
                "purpose": "recommendations", "recordId": "recipe-ideas", "value": "true"})
    );
    let flag = |one: &&Value| one["field"] == "HasOptedOutProcessing";
    let flags: Vec<_> = consulted.iter().filter(flag).collect();
    assert_eq!(flags.len(), 6, "every exchange");
    // The flag says the opposite of what is on.
    assert_eq!(
        (&flags[0]["status"], &flags[0]["value"]),
        (&json!("opt_in"), &json!("false"))
    );
    assert_eq!(
        (&flags[1]["status"], &flags[1]["value"]),
        (&json!("not_seen"), &json!("true"))
    );
    let nobody = &answer["nobody@example.org"];
    assert_eq!(
        (&nobody["proceed"]["email"], &nobody["explanation"]),
        (&json!("false"), &json!([]))
    );

    // All in one: a no of one is a no.
    let rest = "action/email?purpose=recommendations&aggregatedConsent&ids=crm:42";
    let both = format!("{rest},nobody@example.org");
    assert_eq!(asks(&crm, rest).await["proceed"]["email"], "true");
    assert_eq!(asks(&crm, &both).await["proceed"]["email"], "false");
}

async fn a_purpose_makes_it_a_check(database: Database) {
    let (server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    answers(&crm, "coupons", 1, json!({"exchange": "on"})).await;
    answers(&crm, "taste-panel", 1, json!({"exchange": "on"})).await;
    answers(&crm, "taste-panel", 1, json!({"exchange": "off"})).await;
    for paused in [false, true] {
        for (action, question) in [
            ("email", "channel=email"),
            ("mail", "channel=post"),
            ("phone", "channel=phone"),
            ("web", "channel=web"),
            ("process", ""),
            ("profile", "ai=infer"),
            ("track", "data=browsing"),
            ("geotrack", "data=precise_location"),
        ] {
            let catalogue = server.app().live.engine.catalogue();
            for purpose in catalogue
                .registry()
                .purposes()
                .map(|known| known.id.as_str())
            {
                let rest = format!("action/{action}?ids=crm:42&purpose={purpose}");
                let told = asks(&crm, &rest).await["crm:42"]["proceed"][action].clone();
                let verdict = verdict(&crm, &format!("purpose={purpose}&{question}")).await;
                assert_eq!(
                    told == "true",
                    verdict == "allow",
                    "{action} {purpose} {paused}"
                );
            }
        }
        does(&crm, if paused { "resume" } else { "pause" }).await;
    }
    let unknown = asks(&crm, "action/email?ids=crm:42&purpose=billing").await;
    assert_eq!(unknown["crm:42"]["result"], "NO_PURPOSE_MATCH");
    assert_eq!(unknown["crm:42"]["proceed"]["email"], "false");
    // Soliciting is offers, whatever else is on.
    let solicit = asks(&crm, "action/solicit?ids=crm:42").await;
    assert_eq!(solicit["crm:42"]["proceed"]["solicit"], "true");
    // Only what she said herself counts, where that is asked for.
    let rest = "action/phone?ids=crm:42&policy=requireExplicitConsent&purpose=offers";
    let silent = asks(&crm, rest).await;
    assert_eq!(
        silent["crm:42"]["proceed"],
        json!({"phone": "false", "phoneResult": "infoNotFound"})
    );
}

async fn a_moment_of_the_past_is_answered_as_it_was(database: Database) {
    let (server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    let then = server.app().clock.now();
    let next = then.plus_seconds(1);
    while server.app().clock.now() <= next {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    recipes(&crm, "off").await;
    let rest = "action/email?ids=crm:42&purpose=recommendations";
    assert_eq!(
        asks(&crm, rest).await["crm:42"]["proceed"]["email"],
        "false"
    );
    let past = asks(&crm, &format!("{rest}&datetime={next}")).await;
    assert_eq!(past["crm:42"]["proceed"]["email"], "true");
    // What a red line stops now it stops also for whoever names the present as a moment.
    recipes(&crm, "on").await;
    let app = server.app();
    let draw = mutual::port::Submission {
        actor: mutual::access::Actor::System,
        route: mutual::consent::Route::System,
        command: mutual::use_cases::Command::DrawRedLines(Box::new(no_mail())),
        idempotency: None,
    };
    app.live.engine.submit(draw).await.unwrap();
    let now = app.clock.now().plus_seconds(1);
    while app.clock.now() <= now {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    for moment in [String::new(), format!("&datetime={now}")] {
        let told = asks(&crm, &format!("{rest}{moment}")).await;
        assert_eq!(told["crm:42"]["proceed"]["email"], "false", "{moment}");
    }
    let path = format!("{BASE}/{rest}&datetime=2999-01-01T00:00:00Z");
    let future = crm.get(&path).await.expect(400).json();
    assert_eq!(future[0]["fields"], json!(["datetime"]));
}

/// Nobody is written to.
fn no_mail() -> mutual::use_cases::RedLineEdit {
    use mutual::guard::{Condition, Effect, RedLine};

    let line = RedLine {
        key: "no-mail".parse().unwrap(),
        says: "We never write to you.".to_owned(),
        labels: std::collections::BTreeMap::new(),
        why: "You have enough of it.".to_owned(),
        whys: std::collections::BTreeMap::new(),
        when: Condition {
            channels: [mutual::catalogue::Channel::Email].into(),
            ..Condition::default()
        },
        effect: Effect::Deny,
    };
    mutual::use_cases::RedLineEdit {
        changes: vec![mutual::ledger::LineChange::Put(Box::new(line))],
        reason: "We said so.".to_owned(),
        from: None,
        over: Vec::new(),
        approved_by: None,
    }
}

async fn who_was_erased_is_to_be_forgotten(database: Database) {
    let (_server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    let rest = "multiaction?actions=shouldForget,email&ids=crm:42&purpose=recommendations";
    let before = asks(&crm, rest).await["crm:42"]["proceed"].clone();
    assert_eq!(
        (&before["shouldforget"], &before["email"]),
        (&json!("false"), &json!("true"))
    );
    crm.write(
        "DELETE",
        "/customers/crm:42?mode=suppress",
        &json!({}),
        "gone",
    )
    .await
    .expect(204);
    let after = asks(&crm, rest).await["crm:42"]["proceed"].clone();
    assert_eq!(
        (&after["shouldforget"], &after["email"]),
        (&json!("true"), &json!("false"))
    );
}

async fn errors_are_theirs(database: Database) {
    let (server, crm) = shop(database).await;
    let path = format!("{BASE}/action/email?ids=crm:42");
    let error = anonymous(&server, &path).await.expect(401);
    assert_eq!(error.header("content-type"), "application/json");
    assert_eq!(error.json()[0]["errorCode"], "INVALID_SESSION_ID");
    let narrow = server.crm("check consent:write").await;
    let error = narrow.get(&path).await.expect(403).json();
    assert_eq!(error[0]["errorCode"], "INSUFFICIENT_ACCESS");
    assert!(
        error[0]["message"]
            .as_str()
            .unwrap()
            .contains("consent:read")
    );
    let many = (0..201)
        .map(|n| format!("crm:{n}"))
        .collect::<Vec<_>>()
        .join(",");
    let encoded = |rest: &str| format!("{BASE}/{rest}");
    for (path, status, code, fields) in [
        (
            encoded("action/sms?ids=crm:42"),
            404,
            "NOT_FOUND",
            json!(null),
        ),
        (
            encoded("action/email"),
            400,
            "INVALID_INPUT",
            json!(["ids"]),
        ),
        (
            encoded("action/email?ids=,"),
            400,
            "INVALID_INPUT",
            json!(["ids"]),
        ),
        (
            encoded("action/email?ids=a&id=b"),
            400,
            "INVALID_INPUT",
            json!(["id"]),
        ),
        (
            encoded("action/email?ids=a&verbose=maybe"),
            400,
            "INVALID_INPUT",
            json!(["verbose"]),
        ),
        (
            encoded("action/email?ids=a&policy=none"),
            400,
            "INVALID_INPUT",
            json!(["policy"]),
        ),
        (
            encoded("action/email?ids=a&datetime=noon"),
            400,
            "INVALID_INPUT",
            json!(["datetime"]),
        ),
        (
            encoded("action/email?ids=a&actions=web"),
            400,
            "INVALID_INPUT",
            json!(["actions"]),
        ),
        (
            encoded("multiaction?ids=a"),
            400,
            "INVALID_INPUT",
            json!(["actions"]),
        ),
        (
            encoded("multiaction?ids=a&actions=email,sms"),
            400,
            "INVALID_INPUT",
            json!(["actions"]),
        ),
        (
            encoded(&format!("action/email?ids={many}")),
            400,
            "INVALID_INPUT",
            json!(["ids"]),
        ),
        (
            path.replace("v62.0", "v43.0"),
            404,
            "NOT_FOUND",
            json!(null),
        ),
        (
            path.replace("v62.0", "latest"),
            404,
            "NOT_FOUND",
            json!(null),
        ),
        (
            format!("{path}&min_index=999999999"),
            409,
            "NOT_YET",
            json!(null),
        ),
    ] {
        let error = crm.get(&path).await.expect(status).json();
        assert_eq!(error[0]["errorCode"], code, "{path}");
        assert_eq!(error[0]["fields"], fields, "{path}");
    }
    let error = crm.post(&path, &json!({})).await.expect(405).json();
    assert_eq!(error[0]["errorCode"], "METHOD_NOT_ALLOWED");
}
