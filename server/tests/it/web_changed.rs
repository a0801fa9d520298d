//! What Ana reads of what runs without her answer, when it changes: she is told, and may object.

use mutual::access::Actor;
use mutual::catalogue::{ChangeClass, DataItem, Document, LegalBasis};
use mutual::consent::Route;
use mutual::port::Submission;
use mutual::use_cases::Command;
use serde_json::json;

use crate::common::{Crm, Database, Server};
use crate::on_both;
use crate::own::by_link;
use crate::profiles::resting_on;

on_both!(
    who_answered_nothing_reads_what_runs_without_an_answer,
    what_asks_from_now_on_is_told_to_whom_it_ran_for,
    new_data_that_nobody_is_asked_about_is_told_and_may_be_objected_to,
);

/// Tips by legitimate interest, for people in Germany alone.
fn tips(key: &str, basis: LegalBasis, note: Option<&str>) -> Document {
    let mut document = resting_on(key, basis);
    document.regions = vec!["DE".to_owned()];
    document.change_note = note.map(str::to_owned);
    document
}

/// Somebody of whom the CRM knows where she lives, and nothing else.
async fn lives(crm: &Crm, name: &str, region: &str) {
    let put = json!({"identifiers": [name], "region": region});
    let path = format!("/customers/{name}");
    crm.put(&path, &put).await.expect(201);
}

/// What she reads that changed.
async fn changed(server: &Server, name: &str) -> String {
    let mut browser = by_link(server, name).await;
    let page = browser.get("/timeline?show=changed").await;
    page.expect(200).text()
}

async fn stop(server: &Server, key: &str) {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::Retire(key.parse().unwrap(), "A mistake.".to_owned()),
        idempotency: None,
    };
    let live = &server.app().live.engine;
    live.submit(submission).await.unwrap();
}

async fn who_answered_nothing_reads_what_runs_without_an_answer(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("consent:read consent:write").await;
    lives(&crm, "crm:ana", "DE").await;
    lives(&crm, "crm:bo", "FR").await;
    let interest = LegalBasis::LegitimateInterest;
    server.publish(tips("tips", interest, None), None).await;
    // Of what asks her she reads nothing before she answers.
    let asks = |note| tips("hints", LegalBasis::Consent, note);
    server.publish(asks(None), None).await;
    let mut second = tips("tips", interest, Some("We say it in fewer words."));
    second.title = "Tips".to_owned();
    server.publish(second, Some(1)).await;
    let mut hints = asks(Some("Nobody waits for this."));
    hints.title = "Hints".to_owned();
    server.publish(hints, Some(1)).await;
    lives(&crm, "crm:cleo", "DE").await;
    stop(&server, "tips").await;
    stop(&server, "hints").await;
    let lines = [
        "We began this. It runs without a question",
        "We changed this: We say it in fewer words.",
        "We stopped this",
    ];
    let ana = changed(&server, "crm:ana").await;
    for line in lines {
        assert_eq!(ana.matches(line).count(), 1, "{line}: {ana}");
    }
    assert!(!ana.contains("Nobody waits for this."), "{ana}");
    // Who came later reads of what came after, and who lives elsewhere of nothing.
    let cleo = changed(&server, "crm:cleo").await;
    for (line, is_told) in lines.into_iter().zip([false, false, true]) {
        assert_eq!(cleo.contains(line), is_told, "{line}: {cleo}");
    }
    let bo = changed(&server, "crm:bo").await;
    assert!(bo.contains("There is nothing of this kind."), "{bo}");
    server.stop().await;
}

async fn what_asks_from_now_on_is_told_to_whom_it_ran_for(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("consent:read consent:write").await;
    lives(&crm, "crm:ana", "DE").await;
    let contract = tips("tips", LegalBasis::Contract, None);
    server.publish(contract, None).await;
    let asks = |note| tips("tips", LegalBasis::Consent, Some(note));
    server
        .publish(asks("From now on we ask you."), Some(1))
        .await;
    let mut third = asks("In other words.");
    third.title = "Tips".to_owned();
    server.publish(third, Some(2)).await;
    let ana = changed(&server, "crm:ana").await;
    assert!(
        ana.contains("We changed this: From now on we ask you."),
        "{ana}"
    );
    assert!(!ana.contains("In other words."), "{ana}");
    server.stop().await;
}

async fn new_data_that_nobody_is_asked_about_is_told_and_may_be_objected_to(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("check consent:read consent:write").await;
    for name in ["crm:ana", "crm:bo"] {
        lives(&crm, name, "DE").await;
    }
    let interest = LegalBasis::LegitimateInterest;
    server.publish(tips("tips", interest, None), None).await;
    let may = async |name: &str, data: &str| {
        let path = format!("/customers/{name}/check?purpose=recommendations&data={data}");
        let told = crm.get(&path).await.expect(200).json();
        let code = &told["reasons"][0]["code"];
        let texts = [&told["verdict"], code].map(|text| text.as_str().unwrap().to_owned());
        texts.join(" ")
    };
    let says = async |name: &str, version: u32, toggles: serde_json::Value| {
        let choice = json!({"proposition": "tips", "version": version, "toggles": toggles});
        let path = format!("/customers/{name}/choices");
        crm.post(&path, &choice).await.expect(201);
    };
    says("crm:bo", 1, json!({"exchange": "off"})).await;
    assert_eq!(may("crm:ana", "reviews").await, "deny data_not_covered");
    let mut wider = tips("tips", interest, Some("We now look at your reviews, too."));
    let category = "reviews".parse().unwrap();
    let required = false;
    wider.data.push(DataItem { category, required });
    server.publish(wider, Some(1)).await;
    // It is used at once, so that it is no change that says only the same in other words.
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition("tips").unwrap().live().unwrap();
    assert_eq!((live.number, live.class), (2, ChangeClass::Material));
    assert_eq!(may("crm:ana", "reviews").await, "allow legal_basis");
    // Who objected to all of it is not reached by more of it.
    assert_eq!(may("crm:bo", "reviews").await, "deny objected");
    for name in ["crm:ana", "crm:bo"] {
        let told = changed(&server, name).await;
        assert!(
            told.contains("We changed this: We now look at your reviews, too."),
            "{name}: {told}"
        );
    }
    // She turns that part off, and keeps the rest.
    let mut ana = by_link(&server, "crm:ana").await;
    let page = ana.get("/x/tips").await.expect(200).text();
    assert!(page.contains("data-reviews"), "{page}");
    says("crm:ana", 2, json!({"data:reviews": "off"})).await;
    assert!(may("crm:ana", "reviews").await.starts_with("deny "));
    assert_eq!(may("crm:ana", "orders").await, "allow legal_basis");
    server.stop().await;
}
