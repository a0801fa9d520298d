//! The numbers as tables: what stands under each chart, and what its file holds.

use mutual::catalogue::Registry;
use mutual::insight::{
    Funnel, Keeping, Numbers, Part, People, Rate, Steps, UnusedItem, WEEKS_AFTER,
};

use crate::{
    text::Text,
    ui::{
        chart::{Datum, Table},
        exchange::data_name,
    },
};

/// The charts of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chart {
    Kept,
    On,
    Yes,
    Funnel,
    Regret,
    Messages,
    Versions,
    Routes,
    Cohorts,
    Ends,
    Unused,
}

impl Chart {
    const ALL: [Self; 11] = [
        Self::Kept,
        Self::On,
        Self::Yes,
        Self::Funnel,
        Self::Regret,
        Self::Messages,
        Self::Versions,
        Self::Routes,
        Self::Cohorts,
        Self::Ends,
        Self::Unused,
    ];

    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::On => "on",
            Self::Yes => "yes",
            Self::Funnel => "funnel",
            Self::Regret => "regret",
            Self::Messages => "messages",
            Self::Versions => "versions",
            Self::Routes => "routes",
            Self::Cohorts => "cohorts",
            Self::Ends => "ends",
            Self::Unused => "unused",
        }
    }

    /// The chart of that name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.name() == name)
    }

    /// The chart as a table.
    pub(super) fn table(
        self,
        numbers: &Numbers,
        registry: &Registry,
        text: &'static Text,
    ) -> Table {
        let words = text.numbers;
        let column = &words.column;
        match self {
            Self::Kept => kept(&numbers.kept, text),
            Self::On => {
                let rows = numbers.on.iter();
                let rows = rows.map(|(day, on)| vec![Datum::Day(Some(*day)), Datum::People(*on)]);
                table(&[column.day, column.people], rows)
            }
            Self::Yes => shares(
                &numbers.weeks,
                [column.week, column.answers],
                text,
                |monday| Datum::Day(Some(*monday)),
            ),
            Self::Funnel => funnel(&numbers.funnel, text),
            Self::Messages => {
                let heads = [column.week, column.messages];
                shares(&numbers.after_messages.weeks, heads, text, |monday| {
                    Datum::Day(Some(*monday))
                })
            }
            Self::Regret => {
                let heads = [column.week, column.yeses];
                shares(&numbers.regret_weeks, heads, text, |monday| {
                    Datum::Day(Some(*monday))
                })
            }
            Self::Versions => {
                let heads = [column.version, column.answers];
                shares(&numbers.versions, heads, text, |version| {
                    Datum::Text((words.version)(*version))
                })
            }
            Self::Routes => shares(
                &numbers.routes,
                [column.route, column.answers],
                text,
                |route| Datum::Text((words.route)(*route).to_owned()),
            ),
            Self::Cohorts => {
                let after = WEEKS_AFTER.map(words.after_weeks);
                let mut heads = vec![column.week, column.yeses];
                heads.extend(after.iter().map(String::as_str));
                let rows = numbers.cohorts.iter().map(|cohort| {
                    let on = cohort.on.iter();
                    let on = on.map(|rate| rate.map_or(Datum::Share(None), Datum::Rate));
                    let begin = [Datum::Day(Some(cohort.monday)), Datum::People(cohort.given)];
                    begin.into_iter().chain(on).collect()
                });
                table(&heads, rows)
            }
            Self::Ends => {
                let rows = numbers.ends.iter().map(|(measure, many)| {
                    let why = (words.ended)(*measure).to_owned();
                    vec![Datum::Text(why), Datum::People(*many)]
                });
                table(&[column.why, column.people], rows)
            }
            Self::Unused => {
                let rows = numbers
                    .unused
                    .iter()
                    .map(|UnusedItem { category, last, .. }| {
                        vec![
                            Datum::Text(data_name(category, registry, text)),
                            Datum::Day(*last),
                        ]
                    });
                table(&[column.data, column.last_used], rows)
            }
        }
    }
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<Datum>>) -> Table {
    Table {
        columns: heads.iter().map(|&head| head.to_owned()).collect(),
        rows: rows.collect(),
    }
}

fn shares<T>(
    parts: &[Part<T>],
    heads: [&'static str; 2],
    text: &'static Text,
    name: impl Fn(&T) -> Datum,
) -> Table {
    let column = &text.numbers.column;
    let [of, people] = heads;
    let rows = parts.iter().map(|part| {
        let (low, high) = match part.rate {
            Rate::Is { low, high, .. } => (Some(low), Some(high)),
            _ => (None, None),
        };
        // Nobody is no share of anybody.
        let rate = match (part.people, part.rate) {
            (People::Exactly(0), _) => Datum::Share(None),
            (_, rate) => Datum::Rate(rate),
        };
        vec![
            name(&part.of),
            Datum::People(part.people),
            rate,
            Datum::Share(low),
            Datum::Share(high),
        ]
    });
    table(&[of, people, column.share, column.low, column.high], rows)
}

fn funnel(funnel: &Funnel, text: &'static Text) -> Table {
    let words = text.numbers;
    let column = &words.column;
    fn row<T>(name: String, steps: &Steps<T>) -> Vec<Datum> {
        // Nobody is no share of anybody.
        let share = |rate| match steps.asked {
            People::Exactly(0) => Datum::Share(None),
            _ => Datum::Rate(rate),
        };
        vec![
            Datum::Text(name),
            Datum::People(steps.asked),
            share(steps.answered),
            share(steps.yes),
            Datum::Share(steps.yes_of_asked()),
        ]
    }
    let all = row(words.all_versions.to_owned(), &funnel.all);
    let versions = funnel.versions.iter();
    let versions = versions.map(|steps| row((words.version)(steps.of), steps));
    let heads = [
        column.version,
        column.asked,
        column.answered,
        column.yes_of_answered,
        column.yes_of_asked,
    ];
    let rows = std::iter::once(all).chain(versions);
    table(&heads, rows.filter(|_| !funnel.versions.is_empty()))
}

/// An estimate to two places, without needless digits.
fn digits(amount: f64) -> String {
    let digits = format!("{amount:.2}");
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

fn kept(kept: &[Keeping], text: &'static Text) -> Table {
    let words = text.numbers;
    let column = &words.column;
    let rows = kept.iter().map(|keeping| {
        vec![
            Datum::Text(keeping.what.clone()),
            Datum::Text(keeping.unit.clone()),
            Datum::Text((words.every)(keeping.every).to_owned()),
            Datum::Digits(Some(keeping.days.to_string())),
            Datum::Digits(keeping.promised.map(digits)),
            Datum::Digits(keeping.delivered.map(|delivered| delivered.to_string())),
            Datum::Share(keeping.share),
        ]
    });
    let heads = [
        column.benefit,
        column.unit,
        column.every,
        column.days,
        column.promised,
        column.delivered,
        column.share,
    ];
    table(&heads, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chart_is_found_by_its_name() {
        for chart in Chart::ALL {
            assert_eq!(Chart::of(chart.name()), Some(chart));
        }
        assert_eq!(Chart::of("people"), None);
    }
}
