//! Puts what was scheduled live, to the second.

use std::time::Duration;

use mutual::clock::Timestamp;
use mutual::use_cases::Mutual;

/// How often it is looked for what is due: somebody may set a moment that is near.
const LOOK: Duration = Duration::from_secs(1);

/// Publishes what is due, until it is dropped. What is due is read from the database each time and
/// goes live in the one transaction of its entry, so that a crash loses nothing and doubles nothing.
pub async fn keep_schedule(mutual: Mutual) {
    loop {
        let next = if mutual.engine().is_current() {
            mutual.publish_due().await
        } else {
            Ok(None)
        };
        let wait = match next {
            Ok(next) => until(next, mutual.engine().settled()),
            Err(error) => {
                tracing::warn!(%error, "what is due could not be published yet");
                LOOK
            }
        };
        tokio::time::sleep(wait).await;
    }
}

fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let millis = next.map(|next| next.as_millis().saturating_sub(now.as_millis()));
    let wait = millis.map(|millis| Duration::from_millis(u64::try_from(millis).unwrap_or(0)));
    wait.map_or(LOOK, |wait| wait.clamp(Duration::from_millis(1), LOOK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_wakes_at_the_moment_and_at_the_latest_in_a_second() {
        let at = Timestamp::from_millis;
        assert_eq!(until(None, at(0)), LOOK);
        assert_eq!(
            until(Some(at(5_300)), at(5_000)),
            Duration::from_millis(300)
        );
        assert_eq!(until(Some(at(99_000)), at(5_000)), LOOK);
        assert_eq!(until(Some(at(4_000)), at(5_000)), Duration::from_millis(1));
    }
}
