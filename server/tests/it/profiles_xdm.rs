//! An admin of Adobe's platform takes Ana's consents over into her profile there.

use mutual::catalogue::LegalBasis;
use mutual_store_suite::shipped;
use serde_json::{Value, json};

use crate::common::{Crm, Database};
use crate::on_both;
use crate::profiles::{
    anonymous, answers, does, recipes, resting_on, shop, unchanged, wanting_more,
};

on_both!(
    each_state_has_a_value_of_theirs,
    what_others_chose_for_her_is_told_by_its_basis,
    errors_are_the_usual_ones,
);

const ANA: &str = "/profiles/xdm/customers/crm:42";

/// Their schema of such a record, and the definitions that it is made of; none where they are not
/// there.
fn schema() -> Option<Value> {
    let folder = shipped::part("xdm")?;
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let mut whole = read("consent-preferences.schema.json");
    let part = read("profile-consents.schema.json");
    let named = part["allOf"][0]["$ref"].as_str().unwrap();
    let (_, place) = named.split_once('#').unwrap();
    whole["allOf"] = json!([{"$ref": format!("#{place}")}]);
    Some(whole)
}

/// Fails where the schema names no such field: it allows any other one, and a misspelt field is one.
fn is_known(whole: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(place) => whole.pointer(place.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    };
    for (name, value) in value.as_object().into_iter().flatten() {
        let field = &schema["properties"][name];
        let more = &schema["additionalProperties"];
        assert!(
            field.is_object() || more.is_object(),
            "{at}.{name} is no field of theirs"
        );
        let schema = if field.is_object() { field } else { more };
        is_known(whole, schema, value, &format!("{at}.{name}"));
    }
}

#[track_caller]
fn conforms(profile: &Value) {
    let Some(whole) = schema() else {
        return;
    };
    let validator = jsonschema::draft6::options().should_validate_formats(true);
    let validator = validator.build(&whole).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(profile)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(faults, [""; 0], "{profile:#}");
    is_known(&whole, &whole["allOf"][0], profile, "");
    let mut broken = profile.clone();
    broken["xdm:consents"]["xdm:marketing"]["xdm:email"]["xdm:val"] = json!("maybe");
    assert!(!validator.is_valid(&broken), "the schema can say no");
}

/// Her consents, which are as their schema has them.
async fn consents(crm: &Crm) -> Value {
    let profile = crm.get(ANA).await.expect(200).json();
    conforms(&profile);
    profile["xdm:consents"].clone()
}

/// The value of the recipes by e-mail.
async fn recipes_by_email(crm: &Crm) -> String {
    let told = consents(crm).await;
    let email = &told["xdm:marketing"]["xdm:email"];
    let value = &email["xdm:subscriptions"]["recipe-ideas"]["xdm:val"];
    value.as_str().unwrap().to_owned()
}

async fn each_state_has_a_value_of_theirs(database: Database) {
    let (server, crm) = shop(database).await;
    assert_eq!(recipes_by_email(&crm).await, "dn", "no by default");
    recipes(&crm, "on").await;
    assert_eq!(recipes_by_email(&crm).await, "y");
    let told = consents(&crm).await;
    let email = &told["xdm:marketing"]["xdm:email"];
    // The channel as a whole is as its least permissive exchange: the coupons were never asked about.
    assert_eq!(email["xdm:val"], "dn");
    assert_eq!(email["xdm:reason"], "none, default, pending, consent");
    let subscription = &email["xdm:subscriptions"]["recipe-ideas"];
    assert_eq!(subscription["xdm:topics"], json!(["recommendations"]));
    let her = &subscription["xdm:subscribers"]["ana@example.org"];
    assert_eq!(her["xdm:source"], "explicit");
    assert!(her["xdm:time"].is_string());
    assert_eq!(
        email["xdm:subscriptions"]["coupons"].get("xdm:subscribers"),
        None
    );
    assert_eq!(told["xdm:marketing"]["xdm:any"]["xdm:val"], "dn");
    assert_eq!(told["xdm:personalize"]["xdm:content"]["xdm:val"], "dn");
    assert_eq!(told.get("xdm:collect"), None, "nobody asked her that");
    does(&crm, "pause").await;
    assert_eq!(recipes_by_email(&crm).await, "n", "paused");
    does(&crm, "resume").await;
    server.publish(wanting_more(), Some(1)).await;
    assert_eq!(recipes_by_email(&crm).await, "p", "asked anew");
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "on"})).await;
    assert_eq!(recipes_by_email(&crm).await, "y");
    answers(
        &crm,
        "coupons",
        1,
        json!({"exchange": "on", "channel:email": "on"}),
    )
    .await;
    let all_on = consents(&crm).await;
    assert_eq!(all_on["xdm:marketing"]["xdm:email"]["xdm:val"], "y");
    assert_eq!(all_on["xdm:marketing"]["xdm:postalMail"]["xdm:val"], "y");
    assert_eq!(all_on["xdm:personalize"]["xdm:content"]["xdm:val"], "y");
    answers(&crm, "recipe-ideas", 2, json!({"exchange": "off"})).await;
    assert_eq!(recipes_by_email(&crm).await, "n", "taken back");
    assert_eq!(
        consents(&crm).await["xdm:marketing"]["xdm:email"]["xdm:val"],
        "n"
    );
    unchanged(&crm, ANA).await;
}

async fn what_others_chose_for_her_is_told_by_its_basis(database: Database) {
    let (server, crm) = shop(database).await;
    server
        .publish(resting_on("bills", LegalBasis::Contract), None)
        .await;
    server
        .publish(resting_on("recalls", LegalBasis::LegalObligation), None)
        .await;
    server
        .publish(resting_on("tips", LegalBasis::LegitimateInterest), None)
        .await;
    let told = consents(&crm).await;
    let value = |told: &Value, key: &str| {
        told["xdm:marketing"]["xdm:email"]["xdm:subscriptions"][key]["xdm:val"].clone()
    };
    assert_eq!(
        [
            value(&told, "bills"),
            value(&told, "recalls"),
            value(&told, "tips")
        ],
        [json!("CT"), json!("CP"), json!("LI")]
    );
    // She objects; and while she pauses everything, interest is no yes either.
    answers(&crm, "tips", 1, json!({"exchange": "off"})).await;
    assert_eq!(value(&consents(&crm).await, "tips"), "n");
    answers(&crm, "tips", 1, json!({"exchange": "on"})).await;
    assert_eq!(value(&consents(&crm).await, "tips"), "LI");
    does(&crm, "pause").await;
    let paused = consents(&crm).await;
    assert_eq!(
        [value(&paused, "bills"), value(&paused, "tips")],
        [json!("CT"), json!("n")]
    );
}

async fn errors_are_the_usual_ones(database: Database) {
    let (server, crm) = shop(database).await;
    let error = anonymous(&server, ANA).await.expect(401);
    assert_eq!(error.header("content-type"), "application/problem+json");
    let narrow = server.crm("check").await;
    assert_eq!(
        narrow.get(ANA).await.expect(403).json()["code"],
        "scope_missing"
    );
    let nobody = crm.get("/profiles/xdm/customers/crm:7").await.expect(404);
    assert_eq!(nobody.json()["code"], "unknown_customer");
    crm.get(&format!("{ANA}?at=2026-01-01T00:00:00Z"))
        .await
        .expect(400);
    let gone = crm
        .write(
            "DELETE",
            "/customers/crm:42?mode=suppress",
            &json!({}),
            "gone",
        )
        .await;
    gone.expect(204);
    assert_eq!(crm.get(ANA).await.expect(410).json()["code"], "erased");
}
