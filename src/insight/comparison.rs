//! Two versions compared, by a rule that was set before there was anything to see.
//!
//! Versions of one proposition live one after the other. So this compares two periods and the people
//! who were asked in each, and is no experiment with lots: the season, the news and who is left to be
//! asked differ too. What can be kept out is the choice of a moment: what is looked at until it
//! pleases always pleases. So it is fixed beforehand how large a difference is worth knowing, how much
//! risk of being wrong is borne, and with that how many people are needed; the later version is counted
//! from the Monday after that, and the result is told once, at the first end of a week at which they
//! are enough, or never.
//!
//! A version wins if more people say yes **and** no more of them take it back, as far as the margin
//! goes: a yes that people do not stand by is worth nothing.

use super::figures::{Counts, Share};
use super::hide::{Proportion, in_tens};
use super::{Day, Part, People, Seen};
use crate::catalogue::{Proposition, Slug};
use crate::clock::Timestamp;
use crate::id::AccountId;

/// How likely it is to find a difference of the size that is worth knowing, in standard deviations:
/// 80 of 100.
const POWER: f64 = 0.841_621_233_572_914;
/// After how many days a yes is settled.
const SETTLED: i64 = 7;
/// The fewest days that a comparison is given: a whole week, and one for what is left of the present.
const SHORTEST: i64 = 14;
/// The most days that a comparison is given.
const LONGEST: i64 = 366;

/// How often it may be wrong to say that there is a difference where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Once in a hundred times.
    One,
    /// Five times.
    Five,
    /// Ten times.
    Ten,
}

impl Risk {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::One, Self::Five, Self::Ten];

    /// In a hundred.
    #[must_use]
    pub fn percent(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Five => 5,
            Self::Ten => 10,
        }
    }

    /// The risk of so many in a hundred.
    #[must_use]
    pub fn of(percent: u32) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|risk| risk.percent() == percent)
    }

    /// In standard deviations, where a difference either way is looked for.
    fn both_ways(self) -> f64 {
        match self {
            Self::One => 2.575_829_303_548_901,
            Self::Five => 1.959_963_984_540_054,
            Self::Ten => 1.644_853_626_951_472,
        }
    }

    /// The same where only one way matters.
    fn one_way(self) -> f64 {
        match self {
            Self::One => 2.326_347_874_040_841,
            Self::Five => 1.644_853_626_951_472,
            Self::Ten => 1.281_551_565_544_6,
        }
    }
}

/// The rule by which two versions are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The smallest difference between the shares of yes that is worth knowing, in percent of all.
    pub difference: u32,
    /// By how much the share of yeses that are taken back may be higher, in percent of all.
    pub margin: u32,
    /// The risk of being wrong.
    pub risk: Risk,
    /// The latest day: with fewer people until then, there is no result.
    pub until: Day,
}

impl Rule {
    /// The largest difference and margin.
    pub const MOST: u32 = 50;

    /// The field of this rule that cannot be taken as of `today`.
    #[must_use]
    pub fn fault(&self, today: Day) -> Option<&'static str> {
        let is_share = |percent: u32| (1..=Self::MOST).contains(&percent);
        let days = self.until.since(begin(today));
        if !is_share(self.difference) {
            Some("difference")
        } else if !is_share(self.margin) {
            Some("margin")
        } else if (SHORTEST..=LONGEST).contains(&days) {
            None
        } else {
            Some("until")
        }
    }

    /// How many answers and how many yeses of each version are needed, where these shares of the
    /// earlier one said yes and took it back.
    ///
    /// Source: J. L. Fleiss, B. Levin, M. C. Paik, *Statistical Methods for Rates and Proportions*
    /// (2003), chapter 4; for the margin, a difference that is not worse, one way.
    fn needed(&self, yes: f64, regret: f64) -> (u64, u64) {
        let varies = |share: f64| share * (1.0 - share);
        let size = |sigmas: f64, variance: f64, percent: u32| {
            let by = f64::from(percent) / 100.0;
            let people = ((sigmas + POWER) / by).powi(2) * variance;
            ((people / 10.0).ceil() as u64).max(5) * 10
        };
        let by = f64::from(self.difference) / 100.0;
        let other = [yes + by, yes - by].map(|share| varies(share.clamp(0.0, 1.0)));
        let answers = varies(yes) + other[0].max(other[1]);
        // Of what was hardly ever taken back a little is thought to be.
        let regret = varies(regret.clamp(0.01, 0.5)) * 2.0;
        let risk = self.risk;
        (
            size(risk.both_ways(), answers, self.difference),
            size(risk.one_way(), regret, self.margin),
        )
    }
}

/// A comparison, as it was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Of which proposition.
    pub proposition: Slug,
    /// The version that was live when it was fixed.
    pub later: u32,
    /// The version that it is compared with.
    pub earlier: u32,
    /// The rule.
    pub rule: Rule,
    /// How many answers of each are needed.
    pub answers: u64,
    /// How many yeses of each are needed.
    pub yeses: u64,
    /// The first day that counts for the later version, a Monday.
    pub begins: Day,
    /// Who fixed it.
    pub set_by: AccountId,
    /// When.
    pub set_at: Timestamp,
}

/// One version in a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Who answered, and which share with yes.
    pub answers: Part<u32>,
    /// Who said yes, and which share took it back.
    pub regret: Part<u32>,
}

/// By how much the later version's share is above the earlier's, and the ends of the interval in which
/// that lies but for the risk that was set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// By how much.
    pub by: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Whether more people said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yes {
    /// More did.
    More,
    /// Fewer did.
    Fewer,
    /// Neither can be said.
    Alike,
}

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The last day that counts for the later version.
    pub through: Day,
    /// The earlier version.
    pub earlier: Side,
    /// The later version.
    pub later: Side,
    /// How far apart the shares of yes are.
    pub yes: Difference,
    /// How far apart the shares of yeses that were taken back are.
    pub regret: Difference,
    /// Whether more people said yes.
    pub says: Yes,
    /// Whether the share that was taken back is not higher by the margin or more.
    pub lasts: bool,
}

impl Told {
    /// Whether the later version did better: more people said yes, and stand by it.
    #[must_use]
    pub fn has_won(&self) -> bool {
        self.says == Yes::More && self.lasts
    }
}

/// How far a comparison is.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// It waits for more people, or for the last of them to be settled. So many have answered.
    Running(People),
    /// Too few people answered until the latest day: there is no result.
    TooFew,
    /// The later version went before enough people had answered: there is no result.
    Replaced,
    /// The result.
    Told(Box<Told>),
}

/// Why a rule cannot be fixed for a version: fewer answers or yeses of it are told than are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// How many answers would be needed; none where too few answered even to say that.
    pub answers: Option<u64>,
    /// How many yeses.
    pub yeses: Option<u64>,
}

impl Comparison {
    /// The comparison of the live version `later` with `earlier` by `rule`, fixed by `set_by` at
    /// `set_at`. `rows` are the counts since [`Comparison::since`] that day.
    ///
    /// # Errors
    ///
    /// [`TooFew`] people answered the earlier version, which nobody is asked any more.
    pub fn fix(
        proposition: &Slug,
        (earlier, later): (u32, u32),
        rule: Rule,
        rows: &[Seen],
        (set_by, set_at): (AccountId, Timestamp),
    ) -> Result<Self, TooFew> {
        let begins = Self::since(set_at);
        let told = in_tens(rows);
        let (answers, regret) = before(&told, earlier, begins);
        let nobody_knows = TooFew {
            answers: None,
            yeses: None,
        };
        let yes = answers.proportion().ok_or(nobody_knows)?;
        let taken_back = regret.proportion().ok_or(nobody_knows)?;
        let needed = rule.needed(yes.share, taken_back.share);
        if answers.of < needed.0 || regret.of < needed.1 {
            return Err(TooFew {
                answers: Some(needed.0),
                yeses: Some(needed.1),
            });
        }
        Ok(Self {
            proposition: proposition.clone(),
            later,
            earlier,
            rule,
            answers: needed.0,
            yeses: needed.1,
            begins,
            set_by,
            set_at,
        })
    }

    /// The first day that counts for the later version of what is fixed at that moment.
    #[must_use]
    pub fn since(set_at: Timestamp) -> Day {
        begin(Day::of(set_at))
    }

    /// How far it is at `today`; `rows` are the counts since the day on which it begins.
    #[must_use]
    pub fn course(&self, proposition: &Proposition, rows: &[Seen], today: Day) -> Course {
        let told = in_tens(rows);
        let weeks = (0..).map(|n| self.begins.plus(7 * n + 6));
        let mut weeks = weeks.take_while(|sunday| *sunday < today && *sunday <= self.rule.until);
        let enough = weeks.find(|sunday| {
            let (answers, regret) = after(&told, self.later, self.begins, *sunday);
            answers.of >= self.answers && regret.of >= self.yeses
        });
        let Some(through) = enough else {
            let gone = gone_on(proposition, self.later);
            return if gone.is_some_and(|day| begin(day) <= today) {
                Course::Replaced
            } else if today > self.rule.until {
                Course::TooFew
            } else {
                let (answers, _) = after(&told, self.later, self.begins, today);
                Course::Running(People::of(answers.of))
            };
        };
        let earlier = before(&told, self.earlier, self.begins);
        let later = after(&told, self.later, self.begins, through);
        let result = (through.plus(SETTLED) < today).then(|| self.told(through, earlier, later));
        match result.flatten() {
            Some(told) => Course::Told(Box::new(told)),
            None => Course::Running(People::of(later.0.of)),
        }
    }

    fn told(&self, through: Day, earlier: (Share, Share), later: (Share, Share)) -> Option<Told> {
        let difference = |later: Share, earlier: Share, sigmas: f64| {
            let (later, earlier) = (later.proportion()?, earlier.proportion()?);
            let (low, high) = later.above(earlier, sigmas);
            Some(Difference {
                by: later.share - earlier.share,
                low,
                high,
            })
        };
        let risk = self.rule.risk;
        let yes = difference(later.0, earlier.0, risk.both_ways())?;
        let regret = difference(later.1, earlier.1, risk.one_way())?;
        let side = |(answers, regret): (Share, Share), version: u32| Side {
            answers: answers.part(version),
            regret: regret.part(version),
        };
        Some(Told {
            through,
            earlier: side(earlier, self.earlier),
            later: side(later, self.later),
            yes,
            regret,
            says: if yes.low > 0.0 {
                Yes::More
            } else if yes.high < 0.0 {
                Yes::Fewer
            } else {
                Yes::Alike
            },
            lasts: regret.high < f64::from(self.rule.margin) / 100.0,
        })
    }
}

impl Share {
    fn proportion(self) -> Option<Proportion> {
        Proportion::of(self.hits, self.of, self.streams)
    }
}

/// The Monday after a day.
fn begin(day: Day) -> Day {
    day.monday().plus(7)
}

/// Who answered a version before a day, and whose yes to it was settled.
fn before(told: &[Seen], version: u32, day: Day) -> (Share, Share) {
    after(told, version, Day(i64::MIN / 2), day.plus(-1))
}

/// Who answered a version between two days, and whose yes is of a week that ended by then.
fn after(told: &[Seen], version: u32, from: Day, to: Day) -> (Share, Share) {
    let counts = Counts {
        rows: told,
        from,
        to,
        young: to.plus(1),
    };
    let of_version = |seen: &Seen| seen.version == version;
    (counts.answers(&of_version), counts.regret(&of_version))
}

/// The day on which a version was no longer asked: another one or a stop took its place.
fn gone_on(proposition: &Proposition, version: u32) -> Option<Day> {
    let versions = proposition.versions();
    let own = versions.iter().find(|one| one.number == version)?;
    let next = versions.iter().filter(|one| one.number > version);
    let next = next.map(|one| one.published_at);
    let stops = proposition.stops().filter(|(index, _)| *index > own.index);
    let first = next.chain(stops.map(|(_, at)| at)).min();
    first.map(Day::of)
}
