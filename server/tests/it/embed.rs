//! An exchange on a page of the shop's own site.

use mutual::clock::Timestamp;
use mutual::port::Organisation;
use mutual_server::auth::link::{Purpose, sign_for};
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, send};
use crate::on_both;

on_both!(
    ana_answers_on_the_shops_own_page,
    a_page_with_two_of_them_asks_one_question,
    no_other_site_sees_or_sets_anything,
    an_address_is_good_for_one_exchange_and_a_short_while,
    an_old_press_does_not_bring_back_what_is_off,
    two_tabs_are_told_of_each_other,
    her_browsers_wish_counts_there_too,
    what_is_stopped_shows_nothing,
    only_listed_sites_get_addresses,
    a_page_that_is_tried_out_says_that_nobody_real_is_meant,
);

pub const SHOP: &str = "https://www.grocer.example";
pub const EVE: &str = "https://evil.example";

/// A shop whose site may show exchanges, and its customer.
pub struct Shop {
    pub server: Server,
    pub crm: Crm,
}

impl Shop {
    pub async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        let organisation = Organisation {
            name: "Grocer".to_owned(),
            locales: vec!["en".to_owned(), "de".to_owned(), "ar".to_owned()],
            embed_origins: vec![SHOP.to_owned(), "https://shop.grocer.example".to_owned()],
            ..Organisation::default()
        };
        let store = &server.app().live.store;
        store.set_organisation(&organisation, None).await.unwrap();
        let crm = server.crm("check consent:read consent:write feed").await;
        crm.knows("crm:42").await;
        Self { server, crm }
    }

    /// What the shop's server puts into the page: the element's address, as path and query.
    async fn address(&self, proposition: &str) -> String {
        let embed = json!({"embed": {"proposition": proposition, "origin": SHOP}});
        let made = self.crm.post("/customers/crm:42/links", &embed).await;
        let url = made.expect(201).json()["url"].clone();
        let url = url.as_str().unwrap().to_owned();
        url.strip_prefix(&self.server.url).unwrap().to_owned()
    }

    async fn sees(&self, address: &str) -> Answer {
        self.from(SHOP, "GET", address, &[], "").await
    }

    async fn presses(&self, address: &str, form: &str) -> Answer {
        self.from(SHOP, "POST", address, &[], form).await
    }

    /// What a browser sends for a page of that site.
    async fn from(
        &self,
        origin: &str,
        method: &str,
        address: &str,
        more: &[(&str, &str)],
        form: &str,
    ) -> Answer {
        let mut headers = vec![
            ("origin", origin),
            ("sec-fetch-site", "cross-site"),
            (
                "content-type",
                "application/x-www-form-urlencoded;charset=UTF-8",
            ),
        ];
        headers.extend_from_slice(more);
        send(&self.server.url, method, address, &headers, form.to_owned()).await
    }

    async fn state(&self, key: &str) -> Value {
        let read = self.crm.get("/customers/crm:42/consents").await;
        let read = read.expect(200).json();
        let all = read["exchanges"].as_array().unwrap();
        let one = all.iter().find(|one| one["proposition"] == key);
        one.unwrap()["toggles"]["exchange"].clone()
    }

    fn index(&self) -> u64 {
        self.server.app().live.engine.index()
    }
}

/// What the element sends for a card that it shows.
fn wish(card: &Value, to: &str) -> String {
    format!(
        "to={to}&version={}&index={}&shown_in={}",
        card["version"],
        card["index"],
        card["locale"].as_str().unwrap()
    )
}

async fn ana_answers_on_the_shops_own_page(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let seen = shop.sees(&address).await.expect(200);
    assert_eq!(seen.header("access-control-allow-origin"), SHOP);
    assert_eq!(seen.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(seen.header("vary").to_ascii_lowercase().contains("origin"));
    for header in ["access-control-allow-credentials", "set-cookie"] {
        assert!(seen.headers.get(header).is_none(), "{header}");
    }
    let card = seen.json()["card"].clone();
    assert_eq!(
        card["question"],
        "May we use your past orders to email you three recipes a week?"
    );
    assert_eq!(card["answers"], json!(["Don't allow", "Allow"]));
    assert_eq!((&card["on"], &card["hue"]), (&json!(false), &json!(240)));
    assert!(!card["share"]["lines"].as_array().unwrap().is_empty());
    assert!(!card["get"]["lines"].as_array().unwrap().is_empty());
    assert_eq!(card["page"], format!("{}/x/recipe-ideas", shop.server.url));
    // Looking changed nothing.
    let before = shop.index();
    let done = shop.presses(&address, &wish(&card, "on")).await.expect(200);
    let told = done.json();
    assert_eq!(told["card"]["on"], true);
    assert_eq!(told["card"]["question"], Value::Null);
    assert_eq!(shop.state("recipe-ideas").await["decision"], "granted");
    let feed = shop
        .crm
        .get(&format!("/changes?after={before}"))
        .await
        .expect(200);
    let entries = feed.json()["entries"].clone();
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(
        (&entries[0]["route"], &entries[0]["actor"]["kind"]),
        (&json!("link"), &json!("customer"))
    );
    // Pressed twice, it is stored once.
    shop.presses(&address, &wish(&card, "on")).await.expect(200);
    assert_eq!(shop.index(), before + 1);
    // Off needs no more than the address.
    let done = shop.presses(&address, "to=off").await.expect(200).json();
    assert_eq!(done["card"]["on"], false);
    assert_eq!(shop.state("recipe-ideas").await["phase"], "withdrawn");
}

async fn a_page_with_two_of_them_asks_one_question(database: Database) {
    let shop = Shop::open(database).await;
    let recipes = shop.address("recipe-ideas").await;
    let coupons = shop.address("coupons").await;
    let card = async |address: &str| {
        let seen = shop.sees(address).await.expect(200);
        seen.json()["card"].clone()
    };
    // The first in the order of her own page asks; the other one has its switch.
    assert!(card(&recipes).await["question"].is_string());
    let other = card(&coupons).await;
    assert_eq!(
        (&other["question"], &other["answers"], &other["can_switch"]),
        (&Value::Null, &Value::Null, &json!(true))
    );
    // Who wants it need not wait for its question.
    let on = wish(&other, "on");
    shop.presses(&coupons, &on).await.expect(200);
    assert_eq!(shop.state("coupons").await["decision"], "granted");
    // Paused, nothing waits for an answer.
    let pause = shop.crm.post("/customers/crm:42/pause", &json!({})).await;
    assert!(pause.status < 300, "{}", pause.text());
    assert_eq!(card(&recipes).await["question"], Value::Null);
}

async fn no_other_site_sees_or_sets_anything(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let before = shop.index();
    // Eve has the address, and a page of her own; her browser says whose page asks.
    for origin in [
        EVE,
        "null",
        "http://www.grocer.example",
        "https://www.grocer.example.evil.example",
    ] {
        for (method, form) in [("GET", ""), ("POST", "to=off")] {
            let refused = shop
                .from(origin, method, &address, &[], form)
                .await
                .expect(403);
            assert_eq!(refused.json(), json!({"code": "unknown_site"}), "{origin}");
            assert!(refused.headers.get("access-control-allow-origin").is_none());
        }
    }
    // Another site of the shop is registered, and the address is not for it.
    let other = "https://shop.grocer.example";
    let refused = shop.from(other, "GET", &address, &[], "").await.expect(403);
    assert_eq!(refused.json()["code"], "wrong_site");
    // Without an origin, or with two, nobody says whose page it is.
    let form = [("content-type", "application/x-www-form-urlencoded")];
    send(&shop.server.url, "POST", &address, &form, "to=off")
        .await
        .expect(403);
    let two = [("origin", EVE)];
    shop.from(SHOP, "POST", &address, &two, "to=off")
        .await
        .expect(403);
    // A page that wants cookies to go with it gets no leave.
    let asks = [
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "x"),
    ];
    let refused = shop.from(SHOP, "OPTIONS", &address, &asks, "").await;
    assert!(
        refused
            .headers
            .get("access-control-allow-headers")
            .is_none()
    );
    assert_eq!(shop.index(), before);
    // Taken from the list, the site shows nothing any more, whatever addresses are out.
    let store = &shop.server.app().live.store;
    let mut organisation = store.organisation().await.unwrap().unwrap();
    organisation.embed_origins.clear();
    store.set_organisation(&organisation, None).await.unwrap();
    shop.sees(&address).await.expect(403);
    shop.presses(&address, "to=off").await.expect(403);
    assert_eq!(shop.index(), before);
}

async fn an_address_is_good_for_one_exchange_and_a_short_while(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let before = shop.index();
    // Every part of it is signed.
    for (from, to) in [
        ("recipe-ideas", "coupons"),
        ("p=%2F", "p=%2Fx"),
        ("e=1", "e=2"),
        ("c=cus_", "c=crm%3A"),
    ] {
        assert!(address.contains(from), "{address}");
        let changed = address.replacen(from, to, 1);
        let refused = shop.sees(&changed).await.expect(403);
        assert_eq!(refused.json()["code"], "bad_address", "{changed}");
    }
    // It opens no page of hers and turns nothing off elsewhere; and a link of hers shows nothing here.
    let query = address.split_once('?').unwrap().1;
    send(&shop.server.url, "GET", &format!("/in?{query}"), &[], "")
        .await
        .expect(403);
    let visit = shop.server.link("crm:42", "/x/recipe-ideas");
    let visit = visit.split_once('?').unwrap().1;
    let refused = shop.sees(&format!("/embed?{visit}")).await.expect(403);
    assert_eq!(refused.json()["code"], "bad_address");
    // It names one exchange, whatever else a press says.
    let other = "to=on&version=1&index=99&proposition=coupons";
    shop.presses(&address, other).await.expect(422);
    shop.presses(&address, "to=on&toggle=data%3Aorders")
        .await
        .expect(422);
    shop.presses(&address, &"a".repeat(9_000)).await.expect(413);
    // Past its time it is known and does nothing.
    let tag = query
        .split('&')
        .find(|part| part.starts_with("p="))
        .unwrap();
    let page = tag.trim_start_matches("p=").replace("%2F", "/");
    let key = &shop.server.app().keys.link;
    let late = Timestamp::from_millis(1_700_000_000_000);
    let expired = sign_for(Purpose::Embed, key, "crm:42", &page, late).unwrap();
    for answer in [
        shop.sees(&expired).await,
        shop.presses(&expired, "to=off").await,
    ] {
        assert_eq!(answer.expect(410).json(), json!({"code": "expired"}));
    }
    // An address of nobody's is like one that is not from here.
    let soon = shop.server.app().clock.now().plus_seconds(60);
    let nobody = sign_for(Purpose::Embed, key, "crm:9999", &page, soon).unwrap();
    shop.sees(&nobody).await.expect(403);
    assert_eq!(shop.index(), before);
}

async fn an_old_press_does_not_bring_back_what_is_off(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    let on = wish(&card, "on");
    shop.presses(&address, &on).await.expect(200);
    shop.presses(&address, "to=off").await.expect(200);
    let before = shop.index();
    // Sent again by a browser that goes back, or by somebody who kept it.
    for _ in 0..2 {
        let refused = shop.presses(&address, &on).await.expect(409).json();
        assert_eq!(refused["card"]["on"], false);
        assert!(
            refused["failed"].as_str().unwrap().contains("stays off"),
            "{refused}"
        );
    }
    assert_eq!(
        (
            shop.index(),
            shop.state("recipe-ideas").await["phase"].clone()
        ),
        (before, json!("withdrawn"))
    );
    // What she sees now she can turn on.
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    shop.presses(&address, &wish(&card, "on")).await.expect(200);
    assert_eq!(shop.state("recipe-ideas").await["phase"], "active");
}

async fn two_tabs_are_told_of_each_other(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    // Meanwhile another wording went live: she says yes to what she reads, and to nothing else.
    let mut document = crate::common::demo().remove(0);
    document.title = "Recipes for the week".to_owned();
    document.change_note = Some("We gave it a name that says more.".to_owned());
    shop.server.publish(document, Some(1)).await;
    let refused = shop
        .presses(&address, &wish(&card, "on"))
        .await
        .expect(409)
        .json();
    assert_eq!(refused["card"]["version"], 2);
    assert!(
        refused["failed"]
            .as_str()
            .unwrap()
            .contains("read it again"),
        "{refused}"
    );
    // No needs no newest version.
    shop.presses(&address, &wish(&card, "off"))
        .await
        .expect(200);
    assert_eq!(shop.state("recipe-ideas").await["decision"], "denied");
    // On and off at once: off wins, and both are answered with how it is.
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    let (on, off) = (wish(&card, "on"), wish(&card, "off"));
    let (one, other) = tokio::join!(shop.presses(&address, &on), shop.presses(&address, &off));
    assert!([200, 409].contains(&one.status), "{}", one.text());
    other.expect(200);
    let now = shop.sees(&address).await.expect(200).json()["card"].clone();
    let stored = shop.state("recipe-ideas").await["decision"] == "granted";
    assert_eq!(now["on"], stored);
}

async fn her_browsers_wish_counts_there_too(database: Database) {
    let shop = Shop::open(database).await;
    let choice = json!({"proposition": "dinner-helper", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"}});
    shop.crm
        .post("/customers/crm:42/choices", &choice)
        .await
        .expect(201);
    let address = shop.address("dinner-helper").await;
    let asks = [("sec-gpc", "1")];
    let seen = shop
        .from(SHOP, "GET", &address, &asks, "")
        .await
        .expect(200);
    let card = seen.json()["card"].clone();
    assert_eq!(
        (&card["on"], &card["in_spite"]),
        (&json!(false), &json!(true))
    );
    assert!(
        card["state"]
            .as_str()
            .unwrap()
            .contains("your browser asks us not to"),
        "{card}"
    );
    assert_eq!(shop.state("dinner-helper").await["source"], "signal");
    let on = wish(&card, "on");
    let refused = shop.presses(&address, &on).await.expect(409).json();
    assert!(
        refused["failed"]
            .as_str()
            .unwrap()
            .contains("Your browser asks"),
        "{refused}"
    );
    let knows = format!("{on}&in_spite=yes");
    shop.from(SHOP, "POST", &address, &asks, &knows)
        .await
        .expect(200);
    assert_eq!(shop.state("dinner-helper").await["decision"], "granted");
}

async fn what_is_stopped_shows_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let address = shop.address("recipe-ideas").await;
    let retire = mutual::use_cases::Command::Retire("recipe-ideas".parse().unwrap(), "Over".into());
    let submission = mutual::port::Submission {
        actor: mutual::access::Actor::System,
        route: mutual::consent::Route::System,
        command: retire,
        idempotency: None,
    };
    shop.server
        .app()
        .live
        .engine
        .submit(submission)
        .await
        .unwrap();
    assert_eq!(
        shop.sees(&address).await.expect(410).json(),
        json!({"code": "gone"})
    );
    // In her language where it is written in it, and in its own where she answered it.
    let german = crate::common::demo_in_all_languages().remove(3);
    let mut document = german.clone();
    document.key = "helper-in-german".parse().unwrap();
    shop.server.publish(document, None).await;
    let body = json!({"identifiers": ["crm:42"], "locale": "de", "region": "DE"});
    shop.crm.put("/customers/crm:42", &body).await.expect(200);
    let address = shop.address("helper-in-german").await;
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    assert_eq!(
        (&card["lang"], &card["locale"]),
        (&json!("de"), &json!("de"))
    );
    assert_eq!(card["title"], german.in_locale("de").unwrap().title);
    let body = json!({"identifiers": ["crm:42"], "locale": "ar", "region": "DE"});
    shop.crm.put("/customers/crm:42", &body).await.expect(200);
    let card = shop.sees(&address).await.expect(200).json()["card"].clone();
    assert_eq!((&card["lang"], &card["dir"]), (&json!("ar"), &json!("rtl")));
}

async fn only_listed_sites_get_addresses(database: Database) {
    let shop = Shop::open(database).await;
    let path = "/customers/crm:42/links";
    let ask = |proposition: &str, origin: &str| json!({"embed": {"proposition": proposition, "origin": origin}});
    let made = shop
        .crm
        .post(path, &ask("recipe-ideas", SHOP))
        .await
        .expect(201)
        .json();
    // Long enough for a page, and no longer.
    let until = Timestamp::parse(made["expires_at"].as_str().unwrap()).unwrap();
    let left = until.seconds_since(shop.server.app().clock.now());
    assert!((3_000..=3_600).contains(&left), "{left}");
    let mut bad = vec![
        (ask("recipe-ideas", EVE), "embed.origin"),
        (
            ask("recipe-ideas", "https://www.grocer.example/"),
            "embed.origin",
        ),
        (ask("no-such", SHOP), "embed.proposition"),
    ];
    let mut long = ask("recipe-ideas", SHOP);
    long["expires_in_s"] = json!(86_401);
    bad.push((long, "expires_in_s"));
    let mut both = ask("recipe-ideas", SHOP);
    both["page"] = json!("/");
    bad.push((both, "embed"));
    for (body, field) in bad {
        let refused = shop.crm.post(path, &body).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    // The script goes to everybody, small, for ever under its own name.
    let script = made["embed"]["script"].as_str().unwrap();
    let script = script.strip_prefix(&shop.server.url).unwrap();
    // Smaller still with brotli, which only a binary with the site in it has.
    let gzip = [("accept-encoding", "gzip")];
    let got = send(&shop.server.url, "GET", script, &gzip, "")
        .await
        .expect(200);
    assert_eq!(got.header("content-encoding"), "gzip");
    assert!(got.body.len() <= 10_000, "{} bytes", got.body.len());
    assert_eq!(got.header("access-control-allow-origin"), "*");
    assert_eq!(got.header("cross-origin-resource-policy"), "cross-origin");
    assert!(got.header("cache-control").contains("immutable"));
    let tag = got.header("etag").to_owned();
    let again = [("if-none-match", tag.as_str())];
    send(&shop.server.url, "GET", script, &again, "")
        .await
        .expect(304);
    for other in ["/embed.js", "/embed.js?v=0"] {
        let got = send(&shop.server.url, "GET", other, &[], "")
            .await
            .expect(200);
        assert_eq!(got.header("cache-control"), "public, max-age=3600");
        assert!(got.text().contains("customElements.define"));
    }
    let integrity = made["embed"]["integrity"].as_str().unwrap();
    assert!(
        integrity.starts_with("sha384-") && integrity.len() == 71,
        "{integrity}"
    );
}

async fn a_page_that_is_tried_out_says_that_nobody_real_is_meant(database: Database) {
    let shop = Shop::open(database).await;
    // Ana's own has no band.
    let hers = shop.address("recipe-ideas").await;
    let card = shop.sees(&hers).await.expect(200).json()["card"].clone();
    assert_eq!(card["test"], Value::Null);
    // A developer asks for the same about a test customer of the same name.
    let test = shop.server.test_crm("consent:read consent:write").await;
    test.knows("crm:42").await;
    let ask = json!({"embed": {"proposition": "recipe-ideas", "origin": SHOP}});
    let made = test.post("/customers/crm:42/links", &ask).await;
    let made = made.expect(201).json();
    let url = made["url"].as_str().unwrap();
    let address = url.strip_prefix(&shop.server.url).unwrap();
    let before = shop.index();
    let card = shop.sees(address).await.expect(200).json()["card"].clone();
    let band = &card["test"];
    assert_eq!(band[0], "Test");
    assert!(
        band[1].as_str().unwrap().contains("Nobody real is meant"),
        "{card}"
    );
    // It stays when something is pressed, and what is pressed is nobody real's.
    let done = shop.presses(address, &wish(&card, "on")).await.expect(200);
    let now = done.json()["card"].clone();
    assert_eq!((&now["on"], &now["test"]), (&json!(true), band));
    assert_eq!(shop.index(), before);
    assert_eq!(shop.state("recipe-ideas").await["decision"], "none");
    // In her language.
    let body = json!({"identifiers": ["crm:42"], "locale": "ar", "region": "GB"});
    test.put("/customers/crm:42", &body).await.expect(200);
    let card = shop.sees(address).await.expect(200).json()["card"].clone();
    assert_eq!(card["test"][0], "تجربة");
}
