//! Withdrawals within 48 hours of a message.
//!
//! A message is a use of data that names the channel by which it reached her. It comes from the CRM,
//! when it comes: late, twice, in any order, and from any process. A withdrawal is an entry of the
//! ledger. Which message a withdrawal follows is therefore a rule about both that knows no order of
//! arrival: the newest message for the purpose of the exchange, in the 48 hours before, since she
//! said yes. The stretches of time of two withdrawals of one exchange do not overlap, so that a
//! message is followed by one at most.

use std::collections::BTreeMap;

use super::hide::full_tens;
use super::{Day, FEWEST_PEOPLE, Part, People, Rate, Week};
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{Answer, ConsentState, Standing, Toggle};
use crate::id::CustomerId;
use crate::ledger::{Body, Entry, EntryKind};
use crate::value::Message;

/// How long after a message a withdrawal follows it, in seconds: 48 hours.
pub const FOLLOWS_S: i64 = 48 * 3_600;

/// After how many days everybody who got a message has had 48 hours: of the third day before today
/// that is so for its last moment too.
const SETTLED_DAYS: i64 = 2;

/// An exchange that somebody turned off who had it on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withdrawal {
    /// Who.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: Slug,
    /// The place of the entry.
    pub index: u64,
    /// What it was on for.
    pub purpose: Slug,
    /// A message follows none that is not later than this: 48 hours before, or when she said yes.
    pub since: Timestamp,
    /// When.
    pub at: Timestamp,
}

impl Withdrawal {
    /// What an entry ends that was on in the state before it. `catalogue` knows at least what was
    /// live then.
    #[must_use]
    pub fn of(before: &ConsentState, entry: &Entry, catalogue: &Catalogue) -> Option<Self> {
        let Body::Chosen(chosen) = &entry.body else {
            return None;
        };
        if chosen.kind != EntryKind::Withdrawn {
            return None;
        }
        let key = &chosen.proposition;
        let days_before = entry.at.plus_seconds(-FOLLOWS_S);
        let (version, since) = match before.standing(key, &Toggle::Exchange) {
            // A no to a question that was asked anew.
            Standing::Granted { .. } if before.is_announced(key, &Toggle::Exchange) => return None,
            Standing::Granted {
                answer: Answer { version, at, .. },
                ..
            } => (*version, days_before.max(*at)),
            // What began without a question is turned off for the first time.
            Standing::Unasked => (chosen.version, days_before),
            Standing::Refused(_) | Standing::Withdrawn(_) => return None,
        };
        let version = catalogue.proposition(key)?.version(version)?;
        Some(Self {
            customer: chosen.customer,
            proposition: key.clone(),
            index: entry.index,
            purpose: version.document.purpose.clone(),
            since,
            at: entry.at,
        })
    }
}

/// Messages to be added to the counts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sent(BTreeMap<(Slug, Day), i64>);

impl Sent {
    /// Counts a message that nobody reported before.
    pub fn add(&mut self, message: &Message) {
        let cell = (message.purpose.clone(), Day::of(message.at));
        *self.0.entry(cell).or_default() += 1;
    }

    /// What is to be added, in order: purpose, day and how many messages.
    pub fn cells(&self) -> impl Iterator<Item = (&Slug, Day, i64)> {
        let cells = self.0.iter();
        cells.map(|((purpose, day), many)| (purpose, *day, *many))
    }
}

/// The messages of one day for one purpose, and how many were followed by a withdrawal of one
/// exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentOn {
    /// The day.
    pub day: Day,
    /// How many.
    pub sent: i64,
    /// How many of them were followed.
    pub followed: i64,
}

/// Withdrawals after messages.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterMessages {
    /// The messages that are 48 hours old, and which share of them was followed.
    pub all: Part<()>,
    /// The same by week.
    pub weeks: Vec<Week>,
}

/// The counts as they are told: each message is in one of two streams, whether it was followed.
#[must_use]
pub(super) fn in_tens(rows: &[SentOn]) -> Vec<SentOn> {
    let counts = rows.iter().flat_map(|row| {
        [(false, row.sent - row.followed), (true, row.followed)]
            .map(|(followed, many)| (followed, row.day, many))
    });
    let tens = full_tens(counts).into_iter();
    let told = tens.map(|(followed, day, many)| SentOn {
        day,
        sent: many,
        followed: if followed { many } else { 0 },
    });
    told.collect()
}

/// The withdrawals after messages of some days, of counts in tens, by the weeks of `mondays`. `most`
/// is the largest number of people who had it on meanwhile: how much is sent to fewer than ten of
/// them is theirs.
#[must_use]
pub(super) fn after_messages(
    tens: &[SentOn],
    from: Day,
    to: Day,
    mondays: &[Day],
    most: u64,
) -> AfterMessages {
    let settled = to.plus(-SETTLED_DAYS);
    let part = |from: Day, to: Day| {
        let rows = tens.iter().filter(|row| from <= row.day && row.day < to);
        let (sent, followed) = rows.fold((0, 0), |(sent, followed), row| {
            (sent + row.sent, followed + row.followed)
        });
        let many = |many: i64| u64::try_from(many).unwrap_or(0);
        (
            People::of(many(sent)),
            Rate::of(many(followed), many(sent), 1),
        )
    };
    let (people, rate) = if most < FEWEST_PEOPLE {
        (People::Few, Rate::Hidden)
    } else {
        part(from, settled)
    };
    let told = mondays.iter().filter(|_| most >= FEWEST_PEOPLE);
    let weeks = told.map(|monday| {
        let (people, rate) = part(*monday, monday.plus(7).min(settled));
        Part {
            of: *monday,
            people,
            rate,
        }
    });
    AfterMessages {
        all: Part {
            of: (),
            people,
            rate,
        },
        weeks: weeks.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(day: i64, sent: i64, followed: i64) -> SentOn {
        SentOn {
            day: Day(day),
            sent,
            followed,
        }
    }

    /// A Monday.
    const TODAY: Day = Day(20_003);

    #[test]
    fn only_messages_that_everybody_has_had_for_48_hours_are_judged() {
        assert_eq!(TODAY.monday(), TODAY);
        let rows = [
            row(TODAY.0, 500, 400),
            row(TODAY.0 - 2, 500, 400),
            row(TODAY.0 - 3, 400, 40),
            row(TODAY.0 - 8, 600, 20),
            row(TODAY.0 - 40, 900, 900),
        ];
        let mondays = [TODAY.plus(-14), TODAY.plus(-7), TODAY];
        let after = after_messages(&in_tens(&rows), TODAY.plus(-14), TODAY, &mondays, 300);
        assert_eq!(after.all.people, People::Tens(1_000));
        assert_eq!(after.all.rate.share(), Some(0.06));
        let shares: Vec<_> = after.weeks.iter().map(|week| week.rate.share()).collect();
        assert_eq!(shares, [Some(20.0 / 600.0), Some(0.1), None]);
    }

    #[test]
    fn what_is_sent_to_few_people_is_not_told() {
        let rows = [row(TODAY.0 - 8, 600, 20)];
        let told = |most| {
            let mondays = [TODAY.plus(-14)];
            after_messages(&in_tens(&rows), TODAY.plus(-14), TODAY, &mondays, most)
        };
        assert_eq!(told(9).all.people, People::Few);
        assert_eq!(told(9).all.rate, Rate::Hidden);
        assert_eq!(told(9).weeks, []);
        assert_eq!(told(10).all.people, People::Tens(600));
    }

    #[test]
    fn few_withdrawals_are_told_with_the_next_ten() {
        let rows = [row(TODAY.0 - 12, 600, 9), row(TODAY.0 - 5, 600, 1)];
        let mondays = [TODAY.plus(-14), TODAY.plus(-7)];
        let after = after_messages(&in_tens(&rows), TODAY.plus(-14), TODAY, &mondays, 300);
        let shares: Vec<_> = after.weeks.iter().map(|week| week.rate.share()).collect();
        // 591 and 1 200 that nothing followed, 590 and 600 of them in tens.
        assert_eq!(shares, [Some(0.0), Some(10.0 / 610.0)]);
    }
}
