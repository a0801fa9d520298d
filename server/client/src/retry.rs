//! How long to wait before one more attempt.

use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::Moment;

/// The first pause, where the server names none.
const SHORTEST: Duration = Duration::from_millis(100);
/// The longest pause, where the server names none.
const LONGEST: Duration = Duration::from_secs(5);

/// For how long something is tried, and how often it was.
pub(crate) struct Patience {
    until: Instant,
    tried: u32,
}

impl Patience {
    /// Tries for so long from now on.
    pub(crate) fn new(lasts: Duration) -> Self {
        Self {
            until: Instant::now() + lasts,
            tried: 0,
        }
    }

    /// How long to wait before the next attempt; none where that would be too long.
    pub(crate) fn pause(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.tried = self.tried.saturating_add(1);
        let pause = backoff(self.tried, asked, random());
        (Instant::now() + pause <= self.until).then_some(pause)
    }
}

/// How long to wait before attempt `tried + 1`: twice as long each time, of which a random part, so
/// that many who were cut off at once do not come back at once. What the server asks for is the
/// least.
pub(crate) fn backoff(tried: u32, asked: Option<Duration>, random: f64) -> Duration {
    let doubled = SHORTEST.saturating_mul(1_u32 << tried.saturating_sub(1).min(10));
    let jittered = doubled.min(LONGEST).mul_f64(0.5 + random / 2.0);
    match asked {
        // Those who were asked to wait for as long come back one after the other, too.
        Some(asked) => asked + SHORTEST.mul_f64(random),
        None => jittered,
    }
}

/// A random number from 0 to 1.
pub(crate) fn random() -> f64 {
    let bits = getrandom::u32().unwrap_or(u32::MAX / 2);
    f64::from(bits) / f64::from(u32::MAX)
}

/// A new idempotency key: 128 random bits.
pub(crate) fn new_key() -> Result<String, crate::Error> {
    let bits = [getrandom::u64(), getrandom::u64()];
    let unable = |error| crate::Error::Settings(format!("no random numbers: {error}"));
    let mut key = String::from("mutual-");
    for part in bits {
        key.push_str(&format!("{:016x}", part.map_err(unable)?));
    }
    Ok(key)
}

/// What `Retry-After` asks for: seconds, or a date (RFC 9110, 10.2.3).
pub(crate) fn after(headers: &HeaderMap, now: Moment) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = Moment::from(httpdate::parse_http_date(text).ok()?);
    Some(Duration::from_secs(at.seconds_since(now)))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit_and_what_the_server_asks_for_is_the_least() {
        assert_eq!(backoff(1, None, 1.0), Duration::from_millis(100));
        assert_eq!(backoff(1, None, 0.0), Duration::from_millis(50));
        assert_eq!(backoff(3, None, 1.0), Duration::from_millis(400));
        assert_eq!(backoff(99, None, 1.0), LONGEST);
        let asked = Some(Duration::from_secs(7));
        assert!(backoff(1, asked, 0.0) >= Duration::from_secs(7));
        assert!(backoff(1, asked, 1.0) > Duration::from_secs(7));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Moment = "2026-11-23T10:00:00Z".parse().unwrap();
        let read = |text| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            after(&headers, now)
        };
        assert_eq!(read("3"), Some(Duration::from_secs(3)));
        let date = "Mon, 23 Nov 2026 10:00:20 GMT";
        assert_eq!(read(date), Some(Duration::from_secs(20)));
        assert_eq!(read("soon"), None);
        assert_eq!(after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn whoever_has_no_patience_tries_once() {
        assert_eq!(Patience::new(Duration::ZERO).pause(None), None);
        let mut patience = Patience::new(Duration::from_secs(5));
        assert!(patience.pause(None).is_some());
        assert_eq!(patience.pause(Some(Duration::from_secs(9))), None);
    }
}
