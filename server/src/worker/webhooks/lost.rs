//! What takes something away and was given up: people are told, for whoever is not told of a withdrawal may
//! still do what was withdrawn.
//!
//! An address that fails at one message and takes all others is healthy, so that nothing else would tell them.
//! There is one mail about an address in a day, with how many there are.

use mutual::clock::Timestamp;
use mutual::port::StoreError;
use mutual::webhook::Endpoint;
use tokio::task::JoinSet;

use super::daily::{AGAIN_S, Daily, is_before, waits_until};
use super::letters::Told;
use crate::state::{App, Side};

/// What was given up of one address.
#[derive(Default)]
pub(super) struct Lost {
    /// When the newest of it was given up, where people may not know of it.
    newest: Option<Timestamp>,
    /// Before that, nobody is told.
    tell_at: Timestamp,
    /// Whoever tells them; up to what, and when to try again where that is needed.
    telling: JoinSet<(Timestamp, Option<Timestamp>)>,
}

impl Lost {
    /// Something that takes something away was given up at that moment.
    pub(super) fn add(&mut self, at: Timestamp) {
        self.newest = self.newest.max(Some(at));
    }

    /// Tells people, where there is something to tell at `now`.
    pub(super) fn tell(&mut self, app: &App, side: &Side, endpoint: &Endpoint, now: Timestamp) {
        let Some(newest) = self.newest else { return };
        if is_before(now, self.tell_at) || !self.telling.is_empty() {
            return;
        }
        self.tell_at = now.plus_seconds(AGAIN_S);
        let (app, side, endpoint) = (app.clone(), side.clone(), endpoint.clone());
        self.telling.spawn(async move {
            let again = match told(&app, &side, &endpoint, newest, now).await {
                Ok(again) => again,
                Err(error) => {
                    tracing::warn!(%error, "nobody was told of what a webhook missed yet");
                    Some(now.plus_seconds(AGAIN_S))
                }
            };
            (newest, again)
        });
    }

    /// Waits until whoever tells them is done; nothing where nobody does.
    pub(super) async fn is_told(&mut self) -> Option<()> {
        let (newest, again) = self.telling.join_next().await?.ok()?;
        self.tell_at = again.unwrap_or_default();
        if again.is_none() && self.newest == Some(newest) {
            self.newest = None;
        }
        Some(())
    }
}

/// Tells people of what was given up of an address, the newest of it at `newest`; when to try again, and
/// nothing where they know.
async fn told(
    app: &App,
    side: &Side,
    endpoint: &Endpoint,
    newest: Timestamp,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let mails = Daily::of(app, side, endpoint, "webhook lost");
    if let Some(last) = mails.last(now).await? {
        if newest <= last {
            return Ok(None);
        }
        if let Some(next) = waits_until(last, now) {
            return Ok(Some(next));
        }
    }
    let count = side.store.delivery_counts(endpoint.id).await?.lost;
    // It was sent again meanwhile, or whom it was about is gone.
    if count == 0 {
        return Ok(None);
    }
    let is_told = mails.tell(Told::Lost(count), now).await?;
    Ok((!is_told).then(|| now.plus_seconds(AGAIN_S)))
}
