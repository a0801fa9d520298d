//! What takes something away and was not taken for a day: people are told while it is tried still, for whom it
//! is about reads on her page that they are.
//!
//! What was given up is told of elsewhere, and so is an address that takes nothing at all. There is one mail
//! about an address in a day, as long as something waits there. It is no case: a case is decided, and here nobody
//! has anything to decide. The address has to be mended.

use mutual::clock::Timestamp;
use mutual::port::{StoreError, Waiting};
use mutual::webhook::{CONFIRMED_WITHIN_S, Endpoint, Health, WARN_AFTER_S};
use tokio::task::JoinSet;

use super::daily::{AGAIN_S, Daily, EVERY_S, is_before, waits_until};
use super::letters::Told;
use crate::state::{App, Side};

/// How often it is looked for it, in seconds: an hour.
const LOOK_S: i64 = 3_600;
/// How much of what waits is looked at in one go, the oldest entries first.
const PAGE: u32 = 100;
/// How often at most.
const PAGES: usize = 10;

/// What waits for too long at one address.
#[derive(Default)]
pub(super) struct Late {
    /// Before that, nobody looks.
    look_at: Timestamp,
    /// Whoever looks, and tells people; when to look again.
    looking: JoinSet<Timestamp>,
}

impl Late {
    /// Looks whether something waits for too long at `now`, where it is time to, and tells people.
    pub(super) fn look(
        &mut self,
        app: &App,
        side: &Side,
        endpoint: &Endpoint,
        health: Health,
        now: Timestamp,
    ) {
        let fails = |since: Timestamp| since.plus_seconds(WARN_AFTER_S) <= now;
        let is_down = health.failing_since.is_some_and(fails);
        if is_down || is_before(now, self.look_at) || !self.looking.is_empty() {
            return;
        }
        self.look_at = now.plus_seconds(LOOK_S);
        let (app, side, endpoint) = (app.clone(), side.clone(), endpoint.clone());
        self.looking.spawn(async move {
            let next = told(&app, &side, &endpoint, now).await;
            next.unwrap_or_else(|error| {
                tracing::warn!(%error, "it is not known yet what waits for a webhook too long");
                now.plus_seconds(LOOK_S)
            })
        });
    }

    /// Waits until whoever looks is done; nothing where nobody does.
    pub(super) async fn is_looked_at(&mut self) -> Option<()> {
        self.look_at = self.looking.join_next().await?.ok()?;
        Some(())
    }
}

/// Tells people, where something waits for too long; when to look again.
async fn told(
    app: &App,
    side: &Side,
    endpoint: &Endpoint,
    now: Timestamp,
) -> Result<Timestamp, StoreError> {
    if !waits_too_long(side, endpoint, now).await? {
        return Ok(now.plus_seconds(LOOK_S));
    }
    let mails = Daily::of(app, side, endpoint, "webhook late");
    let last = mails.last(now).await?;
    if let Some(next) = last.and_then(|last| waits_until(last, now)) {
        return Ok(next);
    }
    let is_told = mails.tell(Told::Late, now).await?;
    Ok(now.plus_seconds(if is_told { EVERY_S } else { AGAIN_S }))
}

/// Whether something that takes something away has waited for a day. What was taken once and is sent again
/// does not wait: whom it is about reads that it was confirmed.
async fn waits_too_long(
    side: &Side,
    endpoint: &Endpoint,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let until = now.plus_seconds(-CONFIRMED_WITHIN_S);
    let mut after = 0;
    for _ in 0..PAGES {
        let urgent = Waiting::Urgent;
        let waiting = side.store.pending(endpoint.id, urgent, after, PAGE).await?;
        for one in &waiting {
            // What was not tried yet says itself since when it waits, also where it is to be sent once more.
            if one.tries == 0 && until < one.at {
                continue;
            }
            let index = one.id.index;
            let entries = side.engine.entries(index.saturating_sub(1), 1).await?;
            let Some(entry) = entries.iter().find(|entry| entry.index == index) else {
                continue;
            };
            // Of what was tried, that moment is gone; the entry is no younger, and all that follow are newer.
            if until < entry.at {
                return Ok(false);
            }
            let taken = side.store.taken(index).await?;
            if taken.iter().all(|(by, _)| *by != endpoint.id) {
                return Ok(true);
            }
        }
        match waiting.last() {
            Some(last) if waiting.len() == PAGE as usize => after = last.id.index,
            _ => break,
        }
    }
    Ok(false)
}
