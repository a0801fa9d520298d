//! What takes something away and was given up: people are told, for whoever is not told of a withdrawal may
//! still do what was withdrawn.
//!
//! An address that fails at one message and takes all others is healthy, so that nothing else would tell them.
//! There is one mail about an address in a day, with how many there are. When the last one went is kept with
//! the tries that are counted, for longer than a delivery stands in the list: so a restart tells nobody twice,
//! and forgets nothing that came since.

use mutual::clock::Timestamp;
use mutual::port::StoreError;
use mutual::webhook::Endpoint;
use tokio::task::JoinSet;

use super::letters::{Told, tell};
use crate::state::{App, Side};

/// The least time between two mails about one address, in seconds: a day.
pub(super) const EVERY_S: i64 = 86_400;
/// When it is tried again where no mail went out, in seconds.
pub(super) const AGAIN_S: i64 = 3_600;
/// How long it is known when the last mail went, in seconds: longer than what is over stays in the list.
pub(super) const KNOWN_S: u32 = 40 * 86_400;

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
    let store = &app.live.store;
    let id = endpoint.id.to_bytes();
    let bucket = app.keys.digest.of(&[b"webhook lost".as_slice(), &id]);
    if let Some(last) = last_told(app, bucket, now).await? {
        let next = last.plus_seconds(EVERY_S);
        if newest <= last {
            return Ok(None);
        }
        if now < next {
            return Ok(Some(next.min(now.plus_seconds(EVERY_S))));
        }
    }
    // Until a mail went out nobody has been told, whatever happens in between.
    store.clear_tries(bucket).await?;
    let count = side.store.delivery_counts(endpoint.id).await?.lost;
    // It was sent again meanwhile, or whom it was about is gone.
    if count == 0 {
        return Ok(None);
    }
    if !tell(
        app.clone(),
        side.clone(),
        endpoint.clone(),
        Told::Lost(count),
    )
    .await
    {
        return Ok(Some(now.plus_seconds(AGAIN_S)));
    }
    store.count_try(bucket, KNOWN_S, now).await?;
    Ok(None)
}

/// When the last mail of those went that are counted in that bucket. To ask leaves nothing behind that reads
/// like a mail, wherever it breaks off: what it counts ends as it begins. One that went by a clock that was more
/// than a day ahead says nothing ([`is_before`]).
pub(super) async fn last_told(
    app: &App,
    bucket: [u8; 32],
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let tries = app.live.store.count_try(bucket, 0, now).await?;
    let at = tries.until.plus_seconds(-i64::from(KNOWN_S));
    let is_known = now < tries.until && at <= now.plus_seconds(EVERY_S);
    Ok(is_known.then_some(at))
}

/// Whether `next` is yet to come, where nothing is put off for longer than a day. What lies further ahead stems
/// from a clock that was wrong for so long that it was believed, and has been set back since: it keeps nobody
/// from being told.
pub(super) fn is_before(now: Timestamp, next: Timestamp) -> bool {
    now < next && next <= now.plus_seconds(EVERY_S)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::alone_in;
    use crate::open::Opened;

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_asks_when_people_were_told_has_told_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let opened = Opened::open(alone_in(folder.path()), true).await.unwrap();
        let (app, bucket) = (&opened.app, [7; 32]);
        let began = app.clock.now();
        // Each of these may have ended before it told anybody.
        for seconds in 0..3 {
            let now = began.plus_seconds(seconds);
            assert_eq!(last_told(app, bucket, now).await, Ok(None));
        }
        let store = &app.live.store;
        let told = began.plus_seconds(10);
        store.count_try(bucket, KNOWN_S, told).await.unwrap();
        for seconds in [11, EVERY_S] {
            let now = began.plus_seconds(seconds);
            assert_eq!(last_told(app, bucket, now).await, Ok(Some(told)));
        }
        // The clock was an hour ahead, or years.
        for (seconds, known) in [(-3_600, Some(told)), (-2 * EVERY_S, None)] {
            let now = told.plus_seconds(seconds);
            assert_eq!(last_told(app, bucket, now).await, Ok(known));
        }
        let forgotten = told.plus_seconds(i64::from(KNOWN_S));
        assert_eq!(last_told(app, bucket, forgotten).await, Ok(None));
        opened.close().await;
    }

    #[test]
    fn nothing_is_put_off_until_a_moment_that_a_wrong_clock_said() {
        let now = Timestamp::from_millis(1_790_000_000_000);
        for (seconds, is) in [
            (-1, false),
            (0, false),
            (1, true),
            (EVERY_S, true),
            (EVERY_S + 1, false),
        ] {
            assert_eq!(is_before(now, now.plus_seconds(seconds)), is, "{seconds}");
        }
    }
}
