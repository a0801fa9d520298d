//! Ana reads which of the brand's systems have confirmed what she chose.

use std::time::Duration;

use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::Switch;
use mutual::id::CustomerId;
use mutual::port::Engine as _;
use mutual::use_cases::Reading;
use mutual::webhook::{DeliveryId, Heard};
use serde_json::{Value, json};

use crate::common::{ALL_SCOPES, Crm, Database, Server, Visitor, new_key};
use crate::merge::merge;
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;
use crate::receiver::{Answers, Receiver};
use crate::webhooks::id;
use crate::webhooks_lost::never_takes_a_no;
use crate::webhooks_poisoned::{House, ada};

on_both!(
    ana_reads_how_many_systems_confirmed_what_she_chose,
    what_is_switched_off_is_not_reached_and_what_is_removed_counts_no_more,
    what_two_records_turned_off_together_is_what_systems_are_to_hear_of,
    a_pause_is_not_confirmed_by_what_was_confirmed_before,
    a_test_customer_reads_of_the_systems_of_her_own_side_alone,
    what_was_given_up_is_missed_until_it_is_sent_again,
    only_what_takes_something_away_is_late_after_a_day,
);

const DAY_S: i64 = 86_400;
const PAGE: &str = "/x/recipe-ideas";
const CONFIRMED: &str = "Confirmed by our systems:";

/// A shop with two systems that can be told, and Ana at her pages.
struct Shop {
    server: Server,
    crm: Crm,
    first: Receiver,
    second: Receiver,
    ana: Visitor,
}

impl Shop {
    async fn open(database: Database) -> Self {
        let (first, second) = (Receiver::start().await, Receiver::start().await);
        let hosts = [first.host(), second.host()].join(",");
        let server = Server::start_with(database, &["--webhook-hosts", &hosts]).await;
        server.publish_demo().await;
        let crm = server.crm(ALL_SCOPES).await;
        crm.knows("crm:42").await;
        Self {
            ana: by_link(&server, "crm:42").await,
            server,
            crm,
            first,
            second,
        }
    }
}

/// That system asks for these events.
async fn asks(crm: &Crm, system: &Receiver, events: &[&str]) -> Value {
    let wish = json!({"url": system.url, "events": events});
    crm.post("/webhook-endpoints", &wish)
        .await
        .expect(201)
        .json()
}

/// Somebody answers about the recipes; which entry that is.
async fn says(crm: &Crm, who: &str, to: &str) -> u64 {
    let path = format!("/customers/{who}/choices");
    let stored = crm.post(&path, &choice(to)).await.expect(201).json();
    stored["index"].as_u64().unwrap()
}

/// Her page, once it says that.
async fn until(visitor: &mut Visitor, wanted: &str) -> String {
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let page = visitor.get(PAGE).await.expect(200).text();
        if page.contains(wanted) {
            return page;
        }
        assert!(tokio::time::Instant::now() < until, "{wanted}: {page}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn ana_reads_how_many_systems_confirmed_what_she_chose(database: Database) {
    let mut shop = Shop::open(database).await;
    // She never chose anything, and there is nothing to say of it.
    let page = shop.ana.get(PAGE).await.expect(200).text();
    assert!(!page.contains("class=\"heard"), "{page}");
    // Nobody is told: it is stored, and that is all that is known.
    let index = says(&shop.crm, "crm:42", "on").await;
    let page = until(&mut shop.ana, "class=\"heard\">Stored ").await;
    assert!(!page.contains(CONFIRMED), "{page}");
    // Systems that come later did not have to hear of it.
    asks(&shop.crm, &shop.first, &["*"]).await;
    asks(&shop.crm, &shop.second, &["consent.withdrawn"]).await;
    let page = shop.ana.get(PAGE).await.expect(200).text();
    assert!(!page.contains(CONFIRMED), "{page}");
    // Of two that do, one is not there.
    shop.second.next(&[Answers::Status(500)]);
    let withdrawn = says(&shop.crm, "crm:42", "off").await;
    let page = until(&mut shop.ana, &format!("{CONFIRMED} 1 of 2 (")).await;
    assert!(!page.contains("heard-late") && !page.contains("Not reached"));
    // Which ones these are is nobody's affair but the brand's.
    for system in [&shop.first, &shop.second] {
        assert!(!page.contains(system.host()), "{page}");
    }
    // It comes back, and takes it.
    until(&mut shop.ana, &format!("{CONFIRMED} 2 of 2 (")).await;
    // The first page says so of what she just did, and else nothing.
    let just_then = format!("/?done={withdrawn}");
    let page = shop.ana.get(&just_then).await.expect(200).text();
    assert_eq!(page.matches("class=\"heard\"").count(), 1, "{page}");
    assert!(page.contains(&format!("{CONFIRMED} 2 of 2 (")), "{page}");
    for path in ["/".to_owned(), format!("/?done={index}")] {
        let page = shop.ana.get(&path).await.expect(200).text();
        assert!(!page.contains("class=\"heard"), "{path}: {page}");
    }
    // Of a yes only one of the two wants to hear.
    says(&shop.crm, "crm:42", "on").await;
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    shop.server.stop().await;
}

async fn what_is_switched_off_is_not_reached_and_what_is_removed_counts_no_more(
    database: Database,
) {
    let mut shop = Shop::open(database).await;
    asks(&shop.crm, &shop.first, &["*"]).await;
    let broken = asks(&shop.crm, &shop.second, &["*"]).await;
    let broken = format!("/webhook-endpoints/{}", id(&broken));
    shop.second.always(Answers::Status(500));
    says(&shop.crm, "crm:42", "off").await;
    let page = until(&mut shop.ana, &format!("{CONFIRMED} 1 of 2 (")).await;
    assert!(!page.contains("Not reached"), "{page}");
    // Somebody switches it off before it took what she said.
    let off = json!({"enabled": false});
    let changed = shop.crm.write("PATCH", &broken, &off, &new_key()).await;
    changed.expect(200);
    let page = until(&mut shop.ana, "Not reached: 1.").await;
    assert!(page.contains(&format!("{CONFIRMED} 1 of 2 (")), "{page}");
    // What she says from then on it is not to hear of: whoever sends learns of that within a moment.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    says(&shop.crm, "crm:42", "on").await;
    let page = until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    assert!(!page.contains("Not reached"), "{page}");
    // One that is on again hears of all of it, and one that is gone is no system any more.
    let on = json!({"enabled": true});
    let changed = shop.crm.write("PATCH", &broken, &on, &new_key()).await;
    changed.expect(200);
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 2 (")).await;
    let key = new_key();
    let key = [("idempotency-key", key.as_str())];
    let gone = shop.crm.call("DELETE", &broken, &key, None).await;
    gone.expect(204);
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    shop.server.stop().await;
}

async fn what_two_records_turned_off_together_is_what_systems_are_to_hear_of(database: Database) {
    let mut shop = Shop::open(database).await;
    shop.crm.knows("visitor:7").await;
    asks(&shop.crm, &shop.first, &["customer.merged"]).await;
    says(&shop.crm, "visitor:7", "off").await;
    says(&shop.crm, "crm:42", "on").await;
    let page = until(&mut shop.ana, "class=\"heard\">Stored ").await;
    assert!(!page.contains(CONFIRMED), "{page}");
    // What was on is off because of the merge, and of that the system is told.
    merge(&shop.crm, "crm:42", "visitor:7").await.expect(201);
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    shop.server.stop().await;
}

async fn a_pause_is_not_confirmed_by_what_was_confirmed_before(database: Database) {
    let mut shop = Shop::open(database).await;
    asks(&shop.crm, &shop.first, &["*"]).await;
    says(&shop.crm, "crm:42", "on").await;
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    // She stops everything for a while, and the system does not know: it goes on as she had allowed it.
    shop.first.next(&[Answers::Status(500)]);
    let pause = shop.crm.post("/customers/crm:42/pause", &json!({})).await;
    pause.expect(201);
    until(&mut shop.ana, &format!("{CONFIRMED} 0 of 1 so far.")).await;
    until(&mut shop.ana, &format!("{CONFIRMED} 1 of 1 (")).await;
    shop.server.stop().await;
}

async fn a_test_customer_reads_of_the_systems_of_her_own_side_alone(database: Database) {
    let shop = Shop::open(database).await;
    asks(&shop.crm, &shop.first, &["*"]).await;
    let test = shop.server.test_crm(ALL_SCOPES).await;
    test.knows("crm:42").await;
    let to = json!({"page": "/"});
    let path = "/customers/crm:42/links";
    let link = test.call("POST", path, &[], Some(&to)).await;
    let link = link.expect(201).json()["url"].as_str().unwrap().to_owned();
    let mut jo = Visitor::new(&shop.server);
    let place = link.find("/in?").unwrap();
    jo.get(&link[place..]).await.expect(303);
    says(&test, "crm:42", "on").await;
    let page = until(&mut jo, "class=\"heard\">Stored ").await;
    assert!(!page.contains(CONFIRMED), "{page}");
    asks(&test, &shop.second, &["*"]).await;
    says(&test, "crm:42", "off").await;
    until(&mut jo, &format!("{CONFIRMED} 1 of 1 (")).await;
    assert_eq!(shop.first.came().len(), 0);
    shop.server.stop().await;
}

/// How far the CRM of a house has heard of one of Ana's entries, as she is told.
async fn heard(house: &House, index: u64) -> Heard {
    let ana = house.opened.live.holder("crm:ana").unwrap();
    let told = house
        .opened
        .app
        .mutual
        .heard(&Actor::Customer(ana), ana, index)
        .await;
    told.unwrap().unwrap()
}

async fn what_was_given_up_is_missed_until_it_is_sent_again(database: Database) {
    let house = House::open(database).await;
    let lost = never_takes_a_no(&house).await;
    let told = heard(&house, lost).await;
    assert_eq!((told.systems, told.confirmed, told.missed), (1, 0, 1));
    assert!(!told.is_late(house.clock.now()));
    house.clock.set(told.stored_at.plus_seconds(DAY_S));
    assert!(heard(&house, lost).await.is_late(house.clock.now()));
    // It is sent again and taken.
    house.receiver.takes_all();
    let delivery = DeliveryId {
        endpoint: house.endpoint,
        index: lost,
    };
    let webhooks = house.opened.app.mutual.webhooks();
    webhooks.redeliver(&ada(), delivery, None).await.unwrap();
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while heard(&house, lost).await.confirmed == 0 {
        assert!(tokio::time::Instant::now() < until, "it is taken now");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let told = heard(&house, lost).await;
    assert_eq!((told.systems, told.missed), (1, 0));
    assert!(!told.is_late(house.clock.now()));
    // Sent once more to an address that is down by now, it was taken all the same.
    house.receiver.always(Answers::Status(500));
    webhooks.redeliver(&ada(), delivery, None).await.unwrap();
    let told = heard(&house, lost).await;
    assert_eq!((told.confirmed, told.missed), (1, 0));
    // Nobody else reads what she chose, and nothing of hers is told as somebody else's.
    let ana = house.opened.live.holder("crm:ana").unwrap();
    let mutual = &house.opened.app.mutual;
    let other = Actor::Customer(CustomerId::from_bytes([9; 16]));
    let refused = mutual.heard(&other, ana, lost).await;
    assert!(matches!(refused, Err(Reading::Denied(_))), "{refused:?}");
    let of_nobody = mutual.heard(&Actor::Customer(ana), ana, 1).await.unwrap();
    assert_eq!(of_nobody, None);
    house.close().await;
}

async fn only_what_takes_something_away_is_late_after_a_day(database: Database) {
    let house = House::open(database).await;
    house.receiver.always(Answers::Status(500));
    let no = house.says(Switch::Off).await;
    let yes = house.says(Switch::On).await;
    let told = heard(&house, no).await;
    assert_eq!((told.systems, told.confirmed, told.missed), (1, 0, 0));
    let day = told.stored_at.plus_seconds(DAY_S);
    house.clock.set(day.plus_seconds(-1));
    assert!(!heard(&house, no).await.is_late(house.clock.now()));
    house.clock.set(day);
    assert!(heard(&house, no).await.is_late(house.clock.now()));
    house.clock.set(day.plus_seconds(DAY_S));
    assert!(!heard(&house, yes).await.is_late(house.clock.now()));
    house.close().await;
}
