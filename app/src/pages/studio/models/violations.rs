//! What decisions cited that they must not, and questions that nobody can answer.

use leptos::prelude::*;
use mutual::catalogue::Registry;
use mutual::consent::Toggle;
use mutual::decision::{Forbidden, Violation};
use mutual::id::DecisionId;
use mutual::port::Unanswered;
use mutual::use_cases::Refused;

use super::{PAGE, reviewer};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{Icon, exchange::toggle_name},
};

/// How many stand on one page.
const LINES: u32 = 50;

/// The violations, newest first.
#[component]
pub(crate) fn ViolationsPage() -> impl IntoView {
    draw(violations)
}

async fn violations(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = reviewer(&asked)?;
    let ctx = &asked.ctx;
    let words = ctx.text().models;
    let before: Option<DecisionId> = asked.parameter("before").and_then(|id| id.parse().ok());
    let mutual = &ctx.mutual;
    let mut refused = mutual.violations(&actor, None, before, LINES + 1).await?;
    let lines = usize::try_from(LINES).unwrap_or(usize::MAX);
    let more = refused.len() > lines;
    refused.truncate(lines);
    let older = refused.last().filter(|_| more).map(|last| {
        let href = format!("/studio/violations?before={}", last.id);
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = before.map(|_| view! { <a href="/studio/violations">{words.newest}</a> });
    let pager = (older.is_some() || newest.is_some()).then(|| {
        let name = words.violations_title;
        view! { <nav class="pager" aria-label=name>{newest} {older}</nav> }
    });
    let unanswered = mutual.unanswered(&actor, LINES).await?;
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{words.violations_title}</h1>
        <p class="lead">{words.violations_lead}</p>
        {table(&refused, ctx)}
        {pager}
        <section class="part">
            <h2>{words.unanswered}</h2>
            <p>{words.unanswered_lead}</p>
            {asked_for(&unanswered, ctx)}
        </section>
    };
    Ok(Page::of_team(
        words.violations_title.to_owned(),
        role,
        "",
        body,
    ))
}

fn table(refused: &[Refused], ctx: &Ctx) -> AnyView {
    let words = ctx.text().models;
    if refused.is_empty() {
        return view! { <p class="quiet">{words.violations_empty}</p> }.into_any();
    }
    let catalogue = ctx.mutual.catalogue();
    let rows = refused.iter().map(|refused| {
        let registry = catalogue.registry_as_of(refused.at);
        let href = format!("{PAGE}/{}", refused.model);
        let cited = match &refused.violation {
            Some(violation) => cited(violation, &registry, ctx).into_any(),
            None => view! { <span class="quiet">{words.gone}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">
                    {ctx.dates().moment(refused.at)}
                    <span class="proposition-key">
                        <bdi class="mono hash">{refused.id.to_string()}</bdi>
                    </span>
                </th>
                <td data-label=words.model>
                    <span>
                        <a href=href><bdi>{refused.model.to_string()}</bdi></a>
                        " " <bdi class="mono">{refused.version.clone()}</bdi>
                    </span>
                </td>
                <td data-label=words.cited>{cited}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.violations_title>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.model}</th>
                        <th scope="col">{words.cited}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cited(violation: &Violation, registry: &Registry, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.models;
    let person = violation
        .needs_person
        .then(|| view! { <li>{words.needs_person}</li> });
    let lines = violation.forbidden.iter().map(|forbidden| {
        let said = match forbidden {
            Forbidden::Guess { key } => (words.guess)(key),
            Forbidden::Uncovered {
                code,
                toggle,
                proposition,
                red_line,
            } => {
                let what = match toggle {
                    Some(Toggle::Exchange) | None => {
                        let which = red_line.as_ref().or(proposition.as_ref());
                        which.unwrap_or(&violation.purpose).to_string()
                    }
                    Some(toggle) => toggle_name(toggle, text, registry),
                };
                format!("{what}: {}", (words.because)(*code))
            }
        };
        view! { <li><bdi>{said}</bdi></li> }
    });
    view! { <ul class="uses">{lines.collect_view()} {person}</ul> }
}

fn asked_for(unanswered: &[Unanswered], ctx: &Ctx) -> AnyView {
    let text = ctx.text();
    let words = text.models;
    if unanswered.is_empty() {
        return view! { <p class="quiet">{words.unanswered_empty}</p> }.into_any();
    }
    let dates = ctx.dates();
    let rows = unanswered.iter().map(|asked| {
        view! {
            <tr>
                <th scope="row"><bdi class="mono hash">{asked.id.to_string()}</bdi></th>
                <td data-label=words.first>{dates.moment(asked.first_at)}</td>
                <td data-label=words.last>{dates.moment(asked.last_at)}</td>
                <td data-label=words.times>{text.rules.number(asked.times)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.unanswered>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.link}</th>
                        <th scope="col">{words.first}</th>
                        <th scope="col">{words.last}</th>
                        <th scope="col">{words.times}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
