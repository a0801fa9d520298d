//! The organisation's own people: invited by mail, each with what they may do.

use mutual::access::Role;
use mutual::id::AccountId;
use mutual::port::AccountKind;

use crate::common::{Answer, Database, Server, Visitor};
use crate::on_both;
use crate::web_people::{
    PASSWORD, account, ana, is_in, link_in, mail, marketer, sign_in, signed_in,
};

const NEW: &str = "tin whistle forty nine";

on_both!(
    somebody_new_comes_in_by_an_invitation,
    nobody_raises_their_own_role_and_the_last_admin_stays,
    a_role_counts_from_the_moment_that_it_is_changed,
    a_password_that_somebody_of_the_team_sets_herself_has_a_line,
);

async fn admin(server: &Server) -> (AccountId, Visitor) {
    let kind = AccountKind::Staff(Role::Admin);
    let id = account(server, "ada@example.org", kind).await;
    (id, signed_in(server, "ada@example.org").await)
}

fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location")
}

async fn role(server: &Server, email: &str) -> AccountKind {
    let store = &server.app().live.store;
    let account = store.account_by_email(email).await.unwrap().unwrap();
    account.kind
}

async fn somebody_new_comes_in_by_an_invitation(database: Database) {
    let server = Server::start(database).await;
    let (_, mut ada) = admin(&server).await;
    for bad in ["", "rob", "rob @example.org", "@example.org"] {
        let form = [("email", bad), ("role", "reviewer")];
        let answer = ada.submit("/actions/invite", &form).await;
        assert_eq!(place(&answer), "/admin/team?failed=email", "{bad}");
    }
    let form = [("email", " Rob@Example.org "), ("role", "reviewer")];
    let answer = ada.submit("/actions/invite", &form).await;
    assert_eq!(place(&answer), "/admin/team?done=invited");
    let answer = ada.submit("/actions/invite", &form).await;
    assert_eq!(place(&answer), "/admin/team?failed=taken");
    let page = ada.get("/admin/team?failed=taken").await.expect(200).text();
    assert!(page.contains("value=\" Rob@Example.org \""), "{page}");
    let letter = mail(&server, "rob@example.org").await;
    assert!(letter.contains("you are invited"), "{letter}");
    let link = link_in(&server, &letter);
    let ticket = link.split_once("ticket=").unwrap().1;
    // Nobody comes in before he set a password, by whatever password.
    let mut rob = Visitor::new(&server);
    let refused = sign_in(&mut rob, "rob@example.org", "").await;
    assert!(place(&refused).contains("failed=wrong"));
    rob.get(&link).await.expect(200);
    let form = [("ticket", ticket), ("password", NEW)];
    let set = rob.submit("/actions/reset", &form).await;
    assert_eq!(place(&set), "/sign-in?done=reset");
    sign_in(&mut rob, "rob@example.org", NEW).await.expect(303);
    rob.get("/admin/audit").await.expect(200);
    rob.get("/admin/team").await.expect(403);
    // Who has a password gets no second invitation.
    let id = {
        let store = &server.app().live.store;
        let rob = store.account_by_email("rob@example.org").await.unwrap();
        rob.unwrap().id.to_string()
    };
    let page = ada.get("/admin/team").await.expect(200).text();
    assert!(!page.contains("Send the invitation again"), "{page}");
    let again = [("account", id.as_str())];
    let answer = ada.submit("/actions/invite-again", &again).await;
    assert_eq!(place(&answer), "/admin/team?failed=moved");
    // Everything stands in the list.
    let list = rob.get("/admin/audit").await.expect(200).text();
    assert!(list.contains("Invited somebody"), "{list}");
    assert!(list.contains("rob@<wbr>example.org"), "{list}");
    server.stop().await;
}

async fn nobody_raises_their_own_role_and_the_last_admin_stays(database: Database) {
    let server = Server::start(database).await;
    let (ada_id, mut ada) = admin(&server).await;
    let marketer = AccountKind::Staff(Role::Marketer);
    let mara_id = account(&server, "mara@example.org", marketer).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let mut nobody = Visitor::new(&server);
    let (ada_id, mara_id) = (ada_id.to_string(), mara_id.to_string());
    // A marketer has no say, whomever she names; nor has a stranger.
    for id in [&mara_id, &ada_id] {
        let form = [("account", id.as_str()), ("role", "admin")];
        let answer = mara.submit("/actions/set-role", &form).await;
        assert_eq!(place(&answer), "/admin/team?failed=forbidden");
        let answer = nobody.submit("/actions/set-role", &form).await;
        assert!(place(&answer).starts_with("/sign-in"));
        let form = [("account", id.as_str()), ("to", "off")];
        let answer = mara.submit("/actions/switch-account", &form).await;
        assert_eq!(place(&answer), "/admin/team?failed=forbidden");
    }
    let form = [("email", "friend@example.org"), ("role", "admin")];
    let answer = mara.submit("/actions/invite", &form).await;
    assert_eq!(place(&answer), "/admin/team?failed=forbidden");
    assert_eq!(role(&server, "mara@example.org").await, marketer);
    // An admin changes nothing of her own, so that she cannot lock everybody out.
    let form = [("account", ada_id.as_str()), ("role", "agent")];
    let answer = ada.submit("/actions/set-role", &form).await;
    assert_eq!(place(&answer), "/admin/team?failed=own");
    let form = [("account", ada_id.as_str()), ("to", "off")];
    let answer = ada.submit("/actions/switch-account", &form).await;
    assert_eq!(place(&answer), "/admin/team?failed=own");
    // A customer's account is none of the team.
    let page = ada.get("/admin/team").await.expect(200).text();
    assert!(page.contains("mara@example.org") && page.contains("This is you."));
    server.stop().await;
}

async fn a_role_counts_from_the_moment_that_it_is_changed(database: Database) {
    let server = Server::start(database).await;
    let (_, mut ada) = admin(&server).await;
    let kind = AccountKind::Staff(Role::Marketer);
    let id = account(&server, "mara@example.org", kind).await.to_string();
    let mut mara = signed_in(&server, "mara@example.org").await;
    mara.get("/studio/new").await.expect(200);
    let form = [("account", id.as_str()), ("role", "reviewer")];
    let answer = ada.submit("/actions/set-role", &form).await;
    assert_eq!(place(&answer), "/admin/team?done=role");
    mara.get("/studio/new").await.expect(403);
    mara.get("/admin/audit").await.expect(200);
    let form = [("account", id.as_str()), ("to", "off")];
    let answer = ada.submit("/actions/switch-account", &form).await;
    assert_eq!(place(&answer), "/admin/team?done=off");
    assert!(!is_in(&mut mara).await);
    let form = [("account", id.as_str()), ("to", "on")];
    let answer = ada.submit("/actions/switch-account", &form).await;
    assert_eq!(place(&answer), "/admin/team?done=on");
    assert!(!is_in(&mut mara).await, "she signs in anew");
    signed_in(&server, "mara@example.org").await;
    server.stop().await;
}

/// What the list of who did what says of a new password, the newest first: what, by whom, and about whom.
async fn passwords(server: &Server) -> Vec<(String, Option<String>, String)> {
    let lines = server.app().live.store.audit(None, None, 100).await;
    lines
        .unwrap()
        .into_iter()
        .filter(|line| ["team.password", "team.reset"].contains(&line.what.as_str()))
        .map(|line| (line.what, line.actor.id, line.about))
        .collect()
}

async fn a_password_that_somebody_of_the_team_sets_herself_has_a_line(database: Database) {
    let server = Server::start(database).await;
    let (_, mut ada) = admin(&server).await;
    let id = marketer(&server).await.to_string();
    ana(&server).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let change = |old, new| [("old", old), ("new", new)];
    let wrong = change("not the old one at all", NEW);
    let answer = mara.submit("/actions/change-password", &wrong).await;
    assert!(place(&answer).contains("failed=wrong"));
    assert!(passwords(&server).await.is_empty());
    let right = change(PASSWORD, NEW);
    let answer = mara.submit("/actions/change-password", &right).await;
    assert_eq!(place(&answer), "/account?done=password");
    mail(&server, "mara@example.org").await;
    let by_mara = |what: &str| {
        let (by, about) = (Some(id.clone()), "mara@example.org".to_owned());
        (what.to_owned(), by, about)
    };
    assert_eq!(passwords(&server).await, [by_mara("team.password")]);

    // By the link in a mail: once, and the link that is used up leaves no second line.
    let mut somewhere = Visitor::new(&server);
    for (email, lines) in [("mara@example.org", 2), ("ana@example.org", 2)] {
        let forgot = [("email", email)];
        let answer = somewhere.submit("/actions/forgot", &forgot).await;
        answer.expect(303);
        let link = link_in(&server, &mail(&server, email).await);
        let ticket = link.split_once("ticket=").unwrap().1;
        let form = [("ticket", ticket), ("password", "four dry words again")];
        let answer = somewhere.submit("/actions/reset", &form).await;
        assert_eq!(place(&answer), "/sign-in?done=reset");
        let answer = somewhere.submit("/actions/reset", &form).await;
        assert!(place(&answer).contains("failed"));
        // A customer is none of the team, and the team's list does not name her.
        assert_eq!(passwords(&server).await.len(), lines, "{email}");
    }
    let expected = [by_mara("team.reset"), by_mara("team.password")];
    assert_eq!(passwords(&server).await, expected);
    let list = ada.get("/admin/audit").await.expect(200).text();
    assert!(list.contains("Changed their own password"), "{list}");
    assert!(list.contains("by a link in a mail"), "{list}");
    server.stop().await;
}
