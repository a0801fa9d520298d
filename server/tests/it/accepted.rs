//! What the linter warns of is accepted as it was shown, and nothing else with it.

use mutual::catalogue::{Benefit, Document};
use serde_json::{Value, json};

use crate::common::{Database, Server, demo};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, document, step};

on_both!(what_is_warned_of_later_has_to_be_accepted_too);

/// Something else, of the same data for the same purpose: whether it asks the same again, somebody has to
/// tell.
pub fn plants() -> Document {
    let mut document = demo()[0].clone();
    document.key = "garden-notes".parse().unwrap();
    document.title = "A plant for each month".to_owned();
    document.usage =
        "A gardener at our nursery reads which seeds came with each of them, and on which \
                      day somebody turns older, before she chooses a plant."
            .to_owned();
    let plants: Benefit = serde_json::from_value(json!({
        "key": "plants", "what": "Pictures of plants for dry soil", "kind": "service",
        "amount": 1, "unit": "pictures", "every": "month", "proof_event": "email.sent"
    }))
    .unwrap();
    document.benefits = vec![plants];
    document.ask.question = "Shall a gardener look at seeds that you ordered?".to_owned();
    document
}

/// What the reviewer's page knows its warnings by.
fn found(page: &str) -> String {
    let mark = page.split("name=\"found\" value=\"").nth(1);
    let mark = mark.unwrap_or_else(|| panic!("it shows no warnings: {page}"));
    mark.split('"').next().unwrap().to_owned()
}

async fn what_is_warned_of_later_has_to_be_accepted_too(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut soon: Value = document();
    soon["if_off"] = "We stop soon.".into();
    team.write(&server, &soon).await;
    let asked = step(&server, &mut team.mara, "ask-for-review", &[]).await;
    assert_eq!(asked, format!("{PAGE}?done=asked"));
    let before = found(&team.rob.get(PAGE).await.expect(200).text());
    let accepts = [("accepted", "yes"), ("found", &*before)];
    let to = step(&server, &mut team.rob, "approve-draft", &accepts).await;
    assert_eq!(to, format!("{PAGE}?done=approved"));
    // Something goes live beside it, so that there is more to warn of than Rob accepted.
    server.publish(plants(), None).await;
    let to = step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    assert_eq!(to, format!("{PAGE}?failed=unaccepted"));
    let page = team.mara.get(&to).await.expect(200).text();
    assert!(
        page.contains("warn of something that nobody has accepted yet"),
        "{page}"
    );
    let catalogue = server.app().live.engine.catalogue();
    assert!(catalogue.proposition(KEY).is_none());
    let back = [("reason", "Is this not what the garden notes ask for?")];
    step(&server, &mut team.rob, "send-back-draft", &back).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    // A page of before says nothing of what is warned of now.
    let to = step(&server, &mut team.rob, "approve-draft", &accepts).await;
    assert_eq!(to, format!("{PAGE}?failed=moved"));
    let now = found(&team.rob.get(PAGE).await.expect(200).text());
    assert_ne!(now, before);
    let accepts = [("accepted", "yes"), ("found", &*now)];
    let to = step(&server, &mut team.rob, "approve-draft", &accepts).await;
    assert_eq!(to, format!("{PAGE}?done=approved"));
    let to = step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    assert_eq!(to, format!("/studio?published=1&key={KEY}"));
    server.stop().await;
}
