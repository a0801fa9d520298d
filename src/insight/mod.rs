//! What marketers may see of what people choose: counts, and nothing that names anybody.
//!
//! * [`tally`]: the counts, by exchange, day, version and route; and how entries add to them.
//! * [`arrived`]: the same of what arrived and what was used, and in which steps it is told.
//! * [`asked`]: who was asked, and what came of it.
//! * [`messages`]: withdrawals within 48 hours of a message.
//! * [`fold`]: what one entry adds, from the state before it and the state after it.
//! * [`reach`]: by which channels people may be reached.
//! * [`once`]: how one person counts once, however often she changes her mind.
//! * [`hide`]: what is told of them: full tens of people.
//! * [`unasked`]: for whom a version runs that asks nobody.
//! * [`kept`]: promised against delivered, over all people at once.
//! * [`figures`]: what a page of numbers shows.
//! * [`comparison`]: two versions compared, by a rule that was set before.
//!
//! A day is one of UTC: the ledger's own time is, and an organisation that moves its clock to
//! another zone would otherwise have counted the same entries differently before and after.
//!
//! A count has two parts: what the entries say that are still readable, and what those said that
//! were destroyed since. The first is made again from the ledger at any time; the second is what
//! is left of people who are gone, and says how many they were and nothing else.

mod arrived;
mod asked;
mod comparison;
mod figures;
mod fold;
mod hide;
mod kept;
mod messages;
mod once;
mod reach;
mod tally;
mod unasked;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod compared;
#[cfg(test)]
mod stories;

pub use arrived::{Arrivals, ArrivedCell, Uses};
pub use asked::{Ask, AskedOn, AskedRow, Funnel, Reply, Steps};
pub use comparison::{Comparison, Course, Difference, Risk, Rule, Side, Told, TooFew, Yes};
pub use figures::{
    Cohort, Numbers, Part, Period, Rows, Seen, Span, UnusedItem, WEEKS_AFTER, Week, numbers,
};
pub use fold::{Recount, Recounted, destroyed, entered, merged};
pub use hide::{FEWEST_FOR_A_RATE, FEWEST_PEOPLE, People, Rate};
pub use kept::{KEPT_DAYS, Keeping, kept, window};
pub use messages::{AfterMessages, FOLLOWS_S, Sent, SentOn, Withdrawal};
pub use once::Lately;
pub use tally::{Cell, Count, Day, Measure, Tally};
pub use unasked::{Alike, RunsFor, Said, runs_unasked};
