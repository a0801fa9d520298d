//! A tab that outlived a session: what is pressed in it is not done in the name of whoever signed in to the same
//! browser since.

use mutual::access::Role;
use mutual::port::AccountKind;

use crate::common::{Database, Server, Visitor};
use crate::desk::reads;
use crate::forms::forms;
use crate::on_both;
use crate::review::{PAGE, Team};
use crate::web_people::{PASSWORD, account, ana, sign_in, signed_in};

on_both!(
    nothing_of_a_customers_tab_is_done_to_another_customer,
    nothing_of_the_teams_tabs_is_done_in_anothers_name,
);

/// What is nobody's: it ends a visit, whoever is in.
const NOBODYS: &str = "/actions/sign-out";
/// What tells its author in another way, and gives her words back.
const GIVES_BACK: [&str; 3] = ["/actions/ask", "/actions/case-step", "/actions/save-line"];

/// Collects the forms of these pages, lets somebody else sign in to the browser, and presses each; how many
/// there were.
async fn presses(server: &Server, browser: &mut Visitor, pages: &[&str], other: &str) -> usize {
    let mut all = Vec::new();
    for page in pages {
        let drawn = reads(browser, page).await;
        all.extend(forms(&drawn).into_iter().map(|form| (*page, form)));
    }
    all.retain(|(_, form)| form.action != NOBODYS && !GIVES_BACK.contains(&&*form.action));
    sign_in(browser, other, PASSWORD).await.expect(303);
    let before = server.app().live.engine.index();
    for (page, form) in &all {
        let place = format!("{} of {page}", form.action);
        assert!(
            form.fields
                .iter()
                .any(|(name, is)| name == "writer" && !is.is_empty()),
            "{place}"
        );
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(name, is)| (&**name, &**is))
            .collect();
        let action = form.action.split('#').next().unwrap();
        let answer = browser.submit(action, &fields).await;
        assert_eq!(answer.status, 412, "{place}: {}", answer.text());
        let told = answer.text();
        assert!(
            told.contains("Somebody else has signed in here"),
            "{place}: {told}"
        );
    }
    assert_eq!(server.app().live.engine.index(), before, "nothing was done");
    all.len()
}

async fn nothing_of_a_customers_tab_is_done_to_another_customer(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    ana(&server).await;
    let bo = server
        .crm("consent:write")
        .await
        .knows("email:bo@example.org")
        .await;
    account(
        &server,
        "bo@example.org",
        AccountKind::Customer(bo.parse().unwrap()),
    )
    .await;
    account(
        &server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let pages = ["/", "/account", "/data", "/data/leave", "/timeline"];
    for other in ["bo@example.org", "mara@example.org"] {
        let mut browser = signed_in(&server, "ana@example.org").await;
        let pressed = presses(&server, &mut browser, &pages, other).await;
        assert!(pressed > 10, "{pressed}");
    }
    // In a tab of hers she does it all herself, also where she signed in again meanwhile.
    let mut browser = signed_in(&server, "ana@example.org").await;
    let drawn = reads(&mut browser, "/").await;
    let pause = forms(&drawn)
        .into_iter()
        .find(|form| form.action.starts_with("/actions/pause"));
    let pause = pause.unwrap();
    let fields: Vec<_> = pause
        .fields
        .iter()
        .map(|(name, is)| (&**name, &**is))
        .collect();
    sign_in(&mut browser, "ana@example.org", PASSWORD)
        .await
        .expect(303);
    let before = server.app().live.engine.index();
    browser.submit("/actions/pause", &fields).await.expect(303);
    assert!(server.app().live.engine.index() > before);
    server.stop().await;
}

async fn nothing_of_the_teams_tabs_is_done_in_anothers_name(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &crate::review::document()).await;
    crate::review::approved(&server, &mut team).await;
    for (who, role) in [
        ("ada@example.org", Role::Admin),
        ("abe@example.org", Role::Admin),
        ("rae@example.org", Role::Reviewer),
        ("rex@example.org", Role::Reviewer),
        ("mia@example.org", Role::Marketer),
    ] {
        account(&server, who, AccountKind::Staff(role)).await;
    }
    let of_admins = [
        "/admin/organisation",
        "/admin/team",
        "/admin/keys",
        "/admin/webhooks",
        "/admin/webhooks?side=test",
        "/account",
        "/desk/rules",
    ];
    let of_reviewers = [
        PAGE,
        "/studio/registry",
        "/studio/registry/import",
        "/studio/models",
        "/studio/red-lines",
    ];
    for (who, pages, other) in [
        ("ada@example.org", &of_admins[..], "abe@example.org"),
        ("rae@example.org", &of_reviewers, "rex@example.org"),
        (
            "mara@example.org",
            &[PAGE, "/studio/new"],
            "mia@example.org",
        ),
    ] {
        let mut browser = signed_in(&server, who).await;
        let pressed = presses(&server, &mut browser, pages, other).await;
        assert!(pressed >= 3, "{who}: {pressed}");
    }
    server.stop().await;
}
