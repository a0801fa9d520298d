//! What a page of numbers shows of one exchange: only what may be told.

use std::collections::BTreeMap;

use super::asked::funnel;
use super::kept::is_live_on;
use super::messages::after_messages;
use super::{
    AfterMessages, AskedOn, Day, Funnel, Keeping, Measure, People, Rate, SentOn, kept, rates,
    shown, window,
};
use crate::catalogue::{LegalBasis, Proposition, Slug};
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
    /// The route, or the weeks.
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
    /// What arrived, by benefit, unit and day.
    pub arrived: Vec<(Slug, String, Day, Total)>,
    /// For each kind of data, the last day on which it was used for the exchange's purpose.
    pub used: Vec<(Slug, Day)>,
    /// Who was first asked since that day, and what they answered.
    pub asked: Vec<AskedOn>,
    /// What was sent since that day for the exchange's purpose, and what a withdrawal followed.
    pub sent: Vec<SentOn>,
}

impl Rows {
    /// The first day of which these are needed.
    #[must_use]
    pub fn since(proposition: &Proposition, period: Period, today: Day) -> Day {
        let versions = proposition.versions().iter();
        let benefits = versions.flat_map(|version| &version.document.benefits);
        let longest = benefits.map(|benefit| window(benefit.every)).max();
        let cohorts = today.monday().plus(-7 * (COHORTS + 1));
        let kept = today.plus(-longest.unwrap_or_default());
        period.begin(today).min(cohorts).min(kept)
    }
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

/// The numbers of one exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// Its key.
    pub key: Slug,
    /// Its newest title.
    pub title: String,
    /// How far back they go.
    pub period: Period,
    /// Their first day.
    pub from: Day,
    /// Their last day, which is not over.
    pub today: Day,
    /// Whether it waits for a yes. What begins by itself has no share of yeses.
    pub asks: bool,
    /// The versions that went live in the period, with their days.
    pub marks: Vec<(Day, u32)>,
    /// How many had it on at the end of each day.
    pub on: Vec<(Day, People)>,
    /// Who answered in all of the period, and which share with yes.
    pub answers: Part<()>,
    /// The same by week.
    pub weeks: Vec<Week>,
    /// The same by version, the newest first.
    pub versions: Vec<Part<u32>>,
    /// The same by route, the highest share first.
    pub routes: Vec<Part<Route>>,
    /// Whose yes is at least seven days old, and which share of them took it back within seven days.
    pub regret: Part<()>,
    /// The same by week.
    pub regret_weeks: Vec<Week>,
    /// The same by version, the newest first.
    pub regret_versions: Vec<Part<u32>>,
    /// How far those came who were first asked in the period.
    pub funnel: Funnel,
    /// The messages of the period, and which share of them was followed by a withdrawal.
    pub after_messages: AfterMessages,
    /// Why it went off in the period, and for how many.
    pub ends: Vec<(Measure, People)>,
    /// Who still has it on, by the week of the yes; the newest first.
    pub cohorts: Vec<Cohort>,
    /// How its promises were kept.
    pub kept: Vec<Keeping>,
    /// What is asked for and not used.
    pub unused: Vec<UnusedItem>,
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
        self.on.last().map_or(People::Exactly(0), |(_, many)| *many)
    }
}

/// The numbers of `proposition` as of `today`.
#[must_use]
pub fn numbers(proposition: &Proposition, rows: &Rows, period: Period, today: Day) -> Numbers {
    let from = period.begin(today);
    let counts = Counts {
        rows: &rows.counts,
        from,
        today,
    };
    let newest = proposition.newest();
    let document = newest.map(|version| &version.document);
    let levels = levels(proposition, &rows.counts, today);
    let level = |day: Day| levels.get(&day).copied().unwrap_or(0);
    let arrived = |benefit: &Slug, unit: &str, from: Day, to: Day| {
        let rows = rows.arrived.iter();
        let rows = rows.filter(|(of, in_unit, day, _)| {
            of == benefit && in_unit == unit && from <= *day && *day < to
        });
        rows.map(|(_, _, _, total)| *total).sum()
    };
    let ends = [
        Measure::Withdrawn,
        Measure::Expired,
        Measure::NeedsAnswer,
        Measure::Erased,
    ];
    let ended = ends.map(|measure| counts.sum(|seen| seen.measure == measure));
    let versions = counts.versions();
    let mondays = counts.mondays();
    let most = (0..=today.since(from)).map(|n| level(from.plus(n))).max();
    let most = most.unwrap_or(0);
    let settled = today.plus(-REGRET_DAYS);
    let regret = |is: &dyn Fn(&Seen) -> bool| counts.regret(settled, is);
    let mut routes: Vec<_> = parts(&[Route::Page, Route::Link, Route::Api], |route| {
        counts.answers(&|seen| seen.part == route.word())
    });
    routes.sort_by(|a, b| order(b.rate).total_cmp(&order(a.rate)));
    Numbers {
        key: proposition.key.clone(),
        title: document.map_or_else(String::new, |document| document.title.clone()),
        period,
        from,
        today,
        asks: document.is_some_and(|document| document.legal_basis == LegalBasis::Consent),
        marks: proposition
            .versions()
            .iter()
            .map(|version| (Day::of(version.published_at), version.number))
            .filter(|(day, _)| *day >= from)
            .collect(),
        on: (0..=today.since(from))
            .map(|n| from.plus(n))
            .map(|day| (day, People::of(level(day))))
            .collect(),
        answers: alone(counts.answers(&|_| true)),
        weeks: parts(&mondays, |monday| {
            counts.answers(&|seen| seen.day.monday() == *monday)
        }),
        versions: parts(&versions, |version| {
            counts.answers(&|seen| seen.version == *version)
        }),
        routes,
        regret: alone(regret(&|_| true)),
        regret_weeks: parts(&mondays, |monday| {
            regret(&|seen| seen.day.monday() == *monday)
        }),
        regret_versions: parts(&versions, |version| {
            regret(&|seen| seen.version == *version)
        }),
        funnel: funnel(&rows.asked, from),
        after_messages: after_messages(&rows.sent, from, today, &mondays, most),
        ends: ends.into_iter().zip(shown(&ended)).collect(),
        cohorts: cohorts(&rows.counts, today),
        kept: kept(proposition, today, level, arrived),
        unused: unused(proposition, &rows.used, today),
    }
}

fn order(rate: Rate) -> f64 {
    match rate {
        Rate::Is { share, .. } | Rate::Below(share) | Rate::Above(share) => share,
        Rate::Hidden => -1.0,
    }
}

fn alone((hits, of): (u64, u64)) -> Part<()> {
    Part {
        of: (),
        people: People::of(of),
        rate: Rate::of(hits, of),
    }
}

fn parts<T: Clone>(all: &[T], count: impl Fn(&T) -> (u64, u64)) -> Vec<Part<T>> {
    let counted: Vec<_> = all.iter().map(count).collect();
    let told = all.iter().zip(rates(&counted));
    let told = told.map(|(of, (people, rate))| Part {
        of: of.clone(),
        people,
        rate,
    });
    told.collect()
}

struct Counts<'a> {
    rows: &'a [Seen],
    from: Day,
    today: Day,
}

impl Counts<'_> {
    fn sum(&self, is: impl Fn(&Seen) -> bool) -> u64 {
        let rows = self.rows.iter();
        let rows = rows.filter(|seen| self.from <= seen.day && seen.day <= self.today && is(seen));
        u64::try_from(rows.map(|seen| seen.many).sum::<i64>()).unwrap_or(0)
    }

    /// Who said yes, and who said anything: to the question itself, and not by an import or a signal.
    fn answers(&self, is: &dyn Fn(&Seen) -> bool) -> (u64, u64) {
        let asked = |seen: &Seen| {
            let route = seen.part.parse();
            matches!(route, Ok(Route::Page | Route::Link | Route::Api)) && is(seen)
        };
        let yes = self.sum(|seen| seen.measure == Measure::Yes && asked(seen));
        let no = self.sum(|seen| seen.measure == Measure::No && asked(seen));
        (yes, yes + no)
    }

    /// Who regretted, and who could have by now.
    fn regret(&self, settled: Day, is: &dyn Fn(&Seen) -> bool) -> (u64, u64) {
        let old = |seen: &Seen| seen.day < settled && is(seen);
        let given = self.sum(|seen| seen.measure == Measure::Given && old(seen));
        // Who came back since said yes on another day.
        let taken_back = self.sum(|seen| seen.measure == Measure::Regret && old(seen));
        (taken_back.min(given), given)
    }

    fn versions(&self) -> Vec<u32> {
        let rows = self.rows.iter().filter(|seen| {
            let said = matches!(seen.measure, Measure::Yes | Measure::No | Measure::Given);
            said && seen.day >= self.from
        });
        let mut versions: Vec<_> = rows.map(|seen| seen.version).collect();
        versions.sort_unstable_by(|a, b| b.cmp(a));
        versions.dedup();
        versions
    }

    fn mondays(&self) -> Vec<Day> {
        let weeks = self.today.monday().since(self.from) / 7;
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
    let all: Vec<_> = mondays
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
                over.then(|| Rate::of(given.saturating_sub(left(weeks)), given))
            });
            (monday, given, on.to_vec())
        })
        .collect();
    let given: Vec<_> = all.iter().map(|(_, given, _)| *given).collect();
    let told = all.into_iter().zip(shown(&given));
    let told = told.map(|((monday, _, on), given)| Cohort { monday, given, on });
    let mut told: Vec<_> = told.collect();
    while told
        .last()
        .is_some_and(|last| last.given == People::Exactly(0))
    {
        told.pop();
    }
    told
}

fn unused(proposition: &Proposition, used: &[(Slug, Day)], today: Day) -> Vec<UnusedItem> {
    let Some(live) = proposition.live() else {
        return Vec::new();
    };
    let since = today.plus(-UNUSED_DAYS);
    let items = live.document.data.iter().filter_map(|item| {
        let toggle = Toggle::Data(item.category.clone());
        let offered = live.offered_since(&toggle)?;
        let offered = proposition.version(offered)?.published_at;
        let last = used.iter().find(|(data, _)| *data == item.category);
        let last = last.map(|(_, day)| *day);
        let idle = Day::of(offered) < since && last.is_none_or(|last| last < since);
        idle.then(|| UnusedItem {
            category: item.category.clone(),
            required: item.required,
            last,
        })
    });
    items.collect()
}
