//! The decisions of a model whose reasons are not those of the model, for reviewers.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::catalogue::Slug;
use mutual::id::DecisionId;

use super::{PAGE, card, reviewer};
use crate::{
    pages::{Asked, Page, Stop, draw, own::reasons::differences},
    ui::{Icon, exchange::data_name},
};

/// How many stand on one page.
const LINES: u32 = 50;

/// Which decisions, and which points of them, newest first.
#[component]
pub(crate) fn DifferingPage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| params.get("key").unwrap_or_default());
    draw(|asked| differing(asked, key))
}

async fn differing(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = reviewer(&asked)?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.models;
    let card = card(ctx, &actor, &key).await?;
    let key = &card.model.key;
    let before: Option<DecisionId> = asked.parameter("before").and_then(|id| id.parse().ok());
    let mutual = &ctx.mutual;
    let mut all = mutual.differing(&actor, key, before, LINES + 1).await?;
    let lines = usize::try_from(LINES).unwrap_or(usize::MAX);
    let more = all.len() > lines;
    all.truncate(lines);
    let here = format!("{PAGE}/{key}/differing");
    let older = all.last().filter(|_| more).map(|last| {
        let href = format!("{here}?before={}", last.id);
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = before.map(|_| view! { <a href=here.clone()>{words.newest}</a> });
    let pager = (older.is_some() || newest.is_some()).then(|| {
        view! { <nav class="pager" aria-label=words.differing_title>{newest} {older}</nav> }
    });
    let catalogue = mutual.catalogue();
    let rows = all.iter().map(|one| {
        let registry = catalogue.registry_as_of(one.at);
        let name = |data: &Slug| data_name(data, &registry, text);
        let href = format!("/why/{}", one.id);
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{ctx.dates().moment(one.at)}</a>
                    <span class="proposition-key">
                        <bdi class="mono hash">{one.id.to_string()}</bdi>
                    </span>
                </th>
                <td data-label=words.version><bdi class="mono">{one.version.clone()}</bdi></td>
                <td data-label=words.differing>{differences(&one.differences, &name, ctx)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let table = if rows.is_empty() {
        view! { <p class="quiet">{words.differing_none}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.differing_title>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.when}</th>
                            <th scope="col">{words.version}</th>
                            <th scope="col">{words.differing}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let back = format!("{PAGE}/{key}");
    let body = view! {
        <a class="back" href=back>{Icon::Back.draw()} <bdi>{card.model.name.clone()}</bdi></a>
        <h1>{words.differing_title}</h1>
        <p class="lead">{words.differing_lead}</p>
        {table}
        {pager}
    };
    let title = words.differing_title.to_owned();
    Ok(Page::of_team(title, role, "", body))
}
