//! The numbers as tables: what stands under each chart, and what its file holds.

use mutual::catalogue::{Channel, Registry};
use mutual::consent::Route;
use mutual::insight::{
    Day, Funnel, Keeping, Numbers, Part, Rate, Steps, UnusedItem, WEEKS_AFTER, Week,
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
    Channels,
    Cohorts,
    Ends,
    Unused,
}

impl Chart {
    const ALL: [Self; 12] = [
        Self::Kept,
        Self::On,
        Self::Yes,
        Self::Funnel,
        Self::Regret,
        Self::Messages,
        Self::Versions,
        Self::Routes,
        Self::Channels,
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
            Self::Channels => "channels",
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
        let (now, before) = (&numbers.now, &numbers.before);
        match self {
            Self::Kept => kept(&numbers.kept, text),
            Self::On => {
                let rows = now.on.iter().zip(&before.on);
                let rows = rows.map(|((day, on), (_, earlier))| {
                    vec![
                        Datum::Day(Some(*day)),
                        Datum::People(*on),
                        Datum::People(*earlier),
                    ]
                });
                table(&[column.day, column.people, column.before], rows)
            }
            Self::Yes => {
                let heads = [column.week, column.answers];
                weeks(&now.weeks, &before.weeks, heads, text)
            }
            Self::Funnel => funnel(&now.funnel, &before.funnel, text),
            Self::Messages => {
                let heads = [column.week, column.messages];
                weeks(
                    &now.after_messages.weeks,
                    &before.after_messages.weeks,
                    heads,
                    text,
                )
            }
            Self::Regret => {
                let heads = [column.week, column.yeses];
                weeks(&now.regret_weeks, &before.regret_weeks, heads, text)
            }
            Self::Versions => {
                let heads = [column.version, column.answers];
                let earlier = |version: &u32| same(&before.versions, version);
                shares(&now.versions, earlier, heads, text, |version| {
                    Datum::Text((words.version)(*version))
                })
            }
            Self::Routes => {
                let heads = [column.route, column.answers];
                let earlier = |route: &Route| same(&before.routes, route);
                shares(&now.routes, earlier, heads, text, |route| {
                    Datum::Text((words.route)(*route).to_owned())
                })
            }
            Self::Channels => {
                let heads = [column.channel, column.people_answered];
                let earlier = |channel: &Channel| same(&before.channels, channel);
                shares(&now.channels, earlier, heads, text, |channel| {
                    Datum::Text((text.shared.channel)(*channel).to_owned())
                })
            }
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
                let rows = now.ends.iter().zip(&before.ends);
                let rows = rows.map(|((measure, many), (_, earlier))| {
                    let why = (words.ended)(*measure).to_owned();
                    vec![
                        Datum::Text(why),
                        Datum::People(*many),
                        Datum::People(*earlier),
                    ]
                });
                table(&[column.why, column.people, column.before], rows)
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

/// The part of the period before that is of the same.
fn same<'a, T: PartialEq>(before: &'a [Part<T>], of: &T) -> Option<&'a Part<T>> {
    before.iter().find(|part| part.of == *of)
}

/// Weeks, each with that of the period before in the same place.
fn weeks(now: &[Week], before: &[Week], heads: [&'static str; 2], text: &'static Text) -> Table {
    let first = |weeks: &[Week]| weeks.first().map_or(Day::default(), |week| week.of);
    let apart = first(now).since(first(before));
    let earlier = |monday: &Day| same(before, &monday.plus(-apart));
    shares(now, earlier, heads, text, |monday| {
        Datum::Day(Some(*monday))
    })
}

fn shares<'a, T: 'a>(
    parts: &[Part<T>],
    before: impl Fn(&T) -> Option<&'a Part<T>>,
    heads: [&'static str; 2],
    text: &'static Text,
    name: impl Fn(&T) -> Datum,
) -> Table {
    let column = &text.numbers.column;
    let [of, people] = heads;
    let rows = parts.iter().map(|part| {
        let (low, high) = match part.rate {
            Rate::Is { low, high, .. } => (Some(low), Some(high)),
            Rate::Hidden => (None, None),
        };
        let earlier = before(&part.of).map_or(Rate::Hidden, |part| part.rate);
        vec![
            name(&part.of),
            Datum::People(part.people),
            Datum::Rate(part.rate),
            Datum::Share(low),
            Datum::Share(high),
            Datum::Rate(earlier),
        ]
    });
    let heads = [
        of,
        people,
        column.share,
        column.low,
        column.high,
        column.before,
    ];
    table(&heads, rows)
}

fn funnel(funnel: &Funnel, before: &Funnel, text: &'static Text) -> Table {
    let words = text.numbers;
    let column = &words.column;
    fn row<T>(name: String, steps: &Steps<T>, before: Option<&Steps<T>>) -> Vec<Datum> {
        vec![
            Datum::Text(name),
            Datum::People(steps.asked),
            Datum::Rate(steps.answered),
            Datum::Rate(steps.yes),
            Datum::Share(steps.yes_of_asked()),
            Datum::Share(before.and_then(Steps::yes_of_asked)),
        ]
    }
    let all = row(
        words.all_versions.to_owned(),
        &funnel.all,
        Some(&before.all),
    );
    let versions = funnel.versions.iter().map(|steps| {
        let mut earlier = before.versions.iter();
        let earlier = earlier.find(|earlier| earlier.of == steps.of);
        row((words.version)(steps.of), steps, earlier)
    });
    let heads = [
        column.version,
        column.asked,
        column.answered,
        column.yes_of_answered,
        column.yes_of_asked,
        column.before,
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
