//! Passwords: coming in, leaving, and what stands against guessing.

use mutual::port::AccountKind;

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::web_people::{
    PASSWORD, account, ana, is_in, link_in, mail, mails, marketer, sign_in, signed_in,
};

/// A password that nobody has at first.
const NEW: &str = "sixteen quiet herons";

/// The one cookie of a visitor's session, as it was set.
async fn session_cookie(visitor: &mut Visitor, email: &str, password: &str) -> String {
    let answer = sign_in(visitor, email, password).await;
    let set = answer.header("set-cookie").to_owned();
    set.split(';').next().unwrap().to_owned()
}

async fn guessing_is_stopped_and_a_restart_does_not_forget(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    let mut eve = Visitor::new(&server);
    let failed = async |eve: &mut Visitor, n: usize, password: &str| {
        // Who speaks for himself gains nothing by naming other addresses.
        let forwarded = format!("198.51.100.{n}");
        let body = format!("email=ANA%40example.org&password={password}");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", forwarded.as_str()),
        ];
        let answer = eve
            .send("POST", "/actions/sign-in", &headers, &body)
            .await
            .expect(303);
        answer
            .header("location")
            .split_once("failed=")
            .map(|(_, word)| word.to_owned())
    };
    let mut words = Vec::new();
    for n in 0..20 {
        words.push(failed(&mut eve, n, "wrong+and+wrong").await.unwrap());
    }
    assert!(words[..10].iter().all(|word| word == "wrong"), "{words:?}");
    assert!(
        words[10..].iter().all(|word| word.starts_with("many-")),
        "{words:?}"
    );
    // The right one does not come in either, by whatever address.
    let right = PASSWORD.replace(' ', "+");
    assert!(
        failed(&mut eve, 99, &right)
            .await
            .unwrap()
            .starts_with("many-")
    );

    let server = server.restart().await;
    let mut eve = Visitor::new(&server);
    let answer = sign_in(&mut eve, "ana@example.org", PASSWORD)
        .await
        .expect(303);
    assert!(
        answer.header("location").contains("failed=many-"),
        "{}",
        answer.header("location")
    );
    assert!(!is_in(&mut eve).await);
    server.stop().await;
}

async fn an_unknown_address_and_a_wrong_password_look_the_same(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    let mut visitor = Visitor::new(&server);
    let known = sign_in(&mut visitor, "ana@example.org", "wrong and wrong")
        .await
        .expect(303);
    let unknown = sign_in(&mut visitor, "bo@example.org", "wrong and wrong")
        .await
        .expect(303);
    assert_eq!(known.header("location"), unknown.header("location"));
    let page = visitor.get(unknown.header("location")).await.expect(200);
    assert!(
        page.text()
            .contains("The address or the password is wrong."),
        "{}",
        page.text()
    );
    assert!(
        page.text().contains("bo@example.org"),
        "what was typed is kept"
    );
    assert!(
        !visitor
            .get("/sign-in")
            .await
            .text()
            .contains("bo@example.org"),
        "and only once"
    );
    server.stop().await;
}

async fn nobody_keeps_a_session_that_was_known_before(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    // Eve has a session of her own making, by a form that failed, and plants it in Ana's browser.
    let mut eve = Visitor::new(&server);
    let planted = session_cookie(&mut eve, "eve@example.org", "wrong and wrong").await;
    assert!(planted.starts_with("mutual="), "{planted}");
    let mut ana = eve.clone();
    let hers = session_cookie(&mut ana, "ana@example.org", PASSWORD).await;
    assert!(is_in(&mut ana).await);
    assert_ne!(planted, hers);
    assert!(!is_in(&mut eve).await);
    // Nor does one that Ana had herself: each time she comes in there is a new one.
    let before = ana.clone();
    assert_ne!(
        session_cookie(&mut ana, "ana@example.org", PASSWORD).await,
        hers
    );
    assert!(!is_in(&mut before.clone()).await);
    server.stop().await;
}

async fn a_new_password_ends_what_was_before(database: Database) {
    let server = Server::start(database).await;
    let id = ana(&server).await;
    let mut old = signed_in(&server, "ana@example.org").await;
    let mut by_link = Visitor::new(&server);
    by_link.get(&server.link(&id, "/")).await.expect(303);

    let mut visitor = Visitor::new(&server);
    let asked = visitor
        .submit("/actions/forgot", &[("email", "Ana@example.org")])
        .await
        .expect(303);
    assert_eq!(asked.header("location"), "/forgot?done=yes");
    let letter = mail(&server, "ana@example.org").await;
    let page = link_in(&server, &letter);
    visitor.get(&page).await.expect(200);
    let ticket = page.split_once("ticket=").unwrap().1.to_owned();
    // Who is in reads that there is such a link, and what for.
    let held = old.get("/data").await.expect(200).text();
    let is_told = held.contains("Choose a new password") && !held.contains("password_reset");
    assert!(is_told, "{held}");

    // A weak one is refused and the link stays good.
    let weak = [("ticket", ticket.as_str()), ("password", "password1")];
    let refused = visitor.submit("/actions/reset", &weak).await.expect(303);
    assert!(
        refused.header("location").contains("failed=weak"),
        "{}",
        refused.header("location")
    );
    let good = [("ticket", ticket.as_str()), ("password", NEW)];
    let done = visitor.submit("/actions/reset", &good).await.expect(303);
    assert_eq!(done.header("location"), "/sign-in?done=reset");

    assert!(!is_in(&mut old).await, "the old session goes on");
    assert!(!is_in(&mut by_link).await, "the session by link goes on");
    let again = visitor.submit("/actions/reset", &good).await.expect(303);
    assert!(
        again.header("location").contains("failed=link"),
        "the ticket worked twice"
    );
    let refused = sign_in(&mut visitor, "ana@example.org", PASSWORD).await;
    assert!(refused.header("location").contains("failed=wrong"));
    let entered = sign_in(&mut visitor, "ana@example.org", NEW).await;
    assert_eq!(entered.header("location"), "/");
    assert!(
        mail(&server, "ana@example.org")
            .await
            .contains("password was changed")
    );
    server.stop().await;
}

async fn nobody_learns_who_has_an_account(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    let mut visitor = Visitor::new(&server);
    let known = visitor
        .submit("/actions/forgot", &[("email", "ana@example.org")])
        .await
        .expect(303);
    let unknown = visitor
        .submit("/actions/forgot", &[("email", "bo@example.org")])
        .await
        .expect(303);
    assert_eq!(known.header("location"), unknown.header("location"));
    // Stopping waits for what is under way.
    let folder = server.stop().await;
    let mails = mails(&folder.path().join("data/mail"));
    assert_eq!(mails.len(), 1, "{mails:?}");
    let text = std::fs::read_to_string(&mails[0]).unwrap();
    assert!(text.contains("To: ana@example.org"), "{text}");
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(&mails[0]).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

async fn she_leaves_everywhere(database: Database) {
    let server = Server::start(database).await;
    let id = ana(&server).await;
    let mut here = signed_in(&server, "ana@example.org").await;
    let mut there = signed_in(&server, "ana@example.org").await;
    let mut by_link = Visitor::new(&server);
    by_link.get(&server.link(&id, "/")).await.expect(303);
    marketer(&server).await;
    let mut other = signed_in(&server, "mara@example.org").await;

    there.submit("/actions/sign-out", &[]).await.expect(303);
    assert!(
        !is_in(&mut there).await && is_in(&mut here).await,
        "one session at a time"
    );
    let mut there = signed_in(&server, "ana@example.org").await;
    here.submit("/actions/sign-out-everywhere", &[])
        .await
        .expect(303);
    assert!(!is_in(&mut here).await);
    assert!(!is_in(&mut there).await);
    assert!(!is_in(&mut by_link).await);
    assert!(is_in(&mut other).await, "nobody else leaves");
    server.stop().await;
}

async fn a_changed_password_ends_her_other_sessions(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    let mut here = signed_in(&server, "ana@example.org").await;
    let mut there = signed_in(&server, "ana@example.org").await;
    let wrong = [("old", "wrong and wrong"), ("new", NEW)];
    let refused = here
        .submit("/actions/change-password", &wrong)
        .await
        .expect(303);
    assert!(refused.header("location").contains("failed=wrong"));
    assert!(is_in(&mut there).await);
    let right = [("old", PASSWORD), ("new", NEW)];
    let done = here
        .submit("/actions/change-password", &right)
        .await
        .expect(303);
    assert_eq!(done.header("location"), "/account?done=password");
    assert!(is_in(&mut here).await);
    assert!(!is_in(&mut there).await);
    server.stop().await;
}

async fn an_account_that_is_switched_off_is_out_at_once(database: Database) {
    let server = Server::start(database).await;
    let id = marketer(&server).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    mara.get("/studio").await.expect(200);
    let app = server.app();
    app.live
        .store
        .set_disabled(id, Some(app.clock.now()), None)
        .await
        .unwrap();
    assert!(!is_in(&mut mara).await);
    let refused = sign_in(&mut mara, "mara@example.org", PASSWORD).await;
    assert!(
        refused.header("location").contains("failed=wrong"),
        "{}",
        refused.header("location")
    );
    server.stop().await;
}

/// Fills in the form to sign in, from this address, as a trusted proxy says; where it leads.
async fn tries(server: &Server, from: &str, email: &str, password: &str) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.extend_pairs([("email", email), ("password", password)]);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("x-forwarded-for", from),
    ];
    let answer = Visitor::new(server)
        .send("POST", "/actions/sign-in", &headers, &fields.finish())
        .await
        .expect(303);
    answer.header("location").to_owned()
}

async fn who_guesses_locks_himself_out_and_not_the_owner(database: Database) {
    let server = Server::start_with(database, &["--trusted-proxy", "127.0.0.1/32"]).await;
    ana(&server).await;
    let wrong = async |from: &str| tries(&server, from, "ana@example.org", "wrong and wrong").await;
    for _ in 0..10 {
        assert!(wrong("198.51.100.1").await.contains("failed=wrong"));
    }
    assert!(wrong("198.51.100.1").await.contains("failed=many-"));
    let hers = tries(&server, "203.0.113.9", "ana@example.org", PASSWORD).await;
    assert_eq!(hers, "/");
    // A mailed link has a limit of its own, and a new password ends all locks.
    let mut ana = Visitor::new(&server);
    ana.submit("/actions/forgot", &[("email", "ana@example.org")])
        .await
        .expect(303);
    let page = link_in(&server, &mail(&server, "ana@example.org").await);
    let ticket = page.split_once("ticket=").unwrap().1;
    // From so many places at once that it is one attack, the account is closed for everybody.
    for network in 2..11 {
        for _ in 0..10 {
            wrong(&format!("198.51.100.{network}")).await;
        }
    }
    let hers = tries(&server, "203.0.113.9", "ana@example.org", PASSWORD).await;
    assert!(hers.contains("failed=many-"), "{hers}");
    let form = [("ticket", ticket), ("password", NEW)];
    ana.submit("/actions/reset", &form).await.expect(303);
    let hers = tries(&server, "203.0.113.9", "ana@example.org", NEW).await;
    assert_eq!(hers, "/");
    server.stop().await;
}

async fn one_address_tries_so_many_accounts(database: Database) {
    let server = Server::start_with(database, &["--trusted-proxy", "127.0.0.1/32"]).await;
    ana(&server).await;
    let mut words = Vec::new();
    for n in 0..65 {
        let email = format!("nobody-{n}@example.org");
        words.push(tries(&server, "198.51.100.1", &email, "wrong and wrong").await);
    }
    let (first, later) = words.split_at(60);
    assert!(
        first.iter().all(|to| to.contains("failed=wrong")),
        "{first:?}"
    );
    assert!(
        later.iter().all(|to| to.contains("failed=many-")),
        "{later:?}"
    );
    let refused = tries(&server, "198.51.100.1", "ana@example.org", PASSWORD).await;
    assert!(refused.contains("failed=many-"), "{refused}");
    assert_eq!(
        tries(&server, "198.51.100.2", "ana@example.org", PASSWORD).await,
        "/"
    );
    server.stop().await;
}

async fn an_old_password_is_guessed_no_more_often_than_a_sign_in(database: Database) {
    let server = Server::start(database).await;
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    let wrong = [("old", "wrong and wrong"), ("new", NEW)];
    let mut words = Vec::new();
    for _ in 0..11 {
        let answer = ana.submit("/actions/change-password", &wrong).await;
        words.push(answer.expect(303).header("location").to_owned());
    }
    assert!(words[..10].iter().all(|to| to.ends_with("failed=wrong")));
    assert!(words[10].contains("failed=many-"), "{words:?}");
    server.stop().await;
}

async fn an_address_is_one_however_it_was_typed(database: Database) {
    let server = Server::start(database).await;
    let email = AccountKind::Staff(mutual::access::Role::Agent);
    account(&server, "ren\u{e9}@example.org", email).await;
    let mut visitor = Visitor::new(&server);
    let answer = sign_in(&mut visitor, "RENE\u{301}@example.org", PASSWORD).await;
    assert_eq!(answer.header("location"), "/studio");
    assert!(is_in(&mut visitor).await);
    server.stop().await;
}

on_both!(
    who_guesses_locks_himself_out_and_not_the_owner,
    one_address_tries_so_many_accounts,
    an_old_password_is_guessed_no_more_often_than_a_sign_in,
    an_address_is_one_however_it_was_typed,
    guessing_is_stopped_and_a_restart_does_not_forget,
    an_unknown_address_and_a_wrong_password_look_the_same,
    nobody_keeps_a_session_that_was_known_before,
    a_new_password_ends_what_was_before,
    nobody_learns_who_has_an_account,
    she_leaves_everywhere,
    a_changed_password_ends_her_other_sessions,
    an_account_that_is_switched_off_is_out_at_once,
);

#[tokio::test(flavor = "multi_thread")]
async fn who_only_reads_gets_no_cookie() {
    let server = Server::start(Database::Sqlite).await;
    let mut visitor = Visitor::new(&server);
    for path in ["/", "/sign-in", "/forgot", "/in", "/nowhere", "/brand.css"] {
        assert!(
            visitor.get(path).await.headers.get("set-cookie").is_none(),
            "{path}"
        );
    }
    server.stop().await;
}
