//! A mail with a button that takes its reader off the list (RFC 8058).

use mutual::clock::Timestamp;
use mutual_server::auth::link::{Purpose, sign_for};
use serde_json::{Value, json};

use crate::api_consent::just_now;
use crate::common::{Answer, Crm, Database, Server, Visitor, send};
use crate::languages::speaks;
use crate::on_both;

on_both!(
    a_mail_programs_button_turns_off_what_its_mail_is_about,
    a_machine_that_follows_every_link_changes_nothing,
    a_link_that_turns_one_thing_off_does_nothing_else,
    whoever_reads_the_page_presses_its_button,
    many_machines_that_press_at_once_take_one_answer_back,
);

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// Ana takes part in everything that is mailed, and the shop has the headers of a mail to her.
struct Shop {
    server: Server,
    crm: Crm,
}

impl Shop {
    async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        let crm = server.crm("check consent:read consent:write feed").await;
        crm.knows("crm:42").await;
        let shop = Self { server, crm };
        shop.turns_on().await;
        shop
    }

    async fn turns_on(&self) {
        let choice = json!({"proposition": "recipe-ideas", "version": 1,
            "toggles": {"exchange": "on"}, "evidence": {"how": "phone", "where": "call centre",
            "at": just_now(), "wording": "May we?"}});
        let path = "/customers/crm:42/choices";
        self.crm.post(path, &choice).await.expect(201);
    }

    /// The headers for a mail; the path of the link in them.
    async fn link(&self, what: Value) -> String {
        let path = "/customers/crm:42/links";
        let made = self.crm.post(path, &json!({"unsubscribe": what})).await;
        let made = made.expect(201).json();
        let headers = &made["headers"];
        assert_eq!(headers["List-Unsubscribe-Post"], ONE_CLICK);
        let url = made["url"].as_str().unwrap();
        assert_eq!(headers["List-Unsubscribe"], format!("<{url}>"));
        url.strip_prefix(&self.server.url).unwrap().to_owned()
    }

    /// What a program of mail sends: no cookie, no origin, nobody's agent.
    async fn clicks(&self, link: &str) -> Answer {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        send(&self.server.url, "POST", link, &form, ONE_CLICK).await
    }

    async fn exchange(&self) -> Value {
        let state = self.crm.get("/customers/crm:42/consents").await;
        let state = state.expect(200).json();
        let all = state["exchanges"].as_array().unwrap();
        let one = all.iter().find(|one| one["proposition"] == "recipe-ideas");
        one.unwrap()["toggles"]["exchange"].clone()
    }

    fn index(&self) -> u64 {
        self.server.app().live.engine.index()
    }
}

fn mailed() -> Value {
    json!({"proposition": "recipe-ideas", "channel": "email"})
}

async fn a_mail_programs_button_turns_off_what_its_mail_is_about(database: Database) {
    let shop = Shop::open(database).await;
    let link = shop.link(mailed()).await;
    let before = shop.index();
    let done = shop.clicks(&link).await.expect(200);
    for header in ["location", "set-cookie"] {
        assert!(done.headers.get(header).is_none(), "{header}");
    }
    assert!(done.text().contains("It is off"), "{}", done.text());
    assert_eq!(shop.exchange().await["phase"], "withdrawn");
    // The very next question is answered with it.
    let may = "/customers/crm:42/check?purpose=recommendations&data=orders&channel=email";
    let verdict = shop.crm.get(may).await.expect(200).json();
    assert_eq!(verdict["verdict"], "deny");
    let page = shop.crm.get(&format!("/changes?after={before}")).await;
    let page = page.expect(200).json();
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
    assert_eq!(page["entries"][0]["type"], "consent.withdrawn");
    assert_eq!(page["entries"][0]["route"], "link");
    assert_eq!(page["entries"][0]["actor"]["kind"], "customer");
    // A second machine that presses it says nothing new.
    shop.clicks(&link).await.expect(200);
    assert_eq!(shop.index(), before + 1);
    // Turned on again, the old mail's button works as it did; the other form of the body too.
    shop.turns_on().await;
    let boundary = [("content-type", "multipart/form-data; boundary=x")];
    let body = "--x\r\ncontent-disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
                One-Click\r\n--x--\r\n";
    let done = send(&shop.server.url, "POST", &link, &boundary, body).await;
    done.expect(200);
    assert_eq!(shop.exchange().await["phase"], "withdrawn");
}

async fn many_machines_that_press_at_once_take_one_answer_back(database: Database) {
    let shop = Shop::open(database).await;
    let link = shop.link(mailed()).await;
    let before = shop.index();
    let mut pressing = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (url, link) = (shop.server.url.clone(), link.clone());
        // As programs send it that say nothing of what they send.
        pressing.spawn(async move { send(&url, "POST", &link, &[], ONE_CLICK).await.status });
    }
    let statuses = pressing.join_all().await;
    assert_eq!(statuses, [200; 10]);
    assert_eq!(shop.index(), before + 1);
    assert_eq!(shop.exchange().await["phase"], "withdrawn");
}

async fn a_machine_that_follows_every_link_changes_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let link = shop.link(mailed()).await;
    let before = shop.index();
    for method in ["GET", "HEAD", "GET"] {
        let seen = send(&shop.server.url, method, &link, &[], "").await;
        assert!(seen.expect(200).headers.get("location").is_none());
    }
    // As a browser that came from a mail on the web would.
    let from = [
        ("referer", "https://mail.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    send(&shop.server.url, "GET", &link, &from, "")
        .await
        .expect(200);
    for method in ["PUT", "DELETE", "PATCH"] {
        let tried = send(&shop.server.url, method, &link, &[], "").await;
        assert!(
            (400..500).contains(&tried.status),
            "{method}: {}",
            tried.status
        );
    }
    assert_eq!(shop.index(), before);
    assert_eq!(shop.exchange().await["phase"], "active");
}

async fn a_link_that_turns_one_thing_off_does_nothing_else(database: Database) {
    let shop = Shop::open(database).await;
    let link = shop.link(mailed()).await;
    let before = shop.index();
    // It opens no page of hers, under no name.
    let mut visitor = Visitor::new(&shop.server);
    let query = link.strip_prefix("/unsubscribe").unwrap();
    visitor.get(&format!("/in{query}")).await.expect(403);
    visitor.get("/").await.expect(303);
    // Nor does a link to her pages turn anything off, nor one that somebody changed.
    let visit = shop.server.link("crm:42", "/x/recipe-ideas");
    let visit = visit.replace("/in?", "/unsubscribe?");
    let other = link.replace("recipe-ideas", "coupons");
    for bad in [
        visit.as_str(),
        &other,
        "/unsubscribe",
        "/unsubscribe?v=1",
        &link[..link.len() - 1],
    ] {
        shop.clicks(bad).await.expect(403);
        send(&shop.server.url, "GET", bad, &[], "")
            .await
            .expect(403);
    }
    assert_eq!(shop.index(), before);
    // What it names has to be something.
    let path = "/customers/crm:42/links";
    for bad in [
        json!({"unsubscribe": {"proposition": "Recipe ideas"}}),
        json!({"unsubscribe": {"proposition": "recipe-ideas", "channel": "pigeon"}}),
        json!({"unsubscribe": {}}),
        json!({"unsubscribe": mailed(), "page": "/"}),
    ] {
        shop.crm.post(path, &bad).await.expect(422);
    }
    // Whoever wants out may always go: its time does not run out.
    let key = shop.server.app().keys.link;
    let long_ago = Timestamp::from_millis(1_000_000_000_000);
    let purpose = Purpose::Unsubscribe;
    let old = sign_for(purpose, &key, "crm:42", "/recipe-ideas", long_ago).unwrap();
    shop.clicks(&old).await.expect(200);
    assert_eq!(shop.exchange().await["phase"], "withdrawn");
    // Who is gone has nothing to turn off.
    let erase = [("idempotency-key", "gone")];
    let gone = shop
        .crm
        .call("DELETE", "/customers/crm:42?mode=all", &erase, None);
    gone.await.expect(204);
    shop.clicks(&link).await.expect(403);
}

async fn whoever_reads_the_page_presses_its_button(database: Database) {
    let shop = Shop::open(database).await;
    speaks(&shop.server, &["en", "de"]).await;
    let her = json!({"locale": "de"});
    shop.crm.put("/customers/crm:42", &her).await.expect(200);
    let link = shop.link(mailed()).await;
    let mut ana = Visitor::new(&shop.server);
    let page = ana.get(&link).await.expect(200).text();
    assert!(page.contains("Das ausschalten?"), "{page}");
    assert!(page.contains("action=\"/unsubscribe?"), "{page}");
    // It has no other way to her, so that all of it goes off; the page claims nothing less.
    assert!(!page.contains("Nur diesen Weg"), "{page}");
    // Her browser says where it comes from; a page elsewhere may send it too, for the seal decides.
    let done = ana
        .submit(&link, &[("List-Unsubscribe", "One-Click")])
        .await;
    let done = done.expect(200);
    assert!(done.text().contains("Es ist aus"), "{}", done.text());
    assert!(done.headers.get("set-cookie").is_none());
    assert_eq!(shop.exchange().await["phase"], "withdrawn");
    // What is off already is not asked about.
    let page = ana.get(&link).await.expect(200).text();
    assert!(page.contains("Es ist aus"), "{page}");
}
