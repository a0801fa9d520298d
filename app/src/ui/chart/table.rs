//! A chart as a table: on the page, and as the lines of a file.

use leptos::prelude::*;
use mutual::insight::{Day, People, Rate};

use crate::text::{Dates, Numbers, Text};

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    /// Words.
    Text(String),
    /// A day of UTC.
    Day(Option<Day>),
    /// How many people.
    People(People),
    /// A share, as far as it is told.
    Rate(Rate),
    /// A share, or an end of its interval.
    Share(Option<f64>),
    /// An amount or a number, as digits.
    Digits(Option<String>),
}

/// Columns, and rows of as many values. The first value of a row names it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// The heads.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Datum>>,
}

impl Datum {
    /// As people read it.
    pub(crate) fn words(&self, text: &'static Text) -> String {
        let words = text.numbers;
        match self {
            Self::Text(told) => told.clone(),
            Self::Day(Some(day)) => Dates::new(text, "UTC").day(day.begin()),
            Self::Day(None) => words.never.to_owned(),
            Self::People(people) => people_in_words(*people, text),
            Self::Rate(rate) => rate_in_words(*rate, words),
            Self::Share(Some(share)) => (words.percent)(*share),
            Self::Digits(Some(digits)) => text.rules.decimal(digits),
            Self::Share(None) | Self::Digits(None) => "–".to_owned(),
        }
    }

    /// As a spreadsheet reads it: days as 2026-05-04, shares as 0.625, what is not told in words.
    pub(crate) fn plain(&self, text: &'static Text) -> String {
        match self {
            Self::Day(Some(day)) => {
                let moment = day.begin().to_string();
                moment.split('T').next().unwrap_or_default().to_owned()
            }
            Self::People(People::Tens(many)) => many.to_string(),
            Self::Rate(Rate::Is { share, .. }) | Self::Share(Some(share)) => format!("{share:.4}"),
            Self::Digits(Some(digits)) => digits.clone(),
            Self::Share(None) | Self::Digits(None) => String::new(),
            other => other.words(text),
        }
    }

    fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Day(_))
    }
}

/// A number of people in words.
pub(crate) fn people_in_words(people: People, text: &'static Text) -> String {
    let words = text.numbers;
    match people {
        People::Tens(many) => text.rules.number(many),
        People::Few => words.few.to_owned(),
    }
}

/// A share in words.
pub(crate) fn rate_in_words(rate: Rate, words: &'static Numbers) -> String {
    match rate {
        Rate::Is { share, .. } => (words.percent)(share),
        Rate::Hidden => words.not_told.to_owned(),
    }
}

impl Table {
    /// The heads and the rows as a file has them.
    pub(crate) fn lines(&self, text: &'static Text) -> Vec<Vec<String>> {
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(|datum| datum.plain(text)).collect());
        std::iter::once(self.columns.clone()).chain(rows).collect()
    }
}

/// The table on the page.
#[component]
pub(crate) fn TableView(
    /// The table.
    table: Table,
    /// What it is about.
    name: String,
    /// The words.
    text: &'static Text,
) -> impl IntoView {
    let numeric = |n: usize| {
        let row = table.rows.first();
        row.and_then(|row| row.get(n)).is_some_and(Datum::is_number)
    };
    let heads = table.columns.iter().enumerate().map(|(n, column)| {
        let class = numeric(n).then_some("number");
        view! { <th scope="col" class=class>{column.clone()}</th> }
    });
    let heads = heads.collect_view();
    let rows = table.rows.iter().map(|row| {
        let cells = row
            .iter()
            .zip(&table.columns)
            .enumerate()
            .map(|(n, (datum, column))| {
                let words = datum.words(text);
                if n == 0 {
                    return view! { <th scope="row">{words}</th> }.into_any();
                }
                let class = datum.is_number().then_some("number");
                view! { <td class=class data-label=column.clone()>{words}</td> }.into_any()
            });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=name>
            <table class="table table-folds">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
