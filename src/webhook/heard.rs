//! How far the organisation's systems have heard of one entry, as whom it is about is told.
//!
//! A system is an address that was to hear of it: one that takes entries of its type, and was there and on
//! when it was stored. Whoever reads the feed instead, or asks before each use, cannot be counted.

use super::{Course, Delivery, Endpoint, WhyOff, is_urgent};
use crate::clock::Timestamp;
use crate::ledger::Entry;

/// Within how many seconds every system is to have confirmed what takes something away: a day. After that
/// people are told.
pub const CONFIRMED_WITHIN_S: i64 = 86_400;

/// How far the systems have heard of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When it was stored.
    pub stored_at: Timestamp,
    /// Whether it takes something away ([`is_urgent`]).
    pub takes_away: bool,
    /// How many systems are to hear of it.
    pub systems: usize,
    /// How many of them took it.
    pub confirmed: usize,
    /// When the last of these did.
    pub confirmed_at: Option<Timestamp>,
    /// How many hear of it no more unless a person does something: it was given up, or the address is
    /// switched off.
    pub missed: usize,
    /// How many of these somebody switched off by hand: of them nobody gets a mail.
    pub by_hand: usize,
}

impl Heard {
    /// How far they have heard of `entry`. `deliveries` has its own, and may have others.
    #[must_use]
    pub fn of(entry: &Entry, endpoints: &[Endpoint], deliveries: &[Delivery]) -> Self {
        let mut heard = Self {
            stored_at: entry.at,
            takes_away: is_urgent(&entry.body),
            systems: 0,
            confirmed: 0,
            confirmed_at: None,
            missed: 0,
            by_hand: 0,
        };
        for endpoint in endpoints {
            let mut deliveries = deliveries.iter();
            let delivery = deliveries
                .find(|one| one.id.endpoint == endpoint.id && one.id.index == entry.index);
            let course = delivery.map_or(Course::Pending, |one| one.course);
            // Whoever sends learns a moment later that it is off: what became a delivery until then is none.
            let is_passed_over = course == Course::Pending && was_off(endpoint, entry);
            if is_passed_over || (delivery.is_none() && !is_to_hear(endpoint, entry)) {
                continue;
            }
            heard.systems += 1;
            match course {
                Course::Delivered => {
                    heard.confirmed += 1;
                    heard.confirmed_at = heard.confirmed_at.max(delivery.map(|one| one.at));
                }
                Course::GivenUp => heard.missed += 1,
                Course::Pending => {
                    let why = endpoint.off.map(|off| off.why);
                    heard.missed += usize::from(why.is_some());
                    heard.by_hand += usize::from(why == Some(WhyOff::ByHand));
                }
            }
        }
        heard
    }

    /// Whether it takes something away, and some system has not confirmed it for too long.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        let until = self.stored_at.plus_seconds(CONFIRMED_WITHIN_S);
        self.takes_away && self.confirmed < self.systems && until <= now
    }

    /// Whether people get a mail about what is late: that is so, unless all that it waits for was switched off
    /// by hand, where somebody knows of it.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.confirmed + self.by_hand < self.systems
    }

    /// How much is missing, to tell which of several entries is heard of least: first whether one of them takes
    /// something away and is not confirmed, then how many systems did not confirm it.
    #[must_use]
    pub fn lacks(&self) -> (bool, usize) {
        let lacks = self.systems.saturating_sub(self.confirmed);
        (self.takes_away && lacks > 0, lacks)
    }
}

/// Whether an address will hear of an entry of which it has no delivery yet. One that was made later does not,
/// and of what is so old that its delivery is forgotten nobody can say any more what became of it.
fn is_to_hear(endpoint: &Endpoint, entry: &Entry) -> bool {
    endpoint.through < entry.index && endpoint.events.have(entry.body.kind())
}

/// Whether people had switched it off by then, and it is off still: it is no system of theirs.
fn was_off(endpoint: &Endpoint, entry: &Entry) -> bool {
    let off = endpoint.off.filter(|off| off.why == WhyOff::ByHand);
    off.is_some_and(|off| off.at <= entry.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{ActorKind, ActorRef, Route};
    use crate::id::{CustomerId, EndpointId, ReceiptId};
    use crate::ledger::{Body, EntryKind, Whole};
    use crate::webhook::{DeliveryId, Events, Off};

    /// The moment at which Ana pauses everything.
    fn then() -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000)
    }

    /// Her entry, the seventh.
    fn pause() -> Entry {
        Entry {
            index: 7,
            at: then(),
            body: Body::Paused(Whole {
                customer: CustomerId::from_bytes([1; 16]),
                receipt: ReceiptId::from_bytes([2; 16]),
                actor: ActorRef {
                    kind: ActorKind::Customer,
                    id: None,
                },
                route: Route::Page,
                evidence: None,
            }),
        }
    }

    /// An address that served entries up to `through` and is on.
    fn crm(n: u8, through: u64) -> Endpoint {
        Endpoint {
            id: EndpointId::from_bytes([n; 16]),
            url: "https://crm.example.org/hooks".to_owned(),
            description: String::new(),
            events: Events::All,
            secret: Vec::new(),
            older: None,
            off: None,
            failing_since: None,
            warned_at: None,
            through,
            created_at: then(),
            revision: 1,
            created: ([0; 32], [0; 32]),
            rotated: None,
        }
    }

    fn is_off(why: WhyOff, seconds: i64, endpoint: Endpoint) -> Endpoint {
        let at = then().plus_seconds(seconds);
        Endpoint {
            off: Some(Off { why, at }),
            ..endpoint
        }
    }

    fn delivery(n: u8, course: Course, seconds: i64) -> Delivery {
        let id = DeliveryId {
            endpoint: EndpointId::from_bytes([n; 16]),
            index: 7,
        };
        let begins = Delivery::of(&pause(), id.endpoint, then());
        assert_eq!(begins.id, id);
        Delivery {
            course,
            at: then().plus_seconds(seconds),
            ..begins
        }
    }

    /// How many systems there are, how many of them confirmed, and how many miss it.
    fn counts(endpoints: &[Endpoint], deliveries: &[Delivery]) -> (usize, usize, usize) {
        let heard = Heard::of(&pause(), endpoints, deliveries);
        (heard.systems, heard.confirmed, heard.missed)
    }

    #[test]
    fn the_last_of_those_that_took_it_says_since_when_it_is_confirmed() {
        let both = [crm(1, 7), crm(2, 7)];
        let first = delivery(1, Course::Delivered, 60);
        let waits = delivery(2, Course::Pending, 90);
        let heard = Heard::of(&pause(), &both, &[first.clone(), waits]);
        assert_eq!((heard.systems, heard.confirmed, heard.missed), (2, 1, 0));
        assert_eq!(heard.confirmed_at, Some(then().plus_seconds(60)));
        let second = delivery(2, Course::Delivered, 30);
        let heard = Heard::of(&pause(), &both, &[first, second]);
        assert_eq!((heard.systems, heard.confirmed), (2, 2));
        assert_eq!(heard.confirmed_at, Some(then().plus_seconds(60)));
        // Nobody who is told of nothing has confirmed anything.
        let none = Heard::of(&pause(), &[], &[]);
        assert_eq!((none.systems, none.confirmed_at), (0, None));
    }

    #[test]
    fn only_what_was_to_hear_of_it_is_a_system() {
        // It has not come to this entry yet, and will.
        assert_eq!(counts(&[crm(1, 6)], &[]), (1, 0, 0));
        // It was made afterwards, or what became of it is forgotten.
        assert_eq!(counts(&[crm(1, 7)], &[]), (0, 0, 0));
        // It asked for something else.
        let others = Endpoint {
            events: Events::Only([EntryKind::Granted].into()),
            ..crm(1, 6)
        };
        assert_eq!(counts(&[others], &[]), (0, 0, 0));
        // What is about another entry says nothing of this one.
        let mut older = delivery(1, Course::Delivered, 1);
        older.id.index = 6;
        assert_eq!(counts(&[crm(1, 6)], &[older]), (1, 0, 0));
    }

    #[test]
    fn what_is_given_up_or_switched_off_is_missed() {
        let given_up = [delivery(1, Course::GivenUp, 60)];
        assert_eq!(counts(&[crm(1, 7)], &given_up), (1, 0, 1));
        let waits = [delivery(1, Course::Pending, 60)];
        for why in [WhyOff::ByHand, WhyOff::Gone, WhyOff::Failing] {
            let off = is_off(why, 1, crm(1, 7));
            assert_eq!(counts(&[off], &waits), (1, 0, 1), "{why}");
            let before_it_came_to_it = is_off(why, 1, crm(1, 6));
            assert_eq!(counts(&[before_it_came_to_it], &[]), (1, 0, 1), "{why}");
        }
        // What people took out of use before is no system; what broke before still is one.
        let by_hand = is_off(WhyOff::ByHand, -1, crm(1, 6));
        assert_eq!(counts(&[by_hand], &[]), (0, 0, 0));
        // Nor is it where it became a delivery before whoever sends learned of that.
        let by_hand = is_off(WhyOff::ByHand, -1, crm(1, 7));
        assert_eq!(counts(&[by_hand], &waits), (0, 0, 0));
        let broke = is_off(WhyOff::Failing, -1, crm(1, 6));
        assert_eq!(counts(&[broke], &[]), (1, 0, 1));
        // It took it before it was switched off.
        let took = [delivery(1, Course::Delivered, 1)];
        let off = is_off(WhyOff::ByHand, 60, crm(1, 7));
        assert_eq!(counts(&[off], &took), (1, 1, 0));
    }

    #[test]
    fn people_get_no_mail_about_what_they_switched_off_alone() {
        let waits = [delivery(1, Course::Pending, 60)];
        let told = |endpoints: &[Endpoint]| Heard::of(&pause(), endpoints, &waits).is_told();
        let by_hand = is_off(WhyOff::ByHand, 1, crm(1, 7));
        assert!(!told(std::slice::from_ref(&by_hand)));
        assert!(told(&[by_hand, crm(2, 6)]));
        assert!(told(&[crm(1, 7)]));
        assert!(told(&[is_off(WhyOff::Failing, 1, crm(1, 7))]));
    }

    #[test]
    fn what_takes_something_away_lacks_more_than_anything_that_gives() {
        let waits = Heard::of(&pause(), &[crm(1, 6)], &[]);
        let gives = Heard {
            takes_away: false,
            systems: 5,
            ..waits
        };
        let all = Heard {
            confirmed: 1,
            ..waits
        };
        assert!(all.lacks() < gives.lacks() && gives.lacks() < waits.lacks());
    }

    #[test]
    fn what_takes_something_away_is_late_after_a_day() {
        let heard = Heard::of(&pause(), &[crm(1, 6)], &[]);
        let day = then().plus_seconds(CONFIRMED_WITHIN_S);
        let before = Timestamp::from_millis(day.as_millis() - 1);
        assert!(!heard.is_late(before) && heard.is_late(day));
        let gives = Heard {
            takes_away: false,
            ..heard
        };
        assert!(!gives.is_late(day));
        let confirmed = Heard {
            confirmed: 1,
            ..heard
        };
        assert!(!confirmed.is_late(day));
    }
}
