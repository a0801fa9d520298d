//! A CRM that is told of every change, on a bad day: it fails, it is slow, and people change things
//! while messages are under way.

use std::time::Duration;

use mutual::clock::Timestamp;
use mutual_store_suite::cluster;
use serde_json::{Value, json};

use crate::common::Database;
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::webhooks::{Shop, id};

on_both!(
    one_erasure_that_is_not_taken_holds_up_no_other,
    an_erasure_that_waits_goes_once_though_all_that_waits_is_read_again,
    nothing_is_kept_of_what_is_said_about_somebody_who_is_gone,
    what_an_old_address_answers_says_nothing_of_the_new_one,
    an_address_that_asks_for_rest_gets_it_whatever_else_is_taken,
    what_an_address_did_not_take_waits_for_as_long_as_it_asked,
    a_withdrawal_that_comes_in_the_middle_of_a_failure_is_not_kept_for_long,
    what_is_asked_for_later_can_be_had_from_before,
    what_could_not_be_read_when_it_was_asked_for_again_is_read_later,
);

async fn erases(shop: &Shop, who: &str) {
    let path = format!("/customers/{who}?mode=all");
    let key = [("idempotency-key", who)];
    let gone = shop.crm.call("DELETE", &path, &key, None).await;
    gone.expect(204);
}

async fn one_erasure_that_is_not_taken_holds_up_no_other(database: Database) {
    let shop = Shop::open(database).await;
    let (first, second) = (shop.crm.knows("crm:1").await, shop.crm.knows("crm:2").await);
    shop.hook(&shop.receiver.url, &["customer.erased"]).await;
    shop.receiver.next(&[Answers::Status(500)]);
    erases(&shop, "crm:1").await;
    shop.receiver.until(1, |_| true).await;
    erases(&shop, "crm:2").await;
    let about = |who: &str| {
        let who = who.to_owned();
        move |came: &crate::receiver::Came| came.json()["data"]["customer"] == who.as_str()
    };
    shop.receiver.until(1, about(&second)).await;
    let hers = shop.receiver.came().into_iter().filter(about(&first));
    assert_eq!(hers.count(), 1, "the second one did not wait for the first");
}

async fn an_erasure_that_waits_goes_once_though_all_that_waits_is_read_again(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.crm.knows("crm:2").await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    let other = shop.chooses("crm:2", "on").await;
    shop.receiver.until(1, |came| came.index() == other).await;
    let name = shop.receiver.came()[0].id().to_owned();
    shop.receiver.next(&[Answers::Status(500)]);
    erases(&shop, "crm:1").await;
    let waits = "/webhook-deliveries?status=pending";
    let list = shop
        .soon(waits, |list| list["items"][0]["tries"] == 1)
        .await;
    let erased = list["items"][0]["index"].as_u64().unwrap();
    // Something else is sent again meanwhile.
    let path = format!("/webhook-deliveries/{name}/redeliver");
    shop.crm.post(&path, &json!({})).await.expect(202);
    shop.receiver.until(2, |came| came.index() == other).await;
    shop.receiver.until(2, |came| came.index() == erased).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let came = shop.receiver.came().into_iter();
    assert_eq!(came.filter(|came| came.index() == erased).count(), 2);
}

async fn nothing_is_kept_of_what_is_said_about_somebody_who_is_gone(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    let stays = shop.crm.knows("crm:2").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    shop.chooses("crm:2", "on").await;
    erases(&shop, "crm:1").await;
    let list = format!(
        "/webhook-deliveries?endpoint={}&status=delivered",
        id(&hook)
    );
    let list = shop.soon(&list, |list| list["items"].as_array().unwrap().len() == 2);
    let list = list.await;
    let said = async |place: usize| {
        let name = list["items"][place]["id"].as_str().unwrap();
        let read = shop.crm.get(&format!("/webhook-deliveries/{name}")).await;
        let read = read.expect(200).json();
        (read["type"].clone(), read["attempts"][0]["answer"].clone())
    };
    assert_eq!(said(0).await, (json!("customer.erased"), json!("")));
    assert_eq!(
        said(1).await,
        (json!("consent.granted"), json!(format!("\"{stays}\"")))
    );
}

async fn what_an_old_address_answers_says_nothing_of_the_new_one(database: Database) {
    let (old, new) = (Receiver::start().await, Receiver::start().await);
    let shop = Shop::opened(database, new, &[&old]).await;
    shop.crm.knows("crm:1").await;
    shop.crm.knows("crm:2").await;
    let hook = shop.hook(&old.url, &["*"]).await;
    old.next(&[Answers::Late(410, 1_500)]);
    shop.chooses("crm:1", "on").await;
    old.until(1, |_| true).await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let moved = json!({"url": shop.receiver.url});
    shop.crm
        .write("PATCH", &path, &moved, "moved")
        .await
        .expect(200);
    // The old one answers that it is gone, after it is.
    let all = "/webhook-deliveries?limit=1";
    shop.soon(all, |list| list["items"][0]["tries"] == 1).await;
    let now = shop.crm.get(&path).await.expect(200).json();
    assert_eq!(now["enabled"], true, "{now}");
    assert_eq!(now["failing_since"], Value::Null, "{now}");
    let other = shop.chooses("crm:2", "on").await;
    shop.receiver.until(1, |came| came.index() == other).await;
}

async fn an_address_that_asks_for_rest_gets_it_whatever_else_is_taken(database: Database) {
    let shop = Shop::open(database).await;
    for customer in 0..20 {
        shop.crm.knows(&format!("crm:{customer}")).await;
    }
    shop.hook(&shop.receiver.url, &["*"]).await;
    // It is busy, and takes what was under way beside that.
    shop.receiver.next(&[Answers::Rest(429, 60)]);
    shop.receiver.next(&[Answers::Late(200, 300); 7]);
    for customer in 0..20 {
        shop.chooses(&format!("crm:{customer}"), "on").await;
    }
    shop.receiver.until(1, |_| true).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let came = shop.receiver.came().len();
    assert!(came <= 8, "{came} came to an address that wanted rest");
}

async fn what_an_address_did_not_take_waits_for_as_long_as_it_asked(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    // It is closed for two hours.
    shop.receiver.next(&[Answers::Rest(503, 7_200)]);
    shop.chooses("crm:1", "on").await;
    let all = "/webhook-deliveries?limit=1";
    let list = shop.soon(all, |list| list["items"][0]["tries"] == 1).await;
    let path = list["items"][0]["id"].as_str().unwrap();
    let read = shop.crm.get(&format!("/webhook-deliveries/{path}")).await;
    let read = read.expect(200).json();
    let moment = |said: &Value| Timestamp::parse(said.as_str().unwrap()).unwrap();
    let next = moment(&read["next_attempt_at"]);
    let waits_s = next.seconds_since(moment(&read["attempts"][0]["at"]));
    // Chance adds a fifth at most, beside the time that the attempt took.
    assert!((7_200..=8_640 + 30).contains(&waits_s), "{read}");
}

async fn a_withdrawal_that_comes_in_the_middle_of_a_failure_is_not_kept_for_long(
    database: Database,
) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.hook(&shop.receiver.url, &["*"]).await;
    shop.receiver
        .next(&[Answers::Status(500), Answers::Late(500, 1_500)]);
    let grant = shop.chooses("crm:1", "on").await;
    // It fails, comes again after some seconds, and takes its time to fail once more.
    shop.receiver.until(2, |came| came.index() == grant).await;
    let withdrawal = shop.chooses("crm:1", "off").await;
    let all = "/webhook-deliveries?status=pending";
    let list = shop.soon(all, |list| list["items"][1]["tries"] == 2).await;
    assert_eq!(list["items"][0]["index"], withdrawal);
    // By the schedule it would be five minutes: nobody is kept so long who said no.
    let stop = tokio::time::Instant::now() + Duration::from_secs(75);
    while tokio::time::Instant::now() < stop {
        if shop
            .receiver
            .came()
            .iter()
            .any(|came| came.index() == withdrawal)
        {
            let indices: Vec<_> = shop
                .receiver
                .came()
                .iter()
                .map(|came| came.index())
                .collect();
            assert_eq!(indices, [grant, grant, grant, withdrawal]);
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the withdrawal waits: {:#?}", shop.receiver.came());
}

async fn what_is_asked_for_later_can_be_had_from_before(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    let hook = shop.hook(&shop.receiver.url, &["customer.erased"]).await;
    let first = shop.chooses("crm:1", "on").await;
    let second = shop.chooses("crm:1", "off").await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let more = json!({"events": ["*"]});
    shop.crm
        .write("PATCH", &path, &more, "more")
        .await
        .expect(200);
    let replay = format!("{path}/replay?after={}", first - 1);
    let sent = shop.crm.post(&replay, &json!({})).await.expect(202).json();
    assert_eq!(sent["deliveries"], 2);
    let came = shop.receiver.until(2, |_| true).await;
    let indices: Vec<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(indices, [first, second]);
}

/// Changes what is stored, as nobody does who goes through the server.
fn change(shop: &Shop, database: Database, command: &str) {
    match database {
        Database::Sqlite => {
            let file = shop.server.folder().join("mutual.db");
            let connection = rusqlite::Connection::open(file).unwrap();
            connection.busy_timeout(Duration::from_secs(10)).unwrap();
            connection.execute_batch(command).unwrap();
        }
        Database::Postgres => {
            let url = shop.server.app().config.database_url();
            cluster::shared().run(&url, command).unwrap();
        }
    }
}

async fn what_could_not_be_read_when_it_was_asked_for_again_is_read_later(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:1").await;
    shop.crm.knows("crm:2").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    let path = format!("/webhook-endpoints/{}", id(&hook));
    let first = shop.chooses("crm:1", "on").await;
    let second = shop.chooses("crm:2", "on").await;
    let are_over = |hook: &Value| hook["deliveries"]["delivered"] == 2;
    shop.soon(&path, are_over).await;
    // Both are asked for once more at a moment at which what waits cannot be read.
    let unread = format!("UPDATE webhook_delivery SET kind = 'x' || kind WHERE idx = {second}");
    change(&shop, database, &unread);
    let replay = format!("{path}/replay?after={}", first - 1);
    let sent = shop.crm.post(&replay, &json!({})).await.expect(202).json();
    assert_eq!(sent["deliveries"], 2);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(shop.receiver.came().len(), 2);
    // From here on it can, and nothing happens that would tell of it.
    let read = format!("UPDATE webhook_delivery SET kind = substr(kind, 2) WHERE idx = {second}");
    change(&shop, database, &read);
    for index in [first, second] {
        shop.receiver.until(2, |came| came.index() == index).await;
    }
    shop.soon(&path, are_over).await;
    assert_eq!(shop.receiver.came().len(), 4);
}
