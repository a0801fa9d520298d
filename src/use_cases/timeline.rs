//! The customer's timeline: you chose, we used, you got, we changed, a person replied; newest first.

use std::fmt;
use std::str::FromStr;

use super::as_it_was::whole_trail;
use super::decided::decisions_about;
use super::together::Together;
use super::{Deed, HistoryItem, Mutual, Reading, authorise};
use crate::access::Actor;
use crate::catalogue::{Catalogue, ChangeClass, LegalBasis, Slug, Version, words::vocabulary};
use crate::clock::{Days, Timestamp};
use crate::consent::{ActorKind, Customer};
use crate::decision::{AiDecision, MadeBy};
use crate::guard::Guess;
use crate::id::{CustomerId, DecisionId};
use crate::ledger::{Body, Entry, EntryKind};
use crate::value::{Amount, ValueEvent};

/// How many days with use are looked at in one question.
const DAYS: usize = 64;
/// The most that is passed over at one moment; and so the most that one page reads too many.
const MOST_SKIPPED: u32 = 10_000;

vocabulary! {
    /// What a line of the timeline is about.
    Show {
        /// The customer chose.
        Chose = "chose",
        /// Data was used.
        Used = "used",
        /// A benefit arrived.
        Got = "got",
        /// A program guessed something about her.
        Guessed = "guessed",
        /// An exchange of hers changed, or ran out.
        Changed = "changed",
        /// A machine decided something about her.
        Decided = "decided",
        /// A person decided or answered what she had asked.
        Replied = "replied",
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineItem {
    /// When; of several uses on one day, when the last was.
    pub at: Timestamp,
    /// What.
    pub what: Happening,
}

/// What a line tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The customer chose something, or time did what an earlier choice said.
    Entry {
        /// Of which exchange; none where it was about everything.
        proposition: Option<Slug>,
        /// What she did.
        item: Box<HistoryItem>,
    },
    /// A version of an exchange went live that she had answered by then, or that asks nobody and is
    /// open to her.
    Published {
        /// Of which exchange.
        proposition: Slug,
        /// Its number.
        version: u32,
        /// How it differs from the version before.
        class: ChangeClass,
        /// What changed, in words.
        note: String,
    },
    /// An exchange was stopped that she had answered by then, or that asked nobody and is open to her.
    Retired {
        /// Which.
        proposition: Slug,
    },
    /// A benefit arrived.
    Got {
        /// Of which exchange.
        proposition: Slug,
        /// Which benefit.
        benefit: Slug,
        /// How many.
        amount: Amount,
        /// Of what.
        unit: String,
        /// What shows it.
        proof_ref: String,
    },
    /// A machine decided something about her, and said why.
    Decided {
        /// Which decision.
        decision: DecisionId,
        /// What it was allowed by.
        proposition: Option<Slug>,
        /// Which model decided.
        model: Slug,
        /// What came of it, in the organisation's own words.
        outcome: String,
        /// Who decided.
        made_by: MadeBy,
    },
    /// Data was used on one day.
    Used {
        /// Which kind of data.
        data: Slug,
        /// Why.
        purpose: Slug,
        /// How often.
        times: u64,
    },
    /// A program guessed something, and it still counts.
    Guessed {
        /// The guess.
        guess: Box<Guess>,
    },
}

impl Happening {
    /// What it is about.
    #[must_use]
    pub fn kind(&self) -> Show {
        match self {
            // That time was over, nobody said.
            Self::Entry { item, .. } if item.kind == EntryKind::CaseDecided => match item.by {
                Some(ActorKind::System) | None => Show::Changed,
                Some(_) => Show::Replied,
            },
            // What time or a publication did, nobody chose; nor whose a record is.
            Self::Entry { item, .. }
                if item.by.is_none()
                    || matches!(item.kind, EntryKind::Merged | EntryKind::Split)
                    // What follows from what she said before, nobody chose either.
                    || (item.kind == EntryKind::InferenceRejected
                        && item.by == Some(ActorKind::System)) =>
            {
                Show::Changed
            }
            Self::Entry { .. } => Show::Chose,
            Self::Published { .. } | Self::Retired { .. } => Show::Changed,
            Self::Got { .. } => Show::Got,
            Self::Used { .. } => Show::Used,
            Self::Decided { .. } => Show::Decided,
            Self::Guessed { .. } => Show::Guessed,
        }
    }

    /// The exchange that it is about, where it is one.
    #[must_use]
    pub fn proposition(&self) -> Option<&Slug> {
        match self {
            Self::Entry { proposition, .. } | Self::Decided { proposition, .. } => {
                proposition.as_ref()
            }
            Self::Published { proposition, .. }
            | Self::Retired { proposition }
            | Self::Got { proposition, .. } => Some(proposition),
            Self::Used { .. } | Self::Guessed { .. } => None,
        }
    }
}

/// Where a page begins: no later than a moment, and behind so many lines of that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    at: Timestamp,
    skip: u32,
}

impl Default for Cursor {
    /// Before the newest line.
    fn default() -> Self {
        Self {
            at: Timestamp::from_millis(i64::MAX),
            skip: 0,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.as_millis(), self.skip)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, skip) = text.split_once('-').ok_or(())?;
        let at = at.parse().map_err(|_| ())?;
        let skip: u32 = skip.parse().map_err(|_| ())?;
        Ok(Self {
            at: Timestamp::from_millis(at),
            skip: skip.min(MOST_SKIPPED),
        })
    }
}

/// Some of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelinePage {
    /// The lines, newest first.
    pub items: Vec<TimelineItem>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<Cursor>,
}

impl Mutual {
    /// Up to `limit` lines of a customer's timeline from `from` on; of one kind, if `show` says so.
    /// Uses are grouped by the days of the time zone `zone` (IANA).
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn timeline(
        &self,
        actor: &Actor,
        id: CustomerId,
        show: Option<Show>,
        from: Cursor,
        limit: usize,
        zone: &str,
    ) -> Result<TimelinePage, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.is_current()?;
        let customer = self.engine.customer(id).ok_or(Reading::Absent)?;
        let shows = |kind| show.is_none_or(|show| show == kind);
        // One more tells whether there is another page.
        let skip = usize::try_from(from.skip).unwrap_or(usize::MAX);
        let wanted = limit.saturating_add(1).saturating_add(skip);
        let mut items = Vec::new();
        if [Show::Chose, Show::Changed, Show::Replied]
            .into_iter()
            .any(shows)
        {
            let mut trail = whole_trail(self.engine.as_ref(), customer.state.last_index).await?;
            // What is another's, though it was taken for hers once, is not hers to read.
            let ids: Vec<_> = customer.ids().collect();
            trail.retain(|entry| entry.body.customer().is_none_or(|of| ids.contains(&of)));
            let catalogue = self.engine.catalogue();
            let whom = Concerned {
                since: self.known_since(&customer),
                region: customer.region.as_deref(),
                trail: &trail,
            };
            let told = entries(&trail).chain(publications(&catalogue, whom));
            items.extend(told.filter(|item| item.at <= from.at && shows(item.what.kind())));
        }
        if shows(Show::Got) {
            let most = u32::try_from(wanted).unwrap_or(u32::MAX);
            let events = Together::of(self.value.as_ref(), &customer)
                .value_events(from.at, most)
                .await?;
            items.extend(events.into_iter().map(got));
        }
        if shows(Show::Decided) {
            let most = u32::try_from(wanted).unwrap_or(u32::MAX);
            let decisions = self.decisions.as_ref();
            let made = decisions_about(decisions, &customer, from.at, most).await?;
            items.extend(made.into_iter().map(decided));
        }
        if shows(Show::Used) {
            items.extend(
                self.used(&customer, from.at, wanted, &Days::of(zone))
                    .await?,
            );
        }
        if shows(Show::Guessed) {
            let known = self.guesses(actor, id).await?;
            let told = known.counting.into_iter().chain(known.held);
            let told = told.map(|told| TimelineItem {
                at: told.at,
                what: Happening::Guessed {
                    guess: Box::new(told.guess),
                },
            });
            items.extend(told.filter(|item| item.at <= from.at));
        }
        // Those of one moment keep the order in which they were found.
        items.sort_by_key(|item| std::cmp::Reverse(item.at));
        Ok(cut(items, from, skip, limit))
    }

    /// Since when she is known: since the first of the records that are hers.
    fn known_since(&self, customer: &Customer) -> Timestamp {
        let records = customer.ids().filter_map(|id| self.engine.record(id));
        let first = records.map(|record| record.created_at).min();
        first.unwrap_or(customer.created_at)
    }

    /// The uses on each day, newest first, as far as they end no later than `until`: at least
    /// `wanted`, where there are so many.
    async fn used(
        &self,
        customer: &Customer,
        until: Timestamp,
        wanted: usize,
        days: &Days,
    ) -> Result<Vec<TimelineItem>, Reading> {
        let mut items = Vec::new();
        let together = Together::of(self.value.as_ref(), customer);
        // A day whose last use is later stood on the page before: it is looked at as a whole.
        let mut newest = together.newest_use(until).await?;
        while let Some(at) = newest {
            let stretch = days.before(at, DAYS);
            let used = together.used_on(&stretch).await?;
            let used = used.into_iter().map(|used| TimelineItem {
                at: used.last_at,
                what: Happening::Used {
                    data: used.data,
                    purpose: used.purpose,
                    times: used.times,
                },
            });
            items.extend(used.filter(|item| item.at <= until));
            let oldest = stretch.last().map_or(0, |(begin, _)| begin.as_millis());
            newest = if items.len() >= wanted || oldest == 0 {
                None
            } else {
                let before = Timestamp::from_millis(oldest - 1);
                together.newest_use(before).await?
            };
        }
        Ok(items)
    }
}

/// The customer's own entries, as lines.
fn entries(trail: &[Entry]) -> impl Iterator<Item = TimelineItem> {
    trail.iter().filter_map(|entry| {
        if matches!(entry.body, Body::Forgotten(_) | Body::Destroyed(_)) {
            return None;
        }
        // What came with evidence stands where it was said, not where it was brought here.
        let evidence = match &entry.body {
            Body::Chosen(chosen) => chosen.evidence.as_ref(),
            Body::HumanOnly(whole) | Body::HumanOnlyEnded(whole) | Body::Resumed(whole) => {
                whole.evidence.as_ref()
            }
            Body::Situation(said) => said.evidence.as_ref(),
            _ => None,
        };
        let at = evidence.map_or(entry.at, |evidence| evidence.at.min(entry.at));
        Some(TimelineItem {
            at,
            what: Happening::Entry {
                proposition: entry.body.proposition().cloned(),
                item: Box::new(HistoryItem::of(entry, None)?),
            },
        })
    })
}

/// Whom a publication or a stop may concern.
#[derive(Clone, Copy)]
struct Concerned<'a> {
    /// Since when she is known.
    since: Timestamp,
    /// Where she lives.
    region: Option<&'a str>,
    /// Her entries.
    trail: &'a [Entry],
}

impl Concerned<'_> {
    /// The index of her first answer to the exchange; none where there is none.
    fn answered(&self, key: &Slug) -> Option<u64> {
        let answers = self.trail.iter().filter(|entry| {
            let chosen = matches!(entry.body, Body::Chosen(_));
            chosen && entry.body.proposition() == Some(key)
        });
        answers.map(|entry| entry.index).min()
    }

    /// Whether `version` runs for her without a question, as her own page has it: whatever language it
    /// is written in.
    fn runs_unasked(&self, version: &Version) -> bool {
        let document = &version.document;
        document.legal_basis != LegalBasis::Consent && document.is_open_to(self.region)
    }
}

/// What was published and stopped of the exchanges that the customer had answered by then; and of those
/// that ask nobody, or did before, what was published and stopped since she is known.
fn publications(catalogue: &Catalogue, whom: Concerned<'_>) -> Vec<TimelineItem> {
    let mut told = Vec::new();
    for proposition in catalogue.propositions() {
        let first = whom.answered(&proposition.key);
        let answered_by = |index: u64| first.is_some_and(|first| index > first);
        let key = || proposition.key.clone();
        let versions = proposition.versions();
        let mut before = None;
        for version in versions {
            let mut both = std::iter::once(version).chain(before);
            let runs = both.any(|version| whom.runs_unasked(version));
            before = Some(version);
            if !(answered_by(version.index) || runs && version.published_at >= whom.since) {
                continue;
            }
            told.push(TimelineItem {
                at: version.published_at,
                what: Happening::Published {
                    proposition: key(),
                    version: version.number,
                    class: version.class,
                    note: version.document.change_note.clone().unwrap_or_default(),
                },
            });
        }
        let stops = proposition.stops().filter(|(index, at)| {
            let stopped = versions.iter().rfind(|version| version.index < *index);
            let ran = stopped.is_some_and(|version| whom.runs_unasked(version));
            answered_by(*index) || (ran && *at >= whom.since)
        });
        told.extend(stops.map(|(_, at)| TimelineItem {
            at,
            what: Happening::Retired { proposition: key() },
        }));
    }
    told
}

fn got(event: ValueEvent) -> TimelineItem {
    TimelineItem {
        at: event.at,
        what: Happening::Got {
            proposition: event.proposition,
            benefit: event.benefit,
            amount: event.amount,
            unit: event.unit,
            proof_ref: event.proof_ref,
        },
    }
}

fn decided(decision: AiDecision) -> TimelineItem {
    TimelineItem {
        at: decision.at,
        what: Happening::Decided {
            made_by: decision.made_by(),
            decision: decision.id,
            proposition: decision.basis.proposition,
            model: decision.model,
            outcome: decision.outcome,
        },
    }
}

/// The page of these lines, which are in order and all no later than the cursor.
fn cut(mut items: Vec<TimelineItem>, from: Cursor, skip: usize, limit: usize) -> TimelinePage {
    let passed = items.iter().take(skip);
    let passed = passed.take_while(|item| item.at == from.at).count();
    items.drain(..passed);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| {
        let same = items.iter().filter(|item| item.at == last.at).count();
        let before = if last.at == from.at { passed } else { 0 };
        Cursor {
            at: last.at,
            skip: u32::try_from(same + before).unwrap_or(MOST_SKIPPED),
        }
    });
    TimelinePage { items, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(seconds: i64, times: u64) -> TimelineItem {
        TimelineItem {
            at: Timestamp::default().plus_seconds(seconds),
            what: Happening::Used {
                data: "orders".parse().unwrap(),
                purpose: "offers".parse().unwrap(),
                times,
            },
        }
    }

    #[test]
    fn every_line_stands_on_one_page_however_many_have_one_moment() {
        let mut all: Vec<_> = (0..7).map(|n| item(50, n)).collect();
        all.splice(0..0, [item(90, 100), item(80, 101)]);
        all.extend([item(20, 102), item(20, 103), item(10, 104)]);
        for limit in 1..14 {
            let (mut seen, mut from) = (Vec::new(), Some(Cursor::default()));
            while let Some(cursor) = from {
                let cursor: Cursor = cursor.to_string().parse().unwrap();
                let rest: Vec<_> = all
                    .iter()
                    .filter(|item| item.at <= cursor.at)
                    .cloned()
                    .collect();
                let page = cut(rest, cursor, cursor.skip as usize, limit);
                assert!(page.items.len() <= limit);
                seen.extend(page.items);
                from = page.next;
            }
            assert_eq!(seen, all, "{limit} a page");
        }
    }

    #[test]
    fn a_cursor_that_nobody_gave_is_refused() {
        for bad in [
            "",
            "1",
            "-",
            "x-1",
            "1-x",
            "1--1",
            "1-1-1",
            "99999999999999999999-0",
        ] {
            assert_eq!(bad.parse::<Cursor>(), Err(()), "{bad}");
        }
        let far: Cursor = "1-4000000000".parse().unwrap();
        assert_eq!(far.skip, MOST_SKIPPED);
    }
}
