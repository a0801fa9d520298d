//! Ana's receipts in the forms that others read: of a pause, of its end, and in her language.

use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, demo_in_all_languages};
use crate::on_both;
use crate::own::{accepted, by_link, conforms};
use crate::receipts::choice;
use crate::red_lines::by_phone;

on_both!(
    a_pause_and_its_end_list_what_they_reached,
    her_receipt_calls_data_and_purpose_what_she_calls_them,
);

const KANTARA: &str = "application/vnd.kantara.consent-receipt+json";
const DPV: &str = "application/ld+json";

async fn kitchen(database: Database) -> (Server, Crm, String) {
    let server = Server::start(database).await;
    for document in demo_in_all_languages() {
        server.publish(document, None).await;
    }
    let crm = server.crm("consent:read consent:write").await;
    let ana = crm.knows("crm:ana").await;
    (server, crm, ana)
}

/// Turns toggles of an exchange on or off, in the language that she was asked in.
async fn chooses(crm: &Crm, proposition: &str, toggles: Value, locale: &str) -> String {
    let mut body = choice("on");
    body["proposition"] = proposition.into();
    body["toggles"] = toggles;
    body["locale"] = locale.into();
    let stored = crm.post("/customers/crm:ana/choices", &body).await;
    receipt_of(&stored.expect(201).json())
}

async fn does(crm: &Crm, what: &str) -> String {
    let body = match what {
        "resume" => json!({"evidence": by_phone()}),
        _ => json!({}),
    };
    let stored = crm.post(&format!("/customers/crm:ana/{what}"), &body).await;
    receipt_of(&stored.expect(201).json())
}

fn receipt_of(stored: &Value) -> String {
    stored["receipt"].as_str().unwrap().to_owned()
}

async fn a_pause_and_its_end_list_what_they_reached(database: Database) {
    let (server, crm, ana) = kitchen(database).await;
    let yes = chooses(
        &crm,
        "recipe-ideas",
        json!({"exchange": "on", "data:birthday": "on"}),
        "en",
    )
    .await;
    chooses(&crm, "dinner-helper", json!({"exchange": "on"}), "de").await;
    chooses(&crm, "taste-panel", json!({"exchange": "on"}), "en").await;
    chooses(&crm, "taste-panel", json!({"exchange": "off"}), "en").await;
    chooses(&crm, "recipe-ideas", json!({"data:birthday": "off"}), "en").await;
    let paused = does(&crm, "pause").await;
    // What she says later changes nothing of what the pause reached.
    chooses(&crm, "dinner-helper", json!({"exchange": "off"}), "de").await;
    let resumed = does(&crm, "resume").await;
    chooses(&crm, "recipe-ideas", json!({"exchange": "off"}), "en").await;

    let of_pause = accepted(&crm, &paused, DPV).await.expect(200).json();
    assert_eq!(of_pause["dct:identifier"], paused.as_str());
    assert_eq!(of_pause["dpv:hasDataSubject"]["dct:identifier"], ana);
    let processes = of_pause["dpv:hasProcess"].as_array().unwrap();
    let named: Vec<_> = processes.iter().map(|one| &one["dct:title"]).collect();
    assert_eq!(
        named,
        ["Weekly recipe ideas", "Abendessen-Helfer in unserer App"]
    );
    for process in processes {
        let status = &process["dpv:hasConsentStatus"][0];
        assert_eq!(status["@type"][0], "dpv:ConsentStatusInvalidForProcessing");
        assert_eq!(
            status["dpv:isIndicatedAtTime"], of_pause["dct:created"],
            "it is the pause that says so"
        );
        assert_eq!(process["dpv:hasNotice"]["dct:hasVersion"], 1);
        assert!(process["dpv:hasDuration"]["dct:valid"]["@value"].is_string());
    }
    assert_eq!(processes[1]["dpv:hasNotice"]["dct:language"], "de");
    let data = |process: &Value| -> Vec<String> {
        let data = process["dpv:hasPersonalData"].as_array().unwrap().iter();
        let ids = data.map(|one| one["dct:identifier"].as_str().unwrap().to_owned());
        ids.collect()
    };
    assert_eq!(data(&processes[0]), ["orders"], "without the birthday");
    // A record of consents cannot say that they may not be used.
    accepted(&crm, &paused, KANTARA).await.expect(406);

    let of_end = accepted(&crm, &resumed, DPV).await.expect(200).json();
    let processes = of_end["dpv:hasProcess"].as_array().unwrap();
    assert_eq!(processes.len(), 1, "dinner-helper was turned off meanwhile");
    let status = &processes[0]["dpv:hasConsentStatus"][0];
    assert_eq!(status["@type"][0], "dpv:ConsentGiven");
    // The yes is as old as it is, and was not given again.
    let first = crm.get(&format!("/receipts/{yes}")).await.json();
    assert_eq!(
        status["dpv:isIndicatedAtTime"]["@value"],
        first["entry"]["evidence"]["at"]
    );
    let kantara = accepted(&crm, &resumed, KANTARA).await.expect(200).json();
    assert_eq!(kantara["services"].as_array().unwrap().len(), 1);
    assert_eq!(kantara["services"][0]["service"], "Weekly recipe ideas");
    let method = kantara["collectionMethod"].as_str().unwrap();
    assert!(method.contains("the end of a pause"), "{method}");
    assert_eq!(kantara["language"], "en");
    conforms(&[&kantara], &[&of_pause, &of_end]);

    // The same from her own page, which offers what there is.
    let mut browser = by_link(&server, &ana).await;
    for (receipt, forms) in [
        (&paused, &["jsonld"][..]),
        (&resumed, &["jsonld", "kantara.json"]),
    ] {
        let page = browser.get(&format!("/receipts/{receipt}")).await;
        let page = page.expect(200).text();
        for form in ["jsonld", "kantara.json"] {
            let path = format!("/receipts/{receipt}/{form}");
            let there = forms.contains(&form);
            assert_eq!(page.contains(&path), there, "{form}: {page}");
            let status = if there { 200 } else { 404 };
            browser.get(&path).await.expect(status);
        }
    }
}

async fn her_receipt_calls_data_and_purpose_what_she_calls_them(database: Database) {
    let (_server, crm, _) = kitchen(database).await;
    let english = chooses(&crm, "recipe-ideas", json!({"exchange": "on"}), "en").await;
    let german = chooses(&crm, "dinner-helper", json!({"exchange": "on"}), "de").await;
    let arabic = chooses(&crm, "allergy-check", json!({"exchange": "on"}), "ar").await;
    let mut forms = Vec::new();
    for (receipt, locale, data, purpose) in [
        (&english, "en", "Your past orders", "Ideas picked for you"),
        (
            &german,
            "de",
            "Ihre bisherigen Bestellungen",
            "Vorschläge, die zu Ihnen passen",
        ),
        (&arabic, "ar", "حساسياتك وأمراضك", "المساعدة في ما تطلبه"),
    ] {
        let kantara = accepted(&crm, receipt, KANTARA).await.expect(200).json();
        let dpv = accepted(&crm, receipt, DPV).await.expect(200).json();
        assert_eq!(kantara["language"], locale);
        let service = &kantara["services"][0]["purposes"][0];
        assert_eq!(service["piiCategory"][0], data);
        assert_eq!(service["purposeCategory"][0], purpose);
        let process = &dpv["dpv:hasProcess"][0];
        assert_eq!(process["dpv:hasPersonalData"][0]["dct:title"], data);
        assert_eq!(process["dpv:hasPurpose"]["dct:title"], purpose);
        forms.push((kantara, dpv));
    }
    // What is special is called so too.
    assert_eq!(
        forms[2].0["spiCat"],
        forms[2].0["services"][0]["purposes"][0]["piiCategory"]
    );
    conforms(
        &forms.iter().map(|(kantara, _)| kantara).collect::<Vec<_>>(),
        &forms.iter().map(|(_, dpv)| dpv).collect::<Vec<_>>(),
    );
}
