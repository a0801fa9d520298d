//! One model: how it does, version by version and week by week; and the form to change it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::catalogue::Slug;
use mutual::decision::{Scorecard, Week};

use super::{PAGE, bar, cells, form, heads, notice, page, reviewer};
use crate::{
    actions::{ModelForm, ModelNote},
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, draw},
    ui::{
        Icon,
        error_summary::ErrorSummary,
        facts::{Fact, Facts},
    },
};

/// The page of one model.
#[component]
pub(crate) fn ModelPage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| params.get("key").unwrap_or_default());
    draw(|asked| one(asked, key))
}

async fn one(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = reviewer(&asked)?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.models;
    let key: Slug = key.parse().map_err(|_| Problem::Absent)?;
    let cards = ctx.mutual.model_scores(&actor, Some(&key)).await?;
    let card = cards.into_iter().next().ok_or(Problem::Absent)?;
    let (typed, faults) = match asked.note().await {
        Some(ModelNote { form, faults }) => (form, form::said(faults, words)),
        None => (ModelForm::from(&card.model), vec![]),
    };
    let facts = vec![
        Fact::new(words.vendor, card.model.vendor.clone()),
        Fact::new(words.task, card.model.task.clone()),
    ];
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1><bdi>{card.model.name.clone()}</bdi></h1>
        <p class="lead mono"><bdi>{key.to_string()}</bdi></p>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <Facts facts=facts/>
        <p>{bar(&card, text)}</p>
        {versions(&card, ctx)}
        {weeks(&card, ctx)}
        <section class="part" aria-labelledby="change-t">
            <h2 id="change-t">{words.change}</h2>
            <form method="post" action="/actions/save-model">
                <input type="hidden" name="key" value=key.to_string()/>
                <input type="hidden" name="revision" value=card.model.revision.to_string()/>
                {form::fields(&typed, &faults, words)}
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.save}</button>
                </div>
            </form>
        </section>
    };
    Ok(page(card.model.name.clone(), role, "", body.into_any()))
}

fn versions(card: &Scorecard, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.models;
    let rows = card.versions.iter().map(|(version, counts)| {
        view! {
            <tr>
                <th scope="row"><bdi class="mono">{version.clone()}</bdi></th>
                {cells(counts, text)}
            </tr>
        }
    });
    view! {
        <section class="part">
            <h2>{words.by_version}</h2>
            <p class="quiet">{words.four_weeks}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.by_version>
                <table class="table table-folds">
                    <thead><tr><th scope="col">{words.version}</th>{heads(words)}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn weeks(card: &Scorecard, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.models;
    // Whole days of UTC are counted, whatever zone the organisation reads in.
    let dates = crate::text::Dates::new(text, "UTC");
    let weeks: Vec<_> = card.weeks.iter().rev().collect();
    // Weeks in which nothing happened are one line.
    let runs = weeks.chunk_by(|one, next| one.counts.tried() == 0 && next.counts.tried() == 0);
    let rows = runs.filter_map(|run| {
        let (newest, oldest) = (run.first()?, run.last()?);
        let day = |week: &Week| dates.day(week.monday.begin());
        let head = if run.len() > 1 {
            (words.weeks)(&day(oldest), &day(newest))
        } else {
            day(newest)
        };
        let cells = if newest.counts.tried() == 0 {
            view! { <td colspan="7">{words.nothing}</td> }.into_any()
        } else {
            cells(&newest.counts, text).into_any()
        };
        Some(view! { <tr><th scope="row">{head}</th> {cells}</tr> })
    });
    view! {
        <section class="part">
            <h2>{words.by_week}</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.by_week>
                <table class="table table-folds">
                    <thead><tr><th scope="col">{words.week}</th>{heads(words)}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
