//! What a page of numbers shows of one exchange: only what may be told.

use std::collections::{BTreeMap, BTreeSet};

use super::arrived;
use super::asked::{self, funnel};
use super::hide::in_tens;
use super::kept::{is_live_on, levels_unasked};
use super::messages::{self, after_messages};
use super::reach::{channels, offered};
use super::{
    AfterMessages, AskedOn, Day, Funnel, Keeping, Measure, People, Rate, RunsFor, SentOn, kept,
    window,
};
use crate::catalogue::{Channel, DataItem, LegalBasis, Proposition, Slug};
use crate::consent::{Route, Toggle};
use crate::value::Total;

/// After how many weeks it is looked who still has it on.
pub const WEEKS_AFTER: [i64; 5] = [1, 2, 4, 8, 12];
/// How many weeks of yeses are followed.
const COHORTS: i64 = 12;
/// After how many days without a use an item is called unused.
const UNUSED_DAYS: i64 = 90;
/// How long a yes is watched for regret, in days.
const REGRET_DAYS: i64 = 7;

/// How far a page looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Period {
    /// A month.
    #[default]
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// How many days.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// The period of so many days; the shortest where there is none of that length.
    #[must_use]
    pub fn of(days: &str) -> Self {
        let found = Self::ALL.into_iter();
        let mut found = found.filter(|period| period.days().to_string() == days);
        found.next().unwrap_or_default()
    }

    /// Its first day: the Monday of the week in which it begins, since answers are told by the week.
    #[must_use]
    pub fn begin(self, today: Day) -> Day {
        today.plus(1 - self.days()).monday()
    }

    /// How many days the period before is earlier: whole weeks, so that both have the same weekdays.
    #[must_use]
    pub fn apart(self, today: Day) -> i64 {
        today.monday().since(self.begin(today)) + 7
    }
}

/// One stored count, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What is counted.
    pub measure: Measure,
    /// On which day.
    pub day: Day,
    /// Of which version.
    pub version: u32,
    /// The route, the weeks, the answer or the channel.
    pub part: String,
    /// How many.
    pub many: i64,
}

/// All that is stored about one exchange and is needed for its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rows {
    /// The counts of each day since the first that is asked for; what is older stands on the day
    /// before it, in one sum.
    pub counts: Vec<Seen>,
    /// What arrived, by benefit, unit and day; what is older as in the counts.
    pub arrived: Vec<(Slug, String, Day, Total)>,
    /// For each kind of data, the last day on which it was used for the exchange's purpose.
    pub used: Vec<(Slug, Day)>,
    /// Who was first asked on each day, and what they answered; what is older as in the counts.
    pub asked: Vec<AskedOn>,
    /// What was sent on each day for the exchange's purpose, and what a withdrawal followed; what is
    /// older as in the counts.
    pub sent: Vec<SentOn>,
}

impl Rows {
    /// The first day of which these are needed.
    #[must_use]
    pub fn since(proposition: &Proposition, period: Period, today: Day) -> Day {
        let cohorts = today.monday().plus(-7 * (COHORTS + 1));
        let kept = today.plus(-longest_window(proposition));
        let before = period.begin(today).plus(-period.apart(today));
        before.min(cohorts).min(kept)
    }
}

/// Over how many days the promise is judged that takes longest.
fn longest_window(proposition: &Proposition) -> i64 {
    let versions = proposition.versions().iter();
    let benefits = versions.flat_map(|version| &version.document.benefits);
    let windows = benefits.map(|benefit| window(benefit.every));
    windows.max().unwrap_or_default()
}

/// One part of a whole: how many people, and the share of them that did something.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<T> {
    /// Which part.
    pub of: T,
    /// How many people.
    pub people: People,
    /// The share.
    pub rate: Rate,
}

/// A week, by its Monday.
pub type Week = Part<Day>;

/// Everybody whose newest yes is of one week.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// The week's Monday.
    pub monday: Day,
    /// How many.
    pub given: People,
    /// Who still had it on, after each of [`WEEKS_AFTER`]; none where that is yet to come.
    pub on: Vec<Option<Rate>>,
}

/// A kind of data that is asked for and not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedItem {
    /// Which kind.
    pub category: Slug,
    /// Whether the exchange can be on without it.
    pub required: bool,
    /// The last day on which it was used; none where it never was.
    pub last: Option<Day>,
}

/// What happened from one day to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The first day, a Monday.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// How many had it on at the end of each day.
    pub on: Vec<(Day, People)>,
    /// Who answered in all of it, and which share with yes.
    pub answers: Part<()>,
    /// The same by week.
    pub weeks: Vec<Week>,
    /// The same by version, the newest first.
    pub versions: Vec<Part<u32>>,
    /// The same by route, the highest share first.
    pub routes: Vec<Part<Route>>,
    /// Of whom an answer was known on the last day, and which share of them had each channel of the
    /// live version on then; the highest share first.
    pub channels: Vec<Part<Channel>>,
    /// Whose yes is of a week that was over seven days before the last day, and which share of them
    /// took it back within seven days.
    pub regret: Part<()>,
    /// The same by week.
    pub regret_weeks: Vec<Week>,
    /// The same by version, the newest first.
    pub regret_versions: Vec<Part<u32>>,
    /// How far those came who were first asked in it.
    pub funnel: Funnel,
    /// The messages that were 48 hours old by the last day, and which share of them was followed by
    /// a withdrawal.
    pub after_messages: AfterMessages,
    /// Why it went off, and for how many.
    pub ends: Vec<(Measure, People)>,
}

/// The numbers of one exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// Its key.
    pub key: Slug,
    /// Its newest title.
    pub title: String,
    /// How far back they go.
    pub period: Period,
    /// Whether it waits for a yes. What begins by itself has no share of yeses.
    pub asks: bool,
    /// The versions that went live in the period, with their days.
    pub marks: Vec<(Day, u32)>,
    /// What happened in the period.
    pub now: Span,
    /// What happened in the same days of as many weeks before it.
    pub before: Span,
    /// Who still has it on, by the week of the yes; the newest first.
    pub cohorts: Vec<Cohort>,
    /// How its promises were kept.
    pub kept: Vec<Keeping>,
    /// What is asked for and not used.
    pub unused: Vec<UnusedItem>,
    /// Whether some kind of data has been offered for so long that it can be said to be unused.
    pub judges_use: bool,
}

impl Numbers {
    /// The promise that was kept worst, of those that can be judged.
    #[must_use]
    pub fn worst(&self) -> Option<&Keeping> {
        let judged = self.kept.iter();
        let judged = judged.filter_map(|keeping| Some((keeping, keeping.share?)));
        judged
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(keeping, _)| keeping)
    }

    /// How many have it on now, as of the last day.
    #[must_use]
    pub fn on_now(&self) -> People {
        self.now.on.last().map_or(People::Few, |(_, many)| *many)
    }
}

/// The numbers of `proposition` as of `today`. Of everybody for whom a version of it runs without having
/// been asked, `known` says how many became known on each day.
#[must_use]
pub fn numbers(
    proposition: &Proposition,
    rows: &Rows,
    period: Period,
    today: Day,
    known: &RunsFor,
) -> Numbers {
    let (from, apart) = (period.begin(today), period.apart(today));
    // From here on there are only tens, and steps of what arrived: what is counted exactly is not looked at again.
    let counts = in_tens(&rows.counts);
    let asked = asked::in_tens(&rows.asked);
    let sent = messages::in_tens(&rows.sent);
    let newest = proposition.newest();
    let document = newest.map(|version| &version.document);
    let levels = levels(proposition, &counts, today);
    let level = |day: Day| levels.get(&day).copied().unwrap_or(0);
    let in_steps = arrived::in_steps(proposition, &rows.arrived);
    let arrived = |benefit: &Slug, unit: &str, from: Day, to: Day| {
        let rows = in_steps.iter();
        let rows = rows.filter(|(of, in_unit, day, _)| {
            of == benefit && in_unit == unit && from <= *day && *day < to
        });
        rows.map(|(_, _, _, total)| *total).sum()
    };
    let first = today.plus(-longest_window(proposition));
    let unasked = levels_unasked(proposition, known, first, today);
    // What is promised is promised to those who have it on, and where nobody is asked to all for whom
    // it runs: silence about them is no delivery.
    let promised_to = |day: Day| {
        let unasked = unasked.get(&day).copied();
        unasked.unwrap_or_else(|| level(day))
    };
    let on_offer = offered(proposition);
    let span = |from: Day, to: Day| {
        let (rows, young) = (&counts, to.plus(-REGRET_DAYS));
        let counts = Counts {
            rows,
            from,
            to,
            young,
        };
        let most = days(from, to).map(level).max().unwrap_or(0);
        let after = after_messages(&sent, from, to, &counts.mondays(), most);
        let channels = channels(rows, &on_offer, to);
        counts.span(level, funnel(&asked, from, to), after, channels)
    };
    Numbers {
        key: proposition.key.clone(),
        title: document.map_or_else(String::new, |document| document.title.clone()),
        period,
        asks: document.is_some_and(|document| document.legal_basis == LegalBasis::Consent),
        marks: proposition
            .versions()
            .iter()
            .map(|version| (Day::of(version.published_at), version.number))
            .filter(|(day, _)| *day >= from)
            .collect(),
        now: span(from, today),
        before: span(from.plus(-apart), today.plus(-apart)),
        cohorts: cohorts(&counts, today),
        kept: kept(proposition, today, promised_to, arrived),
        unused: unused(proposition, &rows.used, today),
        judges_use: offered_long(proposition, today).next().is_some(),
    }
}

/// Each day from one to another.
fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
    (0..=to.since(from)).map(move |n| from.plus(n))
}

/// How many did something, of how many, and in how many streams they were counted.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) hits: u64,
    pub(super) of: u64,
    pub(super) streams: usize,
}

impl Share {
    pub(super) fn part<T>(self, of: T) -> Part<T> {
        Part {
            of,
            people: People::of(self.of),
            rate: Rate::of(self.hits, self.of, self.streams),
        }
    }
}

fn parts<T: Clone>(all: &[T], count: impl Fn(&T) -> Share) -> Vec<Part<T>> {
    all.iter().map(|of| count(of).part(of.clone())).collect()
}

/// All counts in tens, and the days that are summed up of them: from the first to the last, both
/// included.
pub(super) struct Counts<'a> {
    pub(super) rows: &'a [Seen],
    pub(super) from: Day,
    pub(super) to: Day,
    /// Since when a yes is too young to say whether it is regretted.
    pub(super) young: Day,
}

impl Counts<'_> {
    fn span(
        &self,
        level: impl Fn(Day) -> u64,
        funnel: Funnel,
        after_messages: AfterMessages,
        channels: Vec<Part<Channel>>,
    ) -> Span {
        let ends = [
            Measure::Withdrawn,
            Measure::Expired,
            Measure::NeedsAnswer,
            Measure::Erased,
        ];
        let ended = |measure| People::of(self.sum(|seen| seen.measure == measure));
        let versions = self.versions();
        let mondays = self.mondays();
        let mut routes = parts(&[Route::Page, Route::Link, Route::Api], |route| {
            self.answers(&|seen| seen.part == route.word())
        });
        let order = |part: &Part<Route>| part.rate.share().unwrap_or(-1.0);
        routes.sort_by(|a, b| order(b).total_cmp(&order(a)));
        Span {
            from: self.from,
            to: self.to,
            on: days(self.from, self.to)
                .map(|day| (day, People::of(level(day))))
                .collect(),
            answers: self.answers(&|_| true).part(()),
            weeks: parts(&mondays, |monday| self.week(*monday).answers(&|_| true)),
            versions: parts(&versions, |version| {
                self.answers(&|seen| seen.version == *version)
            }),
            routes,
            channels,
            regret: self.regret(&|_| true).part(()),
            regret_weeks: parts(&mondays, |monday| self.week(*monday).regret(&|_| true)),
            regret_versions: parts(&versions, |version| {
                self.regret(&|seen| seen.version == *version)
            }),
            funnel,
            after_messages,
            ends: ends.map(|measure| (measure, ended(measure))).to_vec(),
        }
    }

    fn sum(&self, is: impl Fn(&Seen) -> bool) -> u64 {
        let rows = self.rows.iter();
        let rows = rows.filter(|seen| self.from <= seen.day && seen.day <= self.to && is(seen));
        u64::try_from(rows.map(|seen| seen.many).sum::<i64>()).unwrap_or(0)
    }

    /// The counts of one week.
    fn week(&self, monday: Day) -> Self {
        Self {
            from: monday,
            to: monday.plus(6).min(self.to),
            ..*self
        }
    }

    /// How many streams were told apart of what `is` of a measure, whenever.
    fn streams(&self, measure: Measure, is: &dyn Fn(&Seen) -> bool) -> usize {
        let rows = self.rows.iter();
        let rows = rows.filter(|seen| seen.measure == measure && is(seen));
        let streams: BTreeSet<_> = rows.map(|seen| (seen.version, &seen.part)).collect();
        streams.len()
    }

    /// Who said yes, and who said anything: to the question itself, and not by an import or a signal.
    pub(super) fn answers(&self, is: &dyn Fn(&Seen) -> bool) -> Share {
        let asked = |seen: &Seen| {
            let route = seen.part.parse();
            matches!(route, Ok(Route::Page | Route::Link | Route::Api)) && is(seen)
        };
        let yes = self.sum(|seen| seen.measure == Measure::Yes && asked(seen));
        let no = self.sum(|seen| seen.measure == Measure::No && asked(seen));
        let streams = |measure| self.streams(measure, &asked);
        Share {
            hits: yes,
            of: yes + no,
            streams: streams(Measure::Yes).max(streams(Measure::No)),
        }
    }

    /// Who regretted, of those whose week was over seven days before the last day.
    pub(super) fn regret(&self, is: &dyn Fn(&Seen) -> bool) -> Share {
        let old = |seen: &Seen| seen.day.monday().plus(6) < self.young && is(seen);
        let given = self.sum(|seen| seen.measure == Measure::Given && old(seen));
        // Of both only full tens are told, not always in the same week.
        let taken_back = self.sum(|seen| seen.measure == Measure::Regret && old(seen));
        Share {
            hits: taken_back.min(given),
            of: given,
            streams: self.streams(Measure::Given, is),
        }
    }

    fn versions(&self) -> Vec<u32> {
        let rows = self.rows.iter().filter(|seen| {
            let said = matches!(seen.measure, Measure::Yes | Measure::No | Measure::Given);
            said && self.from <= seen.day && seen.day <= self.to
        });
        let mut versions: Vec<_> = rows.map(|seen| seen.version).collect();
        versions.sort_unstable_by(|a, b| b.cmp(a));
        versions.dedup();
        versions
    }

    fn mondays(&self) -> Vec<Day> {
        let weeks = self.to.monday().since(self.from) / 7;
        (0..=weeks).map(|n| self.from.plus(7 * n)).collect()
    }
}

/// How many had it on at the end of each day up to today; nobody where it was not offered.
fn levels(proposition: &Proposition, rows: &[Seen], today: Day) -> BTreeMap<Day, u64> {
    let mut changes: BTreeMap<Day, i64> = BTreeMap::new();
    for seen in rows {
        let sign = match seen.measure {
            Measure::On => 1,
            Measure::Off => -1,
            _ => continue,
        };
        *changes.entry(seen.day).or_default() += sign * seen.many;
    }
    let Some(first) = changes.keys().next().copied() else {
        return BTreeMap::new();
    };
    let mut on = 0;
    let days = (0..=today.since(first)).map(|n| first.plus(n));
    let days = days.map(|day| {
        on += changes.get(&day).copied().unwrap_or(0);
        let offered = is_live_on(proposition, day);
        (
            day,
            if offered {
                u64::try_from(on).unwrap_or(0)
            } else {
                0
            },
        )
    });
    days.collect()
}

fn cohorts(rows: &[Seen], today: Day) -> Vec<Cohort> {
    let mondays = (1..=COHORTS).map(|n| today.monday().plus(-7 * n));
    let sum = |is: &dyn Fn(&Seen) -> bool| {
        let many: i64 = rows
            .iter()
            .filter(|seen| is(seen))
            .map(|seen| seen.many)
            .sum();
        u64::try_from(many).unwrap_or(0)
    };
    let given = rows.iter().filter(|seen| seen.measure == Measure::Given);
    let versions: BTreeSet<_> = given.map(|seen| seen.version).collect();
    let mut all: Vec<_> = mondays
        .map(|monday| {
            let given = sum(&|seen| seen.measure == Measure::Given && seen.day.monday() == monday);
            let left = |weeks: i64| {
                sum(&|seen| {
                    let after: Option<i64> = seen.part.parse().ok();
                    seen.measure == Measure::Left
                        && seen.day == monday
                        && after.is_some_and(|after| after < weeks)
                })
            };
            let on = WEEKS_AFTER.map(|weeks| {
                // The last one who said yes in that week has had it for so long.
                let over = monday.plus(7 * (weeks + 1)) <= today;
                over.then(|| Rate::of(given.saturating_sub(left(weeks)), given, versions.len()))
            });
            Cohort {
                monday,
                given: People::of(given),
                on: on.to_vec(),
            }
        })
        .collect();
    while all.last().is_some_and(|last| last.given == People::Few) {
        all.pop();
    }
    all
}

/// The data of the live version that has been offered for longer than [`UNUSED_DAYS`].
fn offered_long(proposition: &Proposition, today: Day) -> impl Iterator<Item = &DataItem> {
    let live = proposition.live();
    let items = live.into_iter().flat_map(|live| {
        let items = live.document.data.iter();
        items.map(move |item| (live, item))
    });
    items.filter_map(move |(live, item)| {
        let toggle = Toggle::Data(item.category.clone());
        let offered = live.offered_since(&toggle)?;
        let offered = proposition.version(offered)?.published_at;
        (Day::of(offered) < today.plus(-UNUSED_DAYS)).then_some(item)
    })
}

fn unused(proposition: &Proposition, used: &[(Slug, Day)], today: Day) -> Vec<UnusedItem> {
    let since = today.plus(-UNUSED_DAYS);
    let items = offered_long(proposition, today).filter_map(|item| {
        let last = used.iter().find(|(data, _)| *data == item.category);
        let last = last.map(|(_, day)| *day);
        let idle = last.is_none_or(|last| last < since);
        idle.then(|| UnusedItem {
            category: item.category.clone(),
            required: item.required,
            last,
        })
    });
    items.collect()
}
