//! What the stories of the CRMs' admins share: a shop whose customers are asked, and who answer.

use serde_json::{Value, json};

use mutual::catalogue::{Document, LegalBasis};

use crate::api_consent::just_now;
use crate::common::{Answer, Crm, Database, Server, demo, send};
use crate::red_lines::by_phone;

/// Every scope that a profile can ask for.
pub const SCOPES: &str = "check consent:read consent:write catalogue";

/// Whose address is known, whose record id at Salesforce, and who was never asked anything.
pub const ANA: &str = "email:ana@example.org";

/// A shop with the demo's propositions, whose CRM knows Ana by several names.
pub async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(SCOPES).await;
    let names = [
        ANA,
        "salesforce:003xx000004TxyY",
        "phone:+441234567",
        "crm:42",
    ];
    let body = json!({"identifiers": names, "locale": "en", "region": "GB"});
    crm.put("/customers/crm:42", &body).await.expect(201);
    (server, crm)
}

/// Ana answers: toggles of a proposition, and where she puts them.
pub async fn answers(crm: &Crm, proposition: &str, version: u32, toggles: Value) -> Value {
    let body = json!({"proposition": proposition, "version": version, "toggles": toggles,
        "evidence": {"how": "phone", "where": "call centre", "at": just_now(), "wording": "May we?"}});
    let stored = crm.post("/customers/crm:42/choices", &body).await;
    stored.expect(201).json()
}

/// Ana turns the recipes on, or off.
pub async fn recipes(crm: &Crm, to: &str) {
    answers(crm, "recipe-ideas", 1, json!({"exchange": to})).await;
}

/// Ana stops everything, or lets it go on.
pub async fn does(crm: &Crm, what: &str) {
    let path = format!("/customers/crm:42/{what}");
    let body = match what {
        "resume" => json!({"evidence": by_phone()}),
        _ => json!({}),
    };
    crm.post(&path, &body).await.expect(201);
}

/// The verdict that a check gives about Ana, in a word.
pub async fn verdict(crm: &Crm, rest: &str) -> String {
    let answer = crm.get(&format!("/customers/crm:42/check?{rest}")).await;
    answer.expect(200).json()["verdict"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// The recipes once more under another key and basis.
pub fn resting_on(key: &str, legal_basis: LegalBasis) -> Document {
    let mut document = demo().remove(0);
    document.key = key.parse().unwrap();
    document.legal_basis = legal_basis;
    document
}

/// The recipes with one kind of data more: whoever has them on is asked again.
pub fn wanting_more() -> Document {
    let mut document = demo().remove(0);
    let mut more = document.data[0].clone();
    more.category = "reviews".parse().unwrap();
    document.data.push(more);
    document.change_note = Some("We now use your reviews, too.".to_owned());
    document
}

/// Asks without any bearer.
pub async fn anonymous(server: &Server, path: &str) -> Answer {
    send(&server.url, "GET", &format!("/api/v1{path}"), &[], "").await
}

/// Asks again with the tag of before: nothing changed, and it still says which index it reflects.
pub async fn unchanged(crm: &Crm, path: &str) {
    let first = crm.get(path).await.expect(200);
    assert_ne!(first.header("mutual-index"), "");
    let tag = [("if-none-match", first.header("etag"))];
    let again = crm.call("GET", path, &tag, None).await.expect(304);
    assert_ne!(again.header("mutual-index"), "");
    // Somebody else's entry moves the index and not the tag.
    let elsewhere = json!({"identifiers": ["crm:77"], "region": "GB"});
    crm.put("/customers/crm:77", &elsewhere).await;
    crm.post("/customers/crm:77/pause", &json!({}))
        .await
        .expect(201);
    let later = crm.call("GET", path, &tag, None).await.expect(304);
    let index = |answer: &Answer| answer.header("mutual-index").parse::<u64>().unwrap();
    assert!(index(&later) > index(&first), "{path}");
}

/// The kind of an error and what it says, in whosever shape it is told.
pub fn told(answer: &Answer) -> (Value, String) {
    let body = answer.json();
    let kinds = [
        &body["code"],
        &body[0]["errorCode"],
        &body["subCategory"],
        &body["error"]["code"],
    ];
    let texts = [
        &body["detail"],
        &body[0]["message"],
        &body["message"],
        &body["error"]["message"],
    ];
    let kind = kinds.into_iter().find(|kind| !kind.is_null());
    let text = texts.into_iter().find_map(Value::as_str);
    (
        kind.cloned().unwrap_or_default(),
        text.unwrap_or_default().to_owned(),
    )
}

/// What that kind is called below this path.
pub fn called(path: &str, code: &'static str) -> Value {
    let vendor = path.strip_prefix("/api/v1/profiles/").unwrap_or_default();
    let needs_scope = code == "scope_missing";
    match vendor.split('/').next().unwrap_or_default() {
        "salesforce" if needs_scope => json!("INSUFFICIENT_ACCESS"),
        "salesforce" => json!("INVALID_SESSION_ID"),
        "dynamics" if needs_scope => json!("0x80048405"),
        "dynamics" => json!("0x8005F101"),
        _ => json!(code),
    }
}
