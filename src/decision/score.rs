//! How each model does: of its decisions, how many carry an explanation, how many cite what they must
//! not, how many are contested and overturned; and whether that goes up or down.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::AiModel;
use super::guessed::{self, GuessCounts, GuessedOn};
use crate::catalogue::{Slug, words::vocabulary};
use crate::insight::Day;

/// Of fewer decisions nothing is told.
pub const FEWEST_TO_JUDGE: u64 = 20;
/// The days by which a model is judged: four weeks. What is drawn as going up or down is against the
/// four weeks before.
pub const JUDGED_DAYS: i64 = 28;
/// How many weeks are shown.
pub const WEEKS: i64 = 12;

vocabulary! {
    /// What became of a decision.
    Sort {
        /// It has reasons, and nobody could check them.
        Explained = "explained",
        /// It has reasons, and they are those of the model.
        Matches = "matches",
        /// It has reasons, and they are not those of the model.
        Differs = "differs",
        /// It does not say why.
        Unexplained = "unexplained",
        /// It cites what the customer did not allow: it was refused.
        Violation = "violation",
        /// It was refused because the model is below its bar: counted, and not kept.
        BelowBar = "below_bar",
    }
}

/// How many decisions there were of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Explained, and nobody could check it.
    pub explained: u64,
    /// Explained, and checked.
    pub matches: u64,
    /// Explained otherwise than the model decided.
    pub differs: u64,
    /// Not explained.
    pub unexplained: u64,
    /// Refused, for what they cited.
    pub violations: u64,
    /// Refused, for the model was below its bar.
    pub below_bar: u64,
    /// Contested by the customer.
    pub contested: u64,
    /// Overturned by a person.
    pub overridden: u64,
    /// Proposed to a person, who said no to what the model had said yes to: nothing was decided then, so
    /// that no decision tells of it.
    pub turned_down: u64,
}

impl Counts {
    /// One of that sort.
    #[must_use]
    pub fn one(sort: Sort) -> Self {
        let mut counts = Self::default();
        *match sort {
            Sort::Explained => &mut counts.explained,
            Sort::Matches => &mut counts.matches,
            Sort::Differs => &mut counts.differs,
            Sort::Unexplained => &mut counts.unexplained,
            Sort::Violation => &mut counts.violations,
            Sort::BelowBar => &mut counts.below_bar,
        } = 1;
        counts
    }

    /// How many stand.
    #[must_use]
    pub fn decisions(&self) -> u64 {
        self.explained + self.matches + self.differs + self.unexplained
    }

    /// How many of these are explained.
    #[must_use]
    pub fn explained(&self) -> u64 {
        self.explained + self.matches
    }

    /// How often a person decided against the model.
    #[must_use]
    pub fn against(&self) -> u64 {
        self.overridden + self.turned_down
    }

    /// Of how many that is: the decisions that stand, and what was turned down before it was one.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.decisions() + self.turned_down
    }

    /// How many were tried: those that stand, and those that cited what they must not.
    #[must_use]
    pub fn tried(&self) -> u64 {
        self.decisions() + self.violations
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.explained += other.explained;
        self.matches += other.matches;
        self.differs += other.differs;
        self.unexplained += other.unexplained;
        self.violations += other.violations;
        self.below_bar += other.below_bar;
        self.contested += other.contested;
        self.overridden += other.overridden;
        self.turned_down += other.turned_down;
    }
}

/// The counts of one version of a model, of the decisions of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedOn {
    /// Which model.
    pub model: Slug,
    /// Which version of it.
    pub version: String,
    /// Which day.
    pub day: Day,
    /// How many.
    pub counts: Counts,
}

/// How one version did in the days by which it is judged, up to `today`.
#[must_use]
pub fn standing(rows: &[DecidedOn], model: &str, version: &str, today: Day) -> Counts {
    let of = rows
        .iter()
        .filter(|row| *row.model == *model && row.version == version);
    let of = of.filter(|row| row.day > today.plus(-JUDGED_DAYS) && row.day <= today);
    sum(of)
}

fn sum<'a>(rows: impl Iterator<Item = &'a DecidedOn>) -> Counts {
    let mut counts = Counts::default();
    rows.for_each(|row| counts += row.counts);
    counts
}

/// One week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Day,
    /// What was decided in it.
    pub counts: Counts,
}

/// How a model does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// The model.
    pub model: AiModel,
    /// The four weeks up to today.
    pub now: Counts,
    /// The four weeks before.
    pub before: Counts,
    /// Its versions in the four weeks up to today, as they are listed; those that are listed no more
    /// behind them.
    pub versions: Vec<(String, Counts)>,
    /// The versions that are below the bar.
    pub below: Vec<String>,
    /// The last weeks, the oldest first.
    pub weeks: Vec<Week>,
    /// What it guessed in the four weeks up to today.
    pub guesses: GuessCounts,
    /// What it guessed in the four weeks before.
    pub guesses_before: GuessCounts,
}

impl Scorecard {
    fn of(model: AiModel, rows: &[DecidedOn], guessed: &[GuessedOn], today: Day) -> Self {
        let of = || rows.iter().filter(|row| row.model == model.key);
        let within = |from: i64, to: i64| {
            let (from, to) = (today.plus(-from), today.plus(-to));
            sum(of().filter(move |row| row.day > from && row.day <= to))
        };
        let mut versions: Vec<_> = model
            .versions
            .iter()
            .map(|version| (version.clone(), standing(rows, &model.key, version, today)))
            .collect();
        let mut old = BTreeMap::new();
        for row in of().filter(|row| !model.versions.contains(&row.version)) {
            old.entry(&row.version)
                .or_insert_with(|| standing(rows, &model.key, &row.version, today));
        }
        let old = old.into_iter().filter(|(_, counts)| counts.tried() > 0);
        versions.extend(old.map(|(version, counts)| (version.clone(), counts)));
        let missed = |(_, counts): &&(String, Counts)| {
            model.bar.as_ref().is_some_and(|bar| bar.is_missed(counts))
        };
        let below = versions.iter().filter(missed);
        let below = below.map(|(version, _)| version.clone()).collect();
        let monday = today.monday();
        let weeks = (0..WEEKS).rev().map(|ago| {
            let monday = monday.plus(-7 * ago);
            let in_week = |row: &&DecidedOn| row.day.monday() == monday;
            Week {
                monday,
                counts: sum(of().filter(in_week)),
            }
        });
        let [guesses, guesses_before] = guessed::weeks(guessed, &model.key, today);
        Self {
            guesses,
            guesses_before,
            now: within(JUDGED_DAYS, 0),
            before: within(2 * JUDGED_DAYS, JUDGED_DAYS),
            weeks: weeks.collect(),
            versions,
            below,
            model,
        }
    }
}

/// A part of a whole in percent, where the whole is enough to tell.
#[must_use]
pub fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole >= FEWEST_TO_JUDGE).then(|| part as f64 / whole as f64 * 100.0)
}

/// By how many percent points that share went up from `before` to `now`; none where either has too few.
#[must_use]
pub fn drift(
    now: &Counts,
    before: &Counts,
    part: fn(&Counts) -> u64,
    whole: fn(&Counts) -> u64,
) -> Option<f64> {
    Some(percent(part(now), whole(now))? - percent(part(before), whole(before))?)
}

/// How each model does, in the order of their names.
#[must_use]
pub fn scorecards(
    models: Vec<AiModel>,
    rows: &[DecidedOn],
    guessed: &[GuessedOn],
    today: Day,
) -> Vec<Scorecard> {
    let mut cards: Vec<_> = models
        .into_iter()
        .map(|model| Scorecard::of(model, rows, guessed, today))
        .collect();
    cards.sort_by(|one, two| {
        let one = (&one.model.name, &one.model.key);
        one.cmp(&(&two.model.name, &two.model.key))
    });
    cards
}

#[cfg(test)]
mod tests {
    use super::super::{Bar, BelowBar};
    use super::*;
    use crate::clock::Timestamp;

    /// A Thursday.
    const TODAY: Day = Day(20_783);

    fn row(version: &str, ago: i64, counts: Counts) -> DecidedOn {
        DecidedOn {
            model: "ranker".parse().unwrap(),
            version: version.to_owned(),
            day: TODAY.plus(-ago),
            counts,
        }
    }

    fn counts(explained: u64, unexplained: u64, violations: u64) -> Counts {
        Counts {
            explained,
            unexplained,
            violations,
            ..Counts::default()
        }
    }

    fn model() -> AiModel {
        AiModel {
            key: "ranker".parse().unwrap(),
            name: "Ranker".to_owned(),
            vendor: "V".to_owned(),
            task: "T".to_owned(),
            versions: vec!["2".to_owned(), "3".to_owned()],
            bar: Some(Bar {
                explained: 80,
                below: BelowBar::Person,
            }),
            retired_at: None,
            revision: 1,
            changed_at: Timestamp::default(),
        }
    }

    fn card(rows: &[DecidedOn]) -> Scorecard {
        scorecards(vec![model()], rows, &[], TODAY).remove(0)
    }

    #[test]
    fn four_weeks_are_held_against_the_four_before() {
        let rows = [
            row("2", 0, counts(30, 0, 10)),
            row("2", 27, counts(30, 20, 10)),
            // A day earlier belongs to the weeks before.
            row("2", 28, counts(90, 10, 0)),
            row("2", 55, counts(0, 0, 0)),
            row("2", 56, counts(0, 1_000, 0)),
        ];
        let card = card(&rows);
        let (now, before) = (&card.now, &card.before);
        assert_eq!(percent(now.explained(), now.decisions()), Some(75.0));
        let explained = drift(now, before, Counts::explained, Counts::decisions);
        assert_eq!(explained, Some(-15.0));
        assert_eq!(percent(now.violations, now.tried()), Some(20.0));
        assert_eq!(card.below, ["2"]);
    }

    #[test]
    fn of_too_few_nothing_is_told() {
        let card = card(&[
            row("2", 1, counts(0, 19, 0)),
            row("2", 30, counts(50, 0, 0)),
        ]);
        let (now, before) = (&card.now, &card.before);
        assert_eq!(percent(now.explained(), now.decisions()), None);
        let explained = drift(now, before, Counts::explained, Counts::decisions);
        assert_eq!(explained, None);
        assert_eq!(card.below, [""; 0]);
    }

    #[test]
    fn each_version_stands_for_itself() {
        let rows = [
            row("2", 1, counts(0, 100, 0)),
            row("3", 1, counts(100, 0, 0)),
            row("1", 1, counts(5, 0, 1)),
            row("0", 40, counts(5, 0, 0)),
        ];
        let card = card(&rows);
        let names: Vec<_> = card
            .versions
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["2", "3", "1"]);
        assert_eq!(card.below, ["2"]);
        let whole: u64 = card
            .versions
            .iter()
            .map(|(_, counts)| counts.decisions())
            .sum();
        assert_eq!(whole, card.now.decisions());
    }

    #[test]
    fn weeks_begin_on_mondays_and_add_up() {
        let rows: Vec<_> = (0..100).map(|ago| row("2", ago, counts(1, 0, 0))).collect();
        let card = card(&rows);
        let weeks: Vec<_> = card
            .weeks
            .iter()
            .map(|week| week.counts.explained)
            .collect();
        // Up to Thursday the last has four days.
        assert_eq!(weeks, [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 4]);
        assert_eq!(card.weeks[11].monday, TODAY.plus(-3));
    }
}
