//! How many have an exchange on, by channel and by language: kept up with every change of anybody, and
//! never looked for among everybody.

use std::collections::BTreeMap;

use mutual::access::Actor;
use mutual::catalogue::Channel;
use mutual::clock::Clock as _;
use mutual::consent::{Choice, Switch, Toggle, Toggles};
use mutual::id::CustomerId;
use mutual::port::Engine as _;
use mutual::use_cases::{Command, PutCustomer, Remember};

use crate::House;

const SMS: Toggle = Toggle::Channel(Channel::Sms);

/// Who has the recipes on: by channel, and by language.
fn who_has(house: &House) -> (BTreeMap<Channel, u64>, BTreeMap<String, u64>) {
    let catalogue = house.engine.catalogue();
    let known = catalogue.proposition("recipe-ideas").unwrap();
    let live = known.live().unwrap();
    let (mut channels, mut locales) = (BTreeMap::new(), BTreeMap::new());
    let mut all = 0;
    for crowd in house.engine.crowds("recipe-ideas") {
        all += crowd.many;
        let Some(has) = crowd.has(known, live) else {
            continue;
        };
        let locale = crowd.stance.locale().unwrap_or_default().to_owned();
        *locales.entry(locale).or_insert(0) += crowd.many;
        for channel in has.channels {
            *channels.entry(channel).or_insert(0) += crowd.many;
        }
    }
    let people = house.engine.customers(None, usize::MAX);
    assert_eq!(all, people.len() as u64, "each is in one crowd");
    (channels, locales)
}

fn is(
    channels: &[(Channel, u64)],
    locales: &[(&str, u64)],
) -> (BTreeMap<Channel, u64>, BTreeMap<String, u64>) {
    let locales = locales
        .iter()
        .map(|(locale, many)| ((*locale).to_owned(), *many));
    (channels.iter().copied().collect(), locales.collect())
}

async fn reads(house: &House, name: &str, locale: &str) -> CustomerId {
    let put = PutCustomer {
        identifiers: vec![name.parse().unwrap()],
        locale: Some(locale.to_owned()),
        ..PutCustomer::default()
    };
    let put = Command::PutCustomer(put);
    house.submit(Actor::System, put).await.unwrap();
    house.engine.holder(name).unwrap()
}

async fn chooses(house: &House, id: CustomerId, toggles: &[(Toggle, Switch)]) {
    let choice = Choice {
        proposition: "recipe-ideas".parse().unwrap(),
        version: 2,
        toggles: toggles.iter().cloned().collect::<Toggles>(),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    };
    let choose = Command::Choose(id, choice);
    house.submit(Actor::Customer(id), choose).await.unwrap();
}

#[tokio::test]
async fn who_has_it_on_is_told_apart_without_a_look_at_anybody() {
    use Channel::{Email, Sms};
    let house = House::open().await;
    house
        .publish(|document| {
            document.channels.push(Sms);
            document.required.push(Toggle::Channel(Email));
        })
        .await;
    let ana = reads(&house, "crm:ana", "de").await;
    let bo = reads(&house, "crm:bo", "en").await;
    reads(&house, "crm:cleo", "en").await;
    assert_eq!(who_has(&house), is(&[], &[]));
    chooses(&house, ana, &[(Toggle::Exchange, Switch::On)]).await;
    let both = [(Toggle::Exchange, Switch::On), (SMS, Switch::On)];
    chooses(&house, bo, &both).await;
    let told = is(&[(Email, 2), (Sms, 1)], &[("de", 1), ("en", 1)]);
    assert_eq!(who_has(&house), told);
    let house = house.restart().await;
    assert_eq!(who_has(&house), told);
    assert_eq!(house.engine.count_on("recipe-ideas"), (2, 0));
    // She reads another language, and he wants no text messages.
    reads(&house, "crm:ana", "fr").await;
    chooses(&house, bo, &[(SMS, Switch::Off)]).await;
    assert_eq!(who_has(&house), is(&[(Email, 2)], &[("en", 1), ("fr", 1)]));
    // A pause stops both, and its end brings them back.
    let pause = Command::Pause(bo);
    house.submit(Actor::Customer(bo), pause).await.unwrap();
    assert_eq!(who_has(&house), is(&[(Email, 1)], &[("fr", 1)]));
    let resume = Command::Resume(bo, None);
    house.submit(Actor::Customer(bo), resume).await.unwrap();
    assert_eq!(who_has(&house), is(&[(Email, 2)], &[("en", 1), ("fr", 1)]));
    // At the second at which a yes runs out it is off, whoever was told of it by then.
    house.clock.set(house.clock.now().plus_months(24));
    assert_eq!(who_has(&house), is(&[], &[]));
    assert_eq!(house.engine.count_on("recipe-ideas"), (0, 0));
    chooses(&house, ana, &[(Toggle::Exchange, Switch::On)]).await;
    assert_eq!(who_has(&house), is(&[(Email, 1)], &[("fr", 1)]));
    // What changes materially waits for her, and she is among those whom it asks.
    house
        .publish(|document| document.recipients.push("Post Ltd".to_owned()))
        .await;
    assert_eq!(house.engine.count_on("recipe-ideas"), (0, 1));
    assert_eq!(who_has(&house), is(&[(Email, 1)], &[("fr", 1)]));
    let erase = Command::Erase(ana, Remember::Nothing);
    house.submit(Actor::Customer(ana), erase).await.unwrap();
    assert_eq!(who_has(&house), is(&[], &[]));
    house.engine.stop().await;
}
