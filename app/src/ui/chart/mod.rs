//! Charts, drawn on the server: nothing in them needs JavaScript, and no style stands inline.
//!
//! A chart is a figure: a title that says what is found, what is measured, the drawing, how it is
//! counted, and the same as a table and a file. A drawing fills the width that it has; only its lines
//! are stretched, its words are not.

mod line;
mod rows;
mod table;

use leptos::prelude::*;

pub(crate) use line::{Line, LineChart, Mark, Points, ticks};
pub(crate) use rows::{ChartRow, Drawn, RowChart};
pub(crate) use table::{Datum, Table, TableView, people_in_words, rate_in_words};

use crate::text::{NumbersWords, Text};

/// A drawing with everything around it.
#[component]
pub(crate) fn Figure(
    /// Its name in the page's address.
    id: &'static str,
    /// What is found, as a sentence without its final stop.
    title: String,
    /// What is measured and how.
    about: &'static NumbersWords,
    /// The same as a table; none where the drawing is the table.
    table: Option<Table>,
    /// Where the file is.
    csv: String,
    /// Whether anything stands in it.
    has_file: bool,
    /// The words.
    text: &'static Text,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let words = text.numbers;
    let (title_id, named) = (format!("{id}-t"), format!("{id}-t"));
    let body = match table {
        Some(table) => view! {
            <details class="details chart-data">
                <summary>{words.table}</summary>
                <div class="details-body">
                    <TableView table=table name=title.clone() text=text/>
                    <p><a href=csv download="">{words.csv}</a></p>
                </div>
            </details>
        }
        .into_any(),
        None if has_file => {
            view! { <p class="chart-data"><a href=csv download="">{words.csv}</a></p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <figure class="chart" id=id aria-labelledby=named>
            <figcaption>
                <h2 id=title_id>{title}</h2>
                <p class="chart-measure">{about.measure}</p>
            </figcaption>
            <div class="chart-drawing">{children()}</div>
            <p class="chart-definition">{about.definition}</p>
            {body}
        </figure>
    }
}
