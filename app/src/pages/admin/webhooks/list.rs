//! All addresses, and the form to add one.

use leptos::prelude::*;
use mutual::clock::Timestamp;
use mutual::use_cases::Watched;

use super::{form, health, left, name, notice, shown, side_field};
use crate::ui::writer::Writer;
use crate::{
    actions::{Note, WebhookForm},
    pages::{Asked, Page, Stop, draw_of_side},
    place::{Place, WEBHOOKS},
    text::{Dates, Text, Webhooks as Words},
    ui::{error_summary::ErrorSummary, sides::sides},
};

/// The addresses.
#[component]
pub(crate) fn WebhooksPage() -> impl IntoView {
    draw_of_side(list)
}

async fn list(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let all = ctx.mutual.webhooks().endpoints(&actor).await?;
    let (typed, faults) = match left(&asked).await {
        Some(Note::Refused { form, faults, .. }) => (form, faults),
        _ => (WebhookForm::empty(), vec![]),
    };
    let known = if all.is_empty() {
        empty(words).into_any()
    } else {
        table(&all, pages, &ctx.dates(), ctx.mutual.engine().now(), text).into_any()
    };
    let whose = if pages.is_test() {
        words.test_side
    } else {
        words.live_side
    };
    let body = view! {
        <h1>{words.title}</h1>
        {sides(pages, words.sides, text)}
        <p class="lead">{words.lead}</p>
        <p>{whose}</p>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        {known}
        <section class="part steps" aria-labelledby="add-t">
            <h2 id="add-t">{words.add}</h2>
            <p>{words.add_lead}</p>
            <form method="post" action="/actions/add-webhook">
                <Writer/>
                {side_field(pages)}
                <input type="hidden" name="key" value=ctx.form_key()/>
                {form::fields(&typed, &faults, words)}
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.add_button}</button>
                </div>
            </form>
        </section>
    };
    Ok(Page::of_team(
        words.title.to_owned(),
        role,
        pages.main(),
        body,
    ))
}

fn empty(words: &'static Words) -> impl IntoView + use<> {
    let sentences = words.empty.map(|sentence| view! { <p>{sentence}</p> });
    view! {
        <section class="part" aria-label=words.title>
            {sentences.collect_view()}
            <p><a href="/docs">{words.docs}</a></p>
        </section>
    }
}

fn table(
    all: &[Watched],
    pages: Place,
    dates: &Dates,
    now: Timestamp,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.webhooks;
    let rows = all
        .iter()
        .map(|watched| row(watched, pages, dates, now, text));
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.address}</th>
                        <th scope="col">{words.health}</th>
                        <th scope="col" class="number">{words.waiting}</th>
                        <th scope="col" class="number">{words.given_up}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p class="webhook-docs"><a href="/docs">{words.docs}</a></p>
    }
}

fn row(
    watched: &Watched,
    pages: Place,
    dates: &Dates,
    now: Timestamp,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.webhooks;
    let endpoint = &watched.endpoint;
    let href = pages.at(&format!("/{}", endpoint.id), "");
    let address = (!endpoint.description.is_empty())
        .then(|| view! { <bdi dir="ltr" class="webhook-url">{shown(&endpoint.url)}</bdi> });
    let number = |count| text.rules.number(count);
    let health = health(watched, dates, now, words).into_iter().next();
    view! {
        <tr>
            <th scope="row"><a href=href><bdi>{name(endpoint)}</bdi></a> {address}</th>
            <td data-label=words.health>{health}</td>
            <td class="number" data-label=words.waiting>{number(watched.counts.pending)}</td>
            <td class="number" data-label=words.given_up>{number(watched.counts.given_up)}</td>
        </tr>
    }
}
