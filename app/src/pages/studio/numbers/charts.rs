//! The charts of one proposition, in the order of what matters most.

use std::sync::Arc;

use leptos::prelude::*;
use mutual::catalogue::Registry;
use mutual::insight::{Day, Numbers, Part, People, Rate, Span, WEEKS_AFTER, Week};

use super::tables::Chart;
use crate::{
    text::{Dates, NumbersWords, Text},
    ui::chart::{
        ChartRow, Datum, Drawn, Figure, Line, LineChart, Mark, Points, RowChart, TableView,
        people_in_words, rate_in_words, ticks,
    },
    ui::said::within,
};

/// The share of promises that has to be kept before more people are asked.
const KEPT: f64 = 0.9;
/// After how many weeks the title of the cohorts tells.
const TOLD_AFTER: i64 = 4;

/// What the charts of a page have in common.
#[derive(Clone)]
pub(super) struct Drawing {
    pub numbers: Arc<Numbers>,
    pub registry: Arc<Registry>,
    pub text: &'static Text,
    /// Whether whoever looks may write drafts.
    pub writes: bool,
}

impl Drawing {
    fn day(&self, day: Day) -> String {
        Dates::new(self.text, "UTC").day(day.begin())
    }

    pub(super) fn figure(
        &self,
        chart: Chart,
        title: String,
        about: &'static NumbersWords,
        drawing: AnyView,
    ) -> AnyView {
        let (numbers, text) = (&self.numbers, self.text);
        let table = chart.table(numbers, &self.registry, text);
        // What is drawn as a table needs none under it.
        let is_table = matches!(chart, Chart::Cohorts | Chart::Unused | Chart::Ends);
        let is_empty = table.rows.is_empty();
        let table = (!is_table && !is_empty).then_some(table);
        let days = numbers.period.days();
        let name = chart.name();
        let csv = format!("/studio/{}/numbers/{name}.csv?days={days}", numbers.key);
        let title = crate::text::capital(&title);
        view! {
            <Figure id=name title=title about=about table=table csv=csv has_file=!is_empty text=text>
                {drawing}
            </Figure>
        }
        .into_any()
    }

    pub(super) fn nothing(&self) -> AnyView {
        view! { <p class="chart-nothing">{self.text.numbers.nothing_yet}</p> }.into_any()
    }

    /// All of them.
    pub(super) fn all(&self) -> AnyView {
        let charts = if self.numbers.asks {
            vec![
                self.kept(),
                self.on(),
                self.yes(),
                self.funnel(),
                self.regret(),
                self.messages(),
                self.versions(),
                self.routes(),
                self.channels(),
                self.cohorts(),
                self.ends(),
                self.unused(),
            ]
        } else {
            let words = self.text.numbers;
            let note = view! { <p class="part">{words.on_by_itself}</p> }.into_any();
            vec![note, self.kept(), self.ends(), self.unused()]
        };
        charts.collect_view().into_any()
    }

    fn kept(&self) -> AnyView {
        let words = self.text.numbers;
        let numbers = &self.numbers;
        let title = match numbers
            .worst()
            .and_then(|worst| Some((worst, worst.share?)))
        {
            Some((worst, share)) if share < KEPT => {
                (words.kept_short)(&worst.what, &(words.percent)(share))
            }
            // Whoever gets more than was promised is not owed less elsewhere.
            Some((_, share)) => (words.kept_all)(&(words.percent)(share.min(1.0))),
            None => words.kept_unknown.to_owned(),
        };
        let rows = numbers.kept.iter().map(|keeping| ChartRow {
            name: keeping.what.clone(),
            drawn: keeping.share.map_or(Drawn::Nothing, Drawn::Bar),
            pale: None,
            value: match keeping.share {
                Some(share) => (words.percent)(share),
                None => words.not_told.to_owned(),
            },
        });
        let rows: Vec<_> = rows.collect();
        let drawing = if rows.is_empty() {
            self.nothing()
        } else {
            let limit = Some((KEPT, words.kept_limit));
            view! { <RowChart rows=rows limit=limit/> }.into_any()
        };
        let about = if numbers.asks {
            &words.kept
        } else {
            &words.kept_by_itself
        };
        self.figure(Chart::Kept, title, about, drawing)
    }

    fn place(&self, day: Day) -> f64 {
        let now = &self.numbers.now;
        let all = now.to.since(now.from).max(1) as f64;
        day.since(now.from) as f64 / all
    }

    /// Where a day of the period before stands, beside the same day of this one.
    fn place_before(&self, day: Day) -> f64 {
        let numbers = &self.numbers;
        self.place(day.plus(numbers.now.from.since(numbers.before.from)))
    }

    fn marks(&self) -> Vec<Mark> {
        let marks = self.numbers.marks.iter().map(|(day, version)| Mark {
            at: self.place(*day),
            name: (self.text.numbers.version_mark)(*version),
        });
        marks.collect()
    }

    /// A line, with that of the period before pale behind it.
    fn lines(
        &self,
        chart: Chart,
        line: Line,
        before: Points,
        labels: Vec<(f64, String)>,
    ) -> AnyView {
        let span = |span: &Span| (self.day(span.from), self.day(span.to));
        let (begin, end) = span(&self.numbers.now);
        // A drawing runs from left to right in every language, and its days each in their own.
        let ends = (within(&begin, self.text), within(&end, self.text));
        let (from, to) = span(&self.numbers.before);
        let is_told = before.iter().any(|(_, value)| value.is_some());
        let legend = is_told.then(|| {
            let words = (self.text.numbers.pale)(&from, &to);
            view! { <p class="chart-legend"><span class="chart-pale-key"></span>{words}</p> }
        });
        let named = format!("{}-t", chart.name());
        let marks = self.marks();
        view! {
            <LineChart named=named line=line pale=before labels=labels marks=marks ends=ends/>
            {legend}
        }
        .into_any()
    }

    fn on(&self) -> AnyView {
        let words = self.text.numbers;
        let on = &self.numbers.now.on;
        let now = self.numbers.on_now();
        let first = on
            .first()
            .and_then(|(day, many)| Some((*day, many.told()?)));
        let title = match (first, now) {
            (Some((day, before)), People::Tens(now)) if now > before => (words.on_more)(
                &self.text.rules.number(now),
                &self.text.rules.number(now - before),
                &self.day(day),
            ),
            (Some((day, before)), People::Tens(now)) if now < before => (words.on_fewer)(
                &self.text.rules.number(now),
                &self.text.rules.number(before - now),
                &self.day(day),
            ),
            (_, People::Tens(now)) => (words.on_title)(&self.text.rules.number(now)),
            (_, People::Few) => words.on_few.to_owned(),
        };
        // What fills no ten lies on the ground: that says nobody or few, as the words do.
        let value = |many: &People| Some(many.tens() as f64);
        let points: Vec<_> = on
            .iter()
            .map(|(day, many)| (self.place(*day), value(many)))
            .collect();
        let before = self.numbers.before.on.iter();
        let before: Vec<_> = before
            .map(|(day, many)| (self.place_before(*day), value(many)))
            .collect();
        let most = points.iter().chain(&before).filter_map(|(_, many)| *many);
        let most = most.fold(0.0, f64::max);
        let drawing = if most > 0.0 {
            let labels = ticks(most.max(4.0)).into_iter();
            let labels = labels.map(|tick| (tick, self.text.rules.number(tick as u64)));
            let end = people_in_words(now, self.text);
            let was_on = before.iter().any(|(_, many)| *many > Some(0.0));
            let before = if was_on { before } else { Points::new() };
            self.lines(Chart::On, Line { points, end }, before, labels.collect())
        } else {
            self.nothing()
        };
        self.figure(Chart::On, title, &words.on, drawing)
    }

    /// Shares by week; each stands in the middle of its week.
    pub(super) fn weekly(
        &self,
        chart: Chart,
        weeks: &[Week],
        before: &[Week],
        whole: bool,
    ) -> AnyView {
        let words = self.text.numbers;
        let points = weeks.iter().map(|week| {
            let at = self.place(week.of.plus(3)).min(1.0);
            (at, week.rate.share())
        });
        let points: Vec<_> = points.collect();
        let before = before.iter().map(|week| {
            let at = self.place_before(week.of.plus(3)).min(1.0);
            (at, week.rate.share())
        });
        let before: Vec<_> = before.collect();
        let told = || points.iter().filter_map(|(_, share)| *share);
        let Some(last) = told().next_back() else {
            return self.nothing();
        };
        let most = if whole {
            1.0
        } else {
            let pale = before.iter().filter_map(|(_, share)| *share);
            told().chain(pale).fold(0.01, f64::max)
        };
        let labels = if whole {
            vec![0.0, 0.25, 0.5, 0.75, 1.0]
        } else {
            ticks(most)
        };
        let labels = labels.into_iter();
        let labels = labels.map(|tick| (tick, (words.percent)(tick))).collect();
        let end = (words.percent)(last);
        self.lines(chart, Line { points, end }, before, labels)
    }

    fn yes(&self) -> AnyView {
        let words = self.text.numbers;
        let Numbers { now, before, .. } = &*self.numbers;
        let title = match now.answers.rate {
            Rate::Hidden => words.yes_unknown.to_owned(),
            rate => (words.yes_title)(&rate_in_words(rate, words)),
        };
        let drawing = self.weekly(Chart::Yes, &now.weeks, &before.weeks, true);
        self.figure(Chart::Yes, title, &words.yes, drawing)
    }

    fn regret(&self) -> AnyView {
        let words = self.text.numbers;
        let Numbers { now, before, .. } = &*self.numbers;
        let title = match now.regret.rate {
            Rate::Hidden => words.regret_unknown.to_owned(),
            rate => (words.regret_title)(&rate_in_words(rate, words)),
        };
        let (weeks, earlier) = (&now.regret_weeks, &before.regret_weeks);
        let drawing = self.weekly(Chart::Regret, weeks, earlier, false);
        self.figure(Chart::Regret, title, &words.regret, drawing)
    }

    fn dots<T: PartialEq>(
        &self,
        parts: &[Part<T>],
        before: &[Part<T>],
        name: impl Fn(&T) -> String,
    ) -> AnyView {
        let words = self.text.numbers;
        let rows = parts.iter().filter(|part| part.people != People::Few);
        let rows = rows.map(|part| {
            let (drawn, value) = match part.rate {
                Rate::Is { share, low, high } => {
                    let between = (words.between)(&(words.percent)(low), &(words.percent)(high));
                    let value = format!("{} ({between})", (words.percent)(share));
                    (Drawn::Dot(low, share, high), value)
                }
                Rate::Hidden => (Drawn::Nothing, words.not_told.to_owned()),
            };
            let earlier = before.iter().find(|earlier| earlier.of == part.of);
            ChartRow {
                name: name(&part.of),
                drawn,
                pale: earlier.and_then(|earlier| earlier.rate.share()),
                value,
            }
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return self.nothing();
        }
        view! { <RowChart rows=rows limit=None/> }.into_any()
    }

    fn versions(&self) -> AnyView {
        let words = self.text.numbers;
        let (parts, before) = (&self.numbers.now.versions, &self.numbers.before.versions);
        let title = best(parts).map_or_else(
            || words.versions_alike.to_owned(),
            |version| (words.versions_best)(*version),
        );
        let dots = self.dots(parts, before, |version| (words.version)(*version));
        let href = format!("/studio/{}/compare", self.numbers.key);
        let drawing = view! {
            {dots}
            <p><a href=href>{self.text.compare.link}</a></p>
        }
        .into_any();
        self.figure(Chart::Versions, title, &words.versions, drawing)
    }

    fn routes(&self) -> AnyView {
        let words = self.text.numbers;
        let (parts, before) = (&self.numbers.now.routes, &self.numbers.before.routes);
        let title = best(parts).map_or_else(
            || words.routes_alike.to_owned(),
            |route| (words.routes_best)((words.route)(*route)),
        );
        let drawing = self.dots(parts, before, |route| {
            crate::text::capital((words.route)(*route))
        });
        self.figure(Chart::Routes, title, &words.routes, drawing)
    }

    fn channels(&self) -> AnyView {
        let words = self.text.numbers;
        let (parts, before) = (&self.numbers.now.channels, &self.numbers.before.channels);
        let name = self.text.shared.channel;
        let title = best(parts).map_or_else(
            || words.channels_alike.to_owned(),
            |channel| (words.channels_best)(name(*channel)),
        );
        let drawing = self.dots(parts, before, |channel| name(*channel).to_owned());
        self.figure(Chart::Channels, title, &words.channels, drawing)
    }

    fn cohorts(&self) -> AnyView {
        let words = self.text.numbers;
        let numbers = &self.numbers;
        let column = WEEKS_AFTER.iter().position(|weeks| *weeks == TOLD_AFTER);
        let newest = numbers.cohorts.iter().find_map(|cohort| {
            let rate = (*cohort.on.get(column?)?)?;
            (rate != Rate::Hidden).then_some(rate)
        });
        let title = newest.map_or_else(
            || words.cohorts_unknown.to_owned(),
            |rate| (words.cohorts_title)(&rate_in_words(rate, words), TOLD_AFTER),
        );
        let table = Chart::Cohorts.table(numbers, &self.registry, self.text);
        let drawing = if table.rows.is_empty() {
            self.nothing()
        } else {
            self.shaded(&table.columns, &table.rows, title.clone())
        };
        self.figure(Chart::Cohorts, title, &words.cohorts, drawing)
    }

    /// A table whose shares are shaded as well; the words carry it.
    fn shaded(&self, columns: &[String], rows: &[Vec<Datum>], name: String) -> AnyView {
        let heads = columns.iter().enumerate().map(|(n, column)| {
            let class = (n > 0).then_some("number");
            view! { <th scope="col" class=class>{column.clone()}</th> }
        });
        let heads = heads.collect_view();
        let rows = rows.iter().map(|row| {
            let cells = row
                .iter()
                .zip(columns)
                .enumerate()
                .map(|(n, (datum, column))| {
                    let words = datum.words(self.text);
                    if n == 0 {
                        return view! { <th scope="row">{words}</th> }.into_any();
                    }
                    let shade = match datum {
                        Datum::Rate(Rate::Is { share, .. }) => Some(*share),
                        _ => None,
                    };
                    let class = shade.map_or_else(
                        || "number".to_owned(),
                        |share| format!("number shade shade-{}", (share * 5.0).floor().min(4.0)),
                    );
                    view! { <td class=class data-label=column.clone()>{words}</td> }.into_any()
                });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        let rows = rows.collect_view();
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=name>
                <table class="table cohorts">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn ends(&self) -> AnyView {
        let words = self.text.numbers;
        let table = Chart::Ends.table(&self.numbers, &self.registry, self.text);
        let name = words.ends_title.to_owned();
        let drawing = view! { <TableView table=table name=name.clone() text=self.text/> };
        self.figure(Chart::Ends, name, &words.ends, drawing.into_any())
    }

    fn unused(&self) -> AnyView {
        let words = self.text.numbers;
        let unused = &self.numbers.unused;
        if unused.is_empty() {
            let title = if self.numbers.judges_use {
                words.unused_none
            } else {
                words.unused_young
            };
            let title = title.to_owned();
            return self.figure(Chart::Unused, title, &words.unused, ().into_any());
        }
        let title = (words.unused_some)(unused.len());
        let table = Chart::Unused.table(&self.numbers, &self.registry, self.text);
        let edit = self.writes.then(|| {
            let names = unused.iter().map(|item| item.category.as_str());
            let names = names.collect::<Vec<_>>().join(",");
            let href = format!("/studio/{}?without={names}", self.numbers.key);
            view! { <p><a class="button" href=href>{words.unused_edit}</a></p> }
        });
        let drawing = view! {
            <TableView table=table name=title.clone() text=self.text/>
            {edit}
        };
        self.figure(Chart::Unused, title, &words.unused, drawing.into_any())
    }
}

/// The part whose interval lies above all others, where there is more than one that is told.
fn best<T>(parts: &[Part<T>]) -> Option<&T> {
    let told = parts.iter().filter_map(|part| match part.rate {
        Rate::Is { share, low, high } => Some((&part.of, share, low, high)),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    let (best, _, low, _) = told
        .iter()
        .max_by(|(_, a, ..), (_, b, ..)| a.total_cmp(b))?;
    let others = told.iter().filter(|(of, ..)| !std::ptr::eq(*of, *best));
    let highest = others.map(|(.., high)| *high).reduce(f64::max)?;
    (*low > highest).then_some(*best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(of: u32, hits: u64, many: u64) -> Part<u32> {
        Part {
            of,
            people: People::of(many),
            rate: Rate::of(hits, many, 1),
        }
    }

    #[test]
    fn only_what_lies_above_all_others_stands_out() {
        assert_eq!(best(&[part(2, 800, 1_000), part(1, 600, 1_000)]), Some(&2));
        assert_eq!(best(&[part(2, 62, 100), part(1, 60, 100)]), None);
        assert_eq!(best(&[part(1, 600, 1_000)]), None, "there is no other");
        assert_eq!(best(&[part(2, 800, 1_000), part(1, 3, 9)]), None);
    }
}
