//! What came back.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use mutual::clock::Timestamp;
use tokio::time::{Instant, timeout_at};

/// The most that is kept of a body, in bytes.
const MOST_KEPT: usize = 2 << 10;
/// The longest character, in bytes.
const LONGEST_CHARACTER: usize = 4;

/// An answer, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status code, 100 to 999.
    pub status: u16,
    /// For how long the other side asks to be left alone; none where it says nothing that can be
    /// read, zero where that moment is past. It may be any length.
    pub retry_after: Option<Duration>,
    /// The beginning of the body, for people to read: at most 2 KiB, and as much of it as came in
    /// time. What is not UTF-8, and what no database stores as text, is replaced by U+FFFD.
    pub body: String,
    /// How long all of it took.
    pub took: Duration,
}

/// How long `Retry-After` asks to wait, in seconds or up to a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    let then = httpdate::parse_http_date(text).ok()?;
    let then = then.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let now = Duration::from_millis(u64::try_from(now.as_millis()).unwrap_or_default());
    Some(then.saturating_sub(now))
}

/// Reads a body up to its end, to the moment, or to where it breaks, and gives its beginning: the
/// status has said already how it went.
pub(super) async fn beginning(mut body: Incoming, deadline: Instant) -> String {
    // One character more, so that none is cut in two where it ends.
    let most = MOST_KEPT + LONGEST_CHARACTER;
    let mut kept = Vec::new();
    let reading = async {
        while let Some(Ok(frame)) = body.frame().await {
            if let Some(data) = frame.data_ref() {
                let room = most.saturating_sub(kept.len());
                kept.extend(data.iter().take(room));
            }
        }
    };
    // Late is as good as broken: what came is kept.
    _ = timeout_at(deadline, reading).await;
    readable(&kept)
}

/// At most 2 KiB of text.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}");
    text.truncate(text.floor_char_boundary(MOST_KEPT));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_read_in_seconds_and_up_to_a_date() {
        let now = Timestamp::parse("2026-11-26T10:00:00.250Z").unwrap();
        let asked = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now)
        };
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(asked("120"), seconds(120));
        assert_eq!(asked(" 0 "), seconds(0));
        assert_eq!(asked("18446744073709551615"), seconds(u64::MAX));
        // The three forms that a date may have.
        let late = Some(Duration::from_millis(89_750));
        assert_eq!(asked("Thu, 26 Nov 2026 10:01:30 GMT"), late);
        assert_eq!(asked("Thursday, 26-Nov-26 10:01:30 GMT"), late);
        assert_eq!(asked("Thu Nov 26 10:01:30 2026"), late);
        assert_eq!(asked("Thu, 26 Nov 2026 09:00:00 GMT"), seconds(0));
        for nothing in [
            "",
            "soon",
            "-5",
            "+5",
            "1.5",
            "99999999999999999999",
            "2026-11-26",
        ] {
            assert_eq!(asked(nothing), None, "{nothing}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn a_text_is_cut_between_characters_and_has_nothing_that_cannot_be_stored() {
        assert_eq!(readable(b"ok"), "ok");
        assert_eq!(readable(b"a\0b\xffc"), "a\u{fffd}b\u{fffd}c");
        for character in ["a", "ä", "€", "😀"] {
            for before in 0..LONGEST_CHARACTER {
                let text = "x".repeat(before) + &character.repeat(MOST_KEPT + LONGEST_CHARACTER);
                let read = readable(&text.as_bytes()[..MOST_KEPT + LONGEST_CHARACTER]);
                assert!(text.starts_with(&read), "{character} after {before}");
                assert!(read.len() > MOST_KEPT - LONGEST_CHARACTER && read.len() <= MOST_KEPT);
            }
        }
        assert!(readable(&[0xff; MOST_KEPT]).len() <= MOST_KEPT);
    }
}
