//! Between the moment in which a draft is taken to go live and the moment in which it is live, nobody
//! moves it.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mutual::access::{Actor, Role};
use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::{Crowd, Customer};
use mutual::id::{AccountId, CustomerId};
use mutual::insight::{Alike, Ask, Day};
use mutual::ledger::Entry;
use mutual::port::{DirectoryCursor, Engine, StoreError, Submission, SubmitError};
use mutual::use_cases::{Command, Mutual, NoStep, Outcome, Ports, Publishing, Reading};
use mutual_server::readability::Library;
use mutual_server::turns::OneByOne;
use tokio::sync::Notify;

use crate::common::{Database, Server};
use crate::on_both;
use crate::review::{KEY, Team, approved, document};

on_both!(what_is_taken_to_go_live_is_moved_by_nobody);

/// The one writer, to whom a publication comes no sooner than the test says so.
struct Slow {
    engine: Arc<dyn Engine>,
    /// Rung when a publication is on its way.
    came: Notify,
    /// Lets it through.
    goes_on: Notify,
}

#[async_trait]
impl Engine for Slow {
    fn catalogue(&self) -> Arc<Catalogue> {
        self.engine.catalogue()
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.customer(id)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.record(id)
    }

    fn named(&self, identifier: &str) -> Option<Arc<Customer>> {
        self.engine.named(identifier)
    }

    fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.engine.holder(identifier)
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.engine.is_erased(id)
    }

    fn kept_out(&self, identifier: &str) -> Option<CustomerId> {
        self.engine.kept_out(identifier)
    }

    fn is_current(&self) -> bool {
        self.engine.is_current()
    }

    fn is_full(&self) -> bool {
        self.engine.is_full()
    }

    fn index(&self) -> u64 {
        self.engine.index()
    }

    fn still(&self, look: &mut dyn FnMut(u64, Timestamp)) {
        self.engine.still(look);
    }

    async fn wait_for(&self, index: u64, timeout: Duration) -> bool {
        self.engine.wait_for(index, timeout).await
    }

    fn directory(&self) -> DirectoryCursor {
        self.engine.directory()
    }

    fn directory_since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)> {
        self.engine.directory_since(after, limit)
    }

    async fn wait_for_news(
        &self,
        index: u64,
        directory: DirectoryCursor,
        timeout: Duration,
    ) -> bool {
        self.engine.wait_for_news(index, directory, timeout).await
    }

    fn erased(&self) -> Vec<CustomerId> {
        self.engine.erased()
    }

    async fn submit(&self, submission: Submission) -> Result<Outcome, SubmitError> {
        if matches!(submission.command, Command::Publish(_)) {
            self.came.notify_one();
            self.goes_on.notified().await;
        }
        self.engine.submit(submission).await
    }

    fn asked(&self, ask: Ask) {
        self.engine.asked(ask);
    }

    async fn entries(&self, after: u64, limit: u32) -> Result<Vec<Arc<Entry>>, StoreError> {
        self.engine.entries(after, limit).await
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        self.engine.trail(from, limit).await
    }

    fn now(&self) -> Timestamp {
        self.engine.now()
    }

    fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        self.engine.customers(after, limit)
    }

    fn known(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> BTreeMap<Day, u64> {
        self.engine.known(key, takes)
    }

    fn crowds(&self, key: &str) -> Vec<Crowd> {
        self.engine.crowds(key)
    }
}

/// The use cases of the live side over that writer.
fn over(engine: Arc<dyn Engine>, server: &Server) -> Mutual {
    let app = server.app();
    let store = &app.live.store;
    let ports = Ports {
        engine,
        office: store.clone(),
        store: store.clone(),
        cases: store.clone(),
        value: store.clone(),
        decisions: store.clone(),
        hindsight: store.clone(),
        inferences: store.clone(),
        log: app.live.log.clone(),
        imports: app.live.imports.clone(),
        readability: Arc::new(Library),
        turns: Arc::new(OneByOne::default()),
        webhooks: store.clone(),
        courier: app.carriage.clone(),
        webhook_key: app.keys.webhook,
        clock: app.clock.clone(),
        entropy: app.entropy.clone(),
    };
    Mutual::new(ports, app.keys.digest.clone())
}

/// What somebody tries who looked at the draft after it was taken.
#[derive(Clone, Copy, Debug)]
enum Step {
    Discard,
    SendBack,
    Schedule,
}

async fn what_is_taken_to_go_live_is_moved_by_nobody(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let store = &server.app().live.store;
    let slow = Arc::new(Slow {
        engine: server.app().live.engine.clone(),
        came: Notify::new(),
        goes_on: Notify::new(),
    });
    let mutual = over(slow.clone(), &server);
    let reviewer = Actor::Staff {
        account: AccountId::from_bytes([7; 16]),
        role: Role::Reviewer,
    };
    let steps = [
        (Step::Discard, "orders"),
        (Step::SendBack, "points"),
        (Step::Schedule, "cards"),
    ];
    for (number, (step, stays)) in (1_u32..).zip(steps) {
        let mut content = document();
        content["stays"] = format!("Your {stays} stay the same.").into();
        if number > 1 {
            content["change_note"] = "We say what stays in other words.".into();
        }
        team.write(&server, &content).await;
        approved(&server, &mut team).await;
        let looked_at = store.draft(KEY).await.unwrap().unwrap().revision;
        let over = (number > 1).then(|| number - 1);
        let once = format!("publish {looked_at}");
        let mara = &team.writer;
        let publish = mutual.publish(
            mara,
            KEY,
            looked_at,
            Publishing {
                over,
                once: Some(&once),
                note: "",
            },
        );
        let moves = async {
            slow.came.notified().await;
            let taken = store.draft(KEY).await.unwrap().unwrap().revision;
            assert!(taken > looked_at, "it is another revision by then");
            let moved = async {
                match step {
                    Step::Discard => mutual.discard_draft(mara, KEY, taken).await,
                    Step::SendBack => mutual.send_back(&reviewer, KEY, taken, "Too long.").await,
                    Step::Schedule => {
                        let due = slow.now().plus_seconds(3_600);
                        mutual.schedule(mara, KEY, taken, due, "").await
                    }
                }
            };
            let mut moved = pin!(moved);
            let early = tokio::time::timeout(Duration::from_millis(300), moved.as_mut()).await;
            assert!(early.is_err(), "{step:?} does not wait: {early:?}");
            slow.goes_on.notify_one();
            moved.await
        };
        let (published, moved) = tokio::join!(publish, moves);
        assert_eq!(published, Ok(number), "{step:?}");
        let ended = Err(NoStep::Reading(Reading::Absent));
        assert_eq!(moved, ended, "{step:?}");
        assert_eq!(store.draft(KEY).await.unwrap(), None);
    }
    server.stop().await;
}
