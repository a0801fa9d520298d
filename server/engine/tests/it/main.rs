//! What the engine promises: one order, durable answers, and honesty when the database is away.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod apart;
mod as_it_was;
mod asked;
mod beside;
mod counted;
mod crowds;
mod erasure;
mod jumped;
mod keys;
mod listed;
mod merged;
mod rejected;
mod signing;
mod still;
mod store;
mod stored_before;
mod verify;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mutual::access::Actor;
use mutual::catalogue::Document;
use mutual::clock::{Clock, Timestamp};
use mutual::consent::{Choice, ConsentState, Route, Switch, Toggle, Toggles};
use mutual::digest::DigestKey;
use mutual::guard::{Code, Request, check};
use mutual::id::CustomerId;
use mutual::ledger::EntryKind;
use mutual::port::{Engine, StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Outcome, Publish, PutCustomer, Refusal};
use mutual_engine::{EngineHandle, Options, SystemEntropy, start};

use store::{Fault, MemoryStore};

/// A clock that a story sets: the time of day, and for how long it has run.
struct Hand(Mutex<(Timestamp, Duration)>);

impl Hand {
    fn at(text: &str) -> Arc<Self> {
        let moment = Timestamp::parse(text).unwrap();
        Arc::new(Self(Mutex::new((moment, Duration::ZERO))))
    }

    /// Time goes on to this moment.
    fn set(&self, to: Timestamp) {
        let mut hands = self.0.lock().unwrap();
        let passes = to.as_millis() - hands.0.as_millis();
        hands.1 += Duration::from_millis(u64::try_from(passes).unwrap_or(0));
        hands.0 = to;
    }

    /// Somebody sets it to this moment, though no time passes.
    fn jump(&self, to: Timestamp) {
        self.0.lock().unwrap().0 = to;
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn steady(&self) -> Duration {
        self.0.lock().unwrap().1
    }
}

struct House {
    store: Arc<MemoryStore>,
    clock: Arc<Hand>,
    engine: Arc<EngineHandle>,
}

impl House {
    async fn open() -> Self {
        let house = Self::over(Arc::default(), Hand::at("2026-03-01T09:00:00Z")).await;
        house.publish(|_| ()).await;
        house
    }

    async fn over(store: Arc<MemoryStore>, clock: Arc<Hand>) -> Self {
        let options = Options {
            announce_every: Duration::from_millis(20),
            note_within: Duration::from_millis(20),
            ..Options::default()
        };
        let engine = start(
            store.clone(),
            clock.clone(),
            Arc::new(SystemEntropy),
            DigestKey::new([3; 32]),
            options,
        )
        .await
        .unwrap();
        Self {
            store,
            clock,
            engine,
        }
    }

    async fn restart(self) -> Self {
        self.engine.stop().await;
        Self::over(self.store, self.clock).await
    }

    async fn publish(&self, change: impl FnOnce(&mut Document)) -> Outcome {
        let catalogue = self.engine.catalogue();
        let live = catalogue.proposition("recipe-ideas").and_then(|p| p.live());
        let mut document = live.map_or_else(recipes, |version| version.document.clone());
        document.change_note = live.map(|_| "We changed this.".to_owned());
        change(&mut document);
        let over = live.map(|version| version.number);
        let command = Command::Publish(Box::new(Publish {
            document,
            over,
            class: None,
            approval: None,
        }));
        self.submit(Actor::System, command).await.unwrap()
    }

    async fn customer(&self, identifier: &str) -> CustomerId {
        let identifiers = vec![identifier.parse().unwrap()];
        let put = PutCustomer {
            identifiers,
            ..PutCustomer::default()
        };
        self.submit(Actor::System, Command::PutCustomer(put))
            .await
            .unwrap();
        self.engine.holder(identifier).unwrap()
    }

    async fn submit(&self, actor: Actor, command: Command) -> Result<Outcome, SubmitError> {
        submit(&self.engine, actor, command, None).await
    }

    async fn choose(&self, ana: CustomerId, switch: Switch) -> Result<Outcome, SubmitError> {
        self.submit(Actor::Customer(ana), wish(ana, 1, switch))
            .await
    }

    /// The deciding code of "may I use Ana's orders?".
    fn code(&self, ana: CustomerId) -> Code {
        let request = Request {
            purpose: "recommendations",
            data: vec!["orders"],
            ..Request::default()
        };
        let customer = self.engine.customer(ana);
        check(
            &self.engine.catalogue(),
            customer.as_deref(),
            &request,
            self.clock.now(),
        )
        .reasons[0]
            .code
    }

    /// The whole log is dense, and memory is exactly the fold of it.
    async fn audit(&self) {
        let entries = self.engine.entries(0, 1_000_000).await.unwrap();
        for (n, entry) in entries.iter().enumerate() {
            assert_eq!(entry.index, n as u64 + 1, "no gap");
        }
        assert_eq!(entries.len() as u64, self.engine.index());
        for customer in self.engine.customers(None, usize::MAX) {
            let mut folded = ConsentState::default();
            for entry in entries
                .iter()
                .filter(|e| e.body.customer() == Some(customer.id))
            {
                folded.apply(entry.index, entry.at, &entry.body);
            }
            assert_eq!(customer.state, folded);
        }
    }
}

async fn submit(
    engine: &EngineHandle,
    actor: Actor,
    command: Command,
    idempotency: Option<([u8; 32], [u8; 32])>,
) -> Result<Outcome, SubmitError> {
    engine
        .submit(Submission {
            actor,
            route: Route::Page,
            command,
            idempotency,
        })
        .await
}

fn wish(ana: CustomerId, version: u32, switch: Switch) -> Command {
    let choice = Choice {
        proposition: "recipe-ideas".parse().unwrap(),
        version,
        toggles: Toggles::from([(Toggle::Exchange, switch)]),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    };
    Command::Choose(ana, choice)
}

fn recipes() -> Document {
    serde_json::from_value(serde_json::json!({
        "key": "recipe-ideas", "locale": "en", "title": "Recipe ideas", "purpose": "recommendations",
        "legal_basis": "consent", "data": [{"category": "orders", "required": true}],
        "use": "We look at your orders.", "decided_by": "computer",
        "benefits": [{"key": "recipes", "what": "Three recipes", "kind": "service", "amount": 3,
            "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
        "worth": null, "if_off": "No more recipes.", "stays": "Your orders stay.",
        "recipients": ["Halden Mail Ltd"], "retention": "12 months", "term_months": 24, "channels": ["email"],
        "ai_uses": [], "regions": ["*"],
        "ask": {"question": "May we use your orders?", "allow": "Allow", "refuse": "Don't allow"},
        "change_note": null
    }))
    .unwrap()
}

/// Waits for what a background task brings about.
async fn until(mut is_so: impl FnMut() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), wait)
        .await
        .expect("it comes about");
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_writers_on_one_toggle_leave_one_order_without_a_gap() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    let mut writers = Vec::new();
    for n in 0..64 {
        let engine = Arc::clone(&house.engine);
        let switch = Switch::from_on(n % 2 == 0);
        writers.push(tokio::spawn(async move {
            submit(&engine, Actor::Customer(ana), wish(ana, 1, switch), None).await
        }));
    }
    let mut indices = Vec::new();
    for writer in writers {
        let Outcome::Chosen { index, .. } = writer.await.unwrap().unwrap() else {
            panic!("chosen")
        };
        indices.push(index);
    }
    indices.sort_unstable();
    assert_eq!(
        indices,
        (2..66).collect::<Vec<_>>(),
        "each got an index of its own"
    );
    house.audit().await;
}

#[tokio::test]
async fn off_wins_over_on_when_they_arrive_together() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    // On this runtime both arrive before the writer wakes: one group.
    let (off, on) = tokio::join!(
        house.choose(ana, Switch::Off),
        house.choose(ana, Switch::On)
    );
    assert!(off.is_ok() && on.is_ok(), "both callers are answered");
    assert_eq!(house.code(ana), Code::Withdrawn);
}

#[tokio::test]
async fn a_publication_between_page_and_click_is_a_conflict_for_on_alone() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house
        .publish(|document| document.title = "Other words".to_owned())
        .await;
    let late = house.choose(ana, Switch::On).await;
    let stale = Refusal::StaleVersion { shown: 1, live: 2 };
    assert_eq!(late, Err(SubmitError::Refused(stale)));
    house.choose(ana, Switch::Off).await.unwrap();
}

#[tokio::test]
async fn a_restart_keeps_everything_that_was_acknowledged() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    let house = house.restart().await;
    assert_eq!(house.code(ana), Code::Granted);
    assert_eq!(house.engine.holder("crm:42"), Some(ana));
    house.audit().await;
}

#[tokio::test]
async fn a_grant_that_ran_out_is_off_at_its_second_and_announced_once() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    house.clock.set(house.clock.now().plus_months(24));
    assert_eq!(house.code(ana), Code::Expired);
    until(|| house.engine.index() == 3).await;
    let kinds = |entries: Vec<Arc<mutual::ledger::Entry>>| {
        entries.iter().map(|e| e.body.kind()).collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(house.engine.entries(2, 10).await.unwrap()),
        [EntryKind::Expired]
    );
    // A restart looks for what came due meanwhile, and finds that this was said.
    let house = house.restart().await;
    let bo = house.customer("crm:43").await;
    house.choose(bo, Switch::On).await.unwrap();
    house.engine.stop().await;
    assert_eq!(house.engine.index(), 4);
}

#[tokio::test]
async fn a_material_publication_is_announced_to_everybody_it_asks() {
    let house = House::open().await;
    let mut people = Vec::new();
    for n in 0..600 {
        let person = house.customer(&format!("crm:{n}")).await;
        house.choose(person, Switch::On).await.unwrap();
        people.push(person);
    }
    assert_eq!(house.engine.count_on("recipe-ideas"), (600, 0));
    house
        .publish(|document| document.recipients.push("Post Ltd".to_owned()))
        .await;
    assert_eq!(
        house.engine.count_on("recipe-ideas"),
        (0, 600),
        "one entry folds everybody"
    );
    assert_eq!(house.code(people[7]), Code::NeedsAnswer);
    until(|| house.engine.index() == 602 + 600).await;
    house.audit().await;
}

#[tokio::test]
async fn what_could_not_be_stored_did_not_happen() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    house.store.fail_next(Fault::BeforeCommit);
    let failed = house.choose(ana, Switch::Off).await;
    assert!(
        matches!(failed, Err(SubmitError::Store(StoreError::Unavailable(_)))),
        "{failed:?}"
    );
    assert_eq!(
        house.code(ana),
        Code::Granted,
        "never shown as off while it is stored as on"
    );
    house.choose(ana, Switch::Off).await.unwrap();
    assert_eq!(house.code(ana), Code::Withdrawn);
    house.audit().await;
}

#[tokio::test]
async fn a_commit_whose_answer_was_lost_counts() {
    for fault in [Fault::AfterCommit, Fault::AfterCommitTwice] {
        let house = House::open().await;
        let ana = house.customer("crm:42").await;
        house.store.fail_next(fault);
        let outcome = house.choose(ana, Switch::On).await;
        assert!(
            matches!(outcome, Ok(Outcome::Chosen { index: 2, .. })),
            "{fault:?}: {outcome:?}"
        );
        assert_eq!(house.code(ana), Code::Granted);
        house.audit().await;
    }
}

#[tokio::test]
async fn what_was_called_lost_is_never_written_later() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    house.store.fail_next(Fault::Late);
    let failed = house.choose(ana, Switch::Off).await;
    assert!(
        matches!(failed, Err(SubmitError::Store(StoreError::Unavailable(_)))),
        "{failed:?}"
    );
    assert_eq!(house.code(ana), Code::Granted, "and so it is told");
    assert!(!house.store.arrive(), "it comes too late to count");
    house.choose(ana, Switch::Off).await.unwrap();
    assert_eq!(house.engine.index(), 3);
    assert!(!house.engine.is_lost());
    house.audit().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_revives_no_grant() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.choose(ana, Switch::On).await.unwrap();
    house
        .clock
        .set(Timestamp::parse("2028-03-01T09:00:00Z").unwrap());
    until(|| house.engine.index() == 3).await;
    house
        .clock
        .set(Timestamp::parse("2026-03-02T09:00:00Z").unwrap());
    let now = house.engine.now();
    assert_eq!(now, Timestamp::parse("2028-03-01T09:00:00Z").unwrap());
}

#[tokio::test]
async fn a_customer_whose_answer_was_lost_is_known() {
    let house = House::open().await;
    for key in [None, Some(([1; 32], [2; 32]))] {
        for fault in [Fault::AfterCommit, Fault::BeforeCommit] {
            let identifier = format!("crm:{fault:?}-{}", key.is_some());
            let put = Command::PutCustomer(PutCustomer {
                identifiers: vec![identifier.parse().unwrap()],
                ..PutCustomer::default()
            });
            let key =
                key.map(|(key, request): ([u8; 32], _)| (key.map(|b| b + fault as u8), request));
            house.store.fail_next(fault);
            let put = |key| submit(&house.engine, Actor::System, put.clone(), key);
            let first = put(key).await.unwrap();
            let Outcome::Customer {
                customer, created, ..
            } = &first
            else {
                panic!("{first:?}");
            };
            assert!(created);
            assert_eq!(
                house.engine.holder(&identifier),
                Some(*customer),
                "{identifier}"
            );
            if key.is_some() {
                assert_eq!(
                    put(key).await.unwrap(),
                    first,
                    "asked again, it is the same customer"
                );
            }
            assert!(house.engine.customer(*customer).is_some());
        }
    }
    // What the store holds is what was told.
    let known = house.engine.customers(None, 10);
    assert_eq!(known.len(), 4);
    let house = house.restart().await;
    assert_eq!(house.engine.customers(None, 10), known);
}

#[tokio::test(start_paused = true)]
async fn while_the_database_is_away_callers_are_told_and_later_nothing_is_missing() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.store.set_away(true);
    // The first one was under way: nobody knows what became of it. Others were not begun.
    let in_doubt = house.choose(ana, Switch::On).await;
    assert_eq!(in_doubt, Err(SubmitError::InDoubt));
    for _ in 0..2 {
        let failed = house.choose(ana, Switch::On).await;
        assert!(
            matches!(failed, Err(SubmitError::Store(StoreError::Unavailable(_)))),
            "{failed:?}"
        );
    }
    // The lease runs out unrenewed: somebody else may be the writer by then.
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert!(!house.engine.is_current(), "checks must stop");
    house.store.set_away(false);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(house.engine.is_current());
    house.choose(ana, Switch::On).await.unwrap();
    house.audit().await;
}

#[tokio::test]
async fn a_server_that_lost_its_lease_writes_and_answers_nothing_more() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    house.store.steal_lease();
    assert_eq!(
        house.choose(ana, Switch::On).await,
        Err(SubmitError::Store(StoreError::NotHolder))
    );
    assert!(!house.engine.is_current());
    assert_eq!(
        house.choose(ana, Switch::On).await,
        Err(SubmitError::Store(StoreError::NotHolder))
    );
}

#[tokio::test]
async fn many_choices_share_a_commit() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    let before = house.store.commits.load(Ordering::SeqCst);
    let mut writers = Vec::new();
    for _ in 0..256 {
        let engine = Arc::clone(&house.engine);
        writers.push(tokio::spawn(async move {
            submit(
                &engine,
                Actor::Customer(ana),
                wish(ana, 1, Switch::Off),
                None,
            )
            .await
        }));
    }
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let commits = house.store.commits.load(Ordering::SeqCst) - before;
    // All of them were sent before the writer woke.
    assert!(commits <= 2, "{commits} commits");
}

#[tokio::test]
async fn what_waits_is_done_before_the_engine_stops_and_nothing_after() {
    let house = House::open().await;
    let ana = house.customer("crm:42").await;
    let (chosen, ()) = tokio::join!(house.choose(ana, Switch::On), house.engine.stop());
    assert!(chosen.is_ok());
    let late = house.choose(ana, Switch::Off).await;
    assert!(matches!(
        late,
        Err(SubmitError::Store(StoreError::Unavailable(_)))
    ));
    assert!(!house.engine.is_ready());
}
