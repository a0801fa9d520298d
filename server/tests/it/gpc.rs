//! Ana's browser asks not to sell or share (Global Privacy Control).

use mutual::clock::{Clock as _, Timestamp};
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, Visitor, send};
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;

on_both!(
    a_browser_that_asks_is_heeded_once_and_everybody_hears_of_it,
    an_address_that_asked_for_the_wish_is_told_of_it_once,
    she_is_told_before_she_turns_on_what_shares,
    a_stranger_is_told_and_nothing_is_kept,
    the_wish_outlives_a_restart_and_another_browser,
    many_tabs_that_ask_at_once_are_one_wish,
    a_mails_button_is_heard_though_the_wish_keeps_it_off,
    who_read_her_state_before_the_wish_reads_it_anew,
);

const ASKS: (&str, &str) = ("sec-gpc", "1");

/// The wish alone is a change of what is read, also where no exchange is live that it could reach.
async fn who_read_her_state_before_the_wish_reads_it_anew(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("consent:read consent:write").await;
    crm.knows("crm:42").await;
    let path = "/customers/crm:42/consents";
    let before = crm.get(path).await.expect(200);
    assert_eq!(before.json()["signals"], json!([]));
    let tag = [("if-none-match", before.header("etag"))];
    crm.call("GET", path, &tag, None).await.expect(304);
    let mut ana = by_link(&server, "crm:42").await;
    ana.send("GET", "/", &[ASKS], "").await.expect(200);
    let after = crm.call("GET", path, &tag, None).await.expect(200);
    assert_eq!(after.json()["signals"], json!(["gpc"]));
    assert_ne!(after.header("etag"), before.header("etag"));
}

/// Ana, who has the dinner helper on: it cannot do without somebody else's model.
struct Shop {
    server: Server,
    crm: Crm,
}

impl Shop {
    async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        let crm = server
            .crm("check consent:read consent:write feed webhooks")
            .await;
        crm.knows("crm:42").await;
        for key in ["dinner-helper", "recipe-ideas"] {
            let choice = json!({"proposition": key, "version": 1, "toggles": {"exchange": "on"},
                "evidence": {"how": "phone", "where": "call centre", "at": last_month(),
                "wording": "May we?"}});
            let path = "/customers/crm:42/choices";
            crm.post(path, &choice).await.expect(201);
        }
        Self { server, crm }
    }

    async fn consents(&self) -> Value {
        let read = self.crm.get("/customers/crm:42/consents").await;
        read.expect(200).json()
    }

    async fn whole(&self, key: &str) -> Value {
        let state = self.consents().await;
        let all = state["exchanges"].as_array().unwrap();
        let one = all.iter().find(|one| one["proposition"] == key);
        one.unwrap()["toggles"]["exchange"].clone()
    }

    async fn may(&self) -> Value {
        let question = "/customers/crm:42/check?purpose=recommendations&data=orders&ai=share_model";
        let verdict = self.crm.get(question).await.expect(200).json();
        verdict["reasons"][0]["code"].clone()
    }

    fn index(&self) -> u64 {
        self.server.app().live.engine.index()
    }
}

/// What a browser sends that asks, for a page.
async fn looks(ana: &mut Visitor, path: &str) -> Answer {
    ana.send("GET", path, &[ASKS], "").await
}

/// She presses a switch, with these fields beside what names it.
async fn turns_on(ana: &mut Visitor, url: &str, index: &str, more: &str) -> Answer {
    let form = format!(
        "proposition=dinner-helper&toggle=exchange&to=on&version=1&index={index}&from=%2F{more}"
    );
    let headers = [
        ASKS,
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", url),
        ("sec-fetch-site", "same-origin"),
    ];
    ana.send("POST", "/actions/choose", &headers, &form).await
}

async fn a_browser_that_asks_is_heeded_once_and_everybody_hears_of_it(database: Database) {
    let shop = Shop::open(database).await;
    assert_eq!(shop.consents().await["signals"], json!([]));
    assert_eq!(shop.may().await, "granted");
    let before = shop.index();
    let mut ana = by_link(&shop.server, "crm:42").await;
    // A field with anything else in it is as if it were not there.
    for other in ["0", "true", "1, 1"] {
        ana.send("GET", "/", &[("sec-gpc", other)], "").await;
    }
    assert_eq!(shop.index(), before);
    let page = looks(&mut ana, "/").await.expect(200).text();
    assert!(
        page.contains("Your browser asks us not to sell or share"),
        "{page}"
    );
    assert!(
        page.contains("What would sell or share it is off"),
        "{page}"
    );
    assert!(
        page.contains("your browser asks us not to. Turn it on only"),
        "{page}"
    );
    assert_eq!(shop.index(), before + 2);
    // Every page that follows sends it again.
    for path in ["/", "/x/dinner-helper", "/timeline", "/account"] {
        looks(&mut ana, path).await.expect(200);
    }
    assert_eq!(shop.index(), before + 2);

    assert_eq!(shop.consents().await["signals"], json!(["gpc"]));
    let whole = shop.whole("dinner-helper").await;
    let words =
        ["decision", "source", "phase"].map(|name| whole[name].as_str().unwrap().to_owned());
    assert_eq!(words, ["denied", "signal", "withdrawn"]);
    assert_eq!(shop.may().await, "signal_gpc");
    assert_eq!(shop.whole("recipe-ideas").await["decision"], "granted");
    let feed = shop.crm.get(&format!("/changes?after={before}")).await;
    let feed = feed.expect(200).json();
    let told = feed["entries"].as_array().unwrap();
    let told: Vec<_> = told
        .iter()
        .map(|entry| {
            let of = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            let by = entry["actor"]["kind"].as_str().unwrap().to_owned();
            (of("type"), of("proposition"), of("route"), by)
        })
        .collect();
    let of = |kind: &str, key: &str| {
        (
            kind.to_owned(),
            key.to_owned(),
            "signal".to_owned(),
            "customer".to_owned(),
        )
    };
    assert_eq!(
        told,
        [
            of("signal.gpc", ""),
            of("consent.withdrawn", "dinner-helper")
        ]
    );
    // She has a receipt of the wish, and reads of it.
    let receipt = feed["entries"][0]["receipt"].as_str().unwrap();
    let page = ana
        .get(&format!("/receipts/{receipt}"))
        .await
        .expect(200)
        .text();
    assert!(
        page.contains("Your browser asked us not to sell or share"),
        "{page}"
    );
    let page = ana.get("/timeline").await.expect(200).text();
    assert!(
        page.contains("Your browser asked us not to sell or share"),
        "{page}"
    );
}

async fn an_address_that_asked_for_the_wish_is_told_of_it_once(database: Database) {
    let shop = crate::webhooks::Shop::open(database).await;
    let ana = shop.crm.knows("crm:42").await;
    let hook = shop.hook(&shop.receiver.url, &["signal.gpc"]).await;
    // Another one asked for what turns on alone.
    let other = format!("{}/other", shop.receiver.url);
    shop.hook(&other, &["consent.granted"]).await;
    let choice = json!({"proposition": "dinner-helper", "version": 1,
        "toggles": {"exchange": "on"}, "evidence": {"how": "phone", "where": "call centre",
        "at": last_month(), "wording": "May we?"}});
    let path = "/customers/crm:42/choices";
    shop.crm.post(path, &choice).await.expect(201);
    let before = shop.server.app().live.engine.index();
    let mut browser = by_link(&shop.server, "crm:42").await;
    for path in ["/", "/", "/timeline"] {
        looks(&mut browser, path).await.expect(200);
    }
    let came = shop.receiver.until(2, |_| true).await;
    let told: Vec<_> = came.iter().filter(|came| came.index() > before).collect();
    let [wish] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(
        (wish.kind().as_str(), wish.index()),
        ("signal.gpc", before + 1)
    );
    let said = wish.json();
    assert_eq!(said["data"]["customer"], ana.as_str());
    assert_eq!(said["data"]["route"], "signal");
    assert_eq!(said["data"]["identifiers"], json!(["crm:42"]));
    let secret = hook["secret"].as_str().unwrap();
    let verifier = standardwebhooks::Webhook::new(secret).unwrap();
    verifier.verify(&wish.body, &wish.headers).unwrap();
    // Nobody is told again, nor of what went off by it: that is an entry of its own.
    let index = shop.server.app().live.engine.index();
    let path = format!("/webhook-endpoints/{}", crate::webhooks::id(&hook));
    let served = shop.soon(&path, |hook| {
        hook["through"] == index && hook["deliveries"]["delivered"] == 1
    });
    assert_eq!(served.await["deliveries"]["pending"], 0);
    assert_eq!(index, before + 2);
}

async fn she_is_told_before_she_turns_on_what_shares(database: Database) {
    let shop = Shop::open(database).await;
    let url = shop.server.url.clone();
    let mut ana = by_link(&shop.server, "crm:42").await;
    let index = shop.index().to_string();
    // A tab from before the wish knows nothing of it, and the wish comes with the press itself.
    let refused = turns_on(&mut ana, &url, &index, "").await.expect(409);
    let page = refused.text();
    assert!(page.contains("So we did not turn it on"), "{page}");
    assert!(page.contains("name=\"in_spite\""), "{page}");
    assert_eq!(shop.may().await, "signal_gpc");
    // The CRM cannot say it for her without saying that she knows.
    let yes = |in_spite: bool| {
        json!({"proposition": "dinner-helper", "version": 1, "toggles": {"exchange": "on"},
            "in_spite_of_signal": in_spite, "evidence": {"how": "phone", "where": "call centre",
            "at": SystemClock.now().to_string(),
            "wording": "Your browser asks us not to share. Shall we?"}})
    };
    let path = "/customers/crm:42/choices";
    let refused = shop.crm.post(path, &yes(false)).await.expect(409);
    assert_eq!(refused.json()["code"], "against_signal");
    assert_eq!(shop.may().await, "signal_gpc");
    // From the page that tells her, she can; and the wish that still comes leaves it on.
    let index = shop.index().to_string();
    turns_on(&mut ana, &url, &index, "&in_spite=yes")
        .await
        .expect(303);
    assert_eq!(shop.may().await, "granted");
    let stored = shop.index();
    let page = looks(&mut ana, "/").await.expect(200).text();
    assert!(
        page.contains("Your browser asks us not to sell or share"),
        "{page}"
    );
    assert_eq!((shop.index(), shop.may().await), (stored, json!("granted")));
    // Off needs no word, and on on her behalf needs it again.
    let off = json!({"proposition": "dinner-helper", "version": 1, "toggles": {"exchange": "off"}});
    shop.crm.post(path, &off).await.expect(201);
    shop.crm.post(path, &yes(false)).await.expect(409);
    shop.crm.post(path, &yes(true)).await.expect(201);
    assert_eq!(shop.may().await, "granted");
}

async fn a_stranger_is_told_and_nothing_is_kept(database: Database) {
    let shop = Shop::open(database).await;
    let before = shop.index();
    let mut stranger = Visitor::new(&shop.server);
    let page = looks(&mut stranger, "/sign-in").await.expect(200);
    assert!(page.headers.get("set-cookie").is_none());
    let says = "Your browser asks us not to sell or share your data. We follow it.";
    assert!(page.text().contains(says), "{}", page.text());
    let page = stranger.get("/sign-in").await.expect(200);
    assert!(!page.text().contains(says));
    // Whoever only follows the link of a mail is not somebody known yet.
    let link = shop.server.link("crm:42", "/");
    send(&shop.server.url, "GET", &link, &[ASKS], "")
        .await
        .expect(303);
    // A program's request says nothing about its customer.
    let read = shop
        .crm
        .call("GET", "/customers/crm:42/consents", &[ASKS], None);
    assert_eq!(read.await.expect(200).json()["signals"], json!([]));
    assert_eq!(shop.index(), before);

    let said = send(&shop.server.url, "GET", "/.well-known/gpc.json", &[], "").await;
    let said = said.expect(200);
    assert_eq!(said.header("content-type"), "application/json");
    assert_eq!(said.json()["gpc"], json!(true));
    let day = said.json()["lastUpdate"].as_str().unwrap().to_owned();
    assert!(
        Timestamp::parse(&format!("{day}T00:00:00Z")).is_some(),
        "{day}"
    );
}

async fn the_wish_outlives_a_restart_and_another_browser(database: Database) {
    let mut shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    looks(&mut ana, "/").await.expect(200);
    let stored = shop.index();
    shop.server = shop.server.restart().await;
    shop.crm.url.clone_from(&shop.server.url);
    assert_eq!(shop.consents().await["signals"], json!(["gpc"]));
    assert_eq!(shop.may().await, "signal_gpc");
    // That another browser of hers does not ask takes nothing back (11 CCR 7025(c)(5)).
    let mut other = by_link(&shop.server, "crm:42").await;
    let page = other.get("/").await.expect(200).text();
    assert!(page.contains("We still follow it"), "{page}");
    assert_eq!(
        (shop.index(), shop.may().await),
        (stored, json!("signal_gpc"))
    );
    // Each language has its own words for it.
    speaks(&shop.server, &["en", "de", "ar"]).await;
    for (tag, words) in [
        ("de", "Wir halten uns weiter daran"),
        ("ar", "ما زلنا نلتزم بذلك"),
    ] {
        let fields = [("to", tag), ("from", "/")];
        other.submit("/actions/language", &fields).await.expect(303);
        let page = other.get("/").await.expect(200).text();
        assert!(page.contains(words), "{page}");
    }
}

async fn many_tabs_that_ask_at_once_are_one_wish(database: Database) {
    let shop = Shop::open(database).await;
    let before = shop.index();
    let ana = by_link(&shop.server, "crm:42").await;
    let mut tabs = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let mut tab = ana.clone();
        tabs.spawn(async move { looks(&mut tab, "/").await.status });
    }
    while let Some(status) = tabs.join_next().await {
        assert_eq!(status.unwrap(), 200);
    }
    assert_eq!(shop.index(), before + 2);
    assert_eq!(shop.may().await, "signal_gpc");
}

async fn a_mails_button_is_heard_though_the_wish_keeps_it_off(database: Database) {
    let shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    looks(&mut ana, "/").await.expect(200);
    assert_eq!(shop.whole("dinner-helper").await["source"], "signal");
    // Whoever carries the state away carries the wish.
    let admin = shop.server.crm("admin").await;
    let export = admin.get("/export").await.expect(200).text();
    let hers = export.lines().find(|line| line.contains("crm:42")).unwrap();
    let hers: Value = serde_json::from_str(hers).unwrap();
    assert_eq!(hers["signals"], json!(["gpc"]));
    // A wish reaches what sells or shares, and what she says herself lasts.
    let path = "/customers/crm:42/links";
    let what = json!({"unsubscribe": {"proposition": "dinner-helper"}});
    let made = shop.crm.post(path, &what).await.expect(201).json();
    let link = made["url"].as_str().unwrap();
    let link = link.strip_prefix(&shop.server.url).unwrap().to_owned();
    let before = shop.index();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for _ in 0..2 {
        let body = "List-Unsubscribe=One-Click";
        let pressed = send(&shop.server.url, "POST", &link, &form, body).await;
        pressed.expect(200);
    }
    assert_eq!(shop.index(), before + 1, "once");
    let whole = shop.whole("dinner-helper").await;
    assert_eq!(
        [&whole["decision"], &whole["source"], &whole["phase"]],
        ["denied", "explicit", "withdrawn"]
    );
}
