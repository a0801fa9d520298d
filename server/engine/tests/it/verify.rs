//! A log is good, or the first thing that is wrong with it is named.

use std::sync::Mutex;

use async_trait::async_trait;
use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::{ConsentState, Evidence, Switch};
use mutual::id::CustomerId;
use mutual::ledger::VerifyingKey;
use mutual::port::{
    CheckpointRow, CustomerRow, Engine as _, EntryRow, ErasureRow, Look, StoreError, SubmitError,
    TileRow, VersionRow,
};
use mutual::use_cases::{Command, Outcome, Remember};
use mutual_engine::{Kept, NotVerified, Verified, verify};

use crate::signing::{choose_many, key, newest, signed};
use crate::{House, wish};

fn keys() -> [VerifyingKey; 1] {
    [key().public()]
}

async fn verified(house: &House) -> Result<Verified, NotVerified> {
    verify(house.store.as_ref(), &keys(), |_| ()).await
}

/// The index that is named, where one is.
fn flaw(of: Result<Verified, NotVerified>) -> Option<u64> {
    match of {
        Err(NotVerified::Flawed(flaw)) => flaw.index,
        other => panic!("no flaw: {other:?}"),
    }
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_good() {
    let house = House::open().await;
    assert_eq!(verified(&house).await.unwrap().head, None, "not signed yet");
    let log = signed(&house).await;
    choose_many(&house, 300).await;
    house
        .publish(|document| document.retention = "24 months".to_owned())
        .await;
    house.customer("crm:nobody").await;
    let head = newest(&house, log.as_ref()).await;
    let good = verified(&house).await.unwrap();
    assert_eq!(good.entries, house.engine.index() + 1);
    assert_eq!(good.customers, 2);
    assert_eq!(good.head.as_ref(), Some(&head.checkpoint));
    // What comes behind the head is checked as well.
    house.engine.stop().await;
    let house = house.restart().await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::Off).await.unwrap();
    let good = verified(&house).await.unwrap();
    assert_eq!(good.entries, house.engine.index() + 1);
}

#[tokio::test]
async fn every_single_wrong_bit_is_found() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 2).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    verified(&house).await.unwrap();
    for bit in 0..house.store.bits() {
        assert_found(&house, bit).await;
    }
}

async fn assert_found(house: &House, bit: usize) {
    let store = house.store.with_flipped(bit);
    let found = verify(&store, &keys(), |_| ()).await;
    assert!(
        matches!(found, Err(NotVerified::Flawed(_))),
        "bit {bit} of {}: {found:?}",
        house.store.bits()
    );
}

#[tokio::test]
async fn a_wrong_bit_is_found_also_where_people_left() {
    let house = House::open().await;
    let log = signed(&house).await;
    leave(&house).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    verified(&house).await.unwrap();
    // All over it, and others at each run.
    let first = usize::from(std::process::id() as u16) % 29;
    for bit in (first..house.store.bits()).step_by(29) {
        assert_found(&house, bit).await;
    }
}

/// Whoever was known by this identifier may come back.
async fn readmit(house: &House, identifier: &str) -> Result<Outcome, SubmitError> {
    let evidence = Evidence {
        how: "phone".to_owned(),
        place: "call centre".to_owned(),
        at: house.clock.now(),
        wording: "I want to come back".to_owned(),
    };
    let command = Command::Readmit(identifier.parse().unwrap(), evidence);
    house.submit(Actor::System, command).await
}

/// Bo and Di come, say no, and are erased, and Di may come back; Cy's no is forgotten when its time
/// is over.
async fn leave(house: &House) {
    house
        .publish(|document| document.retention_months = Some(1))
        .await;
    for name in ["crm:bo", "crm:cy", "crm:di"] {
        let customer = house.customer(name).await;
        let no = wish(customer, 2, Switch::Off);
        house.submit(Actor::Customer(customer), no).await.unwrap();
    }
    for name in ["crm:bo", "crm:di"] {
        let leaver = house.engine.holder(name).unwrap();
        let erase = Command::Erase(leaver, Remember::Suppress);
        house.submit(Actor::System, erase).await.unwrap();
    }
    readmit(house, "crm:di").await.unwrap();
    let cy = house.engine.holder("crm:cy").unwrap();
    house.clock.set(house.clock.now().plus_months(7));
    let forget = Command::Forget(cy, "recipe-ideas".parse().unwrap());
    let forgotten = house.submit(Actor::System, forget).await.unwrap();
    assert!(matches!(forgotten, Outcome::Forgotten { index: Some(_) }));
}

#[tokio::test]
async fn a_personal_side_that_is_gone_without_an_erasure_is_missed() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 5).await;
    leave(&house).await;
    let ana = house.engine.holder("crm:ana").unwrap();
    for _ in 0..5 {
        house.choose(ana, Switch::Off).await.unwrap();
    }
    let last = house.engine.index();
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    verified(&house).await.unwrap();
    for index in 1..=last {
        // Also where it was destroyed, and nothing says so any more.
        let store = house.store.without_side(index, false);
        assert_eq!(flaw(verify(&store, &keys(), |_| ()).await), Some(index));
    }
    // Whoever also says that it was destroyed is found out by the count.
    let store = house.store.without_side(last, true);
    assert_eq!(flaw(verify(&store, &keys(), |_| ()).await), Some(last));
    for index in 1..=last {
        if house.store.is_kept(index) {
            let store = house.store.without_side(index, true);
            flaw(verify(&store, &keys(), |_| ()).await);
        }
    }
}

#[tokio::test]
async fn a_log_is_good_also_while_people_leave() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 400).await;
    newest(&house, log.as_ref()).await;
    let mut ids = Vec::new();
    for n in 0..40 {
        let id = house.customer(&format!("crm:guest-{n}")).await;
        house.choose(id, Switch::Off).await.unwrap();
        ids.push(id);
    }
    let leaving = async {
        for id in ids {
            let erase = Command::Erase(id, Remember::Nothing);
            house.submit(Actor::System, erase).await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let looking = async {
        for _ in 0..5 {
            verified(&house).await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(leaving, looking);
    verified(&house).await.unwrap();
}

/// What people do while somebody looks.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Says no, and comes for it where she is not there yet.
    Chooses(&'static str),
    Pauses(&'static str),
    /// Her records are destroyed, because their time is over.
    Forgotten(&'static str),
    Leaves(&'static str),
    LetBackIn(&'static str),
}

/// A store in which something happens right before something is read.
struct Meanwhile<'a> {
    house: &'a House,
    /// Before entries are read, of which three come at once.
    before_entries: Mutex<Vec<Act>>,
    /// Before keys and states are read.
    before_people: Mutex<Vec<Act>>,
    /// Before the erasures are read.
    before_ends: Mutex<Vec<Act>>,
}

impl<'a> Meanwhile<'a> {
    /// Each of these happens once, in order.
    fn new(house: &'a House, entries: &[Act], people: &[Act], ends: &[Act]) -> Self {
        let in_order = |acts: &[Act]| Mutex::new(acts.iter().rev().copied().collect());
        Self {
            house,
            before_entries: in_order(entries),
            before_people: in_order(people),
            before_ends: in_order(ends),
        }
    }

    async fn happens(&self, acts: &Mutex<Vec<Act>>) {
        let act = acts.lock().unwrap().pop();
        let of = |name: &str| self.house.engine.holder(name).unwrap();
        let command = match act {
            None => return,
            Some(Act::Chooses(name)) => {
                let id = self.house.customer(name).await;
                wish(id, 2, Switch::Off)
            }
            Some(Act::Pauses(name)) => Command::Pause(of(name)),
            Some(Act::Forgotten(name)) => {
                Command::Forget(of(name), "recipe-ideas".parse().unwrap())
            }
            Some(Act::Leaves(name)) => Command::Erase(of(name), Remember::Suppress),
            Some(Act::LetBackIn(name)) => {
                _ = readmit(self.house, name).await.unwrap();
                return;
            }
        };
        let outcome = self.house.submit(Actor::System, command).await.unwrap();
        let nothing = Outcome::Forgotten { index: None };
        assert_ne!(outcome, nothing, "{act:?} destroys something");
    }

    fn is_over(&self) -> bool {
        let all = [&self.before_entries, &self.before_people, &self.before_ends];
        all.iter().all(|acts| acts.lock().unwrap().is_empty())
    }
}

#[async_trait]
impl Kept for Meanwhile<'_> {
    async fn last(&self) -> Result<Option<u64>, StoreError> {
        self.house.store.last().await
    }

    async fn rows(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.house.store.rows(from, limit).await
    }

    async fn show(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        // Of the pages that are read at once, the first one.
        if from < 8_192 {
            self.happens(&self.before_entries).await;
        }
        let mut look = look;
        let rows = self.house.store.rows(from, limit.min(3)).await?;
        rows.iter().for_each(&mut look);
        Ok(())
    }

    async fn people(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        self.happens(&self.before_people).await;
        self.house.store.people(after, limit).await
    }

    async fn publications(&self) -> Result<Option<Vec<VersionRow>>, StoreError> {
        self.house.store.publications().await
    }

    async fn ends(&self) -> Result<Option<Vec<ErasureRow>>, StoreError> {
        self.happens(&self.before_ends).await;
        self.house.store.ends().await
    }

    async fn nodes(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        self.house.store.nodes(wanted).await
    }

    async fn signed(&self) -> Result<Option<CheckpointRow>, StoreError> {
        self.house.store.signed().await
    }
}

#[tokio::test]
async fn a_log_is_good_also_while_people_are_let_back_in() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 10).await;
    newest(&house, log.as_ref()).await;
    let names = ["crm:one", "crm:two", "crm:three", "crm:four"];
    for name in names {
        let id = house.customer(name).await;
        let erase = Command::Erase(id, Remember::Suppress);
        house.submit(Actor::System, erase).await.unwrap();
    }
    let store = Meanwhile::new(&house, &[], &[], &names.map(Act::LetBackIn));
    verify(&store, &keys(), |_| ()).await.unwrap();
    assert!(store.is_over(), "all are in by then");
    verified(&house).await.unwrap();
}

/// People come, answer, are forgotten and leave between any two reads: it is read once, and found
/// good.
#[tokio::test]
async fn a_log_is_good_however_often_people_leave_while_it_is_read() {
    let house = House::open().await;
    let log = signed(&house).await;
    house
        .publish(|document| document.retention_months = Some(1))
        .await;
    let names = ["crm:a", "crm:b", "crm:c", "crm:d", "crm:e", "crm:f"];
    // Each has entries all over it.
    for _ in 0..4 {
        for name in names {
            let id = house.customer(name).await;
            let no = wish(id, 2, Switch::Off);
            house.submit(Actor::Customer(id), no).await.unwrap();
        }
    }
    newest(&house, log.as_ref()).await;
    house.clock.set(house.clock.now().plus_months(7));
    // Some who are forgotten stay: what stays of them leads past what was read of them.
    let entries = [
        Act::Chooses("crm:new"),
        Act::Pauses("crm:f"),
        Act::Leaves("crm:a"),
        Act::Forgotten("crm:b"),
        Act::Chooses("crm:b"),
        Act::Chooses("crm:newer"),
        Act::Forgotten("crm:c"),
        Act::Leaves("crm:b"),
        Act::Leaves("crm:new"),
        Act::Forgotten("crm:f"),
        Act::Forgotten("crm:d"),
        Act::Chooses("crm:d"),
    ];
    let people = [
        Act::Chooses("crm:late"),
        Act::Leaves("crm:e"),
        Act::Leaves("crm:newer"),
    ];
    let store = Meanwhile::new(&house, &entries, &people, &[Act::Leaves("crm:late")]);
    verify(&store, &keys(), |_| ()).await.unwrap();
    assert!(store.is_over());
    verified(&house).await.unwrap();
}

/// Whoever is let back in is so at once and after a restart; of two who ask at once, one is heard.
#[tokio::test]
async fn whoever_is_let_back_in_may_come_and_is_somebody_new() {
    let house = House::open().await;
    let log = signed(&house).await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    let erase = Command::Erase(ana, Remember::Suppress);
    house.submit(Actor::System, erase).await.unwrap();
    assert_eq!(house.engine.kept_out("crm:ana"), Some(ana));
    let (one, two) = tokio::join!(readmit(&house, "crm:ana"), readmit(&house, "crm:ana"));
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1);
    let entries = house.engine.entries(0, 1_000).await.unwrap();
    let told = entries
        .iter()
        .filter(|entry| entry.body.about() == Some(ana));
    assert_eq!(told.count(), 2, "that she went, and that she may come");
    assert_eq!(house.engine.kept_out("crm:ana"), None);
    assert!(house.engine.is_erased(ana), "who she was is gone");
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    let house = house.restart().await;
    assert_eq!(house.engine.kept_out("crm:ana"), None);
    let back = house.customer("crm:ana").await;
    assert_ne!(back, ana);
    let nothing = ConsentState::default();
    assert_eq!(house.engine.customer(back).unwrap().state, nothing);
    verified(&house).await.unwrap();
}

#[tokio::test]
async fn a_wrong_bit_of_a_large_log_is_found_and_its_entry_named() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 700).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    let bits = house.store.bits();
    // Spread over all of it, and others at each run.
    let start = usize::from(std::process::id() as u16);
    for n in 0..60 {
        let bit = (start + n * (bits / 60)) % bits;
        let store = house.store.with_flipped(bit);
        flaw(verify(&store, &keys(), |_| ()).await);
    }
    house.store.damage_tile(0, 1);
    assert_eq!(flaw(verified(&house).await), Some(256));
    house.store.damage_tile(0, 1);
    house.store.damage_tile(1, 0);
    assert_eq!(flaw(verified(&house).await), Some(0));
}

#[tokio::test]
async fn an_entry_that_is_gone_is_missed() {
    let house = House::open().await;
    let log = signed(&house).await;
    choose_many(&house, 5).await;
    newest(&house, log.as_ref()).await;
    house.engine.stop().await;
    house.store.lose_last();
    assert_eq!(flaw(verified(&house).await), Some(house.engine.index()));
}
