//! How many requests one client may send: a count for each second, in one atomic.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// What is left of the present second (draft-ietf-httpapi-ratelimit-headers, 4).
static RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// What is allowed at all (the same draft, 3).
static RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The requests of one client in the present second.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    /// The second in the upper half, the requests in it in the lower half.
    packed: AtomicU64,
}

/// The rule that holds for every client.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    per_second: u32,
    policy: HeaderValue,
}

/// What one request left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// There is no limit.
    Free,
    /// It may go on; so many more may follow in this second.
    Within(u32),
    /// It is one too many.
    Over,
}

impl Limit {
    /// At most `per_second` requests in a second; 0 is no limit.
    pub(crate) fn new(per_second: u32) -> Self {
        let policy = format!("\"default\";q={per_second};w=1");
        let policy = HeaderValue::try_from(policy);
        Self {
            per_second,
            policy: policy.unwrap_or(HeaderValue::from_static("")),
        }
    }

    /// Counts one request in `second`, on any clock that does not go back.
    pub(crate) fn take(&self, counter: &Counter, second: u32) -> Taken {
        if self.per_second == 0 {
            return Taken::Free;
        }
        let mut seen = counter.packed.load(Ordering::Relaxed);
        loop {
            let (then, count) = ((seen >> 32) as u32, seen as u32);
            let count = if then == second { count } else { 0 };
            if count >= self.per_second {
                return Taken::Over;
            }
            let next = u64::from(second) << 32 | u64::from(count + 1);
            let swapped = counter.packed.compare_exchange_weak(
                seen,
                next,
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            match swapped {
                Ok(_) => return Taken::Within(self.per_second - count - 1),
                Err(now) => seen = now,
            }
        }
    }

    /// Tells the caller what is left.
    pub(crate) fn tell(&self, taken: Taken, headers: &mut HeaderMap) {
        let left = match taken {
            Taken::Free => return,
            Taken::Within(left) => left,
            Taken::Over => 0,
        };
        headers.insert(RATE_LIMIT_POLICY.clone(), self.policy.clone());
        let value = HeaderValue::try_from(format!("\"default\";r={left};t=1"));
        if let Ok(value) = value {
            headers.insert(RATE_LIMIT.clone(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_lets_as_many_through_as_it_says_and_the_next_one_begins_anew() {
        let (limit, counter) = (Limit::new(3), Counter::default());
        let taken: Vec<_> = (0..5).map(|_| limit.take(&counter, 7)).collect();
        let (within, over) = (Taken::Within, Taken::Over);
        assert_eq!(taken, [within(2), within(1), within(0), over, over]);
        assert_eq!(limit.take(&counter, 8), Taken::Within(2));
    }

    #[test]
    fn no_more_get_through_from_many_threads() {
        let (limit, counter) = (Limit::new(500), Counter::default());
        let through = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let passed = (0..400).filter(|_| limit.take(&counter, 1) != Taken::Over);
                    through.fetch_add(passed.count() as u32, Ordering::Relaxed);
                });
            }
        });
        assert_eq!(through.into_inner(), 500);
    }

    #[test]
    fn the_headers_say_what_is_left() {
        let limit = Limit::new(1_000);
        let mut headers = HeaderMap::new();
        limit.tell(Taken::Within(999), &mut headers);
        assert_eq!(headers["ratelimit"], "\"default\";r=999;t=1");
        assert_eq!(headers["ratelimit-policy"], "\"default\";q=1000;w=1");
        let mut none = HeaderMap::new();
        Limit::new(0).tell(Taken::Free, &mut none);
        assert!(none.is_empty());
    }
}
