//! A message that a CRM never takes, while it takes all others: what comes behind it about the same customer
//! is told in order, and not only after days.

use mutual::clock::Clock;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::consent::{Choice, Route, Switch, Toggle, Toggles};
use mutual::id::{AccountId, CustomerId, EndpointId};
use mutual::port::{Courier as _, Engine as _, Submission};
use mutual::use_cases::{Command, EndpointWish, PutCustomer};
use mutual::webhook::{Course, DeliveryId};
use mutual_server::open::Opened;
use mutual_server::worker::webhooks::send_webhooks;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::common::{Database, config, demo, publish};
use crate::on_both;
use crate::past::Hand;
use crate::receiver::{Answers, Receiver};
use crate::scheduled::by_hand;

on_both!(
    a_poisoned_withdrawal_keeps_no_newer_one_for_hours,
    a_poisoned_yes_keeps_no_withdrawal_for_hours_and_never_comes_behind_it,
    no_withdrawal_is_given_up_while_the_address_takes_nothing,
    a_poisoned_message_that_wants_a_days_rest_each_time_keeps_nobody_for_a_day,
);

const HOUR_S: i64 = 3_600;

/// Who looks after the addresses.
pub fn ada() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([1; 16]),
        role: Role::Admin,
    }
}

/// An installation with one customer, Ana, whose CRM is told of everything and hears of nobody else.
pub struct House {
    pub opened: Opened,
    pub clock: std::sync::Arc<Hand>,
    pub receiver: Receiver,
    pub endpoint: EndpointId,
    ana: CustomerId,
    stop: watch::Sender<bool>,
    sending: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let receiver = Receiver::start().await;
        let mut config = config(database, &folder);
        config.webhook_hosts = vec![receiver.host().parse().unwrap()];
        let (opened, clock) = by_hand(config).await;
        for document in demo() {
            publish(opened.live.as_ref(), document, None).await;
        }
        let put = PutCustomer {
            identifiers: vec!["crm:ana".parse().unwrap()],
            ..PutCustomer::default()
        };
        submit(&opened, Command::PutCustomer(put)).await;
        let ana = opened.live.holder("crm:ana").unwrap();
        let wish = EndpointWish {
            url: Some(receiver.url.clone()),
            events: Some(vec!["*".to_owned()]),
            ..EndpointWish::default()
        };
        let (webhooks, admin) = (opened.app.mutual.webhooks(), ada());
        let added = webhooks.add_endpoint(&admin, wish, ([1; 32], [2; 32]));
        let (endpoint, _) = added.await.unwrap();
        let (stop, stopping) = watch::channel(false);
        let sending = tokio::spawn(send_webhooks(opened.app.clone(), stopping));
        Self {
            endpoint: endpoint.id,
            opened,
            clock,
            receiver,
            ana,
            stop,
            sending,
            _folder: folder,
        }
    }

    /// The index of the next entry.
    pub fn next(&self) -> u64 {
        self.opened.live.index() + 1
    }

    /// Ana answers about the recipes; which entry that is.
    pub async fn says(&self, to: Switch) -> u64 {
        let index = self.next();
        let choice = Choice {
            proposition: "recipe-ideas".parse().unwrap(),
            version: 1,
            toggles: Toggles::from([(Toggle::Exchange, to)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        submit(&self.opened, Command::Choose(self.ana, choice)).await;
        assert_eq!(self.opened.live.index(), index);
        index
    }

    /// What came about Ana, in its order; what came several times in a row stands there once.
    fn told(&self) -> Vec<u64> {
        let came = self.receiver.came().into_iter();
        let about = came.filter(|came| came.kind() != "webhook.test");
        let mut indices: Vec<_> = about.map(|came| came.index()).collect();
        indices.dedup();
        indices
    }

    /// How often the CRM was asked, by a message about nobody, whether it takes anything.
    fn asked(&self) -> usize {
        let came = self.receiver.came().into_iter();
        came.filter(|came| came.kind() == "webhook.test").count()
    }

    /// Time goes on, a minute after the other, until it came that something happened at that index; after how
    /// many seconds that was, and nothing where it was not within two hours.
    pub async fn until_told(&self, index: u64) -> Option<i64> {
        let began = self.clock.now();
        for minute in 0..=120 {
            self.clock.set(began.plus_seconds(60 * minute));
            // Who waits by a clock that stands is told that it went on.
            self.opened.app.carriage.wake();
            tokio::time::sleep(Duration::from_millis(100)).await;
            if self.told().contains(&index) {
                return Some(60 * minute);
            }
        }
        None
    }

    pub async fn course(&self, index: u64) -> Course {
        let endpoint = self.endpoint;
        let store = &self.opened.app.live.store;
        let known = store.delivery(DeliveryId { endpoint, index }).await;
        known.unwrap().unwrap().course
    }

    /// Whoever sends ends, and begins anew as after a restart.
    pub async fn begins_anew(&mut self) {
        self.stop.send_replace(true);
        (&mut self.sending).await.unwrap();
        let (stop, stopping) = watch::channel(false);
        self.sending = tokio::spawn(send_webhooks(self.opened.app.clone(), stopping));
        self.stop = stop;
    }

    pub async fn close(self) {
        self.stop.send_replace(true);
        self.sending.await.unwrap();
        self.opened.close().await;
    }
}

/// As the installation's own pages do.
async fn submit(opened: &Opened, command: Command) {
    let submission = Submission {
        actor: Actor::System,
        route: Route::Page,
        command,
        idempotency: None,
    };
    opened.live.submit(submission).await.unwrap();
}

async fn a_poisoned_withdrawal_keeps_no_newer_one_for_hours(database: Database) {
    let house = House::open(database).await;
    let yes = house.says(Switch::On).await;
    house.until_told(yes).await.unwrap();
    // The CRM fails at this one message for good. There is nobody else of whom it could hear meanwhile.
    house.receiver.never_takes(house.next());
    let poisoned = house.says(Switch::Off).await;
    let again = house.says(Switch::On).await;
    let newer = house.says(Switch::Off).await;
    let seconds = house.until_told(newer).await.unwrap();
    // One bad half an hour of the CRM is no reason to keep anything from it.
    assert!(seconds >= HOUR_S / 2, "{seconds} s");
    // The yes in between waited as well, and came before the newer no: nothing overtook anything.
    assert_eq!(house.told(), [yes, poisoned, again, newer]);
    assert!(house.asked() >= 3, "{}", house.asked());
    // Whoever looks sees what was never taken.
    assert_eq!(house.course(poisoned).await, Course::GivenUp);
    assert_eq!(house.course(again).await, Course::Delivered);
    house.close().await;
}

async fn a_poisoned_yes_keeps_no_withdrawal_for_hours_and_never_comes_behind_it(
    database: Database,
) {
    let house = House::open(database).await;
    house.receiver.never_takes(house.next());
    let poisoned = house.says(Switch::On).await;
    let no = house.says(Switch::Off).await;
    house.until_told(no).await.unwrap();
    assert_eq!(house.course(poisoned).await, Course::GivenUp);
    // From here on the CRM would take it, and it is too late: she said no.
    house.receiver.takes_all();
    let later = house.says(Switch::On).await;
    house.until_told(later).await.unwrap();
    assert_eq!(house.told(), [poisoned, no, later]);
    house.close().await;
}

async fn no_withdrawal_is_given_up_while_the_address_takes_nothing(database: Database) {
    let house = House::open(database).await;
    house.receiver.always(Answers::Status(500));
    let first = house.says(Switch::Off).await;
    let newer = house.says(Switch::Off).await;
    assert_eq!(house.until_told(newer).await, None);
    assert_eq!(house.told(), [first]);
    assert!(house.asked() >= 3, "{}", house.asked());
    assert_eq!(house.course(first).await, Course::Pending);
    // It is back, and hears of both.
    house.receiver.always(Answers::Status(200));
    house.until_told(newer).await.unwrap();
    assert_eq!(house.told(), [first, newer]);
    assert_eq!(house.course(first).await, Course::Delivered);
    house.close().await;
}

async fn a_poisoned_message_that_wants_a_days_rest_each_time_keeps_nobody_for_a_day(
    database: Database,
) {
    let house = House::open(database).await;
    let yes = house.says(Switch::On).await;
    house.until_told(yes).await.unwrap();
    // The CRM cannot do this one thing, and says each time that it has to be left alone for a day.
    let rest = Answers::Rest(503, 86_400);
    house.receiver.always_at(house.next(), rest);
    let poisoned = house.says(Switch::Off).await;
    let again = house.says(Switch::On).await;
    let newer = house.says(Switch::Off).await;
    let seconds = house.until_told(newer).await.unwrap();
    assert!((HOUR_S / 2..HOUR_S).contains(&seconds), "{seconds} s");
    assert_eq!(house.told(), [yes, poisoned, again, newer]);
    assert_eq!(house.course(poisoned).await, Course::GivenUp);
    // What it wished has ended with that: what takes nothing away waits for no day either.
    let last = house.says(Switch::On).await;
    house.until_told(last).await.unwrap();
    house.close().await;
}
