//! A line over time, with marks.

use std::fmt::Write as _;

use leptos::prelude::*;

/// Where the plot begins and ends, in hundredths of the drawing's height: above it stand the marks'
/// names, below it the days.
const TOP: f64 = 12.0;
const BOTTOM: f64 = 88.0;

/// The value at each place, from the left: places lie between 0 and 1, and a gap is none.
pub(crate) type Points = Vec<(f64, Option<f64>)>;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its points.
    pub points: Points,
    /// What stands at its end.
    pub end: String,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// When, from 0 to 1.
    pub at: f64,
    /// What, in a word.
    pub name: String,
}

/// The lines of a grid up to at least `most`: their values, in steps of 1, 2 or 5 times a power of
/// ten.
pub(crate) fn ticks(most: f64) -> Vec<f64> {
    let rough = (most.max(f64::MIN_POSITIVE) / 3.0).log10().floor();
    let power = 10_f64.powf(rough);
    let step = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    let step = step.into_iter().find(|step| step * 4.0 >= most);
    let step = step.unwrap_or(power * 10.0);
    let count = (most / step).ceil().clamp(1.0, 8.0) as u32;
    (0..=count).map(|n| f64::from(n) * step).collect()
}

/// A line over a grid. `labels` are the grid's values and what stands at them; the last is the top.
#[component]
pub(crate) fn LineChart(
    /// The id of what names the drawing.
    named: String,
    /// The line.
    line: Line,
    /// What it is compared with, without words of its own.
    pale: Points,
    /// The grid.
    labels: Vec<(f64, String)>,
    /// What happened meanwhile.
    marks: Vec<Mark>,
    /// The first and the last day.
    ends: (String, String),
) -> impl IntoView {
    let top = labels.last().map_or(1.0, |(value, _)| *value);
    let top = if top > 0.0 { top } else { 1.0 };
    let height = move |value: f64| BOTTOM - (BOTTOM - TOP) * (value / top).clamp(0.0, 1.0);
    let grid = labels.into_iter().map(|(value, label)| {
        let y = percent(height(value));
        view! {
            <line class="chart-grid" x1="0" x2="100%" y1=y.clone() y2=y.clone()></line>
            <text class="chart-tick" x="0" y=y dy="-0.35em">{label}</text>
        }
    });
    let grid = grid.collect_view();
    let mut backwards = line.points.iter().rev();
    let last = backwards.find_map(|(x, y)| Some((*x, (*y)?)));
    // Where the line ends at the top, its number stands where a mark's name would.
    let ends_high = last.is_some_and(|(x, y)| x > 0.9 && height(y) < 25.0);
    let marks = marks.into_iter().map(|mark| {
        let x = percent(mark.at * 100.0);
        // A word at the edge would be cut.
        let at_edge = mark.at > 0.9;
        let anchor = if at_edge { "end" } else { "start" };
        let beside = if at_edge { "-0.3em" } else { "0.3em" };
        let (y, below) = if at_edge && ends_high {
            (percent(BOTTOM), "-0.5em")
        } else {
            ("4%".to_owned(), "0.8em")
        };
        view! {
            <line class="chart-mark" x1=x.clone() x2=x.clone() y1="4%" y2=percent(BOTTOM)></line>
            <text class="chart-mark-name" x=x y=y dx=beside dy=below text-anchor=anchor>
                {mark.name}
            </text>
        }
    });
    let marks = marks.collect_view();
    let end = last.map(|(x, y)| {
        let (x, y) = (percent(x * 100.0), percent(height(y)));
        view! {
            <circle class="chart-dot" cx=x.clone() cy=y.clone() r="4"></circle>
            <text class="chart-end" x=x y=y dx="-0.6em" dy="-0.7em" text-anchor="end">
                {line.end.clone()}
            </text>
        }
    });
    let dots = |points: &Points, class: &'static str| {
        let lone = lone(points).into_iter().map(|(x, y)| {
            let (x, y) = (percent(x * 100.0), percent(height(y)));
            view! { <circle class=class cx=x cy=y r="3"></circle> }
        });
        lone.collect_view()
    };
    let pale_dots = dots(&pale, "chart-pale-dot");
    let lone = dots(&line.points, "chart-dot");
    view! {
        <svg class="chart-plot" role="img" aria-labelledby=named>
            {grid}
            {marks}
            <svg
                class="chart-stretch"
                x="0"
                y="0"
                width="100%"
                height="100%"
                viewBox="0 0 100 100"
                preserveAspectRatio="none"
            >
                <path class="chart-pale" d=path(&pale, height)></path>
                <path class="chart-line" d=path(&line.points, height)></path>
            </svg>
            {pale_dots}
            {lone}
            {end}
            <text class="chart-tick" x="0" y="100%" dy="-0.35em">{ends.0}</text>
            <text class="chart-tick" x="100%" y="100%" dy="-0.35em" text-anchor="end">{ends.1}</text>
        </svg>
    }
}

fn percent(hundredths: f64) -> String {
    format!("{hundredths:.2}%")
}

/// The line, in a square of a hundred; a gap begins it anew.
fn path(points: &[(f64, Option<f64>)], height: impl Fn(f64) -> f64) -> String {
    let mut path = String::new();
    let mut pen = 'M';
    for (x, value) in points {
        match value {
            Some(value) => {
                let (x, y) = (x * 100.0, height(*value));
                // Memory takes every letter.
                _ = write!(path, "{pen}{x:.2} {y:.2}");
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    path
}

/// The points with a gap on either side, which no line shows.
fn lone(points: &[(f64, Option<f64>)]) -> Vec<(f64, f64)> {
    let value = |n: usize| points.get(n).and_then(|(_, value)| *value);
    let alone = points.iter().enumerate().filter_map(|(n, (x, y))| {
        let before = n.checked_sub(1).and_then(value);
        let alone = before.is_none() && value(n + 1).is_none();
        Some((*x, (*y)?)).filter(|_| alone)
    });
    alone.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_has_round_values_and_holds_the_most() {
        assert_eq!(ticks(1.0), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(12_480.0), [0.0, 5_000.0, 10_000.0, 15_000.0]);
        for most in [0.0, 0.004, 0.03, 1.0, 9.0, 10.0, 41.0, 999.0, 1e6] {
            let ticks = ticks(most);
            assert!(*ticks.last().unwrap() >= most, "{most}: {ticks:?}");
            assert!((2..=6).contains(&ticks.len()), "{most}: {ticks:?}");
        }
    }

    #[test]
    fn a_gap_is_no_line_and_a_point_between_gaps_is_a_dot() {
        let points = [
            (0.0, Some(0.0)),
            (0.25, Some(1.0)),
            (0.5, None),
            (0.75, Some(1.0)),
            (1.0, None),
        ];
        let path = path(&points, |value| value * 100.0);
        assert_eq!(path, "M0.00 0.00L25.00 100.00M75.00 100.00");
        assert_eq!(lone(&points), [(0.75, 1.0)]);
    }
}
