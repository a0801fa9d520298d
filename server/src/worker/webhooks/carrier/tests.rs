use mutual::id::EndpointId;
use mutual::webhook::{Course, Outcome};

use super::*;

/// Chance that always has this byte.
struct Only(u8);

impl Entropy for Only {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}

/// After how many milliseconds a first attempt that failed is followed by the next one.
fn waits(rest_s: Option<u32>, chance: u8) -> i64 {
    let now = Timestamp::from_millis(1_790_000_000_000);
    let attempt = Attempt {
        id: DeliveryId {
            endpoint: EndpointId::from_bytes([7; 16]),
            index: 1,
        },
        number: 1,
        at: now,
        took_ms: 3,
        outcome: Outcome::Answered(503, String::new()),
    };
    let next = comes_of(&attempt, now, rest_s, &Only(chance));
    assert_eq!(next.course, Course::Pending);
    next.at.as_millis() - now.as_millis()
}

#[test]
fn what_failed_together_does_not_come_back_together() {
    assert_eq!(waits(None, 0x00), 5_000);
    let half = waits(None, 0x80);
    assert!((5_500..5_510).contains(&half), "{half}");
    assert_eq!(waits(None, 0xff), 6_000);
}

#[test]
fn a_message_waits_for_as_long_as_its_address_asked() {
    assert_eq!(waits(Some(7_200), 0x00), 7_200_000);
    assert_eq!(waits(Some(7_200), 0xff), 8_640_000);
    assert_eq!(waits(Some(u32::MAX), 0x00), 86_400_000);
}
