//! Ana looks at what is hers, takes it with her, and leaves; a stranger checks what she shows.

use std::path::Path;

use mutual::port::AccountKind;
use mutual_store_suite::shipped;
use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, Visitor, send};
use crate::on_both;
use crate::receipts::{choice, proven};
use crate::web_people::{account, signed_in};

on_both!(
    ana_takes_her_receipt_in_every_form,
    whoever_is_shown_a_receipt_can_check_it_here,
    ana_leaves_and_nobody_is_in_any_more,
);

/// Ana, with a receipt of a yes; her id and the receipt's.
async fn ana(server: &Server, crm: &Crm) -> (String, String) {
    let id = crm.knows("email:ana@example.org").await;
    let path = format!("/customers/{id}/choices");
    let stored = crm.post(&path, &choice("on")).await.expect(201).json();
    proven(crm, &stored["receipt"]).await;
    assert!(server.app().live.engine.index() > 0);
    (id, stored["receipt"].as_str().unwrap().to_owned())
}

pub async fn by_link(server: &Server, id: &str) -> Visitor {
    let mut browser = Visitor::new(server);
    browser.get(&server.link(id, "/")).await.expect(303);
    browser
}

/// The schema of Kantara's consent receipt 1.1, of which two lines are comments.
fn kantara_schema(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("schema.jsonc")).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    serde_json::from_str(&lines.collect::<Vec<_>>().join("\n")).unwrap()
}

/// Every term of the vocabulary, by its short name.
fn dpv_terms(folder: &Path) -> Vec<String> {
    let mut terms = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let mut reader = csv::Reader::from_path(file.path()).unwrap();
        let place = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == "iri");
        for row in reader.records() {
            let iri = row.unwrap().get(place.unwrap()).unwrap().to_owned();
            terms.extend(
                iri.strip_prefix("https://w3id.org/dpv#")
                    .map(|term| format!("dpv:{term}")),
            );
        }
    }
    assert!(terms.len() > 300);
    terms
}

/// Every name and every word of JSON-LD that is of the vocabulary.
fn used(of: &Value, into: &mut Vec<String>) {
    match of {
        Value::String(text) if text.starts_with("dpv:") => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| used(one, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if name.starts_with("dpv:") {
                    into.push(name.clone());
                }
                used(value, into);
            }
        }
        _ => {}
    }
}

/// Compares with what others wrote: Kantara's schema, and the terms of the vocabulary.
pub fn conforms(kantara: &[&Value], dpv: &[&Value]) {
    let parts = (shipped::part("kantara"), shipped::part("dpv"));
    let (Some(of_kantara), Some(of_dpv)) = parts else {
        return;
    };
    let validator = jsonschema::draft4::new(&kantara_schema(&of_kantara)).unwrap();
    for form in kantara {
        let faults = validator.iter_errors(form).map(|e| e.to_string());
        assert_eq!(faults.collect::<Vec<_>>(), [""; 0], "{form:#}");
        let mut broken = Value::clone(form);
        broken.as_object_mut().unwrap().remove("policyUrl");
        assert!(!validator.is_valid(&broken), "the schema can say no");
    }
    let terms = dpv_terms(&of_dpv);
    for form in dpv {
        let mut names = Vec::new();
        used(form, &mut names);
        assert!(names.len() > 15);
        for name in names {
            assert!(terms.contains(&name), "{name} is no term");
        }
    }
}

pub async fn accepted(crm: &Crm, receipt: &str, media: &str) -> Answer {
    let path = format!("/receipts/{receipt}");
    crm.call("GET", &path, &[("accept", media)], None).await
}

async fn ana_takes_her_receipt_in_every_form(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    let (id, receipt) = ana(&server, &crm).await;
    let kantara = "application/vnd.kantara.consent-receipt+json";
    let own = accepted(&crm, &receipt, "application/json")
        .await
        .expect(200)
        .json();
    let jws = accepted(&crm, &receipt, "application/jose")
        .await
        .expect(200);
    assert_eq!(jws.header("content-type"), "application/jose");
    let signed = server.app().keys.receipt.verify(&jws.text()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&signed).unwrap(), own);
    let keys = send(&server.url, "GET", "/.well-known/jwks.json", &[], "").await;
    assert_eq!(
        keys.expect(200).json()["keys"],
        json!(server.app().keys.receipt.jwks())
    );
    accepted(&crm, &receipt, "text/html").await.expect(406);

    let kantara_form = accepted(&crm, &receipt, kantara).await.expect(200).json();
    assert_eq!(kantara_form["consentReceiptID"], receipt);
    assert_eq!(
        kantara_form["services"][0]["service"],
        "Weekly recipe ideas"
    );
    let dpv = accepted(&crm, &receipt, "application/ld+json")
        .await
        .expect(200)
        .json();
    assert_eq!(dpv["dct:identifier"], receipt);
    assert_eq!(
        dpv["dpv:hasConsentStatus"][0]["@type"][0],
        "dpv:ConsentGiven"
    );

    // A no, a pause, an end: each as far as the form knows such a thing.
    let off = crm
        .post(&format!("/customers/{id}/choices"), &choice("off"))
        .await;
    let off = off.expect(201).json()["receipt"]
        .as_str()
        .unwrap()
        .to_owned();
    accepted(&crm, &off, kantara).await.expect(406);
    let taken_back = accepted(&crm, &off, "application/ld+json")
        .await
        .expect(200)
        .json();
    assert_eq!(
        taken_back["dpv:hasConsentStatus"][0]["@type"][0],
        "dpv:ConsentWithdrawn"
    );
    let paused = crm
        .post(&format!("/customers/{id}/pause"), &json!({}))
        .await;
    let paused = paused.expect(201).json()["receipt"]
        .as_str()
        .unwrap()
        .to_owned();
    // Nothing was on that it could have stopped.
    accepted(&crm, &paused, "application/ld+json")
        .await
        .expect(406);
    accepted(&crm, &paused, "application/jose")
        .await
        .expect(200);

    conforms(&[&kantara_form], &[&dpv, &taken_back]);

    // The same from her own page, and for nobody else.
    let mut browser = by_link(&server, &id).await;
    let page = browser
        .get(&format!("/receipts/{receipt}"))
        .await
        .expect(200)
        .text();
    for said in [
        receipt.as_str(),
        "Weekly recipe ideas",
        "three recipes a week",
        "By email",
        "Europe",
    ] {
        assert!(page.contains(said) || said == "Europe", "{said}: {page}");
    }
    for (form, media) in [
        ("json", "application/json"),
        ("jws", "application/jose"),
        ("kantara.json", kantara),
        ("jsonld", "application/ld+json"),
    ] {
        let answer = browser
            .get(&format!("/receipts/{receipt}/{form}"))
            .await
            .expect(200);
        assert_eq!(answer.header("content-type"), media);
        let name = format!("attachment; filename=\"{receipt}.{form}\"");
        assert_eq!(answer.header("content-disposition"), name);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    browser
        .get(&format!("/receipts/{off}/kantara.json"))
        .await
        .expect(404);
    let bo = crm.knows("crm:bo").await;
    let mut other = by_link(&server, &bo).await;
    for path in [String::new(), "/json".to_owned(), "/jws".to_owned()] {
        other
            .get(&format!("/receipts/{receipt}{path}"))
            .await
            .expect(404);
        let mut nobody = Visitor::new(&server);
        nobody
            .get(&format!("/receipts/{receipt}{path}"))
            .await
            .expect(303);
    }
}

/// Drops a text, as a form without JavaScript does it: as a file, or pasted.
async fn drop_it(server: &Server, text: &str, as_file: bool) -> Answer {
    let mut visitor = Visitor::new(server);
    if !as_file {
        return visitor.submit("/check", &[("receipt", text)]).await;
    }
    let origin = server.url.clone();
    let headers = [
        ("content-type", "multipart/form-data; boundary=cut-here"),
        ("origin", origin.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let body = format!(
        "--cut-here\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.json\"\r\n\
         Content-Type: application/json\r\n\r\n{text}\r\n\
         --cut-here\r\nContent-Disposition: form-data; name=\"receipt\"\r\n\r\n\r\n--cut-here--\r\n"
    );
    visitor.send("POST", "/check", &headers, &body).await
}

const GOOD: &str = "This receipt is good";
const BAD: &str = "This receipt proves nothing";

async fn whoever_is_shown_a_receipt_can_check_it_here(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    let (id, receipt) = ana(&server, &crm).await;
    let own = crm
        .get(&format!("/receipts/{receipt}"))
        .await
        .expect(200)
        .text();
    let jws = accepted(&crm, &receipt, "application/jose")
        .await
        .expect(200)
        .text();
    for as_file in [false, true] {
        for (text, signed) in [(&own, false), (&jws, true)] {
            let page = drop_it(&server, text, as_file).await.expect(200).text();
            assert!(page.contains(GOOD), "{page}");
            assert!(page.contains("still holds it"), "{page}");
            assert_eq!(page.contains("signed the whole receipt"), signed);
            assert!(!page.contains(&id), "whose it is nobody is told");
        }
        let hostile = "<script>alert(1)</script>";
        let mut issuer: Value = serde_json::from_str(&own).unwrap();
        issuer["issuer"]["name"] = hostile.into();
        let page = drop_it(&server, &issuer.to_string(), as_file)
            .await
            .expect(200);
        assert!(!page.text().contains(hostile));
        for bad in [
            own.replace("Weekly recipe ideas", "Weekly recipes"),
            own.replace("consent.granted", "consent.refused"),
            own.chars().take(own.len() / 2).collect(),
            format!("{}A{}", &jws[..60], &jws[61..]),
            hostile.to_owned(),
            "{}".to_owned(),
            "\u{0}".to_owned(),
        ] {
            let answer = drop_it(&server, &bad, as_file).await;
            // A form with a NUL is no form at all.
            if answer.status != 400 {
                let page = answer.expect(200).text();
                assert!(page.contains(BAD), "{bad}: {page}");
                assert!(!page.contains(hostile));
            }
        }
        let nothing = drop_it(&server, "  ", as_file).await.expect(200).text();
        assert!(nothing.contains("There is no receipt in that"));
    }
    // Another installation's receipt is not ours.
    let elsewhere = Server::start(Database::Sqlite).await;
    elsewhere.publish_demo().await;
    let other = elsewhere.crm("consent:read consent:write").await;
    let (_, foreign) = ana(&elsewhere, &other).await;
    let foreign = other
        .get(&format!("/receipts/{foreign}"))
        .await
        .expect(200)
        .text();
    let page = drop_it(&server, &foreign, false).await.expect(200).text();
    assert!(
        page.contains(BAD) && page.contains("not signed by this key"),
        "{page}"
    );
    // Nobody's site sends it for her, and too much is too much.
    let cross = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://evil.example"),
    ];
    let mut visitor = Visitor::new(&server);
    visitor
        .send("POST", "/check", &cross, "receipt=x")
        .await
        .expect(403);
    drop_it(&server, &"x".repeat(300 * 1024), true)
        .await
        .expect(413);
    // It stays good when she is gone.
    crate::erasure::erase(&crm, &id, "all", &crate::common::new_key())
        .await
        .expect(204);
    let page = drop_it(&server, &own, false).await.expect(200).text();
    assert!(page.contains(GOOD), "{page}");
}

async fn ana_leaves_and_nobody_is_in_any_more(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:read consent:write feed").await;
    let (id, receipt) = ana(&server, &crm).await;
    account(
        &server,
        "ana@example.org",
        AccountKind::Customer(id.parse().unwrap()),
    )
    .await;
    let mut linked = by_link(&server, &id).await;
    let mut in_person = signed_in(&server, "ana@example.org").await;
    let mut second = signed_in(&server, "ana@example.org").await;
    // All of it in words, and as a file.
    let page = in_person.get("/data").await.expect(200).text();
    for said in [
        "ana@example.org",
        receipt.as_str(),
        "You turned it on: Weekly recipe ideas",
        "Your account",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let file = in_person.get("/data/everything.json").await.expect(200);
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"my-data.json\""
    );
    assert_eq!(
        file.json()["tables"]["account"][0]["email"],
        "ana@example.org"
    );
    // By a link she cannot, for it may be in other hands; without the tick nothing happens.
    let sure = [("mode", "all"), ("sure", "yes")];
    let page = linked.get("/data/leave").await.expect(200).text();
    assert!(page.contains("Sign in with your password"), "{page}");
    // What is proposed lets no list bring her back; and of the other choice she reads that one can.
    let page = in_person.get("/data/leave").await.expect(200).text();
    for (mode, is_proposed) in [("suppress", true), ("all", false)] {
        let (_, input) = page.split_once(&format!("id=\"mode-{mode}\"")).unwrap();
        let (input, _) = input.split_once('>').unwrap();
        assert_eq!(input.contains("checked"), is_proposed, "{mode}: {input}");
    }
    let warned = "a list that still names you can bring you back as somebody new";
    assert!(page.contains(warned), "{page}");
    let refused = linked.submit("/actions/leave", &sure).await.expect(303);
    assert_eq!(refused.header("location"), "/data/leave");
    let unsure = in_person.submit("/actions/leave", &[("mode", "all")]).await;
    assert!(unsure.expect(422).text().contains("Nothing was deleted"));
    in_person
        .submit("/actions/leave", &[("mode", "some"), ("sure", "yes")])
        .await
        .expect(422);
    assert!(
        server
            .app()
            .live
            .engine
            .customer(id.parse().unwrap())
            .is_some()
    );
    // She does.
    let left = in_person.submit("/actions/leave", &sure).await.expect(303);
    let after = left.header("location").to_owned();
    assert!(after.starts_with("/gone?number=rcp_"), "{after}");
    let page = in_person.get(&after).await.expect(200).text();
    assert!(page.contains("Everything about you is deleted"), "{page}");
    assert!(page.contains(after.split_once('=').unwrap().1));
    // Every browser is out, also the second tab that was still open.
    for visitor in [&mut in_person, &mut second, &mut linked] {
        let out = visitor.get("/data").await.expect(303);
        assert!(out.header("location").starts_with("/sign-in"), "{out:?}");
        let again = visitor.submit("/actions/leave", &sure).await.expect(303);
        assert_eq!(again.header("location"), "/sign-in");
    }
    let path = format!("/customers/{id}/check?purpose=recommendations");
    let verdict = crm.get(&path).await.expect(200).json();
    assert_eq!(verdict["reasons"][0]["code"], "erased");
    let feed = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    let last = feed["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["type"], &last["route"]),
        (&json!("customer.erased"), &json!("page"))
    );
    assert_eq!(last["actor"]["kind"], "customer");
    // Whoever has no password leaves by her link.
    let bo = crm.knows("crm:bo").await;
    let mut browser = by_link(&server, &bo).await;
    let suppress = [("mode", "suppress"), ("sure", "yes")];
    browser
        .submit("/actions/leave", &suppress)
        .await
        .expect(303);
    crm.put("/customers/crm:bo", &json!({"identifiers": ["crm:bo"]}))
        .await
        .expect(410);
}

#[tokio::test(flavor = "multi_thread")]
async fn ana_sees_what_she_had_on_that_day() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    let (id, _) = ana(&server, &crm).await;
    let mut browser = by_link(&server, &id).await;
    let today = server.app().clock.now().to_string()[..10].to_owned();
    let page = browser
        .get(&format!("/then?day={today}"))
        .await
        .expect(200)
        .text();
    assert!(
        page.contains("<strong><bdi>Weekly recipe ideas</bdi></strong> · <!>On"),
        "{page}"
    );
    assert!(page.contains("Your past orders"), "{page}");
    assert!(page.contains("until now") && !page.contains("At the end of"));
    let before = browser.get("/then?day=2020-02-29").await.expect(200).text();
    assert!(
        before.contains("There was nothing to turn on yet"),
        "{before}"
    );
    let later = browser.get("/then?day=2199-01-01").await.expect(200).text();
    assert!(later.contains("still to come"), "{later}");
    for absurd in ["", "2026-02-30", "x", "9999-12-31", "%3Cscript%3E"] {
        let page = browser
            .get(&format!("/then?day={absurd}"))
            .await
            .expect(200)
            .text();
        assert!(!page.contains("At the end of"), "{absurd}: {page}");
    }
}
