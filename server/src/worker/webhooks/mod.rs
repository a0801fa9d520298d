//! Sends entries to the addresses that asked for them.
//!
//! Each address has a task of its own, so that one that does not answer delays no other. What is to
//! be sent stands in the ledger, and what was sent in the database: a crash loses nothing, and what
//! was under way goes again, under the same id.

mod carriage;
mod carrier;
mod daily;
mod late;
mod letters;
mod lost;
mod message;

use std::collections::HashMap;
use std::time::Duration;

use mutual::id::EndpointId;
use mutual::port::StoreError;
use mutual::webhook::Endpoint;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::state::{App, Side};
use carrier::Carrier;

pub use carriage::Carriage;
pub(crate) use message::pretty_message;

/// How often it is looked for addresses that were added, changed or removed.
const LOOK: Duration = Duration::from_millis(500);

/// Sends to the addresses of both ledgers, until `stopping` says so.
pub async fn send_webhooks(app: App, mut stopping: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut sides = [
        (app.live.clone(), Carriers::default()),
        (app.test.clone(), Carriers::default()),
    ];
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        for (side, carriers) in &mut sides {
            if let Err(error) = carriers.follow(&app, side).await {
                tracing::warn!(%error, "the addresses of webhooks could not be read");
            }
        }
    }
}

/// Who carries to which address. Those that are dropped stop.
#[derive(Default)]
struct Carriers(HashMap<EndpointId, Running>);

struct Running {
    endpoint: watch::Sender<Endpoint>,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Carriers {
    /// Starts, changes and stops what the stored addresses say.
    async fn follow(&mut self, app: &App, side: &Side) -> Result<(), StoreError> {
        if !side.engine.is_current() {
            // Another process may be the one that sends by now.
            self.0.clear();
            return Ok(());
        }
        let mut on: HashMap<_, _> = side
            .store
            .endpoints()
            .await?
            .into_iter()
            .filter(|endpoint| endpoint.off.is_none())
            .map(|endpoint| (endpoint.id, endpoint))
            .collect();
        self.0.retain(|id, running| {
            let Some(endpoint) = on.get(id).filter(|_| !running.task.is_finished()) else {
                return false;
            };
            let revision = endpoint.revision;
            if running.endpoint.borrow().revision != revision
                && let Some(endpoint) = on.remove(id)
            {
                running.endpoint.send_replace(endpoint);
            }
            on.remove(id);
            true
        });
        for (id, endpoint) in on {
            let (sender, receiver) = watch::channel(endpoint);
            let carrier = Carrier::new(app.clone(), side.clone(), receiver);
            let running = Running {
                endpoint: sender,
                task: tokio::spawn(carrier.run()),
            };
            self.0.insert(id, running);
        }
        Ok(())
    }
}
