//! A proposition in several languages: written in the studio, read by each customer in hers.

use mutual::access::Role;
use mutual::catalogue::Document;
use mutual::port::{AccountKind, Organisation};
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, Visitor, demo};
use crate::on_both;
use crate::web_people::{account, signed_in};

on_both!(
    each_customer_reads_it_in_her_language_or_is_not_asked,
    a_marketer_writes_german_beside_english,
);

const QUESTION: &str = "Dürfen wir mit Ihren Bestellungen Rezepte aussuchen?";

/// The texts of the demo's recipes in German.
fn german(english: &Value) -> Value {
    let benefits = english["benefits"].as_array().unwrap().iter();
    let benefits = benefits.map(|benefit| {
        json!({"key": benefit["key"], "what": "Drei Rezepte aus dem, was Sie kaufen", "unit": "Rezepte"})
    });
    let mut texts = json!({
        "title": "Rezeptideen per E-Mail",
        "use": "Wir sehen Ihre Bestellungen der letzten 12 Monate an und wählen drei Rezepte aus.",
        "benefits": benefits.collect::<Vec<_>>(),
        "if_off": "Wir hören innerhalb einer Stunde auf.",
        "stays": "Ihre Bestellungen und Punkte bleiben gleich.",
        "retention": "12 Monate nach Ihrer letzten Bestellung",
        "ask": {"question": QUESTION, "allow": "Erlauben", "refuse": "Nicht erlauben"},
    });
    if !english["worth"].is_null() {
        texts["method"] = "Durchschnittlicher Wert".into();
    }
    texts
}

fn bilingual() -> Document {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["translations"]["de"] = german(&document);
    serde_json::from_value(document).unwrap()
}

pub async fn speaks(server: &Server, locales: &[&str]) {
    let organisation = Organisation {
        name: "Halden".to_owned(),
        contact_email: "care@halden.example".to_owned(),
        data_protection_contact: "privacy@halden.example".to_owned(),
        region: "GB".to_owned(),
        locales: locales.iter().map(|locale| (*locale).to_owned()).collect(),
        ..Organisation::default()
    };
    let store = &server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
}

/// A customer who reads that language, in by a link.
async fn reader(server: &Server, crm: &Crm, name: &str, locale: &str) -> (String, Visitor) {
    let put = json!({"identifiers": [format!("crm:{name}")], "locale": locale});
    let put = crm.put(&format!("/customers/crm:{name}"), &put).await;
    let id = put.json()["customer"].as_str().unwrap().to_owned();
    let mut browser = Visitor::new(server);
    browser.get(&server.link(&id, "/")).await.expect(303);
    (id, browser)
}

async fn turns(browser: &mut Visitor, to: &str, locale: &str) -> Answer {
    let fields = [
        ("proposition", "recipe-ideas"),
        ("toggle", "exchange"),
        ("to", to),
        ("version", "1"),
        ("shown_in", locale),
        ("index", "99"),
        ("from", "/"),
    ];
    browser.submit("/actions/choose", &fields).await
}

async fn each_customer_reads_it_in_her_language_or_is_not_asked(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    server.publish(bilingual(), None).await;
    let crm = server.crm("consent:read consent:write catalogue").await;
    let listed = crm.get("/propositions").await.expect(200).json();
    assert_eq!(listed["items"][0]["locales"], json!(["en", "de"]));
    let version = crm.get("/propositions/recipe-ideas/versions/1").await;
    assert!(version.expect(200).text().contains(QUESTION));

    // Hanna is asked in German, says yes, and her receipt is in German.
    let (hanna, mut browser) = reader(&server, &crm, "hanna", "de").await;
    let page = browser.get("/").await.expect(200).text();
    assert!(
        page.contains("lang=\"de\"") && page.contains(QUESTION),
        "{page}"
    );
    assert!(!page.contains("May we use"), "{page}");
    assert!(page.contains("name=\"shown_in\" value=\"de\""), "{page}");
    turns(&mut browser, "on", "de").await.expect(303);
    let state = crm.get(&format!("/customers/{hanna}/consents")).await;
    let exchange = state.expect(200).json()["exchanges"][0].clone();
    assert_eq!(exchange["toggles"]["exchange"]["decision"], "granted");
    // Her own language, and that of the question.
    let everything = browser.get("/data/everything.json").await.expect(200);
    let everything = everything.text();
    let told = everything.matches("\"locale\": \"de\"").count();
    assert_eq!(told, 2, "{everything}");
    let history = browser.get("/x/recipe-ideas").await.expect(200).text();
    let receipt = history.split("/receipts/").nth(1).unwrap();
    let receipt = receipt.split('"').next().unwrap();
    let receipt = browser.get(&format!("/receipts/{receipt}")).await;
    let receipt = receipt.expect(200).text();
    assert!(
        receipt.contains(QUESTION) && !receipt.contains("May we use"),
        "{receipt}"
    );

    // Amal reads Arabic: it is not written for her, so nobody asks, and she cannot be made to agree.
    let (amal, mut browser) = reader(&server, &crm, "amal", "ar").await;
    let page = browser.get("/").await.expect(200).text();
    assert!(page.contains("dir=\"rtl\""), "{page}");
    assert!(!page.contains("x-recipe-ideas"), "{page}");
    // Nor by a form made by hand, whatever it claims that she was shown.
    for claimed in ["ar", "en", "de", ""] {
        let refused = turns(&mut browser, "on", claimed).await.expect(422);
        let page = refused.text();
        assert!(page.contains("لم نكتب هذا بلغتك بعد"), "{page}");
    }
    let check = crm.get(&format!("/customers/{amal}/consents")).await.json();
    let decision = |state: &Value| state["exchanges"][0]["toggles"]["exchange"]["decision"].clone();
    assert_eq!(decision(&check), "none");
    // By phone she heard it in English, and said yes: then she sees it, and can turn it off.
    let said = json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"}, "locale": "en",
        "evidence": {"how": "phone", "where": "call centre", "at": "2026-01-02T10:00:00Z",
                     "wording": "Yes."},
    });
    let path = format!("/customers/{amal}/choices");
    crm.post(&path, &said).await.expect(201);
    let mut french = said.clone();
    french["locale"] = "fr".into();
    let fault = crm.post(&path, &french).await.expect(422).json();
    assert_eq!(fault["errors"][0]["field"], "locale", "{fault}");
    let page = browser.get("/").await.expect(200).text();
    assert!(
        page.contains("x-recipe-ideas") && page.contains("<bdi lang=\"en\">"),
        "{page}"
    );
    assert!(page.contains("aria-checked=\"true\""), "{page}");
    let off = turns(&mut browser, "off", "en").await.expect(303);
    let done = off.header("location").to_owned();
    let index = done.split(['=', '#']).nth(1).unwrap();
    let page = browser.get(&done).await.expect(200).text();
    // Undo would be a switch to turn it on: there is none, and no form made by hand is one.
    assert!(!page.contains("/actions/undo"), "{page}");
    let fields = [
        ("of", index),
        ("proposition", "recipe-ideas"),
        ("version", "1"),
        ("shown_in", "en"),
        ("index", "99"),
        ("from", "/"),
    ];
    let undone = browser.submit("/actions/undo", &fields).await.expect(422);
    assert!(undone.text().contains("لم نكتب هذا بلغتك بعد"));
    let page = browser.get("/").await.expect(200).text();
    // Off, it says why there is no switch, and that it is off to whoever's answer was lost on the way.
    assert!(
        page.contains("x-recipe-ideas") && !page.contains("role=\"switch\""),
        "{page}"
    );
    assert!(
        page.contains("data-toggle=\"exchange\" data-on=\"false\""),
        "{page}"
    );
    server.stop().await;
}

async fn a_marketer_writes_german_beside_english(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de"]).await;
    server.publish(demo().remove(0), None).await;
    account(
        &server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let page = mara.get("/studio/recipe-ideas").await.expect(200).text();
    assert!(page.contains("translations[de][ask][question]"), "{page}");
    // What she types in the form is what the draft has; half of it is told of as what is missing.
    let english = serde_json::to_value(&demo()[0]).unwrap();
    let mut form = form(&english);
    let german = german(&english);
    let texts = ["title", "use", "if_off", "stays", "retention"];
    for name in texts {
        form.push((
            format!("translations[de][{name}]"),
            german[name].as_str().unwrap().to_owned(),
        ));
    }
    save(&mut mara, &form, "0").await;
    let page = mara
        .get("/studio/recipe-ideas?saved=yes")
        .await
        .expect(200)
        .text();
    assert!(page.contains("Rezeptideen per E-Mail"), "{page}");
    assert!(
        page.contains("f-translations-de-ask-question-fault"),
        "{page}"
    );
    let ask = ["question", "allow", "refuse"].map(|name| {
        let text = german["ask"][name].as_str().unwrap().to_owned();
        (format!("translations[de][ask][{name}]"), text)
    });
    form.extend(ask);
    for (row, text) in german["benefits"].as_array().unwrap().iter().enumerate() {
        for name in ["what", "unit"] {
            let text = text[name].as_str().unwrap().to_owned();
            form.push((format!("translations[de][benefits][{row}][{name}]"), text));
        }
    }
    if let Some(method) = german["method"].as_str() {
        form.push(("translations[de][method]".to_owned(), method.to_owned()));
    }
    form.push((
        "change_note".to_owned(),
        "You can read it in German.".to_owned(),
    ));
    form.push((
        "translations[de][change_note]".to_owned(),
        "Sie können es auf Deutsch lesen.".to_owned(),
    ));
    let draft = server
        .app()
        .live
        .store
        .draft("recipe-ideas")
        .await
        .unwrap()
        .unwrap();
    save(&mut mara, &form, &draft.revision.to_string()).await;
    let draft = server
        .app()
        .live
        .store
        .draft("recipe-ideas")
        .await
        .unwrap()
        .unwrap();
    let document: Document = serde_json::from_str(&draft.content).unwrap();
    let catalogue = server.app().live.engine.catalogue();
    assert_eq!(document.faults(catalogue.registry()), []);
    assert_eq!(document.in_locale("de").unwrap().ask.question, QUESTION);
    let page = mara
        .get("/studio/recipe-ideas/publish?lang=de")
        .await
        .expect(200)
        .text();
    assert!(page.contains(QUESTION), "{page}");
    server.stop().await;
}

/// The document as the editor's form has it, without a sample.
pub fn form(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let mut fields = Vec::new();
    let mut put = |name: String, value: String| fields.push((name, value));
    for name in [
        "key",
        "title",
        "locale",
        "purpose",
        "legal_basis",
        "use",
        "decided_by",
        "if_off",
        "stays",
        "retention",
        "term_months",
    ] {
        put(name.to_owned(), text(&document[name]));
    }
    for item in document["data"].as_array().unwrap() {
        let state = if item["required"] == true {
            "required"
        } else {
            "optional"
        };
        put(
            format!("data[{}]", text(&item["category"])),
            state.to_owned(),
        );
    }
    let sole = |list: &str| document[list].as_array().unwrap().len() == 1;
    for (list, name, kind) in [("channels", "channels", "channel"), ("ai_uses", "ai", "ai")] {
        for word in document[list].as_array().unwrap() {
            let toggle = json!(format!("{kind}:{}", text(word)));
            let listed = document["required"].as_array();
            let needed = sole(list) || listed.is_some_and(|listed| listed.contains(&toggle));
            let state = if needed { "required" } else { "optional" };
            put(format!("{name}[{}]", text(word)), state.to_owned());
        }
    }
    for (n, benefit) in document["benefits"].as_array().unwrap().iter().enumerate() {
        for (name, value) in benefit.as_object().unwrap() {
            put(format!("benefits[{n}][{name}]"), text(value));
        }
    }
    for (name, value) in document["worth"].as_object().into_iter().flatten() {
        put(format!("worth[{name}]"), text(value));
    }
    for (name, value) in document["ask"].as_object().unwrap() {
        put(format!("ask[{name}]"), text(value));
    }
    let lines = |list: &Value| {
        let list = list.as_array().unwrap().iter();
        list.map(text).collect::<Vec<_>>().join("\n")
    };
    put("recipients".to_owned(), lines(&document["recipients"]));
    put(
        "regions".to_owned(),
        lines(&document["regions"]).replace('\n', ", "),
    );
    fields
}

async fn save(mara: &mut Visitor, form: &[(String, String)], revision: &str) {
    let mut fields: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("revision", revision));
    let answer = mara.submit("/actions/save-draft", &fields).await;
    assert_eq!(answer.header("location"), "/studio/recipe-ideas?saved=yes");
}
