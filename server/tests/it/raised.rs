//! The class of a change: whoever approves it raises it by hand, and nobody lowers it.

use mutual::catalogue::ChangeClass;
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, demo};
use crate::law::{save, step};
use crate::on_both;
use crate::receipts::choice;
use crate::review::Team;

const KEY: &str = "recipe-ideas";
const PAGE: &str = "/studio/recipe-ideas/publish";

on_both!(
    a_class_is_raised_on_the_page_and_lowered_by_no_form,
    of_those_who_must_answer_again_the_buttons_tell_the_tens,
);

/// 24 people have the recipes on.
async fn turned_on(crm: &Crm) {
    for n in 1..=24 {
        crm.knows(&format!("crm:{n}")).await;
        let path = format!("/customers/crm:{n}/choices");
        crm.post(&path, &choice("on")).await.expect(201);
    }
}

fn next() -> Value {
    serde_json::to_value(demo().remove(0)).unwrap()
}

/// One comma more, of which nobody has to know.
fn respelled() -> Value {
    let mut next = next();
    next["stays"] = "Your orders, prices, and points stay the same.".into();
    next["change_note"] = "We put a comma where it belongs.".into();
    next
}

/// One more company sees the data.
fn handed_on(mut next: Value) -> Value {
    next["recipients"] = json!(["Lindqvist Print AB (prints the cards)"]);
    next["change_note"] = "Lindqvist Print AB now prints the cards.".into();
    next
}

/// Mara writes that and asks, and Rob approves it with what he picked as its class.
async fn approved(server: &Server, team: &mut Team, next: &Value, picked: &str) {
    save(server, team, next).await;
    let to = step(server, &mut team.mara, (KEY, "ask-for-review"), &[]).await;
    assert_eq!(to, format!("{PAGE}?done=asked"));
    let class = [("class", picked)];
    let to = step(server, &mut team.rob, (KEY, "approve-draft"), &class).await;
    assert_eq!(to, format!("{PAGE}?done=approved"));
}

/// What the page says then.
async fn page(team: &mut Team) -> String {
    let page = team.mara.get(PAGE).await.expect(200).text();
    page.replace("<!>", "")
}

/// She publishes it over that version; the class in which it is live.
async fn published(server: &Server, team: &mut Team, over: &str) -> ChangeClass {
    let over = [("over", over)];
    let to = step(server, &mut team.mara, (KEY, "publish"), &over).await;
    assert!(to.starts_with("/studio?published="), "{to}");
    let catalogue = server.app().live.engine.catalogue();
    catalogue.proposition(KEY).unwrap().live().unwrap().class
}

async fn a_class_is_raised_on_the_page_and_lowered_by_no_form(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("consent:read consent:write").await;
    turned_on(&crm).await;
    // A comma asks nobody, unless somebody says so.
    approved(&server, &mut team, &respelled(), "").await;
    let said = page(&mut team).await;
    assert!(said.contains("Publish version 2<"), "{said}");
    let cosmetic = published(&server, &mut team, "1").await;
    assert_eq!(cosmetic, ChangeClass::Cosmetic);
    let mut again = respelled();
    again["stays"] = next()["stays"].clone();
    approved(&server, &mut team, &again, "material").await;
    let said = page(&mut team).await;
    assert!(said.contains("Publish version 3. 20 people must"), "{said}");
    let raised = published(&server, &mut team, "2").await;
    assert_eq!(raised, ChangeClass::Material);
    // Another company asks everybody, whatever is picked by whichever form.
    let next = handed_on(again);
    approved(&server, &mut team, &next, "cosmetic").await;
    let said = page(&mut team).await;
    assert!(said.contains("Publish version 4. 20 people must"), "{said}");
    let lowered = published(&server, &mut team, "3").await;
    assert_eq!(lowered, ChangeClass::Material);
    server.stop().await;
}

async fn of_those_who_must_answer_again_the_buttons_tell_the_tens(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("consent:read consent:write").await;
    turned_on(&crm).await;
    approved(&server, &mut team, &handed_on(next()), "").await;
    let page = page(&mut team).await;
    for said in [
        "Publish version 2. 20 people must answer again",
        "Put version 2 live at that moment. 20 people must answer again",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("24 people"), "{page}");
    server.stop().await;
}
