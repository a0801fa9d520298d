//! Signed links: how customers come in from a message.

use mutual::clock::Timestamp;
use mutual::port::AccountKind;

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::web_people::{account, ana, is_in, link_in, mail, marketer, signed_in};

/// The query of a link.
fn query(link: &str) -> &str {
    link.split_once('?').unwrap().1
}

async fn a_link_lets_its_customer_in_and_changes_nothing(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    crm.knows("crm:42").await;
    let before = server.app().live.engine.index();

    let mut scanner = Visitor::new(&server);
    let link = server.link("crm:42", "/account");
    scanner.send("HEAD", &link, &[], "").await.expect(303);
    assert!(
        !is_in(&mut scanner).await,
        "who only looks at the head is not in"
    );

    let mut ana = Visitor::new(&server);
    let answer = ana.get(&link).await.expect(303);
    assert_eq!(answer.header("location"), "/account");
    let cookie = answer.header("set-cookie");
    for word in ["mutual=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(word), "{word} in {cookie}");
    }
    assert!(is_in(&mut ana).await);
    let page = ana.get("/").await.expect(200);
    assert!(page.text().contains("x-recipe-ideas"), "{}", page.text());
    assert_eq!(
        server.app().live.engine.index(),
        before,
        "a GET changed something"
    );
    server.stop().await;
}

async fn a_link_that_ran_out_is_no_dead_end(database: Database) {
    let server = Server::start(database).await;
    server
        .crm("consent:write")
        .await
        .knows("email:ana@example.org")
        .await;
    let mut ana = Visitor::new(&server);
    let expired = server.link_until(
        "email:ana@example.org",
        "/account",
        Timestamp::from_millis(1_000_000),
    );
    let page = ana.get(&expired).await.expect(410);
    assert!(
        page.text().contains("Send me a new link"),
        "{}",
        page.text()
    );
    assert!(!is_in(&mut ana).await);

    let sent = ana
        .submit("/actions/send-link", &[("link", query(&expired))])
        .await
        .expect(303);
    assert_eq!(sent.header("location"), "/in?sent=yes");
    ana.get("/in?sent=yes").await.expect(200);
    let mail = mail(&server, "ana@example.org").await;
    let entered = ana.get(&link_in(&server, &mail)).await.expect(303);
    assert_eq!(
        entered.header("location"),
        "/account",
        "it leads where the old one led"
    );
    assert!(is_in(&mut ana).await);

    // A customer without an address hears the same, and no mail goes anywhere.
    server.crm("consent:write").await.knows("crm:7").await;
    let nobodys = server.link_until("crm:7", "/", Timestamp::from_millis(1_000_000));
    let sent = ana
        .submit("/actions/send-link", &[("link", query(&nobodys))])
        .await
        .expect(303);
    assert_eq!(sent.header("location"), "/in?sent=yes");
    let folder = server.stop().await;
    assert!(crate::web_people::mails(&folder.path().join("data/mail")).is_empty());
}

async fn a_changed_link_is_refused_and_too_many_are_stopped(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("consent:write").await;
    crm.knows("crm:42").await;
    crm.knows("crm:43").await;
    let good = server.link("crm:42", "/");
    let changed = good.replace("crm%3A42", "crm%3A43");
    let mut eve = Visitor::new(&server);
    let page = eve.get(&changed).await.expect(403);
    assert!(
        page.text().contains("This link does not work"),
        "{}",
        page.text()
    );
    assert!(page.headers.get("set-cookie").is_none());
    // No new link is sent for it either.
    let sent = eve
        .submit("/actions/send-link", &[("link", query(&changed))])
        .await
        .expect(303);
    assert!(
        sent.header("location").contains("failed=link"),
        "{}",
        sent.header("location")
    );
    // A genuine link for somebody who is not known here.
    eve.get(&server.link("crm:404", "/")).await.expect(403);

    let mut last = 403;
    for _ in 0..80 {
        let answer = eve.get(&changed).await;
        last = answer.status;
        if last == 429 {
            assert_ne!(answer.header("retry-after"), "");
            break;
        }
    }
    assert_eq!(last, 429);
    // Who has a good one is not locked out by others on her network.
    Visitor::new(&server).get(&good).await.expect(303);
    server.stop().await;
}

async fn a_link_for_somebody_else_asks_before_it_ends_a_visit(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("consent:read consent:write").await;
    crm.knows("crm:1").await;
    crm.knows("crm:2").await;
    marketer(&server).await;
    let link = server.link("crm:2", "/account");
    let mut visitor = Visitor::new(&server);
    visitor.get(&server.link("crm:1", "/")).await.expect(303);
    let mut staff = signed_in(&server, "mara@example.org").await;
    for (visitor, who, home) in [
        (
            &mut visitor,
            "Somebody else is in here already",
            "href=\"/\"",
        ),
        (
            &mut staff,
            "Signed in as mara@example.org",
            "href=\"/studio\"",
        ),
    ] {
        let mut before = visitor.clone();
        visitor.send("HEAD", &link, &[], "").await.expect(200);
        let page = visitor.get(&link).await.expect(200);
        assert!(page.headers.get("set-cookie").is_none());
        for text in [who, home, "Open the link", "/actions/open-link"] {
            assert!(page.text().contains(text), "{text} in {}", page.text());
        }
        assert!(is_in(visitor).await, "the visit goes on");
        // Another site cannot press the button, and a link that was changed opens nothing.
        let elsewhere = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://evil.example"),
        ];
        let body = format!("link={}", crate::common::encoded(query(&link)));
        let refused = visitor.send("POST", "/actions/open-link", &elsewhere, &body);
        refused.await.expect(403);
        let changed = link.replace("crm%3A2", "crm%3A1");
        let pressed = [("link", query(&changed))];
        let refused = visitor.submit("/actions/open-link", &pressed).await;
        let to = refused.expect(303).header("location").to_owned();
        assert!(to.ends_with("failed=link"), "{to}");
        visitor.get(&to).await.expect(403);

        let pressed = [("link", query(&link))];
        let entered = visitor.submit("/actions/open-link", &pressed).await;
        assert_eq!(entered.expect(303).header("location"), "/account");
        assert!(is_in(visitor).await);
        assert!(!is_in(&mut before).await, "the session before goes on");
        let again = visitor.get(&link).await.expect(303);
        assert!(again.headers.get("set-cookie").is_none(), "she is in");
    }
    visitor
        .submit("/actions/pause", &[("sure", "yes")])
        .await
        .expect(303);
    let paused = async |who: &str| {
        let path = format!("/customers/{who}/consents");
        crm.get(&path).await.expect(200).json()["paused"]
            .as_bool()
            .unwrap()
    };
    assert!(paused("crm:2").await);
    assert!(!paused("crm:1").await);
    server.stop().await;
}

async fn her_own_link_leaves_her_in_by_password(database: Database) {
    let server = Server::start(database).await;
    let id = ana(&server).await;
    let mut visitor = signed_in(&server, "ana@example.org").await;
    visitor.get(&server.link(&id, "/account")).await.expect(303);
    let page = visitor.get("/account").await.expect(200);
    assert!(page.text().contains("ana@example.org"), "{}", page.text());
    server.stop().await;
}

async fn a_link_says_which_way_a_choice_came(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:write feed").await;
    let id = crm.knows("crm:42").await;
    account(
        &server,
        "ana@example.org",
        AccountKind::Customer(id.parse().unwrap()),
    )
    .await;
    let index = server.app().live.engine.index().to_string();
    let choice = [
        ("proposition", "recipe-ideas"),
        ("toggle", "exchange"),
        ("to", "off"),
        ("version", "1"),
        ("index", index.as_str()),
        ("from", "/"),
    ];
    let mut by_link = Visitor::new(&server);
    by_link.get(&server.link("crm:42", "/")).await.expect(303);
    by_link.submit("/actions/choose", &choice).await.expect(303);
    let mut by_password = signed_in(&server, "ana@example.org").await;
    let again = [choice.as_slice(), &[("sure", "yes")]].concat();
    by_password
        .submit("/actions/pause", &again)
        .await
        .expect(303);
    let changes = crm
        .get(&format!("/changes?after={index}"))
        .await
        .expect(200)
        .json();
    let routes: Vec<_> = changes["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["route"].as_str().unwrap())
        .collect();
    assert_eq!(routes, ["link", "page"]);
    server.stop().await;
}

on_both!(
    a_link_lets_its_customer_in_and_changes_nothing,
    a_link_that_ran_out_is_no_dead_end,
    a_changed_link_is_refused_and_too_many_are_stopped,
    a_link_for_somebody_else_asks_before_it_ends_a_visit,
    her_own_link_leaves_her_in_by_password,
    a_link_says_which_way_a_choice_came,
);

/// The Python of `server/README.md`, run as a brand would run it, beside its own key.
#[tokio::test(flavor = "multi_thread")]
async fn a_brand_makes_the_same_links_offline() {
    let server = Server::start(Database::Sqlite).await;
    server.crm("consent:write").await.knows("crm:42").await;
    let readme = include_str!("../../README.md");
    let example = readme
        .split_once("```python\n")
        .unwrap()
        .1
        .split_once("```")
        .unwrap()
        .0;
    assert!(example.lines().count() <= 6, "{example}");
    let run = std::process::Command::new("python3")
        .args(["-c", example])
        .current_dir(server.folder().join("data/keys"))
        .output()
        .unwrap();
    let made = String::from_utf8(run.stdout).unwrap();
    let until = Timestamp::from_millis(1_798_761_600_000);
    let ours = server.link_until("crm:42", "/x/recipe-ideas", until);
    assert_eq!(
        made.trim_end(),
        ours,
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    server.stop().await;
}
