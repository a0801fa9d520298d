//! One row for each of a few things: a name, a bar or a dot with its interval, and the value in words.

use leptos::prelude::*;

/// What is drawn in a row; places lie between 0 and 1.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Drawn {
    /// A bar from 0.
    Bar(f64),
    /// A dot, and the interval around it.
    Dot(f64, f64, f64),
    /// Nothing that may be told.
    Nothing,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct ChartRow {
    /// Of what.
    pub name: String,
    /// What is drawn.
    pub drawn: Drawn,
    /// Where it stood before.
    pub pale: Option<f64>,
    /// The same in words.
    pub value: String,
}

/// Rows on one scale. `limit` is a line across all of them, with its name.
#[component]
pub(crate) fn RowChart(
    /// The rows, in their order.
    rows: Vec<ChartRow>,
    /// A line that means something.
    limit: Option<(f64, &'static str)>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let line = limit.map(|(at, _)| {
            let x = percent(at);
            view! { <line class="chart-limit" x1=x.clone() x2=x y1="0" y2="100%"></line> }
        });
        let drawn = match row.drawn {
            Drawn::Bar(to) => view! {
                <rect class="chart-bar" x="0" y="25%" width=percent(to) height="50%"></rect>
            }
            .into_any(),
            Drawn::Dot(low, at, high) => view! {
                <line class="chart-interval" x1=percent(low) x2=percent(high) y1="50%" y2="50%"></line>
                <circle class="chart-dot" cx=percent(at) cy="50%" r="5"></circle>
            }
            .into_any(),
            Drawn::Nothing => ().into_any(),
        };
        let pale = row.pale.map(|at| {
            view! { <circle class="chart-pale-dot" cx=percent(at) cy="50%" r="5"></circle> }
        });
        view! {
            <div class="chart-row">
                <dt>{row.name}</dt>
                <dd class="chart-row-plot">
                    <svg aria-hidden="true">
                        <line class="chart-grid" x1="0" x2="100%" y1="50%" y2="50%"></line>
                        {pale}
                        {drawn}
                        {line}
                    </svg>
                </dd>
                <dd class="chart-row-value">{row.value}</dd>
            </div>
        }
    });
    let rows = rows.collect_view();
    let name = limit.map(|(at, name)| {
        let (x, anchor) = (percent(at), if at > 0.8 { "end" } else { "start" });
        view! {
            <div class="chart-row chart-row-limit" aria-hidden="true">
                <span></span>
                <svg>
                    <text class="chart-tick" x=x y="50%" dx="-0.3em" text-anchor=anchor>{name}</text>
                </svg>
                <span></span>
            </div>
        }
    });
    view! {
        <dl class="chart-rows">{rows}</dl>
        {name}
    }
}

fn percent(place: f64) -> String {
    format!("{:.2}%", place.clamp(0.0, 1.0) * 100.0)
}
