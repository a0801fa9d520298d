//! One model: how it does, version by version and week by week; and the form to change it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::decision::{Scorecard, Week, percent};

use super::{PAGE, alarm, bar, card, cells, form, heads, notice, reviewer, shown};
use crate::{
    actions::{ModelForm, ModelNote},
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{
        Icon,
        error_summary::ErrorSummary,
        facts::{Fact, Facts},
        writer::Writer,
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
    let card = card(ctx, &actor, &key).await?;
    let never = ctx.mutual.cases().never_against(&actor).await?;
    let never = never.get(card.model.key.as_str());
    let never = never.map(|model| alarm(model, text));
    let newest = card.model.revision;
    let (typed, faults, seen) = match asked.note().await {
        Some(ModelNote { form, faults, seen }) => (form, form::said(faults, words), seen),
        None => (ModelForm::from(&card.model), vec![], newest),
    };
    // Whoever is told that it changed sees above how it stands. What somebody else stored since anything
    // else was refused is saved over by nobody unseen.
    let is_moved = asked.parameter("failed") == Some("moved");
    let revision = if is_moved { newest } else { seen };
    let facts = vec![
        Fact::new(words.vendor, card.model.vendor.clone()),
        Fact::new(words.task, card.model.task.clone()),
    ];
    let retired = card.model.retired_at.map(|at| {
        let said = (words.retired_since)(&ctx.dates().day(at));
        view! { <p><strong>{said}</strong></p> }
    });
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1><bdi>{card.model.name.clone()}</bdi></h1>
        <p class="lead mono"><bdi>{key.clone()}</bdi></p>
        {notice(&asked, text)}
        {never}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <Facts facts=facts/>
        {retired}
        <p>{bar(&card, text)}</p>
        {versions(&card, ctx)}
        <p><a href=format!("{PAGE}/{key}/differing")>{words.differing_title}</a></p>
        {weeks(&card, ctx)}
        {guesses(&card, ctx)}
        <section class="part" aria-labelledby="change-t">
            <h2 id="change-t">{words.change}</h2>
            <form method="post" action="/actions/save-model">
                <Writer/>
                <input type="hidden" name="key" value=key.clone()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {form::fields(&typed, &faults, words)}
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.save}</button>
                </div>
            </form>
        </section>
    };
    Ok(Page::of_team(card.model.name.clone(), role, "", body))
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
    // What was refused below the bar was asked for all the same.
    let is_quiet = |week: &Week| {
        let counts = &week.counts;
        counts.tried() == 0 && counts.below_bar == 0 && counts.turned_down == 0
    };
    let runs = weeks.chunk_by(|one, next| is_quiet(one) && is_quiet(next));
    let rows = runs.filter_map(|run| {
        let (newest, oldest) = (run.first()?, run.last()?);
        let day = |week: &Week| dates.day(week.monday.begin());
        let head = if run.len() > 1 {
            (words.weeks)(&day(oldest), &day(newest))
        } else {
            day(newest)
        };
        let cells = if is_quiet(newest) {
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

/// How often it guessed in the last four weeks, and what customers said of that; nothing of one that does
/// not guess.
fn guesses(card: &Scorecard, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let text = ctx.text();
    let words = text.models;
    let counts = card.guesses;
    if counts.is_empty() && card.guesses_before.is_empty() {
        return None;
    }
    let number = |count: u64| text.rules.number(count);
    let rejected = percent(counts.rejected(), counts.answered());
    let facts = vec![
        Fact::new(words.guesses_told, number(counts.told)),
        Fact::new(words.guesses_right, number(counts.right)),
        Fact::new(words.guesses_wrong, number(counts.wrong)),
        Fact::new(words.guesses_unwanted, number(counts.dont_guess)),
        Fact::new(words.guesses_rejected, shown(rejected, text)),
    ];
    Some(view! {
        <section class="part" aria-labelledby="guesses-t">
            <h2 id="guesses-t">{words.guesses}</h2>
            <p class="quiet">{words.four_weeks}</p>
            <Facts facts=facts/>
        </section>
    })
}
