//! The numbers of the propositions: of all at a glance, and of each with its charts.

mod charts;
mod funnel;
mod tables;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::insight::{Keeping, Numbers, People, Period, Rate};
use mutual::use_cases::{Counted, Reading};

use self::charts::Drawing;
use self::tables::Chart;
use super::writes;
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::{Dates, Text},
    ui::{
        Icon,
        chart::{people_in_words, rate_in_words},
        notice::{Notice, NoticeKind},
    },
};

/// All that are live, a row each.
#[component]
pub(crate) fn AllNumbersPage() -> impl IntoView {
    draw(overview)
}

/// One, with its charts.
#[component]
pub(crate) fn NumbersPage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| one(asked, key))
}

/// One chart of one proposition as the lines of a file, the heads of the columns first; `None`
/// where there is no such chart.
///
/// # Errors
///
/// [`Reading`].
pub async fn numbers_file(
    ctx: &Ctx,
    actor: &Actor,
    key: &str,
    chart: &str,
    days: &str,
) -> Result<Option<Vec<Vec<String>>>, Reading> {
    let counted = ctx.mutual.numbers(actor, key, Period::of(days)).await?;
    let registry = ctx.mutual.catalogue().registry().clone();
    let text = ctx.text();
    let numbers = counted.numbers.first();
    let table = Chart::of(chart)
        .zip(numbers)
        .map(|(chart, numbers)| chart.table(numbers, &registry, text));
    Ok(table.map(|table| table.lines(text)))
}

async fn overview(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let text = asked.ctx.text();
    let words = text.numbers;
    let period = Period::of(asked.parameter("days").unwrap_or_default());
    let counted = asked.ctx.mutual.all_numbers(&actor, period).await?;
    let table = if counted.numbers.is_empty() {
        view! { <p class="part">{words.none}</p> }.into_any()
    } else {
        rows(&counted.numbers, text)
    };
    let from = period.begin(mutual::insight::Day::of(counted.at));
    let body = view! {
        <a class="back" href="/studio">{Icon::Back.draw()} {text.studio.all}</a>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {periods("/studio/numbers", period, text)}
        {state(&counted, from, &asked.ctx)}
        {table}
        <p class="chart-definition">{words.hidden}</p>
    };
    let title = words.title.to_owned();
    Ok(Page::of_team(title, role, "", body))
}

fn rows(numbers: &[Numbers], text: &'static Text) -> AnyView {
    let words = text.numbers;
    let rows = numbers.iter().map(|numbers| {
        let href = format!("/studio/{}/numbers", numbers.key);
        let (on, yes, regret) = if numbers.asks {
            (
                people_in_words(numbers.on_now(), text),
                rate_in_words(numbers.now.answers.rate, words),
                rate_in_words(numbers.now.regret.rate, words),
            )
        } else {
            ("–".to_owned(), "–".to_owned(), "–".to_owned())
        };
        view! {
            <tr>
                <th scope="row"><a href=href>{numbers.title.clone()}</a></th>
                <td class="number" data-label=words.column.kept>{kept(numbers, text)}</td>
                <td class="number" data-label=words.column.on>{on}</td>
                <td class="number" data-label=words.column.yes>{yes}</td>
                <td class="number" data-label=words.column.regret>{regret}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.column.proposition}</th>
                        <th scope="col" class="number">{words.column.kept}</th>
                        <th scope="col" class="number">{words.column.on}</th>
                        <th scope="col" class="number">{words.column.yes}</th>
                        <th scope="col" class="number">{words.column.regret}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn kept(numbers: &Numbers, text: &'static Text) -> String {
    let worst = numbers.worst().and_then(|worst: &Keeping| worst.share);
    worst.map_or_else(|| "–".to_owned(), text.numbers.percent)
}

async fn one(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.numbers;
    let period = Period::of(asked.parameter("days").unwrap_or_default());
    let counted = ctx.mutual.numbers(&actor, &key, period).await?;
    let Some(numbers) = counted.numbers.first() else {
        return Err(Reading::Absent.into());
    };
    let heading = (words.of)(&numbers.title);
    let drawing = Drawing {
        numbers: Arc::new(numbers.clone()),
        registry: ctx.mutual.catalogue().registry().clone(),
        text,
        writes: writes(role),
    };
    let body = view! {
        <a class="back" href="/studio/numbers">{Icon::Back.draw()} {words.all}</a>
        <h1>{heading.clone()}</h1>
        <p class="ways"><a href=format!("/studio/{key}/versions")>{text.versions.link}</a></p>
        {periods(&format!("/studio/{key}/numbers"), period, text)}
        {state(&counted, numbers.now.from, ctx)}
        {tiles(numbers, text)}
        {drawing.all()}
        <p class="chart-definition">{words.hidden}</p>
    };
    Ok(Page::of_team(heading, role, "", body))
}

/// The periods to choose from, as links.
fn periods(path: &str, now: Period, text: &'static Text) -> AnyView {
    let words = text.numbers;
    let links = Period::ALL.into_iter().map(|period| {
        let href = format!("{path}?days={}", period.days());
        let current = (period == now).then_some("true");
        view! { <li><a href=href aria-current=current>{(words.days)(period.days())}</a></li> }
    });
    view! { <nav class="periods" aria-label=words.periods><ul>{links.collect_view()}</ul></nav> }
        .into_any()
}

/// Since when and up to when it is counted.
fn state(counted: &Counted, from: mutual::insight::Day, ctx: &Ctx) -> AnyView {
    let text = ctx.text();
    let words = text.numbers;
    let since = Dates::new(text, "UTC").day(from.begin());
    let until = ctx.dates().moment(counted.at);
    let incomplete = (!counted.is_complete).then(|| {
        view! { <Notice kind=NoticeKind::Fault text=words.incomplete/> }
    });
    view! {
        {incomplete}
        <p class="chart-counted">{(words.since)(&since, &until)}</p>
    }
    .into_any()
}

/// What matters most, as figures.
fn tiles(numbers: &Numbers, text: &'static Text) -> AnyView {
    let words = text.numbers;
    let (now, before) = (&numbers.now, &numbers.before);
    let mut tiles = Vec::new();
    if let Some(share) = numbers.worst().and_then(|worst| worst.share) {
        tiles.push(((words.percent)(share), words.tile_kept, None));
    }
    // Of what begins without a question nobody has said yes.
    let on = if numbers.asks {
        numbers.on_now()
    } else {
        People::Few
    };
    if let people @ People::Tens(_) = on {
        let was = before.on.last().and_then(|(_, many)| many.told());
        let was = was.map(|many| text.rules.number(many));
        tiles.push((people_in_words(people, text), words.tile_on, was));
    }
    for (rate, was, name) in [
        (now.answers.rate, before.answers.rate, words.tile_yes),
        (now.regret.rate, before.regret.rate, words.tile_regret),
    ] {
        if numbers.asks && rate != Rate::Hidden {
            let was = was.share().map(words.percent);
            tiles.push((rate_in_words(rate, words), name, was));
        }
    }
    if tiles.is_empty() {
        return ().into_any();
    }
    let tiles = tiles.into_iter().map(|(figure, name, was)| {
        let was = was.map(|was| view! { <dd class="sum-before">{(words.tile_before)(&was)}</dd> });
        view! { <div><dt>{name}</dt><dd>{figure}</dd>{was}</div> }
    });
    view! { <dl class="sum">{tiles.collect_view()}</dl> }.into_any()
}
