//! An address that does not answer for a long time: who is told, and what waits for it.

use std::time::Duration;

use mutual::access::Role;
use mutual::id::EndpointId;
use mutual::port::{AccountKind, AuditLine};
use serde_json::{Value, json};

use crate::common::{Database, Server, send};
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::web_people::{account, signed_in};
use crate::webhooks::{Shop, id};

on_both!(
    an_address_stays_on_while_nobody_could_be_told,
    what_waits_for_a_dead_address_takes_bounded_memory_and_nothing_is_lost,
    what_waits_on_the_test_side_takes_a_small_part_of_that_and_nothing_is_lost,
    a_withdrawal_overtakes_all_that_waits_also_where_memory_is_full,
    what_is_sent_again_while_it_is_under_way_comes_again,
);

/// As if an address had failed for so long, and people knew of it for two days if they do at all.
pub async fn age(server: &Server, hook: &Value, seconds: i64) {
    let store = &server.app().live.store;
    let id: EndpointId = hook["id"].as_str().unwrap().parse().unwrap();
    let now = server.app().clock.now();
    let line = |what: &str| AuditLine {
        id: mutual::id::AuditId::new(server.app().clock.as_ref(), server.app().entropy.as_ref()),
        at: now,
        actor: mutual::consent::ActorRef::from(&mutual::access::Actor::System),
        what: what.to_owned(),
        about: String::new(),
        reason: String::new(),
    };
    let mut endpoint = store.endpoint(id).await.unwrap().unwrap();
    let before = endpoint.revision;
    endpoint.failing_since = Some(now.plus_seconds(-seconds));
    let told = now.plus_seconds(-2 * 86_400);
    endpoint.warned_at = endpoint.warned_at.map(|_| told);
    endpoint.revision += 1;
    let line = line("webhook.aged");
    let changed = store.change_endpoint(&endpoint, before, &line, None).await;
    changed.unwrap();
}

/// Waits until it is stored that people know of an address that fails.
pub async fn is_known(server: &Server, hook: &Value) {
    let id: EndpointId = hook["id"].as_str().unwrap().parse().unwrap();
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let endpoint = server.app().live.store.endpoint(id).await.unwrap().unwrap();
        if endpoint.warned_at.is_some() {
            return;
        }
        assert!(tokio::time::Instant::now() < until, "nobody was told");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

impl Shop {
    /// A shop whose server has further flags.
    async fn with(database: Database, flags: &[&str]) -> Self {
        let receiver = Receiver::start().await;
        let flags = [&["--webhook-hosts", receiver.host()], flags].concat();
        let server = Server::start_with(database, &flags).await;
        server.publish_demo().await;
        let crm = server.crm("consent:read consent:write feed webhooks").await;
        Self {
            server,
            crm,
            receiver,
        }
    }

    /// The address at this path is back, which somebody tells.
    async fn is_back(&self, path: &str) {
        self.receiver.always(Answers::Status(200));
        let again = json!({"description": "The CRM, again"});
        let key = [("idempotency-key", "again")];
        let changed = self.crm.call("PATCH", path, &key, Some(&again)).await;
        changed.expect(200);
    }

    /// Nothing behind that entry waits for its next try any more.
    async fn replays(&self, path: &str, after: u64) {
        let replay = format!("{path}/replay?after={after}");
        self.crm.post(&replay, &json!({})).await.expect(202);
    }

    /// How many messages wait in the server's memory.
    async fn held(&self) -> u64 {
        self.figure("mutual_webhooks_held ").await
    }

    /// What an operator reads behind that name.
    async fn figure(&self, name: &str) -> u64 {
        let figures = send(&self.server.url, "GET", "/metrics", &[], "").await;
        let figures = figures.expect(200).text();
        let mut lines = figures.lines();
        let is = lines.find_map(|line| line.strip_prefix(name));
        is.unwrap().parse().unwrap()
    }
}

async fn an_address_stays_on_while_nobody_could_be_told(database: Database) {
    // Nobody listens there.
    let shop = Shop::with(database, &["--smtp-url", "smtp://127.0.0.1:1"]).await;
    account(
        &shop.server,
        "ada@example.org",
        AccountKind::Staff(Role::Admin),
    )
    .await;
    shop.crm.knows("crm:42").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(500));
    age(&shop.server, &hook, 9 * 86_400).await;
    shop.chooses("crm:42", "on").await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let tried = |list: &Value| list["items"][0]["tries"].as_u64() >= Some(1);
    shop.soon("/webhook-deliveries?status=pending", tried).await;
    let now = shop.crm.get(&path).await.expect(200).json();
    assert_eq!(now["enabled"], true, "{now}");
    // Whoever comes to look reads that no mail came, and what follows from it.
    let mut ada = signed_in(&shop.server, "ada@example.org").await;
    let page = ada.get("/admin/webhooks").await.expect(200).text();
    assert!(page.contains("Has failed since"), "{page}");
    let page = format!("/admin/webhooks/{}", id(&hook));
    let page = ada.get(&page).await.expect(200).text();
    assert!(page.contains("No mail about this could be sent."), "{page}");
}

async fn what_waits_for_a_dead_address_takes_bounded_memory_and_nothing_is_lost(
    database: Database,
) {
    const MOST: u64 = 20;
    let shop = Shop::with(database, &["--webhook-waiting", "20"]).await;
    for who in 0..4 {
        shop.crm.knows(&format!("crm:{who}")).await;
    }
    let before = shop.server.app().live.engine.index();
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(500));
    for number in 0..80 {
        let switch = if number / 4 % 2 == 0 { "on" } else { "off" };
        shop.chooses(&format!("crm:{}", number % 4), switch).await;
        assert!(shop.held().await <= MOST);
    }
    let path = format!("/webhook-endpoints/{}", id(&hook));
    // What there is no room for waits in the database.
    let is_all = |hook: &Value| hook["deliveries"]["pending"] == 80;
    shop.soon(&path, is_all).await;
    assert!(shop.held().await <= MOST);
    shop.is_back(&path).await;
    shop.replays(&path, before).await;
    let is_done = |hook: &Value| hook["deliveries"]["pending"] == 0;
    shop.soon(&path, is_done).await;
    assert!(shop.held().await <= MOST);
    // Each customer's came in order, the last time that it came, and none is missing.
    let ledger = shop.server.app().live.engine.index();
    assert_eq!(ledger, before + 80);
    let mut last = std::collections::BTreeMap::new();
    for (place, came) in shop.receiver.came().iter().enumerate() {
        let who = came.json()["data"]["customer"].as_str().unwrap().to_owned();
        last.insert((who, came.index()), place);
    }
    assert_eq!(last.len(), 80);
    let mut newest = std::collections::BTreeMap::new();
    for ((who, _), place) in last {
        let before = newest.insert(who, place);
        assert!(before < Some(place) || before.is_none());
    }
}

async fn what_waits_on_the_test_side_takes_a_small_part_of_that_and_nothing_is_lost(
    database: Database,
) {
    // What a single address of the live side may hold is shared by fifty of them.
    const MOST: u64 = 20;
    let mut shop = Shop::with(database, &["--webhook-waiting", "1000"]).await;
    let scopes = "consent:read consent:write feed webhooks";
    shop.crm = shop.server.test_crm(scopes).await;
    for who in 0..4 {
        shop.crm.knows(&format!("crm:{who}")).await;
    }
    let before = shop.server.app().test.engine.index();
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.always(Answers::Status(500));
    for number in 0..60 {
        let switch = if number / 4 % 2 == 0 { "on" } else { "off" };
        shop.chooses(&format!("crm:{}", number % 4), switch).await;
    }
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let is_all = |hook: &Value| hook["deliveries"]["pending"] == 60;
    shop.soon(&path, is_all).await;
    let of_test = shop.figure("mutual_webhooks_held_of_test ").await;
    assert!((1..=MOST).contains(&of_test), "{of_test}");
    assert!(shop.held().await <= MOST, "nobody real waits");
    shop.is_back(&path).await;
    shop.replays(&path, before).await;
    let is_done = |hook: &Value| hook["deliveries"]["pending"] == 0;
    shop.soon(&path, is_done).await;
    let came = shop.receiver.came().into_iter();
    let came: std::collections::BTreeSet<_> = came.map(|came| came.index()).collect();
    assert_eq!(came, (before + 1..=before + 60).collect());
}

async fn a_withdrawal_overtakes_all_that_waits_also_where_memory_is_full(database: Database) {
    const MOST: u64 = 20;
    let shop = Shop::with(database, &["--webhook-waiting", "20"]).await;
    let before = shop.server.app().live.engine.index();
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    // It is closed for an hour: after the first ones nothing is tried.
    shop.receiver.always(Answers::Rest(503, 3_600));
    let path = format!("/webhook-endpoints/{}", id(&hook));
    for who in 0..100 {
        let name = format!("crm:{who}");
        shop.crm.knows(&name).await;
        shop.chooses(&name, "on").await;
        if who == 0 {
            // It has said so before anybody else comes: who begins to carry later would try Ana's yes first.
            let closed = |hook: &Value| !hook["failing_since"].is_null();
            shop.soon(&path, closed).await;
        }
    }
    // Ana says yes, long after there was no room any more, and others after her; and then no.
    shop.crm.knows("crm:ana").await;
    let yes = shop.chooses("crm:ana", "on").await;
    for who in 100..140 {
        let who = format!("crm:{who}");
        shop.crm.knows(&who).await;
        shop.chooses(&who, "on").await;
    }
    let no = shop.chooses("crm:ana", "off").await;
    let is_all = |hook: &Value| hook["deliveries"]["pending"] == 142;
    shop.soon(&path, is_all).await;
    assert!(shop.held().await <= MOST);
    let failed = shop.receiver.came().len();
    shop.is_back(&path).await;
    shop.receiver.until(1, |came| came.index() == no).await;
    let came = shop.receiver.came().split_off(failed);
    let place = |index| came.iter().position(|came| came.index() == index);
    // Hers are in order, and only what went beside them came before.
    assert!(place(yes) < place(no), "{yes}, {no}");
    assert!(place(no) < Some(50), "{:?} of {}", place(no), came.len());
    // Nothing was left out for that.
    shop.replays(&path, before).await;
    let is_done = |hook: &Value| hook["deliveries"]["pending"] == 0;
    shop.soon(&path, is_done).await;
    assert!(shop.held().await <= MOST);
    let came = shop.receiver.came().split_off(failed);
    let came: std::collections::BTreeSet<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(came.len(), 142);
}

async fn what_is_sent_again_while_it_is_under_way_comes_again(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver.next(&[Answers::Late(200, 1_000)]);
    let index = shop.chooses("crm:42", "on").await;
    shop.receiver.until(1, |came| came.index() == index).await;
    let name = shop.receiver.came()[0].id().to_owned();
    let path = format!("/webhook-deliveries/{name}/redeliver");
    shop.crm.post(&path, &json!({})).await.expect(202);
    shop.receiver.until(2, |came| came.index() == index).await;
    let path = format!("/webhook-deliveries/{name}");
    let done = |read: &Value| read["status"] == "delivered";
    let read = shop.soon(&path, done).await;
    assert_eq!(read["attempts"].as_array().unwrap().len(), 2, "{read}");
}
