//! A CRM that is told of every change.

use std::time::Duration;

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Crm, Database, Server};
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::web_people::account;
use crate::webhooks_waiting::{age, is_known};

on_both!(
    every_change_arrives_once_signed_and_as_the_feed_has_it,
    what_is_not_taken_comes_again_and_later_ones_wait_for_it,
    one_address_that_never_answers_delays_no_other,
    a_secret_that_is_changed_signs_beside_the_new_one,
    what_was_sent_can_be_sent_again,
    an_address_that_is_gone_is_left_alone_and_goes_on_where_it_stopped,
    people_are_told_before_an_address_is_given_up,
    whoever_was_erased_is_not_told_about,
    nothing_is_sent_to_an_address_inside,
    an_address_is_managed_by_those_who_may,
    nothing_is_lost_when_the_server_starts_again,
    a_test_clients_addresses_hear_of_test_customers_alone,
);

const SCOPES: &str = "consent:read consent:write feed webhooks";

/// A shop with a CRM, and a program that listens.
pub struct Shop {
    pub server: Server,
    pub crm: Crm,
    pub receiver: Receiver,
}

impl Shop {
    pub async fn open(database: Database) -> Self {
        let receiver = Receiver::start().await;
        Self::opened(database, receiver, &[]).await
    }

    pub async fn opened(database: Database, receiver: Receiver, more: &[&Receiver]) -> Self {
        let mut hosts = vec![receiver.host()];
        hosts.extend(more.iter().map(|receiver| receiver.host()));
        let hosts = hosts.join(",");
        let server = Server::start_with(database, &["--webhook-hosts", &hosts]).await;
        server.publish_demo().await;
        let crm = server.crm(SCOPES).await;
        Self {
            server,
            crm,
            receiver,
        }
    }

    /// Adds an address for these events; what the API says of it.
    pub async fn hook(&self, url: &str, events: &[&str]) -> Value {
        let wish = json!({"url": url, "description": "The CRM", "events": events});
        let made = self.crm.post("/webhook-endpoints", &wish).await;
        made.expect(201).json()
    }

    pub async fn chooses(&self, who: &str, switch: &str) -> u64 {
        let path = format!("/customers/{who}/choices");
        let choice = json!({"proposition": "recipe-ideas", "version": 1,
            "toggles": {"exchange": switch}, "evidence": {"how": "phone", "where": "call centre",
            "at": last_month(), "wording": "May we?"}});
        let stored = self.crm.post(&path, &choice).await.expect(201).json();
        stored["index"].as_u64().unwrap()
    }

    /// Reads until `wanted` says yes.
    pub async fn soon(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let read = self.crm.get(path).await.expect(200).json();
            if wanted(&read) {
                return read;
            }
            assert!(tokio::time::Instant::now() < until, "{path}: {read:#}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

pub fn id(endpoint: &Value) -> String {
    endpoint["id"].as_str().unwrap().to_owned()
}

async fn every_change_arrives_once_signed_and_as_the_feed_has_it(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    let before = shop.server.app().live.engine.index();
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    let secret = hook["secret"].as_str().unwrap();
    let verifier = standardwebhooks::Webhook::new(secret).unwrap();
    for number in 0..20 {
        let switch = if number % 2 == 0 { "on" } else { "off" };
        shop.chooses("crm:42", switch).await;
    }
    let came = shop.receiver.until(20, |_| true).await;
    // One customer's changes come in their order, and each once.
    let indices: Vec<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(indices, (before + 1..=before + 20).collect::<Vec<_>>());
    for message in &came {
        // The specification's own library takes it.
        verifier.verify(&message.body, &message.headers).unwrap();
        assert_eq!(message.headers["content-type"], "application/json");
        let page = format!("/changes?after={}&limit=1", message.index() - 1);
        let page = shop.crm.get(&page).await.expect(200).json();
        let said = message.json();
        assert_eq!(said["data"], page["entries"][0]);
        assert_eq!(said["type"], said["data"]["type"]);
        assert_eq!(said["timestamp"], said["data"]["at"]);
        assert!(message.body.len() < 20_000);
    }
    // And the list says so.
    let path = format!(
        "/webhook-deliveries?endpoint={}&status=delivered",
        id(&hook)
    );
    let list = shop.soon(&path, |list| list["items"].as_array().unwrap().len() == 20);
    let list = list.await;
    assert_eq!(list["items"][0]["index"], before + 20);
    let newest = list["items"][0]["id"].as_str().unwrap();
    assert_eq!(newest, came.last().unwrap().id());
    let in_full = shop.crm.get(&format!("/webhook-deliveries/{newest}")).await;
    let in_full = in_full.expect(200).json();
    assert_eq!(in_full["attempts"][0]["status"], 200);
    assert_eq!(in_full["attempts"].as_array().unwrap().len(), 1);
    // The secret is never told again.
    let told = shop.crm.get("/webhook-endpoints").await.expect(200).text();
    assert!(!told.contains("whsec_") && !told.contains(secret), "{told}");
}

async fn what_is_not_taken_comes_again_and_later_ones_wait_for_it(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.crm.knows("crm:2").await;
    let kinds = ["consent.granted", "consent.withdrawn"];
    let hook = shop.hook(&shop.receiver.url, &kinds).await;
    shop.receiver.next(&[Answers::Status(503)]);
    let first = shop.chooses("crm:1", "on").await;
    shop.receiver.until(1, |_| true).await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    shop.soon(&path, |hook| !hook["failing_since"].is_null())
        .await;
    // Another customer's change is not held up by it.
    let other = shop.chooses("crm:2", "on").await;
    shop.receiver.until(1, |came| came.index() == other).await;
    assert_eq!(shop.receiver.came().len(), 2);
    // Her withdrawal is: it goes behind what it takes back, and both go at once.
    let last = shop.chooses("crm:1", "off").await;
    let came = shop.receiver.until(4, |_| true).await;
    let indices: Vec<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(indices, [first, other, first, last]);
    // A second try is the same message.
    assert_eq!(came[0].id(), came[2].id());
    assert_eq!(came[0].body, came[2].body);
    let hook = shop
        .soon(&path, |hook| hook["deliveries"]["delivered"] == 3)
        .await;
    assert!(hook["failing_since"].is_null(), "{hook}");
    let tried = format!("/webhook-deliveries/{}", came[0].id());
    let tried = shop.crm.get(&tried).await.expect(200).json();
    let statuses = tried["attempts"].as_array().unwrap().iter();
    let statuses: Vec<_> = statuses.map(|attempt| attempt["status"].clone()).collect();
    assert_eq!(statuses, [503, 200]);
}

async fn one_address_that_never_answers_delays_no_other(database: Database) {
    let (silent, heard) = (Receiver::start().await, Receiver::start().await);
    silent.always(Answers::Silence);
    let shop = Shop::opened(database, heard, &[&silent]).await;
    shop.hook(&silent.url, &["*"]).await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    for customer in 0..30 {
        let name = format!("crm:{customer}");
        shop.crm.knows(&name).await;
        shop.chooses(&name, "on").await;
    }
    shop.receiver.until(30, |_| true).await;
    // Of those that never answer, a few are under way and no more.
    assert!(silent.came().len() <= 8, "{}", silent.came().len());
}

async fn a_secret_that_is_changed_signs_beside_the_new_one(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    let made = shop.hook(&shop.receiver.url, &["*"]).await;
    let path = format!("/webhook-endpoints/{}/rotate-secret", id(&made));
    let rotated = shop.crm.write("POST", &path, &json!({}), "once").await;
    let rotated = rotated.expect(201).json();
    // A second try with the same key changes nothing more.
    let again = shop.crm.write("POST", &path, &json!({}), "once").await;
    assert_eq!(again.expect(201).json(), rotated);
    assert_ne!(made["secret"], rotated["secret"]);
    assert!(rotated["older_secret_until"].is_string());
    // The running address learns of it within a moment.
    let revision = rotated["revision"].as_u64().unwrap();
    assert_eq!(revision, made["revision"].as_u64().unwrap() + 1);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    shop.chooses("crm:42", "on").await;
    let came = shop.receiver.until(1, |_| true).await;
    for secret in [&made["secret"], &rotated["secret"]] {
        let verifier = standardwebhooks::Webhook::new(secret.as_str().unwrap()).unwrap();
        verifier.verify(&came[0].body, &came[0].headers).unwrap();
    }
    let signature = came[0].headers["webhook-signature"].to_str().unwrap();
    assert_eq!(signature.split(' ').count(), 2);
}

async fn what_was_sent_can_be_sent_again(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    let begin = shop.chooses("crm:42", "on").await;
    let hook = shop.hook(&shop.receiver.url, &["consent.granted"]).await;
    shop.chooses("crm:42", "off").await;
    let third = shop.chooses("crm:42", "on").await;
    let came = shop.receiver.until(1, |came| came.index() == third).await;
    // One.
    let path = format!("/webhook-deliveries/{}/redeliver", came[0].id());
    shop.crm.post(&path, &json!({})).await.expect(202);
    let twice = shop.receiver.until(2, |came| came.index() == third).await;
    assert_eq!(twice[0].id(), twice[1].id());
    let delivered = format!("/webhook-deliveries/{}", came[0].id());
    let in_full = shop.soon(&delivered, |read| {
        read["attempts"].as_array().unwrap().len() == 2
    });
    let in_full = in_full.await;
    assert_eq!(in_full["attempts"][1]["number"], 2);
    // A range, counted first; what came before there was an address is part of it.
    let replay = format!(
        "/webhook-endpoints/{}/replay?after={}",
        id(&hook),
        begin - 1
    );
    let counted = shop
        .crm
        .post(&format!("{replay}&dry_run=true"), &json!({}))
        .await;
    assert_eq!(
        counted.expect(202).json(),
        json!({"deliveries": 2, "dry_run": true})
    );
    assert_eq!(shop.receiver.came().len(), 2);
    let sent = shop.crm.post(&replay, &json!({})).await;
    assert_eq!(sent.expect(202).json()["deliveries"], 2);
    shop.receiver.until(1, |came| came.index() == begin).await;
    shop.receiver.until(3, |came| came.index() == third).await;
    for bad in ["", "?after=x", "?after=0&dry_run=maybe", "?before=1"] {
        let path = format!("/webhook-endpoints/{}/replay{bad}", id(&hook));
        shop.crm.post(&path, &json!({})).await.expect(400);
    }
    // A test message is one, and says what came back.
    let test = format!("/webhook-endpoints/{}/test", id(&hook));
    shop.receiver.next(&[Answers::Status(418)]);
    let tried = shop.crm.post(&test, &json!({})).await.expect(200).json();
    assert_eq!(tried["status"], 418);
    let verifier = standardwebhooks::Webhook::new(hook["secret"].as_str().unwrap()).unwrap();
    let tests = shop
        .receiver
        .until(1, |came| came.kind() == "webhook.test")
        .await;
    verifier.verify(&tests[0].body, &tests[0].headers).unwrap();
}

async fn an_address_that_is_gone_is_left_alone_and_goes_on_where_it_stopped(database: Database) {
    let shop = Shop::open(database).await;
    account(
        &shop.server,
        "ada@example.org",
        AccountKind::Staff(Role::Admin),
    )
    .await;
    shop.crm.knows("crm:42").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(410));
    let first = shop.chooses("crm:42", "on").await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let gone = shop.soon(&path, |hook| hook["enabled"] == false).await;
    assert_eq!(gone["disabled_because"], "gone");
    let second = shop.chooses("crm:42", "off").await;
    let mails = mails(&shop.server, 1).await;
    assert!(mails[0].contains(&shop.receiver.url), "{mails:?}");
    assert_eq!(shop.receiver.came().len(), 1);
    // What cannot be sent is not promised.
    let sent = shop.receiver.came()[0].id().to_owned();
    let again = format!("/webhook-deliveries/{sent}/redeliver");
    let refused = shop.crm.post(&again, &json!({})).await.expect(409).json();
    assert_eq!(refused["code"], "webhook_off");
    // Switched on again, nothing is missing.
    shop.receiver.always(Answers::Status(200));
    let on = json!({"enabled": true});
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let changed = shop.crm.write("PATCH", &path, &on, "on").await.expect(200);
    assert_eq!(changed.json()["enabled"], true);
    shop.receiver.until(2, |came| came.index() == first).await;
    shop.receiver.until(1, |came| came.index() == second).await;
    // Switched off by hand, it stays off.
    let off = json!({"enabled": false});
    shop.crm
        .write("PATCH", &path, &off, "off")
        .await
        .expect(200);
    let off = shop.crm.get(&path).await.expect(200).json();
    assert_eq!(off["disabled_because"], "by_hand");
}

/// The mails that were captured, once there are so many about webhooks.
pub async fn mails(server: &Server, many: usize) -> Vec<String> {
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let folder = server.app().config.mail_dir();
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        let about: Vec<_> = texts.filter(|text| text.contains("webhook")).collect();
        if about.len() >= many {
            return about;
        }
        assert!(tokio::time::Instant::now() < until, "{about:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn people_are_told_before_an_address_is_given_up(database: Database) {
    let shop = Shop::open(database).await;
    account(
        &shop.server,
        "ada@example.org",
        AccountKind::Staff(Role::Admin),
    )
    .await;
    account(
        &shop.server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    shop.crm.knows("crm:42").await;
    shop.crm.knows("crm:43").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(500));
    // It has failed since yesterday.
    age(&shop.server, &hook, 86_401).await;
    shop.chooses("crm:42", "on").await;
    let told = mails(&shop.server, 1).await;
    assert_eq!(told.len(), 1, "to admins alone: {told:?}");
    assert!(told[0].contains("ada@example.org"), "{told:?}");
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let hook = shop.crm.get(&path).await.expect(200).json();
    assert_eq!(hook["enabled"], true);
    // And now for five days, of which people know for more than one.
    is_known(&shop.server, &hook).await;
    age(&shop.server, &hook, 5 * 86_400 + 1).await;
    // Of somebody else, whose first message waits for none that is tried again later.
    shop.chooses("crm:43", "on").await;
    let off = shop.soon(&path, |hook| hook["enabled"] == false).await;
    assert_eq!(off["disabled_because"], "failing");
    assert_eq!(mails(&shop.server, 2).await.len(), 2);
}

async fn whoever_was_erased_is_not_told_about(database: Database) {
    let shop = Shop::open(database).await;
    let ana = shop.crm.knows("crm:42").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(500));
    shop.chooses("crm:42", "on").await;
    shop.chooses("crm:42", "off").await;
    shop.receiver.until(1, |_| true).await;
    let erase = format!("/customers/{ana}?mode=all");
    let key = [("idempotency-key", "gone")];
    shop.crm
        .call("DELETE", &erase, &key, None)
        .await
        .expect(204);
    shop.receiver.always(Answers::Status(200));
    // That she is gone arrives; what was about her does not come again.
    let told = shop
        .receiver
        .until(1, |came| came.kind() == "customer.erased");
    let told = told.await;
    assert_eq!(told[0].json()["data"]["customer"], ana.as_str());
    assert_eq!(told[0].json()["data"]["identifiers"], json!([]));
    let path = format!("/webhook-deliveries?endpoint={}", id(&hook));
    let list = shop
        .soon(&path, |list| list["items"][0]["status"] == "delivered")
        .await;
    let kinds: Vec<_> = list["items"].as_array().unwrap().iter().collect();
    assert_eq!(kinds.len(), 1, "{list:#}");
    // Nor by a replay.
    let replay = format!(
        "/webhook-endpoints/{}/replay?after=0&dry_run=true",
        id(&hook)
    );
    let counted = shop.crm.post(&replay, &json!({})).await.expect(202).json();
    assert_eq!(counted["deliveries"], 7, "six publications, and her end");
}

async fn nothing_is_sent_to_an_address_inside(database: Database) {
    let inside = Receiver::start().await;
    let shop = Shop::open(database).await;
    let port = inside.host().rsplit_once(':').unwrap().1.to_owned();
    let refused = [
        inside.url.clone(),
        format!("https://127.0.0.1:{port}/hooks"),
        format!("https://2130706433:{port}/"),
        format!("https://0x7f.1:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "https://[fd00::1]/".to_owned(),
        "http://crm.example.com/hooks".to_owned(),
        "ftp://crm.example.com/hooks".to_owned(),
        "https://user:word@crm.example.com/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "crm.example.com".to_owned(),
        String::new(),
    ];
    for url in &refused {
        let answer = shop
            .crm
            .post("/webhook-endpoints", &json!({"url": url}))
            .await;
        let problem = answer.expect(422).json();
        assert_eq!(problem["errors"][0]["field"], "url", "{url}: {problem}");
    }
    // A name that leads inside is found out when something is to be sent.
    let url = format!("https://localhost.localdomain.example.invalid:{port}/");
    let hook = shop.hook(&url, &["*"]).await;
    let test = format!("/webhook-endpoints/{}/test", id(&hook));
    let tried = shop.crm.post(&test, &json!({})).await.expect(200).json();
    assert!(
        tried["status"].is_null() && tried["error"].is_string(),
        "{tried}"
    );
    // Nothing is followed that leads elsewhere: it is a failure like others.
    shop.receiver.next(&[Answers::Status(302)]);
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    let test = format!("/webhook-endpoints/{}/test", id(&hook));
    let tried = shop.crm.post(&test, &json!({})).await.expect(200).json();
    assert_eq!(tried["status"], 302);
    assert_eq!(inside.came().len(), 0);
}

async fn an_address_is_managed_by_those_who_may(database: Database) {
    let shop = Shop::open(database).await;
    let url = shop.receiver.url.as_str();
    let wish = json!({"url": url, "events": ["consent.granted"]});
    // The same write gives the same address and secret; another with its key is refused.
    let path = "/webhook-endpoints";
    let made = shop
        .crm
        .write("POST", path, &wish, "k")
        .await
        .expect(201)
        .json();
    let again = shop
        .crm
        .write("POST", path, &wish, "k")
        .await
        .expect(201)
        .json();
    assert_eq!(made, again);
    let other = json!({"url": url});
    let reused = shop.crm.write("POST", path, &other, "k").await.expect(422);
    assert_eq!(reused.json()["code"], "idempotency_key_reused");
    let both = {
        let (one, two) = (shop.crm.clone(), shop.crm.clone());
        let (wish, same) = (wish.clone(), wish.clone());
        tokio::join!(
            async move { one.write("POST", path, &wish, "r").await.expect(201).json() },
            async move { two.write("POST", path, &same, "r").await.expect(201).json() },
        )
    };
    assert_eq!(both.0, both.1);
    let list = shop.crm.get(path).await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    for bad in [
        json!({"url": url, "events": []}),
        json!({"url": url, "events": ["consent.granded"]}),
        json!({"url": url, "description": "x".repeat(201)}),
        json!({"url": url, "colour": "red"}),
        json!({"events": ["*"]}),
        json!({"url": 7}),
    ] {
        shop.crm.post(path, &bad).await.expect(422);
    }
    let stranger = shop.server.crm("feed consent:write admin").await;
    let one = format!("{path}/{}", id(&made));
    for (method, path) in [
        ("GET", path.to_owned()),
        ("POST", path.to_owned()),
        ("GET", one.clone()),
        ("PATCH", one.clone()),
        ("DELETE", one.clone()),
        ("POST", format!("{one}/test")),
        ("POST", format!("{one}/rotate-secret")),
        ("POST", format!("{one}/replay?after=0")),
        ("GET", "/webhook-deliveries".to_owned()),
    ] {
        let answer = stranger.write(method, &path, &json!({}), "s").await;
        assert_eq!(answer.status, 403, "{method} {path}");
    }
    let patch = json!({"events": ["*"], "description": "All of it"});
    let changed = shop.crm.write("PATCH", &one, &patch, "p").await.expect(200);
    let changed = changed.json();
    assert_eq!(changed["all_events"], true);
    assert_eq!(changed["url"], url);
    let key = [("idempotency-key", "d")];
    shop.crm.call("DELETE", &one, &key, None).await.expect(204);
    shop.crm.get(&one).await.expect(404);
    // So many and no more.
    for number in 1..50 {
        let wish = json!({"url": format!("{url}/{number}")});
        shop.crm.post(path, &wish).await.expect(201);
    }
    let full = shop.crm.post(path, &json!({"url": url})).await.expect(409);
    assert_eq!(full.json()["code"], "too_many_webhooks");
}

async fn nothing_is_lost_when_the_server_starts_again(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.crm.knows("crm:2").await;
    shop.hook(&shop.receiver.url, &["consent.granted"]).await;
    shop.receiver.next(&[Answers::Silence]);
    let first = shop.chooses("crm:1", "on").await;
    shop.receiver.until(1, |_| true).await;
    let Shop {
        server, receiver, ..
    } = shop;
    let server = server.restart().await;
    // What was under way comes again, under the same id.
    let came = receiver.until(2, |came| came.index() == first).await;
    assert_eq!(came[0].id(), came[1].id());
    drop(server);
}

async fn a_test_clients_addresses_hear_of_test_customers_alone(database: Database) {
    let shop = Shop::open(database).await;
    let tester = shop.server.test_crm(SCOPES).await;
    let wish = json!({"url": shop.receiver.url});
    tester.post("/webhook-endpoints", &wish).await.expect(201);
    shop.crm.knows("crm:1").await;
    shop.chooses("crm:1", "on").await;
    let test = tester.knows("crm:9").await;
    let pause = tester.post("/customers/crm:9/pause", &json!({})).await;
    pause.expect(201);
    let came = shop
        .receiver
        .until(1, |came| came.kind() == "consent.paused")
        .await;
    assert_eq!(came[0].json()["data"]["customer"], test.as_str());
    let kinds: Vec<_> = shop
        .receiver
        .came()
        .iter()
        .map(|came| came.kind())
        .collect();
    assert!(!kinds.contains(&"consent.granted".to_owned()), "{kinds:?}");
    // Neither side sees the other's addresses.
    let list = shop.crm.get("/webhook-endpoints").await.expect(200).json();
    assert_eq!(list["items"], json!([]));
}
