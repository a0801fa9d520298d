//! Plays the test customers who behave in a known way.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use mutual::clock::Timestamp;
use mutual::id::CustomerId;
use mutual::port::{Engine, Submission, SubmitError};
use mutual::use_cases::test_customers::{Behaviour, Step, next_step};

/// How often it is looked for new ones: making a customer is no entry that could wake anybody.
const LOOK: Duration = Duration::from_millis(250);
/// How long it rests between two looks, however much is going on.
const REST: Duration = Duration::from_millis(25);
/// Of how many customers at once.
const PAGE: usize = 1_000;
/// The most of them who act: the others are names like any other.
const MOST: usize = 1_000;
/// How far back it is looked for new ones, in milliseconds: ids are in the order of their
/// milliseconds, and several are made within one, or by clocks that differ a little.
const OVERLAP_MS: i64 = 5_000;

/// Those who were found so far.
#[derive(Default)]
struct Cast {
    known: BTreeMap<CustomerId, Behaviour>,
    /// Up to where all were looked at.
    seen: Option<CustomerId>,
}

/// Plays them on the test side, until it is dropped. What each does next follows from her state, so
/// that a crash forgets nothing and does nothing twice.
pub async fn play(test: Arc<dyn Engine>) {
    let mut cast = Cast::default();
    loop {
        // The index first: what comes after it ends the wait.
        let index = test.index();
        let mut next = None;
        if test.is_current() {
            cast.find(test.as_ref()).await;
            next = cast.act(test.as_ref()).await;
        }
        let wait = next.map_or(LOOK, |next| until(next, test.now()));
        tokio::time::sleep(REST).await;
        test.wait_for(index + 1, wait).await;
    }
}

fn until(next: Timestamp, now: Timestamp) -> Duration {
    let millis = next.as_millis().saturating_sub(now.as_millis());
    Duration::from_millis(u64::try_from(millis).unwrap_or(0)).min(LOOK)
}

impl Cast {
    /// Looks at those who are new.
    async fn find(&mut self, test: &dyn Engine) {
        let before = test.now().as_millis().saturating_sub(OVERLAP_MS);
        let mut after = self.seen;
        loop {
            let page = test.customers(after, PAGE);
            for customer in &page {
                if self.known.len() < MOST
                    && let Some(behaviour) = Behaviour::of(customer)
                {
                    self.known.insert(customer.id, behaviour);
                }
            }
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            tokio::task::yield_now().await;
        }
        self.seen = after.min(Some(first_of(before)));
    }

    /// Does what is left to do; the next moment at which something will be.
    async fn act(&mut self, test: &dyn Engine) -> Option<Timestamp> {
        let mut next: Option<Timestamp> = None;
        for (id, behaviour) in &self.known {
            // Everything that she does now, one choice after the other.
            while let Some(customer) = test.customer(*id) {
                match next_step(*behaviour, &customer, &test.catalogue(), test.now()) {
                    Step::Nothing => break,
                    Step::At(at) => {
                        next = Some(next.map_or(at, |next| next.min(at)));
                        break;
                    }
                    Step::Now(command, actor, route) => {
                        let submission = Submission {
                            actor,
                            route,
                            command: *command,
                            idempotency: None,
                        };
                        if let Err(error) = test.submit(submission).await {
                            not_yet(&error);
                            break;
                        }
                    }
                }
            }
        }
        self.known.retain(|id, _| test.customer(*id).is_some());
        next
    }
}

/// What the rules refuse now may be possible after the next change: it is tried again then.
fn not_yet(error: &SubmitError) {
    match error {
        SubmitError::Refused(_) => tracing::debug!(%error, "a test customer could not do that"),
        _ => tracing::warn!(%error, "a test customer could not do that yet"),
    }
}

/// The first id that could be made in that millisecond.
fn first_of(millis: i64) -> CustomerId {
    let millis = u128::try_from(millis).unwrap_or(0) & ((1 << 48) - 1);
    CustomerId::from_bytes((millis << 80).to_be_bytes())
}
