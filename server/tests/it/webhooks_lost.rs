//! A withdrawal that a CRM never took, though it takes all others: a person is told of it, and sends it again.

use std::time::Duration;

use mutual::access::Role;
use mutual::clock::Clock as _;
use mutual::consent::Switch;
use mutual::id::AccountId;
use mutual::ledger::EntryKind;
use mutual::port::{Account, AccountKind, Courier as _, Engine as _, Organisation};
use mutual::webhook::{Course, Delivery, DeliveryId};
use serde_json::json;

use crate::api_consent::just_now;
use crate::common::{Database, Server};
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::web_people::{account, signed_in};
use crate::webhooks_poisoned::{House, ada};

on_both!(
    admins_are_told_once_a_day_of_what_an_address_never_took,
    what_was_sent_again_meanwhile_is_told_to_nobody,
    where_no_admin_can_come_in_the_brand_itself_is_told,
    what_never_arrived_stands_on_the_page_until_it_is_sent_again,
    what_waits_for_a_day_is_told_once_a_day_as_long_as_it_waits,
    of_an_address_that_takes_nothing_there_is_one_mail,
);

const HOUR_S: i64 = 3_600;
const DAY_S: i64 = 86_400;

/// Adds somebody of the team.
async fn joins(house: &House, n: u8, email: &str, role: Role) {
    let somebody = Account {
        id: AccountId::from_bytes([n; 16]),
        email: email.to_owned(),
        password: None,
        kind: AccountKind::Staff(role),
        created_at: house.clock.now(),
        disabled_at: None,
    };
    let store = &house.opened.app.live.store;
    store.add_account(&somebody, None).await.unwrap();
}

/// Ana says yes, and no, which the CRM never takes, then yes and no again: the first no is given up.
pub async fn never_takes_a_no(house: &House) -> u64 {
    let yes = house.says(Switch::On).await;
    house.until_told(yes).await.unwrap();
    house.receiver.never_takes(house.next());
    let poisoned = house.says(Switch::Off).await;
    house.says(Switch::On).await;
    let newer = house.says(Switch::Off).await;
    house.until_told(newer).await.unwrap();
    assert_eq!(house.course(poisoned).await, Course::GivenUp);
    poisoned
}

/// The mails that were sent.
fn mails(house: &House) -> Vec<String> {
    let folder = house.opened.app.config.mail_dir();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.collect()
}

/// Waits until so many mails were sent, and a while longer, in which no more are.
async fn are_sent(house: &House, many: usize) -> Vec<String> {
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while mails(house).len() < many {
        assert!(tokio::time::Instant::now() < until, "{:?}", mails(house));
        house.opened.app.carriage.wake();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    house.opened.app.carriage.wake();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let sent = mails(house);
    assert_eq!(sent.len(), many, "{sent:?}");
    sent
}

async fn admins_are_told_once_a_day_of_what_an_address_never_took(database: Database) {
    let mut house = House::open(database).await;
    joins(&house, 1, "ada@example.org", Role::Admin).await;
    joins(&house, 2, "mara@example.org", Role::Marketer).await;
    // A yes that the CRM never took keeps nobody from anything that she allowed.
    house.receiver.never_takes(house.next());
    let harmless = house.says(Switch::On).await;
    let no = house.says(Switch::Off).await;
    house.until_told(no).await.unwrap();
    assert_eq!(house.course(harmless).await, Course::GivenUp);
    are_sent(&house, 0).await;
    // A no is another matter.
    let lost = never_takes_a_no(&house).await;
    let told = are_sent(&house, 1).await.remove(0);
    let page = format!("/admin/webhooks/{}?show=given_up#messages", house.endpoint);
    for said in [
        "ada@example.org",
        "a webhook missed what was taken back",
        "1 message ",
        house.receiver.url.as_str(),
        page.as_str(),
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // The next one waits for a day, and is told with how many there are, whoever else is restarted.
    let first = house.clock.now();
    never_takes_a_no(&house).await;
    are_sent(&house, 1).await;
    house.begins_anew().await;
    are_sent(&house, 1).await;
    house.clock.set(first.plus_seconds(DAY_S));
    let told = are_sent(&house, 2).await;
    let both = told.iter().filter(|mail| mail.contains("2 messages "));
    assert_eq!(both.count(), 1, "{told:?}");
    // Nobody is told of the same once more, on no other day and after no restart.
    house.clock.set(first.plus_seconds(3 * DAY_S));
    are_sent(&house, 2).await;
    house.begins_anew().await;
    are_sent(&house, 2).await;
    // It is sent again, and is lost no more.
    house.receiver.takes_all();
    let (webhooks, admin) = (house.opened.app.mutual.webhooks(), ada());
    let id = DeliveryId {
        endpoint: house.endpoint,
        index: lost,
    };
    webhooks.redeliver(&admin, id, None).await.unwrap();
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while house.course(lost).await != Course::Delivered {
        assert!(tokio::time::Instant::now() < until, "it is taken now");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let watched = webhooks.endpoint(&admin, house.endpoint).await.unwrap();
    assert_eq!((watched.counts.given_up, watched.counts.lost), (2, 1));
    house.close().await;
}

async fn what_was_sent_again_meanwhile_is_told_to_nobody(database: Database) {
    let house = House::open(database).await;
    joins(&house, 1, "ada@example.org", Role::Admin).await;
    let first = never_takes_a_no(&house).await;
    are_sent(&house, 1).await;
    let told = house.clock.now();
    // The next one would be told a day later. Before that, somebody sends both again.
    let second = never_takes_a_no(&house).await;
    are_sent(&house, 1).await;
    house.receiver.takes_all();
    let webhooks = house.opened.app.mutual.webhooks();
    for index in [first, second] {
        let id = DeliveryId {
            endpoint: house.endpoint,
            index,
        };
        webhooks.redeliver(&ada(), id, None).await.unwrap();
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        while house.course(index).await != Course::Delivered {
            assert!(tokio::time::Instant::now() < until, "it is taken now");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    house.clock.set(told.plus_seconds(DAY_S + HOUR_S));
    are_sent(&house, 1).await;
    house.close().await;
}

async fn where_no_admin_can_come_in_the_brand_itself_is_told(database: Database) {
    let house = House::open(database).await;
    joins(&house, 2, "mara@example.org", Role::Marketer).await;
    never_takes_a_no(&house).await;
    are_sent(&house, 0).await;
    // A mail that nobody got is none: it goes an hour later, to where customers are told to ask.
    let organisation = Organisation {
        contact_email: "care@grocer.example".to_owned(),
        ..Organisation::default()
    };
    let store = &house.opened.app.live.store;
    store.set_organisation(&organisation, None).await.unwrap();
    house.clock.set(house.clock.now().plus_seconds(HOUR_S));
    let told = are_sent(&house, 1).await.remove(0);
    for said in ["To: care@grocer.example\r\n", house.receiver.url.as_str()] {
        assert!(told.contains(said), "{said}: {told}");
    }
    house.close().await;
}

async fn what_never_arrived_stands_on_the_page_until_it_is_sent_again(database: Database) {
    let receiver = Receiver::start().await;
    let server = Server::start_with(database, &["--webhook-hosts", receiver.host()]).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write webhooks").await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut browser = signed_in(&server, "ada@example.org").await;
    // The CRM asks for what nobody does here, so that nothing else is on its way to it.
    let asks = json!({"url": receiver.url, "events": ["proposition.retired"]});
    let made = crm.post("/webhook-endpoints", &asks).await.expect(201);
    let endpoint = made.json()["id"].as_str().unwrap().to_owned();
    let page = format!("/admin/webhooks/{endpoint}");
    let shown = browser.get(&page).await.expect(200).text();
    assert!(!shown.contains("never arrived"), "{shown}");
    // Ana said no, and the CRM never took it.
    let ana = crm.knows("crm:42").await;
    let no = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"},
        "evidence": {"how": "phone", "where": "call centre", "at": just_now(), "wording": "May we?"}});
    let stored = crm.post("/customers/crm:42/choices", &no).await;
    let index = stored.expect(201).json()["index"].as_u64().unwrap();
    let lost = Delivery {
        id: DeliveryId {
            endpoint: endpoint.parse().unwrap(),
            index,
        },
        kind: EntryKind::Refused,
        customer: Some(ana.parse().unwrap()),
        urgent: true,
        course: Course::GivenUp,
        tries: 10,
        at: server.app().live.engine.now(),
    };
    let store = &server.app().live.store;
    let given_up = store.resend(lost.id.endpoint, std::slice::from_ref(&lost), None);
    given_up.await.unwrap();
    let shown = browser.get(&page).await.expect(200).text();
    let link = format!("href=\"{page}?show=given_up#messages\">See what was given up");
    for said in ["1 message that takes something away never arrived", &link] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    // There it is, and is sent again by its own page.
    let list = browser.get(&format!("{page}?show=given_up")).await;
    let message = format!("/admin/webhooks/deliveries/{}", lost.id);
    let list = list.expect(200).text();
    assert!(list.contains(&format!("href=\"{message}\"")), "{list}");
    let id = lost.id.to_string();
    let again = browser
        .submit("/actions/resend-delivery", &[("delivery", &id)])
        .await;
    again.expect(303);
    receiver.until(1, |came| came.index() == index).await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while browser
        .get(&page)
        .await
        .expect(200)
        .text()
        .contains("never arrived")
    {
        assert!(tokio::time::Instant::now() < until, "it was taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    server.stop().await;
}

async fn what_waits_for_a_day_is_told_once_a_day_as_long_as_it_waits(database: Database) {
    let mut house = House::open(database).await;
    house.says(Switch::On).await;
    let no = house.says(Switch::Off).await;
    house.until_told(no).await.unwrap();
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while house.course(no).await != Course::Delivered {
        assert!(tokio::time::Instant::now() < until, "it was taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // As after some tries in vain, while the CRM takes everything else: the next one is days away.
    let began = house.clock.now();
    let waits = Delivery {
        id: DeliveryId {
            endpoint: house.endpoint,
            index: no,
        },
        kind: EntryKind::Withdrawn,
        customer: house.opened.live.holder("crm:ana"),
        urgent: true,
        course: Course::Pending,
        tries: 3,
        at: began.plus_seconds(3 * DAY_S),
    };
    let store = &house.opened.app.live.store;
    store.drop_delivery(waits.id).await.unwrap();
    let put = store.resend(house.endpoint, std::slice::from_ref(&waits), None);
    put.await.unwrap();
    house.begins_anew().await;
    house.clock.set(began.plus_seconds(DAY_S - HOUR_S));
    are_sent(&house, 0).await;
    house.clock.set(began.plus_seconds(DAY_S + HOUR_S));
    // A mail that nobody got is none: an hour later there is somebody.
    are_sent(&house, 0).await;
    joins(&house, 1, "ada@example.org", Role::Admin).await;
    house.clock.set(began.plus_seconds(DAY_S + 2 * HOUR_S));
    let told = are_sent(&house, 1).await.remove(0);
    let page = format!("/admin/webhooks/{}?show=pending#messages", house.endpoint);
    for said in [
        "ada@example.org",
        "has not taken a withdrawal for a day",
        house.receiver.url.as_str(),
        page.as_str(),
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // Nobody is told twice in a day, whoever is restarted.
    house.begins_anew().await;
    are_sent(&house, 1).await;
    house.clock.set(began.plus_seconds(2 * DAY_S + 2 * HOUR_S));
    are_sent(&house, 2).await;
    // It is taken at last, and that is the end of it.
    house.clock.set(began.plus_seconds(3 * DAY_S + HOUR_S));
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while house.course(no).await != Course::Delivered {
        assert!(tokio::time::Instant::now() < until, "it is taken now");
        house.opened.app.carriage.wake();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Somebody sends it once more, in vain so far: it was taken all the same, and nobody is told of it.
    let again = Delivery {
        at: began.plus_seconds(9 * DAY_S),
        ..waits
    };
    let store = &house.opened.app.live.store;
    let put = store.resend(house.endpoint, std::slice::from_ref(&again), None);
    put.await.unwrap();
    house.begins_anew().await;
    house.clock.set(began.plus_seconds(5 * DAY_S));
    are_sent(&house, 2).await;
    house.close().await;
}

async fn of_an_address_that_takes_nothing_there_is_one_mail(database: Database) {
    let house = House::open(database).await;
    joins(&house, 1, "ada@example.org", Role::Admin).await;
    house.receiver.always(Answers::Status(500));
    house.says(Switch::Off).await;
    let store = &house.opened.app.live.store;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while store
        .endpoint(house.endpoint)
        .await
        .unwrap()
        .unwrap()
        .failing_since
        .is_none()
    {
        assert!(tokio::time::Instant::now() < until, "it fails");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Her no has waited for a day by then, which the mail about that address says as well.
    let later = house.clock.now().plus_seconds(DAY_S + HOUR_S);
    house.clock.set(later);
    let told = are_sent(&house, 1).await.remove(0);
    assert!(told.contains("a webhook does not answer"), "{told}");
    house.close().await;
}
