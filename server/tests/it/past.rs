//! What happened before the server was there: an engine over its database, on a clock that the story
//! sets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mutual::access::Actor;
use mutual::clock::{Clock, Timestamp};
use mutual::consent::{Choice, Route, Switch, Toggle, Toggles};
use mutual::digest::DigestKey;
use mutual::guard::{CaseAsked, Matter, Request};
use mutual::id::{CaseId, CustomerId};
use mutual::port::{Engine as _, Store, Submission};
use mutual::use_cases::{CaseWish, Command, Outcome, PutCustomer};
use mutual_engine::{EngineHandle, Options, SystemClock, SystemEntropy, start};

const DAY_S: i64 = 86_400;

/// So many days before now.
pub fn ago(days: i64) -> Timestamp {
    SystemClock.now().plus_seconds(-days * DAY_S)
}

/// A clock that a story sets: the time of day, and for how long it has run.
pub struct Hand(Mutex<(Timestamp, Duration)>);

impl Hand {
    /// It stands at this moment.
    pub fn at(moment: Timestamp) -> Arc<Self> {
        Arc::new(Self(Mutex::new((moment, Duration::ZERO))))
    }

    /// Time goes on to this moment, and the clock stands there.
    pub fn set(&self, moment: Timestamp) {
        let mut hands = self.0.lock().unwrap();
        let passes = moment.as_millis() - hands.0.as_millis();
        hands.1 += Duration::from_millis(u64::try_from(passes).unwrap_or(0));
        hands.0 = moment;
    }

    /// Somebody sets it to this moment, though no time passes.
    pub fn jump(&self, moment: Timestamp) {
        self.0.lock().unwrap().0 = moment;
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

pub struct Past {
    pub engine: Arc<EngineHandle>,
    clock: Arc<Hand>,
}

impl Past {
    /// It is this moment, and nothing has happened yet but what is stored.
    pub async fn at(store: Arc<dyn Store>, moment: Timestamp) -> Self {
        let clock = Hand::at(moment);
        let secret = DigestKey::new([3; 32]);
        let options = Options::default();
        let engine = start(
            store,
            clock.clone(),
            Arc::new(SystemEntropy),
            secret,
            options,
        );
        let engine = engine.await.unwrap();
        Self { engine, clock }
    }

    /// Time goes on to this moment.
    pub fn until(&self, moment: Timestamp) {
        self.clock.set(moment);
    }

    /// A case is opened because a person has to decide; which one.
    pub async fn opens(&self, customer: CustomerId, topic: Option<&str>) -> CaseId {
        let request = Request {
            purpose: "recommendations",
            topic,
            ..Request::default()
        };
        let wish = CaseWish {
            matter: Matter::escalated(&request, [].into()),
            team: "front_desk".parse().unwrap(),
            asked: CaseAsked::default(),
        };
        let submission = Submission {
            actor: Actor::System,
            route: Route::Api,
            command: Command::OpenCase(customer, Box::new(wish)),
            idempotency: None,
        };
        match self.engine.submit(submission).await.unwrap() {
            Outcome::CaseOpened { case, .. } => case,
            other => panic!("no case: {other:?}"),
        }
    }

    async fn submit(&self, command: Command) {
        let submission = Submission {
            actor: Actor::System,
            route: Route::Page,
            command,
            idempotency: None,
        };
        self.engine.submit(submission).await.unwrap();
    }

    /// The brand comes to know the `n`th of many people.
    pub async fn person(&self, n: usize) -> CustomerId {
        let name = format!("crm:past-{n}");
        let put = PutCustomer {
            identifiers: vec![name.parse().unwrap()],
            ..PutCustomer::default()
        };
        self.submit(Command::PutCustomer(put)).await;
        self.engine.holder(&name).unwrap()
    }

    /// The installation stops that proposition.
    pub async fn stops(&self, key: &str) {
        let why = "It ends.".to_owned();
        self.submit(Command::Retire(key.parse().unwrap(), why))
            .await;
    }

    /// She answers on her page, about the recipes.
    pub async fn chooses(&self, id: CustomerId, to: Switch) {
        let choice = Choice {
            proposition: "recipe-ideas".parse().unwrap(),
            version: 1,
            toggles: Toggles::from([(Toggle::Exchange, to)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        self.submit(Command::Choose(id, choice)).await;
    }
}
