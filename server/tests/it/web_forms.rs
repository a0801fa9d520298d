//! Bad input, and a database that is away: a page that says what is true, and nothing stored.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::common::{Database, Server, Visitor};
use crate::web_people::{ana, is_in, signed_in};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_cannot_be_read_gets_a_page_and_changes_nothing() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    let before = server.app().live.engine.index();
    let big = format!("proposition={}", "a".repeat(10 << 20));
    type Case<'a> = (u16, &'a [(&'a str, &'a str)], &'a str);
    let refused: [Case<'_>; 6] = [
        (413, &[FORM, OURS], big.as_str()),
        (400, &[FORM, OURS], "proposition=%ff&to=off"),
        (400, &[FORM, OURS], "proposition=recipe-ideas%00&to=off"),
        (400, &[FORM, OURS], "proposition=recipe-ideas&to=of%"),
        (415, &[("content-type", "application/json"), OURS], "{}"),
        (415, &[OURS], "proposition=recipe-ideas"),
    ];
    for (status, headers, body) in refused {
        let answer = ana.send("POST", "/actions/choose", headers, body).await;
        let what: String = body.chars().take(40).collect();
        assert_eq!(answer.status, status, "{what}");
        assert!(
            answer.text().starts_with("<!DOCTYPE html>"),
            "{what}: {}",
            answer.text()
        );
        assert!(answer.header("x-request-id").starts_with("req_"), "{what}");
    }
    // What can be read and makes no sense comes back as a sentence.
    for form in [
        "",
        "proposition=&to=",
        "proposition=recipe-ideas&toggle=exchange&to=sideways",
    ] {
        let answer = ana
            .send("POST", "/actions/choose", &[FORM, OURS], form)
            .await
            .expect(422);
        assert!(
            answer.text().contains("status-failed"),
            "{form}: {}",
            answer.text()
        );
    }
    assert_eq!(server.app().live.engine.index(), before);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_in_a_shape_that_no_form_has_are_no_fault_of_ours() {
    let server = Server::start(Database::Sqlite).await;
    let mut nobody = Visitor::new(&server);
    for (action, body) in [
        ("save-term", "labels=q"),
        ("save-term", "labels[a][b]=q"),
        ("save-draft", "translations[de]=q"),
        ("save-draft", "translations[de][benefits][-1][what]=q"),
        ("choose", "to=on&to=off"),
    ] {
        let path = format!("/actions/{action}");
        let answer = nobody.send("POST", &path, &[FORM, OURS], body).await;
        assert_eq!(answer.status, 400, "{body}: {}", answer.text());
        assert!(answer.text().contains("<h1>"), "{body}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_that_is_not_stored_is_answered_with_the_page_that_says_why() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/")).await.expect(303);
    let wish = |exchange, to, version, index| {
        [
            ("proposition", exchange),
            ("toggle", "exchange"),
            ("to", to),
            ("version", version),
            ("index", index),
            ("from", "/x/recipe-ideas"),
        ]
    };
    let drawn_at = server.app().live.engine.index().to_string();
    ana.submit("/actions/choose", &wish("recipe-ideas", "off", "0", "0"))
        .await
        .expect(303);
    let index = server.app().live.engine.index();
    let newest = index.to_string();
    let cases = [
        (
            409,
            wish("recipe-ideas", "on", "9", &newest),
            "This changed while",
        ),
        (
            409,
            wish("recipe-ideas", "on", "1", &drawn_at),
            "was turned off while",
        ),
        (
            410,
            wish("no-such", "on", "1", &drawn_at),
            "no longer offer",
        ),
    ];
    for (status, wish, sentence) in cases {
        let answer = ana.submit("/actions/choose", &wish).await.expect(status);
        let page = answer.text();
        assert!(page.contains("status-failed"), "{page}");
        assert!(page.contains(sentence), "{sentence}: {page}");
        assert!(
            page.contains("action=\"/actions/choose#x-recipe-ideas\""),
            "it can be pressed again: {page}"
        );
        for header in ["location", "set-cookie"] {
            assert_eq!(answer.header(header), "");
        }
        assert!(
            answer.header("content-security-policy").contains("'nonce-"),
            "the page's own policy"
        );
    }
    assert_eq!(
        server.app().live.engine.index(),
        index,
        "nothing was stored"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_cut_off_changes_nothing() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut ana = Visitor::new(&server);
    let entered = ana.get(&server.link(&id, "/")).await.expect(303);
    let cookie = entered
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let before = server.app().live.engine.index();
    let host = server.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    // Read as far as it came, it would be a whole choice.
    let half = format!(
        "POST /actions/everything-off HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\norigin: http://{host}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 400\r\n\r\nsure=yes"
    );
    stream.write_all(half.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    _ = stream.read_to_string(&mut answer).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    assert_eq!(server.app().live.engine.index(), before);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_the_page_says_so() {
    let server = Server::start(Database::Sqlite).await;
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    let database = rusqlite::Connection::open(server.folder().join("mutual.db")).unwrap();
    database
        .busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    let rename = |from: &str, to: &str| {
        database
            .execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}"))
            .unwrap();
    };
    rename("session", "session_away");
    let page = ana.get("/account").await.expect(503);
    assert_ne!(page.header("retry-after"), "");
    assert!(
        page.text().contains("What is off stays off"),
        "{}",
        page.text()
    );
    let refused = ana.submit("/actions/pause", &[]).await.expect(503);
    assert!(refused.text().starts_with("<!DOCTYPE html>"));
    // Whoever is nobody yet can still read, and cannot come in without being told why.
    let mut visitor = Visitor::new(&server);
    visitor.get("/sign-in").await.expect(200);
    visitor
        .get(&server.link("email:ana@example.org", "/"))
        .await
        .expect(503);
    rename("session_away", "session");
    assert!(is_in(&mut ana).await, "she is still in");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_strangers_send_to_the_studio_is_not_kept() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut by_link = Visitor::new(&server);
    by_link.get(&server.link(&id, "/")).await.expect(303);
    let long = "x".repeat(10_000);
    let forms: [(&str, Vec<(&str, &str)>); 5] = [
        (
            "/actions/begin-draft",
            vec![("key", "NO KEY"), ("title", &long)],
        ),
        (
            "/actions/begin-draft",
            vec![("key", "recipe-ideas"), ("title", &long)],
        ),
        (
            "/actions/save-draft",
            vec![("key", "recipe-ideas"), ("title", &long)],
        ),
        (
            "/actions/look-at-draft",
            vec![("key", "recipe-ideas"), ("title", &long)],
        ),
        ("/actions/organisation", vec![("name", &long)]),
    ];
    for visitor in [&mut Visitor::new(&server), &mut by_link] {
        for (path, fields) in &forms {
            let answer = visitor.submit(path, fields).await.expect(303);
            assert!(
                answer.headers.get("set-cookie").is_none(),
                "{path}: a session"
            );
            let to = answer.header("location");
            assert!(to.starts_with("/sign-in?next=/"), "{path}: {to}");
        }
    }
    assert!(server.app().live.store.drafts().await.unwrap().is_empty());
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_very_much_can_still_turn_off() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/")).await.expect(303);
    for _ in 0..60 {
        ana.submit("/actions/pause", &[("sure", "yes")])
            .await
            .expect(303);
        ana.submit("/actions/resume", &[("sure", "yes")])
            .await
            .expect(303);
    }
    let before = server.app().live.engine.index();
    let index = before.to_string();
    let choice = |to: &'static str| {
        [
            ("proposition", "recipe-ideas".to_owned()),
            ("toggle", "exchange".to_owned()),
            ("to", to.to_owned()),
            ("version", "1".to_owned()),
            ("index", index.clone()),
            ("from", "/".to_owned()),
        ]
    };
    let fields =
        |choice: &[(&'static str, String); 6]| -> Vec<(&'static str, String)> { choice.to_vec() };
    for (path, form) in [
        ("/actions/choose", fields(&choice("on"))),
        ("/actions/resume", vec![("sure", "yes".to_owned())]),
    ] {
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let refused = ana.submit(path, &form).await.expect(429);
        let wait: u32 = refused.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait), "{path}: {wait}");
        let page = refused.text();
        assert!(
            page.contains("You changed very much in a short time"),
            "{path}: {page}"
        );
    }
    assert_eq!(server.app().live.engine.index(), before);
    let off = fields(&choice("off"));
    let off: Vec<_> = off
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let since = std::time::Instant::now();
    let said = ana.submit("/actions/choose", &off).await.expect(303);
    assert!(
        said.header("location").contains("done="),
        "{}",
        said.header("location")
    );
    for path in ["/actions/pause", "/actions/everything-off"] {
        let said = ana.submit(path, &[("sure", "yes")]).await.expect(303);
        assert!(said.header("location").starts_with("/?all="));
    }
    assert!(
        since.elapsed() >= std::time::Duration::from_secs(3),
        "each waits a second"
    );
    assert!(server.app().live.engine.index() > before);
    server.stop().await;
}
