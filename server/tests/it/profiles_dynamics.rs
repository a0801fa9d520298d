//! An admin of Dynamics has a journey's mails checked by an external consent provider.

use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, send};
use crate::on_both;
use crate::profiles::{answers, does, recipes, shop, verdict};

on_both!(
    a_message_goes_where_she_said_so_and_nowhere_else,
    what_is_named_narrows_the_question,
    the_links_of_a_mail_lead_out,
    errors_are_theirs,
);

const PATH: &str = "/profiles/dynamics/mutual_consentcheck";
/// What `uuid.uuid5(uuid.NAMESPACE_URL, "mutual:purpose:recommendations")` of Python says.
const RECOMMENDATIONS: &str = "109af767-3b0f-5c62-9423-397c3f6f5b52";
/// The same of `mutual:topic:recipe-ideas`.
const RECIPES: &str = "5a31fa53-6f2a-593d-93f2-041a76644a3c";

async fn asks(crm: &Crm, body: &Value) -> Answer {
    crm.call("POST", PATH, &[], Some(body)).await
}

/// Whether a mail about recommendations may go to Ana.
async fn may(crm: &Crm, further: Value) -> bool {
    let mut body = json!({"contactpoints": ["ana@example.org"], "channeltype": "email"});
    for (name, value) in further.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = asks(crm, &body).await.expect(200);
    assert_ne!(answer.header("mutual-index"), "");
    let consents = answer.json()["consents"].clone();
    assert_eq!(consents[0]["contactpoint"], "ana@example.org");
    consents[0]["consentformessage"].as_bool().unwrap()
}

async fn a_message_goes_where_she_said_so_and_nowhere_else(database: Database) {
    let (_server, crm) = shop(database).await;
    let purpose = || json!({"purpose": {"Id": RECOMMENDATIONS, "LogicalName": "msdynmkt_purpose"}});
    assert!(!may(&crm, purpose()).await, "never asked");
    recipes(&crm, "on").await;
    assert!(may(&crm, purpose()).await);
    does(&crm, "pause").await;
    assert!(!may(&crm, purpose()).await, "paused");
    does(&crm, "resume").await;
    // One answer for each contact point, in their order, as they came.
    let body = json!({"contactpoints": ["bo@example.org", "Ana@Example.org", ""], "channeltype": "email",
        "purpose": "recommendations", "topic": null, "complianceprofile": {"Id": "x"},
        "owningbusinessunit": null, "unsubscribeurlrequired": false,
        "oneclickunsubscribeurlrequired": false, "correlationheaders": {"a": "b"}});
    let all = asks(&crm, &body).await.expect(200).json();
    assert_eq!(
        all["consents"],
        json!([{"consentformessage": false, "contactpoint": "bo@example.org"},
               {"consentformessage": true, "contactpoint": "Ana@Example.org"},
               {"consentformessage": false, "contactpoint": ""}])
    );
    recipes(&crm, "off").await;
    assert!(!may(&crm, purpose()).await, "taken back");
}

async fn what_is_named_narrows_the_question(database: Database) {
    let (_server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    answers(&crm, "car-pick-up", 1, json!({"exchange": "on"})).await;
    for (further, allowed) in [
        (json!({"purpose": "recommendations"}), true),
        (json!({"topic": "recipe-ideas"}), true),
        (
            json!({"topic": {"@odata.type": "Microsoft.Dynamics.CRM.msdynmkt_topic",
                          "msdynmkt_topicid": RECIPES}}),
            true,
        ),
        (json!({"purpose": RECOMMENDATIONS, "topic": RECIPES}), true),
        (json!({"purpose": "offers"}), false),
        (json!({"purpose": "offers", "topic": "recipe-ideas"}), false),
        (
            json!({"purpose": "recommendations", "topic": "coupons"}),
            false,
        ),
        (json!({"topic": "coupons"}), false),
        // What cannot be read, or what is not said, is no question about everything.
        (
            json!({"purpose": {"Id": 7}, "topic": "recipe-ideas"}),
            false,
        ),
        (json!({"purpose": "recommendations", "topic": []}), false),
        (json!({"purpose": "billing"}), false),
        (json!({}), false),
        (
            json!({"purpose": "recommendations", "channeltype": "custom"}),
            false,
        ),
    ] {
        assert_eq!(may(&crm, further.clone()).await, allowed, "{further}");
    }
    // By text message she is another contact point.
    let by_sms = json!({"contactpoints": ["+441234567"], "channeltype": "sms", "purpose": "service_messages"});
    assert_eq!(
        asks(&crm, &by_sms).await.expect(200).json()["consents"][0]["consentformessage"],
        false
    );
    answers(&crm, "car-pick-up", 1, json!({"channel:sms": "on"})).await;
    assert_eq!(
        asks(&crm, &by_sms).await.expect(200).json()["consents"][0]["consentformessage"],
        true
    );
    assert_eq!(
        verdict(&crm, "purpose=service_messages&channel=sms").await,
        "allow"
    );
}

async fn the_links_of_a_mail_lead_out(database: Database) {
    let (server, crm) = shop(database).await;
    recipes(&crm, "on").await;
    let body = json!({"contactpoints": ["ana@example.org", "bo@example.org"], "channeltype": "email",
        "topic": "recipe-ideas", "unsubscribeurlrequired": true, "oneclickunsubscribeurlrequired": true});
    let all = asks(&crm, &body).await.expect(200).json();
    let ana = &all["consents"][0];
    assert_eq!(
        all["consents"][1].get("unsubscribeurl"),
        None,
        "nobody is known, and nobody is led anywhere"
    );
    let path = |name: &str| {
        let url = ana[name].as_str().unwrap();
        url.strip_prefix(&server.url).unwrap().to_owned()
    };
    let visit = send(&server.url, "GET", &path("unsubscribeurl"), &[], "")
        .await
        .expect(303);
    assert_eq!(visit.header("location"), "/x/recipe-ideas");
    // One click, without a cookie and without a page before (RFC 8058).
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let one_click = path("oneclickunsubscribeurl");
    send(
        &server.url,
        "POST",
        &one_click,
        &form,
        "List-Unsubscribe=One-Click",
    )
    .await
    .expect(200);
    assert_eq!(
        verdict(&crm, "purpose=recommendations&channel=email").await,
        "deny"
    );
    let off = asks(&crm, &body).await.expect(200).json();
    // With a no she is led to the same places: how a no is heeded is a setting of theirs.
    let ana = &off["consents"][0];
    assert_eq!(ana["consentformessage"], false);
    let url = ana["unsubscribeurl"].as_str().unwrap();
    let page = send(
        &server.url,
        "GET",
        url.strip_prefix(&server.url).unwrap(),
        &[],
        "",
    );
    assert_eq!(page.await.expect(303).header("location"), "/x/recipe-ideas");
    assert!(ana["oneclickunsubscribeurl"].is_string(), "{off}");
    // A message that is about nothing of hers leads to all that she can set, and turns nothing off.
    let mut about_nothing = body.clone();
    about_nothing["topic"] = json!("no-such-topic");
    let off = asks(&crm, &about_nothing).await.expect(200).json();
    let ana = &off["consents"][0];
    let url = ana["unsubscribeurl"].as_str().unwrap();
    let page = send(
        &server.url,
        "GET",
        url.strip_prefix(&server.url).unwrap(),
        &[],
        "",
    );
    assert_eq!(page.await.expect(303).header("location"), "/");
    assert_eq!(ana.get("oneclickunsubscribeurl"), None);
    assert_eq!(
        off["consents"][1].get("unsubscribeurl"),
        None,
        "nobody is known"
    );
    // A link opens her pages: who may only read gets none.
    let reader = server.crm("consent:read").await;
    let refused = asks(&reader, &body).await.expect(403).json();
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("consent:write")
    );
}

async fn errors_are_theirs(database: Database) {
    let (server, crm) = shop(database).await;
    let path = format!("/api/v1{PATH}");
    let error = send(&server.url, "POST", &path, &[], "{}")
        .await
        .expect(401);
    assert_eq!(error.header("content-type"), "application/json");
    assert_eq!(error.json()["error"]["code"], "0x8005F101");
    let narrow = server.crm("check").await;
    let body = json!({"contactpoints": [], "channeltype": "email"});
    assert_eq!(
        asks(&narrow, &body).await.expect(403).json()["error"]["code"],
        "0x80048405"
    );
    assert_eq!(
        asks(&crm, &body).await.expect(200).json(),
        json!({"consents": []})
    );
    let many: Vec<_> = (0..1_001).map(|n| n.to_string()).collect();
    for body in [
        json!({"contactpoints": [], "channeltype": "fax"}),
        json!({"contactpoints": "ana@example.org", "channeltype": "email"}),
        json!({"channeltype": "email"}),
        json!({"contactpoints": [], "channeltype": "email", "chanel": "sms"}),
        json!({"contactpoints": many, "channeltype": "email"}),
    ] {
        let error = asks(&crm, &body).await.expect(400).json();
        assert_eq!(error["error"]["code"], "0x80048d19", "{body}");
        assert!(!error["error"]["message"].as_str().unwrap().is_empty());
    }
}
