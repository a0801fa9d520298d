//! Red lines on pages: whoever gives something to a person is told where nothing on offer is such.

use mutual::catalogue::AiUse;

use crate::common::{Database, demo};
use crate::line_pages::{Office, PAGE, form, with};
use crate::on_both;

on_both!(whoever_draws_a_line_is_told_that_nothing_on_offer_is_such,);

const NOTICE: &str = "It holds of nothing that is offered now.";

async fn whoever_draws_a_line_is_told_that_nothing_on_offer_is_such(database: Database) {
    let mut office = Office::open(database).await;
    let typed = form("no-machines", "", "0");
    let denies = with(&typed, &[("ai_uses[decide_auto]", "on")]);
    let to_a_person: Vec<_> = denies
        .iter()
        .map(|&(name, value)| match name {
            "effect" => (name, "escalate"),
            _ => (name, value),
        })
        .collect();
    let to_a_person = with(&to_a_person, &[("team", "front_desk")]);
    // That no machine ever decides alone can be promised whatever is offered.
    let look = with(&denies, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(!page.contains(NOTICE), "{page}");
    let look = with(&to_a_person, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains(NOTICE), "{page}");
    // It is no fault: whoever expects such an exchange draws it, and the list says so too.
    assert!(page.contains("Draw it now"), "{page}");
    let draw = with(&to_a_person, &[("step", "draw")]);
    let (location, page) = office.rex("save-line", &draw).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(page.contains(NOTICE), "{page}");
    // Until a machine decides somewhere.
    let mut document = demo().remove(0);
    document.ai_uses.push(AiUse::DecideAuto);
    document.change_note = Some("A computer picks your recipes alone.".to_owned());
    office.server.publish(document, Some(1)).await;
    let page = office.rex.get(PAGE).await.expect(200).text();
    assert!(
        page.contains("no-machines") && !page.contains(NOTICE),
        "{page}"
    );
    office.server.stop().await;
}
