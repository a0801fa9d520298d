//! What the law says of a proposition holds by every way to the customers: on which basis it runs,
//! what counts as more, what data is called, what money for data needs.

use std::process::Command as Process;

use mutual::access::Role;
use mutual::catalogue::{LegalBasis, Term};
use mutual::id::AccountId;
use mutual::port::Stage;
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server, Visitor, demo};
use crate::on_both;
use crate::registry::staff;
use crate::review::{Team, place};

on_both!(
    what_needs_a_yes_goes_live_on_no_other_basis,
    a_no_outlives_every_other_basis,
    the_page_says_that_nobody_is_asked,
    other_words_for_the_use_are_put_to_everybody_anew,
    words_that_press_are_no_name_for_data,
    whoever_approves_reads_what_customers_read,
    the_editor_asks_for_the_worth_and_how_it_was_worked_out,
    each_finding_says_why,
);

const PICK_UP: &str = "car-pick-up";

fn shipped(key: &str) -> Value {
    let all = demo().into_iter();
    let mut all = all.filter(|document| document.key.as_str() == key);
    serde_json::to_value(all.next().unwrap()).unwrap()
}

/// Mara saves what she wrote; the revision.
pub async fn save(server: &Server, team: &Team, content: &Value) -> u64 {
    let key = content["key"].as_str().unwrap();
    let mutual = &server.app().mutual;
    let before = mutual.draft(&team.writer, key).await.unwrap();
    let revision = before.map_or(0, |draft| draft.revision);
    let (slug, content) = (key.parse().unwrap(), content.to_string());
    let saved = mutual.save_draft(&team.writer, team.writer_id, &slug, content, revision);
    saved.await.unwrap()
}

/// Takes a step on the draft as it is now; where the browser is sent.
pub async fn step(
    server: &Server,
    who: &mut Visitor,
    (key, step): (&str, &str),
    more: &[(&str, &str)],
) -> String {
    let draft = server.app().live.store.draft(key).await.unwrap().unwrap();
    let revision = draft.revision.to_string();
    let mut fields = vec![("key", key), ("revision", &revision), ("accepted", "yes")];
    fields.extend(more);
    place(&who.submit(&format!("/actions/{step}"), &fields).await)
}

/// Mara asks, Rob approves, Mara publishes over that version; it is live then.
async fn goes_live(server: &Server, team: &mut Team, key: &str, over: &str) {
    let to = step(server, &mut team.mara, (key, "ask-for-review"), &[]).await;
    assert_eq!(to, format!("/studio/{key}/publish?done=asked"));
    let to = step(server, &mut team.rob, (key, "approve-draft"), &[]).await;
    assert_eq!(to, format!("/studio/{key}/publish?done=approved"));
    let to = step(server, &mut team.mara, (key, "publish"), &[("over", over)]).await;
    assert!(to.starts_with("/studio?published="), "{to}");
}

/// That the draft takes no step: not asked for, not approved where it stands as if it had been, not
/// published where it stands as if it were approved.
async fn goes_nowhere(server: &Server, team: &mut Team, content: &Value) {
    let key = content["key"].as_str().unwrap();
    save(server, team, content).await;
    let faults = format!("/studio/{key}/publish?failed=faults");
    let to = step(server, &mut team.mara, (key, "ask-for-review"), &[]).await;
    assert_eq!(to, faults);
    let store = &server.app().live.store;
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition(key).and_then(|known| known.live());
    let over = live.map(|live| live.number);
    let (by, at) = (AccountId::from_bytes([8; 16]), server.app().clock.now());
    let stages = [
        (Stage::InReview { by, at }, "approve-draft"),
        (
            Stage::Approved {
                by,
                at,
                over,
                pressed: None,
                accepted: None,
            },
            "publish",
        ),
    ];
    for (stage, next) in stages {
        let mut draft = store.draft(key).await.unwrap().unwrap();
        let before = draft.revision;
        (draft.stage, draft.revision) = (stage, before + 1);
        store.put_draft(&draft, Some(before), None).await.unwrap();
        let who = if next == "publish" {
            &mut team.mara
        } else {
            &mut team.rob
        };
        let number = over.map_or(String::new(), |over| over.to_string());
        let to = step(server, who, (key, next), &[("over", &number)]).await;
        assert_eq!(to, faults, "{next}");
    }
    let now = server.app().live.engine.catalogue();
    let now = now.proposition(key).and_then(|known| known.live().cloned());
    assert_eq!(now.map(|now| now.number), over, "{key}");
}

/// The rules that block a document, as the API tells them.
async fn blocked(crm: &Crm, document: &Value) -> Vec<String> {
    let found = crm.post("/propositions/lint", document).await.expect(200);
    let found = found.json()["documents"][0]["findings"].take();
    let found = found.as_array().unwrap().iter();
    let found = found.filter(|finding| finding["level"] == "block");
    found
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}

async fn chooses(crm: &Crm, key: &str, to: &str) {
    let choice = json!({"proposition": key, "version": 1, "toggles": {"exchange": to},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"}});
    let path = "/customers/crm:42/choices";
    crm.post(path, &choice).await.expect(201);
}

async fn may(crm: &Crm, purpose: &str, data: &str) -> (String, String) {
    let path = format!("/customers/crm:42/check?purpose={purpose}&data={data}");
    let told = crm.get(&path).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&told["verdict"]), text(&told["reasons"][0]["code"]))
}

async fn what_needs_a_yes_goes_live_on_no_other_basis(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("catalogue").await;
    let folder = tempfile::tempdir().unwrap();
    for key in ["coupons", "allergy-check", "dinner-helper", "recipe-ideas"] {
        let honest = shipped(key);
        assert_eq!(blocked(&crm, &honest).await, [""; 0], "{key}");
        for basis in LegalBasis::ALL
            .iter()
            .filter(|basis| basis.word() != "consent")
        {
            let mut document = honest.clone();
            document["legal_basis"] = basis.word().into();
            let rules = blocked(&crm, &document).await;
            assert!(
                rules.contains(&"L-B1".to_owned()),
                "{key} by {basis}: {rules:?}"
            );
            let file = folder.path().join("proposition.json");
            std::fs::write(&file, document.to_string()).unwrap();
            let mut lint = Process::new(env!("CARGO_BIN_EXE_mutual"));
            let output = lint.arg("lint").arg(&file).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{key} by {basis}");
        }
    }
    let mut document = shipped("coupons");
    document["legal_basis"] = "contract".into();
    goes_nowhere(&server, &mut team, &document).await;
    let page = team.mara.get("/studio/coupons").await.expect(200).text();
    assert!(page.contains("L-B1"), "{page}");
    server.stop().await;
}

async fn a_no_outlives_every_other_basis(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("catalogue check consent:write").await;
    crm.knows("crm:42").await;
    chooses(&crm, PICK_UP, "off").await;
    let no = ("deny".to_owned(), "no_grant".to_owned());
    assert_eq!(may(&crm, "service_messages", "precise_location").await, no);
    // A use that a contract could carry, had nobody been asked for a yes.
    let mut document = shipped(PICK_UP);
    document["change_note"] = "The pick-up is a part of what you buy now.".into();
    for basis in ["contract", "legal_obligation", "legitimate_interest"] {
        document["legal_basis"] = basis.into();
        assert_eq!(blocked(&crm, &document).await, ["L-B1"], "{basis}");
    }
    goes_nowhere(&server, &mut team, &document).await;
    // Nor under another name, with a thing added and a thing left out.
    let mut renamed = document.clone();
    renamed["key"] = "curbside".into();
    renamed["change_note"] = Value::Null;
    renamed["data"] = json!([
        {"category": "precise_location", "required": true},
        {"category": "phone_number", "required": false},
    ]);
    let said = renamed["use"].as_str().unwrap().to_owned();
    renamed["use"] = format!("{said} We text your phone number.").into();
    renamed["legal_basis"] = "contract".into();
    assert!(blocked(&crm, &renamed).await.contains(&"L-B1".to_owned()));
    goes_nowhere(&server, &mut team, &renamed).await;
    // And asked for a yes again under that name, it is the same question.
    renamed["legal_basis"] = "consent".into();
    assert!(blocked(&crm, &renamed).await.contains(&"L-A1".to_owned()));
    assert_eq!(may(&crm, "service_messages", "precise_location").await, no);
    // A stop ends no no: what comes back under the same key comes back by a yes.
    let stop = [("key", PICK_UP), ("stop_reason", "It broke.")];
    let to = place(&team.rob.submit("/actions/stop-proposition", &stop).await);
    assert!(to.ends_with("done=stopped"), "{to}");
    document["legal_basis"] = "contract".into();
    assert!(blocked(&crm, &document).await.contains(&"L-B1".to_owned()));
    goes_nowhere(&server, &mut team, &document).await;
    server.stop().await;
}

/// What tells a customer that her parcel is late: her contract needs it, and nothing else.
fn late_parcels(basis: &str) -> Value {
    let mut document = shipped(PICK_UP);
    document["key"] = "late-parcels".into();
    document["title"] = "A text when your parcel is late".into();
    document["legal_basis"] = basis.into();
    document["data"] = json!([{"category": "phone_number", "required": true}]);
    document["use"] = "We send one text to your phone number when a parcel is late.".into();
    document["benefits"] = json!([{"key": "text", "what": "One text for each late parcel",
        "kind": "service", "amount": 1, "unit": "text", "every": "order", "proof_event": "sms.sent"}]);
    document["if_off"] = "We send no more texts.".into();
    document["stays"] = "Your order stays the same.".into();
    document["recipients"] = json!(["Tallowgate Texts Ltd (sends the text messages)"]);
    document["retention"] = "12 months after your last order".into();
    document["channels"] = json!(["sms"]);
    document["required"] = json!([]);
    document["decided_by"] = "computer".into();
    document["ask"]["question"] = "May we text your phone number when a parcel is late?".into();
    document
}

async fn the_page_says_that_nobody_is_asked(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("catalogue check consent:write").await;
    for n in (1..=8).chain([42]) {
        crm.knows(&format!("crm:{n}")).await;
    }
    let elsewhere = json!({"identifiers": ["crm:9"], "region": "FR"});
    crm.put("/customers/crm:9", &elsewhere).await.expect(201);
    let mut document = late_parcels("contract");
    save(&server, &team, &document).await;
    let path = "/studio/late-parcels/publish";
    let page = team.rob.get(path).await.expect(200).text();
    let on = "for everybody whom it is offered to (10 now). Nobody is asked, and nobody can turn it off.";
    assert!(page.contains(on), "{page}");
    assert!(!page.contains("It starts off for everybody."), "{page}");
    goes_live(&server, &mut team, "late-parcels", "").await;
    // A right to object is more than they had, and goes live; again nobody is asked.
    document["legal_basis"] = "legitimate_interest".into();
    document["change_note"] = "You can turn this off now.".into();
    save(&server, &team, &document).await;
    let page = team.mara.get(path).await.expect(200).text();
    assert!(
        page.contains("(10 now). Nobody is asked; they can object."),
        "{page}"
    );
    assert!(!page.contains("it is off for them until they do"), "{page}");
    let to = step(
        &server,
        &mut team.mara,
        ("late-parcels", "ask-for-review"),
        &[],
    )
    .await;
    assert!(to.ends_with("done=asked"), "{to}");
    let to = step(
        &server,
        &mut team.rob,
        ("late-parcels", "approve-draft"),
        &[],
    )
    .await;
    assert!(to.ends_with("done=approved"), "{to}");
    let page = team.mara.get(path).await.expect(200).text();
    assert!(page.contains("Publish version 2<"), "{page}");
    let over = [("over", "1")];
    step(&server, &mut team.mara, ("late-parcels", "publish"), &over).await;
    // Whoever objects keeps that, and the page counts without her.
    let choice =
        json!({"proposition": "late-parcels", "version": 2, "toggles": {"exchange": "off"}});
    crm.post("/customers/crm:42/choices", &choice)
        .await
        .expect(201);
    document["stays"] = "Your order is as it was.".into();
    document["change_note"] = "We say what stays in other words.".into();
    save(&server, &team, &document).await;
    let page = team.mara.get(path).await.expect(200).text();
    assert!(
        page.contains("(fewer than 10 now). Nobody is asked; they can object."),
        "{page}"
    );
    // Back to a contract she could no longer object.
    document["legal_basis"] = "contract".into();
    document["change_note"] = "The texts are a part of what you buy.".into();
    assert_eq!(blocked(&crm, &document).await, ["L-B1"]);
    goes_nowhere(&server, &mut team, &document).await;
    let objected = ("deny".to_owned(), "objected".to_owned());
    assert_eq!(
        may(&crm, "service_messages", "phone_number").await,
        objected
    );
    server.stop().await;
}

async fn other_words_for_the_use_are_put_to_everybody_anew(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("catalogue check consent:write").await;
    crm.knows("crm:42").await;
    chooses(&crm, PICK_UP, "on").await;
    let allowed = ("allow".to_owned(), "granted".to_owned());
    assert_eq!(
        may(&crm, "service_messages", "precise_location").await,
        allowed
    );
    let mut document = shipped(PICK_UP);
    let said = document["use"].as_str().unwrap().to_owned();
    // Spelling asks nobody.
    document["use"] = said.replace("pick-up, our", "pick-up our").into();
    document["change_note"] = "We took out a comma.".into();
    save(&server, &team, &document).await;
    let path = format!("/studio/{PICK_UP}/publish");
    let page = team.mara.get(&path).await.expect(200).text();
    assert!(page.contains("This changes spelling alone."), "{page}");
    // A whole day in the place of an hour is more, whatever else the fields say.
    document["use"] = said.replace("one hour", "24 hours").into();
    document["change_note"] = "We look where you are for a day.".into();
    save(&server, &team, &document).await;
    let page = team.mara.get(&path).await.expect(200).text();
    assert!(page.contains("This is a material change."), "{page}");
    assert!(
        page.contains("nothing shows that they say no more: how we use it"),
        "{page}"
    );
    document["retention"] = "One day after each pick-up".into();
    document["ask"]["question"] =
        "May our app see where you are for 24 hours before each pick-up?".into();
    save(&server, &team, &document).await;
    goes_live(&server, &mut team, PICK_UP, "1").await;
    let anew = ("deny".to_owned(), "needs_answer".to_owned());
    assert_eq!(
        may(&crm, "service_messages", "precise_location").await,
        anew
    );
    server.stop().await;
}

const PRESSING: &str = "Hardly anything: 9 of 10 customers share it, only today";

fn garden<'a>(label: &'a str, german: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "data"),
        ("id", "garden"),
        ("revision", ""),
        ("name", "Everything"),
        ("label", label),
        ("labels[de]", german),
        ("origin", "told"),
        ("sensitivity", "ordinary"),
        ("dpv", "https://w3id.org/dpv#ProvidedPersonalData"),
    ]
}

async fn words_that_press_are_no_name_for_data(database: Database) {
    let server = Server::start(database).await;
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    for (label, german, said) in [
        (PRESSING, "Ihr Garten", "Say it plainly, without anything"),
        (
            "Your garden",
            "Nur heute: Ihr Garten",
            "Say it plainly, without Nur heute",
        ),
    ] {
        let answer = rob
            .submit("/actions/save-term", &garden(label, german))
            .await;
        let to = place(&answer);
        assert!(to.contains("failed=faults"), "{to}");
        let page = rob.get(&to).await.expect(200).text();
        let page = page.replace(['\u{2068}', '\u{2069}', '`'], "");
        assert!(page.contains(said), "{said}: {page}");
    }
    let known = || {
        let catalogue = server.app().live.engine.catalogue();
        catalogue.registry().category("garden").is_some()
    };
    assert!(!known());
    // Nor does it come in a file, on the command line.
    let term = |label: &str| {
        let term = json!({"id": "garden", "name": "Everything", "label": label, "origin": "told",
            "sensitivity": "ordinary", "dpv": "https://w3id.org/dpv#ProvidedPersonalData"});
        serde_json::from_value::<Term>(json!({"data": term})).unwrap()
    };
    let actor = mutual::access::Actor::Staff {
        account: AccountId::from_bytes([9; 16]),
        role: Role::Reviewer,
    };
    let lines = |label: &str| {
        let read = mutual::use_cases::TermRead::Term {
            term: Box::new(term(label)),
            exact: true,
            notes: vec![],
        };
        vec![mutual::use_cases::TermLine {
            from: "garden".to_owned(),
            read,
        }]
    };
    let mutual = &server.app().mutual;
    let refused = |label: &str| mutual.plan_terms(&actor, lines(label)).unwrap().refused();
    assert_eq!((refused(PRESSING), refused("Your garden")), (1, 0));
    let terms = vec![term(PRESSING)];
    let import = mutual::use_cases::RegistryEdit::Import {
        terms,
        seen: u64::MAX,
    };
    let route = mutual::consent::Route::Page;
    let edited = mutual.edit_registry(&actor, route, import).await;
    assert!(edited.is_err() && !known(), "{edited:?}");
    let plain = garden("Your garden", "Ihr Garten");
    let to = place(&rob.submit("/actions/save-term", &plain).await);
    assert!(to.ends_with("done=added"), "{to}");
    assert!(known());
    server.stop().await;
}

async fn whoever_approves_reads_what_customers_read(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let named = garden("The plants in your garden", "Ihr Garten");
    let to = place(&team.rob.submit("/actions/save-term", &named).await);
    assert!(to.ends_with("done=added"), "{to}");
    let mut document = shipped("recipe-ideas");
    document["key"] = "garden-letters".into();
    document["data"] = json!([{"category": "garden", "required": true}]);
    document["use"] = "We pick recipes for the plants in your garden.".into();
    document["ask"]["question"] = "May we use the plants in your garden to pick recipes?".into();
    save(&server, &team, &document).await;
    let page = team
        .rob
        .get("/studio/garden-letters/publish")
        .await
        .expect(200);
    let page = page.text().replace(['\u{2068}', '\u{2069}'], "");
    let facts = page.split("id=\"whole-t\"").nth(1).unwrap_or_default();
    assert!(facts.contains("The plants in your garden"), "{page}");
    assert!(facts.contains("[Everything]"), "{page}");
    server.stop().await;
}

async fn the_editor_asks_for_the_worth_and_how_it_was_worked_out(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut document = shipped("coupons");
    document["key"] = "coupons-by-mail".into();
    document["worth"] = Value::Null;
    document["regions"] = json!(["US-CA"]);
    document["benefits"][0]["kind"] = "convenience".into();
    document["benefits"][0]["what"] = "A coupon for 5 dollars off your shop".into();
    document["benefits"][0]["unit"] = "coupon".into();
    goes_nowhere(&server, &mut team, &document).await;
    let path = "/studio/coupons-by-mail";
    let page = team.mara.get(path).await.expect(200).text();
    assert!(
        page.contains("Required where people in California"),
        "{page}"
    );
    assert!(
        page.contains("nothing says what the data is worth"),
        "{page}"
    );
    // A hunch is no method, and what was typed stands beside the list of the ways that have a name.
    document["worth"] =
        json!({"amount": "9.00", "currency": "USD", "per": "year", "method": "A hunch of ours"});
    goes_nowhere(&server, &mut team, &document).await;
    let page = team.mara.get(path).await.expect(200).text();
    assert!(
        page.contains("does not say how the worth was worked out"),
        "{page}"
    );
    assert!(page.contains("value=\"A hunch of ours\""), "{page}");
    let picked = "value=\"other\" selected";
    assert!(page.contains(picked), "{page}");
    document["worth"]["method"] = "incentive_expenses".into();
    save(&server, &team, &document).await;
    goes_live(&server, &mut team, "coupons-by-mail", "").await;
    // She reads it in words.
    let crm = server.crm("catalogue consent:write").await;
    let put = json!({"identifiers": ["crm:42"], "region": "US-CA", "locale": "en"});
    let made = crm.put("/customers/crm:42", &put).await.expect(201).json();
    let id = made["customer"].as_str().unwrap();
    let mut ana = Visitor::new(&server);
    let to = place(&ana.get(&server.link(id, "/x/coupons-by-mail")).await);
    let page = ana.get(&to).await.expect(200).text();
    assert!(page.contains("what it costs us to give you this"), "{page}");
    server.stop().await;
}

async fn each_finding_says_why(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("catalogue").await;
    let mut document = shipped("recipe-ideas");
    document["recipients"] = json!(["our partners"]);
    let lint = async |language: &str| {
        let headers = [("accept-language", language)];
        let path = "/propositions/lint";
        let found = crm.call("POST", path, &headers, Some(&document)).await;
        let found = found.expect(200).json()["documents"][0]["findings"].take();
        let all = found.as_array().unwrap().clone();
        assert!(
            all.iter().all(|finding| finding["reason"].is_string()),
            "{all:?}"
        );
        let named = all.into_iter().find(|finding| finding["rule"] == "L-T1");
        named.unwrap()["reason"].as_str().unwrap().to_owned()
    };
    let english = "People need to know who sees their data and for how long.";
    assert_eq!(lint("en").await, english);
    assert_eq!(
        lint("de").await,
        "Menschen müssen wissen, wer ihre Daten sieht und wie lange."
    );
    let file = server.folder().join("nameless.json");
    std::fs::write(&file, document.to_string()).unwrap();
    let mut lint = Process::new(env!("CARGO_BIN_EXE_mutual"));
    let output = lint.arg("lint").arg(&file).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains(english), "{said}");
    server.stop().await;
}
