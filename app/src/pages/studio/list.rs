//! The propositions: what is live, and what is being written.
//!
//! How many have one on stands in its numbers alone, which tell people in full tens: a count to the
//! person, looked at on two days, would say what one of them chose in between.

use leptos::prelude::*;
use mutual::access::Role;
use mutual::use_cases::StudioItem;
use serde_json::Value;

use super::writes;
use crate::{
    draft::DraftForm,
    pages::{Asked, Page, Stop, draw},
    text::{Dates, Text, capital},
    ui::{
        Icon,
        badge::{Badge, Tone},
        notice::{Notice, NoticeKind},
        said::within,
    },
};

/// All propositions.
#[component]
pub(crate) fn StudioPage() -> impl IntoView {
    draw(list)
}

async fn list(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    if role == Role::Agent {
        return Err(Stop::Elsewhere("/desk".to_owned()));
    }
    let text = asked.ctx.text();
    let words = text.studio;
    let items = asked.ctx.mutual.studio(&actor).await?;
    let live = items.iter().filter(|item| item.live.is_some()).count();
    let drafts = items.iter().filter(|item| item.draft.is_some()).count();
    let published = asked
        .parameter("published")
        .and_then(|version| version.parse().ok())
        .zip(published(&asked, &items));
    let published = published.map(|(version, title)| {
        let said = (words.published)(&within(title, text), version);
        view! { <Notice kind=NoticeKind::Done text=said/> }
    });
    let discarded = asked.parameter("discarded").map(|_| {
        view! { <Notice kind=NoticeKind::Done text=words.discard.done/> }
    });
    let refused = asked.parameter("failed").map(|_| {
        view! { <Notice kind=NoticeKind::Fault text=text.entry.errors.forbidden.1/> }
    });
    let new = writes(role).then(|| {
        view! { <a class="button" href="/studio/new">{Icon::Plus.draw()} {words.new}</a> }
    });
    let numbers = counts(role).then(|| {
        view! { <a class="button" href="/studio/numbers">{text.numbers.title}</a> }
    });
    let table = if items.is_empty() {
        view! { <p class="part">{words.none}</p> }.into_any()
    } else {
        table(items, text, &asked.ctx.dates(), role).into_any()
    };
    let body = view! {
        <div class="page-head">
            <div>
                <h1>{words.propositions}</h1>
                <p class="lead">{(words.tally)(live, drafts)}</p>
            </div>
            <div class="buttons">{numbers} {new}</div>
        </div>
        {published}
        {discarded}
        {refused}
        {table}
    };
    Ok(Page::of_team(
        words.propositions.to_owned(),
        role,
        "/studio",
        body,
    ))
}

/// What was just put live is called so.
fn published<'a>(asked: &Asked, items: &'a [StudioItem]) -> Option<&'a str> {
    let key = asked.parameter("key")?;
    let item = items.iter().find(|item| item.key.as_str() == key)?;
    let newest = item.newest.as_ref()?;
    Some(&newest.document.title)
}

/// Whether that role reads numbers; the use cases have the last word. Agents answer customers.
fn counts(role: Role) -> bool {
    role != Role::Agent
}

fn table(
    items: Vec<StudioItem>,
    text: &'static Text,
    dates: &Dates,
    role: Role,
) -> impl IntoView + use<> {
    let words = text.studio;
    let numbers = counts(role).then(|| view! { <th scope="col">{text.numbers.title}</th> });
    let rows = items
        .into_iter()
        .map(|item| row(&item, text, dates, role))
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.propositions>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.column_proposition}</th>
                        <th scope="col">{words.column_status}</th>
                        <th scope="col">{words.column_live}</th>
                        <th scope="col">{words.column_changed}</th>
                        {numbers}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(item: &StudioItem, text: &'static Text, dates: &Dates, role: Role) -> impl IntoView + use<> {
    let words = text.studio;
    let live = item.live.as_ref();
    let (tone, status) = match (live, &item.draft) {
        (Some(_), Some(draft)) => {
            let stage = (text.review.stage)(&draft.stage);
            (Tone::Live, (words.live_and)(stage))
        }
        (Some(_), None) => (Tone::Live, words.live.to_owned()),
        (None, Some(draft)) => (Tone::Draft, capital((text.review.stage)(&draft.stage))),
        (None, None) => (Tone::Past, words.retired.to_owned()),
    };
    let waits = item.waits_for_me.then(|| {
        let waits = text.review.waits_for_you.to_owned();
        view! { " " <strong><Badge tone=Tone::Draft word=waits/></strong> }
    });
    let drafted = item.draft.as_ref().map(|draft| {
        let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
        DraftForm::read(&content).title
    });
    let newest = item.newest.as_ref();
    let title = newest
        .map(|newest| newest.document.title.clone())
        .or(drafted);
    let title = title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| item.key.to_string());
    let name = title.clone();
    let numbers = counts(role).then(|| {
        let link = newest.map(|_| {
            let href = format!("/studio/{}/numbers", item.key);
            let name = (text.numbers.of)(&title);
            view! { <a href=href aria-label=name>{text.numbers.title}</a> }
        });
        view! { <td data-label=text.numbers.title>{link}</td> }
    });
    // Whoever does not write goes to where it is approved and stopped.
    let title = match role {
        Role::Marketer | Role::Admin => {
            view! { <a href=format!("/studio/{}", item.key)>{title}</a> }.into_any()
        }
        Role::Reviewer => {
            view! { <a href=format!("/studio/{}/publish", item.key)>{title}</a> }.into_any()
        }
        Role::Agent => view! { {title} }.into_any(),
    };
    let version = live.map_or_else(|| "–".to_owned(), |live| text.rules.number(live.number));
    // Its text, and that of those before it, also after a stop.
    let version = match newest.filter(|_| role != Role::Agent) {
        Some(_) => {
            let href = format!("/studio/{}/versions", item.key);
            view! { <a href=href>{version} <span class="hidden-text">{name}</span></a> }.into_any()
        }
        None => version.into_any(),
    };
    let drafted_at = item.draft.as_ref().map(|draft| draft.updated_at);
    let changed = drafted_at.max(live.map(|live| live.published_at));
    let changed = changed.map(|at| {
        view! { <time datetime=at.to_string()>{dates.day(at)}</time> }
    });
    view! {
        <tr>
            <th scope="row"><bdi>{title}</bdi> <span class="proposition-key"><bdi class="mono">{item.key.to_string()}</bdi></span></th>
            <td data-label=words.column_status><div><Badge tone=tone word=status/> {waits}</div></td>
            <td data-label=words.column_live>{version}</td>
            <td data-label=words.column_changed>{changed}</td>
            {numbers}
        </tr>
    }
}
