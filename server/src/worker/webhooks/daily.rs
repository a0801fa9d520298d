//! When people were told last of what befell an address: of each such thing one mail about it goes in a day.
//!
//! When the last one went is kept with the tries that are counted, for longer than a delivery stands in the list:
//! so a restart tells nobody twice, and forgets nothing that came since.

use mutual::clock::Timestamp;
use mutual::port::StoreError;
use mutual::webhook::Endpoint;

use super::letters::{Told, tell};
use crate::state::{App, Side};

/// The least time between two mails about one address, in seconds: a day.
pub(super) const EVERY_S: i64 = 86_400;
/// When it is tried again where no mail went out, in seconds.
pub(super) const AGAIN_S: i64 = 3_600;
/// How long it is known when the last mail went, in seconds: longer than what is over stays in the list.
const KNOWN_S: u32 = 40 * 86_400;

/// The mails about one address because of one thing.
pub(super) struct Daily<'a> {
    app: &'a App,
    side: &'a Side,
    endpoint: &'a Endpoint,
    /// Where it is counted when the last one went.
    bucket: [u8; 32],
}

impl<'a> Daily<'a> {
    /// Those because of `what`.
    pub(super) fn of(app: &'a App, side: &'a Side, endpoint: &'a Endpoint, what: &str) -> Self {
        let id = endpoint.id.to_bytes();
        Self {
            app,
            side,
            endpoint,
            bucket: app.keys.digest.of(&[what.as_bytes(), &id]),
        }
    }

    /// When the last one went; nothing where none did, or nobody knows any more.
    pub(super) async fn last(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        last_told(self.app, self.bucket, now).await
    }

    /// Tells people at `now`; whether a mail went out.
    pub(super) async fn tell(&self, what: Told, now: Timestamp) -> Result<bool, StoreError> {
        let store = &self.app.live.store;
        // Until a mail went out nobody has been told, whatever happens in between.
        store.clear_tries(self.bucket).await?;
        let (app, side) = (self.app.clone(), self.side.clone());
        let is_told = tell(app, side, self.endpoint.clone(), what).await;
        if is_told {
            store.count_try(self.bucket, KNOWN_S, now).await?;
        }
        Ok(is_told)
    }
}

/// When the next mail may go, where the last one went at `last` and it is too early for another.
pub(super) fn waits_until(last: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let next = last.plus_seconds(EVERY_S);
    (now < next).then(|| next.min(now.plus_seconds(EVERY_S)))
}

/// When the last mail of those went that are counted in that bucket. To ask leaves nothing behind that reads
/// like a mail, wherever it breaks off: what it counts ends as it begins. One that went by a clock that was more
/// than a day ahead says nothing ([`is_before`]).
async fn last_told(
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
